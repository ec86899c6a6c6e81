import type { FileChild, IRunOptions, Paragraph as DocxParagraph, TableCell as DocxTableCell } from 'docx';
import { repackOoxml } from '../repack-ooxml.ts';
import type { SampleCriterion } from './sample-figures.ts';
import { countedWord, sayCount, sayFigure, sayShare } from './sample-figures.ts';

/** A paper of an invented commune, before it becomes a file. */
export interface SamplePaper {
  /** Lines of the letterhead: superior, issuer; then the number, or null for papers without one. */
  readonly issuer: readonly string[];
  readonly number: string | null;
  readonly placeAndDate: string;
  readonly title: readonly string[];
  readonly body: readonly (string | readonly (readonly string[])[])[];
  readonly signature: readonly string[];
}

/** Time of making printed into the files; equal papers give equal bytes. */
const sampleInstant = '2023-10-16T08:00:00.000Z';

/** Writes a paper as a Word file the way an office does: letterhead in a table, title, paragraphs, tables, signature. */
export async function writeWordPaper(paper: SamplePaper): Promise<Uint8Array> {
  const docx = await import('docx');
  const {
    AlignmentType,
    BorderStyle,
    Document,
    Packer,
    Paragraph,
    Table,
    TableCell,
    TableRow,
    TextRun,
    WidthType,
  } = docx;
  const font = 'Times New Roman';
  const centred = (text: string, weight: 'bold' | 'plain' | 'italic'): DocxParagraph => {
    const run: IRunOptions = { text, bold: weight === 'bold', italics: weight === 'italic', size: 26, font };
    return new Paragraph({ alignment: AlignmentType.CENTER, children: [new TextRun(run)] });
  };
  const none = { style: BorderStyle.NONE, size: 0, color: 'FFFFFF' } as const;
  const noBorders = { top: none, bottom: none, left: none, right: none } as const;
  const half = { size: 50, type: WidthType.PERCENTAGE } as const;
  const plainCell = (children: DocxParagraph[]): DocxTableCell =>
    new TableCell({
      borders: noBorders,
      width: half,
      children,
    });
  const sideBySide = (left: DocxParagraph[], right: DocxParagraph[]): FileChild =>
    new Table({
      width: { size: 100, type: WidthType.PERCENTAGE },
      rows: [new TableRow({ children: [plainCell(left), plainCell(right)] })],
    });
  const letterhead = sideBySide(
    [
      ...paper.issuer.map((line, index) => centred(line, index > 0 ? 'bold' : 'plain')),
      ...(paper.number === null ? [] : [centred(`Số: ${paper.number}`, 'plain')]),
    ],
    [
      centred('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'bold'),
      centred('Độc lập - Tự do - Hạnh phúc', 'bold'),
      centred(paper.placeAndDate, 'italic'),
    ],
  );
  const tableOf = (rows: readonly (readonly string[])[]): FileChild =>
    new Table({
      width: { size: 100, type: WidthType.PERCENTAGE },
      rows: rows.map(
        (row) =>
          new TableRow({
            children: row.map(
              (text) =>
                new TableCell({
                  children: text
                    .split('\n')
                    .map(
                      (line) => new Paragraph({ children: [new TextRun({ text: line, size: 24, font })] }),
                    ),
                }),
            ),
          }),
      ),
    });
  const document = new Document({
    sections: [
      {
        children: [
          letterhead,
          ...paper.title.map((line) => centred(line, 'bold')),
          ...paper.body.map((part) =>
            typeof part === 'string'
              ? new Paragraph({ children: [new TextRun({ text: part, size: 28, font })] })
              : tableOf(part),
          ),
          sideBySide(
            [centred('Nơi nhận: Như trên; Lưu: VT.', 'plain')],
            paper.signature.map((line) => centred(line, 'bold')),
          ),
        ],
      },
    ],
  });
  return repackOoxml(new Uint8Array(await Packer.toBuffer(document)), {
    title: paper.title.join(' '),
    at: sampleInstant,
  });
}

/** Writes the rows of a paper's tables as an Excel sheet, letterhead and signature around them; figures as numbers where they are. */
export async function writeExcelPaper(paper: SamplePaper): Promise<Uint8Array> {
  const { default: exceljs } = await import('exceljs');
  const workbook = new exceljs.Workbook();
  const sheet = workbook.addWorksheet('Bảng điểm');
  for (const line of paper.issuer) sheet.addRow([line]);
  for (const line of paper.title) sheet.addRow(['', line]);
  for (const part of paper.body) {
    if (typeof part === 'string') sheet.addRow(['', part]);
    else
      for (const row of part)
        sheet.addRow(row.map((text) => (/^\d+$/u.test(text) ? Number(text) : text === '' ? null : text)));
  }
  sheet.addRow(['', '', '', paper.placeAndDate]);
  for (const line of paper.signature) sheet.addRow(['', '', '', line]);
  [6, 60, 12, 32, 14].forEach((width, index) => {
    sheet.getColumn(index + 1).width = width;
  });
  return repackOoxml(new Uint8Array(await workbook.xlsx.writeBuffer()), {
    title: paper.title.join(' '),
    at: sampleInstant,
  });
}

type Sheet = readonly SampleCriterion[];
type Rows = readonly (readonly string[])[];

const totalOf = (sheet: Sheet): number => sheet.reduce((sum, criterion) => sum + criterion.points, 0);

/** Score sheet with a row a criterion and a row an item. */
export function itemisedRows(sheet: Sheet, total = totalOf(sheet)): Rows {
  return [
    ['TT', 'Nội dung tiêu chí', 'Điểm chuẩn', 'Kết quả thực hiện', 'Điểm tự chấm'],
    ...sheet.flatMap((criterion) => {
      const [only, ...others] = criterion.items;
      if (only !== undefined && others.length === 0)
        return [
          [
            String(criterion.number),
            `Tiêu chí ${criterion.number}: ${criterion.name}`,
            String(criterion.max),
            sayFigure(only.figure, countedWord(only.indicator)),
            String(criterion.points),
          ],
        ];
      return [
        [
          String(criterion.number),
          `Tiêu chí ${criterion.number}: ${criterion.name}`,
          String(criterion.max),
          '',
          String(criterion.points),
        ],
        ...criterion.items.map((one) => [
          one.item.id,
          one.indicator.name,
          String(one.item.max),
          sayFigure(one.figure, countedWord(one.indicator)),
          String(one.points),
        ]),
      ];
    }),
    ['', 'TỔNG ĐIỂM', String(sheet.reduce((sum, criterion) => sum + criterion.max, 0)), '', String(total)],
  ];
}

/** Score sheet with a row a criterion, its figures as lines of one cell, and the columns in another order. */
export function compactRows(sheet: Sheet, total = totalOf(sheet)): Rows {
  return [
    ['STT', 'Tiêu chí', 'Kết quả', 'Điểm tự chấm', 'Điểm tối đa'],
    ...sheet.map((criterion) => [
      String(criterion.number),
      criterion.name,
      criterion.items
        .map((one) => {
          const said = sayFigure(one.figure, countedWord(one.indicator));
          return criterion.items.length === 1 ? said : `- ${one.indicator.name}: ${said}`;
        })
        .join('\n'),
      String(criterion.points),
      String(criterion.max),
    ]),
    ['', 'Tổng cộng', '', String(total), String(sheet.reduce((sum, criterion) => sum + criterion.max, 0))],
  ];
}

/** Score sheet with numerator, denominator and rate in columns of their own. */
export function splitRows(sheet: Sheet, total = totalOf(sheet)): Rows {
  return [
    ['TT', 'Tiêu chí, chỉ tiêu', 'Điểm tối đa', 'Số thực hiện', 'Tổng số', 'Tỷ lệ (%)', 'Điểm xã tự chấm'],
    ...sheet.flatMap((criterion) => [
      [String(criterion.number), criterion.name, String(criterion.max), '', '', '', String(criterion.points)],
      ...criterion.items.map((one, index) => {
        const { figure } = one;
        const parts =
          Array.isArray(figure) && typeof figure[0] === 'number' && typeof figure[1] === 'number'
            ? [sayCount(figure[0]), sayCount(figure[1]), sayShare([figure[0], figure[1]]).replace('%', '')]
            : [sayFigure(figure, ''), '', ''];
        return [
          `${'abcdefgh'[index] ?? ''})`,
          one.indicator.name,
          String(one.item.max),
          ...parts,
          String(one.points),
        ];
      }),
    ]),
    [
      '',
      'Tổng điểm',
      String(sheet.reduce((sum, criterion) => sum + criterion.max, 0)),
      '',
      '',
      '',
      String(total),
    ],
  ];
}

/** The paragraphs of a report on these figures, a heading a criterion and a sentence an item. */
export function reportLines(sheet: Sheet): readonly string[] {
  return sheet.flatMap((criterion) => [
    `${criterion.number}. Tiêu chí ${criterion.number}: ${criterion.name}`,
    ...criterion.items.map((one) => {
      const { figure, indicator } = one;
      if (figure === null)
        return 'Trong năm không phát sinh vụ việc trẻ em bị xâm hại tình dục, bỏ rơi, mua bán cần phê duyệt kế hoạch can thiệp, hỗ trợ.';
      if (typeof figure === 'boolean')
        return figure ? `- ${indicator.name}.` : `- Chưa có: ${indicator.name.replace(/^Có /u, '')}.`;
      if (figure === 0) return `- ${indicator.name}: không có.`;
      if (typeof figure === 'number')
        return `- ${indicator.name}: ${String(figure).padStart(2, '0')} ${indicator.unitWord}.`;
      return `- ${indicator.name} đạt ${sayShare(figure)} (${sayCount(figure[0])}/${sayCount(figure[1])} ${countedWord(indicator)}).`;
    }),
  ]);
}
