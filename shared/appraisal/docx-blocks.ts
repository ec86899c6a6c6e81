import {
  AlignmentType,
  LeaderType,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TabStopType,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import type { IRunOptions } from 'docx';
import type { LayoutBlock, LayoutParagraph, LayoutTable, TableCellContent } from './administrative-layout.ts';
import { centred, firstLine, line, millimetres, points, run, sizes } from './docx-measures.ts';

/** Width of the page's text in millimetres, the sizes of letters in its tables and forms in points, and the air between lines. */
export interface BlockContext {
  readonly width: number;
  readonly tableSize: number;
  readonly formSize: number;
  /** Indent of a first line, twentieths of a point. */
  readonly indent: number;
  readonly spacing: { readonly before: number; readonly after: number; readonly line: number };
}

/** The body of a layout as paragraphs and tables; its last lines stay with what follows. */
export function drawBlocks(blocks: readonly LayoutBlock[], context: BlockContext): (Paragraph | Table)[] {
  return blocks.flatMap((block, position): (Paragraph | Table)[] => {
    switch (block.kind) {
      case 'heading':
        return [
          new Paragraph({
            keepNext: true,
            alignment: AlignmentType.JUSTIFIED,
            spacing: { before: 160, after: 60 },
            indent: { firstLine },
            children: [run(block.text, { bold: true })],
          }),
        ];
      case 'paragraph':
        return [drawParagraph(block, isNearEnd(blocks, position), context)];
      case 'mark':
        return [new Paragraph({ spacing: { line: 240 }, children: [run(block.text)] })];
      case 'table':
        return [
          drawTable(block, context.tableSize),
          new Paragraph({ spacing: { line: 120, lineRule: 'exact' }, children: [] }),
        ];
    }
  });
}

/** The last lines stay with the signature: a signature block alone on a page is not allowed. */
function isNearEnd(blocks: readonly LayoutBlock[], position: number): boolean {
  return blocks.slice(position + 1).filter(({ kind }) => kind !== 'mark').length < 2;
}

const runStyles: Readonly<Record<LayoutParagraph['style'], IRunOptions>> = {
  run: {},
  basis: { italics: true },
  group: { italics: true },
  note: { italics: true, ...points(sizes.small) },
  form: {},
  'centred-bold': { bold: true },
};

function drawParagraph(
  block: LayoutParagraph,
  keepNext: boolean,
  { width, formSize, indent, spacing }: BlockContext,
): Paragraph {
  const style = block.style === 'form' ? points(formSize) : runStyles[block.style];
  const children = [
    ...(block.lead === undefined ? [] : [run(`${block.lead} `, { ...style, bold: true })]),
    run(block.text, style),
  ];
  if (block.blank === true)
    children.push(
      run(' ', style),
      new TextRun({ ...style, children: ['\t'] }),
      run(block.ending ?? '', style),
    );
  return new Paragraph({
    alignment: alignmentOf(block),
    spacing,
    ...(block.style === 'form' || block.style === 'centred-bold' ? {} : { indent: { firstLine: indent } }),
    // A line that announces what follows stays with it.
    keepNext: keepNext || (block.blank !== true && block.text.endsWith(':')),
    ...(block.blank === true
      ? {
          tabStops: [{ type: TabStopType.RIGHT, position: millimetres(width), leader: LeaderType.DOT }],
        }
      : {}),
    children,
  });
}

function alignmentOf(block: LayoutParagraph): (typeof AlignmentType)[keyof typeof AlignmentType] {
  if (block.style === 'centred-bold') return AlignmentType.CENTER;
  return block.blank === true || block.style === 'form' ? AlignmentType.LEFT : AlignmentType.JUSTIFIED;
}

/** A ruled table whose head is repeated on every page and whose rows are never split. */
export function drawTable(table: LayoutTable, size: number): Table {
  const widths = table.columns.map((column) => millimetres(column.width));
  return new Table({
    width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
    alignment: AlignmentType.CENTER,
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    borders: {
      top: line,
      bottom: line,
      left: line,
      right: line,
      insideHorizontal: line,
      insideVertical: line,
    },
    margins: {
      left: 60,
      right: 60,
      top: size > sizes.smallTable ? 20 : 10,
      bottom: size > sizes.smallTable ? 20 : 10,
    },
    rows: [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: table.columns.map(
          (column) =>
            new TableCell({
              width: { size: millimetres(column.width), type: WidthType.DXA },
              verticalAlign: VerticalAlignTable.CENTER,
              children: [centred(column.title, { bold: true, ...points(size) }, { keepNext: true })],
            }),
        ),
      }),
      ...drawRows(table, size),
    ],
  });
}

function drawRows(table: LayoutTable, size: number): readonly TableRow[] {
  // How many more rows each column is covered by a cell from above.
  const covered = table.columns.map(() => 0);
  return table.rows.map((row) => {
    const children: TableCell[] = [];
    let column = 0;
    const skipCovered = (): void => {
      while ((covered[column] ?? 0) > 0) {
        covered[column] = (covered[column] ?? 0) - 1;
        column += 1;
      }
    };
    for (const content of row.cells) {
      skipCovered();
      const span = content.columnSpan ?? 1;
      children.push(
        drawCell(content, table.columns[column]?.align ?? 'left', size, row.keepWithNext === true),
      );
      for (let at = column; at < column + span; at += 1) covered[at] = (content.rowSpan ?? 1) - 1;
      column += span;
    }
    skipCovered();
    return new TableRow({ cantSplit: true, children });
  });
}

function drawCell(
  content: TableCellContent,
  align: 'left' | 'center',
  size: number,
  keepNext: boolean,
): TableCell {
  return new TableCell({
    ...(content.rowSpan === undefined ? {} : { rowSpan: content.rowSpan }),
    ...(content.columnSpan === undefined ? {} : { columnSpan: content.columnSpan }),
    verticalAlign: VerticalAlignTable.CENTER,
    children: content.lines.map(
      (text) =>
        new Paragraph({
          alignment: align === 'center' ? AlignmentType.CENTER : AlignmentType.LEFT,
          keepNext,
          children: [run(text, { ...points(size), ...(content.bold === true ? { bold: true } : {}) })],
        }),
    ),
  });
}
