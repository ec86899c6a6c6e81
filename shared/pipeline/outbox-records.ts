import type { RecordKey, Store, StoreRecord, Write } from '../ports/store.ts';
import type { Typed } from './records.ts';
import { listRecords } from './records.ts';

/*
 *   OUTBOX#<round>           <cause>              a mail to a commune; the key is its cause, so one cause makes one mail
 *   index1 OUTBOX-WAITING    <at>#<round>#<cause> those still to be sent
 */

/** A mail the office owes a commune. */
export interface OutboxEntry {
  readonly round: string;
  /** Commune code. */
  readonly commune: string;
  /** "return#session#0001#06514", "recognised#decision#0001#06514" */
  readonly cause: string;
  readonly subject: string;
  /** Plain text. */
  readonly text: string;
  /** withdrawn: the act it tells of was taken back before it was sent. */
  readonly state: 'waiting' | 'withdrawn';
  readonly by: string;
  /** ISO time. */
  readonly at: string;
}

const schema = 1;
const outboxPartition = (round: string): string => `OUTBOX#${round}`;
const outboxKey = (round: string, cause: string): RecordKey => ({
  partition: outboxPartition(round),
  sort: cause,
});

/** Writes a mail in place of the one that was read, or of none. */
export function putOutbox(entry: OutboxEntry, known: Typed<OutboxEntry> | undefined): Write {
  const record: StoreRecord = {
    ...outboxKey(entry.round, entry.cause),
    schema,
    body: { ...entry },
    ...(entry.state === 'waiting' && {
      indexes: {
        index1: { partition: 'OUTBOX-WAITING', sort: `${entry.at}#${entry.round}#${entry.cause}` },
      },
    }),
  };
  return known === undefined
    ? { kind: 'put-if-absent', record }
    : { kind: 'put-if-version', record, version: known.version };
}

/** A page of the mails of a round, by cause. */
export async function pageOutbox(
  store: Store,
  round: string,
  limit: number,
  after?: string,
): Promise<{ readonly mails: readonly OutboxEntry[]; readonly next: string | null }> {
  const page = await store.query({
    partition: outboxPartition(round),
    limit,
    ...(after === undefined ? {} : { after }),
  });
  return {
    mails: page.records.map(({ body }) => body as unknown as OutboxEntry),
    next: page.next ?? null,
  };
}

/** The mails of a round whose cause begins so ("recognised#decision#0001#"). */
export const listOutbox = (
  store: Store,
  round: string,
  cause: string,
): Promise<readonly Typed<OutboxEntry>[]> =>
  listRecords<OutboxEntry>(store, { partition: outboxPartition(round), from: cause, to: `${cause}~` });
