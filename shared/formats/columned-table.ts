import {
  bordersOf,
  chooseTextColumns,
  cutLine,
  figure,
  findFigureColumns,
  isFigureAt,
  leastFigures,
  textGap,
  type Column,
  type Piece,
} from './figure-columns.ts';
import type { Rule } from './pdf-characters.ts';
import { boxAround, sureness, textOfLine, type TextLine } from './pdf-lines.ts';
import type { PageCell, PageTable } from './pdf-tables.ts';
import { findRowBands, type Band } from './row-rules.ts';

/** A table without borders down on a picture of a page: columns of figures beside lines of text, as wide as they happen to be. */
export interface ColumnedTable {
  readonly table: PageTable;
  /** Of the lines given: the first of the table, and the first behind it. */
  readonly start: number;
  readonly end: number;
}

/** Least share of a table's lines that have a figure. */
const leastShare = 0.45;

/** Attack: a page of ten thousand words; a dense one has a thousand. */
const maxWords = 4_000;

/** Lines above the first figure that may be the table's head. */
const headLines = 4;

/** Lines a table is left behind after, where none has a figure. */
const mostWrapped = 4;

const opensRow = /^(?:[-–+•*]|\p{Lu}?\p{L}?\d|tiêu chí|TC|[IVX]+\s*[.)]|[a-zđ]\s*[.)]|tổng|cộng)/iu;

/**
 * Finds the table that columns of figures make, some of whose rows have texts across columns or go on in further lines.
 * Rules across it are the borders of its rows. Null where there is none.
 */
export function findColumnedTable(
  lines: readonly TextLine[],
  page: number,
  rules: readonly Rule[] = [],
): ColumnedTable | null {
  if (lines.reduce((sum, line) => sum + line.words.length, 0) > maxWords) return null;
  const size = usualSize(lines);
  const bands = findRowBands(rules, size);
  const banded = bands.length === 0 ? null : findBandedTable(lines, bands, page, size);
  if (banded !== null) return banded;
  const middles = findFigureColumns(lines, size);
  const [firstMiddle] = middles;
  if (firstMiddle === undefined) return null;
  const hasFigure = figureIn(middles, size);
  const first = firstOfTable(lines, lines.findIndex(hasFigure), size);
  const last = lastOfTable(lines, first, hasFigure);
  const own = lines.slice(first, last + 1);
  const all = columnsOf(lines, own, middles, size);
  if (own.filter(hasFigure).length < Math.max(leastFigures, leastShare * own.length)) return null;
  const head = findHead(lines, first, all, size);
  const rows = [
    ...(head.length === 0 ? [] : [head.map((line) => cutLine(line, all, size))]),
    ...groupRows(own.map((line) => cutLine(line, all, size))),
  ];
  return { table: buildTable(rows, all, page, size), start: first - head.length, end: last + 1 };
}

/** The table whose rows are these bands. */
function findBandedTable(
  lines: readonly TextLine[],
  bands: readonly Band[],
  page: number,
  size: number,
): ColumnedTable | null {
  const bandOf = (line: TextLine): Band | undefined => {
    const middle = line.baseline - 0.3 * line.size;
    return bands.find(({ top, bottom }) => middle > top && middle < bottom);
  };
  const start = lines.findIndex((line) => bandOf(line) !== undefined);
  const end = lines.findLastIndex((line) => bandOf(line) !== undefined) + 1;
  const own = lines.slice(start, end);
  const middles = findFigureColumns(own, size);
  const rowsOfLines = bands.map((band) => own.filter((line) => bandOf(line) === band));
  const rowsWithFigures = rowsOfLines.filter((row) => row.some(figureIn(middles, size))).length;
  if (
    middles.length === 0 ||
    own.some((line) => bandOf(line) === undefined) ||
    rowsWithFigures < Math.max(leastFigures, leastShare * bands.length)
  )
    return null;
  const all = columnsOf(own, own, middles, size);
  const figures = new Set(all.flatMap(({ kind }, column) => (kind === 'figures' ? [column] : [])));
  const rows = rowsOfLines
    .filter((row) => row.length > 0)
    .flatMap((row) => {
      const cut = row.map((line) => cutLine(line, all, size));
      const filled = cut
        .flat()
        .filter(({ column, line }) => figures.has(column) && figure.test(textOfLine(line.words)))
        .map(({ column }) => column);
      // A rule too faint to be seen leaves two rows in one band.
      return new Set(filled).size < filled.length ? groupRows(cut) : [cut];
    });
  return { table: buildTable(rows, all, page, size), start, end };
}

const figureIn =
  (middles: readonly number[], size: number) =>
  (line: TextLine): boolean =>
    line.words.some((word) => middles.some((middle) => isFigureAt(word, middle, size)));

function columnsOf(
  lines: readonly TextLine[],
  own: readonly TextLine[],
  middles: readonly number[],
  size: number,
): readonly Column[] {
  return [
    ...chooseTextColumns(lines, own, middles[0] ?? 0, size),
    ...middles.map((at) => ({ kind: 'figures' as const, at })),
  ];
}

function usualSize(lines: readonly TextLine[]): number {
  const sizes = lines.map((line) => line.size).sort((a, b) => a - b);
  return sizes[Math.floor(sizes.length / 2)] ?? 10;
}

/** The line the first row begins with: a label whose figures stand beside its later lines begins above them. */
function firstOfTable(lines: readonly TextLine[], firstFigures: number, size: number): number {
  let first = firstFigures;
  while (first > 0 && first > firstFigures - 2) {
    const [above, line] = [lines[first - 1], lines[first]];
    if (above === undefined || line === undefined) break;
    const opening = line.words[0]?.text ?? '';
    const reach = /^\p{Ll}/u.test(opening) ? 1.8 : figure.test(opening) ? 1.1 : 0;
    if (line.baseline - above.baseline > reach * size) break;
    first -= 1;
  }
  return first;
}

/** The last line with figures before so many without. */
function lastOfTable(
  lines: readonly TextLine[],
  first: number,
  hasFigure: (line: TextLine) => boolean,
): number {
  let last = first;
  for (let at = first; at < lines.length && at - last <= mostWrapped; at++) {
    const line = lines[at];
    if (line !== undefined && hasFigure(line)) last = at;
  }
  return last;
}

/** The lines right above the first figures that have words over their columns. */
function findHead(
  lines: readonly TextLine[],
  first: number,
  columns: readonly Column[],
  size: number,
): readonly TextLine[] {
  const figures = columns.filter(({ kind }) => kind === 'figures');
  const width = (figures.at(-1)?.at ?? 0) - (columns[0]?.at ?? 0);
  const head: TextLine[] = [];
  for (let at = first - 1; at >= Math.max(0, first - headLines); at--) {
    const line = lines[at];
    const below = head[0] ?? lines[first];
    if (line === undefined || below === undefined || below.baseline - line.baseline > 3 * size) break;
    const over = figures.filter(({ at: middle }) =>
      line.words.some((word) => middle >= word.left - size && middle <= word.right + size),
    ).length;
    // The second line of a name alone: "Điểm tự" above "chấm".
    const isWithin = line.words.every((word) =>
      figures.some(({ at: middle }) => middle >= word.left - 2 * size && middle <= word.right + 2 * size),
    );
    const isClose = head.length > 0 && below.baseline - line.baseline < 1.6 * size;
    if (
      longestRun(line, size) > longestInHead * width ||
      !(over > 1 || (over > 0 && (head.length > 0 || isWithin)) || isClose)
    )
      break;
    head.unshift(line);
  }
  return head;
}

/** Width of the longest text without a gap in it. */
function longestRun(line: TextLine, size: number): number {
  let [longest, start, end] = [0, -Infinity, -Infinity];
  for (const word of line.words) {
    if (word.left - end >= textGap * size) start = word.left;
    end = word.right;
    longest = Math.max(longest, end - start);
  }
  return longest;
}

/** A title above the table is wider, in widths of the table, than the names of its columns. */
const longestInHead = 0.45;

/**
 * A label begins a row, unless it goes on in lower case; what stands beside no label (figures set in the middle of a label of two
 * lines) belongs to the row that lacks it.
 */
function groupRows(lines: readonly (readonly Piece[])[]): readonly (readonly (readonly Piece[])[])[] {
  const rows: (readonly Piece[])[][] = [];
  const labels = labelColumn(lines.flat());
  for (const pieces of lines) {
    const row = rows.at(-1);
    const label = pieces.find(({ column }) => column === labels);
    const text = label === undefined ? '' : textOfLine(label.line.words);
    const taken = new Set(row?.flatMap((above) => above.map(({ column }) => column)));
    const others = pieces.filter(({ column }) => column !== labels);
    const isFree = others.every(({ column }) => !taken.has(column));
    // A number in the middle of a label's lines is taken for the beginning of one of them.
    const isPending = row?.every((above) => above.every(({ column }) => column === labels)) === true;
    const isRest =
      /^\p{Ll}/u.test(text) || (isPending && /^(?:\d{1,2}|[^\p{L}\d\s–+-])\s*\p{Ll}/u.test(text));
    const goesOn =
      row !== undefined &&
      isFree &&
      (label === undefined ||
        isRest ||
        (others.length === 0 && !opensRow.test(text) && !/^\p{Lu}/u.test(text)));
    if (goesOn) row.push(pieces);
    else rows.push([pieces]);
  }
  return rows;
}

/** The column with most letters. */
function labelColumn(pieces: readonly Piece[]): number {
  const letters = new Map<number, number>();
  for (const { column, line } of pieces) {
    const own = line.words.reduce((sum, word) => sum + word.text.length, 0);
    letters.set(column, (letters.get(column) ?? 0) + own);
  }
  return [...letters].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
}

function buildTable(
  rows: readonly (readonly (readonly Piece[])[])[],
  columns: readonly Column[],
  page: number,
  size: number,
): PageTable {
  const pieces = rows.flat(2);
  const box = boxAround(pieces.map(({ line }) => line));
  const last = columns.at(-1);
  const right = Math.max(box.right, (last?.at ?? 0) + 2 * size);
  const xs = [box.left, ...bordersOf(columns), right];
  const cells: PageCell[] = rows.flatMap((row, at) =>
    columns.map((_, column): PageCell => {
      const own = row.flat().filter((piece) => piece.column === column);
      const ofRow = row.flat().map(({ line }) => line);
      const lines = own.map(({ line }) => line);
      return {
        row: at,
        column,
        rowSpan: 1,
        columnSpan: 1,
        left: xs[column] ?? 0,
        right: xs[column + 1] ?? 0,
        top: Math.min(...ofRow.map((line) => line.top)),
        bottom: Math.max(...ofRow.map((line) => line.bottom)),
        page,
        text: lines.map((line) => textOfLine(line.words).replaceAll('\t', ' ')).join(' '),
        doubtful: false,
        ...sureness(lines),
      };
    }),
  );
  return { ...box, right, xs, rowCount: rows.length, cells, openTop: false, openBottom: false };
}
