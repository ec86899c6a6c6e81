import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  LeaderType,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  SectionType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TabStopType,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import type { IParagraphOptions, IRunOptions, ISectionOptions } from 'docx';
import type {
  AdministrativeDocument,
  Annex,
  BodyBlock,
  BodyParagraph,
  BodyTable,
  TableCellContent,
} from './administrative-document.ts';
import { blankDay, blankNumber } from './administrative-document.ts';
import { toPrintable } from './printable-text.ts';
import { repackOoxml } from './repack-ooxml.ts';

/*
 * Layout of Decree 30/2020/NĐ-CP, Annex I: A4, Times New Roman, margins 20/20/30/15 mm, body 14 pt justified
 * with a first-line indent, page number 13 pt centred in the top margin and not on the first page.
 */

const font = 'Times New Roman';
/** Points. */
const sizes = {
  body: 14,
  letterhead: 12,
  motto: 13,
  annexTable: 11,
  table: 12,
  small: 11,
  page: 13,
} as const;

const millimetres = (length: number): number => Math.round((length / 25.4) * 1440);
const a4 = { width: millimetres(210), height: millimetres(297) };
const margin = { top: 20, bottom: 20, left: 30, right: 15 } as const;
const pageMargin = {
  top: millimetres(margin.top),
  bottom: millimetres(margin.bottom),
  left: millimetres(margin.left),
  right: millimetres(margin.right),
  header: millimetres(10),
  footer: millimetres(8),
};
const portraitText = 210 - margin.left - margin.right;
const landscapeText = 297 - margin.left - margin.right;
const firstLine = millimetres(12.7);
/** Long centred lines break well before the margins, so that no single word is left on the last one. */
const narrowed = { left: millimetres(15), right: millimetres(15) };

const none = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const;
const noBorders = {
  top: none,
  bottom: none,
  left: none,
  right: none,
  insideHorizontal: none,
  insideVertical: none,
} as const;
const rule = { style: BorderStyle.SINGLE, size: 6, color: '000000', space: 0 } as const;
const line = { style: BorderStyle.SINGLE, size: 4, color: '000000' } as const;

/** Writes the document as docx; the same document and instant give the same bytes. `at` (ISO) becomes the file's own date. */
export async function renderAdministrativeDocument(
  document: AdministrativeDocument,
  at: string,
): Promise<Uint8Array> {
  const file = new Document({
    styles: {
      default: {
        document: {
          run: { font, size: sizes.body * 2, language: { value: 'vi-VN' } },
          paragraph: { spacing: { before: 0, after: 0 } },
        },
      },
    },
    sections: [mainSection(document), ...document.annexes.map((annex) => annexSection(document, annex))],
  });
  return repackOoxml(new Uint8Array(await Packer.toArrayBuffer(file)), {
    title: toPrintable(`${document.type} ${document.subject}`),
    at,
  });
}

function run(text: string, options: IRunOptions = {}): TextRun {
  return new TextRun({ ...options, text: toPrintable(text) });
}

function points(size: number): { size: number } {
  return { size: size * 2 };
}

function centred(text: string, style: IRunOptions, options: IParagraphOptions = {}): Paragraph {
  return new Paragraph({ alignment: AlignmentType.CENTER, ...options, children: [run(text, style)] });
}

/** A rule of the given length in the middle of a column, both in millimetres. */
function centredRule(length: number, column: number, before = 1): Paragraph {
  const indent = millimetres((column - length) / 2);
  return new Paragraph({
    indent: { left: indent, right: indent },
    spacing: { before: before * 20, after: 0, line: 60, lineRule: 'exact' },
    border: { top: rule },
    children: [],
  });
}

function mainSection(document: AdministrativeDocument): ISectionOptions {
  return {
    properties: {
      titlePage: true,
      page: {
        size: { ...a4, orientation: PageOrientation.PORTRAIT },
        margin: pageMargin,
      },
    },
    ...runningLines(document),
    children: [
      letterhead(document),
      ...titleBlock(document),
      ...noticeBox(document.notice),
      ...addressee(document.addressee),
      ...renderBody(document.body, sizes.table),
      signatureBlock(document),
    ],
  };
}

function annexSection(document: AdministrativeDocument, annex: Annex): ISectionOptions {
  return {
    properties: {
      type: SectionType.NEXT_PAGE,
      titlePage: true,
      page: {
        // The library turns width and height for landscape itself.
        size: { ...a4, orientation: PageOrientation.LANDSCAPE },
        margin: pageMargin,
        // The pages of an annex are counted by themselves (Decree 30/2020, Annex I).
        pageNumbers: { start: 1 },
      },
    },
    ...runningLines(document),
    children: [
      centred(annex.heading, { bold: true, ...points(sizes.body) }),
      centred(annex.title, { bold: true, ...points(sizes.body) }),
      centred(annex.reference, { italics: true, ...points(sizes.body) }),
      centredRule(60, landscapeText, 3),
      ...(annex.restriction === null
        ? []
        : [
            centred(
              annex.restriction,
              { bold: true, italics: true, ...points(sizes.motto) },
              { spacing: { before: 60, after: 60 } },
            ),
          ]),
      ...noticeBox(document.notice),
      ...renderBody(annex.body, sizes.annexTable),
    ],
  };
}

/** Page number, draft mark and warning from the second page on; the first page has its own. */
function runningLines(document: AdministrativeDocument): Pick<ISectionOptions, 'headers' | 'footers'> {
  const empty = (): Paragraph => new Paragraph({ children: [] });
  const warning = [document.draft ? 'DỰ THẢO' : '', document.notice ?? ''].filter((part) => part !== '');
  return {
    headers: {
      first: new Header({ children: [empty()] }),
      default: new Header({
        children: [
          new Paragraph({
            alignment: AlignmentType.CENTER,
            children: [new TextRun({ children: [PageNumber.CURRENT], ...points(sizes.page) })],
          }),
        ],
      }),
    },
    footers: {
      first: new Footer({ children: [empty()] }),
      default: new Footer({
        children: [centred(warning.join('. '), { italics: true, ...points(sizes.small - 1) })],
      }),
    },
  };
}

function letterhead(document: AdministrativeDocument): Table {
  const { superior, issuer, symbol, place, year } = document.letterhead;
  const left = 75;
  const right = portraitText - left;
  return new Table({
    width: { size: millimetres(portraitText), type: WidthType.DXA },
    columnWidths: [millimetres(left), millimetres(right)],
    layout: TableLayoutType.FIXED,
    borders: noBorders,
    rows: [
      new TableRow({
        cantSplit: true,
        children: [
          bareCell(left, [
            centred(superior, points(sizes.letterhead)),
            centred(issuer.toLocaleUpperCase('vi'), { bold: true, ...points(sizes.letterhead) }),
            centredRule(left / 3, left, 2),
          ]),
          bareCell(right, [
            centred('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', { bold: true, ...points(sizes.letterhead) }),
            centred('Độc lập - Tự do - Hạnh phúc', { bold: true, ...points(sizes.motto) }),
            centredRule(mottoLength, right, 2),
          ]),
        ],
      }),
      new TableRow({
        cantSplit: true,
        children: [
          bareCell(left, [
            centred(blankNumber(symbol), points(sizes.motto), { spacing: { before: 80 } }),
            ...(document.draft ? [draftMark(left)] : []),
          ]),
          bareCell(right, [
            centred(
              `${place}, ${blankDay(year)}`,
              { italics: true, ...points(sizes.motto) },
              { spacing: { before: 80 } },
            ),
          ]),
        ],
      }),
    ],
  });
}

// Width of "Độc lập - Tự do - Hạnh phúc" in Times New Roman bold 13, millimetres: the rule is as long as the line.
const mottoLength = 58;

function draftMark(column: number): Paragraph {
  const indent = millimetres((column - 28) / 2);
  return centred(
    'DỰ THẢO',
    { bold: true, ...points(sizes.motto) },
    {
      indent: { left: indent, right: indent },
      spacing: { before: 120 },
      border: { top: rule, bottom: rule, left: rule, right: rule },
    },
  );
}

function bareCell(width: number, children: readonly Paragraph[]): TableCell {
  return new TableCell({
    width: { size: millimetres(width), type: WidthType.DXA },
    margins: { left: 0, right: 0, top: 0, bottom: 0 },
    borders: { top: none, bottom: none, left: none, right: none },
    children,
  });
}

function titleBlock(document: AdministrativeDocument): readonly Paragraph[] {
  return [
    centred(document.type, { bold: true }, { spacing: { before: 240 }, keepNext: true }),
    centred(document.subject, { bold: true }, { keepNext: true, indent: narrowed }),
    centredRule(55, portraitText, 3),
  ];
}

function noticeBox(notice: string | null): readonly Paragraph[] {
  if (notice === null) return [];
  return [
    centred(
      notice,
      { bold: true, ...points(sizes.table) },
      {
        spacing: { before: 120, after: 120 },
        border: {
          top: { ...rule, space: 3 },
          bottom: { ...rule, space: 3 },
          left: { ...rule, space: 3 },
          right: { ...rule, space: 3 },
        },
        indent: { left: 100, right: 100 },
      },
    ),
  ];
}

function addressee(name: string | null): readonly Paragraph[] {
  return name === null
    ? []
    : [centred(`Kính gửi: ${name}`, {}, { spacing: { before: 160, after: 160 }, indent: narrowed })];
}

function renderBody(blocks: readonly BodyBlock[], tableSize: number): (Paragraph | Table)[] {
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
        // The last lines stay with the signature: a signature block alone on a page is not allowed.
        return [renderParagraph(block, position >= blocks.length - 2)];
      case 'table':
        return [
          renderTable(block, tableSize),
          new Paragraph({ spacing: { line: 120, lineRule: 'exact' }, children: [] }),
        ];
    }
  });
}

function renderParagraph(block: BodyParagraph, keepNext: boolean): Paragraph {
  const style: IRunOptions =
    block.style === 'run' ? {} : { italics: true, ...(block.style === 'note' ? points(sizes.small) : {}) };
  const children = [run(block.text, style)];
  if (block.blank === true)
    children.push(new TextRun({ text: ' ' }), new TextRun({ children: ['\t'] }), run(block.ending ?? ''));
  return new Paragraph({
    alignment: block.blank === true ? AlignmentType.LEFT : AlignmentType.JUSTIFIED,
    spacing: { before: 60, after: 60, line: 264 },
    indent: { firstLine },
    // A line that announces what follows stays with it.
    keepNext: keepNext || (block.blank !== true && block.text.endsWith(':')),
    ...(block.blank === true
      ? {
          tabStops: [
            { type: TabStopType.RIGHT, position: millimetres(portraitText), leader: LeaderType.DOT },
          ],
        }
      : {}),
    children,
  });
}

function renderTable(table: BodyTable, size: number): Table {
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
    margins: { left: 60, right: 60, top: 20, bottom: 20 },
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
      ...renderRows(table, size),
    ],
  });
}

function renderRows(table: BodyTable, size: number): readonly TableRow[] {
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
        renderCell(content, table.columns[column]?.align ?? 'left', size, row.keepWithNext === true),
      );
      for (let at = column; at < column + span; at += 1) covered[at] = (content.rowSpan ?? 1) - 1;
      column += span;
    }
    skipCovered();
    return new TableRow({ cantSplit: true, children });
  });
}

function renderCell(
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

function signatureBlock(document: AdministrativeDocument): Table {
  const left = 75;
  const right = portraitText - left;
  const { signatory, recipients } = document.signature;
  return new Table({
    width: { size: millimetres(portraitText), type: WidthType.DXA },
    columnWidths: [millimetres(left), millimetres(right)],
    layout: TableLayoutType.FIXED,
    borders: noBorders,
    rows: [
      new TableRow({
        cantSplit: true,
        children: [
          bareCell(left, [
            new Paragraph({
              spacing: { before: 120 },
              children: [run('Nơi nhận:', { bold: true, italics: true, ...points(sizes.letterhead) })],
            }),
            ...recipients.map(
              (recipient, position) =>
                new Paragraph({
                  children: [
                    run(
                      `- ${recipient}${position === recipients.length - 1 ? '.' : ';'}`,
                      points(sizes.small),
                    ),
                  ],
                }),
            ),
          ]),
          bareCell(right, [
            ...signatory.map((text, position) =>
              centred(text, { bold: true }, position === 0 ? { spacing: { before: 120 } } : {}),
            ),
            // Room for the hand and the seal.
            new Paragraph({ spacing: { before: 1500 }, children: [] }),
          ]),
        ],
      }),
    ],
  });
}
