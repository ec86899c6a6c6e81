import { markFinding } from '../../../shared/appraisal/decision-inputs.ts';
import { councilOutcome, rulingNames } from '../../../shared/appraisal/council-outcome.ts';
import type { RoundState } from '../../../shared/appraisal/district-documents.ts';
import type { CommuneDesk } from '../../../shared/pipeline/desk-records.ts';
import type { Verdict } from '../../../shared/domain/assessment.ts';
import type { Commune } from '../../../shared/domain/commune.ts';
import { communeProperName } from '../../../shared/domain/commune.ts';
import type { Deadline } from '../../../shared/domain/deadline.ts';
import { deadlineOf, isLateBy } from '../../../shared/domain/deadline.ts';
import type { DocumentKind } from '../../../shared/domain/document.ts';
import { documentKindNames } from '../../../shared/domain/document.ts';
import type { Finding, Severity } from '../../../shared/domain/finding.ts';
import type { Round } from '../../../shared/domain/round.ts';
import type { DossierEntry, IntakeEntry } from '../../../shared/pipeline/records.ts';
import type { CommuneChecks, TrackedEntry } from '../../../shared/pipeline/round-records.ts';
import { trackedOf } from '../../../shared/pipeline/track-papers.ts';
import { listRows } from '../../../shared/rubrics/list-rows.ts';
import type { Rubric } from '../../../shared/rubrics/rubric.ts';
import { isUsable } from '../../../shared/rubrics/rubric.ts';
import { sayNumber } from '../../../shared/rubrics/say-figure.ts';
import type { Chip } from './chip.ts';
import { compareVietnamese } from './compare-vietnamese.ts';
import { sayRange } from './say-range.ts';
import { sayDay, sayTime } from './say-time.ts';
import { showText } from './show-text.ts';

type CouncilPapers = Pick<RoundState, 'sessions' | 'decisions'>;

/** Where a commune's dossier stands. */
export type DossierState =
  'not-submitted' | 'overdue' | 'being-read' | 'incomplete' | 'needs-clarification' | 'complete';

const stateChips: Readonly<Record<DossierState, Chip>> = {
  'not-submitted': { text: 'Chưa gửi', tone: 'quiet' },
  overdue: { text: 'Quá hạn, chưa gửi', tone: 'urgent' },
  'being-read': { text: 'Đang đọc tài liệu', tone: 'working' },
  incomplete: { text: 'Thiếu thành phần', tone: 'urgent' },
  'needs-clarification': { text: 'Cần làm rõ số liệu', tone: 'attention' },
  complete: { text: 'Đủ thành phần', tone: 'good' },
};

const verdictNames: Readonly<Record<Verdict, string>> = {
  eligible: 'Đủ điều kiện đề nghị công nhận',
  'not-eligible': 'Chưa đủ điều kiện đề nghị công nhận',
  undetermined: 'Chưa đủ căn cứ kết luận',
};

/** One commune's line. */
export interface BoardRow {
  readonly name: string;
  readonly href: string;
  readonly state: Chip;
  readonly late: boolean;
  /** Empty when nothing was received. */
  readonly receivedAt: string;
  readonly revision: string;
  readonly claimedTotal: string;
  readonly verdict: string;
  readonly blocking: number;
  readonly warnings: number;
  readonly notes: number;
  /** What is missing or stands in the way; empty when nothing does. */
  readonly lacking: string;
  /** "Đã gửi kế hoạch, cam kết"; empty when neither came. */
  readonly tracked: string;
  /** Commune code. */
  readonly code: string;
  /** Points by the scale as people decided them; empty when nothing was received. */
  readonly assessed: string;
  readonly paper: Chip;
  /** "số đến 612 ngày 01/11/2023, Bưu chính"; empty without a paper copy. */
  readonly paperNote: string;
  /** The later deadline of this commune; empty where it has none. */
  readonly extension: string;
  /** "Còn 12 ngày"; empty once a dossier came. */
  readonly daysLeft: string;
  /** Where it stands with council and chair; null before either looked at it. */
  readonly council: Chip | null;
  /** Filters of the board that show it. */
  readonly filters: readonly BoardFilter[];
}

/** What a board can be narrowed to, by the name in its address. */
export const boardFilters = {
  'chua-gui': 'Chưa gửi',
  'nop-cham': 'Nộp chậm',
  'can-quyet-dinh': 'Cần cán bộ quyết định',
  'thieu-thanh-phan': 'Thiếu thành phần',
  'chua-co-ban-giay': 'Chưa có bản giấy',
  'duoc-de-nghi': 'Hội đồng đề nghị',
  'da-cong-nhan': 'Đã được công nhận',
} as const;
export type BoardFilter = keyof typeof boardFilters;

/** A round's part of the board. */
export interface BoardRound {
  readonly id: string;
  readonly title: string;
  readonly deadline: string;
  readonly banner: string | null;
  /** Why no totals are computed, and what officers do about it; null when they are. */
  readonly withheld: string | null;
  readonly totals: readonly { readonly label: string; readonly count: number; readonly tone: Chip['tone'] }[];
  readonly rows: readonly BoardRow[];
  readonly submitted: number;
}

/** The state of a dossier in one word; `isBeingRead` says a mail of the commune is on its way through. */
export function stateOf(
  entry: DossierEntry | undefined,
  deadline: Pick<Deadline, 'lateFrom'>,
  now: string,
  isBeingRead: boolean,
): DossierState {
  if (isBeingRead) return 'being-read';
  if (entry === undefined) return isLateBy(now, deadline) ? 'overdue' : 'not-submitted';
  // A required paper that cannot be opened or used is as good as missing.
  if (entry.missingDocuments.length > 0 || entry.blocking > 0) return 'incomplete';
  return entry.warnings > 0 ? 'needs-clarification' : 'complete';
}

/** The chip of a dossier's state. */
export function stateChip(state: DossierState): Chip {
  return stateChips[state];
}

/** The verdict in the office's words; withheld while the scale is unverified. */
export function sayVerdict(verdict: Verdict, isWithheld: boolean): string {
  return isWithheld ? 'Chưa tính điểm' : verdictNames[verdict];
}

/** "Đợt năm 2023 · huyện Chi Lăng" */
export function sayRound(round: Round): string {
  return `Đợt năm ${round.year} · ${round.authority.district}`;
}

/** Rows of the scale that nobody has compared with the official text yet, as a sentence; null when there are none. */
function sayWithheld(rubric: Rubric): string | null {
  const rows = listRows(rubric).filter(({ citation }) => !isUsable(rubric, citation)).length;
  return rows === 0
    ? null
    : `Nhập thang điểm: ${rows} dòng chưa được đối chiếu với bản gốc ${rubric.instrument} nên chưa tính tổng điểm. Một cán bộ nhập từ bản gốc, một cán bộ khác xác nhận.`;
}

/** One round of the board: every commune, sent or not, in Vietnamese order. */
export function presentRound(input: {
  readonly round: Round;
  readonly rubric: Rubric;
  readonly dossiers: readonly DossierEntry[];
  /** What comparing the dossiers found. */
  readonly checks: readonly CommuneChecks[];
  /** Plans and commitments mailed by themselves. */
  readonly tracked: readonly TrackedEntry[];
  readonly inWork: readonly IntakeEntry[];
  readonly now: string;
  /** What the office recorded of their papers. */
  readonly desks?: readonly CommuneDesk[];
  /** What council and chair did; null where the board does not look. */
  readonly council?: CouncilPapers | null;
  /** The communes of this page; all of the round when absent. */
  readonly communes?: readonly Commune[];
}): BoardRound {
  const { round, rubric, inWork, now } = input;
  const dossiers = input.dossiers.map((entry) =>
    addRemarks(entry, input.checks.find(({ commune }) => commune === entry.commune)?.findings ?? []),
  );
  const withheld = sayWithheld(rubric);
  const lines = [...(input.communes ?? round.communes)].sort(byName).map((commune) => {
    const found = dossiers.find((one) => one.commune === commune.code);
    // Its papers may all have been moved elsewhere.
    const entry = found?.mails.length === 0 ? undefined : found;
    const desk = input.desks?.find((one) => one.commune === commune.code);
    const isBeingRead = inWork.some((mail) => mail.round === round.id && mail.commune === commune.code);
    const deadline = deadlineOf(round, desk?.extension ?? null);
    const state = stateOf(entry, deadline, now, isBeingRead);
    const tracked = trackedOf(commune.code, entry, input.tracked);
    return {
      state,
      entry,
      tracked,
      row: {
        ...presentRow(commune, round, entry, state, withheld !== null),
        tracked: sayTracked(tracked),
        ...presentOffice({
          code: commune.code,
          deadline,
          entry,
          state,
          desk,
          council: input.council ?? null,
          now,
        }),
      },
    };
  });
  const count = (...states: readonly DossierState[]): number =>
    lines.filter(({ state }) => states.includes(state)).length;
  const sent = lines.filter(({ entry }) => entry !== undefined);
  const [overdue, awaited] = [count('overdue'), count('not-submitted')];
  const totalsOfTracked: BoardRound['totals'] = round.trackedDocuments.map(({ kind }) => ({
    label: `Đã gửi ${documentKindNames[kind].short.toLowerCase()}`,
    count: lines.filter(({ tracked }) => tracked.includes(kind)).length,
    tone: 'quiet',
  }));
  const totalsOfSent: BoardRound['totals'] = [
    {
      label: 'Nộp chậm',
      count: sent.filter(({ entry }) => entry?.late === true).length,
      tone: 'attention',
    },
    { label: 'Thiếu thành phần', count: count('incomplete'), tone: 'urgent' },
    { label: 'Cần làm rõ số liệu', count: count('needs-clarification'), tone: 'attention' },
    { label: 'Đủ thành phần', count: count('complete'), tone: 'good' },
  ];
  return {
    id: round.id,
    title: sayRound(round),
    deadline: round.deadline,
    banner: rubric.banner,
    withheld,
    submitted: sent.length,
    totals: [
      { label: 'Xã, thị trấn', count: lines.length, tone: 'quiet' },
      { label: 'Đã gửi', count: sent.length, tone: 'quiet' },
      ...(isLateBy(now, round)
        ? [
            { label: 'Quá hạn, chưa gửi', count: overdue, tone: 'urgent' as const },
            ...(awaited === 0
              ? []
              : [{ label: 'Được gia hạn, chưa gửi', count: awaited, tone: 'quiet' as const }]),
          ]
        : [{ label: 'Chưa gửi', count: awaited, tone: 'quiet' as const }]),
      ...(count('being-read') === 0
        ? []
        : [{ label: 'Đang đọc tài liệu', count: count('being-read'), tone: 'working' as const }]),
      ...(sent.length === 0 ? [] : totalsOfSent),
      ...totalsOfTracked,
    ],
    rows: lines.map(({ row }) => row),
  };
}

/** A dossier as people decided it, with the open remarks that comparing it with others added. */
export function addRemarks(entry: DossierEntry, found: readonly Finding[]): DossierEntry {
  const decided = entry.decided ?? entry;
  const settled = entry.decided?.settledElsewhere ?? [];
  const open = found.filter((finding) => !settled.includes(markFinding(finding)));
  const count = (severity: Severity): number => open.filter((one) => one.severity === severity).length;
  return {
    ...entry,
    verdict: decided.verdict,
    missingDocuments: decided.missingDocuments,
    blocking: decided.blocking + count('blocking'),
    warnings: decided.warnings + count('warning'),
    notes: decided.notes + count('note'),
  };
}

function byName(one: Commune, other: Commune): number {
  return (
    compareVietnamese(communeProperName(one), communeProperName(other)) ||
    compareVietnamese(one.name, other.name)
  );
}

function presentRow(
  commune: Commune,
  round: Round,
  entry: DossierEntry | undefined,
  state: DossierState,
  isWithheld: boolean,
): Omit<BoardRow, 'tracked' | keyof OfficeColumns> {
  return {
    name: commune.name,
    href: dossierHref(round.id, commune.code),
    state: stateChips[state],
    late: entry?.late ?? false,
    receivedAt: entry === undefined ? '' : sayTime(entry.at),
    revision: entry === undefined ? '' : `Lần ${entry.revision}`,
    claimedTotal:
      entry === undefined ? '' : entry.claimedTotal === null ? 'Chưa có' : sayNumber(entry.claimedTotal),
    verdict: entry === undefined ? '' : sayVerdict(entry.verdict as Verdict, isWithheld),
    blocking: entry?.blocking ?? 0,
    warnings: entry?.warnings ?? 0,
    notes: entry?.notes ?? 0,
    lacking: entry === undefined ? '' : sayLacking(entry),
  };
}

type OfficeColumns = Pick<
  BoardRow,
  'code' | 'assessed' | 'paper' | 'paperNote' | 'extension' | 'daysLeft' | 'council' | 'filters'
>;

const dayMs = 86_400_000;

/** What the office, the council and the calendar add to a commune's line. */
function presentOffice(input: {
  readonly code: string;
  readonly deadline: Deadline;
  readonly entry: DossierEntry | undefined;
  readonly state: DossierState;
  readonly desk: CommuneDesk | undefined;
  readonly council: CouncilPapers | null;
  readonly now: string;
}): OfficeColumns {
  const { code, deadline, entry, state, desk, council, now } = input;
  const [paper, extension] = [desk?.paper ?? null, desk?.extension ?? null];
  const days = Math.ceil((Date.parse(deadline.lateFrom) - Date.parse(now)) / dayMs);
  const outcome = council === null ? null : councilOutcome(council, code);
  const isListed = council?.sessions.some(({ communes }) => communes.includes(code)) === true;
  const isProposed = outcome?.ruling === 'propose';
  const needsDecision = entry !== undefined && (entry.blocking > 0 || entry.warnings > 0);
  const applies: Readonly<Record<BoardFilter, boolean>> = {
    'chua-gui': entry === undefined,
    'nop-cham': entry?.late === true,
    'can-quyet-dinh': needsDecision && outcome?.recognised !== true,
    'thieu-thanh-phan': state === 'incomplete',
    'chua-co-ban-giay': entry !== undefined && paper === null,
    'duoc-de-nghi': isProposed,
    'da-cong-nhan': outcome?.recognised === true,
  };
  return {
    code,
    assessed: entry === undefined ? '' : sayRange(entry.decided?.total ?? null),
    paper: paperChip(paper),
    paperNote:
      paper === null
        ? ''
        : [
            ...(paper.number === null ? [] : [`số đến ${paper.number}`]),
            ...(paper.date === null ? [] : [`ngày ${sayDay(paper.date)}`]),
            paper.channel ?? '',
          ].join(', '),
    extension: extension === null ? '' : `Gia hạn: trước ${sayDay(extension.day)}`,
    daysLeft: entry !== undefined ? '' : days > 0 ? `Còn ${days} ngày` : `Quá hạn ${1 - days} ngày`,
    council:
      outcome?.recognised === true
        ? { text: 'Đã được công nhận', tone: 'good' }
        : outcome !== null && outcome.ruling !== null
          ? { text: rulingNames[outcome.ruling], tone: isProposed ? 'good' : 'attention' }
          : isListed
            ? { text: 'Đã đưa vào phiên họp', tone: 'quiet' }
            : null,
    filters: (Object.keys(boardFilters) as BoardFilter[]).filter((filter) => applies[filter]),
  };
}

function paperChip(paper: CommuneDesk['paper']): Chip {
  if (paper === null) return { text: 'Chưa nhận', tone: 'quiet' };
  if (paper.matches === null) return { text: 'Chưa đối chiếu', tone: 'attention' };
  return paper.matches ? { text: 'Khớp bản mềm', tone: 'good' } : { text: 'Có điểm khác', tone: 'urgent' };
}

function sayTracked(kinds: readonly DocumentKind[]): string {
  if (kinds.length === 0) return '';
  return `Đã gửi ${kinds.map((kind) => documentKindNames[kind].short.toLowerCase()).join(', ')}`;
}

function sayLacking({ missingDocuments, blocking }: DossierEntry): string {
  if (missingDocuments.length > 0) return `Chưa có: ${missingDocuments.map(shortDocument).join(', ')}`;
  return blocking > 0 ? 'Có tài liệu chưa dùng được' : '';
}

function shortDocument(kind: string): string {
  return kind in documentKindNames ? documentKindNames[kind as DocumentKind].short : showText(kind, 60);
}

/** Address of a dossier's page, of its latest state or of one revision. */
export function dossierHref(round: string, commune: string, revision?: number): string {
  const page = `/ho-so/${encodeURIComponent(round)}/${encodeURIComponent(commune)}`;
  return revision === undefined ? page : `${page}/lan/${revision}`;
}
