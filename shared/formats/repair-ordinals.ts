import type { PageCell, PageTable } from './pdf-tables.ts';
import { foldAccents } from '../vietnamese/fold.ts';

/** Fewest numerals that make a sequence, and the share of them that must have been read as they are. */
const leastNumerals = 4;
const leastShare = 0.5;

/** Rows beyond this have no Roman numerals in any form of an office. */
const mostNumeral = 39;

/**
 * Puts the numerals of a table's first column right by their sequence: alone in narrow cells Tesseract reads
 * "I" as "|", "VIII" as "VIH" and "11" as "u". Figures elsewhere are never touched.
 */
export function repairOrdinals(table: PageTable): PageTable {
  const column = table.cells.filter((cell) => cell.column === 0 && cell.columnSpan === 1 && cell.row > 0);
  const mended = new Map([...mendRoman(column), ...mendArabic(column), ...mendNamed(column)]);
  if (mended.size === 0) return table;
  return {
    ...table,
    cells: table.cells.map((cell) => {
      const text = mended.get(cell);
      return text === undefined ? cell : { ...cell, text };
    }),
  };
}

/** What a cell shows if it is a Roman numeral, with the letters it is taken for; null where it is none. */
function asRoman(text: string): string | null {
  const clean = foldAccents(text.replace(/[\s.,:)”"'’]/gu, ''))
    .replace(/[|!ijl]/gu, 'I')
    .replace(/[hun]/gu, 'II')
    .toUpperCase();
  return /^[IVX]{1,7}$/u.test(clean) ? clean : null;
}

function romanOf(value: number): string {
  let rest = value;
  let text = '';
  for (const [letters, worth] of [
    ['X', 10],
    ['IX', 9],
    ['V', 5],
    ['IV', 4],
    ['I', 1],
  ] as const)
    while (rest >= worth) {
      text += letters;
      rest -= worth;
    }
  return text;
}

function mendRoman(column: readonly PageCell[]): readonly (readonly [PageCell, string])[] {
  const numerals = column.flatMap((cell) => {
    const roman = asRoman(cell.text);
    return roman === null ? [] : [{ cell, roman }];
  });
  if (numerals.length < leastNumerals) return [];
  let best = 0;
  let most = 0;
  for (let start = 1; start + numerals.length - 1 <= mostNumeral; start++) {
    const right = numerals.filter(({ roman }, index) => roman === romanOf(start + index)).length;
    if (right > most) [most, best] = [right, start];
  }
  if (most < leastShare * numerals.length) return [];
  return numerals.map(({ cell }, index) => [cell, romanOf(best + index)] as const);
}

/** A cell nobody can read between 10 and 12. */
function mendArabic(column: readonly PageCell[]): readonly (readonly [PageCell, string])[] {
  const mended: (readonly [PageCell, string])[] = [];
  const numbers = column
    .map((cell, at) => ({ at, value: /^(\d{1,2})[.)]?$/u.exec(cell.text.trim())?.[1] }))
    .filter((one) => one.value !== undefined);
  for (const [index, number] of numbers.entries()) {
    const next = numbers[index + 1];
    if (next === undefined || Number(next.value) !== Number(number.value) + 2) continue;
    const unread = column
      .slice(number.at + 1, next.at)
      .filter(
        (cell) =>
          (cell.text !== '' && !/^(?:[a-zđ]\s*[).]?|\d.*|[-+•*–].*)$/iu.test(cell.text)) ||
          /^[un]$/u.test(cell.text),
      );
    const [only] = unread;
    if (only !== undefined && unread.length === 1) mended.push([only, String(Number(number.value) + 1)]);
  }
  return mended;
}

/** A name before a number: "TC 5", "Tiêu chí 5." */
const namedNumber = /^(\p{L}[\p{L} ]*?)\s*\.?\s*(\d{1,2})\s*[.:)]?$/u;

/** Longer texts are labels. */
const longestNamed = 12;

/** "1C2", "13", "xGU1" between "TC 4" and "TC 6": all of one name, counted through. */
function mendNamed(column: readonly PageCell[]): readonly (readonly [PageCell, string])[] {
  const cells = column.filter((cell) => cell.text.trim() !== '' && cell.text.trim().length <= longestNamed);
  if (cells.length < leastNumerals) return [];
  const names = new Map<string, number>();
  for (const cell of cells) {
    const name = namedNumber.exec(cell.text.trim())?.[1];
    if (name !== undefined) names.set(name, (names.get(name) ?? 0) + 1);
  }
  const [name = '', count = 0] = [...names].sort((a, b) => b[1] - a[1])[0] ?? [];
  if (count < 2 || count < 0.25 * cells.length) return [];
  const agreesFrom = (start: number): number =>
    cells.filter((cell, index) => new RegExp(`(?<!\\d)1?${start + index}\\D*$`, 'u').test(cell.text.trim()))
      .length;
  const starts = Array.from({ length: mostNumeral - cells.length + 1 }, (_, index) => index + 1);
  const best = starts.reduce((most, start) => (agreesFrom(start) > agreesFrom(most) ? start : most), 1);
  if (agreesFrom(best) < leastShare * cells.length) return [];
  return cells.map((cell, index) => [cell, `${name} ${best + index}`] as const);
}
