import type { NewJob } from '../ports/store.ts';

/** The job that judges a mail once every part of it has been read. */
export function startAssessment(mail: string, run = 0): NewJob {
  return { id: inRun(`assess-dossier:${mail}`, run), stage: 'assess-dossier', payload: { mail } };
}

/** The id of a job, or name of a blob, in a run of its mail: what was asked for once is never asked for again under the same id. */
export const inRun = (id: string, run: number | undefined): string =>
  run === undefined || run === 0 ? id : `${id}-run-${run}`;
