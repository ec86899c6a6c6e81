import { afterEach, describe, expect, it } from 'vitest';
import {
  listSkipped,
  newImport,
  putImport,
  readImport,
  readMailbox,
  readMailboxState,
} from '../../shared/pipeline/mailbox-records.ts';
import { pollMailbox, type MailboxReader } from '../../shared/pipeline/poll-mailbox.ts';
import { listIntake, readIntake, readLedger } from '../../shared/pipeline/records.ts';
import { putAddress } from '../../shared/pipeline/registry-records.ts';
import { ErasedFolderError } from '../../shared/ports/blobs.ts';
import type { MailboxAccount } from '../../shared/ports/mailbox.ts';
import { isDovecotMissing, startDovecot, type TestMailbox } from '../support/dovecot.ts';
import { composeTestMail, keepMailbox, readerOf } from '../support/mailbox-office.ts';
import { openPipelineOffice, type PipelineOffice } from '../support/pipeline-office.ts';
import type { MailboxSettings } from '../../shared/pipeline/mailbox-records.ts';

const at = '2023-10-20T03:00:00Z';
const spam = 'Thư rác';
const sent = 'Đã gửi';

const started: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of started.splice(0)) await stop();
});

/** An office with an empty mailbox on a real mail service. */
async function openOffice(
  change: Partial<MailboxSettings> = {},
  options: Parameters<typeof startDovecot>[0] = {},
): Promise<PipelineOffice & { readonly mailbox: TestMailbox; readonly reader: MailboxReader }> {
  const mailbox = await startDovecot(options);
  const office = openPipelineOffice();
  started.push(async () => {
    await mailbox.stop();
    office.store.close();
  });
  await keepMailbox(office.store, mailbox.account, change);
  return { ...office, mailbox, reader: readerOf(office.world, mailbox.account) };
}

const idsOf = (range: { readonly from: number; readonly to: number }): readonly string[] =>
  Array.from({ length: range.to - range.from + 1 }, (_, index) => `thu-${range.from + index}`);
const deliverAll = async (mailbox: TestMailbox, ids: readonly string[], folder = 'INBOX'): Promise<void> => {
  for (const id of ids) await mailbox.deliver(composeTestMail({ id }), { at, folder });
};
const accepted = async ({ store }: PipelineOffice): Promise<Record<string, number>> => {
  const { accepted: mails = 0, copies = 0 } = await readLedger(store);
  return { mails, copies };
};
const readingOf = async ({ store }: PipelineOffice, place: 'folder' | 'spam' | 'sent') => {
  const { readings } = await readMailbox(store);
  const { taken, setAside, skipped, answered } = readings[place] ?? {};
  return { taken, setAside, skipped, answered };
};

describe.skipIf(isDovecotMissing)(
  'the office’s mailbox (skipped without Dovecot)',
  { timeout: 180_000 },
  () => {
    it('is not read before an administrator wants it read', async () => {
      const office = await openOffice({ isOn: false });
      await deliverAll(office.mailbox, ['a']);
      expect(await pollMailbox(office.reader)).toBe('off');
      expect(await accepted(office)).toEqual({ mails: 0, copies: 0 });
    });

    it('gives every mail once, with the time it had there, and stays unread', async () => {
      const office = await openOffice();
      await deliverAll(office.mailbox, idsOf({ from: 1, to: 60 }));
      expect(await pollMailbox(office.reader)).toBe('read');
      expect(await pollMailbox(office.reader)).toBe('read');
      await deliverAll(office.mailbox, ['moi']);
      expect(await pollMailbox(office.reader)).toBe('read');
      expect(await accepted(office)).toEqual({ mails: 61, copies: 0 });
      await office.drain();
      const { entries } = await listIntake(office.store, 100);
      expect(new Set(entries.map(({ receivedAt, via }) => `${receivedAt} ${via}`))).toEqual(
        new Set(['2023-10-20T03:00:00.000Z imap']),
      );
      expect(new Set((await office.mailbox.flagsOf('INBOX')).flat())).toEqual(new Set());
    });

    it('takes the topmost Received line where the mailbox’s own time is later, as after a move, and never the sender’s Date', async () => {
      const office = await openOffice();
      const received = 'Received: from a by b; Thu, 19 Oct 2023 08:00:00 +0700';
      await office.mailbox.deliver(composeTestMail({ id: 'doi-cho', headers: [received] }), { at });
      await office.mailbox.deliver(composeTestMail({ id: 'khong-dau' }), { at: '2023-10-21T03:00:00Z' });
      await pollMailbox(office.reader);
      await office.drain();
      const { entries } = await listIntake(office.store, 10);
      expect(entries.map(({ subject, receivedAt }) => [subject, receivedAt]).sort()).toEqual([
        ['Hồ sơ doi-cho', '2023-10-19T01:00:00.000Z'],
        ['Hồ sơ khong-dau', '2023-10-21T03:00:00.000Z'],
      ]);
    });

    it('loses and doubles nothing when the office stops at any step of any mail', async () => {
      const office = await openOffice();
      await deliverAll(office.mailbox, idsOf({ from: 1, to: 4 }));
      // Every call of the store or the blobs may be the last one of a process; then the next process begins.
      for (let step = 1; step < 200; step += 1) {
        let left = step;
        const dying =
          <Args extends readonly unknown[], Result>(call: (...args: Args) => Promise<Result>) =>
          async (...args: Args): Promise<Result> => {
            left -= 1;
            if (left <= 0) throw new Error('power cut');
            return call(...args);
          };
        const { store, blobs } = office.world;
        const world = {
          ...office.world,
          store: {
            get: dying(store.get.bind(store)),
            query: dying(store.query.bind(store)),
            commit: dying(store.commit.bind(store)),
          },
          blobs: { ...blobs, put: dying(blobs.put.bind(blobs)) },
        };
        const outcome = await pollMailbox({ ...office.reader, world }).catch(() => 'cut');
        if (outcome === 'read') break;
      }
      const { mails } = await accepted(office);
      expect(mails).toBe(4);
      expect(await readingOf(office, 'folder')).toMatchObject({ taken: 4, setAside: 0, skipped: 0 });
      await pollMailbox(office.reader);
      expect(await accepted(office)).toMatchObject({ mails: 4 });
    });

    it('is read anew from the first day when the mail service gives new numbers, and every mail is recognised', async () => {
      const office = await openOffice();
      await deliverAll(office.mailbox, idsOf({ from: 1, to: 5 }));
      await pollMailbox(office.reader);
      office.mailbox.resetInbox();
      await deliverAll(office.mailbox, ['moi']);
      expect(await pollMailbox(office.reader)).toBe('read');
      expect(await accepted(office)).toEqual({ mails: 6, copies: 5 });
      expect((await readMailboxState(office.store))?.body.resetAt).not.toBeNull();
    });

    it('gives mails from the first day on only', async () => {
      const office = await openOffice({ startDay: '2023-10-20' });
      await office.mailbox.deliver(composeTestMail({ id: 'hom-truoc' }), { at: '2023-10-19T16:59:00Z' });
      await office.mailbox.deliver(composeTestMail({ id: 'hom-sau' }), { at: '2023-10-19T17:00:00Z' });
      await pollMailbox(office.reader);
      await office.drain();
      const { entries } = await listIntake(office.store, 10);
      expect(entries.map(({ subject }) => subject)).toEqual(['Hồ sơ hom-sau']);
    });

    it('keeps nothing of mails plainly about something else; enrolled addresses and what is unclear come in', async () => {
      const office = await openOffice({ selection: 'topic' });
      await office.store.commit({
        writes: [
          await putAddress(office.store, {
            address: 'xa-quen@example.vn',
            round: '2023',
            commune: '99901',
            by: { id: 'a', name: 'a' },
            at: '2023-10-01T00:00:00.000Z',
          }),
        ],
        jobs: [],
      });
      const mails = [
        { id: '1', subject: 'Báo cáo rà soát hộ nghèo' },
        { id: '2', subject: 'Báo cáo rà soát hộ nghèo', from: 'xa-quen@example.vn' },
        { id: '3', subject: 'Về việc trao đổi' },
        { id: '4', subject: 'Khuyến mại', headers: ['List-ID: <a.example.vn>'] },
        { id: '5', subject: 'Hồ sơ xã phù hợp với trẻ em, họp hội nghị' },
      ];
      for (const mail of mails) await office.mailbox.deliver(composeTestMail(mail), { at });
      await pollMailbox(office.reader);
      await office.drain();
      const { entries } = await listIntake(office.store, 10);
      expect(entries.map(({ subject }) => subject).sort()).toEqual(
        [mails[1], mails[2], mails[4]].map((mail) => mail?.subject).sort(),
      );
      expect(await readingOf(office, 'folder')).toMatchObject({ taken: 3, setAside: 2 });
      expect(office.blobs.kept.size).toBeGreaterThan(0);
      expect([...office.blobs.kept.values()].some((bytes) => Buffer.from(bytes).includes('List-ID'))).toBe(
        false,
      );
    });

    it('gives enrolled addresses’ mails out of the spam folder, marked so, and leaves the rest there', async () => {
      const office = await openOffice();
      await office.store.commit({
        writes: [
          await putAddress(office.store, {
            address: 'xa-quen@example.vn',
            round: '2023',
            commune: '99901',
            by: { id: 'a', name: 'a' },
            at: '2023-10-01T00:00:00.000Z',
          }),
        ],
        jobs: [],
      });
      await office.mailbox.deliver(composeTestMail({ id: 'a', from: 'xa-quen@example.vn' }), {
        at,
        folder: spam,
      });
      await office.mailbox.deliver(composeTestMail({ id: 'b', from: 'la@example.vn' }), { at, folder: spam });
      await pollMailbox(office.reader);
      await office.drain();
      const { entries } = await listIntake(office.store, 10);
      expect(entries.map(({ from, via }) => [from, via])).toEqual([['xa-quen@example.vn', 'imap-spam']]);
      expect(await readingOf(office, 'spam')).toMatchObject({ taken: 1, setAside: 1 });
    });

    it('closes a question by the officer’s own answer to who asked it, keeping nothing of the answer', async () => {
      const office = await openOffice();
      const question = { subject: 'Xin hỏi', text: 'Cho xã hỏi nộp hồ sơ ở đâu ạ?' };
      await office.mailbox.deliver(composeTestMail({ id: 'hoi-1', ...question }), { at });
      await office.mailbox.deliver(
        composeTestMail({ id: 'hoi-2', ...question, text: 'Cho xã hỏi bao giờ nộp?' }),
        { at },
      );
      await pollMailbox(office.reader);
      await office.drain();
      const answer = (id: string, to: string) =>
        composeTestMail({ id: `tra-loi-${id}`, to, headers: [`In-Reply-To: <${id}@example.vn>`] });
      await office.mailbox.deliver(answer('hoi-1', 'xa@example.vn'), {
        at: '2023-10-21T03:00:00Z',
        folder: sent,
      });
      // Handed on to a colleague: no answer.
      await office.mailbox.deliver(answer('hoi-2', 'dong-nghiep@example.vn'), { at, folder: sent });
      await pollMailbox(office.reader);
      await office.drain();
      const { entries } = await listIntake(office.store, 10);
      expect(entries.map(({ topic, answered }) => `${topic} ${answered?.at ?? 'open'}`).sort()).toEqual([
        'question 2023-10-21T03:00:00.000Z',
        'question open',
      ]);
      expect(await readingOf(office, 'sent')).toMatchObject({ answered: 1, taken: 0 });
      expect([...office.blobs.kept.values()].some((bytes) => Buffer.from(bytes).includes('tra-loi'))).toBe(
        false,
      );
    });

    it('passes a mail the mail service does not hand out after three tries, says which, and reads the rest', async () => {
      const office = await openOffice();
      await deliverAll(office.mailbox, idsOf({ from: 1, to: 6 }));
      office.mailbox.spoil(2);
      const outcomes: string[] = [];
      for (let tries = 0; tries < 10 && outcomes.at(-1) !== 'read'; tries += 1)
        outcomes.push(await pollMailbox(office.reader));
      expect(outcomes.at(-1)).toBe('read');
      expect(await accepted(office)).toMatchObject({ mails: 5 });
      expect(await listSkipped(office.store, 10)).toMatchObject([
        { folder: 'INBOX', because: 'not-handed-out' },
      ]);
      expect((await readMailboxState(office.store))?.body.problem).toBeNull();
    });

    it('says since when and why it cannot be read, and forgets that once it can', async () => {
      const office = await openOffice();
      const withOldPassword = readerOf(office.world, { ...office.mailbox.account, password: 'mat-khau-cu' });
      let asked = 0;
      const counting = {
        ...withOldPassword,
        service: {
          connect: (account: MailboxAccount) => {
            asked += 1;
            return withOldPassword.service.connect(account);
          },
        },
      };
      expect(await pollMailbox(counting)).toBe('failed');
      const first = (await readMailboxState(office.store))?.body.problem;
      expect(first?.fault).toBe('wrong-password');
      // Mail services lock accounts that are asked with a wrong password again and again.
      office.clock.advance(10 * 60_000);
      expect(await pollMailbox(counting)).toBe('failed');
      expect(asked).toBe(1);
      office.clock.advance(20 * 60_000);
      expect(await pollMailbox(counting)).toBe('failed');
      expect([asked, (await readMailboxState(office.store))?.body.problem?.since]).toEqual([2, first?.since]);
      office.clock.advance(30 * 60_000);
      expect(await pollMailbox(office.reader)).toBe('read');
      expect((await readMailboxState(office.store))?.body.problem).toBeNull();
    });

    it('does not bring back a mail that was erased here for good, and reads on', async () => {
      const office = await openOffice();
      await deliverAll(office.mailbox, ['xoa', 'con']);
      const erased = `mail/${office.world.names.nameOf(composeTestMail({ id: 'xoa' })).slice(0, 20)}`;
      const blobs = {
        ...office.blobs,
        put: (folder: string, name: string, bytes: Uint8Array) =>
          folder === erased
            ? Promise.reject(new ErasedFolderError(folder))
            : office.blobs.put(folder, name, bytes),
      };
      const world = { ...office.world, blobs };
      expect(await pollMailbox({ ...office.reader, world })).toBe('read');
      expect(await accepted(office)).toEqual({ mails: 1, copies: 0 });
      expect(await readingOf(office, 'folder')).toMatchObject({ taken: 1, skipped: 0 });
    });

    it('says that it is nearly full', async () => {
      const office = await openOffice({}, { quotaKb: 100 });
      await pollMailbox(office.reader);
      expect((await readMailboxState(office.store))?.body.nearlyFull).toBeNull();
      await office.mailbox.deliver(new Uint8Array(95_000).fill(65), { at });
      await pollMailbox(office.reader);
      expect((await readMailboxState(office.store))?.body.nearlyFull?.share).toBeGreaterThanOrEqual(0.9);
    });

    it('is read by one at a time', async () => {
      const office = await openOffice();
      let other: string | undefined;
      await pollMailbox({
        ...office.reader,
        holder: 'một',
        whenRead: async () => {
          other = await pollMailbox({ ...office.reader, holder: 'hai' });
          return false;
        },
      });
      expect(other).toBe('busy');
      expect(await pollMailbox({ ...office.reader, holder: 'hai' })).toBe('read');
    });

    it('gives past mails of some days, goes on where it was cut off, and tells how far it is', async () => {
      const office = await openOffice({ startDay: '2023-11-01' });
      for (const id of idsOf({ from: 1, to: 210 }))
        await office.mailbox.deliver(composeTestMail({ id }), { at: '2023-09-10T03:00:00Z' });
      await office.mailbox.deliver(composeTestMail({ id: 'sau' }), { at: '2023-09-20T03:00:00Z' });
      await office.store.commit({
        writes: [
          putImport(
            newImport({
              folder: 'INBOX',
              from: '2023-09-01',
              until: '2023-09-15',
              by: { id: 'quan-tri', name: 'Quản Trị Một' },
              at,
            }),
            undefined,
          ),
        ],
        jobs: [],
      });
      expect(await pollMailbox(office.reader)).toBe('more');
      expect((await readImport(office.store))?.body).toMatchObject({
        state: 'running',
        total: 210,
        taken: 200,
      });
      expect(await pollMailbox(office.reader)).toBe('read');
      expect((await readImport(office.store))?.body).toMatchObject({ state: 'done', total: 210, taken: 210 });
      expect(await accepted(office)).toEqual({ mails: 210, copies: 0 });
      const [first] = (await listIntake(office.store, 1)).entries;
      expect((await readIntake(office.store, first?.mail ?? ''))?.body.via).toBe('imap');
    });
  },
);
