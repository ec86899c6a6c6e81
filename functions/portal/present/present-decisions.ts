import type { DecisionEvent, DecisionTarget, FindingOutcome } from '../../../shared/domain/decision.ts';
import { findingOutcomeNames, findingOutcomes, targetKey } from '../../../shared/domain/decision.ts';
import type { IndicatorUnit } from '../../../shared/domain/indicator.ts';
import type { DossierAtHand } from '../../../shared/pipeline/load-dossier.ts';
import { inputsOf } from '../../../shared/pipeline/load-dossier.ts';
import { sayTarget } from '../../../shared/pipeline/say-decision.ts';
import { sayNumber } from '../../../shared/rubrics/say-figure.ts';
import type { Chip } from './chip.ts';
import { dossierHref } from './present-board.ts';
import { sayTime } from './say-time.ts';
import { showText } from './show-text.ts';

/** Decisions of one dossier listed; an officer makes some dozens. */
const eventsListed = 300;

/** A decision as a page tells it. */
export interface DecisionView {
  /** "Sửa số liệu: 97% (97/100)" */
  readonly words: string;
  readonly who: string;
  readonly at: string;
  readonly reason: string;
}

/** A decision that is to be made again, and why. */
export interface ReopenedView extends DecisionView {
  /** "Khi quyết định: 98%; nay: 93%" */
  readonly changed: string;
}

/** Something a person may decide: what its forms need. */
export interface ToDecide {
  /** Where its forms are sent. */
  readonly action: string;
  readonly key: string;
  /** Number of the latest decision on it that the page shows; 0 for none. */
  readonly number: number;
  /** Hash of what a decision would rest on. */
  readonly inputs: string;
  /** Place on the dossier's page. */
  readonly anchor: string;
  readonly name: string;
  readonly of:
    | {
        readonly kind: 'reading';
        readonly unit: IndicatorUnit;
        readonly unitWord: string;
        /** What the machine read; null when it found nothing. */
        readonly machine: string | null;
      }
    | { readonly kind: 'points'; readonly max: string | null; readonly byScale: string }
    | { readonly kind: 'finding' };
  /** Whether the person who looks may decide here. */
  readonly mayDecide: boolean;
  readonly standing: DecisionView | null;
  readonly reopened: ReopenedView | null;
}

/** What an officer may do with a remark. */
export const outcomeChoices: readonly { readonly value: FindingOutcome; readonly name: string }[] =
  findingOutcomes.map((value) => ({ value, name: findingOutcomeNames[value].name }));

/** Makes the forms of one target; null for one the dossier does not have. */
export function presentToDecide(
  target: DecisionTarget,
  dossier: DossierAtHand,
  mayDecide: boolean,
  inputs = inputsOf(target, dossier),
): ToDecide | null {
  const { decided, records, rubric } = dossier;
  const key = targetKey(target);
  if (inputs === undefined) return null;
  const { round, commune } = records.head.body;
  const standing = decided.inForce.get(key);
  const reopened = decided.reopened.find(({ event }) => targetKey(event.target) === key);
  return {
    action: `${dossierHref(round, commune)}/quyet-dinh`,
    key,
    number: Math.max(
      0,
      ...records.events.filter((event) => targetKey(event.target) === key).map((event) => event.number),
    ),
    inputs: inputs.hash,
    anchor: anchorOf(target),
    name: sayTarget(target, rubric),
    of: presentOf(target, dossier, inputs.words),
    mayDecide,
    standing: standing === undefined ? null : presentDecision(standing),
    reopened: reopened === undefined ? null : presentReopened(reopened),
  };
}

function presentOf(
  target: DecisionTarget,
  { rubric, revision }: DossierAtHand,
  words: string,
): ToDecide['of'] {
  switch (target.kind) {
    case 'reading': {
      const indicator = rubric.vocabulary.indicators.find(({ id }) => id === target.indicator);
      const isRead = revision.readings.some((one) => one.indicator === target.indicator);
      return {
        kind: 'reading',
        unit: indicator?.unit ?? 'count',
        unitWord: indicator?.unitWord ?? '',
        machine: isRead ? words : null,
      };
    }
    case 'points': {
      const max = rubric.criteria.find(({ number }) => number === target.criterion)?.max.points ?? null;
      return { kind: 'points', max: max === null ? null : sayNumber(max), byScale: words };
    }
    case 'finding':
      return { kind: 'finding' };
  }
}

/** Place of a target on the dossier's page; our own words only. */
export function anchorOf(target: DecisionTarget): string {
  switch (target.kind) {
    case 'reading':
      return `so-lieu-${target.indicator.replaceAll('.', '-')}`;
    case 'points':
      return `diem-${target.criterion}`;
    case 'finding':
      return `luu-y-${target.mark}`;
  }
}

/** A decision as it was made. */
export function presentDecision(event: DecisionEvent): DecisionView {
  const { what } = event.ruling;
  return {
    words: `${rulingNames[what]}: ${event.after}`,
    who: showText(event.by.name, 80),
    at: sayTime(event.at),
    reason: showText(event.reason, 2000),
  };
}

const rulingNames: Readonly<Record<DecisionEvent['ruling']['what'], string>> = {
  accept: 'Xác nhận số liệu',
  correct: 'Sửa số liệu',
  'set-points': 'Ghi điểm',
  settle: 'Xử lý',
  withdraw: 'Rút lại quyết định',
};

function presentReopened({ event, now }: DossierAtHand['decided']['reopened'][number]): ReopenedView {
  const changed =
    event.inputs.words === now.words
      ? 'Nội dung làm căn cứ trong tài liệu đã thay đổi.'
      : `Khi quyết định: ${event.inputs.words}; nay: ${now.words}.`;
  return { ...presentDecision(event), changed };
}

/** Decisions to be made again, with the place to make each. */
export function presentAllReopened({
  decided,
  rubric,
}: DossierAtHand): readonly (ReopenedView & { readonly name: string; readonly anchor: string })[] {
  return decided.reopened.map((one) => ({
    ...presentReopened(one),
    name: sayTarget(one.event.target, rubric),
    anchor: one.event.target.kind === 'finding' ? 'luu-y' : anchorOf(one.event.target),
  }));
}

/** One line of the history of decisions. */
export interface HistoryLine extends DecisionView {
  readonly name: string;
  /** "từ 98%" */
  readonly before: string;
  readonly revision: number;
  readonly state: Chip;
}

/** Every decision on a dossier, newest first, and how many older ones are not listed. */
export function presentHistory({ records, decided, rubric }: DossierAtHand): {
  readonly lines: readonly HistoryLine[];
  readonly more: number;
} {
  const latest = new Map(records.events.map((event) => [targetKey(event.target), event.number]));
  const stateOf = (event: DecisionEvent): Chip => {
    const key = targetKey(event.target);
    if (event.ruling.what === 'withdraw') return { text: 'Rút lại', tone: 'quiet' };
    if (latest.get(key) !== event.number) return { text: 'Đã có quyết định sau', tone: 'quiet' };
    if (decided.inForce.has(key)) return { text: 'Đang áp dụng', tone: 'good' };
    return decided.reopened.some((one) => one.event.number === event.number)
      ? { text: 'Cần quyết định lại', tone: 'attention' }
      : { text: 'Nội dung không còn', tone: 'quiet' };
  };
  const lines = [...records.events]
    .sort((a, b) => b.number - a.number)
    .slice(0, eventsListed)
    .map((event) => ({
      ...presentDecision(event),
      name: sayTarget(event.target, rubric),
      before: event.before,
      revision: event.revision,
      state: stateOf(event),
    }));
  return { lines, more: records.events.length - lines.length };
}
