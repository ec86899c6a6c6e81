import type { DecidedDossier } from '../appraisal/apply-decisions.ts';
import { applyDecisions, summariseDecisions } from '../appraisal/apply-decisions.ts';
import { gatherFacts } from '../appraisal/checks/gather-facts.ts';
import { findingInputs, markFinding, pointsInputs, readingInputs } from '../appraisal/decision-inputs.ts';
import type {
  DecisionEvent,
  DecisionInputs,
  DecisionRuling,
  DecisionTarget,
  FindingOutcome,
} from '../domain/decision.ts';
import { findingOutcomeNames, latestEvents, targetKey } from '../domain/decision.ts';
import type { FigureValue } from '../domain/dossier-facts.ts';
import type { DossierRevision } from '../domain/dossier.ts';
import type { Finding } from '../domain/finding.ts';
import { findingCatalogue } from '../domain/finding-catalogue.ts';
import type { Person } from '../domain/person.ts';
import type { Round } from '../domain/round.ts';
import type { Rubric } from '../rubrics/rubric.ts';
import { sayNumber, sayPoints } from '../rubrics/say-figure.ts';
import { sayFigureValue } from '../rubrics/say-reading.ts';
import { loadRubric } from './adopted-rubrics.ts';
import { loadRevision } from './assess-dossier.ts';
import type { AuditAct } from './audit-records.ts';
import { auditWrite } from './audit-records.ts';
import { startChecks } from './check-round-job.ts';
import type { DossierRecords } from './decision-records.ts';
import { putDecision, readDossierRecords } from './decision-records.ts';
import { dossierRecords } from './records.ts';
import type { CommuneChecks } from './round-records.ts';
import { putFacts, readChecks } from './round-records.ts';
import type { World } from './world.ts';

type Desk = Pick<World, 'store' | 'blobs' | 'clock'>;

/** Another writer may be faster than us this often before we give up. */
const attempts = 5;

/** Attack: a reason of many kilobytes in every list that shows it. */
const longestReason = 2000;

/** What a person asks for. */
export interface DecisionRequest {
  readonly round: Round;
  /** Commune code. */
  readonly commune: string;
  /** What it is about, by its key. */
  readonly target: string;
  readonly ruling:
    | { readonly what: 'accept' | 'withdraw' }
    | { readonly what: 'correct'; readonly figure: FigureValue }
    | { readonly what: 'set-points'; readonly points: number }
    | { readonly what: 'settle'; readonly outcome: FindingOutcome };
  readonly reason: string;
  readonly by: Pick<Person, 'id' | 'name'>;
  /** What the person had before them: number of the latest decision on it (0: none), and the hash of what a decision rests on. */
  readonly seen: { readonly number: number; readonly inputs: string };
}

/** Somebody decided, or a mail came, between looking and deciding. */
export interface DecisionConflict {
  /** The decision the person had not seen; null where only the papers changed. */
  readonly newer: DecisionEvent | null;
  /** As they are now, for the form that is shown again. */
  readonly number: number;
  readonly inputs: DecisionInputs;
}

/** The event that was kept; why nothing was, in Vietnamese; or what changed meanwhile. */
export type DecisionResult =
  { readonly kept: DecisionEvent } | { readonly refused: string } | { readonly conflict: DecisionConflict };

const refusals = {
  noReason: 'Chưa ghi lý do.',
  longReason: `Lý do dài quá ${longestReason} ký tự; rút ngắn rồi ghi lại.`,
  noTarget: 'Nội dung này không còn trong hồ sơ; tải lại trang hồ sơ để xem tình trạng mới nhất.',
  noReading: 'Chưa có số liệu nào để xác nhận; dùng "Sửa số liệu" để nhập số liệu.',
  badFigure: 'Số liệu không hợp lệ với chỉ tiêu này.',
  nothingToWithdraw: 'Không có quyết định nào đang có hiệu lực để rút lại.',
  notOfThis: 'Thao tác này không dùng được cho nội dung đã chọn.',
  busy: 'Hồ sơ đang được nhiều người ghi cùng lúc; gửi lại sau ít giây.',
} as const;

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

/** Loads the latest state of a dossier with what was decided on it; undefined where none has come. */
export async function loadDossier(
  round: string,
  commune: string,
  { store, blobs }: Pick<Desk, 'store' | 'blobs'>,
): Promise<DossierAtHand | undefined> {
  const [records, checks] = await Promise.all([
    readDossierRecords(store, round, commune),
    readChecks(store, round, commune),
  ]);
  if (records === undefined) return undefined;
  const revision = await loadRevision(records.head.body, { blobs });
  const rubric = await loadRubric(revision.assessment.rubric, { store, blobs });
  const found = checks?.body ?? { findings: [], confirmations: [] };
  const decided = applyDecisions({
    revision,
    rubric,
    events: records.events,
    crossFindings: found.findings,
  });
  return { records, revision, rubric, checks: found, decided };
}

/**
 * Keeps one decision of a person as an event, with the summary for lists and a line of the audit in the same commit. Refused
 * as a conflict when somebody else decided the same, or what it rests on changed, since the person looked.
 */
export async function decide(request: DecisionRequest, desk: Desk): Promise<DecisionResult> {
  const reason = request.reason.trim();
  if (reason === '') return { refused: refusals.noReason };
  if (reason.length > longestReason) return { refused: refusals.longReason };
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const dossier = await loadDossier(request.round.id, request.commune, desk);
    const target = dossier === undefined ? undefined : findTarget(request.target, dossier);
    if (dossier === undefined || target === undefined) return { refused: refusals.noTarget };
    const latest = latestEvents(dossier.records.events).get(request.target);
    const inputs = inputsOf(target, dossier) ?? latest?.inputs;
    if (inputs === undefined) return { refused: refusals.noTarget };
    const number = latest?.number ?? 0;
    const isNewer = number !== request.seen.number;
    // To go back to the machine's result one need not have seen what it is by now.
    const isChanged = request.ruling.what !== 'withdraw' && inputs.hash !== request.seen.inputs;
    if (isNewer || isChanged)
      return { conflict: { newer: isNewer ? (latest ?? null) : null, number, inputs } };
    const ruling = judgeRuling(request.ruling, target, dossier, latest);
    if (typeof ruling === 'string') return { refused: ruling };
    const event: DecisionEvent = {
      round: request.round.id,
      commune: request.commune,
      number: (dossier.records.events.at(-1)?.number ?? 0) + 1,
      target,
      ruling,
      revision: dossier.revision.revision,
      inputs,
      by: { id: request.by.id, name: request.by.name },
      at: desk.clock.now(),
      reason,
      before: sayNow(target, dossier),
      after: sayRuling(ruling, target, dossier, inputs),
    };
    if (await keep(event, dossier, request.round, desk)) return { kept: event };
  }
  return { refused: refusals.busy };
}

async function keep(
  event: DecisionEvent,
  { records, revision, rubric }: DossierAtHand,
  round: Round,
  { store }: Desk,
): Promise<boolean> {
  const events = [...records.events, event];
  const decided = applyDecisions({ revision, rubric, events });
  const { head } = dossierRecords({ ...records.head.body, decided: summariseDecisions(decided, events) });
  const isOfFigure = event.target.kind === 'reading';
  const { applied } = await store.commit({
    writes: [
      putDecision(event),
      { kind: 'put-if-version', record: head, version: records.head.version },
      ...(isOfFigure ? [await putFacts(store, gatherFacts(decided.revision, round.year))] : []),
      auditWrite({
        id: `${event.round}-${event.commune}-${event.number}`,
        at: event.at,
        by: event.by,
        what: auditActs[event.ruling.what],
        about: { round: event.round, commune: event.commune, mail: null },
        reason: event.reason,
        before: `${sayTarget(event.target, rubric)}: ${event.before}`,
        after: event.after,
      }),
    ],
    // Sectors and other years are compared with the figures that count.
    jobs: isOfFigure ? [startChecks(round.id, `decision:${event.commune}:${event.number}`)] : [],
  });
  return applied;
}

const auditActs: Readonly<Record<DecisionRuling['what'], AuditAct>> = {
  accept: 'accept-reading',
  correct: 'correct-reading',
  'set-points': 'set-points',
  settle: 'settle-finding',
  withdraw: 'withdraw-decision',
};

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

/** The ruling as it is kept, or why it cannot be. */
function judgeRuling(
  ruling: DecisionRequest['ruling'],
  target: DecisionTarget,
  { revision, rubric }: DossierAtHand,
  latest: DecisionEvent | undefined,
): DecisionRuling | string {
  switch (ruling.what) {
    case 'withdraw':
      return latest === undefined || latest.ruling.what === 'withdraw'
        ? refusals.nothingToWithdraw
        : { what: 'withdraw' };
    case 'accept': {
      if (target.kind !== 'reading') return refusals.notOfThis;
      const machine = revision.readings.find((one) => one.indicator === target.indicator);
      return machine === undefined ? refusals.noReading : { what: 'accept', figure: figureOf(machine) };
    }
    case 'correct': {
      if (target.kind !== 'reading') return refusals.notOfThis;
      const unit = rubric.vocabulary.indicators.find(({ id }) => id === target.indicator)?.unit;
      const { value, numerator = 0, denominator = 0 } = ruling.figure;
      const isCount = (number: number): boolean => Number.isSafeInteger(number) && number >= 0;
      const isPossible =
        unit === 'yes-no'
          ? typeof value === 'boolean'
          : unit === 'rate'
            ? value === 'no-case' || (typeof value === 'number' && value >= 0 && value <= 1)
            : typeof value === 'number' && isCount(value);
      return isPossible && isCount(numerator) && isCount(denominator) && numerator <= denominator
        ? { what: 'correct', figure: figureOf(ruling.figure) }
        : refusals.badFigure;
    }
    case 'set-points': {
      if (target.kind !== 'points') return refusals.notOfThis;
      const rule = rubric.criteria.find((one) => one.number === target.criterion);
      const max = rule?.max.points ?? rubric.scaleTotal.points;
      const { points } = ruling;
      return Number.isFinite(points) && points >= 0 && points <= max
        ? { what: 'set-points', points: Number(points.toFixed(2)) }
        : `Điểm phải từ 0 đến ${sayNumber(max)}.`;
    }
    case 'settle':
      return target.kind === 'finding' ? ruling : refusals.notOfThis;
  }
}

const figureOf = ({ value, numerator, denominator }: FigureValue): FigureValue => ({
  value,
  ...(numerator === undefined || denominator === undefined ? {} : { numerator, denominator }),
});

/** What counts now, as printed. */
function sayNow(target: DecisionTarget, { decided, rubric }: DossierAtHand): string {
  switch (target.kind) {
    case 'reading': {
      const indicator = rubric.vocabulary.indicators.find(({ id }) => id === target.indicator);
      const reading = decided.revision.readings.find((one) => one.indicator === target.indicator);
      if (reading === undefined || indicator === undefined) return 'chưa có số liệu';
      return sayFigureValue(reading, indicator) + (reading.accepted ? '' : ' (chưa xác nhận)');
    }
    case 'points': {
      const result = decided.revision.assessment.criteria.find((one) => one.criterion === target.criterion);
      const points = result?.points ?? null;
      return points === null ? 'chưa tính điểm' : sayPoints(points);
    }
    case 'finding': {
      const event = decided.inForce.get(targetKey(target));
      return event?.ruling.what === 'settle' ? findingOutcomeNames[event.ruling.outcome].name : 'chưa xử lý';
    }
  }
}

function sayRuling(
  ruling: DecisionRuling,
  target: DecisionTarget,
  { rubric }: DossierAtHand,
  inputs: DecisionInputs,
): string {
  switch (ruling.what) {
    case 'accept':
    case 'correct': {
      const indicator = rubric.vocabulary.indicators.find(
        ({ id }) => target.kind === 'reading' && id === target.indicator,
      );
      return indicator === undefined ? '' : sayFigureValue(ruling.figure, indicator);
    }
    case 'set-points':
      return `${sayNumber(ruling.points)} điểm`;
    case 'settle':
      return findingOutcomeNames[ruling.outcome].name;
    case 'withdraw':
      return target.kind === 'finding' ? 'chưa xử lý' : `theo phần mềm: ${inputs.words}`;
  }
}

/** What a decision is about in words of ours: the name of a figure, a criterion, the label of a remark. */
export function sayTarget(target: DecisionTarget, { vocabulary }: Rubric): string {
  switch (target.kind) {
    case 'reading': {
      const indicator = vocabulary.indicators.find(({ id }) => id === target.indicator);
      return indicator === undefined
        ? target.indicator
        : `Tiêu chí ${indicator.criterion}, ${indicator.shortName}`;
    }
    case 'points':
      return `Điểm tiêu chí ${target.criterion}`;
    case 'finding':
      return findingCatalogue[target.code].label;
  }
}
