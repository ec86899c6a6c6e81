import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { csvFormat } from '../../../shared/formats/csv.ts';
import { outlineRead } from './outline-read.ts';

const parse = async (content: string | Uint8Array) =>
  await csvFormat.parse({ bytes: Buffer.from(content), file: 'thư/bảng điểm.csv', passwords: [] });
const outline = async (content: string | Uint8Array) => outlineRead(await parse(content));

const rows = [
  'TT;Tiêu chí;Kết quả',
  '1;Tỷ lệ trẻ em được đăng ký khai sinh;98,5%',
  '2;Tỷ lệ trẻ em có thẻ bảo hiểm y tế;97%',
];
const table = [
  [
    ...['0,0 TT', '0,1 Tiêu chí', '0,2 Kết quả'],
    ...['1,0 1', '1,1 Tỷ lệ trẻ em được đăng ký khai sinh', '1,2 98,5%'],
    ...['2,0 2', '2,1 Tỷ lệ trẻ em có thẻ bảo hiểm y tế', '2,2 97%'],
  ],
];

describe('a csv is read as the table it is', () => {
  it.each([
    ['UTF-8', Buffer.from(rows.join('\r\n'))],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${rows.join('\n')}\n`)],
    ['UTF-16', Buffer.from(`\ufeff${rows.join('\r\n')}`, 'utf16le')],
    ['decomposed UTF-8', Buffer.from(rows.join('\r').normalize('NFD'))],
    ['TCVN3', iconv.encode(rows.join('\n'), 'tcvn')],
  ])('in %s', async (_, bytes) => {
    expect(await outline(bytes)).toEqual(table);
  });

  it('in windows-1258, whose tone marks stand behind their letters', async () => {
    const bytes = Buffer.concat([Buffer.from('TT;Ti\xeau chi\xec\n1;Tre\xd2 em\n', 'latin1')]);
    expect(await outline(bytes)).toEqual([['0,0 TT', '0,1 Tiêu chí', '1,0 1', '1,1 Trẻ em']]);
  });

  it('says that TCVN3 was converted', async () => {
    const { document, findings } = await parse(iconv.encode(rows.join('\n'), 'tcvn'));
    expect([document?.legacyEncoding, findings.map(({ code }) => code)]).toEqual([
      'tcvn3',
      ['legacy-encoding'],
    ]);
  });

  it.each([
    ['semicolons', 'a;b,c;d\n1;98,5;2'],
    ['tabs', 'a\tb,c\td\n1\t98,5\t2'],
    ['bars', 'a|b,c|d\n1|98,5|2'],
    ['commas around quotes', 'a,"b,c",d\n1,"98,5",2'],
    ['the sign its first line names', 'sep=^\na^b,c^d\n1^98,5^2'],
  ])('between %s', async (_, text) => {
    expect(await outline(text)).toEqual([['0,0 a', '0,1 b,c', '0,2 d', '1,0 1', '1,1 98,5', '1,2 2']]);
  });

  it('keeps quotes, separators and line breaks inside a quoted cell', async () => {
    expect(await outline('a;b\n"1 ""x""; y\nz";2\n')).toEqual([
      ['0,0 a', '0,1 b', '1,0 1 "x"; y\nz', '1,1 2'],
    ]);
  });

  it('names the sheet and the cell a figure stands in', async () => {
    const { document } = await parse('a;b\n;2');
    const [block] = document?.blocks ?? [];
    expect(block?.kind === 'table' ? block.cells.at(-1)?.locator : undefined).toEqual({
      ...{ kind: 'cell', sheet: 'bảng điểm', address: 'B2' },
    });
  });

  it('reads a column of sentences as text, commas and all', async () => {
    const sentences = ['Báo cáo năm 2023, xã Vân An', 'Tỷ lệ tiêm chủng đạt 98,5%.', 'Tỷ lệ BHYT đạt 97,1%.'];
    expect(await outline(sentences.join('\n'))).toEqual(sentences);
  });
});

describe('a figure of a csv is never taken in silence', () => {
  it('never accepts the rows that a decimal comma has moved', async () => {
    const { status, document, findings } = await parse(
      'TT,Tiêu chí,Tỷ lệ,Điểm\n1,Khai sinh,98,5%,75\n2,BHYT,97,4%,20\n3,Tiêm chủng,98,20\n',
    );
    const cells = document?.blocks.flatMap((block) => (block.kind === 'table' ? block.cells : [])) ?? [];
    expect(cells.filter(({ confidence }) => confidence === 0.3).map(({ row }) => row)).toEqual([
      ...[1, 1, 1, 1, 1],
      ...[2, 2, 2, 2, 2],
    ]);
    expect([status, findings.map(({ message }) => message)]).toEqual([
      'partly-read',
      [
        'Không đọc được tệp thư/bảng điểm.csv: dòng 2, 3 có số ô không khớp với tiêu đề (có thể do dấu phẩy thập phân), số liệu ở đó chưa được dùng; đề nghị lưu lại dạng .xlsx và gửi lại. Các tài liệu khác trong thư vẫn được xử lý.',
      ],
    ]);
  });

  it('never accepts a figure cut in two inside its row', async () => {
    const { document } = await parse('Nội dung,Ghi chú,Điểm\nTỷ lệ tiêm đạt 98,5%,75\nKhai sinh,đủ,75\n');
    const cells = document?.blocks.flatMap((block) => (block.kind === 'table' ? block.cells : [])) ?? [];
    expect(cells.map(({ confidence }) => confidence)).toEqual([
      ...[undefined, undefined, undefined],
      ...[0.3, 0.3, 0.3],
      ...[undefined, undefined, undefined],
    ]);
  });

  it('names what Excel turned into a date before the table was saved', async () => {
    const { document, findings } = await parse('Tiêu chí;Kết quả\nTai nạn;7-May\nĐuối nước;5/7\n');
    const cells = document?.blocks.flatMap((block) => (block.kind === 'table' ? block.cells : [])) ?? [];
    expect(cells.filter(({ confidence }) => confidence !== undefined).map(({ text }) => text)).toEqual([
      '7-May',
    ]);
    expect(findings.map(({ message }) => message)).toEqual([
      'Tại ô B2, trang tính "bảng điểm" hiển thị 7-May; có thể là số hoặc phân số bị đổi thành ngày tháng. Đề nghị nhập lại dạng chữ.',
    ]);
  });

  it('says that a quote is never closed, that a file is empty or in no known encoding', async () => {
    const answers = await Promise.all(
      ['a;"b\n1;2', '\n ; \n', Buffer.from('810081fe00ff00', 'hex')].map(async (content) => {
        const { status, findings } = await parse(content);
        return [status, findings.map(({ message }) => /csv: (.{17})/.exec(message)?.[1])];
      }),
    );
    expect(answers).toEqual([
      ['partly-read', ['có dấu nháy kép m']],
      ['unreadable', ['tệp CSV không có ']],
      ['unreadable', ['không nhận ra bản']],
    ]);
  });

  it('stops at 100,000 cells and says how many rows there are', async () => {
    const { status, findings } = await parse('1;2\n'.repeat(50_001));
    expect([status, findings.map(({ message }) => message)]).toEqual([
      'partly-read',
      ['Mới đọc được 50000/50001 dòng của thư/bảng điểm.csv; phần còn lại cần xem trực tiếp.'],
    ]);
  });
});
