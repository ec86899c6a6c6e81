import type { NewJob, StageName, StoredRecord, Write } from '../ports/store.ts';

/*
 *   MAIL#<mail>   time#<stage>   what the jobs of one stage took, added up by the commit that ends each of them
 */

/** What the jobs of one stage took for one mail. */
export interface StageTime {
  readonly stage: StageName;
  readonly jobs: number;
  /** Milliseconds of work, of the attempts that succeeded. */
  readonly ms: number;
  /** Times its jobs were begun. */
  readonly attempts: number;
}

const partitionOf = (mail: string): string => `MAIL#${mail}`;

/** The write that notes what a job took; none for a job of no mail. Goes into the commit that ends it. */
export function noteTime(job: NewJob & { readonly attempt?: number }, ms: number): readonly Write[] {
  const { mail } = job.payload;
  return typeof mail !== 'string'
    ? []
    : [
        {
          kind: 'add',
          key: { partition: partitionOf(mail), sort: `time#${job.stage}` },
          fields: { jobs: 1, ms: Math.max(0, Math.round(ms)), attempts: job.attempt ?? 1 },
        },
      ];
}

/** What a record of times says. */
export const toStageTime = ({ sort, body }: StoredRecord): StageTime => ({
  stage: sort.slice('time#'.length) as StageName,
  jobs: Number(body['jobs'] ?? 0),
  ms: Number(body['ms'] ?? 0),
  attempts: Number(body['attempts'] ?? 0),
});
