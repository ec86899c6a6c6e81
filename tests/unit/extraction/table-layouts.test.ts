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
