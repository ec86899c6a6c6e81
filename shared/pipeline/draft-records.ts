import type { DraftPurpose } from '../appraisal/templates/common-values.ts';
import type { DistrictDocumentKind } from '../domain/district-document.ts';
import type { Person } from '../domain/person.ts';
import type { RecordKey, Store, StoreRecord, Write } from '../ports/store.ts';
import type { Typed } from './records.ts';
import { listRecords, readRecord } from './records.ts';

/*
 *   DRAFTS#<round>   <kind>#<subject>    the draft of a paper as we made it, and what people made of it
 *   DRAFTS#<round>   ~order              the latest order to make all of them, and how far it is
 */

/** Who acts. */
export type Actor = Pick<Person, 'id' | 'name'>;

/** What a person did to a draft. */
export type DraftAction =
  | {
      /** Their own copy of it, which from then on stands in its place. */
      readonly what: 'upload';
      readonly by: Actor;
      /** ISO time. */
      readonly at: string;
      /** The name it was uploaded under. */
      readonly file: string;
      readonly blob: string;
      /** Inputs of the draft as it was when they uploaded it. */
      readonly inputs: string;
    }
  | { readonly what: 'withdraw'; readonly by: Actor; readonly at: string };

/** The draft of one paper of a round. */
export interface DraftEntry {
  readonly round: string;
  readonly kind: DistrictDocumentKind;
  /** Commune code, "session-1", or "round". */
  readonly subject: string;
  /** Hash of the values and the template it was made from. */
  readonly inputs: string;
  /** Hash of the records it was made from (draft-basis.ts); another hash means something may have changed since. */
  readonly basis: string;
  /** Names among the blobs of the round's drafts. */
  readonly blobs: Readonly<Record<DraftPurpose, string>>;
  /** ISO time it was made. */
  readonly at: string;
  /** Oldest first, append-only. */
  readonly actions: readonly DraftAction[];
}

/** An order to make every paper of a round. */
export interface DraftOrder {
  readonly token: string;
  readonly by: Actor;
  /** ISO time. */
  readonly at: string;
  /** Jobs it was split into, and those done. */
  readonly parts: number;
  readonly done: number;
  /** Papers kept up to date so far. */
  readonly made: number;
  /** Papers that could not be made: kind and subject. */
  readonly failed: readonly (readonly [DistrictDocumentKind, string])[];
}

const schema = 1;
const orderSort = '~order';
const draftsPartition = (round: string): string => `DRAFTS#${round}`;
const draftKey = (round: string, kind: DistrictDocumentKind, subject: string): RecordKey => ({
  partition: draftsPartition(round),
  sort: `${kind}#${subject}`,
});

/** Blob folder of the drafts of a round. */
export const draftsFolder = (round: string): string => `drafts/${round}`;

/** The draft of one paper; undefined until it is made. */
export const readDraft = (store: Store, round: string, kind: DistrictDocumentKind, subject: string) =>
  readRecord<DraftEntry>(store, draftKey(round, kind, subject));

/** Every draft of a round. */
export async function listDrafts(store: Store, round: string): Promise<readonly DraftEntry[]> {
  return (await readDrafts(store, round)).drafts;
}

/** Every draft of a round, and the latest order to make all of them; one request. */
export async function readDrafts(
  store: Store,
  round: string,
): Promise<{ readonly drafts: readonly DraftEntry[]; readonly order: DraftOrder | undefined }> {
  const records = await listRecords<DraftEntry | DraftOrder>(store, { partition: draftsPartition(round) });
  const bodies = records.map(({ body }) => body);
  return {
    drafts: bodies.filter((body) => 'kind' in body),
    order: bodies.find((body) => 'token' in body),
  };
}

/** The latest order to make every paper of a round. */
export const readDraftOrder = (store: Store, round: string) =>
  readRecord<DraftOrder>(store, { partition: draftsPartition(round), sort: orderSort });

/** Writes an order, or how far it is, in place of the one that was read. */
export const putDraftOrder = (
  round: string,
  order: DraftOrder,
  known: Typed<DraftOrder> | undefined,
): Write => put({ partition: draftsPartition(round), sort: orderSort }, order, known);

/** Writes a draft in place of the one that was read, or of none. */
export const putDraft = (entry: DraftEntry, known: Typed<DraftEntry> | undefined): Write =>
  put(draftKey(entry.round, entry.kind, entry.subject), entry, known);

function put(key: RecordKey, body: object, known: Typed<unknown> | undefined): Write {
  const record: StoreRecord = { ...key, schema, body: body as StoreRecord['body'] };
  return known === undefined
    ? { kind: 'put-if-absent', record }
    : { kind: 'put-if-version', record, version: known.version };
}
