import type { IndicatorId } from './indicator.ts';
import type { Source } from './locator.ts';

/** true/false for yes-no, a fraction 0..1 for rates, a whole number for counts; "no-case" when the document says nothing of the kind occurred (0/0). */
export type ReadingValue = number | boolean | 'no-case';

/** One value of one indicator found at one place of one document. */
export interface Reading {
  readonly indicator: IndicatorId;
  readonly value: ReadingValue;
  readonly numerator?: number;
  readonly denominator?: number;
  /** 0..1: how sure the label, the parse and (for scans) the letters are. */
  readonly confidence: number;
  /** The rate as printed, when a/b stands beside it and the two differ by more than rounding. */
  readonly printedRate?: number;
  readonly source: Source;
}

/** What all documents of a dossier together say of one indicator. */
export interface ReconciledReading {
  readonly indicator: IndicatorId;
  readonly value: ReadingValue;
  readonly numerator?: number;
  readonly denominator?: number;
  readonly confidence: number;
  /** Counts without a person having looked: said plainly and contradicted by nothing. */
  readonly accepted: boolean;
  /** Year the figure is for where no paper gives one of the round's year; such a figure is shown and not assessed. */
  readonly otherYear?: number;
  /** Documents disagree; value is the one of the signed score sheet. */
  readonly conflicting: boolean;
  /** Every place it was read, the value's own place first. */
  readonly sources: readonly Source[];
  readonly readings: readonly Reading[];
  /** A person's word on it; sources and readings stay those of the papers. */
  readonly decided?: {
    readonly what: 'accept' | 'correct';
    /** Name of the person. */
    readonly by: string;
    /** ISO time. */
    readonly at: string;
  };
}

/** Points a commune gives itself for one criterion. */
export interface Claim {
  readonly criterion: number;
  readonly points: number;
  /** As the commune's own sheet prints it; null when it prints none. */
  readonly max: number | null;
  /** What its items, or the row that adds them up, come to, where the sheet gives them whole and they come to something else. */
  readonly itemsSum?: number;
  /** Points another column of the sheet gives (a council's, the district's), where they differ. */
  readonly otherPoints?: number;
  readonly source: Source;
}

/** The total a document states for itself. */
export interface ClaimedTotal {
  readonly points: number;
  readonly max: number | null;
  readonly source: Source;
}
