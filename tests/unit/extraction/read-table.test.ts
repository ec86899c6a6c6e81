import { describe, expect, it } from 'vitest';
import { createLabelMatcher } from '../../../shared/extraction/label-matcher.ts';
import { readTable } from '../../../shared/extraction/read-table.ts';
import { qd06Rubric } from '../../../shared/rubrics/qd-06-2019/rubric.ts';
import { tableOf } from './table-of.ts';

const context = { file: 'bang-diem.docx', matcher: createLabelMatcher(qd06Rubric.vocabulary), year: 2023 };

function read(
  rows: readonly (readonly (string | number)[])[],
  criterion?: number,
): { readings: Record<string, unknown>; claims: Record<number, string>; total: number | undefined } {
  const found = readTable(tableOf(rows), criterion, context);
  return {
    readings: Object.fromEntries(
      found.readings.filter((one) => one.confidence >= 0.9).map((one) => [one.indicator, one.value]),
    ),
    claims: Object.fromEntries(found.claims.map((one) => [one.criterion, `${one.points}/${one.max ?? '-'}`])),
    total: found.total?.points,
  };
}

describe('a score sheet', () => {
  it('is read on its side too, in as many bands as it takes', () => {
    const claims = read([
      ['', 'TC 1', 'TC 2', 'TC 3'],
      ['Điểm tối đa', 100, 50, 125],
      ['Điểm tự chấm', 85, 50, 0],
      ['', 'TC 4', 'TC 5', 'TC 6'],
      ['Điểm tối đa', 100, 100, 125],
      ['Điểm tự chấm', 100, '95,5', 120],
    ]).claims;
    expect(claims).toEqual({
      1: '85/100',
      2: '50/50',
      3: '0/125',
      4: '100/100',
      5: '95.5/100',
      6: '120/125',
    });
  });

  it('is read where own points and the maximum share a column', () => {
    const claims = read([
      ['TT', 'Tiêu chí', 'Kết quả', 'Điểm tự chấm/điểm tối đa'],
      [1, 'Tiêu chí 1: Nguồn lực thực hiện quyền trẻ em', '', '85/100'],
      [2, 'Tiêu chí 2: Trẻ em được khai sinh đúng quy định', '98,4%', '50/50'],
    ]).claims;
    expect(claims).toEqual({ 1: '85/100', 2: '50/50' });
  });

  it('is read with a row a criterion and a row an item', () => {
    expect(
      read([
        ['TT', 'Nội dung tiêu chí', 'Điểm chuẩn', 'Kết quả thực hiện', 'Điểm tự chấm', 'Ghi chú'],
        [1, 'Tiêu chí 1: Nguồn lực thực hiện quyền trẻ em', 100, '', 85, ''],
        ['1.1', 'Có bố trí người làm công tác bảo vệ trẻ em cấp xã', 50, 'Có (01 công chức)', 50, ''],
        ['1.2', 'Có bố trí cộng tác viên bảo vệ trẻ em tại thôn, khu phố', 15, 'Không', 0, ''],
        [2, 'Tiêu chí 2: Trẻ em được khai sinh đúng quy định', 75, '922/937 trẻ = 98,4%', 75, 'Sổ'],
        [5, 'Tiêu chí 5: Trẻ em bị tai nạn, thương tích', 75, '', 60, ''],
        ['5.1', 'Số trẻ em bị tai nạn, thương tích', 25, 8, 25, ''],
        ['5.2', 'Số trẻ em tử vong do tai nạn, thương tích', 25, 'Không có', 25, ''],
        ['', 'TỔNG ĐIỂM', '1.000', '', 935, ''],
      ]),
    ).toEqual({
      readings: {
        'c01.officer': true,
        'c01.collaborators': false,
        'c02.birth-registration-rate': 0.984,
        'c05.injured-children': 8,
        'c05.injury-deaths': 0,
      },
      claims: { 1: '85/100', 2: '75/75', 5: '60/75' },
      total: 935,
    });
  });

  it('is read with columns in another order, figures as lines of one cell and no numbers', () => {
    expect(
      read([
        ['Tiêu chí', 'Điểm tự chấm', 'Kết quả', 'Điểm tối đa'],
        [
          'Trẻ em dưới 5 tuổi bị suy dinh dưỡng thể nhẹ cân và thể thấp còi',
          65,
          '- Nhẹ cân: 36/271 trẻ = 13,3%\n- Thấp còi: 52/271 trẻ = 19,2%',
          75,
        ],
        [
          'Mức độ hài lòng của trẻ em và người dân về việc thực hiện quyền trẻ em',
          45,
          '- Trẻ em hài lòng: 136/150 phiếu = 90,7%\n- Người dân hài lòng: 142/150 phiếu = 94,7%',
          50,
        ],
      ]),
    ).toEqual({
      readings: {
        'c08.underweight-rate': 0.133,
        'c08.stunting-rate': 0.192,
        'c13.children-satisfaction-rate': 0.907,
        'c13.residents-satisfaction-rate': 0.947,
      },
      claims: { 8: '65/75', 13: '45/50' },
      total: undefined,
    });
  });

  it('is read with numerator, denominator and rate under a head of two rows', () => {
    expect(
      read([
        [
          'STT',
          'Tiêu chí / chỉ tiêu',
          'Điểm tối đa',
          'Số liệu thực hiện',
          '<',
          '<',
          'Điểm tự chấm',
          'Điểm huyện thẩm định',
        ],
        ['^', '^', '^', 'Số thực hiện', 'Tổng số', 'Tỷ lệ', '^', '^'],
        [2, 'Trẻ em được khai sinh đúng quy định', 75, 913, 925, '98,7%', 75, ''],
        [3, 'Trẻ em bị xâm hại', 100, '', '', '', 100, ''],
        ['3.1', 'Số trẻ em bị xâm hại', 60, 0, '', '', 60, ''],
        ['3.2', 'Tỷ lệ trẻ em bị xâm hại trên tổng số trẻ em', 40, 0, 925, '0%', 40, ''],
        ['Tổng cộng', '<', 1000, '', '', '', 950, ''],
      ]),
    ).toEqual({
      readings: {
        'c02.birth-registration-rate': 0.987,
        'c03.abused-children': 0,
        'c03.abuse-rate': 0,
      },
      claims: { 2: '75/75', 3: '100/100' },
      total: 950,
    });
  });

  it('adds the items of a criterion whose label is merged over them, or takes its subtotal', () => {
    expect(
      read([
        ['TT', 'Tiêu chí', 'Nội dung đánh giá', 'Kết quả', 'Điểm chuẩn', 'Điểm xã tự chấm'],
        [4, 'Trẻ em vi phạm pháp luật, nghiện ma túy', 'Số trẻ em vi phạm pháp luật', '0', 40, 40],
        ['^', '^', 'Số trẻ em nghiện ma túy', '0', 35, 35],
        [
          10,
          'Trẻ em đến trường, lớp mầm non',
          'Tỷ lệ trẻ em trong độ tuổi nhà trẻ đến trường, lớp',
          '151/375 trẻ = 40,3%',
          35,
          30,
        ],
        ['^', '^', 'Tỷ lệ trẻ em mẫu giáo (3-5 tuổi) đến trường, lớp', '422/423 trẻ = 99,8%', 40, 40],
        ['^', '^', 'Cộng', '', 75, 70],
      ]),
    ).toEqual({
      readings: {
        'c04.law-violating-children': 0,
        'c04.drug-addicted-children': 0,
        'c10.nursery-rate': 0.403,
        'c10.kindergarten-rate': 0.998,
      },
      claims: { 4: '75/75', 10: '70/75' },
      total: undefined,
    });
  });

  it('is read by its wordings where the criteria come in another order', () => {
    expect(
      read([
        ['TT', 'Tiêu chí', 'Kết quả', 'Điểm tối đa', 'Điểm tự chấm'],
        [1, 'Trẻ em được khám sức khỏe định kỳ', '98,6%', 75, 70],
        [2, 'Nguồn lực thực hiện quyền trẻ em', '', 100, 90],
      ]),
    ).toEqual({
      readings: { 'c09.health-check-rate': 0.986 },
      claims: { 1: '90/100', 9: '70/75' },
      total: undefined,
    });
  });

  it('is read in the layout of the law: name, way of counting, points', () => {
    expect(
      read([
        ['Tên gọi của tiêu chí', 'Cách tính và thang điểm', 'Số điểm', 'Số liệu đạt được', 'Điểm tự chấm'],
        ['6. Trẻ em có hoàn cảnh đặc biệt được trợ giúp', '', 125, '', 120],
        [
          '',
          'Tỷ lệ trẻ em có hoàn cảnh đặc biệt được trợ giúp: từ 95% trở lên: 50 điểm',
          50,
          'Tổng số 31 trẻ; được trợ giúp 31 trẻ; tỷ lệ 100%',
          45,
        ],
        ['7. Trẻ em dưới 1 tuổi được tiêm chủng đầy đủ', 'Từ 98% trở lên: 50 điểm', 50, '67/68 = 98,5%', 50],
      ]),
    ).toEqual({
      readings: { 'c06.special-circumstances-supported-rate': 1, 'c07.full-immunisation-rate': 0.985 },
      claims: { 6: '120/125', 7: '50/50' },
      total: undefined,
    });
  });

  it('gives figures in the column that explains the points where it has no other', () => {
    expect(
      read([
        ['Tiêu chí', 'Nội dung', 'Mức điểm', 'Tự chấm', 'Giải trình'],
        ['Tiêu chí 2', 'Trẻ em được khai sinh đúng quy định', 75, 75, 'Có 1.290/1.296 trẻ, đạt 99,5%'],
        [
          'Tiêu chí 13',
          'Mức độ hài lòng',
          50,
          45,
          'Trẻ em: 94,4% (85/90 phiếu)\nNgười dân: 91,2% (104/114 phiếu)',
        ],
        ['Cộng', '', 1000, 905, ''],
      ]),
    ).toEqual({
      readings: {
        'c02.birth-registration-rate': 0.995,
        'c13.children-satisfaction-rate': 0.944,
        'c13.residents-satisfaction-rate': 0.912,
      },
      claims: { 2: '75/75', 13: '45/50' },
      total: 905,
    });
  });

  it('does not take "Cộng tác viên" for a total', () => {
    expect(
      read([
        ['Số TT', 'Các tiêu chí', 'Thang điểm', 'Thực hiện', 'Điểm đạt'],
        ['I', 'Nguồn lực thực hiện quyền trẻ em', 100, '', 100],
        ['1', 'Bố trí người làm công tác bảo vệ trẻ em', 50, 'x', 50],
        ['2', 'Cộng tác viên ở thôn', 15, 'x', 15],
        ['II', 'Trẻ em được khai sinh đúng quy định', 75, '99,9%', 75],
      ]),
    ).toEqual({
      readings: { 'c01.officer': true, 'c01.collaborators': true, 'c02.birth-registration-rate': 0.999 },
      claims: { 1: '100/100', 2: '75/75' },
      total: undefined,
    });
  });

  it('is read when it is turned on its side', () => {
    expect(
      read([
        ['Chỉ tiêu', 'Tiêm chủng đầy đủ trẻ dưới 1 tuổi', 'Khám sức khỏe định kỳ'],
        ['Tổng số trẻ', '83', '1.237'],
        ['Số trẻ đạt', '81', '1.201'],
        ['Tỷ lệ %', '97,6', '97,1'],
      ]).readings,
    ).toEqual({ 'c07.full-immunisation-rate': 0.976, 'c09.health-check-rate': 0.971 });
  });

  it('leaves the column of last year alone', () => {
    expect(
      read([
        ['TT', 'Tiêu chí', 'Năm 2022', 'Năm 2023', 'Điểm tự chấm'],
        [9, 'Trẻ em được khám sức khỏe định kỳ', '91,0%', '96,5%', 70],
      ]).readings,
    ).toEqual({ 'c09.health-check-rate': 0.965 });
  });

  it('takes a number under a head of per cent for per cent', () => {
    expect(
      read([
        ['TT', 'Chỉ tiêu', 'Tỷ lệ (%)'],
        [9, 'Tỷ lệ trẻ em được khám sức khỏe định kỳ', '96,5'],
        [5, 'Tỷ suất trẻ em bị tai nạn, thương tích', '0,69'],
      ]).readings,
    ).toEqual({ 'c09.health-check-rate': 0.965, 'c05.injury-rate': 0.0069 });
  });

  it('leaves a bare number below one to a person, since 0,69 can be 0,69% or 69%', () => {
    const { readings } = readTable(
      tableOf([
        ['TT', 'Chỉ tiêu', 'Kết quả'],
        [5, 'Tỷ suất trẻ em bị tai nạn, thương tích trên tổng số trẻ em', '0,69'],
      ]),
      undefined,
      context,
    );
    expect(readings.map((reading) => reading.confidence < 0.9)).toEqual([true]);
  });
});

describe('a small table of a report', () => {
  it('gives its rows to the indicators of the section', () => {
    expect(
      read(
        [
          ['TT', 'Nội dung', 'Số trẻ được cân, đo', 'Số trẻ SDD', 'Tỷ lệ'],
          [1, 'Suy dinh dưỡng thể nhẹ cân', 358, 35, '9,8%'],
          [2, 'Suy dinh dưỡng thể thấp còi', 358, 49, '13,7%'],
        ],
        8,
      ).readings,
    ).toEqual({ 'c08.underweight-rate': 0.098, 'c08.stunting-rate': 0.137 });
  });
});

describe('a table with a row a village', () => {
  const survey = [
    ['TT', 'Thôn', 'Trẻ em', '<', 'Người dân', '<', 'Ghi chú'],
    ['^', '^', 'Số phiếu thu về', 'Số phiếu hài lòng', 'Số phiếu thu về', 'Số phiếu hài lòng', '^'],
    [1, 'Tồng Nọt', 40, 38, 50, 45, ''],
    [2, 'Cộng Hòa Mẫu', 20, 19, 50, 48, ''],
  ];

  it('gives its total row, and a village called Tồng or Cộng Hòa is none', () => {
    expect(read([...survey, ['Cộng', '<', 60, 57, 100, 93, '']]).readings).toEqual({
      'c13.children-satisfaction-rate': 0.95,
      'c13.residents-satisfaction-rate': 0.93,
    });
  });

  it('gives the sum of its rows where it has no total', () => {
    expect(read(survey).readings['c13.children-satisfaction-rate']).toBe(0.95);
  });

  it('leaves a total that is not the sum of its rows to a person', () => {
    expect(read([...survey, ['Cộng', '<', 60, 58, 100, 93, '']]).readings).toEqual({
      'c13.residents-satisfaction-rate': 0.93,
    });
  });
});

describe('a table of villages with several indicators side by side', () => {
  it("does not believe a total that may be the neighbour indicator's", () => {
    const rows = [
      ['Thôn', 'Tiêm chủng đầy đủ', 'Trẻ dưới 5 tuổi được cân đo', 'Suy dinh dưỡng thể nhẹ cân'],
      ['Làng Trung', 12, 60, 5],
      ['Nà Lìa', 15, 82, 10],
      ['Tổng cộng', 27, 142, 15],
    ];
    expect(read(rows).readings).toEqual({ 'c08.underweight-rate': 0.105634 });
    const all = readTable(tableOf(rows), undefined, context).readings;
    expect(all.map(({ indicator, confidence }) => [indicator, confidence])).toEqual([
      ['c07.full-immunisation-rate', 0.4],
      ['c08.underweight-rate', 0.98],
    ]);
  });

  it('divides by the children its own head names, and adds the villages up where no total stands', () => {
    const rows = [
      [
        'Thôn',
        'Trẻ dưới 1 tuổi',
        'Tiêm chủng đầy đủ',
        'Trẻ trong độ tuổi nhà trẻ',
        'Trẻ nhà trẻ ra lớp',
        'Trẻ 3-5 tuổi',
        'Trẻ mẫu giáo ra lớp',
      ],
      ['Làng Trung', 5, 5, 10, 4, 12, 12],
      ['Nà Lìa', 6, 5, 11, 5, 13, 12],
    ];
    expect(
      readTable(tableOf(rows), undefined, context).readings.map(({ indicator, source, confidence }) => [
        indicator,
        source.raw,
        confidence,
      ]),
    ).toEqual([
      ['c07.full-immunisation-rate', '10/11 (cộng 2 dòng)', 0.98],
      ['c10.nursery-rate', '9/21 (cộng 2 dòng)', 0.98],
      ['c10.kindergarten-rate', '24/25 (cộng 2 dòng)', 0.98],
    ]);
    const impossible = rows.with(1, ['Làng Trung', 4, 5, 10, 4, 12, 12]);
    expect(Object.keys(read(impossible).readings)).toEqual(['c10.nursery-rate', 'c10.kindergarten-rate']);
  });

  it('adds up children, and neither years nor parts', () => {
    const head = ['Thôn', 'Số trẻ em', 'Số trẻ em bị xâm hại', 'Số trẻ em bị tai nạn, thương tích'];
    const counts = { 'c03.abused-children': 1, 'c05.injured-children': 5 };
    const villages = [
      ['Làng Trung', 100, 0, 2],
      ['Nà Lìa', 160, 1, 3],
    ];
    expect(read([head, ...villages]).readings).toEqual(counts);
    expect(read([head, ...villages, ['Toàn xã', 260, 1, 5]]).readings).toEqual(counts);
    expect(read([head, ...villages, ['Toàn xã', 260, 2, 5]]).readings).toEqual({ 'c05.injured-children': 5 });
    expect(read([head, ...villages, ['Trong đó: nữ', 120, 1, 1]]).readings).toEqual({});
    // The row of this year is this year's.
    expect(read([head, ['Năm 2022', 100, 0, 2], ['Năm 2023', 160, 1, 3]]).readings).toEqual({
      'c03.abused-children': 1,
      'c05.injured-children': 3,
    });
  });
});

describe('a table of figures in a layout of its own', () => {
  const rate = 'Tỷ lệ trẻ em được khai sinh đúng quy định';
  it.each([
    [
      'beside a plan',
      ['TT', 'Chỉ tiêu', 'Kế hoạch', 'Thực hiện', 'Đạt (%)'],
      ['1', rate, '97%', '98,2%', '101,2'],
    ],
    ['beside a target', ['Chỉ tiêu', 'Mục tiêu', 'Kết quả'], [rate, '≥ 97%', '98,2%']],
    ['with units', ['TT', 'Chỉ tiêu', 'ĐVT', 'Kế hoạch', 'Thực hiện'], ['1', rate, '%', '97', '98,2']],
    ['beside last year', ['Chỉ tiêu', 'Năm trước', 'Năm nay', 'So sánh'], [rate, '97%', '98,2%', '+1,2%']],
    ['beside 2022', ['Chỉ tiêu', 'Năm 2022', 'Năm 2023'], [rate, '97%', '98,2%']],
    ['with both years in one cell', ['Chỉ tiêu', 'Kết quả'], [rate, 'Năm 2022: 97%; năm 2023: 98,2%']],
    ['with the plan in its cell', ['Chỉ tiêu', 'Kết quả'], [rate, 'Kế hoạch 97%, thực hiện 98,2%']],
    ['with the limit in its cell', ['Chỉ tiêu', 'Kết quả'], [rate, '≥ 97%, đạt 98,2%']],
    ['under a head of per cent', ['Chỉ tiêu', 'Kết quả (%)'], [rate, '98,2']],
  ])('gives what was reached %s', (_, head, row) => {
    expect(read([head, row]).readings).toEqual({ 'c02.birth-registration-rate': 0.982 });
  });

  it('has one figure where a cell tells two years or a verdict stands beside', () => {
    const rows = [
      ['TT', 'Chỉ tiêu', 'Ngưỡng đạt', 'Kết quả', 'Đánh giá'],
      ['1', rate, '≥ 97%', 'Năm 2022: 97%; năm 2023: 98,2%', 'Đạt'],
      ['2', 'Số trẻ em bị xâm hại', '0', '1', 'Không đạt'],
    ];
    expect(
      readTable(tableOf(rows), undefined, context).readings.map(({ indicator, value }) => [indicator, value]),
    ).toEqual([
      ['c02.birth-registration-rate', 0.982],
      ['c03.abused-children', 1],
    ]);
  });

  it('joins a row with the head of its column, the rate telling which sheets were meant', () => {
    expect(
      read(
        [
          [
            'Đối tượng',
            'Số phiếu phát ra',
            'Số phiếu thu về',
            'Không hài lòng',
            'Hài lòng',
            'Tỷ lệ hài lòng (%)',
          ],
          ['Trẻ em', 100, 90, 8, 82, '91,1'],
          ['Người dân', 120, 110, 5, 105, '95,5'],
          ['Cộng', 220, 200, 13, 187, '93,5'],
        ],
        13,
      ).readings,
    ).toEqual({ 'c13.children-satisfaction-rate': 0.911, 'c13.residents-satisfaction-rate': 0.955 });
    expect(
      read(
        [
          ['Nội dung', 'Rất hài lòng', 'Hài lòng', 'Không hài lòng'],
          ['Trẻ em', 40, 42, 8],
          ['Người dân', 50, 55, 5],
        ],
        13,
      ).readings,
    ).toEqual({});
  });

  it('gives a row under the heads of two groups to neither of them whole', () => {
    const rows = [
      ['Thôn', 'Trẻ em', '<', 'Người dân', '<'],
      ['^', 'Số phiếu thu về', 'Số phiếu hài lòng', 'Số phiếu thu về', 'Số phiếu hài lòng'],
      ['Làng Bu', 30, 29, 70, 62],
      ['Nà Lìa', 30, 30, 76, 72],
      ['Cộng', 60, 59, 146, 134],
      ['Tỷ lệ hài lòng', '98,3%', '<', '91,8%', '<'],
      ['Tổng hợp chung: tỷ lệ trẻ em hài lòng 59/60 phiếu, đạt 98,3%.', '<', '<', '<', '<'],
    ];
    expect(
      readTable(tableOf(rows), undefined, context).readings.map(({ indicator, value }) => [indicator, value]),
    ).toEqual([
      ['c13.children-satisfaction-rate', 0.983],
      ['c13.residents-satisfaction-rate', 0.918],
    ]);
  });

  it('gives a bare rate to the row above it', () => {
    const rows = [
      ['TT', 'Nội dung', 'Số liệu'],
      ['1', 'Tổng số trẻ dưới 5 tuổi', '311'],
      ['2', 'Số trẻ SDD nhẹ cân', '32'],
      ['', 'Tỷ lệ', '10,3%'],
      ['3', 'Số trẻ SDD thấp còi', '47'],
      ['', 'Tỷ lệ (%)', '15,1'],
    ];
    expect(
      readTable(tableOf(rows), undefined, context).readings.map(({ indicator, value }) => [indicator, value]),
    ).toEqual([
      ['c08.underweight-rate', 0.103],
      ['c08.stunting-rate', 0.151],
    ]);
  });

  it('takes per mille from the column of units', () => {
    expect(
      read([
        ['TT', 'Chỉ tiêu', 'ĐVT', 'Kết quả'],
        [1, 'Tỷ suất trẻ em bị tai nạn, thương tích', '‰', '9,5'],
        [2, 'Tỷ lệ trẻ em bị xâm hại', '%', '0,16'],
      ]).readings,
    ).toEqual({ 'c05.injury-rate': 0.0095, 'c03.abuse-rate': 0.0016 });
  });

  it('takes no children for per cent, and no share of the plan for a share of the children', () => {
    expect(
      read([
        ['TT', 'Chỉ tiêu', 'Kế hoạch', 'Thực hiện', 'Đạt (%)'],
        [1, 'Trẻ em dưới 1 tuổi được tiêm chủng đầy đủ', '57', '56', '98,2'],
        [2, 'Trẻ em được khám sức khỏe định kỳ', '90', '92', '102,2'],
      ]),
    ).toEqual({ readings: {}, claims: {}, total: undefined });
    expect(
      read([
        ['TT', 'Chỉ tiêu', 'Kết quả'],
        [1, 'Trẻ em được khám sức khỏe định kỳ', '92'],
      ]).readings,
    ).toEqual({});
  });

  it('reads words for figures, and the part beside the whole', () => {
    expect(
      read([
        ['TT', 'Chỉ tiêu', 'Kết quả'],
        [1, 'Số trẻ em bị xâm hại', 'Không có trường hợp nào'],
        [2, 'Số trẻ em bị tai nạn, thương tích', '12 em (trong đó 2 em tử vong)'],
        [3, 'Số trẻ em vi phạm pháp luật', 'Hai em'],
        [
          4,
          'Tỷ lệ vụ việc xâm hại tình dục, bỏ rơi, mua bán được phê duyệt kế hoạch can thiệp',
          'Không phát sinh',
        ],
        [5, 'Số hoạt động văn hóa, thể thao cho trẻ em', 'mười hai hoạt động'],
      ]).readings,
    ).toEqual({
      'c03.abused-children': 0,
      'c05.injured-children': 12,
      'c05.injury-deaths': 2,
      'c04.law-violating-children': 2,
      'c06.intervention-plan-rate': 'no-case',
      'c12.activities': 12,
    });
  });

  it('reads the lines of a column that explains, and no scale of points', () => {
    const rows = (explanation: string): (string | number)[][] => [
      ['Tiêu chí', 'Diễn giải', 'Tự chấm', 'Tối đa'],
      ['4. Trẻ em vi phạm pháp luật, nghiện ma túy', explanation, 100, 100],
    ];
    expect(read(rows('Số trẻ em vi phạm pháp luật: 1\nSố trẻ em nghiện ma tuý: 0')).readings).toEqual({
      'c04.law-violating-children': 1,
      'c04.drug-addicted-children': 0,
    });
    expect(read(rows('Số trẻ em vi phạm pháp luật: 0: 50 điểm; 1: 25 điểm')).readings).toEqual({});
  });
});
