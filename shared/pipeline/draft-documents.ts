import { appraisalReport } from '../appraisal/documents/appraisal-report.ts';
import { draftDocument } from '../appraisal/draft-document.ts';
import type { CommuneState, RoundState } from '../appraisal/district-documents.ts';
import { nothingRecorded } from '../appraisal/district-documents.ts';
import type { DossierRevision } from '../domain/dossier.ts';
import type { Commit } from '../ports/store.ts';
import { rubricKey } from '../rubrics/rubric.ts';
import { loadRubric } from './adopted-rubrics.ts';
import { startApplying } from './apply-rubric.ts';
import { loadRevision } from './dossier-revision.ts';
import { keepDossierDrafts } from './make-drafts.ts';
import { startJudgingDeadline } from './judge-deadline.ts';
import { readDesk } from './desk-records.ts';
import { dossierRecords, readDossier, readIntake, readRevision } from './records.ts';
import type { ActiveRound, World } from './world.ts';

/** File name of the appraisal report among the blobs of its revision. */
export const appraisalReportName = 'bao-cao-tham-dinh.docx';

/**
 * Stage 4: drafts the appraisal report of one revision beside it, once, for a revision never changes; and keeps the papers of the
 * dossier up to date that the office needs at once, which also hold what the round's checks and people add.
 */
export async function draftDocuments(
  payload: { readonly round: string; readonly commune: string; readonly revision: number },
  world: World,
): Promise<Commit> {
  const entry = await readRevision(world.store, payload.round, payload.commune, payload.revision);
  const active = world.rounds.find(({ round }) => round.id === payload.round);
  const commune = active?.round.communes.find(({ code }) => code === payload.commune);
  if (entry === undefined || active === undefined || commune === undefined)
    throw new Error('no such revision, round or commune');
  const head = await readDossier(world.store, payload.round, payload.commune);
  // A later revision has a job of its own.
  if (head?.body.revision === payload.revision) await keepDossierDrafts(active, commune, head.body.at, world);
  // The report is there already: a second delivery, or something beside the revision changed.
  if (entry.body.drafts.length > 0) return { writes: [], jobs: [] };
  const revision = await loadRevision(entry.body, world);
  const isCurrent = revision.assessment.rubric === rubricKey(active.rubric);
  const rubric = isCurrent ? active.rubric : await loadRubric(revision.assessment.rubric, world);
  const [first = ''] = revision.mailIds;
  const intake = await readIntake(world.store, first);
  const receivedAt = intake?.body.receivedAt ?? revision.at;
  const desk = (await readDesk(world.store, payload.round, payload.commune))?.body;
  const extension = desk?.extension ?? null;
  const state = stateOfOne({ ...active, rubric }, { commune, revision, receivedAt, extension });
  const report = await draftDocument(appraisalReport, { state, commune: state.communes[0] });
  await world.blobs.put(entry.body.folder, appraisalReportName, report);
  const { revision: record } = dossierRecords({
    ...entry.body,
    drafts: [{ kind: 'appraisal-report', file: appraisalReportName }],
  });
  return {
    writes: [{ kind: 'put-if-version', record, version: entry.version }],
    // Made just before another version was adopted or the deadline changed, and missed by those who looked for such dossiers.
    jobs: [
      ...(isCurrent ? [] : [startApplying(payload.round, payload.commune, payload.revision, active.rubric)]),
      ...(desk === undefined
        ? []
        : [startJudgingDeadline(payload.round, payload.commune, `${desk.step}-${payload.revision}`)]),
    ],
  };
}

/** The round as one revision of one commune sees it: what other dossiers and people add is not in its own drafts. */
function stateOfOne(
  { round, rubric }: ActiveRound,
  own: Pick<CommuneState, 'commune' | 'revision' | 'receivedAt' | 'extension'> & {
    readonly revision: DossierRevision;
  },
): RoundState & { readonly communes: readonly [CommuneState] } {
  return {
    round,
    rubric,
    at: own.revision.at,
    communes: [{ ...nothingRecorded.commune, ...own }],
    ...nothingRecorded.round,
  };
}
