import type { IndicatorDefinition } from '../domain/indicator.ts';
import type { Locator } from '../domain/locator.ts';
import type { Cell } from '../domain/parsed-document.ts';
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
  /** Words with figures at this spot whose letters were not read with certainty. */
  readonly unsure?: readonly string[];
}

/** The place of a paragraph or cell. */
export function placeOf(
  part: { readonly locator: Locator; readonly confidence?: number; readonly unsure?: readonly string[] },
  file: string,
): Place {
  return {
    file,
    locator: part.locator,
    confidence: part.confidence ?? 1,
    ...(part.unsure === undefined ? {} : { unsure: part.unsure }),
  };
}

/** The place of a figure whose parts stand in several cells, the first of them its own. */
export function placeOfParts(own: Cell, others: readonly (Cell | undefined)[], file: string): Place {
  const parts = [own, ...others.filter((cell) => cell !== undefined)];
  const unsure = parts.flatMap((cell) => cell.unsure ?? []);
  return {
    file,
    locator: own.locator,
    confidence: Math.min(...parts.map((cell) => cell.confidence ?? 1)),
    ...(unsure.length === 0 ? {} : { unsure }),
  };
}

/** Letters read from a picture: figures not certain, and those that arithmetic confirms. */
const letters = { unsure: 0.8, confirmed: 0.97 } as const;

/** How surely the letters of a figure were read. */
function lettersOf(raw: string, place: Place): number {
  const digits = new Set(digitRuns(raw));
  const isUnsure = place.unsure?.some((word) => digitRuns(word).some((run) => digits.has(run))) === true;
  return isUnsure ? Math.min(place.confidence, letters.unsure) : place.confidence;
}

/** Runs of digits, thousands and decimals joined: "1.405/1.407" gives 1405 and 1407. */
function digitRuns(text: string): readonly string[] {
  return text.replace(/(?<=\d)[.,\s](?=\d)/gu, '').match(/\d+/gu) ?? [];
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
  const agrees =
    fraction !== undefined && printed !== undefined
      ? agreesWithPrinted(fraction.numerator, fraction.denominator, printed)
      : undefined;
  const read = lettersOf(input.raw, place);
  // A fraction and its rate are printed apart: a misread digit would not leave them in agreement.
  const sureness = agrees === true && read >= letters.unsure ? Math.max(read, letters.confirmed) : read;
  // What is not read with certainty accuses nobody of wrong arithmetic.
  const mismatch = agrees === false && read > letters.unsure;
  return {
    indicator: input.indicator.id,
    value: input.value,
    ...fraction,
    confidence: Number(
      (input.confidence * (agrees === false && !mismatch ? letters.unsure / 2 : sureness)).toFixed(3),
    ),
    ...(mismatch && printed !== undefined ? { printedRate: printed.value } : {}),
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
  const fraction =
    figure.kind === 'fraction' ? { numerator: figure.numerator, denominator: figure.denominator } : undefined;
  const { printed, isMended } = mendPrinted(figure.printed, fraction, place);
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
    confidence:
      impossible || printed?.ambiguous === true || printed?.isBound === true
        ? confidences.doubtful
        : isMended
          ? Math.min(confidence, confidences.inferred)
          : confidence,
    place,
    ...(fraction === undefined ? {} : { fraction }),
    ...(printed === undefined ? {} : { printed }),
  });
}

/** A per cent sign in a picture is easily read as one more digit ("98,3%" as "98,39%"): where only without it the fraction fits, it goes. */
function mendPrinted(
  printed: PrintedRate | undefined,
  fraction: { readonly numerator: number; readonly denominator: number } | undefined,
  place: Place,
): { readonly printed: PrintedRate | undefined; readonly isMended: boolean } {
  const isPictured = place.confidence < 1;
  if (!isPictured || printed === undefined || fraction === undefined || fraction.denominator === 0)
    return { printed, isMended: false };
  if (agreesWithPrinted(fraction.numerator, fraction.denominator, printed))
    return { printed, isMended: false };
  const unit = printed.unit * 10;
  const shorter = {
    ...printed,
    unit,
    value: Number((Math.floor(printed.value / unit + 1e-9) * unit).toFixed(6)),
  };
  return unit <= 0.01 && agreesWithPrinted(fraction.numerator, fraction.denominator, shorter)
    ? { printed: shorter, isMended: true }
    : { printed, isMended: false };
}

/** What reading tables and sections needs to know. */
export interface ReadingContext {
  readonly file: string;
  readonly matcher: LabelMatcher;
  /** Year of the round. */
  readonly year: number;
}
