import type { Commune } from '../domain/commune.ts';
import type { DocumentExtraction, DocumentKind } from '../domain/document.ts';
import { documentKindNames } from '../domain/document.ts';
import type { Finding } from '../domain/finding.ts';
import { makeFinding } from '../domain/finding-catalogue.ts';
import type { Vocabulary } from '../domain/indicator.ts';
import type { ParsedDocument } from '../domain/parsed-document.ts';
import type { Claim, ClaimedTotal, Reading } from '../domain/reading.ts';
import { joinAskedResults } from './asked-results.ts';
import { findChildTotal } from './child-totals.ts';
import { confirmPoints, doubtPoints } from './confirm-points.ts';
import { listLines } from './document-lines.ts';
import { countNamedChildren } from './find-personal-data.ts';
import type { ReadingContext } from './found-reading.ts';
import { confidences, placeOf } from './found-reading.ts';
import { citesSupersededForm, identifyDocument } from './identify-document.ts';
import type { LabelMatcher } from './label-matcher.ts';
import { amongCriteria, createLabelMatcher } from './label-matcher.ts';
import { withPlainWords } from './plain-words.ts';
import { opensPlans } from './planned-sections.ts';
import {
  readUnsaidPoints,
  readBarePoints,
  readClaimedPoints,
  readClaimedTotal,
  readHeadingMaximum,
} from './read-claims.ts';
import { readSentences } from './read-sentences.ts';
import { readTable } from './read-table.ts';
import type { Heading } from './section-headings.ts';
import { headingOf, ordinalOf } from './section-headings.ts';
import { sumVillages } from './sum-villages.ts';
import { tablesOfOtherYears } from './table-years.ts';

/** What one document says by itself: kind, number, day, commune, figures, the commune's own points, and remarks. */
export function extractDocument(input: {
  readonly file: string;
  readonly document: ParsedDocument;
  readonly vocabulary: Vocabulary;
  readonly communes: readonly Commune[];
  readonly year: number;
  /** What a person says it is; else its words tell. */
  readonly kind?: DocumentKind | undefined;
}): DocumentExtraction {
  const { file, year } = input;
  const document = withPlainWords(input.document, input.communes);
  const lines = listLines(document);
  const matcher = matcherOf(input.vocabulary);
  const superseded = citesSupersededForm(lines);
  const walked = walkBlocks(document, {
    file,
    // The old form counts its criteria otherwise: only wordings can be trusted there.
    matcher: superseded ? withoutCriteria(matcher) : matcher,
    year,
  });
  const found = identifyDocument(lines, file, input.communes, {
    criteria: walked.criteria,
    claims: walked.claims.length,
    scanned: document.scanned,
  });
  const identity = input.kind === undefined ? found : { ...found, kind: input.kind };
  const findings: Finding[] = [];
  const named = documentKindNames[identity.kind].name;
  if (superseded && identity.kind === 'score-sheet')
    findings.push(makeFinding('superseded-form', { document: named }, { about: file }));
  const otherYear = identity.year !== null && identity.year !== year && counts(identity.kind);
  if (otherYear)
    findings.push(
      makeFinding('wrong-period', { document: named, documentYear: identity.year, year }, { about: file }),
    );
  const blank = [identity.numberBlank ? 'số' : '', identity.dateBlank ? 'ngày' : ''].filter(
    (part) => part !== '',
  );
  if (blank.length > 0)
    findings.push(
      makeFinding('unsigned-draft', { document: named, blank: blank.join(', ') }, { about: file }),
    );
  const children = countNamedChildren(document, year);
  if (children > 0)
    findings.push(makeFinding('personal-data', { document: named, rows: children }, { about: file }));
  const usable = counts(identity.kind);
  const holdsSheet =
    identity.kind === 'report' &&
    walked.criteria === matcher.criterionCount &&
    walked.claims.length === matcher.criterionCount &&
    walked.claims.every(({ max }) => max !== null);
  const childTotal = usable && !document.scanned ? findChildTotal(lines, year) : undefined;
  return {
    file,
    kind: identity.kind,
    number: identity.number,
    date: identity.date,
    year: identity.year,
    commune: identity.commune,
    corrects: identity.corrects,
    readings: usable ? walked.readings : [],
    claims: usable && !superseded && identity.kind !== 'evidence' ? walked.claims : [],
    claimedTotal: walked.total,
    ...(holdsSheet ? { holdsScoreSheet: true } : {}),
    ...(childTotal === undefined ? {} : { childTotal }),
    findings,
  };
}

/** Plans and pledges speak of what is to come. */
function counts(kind: DocumentExtraction['kind']): boolean {
  return kind !== 'plan' && kind !== 'commitment';
}

/** A matcher that knows indicators by their wordings alone. */
function withoutCriteria(matcher: LabelMatcher): LabelMatcher {
  return {
    ...matcher,
    criterionCount: 0,
    explicitCriterion: () => undefined,
    criterionByWording: () => undefined,
  };
}

const matchers = new WeakMap<Vocabulary, LabelMatcher>();

/** Wordings are prepared once a vocabulary, not once a document. */
function matcherOf(vocabulary: Vocabulary): LabelMatcher {
  const known = matchers.get(vocabulary);
  if (known !== undefined) return known;
  const matcher = createLabelMatcher(vocabulary);
  matchers.set(vocabulary, matcher);
  return matcher;
}

interface Walked {
  readonly readings: readonly Reading[];
  readonly claims: readonly Claim[];
  readonly total: ClaimedTotal | null;
  readonly criteria: number;
}

function walkBlocks(document: ParsedDocument, context: ReadingContext): Walked {
  const readings: Reading[] = [];
  const claims: Claim[] = [];
  const bare: Claim[] = [];
  const contested: { readonly claim: Claim; readonly readings: readonly Reading[] }[] = [];
  let total: ClaimedTotal | null = null;
  let criteria = 0;
  let criterion: number | undefined;
  let most: number | null = null;
  let isOther = false;
  let isWishes = false;
  let isLoose = false;
  let matcher = context.matcher;
  let counted = Number.NaN;
  const ofOtherYears = tablesOfOtherYears(document, context.year);
  const blocks = joinAskedResults(document.blocks);
  const sums = sumVillages(blocks);
  for (const block of blocks) {
    if (block.hidden === true) continue;
    if (block.kind === 'table') {
      if (isOther || ofOtherYears.has(block)) continue;
      const found = readTable(block, criterion, context);
      readings.push(...found.readings);
      claims.push(...found.claims);
      total = found.total ?? total;
      criteria = Math.max(criteria, found.criteria);
      if (found.criteria > 1) criterion = undefined;
      continue;
    }
    if (block.role === 'comment' || block.role === 'header' || block.role === 'footer') continue;
    const found: Heading | undefined = opensPlans(block.text, context.year)
      ? { criterion: undefined, isOther: true, rest: '' }
      : headingOf(block, context.matcher);
    // Under "II. PHƯƠNG HƯỚNG" what is called like a criterion is a wish.
    const isMajor = /^(?:[IVX]+\s*[.)/:-]|[A-E]\.|phần\s)/iu.test(block.text.trim());
    const heading: Heading | undefined =
      isWishes && !isMajor && found?.isByWording === true ? undefined : found;
    const ordinal = ordinalOf(block.text);
    // Counted on from the criterion's heading, "2. Các chỉ tiêu khác" is a section of its own.
    if (heading === undefined && ordinal !== undefined && ordinal === counted + 1) {
      criterion = undefined;
      matcher = context.matcher;
      counted = ordinal;
    }
    if (heading !== undefined) {
      matcher = heading.among === undefined ? context.matcher : amongCriteria(context.matcher, heading.among);
      counted = ordinal ?? Number.NaN;
      isWishes = heading.isOther && isMajor;
      criterion = heading.criterion;
      isOther = heading.isOther;
      isLoose = heading.isLoose === true;
      most = readHeadingMaximum(block.text);
    }
    const place = placeOf(block, context.file);
    total ??= readClaimedTotal(block.text, context.year, place);
    if (isOther) continue;
    const named =
      heading?.criterion === undefined ? undefined : readBarePoints(block.text, heading.criterion, place);
    const unsaid =
      heading?.criterion === undefined ? undefined : readUnsaidPoints(block.text, heading.criterion, place);
    if (unsaid !== undefined) {
      bare.push(unsaid);
      contested.push({
        claim: unsaid,
        readings: readSentences(block.text, criterion, context.matcher, context.year, place, true),
      });
      continue;
    }
    if (named !== undefined) bare.push(named);
    else
      claims.push(
        ...readClaimedPoints(block.text, criterion, context.matcher, place).map((claim) => ({
          ...claim,
          max: claim.max ?? (claim.criterion === criterion ? most : null),
        })),
      );
    const body = heading?.rest ?? block.text;
    if (body === '') continue;
    const said = (within: number | undefined): readonly Reading[] =>
      readSentences(body, within, matcher, context.year, place, true);
    const inSection = said(criterion);
    const beside = isLoose && criterion !== undefined ? said(undefined) : [];
    const own = new Set(inSection.map(({ indicator }) => indicator));
    readings.push(...inSection, ...beside.filter(({ indicator }) => !own.has(indicator)));
    const sum = sums.get(block);
    if (sum !== undefined)
      readings.push(
        ...readSentences(sum, criterion, matcher, context.year, place, true).map((reading) => ({
          ...reading,
          source: { ...reading.source, raw: `${reading.source.raw ?? ''} (cộng các dòng)` },
        })),
      );
  }
  const claimed = confirmPoints(claims, bare, total, context.matcher.criterionCount);
  // "Tiêu chí 2. Trẻ em được khai sinh … 75/75": points where all of them add up, else perhaps the result.
  const results = contested.flatMap(({ claim, readings: found }) => (claimed.includes(claim) ? [] : found));
  return {
    readings: [
      ...readings.map((reading) => doubtPoints(reading, claimed)),
      ...results.map((reading) => ({ ...reading, confidence: confidences.doubtful })),
    ],
    claims: claimed,
    total,
    criteria,
  };
}
