import { foldWords } from '../vietnamese/fold.ts';
import { pointWord } from './points.ts';

const number = String.raw`(?<![\d.,/])\d{1,3}(?:[.,]\d{1,2})?(?![\d%‰]|[.,]\d)`;
const ofPoints = String.raw`(?:${pointWord}|đ(?!\p{L}))`;
const separators = String.raw`[\s\-–—/|;:,.]*`;
/** "- 45đ", "/ 75 điểm", "(20 điểm)", "45/50 điểm", "Điểm: 20" */
const points = new RegExp(
  String.raw`${separators}\(?\s*(?:(?:tự\s+chấm|chấm|được)\s*:?\s*)?(?:(${number})\s*(?:${ofPoints})?(?:\s*/\s*\d{1,3})?\s*${ofPoints}|(?<!\p{L})điểm(?:\s+tự\s+chấm)?\s*:\s*(${number}))\s*\)?${separators}`,
  'giu',
);
const pair = /^\s*(\d[\d.,]*\s*%?)\s*[-–/|;]\s*\d{1,3}(?:[.,]\d{1,2})?\s*$/u;

/** What a cell says was reached, apart from the points it gives for it. */
export interface ResultWithPoints {
  readonly result: string;
  readonly points: string;
  /** The points are said to be points, and are no second number only. */
  readonly isSure: boolean;
}

/**
 * Parts a cell that holds a result and its points: "294/360 (81,67%) - 45đ", "98,5% / 75 điểm", "45 điểm (81,67%)".
 * @param isOfBoth the head of the column names both, so that the second of two bare numbers may be points: "6 - 20".
 * @returns undefined where the cell holds the one or the other only.
 */
export function splitPoints(text: string, isOfBoth = false): ResultWithPoints | undefined {
  const found = [...text.matchAll(points)];
  const [only] = found;
  if (only !== undefined && found.length === 1) {
    const before = text.slice(0, only.index);
    const behind = text.slice(only.index + only[0].length);
    const result = withoutLooseBracket(`${before} ${behind}`.trim());
    return /[\p{L}\d]/u.test(result) ? { result, points: only[1] ?? only[2] ?? '', isSure: true } : undefined;
  }
  const bare = isOfBoth && found.length === 0 ? pair.exec(text) : null;
  return bare === null ? undefined : { result: text, points: '', isSure: false };
}

/** "45 điểm (81,67%)": one bracket went with the points. */
function withoutLooseBracket(text: string): string {
  const count = (bracket: string): number => text.split(bracket).length;
  if (count('(') > count(')')) return text.replace(/^\(\s*|\s*\($/u, '');
  return count(')') > count('(') ? text.replace(/\s*\)$|^\)\s*/u, '') : text;
}

/** Tells whether the head of a column names both results and points: "Kết quả - điểm tự chấm". */
export function namesBoth(title: string): boolean {
  const folded = foldWords(title);
  return (
    /\b(?:ket qua|so lieu|muc dat|thuc hien|thuc te)\b/u.test(folded) && /\bdiem\b(?! vui)/u.test(folded)
  );
}
