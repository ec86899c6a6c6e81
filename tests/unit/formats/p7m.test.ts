import { expect, it } from 'vitest';
import { p7mFormat } from '../../../shared/formats/p7m.ts';
import { buildMail, filePart, textPart } from '../mail/build-mail.ts';
import { buildCms } from './build-cms.ts';

const open = async (bytes: Uint8Array, file: string) => {
  expect(p7mFormat.accepts(bytes, file)).toBe(true);
  const { status, members, ignoredBecause, findings } = await p7mFormat.parse({ bytes, file, passwords: [] });
  return {
    status,
    members: members?.map(({ path, bytes: content }) => [path, Buffer.from(content).toString()]),
    because: ignoredBecause ?? findings.map(({ severity, message }) => `${severity}: ${message}`).join(),
  };
};
const noted = (file: string) =>
  `note: ${file} có chữ ký số; chỉ đọc nội dung, giá trị của chữ ký chưa được kiểm tra.`;

const content = Buffer.from('Tiêu chí 1: 95 điểm. '.repeat(20));

it('a signed file gives the file under its own name, and the signature is noted', async () => {
  const file = 'hs.zip/Báo cáo.pdf.p7m';
  expect(await open(buildCms({ kind: 'signed', content }), file)).toEqual({
    status: 'read',
    members: [['Báo cáo.pdf', content.toString()]],
    because: noted(file),
  });
});

it('content in pieces, and a file in PEM letters, is the same content', async () => {
  const pieces = [content.subarray(0, 100), content.subarray(100)];
  const pem = `-----BEGIN PKCS7-----\n${buildCms({ kind: 'signed', content }).toString('base64')}\n-----END PKCS7-----\n`;
  for (const bytes of [buildCms({ kind: 'signed', pieces }), Buffer.from(pem)])
    expect((await open(bytes, 'a.docx.p7m')).members).toEqual([['a.docx', content.toString()]]);
});

it('a signed mail gives the mail', async () => {
  const mail = buildMail({ parts: [textPart('Kính gửi'), filePart('attachment; filename="a.pdf"', 'A')] });
  expect((await open(buildCms({ kind: 'signed', content: mail }), 'smime.p7m')).members).toEqual([
    ['noi-dung-thu.eml', mail.toString()],
  ]);
});

it('a signature beside what it signs is ignored, whatever it is called', async () => {
  for (const file of ['smime.p7s', 'Báo cáo.pdf.p7m'])
    expect(await open(buildCms({ kind: 'signed' }), file)).toEqual({
      status: 'ignored',
      members: undefined,
      because: 'Là chữ ký số để rời, không phải tài liệu của hồ sơ',
    });
});

it('what is encrypted for a key is not opened, and says so', async () => {
  expect(await open(buildCms({ kind: 'enveloped' }), 'smime.p7m')).toEqual({
    status: 'unreadable',
    members: undefined,
    because:
      'blocking: Không đọc được tệp smime.p7m: được mã hóa cho người giữ khóa riêng, không mở được; đề nghị gửi lại không mã hóa. Các tài liệu khác trong thư vẫn được xử lý.',
  });
});

it('a signed file cut off on its way, or nested without end, is damaged', async () => {
  const whole = buildCms({ kind: 'signed', content });
  const head = whole.subarray(0, 19);
  const nested = Buffer.concat([head, Buffer.alloc(400_000, Buffer.from([0x30, 0x80]))]);
  for (const bytes of [whole.subarray(0, 60), nested])
    expect((await open(bytes, 'a.p7m')).status).toBe('unreadable');
});
