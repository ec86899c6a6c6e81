import type { Member } from '../domain/read-file.ts';
import { readOwnWords } from '../mail/own-words.ts';

/** Percentages, points, fractions "197/200", numbers of a criterion; dates are none. */
const figures =
  /\d\s*%|\d\s*điểm|tiêu chí\s*\d|(?<![\d/])\d{1,5}\/\d{1,5}(?![\d/])\s*(?:trẻ|em|người|hộ|phiếu)/iu;

/** The words of a nested mail as a file of its own, where they carry figures: a greeting is no document. */
export function letterMember(textBody: string): Member | undefined {
  const letter = readOwnWords(textBody);
  return figures.test(letter)
    ? { path: 'noi-dung-thu.txt', bytes: new TextEncoder().encode(letter) }
    : undefined;
}
