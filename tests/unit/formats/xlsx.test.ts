import excelJs from 'exceljs';
import { describe, expect, it } from 'vitest';
import type { Cell, Table } from '../../../shared/domain/parsed-document.ts';
import type { ReadFile } from '../../../shared/domain/read-file.ts';
import { xlsxFormat } from '../../../shared/formats/xlsx.ts';
import { buildXlsx, sharedXml, sheetXml, stylesXml, type XlsxOptions } from './build-xlsx.ts';
import { buildZip, deflateZeros } from './build-zip.ts';

const file = 'Bảng điểm.xlsx';
const parse = async (bytes: Uint8Array): Promise<ReadFile> =>
  await xlsxFormat.parse({ bytes, file, passwords: [] });
const read = async (rows: string, options: XlsxOptions = {}, after = '', before = ''): Promise<ReadFile> =>
  await parse(buildXlsx({ sheets: [{ name: 'Điểm', xml: sheetXml(rows, after, before) }], ...options }));
const codes = (result: ReadFile) => result.findings.map((finding) => finding.code);
const messages = (result: ReadFile) => result.findings.map((finding) => finding.message);

async function write(fill: (workbook: excelJs.Workbook) => void): Promise<Uint8Array> {
  const workbook = new excelJs.Workbook();
  fill(workbook);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

const tables = (result: ReadFile) =>
  (result.document?.blocks ?? []).filter((block): block is Table => block.kind === 'table');
const paragraphs = (result: ReadFile) =>
  (result.document?.blocks ?? []).flatMap((block) =>
    block.kind === 'paragraph' ? [`${block.role}: ${block.text}`] : [],
  );
const cellsOf = (result: ReadFile): readonly Cell[] => tables(result).flatMap((table) => table.cells);

/** Cells in short: address, spans, text; hidden ones in brackets, doubtful ones with "?". */
const outline = (result: ReadFile) =>
  cellsOf(result).map((cell) => {
    const address = cell.locator.kind === 'cell' ? cell.locator.address : '';
    const span = cell.rowSpan * cell.columnSpan === 1 ? '' : ` ${cell.rowSpan}×${cell.columnSpan}`;
    const text = `${address}${span} ${cell.text}${cell.confidence === undefined ? '' : '?'}`;
    return cell.hidden === true ? `[${text}]` : text;
  });

describe('the cells of a workbook are what its reader sees', () => {
  it('gives one table a sheet with place, shown text, stored value and formula of each cell', async () => {
    const bytes = await write((workbook) => {
      const sheet = workbook.addWorksheet('Bảng điểm');
      sheet.getCell('A1').value = 'Tỷ lệ khai sinh';
      sheet.getCell('B1').value = 0.985;
      sheet.getCell('B1').numFmt = '0.0%';
      sheet.getCell('A2').value = 'Ngày họp';
      sheet.getCell('B2').value = new Date(Date.UTC(2023, 9, 25));
      sheet.getCell('B2').numFmt = 'dd/mm/yyyy';
      sheet.getCell('B3').value = { formula: 'SUM(B4:B5)', result: 100 };
      sheet.getCell('C3').value = true;
      workbook.addWorksheet('Trống');
      workbook.addWorksheet('Phiếu').getCell('A1').value = 'x';
    });
    const at = (address: string, sheet = 'Bảng điểm') => ({ kind: 'cell', sheet, address });
    const one = { rowSpan: 1, columnSpan: 1 };
    expect(await parse(bytes)).toEqual({
      status: 'read',
      format: 'xlsx',
      findings: [],
      document: {
        format: 'xlsx',
        scanned: false,
        legacyEncoding: null,
        blocks: [
          {
            kind: 'table',
            index: 1,
            sheet: 'Bảng điểm',
            rowCount: 3,
            columnCount: 3,
            cells: [
              { row: 0, column: 0, ...one, text: 'Tỷ lệ khai sinh', locator: at('A1') },
              { row: 0, column: 1, ...one, text: '98,5%', number: 0.985, locator: at('B1') },
              { row: 1, column: 0, ...one, text: 'Ngày họp', locator: at('A2') },
              {
                row: 1,
                column: 1,
                ...one,
                text: '25/10/2023',
                number: 45224,
                date: '2023-10-25',
                locator: at('B2'),
              },
              {
                row: 2,
                column: 1,
                ...one,
                text: '100',
                number: 100,
                formula: 'SUM(B4:B5)',
                locator: at('B3'),
              },
              { row: 2, column: 2, ...one, text: 'TRUE', boolean: true, locator: at('C3') },
            ],
          },
          {
            kind: 'table',
            index: 3,
            sheet: 'Phiếu',
            rowCount: 1,
            columnCount: 1,
            cells: [{ row: 0, column: 0, ...one, text: 'x', locator: at('A1', 'Phiếu') }],
          },
        ],
      },
    });
  });

  it('joins rich text, keeps line breaks, takes the text of links and leaves figures typed as text alone', async () => {
    const bytes = await write((workbook) => {
      const sheet = workbook.addWorksheet('S');
      sheet.getCell('A1').value = {
        richText: [{ text: 'Đạt ' }, { text: '98', font: { bold: true } }, { text: '%' }],
      };
      sheet.getCell('A2').value = '- Nhẹ cân: 21\n- Thấp còi: 24';
      sheet.getCell('A3').value = { text: 'Báo cáo 25', hyperlink: 'http://example.vn/1' };
      sheet.getCell('A4').value = '1\u00a0158';
      sheet.getCell('A5').value = 'a\r\nb';
    });
    expect(cellsOf(await parse(bytes)).map((cell) => [cell.text, cell.number])).toEqual([
      ['Đạt 98%', undefined],
      ['- Nhẹ cân: 21\n- Thấp còi: 24', undefined],
      ['Báo cáo 25', undefined],
      ['1 158', undefined],
      ['a\nb', undefined],
    ]);
  });

  it('shows a merged cell once at its top left, and what lies under it as hidden', async () => {
    const result = await read(
      '<row r="1"><c r="A1" t="inlineStr"><is><t>TT</t></is></c><c r="B1"><v>5</v></c><c r="C1"><v>6</v></c></row><row r="2"><c r="C2"><v>7</v></c></row>',
      {},
      '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>',
    );
    expect(outline(result)).toEqual(['A1 2×2 TT', '[B1 5]', 'C1 6', 'C2 7']);
  });

  it('keeps hidden rows, columns and sheets, marked as such', async () => {
    const rows =
      '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="D1"><v>4</v></c></row><row r="2" hidden="1"><c r="A2"><v>5</v></c></row><row r="3" ht="0"><c r="A3"><v>6</v></c></row>';
    const cols =
      '<cols><col min="2" max="3" hidden="1"/><col min="4" max="4" width="0" customWidth="1"/></cols>';
    const result = await parse(
      buildXlsx({
        sheets: [
          { xml: sheetXml(rows, '', cols) },
          { state: 'hidden', xml: sheetXml('<row r="1"><c r="A1"><v>7</v></c></row>') },
          { state: 'veryHidden', xml: sheetXml('<row r="1"><c r="A1"><v>8</v></c></row>') },
        ],
      }),
    );
    expect(outline(result)).toEqual(['A1 1', '[B1 2]', '[D1 4]', '[A2 5]', '[A3 6]', '[A1 7]', '[A1 8]']);
    expect(tables(result).map((table) => table.hidden)).toEqual([undefined, true, true]);
  });

  it('counts a merged cell as hidden only when all it covers is', async () => {
    const rows = (hidden: string) =>
      `<row r="1" hidden="1"><c r="A1"><v>1</v></c></row><row r="2"${hidden}><c r="B2"><v>2</v></c></row>`;
    const merge = '<mergeCells><mergeCell ref="A1:A2"/></mergeCells>';
    expect(outline(await read(rows(''), {}, merge))).toEqual(['A1 2×1 1', 'B2 2']);
    expect(outline(await read(rows(' hidden="1"'), {}, merge))).toEqual(['[A1 2×1 1]', '[B2 2]']);
  });

  it('keeps apart as hidden what a format makes invisible or a pen struck out', async () => {
    const styles =
      '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts><numFmt numFmtId="200" formatCode=";;;"/></numFmts><fonts><font/><font><strike/></font></fonts><cellXfs><xf/><xf numFmtId="200"/><xf fontId="1"/></cellXfs></styleSheet>';
    const result = await read(
      '<row r="1"><c r="A1"><v>1</v></c><c r="B1" s="1"><v>2</v></c><c r="C1" s="2"><v>3</v></c></row>',
      { styles },
    );
    expect(outline(result)).toEqual(['A1 1', '[B1 2]', '[C1 3]']);
  });

  it('reads cells and rows that do not say where they stand', async () => {
    const result = await read(
      '<row><c><v>1</v></c><c/><c><v>3</v></c></row><row><c t="inlineStr"><is><t>a</t></is></c></row>',
    );
    expect(outline(result)).toEqual(['A1 1', 'C1 3', 'A2 a']);
  });

  it('reads a workbook whose elements carry a prefix, and one in UTF-16', async () => {
    const prefixed =
      '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>12</x:v></x:c></x:row></x:sheetData></x:worksheet>';
    expect(outline(await parse(buildXlsx({ sheets: [{ xml: prefixed }] })))).toEqual(['A1 12']);
    const wide = Buffer.from(
      `\ufeff<?xml version="1.0" encoding="UTF-16"?>${sheetXml('<row r="1"><c r="A1"><v>12</v></c></row>')}`,
      'utf16le',
    );
    const bytes = buildXlsx({ sheets: [{ xml: wide as unknown as string }] });
    expect(outline(await parse(bytes))).toEqual(['A1 12']);
  });

  it('does nothing with sheets and names called __proto__', async () => {
    const result = await read('<row r="1"><c r="A1"><v>1</v></c></row>', {
      sheets: [{ name: '__proto__', xml: sheetXml('<row r="1"><c r="A1"><v>1</v></c></row>') }],
      workbook: '<definedNames><definedName name="__proto__">A1</definedName></definedNames>',
    });
    expect(tables(result).map((table) => [table.sheet, table.cells.length])).toEqual([['__proto__', 1]]);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

describe('a stored result is never lost and never invented', () => {
  it('keeps a result of 0 and of FALSE', async () => {
    const result = await read(
      '<row r="1"><c r="A1"><f>B1*0</f><v>0</v></c><c r="B1" t="b"><f>1&gt;2</f><v>0</v></c><c r="C1" t="str"><f>""</f><v></v></c></row>',
    );
    expect(cellsOf(result).map(({ text, number, boolean }) => ({ text, number, boolean }))).toEqual([
      { text: '0', number: 0, boolean: undefined },
      { text: 'FALSE', number: undefined, boolean: false },
    ]);
    expect(result.findings).toEqual([]);
  });

  it('leaves a formula without a result empty and says so once a sheet', async () => {
    const result = await read('<row r="1"><c r="A1"><f>B1*C1</f></c><c r="B1"><f>1+1</f><v/></c></row>');
    expect(cellsOf(result).map(({ text, number, formula }) => ({ text, number, formula }))).toEqual([
      { text: '', number: undefined, formula: 'B1*C1' },
      { text: '', number: undefined, formula: '1+1' },
    ]);
    expect(messages(result)).toEqual([
      'Tại 2 ô (A1, B1), trang tính "Điểm" có công thức nhưng tệp không lưu kết quả; đề nghị mở tệp bằng Excel, lưu lại và gửi lại.',
    ]);
    expect(result.findings[0]?.source).toEqual({
      file,
      locator: { kind: 'cell', sheet: 'Điểm', address: 'A1' },
    });
  });

  it('shows an error as its sign and reports it', async () => {
    const result = await read(
      '<row r="1"><c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="B1" t="e"><v>#REF!</v></c></row>',
    );
    expect(outline(result)).toEqual(['A1 #DIV/0!', 'B1 #REF!']);
    expect(codes(result)).toEqual(['missing-formula-value']);
  });
});

describe('two readers must agree on a figure', () => {
  it('marks a cell on which they differ so that it is never accepted', async () => {
    // exceljs knows no formula whose text stands in the cell itself.
    const result = await read(
      '<row r="1"><c r="A1" t="inlineStr"><f>A2</f><is><t>Đạt 12/13</t></is></c><c r="B1"><v>5</v></c></row>',
    );
    expect(codes(result)).toEqual(['readers-disagree']);
    expect(messages(result)[0]).toContain('ô A1, trang tính "Điểm"');
    expect(outline(result)).toEqual(['A1 Đạt 12/13?', 'B1 5']);
    expect(cellsOf(result)[0]?.confidence).toBe(0.3);
  });

  it('doubts a number that no program may write so, since both take its first digits', async () => {
    const result = await read(
      '<row r="1"><c r="A1"><v>5,5</v></c><c r="B1"><v>0x10</v></c><c r="C1"><v>-1.5E-3</v></c></row>',
    );
    expect([outline(result), codes(result)]).toEqual([
      ['A1 5?', 'B1 0?', 'C1 -0,0015'],
      ['readers-disagree'],
    ]);
  });

  it('doubts a place that two cells claim', async () => {
    const result = await read(
      '<row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="A1"><v>2</v></c></row>',
    );
    expect(codes(result)).toEqual(['readers-disagree']);
    expect(cellsOf(result).map((cell) => cell.confidence)).toEqual([0.3]);
  });

  it('never takes the number of a shared text for a figure when the list of texts is missing', async () => {
    const result = await read('<row r="1"><c r="A1" t="s"><v>40</v></c><c r="B1"><v>5</v></c></row>');
    expect(cellsOf(result).map((cell) => [cell.text, cell.number])).toEqual([['5', 5]]);
    expect(codes(result)).toEqual(['readers-disagree']);
  });

  it('reads a date written as text by the reader that knows such dates', async () => {
    const result = await read('<row r="1"><c r="A1" t="d"><v>2023-10-25T00:00:00</v></c></row>');
    expect(cellsOf(result).map((cell) => [cell.text, cell.date])).toEqual([['25/10/2023', '2023-10-25']]);
  });

  it('takes escaped control characters for no digits', async () => {
    const result = await read('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', {
      sharedStrings: sharedXml(['a_x000D_\nb']),
    });
    expect(outline(result)).toEqual(['A1 a\nb']);
    expect(result.findings).toEqual([]);
  });
});

describe('what stands beside the cells', () => {
  it('gives comments with their cell, also from a file that names the part by an absolute path', async () => {
    const comments =
      '<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors><author>A</author></authors><commentList><comment ref="B2" authorId="0"><text><r><t>Số liệu </t></r><r><t>tạm tính</t></r></text></comment></commentList></comments>';
    const result = await read('<row r="2"><c r="B2"><v>5</v></c></row>', {
      related: [['comments', '/xl/comments/comment1.xml']],
      parts: [{ name: 'xl/comments/comment1.xml', content: comments }],
    });
    expect(result.document?.blocks[1]).toEqual({
      kind: 'paragraph',
      role: 'comment',
      text: 'Số liệu tạm tính',
      locator: { kind: 'cell', sheet: 'Điểm', address: 'B2' },
    });
    expect(result.status).toBe('read');
  });

  it('gives header and footer without their codes', async () => {
    const result = await read(
      '<row r="1"><c r="A1"><v>5</v></c></row>',
      {},
      '<headerFooter><oddHeader>&amp;L&amp;"Times,Bold"&amp;12UBND xã&amp;RSố: 15/TTr</oddHeader><oddFooter>&amp;CTrang &amp;P/&amp;N</oddFooter></headerFooter>',
    );
    expect(paragraphs(result)).toEqual(['header: UBND xã', 'header: Số: 15/TTr', 'footer: Trang /']);
  });

  it('gives text boxes once, with the cell they lie on', async () => {
    const shape =
      '<xdr:sp><xdr:txBody><a:p><a:r><a:t>Ngày 25</a:t></a:r></a:p><a:p><a:r><a:t>tháng 10</a:t></a:r></a:p></xdr:txBody></xdr:sp>';
    const drawing = `<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><xdr:twoCellAnchor><xdr:from><xdr:col>2</xdr:col><xdr:row>4</xdr:row></xdr:from><xdr:to><xdr:col>9</xdr:col><xdr:row>9</xdr:row></xdr:to><mc:AlternateContent><mc:Choice Requires="x">${shape}</mc:Choice><mc:Fallback>${shape}</mc:Fallback></mc:AlternateContent></xdr:twoCellAnchor></xdr:wsDr>`;
    const result = await read('<row r="1"><c r="A1"><v>5</v></c></row>', {
      related: [['drawing', '../drawings/drawing1.xml']],
      parts: [{ name: 'xl/drawings/drawing1.xml', content: drawing }],
    });
    expect(result.document?.blocks.slice(1)).toEqual([
      {
        kind: 'paragraph',
        role: 'text-box',
        text: 'Ngày 25\ntháng 10',
        locator: { kind: 'cell', sheet: 'Điểm', address: 'C5' },
      },
    ]);
  });

  it('says that a sheet with nothing but a picture was not read', async () => {
    const drawing =
      '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"><xdr:pic/></xdr:wsDr>';
    const result = await read('', {
      related: [['drawing', '../drawings/drawing1.xml']],
      parts: [{ name: 'xl/drawings/drawing1.xml', content: drawing }],
    });
    expect([result.status, result.document?.scanned, codes(result)]).toEqual([
      'partly-read',
      true,
      ['unreadable-file'],
    ]);
  });

  it('names macros and files embedded in the sheet', async () => {
    const result = await read('<row r="1"><c r="A1"><v>5</v></c></row>', {
      parts: [
        { name: 'xl/vbaProject.bin', content: 'x' },
        { name: 'xl/embeddings/oleObject1.bin', content: 'x' },
      ],
    });
    expect([result.status, codes(result)]).toEqual(['partly-read', ['unreadable-file', 'macro-file']]);
  });
});

describe('figures that are not what was typed', () => {
  const styles = stylesXml(['General', 'd-mmm']);
  const rows = (values: readonly string[]) =>
    values.map((cell, index) => `<row r="${index + 1}">${cell.replace('@', `A${index + 1}`)}</row>`).join('');
  const figure = '<c r="@"><v>20</v></c>';
  const date = '<c r="@" s="1"><v>45232</v></c>';

  it('suspects a date in a column of figures', async () => {
    const result = await read(rows([figure, figure, figure, date]), { styles });
    expect(messages(result)).toEqual([
      'Tại ô A4, trang tính "Điểm" hiển thị 02/11; có thể là số hoặc phân số bị đổi thành ngày tháng. Đề nghị nhập lại dạng chữ.',
    ]);
  });

  it('writes such a day with its year, so that nobody takes it for the fraction it was', async () => {
    const result = await read(rows([date]), { styles });
    expect(cellsOf(result).map(({ text, number, date: day }) => [text, number, day])).toEqual([
      ['02/11/2023', 45_232, '2023-11-02'],
    ]);
  });

  it('suspects a day without its year beside as many figures', async () => {
    const share = '<c r="@" t="str"><v>98% (49/50)</v></c>';
    const places = async (...columns: readonly string[]) =>
      (await read(rows(columns), { styles })).findings.map(({ source }) => source?.locator);
    const at = (address: string) => ({ kind: 'cell', sheet: 'Điểm', address });
    expect(await places(share, date, share)).toEqual([at('A2')]);
    expect(await places(share, date, share, date)).toEqual([at('A2'), at('A4')]);
    expect(await places(share, date, date)).toEqual([]);
  });

  it('does not suspect a column of dates', async () => {
    expect((await read(rows([date, date, figure]), { styles })).findings).toEqual([]);
  });
});

describe('old Vietnamese letters', () => {
  const cell = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>';

  it('converts a TCVN3 font, also one inside a rich text, and says so', async () => {
    const text = 'Céng hoµ x· héi chñ nghÜa';
    const byCell = await read(cell, {
      sharedStrings: sharedXml([text]),
      styles: stylesXml(['General'], '.VnTime'),
    });
    const byRun = await read(cell, {
      sharedStrings: sharedXml([`<r><rPr><rFont val=".VnTime"/></rPr><t>${text}</t></r><r><t>!</t></r>`]),
    });
    expect([outline(byCell), outline(byRun)]).toEqual([
      ['A1 Cộng hoà xã hội chủ nghĩa'],
      ['A1 Cộng hoà xã hội chủ nghĩa!'],
    ]);
    for (const result of [byCell, byRun])
      expect([result.status, result.document?.legacyEncoding, codes(result)]).toEqual([
        'read',
        'tcvn3',
        ['legacy-encoding'],
      ]);
  });

  it('composes decomposed letters', async () => {
    const result = await read(cell, {
      sharedStrings: sharedXml(['Tỷ lệ trẻ em được khai sinh'.normalize('NFD')]),
    });
    expect([result.status, result.document?.legacyEncoding, outline(result)]).toEqual([
      'read',
      'nfd',
      ['A1 Tỷ lệ trẻ em được khai sinh'],
    ]);
  });
});

describe('damaged and hostile workbooks', () => {
  const row = '<row r="1"><c r="A1"><v>5</v></c></row>';

  it('calls a workbook cut short unreadable and still knows it for one', async () => {
    const whole = buildXlsx({ sheets: [{ xml: sheetXml(row) }] });
    const cut = whole.subarray(0, Math.floor(whole.length * 0.6));
    expect(xlsxFormat.accepts(cut, file)).toBe(true);
    expect(messages(await parse(cut))).toEqual([
      'Không đọc được tệp Bảng điểm.xlsx: tệp Excel bị hỏng hoặc chưa tải lên đầy đủ. Các tài liệu khác trong thư vẫn được xử lý.',
    ]);
  });

  it('reads the other sheets of a workbook with a broken one', async () => {
    const result = await parse(
      buildXlsx({ sheets: [{ name: 'Hỏng', xml: '<worksheet><sheetData>' }, { xml: sheetXml(row) }] }),
    );
    expect([result.status, outline(result), codes(result)]).toEqual([
      'partly-read',
      ['A1 5'],
      ['unreadable-file'],
    ]);
    expect(messages(result)[0]).toContain('trang tính "Hỏng" bị hỏng');
  });

  it('does not walk to a row beyond the last', async () => {
    const result = await read('<row r="4294967294"><c r="A4294967294"><v>1</v></c></row>');
    expect([result.status, codes(result)]).toEqual(['unreadable', ['unreadable-file']]);
  });

  it('finds the one cell among a hundred thousand formatted empty ones and merged ranges over everything', async () => {
    const empty = Array.from({ length: 100_000 }, (_, index) => `<row r="${index + 2}" s="1"/>`).join('');
    const merges = '<mergeCell ref="B1:XFD1048576"/>'.repeat(2_000);
    const result = await read(
      row + empty,
      {},
      `<mergeCells>${merges}</mergeCells>`,
      '<cols><col min="1" max="4294967295"/></cols>',
    );
    expect([result.status, outline(result), result.findings]).toEqual(['read', ['A1 5'], []]);
  });

  it('reads the first 100,000 cells and says how many there are', async () => {
    const rows = Array.from(
      { length: 1_002 },
      (_, at) => `<row r="${at + 1}">${'<c><v>1</v></c>'.repeat(100)}</row>`,
    ).join('');
    const result = await read(rows);
    expect([result.status, cellsOf(result).length, messages(result)]).toEqual([
      'partly-read',
      100_000,
      ['Mới đọc được 100.000/100.200 ô của Bảng điểm.xlsx; phần còn lại cần xem trực tiếp.'],
    ]);
  });

  it('reads a hundred sheets and says how many there are', async () => {
    const result = await parse(
      buildXlsx({ sheets: Array.from({ length: 101 }, () => ({ xml: sheetXml(row) })) }),
    );
    expect([tables(result).length, messages(result)]).toEqual([
      100,
      ['Mới đọc được 100/101 trang tính của Bảng điểm.xlsx; phần còn lại cần xem trực tiếp.'],
    ]);
  });

  it('stops at five million characters', async () => {
    const rows = Array.from(
      { length: 200 },
      (_, at) => `<row r="${at + 1}"><c r="A${at + 1}" t="s"><v>0</v></c></row>`,
    ).join('');
    const result = await read(rows, { sharedStrings: sharedXml(['a'.repeat(100_000)]) });
    expect([cellsOf(result).length, codes(result)]).toEqual([153, ['processing-limit']]);
  });

  it('refuses a bomb, a flood of shared texts and declared entities', async () => {
    const bomb = buildZip([
      {
        name: 'xl/workbook.xml',
        content: '<workbook xmlns:r="r"><sheets><sheet name="S" r:id="rId1"/></sheets></workbook>',
      },
      {
        name: 'xl/_rels/workbook.xml.rels',
        content:
          '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
      },
      {
        name: 'xl/worksheets/sheet1.xml',
        content: '',
        packed: await deflateZeros(200_000_000),
        declaredSize: 10,
      },
    ]);
    const flood = buildXlsx({
      sheets: [{ xml: sheetXml(row) }],
      sharedStrings: sharedXml([]).replace('</sst>', `${'<si/>'.repeat(500_001)}</sst>`),
    });
    const entities = buildXlsx({ sheets: [{ xml: `<!DOCTYPE a [<!ENTITY b "c">]>${sheetXml(row)}` }] });
    const shared = buildXlsx({
      sheets: [{ xml: sheetXml(row) }],
      sharedStrings: `<!DOCTYPE a [<!ENTITY b "c">]>${sharedXml(['a'])}`,
    });
    for (const bytes of [bomb, flood, entities, shared]) {
      const result = await parse(bytes);
      expect([result.status, codes(result)]).toEqual(['refused', ['unreadable-file']]);
    }
  });

  it('asks for the password of a protected part', async () => {
    const bytes = buildZip([{ name: 'xl/workbook.xml', content: '<workbook/>', flags: 1 }]);
    expect(codes(await parse(bytes))).toEqual(['password-protected']);
  });

  it('says that a workbook without content has none', async () => {
    expect(messages(await read('<row r="1"/>'))).toEqual([
      'Không đọc được tệp Bảng điểm.xlsx: tệp Excel không có ô nào có nội dung. Các tài liệu khác trong thư vẫn được xử lý.',
    ]);
  });
});

describe('what is a workbook', () => {
  it('accepts by content, and leaves Word files and archives of workbooks to others', () => {
    const workbook = buildXlsx({ sheets: [{ xml: sheetXml('') }] });
    const word = buildZip([
      { name: '[Content_Types].xml', content: '' },
      { name: 'word/document.xml', content: '' },
    ]);
    const archive = buildZip([{ name: 'Bảng điểm.xlsx', content: workbook, stored: true }]);
    const binary = buildZip([{ name: 'xl/workbook.bin', content: '' }]);
    const lists = [workbook, word, archive, binary, Buffer.from('PK'), Buffer.alloc(0)];
    expect(lists.map((bytes) => xlsxFormat.accepts(bytes, 'a.xlsx'))).toEqual([
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
  });
});
