import type { FigureValue } from '../domain/dossier-facts.ts';
import type { IndicatorDefinition } from '../domain/indicator.ts';
import type { ReadingValue } from '../domain/reading.ts';
import { sayNumber, sayRate } from './say-figure.ts';

/** Enough decimals of a per cent that two different rates never look alike. */
const rateDecimals = 4;

/** Decimals of a per cent as officers write them. */
export const writtenDecimals = 2;

/** A value in the words of its indicator: "98,5%", "12 hoạt động", "có", "không phát sinh". */
export function sayValue(
  value: ReadingValue,
  indicator: Pick<IndicatorDefinition, 'unit' | 'unitWord'>,
  decimals = rateDecimals,
): string {
  if (value === 'no-case') return 'không phát sinh';
  if (typeof value === 'boolean') return value ? 'có' : 'không';
  return indicator.unit === 'rate'
    ? sayRate(value, decimals)
    : `${sayNumber(value)} ${indicator.unitWord}`.trim();
}

/** "197/200", or null when the figure came without its parts. */
export function sayFraction(of: {
  readonly numerator?: number;
  readonly denominator?: number;
}): string | null {
  return of.numerator === undefined || of.denominator === undefined
    ? null
    : `${sayNumber(of.numerator)}/${sayNumber(of.denominator)}`;
}

/** A figure with its parts, where it has them: "98,5% (197/200)". */
export function sayFigureValue(
  figure: FigureValue,
  indicator: Pick<IndicatorDefinition, 'unit' | 'unitWord'>,
  decimals = rateDecimals,
): string {
  const value = sayValue(figure.value, indicator, decimals);
  const fraction = sayFraction(figure);
  return fraction === null ? value : `${value} (${fraction})`;
}
