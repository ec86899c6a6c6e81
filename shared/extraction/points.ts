import type { Cell } from '../domain/parsed-document.ts';
import { numberPattern, parseNumber } from '../vietnamese/numbers.ts';

/** Points as a cell or clause gives them; max where it prints "75/100". */
export interface Points {
  readonly points: number;
  readonly max: number | null;
}

const pointsPattern = new RegExp(
  String.raw`^\D{0,3}?(${numberPattern})\s*(?:điểm|đ)?\s*(?:/\s*(${numberPattern}))?\s*(?:điểm|đ|\.|;)?$`,
  'iu',
);

/** Reads points: "75", "75/100", "45,5 điểm", "1.000"; undefined when the cell is empty or says something else. */
export function readPoints(cell: Cell | undefined): Points | undefined {
  if (cell === undefined) return undefined;
  if (cell.number !== undefined && cell.date === undefined) return { points: cell.number, max: null };
  return parsePoints(cell.text);
}

/** Reads points from text alone. */
export function parsePoints(text: string): Points | undefined {
  const match = pointsPattern.exec(text.trim());
  if (match === null) return undefined;
  const points = parseNumber(match[1] ?? '', 'points');
  const max = match[2] === undefined ? undefined : parseNumber(match[2], 'points');
  if (points === undefined) return undefined;
  return { points: points.value, max: max?.value ?? null };
}
