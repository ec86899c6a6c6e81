import { deflateRawSync } from 'node:zlib';
import { Document, Packer, Paragraph, Table, TableCell, TableRow } from 'docx';
import { describe, expect, it } from 'vitest';
import type { ReadFile } from '../../../shared/domain/read-file.ts';
import { docxFormat } from '../../../shared/formats/docx.ts';
import { buildDocx, cell, paragraph, row, run, table, wordPart, type DocxOptions } from './build-docx.ts';
import { buildZip, deflateZeros } from './build-zip.ts';

const file = 'Báo cáo.docx';
const parse = async (bytes: Uint8Array): Promise<ReadFile> =>
  await docxFormat.parse({ bytes, file, passwords: [] });
const read = async (body: string, options: DocxOptions = {}) => await parse(buildDocx(body, options));

/** Blocks in short: text of paragraphs, cells as "row,column[ rows×columns] text"; hidden ones in brackets. */
function outline({ document }: ReadFile): unknown[] {
  return (document?.blocks ?? []).map((block) => {
    const mark = (text: string, hidden: true | undefined) => (hidden === true ? `[${text}]` : text);
    if (block.kind === 'paragraph') return mark(block.text, block.hidden);
    return block.cells.map((one) => {
      const span = one.rowSpan * one.columnSpan === 1 ? '' : ` ${one.rowSpan}×${one.columnSpan}`;
      return `${one.row},${one.column}${span} ${mark(one.text, one.hidden)}`;
    });
  });
}

const outlineOf = async (body: string, options: DocxOptions = {}) => outline(await read(body, options));
const codes = (result: ReadFile) => result.findings.map((finding) => finding.code);
const reasons = (result: ReadFile) => result.findings.map((finding) => finding.message);

describe('the text of a Word file is what its reader sees', () => {
  it('gives paragraphs in order with their place, and leaves out empty ones', async () => {
    const result = await read(paragraph('BÁO CÁO') + '<w:p/>' + paragraph('Kính gửi: UBND huyện'));
    expect(result).toEqual({
      status: 'read',
      format: 'docx',
      findings: [],
      document: {
        format: 'docx',
        scanned: false,
        legacyEncoding: null,
        blocks: [
          { kind: 'paragraph', role: 'body', text: 'BÁO CÁO', locator: { kind: 'paragraph', index: 1 } },
          {
            kind: 'paragraph',
            role: 'body',
            text: 'Kính gửi: UBND huyện',
            locator: { kind: 'paragraph', index: 2 },
          },
        ],
      },
    });
  });

  it('keeps tabs, line breaks and hyphens that do not break, and drops soft hyphens', async () => {
    const inside =
      '<w:t>Số:</w:t><w:tab/><w:t>15</w:t><w:br/><w:t>0</w:t><w:noBreakHyphen/><w:t>6 tu</w:t><w:softHyphen/><w:t>ổi</w:t>';
    const tabs = '<w:pPr><w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs></w:pPr>';
    expect(await outlineOf(`<w:p>${tabs}<w:r>${inside}</w:r></w:p>`)).toEqual(['Số:\t15\n0-6 tuổi']);
  });

  it('takes inserted text, drops deleted and moved-away text, and joins paragraphs whose mark was deleted', async () => {
    const body =
      `<w:p>${run('Đạt ')}<w:ins>${run('98%')}</w:ins><w:del><w:r><w:delText>89%</w:delText><w:t>89%</w:t></w:r></w:del></w:p>` +
      `<w:p><w:moveFrom>${run('chuyển')}</w:moveFrom></w:p><w:p><w:moveTo>${run('chuyển')}</w:moveTo></w:p>` +
      `<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>${run('197')}</w:p>${paragraph('/200 trẻ', '<w:tabs><w:tab w:val="left"/></w:tabs>')}` +
      table(row([cell('hàng bị xóa')], '<w:del/>'), row([cell('hàng còn lại')], '<w:ins/>'));
    expect(await outlineOf(body)).toEqual(['Đạt 98%', 'chuyển', '197/200 trẻ', ['0,0 hàng còn lại']]);
  });

  it('does not mistake formatting from before a change for the present one', async () => {
    const before = '<w:pPrChange><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:pPrChange>';
    const result = await read(
      paragraph('98%', before) +
        table(
          row([cell('a', '<w:tcPrChange><w:tcPr><w:gridSpan w:val="3"/></w:tcPr></w:tcPrChange>')]),
          row([cell('b')], '<w:trPrChange><w:trPr><w:hidden/></w:trPr></w:trPrChange>'),
        ),
    );
    expect(outline(result)).toEqual(['98%', ['0,0 a', '1,0 b']]);
    expect(result.document?.blocks[0]).toMatchObject({ role: 'body' });
  });

  it('marks hidden and struck-out text apart, so that a withdrawn figure does not count', async () => {
    const body =
      `<w:p>${run('Tỷ lệ 98%')}${run('99%', '<w:vanish/>')}</w:p>` +
      `<w:p>${run('95%', '<w:strike/>')}${run(' 96%', '<w:strike w:val="0"/>')}</w:p>` +
      paragraph('ẩn theo kiểu', '<w:pStyle w:val="An"/>');
    const styles = wordPart(
      'styles',
      '<w:style w:type="paragraph" w:styleId="Goc"><w:rPr><w:vanish/></w:rPr></w:style>' +
        '<w:style w:type="paragraph" w:styleId="An"><w:basedOn w:val="Goc"/></w:style>',
    );
    expect(await outlineOf(body, { parts: { styles } })).toEqual([
      'Tỷ lệ 98%',
      '[99%]',
      '96%',
      '[95%]',
      '[ẩn theo kiểu]',
    ]);
  });

  it('shows the result of fields and not their code, nor page numbers of a table of contents', async () => {
    const char = (type: string) => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`;
    const field = (code: string, result: string) =>
      `${char('begin')}<w:r><w:instrText>${code}</w:instrText></w:r>${char('separate')}${run(result)}${char('end')}`;
    const nested = `${char('begin')}<w:r><w:instrText>= </w:instrText></w:r>${field('REF a', '12')}${char('separate')}${run('15')}${char('end')}`;
    const body =
      `<w:p>${field('SUM(ABOVE)', '885')}</w:p><w:p>${nested}</w:p>` +
      `<w:p><w:fldSimple w:instr="DATE">${run('30/10/2023')}</w:fldSimple></w:p>` +
      `<w:p><w:hyperlink r:id="x">${run('Tiêu chí 2')}</w:hyperlink>${field(' PAGEREF _Toc1 \\h ', '75')}</w:p>`;
    expect(await outlineOf(body)).toEqual(['885', '15', '30/10/2023', 'Tiêu chí 2']);
  });

  it('loses nothing behind a field that a broken file left open', async () => {
    const char = (type: string) => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`;
    const code = (text: string) => `<w:r><w:instrText>${text}</w:instrText></w:r>`;
    const body =
      `<w:p>${char('begin')}${code('IF')}</w:p>` +
      `<w:p>${char('begin')}${code('SUM')}${char('separate')}${run('885')}${char('end')}</w:p>` +
      `<w:p>${char('begin')}${code('PAGEREF x')}${char('separate')}${run('7')}</w:p>${paragraph('98%')}`;
    expect(await outlineOf(body)).toEqual(['885', '98%']);
  });

  it('reads a text box once, whichever of its two forms Word would show, after the paragraph it hangs on', async () => {
    const box = (text: string) => `<w:txbxContent>${paragraph(text)}</w:txbxContent>`;
    const both = (requires: string) =>
      `<w:r><mc:AlternateContent><mc:Choice Requires="${requires}">${box('mới')}</mc:Choice><mc:Fallback><w:pict><v:textbox>${box('cũ')}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>`;
    const result = await read(
      `<w:p>${both('wps')}${run('neo')}</w:p><w:p>${both('a')}</w:p>` +
        table(row([cell(`<w:p>${run('ô')}${both('wps')}</w:p>`)])),
    );
    expect(outline(result)).toEqual(['neo', 'mới', 'cũ', ['0,0 ô'], 'mới']);
    expect(result.document?.blocks[1]).toEqual({
      kind: 'paragraph',
      role: 'text-box',
      text: 'mới',
      locator: { kind: 'paragraph', index: 2 },
    });
  });

  it('unwraps content controls, ticks their boxes by state, and keeps prompts nobody filled in apart', async () => {
    const control = (properties: string, inside: string) =>
      `<w:sdt><w:sdtPr>${properties}</w:sdtPr><w:sdtContent>${inside}</w:sdtContent></w:sdt>`;
    const box = (state: string) =>
      control(`<w14:checkbox><w14:checked w14:val="${state}"/></w14:checkbox>`, run('?'));
    const body =
      control('', paragraph('trong khung')) +
      `<w:p>${box('1')}${run(' Đạt ')}${box('0')}${run(' Không đạt')}</w:p>` +
      `<w:p>${control('<w:showingPlcHdr/>', run('Nhập 100%'))}</w:p>`;
    expect(await outlineOf(body)).toEqual(['trong khung', '☒ Đạt ☐ Không đạt', '[Nhập 100%]']);
  });

  it('reads the boxes and lists of old forms', async () => {
    const form = (inside: string) =>
      `<w:r><w:fldChar w:fldCharType="begin"><w:ffData>${inside}</w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`;
    const body =
      `<w:p>${form('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>')}${run(' có ')}${form('<w:checkBox><w:default w:val="0"/></w:checkBox>')}${run(' không ')}` +
      `${form('<w:ddList><w:result w:val="1"/><w:listEntry w:val="một"/><w:listEntry w:val="hai"/></w:ddList>')}</w:p>`;
    expect(await outlineOf(body)).toEqual(['☒ có ☐ không hai']);
  });

  it('turns ticks of symbol fonts into characters, whether a symbol element or letters in that font', async () => {
    const symbol = (char: string, font = 'Wingdings') =>
      `<w:r><w:sym w:font="${font}" w:char="${char}"/></w:r>`;
    const font = (name: string) => `<w:rFonts w:ascii="${name}" w:hAnsi="${name}"/>`;
    const body =
      `<w:p>${symbol('F0FC')}${symbol('F0FE')}${symbol('F0A8')}${symbol('F0FD')}${symbol('0050', 'Wingdings 2')}${symbol('F021')}</w:p>` +
      `<w:p>${run('þ', font('Wingdings'))}${run('o', font('Wingdings'))}${run('\uf0b3', font('Symbol'))}${run(' 98', font('Symbol'))}</w:p>`;
    expect(await outlineOf(body)).toEqual(['✓☑☐☒✓•', '☑☐≥ 98']);
  });

  it('keeps raised digits raised, so that a note mark does not lengthen a figure', async () => {
    const raised = '<w:vertAlign w:val="superscript"/>';
    expect(await outlineOf(`<w:p>${run('98')}${run('1', raised)}${run('%')}</w:p>`)).toEqual(['98¹%']);
  });

  it('writes a typeset fraction with a stroke', async () => {
    const math =
      '<m:oMath><m:f><m:num><m:r><m:t>197</m:t></m:r></m:num><m:den><m:r><m:t>200</m:t></m:r></m:den></m:f></m:oMath>';
    expect(await outlineOf(`<w:p>${math}</w:p>`)).toEqual(['197/200']);
  });

  it('gives headers, footers, shown notes and comments their roles and their own counts', async () => {
    const part = (root: string, text: string) => wordPart(root, paragraph(text));
    const note = (id: string, text: string, type = '') =>
      `<w:footnote w:id="${id}" ${type}>${paragraph(text)}</w:footnote>`;
    const result = await read(
      `<w:p>${run('Thân')}<w:r><w:footnoteReference w:id="2"/></w:r></w:p><w:sectPr><w:headerReference r:id="header1"/><w:footerReference r:id="footer1"/></w:sectPr>`,
      {
        parts: {
          header1: part('hdr', 'Đầu trang'),
          header2: part('hdr', 'Đầu trang không dùng'),
          footer1: part('ftr', 'Chân trang'),
          footnotes: wordPart(
            'footnotes',
            note('0', '---', 'w:type="separator"') + note('2', 'Chú thích') + note('3', 'đã xóa'),
          ),
          comments: wordPart('comments', `<w:comment w:id="1">${paragraph('Nhận xét')}</w:comment>`),
        },
      },
    );
    const place = { kind: 'paragraph', index: 1 };
    expect(result.document?.blocks).toEqual([
      { kind: 'paragraph', role: 'header', text: 'Đầu trang', locator: place },
      { kind: 'paragraph', role: 'body', text: 'Thân', locator: place },
      { kind: 'paragraph', role: 'footnote', text: 'Chú thích', locator: place },
      { kind: 'paragraph', role: 'footer', text: 'Chân trang', locator: place },
      { kind: 'paragraph', role: 'comment', text: 'Nhận xét', locator: place },
    ]);
  });

  it('knows headings by outline level or style', async () => {
    const styles = wordPart(
      'styles',
      '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 1"/></w:style>',
    );
    const result = await read(
      paragraph('I', '<w:pStyle w:val="H"/>') +
        paragraph('II', '<w:outlineLvl w:val="0"/>') +
        paragraph('thân', '<w:pStyle w:val="H"/><w:outlineLvl w:val="9"/>'),
      { parts: { styles } },
    );
    expect(result.document?.blocks.map((block) => block.kind === 'paragraph' && block.role)).toEqual([
      'heading',
      'heading',
      'body',
    ]);
  });
});

describe('a table keeps its grid', () => {
  it('places cells by their spans, merged ones once at the top left', async () => {
    const body = table(
      row([cell('TT', '<w:vMerge w:val="restart"/>'), cell('Trẻ em', '<w:gridSpan w:val="2"/>')]),
      row([cell('', '<w:vMerge/>'), cell('Số phiếu'), cell('Hài lòng')]),
      row([cell('80'), cell('75')], '<w:gridBefore w:val="1"/>'),
    );
    const result = await read(body);
    expect(outline(result)).toEqual([
      ['0,0 2×1 TT', '0,1 1×2 Trẻ em', '1,1 Số phiếu', '1,2 Hài lòng', '2,1 80', '2,2 75'],
    ]);
    const [block] = result.document?.blocks ?? [];
    expect(block).toMatchObject({ index: 1, rowCount: 3, columnCount: 3 });
    expect(block?.kind === 'table' && block.cells[4]?.locator).toEqual({
      kind: 'table',
      table: 1,
      row: 3,
      column: 2,
    });
  });

  it('starts a merge anew where one ended, and keeps text that lies under a merged cell, hidden', async () => {
    const body = table(
      row([cell('A', '<w:vMerge w:val="restart"/>')]),
      row([cell('bị che', '<w:vMerge/>')]),
      row([cell('B')]),
      row([cell('C', '<w:vMerge/>')]),
    );
    const result = await read(body);
    expect(outline(result)).toEqual([['0,0 2×1 A', '2,0 B', '3,0 C'], '[bị che]']);
    expect(result.document?.blocks[1]?.kind === 'paragraph' && result.document.blocks[1].locator).toEqual({
      kind: 'table',
      table: 1,
      row: 1,
      column: 1,
    });
  });

  it('does not continue a merge over a row that has no such cell', async () => {
    const body = table(
      row([cell('x'), cell('A', '<w:vMerge w:val="restart"/>')]),
      row([cell('y')]),
      row([cell('z'), cell('riêng', '<w:vMerge/>')]),
    );
    expect(await outlineOf(body)).toEqual([['0,0 x', '0,1 A', '1,0 y', '2,0 z', '2,1 riêng']]);
  });

  it('reads merges across of old files, hidden rows, and cells in content controls', async () => {
    const body = table(
      row([cell('rộng', '<w:hMerge w:val="restart"/>'), cell('', '<w:hMerge/>'), cell('x')]),
      row([cell('ẩn')], '<w:hidden/>'),
      `<w:sdt><w:sdtContent>${row([`<w:sdt><w:sdtContent>${cell('khung')}</w:sdtContent></w:sdt>`])}</w:sdtContent></w:sdt>`,
    );
    expect(await outlineOf(body)).toEqual([['0,0 1×2 rộng', '0,2 x', '1,0 [ẩn]', '2,0 khung']]);
  });

  it('puts a nested table after its outer one, each text once', async () => {
    const inner = table(row([cell('197'), cell('200')]));
    const outer = table(row([cell(paragraph('trước') + inner + paragraph('sau')), cell('cạnh')]));
    const result = await read(outer + table(row([cell('bảng cuối')])));
    expect(outline(result)).toEqual([
      ['0,0 trước\nsau', '0,1 cạnh'],
      ['0,0 197', '0,1 200'],
      ['0,0 bảng cuối'],
    ]);
    expect(result.document?.blocks.map((block) => block.kind === 'table' && block.index)).toEqual([1, 2, 3]);
  });

  it('is not led to endless columns by a span of a billion', async () => {
    const body = table(row([cell('a', '<w:gridSpan w:val="1000000000"/>'), cell('b')]));
    expect(await outlineOf(body)).toEqual([['0,0 1×63 a', '0,63 b']]);
  });
});

describe('automatic numbers are part of the text', () => {
  const level = (index: number, format: string, text: string, more = '') =>
    `<w:lvl w:ilvl="${index}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${text}"/></w:lvl>`;
  const abstract = (id: number, ...levels: string[]) =>
    `<w:abstractNum w:abstractNumId="${id}">${levels.join('')}</w:abstractNum>`;
  const num = (id: number, abstractId: number, more = '') =>
    `<w:num w:numId="${id}"><w:abstractNumId w:val="${abstractId}"/>${more}</w:num>`;
  const item = (text: string, numId: number, ilvl = 0) =>
    paragraph(text, `<w:numPr><w:ilvl w:val="${ilvl}"/><w:numId w:val="${numId}"/></w:numPr>`);
  const listed = async (body: string, definitions: string, styles = '') =>
    await outlineOf(body, {
      parts: { numbering: wordPart('numbering', definitions), styles: wordPart('styles', styles) },
    });

  it('in the formats of offices, level within level, lower levels starting again', async () => {
    const definitions =
      abstract(
        0,
        level(0, 'upperRoman', '%1.'),
        level(1, 'decimal', '%1.%2.', '<w:isLgl/>'),
        level(2, 'lowerLetter', '%3)'),
      ) + num(1, 0);
    const body = [0, 1, 2, 2, 1, 2, 0, 1].map((ilvl) => item('x', 1, ilvl)).join('');
    expect(await listed(body, definitions)).toEqual([
      'I. x',
      '1.1. x',
      'a) x',
      'b) x',
      '1.2. x',
      'a) x',
      'II. x',
      '2.1. x',
    ]);
  });

  it('with words around the number, without a gap where the list has none', async () => {
    const definitions =
      abstract(0, level(0, 'decimal', 'Tiêu chí %1:')) +
      abstract(1, level(0, 'decimalZero', '%1', '<w:suff w:val="nothing"/>')) +
      num(1, 0) +
      num(2, 1);
    expect(await listed(item('Nguồn lực', 1) + item('Khai sinh', 1) + item(' xã', 2), definitions)).toEqual([
      'Tiêu chí 1: Nguồn lực',
      'Tiêu chí 2: Khai sinh',
      '01xã',
    ]);
  });

  it('counting on across lists of one definition unless a list says where to start', async () => {
    const override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>';
    const definitions = abstract(0, level(0, 'decimal', '%1.')) + num(1, 0) + num(2, 0) + num(3, 0, override);
    const body = item('a', 1) + item('b', 2) + item('c', 3) + item('d', 3);
    expect(await listed(body, definitions)).toEqual(['1. a', '2. b', '5. c', '6. d']);
  });

  it('keeping a lower level running where the list says so', async () => {
    const definitions =
      abstract(0, level(0, 'decimal', '%1.'), level(1, 'decimal', '%2)', '<w:lvlRestart w:val="0"/>')) +
      num(1, 0);
    const body = [0, 1, 0, 1].map((ilvl) => item('x', 1, ilvl)).join('');
    expect(await listed(body, definitions)).toEqual(['1. x', '1) x', '2. x', '2) x']);
  });

  it('through styles, inherited ones and numbering styles too, unless the paragraph opts out', async () => {
    const styles =
      '<w:style w:type="paragraph" w:styleId="Muc"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>' +
      '<w:style w:type="paragraph" w:styleId="Con"><w:basedOn w:val="Muc"/></w:style>' +
      '<w:style w:type="numbering" w:styleId="DanhSach"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>';
    const definitions =
      abstract(0, level(0, 'decimal', 'Sai %1'), level(1, 'decimal', 'Điều %2.', '<w:pStyle w:val="Muc"/>')) +
      abstract(1, level(0, 'decimal', '%1/')) +
      '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="DanhSach"/></w:abstractNum>' +
      num(1, 0) +
      num(2, 1) +
      num(3, 2);
    const styled = (text: string, style: string, more = '') =>
      paragraph(text, `<w:pStyle w:val="${style}"/>${more}`);
    const none = '<w:numPr><w:numId w:val="0"/></w:numPr>';
    expect(
      await listed(
        styled('a', 'Muc') + styled('b', 'Muc', none) + styled('c', 'Muc') + item('d', 3),
        definitions,
        styles,
      ),
    ).toEqual(['Điều 1. a', 'b', 'Điều 2. c', '1/ d']);
  });

  it('in cells with nothing else, as in a column of serial numbers, and not in rows or paragraphs that were deleted', async () => {
    const definitions = abstract(0, level(0, 'decimal', '%1')) + num(1, 0);
    const numbered = (trPr = '') => row([cell(item('', 1)), cell('x')], trPr);
    const gone = `<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr></w:p>`;
    expect(
      await listed(table(numbered(), numbered('<w:del/>'), numbered()) + gone + item('y', 1), definitions),
    ).toEqual([['0,0 1', '0,1 x', '1,0 2', '1,1 x'], '3 y']);
  });

  it('and not counted where a merged cell lies over the number', async () => {
    const definitions = abstract(0, level(0, 'decimal', '%1')) + num(1, 0);
    const body = table(
      row([cell(item('', 1), '<w:vMerge w:val="restart"/>')]),
      row([cell(item('', 1), '<w:vMerge/>')]),
      row([cell(item('', 1))]),
    );
    expect(await listed(body, definitions)).toEqual([['0,0 2×1 1', '2,0 2']]);
  });

  it('and a bullet is an ornament even where it is a tick, and nothing on an empty line', async () => {
    const definitions =
      abstract(
        0,
        level(0, 'bullet', '\uf0fc', '<w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr>'),
      ) +
      abstract(1, level(0, 'bullet', '-')) +
      num(1, 0) +
      num(2, 1);
    expect(await listed(item('Hệ thống', 1) + item('', 1) + item('Ý', 2), definitions)).toEqual([
      '• Hệ thống',
      '- Ý',
    ]);
  });
});

describe('old encodings are read, and never in silence', () => {
  const font = (name: string) => `<w:rFonts w:ascii="${name}" w:hAnsi="${name}"/>`;
  const tcvn3 = 'Céng hoµ x· héi chñ nghÜa';
  const encodingOf = async (body: string, options: DocxOptions = {}) => {
    const result = await read(body, options);
    return [result.status, outline(result)[0], result.document?.legacyEncoding, codes(result)];
  };

  it('whether the font is named by the run, a style, the defaults or the theme', async () => {
    const expected = ['read', 'Cộng hoà xã hội chủ nghĩa', 'tcvn3', ['legacy-encoding']];
    const styles = (inside: string) => ({ styles: wordPart('styles', inside) });
    expect(await encodingOf(paragraph(tcvn3, '', font('.VnTime')))).toEqual(expected);
    const style = `<w:style w:type="character" w:styleId="C"><w:rPr>${font('.VnArial')}</w:rPr></w:style>`;
    expect(await encodingOf(paragraph(tcvn3, '', '<w:rStyle w:val="C"/>'), { parts: styles(style) })).toEqual(
      expected,
    );
    const byDefault = `<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:rPr>${font('.VnTime')}</w:rPr></w:style>`;
    expect(await encodingOf(paragraph(tcvn3), { parts: styles(byDefault) })).toEqual(expected);
    const defaults = `<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:hAnsiTheme="minorHAnsi"/></w:rPr></w:rPrDefault></w:docDefaults>`;
    const theme =
      '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:minorFont><a:latin typeface=".VnTime"/></a:minorFont></a:theme>';
    expect(await encodingOf(paragraph(tcvn3), { parts: { ...styles(defaults), theme } })).toEqual(expected);
  });

  it('and none of their letters is lost, not even the one that stands on the soft hyphen', async () => {
    const body = paragraph('tr\u00adêng', '', font('.VnTime')) + paragraph('tr\u00adường');
    expect(await outlineOf(body)).toEqual(['trường', 'trường']);
    const written = (name: string) =>
      `<w:p><w:r><w:rPr>${font(name)}</w:rPr><w:t>tr</w:t><w:softHyphen/><w:t>êng</w:t></w:r></w:p>`;
    expect(await outlineOf(written('.VnTime') + written('Arial'))).toEqual(['trường', 'trêng']);
  });

  it('VNI likewise, where Word parted the two signs of a letter', async () => {
    const parted = `<w:p>${run('Tie', font('VNI-Times'))}${run('áng Vieät raát', font('VNI-Times'))}</w:p>`;
    expect(await encodingOf(parted)).toEqual(['read', 'Tiếng Việt rất', 'vni', ['legacy-encoding']]);
  });

  it('and old text set in a new font is noticed by its signs inside words', async () => {
    expect(await encodingOf(paragraph('B¶o Th¾ng, hoµ b×nh, c¸c b¸o c¸o'))).toEqual([
      'read',
      'Bảo Thắng, hoà bình, các báo cáo',
      'tcvn3',
      ['legacy-encoding'],
    ]);
  });

  it('but Unicode text under an old font name is Unicode', async () => {
    expect(
      await encodingOf(paragraph('Tiêu chí về trẻ em là đạt chuẩn, có tính', '', font('.VnTime'))),
    ).toEqual(['read', 'Tiêu chí về trẻ em là đạt chuẩn, có tính', null, []]);
  });

  it('decomposed letters are composed, across runs too, and the document says so', async () => {
    const decomposed = 'Tiêu chí đạt chuẩn'.normalize('NFD');
    const result = await read(`<w:p>${run(decomposed)}${run(' ha')}${run('\u0300')}</w:p>`);
    expect([outline(result), result.status, result.document?.legacyEncoding]).toEqual([
      ['Tiêu chí đạt chuẩn hà'],
      'read',
      'nfd',
    ]);
  });
});

describe('a file that is not quite a Word file says why', () => {
  it('strict files and other prefixes mean the same', async () => {
    const document =
      '<x:document xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main"><x:body><x:p><x:r><x:t>Chặt chẽ</x:t></x:r></x:p></x:body></x:document>';
    expect(await outlineOf('', { document })).toEqual(['Chặt chẽ']);
  });

  it('UTF-16 parts are read', async () => {
    const document = Buffer.from(
      `\ufeff${wordPart('document', paragraph('Chữ 16 bit')).replace('UTF-8', 'UTF-16')}`,
      'utf16le',
    );
    expect(await outlineOf('', { document })).toEqual(['Chữ 16 bit']);
  });

  it('entity declarations are refused, in the body or beside it', async () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>`;
    const part = (root: string) => wordPart(root, paragraph('x')).replace(/<\?xml[^>]*>/, bomb);
    for (const options of [{ document: part('document') }, { parts: { styles: part('styles') } }]) {
      const result = await read(paragraph('x'), options);
      expect([result.status, codes(result), result.document]).toEqual([
        'refused',
        ['unreadable-file'],
        undefined,
      ]);
    }
  });

  it('XML broken in the middle keeps what was whole before and says that the rest is missing', async () => {
    const document = wordPart('document', `<w:body>${paragraph('Nguyên vẹn')}<w:p>${run('98')}`).replace(
      '</w:document>',
      '<w:r><w:t>,5</',
    );
    const result = await read('', { document });
    expect([result.status, outline(result), reasons(result)]).toEqual([
      'partly-read',
      ['Nguyên vẹn'],
      [
        'Không đọc được tệp Báo cáo.docx: tệp bị hỏng ở giữa chừng, chỉ đọc được phần đầu. Các tài liệu khác trong thư vẫn được xử lý.',
      ],
    ]);
  });

  it('a part whose checksum is wrong is not believed', async () => {
    const content = wordPart('document', `<w:body>${paragraph('Tỷ lệ 98%')}</w:body>`);
    const packed = deflateRawSync(content.replace('98%', '89%'));
    const bytes = buildZip([{ name: 'word/document.xml', content, packed }]);
    const result = await parse(bytes);
    expect([result.status, codes(result)]).toEqual(['unreadable', ['unreadable-file']]);
  });

  it('two main parts, no main part, a cut file and no file at all are each unreadable with a reason', async () => {
    const whole = buildDocx(paragraph('x'.repeat(500)));
    const twice = buildDocx('', {
      extra: [{ name: 'word/document.xml', content: wordPart('document', paragraph('khác')) }],
    });
    const empty = buildZip([{ name: '[Content_Types].xml', content: '<Types/>' }]);
    const seen: unknown[] = [];
    for (const bytes of [twice, empty, whole.subarray(0, 700), new Uint8Array()]) {
      const result = await parse(bytes);
      seen.push([result.status, reasons(result)[0]?.split(': ')[1]?.split('.')[0]]);
    }
    expect(seen).toEqual([
      ['unreadable', 'tệp Word bị hỏng, có hai phần nội dung chính khác nhau'],
      ['unreadable', 'tệp Word thiếu phần nội dung chính'],
      ['unreadable', 'tệp Word bị hỏng hoặc chưa tải lên đầy đủ'],
      ['unreadable', 'tệp Word bị hỏng hoặc chưa tải lên đầy đủ'],
    ]);
  });

  it('a file without its lists of parts is read by the usual names', async () => {
    const bytes = buildZip([
      {
        name: 'word/document.xml',
        content: wordPart(
          'document',
          `<w:body><w:p><w:r><w:t>Thân</w:t><w:footnoteReference w:id="1"/></w:r></w:p></w:body>`,
        ),
      },
      {
        name: 'word/footnotes.xml',
        content: wordPart('footnotes', `<w:footnote w:id="1">${paragraph('Chú')}</w:footnote>`),
      },
    ]);
    expect(outline(await parse(bytes))).toEqual(['Thân', 'Chú']);
  });

  it('a broken or missing part beside the body is named, the body is read', async () => {
    const header = '<w:p><w:r><w:headerReference r:id="header1"/></w:r></w:p>';
    const result = await read(paragraph('Thân') + header, {
      parts: { header1: '<w:hdr', numbering: 'không phải XML' },
    });
    expect([result.status, outline(result), codes(result)]).toEqual([
      'partly-read',
      ['Thân'],
      ['unreadable-file'],
    ]);
    expect(reasons(result)[0]).toContain('phần đánh số tự động, đầu trang của tệp bị hỏng');
  });

  it('elements nested without end, a style based on itself, and an endless field do no harm', async () => {
    const deep = '<w:sdt>'.repeat(5_000) + paragraph('đáy') + '</w:sdt>'.repeat(5_000);
    const result = await read(paragraph('mặt') + deep);
    expect([result.status, outline(result)]).toEqual(['partly-read', ['mặt']]);
    const styles = wordPart(
      'styles',
      '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="A"/></w:style>',
    );
    const open = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>';
    expect(
      await outlineOf(`<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr>${open}${run('còn')}</w:p>`, {
        parts: { styles },
      }),
    ).toEqual(['còn']);
  });

  it('two million paragraphs in some hundred kilobytes are read to the limit, and the reader is told', async () => {
    const document = wordPart(
      'document',
      `<w:body>${'<w:p><w:r><w:t>x</w:t></w:r></w:p>'.repeat(2_000_000)}</w:body>`,
    );
    const result = await read('', { document });
    expect([result.status, codes(result)]).toEqual(['partly-read', ['processing-limit']]);
    expect(result.document?.blocks.length).toBeLessThan(210_000);
  }, 60_000);

  it('a paragraph without end is read to the limit, and its half is not shown', async () => {
    const result = await read(paragraph('Đầu') + `<w:p>${run('9'.repeat(100)).repeat(60_000)}</w:p>`);
    expect([result.status, codes(result), outline(result)]).toEqual([
      'partly-read',
      ['processing-limit'],
      ['Đầu'],
    ]);
  });

  it('what lies outside the file is neither fetched nor missed', async () => {
    const type = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering';
    const bytes = buildZip([
      { name: 'word/document.xml', content: wordPart('document', `<w:body>${paragraph('Thân')}</w:body>`) },
      {
        name: 'word/_rels/document.xml.rels',
        content: `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="${type}" Target="http://127.0.0.1/x.xml" TargetMode="External"/></Relationships>`,
      },
    ]);
    const result = await parse(bytes);
    expect([result.status, outline(result)]).toEqual(['read', ['Thân']]);
  });

  it('a gigabyte of nothing is refused', async () => {
    const bytes = buildZip([
      { name: 'word/document.xml', content: '', packed: await deflateZeros(1_000_000_000) },
    ]);
    const result = await parse(bytes);
    expect([result.status, codes(result)]).toEqual(['refused', ['unreadable-file']]);
  }, 60_000);

  it('a locked member asks for a password', async () => {
    const bytes = buildZip([{ name: 'word/document.xml', content: 'x', flags: 0x801 }]);
    expect(codes(await parse(bytes))).toEqual(['password-protected']);
  });

  it('macros are noted and not run', async () => {
    const contentType = 'application/vnd.ms-word.document.macroEnabled.main+xml';
    const result = await read(paragraph('x'), { contentType });
    expect([result.status, codes(result)]).toEqual(['read', ['macro-file']]);
  });

  it('a file whose content is to stand in the body becomes a file of its own', async () => {
    const result = await read('<w:altChunk r:id="aFChunk1"/>', {
      parts: { aFChunk1: '<html>95 điểm</html>' },
    });
    expect({
      status: result.status,
      blocks: result.document?.blocks,
      members: result.members?.map(({ path, bytes }) => [path, new TextDecoder().decode(bytes)]),
      codes: codes(result),
    }).toEqual({
      status: 'read',
      blocks: [],
      members: [['aFChunk1.xml', '<html>95 điểm</html>']],
      codes: [],
    });
  });

  it('what is inserted from other files or embedded is named as unread', async () => {
    const object = '<w:object><o:OLEObject Type="Embed" ProgID="Excel.Sheet.12"/></w:object>';
    const equation = object.replace('Excel.Sheet.12', 'Equation.3');
    const seen = async (inside: string) => {
      const result = await read(paragraph('x') + inside);
      return [result.status, codes(result)];
    };
    expect(await seen('<w:altChunk r:id="x"/>')).toEqual(['partly-read', ['unreadable-file']]);
    expect(await seen(`<w:p><w:r>${object}</w:r></w:p>`)).toEqual(['partly-read', ['unreadable-file']]);
    expect(await seen(`<w:p><w:r>${equation}</w:r></w:p>`)).toEqual(['read', []]);
  });

  it('a picture of a page is no text, an illustration in a report is no fault, an empty file is empty', async () => {
    const picture = '<w:p><w:r><w:drawing><a:blip r:embed="x"/></w:drawing></w:r></w:p>';
    const pasted = await read(picture);
    expect([pasted.status, pasted.document?.scanned, codes(pasted)]).toEqual([
      'partly-read',
      true,
      ['unreadable-file'],
    ]);
    expect((await read(picture + paragraph('Báo cáo kết quả '.repeat(20)))).status).toBe('read');
    expect((await read('<w:p/>')).status).toBe('unreadable');
  });
});

describe('the format is known by what the archive holds', () => {
  it('not by its name, and not by a Word file inside another archive', () => {
    const docx = buildDocx(paragraph('x'));
    const outer = buildZip([{ name: 'a.docx', content: docx, stored: true }]);
    expect(docxFormat.accepts(docx, 'bang.xlsx')).toBe(true);
    expect(docxFormat.accepts(outer, 'a.docx')).toBe(false);
    expect(docxFormat.accepts(new TextEncoder().encode('%PDF-1.4'), 'a.docx')).toBe(false);
    expect(docxFormat.accepts(docx.subarray(0, 200), 'a.docx')).toBe(true);
  });
});

describe('files of other programs', () => {
  it('those of the docx library are read', async () => {
    const columns = [
      new TableCell({ children: [new Paragraph('1')], rowSpan: 2 }),
      new TableCell({ children: [new Paragraph('98,5%')] }),
    ];
    const made = new Document({
      numbering: {
        config: [{ reference: 'muc', levels: [{ level: 0, format: 'upperRoman', text: '%1.' }] }],
      },
      sections: [
        {
          children: [
            new Paragraph({ text: 'ĐẶC ĐIỂM', numbering: { reference: 'muc', level: 0 } }),
            new Table({
              rows: [
                new TableRow({ children: columns }),
                new TableRow({ children: [new TableCell({ children: [new Paragraph('99%')] })] }),
              ],
            }),
          ],
        },
      ],
    });
    expect(outline(await parse(await Packer.toBuffer(made)))).toEqual([
      'I. ĐẶC ĐIỂM',
      ['0,0 2×1 1', '0,1 98,5%', '1,1 99%'],
    ]);
  });
});
