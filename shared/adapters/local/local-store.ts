import Database from 'libsql';
import type { Clock } from '../../ports/clock.ts';
import {
  delayAfterFailure,
  jobLimits,
  type DeadJob,
  type FailureCause,
  type JobCounts,
  type PolledJobs,
} from '../../ports/jobs.ts';
import {
  type Commit,
  type CommitResult,
  type IndexName,
  type JsonObject,
  type LeasedJob,
  type NewJob,
  type Page,
  type Query,
  type RecordKey,
  type StageName,
  type Store,
  type StoredRecord,
  type StoreRecord,
  type Write,
} from '../../ports/store.ts';
import { checkCommit, checkPageSize, keyOf } from '../check-commit.ts';
import { takeProcessLock } from './process-lock.ts';
import { systemClock } from './system-clock.ts';

/** The office's store on this machine. */
export interface LocalStore extends Store, PolledJobs {
  /** Brings indexes up to date; only of use with `delayIndexes`. */
  refreshIndexes(): void;
  /** Closes the file and lets another process open it. */
  close(): void;
}

export interface LocalStoreOptions {
  /** The database file; ":memory:" keeps everything in this process. */
  readonly path: string;
  /** From `openOfficeKeys`; only a store in memory goes without. */
  readonly encryptionKey?: string;
  readonly clock?: Clock;
  /** 0..1, spreads jobs that failed together. */
  readonly random?: () => number;
  /** For tests: indexes stay as they are until `refreshIndexes`, as they may in the cloud. */
  readonly delayIndexes?: boolean;
}

/** The file is not a database under this key: another office's key, or damage. */
export class WrongKeyError extends Error {
  override readonly name = 'WrongKeyError';
  constructor() {
    super(
      'Không mở được dữ liệu: tệp bị hỏng hoặc khóa của đơn vị không phải khóa đã dùng để ghi dữ liệu này.',
    );
  }
}

/** Raised when the tables change. */
const schemaVersion = 1;

// Records and their index entries are rows of one table, so that both are listed by the same statement.
// An index entry is a copy, as in DynamoDB: a stale index shows the old record.
const tables = `
  CREATE TABLE rows (
    listing TEXT NOT NULL, partition TEXT NOT NULL, sort TEXT NOT NULL,
    of_partition TEXT NOT NULL, of_sort TEXT NOT NULL,
    schema INTEGER NOT NULL, version INTEGER NOT NULL, body TEXT NOT NULL, indexes TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX rows_in_order ON rows (listing, partition, sort, of_partition, of_sort);
  CREATE INDEX rows_of_record ON rows (of_partition, of_sort);
  CREATE TABLE jobs (
    id TEXT PRIMARY KEY, stage TEXT NOT NULL, payload TEXT NOT NULL, not_before TEXT,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'dead')),
    due INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, failures INTEGER NOT NULL DEFAULT 0,
    token INTEGER NOT NULL DEFAULT 0, cause TEXT, failed_at TEXT
  ) STRICT;
  CREATE INDEX jobs_due ON jobs (due) WHERE state IN ('waiting', 'running');
  CREATE INDEX jobs_dead ON jobs (failed_at, id) WHERE state = 'dead';
  PRAGMA user_version = ${schemaVersion};
`;

/**
 * Opens the store in one SQLite file: a commit is one transaction, on disk before it is answered. One process at a time.
 * Jobs that a killed process had in hand are handed out again at once.
 * @throws OfficeInUseError when another process has it open; WrongKeyError; Error when the file is of a newer version or would not be durable.
 */
export function openLocalStore(options: LocalStoreOptions): LocalStore {
  const inMemory = options.path === ':memory:';
  const unlock = inMemory ? () => undefined : takeProcessLock(`${options.path}.lock`);
  let database: Database.Database | undefined;
  try {
    // The option is missing from the package's types.
    const openOptions: Database.Options & { encryptionKey?: string } =
      options.encryptionKey === undefined ? {} : { encryptionKey: options.encryptionKey };
    database = new Database(options.path, openOptions);
    requireDurability(database, inMemory ? 'memory' : 'wal');
    prepareTables(database, options.clock ?? systemClock);
    return serveStore(database, options, unlock);
  } catch (error) {
    database?.close();
    unlock();
    if ((error as { code?: unknown }).code === 'SQLITE_NOTADB') throw new WrongKeyError();
    throw error;
  }
}

/** Makes the tables of a new file; takes back the jobs of a process that died. */
function prepareTables(database: Database.Database, clock: Clock): void {
  const [found] = database.prepare('PRAGMA user_version').all() as { user_version: number }[];
  if (found?.user_version === 0) inTransaction(database, () => database.exec(tables));
  else if (found?.user_version !== schemaVersion)
    throw new Error('Dữ liệu do một phiên bản Hồ Sơ mới hơn ghi; hãy cập nhật chương trình.');
  // One process at a time: whoever had these in hand is dead.
  database
    .prepare(`UPDATE jobs SET state = 'waiting', due = ? WHERE state = 'running'`)
    .run(Date.parse(clock.now()));
}

function serveStore(database: Database.Database, options: LocalStoreOptions, unlock: () => void): LocalStore {
  const { clock = systemClock, random = Math.random, delayIndexes = false } = options;
  const statements = prepareStatements(database);
  const now = (): number => Date.parse(clock.now());
  const staleIndexes = new Map<string, RecordKey>();

  function readRecord(key: RecordKey): StoredRecord | undefined {
    const [row] = statements.readRecord.all(key.partition, key.sort) as RecordRow[];
    return row === undefined ? undefined : toRecord(row);
  }

  function writeRecord(record: StoreRecord, version: number): void {
    statements.deleteRow.run('records', record.partition, record.sort);
    insertRow('records', record, record, version);
    updateIndexes(record);
  }

  function insertRow(listing: string, at: RecordKey, record: StoreRecord, version: number): void {
    statements.insertRow.run(
      listing,
      at.partition,
      at.sort,
      record.partition,
      record.sort,
      record.schema,
      version,
      JSON.stringify(record.body),
      JSON.stringify(record.indexes ?? {}),
    );
  }

  function updateIndexes(key: RecordKey): void {
    if (delayIndexes) staleIndexes.set(JSON.stringify([key.partition, key.sort]), key);
    else rebuildIndexes(key);
  }

  function rebuildIndexes(key: RecordKey): void {
    statements.deleteIndexRows.run(key.partition, key.sort);
    const record = readRecord(key);
    for (const [name, at] of Object.entries(record?.indexes ?? {}))
      if (record !== undefined) insertRow(name, at, record, record.version);
  }

  /** false when the condition does not hold. */
  function apply(write: Write): boolean {
    const key = keyOf(write);
    const existing = readRecord(key);
    switch (write.kind) {
      case 'put-if-absent':
        if (existing !== undefined) return false;
        writeRecord(write.record, 1);
        return true;
      case 'put-if-version':
        if (existing?.version !== write.version) return false;
        writeRecord(write.record, write.version + 1);
        return true;
      case 'delete-if-version':
        if (existing?.version !== write.version) return false;
        statements.deleteRow.run('records', key.partition, key.sort);
        updateIndexes(key);
        return true;
      case 'add':
        writeRecord(
          { schema: 1, ...existing, ...key, body: addFields(existing?.body ?? {}, write.fields) },
          (existing?.version ?? 0) + 1,
        );
        return true;
    }
  }

  function insertJob(job: NewJob): void {
    const due = job.notBefore === undefined ? now() : Date.parse(job.notBefore);
    statements.insertJob.run(job.id, job.stage, JSON.stringify(job.payload), job.notBefore ?? null, due);
  }

  /** The job's row while this lease holds it; failures so far. */
  function findLeased(job: LeasedJob): { failures: number } | undefined {
    const [row] = statements.readLeased.all(job.id, Number(job.token)) as { failures: number }[];
    return row;
  }

  function commit(work: Commit, job: LeasedJob | undefined): CommitResult {
    checkCommit(work);
    return inTransaction<CommitResult>(database, (rollBack) => {
      if (job !== undefined) {
        if (findLeased(job) === undefined) return { applied: false, reason: 'lease-lost' };
        statements.setState.run('done', job.id);
      }
      for (const write of work.writes)
        if (!apply(write)) {
          rollBack();
          return { applied: false, reason: 'condition' };
        }
      for (const next of work.jobs) insertJob(next);
      return { applied: true };
    });
  }

  function lease(leaseMs: number, stages: readonly StageName[] | undefined): LeasedJob | undefined {
    return inTransaction(database, () => {
      for (;;) {
        const [row] = statements.findDue.all(
          now(),
          stages === undefined ? 1 : 0,
          JSON.stringify(stages ?? []),
        ) as JobRow[];
        if (row === undefined) return undefined;
        if (row.attempts >= jobLimits.attempts) {
          statements.bury.run(row.failures, 'worker-died', clock.now(), row.id);
          continue;
        }
        const token = row.token + 1;
        statements.startLease.run(now() + leaseMs, token, row.id);
        return { ...toJob(row), attempt: row.attempts + 1, token: String(token) };
      }
    });
  }

  function fail(job: LeasedJob, cause: FailureCause): 'waiting' | 'dead' | 'lease-lost' {
    return inTransaction(database, () => {
      const leased = findLeased(job);
      if (leased === undefined) return 'lease-lost';
      const failures = leased.failures + 1;
      if (failures >= jobLimits.failures) {
        statements.bury.run(failures, cause, clock.now(), job.id);
        return 'dead';
      }
      statements.wait.run(failures, now() + delayAfterFailure(failures, random()), job.id);
      return 'waiting';
    });
  }

  // The work is synchronous; async makes a throw of it a rejection, as the ports promise.
  /* eslint-disable @typescript-eslint/require-await */
  return {
    get: async (key) => readRecord(key),
    query: async (query) => runQuery(database, query),
    commit: async (work, job) => commit(work, job),
    lease: async ({ leaseMs, stages }) => lease(leaseMs, stages),
    renew: async (job, leaseMs) =>
      statements.renew.run(now() + leaseMs, job.id, Number(job.token)).changes === 1,
    release: async (job) => statements.release.run(now(), job.id, Number(job.token)).changes === 1,
    fail: async (job, cause) => fail(job, cause),
    listDead: async (limit, after) => listDead(database, limit, after),
    retry: async (id) => statements.retry.run(now(), id).changes === 1,
    countJobs: async () => countJobs(database, now()),
    refreshIndexes() {
      inTransaction(database, () => {
        for (const key of staleIndexes.values()) rebuildIndexes(key);
      });
      staleIndexes.clear();
    },
    close() {
      // Without this the log stays beside the file until the last statement is collected.
      database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all();
      database.close();
      unlock();
    },
  };
  /* eslint-enable @typescript-eslint/require-await */
}

/**
 * Sets and reads back what "on disk before it is answered" rests on; a file must keep a write-ahead log, a store in memory cannot.
 * @throws Error when the file system cannot.
 */
export function requireDurability(database: Database.Database, journal: 'wal' | 'memory'): void {
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
  const [kept] = database.prepare('PRAGMA journal_mode').all() as { journal_mode: string }[];
  const [synced] = database.prepare('PRAGMA synchronous').all() as { synchronous: number }[];
  const full = 2;
  if (kept?.journal_mode !== journal || synced?.synchronous !== full)
    throw new Error('SQLite không bảo đảm ghi bền vững (WAL, synchronous=FULL) trên ổ đĩa này.');
}

/** One transaction: all of it, or nothing when `work` throws or rolls back. */
function inTransaction<T>(database: Database.Database, work: (rollBack: () => void) => T): T {
  const rollBack = (): void => {
    // SQLite may have rolled back itself (disk full).
    if (database.inTransaction) database.exec('ROLLBACK');
  };
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work(rollBack);
    if (database.inTransaction) database.exec('COMMIT');
    return result;
  } catch (error) {
    rollBack();
    throw error;
  }
}

function prepareStatements(database: Database.Database) {
  const leased = `id = ? AND token = ? AND state = 'running'`;
  return {
    readRecord: database.prepare(
      `SELECT partition, sort, schema, version, body, indexes FROM rows WHERE listing = 'records' AND partition = ? AND sort = ?`,
    ),
    insertRow: database.prepare('INSERT INTO rows VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)'),
    deleteRow: database.prepare('DELETE FROM rows WHERE listing = ? AND partition = ? AND sort = ?'),
    deleteIndexRows: database.prepare(
      `DELETE FROM rows WHERE of_partition = ? AND of_sort = ? AND listing <> 'records'`,
    ),
    insertJob: database.prepare(
      `INSERT INTO jobs (id, stage, payload, not_before, state, due) VALUES (?, ?, ?, ?, 'waiting', ?) ON CONFLICT DO NOTHING`,
    ),
    // "due" of a running job is the end of its lease.
    findDue: database.prepare(
      `SELECT * FROM jobs WHERE state IN ('waiting', 'running') AND due <= ? AND (? OR stage IN (SELECT value FROM json_each(?))) ORDER BY due, rowid LIMIT 1`,
    ),
    startLease: database.prepare(
      `UPDATE jobs SET state = 'running', attempts = attempts + 1, due = ?, token = ? WHERE id = ?`,
    ),
    readLeased: database.prepare(`SELECT failures FROM jobs WHERE ${leased}`),
    renew: database.prepare(`UPDATE jobs SET due = ? WHERE ${leased}`),
    release: database.prepare(
      `UPDATE jobs SET state = 'waiting', due = ?, attempts = attempts - 1 WHERE ${leased}`,
    ),
    setState: database.prepare('UPDATE jobs SET state = ? WHERE id = ?'),
    wait: database.prepare(`UPDATE jobs SET state = 'waiting', failures = ?, due = ? WHERE id = ?`),
    bury: database.prepare(
      `UPDATE jobs SET state = 'dead', failures = ?, cause = ?, failed_at = ? WHERE id = ?`,
    ),
    retry: database.prepare(
      `UPDATE jobs SET state = 'waiting', due = ?, attempts = 0, failures = 0 WHERE id = ? AND state = 'dead'`,
    ),
  };
}

interface RecordRow {
  readonly partition: string;
  readonly sort: string;
  readonly schema: number;
  readonly version: number;
  readonly body: string;
  readonly indexes: string;
}

interface JobRow {
  readonly id: string;
  readonly stage: StageName;
  readonly payload: string;
  readonly not_before: string | null;
  readonly attempts: number;
  readonly failures: number;
  readonly token: number;
}

function toRecord(row: RecordRow): StoredRecord {
  const indexes = JSON.parse(row.indexes) as Partial<Record<IndexName, RecordKey>>;
  return {
    partition: row.partition,
    sort: row.sort,
    schema: row.schema,
    body: JSON.parse(row.body) as JsonObject,
    ...(Object.keys(indexes).length === 0 ? {} : { indexes }),
    version: row.version,
  };
}

function toJob(row: JobRow): NewJob {
  return {
    id: row.id,
    stage: row.stage,
    payload: JSON.parse(row.payload) as NewJob['payload'],
    ...(row.not_before === null ? {} : { notBefore: row.not_before }),
  };
}

function addFields(body: JsonObject, fields: Readonly<Record<string, number>>): JsonObject {
  const sums: Record<string, JsonObject[string]> = { ...body };
  for (const [name, amount] of Object.entries(fields)) {
    const sum = (sums[name] ?? 0) as number;
    if (!Number.isSafeInteger(sum)) throw new RangeError('add is for whole numbers');
    sums[name] = sum + amount;
  }
  return sums;
}

// A token is the place of the last row shown, so a page begins after it whatever was written since.
const toToken = (place: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(place)).toString('base64url');
const fromToken = (token: string): (string | number)[] =>
  JSON.parse(Buffer.from(token, 'base64url').toString()) as (string | number)[];

interface ListedRow extends RecordRow {
  readonly at: string;
}

function runQuery(database: Database.Database, query: Query): Page {
  checkPageSize(query.limit);
  const [direction, beyond] = query.order === 'descending' ? ['DESC', '<'] : ['ASC', '>'];
  const conditions = ['listing = ?', 'partition = ?'];
  const values: (string | number)[] = [query.index ?? 'records', query.partition];
  const restrict = (condition: string, ...operands: (string | number)[]): void => {
    conditions.push(condition);
    values.push(...operands);
  };
  if (query.from !== undefined) restrict('sort >= ?', query.from);
  if (query.to !== undefined) restrict('sort <= ?', query.to);
  if (query.after !== undefined)
    restrict(`(sort, of_partition, of_sort) ${beyond} (?, ?, ?)`, ...fromToken(query.after));
  const rows = database
    .prepare(
      `SELECT sort AS at, of_partition AS partition, of_sort AS sort, schema, version, body, indexes FROM rows
       WHERE ${conditions.join(' AND ')}
       ORDER BY rows.sort ${direction}, of_partition ${direction}, of_sort ${direction} LIMIT ?`,
    )
    .all(...values, query.limit + 1) as ListedRow[];
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    records: shown.map(toRecord),
    ...(rows.length > shown.length && last !== undefined
      ? { next: toToken([last.at, last.partition, last.sort]) }
      : {}),
  };
}

interface DeadRow extends JobRow {
  readonly cause: FailureCause;
  readonly failed_at: string;
}

function listDead(
  database: Database.Database,
  limit: number,
  after: string | undefined,
): { jobs: readonly DeadJob[]; next?: string } {
  checkPageSize(limit);
  const rows = database
    .prepare(
      `SELECT * FROM jobs WHERE state = 'dead' AND (failed_at, id) > (?, ?) ORDER BY failed_at, id LIMIT ?`,
    )
    .all(...(after === undefined ? ['', ''] : fromToken(after)), limit + 1) as DeadRow[];
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    jobs: shown.map((row) => ({ ...toJob(row), cause: row.cause, failedAt: row.failed_at })),
    ...(rows.length > shown.length && last !== undefined ? { next: toToken([last.failed_at, last.id]) } : {}),
  };
}

function countJobs(database: Database.Database, now: number): JobCounts {
  const counts = { waiting: 0, running: 0, later: 0, dead: 0 };
  const rows = database
    .prepare(
      `SELECT iif(state = 'waiting' AND failures = 0 AND due > ?, 'later', state) AS kind, count(*) AS jobs
         FROM jobs WHERE state IN ('waiting', 'running') GROUP BY kind
       UNION ALL SELECT 'dead', count(*) FROM jobs WHERE state = 'dead'`,
    )
    .all(now) as { kind: keyof JobCounts; jobs: number }[];
  for (const row of rows) counts[row.kind] = row.jobs;
  return counts;
}
