import { boxAround, type TextLine, type Word } from './pdf-lines.ts';

/** Fewest figures below each other that make a column. */
export const leastFigures = 6;

/** Fewest texts that begin below each other, behind a gap, that make a column. */
const leastTexts = 4;

/** Gap before a figure of a column, in font sizes. */
const figureGap = 0.7;

/** Gap before a text of a column, in font sizes. */
export const textGap = 0.9;

/** How far figures of a column may be from its middle, in font sizes. */
const middleTolerance = 1.1;

/** How far texts of a column may begin from its edge, in font sizes. */
const edgeTolerance = 0.8;

/** A lone number or dash, as in a column of points. */
export const figure = /^[-–]?(?:\d[\d.,]*|[-–])[.,;:]?$/u;

/** A column of a table without rules. */
export interface Column {
  readonly kind: 'figures' | 'texts' | 'between';
  /** Middle of figures, left edge of texts, or the middle of the gap before them where their edges differ. */
  readonly at: number;
}

const middleOf = (word: Word): number => (word.left + word.right) / 2;

/** Whether a word is a figure of the column with this middle. */
export function isFigureAt(word: Word, middle: number, size: number): boolean {
  return figure.test(word.text) && Math.abs(middleOf(word) - middle) <= middleTolerance * size;
}

/** Middles of the columns of figures, left to right. */
export function findFigureColumns(lines: readonly TextLine[], size: number): readonly number[] {
  const found = lines.flatMap((line) =>
    line.words.flatMap((word, index) => {
      const before = line.words[index - 1];
      const after = line.words[index + 1];
      const isApart =
        (before === undefined || word.left - before.right >= figureGap * size) &&
        (after === undefined || after.left - word.right >= figureGap * size);
      return isApart && /\d/u.test(word.text) && figure.test(word.text)
        ? [{ middle: middleOf(word), isFirst: before === undefined }]
        : [];
    }),
  );
  const firsts = found.filter(({ isFirst }) => isFirst).map(({ middle }) => middle);
  const groups = clusters(
    found.map(({ middle }) => middle),
    middleTolerance * size,
  );
  return groups.flatMap((members) => {
    const [low = 0, high = 0] = [members[0], members.at(-1)];
    // Numbers that lines begin with are those of the rows.
    const leading = firsts.filter((middle) => middle >= low && middle <= high).length;
    return members.length >= leastFigures && leading < 0.5 * members.length ? [median(members)] : [];
  });
}

/** Columns of text: by the gaps that run down between them, else, where titles cross these, by their left edges. */
export function chooseTextColumns(
  lines: readonly TextLine[],
  own: readonly TextLine[],
  before: number,
  size: number,
): readonly Column[] {
  const edge = own.reduce((least, line) => Math.min(least, line.left), Infinity);
  const edges = findTextColumns(lines, before, size).map((at) => ({ kind: 'texts' as const, at }));
  const gaps = findGaps(own, { from: edge, to: before - size, size }).map((at) => ({
    kind: 'between' as const,
    at,
  }));
  return gaps.length > 0 ? [{ kind: 'texts', at: edge }, ...gaps] : edges;
}

/** Middles of the gaps that run down the lines of a table; titles in it may cross them. */
function findGaps(
  lines: readonly TextLine[],
  { from, to, size }: { readonly from: number; readonly to: number; readonly size: number },
): readonly number[] {
  const crossed = new Uint16Array(Math.max(0, Math.ceil(to - from)));
  for (const line of lines)
    for (const [index, word] of line.words.entries()) {
      const next = line.words[index + 1];
      const goesOn = next !== undefined && next.left - word.right < textGap * size;
      const end = Math.ceil((goesOn ? next.left : word.right) - from);
      for (let at = Math.max(0, Math.floor(word.left - from)); at < Math.min(crossed.length, end); at++)
        crossed[at] = (crossed[at] ?? 0) + 1;
    }
  const found: number[] = [];
  let start = 0;
  for (let at = 0; at < crossed.length; at++) {
    if ((crossed[at] ?? 0) <= mostCrossing * lines.length) continue;
    if (start > 0 && at - start >= leastGap * size) found.push(from + (start + at) / 2);
    start = at + 1;
  }
  // Ends of lines leave many gaps; only the last before the texts of a column parts it.
  const gaps: number[] = [];
  for (const gap of found.reverse()) {
    const next = gaps[0] ?? to;
    const using = lines.filter((line) =>
      line.words.some((word, index) => {
        const before = line.words[index - 1];
        const isBehind =
          before !== undefined && before.right <= gap && word.left - before.right >= textGap * size;
        return isBehind && word.left >= gap && word.left < next;
      }),
    ).length;
    if (using >= Math.max(leastTexts, leastUse * lines.length)) gaps.unshift(gap);
  }
  return gaps;
}

/** Share of a table's lines that may cross a gap between two of its columns, and its least width in font sizes. */
const mostCrossing = 0.12;

const leastGap = 0.5;

/** Share of a table's lines that have a text on either side of a gap. */
const leastUse = 0.2;

/** Left edges of the columns of text between the first column and the figures. */
function findTextColumns(lines: readonly TextLine[], before: number, size: number): readonly number[] {
  const edge = Math.min(...lines.map((line) => line.left));
  const found = lines.flatMap((line) =>
    line.words.flatMap((word, index) => {
      const left = line.words[index - 1];
      return left !== undefined && word.left - left.right >= textGap * size && middleOf(word) < before - size
        ? [word.left]
        : [];
    }),
  );
  const starts = clusters(found, edgeTolerance * size).flatMap((members) =>
    members.length >= leastTexts ? [median(members)] : [],
  );
  return [edge, ...starts.filter((start) => start > edge + 3 * size)];
}

/** Numbers in groups, none further from its neighbour than `reach`. */
function clusters(values: readonly number[], reach: number): readonly (readonly number[])[] {
  const groups: number[][] = [];
  for (const value of [...values].sort((a, b) => a - b)) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group === undefined || last === undefined || value - last > reach / 2) groups.push([value]);
    else group.push(value);
  }
  return groups;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** A part of a line that lies in one column. */
export interface Piece {
  readonly column: number;
  readonly line: TextLine;
  readonly box: { readonly left: number; readonly right: number };
}

/** Cuts a line where a column begins: before its figure, and before a text at its edge behind a gap. */
export function cutLine(line: TextLine, columns: readonly Column[], size: number): readonly Piece[] {
  const pieces: { column: number; words: Word[] }[] = [];
  for (const [index, word] of line.words.entries()) {
    const before = line.words[index - 1];
    const gap = before === undefined ? Infinity : word.left - before.right;
    const column = columns.findLastIndex(({ kind, at }) => {
      if (kind === 'figures')
        return gap >= 0.35 * size && Math.abs(middleOf(word) - at) <= 2 * middleTolerance * size;
      if (kind === 'between')
        return (before?.right ?? -Infinity) <= at + 1 && word.left >= at - 1 && gap >= 0.4 * size;
      return gap >= 0.5 * size && Math.abs(word.left - at) <= edgeTolerance * size;
    });
    const open = pieces.at(-1);
    if (open !== undefined && (column < 0 || column === open.column) && gap < 3 * size) open.words.push(word);
    else pieces.push({ column: column < 0 ? nearestColumn(word, columns) : column, words: [word] });
  }
  return pieces.map(({ column, words }) => {
    const box = boxAround(words);
    return { column, line: { ...line, ...box, words }, box };
  });
}

/** The column a word behind a gap is in. */
function nearestColumn(word: Word, columns: readonly Column[]): number {
  const borders = bordersOf(columns);
  const place = borders.findIndex((border) => middleOf(word) < border);
  return place < 0 ? columns.length - 1 : place;
}

/** Borders between the columns: one less than there are. */
export function bordersOf(columns: readonly Column[]): readonly number[] {
  return columns.slice(1).map(({ kind, at }, index) => {
    const before = columns[index];
    if (kind !== 'figures') return kind === 'texts' ? at - 2 : at;
    return before?.kind === 'figures' ? (before.at + at) / 2 : at - 24;
  });
}
