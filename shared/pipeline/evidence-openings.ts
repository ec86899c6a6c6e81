import { createHash } from 'node:crypto';
import type { RecordKey, Store, StoreRecord, Write } from '../ports/store.ts';
import type { Typed } from './records.ts';
import { readRecord } from './records.ts';

/*
 *   OPENING#<hash of token>   -     one image that names children, to be shown once to one person
 */

/** One look at one image, for which a person gave a reason. */
export interface EvidenceOpening {
  readonly person: string;
  /** The place it was opened for, as its address without the token. */
  readonly place: string;
  /** ISO time. */
  readonly expiresAt: string;
}

const schema = 1;

// Attack: a stolen copy of the records must not open anything, so only the hash of the token is kept.
const openingKey = (token: string): RecordKey => ({
  partition: `OPENING#${createHash('sha256').update(token).digest('hex')}`,
  sort: '-',
});

/** Lets one image be shown once. */
export function putOpening(token: string, opening: EvidenceOpening): Write {
  const record: StoreRecord = { ...openingKey(token), schema, body: { ...opening } };
  return { kind: 'put-if-absent', record };
}

/** What a token opens; undefined when it was used. */
export const readOpening = (store: Store, token: string) =>
  readRecord<EvidenceOpening>(store, openingKey(token));

/** Uses an opening up; refused when another request did. */
export const dropOpening = (token: string, known: Typed<EvidenceOpening>): Write => ({
  kind: 'delete-if-version',
  key: openingKey(token),
  version: known.version,
});
