import { vocabulary } from '../qd-06-2019/vocabulary.ts';
import type { Band, Citation, CriterionRule, ItemRule, NoCaseRule, PointsRow, Rubric } from '../rubric.ts';

/*
 * An invented scale for demonstration and tests: repeated digits wherever they add up, so that nobody takes
 * it for the law.
 */

function cite(reference: string): Citation {
  return { status: 'artificial', source: 'đặt ra để minh họa', reference, verified: null };
}

function pointsRow(points: number, reference: string): PointsRow & { readonly points: number } {
  return { points, ...cite(reference) };
}

/** One item; `steps` are [threshold, points] from the best down, rates as fractions. */
function scaleItem(
  id: string,
  kind: 'rate' | 'count',
  name: string,
  indicator: string,
  direction: 'gte' | 'lte',
  steps: readonly (readonly [threshold: number, points: number])[],
  noCase: NoCaseRule | 'person' = 'person',
): ItemRule {
  const reference = `quy tắc minh họa ${id}`;
  const bands: readonly Band[] = steps.map(([threshold, points]) => ({
    threshold,
    points,
    ...cite(reference),
  }));
  const scale = { indicator, direction, bands, otherwise: pointsRow(0, reference) };
  return {
    id,
    name,
    max: steps[0]?.[1] ?? 0,
    rule: kind === 'rate' ? { kind, noCase, ...scale } : { kind, ...scale },
  };
}

function yesNoItem(id: string, name: string, indicator: string, points: number): ItemRule {
  return {
    id,
    name,
    max: points,
    rule: { kind: 'yes-no', indicator, points, ...cite(`quy tắc minh họa ${id}`) },
  };
}

function criterion(number: number, max: number, items: readonly ItemRule[]): CriterionRule {
  return { number, max: pointsRow(max, `quy tắc minh họa ${number}`), items };
}

const criteria: readonly CriterionRule[] = [
  criterion(1, 77, [
    yesNoItem('1.1', 'Có bố trí người làm công tác bảo vệ trẻ em cấp xã', 'c01.officer', 44),
    yesNoItem('1.2', 'Có cộng tác viên bảo vệ trẻ em tại thôn, khu phố', 'c01.collaborators', 11),
    yesNoItem('1.3', 'Có Ban bảo vệ trẻ em hoặc nhóm thường trực', 'c01.protection-group', 11),
    yesNoItem('1.4', 'Có kinh phí cho công tác bảo vệ, chăm sóc trẻ em', 'c01.budget', 11),
  ]),
  criterion(2, 77, [
    scaleItem(
      '2.1',
      'rate',
      'Tỷ lệ trẻ em được khai sinh đúng quy định',
      'c02.birth-registration-rate',
      'gte',
      [
        [0.88, 77],
        [0.66, 44],
      ],
    ),
  ]),
  criterion(3, 77, [
    scaleItem('3.1', 'count', 'Số trẻ em bị xâm hại', 'c03.abused-children', 'lte', [
      [0, 77],
      [2, 33],
    ]),
  ]),
  criterion(4, 77, [
    scaleItem('4.1', 'count', 'Số trẻ em vi phạm pháp luật', 'c04.law-violating-children', 'lte', [
      [0, 44],
      [2, 22],
    ]),
    scaleItem('4.2', 'count', 'Số trẻ em nghiện ma túy', 'c04.drug-addicted-children', 'lte', [[0, 33]]),
  ]),
  criterion(5, 77, [
    scaleItem('5.1', 'count', 'Số trẻ em bị tai nạn, thương tích', 'c05.injured-children', 'lte', [
      [11, 44],
      [33, 22],
    ]),
    scaleItem('5.2', 'count', 'Số trẻ em tử vong do tai nạn, thương tích', 'c05.injury-deaths', 'lte', [
      [0, 33],
    ]),
  ]),
  criterion(6, 77, [
    scaleItem(
      '6.1',
      'rate',
      'Tỷ lệ trẻ em có hoàn cảnh đặc biệt được trợ giúp',
      'c06.special-circumstances-supported-rate',
      'gte',
      [
        [0.77, 33],
        [0.55, 11],
      ],
    ),
    scaleItem(
      '6.2',
      'rate',
      'Tỷ lệ vụ việc được phê duyệt kế hoạch can thiệp, hỗ trợ',
      'c06.intervention-plan-rate',
      'gte',
      [
        [1, 44],
        [0.77, 22],
      ],
      { name: 'không phát sinh vụ việc thì tính đủ điểm', points: 44, ...cite('quy tắc minh họa 6.2') },
    ),
  ]),
  criterion(7, 77, [
    scaleItem(
      '7.1',
      'rate',
      'Tỷ lệ trẻ em dưới 1 tuổi được tiêm chủng đầy đủ',
      'c07.full-immunisation-rate',
      'gte',
      [
        [0.88, 77],
        [0.66, 44],
      ],
    ),
  ]),
  criterion(8, 77, [
    scaleItem('8.1', 'rate', 'Tỷ lệ suy dinh dưỡng thể nhẹ cân', 'c08.underweight-rate', 'lte', [
      [0.11, 44],
      [0.22, 22],
    ]),
    scaleItem('8.2', 'rate', 'Tỷ lệ suy dinh dưỡng thể thấp còi', 'c08.stunting-rate', 'lte', [
      [0.22, 33],
      [0.33, 11],
    ]),
  ]),
  criterion(9, 77, [
    scaleItem('9.1', 'rate', 'Tỷ lệ trẻ em được khám sức khỏe định kỳ', 'c09.health-check-rate', 'gte', [
      [0.88, 77],
      [0.66, 44],
    ]),
  ]),
  criterion(10, 77, [
    scaleItem('10.1', 'rate', 'Tỷ lệ trẻ em nhà trẻ đến trường, lớp', 'c10.nursery-rate', 'gte', [
      [0.33, 33],
      [0.11, 11],
    ]),
    scaleItem('10.2', 'rate', 'Tỷ lệ trẻ em mẫu giáo đến trường, lớp', 'c10.kindergarten-rate', 'gte', [
      [0.88, 44],
      [0.66, 22],
    ]),
  ]),
  criterion(11, 77, [
    scaleItem(
      '11.1',
      'rate',
      'Tỷ lệ trẻ em được hỏi ý kiến, thực hiện quyền tham gia',
      'c11.participation-rate',
      'gte',
      [
        [0.77, 77],
        [0.55, 44],
      ],
    ),
  ]),
  criterion(12, 77, [
    scaleItem('12.1', 'rate', 'Tỷ lệ thôn, khu phố có điểm vui chơi', 'c12.play-area-rate', 'gte', [
      [0.77, 44],
      [0.55, 22],
    ]),
    scaleItem('12.2', 'count', 'Số hoạt động cho trẻ em trong năm', 'c12.activities', 'gte', [
      [7, 33],
      [3, 11],
    ]),
  ]),
  criterion(13, 76, [
    scaleItem('13.1', 'rate', 'Tỷ lệ trẻ em hài lòng', 'c13.children-satisfaction-rate', 'gte', [
      [0.88, 38],
      [0.66, 19],
    ]),
    scaleItem('13.2', 'rate', 'Tỷ lệ người dân hài lòng', 'c13.residents-satisfaction-rate', 'gte', [
      [0.88, 38],
      [0.66, 19],
    ]),
  ]),
];

const conditionsReference = 'điều kiện minh họa';

/** A complete, openly artificial scale over the criteria of Decision 06; its banner goes on everything it yields. */
export const illustrationRubric: Rubric = {
  id: 'minh-hoa',
  version: 1,
  title: 'Thang điểm minh họa',
  instrument: 'thang điểm minh họa',
  validFrom: '2019-01-03',
  validTo: null,
  status: 'artificial',
  banner: 'SỐ LIỆU MINH HỌA – KHÔNG PHẢI QUY ĐỊNH',
  vocabulary,
  criteria,
  scaleTotal: pointsRow(1000, conditionsReference),
  conditions: {
    thresholds: {
      'urban-ward': pointsRow(888, conditionsReference),
      other: pointsRow(777, conditionsReference),
      'mountain-island-or-special': pointsRow(666, conditionsReference),
    },
    noZeroCriterion: cite(conditionsReference),
    allCriteriaMet: cite(conditionsReference),
    metAboveZero: cite(conditionsReference),
  },
};
