import { describe, expect, it } from 'vitest';
import { classifyEnvelope, looksLikeSupplement } from '../../../shared/mail/classify-mail.ts';
import type { InboundMail } from '../../../shared/mail/parse-mail.ts';
import { aMail } from './a-mail.ts';

const classOf = (mail: Parameters<typeof aMail>[0]) => {
  const { kind, topic } = classifyEnvelope(aMail(mail));
  return `${kind}/${topic}`;
};

describe('what a mail is, by its envelope and words', () => {
  it.each<[string, Parameters<typeof aMail>[0], string]>([
    [
      'files and the words of the dossier',
      { subject: 'Hồ sơ xã PHTE', files: ['Tờ trình.docx'] },
      'dossier/dossier',
    ],
    [
      'words without accents',
      { subject: 'Ho so xa phu hop voi tre em', files: ['a.xlsx'] },
      'dossier/dossier',
    ],
    ['a scan without any word', { subject: null, files: ['scan001.pdf'] }, 'dossier/dossier'],
    ['a forwarded mail as attachment', { subject: 'Fwd', files: ['a.eml'] }, 'dossier/dossier'],
    [
      'a link to Drive in place of files',
      { subject: 'Hồ sơ xã', links: ['https://drive.google.com/drive/folders/1'] },
      'dossier/dossier',
    ],
    [
      'files promised and forgotten',
      { subject: 'Xã gửi hồ sơ xã phù hợp với trẻ em', body: 'Gửi kèm ạ' },
      'dossier/dossier',
    ],
    [
      'figures in the words themselves',
      { body: 'Tiêu chí 1 đạt 95 điểm, tiêu chí 2 đạt 98,5%' },
      'dossier/dossier',
    ],
    [
      'a report on something else',
      { subject: 'Báo cáo rà soát hộ nghèo, hộ cận nghèo 2023', files: ['BC rà soát hộ nghèo.docx'] },
      'not-a-dossier/other',
    ],
    [
      'a dossier that mentions poor households',
      { subject: 'Hồ sơ xã PHTE', body: 'gồm số trẻ em hộ nghèo', files: ['a.docx'] },
      'dossier/dossier',
    ],
    [
      'a plan',
      { subject: 'Kế hoạch thực hiện xã phù hợp với trẻ em', files: ['KH xa PHTE.docx'] },
      'not-a-dossier/plan',
    ],
    [
      'a dossier sent by a plan',
      { subject: 'Gửi hồ sơ theo Kế hoạch số 15/KH-UBND', files: ['scan.pdf'] },
      'dossier/dossier',
    ],
    [
      'a plan among the papers of a dossier',
      { subject: 'Kế hoạch và hồ sơ', files: ['Kế hoạch.docx', 'Bảng điểm.xlsx'] },
      'dossier/dossier',
    ],
    ['a commitment', { subject: 'Bản cam kết', files: ['Cam kết.pdf'] }, 'not-a-dossier/commitment'],
    ['a question', { body: 'Cho em hỏi tiêu chí 6 chấm như thế nào ạ' }, 'not-a-dossier/question'],
    ['thanks', { body: 'Em cảm ơn ạ' }, 'not-a-dossier/courtesy'],
    [
      'thanks above a quoted question',
      { body: 'Em cảm ơn ạ\n> Xã đã gửi hồ sơ chưa?' },
      'not-a-dossier/courtesy',
    ],
    ['words on nothing', { body: 'Chào phòng' }, 'not-a-dossier/other'],
    ['nothing', {}, 'unreadable/other'],
    [
      'an answering machine',
      { headers: { autoSubmitted: 'auto-replied' }, body: 'Tôi đi vắng' },
      'auto-reply/other',
    ],
    [
      'an answering machine that marks itself otherwise',
      { headers: { hasAutoReplyMark: true } },
      'auto-reply/other',
    ],
    [
      'a notice of absence without any mark',
      { subject: 'Trả lời tự động: hồ sơ', body: 'x' },
      'auto-reply/other',
    ],
    [
      'a person who says so',
      { headers: { autoSubmitted: 'no' }, body: 'Em cảm ơn' },
      'not-a-dossier/courtesy',
    ],
    [
      'a dossier some system sends by itself',
      { subject: 'Hồ sơ xã PHTE', headers: { autoSubmitted: 'auto-generated' }, files: ['Tờ trình.pdf'] },
      'dossier/dossier',
    ],
    [
      'a receipt of reading',
      { headers: { contentType: 'multipart/report', reportType: 'disposition-notification' } },
      'auto-reply/other',
    ],
    [
      'a report of failed delivery',
      { headers: { contentType: 'multipart/report', reportType: 'delivery-status' }, files: ['x.eml'] },
      'bounce/other',
    ],
    [
      'an old mail server',
      { from: 'mailer-daemon@x.vn', subject: 'Undelivered Mail Returned to Sender' },
      'bounce/other',
    ],
    [
      'a mail of a list',
      { headers: { listId: '<l>' }, subject: 'Bản tin', files: ['a.pdf'] },
      'not-a-dossier/other',
    ],
    ['advertising', { headers: { precedence: 'bulk' }, body: 'Mua ngay' }, 'not-a-dossier/other'],
  ])('%s', (_, mail, expected) => {
    expect(classOf(mail)).toBe(expected);
  });

  it('is said in a Vietnamese sentence', () => {
    expect(classifyEnvelope(aMail({ body: 'Em cảm ơn ạ' })).because).toBe(
      'Thư cảm ơn, xác nhận; không có tệp đính kèm.',
    );
  });
});

describe('a mail that completes or corrects an earlier one', () => {
  it.each<[string, Parameters<typeof aMail>[0], boolean]>([
    ['says it replaces', { body: 'gửi lại bảng tự chấm điểm, thay cho bảng đã gửi trước' }, true],
    ['names its part', { subject: 'Hồ sơ xã (phần 2/2)' }, true],
    ['carries a correcting paper', { files: ['Báo cáo đính chính số liệu.docx'] }, true],
    ['answers another mail', { inReplyTo: '<1@x>' }, true],
    ['but not one that only quotes such words', { body: 'Hồ sơ xã\n> Đề nghị bổ sung' }, false],
    ['nor a first dossier', { subject: 'Hồ sơ xã phù hợp với trẻ em', files: ['Tờ trình.docx'] }, false],
  ])('%s', (_, mail, expected) => {
    const built: InboundMail = aMail(mail);
    expect(looksLikeSupplement(built)).toBe(expected);
  });
});
