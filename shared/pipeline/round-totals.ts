import type { Store, Write } from '../ports/store.ts';
import { councilPartition } from './council-records.ts';
import type { DossierEntry } from './records.ts';
import { sayLocalDay } from './say-local-time.ts';

/*
 * Counts of a round, kept by every commit that changes what they count, so that no page counts dossiers.
 *
 *   ROUNDS               <round>#<shard>     for the list of rounds: 50 rounds in one request
 *   COUNCIL#<round>      total#<shard>       the same for one round, with the days dossiers first came
 */

/** Many mails at once wait for one another on one record; few enough that 50 rounds are one request. */
const shards = 4;

/** Counts of a round; a field nobody has counted yet is 0. */
export interface RoundTotals {
  /** Communes with a dossier, late ones, and those that lack a paper or have one nobody can use. */
  readonly submitted: number;
  readonly late: number;
  readonly incomplete: number;
  /** Paper copies registered. */
  readonly paper: number;
  readonly extended: number;
  /** Communes that signed minutes propose, and those a decision recognises. */
  readonly proposed: number;
  readonly recognised: number;
}

type Field = keyof RoundTotals;
const fields: readonly Field[] = [
  'submitted',
  'late',
  'incomplete',
  'paper',
  'extended',
  'proposed',
  'recognised',
];

/** Adds to the counts of a round; nothing to write where nothing changes. `spreadBy` (a commune code) says on which records. */
export function countInRound(
  round: string,
  spreadBy: string,
  change: Partial<RoundTotals>,
  firstDay?: string,
): readonly Write[] {
  const changed = Object.fromEntries(Object.entries(change).filter(([, count]) => count !== 0));
  if (Object.keys(changed).length === 0 && firstDay === undefined) return [];
  const shard = String((spreadBy.codePointAt(spreadBy.length - 1) ?? 0) % shards);
  return [
    { kind: 'add', key: { partition: 'ROUNDS', sort: `${round}#${shard}` }, fields: changed },
    {
      kind: 'add',
      key: { partition: councilPartition(round), sort: `total#${shard}` },
      fields: { ...changed, ...(firstDay !== undefined && { [`day-${firstDay}`]: 1 }) },
    },
  ];
}

/** What a dossier's new head changes in the counts of its round. */
export function countDossier(entry: DossierEntry, before: DossierEntry | undefined): readonly Write[] {
  const was = before === undefined ? undefined : counted(before);
  const is = counted(entry);
  return countInRound(
    entry.round,
    entry.commune,
    {
      submitted: is.submitted - (was?.submitted ?? 0),
      late: is.late - (was?.late ?? 0),
      incomplete: is.incomplete - (was?.incomplete ?? 0),
    },
    before === undefined ? sayLocalDay(entry.at) : undefined,
  );
}

function counted(entry: DossierEntry): Pick<RoundTotals, 'submitted' | 'late' | 'incomplete'> {
  const { missingDocuments, blocking } = entry.decided ?? entry;
  // Its papers may all have been moved elsewhere.
  if (entry.mails.length === 0) return { submitted: 0, late: 0, incomplete: 0 };
  return {
    submitted: 1,
    late: entry.late ? 1 : 0,
    incomplete: missingDocuments.length > 0 || blocking > 0 ? 1 : 0,
  };
}

/** The counts among the fields of a round's records. */
export function toTotals(sums: Readonly<Record<string, number>>): RoundTotals {
  return Object.fromEntries(fields.map((field) => [field, sums[field] ?? 0])) as unknown as RoundTotals;
}

/** How many dossiers first came on which day, oldest first. */
export function toDays(
  sums: Readonly<Record<string, number>>,
): readonly { readonly day: string; readonly count: number }[] {
  return Object.entries(sums)
    .flatMap(([field, count]) => (field.startsWith('day-') ? [{ day: field.slice(4), count }] : []))
    .sort((one, other) => (one.day < other.day ? -1 : 1));
}

/** The counts of the rounds from one identifier to another (inclusive, in the order of their letters), in one request. */
export async function readTotals(
  store: Store,
  first: string,
  last: string,
): Promise<ReadonlyMap<string, RoundTotals>> {
  const { records } = await store.query({
    partition: 'ROUNDS',
    from: `${first}#`,
    to: `${last}#~`,
    limit: 1000,
  });
  const sums = new Map<string, Record<string, number>>();
  for (const { sort, body } of records) {
    const round = sort.slice(0, sort.lastIndexOf('#'));
    const sum = sums.get(round) ?? {};
    for (const [field, count] of Object.entries(body)) sum[field] = (sum[field] ?? 0) + Number(count);
    sums.set(round, sum);
  }
  return new Map([...sums].map(([round, sum]) => [round, toTotals(sum)]));
}
