import { expect, it } from 'vitest';
import { textFormat } from '../../../shared/formats/text.ts';

const read = async (bytes: Uint8Array) => {
  const result = await textFormat.parse({ bytes, file: 'a.txt', passwords: [] });
  const blocks = result.document?.blocks ?? [];
  return {
    status: result.status,
    lines: blocks.flatMap((block) => (block.kind === 'paragraph' ? [[block.text, block.locator]] : [])),
    findings: result.findings.map(({ message }) => message),
  };
};

const paragraph = (index: number) => ({ kind: 'paragraph', index });

it.each([
  ['UTF-8, decomposed', Buffer.from('\ufeffTỷ lệ\r\n\r\n98,5%'.normalize('NFD'))],
  ['UTF-16', Buffer.from('\ufeffTỷ lệ\n\n98,5%', 'utf16le')],
  ['windows-1258', Buffer.from('Ty\xd2 lê\xf2\n\n98,5%', 'latin1')],
])('lines of a text in %s are paragraphs by their number', async (_, bytes) => {
  expect(await read(bytes)).toEqual({
    status: 'read',
    lines: [
      ['Tỷ lệ', paragraph(1)],
      ['98,5%', paragraph(3)],
    ],
    findings: [],
  });
});

it.each([
  ['TCVN3 (ABC)', 'B¶ng tù chÊm ®iÓm cña x·: 95 ®iÓm; trÎ em ®\u00adîc tiªm chñng'],
  ['VNI', 'Baûng töï chaám ñieåm cuûa xaõ: 95 ñieåm; treû em ñöôïc tieâm chuûng'],
])('a text in %s is converted, and says so', async (name, old) => {
  expect(await read(Buffer.from(old, 'latin1'))).toEqual({
    status: 'read',
    lines: [['Bảng tự chấm điểm của xã: 95 điểm; trẻ em được tiêm chủng', paragraph(1)]],
    findings: [
      `a.txt dùng phông chữ ${name}; đã chuyển sang Unicode để đọc. Đề nghị kiểm tra lại tên riêng và chữ hoa có dấu.`,
    ],
  });
});

it('a text in no known encoding is not read as if it were one', async () => {
  const strange = Buffer.from('¤¥¦ ¨ª¬ 95 ¶¹¸ ¼½¾ 98 ¤¥¦ ¨ª¬', 'latin1');
  expect(await read(strange)).toEqual({
    status: 'unreadable',
    lines: [],
    findings: [
      'Không đọc được tệp a.txt: không nhận ra bảng mã của tệp văn bản; đề nghị lưu lại dạng Word (.docx) và gửi lại. Các tài liệu khác trong thư vẫn được xử lý.',
    ],
  });
});

it('a text of too many lines is read as far as the limit, and says so', async () => {
  const { status, lines, findings } = await read(Buffer.from('a\n'.repeat(50_010)));
  expect([status, lines.length, findings]).toEqual([
    'partly-read',
    50_000,
    ['Mới đọc được 50000/50011 dòng của a.txt; phần còn lại cần xem trực tiếp.'],
  ]);
});

it('a text of blank lines is not passed off as read', async () => {
  expect(await read(Buffer.from(' \r\n\n\t'))).toEqual({
    status: 'unreadable',
    lines: [],
    findings: [
      'Không đọc được tệp a.txt: tệp không có chữ nào; đề nghị kiểm tra và gửi lại. Các tài liệu khác trong thư vẫn được xử lý.',
    ],
  });
});
