import type { FailureCause } from '../ports/jobs.ts';
import type { Commit, LeasedJob, Store } from '../ports/store.ts';

// Conflicts end when the others of a fan-in are done (64 parts need 64 at worst); more means that two stages undo each other for ever.
const decisionsAtMost = 200;
const longestConflictDelayMs = 250;

/** Two stages undo each other for ever. */
class ContentionError extends Error {
  override readonly name = 'ContentionError';
}

/**
 * Runs the stage of a leased job until what it decided is committed together with the job's end; a refused condition makes it
 * decide again on what others wrote. @throws what the stage or the store throws, and after 200 refusals.
 */
export async function runJob(options: {
  readonly job: LeasedJob;
  readonly store: Pick<Store, 'commit'>;
  readonly run: (job: LeasedJob) => Promise<Commit>;
  /** 0..1, spreads workers in conflict. */
  readonly random: () => number;
  /** False once the worker should let go of it. */
  readonly isWanted?: () => boolean;
}): Promise<'finished' | 'lease-lost' | 'given-back'> {
  const { job, store, run, random, isWanted = () => true } = options;
  for (let decision = 1; decision <= decisionsAtMost; decision += 1) {
    const commit = await run(job);
    if (!isWanted()) return 'given-back';
    const result = await store.commit(commit, job);
    if (result.applied) return 'finished';
    if (result.reason === 'lease-lost') return 'lease-lost';
    await sleep(random() * Math.min(2 ** decision, longestConflictDelayMs));
  }
  throw new ContentionError('conditions failed without end');
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The code for why a job failed; never the words of the error. */
export function failureCauseOf(error: unknown): FailureCause {
  if (error instanceof ContentionError) return 'contention';
  const { code, name, $metadata } = error as { code?: unknown; name?: unknown; $metadata?: unknown };
  if (typeof code === 'string') {
    if (['ENOSPC', 'EDQUOT', 'SQLITE_FULL'].includes(code)) return 'storage-full';
    if (/^(?:SQLITE_|E[A-Z]+$)/.test(code)) return 'storage-failed';
  }
  // A service of the cloud that answered with an error, or not at all.
  if ($metadata !== undefined) return 'storage-failed';
  return name === 'DamagedBlobError' ? 'storage-failed' : 'internal-error';
}
