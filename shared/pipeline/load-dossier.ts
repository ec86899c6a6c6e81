import type { DecidedDossier } from '../appraisal/apply-decisions.ts';
import { applyDecisions } from '../appraisal/apply-decisions.ts';
import { findingInputs, markFinding, pointsInputs, readingInputs } from '../appraisal/decision-inputs.ts';
import type { DecisionInputs, DecisionTarget } from '../domain/decision.ts';
import { latestEvents, targetKey } from '../domain/decision.ts';
import type { DossierRevision } from '../domain/dossier.ts';
import type { Finding } from '../domain/finding.ts';
import type { Rubric } from '../rubrics/rubric.ts';
import { loadRubric } from './adopted-rubrics.ts';
import { loadRevision } from './dossier-revision.ts';
import type { DossierRecords } from './decision-records.ts';
import { readDossierRecords } from './decision-records.ts';
import type { CommuneChecks } from './round-records.ts';
import { readChecks } from './round-records.ts';
import type { World } from './world.ts';

/** A dossier as it stands: its records, its latest revision, and what people decided applied to it. */
export interface DossierAtHand {
  readonly records: DossierRecords;
  /** As the machine made it. */
  readonly revision: DossierRevision;
  readonly rubric: Rubric;
  /** What comparing it with others found. */
  readonly checks: Pick<CommuneChecks, 'findings' | 'confirmations'>;
  readonly decided: DecidedDossier;
}

/**
 * Loads the latest state of a dossier with what was decided on it; undefined where none has come. Who has read its checks
 * already, for a page, hands them over.
 */
export async function loadDossier(
  round: string,
  commune: string,
  { store, blobs }: Pick<World, 'store' | 'blobs'>,
  checksAtHand?: Promise<DossierAtHand['checks'] | undefined>,
): Promise<DossierAtHand | undefined> {
  const [records, checks] = await Promise.all([
    readDossierRecords(store, round, commune),
    checksAtHand ?? readChecks(store, round, commune).then((known) => known?.body),
  ]);
  if (records === undefined) return undefined;
  const revision = await loadRevision(records.head.body, { blobs });
  const rubric = await loadRubric(revision.assessment.rubric, { store, blobs });
  const found = checks ?? { findings: [], confirmations: [] };
  const decided = applyDecisions({
    revision,
    rubric,
    events: records.events,
    crossFindings: found.findings,
  });
  return { records, revision, rubric, checks: found, decided };
}

/** What a key names in a dossier as it stands; undefined where it has no such thing. */
export function findTarget(
  key: string,
  { decided, records, rubric }: DossierAtHand,
): DecisionTarget | undefined {
  const finding = [
    ...decided.revision.findings,
    ...decided.crossFindings,
    ...decided.settled.map((one) => one.finding),
  ].find((one) => targetKey(targetOfFinding(one)) === key);
  if (finding !== undefined) return targetOfFinding(finding);
  const targets: readonly DecisionTarget[] = [
    ...rubric.vocabulary.indicators.map(({ id }) => ({ kind: 'reading', indicator: id }) as const),
    ...rubric.criteria.map((criterion) => ({ kind: 'points', criterion: criterion.number }) as const),
  ];
  return targets.find((target) => targetKey(target) === key) ?? latestEvents(records.events).get(key)?.target;
}

/** What a decision on a remark is about. */
export function targetOfFinding(finding: Finding): Extract<DecisionTarget, { readonly kind: 'finding' }> {
  return { kind: 'finding', code: finding.code, about: finding.about, mark: markFinding(finding) };
}

/** What a decision would rest on now; undefined for a remark that is gone. */
export function inputsOf(
  target: DecisionTarget,
  { revision, rubric, decided }: Pick<DossierAtHand, 'revision' | 'rubric' | 'decided'>,
): DecisionInputs | undefined {
  switch (target.kind) {
    case 'reading': {
      const indicator = rubric.vocabulary.indicators.find(({ id }) => id === target.indicator);
      if (indicator === undefined) return undefined;
      return readingInputs(
        revision.readings.find((one) => one.indicator === target.indicator),
        indicator,
      );
    }
    case 'points':
      return pointsInputs(target.criterion, {
        assessment: decided.byScale,
        readings: decided.revision.readings,
        rubric,
      });
    case 'finding': {
      const finding = [
        ...decided.revision.findings,
        ...decided.crossFindings,
        ...decided.settled.map((one) => one.finding),
      ].find((one) => markFinding(one) === target.mark);
      return finding === undefined ? undefined : findingInputs(finding);
    }
  }
}
