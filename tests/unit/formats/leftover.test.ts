import { expect, it } from 'vitest';
import { readFile } from '../../../shared/formats/registry.ts';

const latin = (text: string) => Buffer.from(text, 'latin1');

it.each<[string, Uint8Array, string]>([
  ['hs.zip/~$bao cao.docx', Buffer.alloc(162, 0x20), 'Là tệp khóa tạm của Word hoặc Excel'],
  ['.DS_Store', latin('\x00\x00\x00\x01Bud1'), 'Là tệp phụ của máy Mac'],
  ['hs.zip/__MACOSX/._a.docx', latin('\x00\x05\x16\x07\x00'), 'Là tệp phụ của máy Mac'],
  ['hs/Thumbs.db', latin('\xd0\xcf\x11\xe0'), 'Là tệp ảnh thu nhỏ của Windows'],
  ['desktop.ini', latin('[.ShellClassInfo]'), 'Là tệp thiết lập thư mục của Windows'],
])('%s is ignored, and the intake log says why', async (file, bytes, because) => {
  expect(await readFile({ bytes, file, passwords: [] })).toEqual({
    status: 'ignored',
    format: 'other',
    ignoredBecause: `${because}, không phải tài liệu của hồ sơ`,
    findings: [],
  });
});

it.each<[string, Uint8Array]>([
  ['~$b.txt', latin('x'.repeat(5_000))],
  ['hs.zip/__MACOSX/c.txt', Buffer.from('chữ')],
  ['Thumbs.db.txt', latin('a')],
])('a document only named like it is read: %s', async (file, bytes) => {
  expect((await readFile({ bytes, file, passwords: [] })).status).toBe('read');
});
