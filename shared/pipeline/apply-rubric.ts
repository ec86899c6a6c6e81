import type { Assessment } from '../domain/assessment.ts';
import type { Commune } from '../domain/commune.ts';
import type { DossierRevision } from '../domain/dossier.ts';
import type { Round } from '../domain/round.ts';
import type { Commit, NewJob } from '../ports/store.ts';
import type { Rubric } from '../rubrics/rubric.ts';
import { rubricKey } from '../rubrics/rubric.ts';
import { loadRubric } from './adopted-rubrics.ts';
import { dossierEntry, loadRevision, revisionName } from './dossier-revision.ts';
import { startChecks } from './check-round-job.ts';
import { startDrafting } from './draft-documents-job.ts';
import { extractAgain } from './extract-papers.ts';
import { encodeJson } from './json-blob.ts';
import { judgeDossier } from './judge-dossier.ts';
import { keepRevision } from './keep-revision.ts';
import { readDossier, revisionFolder } from './records.ts';
import type { ActiveRound, World } from './world.ts';

/** Communes one job asks for; a commit holds 90 jobs, and a district has some twenty communes. */
const communesAtOnce = 80;

/** The jobs that bring a newly adopted version to every dossier of the rounds it judges. */
export function startSpreading(rubric: Rubric, rounds: readonly ActiveRound[]): readonly NewJob[] {
  return rounds
    .filter((active) => active.rubric.id === rubric.id)
    .flatMap(({ round }) =>
      Array.from({ length: Math.ceil(round.communes.length / communesAtOnce) }, (_, part) => ({
        id: `spread-rubric:${rubricKey(rubric)}:${round.id}:${part}`,
        stage: 'spread-rubric' as const,
        payload: { round: round.id, from: part * communesAtOnce },
      })),
    );
}

/** Asks for the re-assessment of each dossier of a part of a round. Communes are taken from the round: listings may be stale. */
export async function spreadRubric(
  payload: { readonly round: string; readonly from: number },
  world: World,
): Promise<Commit> {
  const { round, rubric } = findRound(payload.round, world);
  const jobs = await Promise.all(
    round.communes.slice(payload.from, payload.from + communesAtOnce).map(async ({ code }) => {
      const head = await readDossier(world.store, round.id, code);
      return head === undefined ? [] : [startApplying(round.id, code, head.body.revision, rubric)];
    }),
  );
  return { writes: [], jobs: jobs.flat() };
}

/** The job that assesses a dossier, as it stood at a revision, under a version of the rubric. */
export function startApplying(round: string, commune: string, revision: number, rubric: Rubric): NewJob {
  return {
    id: `apply-rubric:${rubricKey(rubric)}:${round}:${commune}:${revision}`,
    stage: 'apply-rubric',
    payload: { round, commune },
  };
}

/** Makes a new revision of a dossier under the version of the rubric in force; nothing where it is assessed under it already. */
export async function applyRubric(
  payload: { readonly round: string; readonly commune: string },
  world: World,
): Promise<Commit> {
  const { round, rubric } = findRound(payload.round, world);
  const commune = round.communes.find(({ code }) => code === payload.commune);
  const head = await readDossier(world.store, payload.round, payload.commune);
  if (commune === undefined || head === undefined) return { writes: [], jobs: [] };
  const before = await loadRevision(head.body, world);
  if (before.assessment.rubric === rubricKey(rubric)) return { writes: [], jobs: [] };
  const revision = await reassess(before, { commune, round, rubric, world });
  // Deterministic: two workers at once write the same bytes under the same name.
  const folder = revisionFolder(round.id, commune.code, revision.revision, `${rubric.id}-v${rubric.version}`);
  await world.blobs.put(folder, revisionName, encodeJson(revision));
  const entry = { ...dossierEntry(revision, folder), reassessedUnder: rubricKey(rubric) };
  return {
    writes: await keepRevision(entry, revision, { known: head, round, rubric, store: world.store }),
    jobs: [
      startDrafting(revision),
      startChecks(round.id, `${rubricKey(rubric)}:${commune.code}:${revision.revision}`),
    ],
  };
}

async function reassess(
  before: DossierRevision,
  under: {
    readonly commune: Commune;
    readonly round: Round;
    readonly rubric: Rubric;
    readonly world: Pick<World, 'store' | 'blobs'>;
  },
): Promise<DossierRevision> {
  const { world, ...by } = under;
  const { mailFindings } = before;
  const earlier = await loadRubric(before.assessment.rubric, world);
  // Levels and points change nothing of what is found in the papers.
  const hasSameWords = JSON.stringify(earlier.vocabulary) === JSON.stringify(by.rubric.vocabulary);
  const documents = hasSameWords ? before.documents : await extractAgain(before, by, world);
  return {
    ...before,
    revision: before.revision + 1,
    documents,
    ...judgeDossier({ documents, mailFindings, ...by }),
  };
}

/** What a version of the rubric would change in one dossier. */
export interface ReassessedDossier {
  readonly commune: Commune;
  readonly revision: number;
  readonly before: Assessment;
  readonly after: Assessment;
}

/** The dossiers of a round whose points, statuses or verdict another version of its rubric would change. Writes nothing. */
export async function previewRubric(
  { round }: Pick<ActiveRound, 'round'>,
  rubric: Rubric,
  home: Pick<World, 'store' | 'blobs'>,
): Promise<readonly ReassessedDossier[]> {
  const changed: ReassessedDossier[] = [];
  for (const commune of round.communes) {
    const head = await readDossier(home.store, round.id, commune.code);
    if (head === undefined) continue;
    const revision = await loadRevision(head.body, home);
    const { assessment: after } = await reassess(revision, { commune, round, rubric, world: home });
    const { assessment: before } = revision;
    if (outcomeOf(before) !== outcomeOf(after))
      changed.push({ commune, revision: revision.revision, before, after });
  }
  return changed;
}

/** What an assessment decides, without its words. */
function outcomeOf({ total, verdict, threshold, criteria }: Assessment): string {
  return JSON.stringify([
    total,
    verdict,
    threshold,
    criteria.map(({ status, points, max }) => [status, points, max]),
  ]);
}

function findRound(id: string, world: World): ActiveRound {
  const active = world.rounds.find(({ round }) => round.id === id);
  if (active === undefined) throw new Error('no such round');
  return active;
}
