import type { LeasedJob, NewJob, StageName } from './store.ts';

/** How often a job may fail, and how often it may be handed out at all, before a person must look at it. */
export const jobLimits = {
  failures: 5,
  // Attack: a mail that kills the whole process is handed out again at every start. Far above what power cuts cause.
  attempts: 30,
  /** Milliseconds before the second attempt; doubled with every failure. */
  firstDelayMs: 2_000,
  longestDelayMs: 300_000,
} as const;

/** Stages that parse what communes sent: minutes of work and hundreds of megabytes, so few run at once. */
export const heavyStages: readonly StageName[] = [
  'read-document',
  'read-page',
  'join-pages',
  'draw-pages',
  'read-annex',
  'read-confirmation',
];
export const lightStages: readonly StageName[] = [
  'receive-mail',
  'assess-dossier',
  'draft-documents',
  'keep-drafts',
  'check-round',
  'replay-mail',
  'replay-round',
  'list-mail',
  'spread-rubric',
  'apply-rubric',
  'judge-deadline',
  'remind-commune',
  'send-digest',
  'write-receipts',
  'send-mail',
  'note-bounce',
];

/** Why a job failed, as a code: the words of an error may quote a document. */
export type FailureCause =
  'storage-full' | 'storage-failed' | 'contention' | 'worker-died' | 'internal-error';

/** The causes in the words of the portal. */
export const failureCauseNames: Readonly<Record<FailureCause, string>> = {
  'storage-full': 'Ổ đĩa đã đầy',
  'storage-failed': 'Không đọc hoặc ghi được dữ liệu trên máy',
  contention: 'Nhiều việc cùng ghi một bản ghi',
  'worker-died': 'Chương trình bị dừng nhiều lần khi đang làm việc này',
  'internal-error': 'Lỗi trong chương trình',
};

/** A job given up after its last attempt; it waits for a person. */
export interface DeadJob extends NewJob {
  readonly cause: FailureCause;
  /** ISO time of the last failure. */
  readonly failedAt: string;
}

/** How much work there is. */
export interface JobCounts {
  /** Due, or waiting after a failure. */
  readonly waiting: number;
  readonly running: number;
  /** Ordered for a time that has not come: nothing goes on for them yet. */
  readonly later: number;
  readonly dead: number;
}

/**
 * The job table. Jobs enter by a commit of the store and end by one.
 * An id seen before, also of a job done or dead, is the same job and is never run again by asking.
 */
export interface Jobs {
  /** Counts a failure: the job waits, longer each time and with jitter, or is dead after the last (`jobLimits.failures`). */
  fail(job: LeasedJob, cause: FailureCause): Promise<'waiting' | 'dead' | 'lease-lost'>;
  /** Dead jobs, the oldest failure first; limit 1..1000. */
  listDead(
    limit: number,
    after?: string,
  ): Promise<{ readonly jobs: readonly DeadJob[]; readonly next?: string }>;
  /** Lets a dead job run again with all its attempts; false when there is no such dead job. */
  retry(id: string): Promise<boolean>;
  countJobs(): Promise<JobCounts>;
}

/** A job table whose workers live on and look for work (one machine). */
export interface PolledJobs extends Jobs {
  /** Hands out the job due longest, of these stages where given, for so many milliseconds; undefined when none is due. */
  lease(request: {
    readonly leaseMs: number;
    readonly stages?: readonly StageName[];
  }): Promise<LeasedJob | undefined>;
  /** Lengthens the lease, counted from now; false when it was lost. */
  renew(job: LeasedJob, leaseMs: number): Promise<boolean>;
  /** Gives back a job that was not worked on to the end through no fault of its own; false when the lease was lost. */
  release(job: LeasedJob): Promise<boolean>;
}

/** A job that a worker should be told of. */
export interface DueJob {
  readonly id: string;
  readonly stage: StageName;
  /** ISO time it may begin. */
  readonly due: string;
}

/** A job table whose workers are woken by messages (cloud). A message only names a job: lost, doubled or late, the table decides. */
export interface DeliveredJobs extends Jobs {
  /** Hands out this very job for so many milliseconds; undefined when it is done, dead, not due, unknown or in another worker's hands. */
  take(id: string, leaseMs: number): Promise<LeasedJob | undefined>;
  /** Notes that workers were told. */
  markSent(id: string): Promise<void>;
  /** Jobs of which no worker was told since they became due before `dueBefore`, and those told of, or leased, that nobody has worked on since `staleBefore` (ISO times); the longest due first. */
  listUndelivered(before: {
    readonly dueBefore: string;
    readonly staleBefore: string;
    readonly limit: number;
  }): Promise<readonly DueJob[]>;
}

/** Milliseconds to wait after so many failures (1 for the first); `random` in 0..1 spreads jobs that failed together. */
export function delayAfterFailure(failures: number, random: number): number {
  const longest = Math.min(jobLimits.firstDelayMs * 2 ** (failures - 1), jobLimits.longestDelayMs);
  return Math.round((longest * (1 + random)) / 2);
}
