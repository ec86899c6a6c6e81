import { applyDecisions, summariseDecisions } from '../appraisal/apply-decisions.ts';
import { gatherFacts } from '../appraisal/checks/gather-facts.ts';
import type {
  DecisionEvent,
  DecisionInputs,
  DecisionRuling,
  DecisionTarget,
  FindingOutcome,
} from '../domain/decision.ts';
import { latestEvents } from '../domain/decision.ts';
import type { FigureValue } from '../domain/dossier-facts.ts';
import type { Person } from '../domain/person.ts';
import type { Round } from '../domain/round.ts';
import { sayNumber } from '../rubrics/say-figure.ts';
import type { AuditAct } from './audit-records.ts';
import { auditWrite } from './audit-records.ts';
import { startChecks } from './check-round-job.ts';
import { putDecision } from './decision-records.ts';
import { startDrafting } from './draft-documents-job.ts';
import type { DossierAtHand } from './load-dossier.ts';
import { findTarget, inputsOf, loadDossier } from './load-dossier.ts';
import { dossierRecords } from './records.ts';
import { putFacts } from './round-records.ts';
import { countDossier } from './round-totals.ts';
import { sayNow, sayRuling, sayTarget } from './say-decision.ts';
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
  const entry = { ...records.head.body, decided: summariseDecisions(decided, events) };
  const { head } = dossierRecords(entry);
  const isOfFigure = event.target.kind === 'reading';
  const { applied } = await store.commit({
    writes: [
      putDecision(event),
      { kind: 'put-if-version', record: head, version: records.head.version },
      ...countDossier(entry, records.head.body),
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
    jobs: [
      ...(isOfFigure ? [startChecks(round.id, `decision:${event.commune}:${event.number}`)] : []),
      startDrafting(revision, `decision-${event.number}`),
    ],
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
