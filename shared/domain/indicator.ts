/** Identifier of a measurable quantity, for example "c07.full-immunisation-rate". The vocabulary that defines it belongs to a rubric. */
export type IndicatorId = string;

/** rate: a fraction 0..1; count: a whole number from 0; yes-no: true or false. */
export type IndicatorUnit = 'rate' | 'count' | 'yes-no';

/** A measurable quantity (chỉ tiêu) of a rubric, with the wordings communes use for it. */
export interface IndicatorDefinition {
  readonly id: IndicatorId;
  /** Number of the criterion it belongs to, from 1. */
  readonly criterion: number;
  readonly unit: IndicatorUnit;
  /** Full Vietnamese name. */
  readonly name: string;
  readonly shortName: string;
  /** Word of a unit after a figure: "em", "%", "hoạt động"; empty for yes-no. */
  readonly unitWord: string;
  /** Other wordings, NFC with accents; matched tolerantly (accents, typos, word order within reason). */
  readonly synonyms: readonly string[];
  /** Words (accent-folded) of which all of one group must stand in a label for it to mean this indicator, e.g. [["thap","coi"]]. */
  readonly required: readonly (readonly string[])[];
  /** Accent-folded words or phrases that rule the indicator out when they stand in the label. */
  readonly excluded: readonly string[];
  /** The law lets a dossier do without it, so its absence alone is not a finding. */
  readonly optional?: true;
}

/** A criterion's number and wordings, for matching; its points are the rubric's. */
export interface CriterionName {
  readonly number: number;
  /** Exact official name. */
  readonly name: string;
  /** For narrow tables; the name itself where absent. */
  readonly shortName?: string;
  readonly synonyms: readonly string[];
}

/** Everything extraction needs to know of a rubric: names and labels, no points. */
export interface Vocabulary {
  readonly criteria: readonly CriterionName[];
  readonly indicators: readonly IndicatorDefinition[];
}
