import type { NewJob } from '../ports/store.ts';

/** The job that drafts the papers of a revision; `cause` names what changed beside the revision, so that the same change asks once. */
export function startDrafting(
  {
    round,
    commune,
    revision,
  }: { readonly round: string; readonly commune: string; readonly revision: number },
  cause?: string,
): NewJob {
  const id = `draft-documents:${round}:${commune}:${revision}`;
  return {
    id: cause === undefined ? id : `${id}:${cause}`,
    stage: 'draft-documents',
    payload: { round, commune, revision },
  };
}
