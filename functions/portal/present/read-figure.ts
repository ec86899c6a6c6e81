import type { FigureValue } from '../../../shared/domain/dossier-facts.ts';
import type { IndicatorUnit } from '../../../shared/domain/indicator.ts';
import { parseNumber } from '../../../shared/vietnamese/numbers.ts';

/** What an officer typed for a figure. */
export interface TypedFigure {
  readonly value: string;
  readonly numerator: string;
  readonly denominator: string;
  readonly noCase: boolean;
}

/** A rate may differ from its own a/b by what printing to one decimal of a per cent rounds away (a fraction). */
const roundingTolerance = 0.0006;
/** Printed in whole per cents. */
const wholePercentTolerance = 0.005;

/**
 * Reads a figure as an officer types it: "98,5", "98,5%", "1.158", "có"; a rate also by its parts alone.
 * @returns the figure, or in Vietnamese what is wrong with it.
 */
export function readFigure(typed: TypedFigure, unit: IndicatorUnit): FigureValue | string {
  if (unit === 'yes-no') {
    if (typed.value === 'co') return { value: true };
    return typed.value === 'khong' ? { value: false } : 'Chọn "Có" hoặc "Không".';
  }
  if (unit === 'count') {
    const value = readCount(typed.value);
    return value === undefined ? 'Nhập số liệu là một số nguyên, ví dụ 12 hoặc 1.158.' : { value };
  }
  if (typed.noCase) return { value: 'no-case' };
  return readRate(typed);
}

function readRate({ value, numerator, denominator }: TypedFigure): FigureValue | string {
  const rate = value === '' ? undefined : readPercent(value);
  if (value !== '' && rate === undefined) return 'Nhập tỷ lệ phần trăm từ 0 đến 100, ví dụ 98,5.';
  if (numerator === '' && denominator === '')
    return rate === undefined ? 'Nhập tỷ lệ, hoặc nhập số thực hiện và tổng số.' : { value: rate };
  const [part, whole] = [readCount(numerator), readCount(denominator)];
  if (part === undefined || whole === undefined)
    return 'Nhập cả số thực hiện và tổng số, là số nguyên; hoặc để trống cả hai.';
  if (whole === 0)
    return part === 0 ? { value: 'no-case' } : 'Tổng số bằng 0 thì số thực hiện cũng phải bằng 0.';
  if (part > whole) return 'Số thực hiện không được lớn hơn tổng số.';
  const computed = part / whole;
  if (rate === undefined) return { value: computed, numerator: part, denominator: whole };
  const isWhole = Number.isInteger(Number((rate * 100).toFixed(6)));
  return Math.abs(rate - computed) <= (isWhole ? wholePercentTolerance : roundingTolerance)
    ? { value: rate, numerator: part, denominator: whole }
    : 'Tỷ lệ không khớp với số thực hiện chia cho tổng số; kiểm tra lại các số đã nhập.';
}

function readPercent(text: string): number | undefined {
  const parsed = parseNumber(text.replace(/\s*%$/u, ''), 'percent');
  if (parsed === undefined || parsed.ambiguous || parsed.value > 100) return undefined;
  // 0.985, not 0.9850000000000001.
  return Number((parsed.value / 100).toFixed(10));
}

function readCount(text: string): number | undefined {
  const parsed = parseNumber(text, 'count');
  return parsed === undefined || parsed.ambiguous || !Number.isSafeInteger(parsed.value)
    ? undefined
    : parsed.value;
}

/** Points as an officer types them; undefined when they are none. */
export function readPoints(text: string): number | undefined {
  const parsed = parseNumber(text, 'points');
  return parsed === undefined || parsed.ambiguous ? undefined : parsed.value;
}
