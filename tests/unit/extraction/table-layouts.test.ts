import { describe, expect, it } from 'vitest';
import { createLabelMatcher } from '../../../shared/extraction/label-matcher.ts';
import { readTable } from '../../../shared/extraction/read-table.ts';
import { qd06Rubric } from '../../../shared/rubrics/qd-06-2019/rubric.ts';
import { tableOf } from './table-of.ts';

const context = { file: 'bieu.docx', matcher: createLabelMatcher(qd06Rubric.vocabulary), year: 2023 };

type Rows = readonly (readonly (string | number)[])[];

const readings = (rows: Rows, criterion?: number): ReturnType<typeof readTable>['readings'] =>
  readTable(tableOf(rows), criterion, context).readings;

/** The figures plain enough to be accepted. */
const plain = (rows: Rows, criterion?: number): Record<string, unknown> =>
  Object.fromEntries(
    readings(rows, criterion)
      .filter(({ confidence }) => confidence >= 0.9)
      .map((one) => [one.indicator, one.value]),
  );

describe('values and their units', () => {
  it.each([['Giá trị'], ['Trị số'], ['Năm nay đạt được bao nhiêu']])(
    'are read from columns side by side, the value under "%s"',
    (title) => {
      expect(
        plain([
          ['STT', 'Nội dung', title, 'Đơn vị tính', 'Điểm tự chấm', 'Điểm tối đa', 'Diễn giải'],
          ['TC1', 'Nguồn lực thực hiện quyền trẻ em', '', '', 100, 100, ''],
          ['1.1', 'Có bố trí người làm công tác bảo vệ trẻ em cấp xã', 'Có', 'Có/Không', 50, 50, ''],
          ['TC5', 'Trẻ em bị tai nạn, thương tích', '', '', 80, 85, ''],
          ['5.1', 'Số trẻ em bị tai nạn, thương tích', 15, 'trẻ', 30, 35, ''],
          ['5.3', 'Tỷ suất trẻ em bị tai nạn, thương tích', 0.7, '%', 20, 20, '15/2.281 trẻ'],
          ['TC7', 'Trẻ em dưới 1 tuổi được tiêm chủng đầy đủ', '', '', 55, 50, ''],
          ['7.1', 'Tỷ lệ trẻ em dưới 1 tuổi được tiêm chủng đầy đủ', 99.2, '%', 55, 50, '118/119 trẻ'],
        ]),
      ).toEqual({
        'c01.officer': true,
        'c05.injured-children': 15,
        'c05.injury-rate': 0.007,
        'c07.full-immunisation-rate': 0.992,
      });
    },
  );

  it('are read where numerator and denominator stand above their rate in one cell', () => {
    expect(
      plain([
        ['TC', 'Nội dung', 'Kết quả', 'Điểm tối đa', 'Điểm chấm'],
        ['5.3', 'Tỷ suất trẻ em bị tai nạn, thương tích', '14/1.716\n0,8%', 30, 30],
        ['6.1', 'Tỷ lệ trẻ em có hoàn cảnh đặc biệt được trợ giúp', '41/\n42\n(97,6%)', 50, 50],
        ['7', 'Tỷ lệ trẻ em dưới 1 tuổi được tiêm chủng đầy đủ', '57/57 100%', 50, 50],
      ]),
    ).toEqual({
      'c05.injury-rate': 0.008,
      'c06.special-circumstances-supported-rate': 0.976,
      'c07.full-immunisation-rate': 1,
    });
  });

  it('are read line by line beside the lines of their label', () => {
    expect(
      plain([
        ['TT', 'Tiêu chí', 'Kết quả', 'Điểm tự chấm'],
        [8, 'Tỷ lệ suy dinh dưỡng trẻ em dưới 5 tuổi:\n- Thể nhẹ cân\n- Thể thấp còi', '9,1%\n16,5%', 60],
      ]),
    ).toEqual({ 'c08.underweight-rate': 0.091, 'c08.stunting-rate': 0.165 });
  });

  it('are given to no indicator where two figures stand beside one label', () => {
    expect(
      plain([
        ['TT', 'Tiêu chí', 'Kết quả', 'Điểm tự chấm'],
        [8, 'Tỷ lệ suy dinh dưỡng thể nhẹ cân và thể thấp còi', '9,1%\n16,5%', 60],
      ]),
    ).toEqual({});
  });
});

describe('a table of two columns', () => {
  const rows = [
    ['Nguồn lực', 'Có 01 công chức làm công tác bảo vệ trẻ em; 11 cộng tác viên BVTE tại 11 khu phố'],
    ['Khai sinh', 'Trẻ em được khai sinh đúng quy định: 2.268/2.281 trẻ (99,4%)'],
    ['Bảo vệ trẻ em', 'Không có trẻ em bị xâm hại; 01 trẻ em vi phạm pháp luật'],
    ['TNTT', '15 trẻ em bị tai nạn, thương tích; không có tử vong; tỷ suất 0,7%'],
    ['Y tế', 'Tiêm chủng đầy đủ trẻ dưới 1 tuổi: 118/119 trẻ (99,2%)\nTỷ lệ SDD nhẹ cân: 8,5%'],
    ['Vui chơi', 'Hoạt động văn hóa, thể thao cho trẻ em: 11 hoạt động'],
  ];
  const expected = {
    'c01.officer': true,
    'c01.collaborators': true,
    'c02.birth-registration-rate': 0.994,
    'c03.abused-children': 0,
    'c04.law-violating-children': 1,
    'c05.injured-children': 15,
    'c05.injury-deaths': 0,
    'c05.injury-rate': 0.007,
    'c07.full-immunisation-rate': 0.992,
    'c08.underweight-rate': 0.085,
    'c12.activities': 11,
  };

  it.each([
    ['a head', [['Lĩnh vực', 'Kết quả năm 2023'], ...rows]],
    ['no head', rows],
  ])('names the field and says the results beside it, with %s', (_, table) => {
    expect(plain(table)).toEqual(expected);
  });

  it('gives a rate that names nothing to no criterion that only stood above it', () => {
    expect(
      plain([
        ['Lĩnh vực', 'Kết quả'],
        ['Trẻ em được khai sinh đúng quy định', '99,4%'],
        ['Y tế', 'tỷ lệ 87,5%'],
      ]),
    ).toEqual({ 'c02.birth-registration-rate': 0.994 });
  });
});

describe('answers in columns', () => {
  it('are ticked under "Có" or "Không"', () => {
    expect(
      plain([
        ['Nội dung', 'Có', 'Không'],
        ['Có bố trí người làm công tác bảo vệ trẻ em cấp xã', 'x', ''],
        ['Có bố trí cộng tác viên bảo vệ trẻ em tại thôn', '☐', '☑'],
        ['Có Ban bảo vệ trẻ em, giao ban định kỳ', 'x', 'x'],
        ['Có kinh phí cho công tác bảo vệ, chăm sóc trẻ em', '', ''],
      ]),
    ).toEqual({ 'c01.officer': true, 'c01.collaborators': false });
  });

  it('count the children under "Đạt" and "Không đạt" where a total stands beside them', () => {
    const found = readTable(
      tableOf([
        ['TT', 'Chỉ tiêu', 'Tổng số', 'Đạt', 'Không đạt', 'Tỷ lệ đạt (%)'],
        [1, 'Nguồn lực thực hiện quyền trẻ em', '', '', '', ''],
        ['', 'Có kinh phí cho công tác bảo vệ, chăm sóc trẻ em', '', 'Có', '', ''],
        [2, 'Trẻ em được khai sinh đúng quy định', '', '', '', ''],
        ['', 'Tỷ lệ trẻ em được khai sinh đúng quy định', 757, 748, 9, 98.8],
        [5, 'Trẻ em bị tai nạn, thương tích', '', '', '', ''],
        ['', 'Số trẻ em bị tai nạn, thương tích', '', 5, '', ''],
      ]),
      undefined,
      context,
    );
    expect({
      readings: found.readings.map(({ indicator, value }) => [indicator, value]),
      claims: found.claims,
    }).toEqual({
      readings: [
        ['c01.budget', true],
        ['c02.birth-registration-rate', 0.988],
        ['c05.injured-children', 5],
      ],
      claims: [],
    });
  });

  it('leave it open whether those "đạt" are the ill or the well, where no rate is printed', () => {
    expect(
      plain([
        ['TT', 'Chỉ tiêu', 'Tổng số', 'Đạt', 'Không đạt'],
        [8, 'Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng thể nhẹ cân', 231, 210, 21],
        [9, 'Tỷ lệ trẻ em được khám sức khỏe định kỳ', 722, 694, 28],
      ]),
    ).toEqual({ 'c09.health-check-rate': 0.961219 });
  });
});

describe('answers in one cell', () => {
  it('are ticked before or below one another, whatever the column is called', () => {
    expect(
      plain([
        ['TT', 'Nội dung', 'Tự đánh giá'],
        ['1', 'Có bố trí người làm công tác bảo vệ trẻ em cấp xã', '☑ Có\n☐ Không'],
        ['2', 'Cộng tác viên bảo vệ trẻ em tại thôn', '☐ Có\n☑ Không'],
        ['3', 'Kinh phí cho công tác bảo vệ trẻ em', '☐ Có\n☐ Không'],
      ]),
    ).toEqual({ 'c01.officer': true, 'c01.collaborators': false });
  });

  it('are results, not the verdict beside them', () => {
    expect(
      plain([
        ['TT', 'Tiêu chí', 'Kết quả', 'Đánh giá'],
        ['1.1', 'Có bố trí cộng tác viên bảo vệ trẻ em tại thôn', '8/10 thôn', 'Đạt'],
        ['1.2', 'Có kinh phí cho công tác bảo vệ, chăm sóc trẻ em', 'Chưa bố trí', 'Đạt'],
        ['9', 'Tỷ lệ trẻ em được khám sức khỏe định kỳ', '62,1%', 'Không đạt'],
      ]),
    ).toEqual({ 'c01.budget': false, 'c09.health-check-rate': 0.621 });
  });

  it('are no points: a column of points by item is none of results', () => {
    expect(
      plain([
        ['Tiêu chí', 'Kết quả thực hiện', 'Điểm từng mục', 'Tổng điểm tiêu chí'],
        ['2. Trẻ em được khai sinh đúng quy định', '1) Tỷ lệ: 1088/1101 = 98,8%', '1) 50/50', '50/50'],
        ['9. Trẻ em được khám sức khỏe định kỳ', '', '1) 55/60', '55/60'],
      ]),
    ).toEqual({ 'c02.birth-registration-rate': 0.988 });
  });
});

describe('parts and their rate', () => {
  it('are joined over columns, so that a wrong rate is told', () => {
    expect(
      readings([
        ['TT', 'Chỉ tiêu', 'Số thực hiện/Tổng số', 'Tỷ lệ (%)', 'Điểm'],
        ['1', 'Tỷ lệ trẻ em được khai sinh đúng quy định', '748/757', '98,8', '60'],
        ['2', 'Tỷ lệ trẻ em được khám sức khỏe định kỳ', '694/722', '86,1', '60'],
      ]).map(({ indicator, numerator, denominator, printedRate }) => [
        indicator,
        numerator,
        denominator,
        printedRate,
      ]),
    ).toEqual([
      ['c02.birth-registration-rate', 748, 757, undefined],
      ['c09.health-check-rate', 694, 722, 0.861],
    ]);
  });

  it('are joined where the number done is called a result, and only a rate beside it tells it from a per cent', () => {
    const rows = (title: string, rate: string): Rows => [
      ['', 'Tổng số', 'Thực hiện', title],
      ['Khai sinh đúng quy định', '757', '748', rate],
      ['Tiêm chủng đầy đủ', '50', '49', rate === '' ? '' : '98%'],
    ];
    const parts = (found: ReturnType<typeof readings>): readonly unknown[] =>
      found.map(({ numerator, denominator }) => [numerator, denominator]);
    expect(parts(readings(rows('Tỷ lệ', '98,8%')))).toEqual([
      [748, 757],
      [49, 50],
    ]);
    expect(plain(rows('Nguồn', ''))).toEqual({});
  });

  it('stand in rows of their own under the label of both', () => {
    expect(
      plain([
        ['TT', 'Chỉ tiêu', 'Kết quả'],
        ['1', 'Tỷ lệ trẻ em được khai sinh đúng quy định', ''],
        ['', '- Tổng số trẻ em', '757'],
        ['', '- Số trẻ được khai sinh', '748'],
        ['', '- Tỷ lệ', '98,8%'],
        ['2', 'Tỷ lệ trẻ em được khám sức khỏe định kỳ', ''],
        ['', '- Tổng số trẻ em', '722'],
        ['', '- Số trẻ được khám', '694'],
        ['', '- Tỷ lệ (%)', '96,1%'],
      ]),
    ).toEqual({ 'c02.birth-registration-rate': 0.988, 'c09.health-check-rate': 0.961 });
  });

  it('stand in the remarks alone: a rate with its sign is found but asked, the number of a paper is none', () => {
    expect(
      readings([
        ['TT', 'Chỉ tiêu', 'Kết quả', 'Ghi chú'],
        ['1', 'Tỷ lệ trẻ em được khai sinh đúng quy định', '98,8%', '748/757 trẻ; 09 trẻ mới sinh'],
        ['2', 'Số trẻ em bị xâm hại', '', 'Công văn 12 của Công an xã'],
        ['3', 'Tỷ lệ trẻ mẫu giáo đến lớp', '', 'Báo cáo 12/2023'],
        ['4', 'Tỷ lệ trẻ em được khám sức khỏe định kỳ', '', 'Theo trạm y tế: 694/722 trẻ đạt 96,1%'],
      ]).map(({ indicator, value, confidence }) => [indicator, value, confidence >= 0.9]),
    ).toEqual([
      ['c02.birth-registration-rate', 0.988, true],
      ['c09.health-check-rate', 0.961, false],
    ]);
  });
});

describe('two indicators under one label', () => {
  it('are read in their turn', () => {
    expect(
      plain([
        ['TT', 'Tiêu chí', 'Kết quả'],
        ['8', 'Suy dinh dưỡng thể nhẹ cân/thấp còi', '9,1%/16,5%'],
        ['10', 'Tỷ lệ NT/MG ra lớp', '41,7% / 98,7%'],
        ['13', 'Mức độ hài lòng của trẻ em và người dân', '93,3% và 92,4%'],
      ]),
    ).toEqual({
      'c08.underweight-rate': 0.091,
      'c08.stunting-rate': 0.165,
      'c10.nursery-rate': 0.417,
      'c10.kindergarten-rate': 0.987,
      'c13.children-satisfaction-rate': 0.933,
      'c13.residents-satisfaction-rate': 0.924,
    });
  });

  it('are none where one of the two is no indicator', () => {
    expect(
      plain([
        ['TT', 'Tiêu chí', 'Kết quả'],
        ['2', 'Trẻ em được khai sinh và được cấp thẻ BHYT', '98,8% và 100%'],
      ]),
    ).toEqual({});
  });
});

describe('a table that repeats its questions', () => {
  it('is read record by record', () => {
    expect(
      plain([
        ['Chỉ tiêu', 'Tỷ lệ trẻ em được khai sinh đúng quy định'],
        ['Kết quả', '98,8%'],
        ['Đánh giá', 'Đạt'],
        ['Chỉ tiêu', 'Số trẻ em bị xâm hại'],
        ['Kết quả', '0'],
        ['Đánh giá', 'Đạt'],
      ]),
    ).toEqual({ 'c02.birth-registration-rate': 0.988, 'c03.abused-children': 0 });
  });
});

describe('a table of years', () => {
  it.each([
    ['one row of heads', [['TT', 'Chỉ tiêu', 'ĐVT', '2021', '2022', '2023']]],
    [
      'the years under one head',
      [
        ['TT', 'Chỉ tiêu', 'ĐVT', 'Năm', '<', '<'],
        ['^', '^', '^', '2021', '2022', '2023'],
      ],
    ],
  ])('gives the round its own: %s', (_, head) => {
    expect(
      plain([
        ...head,
        ['1', 'Tỷ lệ trẻ em được khai sinh đúng quy định', '%', '97', '98', '98,8'],
        ['2', 'Số trẻ em bị xâm hại', 'em', '1', '2', '0'],
      ]),
    ).toEqual({ 'c02.birth-registration-rate': 0.988, 'c03.abused-children': 0 });
  });
});

describe('columns of parts', () => {
  it('of the year give way to the whole year', () => {
    expect(
      plain([
        ['TT', 'Tiêu chí, chỉ tiêu', 'Kết quả thực hiện', '<', '<', '<', 'Điểm tự chấm'],
        ['^', '^', '6 tháng đầu năm', '<', 'Cả năm 2023', '<', '^'],
        ['^', '^', 'Số lượng', 'Tỷ lệ (%)', 'Số lượng', 'Tỷ lệ (%)', '^'],
        ['2.1', 'Tỷ lệ trẻ em được khai sinh đúng quy định', '800/900', '88,9', '870/900', '96,7', 60],
        ['5.1', 'Số trẻ em bị tai nạn, thương tích', 4, '', 9, '', 40],
      ]),
    ).toEqual({ 'c02.birth-registration-rate': 0.967, 'c05.injured-children': 9 });
    expect(
      plain([
        ['Tiêu chí', 'Chỉ tiêu', 'Thực hiện năm 2023', '<', '<', 'Điểm'],
        ['^', '^', 'Quý I', 'Quý II', 'Cộng 9 tháng', '^'],
        ['5. Trẻ em bị tai nạn, thương tích', 'Trẻ em bị tai nạn, thương tích', 3, 4, 7, '80/85'],
        ['^', 'Trẻ em tử vong do tai nạn, thương tích', 0, 0, 0, '^'],
      ]),
    ).toEqual({ 'c05.injured-children': 7, 'c05.injury-deaths': 0 });
  });

  it('of the children give way to all of them', () => {
    expect(
      plain([
        ['Số TT', 'Chỉ tiêu', 'Số đạt', '<', '<', 'Tổng đối tượng', 'Tỷ lệ'],
        ['^', '^', 'Nam', 'Nữ', 'Cộng', '^', '^'],
        ['b1', 'Khai sinh đúng quy định', 450, 440, 890, 900, '98,9%'],
        ['đ1', 'Trẻ em bị tai nạn, thương tích', 6, 5, 11, 'x', 'x'],
      ]),
    ).toEqual({ 'c02.birth-registration-rate': 0.989, 'c05.injured-children': 11 });
  });
});

describe('things that are there', () => {
  it('are named one behind the other in a cell or a sentence', () => {
    const all = {
      'c01.officer': true,
      'c01.collaborators': true,
      'c01.protection-group': true,
      'c01.budget': true,
    };
    const said =
      'Có cán bộ làm công tác trẻ em, cộng tác viên khu phố, Ban bảo vệ trẻ em giao ban định kỳ và kinh phí';
    const rows = (result: string): Rows => [
      ['TT', 'Tiêu chí', 'Kết quả', 'Điểm đạt'],
      [1, 'Nguồn lực thực hiện quyền trẻ em', result, 100],
    ];
    expect(plain(rows(said))).toEqual(all);
    expect(plain(rows(said.replace('và', 'nhưng chưa có')))).toEqual({});
  });
});

describe('a score sheet on its side', () => {
  it('gives results, points and maxima below the numbers of the criteria', () => {
    const names = qd06Rubric.vocabulary.criteria.map(({ name }) => name);
    const sheet = readTable(
      tableOf([
        ['Tiêu chí số', ...names.map((_, at) => at + 1), 'Tổng'],
        ['Tên tiêu chí', ...names, ''],
        ['Kết quả thực hiện', ...names.map((_, at) => (at === 1 ? '833/842 (98,9%)' : '')), ''],
        ['Điểm tối đa', ...names.map(() => 75), 975],
        ['Điểm xã tự chấm', ...names.map(() => 70), 910],
      ]),
      undefined,
      context,
    );
    expect(sheet.claims.map(({ criterion, points, max }) => [criterion, points, max])).toEqual(
      names.map((_, at) => [at + 1, 70, 75]),
    );
    expect(sheet.readings.map(({ indicator, value }) => [indicator, value])).toEqual([
      ['c02.birth-registration-rate', 0.989],
    ]);
  });
});

describe('the whole beside what was done', () => {
  const rows = (rate: readonly string[]): Rows => [
    ['TT', 'Chỉ tiêu', 'Số liệu năm 2023', '<', '<', 'Yêu cầu'],
    ['^', '^', 'Thực hiện', 'Tổng số', 'Tỷ lệ', '^'],
    ['1', 'Trẻ em bị xâm hại', '0', '896', rate[0] ?? '', 'từ 97%'],
    ['2', 'Trẻ em bị tai nạn, thương tích', '11', '896', rate[1] ?? '', '98%'],
  ];

  it('keeps its rate where a target stands beside it', () => {
    expect(plain(rows(['0%', '1,2%']))).toEqual({
      'c03.abused-children': 0,
      'c03.abuse-rate': 0,
      'c05.injured-children': 11,
      'c05.injury-rate': 0.012,
    });
  });

  it('is never how many the row counts', () => {
    expect(plain(rows(['', '']))).toEqual({ 'c03.abused-children': 0, 'c05.injured-children': 11 });
  });
});

it('"So với tổng số trẻ em" goes on about the row above, "thiếu cân" is underweight', () => {
  expect(
    plain([
      ['Nội dung', 'Kết quả', 'Điểm'],
      ['3. Trẻ em bị xâm hại', '', '100/100'],
      ['Trẻ em là nạn nhân của xâm hại', '0 trẻ', ''],
      ['So với tổng số trẻ em', '0%', ''],
      ['8. Trẻ em dưới 5 tuổi bị suy dinh dưỡng thể nhẹ cân và thể thấp còi', '', '60/75'],
      ['Trẻ dưới 5 tuổi thiếu cân', '12,9% (29/224 cháu)', ''],
    ]),
  ).toEqual({ 'c03.abused-children': 0, 'c03.abuse-rate': 0, 'c08.underweight-rate': 0.129 });
});
