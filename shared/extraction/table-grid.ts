import type { Cell, Table } from '../domain/parsed-document.ts';
import { stackBands } from './stack-bands.ts';

/** A table as a rectangle: every place of a merged cell answers with that cell. Rows and columns from 0. */
export interface TableGrid {
  readonly table: Table;
  readonly rowCount: number;
  readonly columnCount: number;
  readonly at: (row: number, column: number) => Cell | undefined;
  /** Shown text without outer space; empty where there is no cell. */
  readonly text: (row: number, column: number) => string;
  /** The distinct cells of one row, from the left. */
  readonly row: (row: number) => readonly Cell[];
}

/** Attack: a span of a million columns; the widest form of an office has some thirty. */
const maxColumns = 256;

/** Lays a table out, its bands below one another. Hidden cells stay out: they are not what the officer shows. */
export function layOutTable(original: Table): TableGrid {
  const table = stackBands(original);
  const places = new Map<string, Cell>();
  let columnCount = 0;
  let rowCount = 0;
  for (const cell of table.cells) {
    if (cell.hidden === true) continue;
    const right = Math.min(cell.column + cell.columnSpan, maxColumns);
    const bottom = Math.min(cell.row + cell.rowSpan, Math.max(table.rowCount, cell.row + 1));
    for (let row = cell.row; row < bottom; row++)
      for (let column = cell.column; column < right; column++) {
        const key = `${row}:${column}`;
        if (!places.has(key)) places.set(key, cell);
      }
    columnCount = Math.max(columnCount, right);
    rowCount = Math.max(rowCount, bottom);
  }
  const at = (row: number, column: number): Cell | undefined => places.get(`${row}:${column}`);
  return {
    table,
    rowCount,
    columnCount,
    at,
    text: (row, column) => at(row, column)?.text.trim() ?? '',
    row: (row) => {
      const cells: Cell[] = [];
      for (let column = 0; column < columnCount; column++) {
        const cell = at(row, column);
        if (cell !== undefined && cell !== cells.at(-1)) cells.push(cell);
      }
      return cells;
    },
  };
}

/** The same table with rows and columns exchanged; locators stay those of the file. */
export function transposeTable(table: Table): Table {
  return {
    ...table,
    rowCount: table.columnCount,
    columnCount: table.rowCount,
    cells: [...table.cells]
      .map((cell) => ({
        ...cell,
        row: cell.column,
        column: cell.row,
        rowSpan: cell.columnSpan,
        columnSpan: cell.rowSpan,
      }))
      .sort((a, b) => a.row - b.row || a.column - b.column),
  };
}
