import type { Locator } from '../../../shared/domain/locator.ts';
import type { Cell, ParsedDocument, Table } from '../../../shared/domain/parsed-document.ts';
import { hidePersons } from './protect-children.ts';
import { showText } from './show-text.ts';

/** Rows above and below the cell that are shown. */
const rowsAround = 6;

/** Attack: sheets of 16,000 columns; tables of communes have up to 20. */
const columnsShown = 24;

/** Paragraphs before and after. */
const paragraphsAround = 4;

/** Longest text shown of one cell and of one paragraph, in characters. */
const cellLength = 200;
const paragraphLength = 2_000;

/** A cell, its spans cut to what is shown. */
export interface ExcerptCell {
  readonly text: string;
  readonly rowSpan: number;
  readonly columnSpan: number;
  readonly isMarked: boolean;
}

/** What a document says around a place: part of a table, or paragraphs. */
export type Excerpt =
  | {
      readonly kind: 'table';
      /** "C", "D" of a spreadsheet; empty for other tables. */
      readonly columns: readonly string[];
      /** Row numbers as the spreadsheet counts them; null for other tables. */
      readonly rows: readonly { readonly number: number | null; readonly cells: readonly ExcerptCell[] }[];
      readonly isCut: boolean;
    }
  | {
      readonly kind: 'paragraphs';
      readonly paragraphs: readonly { readonly text: string; readonly isMarked: boolean }[];
    };

/** The surroundings of a place, names of persons covered by `cover`; null where the document has no such place. */
export function presentExcerpt(
  { blocks }: ParsedDocument,
  locator: Locator,
  cover: (text: string) => string = hidePersons,
): Excerpt | null {
  const wanted = JSON.stringify(locator);
  const isWanted = (one: { readonly locator: Locator }): boolean => JSON.stringify(one.locator) === wanted;
  for (const [at, block] of blocks.entries()) {
    if (block.kind === 'table') {
      const cell = block.cells.find(isWanted);
      if (cell !== undefined) return cutTable(block, cell, cover);
    } else if (isWanted(block))
      return {
        kind: 'paragraphs',
        paragraphs: blocks
          .slice(Math.max(0, at - paragraphsAround), at + paragraphsAround + 1)
          .flatMap((one) =>
            one.kind === 'paragraph'
              ? [{ text: showText(cover(one.text), paragraphLength), isMarked: one === block }]
              : [],
          ),
      };
  }
  return null;
}

function cutTable(table: Table, marked: Cell, cover: (text: string) => string): Excerpt {
  const top = Math.max(0, marked.row - rowsAround);
  const bottom = Math.min(table.rowCount, marked.row + Math.min(marked.rowSpan, rowsAround) + rowsAround);
  const left = Math.max(
    0,
    Math.min(marked.column - Math.floor(columnsShown / 2), table.columnCount - columnsShown),
  );
  const right = Math.min(table.columnCount, left + columnsShown);
  const taken = new Set<string>();
  const placed = new Map<string, ExcerptCell>();
  for (const cell of table.cells) {
    const [row, column] = [Math.max(top, cell.row), Math.max(left, cell.column)];
    const rowSpan = Math.min(bottom, cell.row + cell.rowSpan) - row;
    const columnSpan = Math.min(right, cell.column + cell.columnSpan) - column;
    // Cells of a broken file may lie on one another.
    if (rowSpan <= 0 || columnSpan <= 0 || taken.has(`${row} ${column}`)) continue;
    const text = showText(cover(cell.text), cellLength) + (cell.hidden === true ? ' (ô ẩn)' : '');
    placed.set(`${row} ${column}`, { text, rowSpan, columnSpan, isMarked: cell === marked });
    for (let r = row; r < row + rowSpan; r++)
      for (let c = column; c < column + columnSpan; c++) taken.add(`${r} ${c}`);
  }
  const address = marked.locator.kind === 'cell' ? readAddress(marked.locator.address) : null;
  const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);
  return {
    kind: 'table',
    columns:
      address === null
        ? []
        : range(left, right).map((column) => nameColumn(address.column + column - marked.column)),
    rows: range(top, bottom).map((row) => ({
      number: address === null ? null : address.row + row - marked.row,
      cells: range(left, right).flatMap((column): readonly ExcerptCell[] => {
        const cell = placed.get(`${row} ${column}`);
        if (cell !== undefined) return [cell];
        return taken.has(`${row} ${column}`)
          ? []
          : [{ text: '', rowSpan: 1, columnSpan: 1, isMarked: false }];
      }),
    })),
    isCut: top > 0 || bottom < table.rowCount || left > 0 || right < table.columnCount,
  };
}

/** "D11" in numbers from 1; null for an address of another form. */
function readAddress(address: string): { readonly column: number; readonly row: number } | null {
  const found = /^([A-Z]{1,3})(\d{1,7})$/u.exec(address);
  if (found === null) return null;
  const [, letters = '', row] = found;
  const column = Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  return { column, row: Number(row) };
}

function nameColumn(column: number): string {
  const last = (column - 1) % 26;
  const letter = String.fromCharCode(65 + last);
  return column <= 26 ? letter : nameColumn((column - 1 - last) / 26) + letter;
}
