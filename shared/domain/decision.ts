import type { PointsRange, Verdict } from './assessment.ts';
import type { FigureValue } from './dossier-facts.ts';
import type { FindingCode } from './finding-catalogue.ts';
import type { IndicatorId } from './indicator.ts';
import type { Person } from './person.ts';

/** What a person ruled on a remark. */
export const findingOutcomes = ['clarified', 'no-effect', 'not-so', 'ask-commune', 'ask-council'] as const;
export type FindingOutcome = (typeof findingOutcomes)[number];

/** Outcomes in the words of the office; a remark that somebody still has to answer stays open. */
export const findingOutcomeNames: Readonly<
  Record<FindingOutcome, { readonly name: string; readonly isSettled: boolean }>
> = {
  clarified: { name: 'Đã làm rõ', isSettled: true },
  'no-effect': { name: 'Không ảnh hưởng kết quả', isSettled: true },
  'not-so': { name: 'Nhận xét của phần mềm không đúng', isSettled: true },
  'ask-commune': { name: 'Đề nghị xã bổ sung, giải trình', isSettled: false },
  'ask-council': { name: 'Trình Hội đồng xem xét', isSettled: false },
};

/** What a decision is about. */
export type DecisionTarget =
  | { readonly kind: 'reading'; readonly indicator: IndicatorId }
  | { readonly kind: 'points'; readonly criterion: number }
  | {
      readonly kind: 'finding';
      readonly code: FindingCode;
      readonly about: string | null;
      /** Hash of code, about and sentence: another sentence is another remark. */
      readonly mark: string;
    };

/** What a person ruled. */
export type DecisionRuling =
  | { readonly what: 'accept'; readonly figure: FigureValue }
  | { readonly what: 'correct'; readonly figure: FigureValue }
  | { readonly what: 'set-points'; readonly points: number }
  | { readonly what: 'settle'; readonly outcome: FindingOutcome }
  /** The machine's own result counts again. */
  | { readonly what: 'withdraw' };

/** What a decision rests on: once it is another, the decision is to be made again. */
export interface DecisionInputs {
  readonly hash: string;
  /** In Vietnamese, without anything a document says in words. */
  readonly words: string;
}

/** One thing a person decided on a dossier. Never changed: a later event of the same target takes its place. */
export interface DecisionEvent {
  readonly round: string;
  /** Commune code. */
  readonly commune: string;
  /** From 1 in each dossier. */
  readonly number: number;
  readonly target: DecisionTarget;
  readonly ruling: DecisionRuling;
  /** The revision the person had before them. */
  readonly revision: number;
  readonly inputs: DecisionInputs;
  readonly by: Pick<Person, 'id' | 'name'>;
  /** ISO time. */
  readonly at: string;
  readonly reason: string;
  /** What counted before and what counts from now on, as printed. */
  readonly before: string;
  readonly after: string;
}

/** Where a dossier stands with its decisions applied, for lists. */
export interface DecidedSummary {
  /** null while the scale is not verified. */
  readonly total: PointsRange | null;
  readonly verdict: Verdict;
  /** Open remarks of the dossier itself, by severity. */
  readonly blocking: number;
  readonly warnings: number;
  readonly notes: number;
  /** Kinds of required papers still missing. */
  readonly missingDocuments: readonly string[];
  /** Figures a person has yet to look at. */
  readonly undecided: number;
  /** Decisions to be made again because what they rest on changed. */
  readonly reopened: number;
  /** Decisions so far. */
  readonly decisions: number;
  /** Marks of settled remarks that are not the dossier's own: those of comparing it with others. */
  readonly settledElsewhere: readonly string[];
}

/** One name of what a decision is about: decisions of one name follow each other. */
export function targetKey(target: DecisionTarget): string {
  switch (target.kind) {
    case 'reading':
      return `reading ${target.indicator}`;
    case 'points':
      return `points ${target.criterion}`;
    case 'finding':
      return `finding ${target.mark}`;
  }
}

/** The latest event of each target, by its key; `events` in any order. */
export function latestEvents(events: readonly DecisionEvent[]): ReadonlyMap<string, DecisionEvent> {
  const latest = new Map<string, DecisionEvent>();
  for (const event of events) {
    const key = targetKey(event.target);
    if ((latest.get(key)?.number ?? 0) < event.number) latest.set(key, event);
  }
  return latest;
}
