import { expect, it } from 'vitest';
import { rarFormat } from '../../../shared/formats/rar.ts';
import { sevenZipFormat } from '../../../shared/formats/sevenzip.ts';
import { unpackSevenZip } from '../../../shared/formats/unpack-seven-zip.ts';
import { zipLimits } from '../../../shared/formats/zip-guard.ts';
import { buildRar } from './build-rar.ts';
import { packSevenZip } from './pack-seven-zip.ts';

const open = async (bytes: Uint8Array, passwords: readonly string[] = []) => {
  const format = sevenZipFormat.accepts(bytes, 'hs.doc') ? sevenZipFormat : rarFormat;
  expect(format.accepts(bytes, 'hs.doc')).toBe(true);
  const { status, members = [], findings } = await format.parse({ bytes, file: 'hs', passwords });
  return {
    status,
    members: members.map(({ path, bytes: content }) => [path, Buffer.from(content).toString()]),
    findings: findings.map(({ code, about, message }) => {
      expect(about).toBe('hs');
      return `${code}: ${message}`;
    }),
  };
};
const locked = 'password-protected: Tệp hs đặt mật khẩu nên chưa mở được. Nội dung tệp chưa được tính.';
const damaged =
  'unreadable-file: Không đọc được tệp hs: tệp nén bị hỏng hoặc chưa tải lên đầy đủ. Các tài liệu khác trong thư vẫn được xử lý.';

const parts = { 'Hồ sơ xã/tờ trình.txt': 'Tiêu chí 1', [`${'biểu'.normalize('NFD')}[1]*.txt`]: '95 điểm' };
const members = [
  ['Hồ sơ xã/tờ trình.txt', 'Tiêu chí 1'],
  ['biểu[1]*.txt', '95 điểm'],
];

it('a 7z gives its files with their Vietnamese names', async () => {
  const bytes = await packSevenZip({ type: '7z', parts });
  expect(await open(bytes)).toEqual({ status: 'read', members, findings: [] });
});

it.each([
  ['contents', []],
  ['contents and names', ['-mhe=on']],
])(
  'a 7z whose %s are locked opens with a password of the mail, and asks for it otherwise',
  async (_, more) => {
    const bytes = await packSevenZip({ type: '7z', parts, options: ['-pMật1', ...more] });
    expect(await open(bytes, ['sai', 'Mật1'])).toEqual({ status: 'read', members, findings: [] });
    for (const passwords of [[], ['sai']])
      expect(await open(bytes, passwords)).toEqual({ status: 'unreadable', members: [], findings: [locked] });
  },
);

it('a rar of either version gives its files', async () => {
  for (const version of [4, 5] as const) {
    const bytes = buildRar(version, [{ name: 'Hồ sơ/tờ trình.txt', content: 'Tiêu chí 1' }]);
    expect(await open(bytes)).toEqual({
      status: 'read',
      members: [['Hồ sơ/tờ trình.txt', 'Tiêu chí 1']],
      findings: [],
    });
  }
});

it('a damaged file in a rar is named and kept back, the others are read', async () => {
  const files = [
    { name: 'a.txt', content: '95 điểm', checksum: 1 },
    { name: 'b.txt', content: '90 điểm' },
  ];
  expect(await open(buildRar(5, files))).toEqual({
    status: 'partly-read',
    members: [['b.txt', '90 điểm']],
    findings: [
      'unreadable-file: Không đọc được tệp hs: tệp "a.txt" bên trong bị hỏng. Các tài liệu khác trong thư vẫn được xử lý.',
    ],
  });
});

it('where two files share a name, damage to one keeps both back: which one it is cannot be told', async () => {
  const files = [
    { name: 'a.txt', content: '95 điểm' },
    { name: 'a.txt', content: '90 điểm', checksum: 1 },
  ];
  expect(await open(buildRar(5, files))).toEqual({
    status: 'unreadable',
    members: [],
    findings: [damaged],
  });
});

it('links and ways out are refused', async () => {
  const link = { name: 'lien-ket', content: '', linkTo: '/etc/passwd' };
  expect(await open(buildRar(5, [link, { name: 'a.txt', content: 'x' }]))).toEqual({
    status: 'partly-read',
    members: [['a.txt', 'x']],
    findings: [
      'unsafe-archive: Tệp nén hs không được mở: tệp "lien-ket" bên trong là liên kết, không phải tài liệu.',
    ],
  });
  expect(await open(buildRar(5, [{ name: '../../a.sh', content: 'x' }]))).toEqual({
    status: 'refused',
    members: [],
    findings: ['unsafe-archive: Tệp nén hs không được mở: có tệp mang tên trỏ ra ngoài tệp nén.'],
  });
});

it('one volume of an archive in several files asks for the whole', async () => {
  const bytes = buildRar(5, [{ name: 'a.txt', content: 'x', goesOn: true }]);
  expect(await open(bytes)).toEqual({
    status: 'unreadable',
    members: [],
    findings: [
      'unreadable-file: Không đọc được tệp hs: tệp "a.txt" bên trong còn một phần nằm ở tệp nén khác; đề nghị nén lại thành một tệp .zip. Các tài liệu khác trong thư vẫn được xử lý.',
    ],
  });
});

it('a bomb is refused before it is unpacked', async () => {
  const bytes = await packSevenZip({ type: '7z', parts: { 'bom.txt': '0'.repeat(11_000_000) } });
  expect(await open(bytes)).toEqual({
    status: 'refused',
    members: [],
    findings: ['unsafe-archive: Tệp nén hs không được mở: nội dung bung ra lớn bất thường.'],
  });
});

it('a rar that declares less than it holds is stopped while it unpacks', async () => {
  const bytes = buildRar(5, [{ name: 'a.txt', content: 'x'.repeat(5_000), declaredSize: null }]);
  const limits = { ...zipLimits, totalBytes: 4_000, ratioFromBytes: 4_000 };
  const { problem, members: taken } = await unpackSevenZip({ bytes, type: 'rar5', passwords: [], limits });
  expect([problem, taken]).toEqual(['too-large', []]);
});

it('an archive of too many files, or listing more than can be printed, is not opened', async () => {
  const files = Object.fromEntries(Array.from({ length: 4 }, (_, index) => [`${index}.txt`, 'x']));
  const bytes = await packSevenZip({ type: '7z', parts: files });
  const limits = { ...zipLimits, entries: 3 };
  const { problem } = await unpackSevenZip({ bytes, type: '7z', passwords: [], limits });
  expect(problem).toBe('too-many-entries');
});

it('an archive cut off on its way is damaged, an empty one is empty', async () => {
  const whole = await packSevenZip({ type: '7z', parts });
  expect(await open(whole.subarray(0, whole.length - 20))).toEqual({
    status: 'unreadable',
    members: [],
    findings: [damaged],
  });
  expect((await open(buildRar(5, []))).findings).toEqual([
    'unreadable-file: Không đọc được tệp hs: tệp nén không có tệp nào bên trong. Các tài liệu khác trong thư vẫn được xử lý.',
  ]);
});

it('the program leaves neither words nor an exit code behind', async () => {
  const code = process.exitCode;
  const printed: unknown[] = [];
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = (text: unknown) => printed.push(text) > 0;
  try {
    await open(Buffer.from('7z\xbc\xaf\x27\x1c hỏng', 'latin1'));
    await open(await packSevenZip({ type: '7z', parts }));
  } finally {
    process.stdout.write = write;
  }
  expect([printed, process.exitCode]).toEqual([[], code]);
});
