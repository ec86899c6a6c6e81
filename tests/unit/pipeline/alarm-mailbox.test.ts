import { expect, it } from 'vitest';
import { alarmMailbox } from '../../../shared/pipeline/alarm-mailbox.ts';
import type { MailboxProblem, MailboxState } from '../../../shared/pipeline/mailbox-records.ts';
import { putMailboxState, readMailboxState } from '../../../shared/pipeline/mailbox-records.ts';
import { officeRound, pageOutbox } from '../../../shared/pipeline/outbox-records.ts';
import { openPipelineOffice, type PipelineOffice } from '../../support/pipeline-office.ts';
import { signIn } from '../portal/portal-fixtures.ts';

/** An office with an administrator who has an address, and a mailbox in some state. */
async function openOffice(): Promise<
  PipelineOffice & { keep(change: Partial<MailboxState>): Promise<void> }
> {
  const office = openPipelineOffice();
  await signIn(office.world, {
    id: 'quan-tri',
    name: 'Quản Trị Một',
    login: 'quan-tri@example.vn',
    grants: [{ role: 'administrator', rounds: 'all' }],
  });
  return {
    ...office,
    keep: async (change) => {
      const state = { readAt: null, problem: null, nearlyFull: null, resetAt: null, ...change };
      await office.store.commit({
        writes: [putMailboxState(state, await readMailboxState(office.store))],
        jobs: [],
      });
    },
  };
}
const problemOf = (fault: MailboxProblem, since: string) => ({ fault, since, triedAt: since });
const lettersOf = async ({ store }: PipelineOffice) => {
  const pages = await Promise.all(
    (['open', 'waiting', 'sent'] as const).map((group) => pageOutbox(store, officeRound, group, 10)),
  );
  return pages.flatMap(({ mails }) => mails);
};

it('a password that no longer fits is told to the administrators at once, and once a day', async () => {
  const office = await openOffice();
  await office.keep({ problem: problemOf('wrong-password', office.clock.now()) });
  await alarmMailbox(office.world);
  await alarmMailbox(office.world);
  const letters = await lettersOf(office);
  expect(letters.map(({ to, subject }) => [to, subject])).toEqual([
    [['quan-tri@example.vn'], 'Cần xử lý ngay: không đăng nhập được hộp thư'],
  ]);
  expect(letters[0]?.text).toContain('Ảnh hưởng: thư mới của các xã, thị trấn chưa được lấy về.');
  expect(letters[0]?.text).not.toContain('..');
});

it('a mail service that does not answer for a moment is no reason to write; for ten minutes it is', async () => {
  const office = await openOffice();
  await office.keep({ problem: problemOf('unreachable', office.clock.now()) });
  await alarmMailbox(office.world);
  expect(await lettersOf(office)).toEqual([]);
  office.clock.advance(10 * 60_000);
  await alarmMailbox(office.world);
  expect(await lettersOf(office)).toHaveLength(1);
});

it('a mailbox nearly full is told', async () => {
  const office = await openOffice();
  await office.keep({ nearlyFull: { share: 0.934, since: office.clock.now() } });
  await alarmMailbox(office.world);
  expect((await lettersOf(office)).map(({ subject }) => subject)).toEqual([
    'Cần xử lý ngay: hộp thư gần đầy (93%)',
  ]);
});

it('a mailbox that is read, or none, is no reason to write', async () => {
  const office = await openOffice();
  await alarmMailbox(office.world);
  await office.keep({ readAt: office.clock.now() });
  await alarmMailbox(office.world);
  expect(await lettersOf(office)).toEqual([]);
});
