import { foldWords } from './fold.ts';

/** Letters that a digit is taken for, in a picture or on a keyboard ("1u" for 11, "l0" for 10, "2O" for 20). */
const likeDigits = '[bilnosuz|]';

/** A number with one of them at its end, or such a letter alone before it, is no number: its other digits say something else. */
const wholeDigits = String.raw`(?!\d|[\d.,]*${likeDigits}(?!\p{L}))`;
/** Where a number may begin; for use inside larger patterns. */
export const numberStart = String.raw`(?<![\d.,]|(?<!\p{L})${likeDigits})`;

/** A number as Vietnamese offices write it: 1.158 or 1 158 (thousands), 98,5 or 98.5 (decimals). For use inside larger patterns. */
export const numberPattern = String.raw`(?:${numberStart}\d{1,3}(?:[.\u0020\u00a0\u2009\u202f]\d{3})+(?:,\d+)?${wholeDigits}|${numberStart}\d+(?:[.,]\d+)?${wholeDigits})`;

/** A parsed number with the decimals it was written with; `ambiguous` when a separator can mean thousands or decimals and both are sensible. */
export interface ParsedNumber {
  readonly value: number;
  readonly decimals: number;
  readonly ambiguous: boolean;
}

/**
 * Reads a number written the Vietnamese way (dot or space for thousands, comma for decimals; English decimals are met too).
 * @param use what the number must be: a count is whole, a percentage is at most 100 or so, points have few digits.
 * @returns undefined when the text is no single number.
 */
export function parseNumber(text: string, use: 'count' | 'percent' | 'points'): ParsedNumber | undefined {
  const written = text.trim();
  const clean = written.replace(/[\u0020\u00a0\u2009\u202f](?=\d{3}(?!\d))/gu, '.');
  // "197 200" can be two figures side by side.
  const isParted = use === 'count' && clean !== written && /^\d{3}[^\d.,]/u.test(written);
  const grouped = /^(\d{1,3})((?:\.\d{3})+)(?:,(\d+))?$/u.exec(clean);
  if (grouped !== null && !(use === 'count' && clean.startsWith('0'))) {
    const [, head = '', groups = '', decimals = ''] = grouped;
    const asThousands = Number(`${head}${groups.replaceAll('.', '')}.${decimals === '' ? '0' : decimals}`);
    // "98.125%" cannot be ninety-eight thousand percent.
    if (use === 'percent' && groups.length === 4 && decimals === '')
      return { value: Number(clean), decimals: 3, ambiguous: Number(clean) < 10 };
    return { value: asThousands, decimals: decimals.length, ambiguous: isParted };
  }
  const simple = /^(\d+)(?:([.,])(\d+))?$/u.exec(clean);
  if (simple === null) return undefined;
  const [, whole = '', separator, fraction = ''] = simple;
  if (separator === undefined) return { value: Number(whole), decimals: 0, ambiguous: false };
  // "0,125" has no thousands.
  if (use === 'count' && fraction.length === 3 && !whole.startsWith('0'))
    return { value: Number(whole + fraction), decimals: 0, ambiguous: false };
  return {
    value: Number(`${whole}.${fraction}`),
    decimals: fraction.length,
    ambiguous: use === 'points' && fraction.length === 3,
  };
}

const digitWords: ReadonlyMap<string, number> = new Map(
  [
    'khong', 'mot', 'hai', 'ba', 'bon', 'nam', 'sau', 'bay', 'tam', 'chin',
  ].map((word, digit): [string, number] => [word, digit]).concat([['tu', 4], ['lam', 5], ['nham', 5]]),
); // prettier-ignore

/** Words a number is written with, accents or none; for use inside larger patterns. */
export const numberWordsPattern = String.raw`(?<!\p{L})(?:(?:kh[oô]ng|m[oộố]t|hai|ba|b[oố]n|t[uư]|n[aă]m|l[aă]m|nh[aă]m|s[aá]u|b[aả]y|t[aá]m|ch[ií]n|m[uư][oờơ]i|tr[aă]m|linh|l[eẻ]|ph[aẩ]y|r[uư][oỡ]i)\s+)+`;

/**
 * Reads a number up to 999 written in words, with decimals behind "phẩy", accents or none: "chín mươi tám phẩy năm" is 98.5.
 * @returns undefined when the words are no such number.
 */
export function parseNumberWords(text: string): ParsedNumber | undefined {
  const [whole = '', fraction, ...more] = foldWords(text).split(/ phay /u);
  const value = wholeOf(whole.split(' '));
  if (value === undefined || more.length > 0) return undefined;
  if (fraction === undefined) return { value, decimals: 0, ambiguous: false };
  const digits = fraction.split(' ').map((word) => digitWords.get(word));
  if (digits.includes(undefined)) return undefined;
  return { value: Number(`${value}.${digits.join('')}`), decimals: digits.length, ambiguous: false };
}

function wholeOf(words: readonly string[]): number | undefined {
  const [, hundreds, tail = ''] = /^(?:(\w+) tram ?)?(.*)$/u.exec(words.join(' ')) ?? [];
  const hundred = hundreds === undefined ? 0 : digitWords.get(hundreds);
  const rest = tail === '' && hundreds !== undefined ? 0 : tensOf(tail, hundreds !== undefined);
  return hundred === undefined || rest === undefined ? undefined : hundred * 100 + rest;
}

function tensOf(text: string, isBehindHundreds: boolean): number | undefined {
  const odd = /^(?:linh|le) (\w+)$/u.exec(text);
  if (odd !== null) return isBehindHundreds ? digitWords.get(odd[1] ?? '') : undefined;
  const [, tens, ones] = /^(?:(\w+) )?muoi(?: (\w+))?$/u.exec(text) ?? [undefined, undefined, undefined];
  if (!/(?:^| )muoi(?: |$)/u.test(text)) return isBehindHundreds ? undefined : digitWords.get(text);
  const ten = tens === undefined ? 1 : digitWords.get(tens);
  const one = ones === undefined ? 0 : digitWords.get(ones);
  return ten === undefined || one === undefined ? undefined : ten * 10 + one;
}
