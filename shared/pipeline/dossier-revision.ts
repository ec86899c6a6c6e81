import type { DossierRevision } from '../domain/dossier.ts';
import type { Finding } from '../domain/finding.ts';
import { decodeJson } from './json-blob.ts';
import type { DossierEntry } from './records.ts';
import { trackedIn } from './track-papers.ts';
import type { World } from './world.ts';

/** Name of the revision among its blobs. */
export const revisionName = 'revision.json';

/** The revision a head points to. @throws when its blob is gone, which a person must look into. */
export async function loadRevision(
  entry: DossierEntry,
  world: Pick<World, 'blobs'>,
): Promise<DossierRevision> {
  const blob = await world.blobs.get(entry.folder, revisionName);
  if (blob === undefined) throw new Error('the revision has no blob');
  return decodeJson<DossierRevision>(blob);
}

/** The head of a dossier as its revision leaves it. */
export function dossierEntry(revision: DossierRevision, folder: string): DossierEntry {
  const count = (severity: Finding['severity']): number =>
    revision.findings.filter((finding) => finding.severity === severity).length;
  return {
    round: revision.round,
    commune: revision.commune,
    revision: revision.revision,
    at: revision.at,
    folder,
    claimedTotal: revision.claimedTotal?.points ?? null,
    verdict: revision.assessment.verdict,
    blocking: count('blocking'),
    warnings: count('warning'),
    notes: count('note'),
    missingDocuments: revision.findings.flatMap(({ code, about }) =>
      code === 'missing-document' && about !== null ? [about] : [],
    ),
    late: revision.mailFindings.some(({ code }) => code === 'late-submission'),
    tracked: trackedIn(revision),
    mails: revision.mailIds,
    drafts: [],
  };
}
