import type { Source } from '../domain/locator.ts';
import type { Cell, ParsedDocument } from '../domain/parsed-document.ts';
import { foldWords } from '../vietnamese/fold.ts';
import { parsePoints, readPoints } from './points.ts';
import type { TableGrid } from './table-grid.ts';
import { layOutTable } from './table-grid.ts';

/** One cell of the column of points: a figure a line, or text that is none. */
export interface PointsCell {
  readonly cell: Cell;
  /** undefined for a line that is no number of points. */
  readonly figures: readonly (number | undefined)[];
}

/** A cell of the scale with the cells of points beside it, and the name that begins there. */
export interface AnnexRow {
  /** Text of the column of names, where a cell of it begins at this row. */
  readonly name: Cell | undefined;
  readonly scale: Cell | undefined;
  readonly points: readonly PointsCell[];
}

interface Columns {
  readonly names: readonly number[];
  readonly scale: number;
  readonly points: number;
}

interface AnnexTable {
  readonly table: ParsedDocument['blocks'][number];
  readonly grid: TableGrid;
  readonly columns: Columns;
  readonly head: number;
}

/** Rows in which the head may stand: a title comes before it. */
const searchedRows = 12;

/**
 * The rows of the law's table "Tên gọi của tiêu chí | Cách tính và thang điểm | Số điểm", over all the pages it goes on: a later table
 * of as many columns, with the head repeated or without one, continues it. Empty where no table has that head.
 */
export function readAnnexRows(document: ParsedDocument): readonly AnnexRow[] {
  return listAnnexTables(document).flatMap(({ grid, columns, head }) => readRows(grid, columns, head));
}

/** The tables the law's table goes on through, each with the row of its head (-1 without one). */
export function listAnnexTables(document: ParsedDocument): readonly AnnexTable[] {
  const tables: AnnexTable[] = [];
  let columns: Columns | undefined;
  let columnCount = 0;
  for (const block of document.blocks) {
    if (block.kind !== 'table' || block.hidden === true) continue;
    const grid = layOutTable(block);
    const head = findHead(grid);
    if (head !== undefined) [columns, columnCount] = [head.columns, grid.columnCount];
    else if (grid.columnCount !== columnCount) continue;
    if (columns !== undefined) tables.push({ table: block, grid, columns, head: head?.row ?? -1 });
  }
  return tables;
}

/** Where a cell stands, with its words. */
export function sourceOf(cell: Cell, file: string, raw: string = cell.text): Source {
  return { file, locator: cell.locator, raw };
}

function findHead(grid: TableGrid): { readonly row: number; readonly columns: Columns } | undefined {
  for (let row = 0; row < Math.min(grid.rowCount, searchedRows); row += 1) {
    const columns = readHead(grid, row);
    if (columns !== undefined) return { row, columns };
  }
  return undefined;
}

function readHead(grid: TableGrid, row: number): Columns | undefined {
  const titles = Array.from({ length: grid.columnCount }, (_, column) => foldWords(grid.text(row, column)));
  const scale = titles.findIndex((title) => /cach (?:tinh|cham)|thang diem/u.test(title));
  const points = titles.findLastIndex((title) => /^(?:so )?diem(?: so| chuan| toi da)?$/u.test(title));
  if (scale === -1 || points <= scale) return undefined;
  const names = [...titles.keys()].filter((column) => column < scale);
  return names.length === 0 ? undefined : { names, scale, points };
}

function readRows(grid: TableGrid, columns: Columns, head: number): readonly AnnexRow[] {
  const rows: AnnexRow[] = [];
  const seen = new Set<Cell>();
  const starting = (row: number, column: number): Cell | undefined => {
    const cell = grid.at(row, column);
    return cell === undefined || seen.has(cell) || cell.text.trim() === '' ? undefined : cell;
  };
  for (let row = head + 1; row < grid.rowCount; row += 1) {
    if (readHead(grid, row) !== undefined) continue;
    const names = [...new Set(columns.names.flatMap((column) => starting(row, column) ?? []))];
    names.forEach((cell) => seen.add(cell));
    // A heading over the whole width is a name.
    const scale = starting(row, columns.scale);
    if (scale !== undefined) seen.add(scale);
    // The scale's cell may be merged over rows of points.
    const last = scale === undefined ? row : scale.row + scale.rowSpan - 1;
    const points: PointsCell[] = [];
    for (let at = row; at <= last; at += 1) {
      const cell = starting(at, columns.points);
      if (cell === undefined) continue;
      seen.add(cell);
      points.push({ cell, figures: figuresOf(cell) });
    }
    const name = joinCells(names);
    if (name !== undefined || scale !== undefined || points.length > 0) rows.push({ name, scale, points });
  }
  return rows;
}

function figuresOf(cell: Cell): readonly (number | undefined)[] {
  if (cell.number !== undefined) return [readPoints(cell)?.points];
  return cell.text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .flatMap((line) => {
      const parts = line.trim().split(/\s*(?:điểm|đ)?\s+(?=\d)/iu);
      // A page sets the lines of a cell side by side; "1 000" is one number.
      const isSeveral =
        parts.length > 1 && parts.every((part) => /^(?:0|[1-9]\d{0,2})(?:,\d+)?\D*$/u.test(part));
      return (isSeveral ? parts : [line.trim()]).map((part) => {
        const read = parsePoints(part);
        return read?.max === null ? read.points : undefined;
      });
    });
}

/** "7" and "Trẻ em dưới 1 tuổi …" in two columns are one name. */
function joinCells(cells: readonly Cell[]): Cell | undefined {
  const [first] = cells;
  const widest = cells.at(-1);
  if (first === undefined || widest === undefined) return undefined;
  if (cells.length === 1) return first;
  const number = first.text.trim();
  return { ...widest, text: `${/^\d+$/u.test(number) ? `${number}.` : number} ${widest.text.trim()}` };
}
