import { describe, expect, it } from 'vitest';
import { mayAnswer } from '../../../shared/mail/may-answer.ts';
import { parseMail } from '../../../shared/mail/parse-mail.ts';
import { queueLetter } from '../../../shared/pipeline/outbox-records.ts';
import type { OutgoingMail } from '../../../shared/ports/outgoing-mail.ts';
import type { PipelineOffice } from '../../support/pipeline-office.ts';
import { openPipelineOffice } from '../../support/pipeline-office.ts';

/** An office that answers every mail it may answer, as it comes from a mail server: with the return path of its envelope. */
function openAnswering(address: string): {
  readonly sent: readonly OutgoingMail[];
  /** Takes a mail of the other office and answers it where it may. */
  readonly take: (mail: OutgoingMail) => Promise<void>;
  readonly office: PipelineOffice;
} {
  const sent: OutgoingMail[] = [];
  const office = openPipelineOffice({
    mailService: () =>
      Promise.resolve({
        from: address,
        tagsReplies: false,
        sender: {
          send: (mail) => {
            sent.push(mail);
            return Promise.resolve({ isTaken: true, messageId: mail.messageId, refused: [] });
          },
        },
      }),
  });
  let answers = 0;
  return {
    sent,
    office,
    take: async ({ raw, returnPath }) => {
      const mail = await parseMail(raw);
      const answer = mayAnswer(mail, { own: [address], envelopeFrom: returnPath ?? '' });
      answers += 1;
      if ('to' in answer)
        await office.store.commit(
          queueLetter({
            ...{ round: '2023', commune: null, cause: `receipt#${answers}`, letter: 'receipt-known' },
            ...{
              to: [answer.to],
              subject: `Re: ${mail.subject ?? ''}`,
              text: 'Đã nhận thư.',
              attachments: [],
            },
            ...{ inReplyTo: null, references: [], code: null, automatic: 'auto-replied' },
            ...{ by: 'Hệ thống', at: office.clock.now() },
          }),
        );
      await office.drain();
    },
  };
}

const rounds = 1000;
const [one, other] = ['hoso@huyenmot.example.vn', 'hoso@huyenhai.example.vn'];

/** A mail of a person at one office to the other. */
const first: OutgoingMail = {
  messageId: 'thu@huyenmot.example.vn',
  from: one,
  returnPath: one,
  to: [other],
  raw: new TextEncoder().encode(
    `From: ${one}\r\nTo: ${other}\r\nSubject: Hoi\r\nMessage-ID: <thu@huyenmot.example.vn>\r\nDate: Wed, 01 Nov 2023 08:00:00 +0700\r\n\r\nXin hoi.\r\n`,
  ),
};

/** Passes mails to and fro for so many rounds; `pass` is what the way between them does to a mail. */
async function exchange(pass: (mail: OutgoingMail) => OutgoingMail): Promise<readonly number[]> {
  const [a, b] = [openAnswering(one), openAnswering(other)];
  const read = { a: 0, b: 0 };
  await b.take(first);
  for (let round = 0; round < rounds; round += 1) {
    const [toA, toB] = [b.sent[read.b], a.sent[read.a]];
    if (toA === undefined && toB === undefined) {
      // Nothing on its way: a person writes again, the same subject.
      await b.take(first);
      continue;
    }
    if (toA !== undefined) {
      read.b += 1;
      await a.take(pass(toA));
    }
    if (toB !== undefined) {
      read.a += 1;
      await b.take(pass(toB));
    }
  }
  const counts = [a.sent.length, b.sent.length];
  a.office.store.close();
  b.office.store.close();
  return counts;
}

describe('two offices that answer each other', () => {
  it('send at most one automatic mail each in a thousand rounds', async () => {
    expect(await exchange((mail) => mail)).toEqual([0, 1]);
  }, 120_000);

  it('even where the way between them loses every mark of automatic mail', async () => {
    const strip = (mail: OutgoingMail): OutgoingMail => ({
      ...mail,
      returnPath: mail.from,
      raw: new TextEncoder().encode(
        new TextDecoder()
          .decode(mail.raw)
          .replace(/^(?:Auto-Submitted|X-Auto-Response-Suppress|X-Loop):.*\r\n/gimu, ''),
      ),
    });
    expect(await exchange(strip)).toEqual([1, 1]);
  }, 120_000);
});
