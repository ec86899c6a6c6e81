import type { ReadFile } from '../../../shared/domain/read-file.ts';

/** Blocks in short: text of paragraphs, with their role where it is not the body; cells as "row,column[ rows×columns] text"; hidden ones in brackets. */
export function outlineRead({ document }: ReadFile): unknown[] {
  return (document?.blocks ?? []).map((block) => {
    const mark = (text: string, hidden: true | undefined) => (hidden === true ? `[${text}]` : text);
    if (block.kind === 'paragraph')
      return `${block.role === 'body' ? '' : `${block.role}: `}${mark(block.text, block.hidden)}`;
    return block.cells.map((one) => {
      const span = one.rowSpan * one.columnSpan === 1 ? '' : ` ${one.rowSpan}×${one.columnSpan}`;
      return `${one.row},${one.column}${span} ${mark(one.text, one.hidden)}`;
    });
  });
}
