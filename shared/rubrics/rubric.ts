import type { AreaType } from '../domain/commune.ts';
import type { IndicatorId, Vocabulary } from '../domain/indicator.ts';
import type { Source } from '../domain/locator.ts';

/** Two officers' word that a row says what the official text says: one entered it, another confirmed it. */
export interface Verification {
  readonly by: string;
  /** Another person than `by`; the engine ignores a verification by one person alone. */
  readonly confirmedBy: string;
  /** ISO time. */
  readonly at: string;
  /** The official text it was compared with. */
  readonly source: string;
}

/**
 * Where one row of a rubric comes from.
 * sourced: seen in a stored copy; inferred: follows from sourced facts; unknown: the law has a value, we do not; artificial: invented, and says so.
 */
export interface Citation {
  readonly status: 'sourced' | 'inferred' | 'unknown' | 'artificial';
  /** Address of what was seen, or the step of the inference; null when unknown. */
  readonly source: string | null;
  /** Article, clause, point, complete in itself: "điểm g khoản 1 Điều 2 của Quy định kèm theo Quyết định số 06/QĐ-TTg". */
  readonly reference: string;
  readonly verified: Verification | null;
  /** Where the entered text says so, with its words; absent where the row was not entered from an uploaded text. */
  readonly entered?: Source;
}

/** A value in points; null when no source gives it (never guessed). */
export interface PointsRow extends Citation {
  readonly points: number | null;
}

/** Points for a figure that reaches a threshold (a rate as a fraction 0..1). */
export interface Band extends Citation {
  readonly threshold: number;
  /** The threshold itself does not reach the band: "trên 95%", "dưới 10%". */
  readonly exclusive?: true;
  readonly points: number;
}

/** Points by how far a figure goes; the first band it reaches counts. */
interface Scale {
  readonly indicator: IndicatorId;
  /** gte: at least the threshold, bands from the highest down; lte: at most, bands from the lowest up. */
  readonly direction: 'gte' | 'lte';
  readonly bands: readonly Band[];
  /** Points of a figure that reaches no band; null when the lower bands are not known. */
  readonly otherwise: PointsRow;
}

/** What a rate with nothing to count (0/0) gets by the rubric's own rule. */
export interface NoCaseRule extends Citation {
  readonly name: string;
  readonly points: number;
}

export type Rule =
  | ({ readonly kind: 'yes-no'; readonly indicator: IndicatorId; readonly points: number } & Citation)
  | ({ readonly kind: 'rate'; readonly noCase: NoCaseRule | 'person' } & Scale)
  | ({ readonly kind: 'count' } & Scale);

/** One scored item of a criterion ("6.1"). */
export interface ItemRule {
  readonly id: string;
  readonly name: string;
  /** Most points the item can give. */
  readonly max: number;
  readonly rule: Rule;
}

/** How a criterion is scored: the sum of its items. Without a known max it has no items. */
export interface CriterionRule {
  readonly number: number;
  readonly max: PointsRow;
  readonly items: readonly ItemRule[];
}

/** Conditions of recognition beyond the points of each criterion. */
export interface Conditions {
  /** Lowest total, itself included, by class of area. */
  readonly thresholds: Readonly<Record<AreaType, PointsRow & { readonly points: number }>>;
  /** No criterion may have 0 points. */
  readonly noZeroCriterion: Citation;
  /** Every criterion must be met. */
  readonly allCriteriaMet: Citation;
  /** A criterion is met when it has more than 0 points. */
  readonly metAboveZero: Citation;
}

/** A legal scale as data; a new decision or a verified version is a new object, an old one never changes. */
export interface Rubric {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  /** Short name of the text it renders: "Quyết định số 06/QĐ-TTg". */
  readonly instrument: string;
  /** ISO dates, inclusive; null: still in force as far as known. */
  readonly validFrom: string;
  readonly validTo: string | null;
  /** artificial: invented for demonstration and tests, computed without verification, never law. */
  readonly status: 'official' | 'artificial';
  /** Warning of an artificial rubric; null for an official one. */
  readonly banner: string | null;
  readonly vocabulary: Vocabulary;
  readonly criteria: readonly CriterionRule[];
  readonly scaleTotal: PointsRow & { readonly points: number };
  readonly conditions: Conditions;
}

/** One row of a rubric, ready to be named to an officer. */
export interface RubricRow {
  /** null for rows of the whole scale. */
  readonly criterion: number | null;
  /** null for rows of the whole criterion or scale. */
  readonly item: string | null;
  /** "Nội dung 7.1: từ 98% trở lên" */
  readonly rule: string;
  readonly citation: Citation;
}

/** The rubric's name with its version: "qd-06-2019@1". */
export function rubricKey(rubric: Rubric): string {
  return `${rubric.id}@${rubric.version}`;
}

/** One person under two spellings of a name is one person. */
export function isSamePerson(one: string, other: string): boolean {
  return spell(one) === spell(other);
}

const spell = (name: string): string => name.normalize('NFC').trim().toLowerCase();

/** A row counts as verified when two different people stand for a value of the law that is there, against a named text. */
export function isVerified({ status, verified }: Citation): boolean {
  if (verified === null || (status !== 'sourced' && status !== 'inferred')) return false;
  const { by, confirmedBy, source } = verified;
  return (
    spell(by) !== '' && spell(confirmedBy) !== '' && !isSamePerson(by, confirmedBy) && source.trim() !== ''
  );
}

/** A row may be computed with: verified, or part of a rubric that is openly artificial. */
export function isUsable(rubric: Rubric, citation: Citation): boolean {
  return isVerified(citation) || (rubric.status === 'artificial' && citation.status === 'artificial');
}
