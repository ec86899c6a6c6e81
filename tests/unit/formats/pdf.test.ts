import { describe, expect, it } from 'vitest';
import type { ReadFile } from '../../../shared/domain/read-file.ts';
import { pdfFormat } from '../../../shared/formats/pdf.ts';
import { compareDigits } from '../../../shared/formats/pdf-second-reader.ts';
import { buildPdf, imageAt, ruledTable, textAt, wholePageImage } from './build-pdf.ts';

const file = 'báo cáo.pdf';
const parse = async (bytes: Uint8Array) => await pdfFormat.parse({ bytes, file, passwords: [] });
const read = async (...pages: Parameters<typeof buildPdf>[0]) => await parse(buildPdf(pages));

const paragraphs = (result: ReadFile) =>
  result.document?.blocks.flatMap((block) => (block.kind === 'paragraph' ? [block.text] : []));
const tables = (result: ReadFile) =>
  result.document?.blocks.flatMap((block) =>
    block.kind === 'table'
      ? [block.cells.map((cell) => [cell.row, cell.column, cell.rowSpan, cell.columnSpan, cell.text])]
      : [],
  );
const reasons = (result: ReadFile) => result.findings.map((finding) => `${finding.code}: ${finding.message}`);
const unreadable = (reason: string) =>
  `unreadable-file: Không đọc được tệp ${file}: ${reason}. Các tài liệu khác trong thư vẫn được xử lý.`;

describe('reading a printed PDF', () => {
  it('gives Vietnamese sentences with their page and line', async () => {
    const result = await read([textAt(72, 100, 'Xã Vạn Linh có 1.154 trẻ em, đạt 98,5%.')]);

    expect(result).toEqual({
      status: 'read',
      format: 'pdf',
      document: {
        format: 'pdf',
        blocks: [
          {
            kind: 'paragraph',
            role: 'body',
            text: 'Xã Vạn Linh có 1.154 trẻ em, đạt 98,5%.',
            locator: { kind: 'page', page: 1, box: { x: 72, y: 89.2, width: 234, height: 13.2 }, line: 1 },
          },
        ],
        pages: 1,
        scanned: false,
        legacyEncoding: null,
      },
      findings: [],
    });
  });

  it('keeps two side-by-side texts apart', async () => {
    const result = await read([
      textAt(72, 100, 'ỦY BAN NHÂN DÂN'),
      textAt(350, 100, 'Độc lập - Tự do'),
      textAt(72, 116, 'XÃ VẠN LINH'),
      textAt(350, 116, 'Hạnh phúc'),
    ]);

    expect(paragraphs(result)?.some((text) => /ỦY BAN.*Độc lập/u.test(text))).toBe(false);
    expect(paragraphs(result)?.join(' ')).toContain('XÃ VẠN LINH');
  });

  it('puts every figure of a ruled table into its cell', async () => {
    const result = await read(
      ruledTable(
        100,
        [72, 120, 360, 440],
        [
          ['TT', 'Nội dung', 'Tỷ lệ'],
          ['1', 'Trẻ em được khám', '93,8%'],
          ['2', 'Trẻ em đến trường', ''],
        ],
      ),
    );

    expect(tables(result)).toEqual([
      [
        [0, 0, 1, 1, 'TT'],
        [0, 1, 1, 1, 'Nội dung'],
        [0, 2, 1, 1, 'Tỷ lệ'],
        [1, 0, 1, 1, '1'],
        [1, 1, 1, 1, 'Trẻ em được khám'],
        [1, 2, 1, 1, '93,8%'],
        [2, 0, 1, 1, '2'],
        [2, 1, 1, 1, 'Trẻ em đến trường'],
      ],
    ]);
  });

  it('sees that a cell spans the rows between which no rule is drawn', async () => {
    const result = await read(
      ruledTable(
        100,
        [72, 120, 360, 440],
        [
          ['1', 'Có bố trí', '50'],
          [null, 'Có tập huấn', '15'],
        ],
      ),
    );

    expect(tables(result)).toEqual([
      [
        [0, 0, 2, 1, '1'],
        [0, 1, 1, 1, 'Có bố trí'],
        [0, 2, 1, 1, '50'],
        [1, 1, 1, 1, 'Có tập huấn'],
        [1, 2, 1, 1, '15'],
      ],
    ]);
  });

  it('joins a table that goes on over the page and drops the repeated header', async () => {
    const header = ['TT', 'Nội dung', 'Điểm'];
    const xs = [72, 120, 360, 440];
    const result = await read(
      ruledTable(690, xs, [header, ['1', 'Có bố trí', '50'], ['2', 'Có tập huấn', '15']]),
      ruledTable(60, xs, [header, ['3', 'Có kinh phí', '20']]),
    );

    expect(tables(result)?.map((cells) => cells.map((cell) => cell[4]))).toEqual([
      [...header, '1', 'Có bố trí', '50', '2', 'Có tập huấn', '15', '3', 'Có kinh phí', '20'],
    ]);
  });

  it('finds the cells of a table without rules by its columns', async () => {
    const rows = ['TT|Nội dung|Tỷ lệ', '1|Trẻ em được khám|93,8%', '2|Trẻ em đến trường|37,6%'];
    const columns = [72, 120, 400];
    const result = await read(
      rows.flatMap((row, index) =>
        row.split('|').map((text, column) => textAt(columns[column] ?? 0, 100 + index * 18, text)),
      ),
    );

    expect(tables(result)?.map((cells) => cells.map((cell) => [cell[0], cell[1], cell[4]]))).toEqual([
      rows.flatMap((row, index) => row.split('|').map((text, column) => [index, column, text])),
    ]);
  });

  it('reads two columns one after the other', async () => {
    const column = (x: number, name: string) =>
      Array.from({ length: 12 }, (_, index) =>
        textAt(x, 100 + index * 14, `${name} dòng ${index} của cột nói về`),
      );
    const result = await read([...column(60, 'trái'), ...column(320, 'phải')]);
    const text = paragraphs(result)?.join(' ') ?? '';

    expect(text.lastIndexOf('trái')).toBeLessThan(text.indexOf('phải'));
    expect(text.match(/dòng \d+/gu)?.length).toBe(24);
  });

  it('does not read what nobody sees on the page', async () => {
    const result = await read([
      textAt(72, 100, 'Tổng điểm 850'),
      textAt(72, 130, 'Tổng điểm 999', { invisible: true }),
    ]);

    expect(paragraphs(result)).toEqual(['Tổng điểm 850']);
    expect(result.findings).toEqual([]);
  });
});

describe('a PDF that cannot be read whole', () => {
  const empty = 'các trang quét không có chữ nào đọc được';

  it('says so when no page of a scan shows a letter', async () => {
    const result = await read([wholePageImage], [wholePageImage]);

    expect(result).toMatchObject({
      status: 'partly-read',
      document: { blocks: [], pages: 2, scanned: true },
    });
    expect(reasons(result)).toEqual([unreadable(empty)]);
  });

  it('reads the printed pages around an empty scanned one', async () => {
    const result = await read(
      [textAt(72, 100, 'Trang một')],
      [wholePageImage],
      [textAt(72, 100, 'Trang ba')],
    );

    expect(result).toMatchObject({ status: 'read', document: { pages: 3, scanned: false } });
    expect(paragraphs(result)).toEqual(['Trang một', 'Trang ba']);
  });

  it('takes a page with no more than the stamp of the scanner for a scan', async () => {
    const result = await read([wholePageImage, textAt(300, 820, 'Scanned by CamScanner')]);

    expect(result.document?.scanned).toBe(true);
  });

  it("does not trust the scanner's own invisible text", async () => {
    const result = await read([wholePageImage, textAt(72, 100, 'Tổng điểm 8S0', { invisible: true })]);

    expect(result.document?.blocks).toEqual([]);
    expect(reasons(result)).toEqual([unreadable(empty)]);
  });

  it('reads a page with a small picture, the emblem, as text', async () => {
    const result = await read([imageAt(250, 40, 330, 120), textAt(72, 160, 'Báo cáo')]);

    expect(result.status).toBe('read');
  });

  it('says so when all pages are empty', async () => {
    expect(reasons(await read([]))).toEqual([unreadable('các trang đều trống')]);
  });

  it('converts a file in an old Vietnamese font, and names its encoding', async () => {
    const old = 'B¸o c¸o kÕt qu¶ thùc hiÖn tiªu chuÈn x· phï hîp víi trÎ em; '.repeat(3);
    const result = await read([textAt(72, 100, old, { font: 'ABCDEF+.VnTime', size: 5 })]);

    expect(JSON.stringify(result.document?.blocks)).toContain(
      'Báo cáo kết quả thực hiện tiêu chuẩn xã phù hợp',
    );
    expect(result.document?.legacyEncoding).toBe('tcvn3');
    expect(result.findings.map((finding) => finding.code)).toEqual(['legacy-encoding']);
  });

  it('says that the picture of a page whose font names no letters shows none either', async () => {
    const result = await read([textAt(72, 100, 'Tổng điểm 850 của xã', { font: 'UnmappedTimes' })]);

    expect(result.document?.scanned).toBe(true);
    expect(reasons(result)).toEqual([
      unreadable('trang 1 quá mờ hoặc bị che, không đọc được chữ; đề nghị chụp hoặc quét lại'),
    ]);
  });

  it('goes by the picture of a page whose letters form no words of Vietnamese, and is not sure of it', async () => {
    const lines = Array.from({ length: 12 }, (_, index) =>
      textAt(72, 100 + index * 14, 'Wrqj glhp 850 fxd ad kljk pkwq zxyt mnbv'),
    );
    const { document } = await read(lines);

    expect(document?.scanned).toBe(true);
    expect(document?.blocks.every((block) => block.kind === 'paragraph' && block.unsure !== undefined)).toBe(
      true,
    );
  });

  it('knows a VNI font that is embedded in part', async () => {
    const old = 'Baùo caùo keát quaû thöïc hieän tieâu chuaån xaõ phuø hôïp vôùi treû em';
    const result = await read(
      Array.from({ length: 8 }, (_, index) =>
        textAt(72, 100 + index * 14, old, { font: 'ABCDEF+VNI-Times', size: 9 }),
      ),
    );

    expect(JSON.stringify(result.document?.blocks)).toContain(
      'Báo cáo kết quả thực hiện tiêu chuẩn xã phù hợp',
    );
    expect(result.document?.legacyEncoding).toBe('vni');
    expect(result.findings.map((finding) => finding.code)).toEqual(['legacy-encoding']);
  });

  it('says that a file cut short is damaged', async () => {
    const whole = buildPdf([[textAt(72, 100, 'Tổng điểm 850')]]);
    const result = await parse(whole.subarray(0, 60));

    expect(result.status).toBe('unreadable');
    expect(reasons(result)).toEqual([unreadable('tệp PDF bị hỏng hoặc chưa tải lên đầy đủ')]);
  });

  it('warns that the end is missing when the pages could be put together again', async () => {
    const whole = buildPdf([[textAt(72, 100, 'Tổng điểm 850')]]);
    const result = await parse(whole.subarray(0, whole.length - 60));

    expect(result.status).not.toBe('read');
    expect(result.findings.map((finding) => finding.code)).toContain('unreadable-file');
  });

  it('reads no more than 300 pages and says how many there are', async () => {
    const result = await read(...Array.from({ length: 301 }, () => [textAt(72, 100, 'Trang')]));

    expect(result.status).toBe('partly-read');
    expect(reasons(result)).toEqual([
      `processing-limit: Mới đọc được 300/301 trang của ${file}; phần còn lại cần xem trực tiếp.`,
    ]);
  });
});

describe('what comes with a PDF', () => {
  const page = [textAt(72, 100, 'Xã Vạn Linh gửi kèm bảng điểm.')];
  const opened = ({ status, document, members }: ReadFile) => ({
    status,
    blocks: document?.blocks.length,
    members: members?.map(({ path, bytes }) => [path, new TextDecoder().decode(bytes)]),
  });

  it('files attached to it, or pinned to a page, become files of their own beside the document', async () => {
    const attached = { 'bang-diem.csv': 'a;b' };
    const pinned = { '../phu luc.csv': 'c;d', 'bang-diem.csv': 'a;b' };

    expect(opened(await parse(buildPdf([page], { attached, pinned })))).toEqual({
      status: 'read',
      blocks: 1,
      members: [
        ['bang-diem.csv', 'a;b'],
        ['phu luc.csv', 'c;d'],
      ],
    });
  });

  it('files on an empty cover sheet are not lost with it', async () => {
    expect(opened(await parse(buildPdf([[]], { attached: { 'a.csv': 'a;b' } })))).toEqual({
      status: 'partly-read',
      blocks: 0,
      members: [['a.csv', 'a;b']],
    });
  });

  it('more files than any dossier has are counted and not opened', async () => {
    const attached = Object.fromEntries(Array.from({ length: 101 }, (_, at) => [`${at}.csv`, `${at};`]));
    const result = await parse(buildPdf([page], { attached }));

    expect({ status: result.status, members: result.members?.length, reasons: reasons(result) }).toEqual({
      status: 'partly-read',
      members: 100,
      reasons: [unreadable('có tệp đính kèm bên trong không mở được; đề nghị gửi riêng các tệp đó')],
    });
  });

  it('a digital signature is noted, not verified', async () => {
    const signed = await parse(buildPdf([page], { isSigned: true }));

    expect({ status: signed.status, codes: signed.findings.map(({ code }) => code) }).toEqual({
      status: 'read',
      codes: ['digitally-signed'],
    });
    expect((await read(page)).findings).toEqual([]);
  });
});

describe('the second reader of the digits', () => {
  it('is content with digits in another order, split or joined', () => {
    expect(compareDigits(['1', '154', '98'], ['98', '1154'], [])).toEqual({ onlyFirst: [], onlySecond: [] });
  });

  it('names the digits in which the readers differ', () => {
    expect(compareDigits(['850', '15'], ['860', '15'], [])).toEqual({
      onlyFirst: ['850'],
      onlySecond: ['860'],
    });
  });

  it('does not count what the first reader saw and took for invisible', () => {
    expect(compareDigits(['850'], ['850', '999'], ['999'])).toEqual({ onlyFirst: [], onlySecond: [] });
  });
});
