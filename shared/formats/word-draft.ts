import type { ParagraphRole } from '../domain/parsed-document.ts';
import { toNfc } from '../vietnamese/fold.ts';
import type { DraftBlock, DraftCell, DraftParagraph, DraftTable } from './docx-draft.ts';
import { decodeRun, LegacyTally } from './docx-fonts.ts';

/** Attack: some kilobytes that unfold to two million paragraphs; a commune's longest report has some thousand paragraphs and cells. */
const maxParagraphsAndCells = 200_000;

/** Attack: one paragraph of 90 MB; 300 full pages have 900,000 characters. */
const maxCharacters = 5_000_000;

/** Attack: a row of a million cells, and rows of different edges that make a grid of millions of columns; Word itself stops at 63 cells. */
const maxColumns = 1_000;

/** Parts of a document that are there but not in its text. */
export type UnreadContent = 'other-file' | 'embedded-object';

/** Text in one formatting. */
export interface TextRun {
  readonly text: string;
  /** Name of the font that draws it; '' where none is named. */
  readonly font: string;
  readonly isHidden: boolean;
  readonly raised?: Raised;
}

export type Raised = 'superscript' | 'subscript' | 'baseline';

/** What runs through all parts of one word-processor file: limits, old encodings met, what could not be read. */
export class WordDraft {
  readonly tally = new LegacyTally();
  readonly unread = new Set<UnreadContent>();
  /** Pictures of the body. */
  pictures = 0;
  #units = 0;
  #characters = 0;

  get isFull(): boolean {
    return this.#units > maxParagraphsAndCells || this.#characters > maxCharacters;
  }

  count(units: number, characters: number): void {
    this.#units += units;
    this.#characters += characters;
  }

  /** The text of a paragraph as its reader sees it, and apart what its reader does not see; nothing for an empty one. Characters are counted by who collects the runs. `label` is its automatic number with the gap behind. */
  paragraph(runs: readonly TextRun[], role: ParagraphRole, label = ''): readonly DraftParagraph[] {
    this.count(1, 0);
    const text = tidy(this.#show(runs, false));
    const hidden = tidy(this.#show(runs, true));
    const isBare = text === '' && !/[\p{L}\p{N}]/u.test(label);
    const visible = isBare ? '' : tidy(label + text);
    return [
      ...(visible === '' ? [] : [draftParagraph(role, visible, false)]),
      ...(hidden === '' ? [] : [draftParagraph(role, hidden, true)]),
    ];
  }

  /** Neighbours in one font are decoded together: a letter of VNI is two signs, and Word likes to part them. */
  #show(runs: readonly TextRun[], isHidden: boolean): string {
    let shown = '';
    let open: { text: string; font: string; raised: Raised | undefined } | undefined;
    const close = (): void => {
      if (open === undefined) return;
      this.tally.add(open.text, open.font);
      shown += raiseDigits(decodeRun(open.text, open.font), open.raised);
    };
    for (const run of runs) {
      if (run.isHidden !== isHidden) continue;
      if (open?.font === run.font && open.raised === run.raised) open.text += run.text;
      else {
        close();
        open = { text: run.text, font: run.font, raised: run.raised };
      }
    }
    close();
    return shown;
  }
}

export function draftParagraph(role: ParagraphRole, text: string, hidden: boolean): DraftParagraph {
  return { kind: 'paragraph', role, text, hidden };
}

/** A cell as its row brings it. */
export interface RowCell {
  /** Edges of the cell: positions on the page, or columns of a grid; equal numbers are one line. */
  readonly left: number;
  readonly right: number;
  readonly horizontal?: 'first' | 'continue';
  readonly vertical?: 'first' | 'continue';
  readonly isHidden?: boolean;
  readonly blocks: readonly DraftBlock[];
}

export interface RowOfCells {
  readonly cells: readonly RowCell[];
  readonly isHidden?: boolean;
}

/**
 * A table from rows whose cells say where their edges are, as binary Word files and RTF have it.
 * Rows of equal numbers of cells are a plain grid whatever their widths: who drags a line of one row does not mean a new column. `tolerance` is how far apart edges of one line may lie, in the unit of the edges; 'grid' where edges are columns already.
 */
export function buildTable(
  rows: readonly RowOfCells[],
  role: ParagraphRole,
  tolerance: number | 'grid',
): DraftTable {
  const table: DraftTable = { kind: 'table', rowCount: rows.length, columnCount: 0, cells: [], after: [] };
  const places = placeColumns(rows, tolerance);
  /** Cells that rows below may continue, by column. */
  const merges = new Map<number, DraftCell>();
  rows.forEach((row, rowIndex) => {
    let previous: DraftCell | undefined;
    row.cells.forEach((cell, index) => {
      const place = places[rowIndex]?.[index];
      if (place === undefined) return;
      const { column, columnSpan } = place;
      table.columnCount = Math.max(table.columnCount, column + columnSpan);
      const left = cell.horizontal === 'continue' ? previous : undefined;
      const over = cell.vertical === 'continue' ? merges.get(column) : undefined;
      const above = over !== undefined && over.row + over.rowSpan === rowIndex ? over : undefined;
      const covering = left ?? above;
      const { visible, hidden, after } = splitCell(cell.blocks);
      if (left !== undefined) left.columnSpan = column + columnSpan - left.column;
      else if (above !== undefined) above.rowSpan += 1;
      let owner = covering;
      let kept = [visible, hidden].filter((text) => text !== '').join('\n');
      if (owner === undefined) {
        const isHidden = row.isHidden === true || cell.isHidden === true || visible === '';
        owner = {
          table,
          row: rowIndex,
          column,
          columnSpan,
          rowSpan: 1,
          text: visible === '' ? hidden : visible,
          hidden: isHidden && kept !== '',
        };
        table.cells.push(owner);
        if (cell.vertical === 'first') merges.set(column, owner);
        kept = visible === '' ? '' : hidden;
      }
      previous = owner;
      if (kept !== '') table.after.push({ ...draftParagraph(role, kept, true), cell: owner });
      table.after.push(...after);
    });
  });
  return table;
}

/** A cell's own text, and what stands in it and is no text of its own. */
function splitCell(blocks: readonly DraftBlock[]): { visible: string; hidden: string; after: DraftBlock[] } {
  const texts = { visible: [] as string[], hidden: [] as string[] };
  const after: DraftBlock[] = [];
  for (const block of blocks)
    if (block.kind === 'table' || block.role === 'text-box' || block.cell !== undefined) after.push(block);
    else texts[block.hidden ? 'hidden' : 'visible'].push(block.text);
  return { visible: texts.visible.join('\n'), hidden: texts.hidden.join('\n'), after };
}

interface ColumnPlace {
  readonly column: number;
  readonly columnSpan: number;
}

function placeColumns(
  rows: readonly RowOfCells[],
  tolerance: number | 'grid',
): readonly (readonly (ColumnPlace | undefined)[])[] {
  if (tolerance === 'grid')
    return rows.map(({ cells }) =>
      cells.map(({ left, right }) =>
        right <= maxColumns ? { column: left, columnSpan: right - left } : undefined,
      ),
    );
  const width = rows[0]?.cells.length ?? 0;
  if (rows.every(({ cells }) => cells.length === width))
    return rows.map(({ cells }) =>
      cells.map((_, column) => (column < maxColumns ? { column, columnSpan: 1 } : undefined)),
    );
  const lines: number[] = [];
  const edges = new Set(rows.flatMap(({ cells }) => cells.flatMap(({ left, right }) => [left, right])));
  for (const edge of [...edges].sort((a, b) => a - b))
    if (lines.length === 0 || edge - (lines.at(-1) ?? 0) > tolerance) lines.push(edge);
  const lineAt = (edge: number): number => {
    let low = 0;
    for (let high = lines.length; high - low > 1;) {
      const middle = (low + high) >> 1;
      if ((lines[middle] ?? 0) <= edge) low = middle;
      else high = middle;
    }
    return low;
  };
  return rows.map(({ cells }) => {
    let free = 0;
    return cells.map(({ left, right }): ColumnPlace | undefined => {
      const column = Math.max(lineAt(left), free);
      free = Math.max(lineAt(right), column + 1);
      return free <= maxColumns ? { column, columnSpan: free - column } : undefined;
    });
  });
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const subscripts = '₀₁₂₃₄₅₆₇₈₉';

/** Raised digits stay raised: a note mark behind "98" must not read as "981". */
export function raiseDigits(text: string, raised: Raised | undefined): string {
  if (raised === undefined || raised === 'baseline') return text;
  const digits = raised === 'superscript' ? superscripts : subscripts;
  return text.replace(/\d/g, (digit) => digits.charAt(Number(digit)));
}

/** Composed, without invisible characters, symbols of unknown fonts as ornaments, no space at line ends. */
export function tidy(text: string): string {
  return toNfc(text)
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g, '')
    .replaceAll('\u2011', '-')
    .replace(/[\ue000-\uf8ff]/g, '•')
    .replace(/ +(?=\n|$)/g, '')
    .trim();
}
