import type { DecisionEvent } from '../domain/decision.ts';
import type { Store, StoreRecord, Write } from '../ports/store.ts';
import type { DossierEntry, Typed } from './records.ts';
import type { OwedReceipts } from './receipt-records.ts';
import { owedKey } from './receipt-records.ts';
import { dossierKey, listRecords } from './records.ts';

/*
 *   DOSSIER#<round>#<commune>   decision#<n>      what people decided on it, append-only
 *
 * Beside the head and the revisions of the dossier, so that one query reads all of it. The head carries the summary: whoever
 * writes an event or a revision writes the head, so of two at once one is refused and looks again.
 */

const schema = 1;
const prefix = 'decision#';

/** Everything kept of a dossier, but the contents of its revisions. */
export interface DossierRecords {
  readonly head: Typed<DossierEntry>;
  /** Oldest first. */
  readonly revisions: readonly DossierEntry[];
  /** Oldest first. */
  readonly events: readonly DecisionEvent[];
  /** Receipts for its mails; undefined where none was ever owed. */
  readonly owed: OwedReceipts | undefined;
}

/** The records of a dossier, in one query (of one page, unless it has hundreds of revisions and decisions); undefined where none has come. */
export async function readDossierRecords(
  store: Store,
  round: string,
  commune: string,
): Promise<DossierRecords | undefined> {
  const { partition, sort } = dossierKey(round, commune);
  const records: { readonly sort: string; readonly body: unknown; readonly version: number }[] = [];
  let after: string | undefined;
  do {
    const page = await store.query({ partition, limit: 1000, ...(after === undefined ? {} : { after }) });
    records.push(...page.records);
    after = page.next;
  } while (after !== undefined);
  const head = records.find((record) => record.sort === sort);
  if (head === undefined) return undefined;
  const bodies = (of: string): unknown[] =>
    records.filter((record) => record.sort.startsWith(of)).map(({ body }) => body);
  return {
    head: { body: head.body as DossierEntry, version: head.version },
    revisions: bodies('revision#') as DossierEntry[],
    events: bodies(prefix) as DecisionEvent[],
    owed: bodies(owedKey(round, commune).sort)[0] as OwedReceipts | undefined,
  };
}

/** What people decided on a dossier, oldest first. */
export async function listDecisions(
  store: Store,
  round: string,
  commune: string,
): Promise<readonly DecisionEvent[]> {
  const records = await listRecords<DecisionEvent>(store, {
    partition: dossierKey(round, commune).partition,
    from: prefix,
    to: `${prefix}~`,
  });
  return records.map(({ body }) => body);
}

/** Writes an event; refused when another has its number. */
export function putDecision(event: DecisionEvent): Write {
  const { partition } = dossierKey(event.round, event.commune);
  const record: StoreRecord = {
    partition,
    sort: `${prefix}${String(event.number).padStart(6, '0')}`,
    schema,
    body: { ...event } as unknown as StoreRecord['body'],
  };
  return { kind: 'put-if-absent', record };
}
