import type { Cell, Table } from '../domain/parsed-document.ts';
import { foldWords } from '../vietnamese/fold.ts';

/**
 * A table set in bands side by side to save room ("Tiêu chí | Điểm | Tiêu chí | Điểm") with the bands below one another, as it
 * is read; any other table as it is. Locators stay those of the file.
 */
export function stackBands(table: Table): Table {
  const head = headOf(table);
  const width = head === undefined ? undefined : widthOf(head);
  const top = head?.[0]?.row;
  if (width === undefined || top === undefined) return table;
  const height = table.rowCount - top - 1;
  const cells = table.cells.flatMap((cell): Cell[] => {
    const band = Math.floor(cell.column / width);
    if (cell.row <= top || band === 0) return cell.row === top && band > 0 ? [] : [cell];
    return [{ ...cell, row: cell.row + band * height, column: cell.column % width }];
  });
  return {
    ...table,
    rowCount: table.rowCount + height * ((head?.length ?? width) / width - 1),
    columnCount: width,
    cells: cells.sort((a, b) => a.row - b.row || a.column - b.column),
  };
}

/** The first row of several cells, where it has one in every column and nothing in the table is merged across columns. */
function headOf({ cells, columnCount }: Table): readonly Cell[] | undefined {
  const first = cells.find((cell, at) => cells[at + 1]?.row === cell.row)?.row;
  const head = cells.filter(({ row }) => row === first);
  const isWhole = head.length === columnCount && head.every(({ column }, at) => column === at);
  const isMerged = cells.some(({ row, columnSpan }) => first !== undefined && row >= first && columnSpan > 1);
  return isWhole && !isMerged ? head : undefined;
}

/** The columns of one band: so many that the head repeats itself behind them, and different within. */
function widthOf(head: readonly Cell[]): number | undefined {
  const titles = head.map(({ text }) => foldWords(text));
  return [2, 3, 4, 5, 6].find(
    (width) =>
      titles.length > width &&
      titles.length % width === 0 &&
      titles.every((title, at) => title !== '' && title === titles[at % width]) &&
      new Set(titles.slice(0, width)).size === width,
  );
}
