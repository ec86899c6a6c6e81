import { traceOf } from '../../shared/adapters/local/reader-messages.ts';
import { failureCauseOf, runJob } from '../../shared/pipeline/run-job.ts';
import { heavyStages, lightStages, type FailureCause, type PolledJobs } from '../../shared/ports/jobs.ts';
import type { Commit, LeasedJob, Store } from '../../shared/ports/store.ts';

/** What became of a job at this moment; for the portal's progress and the operator's log. */
export interface WorkerEvent {
  readonly what:
    'started' | 'finished' | 'waiting-again' | 'dead' | 'given-back' | 'lease-lost' | 'store-failed';
  readonly job?: LeasedJob;
  readonly cause?: FailureCause;
  /** Where it failed, without the words of the error. */
  readonly trace?: string;
}

export interface WorkerPool {
  /** Resolves when no job waits or runs, those whose time has not come included; rejects when the store cannot say. */
  readonly drain: () => Promise<void>;
  /** Takes no more jobs and waits for those running; what is not done after the grace time (milliseconds) is given back and its commit refused. */
  readonly stop: (graceMs?: number) => Promise<void>;
}

/** A worker that dies holds a job up for so long; renewed three times in that time. */
const leaseMs = 60_000;
/** How often an idle worker looks for a job whose time has come; a commit of the pool itself wakes it at once. */
const idleMs = 100;
/** After the store itself failed (disk full, unplugged). */
const storeFailedMs = 1_000;
const graceDefaultMs = 10_000;

/**
 * Works off the jobs of a store: leases one, runs its stage, commits what it decided together with the job's end.
 * A refused condition runs the stage again; a throw counts as a failure of the job, and no throw stops the pool.
 */
export function startWorkerPool(options: {
  readonly store: Store & PolledJobs;
  readonly run: (job: LeasedJob) => Promise<Commit>;
  /** Jobs at once. */
  readonly size: number;
  /** Of them, at most so many that read documents: the number of the reader's children. */
  readonly readers: number;
  readonly onProgress?: (event: WorkerEvent) => void;
  /** 0..1, spreads workers in conflict. */
  readonly random?: () => number;
}): WorkerPool {
  const { store, run, size, readers, onProgress = () => undefined, random = Math.random } = options;
  const running = new Set<LeasedJob>();
  const sleepers = new Set<() => void>();
  let stopping = false;

  const wake = (): void => {
    for (const stop of sleepers) stop();
  };

  /** Waits so long, or until somebody has made work. */
  function sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const stop = (): void => {
        clearTimeout(timer);
        sleepers.delete(stop);
        resolve();
      };
      const timer = setTimeout(stop, ms);
      sleepers.add(stop);
    });
  }

  async function leaseNext(): Promise<LeasedJob | undefined> {
    const reading = [...running].filter(({ stage }) => heavyStages.includes(stage)).length;
    return store.lease({ leaseMs, ...(reading >= readers ? { stages: lightStages } : {}) });
  }

  async function dispatch(): Promise<void> {
    while (!stopping) {
      let job: LeasedJob | undefined;
      try {
        job = running.size < size ? await leaseNext() : undefined;
      } catch (error) {
        onProgress({ what: 'store-failed', cause: failureCauseOf(error), trace: traceOf(error) });
        await sleep(storeFailedMs);
        continue;
      }
      if (job === undefined) await sleep(idleMs);
      else void work(job);
    }
  }

  async function work(job: LeasedJob): Promise<void> {
    running.add(job);
    const renewal = setInterval(() => {
      // A renewal that fails is no failure of the job: the fence decides when it commits.
      store.renew(job, leaseMs).catch(() => undefined);
    }, leaseMs / 3);
    try {
      onProgress({ what: 'started', job });
      onProgress({
        what: await runJob({ job, store, run, random, isWanted: () => running.has(job) }),
        job,
      });
    } catch (error) {
      await reportFailure(job, error);
    } finally {
      clearInterval(renewal);
      running.delete(job);
      wake();
    }
  }

  async function reportFailure(job: LeasedJob, error: unknown): Promise<void> {
    if (!running.has(job)) return;
    const failure = { job, cause: failureCauseOf(error), trace: traceOf(error) };
    try {
      if (stopping) {
        // What it needed is being taken away under it.
        await store.release(job);
        onProgress({ what: 'given-back', ...failure });
        return;
      }
      const next = await store.fail(job, failure.cause);
      onProgress({ what: next === 'waiting' ? 'waiting-again' : next, ...failure });
    } catch (storeError) {
      // The lease will end by itself.
      onProgress({
        what: 'store-failed',
        job,
        cause: failureCauseOf(storeError),
        trace: traceOf(storeError),
      });
    }
  }

  const dispatching = dispatch();

  return {
    async drain() {
      for (;;) {
        const counts = await store.countJobs();
        if (running.size + counts.waiting + counts.running === 0) return;
        if (stopping) throw new Error('the pool was stopped before its work was done');
        await sleep(idleMs);
      }
    },
    async stop(graceMs = graceDefaultMs) {
      stopping = true;
      wake();
      await dispatching;
      const deadline = performance.now() + graceMs;
      while (running.size > 0 && performance.now() < deadline) await sleep(deadline - performance.now());
      for (const job of [...running]) {
        running.delete(job);
        await store.release(job);
        onProgress({ what: 'given-back', job });
      }
    },
  };
}
