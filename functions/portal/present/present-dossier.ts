import type { CriterionAssessment } from '../../../shared/domain/assessment.ts';
import type { Commune } from '../../../shared/domain/commune.ts';
import type { DocumentExtraction, DocumentStatus, DossierDocument } from '../../../shared/domain/document.ts';
import { documentKindNames } from '../../../shared/domain/document.ts';
import type { DossierFacts, FigureValue } from '../../../shared/domain/dossier-facts.ts';
import type { DossierRevision } from '../../../shared/domain/dossier.ts';
import type { DecisionTarget } from '../../../shared/domain/decision.ts';
import { targetKey } from '../../../shared/domain/decision.ts';
import type { Finding, Severity } from '../../../shared/domain/finding.ts';
import { findingCatalogue } from '../../../shared/domain/finding-catalogue.ts';
import type { IndicatorDefinition } from '../../../shared/domain/indicator.ts';
import type { Locator, Source } from '../../../shared/domain/locator.ts';
import { describeLocator } from '../../../shared/domain/locator.ts';
import type { Reading, ReadingValue, ReconciledReading } from '../../../shared/domain/reading.ts';
import type { Round, TrackedDocument } from '../../../shared/domain/round.ts';
import { findingInputs } from '../../../shared/appraisal/decision-inputs.ts';
import { compareYears } from '../../../shared/appraisal/checks/year-on-year.ts';
import { criterionOf } from '../../../shared/appraisal/state-findings.ts';
import type { DossierAtHand } from '../../../shared/pipeline/decide.ts';
import { targetOfFinding } from '../../../shared/pipeline/decide.ts';
import type { DossierEntry } from '../../../shared/pipeline/records.ts';
import type { CommuneChecks, TrackedEntry } from '../../../shared/pipeline/round-records.ts';
import { trackedOf } from '../../../shared/pipeline/track-papers.ts';
import type { Rubric } from '../../../shared/rubrics/rubric.ts';
import { listOpenItems } from '../../../shared/rubrics/what-if.ts';
import { sayNumber, sayRate } from '../../../shared/rubrics/say-figure.ts';
import type { Chip } from './chip.ts';
import { keyOf, listFigureSources, sourceHref } from './figure-sources.ts';
import { addRemarks, dossierHref, sayRound, sayVerdict, stateChip, stateOf } from './present-board.ts';
import type { DecisionView, ToDecide } from './present-decisions.ts';
import {
  anchorOf,
  presentAllReopened,
  presentDecision,
  presentHistory,
  presentToDecide,
} from './present-decisions.ts';
import { mailHref } from './present-intake.ts';
import { filesWithNames } from './protect-children.ts';
import { sayRange } from './say-range.ts';
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
  /** Place on the page. */
  readonly anchor: string;
  /** A person has yet to look at it. */
  readonly isUndecided: boolean;
  /** "98,5%, độ tin cậy 72%"; empty where nothing was read or the reading is plain. */
  readonly confidence: string;
  /** What was decided, and the forms; null in an older revision. */
  readonly deciding: ToDecide | null;
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
  /** By the scale, on the figures that count. */
  readonly assessed: string;
  /** By the scale on what the machine read; empty where it is the same. */
  readonly assessedByMachine: string;
  /** Points a person set; empty where nobody did. */
  readonly decided: string;
  readonly deciding: ToDecide | null;
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
  readonly remarks: readonly RemarkView[];
  readonly more: number;
}

/** One remark. */
export interface RemarkView {
  /** Place on the page. */
  readonly anchor: string;
  readonly message: string;
  readonly place: string;
  readonly criterion: number | null;
  readonly isBlocking: boolean;
  readonly deciding: ToDecide | null;
}

/** Remarks by what they need. */
export interface NeedGroup {
  readonly need: 'commune' | 'officer' | 'nothing';
  readonly title: string;
  readonly count: number;
  readonly blocking: number;
  readonly groups: readonly RemarkGroup[];
}

/** A remark that was answered, and how. */
export interface SettledView {
  readonly label: string;
  readonly message: string;
  readonly decision: DecisionView;
  /** null where another decision answered it, as one on its figure. */
  readonly deciding: ToDecide | null;
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
    /** What it changed; null for the first. */
    readonly differenceHref: string | null;
  }[];
  /** What to make clear first, most important first, and how many more there are. */
  readonly toClarify: readonly { readonly text: string; readonly criterion: number }[];
  readonly moreToClarify: number;
  readonly criteria: readonly CriterionView[];
  readonly sums: { readonly max: string; readonly claimed: string; readonly assessed: string };
  readonly maxIsPrinted: boolean;
  readonly findings: readonly NeedGroup[];
  readonly settled: readonly SettledView[];
  /** Figures a person has yet to look at. */
  readonly undecided: number;
  readonly reopened: ReturnType<typeof presentAllReopened>;
  readonly history: ReturnType<typeof presentHistory>;
  /** Whether the person who looks may decide here. */
  readonly canDecide: boolean;
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
  /** With what people decided. */
  readonly revision: DossierRevision;
  /** As the machine made it. */
  readonly machine: DossierRevision;
  /** What was decided; null for an older revision. */
  readonly atHand: DossierAtHand | null;
  readonly canDecide: boolean;
  readonly round: Round;
  readonly rubric: Rubric;
  /** Files that list children by name: nothing written there is shown. */
  readonly withNames: ReadonlySet<string>;
  /** Places of figures that have a page of their own, by their key. */
  readonly numbers: ReadonlyMap<string, number>;
  readonly confirmations: CommuneChecks['confirmations'];
}

/** Makes the page of one revision; `entries` are all revisions of the dossier, oldest first. */
export function presentDossier(input: {
  readonly commune: Commune;
  readonly round: Round;
  readonly rubric: Rubric;
  readonly revision: DossierRevision;
  readonly entries: readonly DossierEntry[];
  /** The dossier with what was decided and compared; null for an older revision, which is shown as the machine made it. */
  readonly atHand: DossierAtHand | null;
  readonly canDecide: boolean;
  /** Plans and commitments the commune mailed by themselves. */
  readonly tracked: readonly TrackedEntry[];
  readonly facts: { readonly current: DossierFacts; readonly previous: DossierFacts } | null;
  readonly now: string;
}): DossierView {
  const { commune, round, rubric, entries, atHand, now } = input;
  const shown = atHand?.decided.revision ?? input.revision;
  const revision = { ...shown, findings: [...shown.findings, ...(atHand?.decided.crossFindings ?? [])] };
  const { assessment, claimedTotal } = revision;
  // Counted on what the machine made: the addresses of places are the same whatever was decided.
  const numbers = new Map(
    listFigureSources(input.revision, rubric).map(({ key }, index) => [key, index + 1]),
  );
  const canDecide = atHand !== null && input.canDecide;
  const context: Context = {
    revision,
    machine: input.revision,
    atHand,
    canDecide,
    round,
    rubric,
    withNames: filesWithNames(input.revision),
    numbers,
    confirmations: atHand?.checks.confirmations ?? [],
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
      stateOf(
        atHand === null ? entry : addRemarks(atHand.records.head.body, atHand.checks.findings),
        round,
        now,
        false,
      ),
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
      differenceHref:
        one.revision === 1 ? null : `${dossierHref(round.id, commune.code, one.revision)}/so-sanh`,
    })),
    toClarify: open
      .slice(0, openItemsListed)
      .map((item) => ({ text: sayOpenItem(item), criterion: item.criterion })),
    moreToClarify: Math.max(0, open.length - openItemsListed),
    criteria,
    sums: presentSums(revision),
    maxIsPrinted: criteria.some(({ max }) => max.endsWith('*')),
    findings: presentFindings(context),
    settled: presentSettled(atHand, context),
    undecided: revision.readings.filter(({ accepted }) => !accepted).length,
    reopened: atHand === null ? [] : presentAllReopened(atHand),
    history: atHand === null ? { lines: [], more: 0 } : presentHistory(atHand),
    canDecide,
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
  const byScale = assessed?.byScale === undefined ? (assessed?.points ?? null) : assessed.byScale;
  const byMachine =
    context.machine.assessment.criteria.find(({ criterion }) => criterion === number)?.points ?? null;
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
    assessed: sayRange(byScale),
    assessedByMachine: sayRange(byMachine) === sayRange(byScale) ? '' : sayRange(byMachine),
    decided: assessed?.byScale === undefined ? '' : sayRange(assessed.points),
    deciding: toDecide({ kind: 'points', criterion: number }, context),
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
      points: `${sayRange(item.points)}${item.max === null ? '' : `/${sayNumber(item.max)}`}`,
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
  // What the papers say stays beside what people decided.
  const machine = context.machine.readings.find((one) => one.indicator === indicator.id);
  const target = { kind: 'reading', indicator: indicator.id } as const;
  return {
    name: indicator.name,
    anchor: anchorOf(target),
    isUndecided: reading?.accepted === false,
    confidence:
      machine === undefined || machine.accepted ? '' : `độ tin cậy ${sayRate(machine.confidence, 0)}`,
    deciding: toDecide(target, context),
    state: reading === undefined ? { text: 'Chưa tìm thấy', tone: 'attention' } : readingChip(reading),
    confirmedBy:
      reading === undefined
        ? []
        : context.confirmations.flatMap(({ sector, indicators }) =>
            indicators.includes(indicator.id) ? [sector] : [],
          ),
    values:
      machine === undefined
        ? []
        : groupByValue(machine, indicator).map(({ first, sources }) => ({
            value: sayValue(first.value, indicator),
            fraction: sayFraction(first),
            sources: sources
              .slice(0, sourcesListed)
              .map((source) => presentSource(source, indicator, context)),
            moreSources: Math.max(0, sources.length - sourcesListed),
          })),
  };
}

const toDecide = (target: DecisionTarget, { atHand, canDecide }: Context): ToDecide | null =>
  atHand === null ? null : presentToDecide(target, atHand, canDecide);

function readingChip(reading: ReconciledReading): Chip {
  if (reading.decided !== undefined)
    return { text: reading.decided.what === 'accept' ? 'Đã xác nhận' : 'Đã sửa', tone: 'good' };
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
    assessed: sayRange(assessment.total),
  };
}

const needs = [
  { need: 'commune', title: 'Đề nghị xã bổ sung, giải trình' },
  { need: 'officer', title: 'Cán bộ xem xét, quyết định' },
  { need: 'nothing', title: 'Ghi chú, không cần xử lý' },
] as const;

function presentFindings(context: Context): readonly NeedGroup[] {
  const { revision, rubric } = context;
  const ranks: Readonly<Record<Severity, number>> = { blocking: 0, warning: 1, note: 2 };
  const order = (finding: Finding): number => criterionOf(finding, rubric.vocabulary) ?? 0;
  return needs.flatMap(({ need, title }): NeedGroup[] => {
    const findings = revision.findings
      .filter((finding) => needOf(finding, context) === need)
      .sort((one, other) => ranks[one.severity] - ranks[other.severity] || order(one) - order(other));
    if (findings.length === 0) return [];
    const codes = [...new Set(findings.map(({ code }) => code))];
    return [
      {
        need,
        title,
        count: findings.length,
        blocking: findings.filter(({ severity }) => severity === 'blocking').length,
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

/** Who has to do something about a remark: as a person decided, else as its kind says. */
function needOf(finding: Finding, { atHand }: Context): NeedGroup['need'] {
  const event = atHand?.decided.inForce.get(targetKey(targetOfFinding(finding)));
  if (event?.ruling.what === 'settle') return event.ruling.outcome === 'ask-commune' ? 'commune' : 'officer';
  if (finding.severity === 'note') return 'nothing';
  const { toCommune } = findingCatalogue[finding.code];
  return toCommune === 'yes' || toCommune === 'without-figures' ? 'commune' : 'officer';
}

function presentRemark(finding: Finding, context: Context): RemarkView {
  const { source } = finding;
  const target = targetOfFinding(finding);
  return {
    anchor: anchorOf(target),
    message: sayMessage(finding, context),
    place: source === undefined ? '' : sayPlace(source, context),
    criterion: criterionOf(finding, context.rubric.vocabulary),
    isBlocking: finding.severity === 'blocking',
    deciding:
      context.atHand === null
        ? null
        : presentToDecide(target, context.atHand, context.canDecide, findingInputs(finding)),
  };
}

function sayMessage(finding: Finding, { rubric, withNames }: Context): string {
  const criterion = criterionOf(finding, rubric.vocabulary);
  const { source } = finding;
  const isSensitive =
    (criterion !== null && sensitiveCriteria.includes(criterion)) ||
    (source !== undefined && withNames.has(source.file));
  return showText(isSensitive ? hideQuotes(finding) : finding.message, 1000);
}

function presentSettled(atHand: DossierAtHand | null, context: Context): readonly SettledView[] {
  return (atHand?.decided.settled ?? []).map(({ finding, event }) => ({
    label: findingCatalogue[finding.code].label,
    message: sayMessage(finding, context),
    decision: presentDecision(event),
    deciding: event.target.kind === 'finding' ? toDecide(event.target, context) : null,
  }));
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
