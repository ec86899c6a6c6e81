import {
  AlignmentType,
  Document,
  Footer,
  FrameAnchorType,
  FrameWrap,
  Header,
  HorizontalPositionAlign,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  SectionType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalPositionAlign,
  WidthType,
} from 'docx';
import type { IParagraphOptions, ISectionOptions } from 'docx';
import { strFromU8, unzipSync } from 'fflate';
import type { AdministrativeLayout, Annex, LayoutTable, Letterhead } from './administrative-layout.ts';
import { blankDay, blankNumber } from './administrative-layout.ts';
import type { BlockContext } from './docx-blocks.ts';
import { drawBlocks, drawTable } from './docx-blocks.ts';
import {
  a4,
  centred,
  centredRule,
  firstLine,
  font,
  millimetres,
  narrowed,
  noBorders,
  none,
  pageMargin,
  points,
  rule,
  run,
  sizes,
  textWidth,
} from './docx-measures.ts';

/** Draws a layout as a docx template: the marks of a draft and warnings are tags too. */
export async function renderLayout(layout: AdministrativeLayout): Promise<Uint8Array> {
  return pack([mainSection(layout), ...layout.annexes.map(annexSection)]);
}

/** A table as WordprocessingML (`<w:tbl>…</w:tbl>`), to be set into a template in whole. `wide` is the smaller print of landscape pages. */
export async function renderTable(table: LayoutTable): Promise<string> {
  const width = table.columns.reduce((sum, column) => sum + column.width, 0);
  const size = width > textWidth.portrait ? sizes.wideTable : sizes.table;
  const bytes = await pack([{ children: [drawTable(table, size)] }]);
  const xml = strFromU8(
    unzipSync(bytes, { filter: ({ name }) => name === 'word/document.xml' })['word/document.xml'] ??
      new Uint8Array(),
  );
  return xml.slice(xml.indexOf('<w:tbl>'), xml.lastIndexOf('</w:tbl>') + '</w:tbl>'.length);
}

async function pack(sections: readonly ISectionOptions[]): Promise<Uint8Array> {
  const file = new Document({
    styles: {
      default: {
        document: {
          run: { font, size: sizes.body * 2, language: { value: 'vi-VN' } },
          paragraph: { spacing: { before: 0, after: 0 } },
        },
      },
    },
    sections: [...sections],
  });
  return new Uint8Array(await Packer.toArrayBuffer(file));
}

type Orientation = AdministrativeLayout['orientation'];

const blockContext = (orientation: Orientation, compact = false): BlockContext => ({
  width: textWidth[orientation],
  tableSize: compact ? sizes.smallTable : orientation === 'portrait' ? sizes.table : sizes.wideTable,
  formSize: compact ? sizes.small : sizes.form,
  indent: compact ? 0 : firstLine,
  spacing: compact ? { before: 20, after: 20, line: 240 } : { before: 60, after: 60, line: 264 },
});

function pageOf(orientation: Orientation): NonNullable<NonNullable<ISectionOptions['properties']>['page']> {
  // The library turns width and height for landscape itself.
  return {
    size: { ...a4, orientation: PageOrientation[orientation === 'portrait' ? 'PORTRAIT' : 'LANDSCAPE'] },
    margin: pageMargin,
  };
}

function mainSection(layout: AdministrativeLayout): ISectionOptions {
  const { orientation } = layout;
  const width = textWidth[orientation];
  return {
    properties: { titlePage: true, page: pageOf(orientation) },
    ...runningLines(),
    children: [
      ...(layout.letterhead === null
        ? onlyWhen('du_thao', draftMark(width, layout.compact ? 'corner' : 'right'))
        : [drawLetterhead(layout.letterhead, layout)]),
      ...titleBlock(layout),
      ...noticeBox(layout.compact),
      ...decider(layout),
      ...addressee(layout.addressee),
      ...drawBlocks(layout.body, blockContext(orientation, layout.compact)),
      ...closing(layout),
    ],
  };
}

function annexSection(annex: Annex): ISectionOptions {
  const { orientation } = annex;
  return {
    properties: {
      type: SectionType.NEXT_PAGE,
      titlePage: true,
      // The pages of an annex are counted by themselves (Decree 30/2020, Annex I).
      page: { ...pageOf(orientation), pageNumbers: { start: 1 } },
    },
    ...runningLines(),
    children: [
      centred(annex.heading, { bold: true, ...points(sizes.body) }),
      centred(annex.title, { bold: true, ...points(sizes.body) }),
      centred(annex.reference, { italics: true, ...points(sizes.body) }),
      centredRule(60, textWidth[orientation], 3),
      ...(annex.restriction === null
        ? []
        : [
            centred(
              annex.restriction,
              { bold: true, italics: true, ...points(sizes.motto) },
              { spacing: { before: 60, after: 60 } },
            ),
          ]),
      ...noticeBox(),
      ...drawBlocks(annex.body, blockContext(orientation)),
    ],
  };
}

/** Paragraphs kept only when the tag is true. */
function onlyWhen(tag: string, ...paragraphs: readonly Paragraph[]): readonly Paragraph[] {
  const mark = (text: string): Paragraph => new Paragraph({ children: [run(text)] });
  return [mark(`{{#${tag}}}`), ...paragraphs, mark(`{{/${tag}}}`)];
}

/** Page number, draft mark and warning from the second page on; the first page has its own. */
function runningLines(): Pick<ISectionOptions, 'headers' | 'footers'> {
  const empty = (): Paragraph => new Paragraph({ children: [] });
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
        children: [
          centred('{{#du_thao}}DỰ THẢO. {{/du_thao}}{{canh_bao}}', {
            italics: true,
            ...points(sizes.small - 1),
          }),
        ],
      }),
    },
  };
}

// Of a page's width: the name of the country in 12 points bold takes 89 millimetres of the other side.
const leftShare = 0.44;

// Width of "Độc lập - Tự do - Hạnh phúc" in Times New Roman bold 13, millimetres: the rule is as long as the line.
const mottoLength = 58;

function drawLetterhead(letterhead: Letterhead, layout: AdministrativeLayout): Table {
  const { issuer, symbol } = letterhead;
  const width = textWidth[layout.orientation];
  const left = width * leftShare;
  const right = width - left;
  return new Table({
    width: { size: millimetres(width), type: WidthType.DXA },
    columnWidths: [millimetres(left), millimetres(right)],
    layout: TableLayoutType.FIXED,
    borders: noBorders,
    rows: [
      new TableRow({
        cantSplit: true,
        children: [
          bareCell(left, [
            ...superiorLine(letterhead),
            ...issuer.map((text) => centred(text, { bold: true, ...points(sizes.letterhead) })),
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
            ...(layout.type === null
              ? [centred(`V/v ${layout.subject}`, points(sizes.letterhead), { spacing: { before: 40 } })]
              : []),
            ...onlyWhen('du_thao', draftMark(left, 'centre')),
          ]),
          bareCell(right, [
            centred(
              `{{dia_danh}}, ${blankDay('{{nam_ban_hanh}}')}`,
              { italics: true, ...points(sizes.motto) },
              { spacing: { before: 80 } },
            ),
          ]),
        ],
      }),
    ],
  });
}

function superiorLine({ superior, superiorIf }: Letterhead): readonly Paragraph[] {
  if (superior === '') return [];
  const line = centred(superior, points(sizes.letterhead));
  return superiorIf === undefined ? [line] : onlyWhen(superiorIf, line);
}

// Millimetres.
const markWidth = 28;

const cornerFrame: NonNullable<IParagraphOptions['frame']> = {
  type: 'alignment',
  width: millimetres(markWidth),
  height: millimetres(6),
  anchor: { horizontal: FrameAnchorType.MARGIN, vertical: FrameAnchorType.MARGIN },
  alignment: { x: HorizontalPositionAlign.RIGHT, y: VerticalPositionAlign.TOP },
  wrap: FrameWrap.AROUND,
};

/** corner: over the page's own lines, so that it takes no line of a form that has to fit on one page. */
function draftMark(column: number, place: 'centre' | 'right' | 'corner'): Paragraph {
  const free = column - markWidth;
  const indent =
    place === 'centre'
      ? { left: millimetres(free / 2), right: millimetres(free / 2) }
      : { left: place === 'right' ? millimetres(free) : 0, right: 0 };
  return centred(
    'DỰ THẢO',
    { bold: true, ...points(sizes.motto) },
    {
      indent,
      spacing: { before: place === 'centre' ? 120 : 0 },
      border: { top: rule, bottom: rule, left: rule, right: rule },
      ...(place === 'corner' ? { frame: cornerFrame } : {}),
    },
  );
}

function bareCell(width: number, children: readonly Paragraph[]): TableCell {
  return new TableCell({
    width: { size: millimetres(width), type: WidthType.DXA },
    margins: { left: 0, right: 0, top: 0, bottom: 0 },
    borders: { top: none, bottom: none, left: none, right: none },
    children: [...children],
  });
}

function titleBlock({ type, subject, orientation, compact }: AdministrativeLayout): readonly Paragraph[] {
  if (type === null) return [];
  return [
    centred(type, { bold: true }, { spacing: { before: compact ? 0 : 240 }, keepNext: true }),
    centred(subject, { bold: true }, { keepNext: true, ...(compact ? {} : { indent: narrowed }) }),
    centredRule(55, textWidth[orientation], 3),
  ];
}

/** The warning over everything that holds unverified or artificial points. */
function noticeBox(compact = false): readonly Paragraph[] {
  return onlyWhen(
    'co_canh_bao',
    centred(
      '{{canh_bao}}',
      { bold: true, ...points(compact ? sizes.smallTable : sizes.table) },
      {
        spacing: compact ? { before: 80, after: 60 } : { before: 120, after: 120 },
        border: {
          top: { ...rule, space: 3 },
          bottom: { ...rule, space: 3 },
          left: { ...rule, space: 3 },
          right: { ...rule, space: 3 },
        },
        indent: { left: 100, right: 100 },
      },
    ),
  );
}

function decider({ decider: name }: AdministrativeLayout): readonly Paragraph[] {
  return name === undefined
    ? []
    : [centred(name, { bold: true }, { spacing: { before: 160, after: 120 }, indent: narrowed })];
}

function addressee(name: string | null): readonly Paragraph[] {
  return name === null
    ? []
    : [centred(`Kính gửi: ${name}`, {}, { spacing: { before: 160, after: 160 }, indent: narrowed })];
}

function closing(layout: AdministrativeLayout): readonly Table[] {
  const width = textWidth[layout.orientation];
  if (layout.closing.kind === 'people') {
    const { people } = layout.closing;
    return people.length === 0
      ? []
      : [closingTable(people.map((lines) => [width / people.length, signatory(lines, layout.compact)]))];
  }
  const left = width * leftShare;
  return [
    closingTable([
      [left, recipients()],
      [width - left, signatory()],
    ]),
  ];
}

function closingTable(columns: readonly (readonly [width: number, lines: readonly Paragraph[]])[]): Table {
  const total = columns.reduce((sum, [width]) => sum + width, 0);
  return new Table({
    width: { size: millimetres(total), type: WidthType.DXA },
    columnWidths: columns.map(([width]) => millimetres(width)),
    layout: TableLayoutType.FIXED,
    borders: noBorders,
    rows: [
      new TableRow({
        cantSplit: true,
        children: columns.map(([width, lines]) => bareCell(width, lines)),
      }),
    ],
  });
}

function recipients(): readonly Paragraph[] {
  return [
    new Paragraph({
      spacing: { before: 120 },
      children: [run('Nơi nhận:', { bold: true, italics: true, ...points(sizes.letterhead) })],
    }),
    ...onlyWhen('noi_nhan', new Paragraph({ children: [run('- {{dong}}', points(sizes.small))] })),
  ];
}

/** Lines over a name, room for the hand and the seal, and the name. Without lines of its own: the configured signatory. */
function signatory(lines?: readonly string[], compact = false): readonly Paragraph[] {
  const room = new Paragraph({
    spacing: compact ? { before: 800, line: 20, lineRule: 'exact' } : { before: 1500 },
    children: [],
  });
  if (lines === undefined)
    return [
      new Paragraph({ spacing: { line: 120, lineRule: 'exact' }, children: [] }),
      ...onlyWhen('nguoi_ky', centred('{{dong}}', { bold: true })),
      room,
      centred('{{ten_nguoi_ky}}', { bold: true }),
    ];
  return [
    ...lines.map((text, position) =>
      centred(
        text,
        text.startsWith('(')
          ? { italics: true, ...points(compact ? sizes.small : sizes.motto) }
          : { bold: true, ...(compact ? points(sizes.table) : {}) },
        position === 0 ? { spacing: { before: compact ? 60 : 240 } } : {},
      ),
    ),
    room,
  ];
}
