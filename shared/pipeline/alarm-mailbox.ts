import type { MailboxProblem } from './mailbox-records.ts';
import { readMailboxState } from './mailbox-records.ts';
import { raiseAlarm } from './raise-alarm.ts';
import { mailboxProblemWords, sayFullness } from './say-mailbox.ts';
import type { World } from './world.ts';

/** Faults that often pass by themselves: the page shows them at once, a letter waits so many milliseconds. */
const passing: ReadonlySet<MailboxProblem> = new Set([
  'unreachable',
  'busy',
  'server-failed',
  'unknown-host',
]);
const patienceMs = 10 * 60_000;

/** Tells the administrators that the office's mailbox cannot be read, or is full or nearly so; once a day for each. */
export async function alarmMailbox(world: Pick<World, 'store' | 'clock'>): Promise<void> {
  const state = (await readMailboxState(world.store))?.body;
  const { problem = null, nearlyFull = null } = state ?? {};
  const now = Date.parse(world.clock.now());
  if (problem !== null && (!passing.has(problem.fault) || now - Date.parse(problem.since) >= patienceMs)) {
    const { what, todo } = mailboxProblemWords[problem.fault];
    await raiseAlarm(
      {
        cause: `mailbox-${problem.fault}`,
        name: withSmallLetter(what),
        what,
        since: problem.since,
        effect: 'thư mới của các xã, thị trấn chưa được lấy về',
        action: withoutStop(withSmallLetter(todo)),
      },
      world,
    );
  }
  if (nearlyFull !== null) {
    const { what, todo } = sayFullness(nearlyFull);
    await raiseAlarm(
      {
        cause: 'mailbox-full',
        name: withSmallLetter(what),
        what,
        since: nearlyFull.since,
        effect: 'hộp thư đầy không nhận được thư của xã, thị trấn',
        action: withoutStop(withSmallLetter(todo)),
      },
      world,
    );
  }
}

const withSmallLetter = (sentence: string): string => sentence.slice(0, 1).toLowerCase() + sentence.slice(1);
const withoutStop = (sentence: string): string => sentence.replace(/\.$/u, '');
