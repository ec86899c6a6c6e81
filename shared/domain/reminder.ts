import type { Deadline } from './deadline.ts';

/** When a round reminds its communes. */
export interface ReminderPlan {
  /** Days before the last day on which a dossier is in time, 1 to 60. */
  readonly daysBefore: readonly number[];
  /** Hour of the day in Vietnam: "08:00". */
  readonly sendAt: string;
  /** ISO time since when it holds: what was due before is not made up for. */
  readonly since: string;
}

/** A reminder that is due. */
export interface DueReminder {
  readonly kind: 'reminder' | 'overdue';
  /** ISO day it was planned for, which names it. */
  readonly day: string;
}

/** The days of officer texts §5, and the hour. */
export const usualDaysBefore: readonly number[] = [14, 7, 3, 1];
export const usualHour = '08:00';

const dayMs = 86_400_000;
/** A letter that says "overdue" weeks later says nothing. */
const overdueFor = 7 * dayMs;

/**
 * The latest reminder that is due at an instant (ISO), if any. Letters go on working days from the plan's hour on. One whose day
 * passed while the machine was off goes out on the next working day (`mayCatchUp`); of several, only the latest.
 */
export function dueReminder(
  plan: ReminderPlan,
  { lateFrom }: Pick<Deadline, 'lateFrom'>,
  now: string,
  mayCatchUp: boolean,
): DueReminder | null {
  const [today, hour] = localTime(now);
  if (isWeekend(today) || hour < plan.sendAt) return null;
  const due = plannedReminders(plan, { lateFrom }).findLast(({ day }) => day <= today);
  if (due === undefined || instantOf(due.day, plan.sendAt) < Date.parse(plan.since)) return null;
  if (due.day < today && !mayCatchUp) return null;
  if (due.kind === 'overdue')
    return Date.parse(now) - instantOf(due.day, plan.sendAt) < overdueFor ? due : null;
  return daysToLastDay(lateFrom, now) > 0 ? due : null;
}

/** All reminders of a deadline, by day: those before it on the working day before a weekend, the one after it on the working day after. */
export function plannedReminders(
  { daysBefore }: Pick<ReminderPlan, 'daysBefore'>,
  { lateFrom }: Pick<Deadline, 'lateFrom'>,
): readonly DueReminder[] {
  const last = lastDay(lateFrom);
  const days = daysBefore.map((days) => workingDay(addDays(last, -days), -1));
  return [
    ...[...new Set(days)].sort().map((day) => ({ kind: 'reminder' as const, day })),
    { kind: 'overdue', day: workingDay(localTime(lateFrom)[0], 1) },
  ];
}

/** Days from an instant's day to the last day on which a dossier is in time; 0 on that day, negative after it. */
export const daysToLastDay = (lateFrom: string, now: string): number =>
  Math.round((Date.parse(lastDay(lateFrom)) - Date.parse(localTime(now)[0])) / dayMs);

/** The last day on which a dossier is in time, ISO. */
const lastDay = (lateFrom: string): string => localTime(new Date(Date.parse(lateFrom) - 1).toISOString())[0];

/** Day and hour of an instant in Vietnam, which has kept UTC+7 since 1975: ["2023-11-03", "08:00"]. */
function localTime(instant: string): readonly [day: string, hour: string] {
  const local = new Date(Date.parse(instant) + 7 * 3_600_000).toISOString();
  return [local.slice(0, 10), local.slice(11, 16)];
}

const instantOf = (day: string, hour: string): number => Date.parse(`${day}T${hour}:00+07:00`);
const addDays = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);
const isWeekend = (day: string): boolean => [0, 6].includes(new Date(day).getUTCDay());
/** The day, or the nearest working day in a direction. */
const workingDay = (day: string, step: 1 | -1): string =>
  isWeekend(day) ? workingDay(addDays(day, step), step) : day;
