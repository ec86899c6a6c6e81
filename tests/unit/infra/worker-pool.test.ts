import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startWorkerPool, type WorkerEvent, type WorkerPool } from '../../../infra/local/worker-pool.ts';
import { openLocalStore, type LocalStore } from '../../../shared/adapters/local/local-store.ts';
import { jobLimits } from '../../../shared/ports/jobs.ts';
import type { Commit, LeasedJob, NewJob, StageName, Write } from '../../../shared/ports/store.ts';
import { makeMovableClock, type MovableClock } from '../../support/movable-clock.ts';

const nothing: Commit = { writes: [], jobs: [] };
const job = (id: string, stage: StageName = 'receive-mail'): NewJob => ({ id, stage, payload: {} });
const count: Write = { kind: 'add', key: { partition: 'LEDGER', sort: '-' }, fields: { done: 1 } };
const ledger = { partition: 'LEDGER', sort: '-' };
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A stage that goes on when the test says so. */
function makeGate(): { readonly opened: Promise<void>; open(): void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

describe('the worker pool', () => {
  let store: LocalStore;
  let clock: MovableClock;
  let events: WorkerEvent[];
  let pool: WorkerPool | undefined;
  beforeEach(() => {
    clock = makeMovableClock();
    store = openLocalStore({ path: ':memory:', clock, random: () => 0.5 });
    events = [];
  });
  afterEach(async () => {
    await pool?.stop(0);
    pool = undefined;
    store.close();
  });

  const start = (
    run: (job: LeasedJob) => Promise<Commit>,
    more: Partial<Parameters<typeof startWorkerPool>[0]> = {},
  ): WorkerPool =>
    (pool = startWorkerPool({
      store,
      run,
      size: 4,
      readers: 1,
      random: () => 0.5,
      onProgress: (event) => events.push(event),
      ...more,
    }));
  const ask = (...jobs: NewJob[]) => store.commit({ writes: [], jobs });
  const told = () =>
    events.map(({ what, job: of, cause }) => [what, of?.id, ...(cause === undefined ? [] : [cause])]);
  const until = async (holds: () => boolean): Promise<void> => {
    while (!holds()) await pause(5);
  };

  it('works off jobs and the jobs they ask for, each exactly once', async () => {
    await ask(...Array.from({ length: 30 }, (_, index) => job(`first-${index}`)));
    const { drain } = start((leased) =>
      Promise.resolve({
        writes: [count],
        jobs: leased.id.startsWith('first') ? [job(leased.id.replace('first', 'second')), job('shared')] : [],
      }),
    );
    await drain();
    expect((await store.get(ledger))?.body).toEqual({ done: 61 });
    expect(await store.countJobs()).toEqual({ waiting: 0, running: 0, later: 0, dead: 0 });
  });

  it('runs as many jobs at once as it may, and no more readers than there are children', async () => {
    const gate = makeGate();
    const now = new Map<StageName, number>();
    const most = new Map<StageName, number>();
    const stages: StageName[] = [
      'read-document',
      'read-document',
      'read-document',
      'assess-dossier',
      'send-mail',
    ];
    await ask(...stages.map((stage, index) => job(String(index), stage)));
    const { drain } = start(
      async ({ stage }) => {
        now.set(stage, (now.get(stage) ?? 0) + 1);
        most.set(stage, Math.max(most.get(stage) ?? 0, now.get(stage) ?? 0));
        await gate.opened;
        now.set(stage, (now.get(stage) ?? 0) - 1);
        return nothing;
      },
      { size: 3 },
    );
    await until(() => [...now.values()].reduce((sum, each) => sum + each, 0) === 3);
    gate.open();
    await drain();
    expect(Object.fromEntries(most)).toEqual({ 'read-document': 1, 'assess-dossier': 1, 'send-mail': 1 });
  });

  it('decides again when others were faster, and counts no failure', async () => {
    const key = { partition: 'MAIL#1', sort: 'pending' };
    const record = (left: number) => ({ ...key, schema: 1, body: { left } });
    await store.commit({
      writes: [{ kind: 'put-if-absent', record: record(64) }],
      jobs: Array.from({ length: 64 }, (_, index) => job(`part-${index}`)),
    });
    const { drain } = start(
      async ({ id }) => {
        if (id === 'assess') return nothing;
        const pending = await store.get(key);
        await pause(1);
        const left = Number(pending?.body['left']) - 1;
        return {
          writes: [{ kind: 'put-if-version', record: record(left), version: pending?.version ?? 0 }],
          jobs: left === 0 ? [job('assess')] : [],
        };
      },
      { size: 16, random: Math.random },
    );
    await drain();
    expect((await store.get(key))?.body).toEqual({ left: 0 });
    expect(events.filter(({ what }) => what !== 'started').map(({ what }) => what)).toEqual(
      Array(65).fill('finished'),
    );
  });

  it('gives up deciding when a condition never holds, as a failure of the job', async () => {
    await ask(job('a'));
    let decisions = 0;
    start(
      () => {
        decisions += 1;
        return Promise.resolve({
          writes: [{ kind: 'delete-if-version', key: ledger, version: 9 }],
          jobs: [],
        });
      },
      { random: () => 0 },
    );
    await until(() => events.length === 2);
    expect(told()).toEqual([
      ['started', 'a'],
      ['waiting-again', 'a', 'contention'],
    ]);
    expect(decisions).toBe(200);
  });

  it('tries a failing job again later, then leaves it to a person, and goes on with the others', async () => {
    await ask(job('bad'), job('good'));
    const { drain } = start(({ id }) =>
      id === 'bad'
        ? Promise.reject(new TypeError('Nguyễn Văn Thử'))
        : Promise.resolve({ ...nothing, writes: [count] }),
    );
    for (let failures = 1; failures <= jobLimits.failures; failures += 1) {
      await until(
        () =>
          events.filter(({ job: of, cause }) => of?.id === 'bad' && cause !== undefined).length === failures,
      );
      clock.advance(jobLimits.longestDelayMs);
    }
    await drain();
    expect((await store.listDead(10)).jobs).toMatchObject([{ id: 'bad', cause: 'internal-error' }]);
    expect((await store.get(ledger))?.body).toEqual({ done: 1 });
    expect(events.filter(({ what }) => what === 'dead')).toHaveLength(1);
  });

  it('tells where a stage failed without repeating what the error says', async () => {
    await ask(job('a'));
    start(() => Promise.reject(new TypeError('bad row:\nNguyễn Văn Thử, 2014')));
    await until(() => events.length === 2);
    expect(events[1]?.trace).toMatch(/^TypeError\nat /);
    expect(JSON.stringify(events)).not.toContain('Thử');
  });

  it.each([
    [{ code: 'ENOSPC' }, 'storage-full'],
    [{ code: 'SQLITE_FULL' }, 'storage-full'],
    [{ code: 'EIO' }, 'storage-failed'],
    [{ code: 'SQLITE_IOERR' }, 'storage-failed'],
    [{ name: 'DamagedBlobError' }, 'storage-failed'],
    [{ code: 'ERR_INVALID_ARG_TYPE' }, 'internal-error'],
    [{}, 'internal-error'],
  ])('names the cause of an error with %j: %s', async (marks, cause) => {
    await ask(job('a'));
    start(() => Promise.reject(Object.assign(new Error('x'), marks)));
    await until(() => events.length === 2);
    expect(told()[1]).toEqual(['waiting-again', 'a', cause]);
  });

  it('drops what a worker decided after its lease was lost', async () => {
    await ask(job('a'));
    const gate = makeGate();
    start(async () => {
      if (events.filter(({ what }) => what === 'started').length === 1) await gate.opened;
      return { ...nothing, writes: [count] };
    });
    await until(() => events.length === 1);
    clock.advance(60_000);
    await until(() => events.some(({ what }) => what === 'finished'));
    gate.open();
    await until(() => events.some(({ what }) => what === 'lease-lost'));
    expect((await store.get(ledger))?.body).toEqual({ done: 1 });
  });

  it('lives on when the store fails for a while', async () => {
    await ask(job('a'));
    let failing = true;
    const { drain } = start(() => Promise.resolve(nothing), {
      store: {
        ...store,
        lease: (request) =>
          failing
            ? Promise.reject(Object.assign(new Error('disk'), { code: 'SQLITE_IOERR' }))
            : store.lease(request),
      },
    });
    await until(() => events.length > 0);
    failing = false;
    await drain();
    expect(told()).toEqual([
      ['store-failed', undefined, 'storage-failed'],
      ['started', 'a'],
      ['finished', 'a'],
    ]);
  });

  it('waits at the end for jobs that are running', async () => {
    await ask(job('a'));
    const gate = makeGate();
    const { stop } = start(async () => {
      await gate.opened;
      return { ...nothing, writes: [count] };
    });
    await until(() => events.length === 1);
    const stopped = stop(10_000);
    await ask(job('b'));
    gate.open();
    await stopped;
    expect(told()).toEqual([
      ['started', 'a'],
      ['finished', 'a'],
    ]);
    expect(await store.countJobs()).toEqual({ waiting: 1, running: 0, later: 0, dead: 0 });
  });

  it('gives a job back that does not end in time, and its late result touches the store no more', async () => {
    await ask(job('a'));
    const gate = makeGate();
    let commits = 0;
    const { stop, drain } = start(
      async () => {
        await gate.opened;
        return { ...nothing, writes: [count] };
      },
      // It may be closed by then.
      { store: { ...store, commit: (...of) => ((commits += 1), store.commit(...of)) } },
    );
    await until(() => events.length === 1);
    const drained = Promise.allSettled([drain()]);
    await stop(10);
    expect(await drained).toMatchObject([{ status: 'rejected' }]);
    gate.open();
    await pause(20);
    expect(told()).toContainEqual(['given-back', 'a']);
    expect(commits).toBe(0);
    expect(await store.lease({ leaseMs: 1000 })).toMatchObject({ id: 'a', attempt: 1 });
  });

  it('gives a job back that fails while the pool stops: its tools were taken away', async () => {
    await ask(job('a'));
    const gate = makeGate();
    const { stop } = start(() => gate.opened.then(() => Promise.reject(new Error('reader stopped'))));
    await until(() => events.length === 1);
    const stopped = stop();
    gate.open();
    await stopped;
    expect(await store.lease({ leaseMs: 1000 })).toMatchObject({ id: 'a', attempt: 1 });
  });
});
