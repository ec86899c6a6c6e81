import { createHash } from 'node:crypto';
import { compareDossiers } from '../appraisal/checks/compare-dossiers.ts';
import type { Commit, NewJob } from '../ports/store.ts';
import { rubricKey } from '../rubrics/rubric.ts';
import { orderFindings } from './order-findings.ts';
import type { CommuneChecks } from './round-records.ts';
import { listChecks, listFacts, putChecks, putCheckState, readCheckState } from './round-records.ts';
import type { World } from './world.ts';

/** Communes written in one commit, which holds 90 writes; a district has some twenty, a province more than a hundred. */
const communesAtOnce = 80;

/** The job that compares the dossiers of a round; `cause` names what changed, so that the same change asks once. */
export function startChecks(round: string, cause: string): NewJob {
  return { id: `check-round:${round}:${cause}`, stage: 'check-round', payload: { round } };
}

/**
 * Compares the dossiers of a round with each other and with the round before, and writes what it found about each commune. Of many
 * jobs for changes that came together the first sees them all, the others find nothing left to do.
 */
export async function checkRound(payload: { readonly round: string }, world: World): Promise<Commit> {
  const { store } = world;
  const active = world.rounds.find(({ round }) => round.id === payload.round);
  if (active === undefined) throw new Error('no such round');
  const { round, rubric } = active;
  // Before the facts: what is written rests on facts no older than those another worker wrote on meanwhile, or is refused.
  const state = await readCheckState(store, round.id);
  const kept = await listChecks(store, round.id);
  const facts = await listFacts(store, round.id);
  const previous = round.previous === null ? [] : await listFacts(store, round.previous);
  const seen = createHash('sha256')
    .update(JSON.stringify([round, rubricKey(rubric), facts, previous]))
    .digest('hex');
  if (state?.body.seen === seen) return { writes: [], jobs: [] };
  const found = compareDossiers({ round, rubric, facts, previous });
  const changes = [...found].flatMap(([commune, findings]) => {
    const known = kept.find(({ body }) => body.commune === commune);
    const checks: CommuneChecks = { round: round.id, commune, findings: orderFindings(findings) };
    return JSON.stringify(checks) === JSON.stringify(known?.body) ? [] : [putChecks(checks, known)];
  });
  const isWhole = changes.length <= communesAtOnce;
  return {
    writes: [
      ...changes.slice(0, communesAtOnce),
      putCheckState(round.id, { seen: isWhole ? seen : null }, state),
    ],
    jobs: isWhole ? [] : [startChecks(round.id, `rest-after-${state?.version ?? 0}`)],
  };
}
