import type { Cell } from '../domain/parsed-document.ts';
import type { Claim } from '../domain/reading.ts';
import { numberPattern, parseNumber } from '../vietnamese/numbers.ts';

/** Points as a cell or clause gives them; max where it prints "75/100". */
export interface Points {
  readonly points: number;
  readonly max: number | null;
}

/** "điểm" of a scale: not "điểm vui chơi", "điểm trường", "điểm lẻ", "điểm tiêm". */
export const pointWord = String.raw`điểm(?!\s*(?:vui|trường|chính|lẻ|tư vấn|sinh hoạt|nhóm|dân cư|cầu|tiêm|bưu điện|đến|nóng|sáng|yếu|mạnh|bản|thôn|phần trăm))`;

const unit = String.raw`\s*(?:điểm|diem|đ)?`;
/** "75", "75/100", "45,5 điểm", "20đ/25đ", "(20)", "Đạt 20 điểm", "85 (tám mươi lăm)". */
const pointsPattern = new RegExp(
  String.raw`^(?:(?:đạt|được|tự chấm|chấm)\s*[–—-]?)?\s*:?\s*\(?\s*(${numberPattern})${unit}\s*(?:(?:/|trên)\s*(${numberPattern})${unit})?\s*\)?\s*(?:\([^\d)]*\))?\s*[.;]?$`,
  'iu',
);

/** Sums and maxima of decimals ("45,5") compare within this. */
export const pointSlack = 0.001;

/** Tells whether points of criteria add up to a total. */
export function addsUpTo(claims: readonly Claim[], total: number): boolean {
  return Math.abs(claims.reduce((sum, { points }) => sum + points, 0) - total) <= pointSlack;
}

/**
 * Tells whether a number may be the most of a criterion or an item: scales go by fives, and no criterion has more than 125 in any
 * that is known. A guess at what is printed, no rule of points: those are the rubric's.
 */
export const isOfScale = (most: number): boolean => most > 0 && most <= 125 && most % 5 === 0;

/** Reads points: "75", "75/100", "45,5 điểm", "1.000"; undefined when the cell is empty or says something else. */
export function readPoints(cell: Cell | undefined): Points | undefined {
  if (cell === undefined) return undefined;
  if (cell.number !== undefined && cell.date === undefined)
    return cell.number < 0 ? undefined : { points: cell.number, max: null };
  return parsePoints(cell.text);
}

/** What a form calls the most points beside them: "Điểm tối đa", "Số điểm chuẩn:". */
export const maximumName = /^(?:(?:số\s+)?điểm\s+)?(?:tối\s+đa|chuẩn)\s*:?$/iu;

/** "Tối đa: 100" above "Tự chấm: 95": both in one cell, each behind its own word. */
const namedMaximum = new RegExp(
  String.raw`^(?:điểm\s+)?(?:tối\s+đa|chuẩn)\s*:?\s*(${numberPattern})${unit}\s*[.;]?$`,
  'iu',
);
const namedOwn = new RegExp(
  String.raw`^(?:(?:xã|thị trấn|phường)\s+)?(?:điểm\s+)?(?:tự\s+chấm|tự\s+đánh\s+giá|đạt|đạt\s+được)(?:\s+điểm)?\s*:?\s*(${numberPattern})${unit}\s*[.;]?$`,
  'iu',
);

function readNamedPoints(text: string): Points | undefined {
  const lines = text.split(/\n|;/u).map((line) => line.trim());
  const found = (pattern: RegExp): number | undefined =>
    lines.map((line) => valueOf(pattern.exec(line)?.[1])).find((value) => value !== undefined);
  const points = found(namedOwn);
  const max = found(namedMaximum);
  return points === undefined || max === undefined ? undefined : { points, max };
}

/** Reads points from text alone. */
export function parsePoints(text: string): Points | undefined {
  const named = readNamedPoints(text);
  if (named !== undefined) return named;
  const match = pointsPattern.exec(text.trim());
  const points = match === null ? undefined : valueOf(match[1]);
  if (match === null || points === undefined) return undefined;
  return { points, max: valueOf(match[2]) ?? null };
}

/** Points have no three decimals: "1,000" is an English thousand. */
function valueOf(text: string | undefined): number | undefined {
  const parsed = text === undefined ? undefined : parseNumber(text, 'points');
  return parsed?.ambiguous === true ? parsed.value * 1000 : parsed?.value;
}
