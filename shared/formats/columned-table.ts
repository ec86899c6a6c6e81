import { boxAround, sureness, textOfLine, type TextLine, type Word } from './pdf-lines.ts';
import type { PageCell, PageTable } from './pdf-tables.ts';

/** A table without rules on a picture of a page: columns of figures beside lines of text, as wide as they happen to be. */
export interface ColumnedTable {
  readonly table: PageTable;
  /** Of the lines given: the first of the table, and the first behind it. */
  readonly start: number;
  readonly end: number;
}

/** Fewest figures below each other that make a column, and the least share of its lines that have one. */
const leastFigures = 6;
const leastShare = 0.45;

/** Fewest texts that begin below each other, behind a gap, that make a column. */
const leastTexts = 4;

/** Gaps, in font sizes: before a figure of a column, and before a text of one. */
const figureGap = 0.7;
const textGap = 0.9;

/** How far figures of a column may be from its middle, and texts from its edge, in font sizes. */
const middleTolerance = 1.1;
const edgeTolerance = 0.8;

/** Attack: a page of ten thousand words; a dense one has a thousand. */
const maxWords = 4_000;

/** Lines above the first figure that may be the table's head. */
const headLines = 4;

/** Lines a table is left behind after, where none has a figure. */
const mostWrapped = 4;

const figure = /^[-–]?(?:\d[\d.,]*|[-–])[.,;:]?$/u;

const opensRow = /^(?:[-–+•*]|\p{Lu}?\p{L}?\d|tiêu chí|TC|[IVX]+\s*[.)]|[a-zđ]\s*[.)]|tổng|cộng)/iu;

interface Column {
  readonly kind: 'figures' | 'texts' | 'between';
  /** Middle of figures, left edge of texts, or the middle of the gap before them where their edges differ. */
  readonly at: number;
}

/**
 * Finds the table that columns of figures make, some of whose rows have texts across columns or go on in further lines.
 * Null where there is none.
 */
export function findColumnedTable(lines: readonly TextLine[], page: number): ColumnedTable | null {
  if (lines.reduce((sum, line) => sum + line.words.length, 0) > maxWords) return null;
  const size = usualSize(lines);
  const middles = findFigureColumns(lines, size);
  const [firstMiddle] = middles;
  if (firstMiddle === undefined) return null;
  const hasFigure = (line: TextLine): boolean =>
    line.words.some((word) => middles.some((middle) => isFigureAt(word, middle, size)));
  const first = firstOfTable(lines, lines.findIndex(hasFigure), size);
  const last = lastOfTable(lines, first, hasFigure);
  const own = lines.slice(first, last + 1);
  const all: readonly Column[] = [
    ...chooseTextColumns(lines, own, firstMiddle, size),
    ...middles.map((at) => ({ kind: 'figures' as const, at })),
  ];
  if (own.filter(hasFigure).length < Math.max(leastFigures, leastShare * own.length)) return null;
  const head = findHead(lines, first, all, size);
  const rows = [
    ...(head.length === 0 ? [] : [head.map((line) => cutLine(line, all, size))]),
    ...groupRows(own.map((line) => cutLine(line, all, size))),
  ];
  return { table: buildTable(rows, all, page, size), start: first - head.length, end: last + 1 };
}

function usualSize(lines: readonly TextLine[]): number {
  const sizes = lines.map((line) => line.size).sort((a, b) => a - b);
  return sizes[Math.floor(sizes.length / 2)] ?? 10;
}

const middleOf = (word: Word): number => (word.left + word.right) / 2;

function isFigureAt(word: Word, middle: number, size: number): boolean {
  return figure.test(word.text) && Math.abs(middleOf(word) - middle) <= middleTolerance * size;
}

/** Middles of the columns of figures, left to right. */
function findFigureColumns(lines: readonly TextLine[], size: number): readonly number[] {
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
function chooseTextColumns(
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
    const isClose = head.length > 0 && below.baseline - line.baseline < 1.6 * size;
    if (
      longestRun(line, size) > longestInHead * width ||
      !(over > 1 || (over > 0 && head.length > 0) || isClose)
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

interface Piece {
  readonly column: number;
  readonly line: TextLine;
  readonly box: { readonly left: number; readonly right: number };
}

/** Cuts a line where a column begins: before its figure, and before a text at its edge behind a gap. */
function cutLine(line: TextLine, columns: readonly Column[], size: number): readonly Piece[] {
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
function bordersOf(columns: readonly Column[]): readonly number[] {
  return columns.slice(1).map(({ kind, at }, index) => {
    const before = columns[index];
    if (kind !== 'figures') return kind === 'texts' ? at - 2 : at;
    return before?.kind === 'figures' ? (before.at + at) / 2 : at - 24;
  });
}

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
