import type { IndicatorId } from './indicator.ts';
import type { Locator } from './locator.ts';
import type { ReadingValue } from './reading.ts';

/** A sector's office of the district that keeps figures of its own and is asked to confirm those of the communes. */
export interface Sector {
  /** "police" */
  readonly id: string;
  /** Inside a sentence: "Công an huyện". */
  readonly name: string;
  /** Numbers of the criteria it is asked about. */
  readonly criteria: readonly number[];
  /** Its table goes by internal channels only, never by public e-mail. */
  readonly internalOnly: boolean;
}

/** A figure without its provenance. */
export interface FigureValue {
  readonly value: ReadingValue;
  readonly numerator?: number;
  readonly denominator?: number;
}

/** What a sector says of one figure of one commune: a second source, never put in the place of the commune's. */
export interface SectorAnswer {
  /** Commune code. */
  readonly commune: string;
  readonly indicator: IndicatorId;
  /** The commune's figure the sector was asked about; null where the table did not print one. */
  readonly reported: FigureValue | null;
  /** The sector's own figure; null where it gave none. */
  readonly own: FigureValue | null;
  /** Its word on the commune's figure; null where it gave none. */
  readonly agrees: boolean | null;
  /** Where in the answered table. */
  readonly place: Locator;
}
