import type { OpenRegion } from './pdf-grids.ts';
import { cutAtGutters, findGutters, runsOf, type Gutter } from './pdf-gap-columns.ts';
import {
  figureText,
  goesOnIn,
  groupIntoRows,
  kindsOf,
  startsText,
  type ColumnKinds,
  type CutLine,
} from './pdf-gap-rows.ts';
import { boxAround, sureness, textOfLine, type TextLine } from './pdf-lines.ts';
import { joinCellLines, type PageCell, type PageTable } from './pdf-tables.ts';

type Rows = readonly (readonly CutLine[])[];

/** Fewest figures below each other, behind a gap, that make lines a table. */
const leastFigures = 4;

/** Least share of a table's lines that have a figure. */
const leastShare = 0.3;

/** Fewest texts below each other that make a column: between rules fewer do. */
const leastTexts = 3;
const leastTextsRuled = 2;

/** From so many bands between rules on, each band is a row. */
const leastBands = 3;

/** Share of rows that have texts in several columns. */
const leastWide = 0.4;

/** Lines without a figure between two with one, in one table. */
const mostBetween = 9;

/** Lines above the first row that may be the table's head. */
const mostHeadLines = 6;

/** Farther apart, in font sizes, lines are not of one table. */
const widestPitch = 4;

/** So many lines of running text below each other end a table. */
const leastProse = 3;

/** Attack: thousands of lines of a few letters; a dense page has a hundred and fifty. */
const maxLines = 600;

/** A table that gaps make of some lines: the first of them, and the first behind it. */
export interface GapTable {
  readonly table: PageTable;
  readonly start: number;
  readonly end: number;
}

/**
 * Finds the first table that nothing but gaps makes: columns of figures beside texts, whose cells may have several lines. Null where
 * there is none: side-by-side blocks and columns of prose have no column of figures.
 * @param lines of a page, top down.
 */
export function findGapTable(lines: readonly TextLine[], page: number): GapTable | null {
  if (lines.length > maxLines) return null;
  for (const { from, to } of stretchesOf(lines)) {
    const found = tableInStretch(lines.slice(from, to), page);
    if (found !== null) return { table: found.table, start: from + found.start, end: from + found.end };
  }
  return null;
}

/** Stretches of lines that wide spaces or running text part. */
function stretchesOf(lines: readonly TextLine[]): readonly Gutter[] {
  const { left, right } = boxAround(lines);
  const isProse = lines.map(
    (line) => runsOf(line).length === 1 && line.right - line.left > 0.75 * (right - left),
  );
  const stretches: { from: number; to: number }[] = [];
  let from = 0;
  const close = (to: number) => {
    if (to - from >= leastFigures) stretches.push({ from, to });
  };
  for (const [index, line] of lines.entries()) {
    const before = lines[index - 1];
    const isFar = before !== undefined && line.baseline - before.baseline > widestPitch * line.size;
    if (isFar) {
      close(index);
      from = index;
    }
    if (isProse.slice(index, index + leastProse).filter(Boolean).length === leastProse) {
      close(index);
      from = index + leastProse;
    }
  }
  close(lines.length);
  return stretches;
}

function tableInStretch(lines: readonly TextLine[], page: number): GapTable | null {
  const range = rangeOfFigures(lines);
  if (range === null) return null;
  // A title above the table crosses its columns and says nothing of them.
  const head = lines.slice(Math.max(0, range.from - mostHeadLines), range.from);
  const near = [...head.filter((line) => runsOf(line).length > 1), ...lines.slice(range.from, range.to + 2)];
  const gutters = findGutters(near, leastTexts);
  if (gutters.length === 0) return null;
  const all = lines.map((line): CutLine => ({ line, pieces: cutAtGutters(line, gutters) }));
  const kinds = kindsOf(all.slice(range.from, range.to), gutters.length + 1);
  const hasFigure = ({ pieces }: CutLine): boolean =>
    pieces.some((piece) => kinds.figures.has(piece.column) && figureText.test(textOfLine(piece.words)));
  const anchors = all.flatMap((line, index) =>
    index >= range.from && index < range.to && hasFigure(line) ? [index] : [],
  );
  const [firstAnchor, lastAnchor] = [anchors[0], anchors.at(-1)];
  if (firstAnchor === undefined || lastAnchor === undefined) return null;
  if (anchors.length < Math.max(leastFigures, leastShare * (lastAnchor - firstAnchor + 1))) return null;
  const start = startOfRows(all, firstAnchor, kinds);
  const end = endOfRows(all, lastAnchor, kinds);
  const names = findHead(all, start, kinds);
  const rows = [...headRows(names.lines), ...groupIntoRows(all.slice(names.end, end), kinds)];
  return { table: buildTable(rows, gutters, kinds, page), start: names.start, end };
}

/** The lines from the first to behind the last figure of columns of figures. */
function rangeOfFigures(lines: readonly TextLine[]): Gutter | null {
  const found = lines.flatMap((line, index) =>
    runsOf(line).flatMap((run, place) =>
      place > 0 && figureText.test(textOfLine(run.words))
        ? [{ index, left: run.left, right: run.right }]
        : [],
    ),
  );
  const columns: { left: number; right: number; indexes: number[] }[] = [];
  for (const figure of [...found].sort((a, b) => a.left - b.left)) {
    const column = columns.at(-1);
    if (column !== undefined && figure.left < column.right) {
      column.indexes.push(figure.index);
      column.right = Math.max(column.right, figure.right);
    } else columns.push({ ...figure, indexes: [figure.index] });
  }
  const indexes = columns
    .filter((column) => column.indexes.length >= leastFigures)
    .flatMap((column) => column.indexes)
    .sort((a, b) => a - b);
  const [from] = indexes;
  if (from === undefined) return null;
  let to = from;
  for (const index of indexes) {
    if (index - to > mostBetween) break;
    to = index;
  }
  return { from, to: to + 1 };
}

/** The line the first row begins with: its label may begin above its figures. */
function startOfRows(lines: readonly CutLine[], firstFigures: number, kinds: ColumnKinds): number {
  let start = firstFigures;
  while (start > 0) {
    const above = lines[start - 1]?.pieces;
    const [only, ...more] = above ?? [];
    const label = lines[start]?.pieces.find(({ column }) => column === kinds.label);
    const isLabel = only?.column === kinds.label && more.length === 0;
    if (!isLabel || label === undefined || !goesOnIn(only, label, kinds)) break;
    start -= 1;
  }
  return start;
}

/** The line behind the last row: texts of its cells may go on below its figures, and further texts follow close to them. */
function endOfRows(lines: readonly CutLine[], lastFigures: number, kinds: ColumnKinds): number {
  let end = lastFigures + 1;
  for (; end < lines.length; end++) {
    const [line, before] = [lines[end], lines[end - 1]];
    if (line === undefined || before === undefined) break;
    const above = lines.slice(Math.max(0, end - 3), end).flatMap(({ pieces }) => pieces);
    const goesOn = line.pieces.map((piece) => {
      const upper = above.findLast(({ column }) => column === piece.column);
      return upper !== undefined && goesOnIn(upper, piece, kinds);
    });
    const distance = (line.line.baseline - before.line.baseline) / line.line.size;
    const isLabelled = line.pieces.some(
      (piece, index) => piece.column <= kinds.label && goesOn[index] !== true,
    );
    const isClose = kinds.pitch > 0 && distance <= 1.1 * kinds.pitch;
    if (!goesOn.every(Boolean) && (isLabelled || !isClose)) break;
  }
  return end;
}

/** The lines above the first row with words over its columns; titles of groups may stand between. */
function findHead(
  lines: readonly CutLine[],
  firstRow: number,
  kinds: ColumnKinds,
): { readonly lines: readonly CutLine[]; readonly start: number; readonly end: number } {
  const isHeadLine = (index: number): boolean => {
    const line = lines[index];
    if (line === undefined) return false;
    const { pieces } = line;
    return pieces.length > 1 || pieces.some(({ column }) => kinds.figures.has(column));
  };
  let [start, end] = [firstRow, firstRow];
  for (let index = firstRow - 1; index >= Math.max(0, firstRow - mostHeadLines); index--) {
    const line = lines[index];
    const below = lines[index + 1];
    if (line === undefined || below === undefined) break;
    const distance = (below.line.baseline - line.line.baseline) / line.line.size;
    const [only] = line.pieces;
    const isBeside = start < firstRow && line.pieces.length === 1 && only?.columnSpan === 1 && distance < 1.4;
    if (distance > 3) break;
    if (isHeadLine(index) || isBeside) {
      if (end === firstRow && start === firstRow) end = index + 1;
      start = index;
    } else if (start < firstRow || only === undefined || !startsText(only)) break;
  }
  return start === firstRow
    ? { lines: [], start: firstRow, end: firstRow }
    : { lines: lines.slice(start, end), start, end };
}

/** One row, or two where a name stands over the names of several columns. */
function headRows(head: readonly CutLine[]): Rows {
  if (head.length === 0) return [];
  const last = head.findLastIndex(({ pieces }, index) =>
    pieces.some(
      (piece) =>
        piece.columnSpan > 1 &&
        head
          .slice(index + 1)
          .flatMap((below) => below.pieces)
          .filter(({ column }) => column >= piece.column && column < piece.column + piece.columnSpan).length >
          1,
    ),
  );
  return last < 0 ? [head] : [head.slice(0, last + 1), head.slice(last + 1)];
}

/** A stretch between rules with its lines, top down. */
export interface RuledLines {
  readonly region: OpenRegion;
  readonly lines: readonly TextLine[];
}

/**
 * The tables of stretches that rules part into bands but not into columns: a sheet with lines between its rows, or frames below each
 * other with the same columns. Null where the lines have no columns.
 */
export function readRuledBands(regions: readonly RuledLines[], page: number): readonly PageTable[] | null {
  const lines = regions.flatMap((region) => region.lines);
  if (lines.length < 2 || lines.length > maxLines) return null;
  const gutters = findGutters(lines, leastTextsRuled);
  if (gutters.length === 0) return null;
  const cut = regions.map((region) => cutBands(region, gutters));
  const kinds = kindsOf(cut.flat(2), gutters.length + 1);
  const rowsOf = cut.map((bands) =>
    bands.flatMap((band, index) => rowsOfBand(band, index, bands.length, kinds)),
  );
  const rows = rowsOf.flat();
  const wide = rows.filter(
    (row) => new Set(row.flatMap((line) => line.pieces.map(({ column }) => column))).size > 1,
  );
  if (wide.length < 2 || wide.length < leastWide * rows.length) return null;
  return regions.map(({ region }, index) => {
    const { left, right, ys } = region;
    const box = { left, right, top: ys[0] ?? 0, bottom: ys.at(-1) ?? 0 };
    const table = buildTable(rowsOf[index] ?? [], gutters, kinds, page, box);
    return region.isFrame && ys.length === 2 ? { ...table, isCard: true as const } : table;
  });
}

/** The lines of each band that has any, cut into columns. */
function cutBands({ region, lines }: RuledLines, gutters: readonly Gutter[]): Rows {
  return region.ys.slice(1).flatMap((bottom, index) => {
    const top = region.ys[index] ?? 0;
    const band = lines.flatMap((line) => {
      const middle = line.baseline - 0.3 * line.size;
      return middle >= top && middle < bottom ? [{ line, pieces: cutAtGutters(line, gutters) }] : [];
    });
    return band.length === 0 ? [] : [band];
  });
}

/** A band between two of many rules is one row, unless it holds several rows with figures of their own. */
function rowsOfBand(band: readonly CutLine[], index: number, bands: number, kinds: ColumnKinds): Rows {
  if (bands > 1 && index === 0) return [band];
  const rows = groupIntoRows(band, kinds);
  const counted = rows.filter((row) =>
    row.some(({ pieces }) => pieces.some(({ column }) => kinds.figures.has(column))),
  );
  return bands < leastBands || counted.length > 1 ? rows : [band];
}

function buildTable(
  rows: Rows,
  gutters: readonly Gutter[],
  kinds: ColumnKinds,
  page: number,
  outer?: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number },
): PageTable {
  const box = outer ?? boxAround(rows.flatMap((row) => row.map(({ line }) => line)));
  const xs = [box.left, ...gutters.map(({ from, to }) => (from + to) / 2), box.right];
  const cells = rows.flatMap((row, at) => cellsOfRow(row, at, xs, kinds, page));
  return { ...box, xs, gutters, rowCount: rows.length, cells, openTop: false, openBottom: false };
}

function cellsOfRow(
  row: readonly CutLine[],
  at: number,
  xs: readonly number[],
  kinds: ColumnKinds,
  page: number,
): readonly PageCell[] {
  const pieces = row.flatMap((line) => line.pieces);
  const used = new Set(pieces.map(({ column }) => column));
  const { top, bottom } = boxAround(row.map(({ line }) => line));
  const cells: PageCell[] = [];
  for (let column = 0; column + 1 < xs.length;) {
    const own = pieces.filter((piece) => piece.column === column);
    const wanted = Math.max(1, ...own.map(({ columnSpan }) => columnSpan));
    let columnSpan = 1;
    while (columnSpan < wanted && !used.has(column + columnSpan)) columnSpan += 1;
    const left = xs[column] ?? 0;
    const width = (kinds.rights[column + columnSpan - 1] ?? 0) - Math.min(...own.map((piece) => piece.left));
    cells.push({
      row: at,
      column,
      rowSpan: 1,
      columnSpan,
      left,
      right: xs[column + columnSpan] ?? 0,
      top,
      bottom,
      page,
      ...joinCellLines(own, width),
      ...sureness(own),
    });
    column += columnSpan;
  }
  return cells;
}
