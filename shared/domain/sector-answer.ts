import type { FigureValue } from './dossier-facts.ts';
import type { IndicatorId } from './indicator.ts';

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
  /** Where in the answered file: sheet and cell. */
  readonly sheet: string;
  readonly cell: string;
}

/** Answers of one sector with where they come from. */
export interface SectorAnswers {
  /** Identifier of the sector. */
  readonly sector: string;
  /** Name of the answered file. */
  readonly file: string;
  readonly uploadedBy: string;
  /** ISO time. */
  readonly at: string;
  readonly answers: readonly SectorAnswer[];
}
