import type { Finding } from '../domain/finding.ts';
import type { Commit, NewJob } from '../ports/store.ts';
import { loadRubric } from './adopted-rubrics.ts';
import { startDrafting } from './draft-documents-job.ts';
import { dossierEntry, loadRevision, revisionName } from './dossier-revision.ts';
import { encodeJson } from './json-blob.ts';
import { judgeLateness, readDeadline } from './judge-lateness.ts';
import { keepRevision } from './keep-revision.ts';
import { readDossier, readIntake, revisionFolder } from './records.ts';
import type { World } from './world.ts';

/** The job that judges anew whether a commune's dossier is late; `cause` names what changed, so that the same change asks once. */
export const startJudgingDeadline = (round: string, commune: string, cause: string): NewJob => ({
  id: `judge-deadline:${round}:${commune}:${cause}`,
  stage: 'judge-deadline',
  payload: { round, commune },
});

/** Stage: a new revision of a dossier that is late, or no longer is, by the deadline as it stands now; nothing where that is known. */
export async function judgeDeadline(
  payload: { readonly round: string; readonly commune: string },
  world: World,
): Promise<Commit> {
  const active = world.rounds.find(({ round }) => round.id === payload.round);
  if (active === undefined) throw new Error('no such round');
  const { round } = active;
  const head = await readDossier(world.store, round.id, payload.commune);
  const [first] = head?.body.mails ?? [];
  if (head === undefined || first === undefined) return { writes: [], jobs: [] };
  const [deadline, mail] = await Promise.all([
    readDeadline(round, payload.commune, world.store),
    readIntake(world.store, first),
  ]);
  const before = await loadRevision(head.body, world);
  const judge = (findings: readonly Finding[]): readonly Finding[] =>
    judgeLateness(findings, mail?.body.receivedAt, deadline);
  const mailFindings = judge(before.mailFindings);
  if (sayLateness(mailFindings) === sayLateness(before.mailFindings)) return { writes: [], jobs: [] };
  const revision = {
    ...before,
    revision: before.revision + 1,
    mailFindings,
    findings: judge(before.findings),
  };
  // Another deadline is another folder: two jobs may each believe theirs to be the next revision.
  const madeBy = `thoi-han-${deadline.deadline.replace(/\D/gu, '')}`;
  const folder = revisionFolder(round.id, payload.commune, revision.revision, madeBy);
  await world.blobs.put(folder, revisionName, encodeJson(revision));
  return {
    writes: await keepRevision(
      { ...dossierEntry(revision, folder), judgedByDeadline: deadline.deadline },
      revision,
      { known: head, round, rubric: await loadRubric(before.assessment.rubric, world), store: world.store },
    ),
    jobs: [startDrafting(revision)],
  };
}

/** What remarks say of lateness. */
const sayLateness = (findings: readonly Finding[]): string =>
  findings
    .filter(({ code }) => code === 'late-submission')
    .map(({ message }) => message)
    .join();
