import type { NewJob } from '../ports/store.ts';

/** The job that compares the dossiers of a round; `cause` names what changed, so that the same change asks once. */
export function startChecks(round: string, cause: string): NewJob {
  return { id: `check-round:${round}:${cause}`, stage: 'check-round', payload: { round } };
}
