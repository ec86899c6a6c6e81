import type { Store } from '../ports/store.ts';
import type { CommuneDesk } from './desk-records.ts';
import type { DossierEntry } from './records.ts';
import { boardPlace } from './records.ts';
import type { CommuneChecks, TrackedEntry } from './round-records.ts';

/** What is kept of many communes of a round, for its board. */
export interface BoardLines {
  readonly dossiers: readonly DossierEntry[];
  readonly checks: readonly CommuneChecks[];
  readonly tracked: readonly TrackedEntry[];
  readonly desks: readonly CommuneDesk[];
  /** Last commune whose lines are all there; null where everything asked for is. */
  readonly until: string | null;
}

/** Lines of one request. */
const linesAtOnce = 1000;

/** The lines of the communes from one code to another (inclusive), or as many as one request brings. */
export async function readBoardLines(
  store: Store,
  round: string,
  first: string,
  last: string,
): Promise<BoardLines> {
  const { partition, sort: from } = boardPlace(round, first, '');
  const { records, next } = await store.query({
    partition,
    index: 'index2',
    from,
    to: `${last}#~`,
    limit: linesAtOnce,
  });
  const bodiesIn = (kind: string): readonly unknown[] =>
    records.filter((record) => record.partition.split('#')[0] === kind).map(({ body }) => body);
  // The lines of the commune at the cut may go on.
  const communes = [...new Set(records.map(({ body }) => body['commune'] as string))];
  return {
    dossiers: bodiesIn('DOSSIER') as readonly DossierEntry[],
    checks: bodiesIn('CHECKS') as readonly CommuneChecks[],
    tracked: bodiesIn('TRACKED') as readonly TrackedEntry[],
    desks: bodiesIn('DESK') as readonly CommuneDesk[],
    until: next === undefined ? null : (communes.at(-2) ?? null),
  };
}
