import { expect, it } from 'vitest';
import { openArchive, zipFormat } from '../../../shared/formats/zip.ts';
import { zipLimits } from '../../../shared/formats/zip-guard.ts';
import { packSevenZip } from './pack-seven-zip.ts';
import { buildZip, deflateZeros, type ZipPart } from './build-zip.ts';

const open = async (bytes: Uint8Array, passwords: readonly string[] = []) => {
  const { status, members = [], findings } = await zipFormat.parse({ bytes, file: 'hs.zip', passwords });
  return {
    status,
    members: members.map(({ path, bytes: content }) => [path, Buffer.from(content).toString()]),
    findings: findings.map(({ code, about, message }) => {
      expect(about).toBe('hs.zip');
      return `${code}: ${message}`;
    }),
  };
};

const file = (name: ZipPart['name'], content: ZipPart['content'] = 'x'): ZipPart => ({ name, content });

it('the files of an archive keep their folders and their Vietnamese names', async () => {
  const parts = [
    file('Hồ sơ/'),
    file('Hồ sơ/tờ trình.docx'.normalize('NFD'), '1'),
    file(Buffer.from('biên bản.docx'), '2'),
    // What a program that took UTF-8 for CP437 writes, marked as UTF-8 now.
    file('B├íng ─æiß╗âm.xlsx', '3'),
    file(Buffer.from('Ba\xf2ng \xf0iê\xd2m.xls', 'latin1'), '4'),
    file('a.txt', '5'),
    file('a.txt', '6'),
  ];
  expect(await open(buildZip(parts))).toEqual({
    status: 'read',
    members: [
      ['Hồ sơ/tờ trình.docx', '1'],
      ['biên bản.docx', '2'],
      ['Báng điểm.xlsx', '3'],
      ['Bạng điểm.xls', '4'],
      ['a.txt', '5'],
      ['a (2).txt', '6'],
    ],
    findings: [],
  });
});

it('a locked member is named and the others are read', async () => {
  const parts = [file('a.txt'), { ...file('b.xlsx'), flags: 0x801 }];
  expect(await open(buildZip(parts))).toEqual({
    status: 'partly-read',
    members: [['a.txt', 'x']],
    findings: [
      'password-protected: Tệp hs.zip/b.xlsx đặt mật khẩu nên chưa mở được. Nội dung tệp chưa được tính.',
    ],
  });
});

it('an archive all of whose members are locked needs its password', async () => {
  const parts = ['a.docx', 'b.docx'].map((name) => ({ ...file(name), flags: 0x801 }));
  expect(await open(buildZip(parts))).toEqual({
    status: 'unreadable',
    members: [],
    findings: ['password-protected: Tệp hs.zip đặt mật khẩu nên chưa mở được. Nội dung tệp chưa được tính.'],
  });
});

it.each([
  ['ZipCrypto', '-mem=ZipCrypto'],
  ['AES', '-mem=AES256'],
])('a zip locked by %s opens with a password of the mail, names unspoilt', async (_, method) => {
  const content = 'Tiêu chí 1: 95 điểm. '.repeat(40);
  const parts = { 'Hồ sơ/tờ trình.docx': content, 'b.txt': 'x' };
  const bytes = await packSevenZip({ type: 'zip', parts, options: [method, '-pchilang2023'] });
  expect(await open(bytes, ['sai', 'chilang2023'])).toEqual({
    status: 'read',
    members: [
      ['Hồ sơ/tờ trình.docx', content],
      ['b.txt', 'x'],
    ],
    findings: [],
  });
  expect(await open(bytes, ['sai'])).toEqual({
    status: 'unreadable',
    members: [],
    findings: ['password-protected: Tệp hs.zip đặt mật khẩu nên chưa mở được. Nội dung tệp chưa được tính.'],
  });
});

it.each(['Deflate64', 'BZip2', 'LZMA', 'PPMd'])('a zip packed by %s is opened too', async (method) => {
  const content = 'Tiêu chí 1: 95 điểm. '.repeat(400);
  const parts = { 'Hồ sơ/tờ trình.docx': content };
  const bytes = await packSevenZip({ type: 'zip', parts, options: [`-mm=${method}`] });
  expect(await open(bytes)).toEqual({
    status: 'read',
    members: [['Hồ sơ/tờ trình.docx', content]],
    findings: [],
  });
});

it('a bomb behind a password is refused', async () => {
  const parts = { 'bom.txt': '0'.repeat(11_000_000), 'a.txt': 'x' };
  const bytes = await packSevenZip({ type: 'zip', parts, options: ['-pabc'] });
  expect(await open(bytes, ['abc'])).toEqual({
    status: 'refused',
    members: [],
    findings: [
      'unsafe-archive: Tệp nén hs.zip không được mở: tệp "a.txt", "bom.txt" bên trong bung ra lớn bất thường.',
    ],
  });
});

it('a bomb, links and ways out are refused by name, and the documents beside them are read', async () => {
  const parts = [
    { ...file('bom.xlsx'), packed: await deflateZeros(120_000_000), declaredSize: 10 },
    { ...file('lien-ket', '/etc/passwd'), mode: 0o120777 },
    file('../../a.sh'),
    file('tot.txt'),
  ];
  expect(await open(buildZip(parts))).toEqual({
    status: 'partly-read',
    members: [['tot.txt', 'x']],
    findings: [
      'unsafe-archive: Tệp nén hs.zip không được mở: tệp "bom.xlsx" bên trong bung ra lớn bất thường.',
      'unsafe-archive: Tệp nén hs.zip không được mở: tệp "lien-ket" bên trong là liên kết, không phải tài liệu.',
      'unsafe-archive: Tệp nén hs.zip không được mở: có tệp mang tên trỏ ra ngoài tệp nén, tệp đó bị bỏ lại.',
    ],
  });
  const alone = await open(buildZip(parts.slice(0, 1)));
  expect(alone.status).toBe('refused');
});

it('many members that cannot be read make one remark', async () => {
  const parts = Array.from({ length: 5 }, (_, index) => ({ ...file(`${index}.txt`), method: 77 }));
  expect((await open(buildZip(parts))).findings).toEqual([
    'unreadable-file: Không đọc được tệp hs.zip: tệp "0.txt", "1.txt", "2.txt" và 2 tệp khác bên trong nén theo cách chưa hỗ trợ; đề nghị nén lại dạng .zip thông thường. Các tài liệu khác trong thư vẫn được xử lý.',
  ]);
});

it('a damaged member is not passed on', async () => {
  const { members, findings } = await open(buildZip([{ ...file('a.txt'), checksum: 1 }, file('b.txt')]));
  expect(members).toEqual([['b.txt', 'x']]);
  expect(findings).toEqual([
    'unreadable-file: Không đọc được tệp hs.zip: tệp "a.txt" bên trong bị hỏng. Các tài liệu khác trong thư vẫn được xử lý.',
  ]);
});

it('an archive cut off on its way is damaged, an empty one is empty', async () => {
  const whole = buildZip([file('a.txt', 'x'.repeat(500)), file('b.txt')]);
  expect(await open(whole.subarray(0, whole.length - 40))).toEqual({
    status: 'unreadable',
    members: [],
    findings: [
      'unreadable-file: Không đọc được tệp hs.zip: tệp nén bị hỏng hoặc chưa tải lên đầy đủ. Các tài liệu khác trong thư vẫn được xử lý.',
    ],
  });
  expect((await open(buildZip([]))).findings).toEqual([
    'unreadable-file: Không đọc được tệp hs.zip: tệp nén không có tệp nào bên trong. Các tài liệu khác trong thư vẫn được xử lý.',
  ]);
});

it('an archive of too many files is opened as far as the limit, and says so', async () => {
  const bytes = buildZip(['a', 'b', 'c'].map((name) => file(`${name}.txt`)));
  const read = await openArchive({ bytes, file: 'hs.zip', passwords: [] }, { ...zipLimits, entries: 2 });
  expect([read.status, read.members?.length, read.findings.map(({ message }) => message)]).toEqual([
    'partly-read',
    2,
    ['Tệp nén hs.zip không được mở: có quá nhiều tệp bên trong, chỉ mở 2 tệp đầu.'],
  ]);
});
