import { draftAppraisalReport } from '../appraisal/draft-appraisal-report.ts';
import type { Commit } from '../ports/store.ts';
import { loadRevision } from './assess-dossier.ts';
import { dossierRecords, readRevision } from './records.ts';
import type { World } from './world.ts';

/** File name of the appraisal report among the blobs of its revision. */
export const appraisalReportName = 'bao-cao-tham-dinh.docx';

/** Stage 4: drafts the documents of one revision beside it; a revision never changes, so its drafts are made once. */
export async function draftDocuments(
  payload: { readonly round: string; readonly commune: string; readonly revision: number },
  world: World,
): Promise<Commit> {
  const entry = await readRevision(world.store, payload.round, payload.commune, payload.revision);
  const active = world.rounds.find(({ round }) => round.id === payload.round);
  const commune = active?.round.communes.find(({ code }) => code === payload.commune);
  if (entry === undefined || active === undefined || commune === undefined)
    throw new Error('no such revision, round or commune');
  // A second delivery of a job that is done.
  if (entry.body.drafts.length > 0) return { writes: [], jobs: [] };
  const revision = await loadRevision(entry.body, world);
  const report = await draftAppraisalReport({
    revision,
    round: active.round,
    rubric: active.rubric,
    commune,
  });
  await world.blobs.put(entry.body.folder, appraisalReportName, report);
  const { revision: record } = dossierRecords({
    ...entry.body,
    drafts: [{ kind: 'appraisal-report', file: appraisalReportName }],
  });
  return { writes: [{ kind: 'put-if-version', record, version: entry.version }], jobs: [] };
}
