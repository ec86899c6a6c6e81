import type { Table } from '../domain/parsed-document.ts';
import type { TableHead } from './column-roles.ts';
import { findTableHead } from './column-roles.ts';
import type { TableGrid } from './table-grid.ts';
import { layOutTable } from './table-grid.ts';

/** Rows between two heads below which the second is none. */
const leastBody = 3;
/** Cells of a head with columns of points. */
const leastCells = 3;
/** Rows in which a head and the first of its body stand: a table of thousands of rows is not laid out anew for each of them. */
const headRows = 8;
/** A sheet has few parts; what has more is no sheet. */
const mostParts = 6;

/**
 * Cuts a table where a second head with other columns begins: a spreadsheet's "Phần A" gives items and results, "Phần B" below it
 * the points of criteria. A head that is repeated on the next page cuts nothing.
 */
export function cutAtHeads(table: Table, year: number): readonly Table[] {
  const grid = layOutTable(table);
  let head = findTableHead(grid, year);
  if (head === undefined) return [table];
  const cuts = [0];
  for (let row = head.bodyStart + leastBody; row < table.rowCount - leastBody; row++) {
    if (cuts.length === mostParts) break;
    if (!mayBeHead(grid, row)) continue;
    const next = findTableHead(layOutTable(rowsOf(table, row, row + headRows)), year);
    if (next === undefined || next.bodyStart > leastBody || !isOtherHead(head, next)) continue;
    cuts.push(row);
    head = next;
    row += next.bodyStart + leastBody - 1;
  }
  return cuts.length === 1
    ? [table]
    : cuts.map((cut, at) => rowsOf(table, cut, cuts[at + 1] ?? table.rowCount));
}

/** Words alone, those for points among them, and no cell from above. */
function mayBeHead(grid: TableGrid, row: number): boolean {
  const cells = grid.row(row).filter(({ text }) => text.trim() !== '');
  return (
    cells.length >= leastCells &&
    cells.some(({ text }) => /điểm|chấm|tối đa/iu.test(text)) &&
    cells.every((cell) => cell.row === row && !/\d/u.test(cell.text.replace(/năm\s+20\d\d/giu, '')))
  );
}

/** Points under a head of their own, in other columns than before. */
function isOtherHead(first: TableHead, next: TableHead): boolean {
  const placeOf = (head: TableHead, role: string): number | undefined =>
    [...head.roles].find(([, other]) => other === role)?.[0];
  const claimed = placeOf(next, 'claimed');
  return (
    claimed !== undefined &&
    placeOf(next, 'label') !== undefined &&
    placeOf(next, 'max') !== undefined &&
    (claimed !== placeOf(first, 'claimed') || placeOf(next, 'max') !== placeOf(first, 'max'))
  );
}

function rowsOf(table: Table, from: number, to: number): Table {
  return {
    ...table,
    rowCount: to - from,
    cells: table.cells
      .filter(({ row }) => row >= from && row < to)
      .map((cell) => ({ ...cell, row: cell.row - from })),
  };
}
