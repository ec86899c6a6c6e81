import { describe, expect, it } from 'vitest';
import { classifyEnvelope, isPlainlyOfOtherTopic } from '../../../shared/mail/classify-mail.ts';
import { readForwardingConfirmation } from '../../../shared/mail/forwarding-confirmation.ts';
import { aMail } from './a-mail.ts';

const link = 'https://mail-settings.google.com/mail/vf-%5BANGjdJ8abc%5D-x1Y2z3';
const asked = {
  from: 'forwarding-noreply@google.com',
  subject: '(#123456789) Gmail Forwarding Confirmation - Receive Mail from phong.ldtbxh@gmail.com',
  body: 'phong.ldtbxh@gmail.com has requested to automatically forward mail. Confirmation code: 123456789',
  links: [
    'https://support.google.com/mail/',
    link,
    'https://mail-settings.google.com/mail/uf-%5Babc%5D-cancel',
  ],
};

describe('a request of Gmail to confirm a forwarding', () => {
  it('tells whose account, the code, and the page that confirms, and is no dossier', () => {
    const mail = aMail(asked);
    expect(readForwardingConfirmation(mail)).toEqual({
      account: 'phong.ldtbxh@gmail.com',
      code: '123456789',
      link,
    });
    expect(classifyEnvelope(mail)).toMatchObject({ kind: 'not-a-dossier', topic: 'other' });
  });

  it('is read in Vietnamese too', () => {
    const mail = aMail({ ...asked, subject: 'Xác nhận chuyển tiếp Gmail', body: 'Mã xác nhận: 987654321' });
    expect(readForwardingConfirmation(mail)).toEqual({ account: null, code: '987654321', link });
  });

  it.each([
    ['of somebody else', { ...asked, from: 'forwarding-noreply@google.com.example.vn' }],
    ['without code or link', { ...asked, subject: 'Gmail', body: '', links: [] }],
  ])('is none %s', (_, mail) => {
    expect(readForwardingConfirmation(aMail(mail))).toBeNull();
  });

  it.each([
    'https://mail-settings.google.com.example.vn/mail/vf-%5BANGjdJ8abc%5D-x',
    'https://mail-settings.google.com@example.vn/mail/vf-%5BANGjdJ8abc%5D-x',
    'http://mail-settings.google.com/mail/vf-%5BANGjdJ8abc%5D-x',
    'https://mail-settings.google.com/mail/uf-%5BANGjdJ8abc%5D-x',
  ])('never shows a page that is not Google’s own way to confirm: %s', (foreign) => {
    expect(readForwardingConfirmation(aMail({ ...asked, links: [foreign] }))?.link).toBeNull();
  });
});

describe('a mail whose contents were not looked at', () => {
  it.each([
    ['Báo cáo rà soát hộ nghèo', [], false, true],
    ['Báo cáo', ['Bao cao giam ngheo.docx'], false, true],
    ['Bản tin khuyến mại', [], true, true],
    ['Hồ sơ xã phù hợp với trẻ em, gửi kèm giấy mời', [], false, false],
    ['Giấy mời', ['Bảng điểm xã phù hợp với trẻ em.xlsx'], false, false],
    ['Trao đổi', ['scan001.pdf'], false, false],
    [null, [], false, false],
  ])('%s %j (list: %s) is plainly about something else: %s', (subject, files, isList, is) => {
    expect(isPlainlyOfOtherTopic({ subject, files, isList })).toBe(is);
  });
});
