import { expect, it } from 'vitest';
import { findTableHead } from '../../../shared/extraction/column-roles.ts';
import { settleFractions } from '../../../shared/extraction/columns-of-fractions.ts';
import { layOutTable } from '../../../shared/extraction/table-grid.ts';
import { tableOf } from './table-of.ts';

const roles = (rows: readonly (readonly (string | number)[])[]): Record<string, string> => {
  const grid = layOutTable(tableOf(rows));
  const head = findTableHead(grid, 2023);
  if (head === undefined) throw new Error('a table without a head');
  return Object.fromEntries(
    [...settleFractions(grid, head).roles].map(([column, role]) => [head.titles.get(column) ?? '', role]),
  );
};

const birth = 'Trẻ em dưới 16 tuổi đã được khai sinh đúng quy định';
const check = 'Trẻ em được khám sức khỏe định kỳ';
const nursery = 'Trẻ trong độ tuổi nhà trẻ đến lớp';

it('columns the head does not name as parts of a rate are told by the rates themselves', () => {
  expect(
    roles([
      ['TT', 'Nội dung số liệu', 'Dùng cho tiêu chí', 'Số có/đạt (a)', 'Quy mô (b)', 'Tỷ lệ (a/b)'],
      ['1', birth, 2, 647, 655, '98,78%'],
      ['2', check, 9, 596, 628, '94,9%'],
      ['3', nursery, 10, 41, 102, '40,2%'],
    ]),
  ).toMatchObject({ 'Số có/đạt (a)': 'numerator', 'Quy mô (b)': 'denominator', 'Tỷ lệ (a/b)': 'rate' });
});

it('a head that says otherwise than its figures gives way to them', () => {
  expect(
    roles([
      ['TT', 'Nội dung', 'Tổng số', 'Số đạt', 'Tỷ lệ (%)'],
      ['1', birth, 647, 655, '98,78'],
      ['2', check, 596, 628, '94,9'],
      ['3', nursery, 41, 102, '40,2'],
    ]),
  ).toMatchObject({ 'Tổng số': 'numerator', 'Số đạt': 'denominator' });
});

it('one rate printed wrongly moves no column', () => {
  expect(
    roles([
      ['TT', 'Nội dung', 'Tổng số', 'Số đạt', 'Tỷ lệ (%)'],
      ['1', birth, 655, 647, '98,78'],
      ['2', check, 628, 596, '96,4'],
      ['3', nursery, 102, 41, '40,2'],
      ['4', 'Trẻ em được hỏi ý kiến', 287, 240, '83,62'],
    ]),
  ).toMatchObject({ 'Tổng số': 'denominator', 'Số đạt': 'numerator' });
});

it('rates of all and none prove nothing', () => {
  expect(
    roles([
      ['TT', 'Nội dung', 'Dùng cho tiêu chí', 'Trẻ', 'Tỷ lệ (%)'],
      ['1', birth, 2, 2, '100'],
      ['2', check, 9, 9, '100'],
    ]),
  ).not.toHaveProperty('Trẻ', 'denominator');
});

it('a pair that explains but two of many rates is no part and whole', () => {
  expect(
    roles([
      ['TT', 'Nội dung', 'Hồ sơ', 'Trang', 'Tỷ lệ (%)'],
      ['1', birth, 1, 2, '50'],
      ['2', check, 1, 4, '25'],
      ['3', nursery, 7, 9, '40,2'],
      ['4', 'Trẻ em được hỏi ý kiến', 3, 5, '83,6'],
      ['5', 'Trẻ em dưới 1 tuổi được tiêm chủng đầy đủ', 8, 11, '98,2'],
      ['6', 'Trẻ em mẫu giáo đến lớp', 2, 7, '97,3'],
    ]),
  ).not.toHaveProperty('Hồ sơ', 'numerator');
});
