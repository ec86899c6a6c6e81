import type { PointsRange } from '../domain/assessment.ts';

const decimalsOfPercent = 2;

/** Writes a number the Vietnamese way: dot for thousands, comma for decimals, at most the given decimals ("1.018", "98,5"). */
export function sayNumber(value: number, decimals = 2): string {
  const [whole = '', fraction = ''] = value.toFixed(decimals).split('.');
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, '.');
  const trimmed = fraction.replace(/0+$/, '');
  return trimmed === '' ? grouped : `${grouped},${trimmed}`;
}

/** Writes a fraction 0..1 as a percentage ("98,5%"). */
export function sayRate(rate: number, decimals = decimalsOfPercent): string {
  return `${sayNumber(rate * 100, decimals)}%`;
}

/** Writes a range of points: "50 điểm", or "từ 0 đến 50 điểm". */
export function sayPoints(range: PointsRange): string {
  return range.low === range.high
    ? `${sayNumber(range.low)} điểm`
    : `từ ${sayNumber(range.low)} đến ${sayNumber(range.high)} điểm`;
}
