import type { DocumentKind } from './document.ts';
import type { IndicatorId } from './indicator.ts';
import type { ReadingValue } from './reading.ts';

/** A figure by itself: rates as fractions 0..1. */
export interface FigureValue {
  readonly value: ReadingValue;
  readonly numerator?: number;
  readonly denominator?: number;
}

/**
 * What one dossier tells the checks that compare it with others, other years and the sectors: figures, printed maxima and
 * contents by hash. No word of any paper is in it, so no name can be.
 */
export interface DossierFacts {
  /** Round identifier. */
  readonly round: string;
  /** Year of the figures. */
  readonly year: number;
  /** Commune code. */
  readonly commune: string;
  readonly revision: number;
  /** Maxima as the commune's own sheet prints them; none of a scan, where a digit may be misread. */
  readonly maxima: readonly { readonly criterion: number; readonly max: number }[];
  /** Papers in force that somebody filled in. */
  readonly papers: readonly { readonly sha256: string; readonly kind: DocumentKind }[];
  /** Figures that count: accepted as read, or decided by a person. */
  readonly figures: readonly (FigureValue & { readonly indicator: IndicatorId })[];
}
