import { expect, it } from 'vitest';
import { findPasswords } from '../../../shared/mail/find-passwords.ts';
import { findShareLinks } from '../../../shared/mail/find-share-links.ts';

it.each([
  ['Mật khẩu: chilang2023', ['chilang2023']],
  ['File excel em đặt mật khẩu mở file là "Xa@2023" ạ', ['Xa@2023']],
  ['MK là 123456.', ['123456', '123456.']],
  ['pass: a1, mat khau = b2', ['a1', 'a1,', 'b2']],
  ['"chilang" là mật khẩu', ['chilang']],
  ['Em đã đổi mật khẩu hộp thư, xã gửi hồ sơ', []],
  [
    Array.from({ length: 50 }, (_, index) => `pass: x${index}`).join('\n'),
    Array.from({ length: 10 }, (_, index) => `x${index}`),
  ],
])('passwords told in "%s"', (text, passwords) => {
  expect(findPasswords(text)).toEqual(passwords);
});

it('links that stand for files are named by their service, other links are none', () => {
  const links = [
    'https://drive.google.com/drive/folders/1Ex?usp=sharing',
    'https://1drv.ms/f/s!Abc',
    'https://xa-my.sharepoint.com/:f:/g/abc',
    'https://www.dropbox.com/scl/fo/abc',
    'https://www.fshare.vn/file/ABC',
    'https://zalo.me/0912345678',
    'https://docs.google.com/forms/d/1',
    'https://evil.example/drive.google.com/',
    'https://chilang.langson.gov.vn/',
  ];
  const found = findShareLinks({ links, textBody: 'hoặc docs.google.com/spreadsheets/d/2' });
  expect(found.map(({ service }) => service)).toEqual([
    'Google Drive',
    'OneDrive',
    'OneDrive/SharePoint',
    'Dropbox',
    'Fshare',
    'Google Drive',
  ]);
  expect(found.at(-1)?.url).toBe('https://docs.google.com/spreadsheets/d/2');
});
