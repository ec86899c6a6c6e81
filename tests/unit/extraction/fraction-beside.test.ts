import { expect, it } from 'vitest';
import { createLabelMatcher } from '../../../shared/extraction/label-matcher.ts';
import { readTable } from '../../../shared/extraction/read-table.ts';
import { qd06Rubric } from '../../../shared/rubrics/qd-06-2019/rubric.ts';
import { tableOf } from './table-of.ts';

const context = { file: 'phieu.ods', matcher: createLabelMatcher(qd06Rubric.vocabulary), year: 2023 };

const read = (rows: readonly (readonly string[])[]): unknown[] =>
  readTable(tableOf(rows), undefined, context).readings.map((reading) => [
    reading.indicator,
    reading.value,
    reading.numerator,
    reading.denominator,
    reading.printedRate,
  ]);

it('the parts of a rate may stand in a column of their own, and tell a rate that is printed wrongly', () => {
  expect(
    read([
      [
        'STT',
        'Chỉ tiêu',
        'Đơn vị tính',
        'Kết quả năm 2023',
        'Cách tính ra kết quả',
        'Điểm tối đa',
        'Điểm tự chấm',
      ],
      ['7', 'Trẻ em dưới 1 tuổi được tiêm chủng đầy đủ', '%', '98,2', '55/56', '50', '50'],
      ['9', 'Trẻ em được khám sức khỏe định kỳ trong năm', '%', '96,4', '871/923', '75', '70'],
    ]),
  ).toEqual([
    ['c07.full-immunisation-rate', 0.982, 55, 56, undefined],
    ['c09.health-check-rate', 0.964, 871, 923, 0.964],
  ]);
});

it('points printed as a fraction are no parts of a rate', () => {
  expect(
    read([
      ['STT', 'Chỉ tiêu', 'Kết quả', 'Điểm tự chấm'],
      ['7', 'Tỷ lệ trẻ em dưới 1 tuổi được tiêm chủng đầy đủ', '98,2%', '45/50'],
      ['9', 'Tỷ lệ trẻ em được khám sức khỏe định kỳ', '96,4%', '70/75'],
    ]),
  ).toEqual([
    ['c07.full-immunisation-rate', 0.982, undefined, undefined, undefined],
    ['c09.health-check-rate', 0.964, undefined, undefined, undefined],
  ]);
});

it('the parts of another year’s rate are not this one’s', () => {
  expect(
    read([
      ['TT', 'Nội dung', 'Năm 2022', 'Tỷ lệ năm 2023 (%)', 'Cách tính'],
      ['9', 'Trẻ em được khám sức khỏe định kỳ', '865/973', '88,0', '917/976'],
    ]),
  ).toEqual([['c09.health-check-rate', 0.88, 917, 976, 0.88]]);
});
