import type { Verdict } from '../../domain/assessment.ts';
import { isComputed, sumClaims } from '../criteria-table.ts';
import type { Audience, CommuneState, RoundState } from '../district-documents.ts';
import { councilOutcome, rulingNames } from '../council-outcome.ts';
import { isLate } from '../round-figures.ts';
import type { SheetColumn, SheetContent, SheetValue } from './sheet-content.ts';
import { blank } from './sheet-content.ts';

const verdictNames: Readonly<Record<Verdict, string>> = {
  eligible: 'Đủ điều kiện',
  'not-eligible': 'Chưa đủ điều kiện',
  undetermined: 'Chưa đủ căn cứ',
};

const column = {
  threshold: 'H',
  low: 'I',
  high: 'J',
  verdict: 'K',
  ruling: 'M',
} as const;

const common: readonly SheetColumn[] = [
  { title: 'TT', width: 4, align: 'center' },
  { title: 'Xã, thị trấn', width: 18, align: 'left' },
  { title: 'Ngày nhận bản mềm', width: 11, align: 'center' },
  { title: 'Thời hạn', width: 9, align: 'center' },
  { title: 'Lần cập nhật', width: 6, align: 'center' },
  { title: 'Tổng điểm tự chấm ghi trong hồ sơ', width: 10, align: 'center' },
  { title: 'Cộng điểm tự chấm các tiêu chí', width: 10, align: 'center' },
  { title: 'Mức tối thiểu', width: 7, align: 'center' },
  { title: 'Theo thang điểm: thấp nhất', width: 8, align: 'center' },
  { title: 'Theo thang điểm: cao nhất', width: 8, align: 'center' },
  { title: 'Kết quả theo thang điểm', width: 11, align: 'center' },
  { title: 'Điểm Hội đồng', width: 8, align: 'center' },
  { title: 'Kết luận của Hội đồng', width: 12, align: 'center' },
  { title: 'Quyết định công nhận', width: 9, align: 'center' },
];

/** Work of the office, not for others: which criteria are at zero and how much is still to be cleared up. */
const insideOnly: readonly SheetColumn[] = [
  { title: 'Tiêu chí bị 0 điểm', width: 9, align: 'center' },
  { title: 'Nội dung phải xử lý', width: 7, align: 'center' },
  { title: 'Nội dung cần làm rõ', width: 7, align: 'center' },
];

/** A row a commune: what came, the totals, the verdict of the scale, the council's and the chair's. */
export function overviewSheet(
  state: RoundState,
  audience: Audience,
  lines: Pick<SheetContent, 'titles' | 'warning'>,
): SheetContent {
  const isInside = audience === 'inside';
  return {
    name: 'Tổng hợp',
    ...lines,
    columns: isInside ? [...common, ...insideOnly] : common,
    rows: state.communes.map((one, position) => [
      position + 1,
      one.commune.name,
      ...commonCells(one, state),
      ...(isInside ? insideCells(one) : []),
    ]),
    frozenColumns: 2,
    colouring: [
      { columns: [1, 5], when: (row) => `$D${row}="Chưa gửi hồ sơ"`, look: 'muted' },
      { columns: [4, 4], when: (row) => `$D${row}="Sau thời hạn"`, look: 'open' },
      {
        columns: [6, 7],
        when: (row) => `AND(ISNUMBER($F${row}),ISNUMBER($G${row}),ABS($F${row}-$G${row})>0.001)`,
        look: 'bad',
      },
      {
        columns: [9, 10],
        when: (row) =>
          `AND(ISNUMBER($${column.high}${row}),$${column.high}${row}<$${column.threshold}${row})`,
        look: 'bad',
      },
      {
        columns: [9, 10],
        when: (row) => `AND(ISNUMBER($${column.low}${row}),$${column.low}${row}<$${column.threshold}${row})`,
        look: 'open',
      },
      ...(
        [
          ['eligible', 'good'],
          ['not-eligible', 'bad'],
          ['undetermined', 'open'],
        ] as const
      ).map(([verdict, look]) => ({
        columns: [11, 11] as const,
        when: (row: number) => `$${column.verdict}${row}="${verdictNames[verdict]}"`,
        look,
      })),
      {
        columns: [13, 13],
        when: (row) => `$${column.ruling}${row}="${rulingNames.propose}"`,
        look: 'good',
      },
      {
        columns: [13, 13],
        when: (row) => `AND($${column.ruling}${row}<>"",$${column.ruling}${row}<>"${rulingNames.propose}")`,
        look: 'open',
      },
      ...(isInside
        ? [
            { columns: [15, 15] as const, when: (row: number) => `$O${row}<>""`, look: 'bad' as const },
            { columns: [16, 17] as const, when: (row: number) => `N(P${row})>0`, look: 'open' as const },
          ]
        : []),
    ],
  };
}

function commonCells(one: CommuneState, state: RoundState): readonly SheetValue[] {
  const { revision, receivedAt, commune } = one;
  const outcome = councilOutcome(state, commune.code);
  const threshold = state.rubric.conditions.thresholds[commune.areaType].points;
  const decided = [
    outcome.points ?? blank,
    outcome.ruling === null ? blank : rulingNames[outcome.ruling],
    outcome.recognised ? 'Đã công nhận' : blank,
  ];
  if (revision === null)
    return [blank, 'Chưa gửi hồ sơ', blank, blank, blank, threshold, blank, blank, blank, ...decided];
  const arrival = receivedAt ?? revision.at;
  const sum = sumClaims(revision.claims).points;
  const total = isComputed(revision) ? revision.assessment.total : null;
  return [
    { day: localDay(arrival) },
    isLate(one, state) ? 'Sau thời hạn' : 'Trong thời hạn',
    revision.revision,
    revision.claimedTotal?.points ?? 'Chưa có',
    revision.claims.length === 0 ? 'Chưa có' : sum,
    threshold,
    total?.low ?? 'Chưa tính',
    total?.high ?? 'Chưa tính',
    isComputed(revision) ? verdictNames[revision.assessment.verdict] : 'Chưa tính',
    ...decided,
  ];
}

function insideCells({ revision, crossFindings }: CommuneState): readonly SheetValue[] {
  if (revision === null) return [blank, blank, blank];
  const findings = [...revision.findings, ...crossFindings];
  const count = (severity: 'blocking' | 'warning'): number =>
    findings.filter((finding) => finding.severity === severity).length;
  const claimed = revision.claims.filter(({ points }) => points === 0).map(({ criterion }) => criterion);
  const computed = isComputed(revision)
    ? revision.assessment.criteria
        .filter(({ points }) => points?.high === 0)
        .map(({ criterion }) => criterion)
    : [];
  const zero = [...new Set([...claimed, ...computed])].sort((a, b) => a - b);
  return [zero.map((number) => `TC ${number}`).join(', '), count('blocking'), count('warning')];
}

/** The ISO day of an instant in Vietnam (UTC+7, no daylight saving). */
function localDay(instant: string): string {
  return new Date(Date.parse(instant) + 7 * 3_600_000).toISOString().slice(0, 10);
}
