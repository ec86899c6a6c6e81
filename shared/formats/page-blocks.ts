import type { Box } from '../domain/locator.ts';
import type { Block, Cell } from '../domain/parsed-document.ts';
import type { Rectangle } from './pdf-characters.ts';
import type { PageBlock } from './pdf-layout.ts';

/** A text of a page with what is known of how surely it was read. */
export interface PagePart extends Rectangle {
  readonly text: string;
  readonly page: number;
  readonly doubtful: boolean;
  readonly confidence?: number;
  readonly unsure?: readonly string[];
}

/** Makes a document's blocks of the blocks of its pages. */
export function toBlocks(
  blocks: readonly PageBlock[],
  of: {
    /** Where a part stands on its page as shown, in points. */
    readonly boxOf: (part: PagePart) => Rectangle;
    readonly confidenceOf: (part: PagePart) => number | undefined;
  },
): readonly Block[] {
  let tables = 0;
  const sureness = (part: PagePart) => {
    const confidence = of.confidenceOf(part);
    return {
      ...(confidence === undefined ? {} : { confidence }),
      ...(part.unsure === undefined ? {} : { unsure: part.unsure }),
    };
  };
  return blocks.map((block): Block => {
    if (block.kind === 'paragraph')
      return {
        kind: 'paragraph',
        role: block.role,
        text: block.text,
        locator: {
          kind: 'page',
          page: block.page,
          box: roundBox(of.boxOf(block)),
          line: block.line,
        },
        ...sureness(block),
      };
    tables += 1;
    const { table } = block;
    return {
      kind: 'table',
      index: tables,
      rowCount: table.rowCount,
      columnCount: table.xs.length - 1,
      cells: table.cells
        .filter((cell) => cell.text !== '')
        .map((cell): Cell => ({
          row: cell.row,
          column: cell.column,
          rowSpan: cell.rowSpan,
          columnSpan: cell.columnSpan,
          text: cell.text,
          locator: { kind: 'page', page: cell.page, box: roundBox(of.boxOf(cell)) },
          ...sureness(cell),
        }))
        .sort((a, b) => a.row - b.row || a.column - b.column),
    };
  });
}

function roundBox(box: Rectangle): Box {
  const round = (value: number) => Math.round(value * 10) / 10;
  return {
    x: round(box.left),
    y: round(box.top),
    width: round(box.right - box.left),
    height: round(box.bottom - box.top),
  };
}
