import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import {
  automaticLimits,
  readAutomaticMail,
  releaseAutomaticMail,
} from '../../../shared/pipeline/automatic-mail.ts';
import { findDead } from '../../../shared/pipeline/dead-addresses.ts';
import type { Letter, OutboxEntry } from '../../../shared/pipeline/outbox-records.ts';
import { addAccount } from '../../../shared/pipeline/people-records.ts';
import {
  officeRound,
  pageOpenLetters,
  pageOutbox,
  queueLetter,
  readOutbox,
  readSentMail,
  withdrawLetter,
} from '../../../shared/pipeline/outbox-records.ts';
import type { MailService, OutgoingMail, SendResult } from '../../../shared/ports/outgoing-mail.ts';
import type { PipelineOffice } from '../../support/pipeline-office.ts';
import { openPipelineOffice } from '../../support/pipeline-office.ts';

const letter: Letter = {
  round: '2023',
  commune: '99001',
  cause: 'receipt#a1',
  letter: 'receipt-complete',
  to: ['xa@suoimau.example.vn'],
  subject: 'Re: Hồ sơ xã Suối Mẫu',
  text: 'Mã tiếp nhận: SM-2023-01\n\nKính gửi: Ủy ban nhân dân xã Suối Mẫu\n\n- Báo cáo\n- Bảng <tự> chấm điểm',
  attachments: [],
  inReplyTo: 'thu-cua-xa@suoimau.example.vn',
  references: ['thu-dau@suoimau.example.vn', 'thu-cua-xa@suoimau.example.vn'],
  code: 'SM-2023-01',
  automatic: 'auto-replied',
  by: 'Hệ thống',
  at: '2023-11-01T01:00:00.000Z',
};
const taken = (mail: OutgoingMail): SendResult => ({ isTaken: true, messageId: mail.messageId, refused: [] });

/** An office whose mail service keeps what it is given. */
function openOffice(
  answer: (mail: OutgoingMail) => SendResult | Promise<SendResult> = taken,
  tagsReplies = true,
) {
  const mails: OutgoingMail[] = [];
  const service: MailService = {
    from: 'hoso@huyen.example.vn',
    tagsReplies,
    sender: {
      send: (mail) => {
        mails.push(mail);
        return Promise.resolve(answer(mail));
      },
    },
  };
  return { ...openPipelineOffice({ mailService: () => Promise.resolve(service) }), mails };
}

async function queue(office: PipelineOffice, change: Partial<Letter> = {}): Promise<void> {
  const { applied } = await office.store.commit(queueLetter({ ...letter, ...change }));
  expect(applied).toBe(true);
}

async function entryOf(office: PipelineOffice, cause = letter.cause): Promise<OutboxEntry | undefined> {
  return (await readOutbox(office.store, letter.round, cause))?.body;
}

const parse = (mail: OutgoingMail | undefined) => simpleParser(Buffer.from(mail?.raw ?? []));

describe('a mail of the outbox', () => {
  it('leaves as plain text and as HTML that says the same, in the thread of the mail it answers', async () => {
    const office = openOffice();
    await queue(office);
    await office.drain();
    expect(await entryOf(office)).toMatchObject({ state: 'sent', messageId: office.mails[0]?.messageId });
    const parsed = await parse(office.mails[0]);
    expect(parsed.text?.trim()).toBe(letter.text);
    expect(parsed.html).toContain('<li>Bảng &lt;tự&gt; chấm điểm</li>');
    expect({
      from: parsed.from?.text,
      replyTo: parsed.replyTo?.text,
      subject: parsed.subject,
      inReplyTo: parsed.inReplyTo,
      references: parsed.references,
      automatic: parsed.headers.get('auto-submitted'),
      messageId: parsed.messageId,
      returnPath: office.mails[0]?.returnPath,
    }).toEqual({
      from: '"Phòng LĐTBXH-DT huyện Minh Họa - Tiếp nhận hồ sơ" <hoso@huyen.example.vn>',
      replyTo: 'hoso+SM-2023-01@minhhoa.example.vn',
      subject: letter.subject,
      inReplyTo: '<thu-cua-xa@suoimau.example.vn>',
      references: ['<thu-dau@suoimau.example.vn>', '<thu-cua-xa@suoimau.example.vn>'],
      automatic: 'auto-replied',
      messageId: `<${office.mails[0]?.messageId ?? ''}>`,
      returnPath: null,
    });
    // Whoever reports of it or answers it names it so.
    expect((await readSentMail(office.store, parsed.messageId ?? ''))?.body.cause).toBe(letter.cause);
  });

  it('released by a person is not marked as automatic and has a return path for its bounces', async () => {
    const office = openOffice(taken, false);
    await queue(office, { automatic: null });
    await office.drain();
    const parsed = await parse(office.mails[0]);
    expect([parsed.headers.has('auto-submitted'), office.mails[0]?.returnPath, parsed.replyTo?.text]).toEqual(
      [false, 'hoso@huyen.example.vn', 'hoso@minhhoa.example.vn'],
    );
  });

  it('carries its files, and does not leave without one of them', async () => {
    const office = openOffice();
    await office.blobs.put('dossier/2023/99001', 'a.pdf', new TextEncoder().encode('%PDF-1.7'));
    const file = {
      folder: 'dossier/2023/99001',
      name: 'a.pdf',
      fileName: 'Công văn.pdf',
      contentType: 'application/pdf',
    };
    await queue(office, { attachments: [file] });
    await queue(office, { cause: 'receipt#a2', attachments: [{ ...file, name: 'b.pdf' }] });
    await office.drain();
    const { attachments } = await parse(office.mails[0]);
    expect(attachments.map(({ filename, content }) => [filename, content.toString()])).toEqual([
      ['Công văn.pdf', '%PDF-1.7'],
    ]);
    expect(office.mails).toHaveLength(1);
    expect(await entryOf(office, 'receipt#a2')).toMatchObject({
      state: 'failed',
      reason: 'Tệp kèm theo thư không còn.',
    });
  });

  it('lets nothing from outside become a header, a recipient or markup', async () => {
    const office = openOffice();
    const evil = 'x\r\nBcc: ke-gian@example.net\r\n\r\n<script>alert(1)</script>';
    await queue(office, {
      subject: evil,
      text: evil,
      inReplyTo: `a@b>${evil}`,
      references: [`a@b${evil}`, 'c@d'],
      code: 'A\r\nBcc: ke-gian@example.net',
    });
    await queue(office, { cause: 'receipt#a2', to: ['xa@suoimau.example.vn, ke-gian@example.net'] });
    await queue(office, { cause: 'receipt#a3', to: ['xa@suoimau.example.vn\r\nBcc: ke-gian@example.net'] });
    await office.drain();
    expect(office.mails.map(({ to }) => to)).toEqual([['xa@suoimau.example.vn']]);
    const parsed = await parse(office.mails[0]);
    expect([parsed.bcc, parsed.inReplyTo, parsed.references, parsed.replyTo?.text]).toEqual([
      undefined,
      undefined,
      '<c@d>',
      'hoso@minhhoa.example.vn',
    ]);
    expect(parsed.html).not.toContain('<script');
    for (const cause of ['receipt#a2', 'receipt#a3'])
      expect(await entryOf(office, cause)).toMatchObject({ state: 'failed' });
  });

  it('waits for a person without a mail server, without an address, and once withdrawn it never leaves', async () => {
    const office = openPipelineOffice();
    await queue(office);
    await queue(office, { cause: 'receipt#a2', to: [] });
    await office.drain();
    const { mails } = await pageOpenLetters(office.store, 10);
    expect(mails.map(({ cause, state, reason }) => [cause, state, reason])).toEqual([
      ['receipt#a2', 'waiting', 'Chưa biết địa chỉ thư điện tử của nơi nhận.'],
      ['receipt#a1', 'waiting', 'Chưa cài đặt máy chủ gửi thư.'],
    ]);
    const sending = openOffice();
    await queue(sending);
    const known = await readOutbox(sending.store, '2023', letter.cause);
    if (known !== undefined) await sending.store.commit({ writes: withdrawLetter(known, 'Bỏ'), jobs: [] });
    await sending.drain();
    expect([sending.mails, (await entryOf(sending))?.state]).toEqual([[], 'withdrawn']);
  });

  it('tells why it could not be sent, and that the address is dead', async () => {
    const office = openOffice(() => ({ isTaken: false, cause: 'no-such-address', isFinal: true }));
    await queue(office);
    await office.drain();
    expect(await entryOf(office)).toMatchObject({
      state: 'failed',
      reason: 'Nơi nhận không có địa chỉ này hoặc không nhận thư; gọi điện cho nơi nhận.',
    });
    expect(await findDead(office.store, letter.to)).toEqual(letter.to);
    // No automatic mail goes there any more, until a person says it can be reached.
    await queue(office, { cause: 'reminder#1', automatic: 'auto-generated' });
    await office.drain();
    expect([office.mails.length, (await entryOf(office, 'reminder#1'))?.heldBy]).toEqual([1, 'dead-address']);
  });

  it('is tried again, later each time, while the mail server asks for it; then a person looks', async () => {
    const office = openOffice(() => ({ isTaken: false, cause: 'busy', isFinal: false }));
    await queue(office);
    await office.drain();
    expect(office.mails).toHaveLength(6);
    expect(new Set(office.mails.map(({ messageId }) => messageId)).size).toBe(1);
    expect(await entryOf(office)).toMatchObject({
      state: 'failed',
      reason: 'Máy chủ thư đề nghị gửi lại sau. Đã thử 6 lần.',
    });
  });

  it('is sent once more when nobody knows whether it arrived, with the same name, and then a person looks', async () => {
    const office = openOffice(() => Promise.reject(new Error('no answer')));
    await queue(office);
    await office.drain();
    expect(office.mails).toHaveLength(2);
    expect(new Set(office.mails.map(({ messageId }) => messageId)).size).toBe(1);
    expect((await entryOf(office))?.reason).toContain('chưa rõ thư đã đi hay chưa');
  });

  it('says to which of its addresses it did not go', async () => {
    const office = openOffice(
      (mail) => ({ ...taken(mail), refused: ['sai@suoimau.example.vn'] }) as SendResult,
    );
    await queue(office, { to: ['sai@suoimau.example.vn', 'xa@suoimau.example.vn'] });
    await office.drain();
    expect(await entryOf(office)).toMatchObject({
      state: 'bounced',
      reason: 'Không đến được sai@suoimau.example.vn; các địa chỉ khác của thư đã nhận.',
    });
  });
});

describe('automatic mail', () => {
  it('answers one sender and subject once an hour and five times a day', async () => {
    const office = openOffice();
    const hour = automaticLimits.sameSubjectMs;
    await queue(office, { cause: 'receipt#0' });
    await queue(office, { cause: 'receipt#1', subject: 'RE: re:  hồ sơ xã suối mẫu' });
    await office.drain();
    expect([office.mails.length, (await entryOf(office, 'receipt#1'))?.heldBy]).toEqual([1, 'limit']);
    // As it should be: nobody is asked to look.
    expect((await pageOpenLetters(office.store, 10)).mails).toEqual([]);
    expect((await pageOutbox(office.store, '2023', 'not-sent', 10)).mails).toHaveLength(1);
    for (let answer = 2; answer < 10; answer += 1) {
      office.clock.advance(hour + 1);
      await queue(office, { cause: `receipt#${answer}` });
      await office.drain();
    }
    expect(office.mails).toHaveLength(automaticLimits.answersADay);
    office.clock.advance(automaticLimits.dayMs);
    await queue(office, { cause: 'receipt#10' });
    await office.drain();
    expect(office.mails).toHaveLength(automaticLimits.answersADay + 1);
  });

  it('is all held back after fifty in five minutes, with an alarm, until a person lets it go', async () => {
    const office = openOffice();
    const administrator = {
      ...{ id: 'qt', name: 'Quản Trị', login: 'quan-tri@huyen.example.vn', password: null, subject: null },
      grants: [{ role: 'administrator', rounds: 'all' }],
      ...{ isDisabled: false, failures: 0, lockedUntil: null, createdAt: letter.at },
    } as const;
    await office.store.commit({ writes: addAccount(administrator), jobs: [] });
    for (let answer = 0; answer < 52; answer += 1)
      await queue(office, { cause: `receipt#${answer}`, to: [`xa${answer}@example.vn`] });
    await office.drain();
    // The alarm itself leaves.
    expect(office.mails).toHaveLength(automaticLimits.breakerMails + 1);
    const alarms = await pageOutbox(office.store, officeRound, 'sent', 10);
    expect(alarms.mails.map(({ letter: id, to, subject }) => [id, to, subject])).toEqual([
      ['alarm', ['quan-tri@huyen.example.vn'], 'Cần xử lý ngay: thư tự động bị giữ lại'],
    ]);
    // Time alone does not let it go; a mail a person released leaves.
    office.clock.advance(automaticLimits.dayMs);
    await queue(office, { cause: 'reminder#1', automatic: 'auto-generated' });
    await queue(office, { cause: 'return#1', automatic: null });
    await office.drain();
    expect((await entryOf(office, 'reminder#1'))?.heldBy).toBe('breaker');
    expect(office.mails).toHaveLength(automaticLimits.breakerMails + 2);

    const known = await readAutomaticMail(office.store);
    if (known !== undefined) await office.store.commit({ writes: [releaseAutomaticMail(known)], jobs: [] });
    await queue(office, { cause: 'reminder#2', automatic: 'auto-generated' });
    await office.drain();
    expect(office.mails).toHaveLength(automaticLimits.breakerMails + 3);
  });

  it('goes neither to ourselves nor to machines', async () => {
    const office = openOffice();
    const nobody = [
      'HOSO@huyen.example.vn',
      'hoso+a1@minhhoa.example.vn',
      'NoReply@xa.example.vn',
      'mailer-daemon@x.vn',
    ];
    for (const address of nobody) await queue(office, { cause: `receipt#${address}`, to: [address] });
    await office.drain();
    expect(office.mails).toEqual([]);
    expect((await pageOutbox(office.store, '2023', 'not-sent', 10)).mails).toHaveLength(nobody.length);
  });

  it('of the clock leaves by and by, so that a day of reminders holds nothing back', async () => {
    const office = openOffice();
    for (let mail = 0; mail < 60; mail += 1)
      await queue(office, {
        cause: `reminder#${mail}`,
        letter: 'reminder-14',
        automatic: 'auto-generated',
        to: [`xa${mail}@example.vn`],
      });
    await office.drain();
    expect(office.mails).toHaveLength(60);
    expect((await readAutomaticMail(office.store))?.body.heldSince).toBeNull();
  });
});
