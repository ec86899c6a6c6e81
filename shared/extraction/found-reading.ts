import type { IndicatorDefinition } from '../domain/indicator.ts';
import type { Locator } from '../domain/locator.ts';
import type { Claim, ClaimedTotal, Reading, ReadingValue } from '../domain/reading.ts';
import type { Figure, PrintedRate } from './figures.ts';
import { agreesWithPrinted } from './figures.ts';
import type { LabelMatcher } from './label-matcher.ts';

/** How sure a reading is, 0..1, by the way it was found; from `plain` on it can be accepted without a person. */
export const confidences = {
  /** Its own row or line, label and figure side by side. */
  row: 0.98,
  /** A clause of a sentence that names it. */
  sentence: 0.95,
  /** Least that counts as said plainly. */
  plain: 0.9,
  /** Label or figure had to be inferred. */
  inferred: 0.75,
  /** Two ways to read it. */
  doubtful: 0.4,
} as const;

/** What reading one place of a document gave. */
export interface FoundFigures {
  readonly readings: readonly Reading[];
  readonly claims: readonly Claim[];
  readonly total: ClaimedTotal | null;
}

export const nothingFound: FoundFigures = { readings: [], claims: [], total: null };

/** Where a figure stands: file and spot. */
export interface Place {
  readonly file: string;
  readonly locator: Locator;
  /** Confidence of the letters themselves (OCR, readers that disagree), 0..1. */
  readonly confidence: number;
}

const rawLength = 80;

/** Makes a reading; the raw text is the figure alone, since the words around it may name a child. */
export function makeReading(input: {
  readonly indicator: IndicatorDefinition;
  readonly value: ReadingValue;
  readonly raw: string;
  readonly confidence: number;
  readonly place: Place;
  readonly fraction?: { readonly numerator: number; readonly denominator: number };
  readonly printed?: PrintedRate;
}): Reading {
  const { place, fraction, printed } = input;
  const mismatch =
    fraction !== undefined &&
    printed !== undefined &&
    !agreesWithPrinted(fraction.numerator, fraction.denominator, printed);
  return {
    indicator: input.indicator.id,
    value: input.value,
    ...fraction,
    confidence: Number((input.confidence * place.confidence).toFixed(3)),
    ...(mismatch ? { printedRate: printed.value } : {}),
    source: { file: place.file, locator: place.locator, raw: input.raw.slice(0, rawLength) },
  };
}

/** The reading of a rate from a fraction, a printed rate or both; a/b above one, or a rate above 100%, is doubtful. */
export function readRate(
  indicator: IndicatorDefinition,
  figure: Extract<Figure, { kind: 'fraction' | 'rate' }>,
  confidence: number,
  place: Place,
): Reading {
  const printed = figure.printed;
  const fraction =
    figure.kind === 'fraction' ? { numerator: figure.numerator, denominator: figure.denominator } : undefined;
  if (fraction !== undefined && fraction.denominator === 0)
    return makeReading({ indicator, value: 'no-case', raw: figure.raw, confidence, place });
  const value =
    printed?.value ??
    (fraction === undefined ? 0 : Number((fraction.numerator / fraction.denominator).toFixed(6)));
  const impossible = value > 1 || (fraction !== undefined && fraction.numerator > fraction.denominator);
  return makeReading({
    indicator,
    value,
    raw: figure.raw,
    confidence: impossible || printed?.ambiguous === true ? confidences.doubtful : confidence,
    place,
    ...(fraction === undefined ? {} : { fraction }),
    ...(printed === undefined ? {} : { printed }),
  });
}

/** What reading tables and sections needs to know. */
export interface ReadingContext {
  readonly file: string;
  readonly matcher: LabelMatcher;
  /** Year of the round. */
  readonly year: number;
}
