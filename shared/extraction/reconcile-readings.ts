import type { DocumentKind, DossierDocument } from '../domain/document.ts';
import { documentKindNames } from '../domain/document.ts';
import type { Finding } from '../domain/finding.ts';
import { makeFinding } from '../domain/finding-catalogue.ts';
import type { IndicatorDefinition } from '../domain/indicator.ts';
import { describeLocator } from '../domain/locator.ts';
import type { Reading, ReconciledReading } from '../domain/reading.ts';
import { sayNumber, sayRate } from '../rubrics/say-figure.ts';
import { sayValue, writtenDecimals } from '../rubrics/say-reading.ts';
import { confidences } from './found-reading.ts';

/** Which paper's figure stands where papers differ: the signed score sheet's first. */
const precedence: readonly DocumentKind[] = [
  'score-sheet',
  'report',
  'survey-summary',
  'evidence',
  'minutes',
  'submission-letter',
  'other',
  'plan',
  'commitment',
];

/** Papers that mention figures on their way to something else. */
const besideReports: readonly DocumentKind[] = [
  'minutes',
  'submission-letter',
  'plan',
  'commitment',
  'other',
];

/** Rates printed to one decimal of a per cent in one paper and to more in another may differ by this (a fraction). */
const roundingTolerance = 0.0006;
/** A rate printed in whole per cents. */
const wholePercentTolerance = 0.005;

interface Located {
  readonly reading: Reading;
  readonly document: DossierDocument;
}

/** The papers in force by precedence; equal kinds keep their order. */
export function byPrecedence(documents: readonly DossierDocument[]): readonly DossierDocument[] {
  const rank = (document: DossierDocument): number =>
    document.extraction === undefined ? precedence.length : precedence.indexOf(document.extraction.kind);
  return documents
    .map((document, position) => ({ document, position }))
    .sort((a, b) => rank(a.document) - rank(b.document) || a.position - b.position)
    .map(({ document }) => document);
}

/** What all papers together say of one indicator, and the remarks on it; undefined when none says anything. */
export function reconcileIndicator(
  indicator: IndicatorDefinition,
  documents: readonly DossierDocument[],
  year: number,
): { readonly reading: ReconciledReading; readonly findings: readonly Finding[] } | undefined {
  const all: readonly Located[] = byPrecedence(documents).flatMap((document) =>
    (document.extraction?.readings ?? [])
      .filter((reading) => reading.indicator === indicator.id)
      .map((reading) => ({ reading, document })),
  );
  const isOfYear = ({ document }: Located): boolean => (document.extraction?.year ?? year) === year;
  const ofYear = all.filter(isOfYear);
  const located = ofYear.length > 0 ? ofYear : all;
  const plain = located.filter(({ reading }) => reading.confidence >= confidences.plain);
  const primary = plain[0] ?? [...located].sort((a, b) => b.reading.confidence - a.reading.confidence)[0];
  if (primary === undefined) return undefined;
  const mismatch = located.find(({ reading }) => reading.printedRate !== undefined);
  // Two papers say the same: what one of them, or one that is not there to report, seems to say besides is most likely said of
  // something else.
  const agreeing = new Set(
    plain.filter(({ reading }) => agree(reading, primary.reading)).map(({ document }) => document),
  );
  const isSettled = ({ document }: Located): boolean =>
    agreeing.size > 1 &&
    (agreeing.has(document) || besideReports.includes(document.extraction?.kind ?? 'other'));
  const other = plain.find(
    (one) =>
      one !== mismatch && primary !== mismatch && !agree(one.reading, primary.reading) && !isSettled(one),
  );
  // A paper whose rate contradicts its own a/b: told once, as that; it is a second conflict only where neither number fits.
  const conflict = other ?? (mismatch === undefined ? undefined : conflictBesideMismatch(plain, mismatch));
  // What is said less plainly elsewhere and otherwise leaves a doubt, though no conflict.
  const doubted = located.some(
    (one) =>
      one.reading.confidence >= confidences.inferred &&
      !agree(one.reading, primary.reading) &&
      !isSettled(one),
  );
  // Beside papers of the year, what only a paper of another year says is no figure of this one.
  const isStale =
    ofYear.length === 0 &&
    documents.some(({ extraction }) => extraction?.year === year && extraction.readings.length > 0);
  const confirmed = !isStale && ((plain.length > 0 && !doubted) || isConfirmedTwice(located, primary));
  const accepted = confirmed && conflict === undefined && mismatch === undefined;
  const fraction =
    located.find(
      ({ reading }) =>
        reading.numerator !== undefined && (reading === primary.reading || agree(reading, primary.reading)),
    )?.reading ?? primary.reading;
  const { value } = primary.reading;
  const ordered = [primary, ...located.filter((one) => one !== primary)];
  const reading: ReconciledReading = {
    indicator: indicator.id,
    value,
    ...(fraction.numerator === undefined || fraction.denominator === undefined
      ? {}
      : { numerator: fraction.numerator, denominator: fraction.denominator }),
    confidence: primary.reading.confidence,
    accepted,
    ...(isOfYear(primary) ? {} : { otherYear: primary.document.extraction?.year ?? year }),
    conflicting: conflict !== undefined,
    sources: ordered.map((one) => one.reading.source),
    readings: ordered.map((one) => one.reading),
  };
  const findings: Finding[] = [];
  if (mismatch !== undefined) findings.push(mismatchFinding(indicator, mismatch));
  if (conflict !== undefined)
    findings.push(
      makeFinding(
        'conflicting-readings',
        {
          criterion: indicator.criterion,
          indicator: indicator.name,
          source1: nameOf(primary.document),
          value1: sayValue(value, indicator, writtenDecimals),
          source2: nameOf(conflict.document),
          value2: sayValue(conflict.reading.value, indicator, writtenDecimals),
        },
        { about: indicator.id, source: conflict.reading.source },
      ),
    );
  if (!confirmed && conflict === undefined && mismatch === undefined)
    findings.push(doubtFinding(indicator, primary));
  const aside = plain.find((one) => !agree(one.reading, primary.reading) && isSettled(one));
  if (accepted && aside !== undefined)
    findings.push(
      makeFinding(
        'other-figure',
        {
          criterion: indicator.criterion,
          indicator: indicator.name,
          document: nameOf(aside.document),
          other: sayValue(aside.reading.value, indicator, writtenDecimals),
          value: sayValue(value, indicator, writtenDecimals),
        },
        { about: indicator.id, source: aside.reading.source },
      ),
    );
  return { reading, findings };
}

function conflictBesideMismatch(plain: readonly Located[], mismatch: Located): Located | undefined {
  const { numerator = 0, denominator = 1 } = mismatch.reading;
  const computed = denominator === 0 ? 0 : numerator / denominator;
  return plain.find(
    (one) =>
      one !== mismatch &&
      !agree(one.reading, mismatch.reading) &&
      !agree(one.reading, { ...mismatch.reading, value: computed }),
  );
}

/** Two papers that say the same, each not quite plainly, confirm each other. */
function isConfirmedTwice(located: readonly Located[], primary: Located): boolean {
  return (
    primary.reading.confidence >= confidences.inferred &&
    located.some(
      (one) =>
        one.document !== primary.document &&
        one.reading.confidence >= confidences.inferred &&
        agree(one.reading, primary.reading),
    )
  );
}

/** The same figure within what printing rounds away. */
function agree(a: Reading, b: Reading): boolean {
  if (a.value === b.value) return true;
  if (typeof a.value !== 'number' || typeof b.value !== 'number') return false;
  const difference = Math.abs(a.value - b.value);
  if (Number.isInteger(a.value) && Number.isInteger(b.value)) return false;
  if (difference <= roundingTolerance) return true;
  // 84/86 printed as 97,6%: cut, not rounded.
  const inTenths = (one: number): number => Math.floor(one * 1000 + 1e-6);
  const isCut = [a.value, b.value].some((one) => Number.isInteger(Number((one * 1000).toFixed(6))));
  if (isCut && inTenths(a.value) === inTenths(b.value)) return true;
  const isWhole = (value: number): boolean => Number.isInteger(Number((value * 100).toFixed(6)));
  return difference <= wholePercentTolerance && isWhole(a.value) !== isWhole(b.value);
}

function mismatchFinding(indicator: IndicatorDefinition, { reading, document }: Located): Finding {
  const { numerator = 0, denominator = 0, printedRate = 0 } = reading;
  return makeFinding(
    'rate-mismatch',
    {
      criterion: indicator.criterion,
      indicator: indicator.name,
      source: nameOf(document),
      printed: sayRate(printedRate),
      numerator: sayNumber(numerator),
      denominator: sayNumber(denominator),
      computed: sayRate(denominator === 0 ? 0 : numerator / denominator),
    },
    { about: indicator.id, source: reading.source },
  );
}

function doubtFinding(indicator: IndicatorDefinition, { reading, document }: Located): Finding {
  const spot = reading.source.locator === undefined ? '' : `, ${describeLocator(reading.source.locator)}`;
  const place = `${nameOf(document)}${spot}`;
  const at = { about: indicator.id, source: reading.source };
  return document.scanned
    ? makeFinding(
        'low-confidence-reading',
        {
          criterion: indicator.criterion,
          indicator: indicator.name,
          place,
          value: sayValue(reading.value, indicator, writtenDecimals),
        },
        at,
      )
    : makeFinding(
        'ambiguous-reading',
        {
          criterion: indicator.criterion,
          indicator: indicator.name,
          place,
          raw: reading.source.raw ?? sayValue(reading.value, indicator, writtenDecimals),
        },
        at,
      );
}

const nameOf = (document: DossierDocument): string =>
  documentKindNames[document.extraction?.kind ?? 'other'].name;
