import { describe, expect, it } from 'vitest';
import { createLabelMatcher } from '../../../shared/extraction/label-matcher.ts';
import { readTable } from '../../../shared/extraction/read-table.ts';
import { qd06Rubric } from '../../../shared/rubrics/qd-06-2019/rubric.ts';
import { tableOf } from './table-of.ts';

const context = { file: 'phieu.xlsx', matcher: createLabelMatcher(qd06Rubric.vocabulary), year: 2023 };
const names = qd06Rubric.vocabulary.criteria.map(({ name }) => name);
const nameOf = (criterion: number): string => names[criterion - 1] ?? '';

type Rows = readonly (readonly (string | number)[])[];

const read = (rows: Rows): { claims: string; readings: Record<string, unknown> } => {
  const { claims, readings } = readTable(tableOf(rows), undefined, context);
  return {
    claims: claims.map(({ criterion, points, max }) => `${criterion}:${points}/${max ?? '-'}`).join(' '),
    readings: Object.fromEntries(
      readings.filter(({ confidence }) => confidence >= 0.9).map((one) => [one.indicator, one.value]),
    ),
  };
};

describe('a form of names beside their values', () => {
  it('has its points in a line below each criterion, and its whole, part and rate in lines of their own', () => {
    const form = (criterion: number, lines: Rows, points: number, max: number): Rows => [
      [`Tiêu chí ${criterion}`, nameOf(criterion), '', '', ''],
      ...lines,
      ['', 'Điểm đạt', points, 'Điểm tối đa', max],
      ['', '', '', '', ''],
    ];
    const rate = (of: string, whole: number, part: number, printed: string): Rows => [
      ['', `${of}: tổng số`, whole, '', ''],
      ['', `${of}: số đạt`, part, '', ''],
      ['', `${of}: tỷ lệ`, printed, '', ''],
    ];
    expect(
      read([
        ['XÃ LÂM SƠN', '', '', '', ''],
        ...form(1, [['', 'Có người làm công tác bảo vệ trẻ em', 'Có', '', '']], 100, 100),
        ...form(2, rate('Khai sinh đúng quy định', 910, 902, '99,1%'), 70, 70),
        ...form(3, [['', 'Số trẻ em bị xâm hại', 0, '', '']], 100, 100),
        ...form(7, rate('Tiêm chủng đầy đủ', 50, 49, '98,0%'), 50, 50),
        ...form(8, rate('Suy dinh dưỡng thể nhẹ cân', 276, 34, '12,3%'), 65, 75),
        ...form(9, rate('Khám sức khỏe định kỳ', 858, 801, '93,4%'), 60, 65),
        ['Tổng điểm 13 tiêu chí', '', 445, 'Tối đa', 460],
      ]),
    ).toEqual({
      claims: '1:100/100 2:70/70 3:100/100 7:50/50 8:65/75 9:60/65',
      readings: {
        'c01.officer': true,
        'c02.birth-registration-rate': 0.991,
        'c07.full-immunisation-rate': 0.98,
        'c08.underweight-rate': 0.123,
        'c09.health-check-rate': 0.934,
      },
    });
  });

  it('may say the maximum and the commune’s own points in one cell, one above the other', () => {
    expect(
      read([
        ['TC', 'Kết quả thực hiện', 'Điểm'],
        ['1', nameOf(1), 'Tối đa: 100\nTự chấm: 95'],
        ['2', nameOf(2), 'Tối đa: 70\nTự chấm: 65'],
        ['3', nameOf(3), 'Điểm chuẩn: 100 điểm\nXã tự chấm: 100 điểm'],
      ]).claims,
    ).toBe('1:95/100 2:65/70 3:100/100');
  });
});

describe('a column that says for what points are given', () => {
  it('gives no result, though its levels look like one', () => {
    expect(
      read([
        ['STT', 'Tiêu chí', 'Căn cứ chấm điểm', 'Thực tế tại xã', 'Tối đa', 'Điểm đạt', 'Hội đồng huyện'],
        [2, nameOf(2), 'Từ 98% trở lên: 70 điểm; từ 95%: 50 điểm', '98,8%', 70, 70, ''],
        [6, nameOf(6), '', '', 125, 125, ''],
        ['', 'Trẻ em có hoàn cảnh đặc biệt được trợ giúp', 'Từ 95% trở lên: 50 điểm', '95,5%', 50, 50, ''],
        [
          '',
          'Vụ việc được phê duyệt kế hoạch can thiệp, hỗ trợ',
          '100%: 75 điểm',
          'Không phát sinh',
          75,
          75,
          '',
        ],
        [7, nameOf(7), 'Từ 98% trở lên: 50 điểm', '', 50, 50, ''],
      ]),
    ).toEqual({
      claims: '2:70/70 6:125/125 7:50/50',
      readings: {
        'c02.birth-registration-rate': 0.988,
        'c06.special-circumstances-supported-rate': 0.955,
        'c06.intervention-plan-rate': 'no-case',
      },
    });
  });
});

describe('a sheet whose points stand first and whose results explain them', () => {
  it('gives its figures in the explanation', () => {
    expect(
      read([
        ['Điểm đạt', 'Điểm chuẩn', 'Tiêu chí', 'Thuyết minh'],
        [70, 70, `2. ${nameOf(2)}`, '611/617 em'],
        [0, 85, `5. ${nameOf(5)}`, 'Có 4 trẻ em bị tai nạn, thương tích'],
        [60, 65, `9. ${nameOf(9)}`, '540/583 em, 92,6%'],
      ]),
    ).toEqual({
      claims: '2:70/70 5:0/85 9:60/65',
      readings: {
        'c02.birth-registration-rate': 0.990276,
        'c05.injured-children': 4,
        'c09.health-check-rate': 0.926,
      },
    });
  });
});

describe('a row with the whole, the part and the result in columns', () => {
  it('says "no case" in its result where the whole is none', () => {
    expect(
      read([
        [
          'TT',
          'Nội dung',
          'Tổng số',
          'Đạt/có',
          'Chưa đạt/không',
          'Kết quả',
          'Điểm xã đề nghị',
          'Điểm tối đa',
        ],
        ['6', 'Trẻ em có HCĐB được trợ giúp', 31, 31, 0, '100,0%', 125, 125],
        ['', 'Vụ việc có kế hoạch can thiệp', '0', '0', '', 'Không có vụ việc', '', ''],
      ]).readings,
    ).toEqual({
      'c06.special-circumstances-supported-rate': 1,
      'c06.intervention-plan-rate': 'no-case',
    });
  });

  it.each([
    ['06 trẻ em bị tai nạn, thương tích (tỷ suất 0,55%), không có trẻ em tử vong do TNTT', 6, 0, 0.0055],
    ['4 trẻ em bị tai nạn, thương tích, trong đó 1 trẻ em tử vong', 4, 1, undefined],
  ])('"%s" says more than the count', (text, injured, dead, rate) => {
    expect(
      read([
        ['Tiêu chí', 'Kết quả', 'Điểm tối đa', 'Tự chấm'],
        [`5. ${nameOf(5)}`, text, 85, 75],
        [`9. ${nameOf(9)}`, '94,1%', 65, 60],
      ]).readings,
    ).toEqual({
      'c05.injured-children': injured,
      'c05.injury-deaths': dead,
      ...(rate === undefined ? {} : { 'c05.injury-rate': rate }),
      'c09.health-check-rate': 0.941,
    });
  });
});

describe('a small table a criterion', () => {
  it('says its result, the maximum and the commune’s points below one another', () => {
    const card = (criterion: number, result: string, max: number, points: number): Rows => [
      ['Tiêu chí', `${criterion}. ${nameOf(criterion)}`],
      ['Kết quả', result],
      ['Điểm tối đa', max],
      ['Điểm xã tự chấm', points],
      ['Tài liệu kiểm chứng', `Tập số ${criterion}`],
    ];
    expect(
      [
        card(1, '- Có người làm công tác bảo vệ trẻ em cấp xã\n- Có kinh phí 10 triệu đồng', 100, 100),
        card(4, '- Không có trẻ em vi phạm pháp luật\n- Không có trẻ em nghiện ma túy', 90, 90),
        card(
          5,
          '- Có 7 trẻ em bị tai nạn, thương tích\n- Không có trẻ em tử vong do tai nạn, thương tích',
          85,
          75,
        ),
        card(9, '- 921/987 trẻ em được khám sức khỏe định kỳ, đạt 93,3%', 65, 60),
      ].map(read),
    ).toEqual([
      { claims: '1:100/100', readings: { 'c01.officer': true, 'c01.budget': true } },
      {
        claims: '4:90/90',
        readings: { 'c04.law-violating-children': 0, 'c04.drug-addicted-children': 0 },
      },
      { claims: '5:75/85', readings: { 'c05.injured-children': 7, 'c05.injury-deaths': 0 } },
      { claims: '9:60/65', readings: { 'c09.health-check-rate': 0.933 } },
    ]);
  });
});
