import type { Commune } from '../domain/commune.ts';
import type { DocumentExtraction, DocumentKind } from '../domain/document.ts';
import { documentKindNames } from '../domain/document.ts';
import type { Finding } from '../domain/finding.ts';
import { makeFinding } from '../domain/finding-catalogue.ts';
import type { Vocabulary } from '../domain/indicator.ts';
import type { Paragraph, ParsedDocument } from '../domain/parsed-document.ts';
import type { Claim, ClaimedTotal, Reading } from '../domain/reading.ts';
import { foldWords } from '../vietnamese/fold.ts';
import { joinAskedResults } from './asked-results.ts';
import { findChildTotal } from './child-totals.ts';
import { listLines } from './document-lines.ts';
import { countNamedChildren } from './find-personal-data.ts';
import type { ReadingContext } from './found-reading.ts';
import { placeOf } from './found-reading.ts';
import { citesSupersededForm, identifyDocument } from './identify-document.ts';
import type { LabelMatcher } from './label-matcher.ts';
import { createLabelMatcher, stripNumbering } from './label-matcher.ts';
import { opensPlans } from './planned-sections.ts';
import {
  readBareFraction,
  readBarePoints,
  readClaimedPoints,
  readClaimedTotal,
  readHeadingMaximum,
} from './read-claims.ts';
import { readSentences } from './read-sentences.ts';
import { readTable } from './read-table.ts';
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
  const { file, document, year } = input;
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

/** Sections that speak of plans, wishes and shortcomings, not of the year's results. */
const otherSections =
  /(?:phuong huong|nhiem vu|muc tieu|giai phap|kien nghi|de xuat|kho khan|ton tai|han che|bai hoc|ke hoach nam|noi nhan)/u;

function walkBlocks(document: ParsedDocument, context: ReadingContext): Walked {
  const readings: Reading[] = [];
  const claims: Claim[] = [];
  const bare: Claim[] = [];
  let total: ClaimedTotal | null = null;
  let criteria = 0;
  let criterion: number | undefined;
  let most: number | null = null;
  let isOther = false;
  let isWishes = false;
  let isLoose = false;
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
      counted = ordinal;
    }
    if (heading !== undefined) {
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
    const fraction =
      heading?.criterion === undefined ? undefined : readBareFraction(block.text, heading.criterion, place);
    if (fraction !== undefined) {
      bare.push(fraction);
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
      readSentences(body, within, context.matcher, context.year, place, true);
    const inSection = said(criterion);
    readings.push(...(inSection.length === 0 && isLoose ? said(undefined) : inSection));
    const sum = sums.get(block);
    if (sum !== undefined)
      readings.push(
        ...readSentences(sum, criterion, context.matcher, context.year, place, true).map((reading) => ({
          ...reading,
          source: { ...reading.source, raw: `${reading.source.raw ?? ''} (cộng các dòng)` },
        })),
      );
  }
  return {
    readings,
    claims: withConfirmed(firstPerCriterion(claims), bare, total, context.matcher.criterionCount),
    total,
    criteria,
  };
}

/** The number before a short title without figures: "2. Các chỉ tiêu đạt tốt". */
function ordinalOf(text: string): number | undefined {
  const match = /^\s*(\d{1,2})\s*[.)]\s+\D{1,90}$/u.exec(text);
  return match === null ? undefined : Number(match[1]);
}

/** Points that say not whose they are count where they complete the criteria and add up to the commune's total. */
function withConfirmed(
  claims: readonly Claim[],
  bare: readonly Claim[],
  total: ClaimedTotal | null,
  criteria: number,
): readonly Claim[] {
  const all = firstPerCriterion([...claims, ...bare]);
  const sum = all.reduce((points, claim) => points + claim.points, 0);
  return all.length === criteria && total !== null && Math.abs(sum - total.points) < 0.001 ? all : claims;
}

function firstPerCriterion(claims: readonly Claim[]): readonly Claim[] {
  const kept = new Map<number, Claim>();
  for (const claim of claims) if (!kept.has(claim.criterion)) kept.set(claim.criterion, claim);
  return [...kept.values()].sort((a, b) => a.criterion - b.criterion);
}

interface Heading {
  readonly criterion: number | undefined;
  readonly isOther: boolean;
  /** Found by its words alone, without "Tiêu chí" and its number. */
  readonly isByWording?: true;
  /** Nothing but the words: it may be a line of a list, and the next line be of another criterion. */
  readonly isLoose?: true;
  /** What follows the heading's words in the same paragraph. */
  readonly rest: string;
}

const headingLength = 190;

/** A paragraph that opens a section: of a criterion, or of something else; undefined for running text. */
function headingOf(paragraph: Paragraph, matcher: LabelMatcher): Heading | undefined {
  const text = paragraph.text.trim();
  const folded = foldWords(text);
  const numbered =
    /^(?:[IVX]{1,5}\s*[.)/:-]|\d{1,2}(?:\.\d{1,2})*\s*[.):-](?!\d)|[a-zđ]\s*[.)])|^(?:phần|mục)\s/iu.test(
      text,
    );
  const opening = stripNumbering(text).split(/\n|(?<=[.:;])\s/u)[0] ?? text;
  const explicit =
    /^\W*(?:(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2})*|[a-zđ])\s*[.)/:-]\s*)?(?:tiêu\s*chí|TC)\s*(?:số|thứ)?\s*\d/iu.test(
      text,
    )
      ? matcher.explicitCriterion(text)
      : /\(\s*tiêu\s*chí\s*(?:số)?\s*\d{1,2}\s*\)/iu.test(text)
        ? matcher.explicitCriterion(/\(\s*tiêu\s*chí[^)]*\)/iu.exec(text)?.[0] ?? '')
        : undefined;
  if (explicit !== undefined) return { criterion: explicit, isOther: false, rest: restOf(text) };
  if (text.length > headingLength && !numbered) return undefined;
  const roman = /^(?:[IVX]{1,5}\s*[.)/:-]|phần\s)/u.test(text) || /^[A-E]\.\s/u.test(text);
  const wording =
    // A line of a form with its blank is none.
    !/…|\.{3}/u.test(text) &&
    (numbered || paragraph.role === 'heading' || (text.length < 130 && !/\d\s*(?:%|\/)/u.test(text)))
      ? matcher.criterionByWording(opening.replace(/[.:]$/u, ''))
      : undefined;
  const isItem = /^(?:\d{1,2}\.\d|[a-zđ]\s*[).]|[-–+•])/iu.test(text);
  if (
    wording !== undefined &&
    !isItem &&
    wording.likeness >= (numbered ? 0.75 : 0.85) &&
    opening.length < headingLength
  )
    return {
      criterion: wording.number,
      isOther: false,
      isByWording: true,
      ...(numbered || paragraph.role === 'heading' ? {} : { isLoose: true }),
      rest: restOf(text),
    };
  if (!roman && !(numbered && /^\d/u.test(text) && text.length < 90 && otherSections.test(folded))) {
    // A lead-in such as "Khó khăn:" or "Tồn tại, hạn chế:" opens no figures either.
    return /^(?:kho khan|ton tai|han che|kien nghi|de xuat|phuong huong|noi nhan)\b/u.test(folded)
      ? { criterion: undefined, isOther: true, rest: '' }
      : undefined;
  }
  return { criterion: undefined, isOther: otherSections.test(folded.slice(0, 120)), rest: '' };
}

/** A heading's own content: figures may stand in the same paragraph, behind the criterion's number. */
function restOf(text: string): string {
  return /^(?:.{0,12}?(?:tiêu\s*chí|TC)\s*(?:số\s*)?\d{1,2}\s*[.:)–-]?)?\s*([^]*)$/iu.exec(text)?.[1] ?? text;
}
