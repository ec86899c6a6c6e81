import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMail } from '../../../shared/mail/parse-mail.ts';
import { base64, buildMail, filePart, htmlPart, png, rawUtf8, textPart } from './build-mail.ts';

const namesOf = async (mail: Uint8Array) =>
  (await parseMail(mail)).attachments.map((attachment) => attachment.path);

const encodedWord = (text: string) => `=?UTF-8?B?${Buffer.from(text).toString('base64')}?=`;

describe('a file keeps the name its sender gave it', () => {
  it.each([
    ['as encoded words', `attachment; filename="${encodedWord('Tờ trình.pdf')}"`, 'Tờ trình.pdf'],
    [
      'in two encoded words cut inside a letter',
      'attachment; filename="=?UTF-8?B?VOG7?= =?UTF-8?B?nS5wZGY=?="',
      'Tờ.pdf',
    ],
    [
      'by RFC 2231 in pieces',
      "attachment; filename*0*=UTF-8''T%E1%BB%9D%20; filename*1*=tr%C3%ACnh.pdf",
      'Tờ trình.pdf',
    ],
    ['percent-encoded in the plain parameter', 'attachment; filename="%C4%90%C6%A1n.pdf"', 'Đơn.pdf'],
    ['in raw UTF-8', `attachment; filename="${rawUtf8('Đơn xã.pdf')}"`, 'Đơn xã.pdf'],
    ['in raw windows-1258', 'attachment; filename="Bi\xean ba\xd2n.pdf"', 'Biên bản.pdf'],
    [
      'unquoted with a semicolon',
      `attachment; filename=${rawUtf8('Biên bản; họp.pdf')}; size=9`,
      'Biên bản; họp.pdf',
    ],
    [
      'taken for Latin by a gateway',
      `attachment; filename="${encodedWord('BiÃªn báº£n.pdf')}"`,
      'Biên bản.pdf',
    ],
    [
      'in decomposed letters of a phone',
      `attachment; filename="${encodedWord('Biên bản.pdf'.normalize('NFD'))}"`,
      'Biên bản.pdf',
    ],
    [
      'with accents that Latin also has',
      `attachment; filename="${encodedWord('Báo cáo xã.pdf')}"`,
      'Báo cáo xã.pdf',
    ],
  ])('%s', async (_, disposition, name) => {
    expect(await namesOf(buildMail({ parts: [filePart(disposition, 'x')] }))).toEqual([name]);
  });

  it('without folders, way out, control or direction signs', async () => {
    const parts = ['../../etc/passwd', 'C:\\\\hs\\\\diem.xlsx', encodedWord('hoso\u202excod.exe'), '..'].map(
      (name) => filePart(`attachment; filename="${name}"`, 'x'),
    );
    expect(await namesOf(buildMail({ parts }))).toEqual([
      'passwd',
      'diem.xlsx',
      'hosoxcod.exe',
      'Tệp đính kèm.pdf',
    ]);
  });

  it('gets a name by its type where it has none, and a number where two are equal', async () => {
    const nested = {
      headers: ['Content-Type: message/rfc822'],
      body: `Subject: ${encodedWord('Hồ sơ xã')}\r\n\r\nx`,
    };
    const parts = [filePart('attachment', 'a'), filePart('attachment', 'b'), nested];
    expect(await namesOf(buildMail({ parts }))).toEqual([
      'Tệp đính kèm.pdf',
      'Tệp đính kèm (2).pdf',
      'Hồ sơ xã.eml',
    ]);
  });

  it('and is cut to a length a page can show', async () => {
    const [name] = await namesOf(
      buildMail({ parts: [filePart(`attachment; filename="${'a'.repeat(5_000)}.pdf"`, 'x')] }),
    );
    expect(name).toBe(`${'a'.repeat(175)}….pdf`);
  });
});

describe('every part of a mail is found', () => {
  it('inline files of a phone are attachments, text files among them', async () => {
    const parts = [
      textPart('Em gửi ạ'),
      filePart('inline; filename="a.pdf"', 'A'),
      {
        headers: ['Content-Type: text/plain; name="b.txt"', 'Content-Disposition: inline; filename="b.txt"'],
        body: 'B',
      },
    ];
    const mail = await parseMail(buildMail({ parts }));
    expect(mail.attachments.map(({ path, bytes }) => [path, Buffer.from(bytes).toString()])).toEqual([
      ['a.pdf', 'A'],
      ['b.txt', 'B'],
    ]);
    expect(mail.textBody).toBe('Em gửi ạ');
  });

  it('also when the closing boundary is missing, or the blank line before the first part', async () => {
    const parts = [textPart('Một'), filePart('attachment; filename="a.pdf"', 'A')];
    expect(await namesOf(buildMail({ parts, end: false }))).toEqual(['a.pdf']);
    const glued = Buffer.from(
      buildMail({ parts, headers: ['Subject: x'] })
        .toString('latin1')
        .replace('\r\n\r\n--', '\r\n--'),
      'latin1',
    );
    const mail = await parseMail(glued);
    expect([mail.textBody, mail.attachments.length, mail.subject]).toEqual(['Một', 1, 'x']);
  });

  it('of a signed mail: the files, and the signature beside them', async () => {
    const signed = buildMail({
      type: 'multipart/signed; protocol="application/pkcs7-signature"',
      parts: [
        filePart('attachment; filename="a.pdf"', 'A'),
        filePart('attachment; filename="smime.p7s"', 'S', 'application/pkcs7-signature'),
      ],
    });
    expect(await namesOf(signed)).toEqual(['a.pdf', 'smime.p7s']);
  });

  it('a mail that is nothing but a file', async () => {
    const mail = `From: a@x.vn\r\nContent-Type: application/pdf; name="a.pdf"\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64('%PDF-1.4')}`;
    const { attachments } = await parseMail(Buffer.from(mail));
    expect(attachments).toEqual([
      {
        path: 'a.pdf',
        bytes: Buffer.from('%PDF-1.4'),
        signatureImage: false,
        contentType: 'application/pdf',
      },
    ]);
  });

  it('a nested message comes whole, also when it is shown inline', async () => {
    const inner = 'Subject: trong\r\n\r\nnội dung';
    const nested = {
      headers: ['Content-Type: message/rfc822; name="a.eml"', 'Content-Disposition: inline'],
      body: inner,
    };
    const mail = await parseMail(buildMail({ parts: [textPart('Chuyển tiếp'), nested] }));
    expect(mail.attachments.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual([inner]);
    expect(mail.textBody).toBe('Chuyển tiếp');
  });

  it('content whose base64 was not declared, or wrapped twice, is decoded', async () => {
    const pdf = `%PDF-1.4 ${'x'.repeat(300)}`;
    const undeclared = { headers: ['Content-Disposition: attachment; filename="a.pdf"'], body: base64(pdf) };
    const twice = filePart('attachment; filename="b.pdf"', base64(pdf));
    const { attachments } = await parseMail(buildMail({ parts: [undeclared, twice] }));
    expect(attachments.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual([pdf, pdf]);
  });
});

describe('a logo is told from a page', () => {
  it('by its size: small pictures of the text are decoration, photos and pasted tables are not', async () => {
    const image = (name: string, content: Buffer) => ({
      headers: [
        'Content-Type: image/png',
        `Content-ID: <${name}>`,
        `Content-Disposition: inline; filename="${name}"`,
        'Content-Transfer-Encoding: base64',
      ],
      body: base64(content),
    });
    const parts = [
      htmlPart('<p>Trân trọng</p><img src="cid:logo.png"><img src="cid:photo.png"><img src="cid:bang.png">'),
      image('logo.png', png(240, 90, 9_000)),
      image('photo.png', png(3_000, 4_000, 200_000)),
      image('bang.png', png(800, 400, 40_000)),
      filePart('attachment; filename="dau.png"', png(240, 90, 9_000), 'image/png'),
      filePart('attachment; filename="icon.png"', png(16, 16, 500), 'image/png'),
    ];
    const mail = await parseMail(buildMail({ type: 'multipart/related', parts }));
    expect(mail.attachments.filter((file) => file.signatureImage).map((file) => file.path)).toEqual([
      'logo.png',
      'icon.png',
    ]);
  });
});

describe('the words of a mail', () => {
  const alternative = (...parts: Parameters<typeof buildMail>[0]['parts']) =>
    buildMail({ type: 'multipart/alternative', parts });

  it('are its plain text, once', async () => {
    expect((await parseMail(alternative(textPart('Xin chào'), htmlPart('<b>Xin chào</b>')))).textBody).toBe(
      'Xin chào',
    );
  });

  it('are made from the HTML where the text is blank: no scripts, cells apart, links kept', async () => {
    const html =
      '<head><title>t</title><style>p{}</style></head><p>K&iacute;nh g&#7917;i <a href="https://drive.google.com/x?a=1&amp;b=2">ph&ograve;ng</a></p>' +
      '<script>alert("không")</script><table><tr><td>Tiêu chí 1</td><td>95</td></tr></table>';
    const mail = await parseMail(alternative(textPart(' \r\n'), htmlPart(html)));
    expect(mail.textBody).toBe('Kính gửi phòng (https://drive.google.com/x?a=1&b=2)\n\nTiêu chí 1\t95');
    expect(mail.links).toEqual(['https://drive.google.com/x?a=1&b=2']);
  });

  it('keep the quoted mail and are composed', async () => {
    const body = 'Vâng ạ\n\n> Đề nghị bổ sung';
    expect((await parseMail(buildMail({ parts: [textPart(body.normalize('NFD'))] }))).textBody).toBe(body);
  });

  it('are cut at a million letters, and the cut is reported', async () => {
    const mail = await parseMail(buildMail({ parts: [textPart('a'.repeat(1_000_010))] }));
    expect([mail.textBody.length, mail.findings.map((finding) => finding.code)]).toEqual([
      1_000_000,
      ['processing-limit'],
    ]);
  });

  it('are read behind a head that was never closed', async () => {
    const mail = await parseMail(
      buildMail({ parts: [htmlPart('<html><head><title>t</title><body>chữ<title>còn')] }),
    );
    expect(mail.textBody).toBe('chữcòn');
  });

  it('are read from markup nested without end', async () => {
    const mail = await parseMail(buildMail({ parts: [htmlPart(`${'<div><b>'.repeat(100_000)}chữ`)] }));
    expect(mail.textBody).toBe('chữ');
  });
});

describe('the header of a mail', () => {
  it('gives sender, subject, ids, and the topmost time of receipt in UTC', async () => {
    const mail = await parseMail(
      buildMail({
        headers: [
          'Return-Path: <>',
          'Received: from b by a; Tue, 31 Oct 2023 10:12:44 +0700 (ICT)',
          'Received: from c by b; Mon, 30 Oct 2023 23:00:00 +0700',
          `From: ${encodedWord('UBND xã')} <UBND@Xa.Example.vn>`,
          'To: a@x.vn, B <b@x.vn>',
          `Subject: ${encodedWord('Hồ sơ'.normalize('NFD'))}`,
          'Date: Tue, 31 Oct 2023 10:12:40 +0700',
          'Message-ID: <1@x>',
          'In-Reply-To: <0@x>',
          'References: <a@x> <0@x>',
          'Auto-Submitted: Auto-Replied (rejected)',
          'Precedence: Bulk',
          'List-Id: <l.x.vn>',
        ],
        parts: [],
        type: 'multipart/report; report-type=delivery-status',
      }),
    );
    expect({ ...mail, findings: mail.findings.length }).toEqual({
      messageId: '<1@x>',
      inReplyTo: '<0@x>',
      references: ['<a@x>', '<0@x>'],
      from: { address: 'ubnd@xa.example.vn', name: 'UBND xã' },
      to: [
        { address: 'a@x.vn', name: '' },
        { address: 'b@x.vn', name: 'B' },
      ],
      subject: 'Hồ sơ',
      date: '2023-10-31T03:12:40.000Z',
      receivedAt: '2023-10-31T03:12:44.000Z',
      headers: {
        autoSubmitted: 'auto-replied (rejected)',
        hasAutoReplyMark: false,
        precedence: 'bulk',
        listId: '<l.x.vn>',
        isList: true,
        returnPathEmpty: true,
        contentType: 'multipart/report',
        reportType: 'delivery-status',
      },
      textBody: '',
      passwords: [],
      links: [],
      attachments: [],
      findings: 1,
    });
  });

  it('gives no time where the date is broken or names no zone', async () => {
    const dates = [
      'hôm qua',
      'Tue, 31 Oct 2023 10:12:44',
      'Tue, 31 Feb 2023 10:12:44 +0700',
      'Tue, 31 Oct 2023 25:12:44 GMT',
    ];
    const read = await Promise.all(dates.map((date) => parseMail(Buffer.from(`Date: ${date}\r\n\r\nx`))));
    expect(read.map((mail) => mail.date)).toEqual([null, null, null, null]);
  });

  it('gives a subject in raw windows-1258 as written', async () => {
    const mail = await parseMail(Buffer.from('Subject: H\xf4\xec s\xf5 x\xe3\r\n\r\nx', 'latin1'));
    expect(mail.subject).toBe('Hố sơ xă');
  });
});

describe('a hostile or broken mail is reported, never thrown and never passed over', () => {
  const findingsOf = async (mail: Uint8Array) =>
    (await parseMail(mail)).findings.map((finding) => finding.message);

  it('too many parts', async () => {
    const parts = Array.from({ length: 10 }, (_, index) =>
      filePart(`attachment; filename="${index}.pdf"`, 'x'),
    );
    const mail = await parseMail(buildMail({ parts }), 'thư', { parts: 5, headerBytes: 9_000 });
    expect(mail.attachments.map(({ path }) => path)).toEqual(['0.pdf', '1.pdf', '2.pdf', '3.pdf', '4.pdf']);
    expect(mail.findings.map((finding) => finding.message)).toEqual([
      'Mới đọc được 5/10 phần của thư; phần còn lại cần xem trực tiếp.',
    ]);
  });

  it('a header without end', async () => {
    expect(await findingsOf(Buffer.from(`Subject: ${'x'.repeat(300_000)}\r\n\r\nx`))).toEqual([
      'Không đọc được tệp thư: phần đầu thư dài bất thường, thư chưa đọc được hết. Các tài liệu khác trong thư vẫn được xử lý.',
    ]);
  });

  it('a multipart without parts, and no bytes at all', async () => {
    const reason = 'không tìm thấy phần nội dung nào, thư trống hoặc cấu trúc thư bị hỏng';
    const message = `Không đọc được tệp thư: ${reason}. Các tài liệu khác trong thư vẫn được xử lý.`;
    expect(
      await findingsOf(Buffer.from('Content-Type: multipart/mixed; boundary=a\r\n\r\nkhông có phần nào')),
    ).toEqual([message]);
    expect(await findingsOf(new Uint8Array())).toEqual([message]);
  });

  it('cut off after any byte, in the middle of a header too, it is still a mail', async () => {
    const whole = buildMail({
      headers: ['From: a@x.vn'],
      parts: [textPart('Một'), filePart('attachment; filename="bang.csv"', 'YTsxCg==')],
    });
    for (let end = 1; end <= whole.length; end += 1)
      expect((await parseMail(whole.subarray(0, end))).findings.length).toBeLessThan(3);
  });

  it('any bytes give a mail, and the same bytes the same mail', async () => {
    const model = buildMail({
      headers: ['From: a@x.vn', 'Date: x', 'Subject: =?UTF-8?Q?H=E1=BB=93?='],
      parts: [
        textPart('Một'),
        htmlPart('<a href="x">'),
        filePart("attachment; filename*=UTF-8''%C4.pdf", 'A'),
      ],
    });
    const mutated = fc
      .array(fc.tuple(fc.nat(model.length - 1), fc.integer({ min: 0, max: 255 })), { maxLength: 20 })
      .map((changes) => {
        const bytes = Buffer.from(model);
        for (const [at, byte] of changes) bytes[at] = byte;
        return bytes;
      });
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 400 }), mutated), async (bytes) => {
        expect(await parseMail(bytes)).toEqual(await parseMail(bytes));
      }),
      { numRuns: 300 },
    );
  });
});

it('passwords are found in the mail and in the mails forwarded with it', async () => {
  const inner = buildMail({ parts: [textPart('Mật khẩu: chilang2023')] });
  const forwarded = buildMail({
    parts: [textPart('Xem thư kèm'), filePart('attachment', inner, 'message/rfc822')],
  });
  const bytes = buildMail({
    parts: [textPart('MK: 123456'), filePart('attachment; filename="a.eml"', forwarded, 'message/rfc822')],
  });
  expect((await parseMail(bytes)).passwords).toEqual(['123456', 'chilang2023']);
});

it('one part of a mail cut into several asks for the whole', async () => {
  const bytes = Buffer.from(
    'From: a@x.vn\r\nSubject: x\r\nContent-Type: message/partial; id="a"; number=1; total=3\r\n\r\nFrom: a@x.vn\r\n\r\nx',
  );
  expect((await parseMail(bytes)).findings.map(({ message }) => message)).toEqual([
    'Không đọc được tệp thư: thư này chỉ là một phần của một thư bị chia nhỏ (message/partial), các phần không tự ghép được; đề nghị gửi lại các tệp trong một thư hoặc chia tệp ra nhiều thư. Các tài liệu khác trong thư vẫn được xử lý.',
  ]);
});
