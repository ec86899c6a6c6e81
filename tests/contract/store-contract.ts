import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  jobLimits,
  type DeliveredJobs,
  type FailureCause,
  type Jobs,
  type PolledJobs,
} from '../../shared/ports/jobs.ts';
import {
  storeLimits,
  type Commit,
  type JsonObject,
  type LeasedJob,
  type NewJob,
  type Query,
  type RecordKey,
  type Store,
  type StoredRecord,
  type StoreRecord,
  type Write,
} from '../../shared/ports/store.ts';
import { makeMovableClock, type MovableClock } from '../support/movable-clock.ts';

/** A fresh, empty store of one home. */
interface OpenedStore<S extends Store & Jobs> {
  readonly store: S;
  /** Hands out the job due longest, in this home's way. */
  readonly lease: (leaseMs: number) => Promise<LeasedJob | undefined>;
  readonly close: () => Promise<void> | void;
}

interface TestWorld {
  readonly clock: MovableClock;
  readonly random: () => number;
}

export type OpenStore<S extends Store & Jobs> = (world: TestWorld) => Promise<OpenedStore<S>>;

/** Opens a fresh store before each test of the suite it is called in. */
function useStore<S extends Store & Jobs>(open: OpenStore<S>) {
  const world = { clock: makeMovableClock(), random: () => 0.5 };
  let opened: OpenedStore<S> | undefined;
  beforeEach(async () => {
    world.clock = makeMovableClock();
    opened = await open(world);
  });
  afterEach(() => opened?.close());
  const current = (): OpenedStore<S> => opened ?? raise('no store is open');
  const leaseIfDue = (leaseMs = 1000): Promise<LeasedJob | undefined> => current().lease(leaseMs);
  const lease = async (leaseMs = 60_000): Promise<LeasedJob> =>
    (await leaseIfDue(leaseMs)) ?? raise('no job is due');
  return { store: () => current().store, clock: () => world.clock, lease, leaseIfDue };
}

function raise(message: string): never {
  throw new Error(message);
}

const key: RecordKey = { partition: 'MAIL#1', sort: 'intake' };
const record = (body: JsonObject, at: RecordKey = key): StoreRecord => ({ ...at, schema: 1, body });
const write = (...writes: Write[]): Commit => ({ writes, jobs: [] });
const put = (body: JsonObject, at?: RecordKey): Write => ({
  kind: 'put-if-absent',
  record: record(body, at),
});
const numbered = (index: number): RecordKey => ({ partition: 'P', sort: String(index).padStart(5, '0') });
const job = (id: string, more: Partial<NewJob> = {}): NewJob => ({
  id,
  stage: 'read-document',
  payload: { mail: '1', from: 0 },
  ...more,
});
const ask = (...jobs: NewJob[]): Commit => ({ writes: [], jobs });

async function list(store: Store, query: Query): Promise<StoredRecord[]> {
  const records: StoredRecord[] = [];
  let after: string | undefined;
  do {
    const page = await store.query({ ...query, ...(after === undefined ? {} : { after }) });
    records.push(...page.records);
    after = page.next;
  } while (after !== undefined);
  return records;
}

/** What every home promises of its store and job table; the pipeline relies on nothing else. */
export function describeStore<S extends Store & Jobs>(home: string, open: OpenStore<S>): void {
  describe(`the store of ${home}`, () => {
    const opened = useStore(open);
    const { lease, leaseIfDue: leaseNone } = opened;
    let store: Store & Jobs;
    let clock: MovableClock;
    beforeEach(() => {
      store = opened.store();
      clock = opened.clock();
    });

    describe('records', () => {
      it('gives back what was put, as version 1', async () => {
        const body = { tên: 'Xã Hữu Kiên', figures: [1, 0.985, null], nested: { yes: true }, empty: '' };
        expect(await store.commit(write(put(body)))).toEqual({ applied: true });
        expect(await store.get(key)).toEqual({ ...record(body), version: 1 });
      });

      it('knows nothing of a key never written', async () => {
        expect(await store.get(key)).toBeUndefined();
      });

      it('refuses to put over a record that is there', async () => {
        await store.commit(write(put({ by: 'first' })));
        expect(await store.commit(write(put({ by: 'second' })))).toEqual({
          applied: false,
          reason: 'condition',
        });
        expect((await store.get(key))?.body).toEqual({ by: 'first' });
      });

      it('lets only one of two writers who read the same version win', async () => {
        await store.commit(write(put({ n: 0 })));
        const change = (by: string) =>
          store.commit(write({ kind: 'put-if-version', version: 1, record: record({ by }) }));
        const results = await Promise.all([change('a'), change('b')]);
        expect(results.filter((result) => result.applied)).toHaveLength(1);
        expect((await store.get(key))?.version).toBe(2);
      });

      it('refuses a versioned write to a record that is not there', async () => {
        const versioned = write({ kind: 'put-if-version', version: 1, record: record({}) });
        expect(await store.commit(versioned)).toEqual({ applied: false, reason: 'condition' });
      });

      it('deletes only the version that was read', async () => {
        await store.commit(write(put({})));
        const remove = (version: number) => store.commit(write({ kind: 'delete-if-version', key, version }));
        expect(await remove(2)).toEqual({ applied: false, reason: 'condition' });
        expect(await remove(1)).toEqual({ applied: true });
        expect(await store.get(key)).toBeUndefined();
        expect(await remove(1)).toEqual({ applied: false, reason: 'condition' });
      });

      it('adds to counters from many writers without losing one, and begins at nothing', async () => {
        const add = () => store.commit(write({ kind: 'add', key, fields: { accepted: 1, bytes: -2 } }));
        await Promise.all(Array.from({ length: 50 }, add));
        expect(await store.get(key)).toEqual({ ...record({ accepted: 50, bytes: -100 }), version: 50 });
      });

      it('adds beside the other fields of a record', async () => {
        await store.commit(write(put({ name: 'x', accepted: 5 })));
        await store.commit(write({ kind: 'add', key, fields: { accepted: 1 } }));
        expect(await store.get(key)).toEqual({ ...record({ name: 'x', accepted: 6 }), version: 2 });
      });

      it('applies nothing of a commit of which one condition fails', async () => {
        await store.commit(write(put({})));
        const other = { partition: 'MAIL#2', sort: 'intake' };
        const result = await store.commit({
          writes: [
            put({}, other),
            { kind: 'add', key: { partition: 'LEDGER', sort: '-' }, fields: { n: 1 } },
            put({}),
          ],
          jobs: [job('never')],
        });
        expect(result).toEqual({ applied: false, reason: 'condition' });
        expect(await store.get(other)).toBeUndefined();
        expect(await store.get({ partition: 'LEDGER', sort: '-' })).toBeUndefined();
        expect(await leaseNone()).toBeUndefined();
      });

      it('counts down a fan-in of 64 parts read at once, and exactly one of them sees zero', async () => {
        await store.commit(write(put({ count: 64 })));
        let sawZero = 0;
        const finishPart = async (): Promise<void> => {
          for (;;) {
            const pending = await store.get(key);
            if (pending === undefined) throw new Error('no fan-in');
            const count = Number(pending.body['count']) - 1;
            const result = await store.commit({
              writes: [{ kind: 'put-if-version', version: pending.version, record: record({ count }) }],
              jobs: count === 0 ? [job('assess')] : [],
            });
            if (!result.applied) continue;
            if (count === 0) sawZero += 1;
            return;
          }
        };
        await Promise.all(Array.from({ length: 64 }, finishPart));
        expect(sawZero).toBe(1);
        expect((await store.get(key))?.body).toEqual({ count: 0 });
        expect(await store.countJobs()).toEqual({ waiting: 1, running: 0, later: 0, dead: 0 });
      });
    });

    describe('limits', () => {
      it('refuses a commit of more than 90 writes and jobs', async () => {
        const puts = Array.from({ length: storeLimits.actions }, (_, index) => put({}, numbered(index)));
        await expect(store.commit({ writes: puts, jobs: [job('one too many')] })).rejects.toThrow(RangeError);
        expect(await store.commit({ writes: puts, jobs: [] })).toEqual({ applied: true });
      });

      it('refuses a record over 300 KB, measured in bytes and not in letters', async () => {
        const body = (letters: number) => ({ text: 'ệ'.repeat(letters) });
        await expect(store.commit(write(put(body(storeLimits.recordBytes / 3))))).rejects.toThrow(RangeError);
        expect(await store.get(key)).toBeUndefined();
        expect(await store.commit(write(put(body(storeLimits.recordBytes / 3 - 200))))).toEqual({
          applied: true,
        });
      });

      it('refuses a commit over 3 MB', async () => {
        const large = Array.from({ length: 11 }, (_, index) =>
          put({ text: 'x'.repeat(290_000) }, numbered(index)),
        );
        await expect(store.commit(write(...large))).rejects.toThrow(RangeError);
        expect(await store.commit(write(...large.slice(1)))).toEqual({ applied: true });
      });

      it('refuses two writes to one record in a commit', async () => {
        await expect(store.commit(write(put({ n: 1 }), put({ n: 2 })))).rejects.toThrow(RangeError);
      });

      it('refuses to add what is no whole number', async () => {
        const add = store.commit(write({ kind: 'add', key, fields: { n: 0.5 } }));
        await expect(add).rejects.toThrow(RangeError);
      });

      it.each([0, 1001, 1.5])('refuses a page of %d records', async (limit) => {
        await expect(store.query({ partition: 'P', limit })).rejects.toThrow(RangeError);
      });
    });

    describe('listings', () => {
      const fill = async (count: number): Promise<void> => {
        for (let first = 0; first < count; first += storeLimits.actions) {
          const size = Math.min(storeLimits.actions, count - first);
          const puts = Array.from({ length: size }, (_, i) => put({ n: first + i }, numbered(first + i)));
          await store.commit(write(...puts));
        }
      };
      const numbers = (records: readonly StoredRecord[]) => records.map((each) => each.body['n']);
      const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

      it('pages through a partition forwards and backwards, each record once', async () => {
        await fill(25);
        await store.commit(write(put({}, { partition: 'Q', sort: '00003' })));
        expect(numbers(await list(store, { partition: 'P', limit: 7 }))).toEqual(upTo(25));
        expect(numbers(await list(store, { partition: 'P', limit: 7, order: 'descending' }))).toEqual(
          upTo(25).reverse(),
        );
      });

      it('keeps within inclusive bounds in both directions', async () => {
        await fill(25);
        const bounds = { partition: 'P', from: '00003', to: '00006', limit: 2 };
        expect(numbers(await list(store, bounds))).toEqual([3, 4, 5, 6]);
        expect(numbers(await list(store, { ...bounds, order: 'descending' }))).toEqual([6, 5, 4, 3]);
      });

      it('goes on after the last record shown, though records were added and removed meanwhile', async () => {
        await fill(6);
        const first = await store.query({ partition: 'P', limit: 3 });
        if (first.next === undefined) throw new Error('one page only');
        await store.commit(
          write(
            { kind: 'delete-if-version', key: numbered(2), version: 1 },
            put({ n: 'early' }, { partition: 'P', sort: '00000a' }),
            put({ n: 'late' }, { partition: 'P', sort: '00004a' }),
          ),
        );
        const rest = await list(store, { partition: 'P', limit: 3, after: first.next });
        expect(numbers(rest)).toEqual([3, 4, 'late', 5]);
      });

      it('orders by bytes, so that every home lists alike', async () => {
        const sorts = ['a', 'B', 'đ', 'Z', 'ă', '1', '~'];
        await store.commit(write(...sorts.map((sort) => put({}, { partition: 'P', sort }))));
        const listed = await list(store, { partition: 'P', limit: 10 });
        expect(listed.map((each) => each.sort)).toEqual(['1', 'B', 'Z', 'a', '~', 'ă', 'đ']);
      });

      it('holds 10,000 records of one partition', async () => {
        await fill(10_000);
        expect(numbers(await list(store, { partition: 'P', limit: 1000 }))).toEqual(upTo(10_000));
        expect((await store.get(numbered(7_777)))?.body).toEqual({ n: 7_777 });
      });
    });

    describe('indexes', () => {
      const at = (sort: string): NonNullable<StoreRecord['indexes']> => ({
        index1: { partition: 'INTAKE', sort },
      });
      const mail = (id: string, sort: string | null, body: JsonObject = {}): StoreRecord => ({
        ...record(body, { partition: `MAIL#${id}`, sort: 'intake' }),
        ...(sort === null ? {} : { indexes: at(sort) }),
      });
      const putMail = (...of: Parameters<typeof mail>): Write => ({
        kind: 'put-if-absent',
        record: mail(...of),
      });
      const intake: Query = { partition: 'INTAKE', index: 'index1', limit: 2 };
      const names = async (query: Query = intake) =>
        (await list(store, query)).map((each) => each.partition.slice(5));

      it('lists records by the index they ask for, both ways, whole', async () => {
        await store.commit(
          write(putMail('b', '2'), putMail('a', '3'), putMail('c', '1'), putMail('d', null)),
        );
        expect(await names()).toEqual(['c', 'b', 'a']);
        expect(await names({ ...intake, order: 'descending' })).toEqual(['a', 'b', 'c']);
        expect(await names({ ...intake, from: '2' })).toEqual(['b', 'a']);
        expect((await store.query(intake)).records[0]).toEqual({ ...mail('c', '1'), version: 1 });
      });

      it('loses none of several records with the same place in an index', async () => {
        await store.commit(write(...['e', 'd', 'c', 'b', 'a'].map((id) => putMail(id, 'same'))));
        expect((await names()).sort()).toEqual(['a', 'b', 'c', 'd', 'e']);
        expect((await names({ ...intake, order: 'descending' })).sort()).toEqual(['a', 'b', 'c', 'd', 'e']);
      });

      it('keeps two indexes of a record apart', async () => {
        const both = {
          index1: { partition: 'INTAKE', sort: '1' },
          index2: { partition: 'SENDER', sort: '9' },
        };
        const twice = { ...mail('a', null), indexes: both };
        await store.commit(write({ kind: 'put-if-absent', record: twice }));
        expect(await names({ ...intake, index: 'index2', partition: 'SENDER' })).toEqual(['a']);
        expect(await names({ ...intake, index: 'index2' })).toEqual([]);
      });

      it('follows a record that moves, changes, counts or goes', async () => {
        await store.commit(write(putMail('a', '1'), putMail('b', '2', { n: 1 })));
        await store.commit(
          write(
            { kind: 'put-if-version', version: 1, record: mail('a', '3') },
            { kind: 'add', key: { partition: 'MAIL#b', sort: 'intake' }, fields: { n: 1 } },
          ),
        );
        expect(await list(store, intake)).toEqual([
          { ...mail('b', '2', { n: 2 }), version: 2 },
          { ...mail('a', '3'), version: 2 },
        ]);
        await store.commit(
          write(
            { kind: 'put-if-version', version: 2, record: mail('a', null) },
            { kind: 'delete-if-version', key: { partition: 'MAIL#b', sort: 'intake' }, version: 2 },
          ),
        );
        expect(await names()).toEqual([]);
      });
    });

    describe('jobs', () => {
      it('hands a job out once, whole, to one worker', async () => {
        await store.commit(ask(job('a', { payload: { mail: 'm', from: 40 } })));
        const [first, second] = await Promise.all([leaseNone(), leaseNone()]);
        expect([first, second].filter((each) => each !== undefined)).toEqual([
          {
            ...job('a', { payload: { mail: 'm', from: 40 } }),
            attempt: 1,
            token: expect.any(String) as string,
          },
        ]);
      });

      it('hands out the job due longest first', async () => {
        await store.commit(ask(job('a')));
        clock.advance(1);
        await store.commit(ask(job('b')));
        clock.advance(1);
        expect([(await lease()).id, (await lease()).id]).toEqual(['a', 'b']);
      });

      it('does not hand out a job before its time', async () => {
        await store.commit(ask(job('later', { notBefore: '2023-11-01T01:00:10.000Z' })));
        clock.advance(9_999);
        expect(await leaseNone()).toBeUndefined();
        clock.advance(1);
        expect(await leaseNone()).toMatchObject({ id: 'later', notBefore: '2023-11-01T01:00:10.000Z' });
      });

      it('completes the job in the very commit that does its work', async () => {
        await store.commit(ask(job('a')));
        const leased = await lease();
        expect(await store.commit({ writes: [put({})], jobs: [job('b')] }, leased)).toEqual({
          applied: true,
        });
        expect(await store.countJobs()).toEqual({ waiting: 1, running: 0, later: 0, dead: 0 });
        expect((await lease()).id).toBe('b');
      });

      it('keeps the job leased when a condition of its commit fails, so that it can decide again', async () => {
        await store.commit({ writes: [put({ n: 1 })], jobs: [job('a')] });
        const leased = await lease();
        expect(await store.commit(write(put({ n: 2 })), leased)).toEqual({
          applied: false,
          reason: 'condition',
        });
        const again = write({ kind: 'put-if-version', version: 1, record: record({ n: 2 }) });
        expect(await store.commit(again, leased)).toEqual({ applied: true });
      });

      it('refuses the same commit again when its answer was lost', async () => {
        await store.commit(ask(job('a')));
        const leased = await lease();
        const work = { writes: [put({ n: 1 })], jobs: [job('b')] };
        await store.commit(work, leased);
        expect(await store.commit(work, leased)).toEqual({ applied: false, reason: 'lease-lost' });
        expect(await store.commit(work)).toEqual({ applied: false, reason: 'condition' });
        expect(await store.get(key)).toEqual({ ...record({ n: 1 }), version: 1 });
        expect(await store.countJobs()).toEqual({ waiting: 1, running: 0, later: 0, dead: 0 });
      });

      it('never runs a job twice, however often it is asked for: waiting, running, done or dead', async () => {
        await store.commit(ask(job('a'), job('b')));
        await store.commit(ask(job('a')));
        const leased = await lease();
        await store.commit(ask(job('a')));
        await store.commit(ask(), leased);
        await store.commit(ask(job('a')));
        const other = await lease();
        expect([leased.id, other.id].sort()).toEqual(['a', 'b']);
        await failUntilDead(other);
        await store.commit(ask(job('b')));
        clock.advance(86_400_000);
        expect(await leaseNone()).toBeUndefined();
        expect(await store.countJobs()).toEqual({ waiting: 0, running: 0, later: 0, dead: 1 });
      });

      it('hands a job on when its lease ends, and refuses the worker that comes back late', async () => {
        await store.commit(ask(job('a')));
        const slow = await lease(1000);
        clock.advance(999);
        expect(await leaseNone()).toBeUndefined();
        clock.advance(1);
        const next = await lease();
        expect(next).toMatchObject({ id: 'a', attempt: 2 });
        expect(next.token).not.toBe(slow.token);
        expect(await store.commit(write(put({ by: 'slow' })), slow)).toEqual({
          applied: false,
          reason: 'lease-lost',
        });
        expect(await store.fail(slow, 'internal-error')).toBe('lease-lost');
        expect(await store.get(key)).toBeUndefined();
        expect(await store.commit(write(put({ by: 'next' })), next)).toEqual({ applied: true });
      });

      async function failUntilDead(first: LeasedJob, cause: FailureCause = 'internal-error'): Promise<void> {
        let leased = first;
        while ((await store.fail(leased, cause)) === 'waiting') {
          clock.advance(jobLimits.longestDelayMs);
          leased = await lease();
        }
      }

      it('waits twice as long after each failure, spread by chance, and gives up after the fifth', async () => {
        await store.commit(ask(job('a')));
        const waits: number[] = [];
        let leased = await lease();
        for (let failures = 1; failures < jobLimits.failures; failures += 1) {
          expect(await store.fail(leased, 'storage-failed')).toBe('waiting');
          let again: LeasedJob | undefined;
          let waited = 0;
          for (; (again = await leaseNone()) === undefined; waited += 100) clock.advance(100);
          leased = again;
          waits.push(waited);
        }
        expect(waits).toEqual([1_500, 3_000, 6_000, 12_000]);
        expect(await store.fail(leased, 'storage-full')).toBe('dead');
        expect(await store.listDead(10)).toEqual({
          jobs: [{ ...job('a'), cause: 'storage-full', failedAt: clock.now() }],
        });
      });

      it('gives up on a job that takes its worker down every time', async () => {
        await store.commit(ask(job('a')));
        for (let attempt = 1; attempt <= jobLimits.attempts; attempt += 1) {
          expect((await lease(1000)).attempt).toBe(attempt);
          clock.advance(1000);
        }
        expect(await leaseNone()).toBeUndefined();
        expect((await store.listDead(10)).jobs).toEqual([
          { ...job('a'), cause: 'worker-died', failedAt: clock.now() },
        ]);
      });

      it('lets a dead job run again with all its attempts, once a person asks', async () => {
        await store.commit(ask(job('a')));
        const first = await lease();
        expect(await store.retry('a')).toBe(false);
        await failUntilDead(first);
        expect(await store.retry('a')).toBe(true);
        expect(await store.retry('a')).toBe(false);
        const again = await lease();
        expect(again).toMatchObject({ ...job('a'), attempt: 1 });
        expect(await store.commit(ask(), first)).toEqual({ applied: false, reason: 'lease-lost' });
        expect(await store.fail(again, 'contention')).toBe('waiting');
        expect(await store.retry('unknown')).toBe(false);
      });

      it('pages through dead jobs, the oldest failure first', async () => {
        for (const id of ['c', 'a', 'b']) {
          await store.commit(ask(job(id)));
          await failUntilDead(await lease());
        }
        const first = await store.listDead(2);
        expect(first.jobs.map((each) => each.id)).toEqual(['c', 'a']);
        const rest = await store.listDead(2, first.next);
        expect(rest.jobs.map((each) => each.id)).toEqual(['b']);
        expect(rest.next).toBeUndefined();
        await expect(store.listDead(0)).rejects.toThrow(RangeError);
      });

      it('counts what waits, runs and is dead; work ordered for later once its time has come', async () => {
        const in10Minutes = new Date(Date.parse(clock.now()) + 600_000).toISOString();
        await store.commit(ask(job('a'), job('b'), job('c', { notBefore: in10Minutes })));
        const first = await lease();
        expect(await store.countJobs()).toEqual({ waiting: 1, running: 1, later: 1, dead: 0 });
        await store.commit(ask(), await lease());
        await store.fail(first, 'internal-error');
        expect(await store.countJobs()).toEqual({ waiting: 1, running: 0, later: 1, dead: 0 });
        clock.advance(600_000);
        expect(await store.countJobs()).toEqual({ waiting: 2, running: 0, later: 0, dead: 0 });
      });
    });
  });
}

/** What a home promises whose workers live on and look for work. */
export function describePolledJobs(home: string, open: OpenStore<Store & PolledJobs>): void {
  describe(`the polled jobs of ${home}`, () => {
    const opened = useStore(open);
    const { lease, leaseIfDue: leaseNone } = opened;
    let store: Store & PolledJobs;
    let clock: MovableClock;
    beforeEach(() => {
      store = opened.store();
      clock = opened.clock();
    });

    it('hands out only jobs of the stages asked for', async () => {
      await store.commit(ask(job('a'), job('b', { stage: 'assess-dossier' })));
      const assess = await store.lease({ leaseMs: 1000, stages: ['assess-dossier', 'send-mail'] });
      expect(assess?.id).toBe('b');
      expect(await store.lease({ leaseMs: 1000, stages: ['assess-dossier'] })).toBeUndefined();
    });

    it('keeps a job whose lease is renewed', async () => {
      await store.commit(ask(job('a')));
      const leased = await lease(1000);
      clock.advance(900);
      expect(await store.renew(leased, 1000)).toBe(true);
      clock.advance(900);
      expect(await leaseNone()).toBeUndefined();
      expect(await store.commit(ask(), leased)).toEqual({ applied: true });
    });

    it('hands a job given back to the next worker at once, and counts nothing against it', async () => {
      await store.commit(ask(job('a')));
      const leased = await lease();
      expect(await store.release(leased)).toBe(true);
      expect(await lease()).toMatchObject({ id: 'a', attempt: 1 });
      expect(await store.commit(ask(), leased)).toEqual({ applied: false, reason: 'lease-lost' });
    });

    it('neither renews nor gives back a job that another worker has by now', async () => {
      await store.commit(ask(job('a')));
      const slow = await lease(1000);
      clock.advance(1000);
      await lease();
      expect(await store.renew(slow, 1000)).toBe(false);
      expect(await store.release(slow)).toBe(false);
    });
  });
}

/** What a home promises whose indexes may be late; `refreshIndexes` lets them catch up. */
export function describeStaleIndexes(
  home: string,
  open: OpenStore<Store & Jobs & { refreshIndexes(): void }>,
): void {
  describe(`the indexes of ${home}`, () => {
    const opened = useStore(open);

    it('may be late, while a record itself is never old', async () => {
      const store = opened.store();
      const at = { partition: 'MAIL#a', sort: 'intake' };
      const mail = (state: string): StoreRecord => ({
        ...record({ state }, at),
        indexes: { index1: { partition: 'INTAKE', sort: '1' } },
      });
      const listed = async () =>
        (await list(store, { partition: 'INTAKE', index: 'index1', limit: 2 })).map(({ body }) => body);
      await store.commit(write({ kind: 'put-if-absent', record: mail('queued') }));
      expect(await listed()).toEqual([]);
      store.refreshIndexes();
      await store.commit(write({ kind: 'put-if-version', version: 1, record: mail('done') }));
      expect(await listed()).toEqual([{ state: 'queued' }]);
      expect((await store.get(at))?.body).toEqual({ state: 'done' });
      store.refreshIndexes();
      expect(await listed()).toEqual([{ state: 'done' }]);
    });
  });
}

/** What a home promises whose workers are woken by messages that may be lost, doubled or late. */
export function describeDeliveredJobs(home: string, open: OpenStore<Store & DeliveredJobs>): void {
  describe(`the delivered jobs of ${home}`, () => {
    const opened = useStore(open);
    let store: Store & DeliveredJobs;
    let clock: MovableClock;
    beforeEach(() => {
      store = opened.store();
      clock = opened.clock();
    });
    const ago = (ms: number): string => new Date(Date.parse(clock.now()) - ms).toISOString();
    const undelivered = async () =>
      (await store.listUndelivered({ dueBefore: ago(60_000), staleBefore: ago(3_600_000), limit: 10 })).map(
        ({ id }) => id,
      );

    it('hands out the job a message names, once, however often it comes', async () => {
      await store.commit(ask(job('a'), job('b')));
      const [first, second] = await Promise.all([store.take('b', 1000), store.take('b', 1000)]);
      expect([first, second].filter((each) => each !== undefined)).toEqual([
        { ...job('b'), attempt: 1, token: expect.any(String) as string },
      ]);
      const taken = first ?? second ?? raise('nobody has it');
      await store.commit(ask(), taken);
      expect(await store.take('b', 1000)).toBeUndefined();
      expect(await store.take('unknown', 1000)).toBeUndefined();
    });

    it('finds a job no worker was told of, once it is overdue', async () => {
      await store.commit(ask(job('a'), job('later', { notBefore: '2023-11-02T00:00:00.000Z' })));
      expect(await undelivered()).toEqual([]);
      clock.advance(60_001);
      expect(await undelivered()).toEqual(['a']);
      clock.advance(86_400_000);
      expect(await undelivered()).toEqual(['a', 'later']);
    });

    it('finds a job whose message was lost, and one whose worker died, only after an hour', async () => {
      await store.commit(ask(job('lost'), job('died'), job('done')));
      for (const id of ['lost', 'died', 'done']) await store.markSent(id);
      await store.take('died', 1000);
      await store.commit(ask(), (await store.take('done', 1000)) ?? raise('not handed out'));
      clock.advance(120_000);
      expect(await undelivered()).toEqual([]);
      clock.advance(3_600_000);
      expect((await undelivered()).sort()).toEqual(['died', 'lost']);
      await store.markSent('lost');
      expect(await undelivered()).toEqual(['died']);
    });

    it('notes nothing on a job that a worker already has, and counts one told of as waiting', async () => {
      await store.commit(ask(job('a'), job('b')));
      await store.markSent('a');
      expect(await store.countJobs()).toEqual({ waiting: 2, running: 0, later: 0, dead: 0 });
      const taken = (await store.take('a', 1000)) ?? raise('not handed out');
      await store.markSent('a');
      expect(await store.countJobs()).toEqual({ waiting: 1, running: 1, later: 0, dead: 0 });
      expect(await store.commit(ask(), taken)).toEqual({ applied: true });
      await store.markSent('a');
      expect(await store.countJobs()).toEqual({ waiting: 1, running: 0, later: 0, dead: 0 });
    });
  });
}
