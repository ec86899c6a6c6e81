import type { RoundState } from '../district-documents.ts';
import type { CriterionFigures, RoundFigures } from '../round-figures.ts';
import type { BarChart } from './bar-chart.ts';

/** This round beside the one before, where its counts are known. */
export function roundChart(figures: RoundFigures, { round, previous, proposals }: RoundState): BarChart {
  const now = {
    name: `Năm ${round.year}`,
    values: [
      figures.communes,
      figures.submitted,
      figures.onTime,
      proposals.length === 0 ? null : figures.proposed,
      figures.recognised,
    ],
  };
  const before =
    previous === null
      ? []
      : [
          {
            name: `Năm ${previous.year}`,
            values: [previous.communes, previous.submitted, null, null, previous.recognised],
          },
        ];
  return {
    kind: 'chart',
    description: 'Biểu đồ cột: tổng số, gửi hồ sơ, đúng hạn, đề nghị công nhận, được công nhận',
    categories: ['Tổng số', 'Gửi hồ sơ', 'Đúng hạn', 'Đề nghị công nhận', 'Được công nhận'],
    series: [now, ...before],
    stacked: false,
    unit: 'count',
  };
}

/** The communes of each criterion by their points; nothing where small counts are not published. */
export function criteriaChart(criteria: readonly CriterionFigures[]): BarChart {
  const series = (name: string, key: 'full' | 'some' | 'zero' | 'open') => ({
    name,
    values: criteria.map(({ counts }) => counts?.[key] ?? null),
  });
  return {
    kind: 'chart',
    description: 'Biểu đồ cột chồng: số xã, thị trấn đạt điểm tối đa, có điểm, 0 điểm, chưa đủ căn cứ',
    categories: criteria.map(({ criterion }) => `TC ${criterion.number}`),
    series: [
      series('0 điểm', 'zero'),
      series('Chưa đủ căn cứ', 'open'),
      series('Có điểm', 'some'),
      series('Đạt điểm tối đa', 'full'),
    ],
    stacked: true,
    unit: 'count',
  };
}

/** How far the communes come on average in each criterion. */
export function meanChart(criteria: readonly CriterionFigures[]): BarChart {
  return {
    kind: 'chart',
    description: 'Biểu đồ cột: điểm bình quân so với điểm tối đa của từng tiêu chí',
    categories: criteria.map(({ criterion }) => `TC ${criterion.number}`),
    series: [
      {
        name: 'Điểm bình quân so với điểm tối đa',
        values: criteria.map(({ counts }) => counts?.meanShare ?? null),
      },
    ],
    stacked: false,
    unit: 'share',
  };
}
