import type { PdfCharacter, PdfPage, Rectangle } from './pdf-characters.ts';
import { findGrids, type Grid, type GridCell } from './pdf-grids.ts';
import { buildLines, mergeSureness, sureness, textOfLine, type TextLine } from './pdf-lines.ts';
import { foldWords } from '../vietnamese/fold.ts';

/** A cell of a table on one page, empty ones included. */
export interface PageCell extends GridCell {
  readonly text: string;
  readonly page: number;
  /** Another reading of its figures is possible. */
  readonly doubtful: boolean;
  /** 0..1, for words recognised in a picture. */
  readonly confidence?: number;
  /** Its words with figures that were recognised without certainty. */
  readonly unsure?: readonly string[];
}

/** A table as it stands on one page, or joined over several. */
export interface PageTable extends Rectangle {
  readonly xs: readonly number[];
  readonly rowCount: number;
  readonly cells: readonly PageCell[];
  readonly openTop: boolean;
  readonly openBottom: boolean;
  /** The spaces between its columns, where no rules part these: a border may be anywhere in them. */
  readonly gutters?: readonly { readonly from: number; readonly to: number }[];
  /** A frame for itself: another below it is another table. */
  readonly isCard?: true;
  /** Found in a picture: borders lie a little off, letters may be misread. */
  readonly isPictured?: true;
}

/** Finds the ruled tables of a page with their texts; `rest` are the characters outside them. */
export function readRuledTables(page: PdfPage): {
  readonly tables: readonly PageTable[];
  readonly rest: readonly PdfCharacter[];
} {
  let rest: readonly PdfCharacter[] = page.characters;
  const tables: PageTable[] = [];
  // The smallest first, so that a table inside a cell keeps its own text.
  const grids = [...findGrids(page.rules)].sort((a, b) => areaOf(a) - areaOf(b));
  for (const grid of grids) {
    const inside: PdfCharacter[] = [];
    const outside: PdfCharacter[] = [];
    for (const character of rest) (isInside(grid, centreOf(character)) ? inside : outside).push(character);
    if (!inside.some((character) => character.text !== ' ')) continue;
    rest = outside;
    tables.push(readGrid(grid, inside, page.number));
  }
  return { tables: tables.sort((a, b) => a.top - b.top || a.left - b.left), rest };
}

function areaOf(box: Rectangle): number {
  return (box.right - box.left) * (box.bottom - box.top);
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Middle of the letter's body: accents and descenders do not pull it over a border. */
export function centreOf(character: PdfCharacter): Point {
  const x = (character.left + character.right) / 2;
  if (character.turn !== 0) return { x, y: (character.top + character.bottom) / 2 };
  return { x, y: character.y - 0.3 * character.size };
}

export function isInside(box: Rectangle, point: Point): boolean {
  return point.x >= box.left && point.x <= box.right && point.y >= box.top && point.y <= box.bottom;
}

function readGrid(grid: Grid, characters: readonly PdfCharacter[], page: number): PageTable {
  const cellOf = assignCharacters(grid, characters);
  const contents = grid.cells.map((cell) =>
    buildLines(characters.filter((character) => cellOf.get(character.index) === cell)),
  );
  const padding = paddingOf(grid.cells, contents);
  const cells = grid.cells.map((cell, index) => {
    const lines = contents[index] ?? [];
    const joined = joinCellLines(lines, cell.right - cell.left - 2 * padding);
    return { ...cell, ...joined, ...sureness(lines), page };
  });
  return {
    left: grid.left,
    right: grid.right,
    top: grid.top,
    bottom: grid.bottom,
    xs: grid.xs,
    rowCount: grid.ys.length - 1,
    cells,
    openTop: grid.openTop,
    openBottom: grid.openBottom,
  };
}

/** Gives whole words to cells, so that a word a little too long for its cell loses no letter to the neighbour. */
function assignCharacters(grid: Grid, characters: readonly PdfCharacter[]): ReadonlyMap<number, GridCell> {
  const borders = grid.cells.map((cell) => ({ ...cell, right: cell.left }));
  const cellOf = new Map<number, GridCell>();
  for (const character of characters) {
    const cell = grid.cells.find((candidate) => isInside(candidate, centreOf(character)));
    if (cell !== undefined) cellOf.set(character.index, cell);
  }
  for (const line of buildLines(characters, borders))
    for (const word of line.words) {
      const counts = new Map<GridCell, number>();
      for (const index of word.indexes) {
        const cell = cellOf.get(index);
        if (cell !== undefined) counts.set(cell, (counts.get(cell) ?? 0) + 1);
      }
      if (counts.size < 2) continue;
      const [most] = [...counts].sort((a, b) => b[1] - a[1]);
      if (most !== undefined) for (const index of word.indexes) cellOf.set(index, most[0]);
    }
  return cellOf;
}

/** The smallest distance between text and border in the table, 0..8 points. */
function paddingOf(cells: readonly GridCell[], contents: readonly (readonly TextLine[])[]): number {
  let padding = 8;
  for (const [index, cell] of cells.entries())
    for (const line of contents[index] ?? [])
      padding = Math.min(padding, line.left - cell.left, cell.right - line.right);
  return Math.max(0, padding);
}

const listMark = /^(?:[-–+*•▪■➢✓☐☑]|\p{Ll}[).]|\d{1,2}[.)])(?:\s|$)/u;
const openEnd = /[=(,/–-]$/u;
const digitEnd = /\d$/u;

/**
 * Joins the lines of a cell: wrapped lines by a space, separate paragraphs by "\n".
 * A line break is a wrap when the next word had no room left, or when the next line goes on in lower case.
 * @param width room for text in points.
 */
export function joinCellLines(
  lines: readonly TextLine[],
  width: number,
): { readonly text: string; readonly doubtful: boolean } {
  let text = '';
  let doubtful = lines.some((line) => line.words.some((word) => word.doubtful));
  for (const [index, line] of lines.entries()) {
    const own = textOfLine(line.words);
    const before = lines[index - 1];
    if (before === undefined) {
      text = own;
      continue;
    }
    const room = width - (before.right - before.left);
    const first = line.words[0];
    const need = first === undefined ? 0 : first.right - first.left + 0.3 * line.size;
    const fitted = need < room - 0.4 * line.size;
    const isSeparate =
      (listMark.test(own) && (fitted || /^[-+•▪]\s+\p{L}/u.test(own))) ||
      (fitted && !/^[\p{Ll}=)%,.]/u.test(own) && !openEnd.test(text));
    if (!isSeparate && /\d[-–/.,]$/u.test(text) && /^\d/u.test(own)) {
      text += own;
    } else if (breaksThousands(text, own)) {
      text += own;
    } else if (isSeparate) {
      text += `\n${own}`;
    } else {
      // A number wider than its cell is broken anywhere: 100 over 0 may be 1000, or two numbers.
      if (digitEnd.test(text) && /^\d/u.test(own) && room < line.size) doubtful = true;
      text += ` ${own}`;
    }
  }
  return { text, doubtful };
}

/** "1.352/1.3" over "77 em": behind a fraction's thousands, only the rest of such a number makes sense. */
function breaksThousands(text: string, next: string): boolean {
  const begun = /\d\.\d{3}\s*\/\s*\d{1,3}\.(\d{1,2})$/u.exec(text)?.[1];
  const rest = /^\d+(?![.,/%\d])/u.exec(next)?.[0];
  return begun !== undefined && rest !== undefined && begun.length + rest.length === 3;
}

/** How far column borders may lie apart on two pages and still be the same, in points. */
const sameColumn = 4;
/** The same on pictures of pages, each turned and measured by itself. */
const samePicturedColumn = 12;

/** Joins a table with its continuation at the top of the next page; null when it is another table. */
export function joinTables(first: PageTable, second: PageTable): PageTable | null {
  if (first.isCard === true || second.isCard === true) return null;
  const mapped =
    onCommonGutters(first, second) ?? onCommonColumns(first, second) ?? onRepeatedHead(first, second);
  if (mapped === null) return null;
  const repeated = repeatedHeaderRows(mapped.first, mapped.second);
  const below = dropRows(mapped.second, repeated);
  if (below.rowCount === 0) return mapped.first;
  const isBroken = first.openBottom && second.openTop && repeated === 0;
  return isRowContinued(mapped.first, below, isBroken)
    ? joinBrokenRow(mapped.first, below)
    : stack(mapped.first, below, isBroken);
}

/** Both tables on the first one's columns where gaps make the columns of both, in the same places. */
function onCommonGutters(
  first: PageTable,
  second: PageTable,
): { readonly first: PageTable; readonly second: PageTable } | null {
  const [own, other] = [first.gutters, second.gutters];
  if (own === undefined || other?.length !== own.length) return null;
  const isSame = own.every(({ from, to }, index) => {
    const { from: otherFrom = Infinity, to: otherTo = -Infinity } = other[index] ?? {};
    return from <= otherTo + sameColumn && otherFrom <= to + sameColumn;
  });
  return isSame ? { first, second: { ...second, xs: first.xs } } : null;
}

/** Both on the first one's columns where a page of a picture repeats the head: where only gaps part columns, their borders lie apart. */
function onRepeatedHead(
  first: PageTable,
  second: PageTable,
): { readonly first: PageTable; readonly second: PageTable } | null {
  const isPictured = first.isPictured === true && second.isPictured === true;
  const named = first.cells.filter((cell) => cell.row === 0 && cell.text !== '').length;
  if (!isPictured || first.xs.length !== second.xs.length || named < 2) return null;
  return rowText(first, 0) === rowText(second, 0) ? { first, second: { ...second, xs: first.xs } } : null;
}

/** Both tables on the columns of the finer one; a page may show only some of the borders. */
function onCommonColumns(
  first: PageTable,
  second: PageTable,
): { readonly first: PageTable; readonly second: PageTable } | null {
  const [fine, coarse] = first.xs.length >= second.xs.length ? [first, second] : [second, first];
  const places: number[] = [];
  const isPictured = first.isPictured === true || second.isPictured === true;
  const [reach, tolerance] = isPictured
    ? [
        ((fine.xs.at(-1) ?? 0) - (fine.xs[0] ?? 0)) / ((coarse.xs.at(-1) ?? 0) - (coarse.xs[0] ?? 0)),
        samePicturedColumn,
      ]
    : [1, sameColumn];
  if (reach < 0.9 || reach > 1.1) return null;
  const start = fine.xs[0] ?? 0;
  for (const coarseX of coarse.xs) {
    const x = (coarseX - (coarse.xs[0] ?? 0)) * reach;
    const place = fine.xs.findIndex((other) => Math.abs(other - start - x) <= tolerance);
    if (place < 0) return null;
    places.push(place);
  }
  if (places.at(-1) !== fine.xs.length - 1) return null;
  const widened: PageTable = {
    ...coarse,
    xs: fine.xs,
    cells: coarse.cells.map((cell) => {
      const column = places[cell.column] ?? 0;
      return { ...cell, column, columnSpan: (places[cell.column + cell.columnSpan] ?? 0) - column };
    }),
  };
  return fine === first ? { first, second: widened } : { first: widened, second };
}

function rowText(table: PageTable, row: number): string {
  return table.cells
    .filter((cell) => cell.row === row)
    .map((cell) => {
      // Letters of a picture are seldom read twice with the same accents.
      const text = table.isPictured === true ? foldWords(cell.text) : cell.text.replace(/\s+/gu, ' ');
      return `${cell.column}+${cell.columnSpan}:${text}`;
    })
    .join('|');
}

function isEmptyRow(table: PageTable, row: number): boolean {
  return table.cells.every((cell) => cell.row !== row || cell.text === '');
}

/** Rows at the top of the continuation that repeat the top of the table. */
function repeatedHeaderRows(first: PageTable, second: PageTable): number {
  let rows = 0;
  while (
    rows < Math.min(first.rowCount, second.rowCount) &&
    !isEmptyRow(first, rows) &&
    rowText(first, rows) === rowText(second, rows)
  )
    rows += 1;
  // Never cut through a cell that reaches below the header.
  while (rows > 0 && second.cells.some((cell) => cell.row < rows && cell.row + cell.rowSpan > rows))
    rows -= 1;
  return rows;
}

function dropRows(table: PageTable, rows: number): PageTable {
  if (rows === 0) return table;
  return {
    ...table,
    openTop: false,
    rowCount: table.rowCount - rows,
    cells: table.cells.filter((cell) => cell.row >= rows).map((cell) => ({ ...cell, row: cell.row - rows })),
  };
}

function bottomCells(table: PageTable): readonly PageCell[] {
  return table.cells.filter((cell) => cell.row + cell.rowSpan === table.rowCount);
}

function topCells(table: PageTable): readonly PageCell[] {
  return table.cells.filter((cell) => cell.row === 0);
}

function upperCell(above: readonly PageCell[], cell: PageCell): PageCell | undefined {
  return above.find((other) => other.column === cell.column && other.columnSpan === cell.columnSpan);
}

/** The lower text can only be the rest of the upper one: nothing, a line drawn on both pages, or a sentence going on. */
function goesOn(upper: PageCell, lower: PageCell): boolean {
  if (lower.text === '') return true;
  if (upper.text === '') return false;
  if (upper.text.endsWith(lower.text) && lower.text.length > 3) return true;
  if (openEnd.test(upper.text)) return true;
  return /^[\p{Ll})=%]/u.test(lower.text) && !/[.;:]$/u.test(upper.text);
}

/** The first row below the break is the rest of the row above. Figures of its own make it a row of its own. */
function isRowContinued(first: PageTable, second: PageTable, isBroken: boolean): boolean {
  const above = bottomCells(first);
  const below = topCells(second);
  const [leading] = below;
  if (leading === undefined || leading.column !== 0) return false;
  const isRest = below.every((cell) => {
    const upper = upperCell(above, cell);
    return upper !== undefined && goesOn(upper, cell);
  });
  if (!isRest || isBroken) return isRest;
  return (
    leading.text === '' &&
    below.length === above.length &&
    below.some((cell) => cell.text !== '') &&
    below.every((cell) => cell.rowSpan === 1)
  );
}

/** Text of a cell cut by the page break; a line clipped by the break may be drawn on both pages. */
function joinTexts(upper: string, lower: string): string {
  if (upper === '' || lower === '') return upper + lower;
  return upper.endsWith(lower) ? upper : `${upper} ${lower}`;
}

/** Lays the second table under the first, the given lower cells becoming part of upper ones. */
function lay(
  first: PageTable,
  second: PageTable,
  upperOf: ReadonlyMap<PageCell, PageCell>,
  overlap: 0 | 1,
): PageTable {
  const extended = new Map<PageCell, PageCell>();
  for (const [cell, upper] of upperOf)
    extended.set(upper, {
      ...upper,
      text: joinTexts(upper.text, cell.text),
      doubtful: upper.doubtful || cell.doubtful,
      ...mergeSureness(upper, cell),
      rowSpan: upper.rowSpan + cell.rowSpan - overlap,
    });
  const shift = first.rowCount - overlap;
  return {
    ...first,
    openBottom: second.openBottom,
    rowCount: shift + second.rowCount,
    cells: [
      ...first.cells.map((cell) => extended.get(cell) ?? cell),
      ...second.cells
        .filter((cell) => !upperOf.has(cell))
        .map((cell) => ({ ...cell, row: cell.row + shift })),
    ],
  };
}

/** The last row above and the first below are one row. */
function joinBrokenRow(first: PageTable, second: PageTable): PageTable {
  const above = bottomCells(first);
  const upperOf = new Map<PageCell, PageCell>();
  for (const cell of topCells(second)) {
    const upper = upperCell(above, cell);
    if (upper !== undefined) upperOf.set(cell, upper);
  }
  return lay(first, second, upperOf, 1);
}

/** A total belongs to no criterion above it, a sum not to the one below. */
const totalRow = /^tổng/iu;
const sumRow = /^(?:tổng|cộng)/iu;

/**
 * Puts the continuation's rows below. A leading cell over several rows at the page break reaches on into the rows
 * below that leave its column empty, so that every row keeps its criterion.
 */
function stack(first: PageTable, second: PageTable, isBroken: boolean): PageTable {
  const above = bottomCells(first);
  const top = topCells(second);
  const upperOf = new Map<PageCell, PageCell>();
  const empty = top.findIndex((cell) => cell.text !== '');
  const hasTotal = top.some((cell) => totalRow.test(cell.text));
  const endsWithSum = above.some((cell) => sumRow.test(cell.text));
  for (const [index, cell] of top.entries()) {
    const upper = upperCell(above, cell);
    if (upper === undefined || hasTotal) break;
    // Centred text of a cell over several rows may be drawn below the break only.
    const startsAbove = isBroken && upper.text === '' && cell.rowSpan > 1 && !endsWithSum;
    if (cell.text !== '' && !startsAbove && !(isBroken && goesOn(upper, cell))) break;
    const spansRows = upper.rowSpan > 1 || cell.rowSpan > 1;
    // Two empty leading columns (number and criterion) say the same even where each page holds one row.
    if (!spansRows && !(empty >= 2 && index < empty)) break;
    upperOf.set(cell, upper);
  }
  return lay(first, second, upperOf, 0);
}
