import type { Locator } from '../domain/locator.ts';
import type { Block, Cell, ParagraphRole } from '../domain/parsed-document.ts';

/** A paragraph before it is numbered. */
export interface DraftParagraph {
  readonly kind: 'paragraph';
  readonly role: ParagraphRole;
  readonly text: string;
  readonly hidden: boolean;
  /** The cell it belongs to, for text of a cell that its reader does not see. */
  readonly cell?: DraftCell;
}

/** A cell while its table is being read; spans grow as the rows below continue it. */
export interface DraftCell {
  readonly table: DraftTable;
  readonly row: number;
  readonly column: number;
  columnSpan: number;
  rowSpan: number;
  readonly text: string;
  readonly hidden: boolean;
}

export interface DraftTable {
  readonly kind: 'table';
  rowCount: number;
  columnCount: number;
  readonly cells: DraftCell[];
  /** What stood inside cells and is no text of theirs: nested tables, text boxes, hidden text; follows the table. */
  readonly after: DraftBlock[];
}

export type DraftBlock = DraftParagraph | DraftTable;

/**
 * Numbers drafts as a person counts with the file open, and makes them blocks.
 * Paragraphs: only those with text and outside tables, from 1; the body with its text boxes is one count, and headers, footers, notes and comments each have their own.
 * Tables: from 1, the body's first, a nested one right after the one around it; rows and columns on the grid. Hidden text inside a cell carries the cell's place.
 */
export class DraftNumbering {
  #tables = 0;
  readonly #paragraphs = new Map<ParagraphRole, number>();

  toBlocks(drafts: readonly DraftBlock[]): readonly Block[] {
    const indexes = new Map<DraftTable, number>();
    const blocks: Block[] = [];
    for (const draft of flatten(drafts)) {
      if (draft.kind === 'paragraph') {
        const { role, text, cell } = draft;
        const locator = cell === undefined ? this.#nextParagraph(role) : locateCell(cell, indexes);
        blocks.push({ kind: 'paragraph', role, text, locator, ...(draft.hidden ? { hidden: true } : {}) });
        continue;
      }
      const cells = draft.cells.filter((cell) => cell.text !== '');
      if (cells.length === 0) continue;
      this.#tables += 1;
      indexes.set(draft, this.#tables);
      blocks.push({
        kind: 'table',
        index: this.#tables,
        rowCount: draft.rowCount,
        columnCount: draft.columnCount,
        cells: cells.map((cell) => toCell(cell, indexes)),
      });
    }
    return blocks;
  }

  #nextParagraph(role: ParagraphRole): Locator {
    const group = role === 'heading' || role === 'list' || role === 'text-box' ? 'body' : role;
    const index = (this.#paragraphs.get(group) ?? 0) + 1;
    this.#paragraphs.set(group, index);
    return { kind: 'paragraph', index };
  }
}

function* flatten(drafts: readonly DraftBlock[]): Generator<DraftBlock> {
  for (const draft of drafts) {
    yield draft;
    if (draft.kind === 'table') yield* flatten(draft.after);
  }
}

function locateCell(cell: DraftCell, indexes: ReadonlyMap<DraftTable, number>): Locator {
  return { kind: 'table', table: indexes.get(cell.table) ?? 0, row: cell.row + 1, column: cell.column + 1 };
}

function toCell(cell: DraftCell, indexes: ReadonlyMap<DraftTable, number>): Cell {
  const { row, column, rowSpan, columnSpan, text } = cell;
  const locator = locateCell(cell, indexes);
  return { row, column, rowSpan, columnSpan, text, locator, ...(cell.hidden ? { hidden: true } : {}) };
}
