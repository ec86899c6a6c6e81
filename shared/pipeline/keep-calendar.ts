import { deadlineOf } from '../domain/deadline.ts';
import type { DueReminder } from '../domain/reminder.ts';
import { dueReminder } from '../domain/reminder.ts';
import type { Round } from '../domain/round.ts';
import type { JobCounts } from '../ports/jobs.ts';
import type { NewJob } from '../ports/store.ts';
import { alarmMailbox } from './alarm-mailbox.ts';
import type { ReminderSettings } from './calendar-records.ts';
import { hasStarted, listReminders, putStarted } from './calendar-records.ts';
import { listDesks } from './desk-records.ts';
import { withKeptRounds } from './kept-rounds.ts';
import { listStaffAddresses } from './people-records.ts';
import { raiseAlarm } from './raise-alarm.ts';
import { readLedger } from './records.ts';
import { sayLedger } from './say-ledger.ts';
import { digestReaders } from './send-digest.ts';
import { sayLocalDay, sayLocalTime } from './say-local-time.ts';
import type { World } from './world.ts';

type Home = Pick<World, 'store' | 'blobs' | 'clock' | 'rounds'>;

/** Jobs of one commit beside its mark; a district has some twenty communes. */
const jobsAtOnce = 80;
/** Before people leave and switch their machines off. */
const digestHour = '16:30';

/**
 * Starts what the clock makes due: reminders, the day's digest, alarms on work that stopped. Called every minute or so; what was
 * started once, by whomever, is not started again. `work` is what the job table holds.
 */
export async function keepCalendar(home: Home, work: JobCounts): Promise<void> {
  const now = home.clock.now();
  await startReminders(home, now);
  await startDigest(home, now, work);
  await watchWork(home, now, work);
  await alarmMailbox(home);
}

async function startReminders(home: Home, now: string): Promise<void> {
  const settings = (await listReminders(home.store)).map(({ body }) => body).filter(({ isOn }) => isOn);
  if (settings.length === 0) return;
  const rounds = await withKeptRounds(home.rounds, home);
  for (const plan of settings) {
    const round = rounds.find((one) => one.round.id === plan.round)?.round;
    if (round !== undefined) await remindRound(round, plan, now, home);
  }
}

async function remindRound(round: Round, plan: ReminderSettings, now: string, home: Home): Promise<void> {
  const extensions = new Map(
    (await listDesks(home.store, round.id)).flatMap(({ commune, extension }) =>
      extension === null || deadlineOf(round, extension).lateFrom === round.lateFrom
        ? []
        : [[commune, extension] as const],
    ),
  );
  const ordinary = round.communes.filter(({ code }) => !extensions.has(code)).map(({ code }) => code);
  const due = dueReminder(plan, round, now, true);
  if (due !== null)
    for (let from = 0; from < ordinary.length; from += jobsAtOnce)
      await remind(round.id, due, ordinary.slice(from, from + jobsAtOnce), String(from), now, home);
  for (const [commune, extension] of extensions) {
    // Nothing is made up for: who was given longer today is not reminded of last week.
    const own = dueReminder(plan, deadlineOf(round, extension), now, false);
    if (own !== null) await remind(round.id, own, [commune], commune, now, home);
  }
}

/** Has communes reminded, unless they were of that day. */
async function remind(
  round: string,
  { kind, day }: DueReminder,
  communes: readonly string[],
  part: string,
  now: string,
  { store }: Home,
): Promise<void> {
  const what = `reminder#${round}#${day}#${part}`;
  if (await hasStarted(store, what)) return;
  const jobs = communes.map((commune): NewJob => ({
    id: `remind-commune:${round}:${commune}:${day}`,
    stage: 'remind-commune',
    payload: { round, commune, kind, day },
  }));
  // Refused when another tick was faster.
  await store.commit({ writes: [putStarted(what, now)], jobs });
}

async function startDigest(
  { store }: Home,
  now: string,
  { waiting, running, dead }: JobCounts,
): Promise<void> {
  const day = sayLocalDay(now);
  const isWeekend = [0, 6].includes(new Date(day).getUTCDay());
  if (isWeekend || sayLocalTime(now).hour < digestHour) return;
  const what = `digest#${day}`;
  if (await hasStarted(store, what)) return;
  if ((await listStaffAddresses(store, digestReaders)).length === 0) return;
  const job: NewJob = {
    id: `send-digest:${day}`,
    stage: 'send-digest',
    payload: { day, dead, open: waiting + running },
  };
  await store.commit({ writes: [putStarted(what, now)], jobs: [job] });
}

async function watchWork(home: Home, now: string, { waiting, running, dead }: JobCounts): Promise<void> {
  if (dead > 0)
    await raiseAlarm(
      {
        cause: 'dead-jobs',
        name: 'có việc đã dừng',
        what: `${dead} việc đã dừng sau nhiều lần thử`,
        since: now,
        effect: 'thư hoặc tài liệu liên quan chưa được xử lý xong',
        action: 'mở Nhật ký tiếp nhận, xem các việc đã dừng và bấm xử lý lại',
      },
      home,
    );
  // While work goes on, mails without an end are expected.
  if (waiting + running + dead > 0) return;
  const ledger = sayLedger(await readLedger(home.store), false);
  if (!ledger.isBalanced)
    await raiseAlarm(
      {
        cause: 'ledger',
        name: 'đối chiếu thư chưa khớp',
        what: ledger.text.replace(/\.$/u, ''),
        since: now,
        effect: 'có thể có thư chưa được xử lý',
        action: 'mở Nhật ký tiếp nhận, đối chiếu số thư nhận với số thư có kết cục',
      },
      home,
    );
}
