import { applyDecisions, summariseDecisions } from '../appraisal/apply-decisions.ts';
import { gatherFacts } from '../appraisal/checks/gather-facts.ts';
import type { DossierRevision } from '../domain/dossier.ts';
import type { Round } from '../domain/round.ts';
import type { Store, Write } from '../ports/store.ts';
import type { Rubric } from '../rubrics/rubric.ts';
import { listDecisions } from './decision-records.ts';
import type { DossierEntry, Typed } from './records.ts';
import { dossierRecords } from './records.ts';
import { putFacts } from './round-records.ts';
import { countDossier } from './round-totals.ts';

/**
 * What a new revision writes: the dossier's head in place of `known`, the revision, and its facts for the checks across dossiers.
 * What people decided stands wherever the new papers changed nothing under it.
 */
export async function keepRevision(
  entry: DossierEntry,
  revision: DossierRevision,
  {
    known,
    round,
    rubric,
    store,
  }: {
    readonly known: Typed<DossierEntry> | undefined;
    readonly round: Round;
    /** The version the revision was assessed under. */
    readonly rubric: Rubric;
    readonly store: Store;
  },
): Promise<readonly Write[]> {
  const events = known === undefined ? [] : await listDecisions(store, round.id, entry.commune);
  const decided = applyDecisions({ revision, rubric, events });
  const headEntry = { ...entry, decided: summariseDecisions(decided, events) };
  const { head } = dossierRecords(headEntry);
  const { revision: record } = dossierRecords(entry);
  return [
    known === undefined
      ? { kind: 'put-if-absent', record: head }
      : { kind: 'put-if-version', record: head, version: known.version },
    { kind: 'put-if-absent', record },
    await putFacts(store, gatherFacts(decided.revision, round.year)),
    ...countDossier(headEntry, known?.body),
  ];
}
