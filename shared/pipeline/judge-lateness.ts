import type { Deadline } from '../domain/deadline.ts';
import { deadlineOf, isLateBy } from '../domain/deadline.ts';
import type { Finding } from '../domain/finding.ts';
import { makeFinding } from '../domain/finding-catalogue.ts';
import type { Round } from '../domain/round.ts';
import type { Store } from '../ports/store.ts';
import { readDesk } from './desk-records.ts';
import { orderFindings } from './order-findings.ts';
import { sayLocalTime } from './say-local-time.ts';

const dayMs = 86_400_000;

/** The deadline that holds for a commune as it stands now. */
export async function readDeadline(
  round: Round,
  commune: string,
  store: Pick<Store, 'get'>,
): Promise<Deadline> {
  return deadlineOf(round, (await readDesk(store, round.id, commune))?.body.extension ?? null);
}

/**
 * Remarks with, or without, the one that the dossier is late: by its first mail (ISO instant; undefined where it has none), for what
 * comes later completes it.
 */
export function judgeLateness(
  findings: readonly Finding[],
  receivedAt: string | undefined,
  deadline: Deadline,
): readonly Finding[] {
  const others = findings.filter(({ code }) => code !== 'late-submission');
  if (receivedAt === undefined || !isLateBy(receivedAt, deadline)) return others;
  const { day, hour } = sayLocalTime(receivedAt);
  const days = Math.floor((Date.parse(receivedAt) - Date.parse(deadline.lateFrom)) / dayMs) + 1;
  return orderFindings([
    ...others,
    makeFinding('late-submission', { time: hour, date: day, days, deadline: deadline.deadline }),
  ]);
}
