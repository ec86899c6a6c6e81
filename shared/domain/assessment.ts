import type { AreaType } from './commune.ts';
import type { IndicatorId } from './indicator.ts';

/** Why a criterion got its points: the items with figures and rule, ready to be shown. */
export interface Explanation {
  readonly text: string;
  readonly items: readonly ItemResult[];
}

/** Points as a range: the lowest and highest the known facts allow; equal when certain. */
export interface PointsRange {
  readonly low: number;
  readonly high: number;
}

/** A row of the rubric no two officers have confirmed, or that no source gives. */
export interface UnverifiedRule {
  readonly rule: string;
  readonly reason: 'not-verified' | 'not-known';
}

/** Result of one scored item inside a criterion ("6.1"). */
export interface ItemResult {
  readonly item: string;
  readonly name: string;
  readonly indicators: readonly IndicatorId[];
  readonly points: PointsRange | null;
  readonly max: number | null;
  /** One Vietnamese sentence naming figure and rule. */
  readonly because: string;
  readonly missing: readonly (IndicatorId | UnverifiedRule)[];
  readonly conflicting: readonly IndicatorId[];
  /** Legal reference: article, clause, point. */
  readonly reference: string;
}

export type CriterionStatus = 'met' | 'not-met' | 'undetermined' | 'contradictory' | 'not-applicable';

/** A criterion under the rubric; never zero by silence: what is missing is named. */
export interface CriterionAssessment {
  readonly criterion: number;
  readonly name: string;
  readonly status: CriterionStatus;
  readonly points: PointsRange | null;
  /** What the scale gives, where a person set the points. */
  readonly byScale?: PointsRange | null;
  readonly max: number | null;
  readonly because: Explanation;
  readonly missing: readonly (IndicatorId | UnverifiedRule)[];
}

export type Verdict = 'eligible' | 'not-eligible' | 'undetermined';

/** A rubric applied to one revision of a dossier. */
export interface Assessment {
  /** Identifier with version: "qd-06-2019@1". */
  readonly rubric: string;
  readonly rubricTitle: string;
  /** Warning printed on everything that shows this assessment (artificial or unverified rubric); null when none is due. */
  readonly banner: string | null;
  readonly criteria: readonly CriterionAssessment[];
  /** null while rows the total needs are unverified or unknown. */
  readonly total: PointsRange | null;
  readonly maxTotal: number;
  readonly unverifiedRows: number;
  readonly areaType: AreaType;
  readonly threshold: number;
  readonly verdict: Verdict;
  /** One Vietnamese sentence: the verdict or why it is withheld. */
  readonly verdictBecause: string;
}
