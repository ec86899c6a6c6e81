import { createHash } from 'node:crypto';
import { compareDossiers } from '../appraisal/checks/compare-dossiers.ts';
import { listConfirmations } from '../appraisal/sector-confirmation/compare-answers.ts';
import type { Commit } from '../ports/store.ts';
import { rubricKey } from '../rubrics/rubric.ts';
import { startChecks } from './check-round-job.ts';
import { startDrafting } from './draft-documents-job.ts';
import { orderFindings } from './order-findings.ts';
import type { CommuneChecks } from './round-records.ts';
import {
  listChecks,
  listFacts,
  listSectorSheets,
  putChecks,
  putCheckState,
  readCheckState,
} from './round-records.ts';
import { loadAnswers } from './sector-sheets.ts';
import type { World } from './world.ts';

/** Communes written in one commit, which holds 90 writes and jobs; a district has some twenty, a province more than a hundred. */
const communesAtOnce = 40;

/**
 * Compares the dossiers of a round with each other, with the round before and with what the sectors answered, and writes what it
 * found about each commune. Of many jobs for changes that came together the first sees them all, the others find nothing to do.
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
  const sheets = (await listSectorSheets(store, round.id)).filter(({ contents }) => contents !== null);
  const seen = createHash('sha256')
    .update(JSON.stringify([round, rubricKey(rubric), facts, previous, sheets]))
    .digest('hex');
  if (state?.body.seen === seen) return { writes: [], jobs: [] };
  const answers = await Promise.all(sheets.map((sheet) => loadAnswers(sheet, world)));
  const found = compareDossiers({ round, rubric, facts, previous, answers });
  const changes = facts.flatMap((own) => {
    const known = kept.find(({ body }) => body.commune === own.commune);
    const checks: CommuneChecks = {
      round: round.id,
      commune: own.commune,
      findings: orderFindings(found.get(own.commune) ?? []),
      confirmations: listConfirmations(own, answers, round.sectors),
    };
    return JSON.stringify(checks) === JSON.stringify(known?.body)
      ? []
      : [{ write: putChecks(checks, known), drafting: startDrafting(own, `checks-${seen.slice(0, 16)}`) }];
  });
  const now = changes.slice(0, communesAtOnce);
  const isWhole = changes.length <= communesAtOnce;
  return {
    writes: [
      ...now.map(({ write }) => write),
      putCheckState(round.id, { seen: isWhole ? seen : null }, state),
    ],
    jobs: [
      ...now.map(({ drafting }) => drafting),
      ...(isWhole ? [] : [startChecks(round.id, `rest-after-${state?.version ?? 0}`)]),
    ],
  };
}
