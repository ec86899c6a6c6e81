import type { Store, Write } from '../ports/store.ts';
import type { IntakeEntry } from './records.ts';
import { sayLocalDay } from './say-local-time.ts';

/*
 *   INTAKE-DAYS   <day>#<0..f>   mails taken in that day, and how long those that ended took; spread over records as the ledger is
 */

/** How long mails took from acceptance to their first end. */
export const latencySteps = [
  { field: 'within10s', seconds: 10 },
  { field: 'within1m', seconds: 60 },
  { field: 'within5m', seconds: 300 },
  { field: 'longer', seconds: Infinity },
] as const;
type LatencyField = (typeof latencySteps)[number]['field'];

/** Counts of one day. */
export type IntakeDay = {
  /** ISO day in Vietnam. */
  readonly day: string;
  readonly accepted: number;
  readonly ended: number;
  /** Seconds all that ended took together. */
  readonly seconds: number;
} & Readonly<Record<LatencyField, number>>;

const partition = 'INTAKE-DAYS';
const shards = 16;

const add = ({ mail, acceptedAt }: IntakeEntry, fields: Readonly<Record<string, number>>): Write => ({
  kind: 'add',
  key: { partition, sort: `${sayLocalDay(acceptedAt)}#${mail.slice(0, 1)}` },
  fields,
});

/** Counts a mail taken in. */
export const countAccepted = (entry: IntakeEntry): Write => add(entry, { accepted: 1 });

/** Counts the first end of a mail, on the day it was taken in; later runs are people's. */
export function countEnd(entry: IntakeEntry): readonly Write[] {
  if (entry.run !== undefined || entry.endedAt === undefined) return [];
  const seconds = Math.max(0, Math.round((Date.parse(entry.endedAt) - Date.parse(entry.acceptedAt)) / 1000));
  const step = latencySteps.find((one) => seconds <= one.seconds) ?? latencySteps[3];
  return [add(entry, { ended: 1, seconds, [step.field]: 1 })];
}

/** The counts of the days up to one, oldest first; days without a mail are left out. */
export async function listIntakeDays(
  store: Store,
  until: string,
  days: number,
): Promise<readonly IntakeDay[]> {
  const first = new Date(Date.parse(until) - (days - 1) * 86_400_000).toISOString().slice(0, 10);
  const { records } = await store.query({
    partition,
    from: first,
    to: `${until}#~`,
    limit: Math.min(days * shards, 1000),
  });
  const sums = new Map<string, IntakeDay>();
  for (const { sort, body } of records) {
    const day = sort.slice(0, 10);
    const known = sums.get(day) ?? noMails(day);
    const count = (field: Exclude<keyof IntakeDay, 'day'>): number => known[field] + Number(body[field] ?? 0);
    sums.set(day, {
      day,
      accepted: count('accepted'),
      ended: count('ended'),
      seconds: count('seconds'),
      within10s: count('within10s'),
      within1m: count('within1m'),
      within5m: count('within5m'),
      longer: count('longer'),
    });
  }
  return [...sums.values()];
}

const noMails = (day: string): IntakeDay => ({
  day,
  accepted: 0,
  ended: 0,
  seconds: 0,
  within10s: 0,
  within1m: 0,
  within5m: 0,
  longer: 0,
});
