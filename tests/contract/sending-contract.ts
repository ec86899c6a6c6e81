import { describe, expect, it } from 'vitest';
import { automaticLimits, readAutomaticMail } from '../../shared/pipeline/automatic-mail.ts';
import { findDead } from '../../shared/pipeline/dead-addresses.ts';
import { noteUndelivered } from '../../shared/pipeline/note-undelivered.ts';
import type { Letter } from '../../shared/pipeline/outbox-records.ts';
import {
  listOutbox,
  pageOpenLetters,
  queueLetter,
  readSentMail,
} from '../../shared/pipeline/outbox-records.ts';
import { sendMail } from '../../shared/pipeline/send-mail.ts';
import type { OutgoingMail } from '../../shared/ports/outgoing-mail.ts';
import type { Store } from '../../shared/ports/store.ts';
import { openPipelineOffice } from '../support/pipeline-office.ts';

const round = '2023';
const answer = (index: number): Letter => ({
  ...{ round, commune: '99901', cause: `receipt#${String(index).padStart(3, '0')}`, letter: 'receipt-known' },
  ...{
    to: [`xa${index}@example.vn`],
    subject: 'Re: Hồ sơ',
    text: 'Đã nhận.',
    attachments: [],
    inReplyTo: null,
  },
  ...{
    references: [],
    code: null,
    automatic: 'auto-replied',
    by: 'Hệ thống',
    at: '2023-11-01T01:00:00.000Z',
  },
});

/** What leaves the outbox, on the store of a home. */
export function describeSending(home: string, open: () => Promise<Store>): void {
  async function openOutbox(letters: number) {
    const store = await open();
    const mails: OutgoingMail[] = [];
    const office = openPipelineOffice({ store });
    office.store.close();
    const world = {
      ...office.world,
      mailService: () =>
        Promise.resolve({
          ...{ from: 'hoso@huyen.example.vn', tagsReplies: false },
          sender: {
            send: (mail: OutgoingMail) => {
              mails.push(mail);
              return Promise.resolve({ isTaken: true, messageId: mail.messageId, refused: [] } as const);
            },
          },
        }),
    };
    for (let index = 0; index < letters; index += 1)
      await store.commit({ writes: queueLetter(answer(index)).writes, jobs: [] });
    /** As a worker does: decides again where a condition failed. */
    const work = async (index: number): Promise<void> => {
      for (;;) {
        const commit = await sendMail({ round, cause: answer(index).cause, run: 0 }, world);
        if ((await store.commit({ writes: commit.writes, jobs: [] })).applied) return;
      }
    };
    return { store, mails, work };
  }

  describe(`sending from ${home}`, () => {
    it('hands a mail over once however many workers have its job', async () => {
      const { store, mails, work } = await openOutbox(1);
      await Promise.all([work(0), work(0), work(0), work(0)]);
      await work(0);
      expect(mails).toHaveLength(1);
      expect((await listOutbox(store, round, 'receipt#')).map(({ body }) => body.state)).toEqual(['sent']);
    });

    it('holds everything automatic back after fifty, at the very mail, when many are sent at once', async () => {
      const { store, mails, work } = await openOutbox(54);
      for (let index = 0; index < 46; index += 1) await work(index);
      await Promise.all([46, 47, 48, 49, 50, 51, 52, 53].map(work));
      expect(mails).toHaveLength(automaticLimits.breakerMails);
      expect((await readAutomaticMail(store))?.body.heldSince).not.toBeNull();
      const states = (await listOutbox(store, round, 'receipt#')).map(
        ({ body }) => body.heldBy ?? body.state,
      );
      expect(states.filter((state) => state === 'breaker')).toHaveLength(4);
      expect(states.filter((state) => state === 'sent')).toHaveLength(50);
    }, 180_000);

    it('finds the mail a report names, once, and lists it for a person', async () => {
      const { store, mails, work } = await openOutbox(1);
      await work(0);
      const messageId = mails[0]?.messageId ?? '';
      expect((await readSentMail(store, `<${messageId}>`))?.body.cause).toBe(answer(0).cause);
      const report = {
        messageId,
        kind: 'bounce',
        recipients: [{ address: 'xa0@example.vn', status: '5.1.1' }],
      } as const;
      const note = async (): Promise<void> => {
        const writes = await noteUndelivered(report, '2023-11-01T02:00:00.000Z', store);
        await store.commit({ writes, jobs: [] });
      };
      await note();
      await note();
      expect(await findDead(store, ['xa0@example.vn'])).toEqual(['xa0@example.vn']);
      const { mails: waiting } = await pageOpenLetters(store, 10);
      expect(waiting.map(({ state }) => state)).toEqual(['bounced']);
    });
  });
}
