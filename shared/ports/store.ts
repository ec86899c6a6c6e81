/** JSON as stored: no undefined, no dates, no class instances. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** Address of a record: all records of one partition can be listed in order of sort. */
export interface RecordKey {
  readonly partition: string;
  readonly sort: string;
}

/** A secondary listing; at most two a record. Indexes may be stale: no stage decides on one. */
export type IndexName = 'index1' | 'index2';

/** A record as written. `schema` is the version of the body's shape. */
export interface StoreRecord extends RecordKey {
  readonly schema: number;
  readonly body: JsonObject;
  readonly indexes?: Partial<Record<IndexName, RecordKey>>;
}

/** A record as read; version grows by one with every write. */
export interface StoredRecord extends StoreRecord {
  readonly version: number;
}

/** put-if-absent: refuses when the key exists; put-if-version and delete-if-version: refuse when the version is another; add: atomic increment of whole-number fields (creates the record). */
export type Write =
  | { readonly kind: 'put-if-absent'; readonly record: StoreRecord }
  | { readonly kind: 'put-if-version'; readonly record: StoreRecord; readonly version: number }
  | { readonly kind: 'delete-if-version'; readonly key: RecordKey; readonly version: number }
  | { readonly kind: 'add'; readonly key: RecordKey; readonly fields: Readonly<Record<string, number>> };

/** Work to be done later; carries keys, never bodies. The id makes a second request for the same work the same job. */
export interface NewJob {
  /** Deterministic: the stage and what it is about, e.g. "read-document:<mail>:<part>". */
  readonly id: string;
  readonly stage: StageName;
  readonly payload: Readonly<Record<string, string | number>>;
  /** Not before this ISO time; at once when absent. */
  readonly notBefore?: string;
}

export type StageName =
  | 'receive-mail'
  | 'read-document'
  | 'read-page'
  | 'join-pages'
  | 'draw-pages'
  | 'assess-dossier'
  | 'read-annex'
  | 'replay-mail'
  | 'replay-round'
  | 'list-mail'
  | 'spread-rubric'
  | 'apply-rubric'
  | 'judge-deadline'
  | 'draft-documents'
  | 'keep-drafts'
  | 'check-round'
  | 'read-confirmation'
  | 'remind-commune'
  | 'send-digest'
  | 'write-receipts'
  | 'send-mail'
  | 'note-bounce';

/** A job handed to a worker. The token fences: a worker that lost its lease cannot commit. */
export interface LeasedJob extends NewJob {
  readonly attempt: number;
  readonly token: string;
}

/** Everything a stage wants done, applied atomically or not at all. At most 90 writes and jobs together and 3 MB; one write a record. */
export interface Commit {
  readonly writes: readonly Write[];
  readonly jobs: readonly NewJob[];
}

/** applied; or refused: a condition failed (re-read and decide again), the lease was lost, or the job is already done. */
export type CommitResult =
  { readonly applied: true } | { readonly applied: false; readonly reason: 'condition' | 'lease-lost' };

export interface Query {
  readonly partition: string;
  readonly index?: IndexName;
  /** Inclusive bounds on sort. */
  readonly from?: string;
  readonly to?: string;
  readonly order?: 'ascending' | 'descending';
  /** At most this many records, 1..1000. */
  readonly limit: number;
  /** From a page before. */
  readonly after?: string;
}

export interface Page {
  readonly records: readonly StoredRecord[];
  readonly next?: string;
}

/** The one place facts are kept: small, so that both homes can promise the same. */
export interface Store {
  /** Strong read. */
  get(key: RecordKey): Promise<StoredRecord | undefined>;
  query(query: Query): Promise<Page>;
  /**
   * Applies a commit. With a leased job, also completes that job in the same transaction, and is refused when the lease was lost.
   * @throws RangeError when the commit is over 90 writes and jobs or 3 MB, a record over 300 KB, or a record written twice in it.
   */
  commit(commit: Commit, job?: LeasedJob): Promise<CommitResult>;
}

/** Limits both homes enforce (DynamoDB: 100 actions and 4 MB a transaction, 400 KB an item; ours leave room for the adapter's own records). */
export const storeLimits = { actions: 90, commitBytes: 3_000_000, recordBytes: 300_000 } as const;
