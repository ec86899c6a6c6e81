import { expect, it } from 'vitest';
import { tnefFormat } from '../../../shared/formats/tnef.ts';
import { unpackRtf } from '../../../shared/formats/unpack-rtf.ts';
import { png } from '../mail/build-mail.ts';
import { buildTnef } from './build-tnef.ts';

const open = async (bytes: Uint8Array) => {
  expect(tnefFormat.accepts(bytes, 'winmail.dat')).toBe(true);
  const read = await tnefFormat.parse({ bytes, file: 'winmail.dat', passwords: [] });
  return {
    status: read.status,
    members: read.members?.map(({ path, bytes: content }) => [path, Buffer.from(content).toString()]),
    because: read.ignoredBecause ?? read.findings.map(({ code, message }) => `${code}: ${message}`).join(),
  };
};

const letter = { title: 'TOTRIN~1.DOC', longName: 'Tờ trình.docx', bytes: Buffer.from('1') };

it('winmail.dat gives its files under their long names', async () => {
  const parts = [
    letter,
    { title: 'bao cao.xls', bytes: Buffer.from('2') },
    { ...letter, bytes: Buffer.from('3') },
  ];
  expect(await open(buildTnef({ parts }))).toEqual({
    status: 'read',
    members: [
      ['Tờ trình.docx', '1'],
      ['bao cao.xls', '2'],
      ['Tờ trình (2).docx', '3'],
    ],
    because: '',
  });
});

it('a mail inside is a winmail.dat again, and a logo is no page', async () => {
  const inner = buildTnef({ parts: [letter] });
  const parts = [
    { title: '', longName: 'Hồ sơ xã', bytes: inner, isMessage: true },
    { title: 'logo.png', bytes: png(100, 50, 2_000) },
  ];
  expect(await open(buildTnef({ parts }))).toEqual({
    status: 'read',
    members: [['Hồ sơ xã.dat', inner.toString()]],
    because: '',
  });
});

it('the letter is a document where it carries figures, or where there is nothing else', async () => {
  const html = '<p>Tiêu chí 1: 95 điểm</p>';
  expect((await open(buildTnef({ html, parts: [letter] }))).members).toEqual([
    ['Tờ trình.docx', '1'],
    ['noi-dung-thu.txt', 'Tiêu chí 1: 95 điểm'],
  ]);
  const stored = Buffer.concat([
    Buffer.alloc(4),
    Buffer.from([9, 0, 0, 0]),
    Buffer.from('MELA'),
    Buffer.alloc(4),
  ]);
  const rtf = Buffer.concat([stored, Buffer.from('{\\rtf1 x}')]);
  expect((await open(buildTnef({ rtf }))).members).toEqual([['noi-dung-thu.rtf', '{\\rtf1 x}']]);
});

it('packed rich text is unpacked as the published example says', () => {
  const example = Buffer.from(
    '2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0',
    'hex',
  );
  expect(Buffer.from(unpackRtf(example) ?? []).toString()).toBe(
    '{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n',
  );
});

it('a link in place of files is named, and a packet of nothing is ignored', async () => {
  const html = '<a href="https://drive.google.com/drive/folders/1">hồ sơ</a>';
  expect(await open(buildTnef({ html }))).toEqual({
    status: 'unreadable',
    members: undefined,
    because:
      'external-link: Thư có đường dẫn Google Drive thay cho tệp đính kèm. Đường dẫn không được mở tự động; hồ sơ được coi là chưa có tài liệu.',
  });
  expect(await open(buildTnef({}))).toEqual({
    status: 'ignored',
    members: undefined,
    because: 'Gói winmail.dat của Outlook không chứa tệp và không có số liệu',
  });
});

it('a packet that is cut or damaged gives the files before the damage, and says so', async () => {
  const whole = buildTnef({ parts: [letter, { title: 'b.xls', bytes: Buffer.from('95 điểm') }] });
  const flipped = Buffer.from(whole);
  flipped[flipped.indexOf('95 điểm')] = 0x38;
  for (const bytes of [whole.subarray(0, whole.length - 60), flipped]) {
    const { status, members, because } = await open(bytes);
    expect([status, members?.[0], members?.some(([, content]) => content === '85 điểm'), because]).toEqual([
      'partly-read',
      ['Tờ trình.docx', '1'],
      false,
      'unreadable-file: Không đọc được tệp winmail.dat: gói winmail.dat của Outlook bị hỏng hoặc chưa tải lên đầy đủ, có thể còn tệp chưa đọc được. Các tài liệu khác trong thư vẫn được xử lý.',
    ]);
  }
});
