import { expect, it } from 'vitest';
import { emlFormat } from '../../../shared/formats/eml.ts';
import { buildMail, filePart, htmlPart, png, textPart } from '../mail/build-mail.ts';

const open = async (bytes: Uint8Array) => {
  const { status, members, findings } = await emlFormat.parse({ bytes, file: 'a.eml', passwords: [] });
  return {
    status,
    members: members?.map(({ path, bytes: content }) => [path, Buffer.from(content).toString()]),
    findings: findings.map(({ code, about }) => [code, about]),
  };
};

it('a forwarded mail gives its files; a greeting is no document and a logo no page', async () => {
  const logo = filePart('inline; filename="logo.png"', png(100, 50, 2_000), 'image/png');
  const parts = [
    textPart('Kính gửi phòng hồ sơ xã năm 2023, ngày 31/10/2023.'),
    filePart('attachment; filename="a.pdf"', 'A'),
    logo,
  ];
  expect(await open(buildMail({ parts }))).toEqual({
    status: 'read',
    members: [['a.pdf', 'A']],
    findings: [],
  });
});

it('words that carry figures are a document of their own, without the mail they quote', async () => {
  const words = 'Số liệu đúng là 197/200 trẻ, đạt 98,5%.\n> 95 điểm';
  expect(await open(buildMail({ parts: [textPart(words)] }))).toEqual({
    status: 'read',
    members: [['noi-dung-thu.txt', 'Số liệu đúng là 197/200 trẻ, đạt 98,5%.']],
    findings: [],
  });
});

it('a forwarded mail with a link in place of files says so', async () => {
  const parts = [htmlPart('<a href="https://drive.google.com/drive/folders/1">hồ sơ</a>')];
  expect(await open(buildMail({ parts }))).toEqual({
    status: 'read',
    members: [],
    findings: [['external-link', 'a.eml']],
  });
});

it('a broken mail is unreadable', async () => {
  const broken = Buffer.from(
    'From: a@x.vn\r\nSubject: x\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\nx',
  );
  expect(await open(broken)).toEqual({
    status: 'unreadable',
    members: undefined,
    findings: [['unreadable-file', 'a.eml']],
  });
});
