import { describe, expect, it, onTestFinished } from 'vitest';
import type { SampleMail } from '../../../shared/appraisal/samples/sample-dossiers.ts';
import type { SenderRegistry } from '../../../shared/mail/senders.ts';
import { acceptMail } from '../../../shared/pipeline/accept-mail.ts';
import { receiveOnBehalf } from '../../../shared/pipeline/receive-on-behalf.ts';
import { directMail } from '../../../shared/pipeline/mail-directions.ts';
import { findThread } from '../../../shared/pipeline/judge-mail.ts';
import type { OutboxEntry } from '../../../shared/pipeline/outbox-records.ts';
import { listOutbox, noteSentMail } from '../../../shared/pipeline/outbox-records.ts';
import { putReceiptRules, readReceipt } from '../../../shared/pipeline/receipt-records.ts';
import { readIntake } from '../../../shared/pipeline/records.ts';
import { startReplay } from '../../../shared/pipeline/replay-job.ts';
import { openPipelineOffice, type PipelineOffice } from '../../support/pipeline-office.ts';
import {
  attachmentOf,
  correction,
  differing,
  inOrder,
  mailBytes,
  question,
  sampleMail,
  textFile,
} from './sample-mails.ts';

const round = 'minh-hoa-2023';
const minute = 60_000;

const registry: SenderRegistry = {
  district: null,
  staff: ['can-bo@minhhoa.example.vn'],
  communes: [inOrder, differing].map((slug) => ({
    code: slug.slice(0, 5),
    name: slug,
    addresses: [sampleMail(slug).from.address],
  })),
};

function openOffice(): PipelineOffice {
  const office = openPipelineOffice({ senders: registry, answersMails: true });
  onTestFinished(() => office.store.close());
  return office;
}

/** Takes a sample mail in at the time of the clock, as an SMTP inbox does. */
async function take(office: PipelineOffice, slug: string, change: Partial<SampleMail> = {}): Promise<string> {
  const { mail } = await acceptMail(office.world, {
    bytes: await mailBytes(slug, change),
    via: 'smtp',
    timeFrom: 'acceptance',
  });
  return mail;
}

/** Works off what can be worked off now, without letting time go by. */
async function workNow(office: PipelineOffice): Promise<void> {
  const { runStage } = await import('../../../shared/pipeline/run-stage.ts');
  for (;;) {
    const job = await office.store.lease({ leaseMs: 60_000 });
    if (job === undefined) return;
    for (;;) {
      const result = await office.store.commit(await runStage(job, office.world), job);
      if (result.applied) break;
    }
  }
}

const receiptsOf = async (office: PipelineOffice): Promise<readonly OutboxEntry[]> =>
  (await listOutbox(office.store, round, 'receipt#'))
    .map(({ body }) => body)
    .sort((a, b) => (a.at < b.at ? -1 : 1));

const lettersOf = async (office: PipelineOffice): Promise<readonly string[]> =>
  (await receiptsOf(office)).map(({ letter }) => letter);

describe('a dossier by mail of an enrolled commune', () => {
  it('is answered once, after ten minutes, in the thread of the mail, by a letter that says what came', async () => {
    const office = openOffice();
    const mail = await take(office, inOrder);
    await workNow(office);
    office.clock.advance(9 * minute);
    await workNow(office);
    expect(await receiptsOf(office)).toEqual([]);
    office.clock.advance(minute);
    await workNow(office);
    const [receipt, ...others] = await receiptsOf(office);
    expect(others).toEqual([]);
    expect(receipt).toMatchObject({
      round,
      commune: '99901',
      letter: 'receipt-complete',
      to: [sampleMail(inOrder).from.address],
      inReplyTo: sampleMail(inOrder).messageId.slice(1, -1),
      references: [sampleMail(inOrder).messageId.slice(1, -1)],
      automatic: 'auto-replied',
      state: 'waiting',
      attachments: [],
    });
    const { code = '' } = receipt ?? {};
    expect(receipt?.cause).toBe(`receipt#${code ?? ''}`);
    expect(receipt?.text.startsWith(`Mã tiếp nhận: ${code ?? ''}\n`)).toBe(true);
    expect((await readReceipt(office.store, code ?? ''))?.body).toEqual({
      code,
      mail,
      round,
      commune: '99901',
      cause: `receipt#${code ?? ''}`,
    });
  });

  it('followed by another mail within minutes is answered together with it, saying what came in each', async () => {
    const office = openOffice();
    const { attachments } = sampleMail(inOrder);
    await take(office, inOrder, { attachments: attachments.slice(0, 3) });
    await workNow(office);
    office.clock.advance(7 * minute);
    await take(office, inOrder, {
      messageId: '<phan-2@minhhoa.example.vn>',
      attachments: attachments.slice(3),
    });
    await workNow(office);
    office.clock.advance(4 * minute);
    await workNow(office);
    expect(await receiptsOf(office)).toEqual([]);
    office.clock.advance(6 * minute);
    await workNow(office);
    const [receipt, ...others] = await receiptsOf(office);
    expect(others).toEqual([]);
    expect(receipt?.letter).toBe('receipt-complete');
    expect(receipt?.inReplyTo).toBe('phan-2@minhhoa.example.vn');
    expect(receipt?.text).toContain('lúc 08:00, 08:07 ngày 01/11/2023 (trong thời hạn)');
    expect(receipt?.text.split('\n').filter((line) => line.startsWith('- '))).toEqual([
      expect.stringMatching(/^- Tờ trình .*: đã đọc \(thư lúc 08:00\)$/u),
      expect.stringMatching(/^- Bảng tự chấm điểm.*: đã đọc \(thư lúc 08:00\)$/u),
      expect.stringMatching(/^- Báo cáo .*: đã đọc \(thư lúc 08:00\)$/u),
      expect.stringMatching(/^- Biên bản .*: đã đọc \(thư lúc 08:07\)$/u),
    ]);
  });

  it('is answered within the hour however many mails follow it', async () => {
    const office = openOffice();
    for (let number = 0; number < 8; number += 1) {
      await take(office, inOrder, {
        messageId: `<thu-${number}@minhhoa.example.vn>`,
        attachments: [
          ...sampleMail(inOrder).attachments,
          textFile(`ghi chu ${number}.txt`, `Ghi chú lần ${number} của xã`),
        ],
      });
      await workNow(office);
      office.clock.advance(9 * minute);
      await workNow(office);
    }
    expect(await lettersOf(office)).toEqual(['receipt-complete']);
  });

  it('worked on again, one file or all of it, gets no second receipt', async () => {
    const office = openOffice();
    const mail = await take(office, inOrder);
    await office.drain();
    for (const [index, from] of (['raw', 'part', 'papers'] as const).entries()) {
      await office.store.commit({
        writes: [],
        jobs: [startReplay({ mail, run: index + 1, from, part: '002' })],
      });
      await office.drain();
    }
    expect((await readIntake(office.store, mail))?.body).toMatchObject({ run: 3, state: 'done' });
    expect(await lettersOf(office)).toEqual(['receipt-complete']);
  });

  it('sent again is told that it is here, and since when; its very copy by another way is told nothing', async () => {
    const office = openOffice();
    const bytes = await mailBytes(inOrder);
    await take(office, inOrder);
    await office.drain();
    const copy = Buffer.concat([
      Buffer.from('Received: from b.example.vn; Wed, 1 Nov 2023 08:05:00 +0700\r\n'),
      bytes,
    ]);
    await acceptMail(office.world, { bytes: new Uint8Array(copy), via: 'smtp', timeFrom: 'acceptance' });
    await office.drain();
    expect(await lettersOf(office)).toEqual(['receipt-complete']);
    await take(office, inOrder, { messageId: '<again@minhhoa.example.vn>' });
    await office.drain();
    const last = (await receiptsOf(office)).at(-1);
    expect(last?.letter).toBe('receipt-known');
    expect(last?.text).toContain('hồ sơ đã nhận lúc 08:00 ngày 01/11/2023, không có thay đổi');
  });

  it('that came late says so', async () => {
    const office = openOffice();
    office.clock.advance(62 * 24 * 60 * minute);
    await take(office, inOrder);
    await office.drain();
    expect((await receiptsOf(office))[0]?.text).toContain(
      'ngày 02/01/2024 (sau thời hạn; Phòng ghi nhận, báo cáo cấp có thẩm quyền xem xét)',
    );
  });

  it('with a file that is cut short says which paper to send again, and asks for nothing else', async () => {
    const office = openOffice();
    const attachments = sampleMail(inOrder).attachments.map((one) =>
      one.filename === 'Bang diem.xlsx' ? { ...one, bytes: one.bytes.slice(0, -300) } : one,
    );
    await take(office, inOrder, { attachments });
    await office.drain();
    const [receipt] = await receiptsOf(office);
    expect(receipt?.letter).toBe('receipt-incomplete');
    expect(receipt?.text.split('\n').filter((line) => /Đề nghị/u.test(line))).toEqual([
      '- Bảng tự chấm điểm (Excel) không đọc được (tệp Excel bị hỏng hoặc chưa tải lên đầy đủ). Đề nghị kiểm tra và gửi lại.',
    ]);
  });

  it('that is nothing but a link is asked to send files', async () => {
    const office = openOffice();
    await take(office, inOrder, {
      attachments: [],
      text: 'UBND xã gửi hồ sơ xã phù hợp với trẻ em tại https://drive.google.com/drive/folders/1AbCdEf',
    });
    await office.drain();
    const [receipt] = await receiptsOf(office);
    expect(receipt?.letter).toBe('receipt-nothing-read');
    expect(receipt?.text).not.toContain('google');
    expect(receipt?.text).toContain('trước ngày 01/01/2024 (chậm nhất hết ngày 31/12/2023)');
  });

  it('is asked for a paper its own letter lists', async () => {
    const office = openOffice();
    await take(office, inOrder, {
      attachments: sampleMail(inOrder).attachments.filter(({ filename }) => filename !== 'Bien ban.docx'),
    });
    await office.drain();
    expect((await receiptsOf(office))[0]?.text).toContain(
      '- Chưa có Biên bản họp Hội đồng đánh giá cấp xã. Tờ trình có kê tài liệu này nhưng thư chưa đính kèm. Đề nghị gửi bổ sung.',
    );
  });
});

describe('a supplement', () => {
  it('is told paper by paper what it did, and what is left to do', async () => {
    const office = openOffice();
    await take(office, differing);
    await office.drain();
    const [first] = await receiptsOf(office);
    expect(first?.letter).toBe('receipt-incomplete');
    await take(office, correction);
    await office.drain();
    const second = (await receiptsOf(office)).at(-1);
    expect(second?.letter).toBe('receipt-supplement');
    expect(second?.text.split('\n')[0]).toMatch(/^Mã tiếp nhận: HS-2023-\w{4}-\w \(bổ sung lần 1\)$/u);
    expect(second?.text.split('\n').filter((line) => line.startsWith('- '))).toEqual([
      '- Báo cáo kết quả tự đánh giá, số 112/BC-UBND (Word): thay cho tài liệu đã gửi ngày 01/11/2023',
    ]);
    expect(second?.text).toContain('Qua kiểm tra bước đầu, hồ sơ không còn nội dung phải bổ sung.');
  });
});

describe('no receipt goes', () => {
  it('to an address nobody enrolled, to staff, and for a question, a plan or papers an officer put in', async () => {
    const office = openOffice();
    const from = { name: 'UBND xã', address: 'xa@example.com' };
    await take(office, inOrder, { from, messageId: '<1@example.com>' });
    await take(office, differing, {
      from: { name: 'Cán bộ', address: 'can-bo@minhhoa.example.vn' },
      messageId: '<2@example.com>',
    });
    await take(office, question, { from: sampleMail(inOrder).from });
    await take(office, inOrder, {
      messageId: '<3@example.com>',
      subject: 'Kế hoạch thực hiện',
      attachments: [textFile('ke hoach xa.txt', 'KẾ HOẠCH\nThực hiện xã phù hợp với trẻ em năm 2023')],
    });
    await receiveOnBehalf(office.world, {
      place: { round, commune: '99901' },
      communeName: 'xã Suối Mẫu',
      channel: 'usb',
      day: '2023-11-01',
      note: '',
      files: [{ name: 'Bao cao.docx', bytes: attachmentOf(inOrder, 'Bao cao.docx').bytes }],
      by: { id: 'p1', name: 'Cán bộ' },
      id: 'a1',
    });
    await office.drain();
    expect(await receiptsOf(office)).toEqual([]);
  });

  it('where mails are worked on for somebody at a desk', async () => {
    const office = openPipelineOffice({ senders: registry });
    onTestFinished(() => office.store.close());
    await take(office, inOrder);
    await office.drain();
    expect(await receiptsOf(office)).toEqual([]);
  });

  it('for a mail of last year that is worked off now', async () => {
    const office = openOffice();
    office.clock.advance(30 * 24 * 60 * minute);
    await office.workOff(await mailBytes(inOrder));
    expect(await receiptsOf(office)).toEqual([]);
  });

  it('to a mail that was answered by a machine or came through a list', async () => {
    const office = openOffice();
    const bytes = new TextDecoder('latin1').decode(await mailBytes(inOrder));
    for (const header of ['Auto-Submitted: auto-generated', 'List-Id: <xa.example.vn>', 'Return-Path: <>'])
      await acceptMail(office.world, {
        bytes: new Uint8Array(
          Buffer.from(
            `${header}\r\n${bytes.replace(/Message-ID: <[^>]*>/iu, `Message-ID: <${header.length}@a.vn>`)}`,
            'latin1',
          ),
        ),
        via: 'smtp',
        timeFrom: 'acceptance',
      });
    await office.drain();
    expect(await receiptsOf(office)).toEqual([]);
  });
});

describe('a mail that was held', () => {
  it('is answered at once when a person lets it in', async () => {
    const office = openOffice();
    const { address } = sampleMail(inOrder).from;
    const mail = await take(office, inOrder, { from: { name: 'ubnd@khac.example.vn', address } });
    await office.drain();
    expect((await readIntake(office.store, mail))?.body.state).toBe('held');
    expect(await receiptsOf(office)).toEqual([]);
    await directMail(office.store, {
      mail,
      seenStep: 0,
      what: 'release-mail',
      change: (before) => ({ ...before, isReleased: true }),
      by: { id: 'p1', name: 'Cán bộ' },
      at: office.clock.now(),
      id: 'a1',
      reason: 'đã gọi điện',
    });
    await workNow(office);
    expect(await lettersOf(office)).toEqual(['receipt-complete']);
  });
});

describe('where the office looks at receipts first', () => {
  it('a receipt waits in the outbox for an officer, and no job sends it', async () => {
    const office = openOffice();
    await office.store.commit({
      writes: [putReceiptRules({ round, isAutomatic: false, waitMinutes: 10 }, undefined)],
      jobs: [],
    });
    await take(office, inOrder);
    await office.drain();
    expect(await receiptsOf(office)).toEqual([
      expect.objectContaining({
        state: 'waiting',
        isByHand: true,
        reason: 'Chờ cán bộ xem trước khi gửi.',
        to: [sampleMail(inOrder).from.address],
      }),
    ]);
  });
});

describe('names of children', () => {
  it('in subject, text, file names and cells come into no receipt', async () => {
    const office = openOffice();
    const names = ['Giàng Thị Phượng', 'Lò Văn Khuyết', 'Sùng Seo Chín', 'Vàng A Tủa'];
    const list = `DANH SÁCH TRẺ EM\nHọ và tên,Năm sinh\n${names.map((name) => `${name},2015`).join('\n')}`;
    await take(office, inOrder, {
      subject: `Hồ sơ và danh sách cháu ${names[0] ?? ''}`,
      text: `Xã gửi kèm hồ sơ gồm:\n- Danh sách cháu ${names[1] ?? ''}, sinh năm 2015\n- Tài liệu kiểm chứng cháu ${names[2] ?? ''}`,
      attachments: [
        ...sampleMail(inOrder).attachments,
        textFile(`Danh sach chau ${names[2] ?? ''}.csv`, list),
        textFile(`Ho so chau ${names[3] ?? ''}.xlsx`, 'không phải Excel'),
      ],
    });
    await office.drain();
    const [receipt] = await receiptsOf(office);
    expect(receipt?.letter).toBe('receipt-incomplete');
    for (const syllable of names.flatMap((name) => name.split(' ')).filter((one) => one.length > 3))
      expect(JSON.stringify(receipt)).not.toContain(syllable);
    expect(receipt?.subject).toBe('Re: Về hồ sơ xã phù hợp với trẻ em năm 2023 - xã Suối Mẫu');
    expect(JSON.stringify(receipt)).not.toMatch(/danh sach|\.csv|\.xlsx/iu);
  });
});

describe('an answer to a receipt', () => {
  const nothing = { inReplyTo: null, references: [], to: [], subject: null, textBody: '' };

  it('is known by the identifier of our mail, with whatever the mail service put behind "@"', async () => {
    const office = openOffice();
    await take(office, inOrder);
    await office.drain();
    const [receipt] = await receiptsOf(office);
    if (receipt === undefined) throw new Error('no receipt');
    await office.store.commit({
      writes: await noteSentMail(office.store, '0f1e2d@email.example.com', receipt),
      jobs: [],
    });
    const find = (words: Partial<Parameters<typeof findThread>[0]>) =>
      findThread({ ...nothing, ...words }, office.world);
    expect(await find({ inReplyTo: '<0f1e2d@email.example.com>' })).toBe('99901');
    expect(await find({ references: ['<0f1e2d@email.example.com>', '<other@example.com>'] })).toBe('99901');
    expect(await find({ inReplyTo: '<unknown@example.com>' })).toBeUndefined();
  });

  it('is known by the receipt code in its address, subject or quoted words, where it names no mail of ours', async () => {
    const office = openOffice();
    await take(office, inOrder);
    await office.drain();
    const code = (await receiptsOf(office))[0]?.code ?? '';
    const find = (words: Partial<Parameters<typeof findThread>[0]>) =>
      findThread({ ...nothing, ...words }, office.world);
    expect(await find({ to: [{ address: `hoso+${code.toLowerCase()}@x.example.vn`, name: '' }] })).toBe(
      '99901',
    );
    expect(await find({ subject: `Bổ sung hồ sơ ${code}` })).toBe('99901');
    expect(await find({ textBody: `Xã gửi bổ sung.\n\n> Mã tiếp nhận: ${code}\n> Kính gửi` })).toBe('99901');
    expect(await find({ textBody: `Mã tiếp nhận: ${code.slice(0, -1)}` })).toBeUndefined();
  });
});
