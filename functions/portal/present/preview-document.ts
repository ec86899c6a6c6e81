import type { Block, Table } from '../../../shared/domain/parsed-document.ts';
import { docxFormat } from '../../../shared/formats/docx.ts';

/** A part of a paper as a page shows it: lines of a paragraph, or rows of cells. */
export type PreviewBlock =
  | { readonly kind: 'lines'; readonly lines: readonly string[]; readonly isHeading: boolean }
  | { readonly kind: 'table'; readonly rows: readonly (readonly PreviewCell[])[] };

interface PreviewCell {
  readonly lines: readonly string[];
  readonly rowSpan: number;
  readonly columnSpan: number;
}

/** The words and tables of a docx of ours, or of a copy a person edited; null when it cannot be read. */
export async function previewDocument(bytes: Uint8Array): Promise<readonly PreviewBlock[] | null> {
  const { document } = await docxFormat.parse({ bytes, file: 'van-ban.docx', passwords: [] });
  return document === undefined ? null : document.blocks.filter(isShown).map(toPreview);
}

const isShown = (block: Block): boolean =>
  block.hidden !== true && (block.kind === 'table' || (block.role !== 'comment' && block.text.trim() !== ''));

function toPreview(block: Block): PreviewBlock {
  return block.kind === 'table'
    ? { kind: 'table', rows: toRows(block) }
    : { kind: 'lines', lines: block.text.split('\n'), isHeading: block.role === 'heading' };
}

function toRows({ cells, rowCount, columnCount }: Table): readonly (readonly PreviewCell[])[] {
  const taken = new Set<string>();
  return Array.from({ length: rowCount }, (_, row) =>
    Array.from({ length: columnCount }, (__, column): PreviewCell[] => {
      if (taken.has(`${row},${column}`)) return [];
      const cell = cells.find((one) => one.row === row && one.column === column);
      if (cell === undefined) return [{ lines: [], rowSpan: 1, columnSpan: 1 }];
      for (let r = 0; r < cell.rowSpan; r += 1)
        for (let k = 0; k < cell.columnSpan; k += 1) taken.add(`${row + r},${column + k}`);
      return [{ lines: cell.text.split('\n'), rowSpan: cell.rowSpan, columnSpan: cell.columnSpan }];
    }).flat(),
  );
}
