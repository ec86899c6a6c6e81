import type { Assessment } from '../domain/assessment.ts';
import type { DecidedSummary, DecisionEvent, DecisionInputs } from '../domain/decision.ts';
import { findingOutcomeNames, latestEvents, targetKey } from '../domain/decision.ts';
import type { FigureValue } from '../domain/dossier-facts.ts';
import type { DossierRevision } from '../domain/dossier.ts';
import type { Finding } from '../domain/finding.ts';
import type { FindingCode } from '../domain/finding-catalogue.ts';
import type { ReconciledReading } from '../domain/reading.ts';
import { checkClaimsAgainstRule } from '../extraction/check-claims-against-rule.ts';
import { evaluateRubric } from '../rubrics/evaluate.ts';
import type { Rubric } from '../rubrics/rubric.ts';
import { findingInputs, markFinding, pointsInputs, readingInputs } from './decision-inputs.ts';

/** Remarks that ask whether a figure is right: who decides the figure has answered them. */
const figureQuestions: ReadonlySet<FindingCode> = new Set<FindingCode>([
  'conflicting-readings',
  'low-confidence-reading',
  'ambiguous-reading',
  'rate-mismatch',
  'missing-indicator',
]);

/** Remarks on claims beside the scale: made again when figures are decided, answered by who sets the points. */
const pointQuestions: ReadonlySet<FindingCode> = new Set<FindingCode>([
  'claim-below-rule',
  'claim-above-rule',
]);

/** A decision that rests on something that is another by now. */
export interface ReopenedDecision {
  readonly event: DecisionEvent;
  /** What it would rest on now. */
  readonly now: DecisionInputs;
}

/** A dossier with what people decided on it. */
export interface DecidedDossier {
  /** Readings, assessment and open remarks as decided; the papers, claims and everything else as they are. */
  readonly revision: DossierRevision;
  /** Open remarks of comparing the dossier with others. */
  readonly crossFindings: readonly Finding[];
  /** Decisions that hold, by the key of their target. */
  readonly inForce: ReadonlyMap<string, DecisionEvent>;
  /** Decisions to be made again. */
  readonly reopened: readonly ReopenedDecision[];
  /** Remarks that are answered, each with the decision that did. */
  readonly settled: readonly { readonly finding: Finding; readonly event: DecisionEvent }[];
  /** The assessment with decided figures and without decided points: what the decisions on points rest on. */
  readonly byScale: Assessment;
}

/**
 * Applies what people decided to a revision: figures first, the same scale on them, then points, then remarks. A decision
 * whose inputs are another than those it was made on does not hold, and its figure waits for a person; without decisions the
 * result is the machine's. Pure; the order in which events are given changes nothing.
 */
export function applyDecisions(input: {
  readonly revision: DossierRevision;
  /** The version the revision was assessed under. */
  readonly rubric: Rubric;
  readonly events: readonly DecisionEvent[];
  /** Remarks of comparing the dossier with others; they may be settled too. */
  readonly crossFindings?: readonly Finding[];
}): DecidedDossier {
  const { revision, rubric, crossFindings = [] } = input;
  const standing = [...latestEvents(input.events).values()]
    .filter(({ ruling }) => ruling.what !== 'withdraw')
    .sort((a, b) => a.number - b.number);
  const inForce = new Map<string, DecisionEvent>();
  const reopened: ReopenedDecision[] = [];
  const holds = (event: DecisionEvent, now: DecisionInputs): boolean => {
    if (event.inputs.hash === now.hash) inForce.set(targetKey(event.target), event);
    else reopened.push({ event, now });
    return event.inputs.hash === now.hash;
  };

  const readings = decideReadings(revision, rubric, standing, holds);
  const points = new Map<number, number>();
  const assess = (set?: ReadonlyMap<number, number>): Assessment =>
    readings === revision.readings && set === undefined
      ? revision.assessment
      : evaluateDecided({ revision, readings, rubric, points: set });
  const byScale = assess();
  for (const event of standing)
    if (
      event.target.kind === 'points' &&
      event.ruling.what === 'set-points' &&
      holds(event, pointsInputs(event.target.criterion, { assessment: byScale, readings, rubric }))
    )
      points.set(event.target.criterion, event.ruling.points);
  const assessment = points.size === 0 ? byScale : assess(points);

  const current = restateClaims(revision, byScale);
  const settled: { finding: Finding; event: DecisionEvent }[] = [];
  const answers = new Map<string, DecisionEvent>();
  const marks = new Map([...current, ...crossFindings].map((finding) => [markFinding(finding), finding]));
  for (const event of standing) {
    const { target } = event;
    if (target.kind !== 'finding') continue;
    const now = findNow(target, marks, standing);
    if (now !== undefined && holds(event, findingInputs(now))) answers.set(target.mark, event);
  }
  const isOpen = (finding: Finding): boolean => {
    const event = answerOf(finding, answers, inForce);
    if (event === undefined) return true;
    settled.push({ finding, event });
    return false;
  };
  const findings = current.filter(isOpen);
  return {
    revision:
      inForce.size === 0 && reopened.length === 0
        ? revision
        : { ...revision, readings, assessment, findings },
    crossFindings: crossFindings.filter(isOpen),
    inForce,
    reopened,
    settled,
    byScale,
  };
}

/** Where a dossier stands for lists. `events` are all of it, those that do not count included. */
export function summariseDecisions(
  decided: DecidedDossier,
  events: readonly DecisionEvent[],
): DecidedSummary {
  const { revision, inForce, reopened } = decided;
  const { findings, readings, assessment } = revision;
  const count = (severity: Finding['severity']): number =>
    findings.filter((finding) => finding.severity === severity).length;
  return {
    total: assessment.total,
    verdict: assessment.verdict,
    blocking: count('blocking'),
    warnings: count('warning'),
    notes: count('note'),
    missingDocuments: findings.flatMap(({ code, about }) =>
      code === 'missing-document' && about !== null ? [about] : [],
    ),
    undecided: readings.filter(({ accepted }) => !accepted).length,
    reopened: reopened.length,
    decisions: Math.max(0, ...events.map(({ number }) => number)),
    settledElsewhere: [...latestEvents(events).values()].flatMap(({ target, ruling }) =>
      target.kind === 'finding' &&
      ruling.what === 'settle' &&
      findingOutcomeNames[ruling.outcome].isSettled &&
      !inForce.has(targetKey(target))
        ? [target.mark]
        : [],
    ),
  };
}

/** The readings with the decided ones in the place of the machine's; the very same list where none is decided. */
function decideReadings(
  revision: DossierRevision,
  { vocabulary }: Rubric,
  standing: readonly DecisionEvent[],
  holds: (event: DecisionEvent, now: DecisionInputs) => boolean,
): readonly ReconciledReading[] {
  const changed = new Map<string, ReconciledReading | undefined>();
  for (const event of standing) {
    const { target, ruling } = event;
    const indicator = vocabulary.indicators.find(
      ({ id }) => target.kind === 'reading' && id === target.indicator,
    );
    if (indicator === undefined || (ruling.what !== 'accept' && ruling.what !== 'correct')) continue;
    const machine = revision.readings.find((one) => one.indicator === indicator.id);
    if (holds(event, readingInputs(machine, indicator)))
      changed.set(indicator.id, {
        indicator: indicator.id,
        ...figureOnly(ruling.figure),
        confidence: 1,
        accepted: true,
        conflicting: false,
        // A corrected figure stands in no paper.
        sources: ruling.what === 'accept' ? (machine?.sources ?? []) : [],
        readings: machine?.readings ?? [],
        decided: { what: ruling.what, by: event.by.name, at: event.at },
      });
    // A person said something else of it before: whatever the papers say now, a person looks at it again.
    else if (machine !== undefined) changed.set(indicator.id, { ...machine, accepted: false });
  }
  if (changed.size === 0) return revision.readings;
  return vocabulary.indicators.flatMap(({ id }) => {
    const reading = changed.get(id) ?? revision.readings.find(({ indicator }) => indicator === id);
    return reading === undefined ? [] : [reading];
  });
}

const figureOnly = ({ value, numerator, denominator }: FigureValue): FigureValue => ({
  value,
  ...(numerator === undefined || denominator === undefined ? {} : { numerator, denominator }),
});

function evaluateDecided(input: {
  readonly revision: DossierRevision;
  readonly readings: readonly ReconciledReading[];
  readonly rubric: Rubric;
  readonly points: ReadonlyMap<number, number> | undefined;
}): Assessment {
  const { revision, rubric, readings, points } = input;
  return evaluateRubric({
    rubric,
    areaType: revision.assessment.areaType,
    // Figures of another year are shown, never assessed.
    readings: readings.filter(({ otherYear }) => otherYear === undefined),
    documents: revision.documents.filter(({ replacedBy }) => replacedBy === undefined),
    ...(points === undefined ? {} : { points }),
  });
}

/** The remarks of the revision, those on claims beside the scale made again from the points that count now. */
function restateClaims(revision: DossierRevision, assessment: Assessment): readonly Finding[] {
  if (assessment === revision.assessment) return revision.findings;
  return [
    ...revision.findings.filter(({ code }) => !pointQuestions.has(code)),
    ...checkClaimsAgainstRule(revision.claims, assessment.criteria),
  ];
}

/** The remark a decision was made on as it reads now: itself, or another of its kind about the same; undefined when it is gone. */
function findNow(
  { code, about, mark }: Extract<DecisionEvent['target'], { readonly kind: 'finding' }>,
  marks: ReadonlyMap<string, Finding>,
  standing: readonly DecisionEvent[],
): Finding | undefined {
  const own = marks.get(mark);
  if (own !== undefined) return own;
  const isDecided = (other: string): boolean =>
    standing.some(({ target }) => target.kind === 'finding' && target.mark === other);
  return [...marks].find(
    ([other, finding]) => finding.code === code && finding.about === about && !isDecided(other),
  )?.[1];
}

/** The decision that answers a remark; undefined while somebody still has to. */
function answerOf(
  finding: Finding,
  answers: ReadonlyMap<string, DecisionEvent>,
  inForce: ReadonlyMap<string, DecisionEvent>,
): DecisionEvent | undefined {
  const own = answers.get(markFinding(finding));
  if (own?.ruling.what === 'settle' && findingOutcomeNames[own.ruling.outcome].isSettled) return own;
  if (finding.about === null) return undefined;
  if (figureQuestions.has(finding.code))
    return inForce.get(targetKey({ kind: 'reading', indicator: finding.about }));
  return pointQuestions.has(finding.code)
    ? inForce.get(targetKey({ kind: 'points', criterion: Number(finding.about) }))
    : undefined;
}
