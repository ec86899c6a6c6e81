import type { CouncilOutcome } from '../../../shared/appraisal/council-outcome.ts';
import { compareYears } from '../../../shared/appraisal/checks/year-on-year.ts';
import { criterionOf } from '../../../shared/appraisal/state-findings.ts';
import type { CriterionAssessment } from '../../../shared/domain/assessment.ts';
import type { Commune } from '../../../shared/domain/commune.ts';
import type { DossierFacts, FigureValue } from '../../../shared/domain/dossier-facts.ts';
import type { DossierRevision } from '../../../shared/domain/dossier.ts';
import type { IndicatorDefinition } from '../../../shared/domain/indicator.ts';
import type { Deadline } from '../../../shared/domain/deadline.ts';
import type { Round } from '../../../shared/domain/round.ts';
import type { DossierAtHand } from '../../../shared/pipeline/load-dossier.ts';
import type { DossierEntry } from '../../../shared/pipeline/records.ts';
import type { TrackedEntry } from '../../../shared/pipeline/round-records.ts';
import { trackedOf } from '../../../shared/pipeline/track-papers.ts';
import type { Rubric } from '../../../shared/rubrics/rubric.ts';
import { sayNumber } from '../../../shared/rubrics/say-figure.ts';
import { sayFigureValue } from '../../../shared/rubrics/say-reading.ts';
import { listOpenItems } from '../../../shared/rubrics/what-if.ts';
import type { Chip } from './chip.ts';
import type { DossierContext } from './dossier-context.ts';
import { hrefOf, sayPlace, toDecide } from './dossier-context.ts';
import { listFigureSources } from './figure-sources.ts';
import { addRemarks, dossierHref, sayRound, sayVerdict, stateChip, stateOf } from './present-board.ts';
import type { ToDecide } from './present-decisions.ts';
import { presentAllReopened, presentHistory } from './present-decisions.ts';
import type { IndicatorView } from './present-figures.ts';
import { presentIndicator } from './present-figures.ts';
import type { DocumentView } from './present-papers.ts';
import { presentDocument, presentExpected, presentTracked } from './present-papers.ts';
import type { NeedGroup, SettledView } from './present-remarks.ts';
import { presentFindings, presentSettled } from './present-remarks.ts';
import { filesWithNames } from './protect-children.ts';
import { sayOpenItem } from './say-open-item.ts';
import { sayRange } from './say-range.ts';
import { sayTime } from './say-time.ts';

/** Items the verdict hangs on that are listed; the rest is counted. */
const openItemsListed = 5;

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
  /** Points of the council by signed minutes; empty where it gave none. */
  readonly council: string;
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

/** The page of one dossier at one revision. */
export interface DossierView {
  readonly title: string;
  readonly round: string;
  readonly banner: string | null;
  readonly state: Chip;
  readonly late: boolean;
  readonly receivedAt: string;
  readonly deadline: string;
  /** It is a later one that the commune was given. */
  readonly isExtended: boolean;
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
  readonly sums: {
    readonly max: string;
    readonly claimed: string;
    readonly assessed: string;
    readonly council: string;
  };
  /** Whether signed minutes say points of the council. */
  readonly hasCouncil: boolean;
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

/** Makes the page of one revision; `entries` are all revisions of the dossier, oldest first. */
export function presentDossier(input: {
  readonly commune: Commune;
  readonly round: Round;
  /** As it holds for the commune. */
  readonly deadline: Deadline;
  readonly rubric: Rubric;
  readonly revision: DossierRevision;
  readonly entries: readonly DossierEntry[];
  /** The dossier with what was decided and compared; null for an older revision, which is shown as the machine made it. */
  readonly atHand: DossierAtHand | null;
  readonly canDecide: boolean;
  /** Plans and commitments the commune mailed by themselves. */
  readonly tracked: readonly TrackedEntry[];
  /** As signed minutes say; null beside an older revision. */
  readonly council: CouncilOutcome | null;
  readonly facts: { readonly current: DossierFacts; readonly previous: DossierFacts } | null;
  readonly now: string;
}): DossierView {
  const { commune, round, deadline, rubric, entries, atHand, now } = input;
  const shown = atHand?.decided.revision ?? input.revision;
  const revision = { ...shown, findings: [...shown.findings, ...(atHand?.decided.crossFindings ?? [])] };
  const { assessment, claimedTotal } = revision;
  // Counted on what the machine made: the addresses of places are the same whatever was decided.
  const numbers = new Map(
    listFigureSources(input.revision, rubric).map(({ key }, index) => [key, index + 1]),
  );
  const canDecide = atHand !== null && input.canDecide;
  const context: DossierContext = {
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
  const council = input.council?.criteria ?? {};
  const criteria = rubric.vocabulary.criteria.map((criterion) =>
    presentCriterion(criterion, council[String(criterion.number)], context),
  );
  const isWithheld = assessment.total === null;
  const open = listOpenItems(assessment, revision.readings);
  return {
    title: `Hồ sơ ${commune.name.charAt(0).toLowerCase()}${commune.name.slice(1)}`,
    round: sayRound(round),
    banner: assessment.banner,
    state: stateChip(
      stateOf(
        atHand === null ? entry : addRemarks(atHand.records.head.body, atHand.checks.findings),
        deadline,
        now,
        false,
      ),
    ),
    late: entry?.late ?? false,
    receivedAt: sayTime(revision.at),
    deadline: deadline.deadline,
    isExtended: deadline.lateFrom !== round.lateFrom,
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
        one.reassessedUnder !== undefined
          ? `tính lại theo thang điểm phiên bản ${one.reassessedUnder.split('@')[1] ?? ''}`
          : one.judgedByDeadline !== undefined
            ? `xét lại theo thời hạn trước ngày ${one.judgedByDeadline}`
            : '',
      differenceHref:
        one.revision === 1 ? null : `${dossierHref(round.id, commune.code, one.revision)}/so-sanh`,
    })),
    toClarify: open
      .slice(0, openItemsListed)
      .map((item) => ({ text: sayOpenItem(item), criterion: item.criterion })),
    moreToClarify: Math.max(0, open.length - openItemsListed),
    criteria,
    sums: { ...presentSums(revision), council: sayPoints(input.council?.points) },
    hasCouncil: Object.keys(council).length > 0 || typeof input.council?.points === 'number',
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
  ofCouncil: number | undefined,
  context: DossierContext,
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
    council: sayPoints(ofCouncil),
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

const sayPoints = (points: number | null | undefined): string =>
  typeof points === 'number' ? sayNumber(points) : '';

function presentSums({ assessment, claims }: DossierRevision): Omit<DossierView['sums'], 'council'> {
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
