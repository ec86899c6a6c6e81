import type { CriterionAssessment, PointsRange } from '../../../shared/domain/assessment.ts';
import type { Commune } from '../../../shared/domain/commune.ts';
import type { DocumentExtraction, DocumentStatus, DossierDocument } from '../../../shared/domain/document.ts';
import { documentKindNames } from '../../../shared/domain/document.ts';
import type { DossierFacts, FigureValue } from '../../../shared/domain/dossier-facts.ts';
import type { DossierRevision } from '../../../shared/domain/dossier.ts';
import type { Finding, Severity } from '../../../shared/domain/finding.ts';
import { severityNames } from '../../../shared/domain/finding.ts';
import { findingCatalogue } from '../../../shared/domain/finding-catalogue.ts';
import type { IndicatorDefinition } from '../../../shared/domain/indicator.ts';
import type { Locator, Source } from '../../../shared/domain/locator.ts';
import { describeLocator } from '../../../shared/domain/locator.ts';
import type { Reading, ReadingValue, ReconciledReading } from '../../../shared/domain/reading.ts';
import type { Round, TrackedDocument } from '../../../shared/domain/round.ts';
import { compareYears } from '../../../shared/appraisal/checks/year-on-year.ts';
import { criterionOf } from '../../../shared/appraisal/state-findings.ts';
import type { DossierEntry } from '../../../shared/pipeline/records.ts';
import type { CommuneChecks, TrackedEntry } from '../../../shared/pipeline/round-records.ts';
import { trackedOf } from '../../../shared/pipeline/track-papers.ts';
import type { Rubric } from '../../../shared/rubrics/rubric.ts';
import { listOpenItems } from '../../../shared/rubrics/what-if.ts';
import { sayNumber } from '../../../shared/rubrics/say-figure.ts';
import type { Chip } from './chip.ts';
import { keyOf, listFigureSources, sourceHref } from './figure-sources.ts';
import { addRemarks, dossierHref, sayRound, sayVerdict, stateChip, stateOf } from './present-board.ts';
import { mailHref } from './present-intake.ts';
import { filesWithNames } from './protect-children.ts';
import { sayOpenItem } from './say-open-item.ts';
import { sayFigureValue, sayFraction, sayValue } from '../../../shared/rubrics/say-reading.ts';
import { sensitiveCriteria, showRaw } from './show-raw.ts';
import { sayDay, sayTime } from './say-time.ts';
import { showText } from './show-text.ts';

/** Attack: a file that raises thousands of remarks makes a page no browser shows; the rest is counted. */
const listedPerCode = 50;

/** Attack: one figure repeated in thousands of places; the rest is counted. */
const sourcesListed = 12;

/** Items the verdict hangs on that are listed; the rest is counted. */
const openItemsListed = 5;

/** One place a figure was read. */
export interface SourceView {
  readonly document: string;
  /** Named where the kind alone does not tell which file it is. */
  readonly file: string | null;
  readonly place: string;
  /** As written; null when it may name a child and is not shown. */
  readonly raw: string | null;
  /** The page that shows it; null for a place that is only a file. */
  readonly href: string | null;
}

/** One value read for an indicator, with every place that says so. */
interface ValueView {
  readonly value: string;
  readonly fraction: string | null;
  readonly sources: readonly SourceView[];
  readonly moreSources: number;
}

/** One indicator of a criterion. */
export interface IndicatorView {
  readonly name: string;
  readonly state: Chip;
  /** Sectors that confirmed the figure as it stands. */
  readonly confirmedBy: readonly string[];
  /** Side by side where documents disagree; empty when nothing was found. */
  readonly values: readonly ValueView[];
}

/** One of the 13 criteria. */
export interface CriterionView {
  readonly number: number;
  readonly name: string;
  readonly max: string;
  readonly claimed: string;
  /** The page that shows where the points stand. */
  readonly claimedHref: string | null;
  readonly assessed: string;
  readonly status: Chip;
  readonly isZero: boolean;
  /** "2/3 chỉ tiêu có số liệu" */
  readonly figures: string;
  readonly toConfirm: number;
  readonly remarks: number;
  /** "Còn thiếu: …"; empty when nothing is. */
  readonly lacking: string;
  readonly because: string;
  readonly items: readonly {
    readonly id: string;
    readonly name: string;
    readonly points: string;
    readonly because: string;
  }[];
  readonly indicators: readonly IndicatorView[];
}

/** Remarks of one kind. */
interface RemarkGroup {
  readonly label: string;
  readonly remarks: readonly {
    readonly message: string;
    readonly place: string;
    readonly criterion: number | null;
  }[];
  readonly more: number;
}

/** Remarks by what they ask for. */
export interface SeverityGroup {
  readonly severity: Severity;
  readonly title: string;
  readonly count: number;
  readonly groups: readonly RemarkGroup[];
}

/** One document of the dossier. */
interface DocumentView {
  readonly kind: string;
  readonly file: string;
  readonly numberAndDay: string;
  readonly details: string;
  readonly status: Chip;
  readonly mailHref: string;
}

/** The page of one dossier at one revision. */
export interface DossierView {
  readonly title: string;
  readonly round: string;
  readonly banner: string | null;
  readonly state: Chip;
  readonly late: boolean;
  readonly receivedAt: string;
  readonly deadline: string;
  readonly verdict: string;
  readonly verdictBecause: string;
  readonly total: string;
  readonly claimedTotal: string;
  readonly claimedTotalPlace: string;
  readonly claimedTotalHref: string | null;
  readonly threshold: string;
  readonly revision: number;
  readonly isLatest: boolean;
  readonly latestHref: string;
  readonly revisions: readonly {
    readonly number: number;
    readonly at: string;
    readonly href: string;
    readonly isShown: boolean;
    /** What made it, where no mail did. */
    readonly cause: string;
  }[];
  /** What to make clear first, most important first, and how many more there are. */
  readonly toClarify: readonly { readonly text: string; readonly criterion: number }[];
  readonly moreToClarify: number;
  readonly criteria: readonly CriterionView[];
  readonly sums: { readonly max: string; readonly claimed: string; readonly assessed: string };
  readonly maxIsPrinted: boolean;
  readonly findings: readonly SeverityGroup[];
  /** Accepted figures beside those of the round before; null when that one is not kept. */
  readonly years: {
    readonly previousYear: number;
    readonly year: number;
    readonly rows: readonly {
      readonly name: string;
      readonly criterion: number;
      readonly previous: string;
      readonly current: string;
      readonly isJump: boolean;
    }[];
  } | null;
  readonly expected: readonly { readonly label: string; readonly state: Chip }[];
  readonly documents: readonly DocumentView[];
}

interface Context {
  readonly revision: DossierRevision;
  readonly round: Round;
  readonly rubric: Rubric;
  /** Files that list children by name: nothing written there is shown. */
  readonly withNames: ReadonlySet<string>;
  /** Places of figures that have a page of their own, by their key. */
  readonly numbers: ReadonlyMap<string, number>;
  readonly confirmations: CommuneChecks['confirmations'];
}

/** Makes the page of one revision; `entries` are all revisions of the dossier, oldest first, `checks` what comparing it with others found. */
export function presentDossier(input: {
  readonly commune: Commune;
  readonly round: Round;
  readonly rubric: Rubric;
  readonly revision: DossierRevision;
  readonly entries: readonly DossierEntry[];
  readonly checks: Pick<CommuneChecks, 'findings' | 'confirmations'>;
  /** Plans and commitments the commune mailed by themselves. */
  readonly tracked: readonly TrackedEntry[];
  readonly facts: { readonly current: DossierFacts; readonly previous: DossierFacts } | null;
  readonly now: string;
}): DossierView {
  const { commune, round, rubric, entries, checks, now } = input;
  const revision = { ...input.revision, findings: [...input.revision.findings, ...checks.findings] };
  const { assessment, claimedTotal } = revision;
  const numbers = new Map(listFigureSources(revision, rubric).map(({ key }, index) => [key, index + 1]));
  const context: Context = {
    revision,
    round,
    rubric,
    withNames: filesWithNames(revision),
    numbers,
    confirmations: checks.confirmations,
  };
  const entry = entries.find((one) => one.revision === revision.revision);
  const latest = entries.at(-1)?.revision ?? revision.revision;
  const criteria = rubric.vocabulary.criteria.map((criterion) => presentCriterion(criterion, context));
  const isWithheld = assessment.total === null;
  const open = listOpenItems(assessment, revision.readings);
  return {
    title: `Hồ sơ ${commune.name.charAt(0).toLowerCase()}${commune.name.slice(1)}`,
    round: sayRound(round),
    banner: assessment.banner,
    state: stateChip(
      stateOf(entry === undefined ? undefined : addRemarks(entry, checks.findings), round, now, false),
    ),
    late: entry?.late ?? false,
    receivedAt: sayTime(revision.at),
    deadline: round.deadline,
    verdict: sayVerdict(assessment.verdict, isWithheld),
    verdictBecause: assessment.verdictBecause,
    total:
      assessment.total === null
        ? 'Chưa tính'
        : `${sayRange(assessment.total)}/${sayNumber(assessment.maxTotal)}`,
    claimedTotal:
      claimedTotal === null
        ? 'Chưa có'
        : sayNumber(claimedTotal.points) +
          (claimedTotal.max === null ? '' : `/${sayNumber(claimedTotal.max)}`),
    claimedTotalPlace: claimedTotal === null ? '' : sayPlace(claimedTotal.source, context),
    claimedTotalHref: claimedTotal === null ? null : hrefOf('total', claimedTotal.source, context),
    threshold: `từ ${sayNumber(assessment.threshold)} điểm trở lên`,
    revision: revision.revision,
    isLatest: revision.revision === latest,
    latestHref: dossierHref(round.id, commune.code),
    revisions: [...entries].reverse().map((one) => ({
      number: one.revision,
      at: sayTime(one.at),
      href: dossierHref(round.id, commune.code, one.revision === latest ? undefined : one.revision),
      isShown: one.revision === revision.revision,
      cause:
        one.reassessedUnder === undefined
          ? ''
          : `tính lại theo thang điểm phiên bản ${one.reassessedUnder.split('@')[1] ?? ''}`,
    })),
    toClarify: open
      .slice(0, openItemsListed)
      .map((item) => ({ text: sayOpenItem(item), criterion: item.criterion })),
    moreToClarify: Math.max(0, open.length - openItemsListed),
    criteria,
    sums: presentSums(revision),
    maxIsPrinted: criteria.some(({ max }) => max.endsWith('*')),
    findings: presentFindings(context),
    years: input.facts === null ? null : presentYears(input.facts, commune, rubric),
    expected: [
      ...presentExpected(context),
      ...presentTracked(round, trackedOf(commune.code, entry, input.tracked)),
    ],
    documents: [...revision.documents]
      .sort((one, other) => Number('replacedBy' in one) - Number('replacedBy' in other))
      .map(presentDocument),
  };
}

function presentCriterion(
  { number, name }: { readonly number: number; readonly name: string },
  context: Context,
): CriterionView {
  const { revision, rubric } = context;
  const assessed = revision.assessment.criteria.find(({ criterion }) => criterion === number);
  const claim = revision.claims.find(({ criterion }) => criterion === number);
  const indicators = rubric.vocabulary.indicators.filter((one) => one.criterion === number);
  const found = indicators.map((indicator) => ({
    indicator,
    reading: revision.readings.find((one) => one.indicator === indicator.id),
  }));
  const wanted = found.filter(
    ({ indicator, reading }) => reading !== undefined || indicator.optional !== true,
  );
  const read = wanted.filter(({ reading }) => reading !== undefined);
  return {
    number,
    name,
    max: sayMax(assessed?.max ?? null, claim?.max ?? null),
    claimed: claim === undefined ? 'Chưa có' : sayNumber(claim.points),
    claimedHref: claim === undefined ? null : hrefOf(number, claim.source, context),
    assessed: sayPoints(assessed?.points ?? null),
    status: statusChip(assessed, revision.assessment.unverifiedRows === 0),
    isZero: assessed?.points?.high === 0 || claim?.points === 0,
    figures: `${read.length}/${wanted.length}`,
    toConfirm: read.filter(({ reading }) => reading?.accepted === false).length,
    remarks: revision.findings.filter(
      (finding) => finding.severity !== 'note' && criterionOf(finding, rubric.vocabulary) === number,
    ).length,
    lacking: sayLacking(assessed, rubric),
    because: assessed?.because.text ?? '',
    items: (assessed?.because.items ?? []).map((item) => ({
      id: item.item,
      name: item.name,
      points: `${sayPoints(item.points)}${item.max === null ? '' : `/${sayNumber(item.max)}`}`,
      because: item.because,
    })),
    indicators: wanted.map(({ indicator, reading }) => presentIndicator(indicator, reading, context)),
  };
}

// The scale's own maximum where it is known; else the one the commune's sheet prints, marked so.
function sayMax(official: number | null, printed: number | null): string {
  if (official !== null) return sayNumber(official);
  return printed === null ? '' : `${sayNumber(printed)}*`;
}

function sayLacking(assessed: CriterionAssessment | undefined, { vocabulary }: Rubric): string {
  const names = vocabulary.indicators
    .filter(({ id }) => assessed?.missing.includes(id) === true)
    .map(({ shortName }) => shortName);
  return names.length === 0 ? '' : `Còn thiếu hoặc chờ xác nhận: ${names.join(', ')}`;
}

/** "Đạt" is a conclusion, drawn only where the whole scale is verified; before that a criterion has points or has none. */
function statusChip(assessed: CriterionAssessment | undefined, isScaleVerified: boolean): Chip {
  const { status, points = null } = assessed ?? {};
  if (status === 'not-applicable') return { text: 'Không áp dụng', tone: 'quiet' };
  if (points === null) return { text: 'Thang điểm chưa đối chiếu', tone: 'quiet' };
  if (points.high === 0) return { text: '0 điểm', tone: 'urgent' };
  if (points.low > 0) return { text: isScaleVerified ? 'Đạt' : 'Có điểm', tone: 'good' };
  return status === 'contradictory'
    ? { text: 'Số liệu chưa thống nhất', tone: 'attention' }
    : { text: 'Chưa đủ căn cứ', tone: 'attention' };
}

function presentIndicator(
  indicator: IndicatorDefinition,
  reading: ReconciledReading | undefined,
  context: Context,
): IndicatorView {
  if (reading === undefined)
    return {
      name: indicator.name,
      state: { text: 'Chưa tìm thấy', tone: 'attention' },
      confirmedBy: [],
      values: [],
    };
  return {
    name: indicator.name,
    state: readingChip(reading),
    confirmedBy: context.confirmations.flatMap(({ sector, indicators }) =>
      indicators.includes(indicator.id) ? [sector] : [],
    ),
    values: groupByValue(reading, indicator).map(({ first, sources }) => ({
      value: sayValue(first.value, indicator),
      fraction: sayFraction(first),
      sources: sources.slice(0, sourcesListed).map((source) => presentSource(source, indicator, context)),
      moreSources: Math.max(0, sources.length - sourcesListed),
    })),
  };
}

function readingChip(reading: ReconciledReading): Chip {
  if (reading.otherYear !== undefined)
    return { text: `Số liệu năm ${reading.otherYear}, không dùng`, tone: 'attention' };
  if (reading.conflicting) return { text: 'Chưa thống nhất', tone: 'attention' };
  return reading.accepted ? { text: 'Đọc rõ', tone: 'good' } : { text: 'Cần xác nhận', tone: 'attention' };
}

interface ReadValue {
  readonly value: ReadingValue;
  readonly numerator?: number;
  readonly denominator?: number;
}

// The chosen value first, then the others in the order they were read; places that say the same stand together.
function groupByValue(
  reading: ReconciledReading,
  indicator: IndicatorDefinition,
): readonly { readonly first: ReadValue; readonly sources: readonly Source[] }[] {
  const groups = new Map<string, { first: ReadValue; sources: Source[] }>();
  const [chosen] = reading.sources;
  const ordered: readonly (ReadValue & { readonly source: Source | undefined })[] =
    reading.readings.length === 0
      ? reading.sources.map((source) => ({ ...partsOf(reading), source }))
      : [...reading.readings].sort((one, other) => rank(one, chosen) - rank(other, chosen));
  for (const one of ordered) {
    const key = sayValue(one.value, indicator);
    const group = groups.get(key) ?? { first: one, sources: [] };
    if (group.first.numerator === undefined && one.numerator !== undefined) group.first = one;
    if (one.source !== undefined) group.sources.push(one.source);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function partsOf(reading: ReconciledReading): ReadValue {
  const { value, numerator, denominator } = reading;
  return {
    value,
    ...(numerator === undefined ? {} : { numerator }),
    ...(denominator === undefined ? {} : { denominator }),
  };
}

function rank({ source }: Reading, chosen: Source | undefined): number {
  return chosen !== undefined && JSON.stringify(source) === JSON.stringify(chosen) ? 0 : 1;
}

function presentSource(source: Source, { id, criterion }: IndicatorDefinition, context: Context): SourceView {
  const isSensitive = sensitiveCriteria.includes(criterion) || context.withNames.has(source.file);
  return {
    document: kindOfFile(source.file, context),
    file: isOnlyOfKind(source.file, context) ? null : showText(source.file, 160),
    place: source.locator === undefined ? '' : sayLocator(source.locator),
    raw: source.raw === undefined ? '' : showRaw(source.raw, isSensitive),
    href: hrefOf(id, source, context),
  };
}

function hrefOf(figure: string | number, source: Source, { revision, numbers }: Context): string | null {
  const number = numbers.get(keyOf(figure, source));
  return number === undefined ? null : sourceHref(revision, number);
}

/** A sheet's name comes from outside like any text. */
function sayLocator(locator: Locator): string {
  return showText(describeLocator(locator), 120);
}

function isOnlyOfKind(file: string, { revision }: Context): boolean {
  const kindOf = (one: DossierDocument): string => one.extraction?.kind ?? 'other';
  const own = revision.documents.find((one) => one.file === file);
  return (
    own !== undefined &&
    new Set(revision.documents.filter((one) => kindOf(one) === kindOf(own)).map((one) => one.file)).size === 1
  );
}

function kindOfFile(file: string, { revision }: Context): string {
  const ofName = revision.documents.filter((one) => one.file === file);
  const document = ofName.find((one) => one.replacedBy === undefined) ?? ofName[0];
  return documentKindNames[document?.extraction?.kind ?? 'other'].short;
}

function sayPlace(source: Source, context: Context): string {
  return [kindOfFile(source.file, context), source.locator === undefined ? '' : sayLocator(source.locator)]
    .filter((text) => text !== '')
    .join(', ');
}

function presentSums({ assessment, claims }: DossierRevision): DossierView['sums'] {
  const printed = claims.reduce<number | null>(
    (sum, { max }) => (sum === null || max === null ? null : sum + max),
    claims.length === 0 ? null : 0,
  );
  const known = assessment.criteria.every(({ max }) => max !== null);
  return {
    max: known ? sayNumber(assessment.maxTotal) : printed === null ? '' : `${sayNumber(printed)}*`,
    claimed: claims.length === 0 ? 'Chưa có' : sayNumber(claims.reduce((sum, { points }) => sum + points, 0)),
    assessed: sayPoints(assessment.total),
  };
}

function sayPoints(points: PointsRange | null): string {
  return points === null ? 'Chưa tính' : sayRange(points);
}

function sayRange({ low, high }: PointsRange): string {
  return low === high ? sayNumber(low) : `${sayNumber(low)} – ${sayNumber(high)}`;
}

function presentFindings(context: Context): readonly SeverityGroup[] {
  const { revision, rubric } = context;
  const order = (finding: Finding): number => criterionOf(finding, rubric.vocabulary) ?? 0;
  return (['blocking', 'warning', 'note'] as const).flatMap((severity): SeverityGroup[] => {
    const findings = revision.findings
      .filter((finding) => finding.severity === severity)
      .sort((one, other) => order(one) - order(other));
    if (findings.length === 0) return [];
    const codes = [...new Set(findings.map(({ code }) => code))];
    return [
      {
        severity,
        title: severityNames[severity],
        count: findings.length,
        groups: codes.map((code) => {
          const ofCode = findings.filter((finding) => finding.code === code);
          return {
            label: findingCatalogue[code].label,
            remarks: ofCode.slice(0, listedPerCode).map((finding) => presentRemark(finding, context)),
            more: Math.max(0, ofCode.length - listedPerCode),
          };
        }),
      },
    ];
  });
}

function presentRemark(finding: Finding, context: Context): RemarkGroup['remarks'][number] {
  const criterion = criterionOf(finding, context.rubric.vocabulary);
  const { source } = finding;
  const isSensitive =
    (criterion !== null && sensitiveCriteria.includes(criterion)) ||
    (source !== undefined && context.withNames.has(source.file));
  return {
    message: showText(isSensitive ? hideQuotes(finding) : finding.message, 1000),
    place: source === undefined ? '' : sayPlace(source, context),
    criterion,
  };
}

// These sentences quote what a document says; there it may name a child.
function hideQuotes({ code, message, source }: Finding): string {
  if (code === 'ambiguous-reading')
    return message.replace(/ghi ".*", chưa rõ/su, 'ghi nội dung (đã che), chưa rõ');
  const raw = source?.raw;
  return raw === undefined || raw === '' || showRaw(raw, true) !== null
    ? message
    : message.replaceAll(raw, '(đã che)');
}

function presentYears(
  { current, previous }: { readonly current: DossierFacts; readonly previous: DossierFacts },
  commune: Commune,
  { vocabulary }: Rubric,
): DossierView['years'] {
  const rows = compareYears(current, previous, { commune, indicators: vocabulary.indicators });
  if (rows.length === 0) return null;
  const say = (figure: FigureValue | null, indicator: IndicatorDefinition): string =>
    figure === null ? 'Chưa có' : sayFigureValue(figure, indicator);
  return {
    previousYear: previous.year,
    year: current.year,
    rows: rows.map(({ indicator, isJump, ...figures }) => ({
      name: indicator.name,
      criterion: indicator.criterion,
      previous: say(figures.previous, indicator),
      current: say(figures.current, indicator),
      isJump,
    })),
  };
}

function presentExpected({ revision, round }: Context): DossierView['expected'] {
  const inForce = revision.documents.filter((one) => one.replacedBy === undefined);
  return round.expectedDocuments.map(({ kind, label, level }) => {
    const has = inForce.some((one) => one.extraction?.kind === kind);
    const isMissing = revision.findings.some(
      (finding) => finding.code === 'missing-document' && finding.about === kind,
    );
    return { label, state: expectedChip(has, isMissing || level === 'required') };
  });
}

/** Tracked papers are no part of the dossier: nothing stands still for want of one. */
function presentTracked(
  { trackedDocuments }: Round,
  sent: readonly TrackedDocument['kind'][],
): DossierView['expected'] {
  return trackedDocuments.map(({ kind, label }) => ({
    label: `${label} (theo dõi trong năm)`,
    state: sent.includes(kind) ? { text: 'Đã có', tone: 'good' } : { text: 'Chưa có', tone: 'quiet' },
  }));
}

function expectedChip(has: boolean, isRequired: boolean): Chip {
  if (has) return { text: 'Đã có', tone: 'good' };
  return isRequired ? { text: 'Chưa có', tone: 'urgent' } : { text: 'Chưa có (nếu có)', tone: 'quiet' };
}

const documentChips: Readonly<Record<DocumentStatus, Chip>> = {
  read: { text: 'Đã đọc', tone: 'good' },
  'partly-read': { text: 'Đọc được một phần', tone: 'attention' },
  unreadable: { text: 'Không đọc được', tone: 'urgent' },
  refused: { text: 'Không mở vì lý do an toàn', tone: 'urgent' },
  ignored: { text: 'Không thuộc hồ sơ', tone: 'quiet' },
};

function presentDocument(document: DossierRevision['documents'][number]): DocumentView {
  const { kind, number = null, date = null }: Partial<DocumentExtraction> = document.extraction ?? {};
  return {
    kind: kind === undefined ? 'Chưa rõ loại' : documentKindNames[kind].name,
    file: showText(document.file, 160),
    numberAndDay: [
      number === null ? '' : `số ${showText(number, 40)}`,
      date === null ? '' : `ngày ${sayDay(date)}`,
    ]
      .filter((text) => text !== '')
      .join(', '),
    details: [
      document.format.toUpperCase(),
      document.pages === null ? '' : `${document.pages} trang`,
      document.scanned ? 'bản quét' : '',
      document.legacyEncoding === null || document.legacyEncoding === 'nfd' ? '' : 'phông chữ cũ',
    ]
      .filter((text) => text !== '')
      .join(' · '),
    status:
      document.replacedBy === undefined
        ? documentChips[document.status]
        : { text: 'Đã có bản thay thế', tone: 'quiet' },
    mailHref: mailHref(document.mailId),
  };
}
