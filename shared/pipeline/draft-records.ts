import type { DraftPurpose } from '../appraisal/templates/common-values.ts';
import type { DistrictDocumentKind } from '../domain/district-document.ts';
import type { RecordKey, Store, StoreRecord, Write } from '../ports/store.ts';
import type { Typed } from './records.ts';
import { listRecords, readRecord } from './records.ts';

/*
 *   DRAFTS#<round>   <kind>#<subject>    the draft of a paper as we made it, and what people made of it
 */

/** What a person did to a draft. */
export type DraftAction =
  | {
      /** Their own copy of it, which from then on stands in its place. */
      readonly what: 'upload';
      readonly by: string;
      /** ISO time. */
      readonly at: string;
      /** The name it was uploaded under. */
      readonly file: string;
      readonly blob: string;
      /** Inputs of the draft as it was when they uploaded it. */
      readonly inputs: string;
    }
  | { readonly what: 'withdraw'; readonly by: string; readonly at: string };

/** The draft of one paper of a round. */
export interface DraftEntry {
  readonly round: string;
  readonly kind: DistrictDocumentKind;
  /** Commune code, "session-1", or "round". */
  readonly subject: string;
  /** Hash of the values and the template it was made from. */
  readonly inputs: string;
  /** Names among the blobs of the round's drafts. */
  readonly blobs: Readonly<Record<DraftPurpose, string>>;
  /** ISO time it was made. */
  readonly at: string;
  /** Oldest first, append-only. */
  readonly actions: readonly DraftAction[];
}

const schema = 1;
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
  const records = await listRecords<DraftEntry>(store, { partition: draftsPartition(round) });
  return records.map(({ body }) => body);
}

/** Writes a draft in place of the one that was read, or of none. */
export function putDraft(entry: DraftEntry, known: Typed<DraftEntry> | undefined): Write {
  const key = draftKey(entry.round, entry.kind, entry.subject);
  const record: StoreRecord = { ...key, schema, body: { ...entry } };
  return known === undefined
    ? { kind: 'put-if-absent', record }
    : { kind: 'put-if-version', record, version: known.version };
}
