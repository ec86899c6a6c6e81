import type { CriterionAssessment } from '../../domain/assessment.ts';
import { isUsable } from '../../rubrics/rubric.ts';
import { sayNumber } from '../../rubrics/say-figure.ts';
import { claimedResult, isComputed, resultOf, sumClaims } from '../criteria-table.ts';
import type { Audience, CommuneState, RoundState } from '../district-documents.ts';
import { sensitiveCriteria } from '../state-findings.ts';
import { councilOutcome } from '../council-outcome.ts';
import type { SheetContent, SheetValue } from './sheet-content.ts';
import { blank } from './sheet-content.ts';

const leading = 3;

/** Three rows a commune, a column a criterion: claimed, by the scale, and the council's as signed minutes say, or to be written in. */
export function pointsSheet(
  state: RoundState,
  audience: Audience,
  lines: Pick<SheetContent, 'titles' | 'warning'>,
): SheetContent {
  const { criteria } = state.rubric.vocabulary;
  const last = leading + criteria.length + 1;
  return {
    name: 'Điểm theo tiêu chí',
    ...lines,
    columns: [
      { title: 'TT', width: 4, align: 'center' },
      { title: 'Xã, thị trấn', width: 16, align: 'left' },
      { title: 'Loại điểm', width: 10, align: 'left' },
      ...criteria.map(({ number, name }) => ({
        title: `${number}. ${name}`,
        width: 9,
        align: 'center' as const,
      })),
      { title: 'Cộng', width: 9, align: 'center' },
    ],
    rows: [
      maximumRow(state),
      ...state.communes.flatMap((one, position) => communeRows(one, position + 1, state, audience)),
    ],
    frozenColumns: leading,
    unitColumn: 2,
    colouring: [
      {
        columns: [leading + 1, last],
        when: (row) => `OR(AND(ISNUMBER(D${row}),D${row}=0),D${row}="0 điểm",D${row}="Chưa đạt")`,
        look: 'bad',
      },
      // A range, or words in place of points: a person has to look.
      {
        columns: [leading + 1, last],
        when: (row) =>
          `AND(ISTEXT(D${row}),D${row}<>"",D${row}<>"Đạt",D${row}<>"Có điểm",D${row}<>"Chưa tính")`,
        look: 'open',
      },
      // The commune gives itself something else than the scale does.
      {
        columns: [leading + 1, last],
        when: (row) =>
          `AND($C${row}="${kinds.claimed}",ISNUMBER(D${row}),ISNUMBER(D${row + 1}),D${row}<>D${row + 1})`,
        look: 'open',
      },
      { columns: [1, last], when: (row) => `$C${row}="${kinds.none}"`, look: 'muted' },
    ],
  };
}

const kinds = {
  maximum: 'Điểm tối đa',
  claimed: 'Tự chấm',
  computed: 'Theo thang điểm',
  council: 'Hội đồng',
  none: 'Chưa gửi hồ sơ',
} as const;

function maximumRow({ rubric }: RoundState): readonly SheetValue[] {
  const maxima = rubric.vocabulary.criteria.map(({ number }) => {
    const max = rubric.criteria.find((one) => one.number === number)?.max;
    return max !== undefined && isUsable(rubric, max) ? max.points : null;
  });
  const sum = maxima.reduce<number | null>(
    (total, max) => (total === null || max === null ? null : total + max),
    0,
  );
  return [blank, kinds.maximum, blank, ...maxima.map((max) => max ?? 'Chưa đối chiếu'), sum ?? blank];
}

function communeRows(
  { commune, revision }: CommuneState,
  position: number,
  state: RoundState,
  audience: Audience,
): readonly (readonly SheetValue[])[] {
  const { rubric } = state;
  const { criteria } = rubric.vocabulary;
  if (revision === null) return [[position, commune.name, kinds.none]];
  const computed = isComputed(revision);
  const isHidden = (number: number): boolean => audience === 'outside' && sensitiveCriteria.includes(number);
  const claimed = criteria.map(({ number }): SheetValue => {
    const claim = revision.claims.find(({ criterion }) => criterion === number);
    return isHidden(number) ? claimedResult(claim) : (claim?.points ?? 'Chưa có');
  });
  const byScale = criteria.map(({ number }): SheetValue => {
    if (!computed) return 'Chưa tính';
    const result = revision.assessment.criteria.find(({ criterion }) => criterion === number);
    return isHidden(number) ? resultOf(result, rubric) : rangeOf(result?.points ?? null);
  });
  const sum = revision.claims.length === 0 ? 'Chưa có' : sumClaims(revision.claims).points;
  const total = computed ? rangeOf(revision.assessment.total) : 'Chưa tính';
  const council = councilOutcome(state, commune.code);
  const ofCouncil = criteria.map(({ number }) =>
    isHidden(number) ? blank : (council.criteria[String(number)] ?? blank),
  );
  return [
    [position, commune.name, kinds.claimed, ...claimed, sum],
    [position, commune.name, kinds.computed, ...byScale, total],
    [position, commune.name, kinds.council, ...ofCouncil, council.points ?? blank],
  ];
}

/** A number where it is certain; "0 đến 50" otherwise. */
function rangeOf(points: CriterionAssessment['points']): SheetValue {
  if (points === null) return 'Chưa tính';
  return points.low === points.high ? points.low : `${sayNumber(points.low)} đến ${sayNumber(points.high)}`;
}
