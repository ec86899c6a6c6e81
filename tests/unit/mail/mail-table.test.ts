import { describe, expect, it } from 'vitest';
import { classifyEnvelope, looksLikeSupplement } from '../../../shared/mail/classify-mail.ts';
import { parseMail } from '../../../shared/mail/parse-mail.ts';
import { base64, rawUtf8 } from './build-mail.ts';

const called = 'Báo cáo xã Hữu Kiên.docx';
const b64 = (text: string, charset: BufferEncoding = 'utf8'): string =>
  Buffer.from(text, charset).toString('base64');
const quoted = (text: string): string =>
  [...Buffer.from(text)]
    .map((byte) =>
      byte === 0x20
        ? '_'
        : byte > 0x20 && byte < 0x7f && !'=?_'.includes(String.fromCharCode(byte))
          ? String.fromCharCode(byte)
          : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`,
    )
    .join('');
const percent = (text: string): string => encodeURIComponent(text);
/** windows-1258: base letters, marks behind them. */
const cp1258 = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/([aeoAEO])\u0302/gu, (pair) => pair.normalize('NFC'))
    .replace(/[ou]\u031b/giu, (pair) => pair.normalize('NFC'))
    .replace(/a\u0306/giu, (pair) => pair.normalize('NFC'))
    .replace(
      /[\u0300\u0301\u0303\u0309\u0323ăĂđĐơƠưƯ]/gu,
      (letter) =>
        ({
          '\u0300': '\xcc',
          '\u0301': '\xec',
          '\u0303': '\xde',
          '\u0309': '\xd2',
          '\u0323': '\xf2',
          ă: '\xe3',
          Ă: '\xc3',
          đ: '\xf0',
          Đ: '\xd0',
          ơ: '\xf5',
          Ơ: '\xd5',
          ư: '\xfd',
          Ư: '\xdd',
        })[letter] ?? letter,
    );

interface Part {
  readonly headers: readonly string[];
  readonly body: string;
}
const file = (headers: readonly string[]): Part => ({
  headers: [...headers, 'Content-Transfer-Encoding: base64'],
  body: base64('%PDF-1.4 noi dung'),
});
const said = (text: string): Part => ({
  headers: ['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: base64'],
  body: base64(text),
});

/** A mail of parts, one character a byte. */
function compose(
  parts: readonly Part[],
  {
    subject = 'Ho so xa Huu Kien',
    above = [] as readonly string[],
    type = 'multipart/mixed',
    end = true,
  } = {},
): string {
  return [
    ...above,
    'From: UBND xa <ubnd@xa.example.vn>',
    `Subject: ${/[^ -~]/u.test(subject) ? `=?UTF-8?B?${b64(subject)}?=` : subject}`,
    'MIME-Version: 1.0',
    `Content-Type: ${type}; boundary="b1"`,
    '',
    ...parts.flatMap(({ headers, body }) => ['--b1', ...headers, '', body]),
    ...(end ? ['--b1--', ''] : []),
  ].join('\r\n');
}
const parse = (raw: string) => parseMail(Buffer.from(raw, 'latin1'));

describe('the name of a file, as mail programs write it', () => {
  const type = 'Content-Type: application/octet-stream';
  const half = called.length / 2;
  const rows: readonly (readonly [string, readonly string[], string?])[] = [
    [
      'Gmail',
      [
        `${type}; name="=?UTF-8?B?${b64(called)}?="`,
        `Content-Disposition: attachment; filename="=?UTF-8?B?${b64(called)}?="`,
      ],
    ],
    [
      'Gmail, in two words',
      [
        type,
        `Content-Disposition: attachment; filename="=?UTF-8?B?${b64(called.slice(0, half))}?=\r\n =?UTF-8?B?${b64(called.slice(half))}?="`,
      ],
    ],
    [
      'Zimbra',
      [
        `${type}; name="=?utf-8?Q?${quoted(called)}?="`,
        `Content-Disposition: attachment; filename="=?utf-8?Q?${quoted(called)}?="`,
      ],
    ],
    ['Outlook on the web', [type, `Content-Disposition: attachment; filename*=UTF-8''${percent(called)}`]],
    [
      'both ways',
      [type, `Content-Disposition: attachment; filename="Bao cao.docx"; filename*=UTF-8''${percent(called)}`],
    ],
    [
      'both ways, the other first',
      [type, `Content-Disposition: attachment; filename*=UTF-8''${percent(called)}; filename="Bao cao.docx"`],
    ],
    [
      'Thunderbird, in pieces',
      [
        type,
        `Content-Disposition: attachment;\r\n filename*0*=UTF-8''${percent(called.slice(0, 8))};\r\n filename*1*=${percent(called.slice(8))}`,
      ],
    ],
    [
      'pieces, the second plain',
      [
        type,
        `Content-Disposition: attachment; filename*0*=UTF-8''${percent('Báo cáo xã Hữu ')}; filename*1="Ki"; filename*2*=${percent('ên.docx')}`,
      ],
    ],
    [
      'plain pieces',
      [type, 'Content-Disposition: attachment; filename*0="Bao cao "; filename*1="xa.docx"'],
      'Bao cao xa.docx',
    ],
    [
      'pieces in disorder',
      [
        type,
        `Content-Disposition: attachment; filename*1*=${percent(called.slice(8))}; filename*0*=UTF-8''${percent(called.slice(0, 8))}`,
      ],
    ],
    ['with a language', [type, `Content-Disposition: attachment; filename*=utf-8'vi'${percent(called)}`]],
    ['in capitals', [type, `CONTENT-DISPOSITION: ATTACHMENT; FILENAME*=UTF-8''${percent(called)}`]],
    [
      'iPhone, inline',
      [
        `${type}; name="=?utf-8?Q?${quoted(called)}?="`,
        `Content-Disposition: inline; filename*=utf-8''${percent(called)}`,
      ],
    ],
    ['in the type alone', [`${type}; name="=?UTF-8?B?${b64(called)}?="`]],
    ['in the type alone, by RFC 2231', [`${type}; name*=UTF-8''${percent(called)}`]],
    ['raw UTF-8', [type, `Content-Disposition: attachment; filename="${rawUtf8(called)}"`]],
    [
      'raw UTF-8 without quotes',
      [type, `Content-Disposition: attachment; filename=${rawUtf8('Báo_cáo_xã.docx')}`],
      'Báo_cáo_xã.docx',
    ],
    ['raw windows-1258', [type, `Content-Disposition: attachment; filename="${cp1258(called)}"`]],
    [
      'an encoded word of windows-1258',
      [
        type,
        `Content-Disposition: attachment; filename="=?windows-1258?B?${b64(cp1258(called), 'latin1')}?="`,
      ],
    ],
    [
      'RFC 2231 of windows-1258',
      [
        type,
        `Content-Disposition: attachment; filename*=windows-1258''${[...Buffer.from(cp1258(called), 'latin1')].map((byte) => `%${byte.toString(16)}`).join('')}`,
      ],
    ],
    [
      'percent signs in the plain name',
      [type, `Content-Disposition: attachment; filename="${percent(called)}"`],
    ],
    [
      'read wrongly once',
      [
        type,
        `Content-Disposition: attachment; filename*=UTF-8''${percent(Buffer.from(called).toString('latin1'))}`,
      ],
    ],
    [
      'letters and marks apart',
      [type, `Content-Disposition: attachment; filename*=UTF-8''${percent(called.normalize('NFD'))}`],
    ],
    [
      'an encoded word without quotes',
      [type, `Content-Disposition: attachment; filename==?UTF-8?B?${b64(called)}?=`],
    ],
    [
      'with its folder',
      [type, `Content-Disposition: attachment; filename*=UTF-8''${percent(`C:\\HS\\${called}`)}`],
    ],
    [
      'with a semicolon',
      [type, 'Content-Disposition: attachment; filename="Bao cao; ban cuoi.docx"'],
      'Bao cao; ban cuoi.docx',
    ],
    [
      'with letters that turn the rest round',
      [type, `Content-Disposition: attachment; filename*=UTF-8''${percent('bao\u202excod.exe')}`],
      'baoxcod.exe',
    ],
    [
      'without the second quote',
      [type, 'Content-Disposition: attachment; filename="Bao cao.docx'],
      'Bao cao.docx',
    ],
    ['none', ['Content-Type: application/pdf', 'Content-Disposition: attachment'], 'Tệp đính kèm.pdf'],
  ];
  it.each(rows.map(([title, headers, expected = called]) => [title, headers, expected] as const))(
    '%s',
    async (_title, headers, expected) => {
      const mail = await parse(compose([said('Kính gửi hồ sơ.'), file(headers)]));
      expect(mail.attachments.map(({ path }) => path)).toEqual([expected]);
      expect(Buffer.from(mail.attachments[0]?.bytes ?? []).toString()).toBe('%PDF-1.4 noi dung');
    },
  );

  it('in bytes of another country stays a name, and its file is read', async () => {
    const gbk = 'Content-Disposition: attachment; filename="\xb1\xa8\xb8\xe6.docx"';
    const { attachments } = await parse(compose([said('x'), file([type, gbk])]));
    expect(attachments.map(({ path }) => /\.docx$/u.test(path))).toEqual([true]);
  });

  it('twice the same stays apart', async () => {
    const one = file([type, 'Content-Disposition: attachment; filename="Bao cao.docx"']);
    const { attachments } = await parse(compose([said('x'), one, one, one]));
    expect(attachments.map(({ path }) => path)).toEqual([
      'Bao cao.docx',
      'Bao cao (2).docx',
      'Bao cao (3).docx',
    ]);
  });
});

describe('the build of a mail, as programs and gateways leave it', () => {
  const pdf = file(['Content-Type: application/pdf', 'Content-Disposition: attachment; filename="a.pdf"']);
  const text = said('Kính gửi hồ sơ xã phù hợp với trẻ em.');
  const nested = (type: string, parts: readonly Part[]): Part => ({
    headers: [`Content-Type: ${type}; boundary="b1-2"`],
    body: [...parts.flatMap(({ headers, body }) => ['--b1-2', ...headers, '', body]), '--b1-2--', ''].join(
      '\r\n',
    ),
  });
  const html: Part = {
    headers: ['Content-Type: text/html; charset=utf-8'],
    body: rawUtf8('<p>Kính gửi hồ sơ xã phù hợp với trẻ em.</p>'),
  };
  const rows: readonly (readonly [string, string, (readonly string[])?])[] = [
    ['as it should be', compose([text, pdf])],
    ['no end', compose([text, pdf], { end: false })],
    ['LF alone', compose([text, pdf]).replaceAll('\r\n', '\n')],
    ['CR alone', compose([text, pdf]).replaceAll('\r\n', '\r')],
    [
      'LF in the header, CRLF in the body',
      compose([text, pdf]).replace(/^[^]*?\r\n\r\n/u, (head) => head.replaceAll('\r\n', '\n')),
    ],
    [
      'words before the first part',
      compose([text, pdf]).replace('--b1', 'This is a multi-part message in MIME format.\r\n--b1'),
    ],
    ['words behind the last part', `${compose([text, pdf])}\r\n-- \r\nquet boi may chu\r\n`],
    ['Gmail: alternatives beside the file', compose([nested('multipart/alternative', [text, html]), pdf])],
    ['Outlook: related inside', compose([nested('multipart/related', [html]), pdf])],
    ['Apple Mail: text around the file', compose([text, pdf, said('Trân trọng.')])],
    ['HTML alone', compose([html, pdf])],
    ['the file first', compose([pdf, text])],
    [
      'base64 declared as 7bit',
      compose([
        text,
        {
          ...pdf,
          headers: [...pdf.headers.slice(0, 2), 'Content-Transfer-Encoding: 7bit'],
          body: base64(`%PDF-1.4 noi dung${' '.repeat(80)}`),
        },
      ]),
    ],
    [
      'no encoding declared',
      compose([
        text,
        { ...pdf, headers: pdf.headers.slice(0, 2), body: base64(`%PDF-1.4 noi dung${' '.repeat(80)}`) },
      ]),
    ],
    [
      'an unknown encoding',
      compose([
        text,
        {
          ...pdf,
          headers: [...pdf.headers.slice(0, 2), 'Content-Transfer-Encoding: x-la'],
          body: base64(`%PDF-1.4 noi dung${' '.repeat(80)}`),
        },
      ]),
    ],
    [
      'base64 with spaces at line ends',
      compose([text, { ...pdf, body: `${pdf.body.slice(0, 8)} \r\n${pdf.body.slice(8)}` }]),
    ],
    ['base64 without its padding', compose([text, { ...pdf, body: pdf.body.replace(/=+$/u, '') }])],
    [
      'text of windows-1258',
      compose([
        {
          headers: ['Content-Type: text/plain; charset=windows-1258', 'Content-Transfer-Encoding: 8bit'],
          body: cp1258('Kính gửi hồ sơ xã phù hợp với trẻ em.'),
        },
        pdf,
      ]),
    ],
    [
      'text of an unknown charset',
      compose([
        {
          headers: ['Content-Type: text/plain; charset=unknown-8bit', 'Content-Transfer-Encoding: 8bit'],
          body: rawUtf8('Kính gửi hồ sơ xã phù hợp với trẻ em.'),
        },
        pdf,
      ]),
    ],
    [
      'text of no charset',
      compose([
        {
          headers: ['Content-Type: text/plain', 'Content-Transfer-Encoding: 8bit'],
          body: rawUtf8('Kính gửi hồ sơ xã phù hợp với trẻ em.'),
        },
        pdf,
      ]),
    ],
    [
      'text said to be ASCII',
      compose([
        {
          headers: ['Content-Type: text/plain; charset=us-ascii', 'Content-Transfer-Encoding: 8bit'],
          body: rawUtf8('Kính gửi hồ sơ xã phù hợp với trẻ em.'),
        },
        pdf,
      ]),
    ],
    [
      'quoted-printable',
      compose([
        {
          headers: ['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: quoted-printable'],
          body: quoted('Kính gửi hồ sơ xã phù hợp với trẻ em.').replaceAll('_', ' '),
        },
        pdf,
      ]),
    ],
    ['an empty part', compose([text, { headers: [], body: '' }, pdf])],
    ['a boundary that begins another', compose([nested('multipart/mixed', [text]), pdf])],
    [
      'a list’s footer',
      compose([text, pdf, { headers: ['Content-Type: text/plain'], body: '-- \r\nDanh sach thu' }]),
    ],
    [
      'a signature of the mail program',
      compose([
        text,
        pdf,
        file([
          'Content-Type: application/pkcs7-signature; name="smime.p7s"',
          'Content-Disposition: attachment; filename="smime.p7s"',
        ]),
      ]),
      ['a.pdf', 'smime.p7s'],
    ],
    ['a byte order mark before it', `\xef\xbb\xbf${compose([text, pdf])}`],
    ['blank lines before it', `\r\n\r\n${compose([text, pdf])}`],
    [
      'a line of mbox before it',
      `From ubnd@xa.example.vn Mon Oct 30 08:00:00 2023\r\n${compose([text, pdf])}`,
    ],
  ];
  it.each(rows.map(([title, raw, files = ['a.pdf']]) => [title, raw, files] as const))(
    '%s',
    async (_title, raw, files) => {
      const mail = await parse(raw);
      expect(mail.attachments.map(({ path }) => path)).toEqual(files);
      expect(Buffer.from(mail.attachments[0]?.bytes ?? []).toString('latin1')).toContain('%PDF-1.4 noi dung');
      expect(mail.textBody).toContain('Kính gửi hồ sơ xã phù hợp với trẻ em.');
      expect(classifyEnvelope(mail).kind).toBe('dossier');
    },
  );

  it('a mail within a mail keeps its own name and bytes', async () => {
    const inner = compose([text, pdf], { subject: 'Hồ sơ xã Hữu Kiên' }).replaceAll('b1', 'trong');
    const { attachments } = await parse(
      compose([said('Chuyển tiếp.'), { headers: ['Content-Type: message/rfc822'], body: inner }]),
    );
    expect(attachments.map(({ path, contentType }) => [path, contentType])).toEqual([
      ['Hồ sơ xã Hữu Kiên.eml', 'message/rfc822'],
    ]);
  });
});

describe('what a mail is', () => {
  const files = (...names: readonly string[]): readonly Part[] =>
    names.map((name) =>
      file([
        'Content-Type: application/octet-stream',
        `Content-Disposition: attachment; filename*=UTF-8''${percent(name)}`,
      ]),
    );
  interface Told {
    readonly subject: string;
    readonly text?: string;
    readonly files?: readonly string[];
    readonly above?: readonly string[];
    readonly type?: string;
  }
  const rows: readonly (readonly [string, Told, string])[] = [
    [
      'a dossier',
      {
        subject: 'UBND xã Hữu Kiên nộp hồ sơ xã phù hợp với trẻ em 2023',
        text: 'Kính gửi Phòng hồ sơ.',
        files: ['To trinh.pdf', 'Bang diem.xlsx'],
      },
      'dossier dossier',
    ],
    ['a dossier without a subject', { subject: '', files: ['Bang diem.xlsx'] }, 'dossier dossier'],
    ['a dossier without a word', { subject: 'Fwd:', files: ['IMG_0001.jpg'] }, 'dossier dossier'],
    [
      'a dossier without accents',
      { subject: 'HS xa phu hop voi tre em', text: 'Kinh gui phong', files: ['bc.doc'] },
      'dossier dossier',
    ],
    [
      'figures in the words alone',
      { subject: 'Số liệu trẻ em', text: 'Tỷ lệ trẻ em dưới 1 tuổi được đăng ký khai sinh 98,5%.' },
      'dossier dossier',
    ],
    [
      'links in place of files',
      { subject: 'Hồ sơ', text: 'Hồ sơ tại https://drive.google.com/file/d/abc/view' },
      'dossier dossier',
    ],
    ['a link of Zalo', { subject: 'Tệp', text: 'https://dlfl.vn/tai/abc' }, 'dossier dossier'],
    ['a link of OneDrive', { subject: 'Tài liệu', text: 'https://1drv.ms/b/s!abc' }, 'dossier dossier'],
    [
      'files announced and forgotten',
      { subject: 'Hồ sơ xã phù hợp với trẻ em', text: 'Xã gửi kèm hồ sơ.' },
      'dossier dossier',
    ],
    [
      'a correction',
      {
        subject: 'Re: Hồ sơ xã phù hợp với trẻ em',
        text: 'Xã gửi lại bảng điểm, thay thế bản trước.',
        files: ['Bang diem (sua).xlsx'],
      },
      'dossier dossier +',
    ],
    [
      'a supplement',
      { subject: 'Bổ sung phiếu hài lòng', text: 'Gửi bổ sung phiếu còn thiếu.', files: ['Phieu.pdf'] },
      'dossier dossier +',
    ],
    ['a second part', { subject: 'Hồ sơ xã (phần 2)', files: ['b.pdf'] }, 'dossier dossier +'],
    ['a resend', { subject: 'Gửi lại hồ sơ', files: ['a.pdf'] }, 'dossier dossier +'],
    [
      'an answer with files',
      { subject: 'Re: Đề nghị bổ sung', files: ['a.pdf'], above: ['In-Reply-To: <1@huyen.example.vn>'] },
      'dossier dossier +',
    ],
    [
      'a bundle sent on',
      {
        subject: 'Fwd: Hồ sơ các xã',
        text: '---------- Forwarded message ---------\nTừ: a@xa.example.vn',
        files: ['Xa A.zip', 'Xa B.zip'],
      },
      'dossier dossier',
    ],
    [
      'a plan',
      { subject: 'Kế hoạch xã phù hợp với trẻ em năm 2023', files: ['KH xa.pdf'] },
      'not-a-dossier plan',
    ],
    [
      'a commitment',
      { subject: 'Bản cam kết thực hiện tiêu chí', files: ['cam ket.pdf'] },
      'not-a-dossier commitment',
    ],
    [
      'a dossier by a plan',
      { subject: 'Hồ sơ theo Kế hoạch số 15', files: ['to trinh.pdf', 'bang diem.xlsx'] },
      'dossier dossier',
    ],
    [
      'a question',
      { subject: 'Hỏi về hồ sơ', text: 'Cho em hỏi phiếu hài lòng lấy ở đâu ạ?' },
      'not-a-dossier question',
    ],
    [
      'a question without its mark',
      { subject: 'Vướng mắc', text: 'Xã còn vướng mắc ở tiêu chí 5, đề nghị hướng dẫn.' },
      'not-a-dossier question',
    ],
    [
      'a question without accents',
      { subject: 'hoi', text: 'cho em hoi han nop ho so la khi nao a' },
      'not-a-dossier question',
    ],
    ['“Em cảm ơn ạ”', { subject: 'Re: Đã nhận hồ sơ', text: 'Em cảm ơn ạ.' }, 'not-a-dossier courtesy'],
    [
      '“Em cảm ơn ạ” with a quoted mail',
      {
        subject: 'Re: Hồ sơ',
        text: 'Em cảm ơn ạ\n\nVào Th 2, 30 thg 10, 2023 lúc 08:00 Phòng <p@huyen.example.vn> đã viết:\n> Đề nghị xã gửi hồ sơ?',
      },
      'not-a-dossier courtesy',
    ],
    [
      '“Dạ vâng ạ”',
      { subject: 'Re: Đề nghị bổ sung', text: 'Dạ vâng ạ, em đã rõ.' },
      'not-a-dossier courtesy',
    ],
    ['“Ok em”', { subject: 'Re: Re:', text: 'Ok em, đã nhận được.' }, 'not-a-dossier courtesy'],
    [
      'thanks sent from a phone',
      { subject: 'Re: HS', text: 'Cảm ơn Phòng.\n\nĐã gửi từ iPhone của tôi' },
      'not-a-dossier courtesy',
    ],
    [
      'congratulations',
      { subject: 'Chúc mừng', text: 'Chúc mừng ngày 20/11 các anh chị.' },
      'not-a-dossier courtesy',
    ],
    [
      'Gmail’s vacation answer',
      {
        subject: 'Nghỉ phép Re: Đề nghị',
        text: 'Tôi nghỉ đến 15/11.',
        above: ['Auto-Submitted: auto-replied', 'Precedence: bulk'],
      },
      'auto-reply other',
    ],
    [
      'Exchange’s vacation answer',
      {
        subject: 'Automatic reply: Đề nghị',
        text: 'Tôi vắng mặt.',
        above: ['X-Auto-Response-Suppress: All', 'Auto-Submitted: auto-generated'],
      },
      'auto-reply other',
    ],
    [
      'Outlook’s in Vietnamese',
      { subject: 'Trả lời tự động: Đề nghị bổ sung', text: 'Tôi đi công tác.' },
      'auto-reply other',
    ],
    [
      'Zimbra’s',
      { subject: 'Vắng mặt: Đề nghị', text: 'Tôi vắng.', above: ['Precedence: auto_reply'] },
      'auto-reply other',
    ],
    [
      'a receipt of reading',
      {
        subject: 'Đã đọc: Đề nghị',
        above: [],
        type: 'multipart/report; report-type=disposition-notification',
      },
      'auto-reply other',
    ],
    [
      'a vacation answer with a dossier',
      { subject: 'Trả lời tự động: hồ sơ', files: ['ho so xa phu hop voi tre em.pdf'] },
      'dossier dossier',
    ],
    [
      'Gmail’s bounce',
      {
        subject: 'Delivery Status Notification (Failure)',
        text: 'Address not found',
        type: 'multipart/report; report-type=delivery-status',
      },
      'bounce other',
    ],
    [
      'a bounce with our letter',
      {
        subject: 'Undeliverable: Đề nghị bổ sung hồ sơ',
        files: ['Cong van.docx'],
        type: 'multipart/report; report-type=delivery-status',
      },
      'bounce other',
    ],
    [
      'qmail’s bounce',
      { subject: 'failure notice', text: 'Hi. This is qmail', above: ['Return-Path: <>'] },
      'bounce other',
    ],
    [
      'a newsletter',
      { subject: 'Bản tin tuần', text: 'Tin tức mới', above: ['List-Unsubscribe: <https://x.example.vn/u>'] },
      'not-a-dossier other',
    ],
    [
      'a mailing list',
      { subject: '[cb-xa] Thông báo', text: 'Họp giao ban', above: ['List-Id: <cb.example.vn>'] },
      'not-a-dossier other',
    ],
    [
      'a dossier through a list',
      {
        subject: '[cb-xa] Hồ sơ xã phù hợp với trẻ em',
        files: ['bang diem.xlsx'],
        above: ['List-Id: <cb.example.vn>'],
      },
      'dossier dossier',
    ],
    [
      'an advertisement',
      { subject: 'Khuyến mãi lớn', text: 'Giảm giá máy in, liên hệ ngay.' },
      'not-a-dossier other',
    ],
    [
      'a paper on another matter',
      { subject: 'Báo cáo rà soát hộ nghèo', files: ['BC ho ngheo.xlsx'] },
      'not-a-dossier other',
    ],
    [
      'an invitation',
      { subject: 'Giấy mời họp', text: 'Mời họp', files: ['giay moi.pdf'] },
      'not-a-dossier other',
    ],
    [
      'a calendar entry alone',
      { subject: 'Lời mời: họp', text: 'Cuộc họp', files: ['invite.ics'] },
      'not-a-dossier other',
    ],
    ['nothing', { subject: '' }, 'unreadable other'],
    [
      'a mail “by hand” from a machine that is none',
      { subject: 'Hồ sơ', files: ['a.pdf'], above: ['Auto-Submitted: no'] },
      'dossier dossier',
    ],
  ];
  it.each(rows)('%s', async (_title, told, expected) => {
    const raw = compose(
      [...(told.text === undefined ? [] : [said(told.text)]), ...files(...(told.files ?? []))],
      told,
    );
    const mail = await parse(raw);
    const { kind, topic } = classifyEnvelope(mail);
    const isMore = kind === 'dossier' && looksLikeSupplement(mail) ? ' +' : '';
    expect(`${kind} ${topic}${isMore}`).toBe(expected);
  });
});
