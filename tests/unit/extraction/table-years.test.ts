import { expect, it } from 'vitest';
import { tablesOfOtherYears } from '../../../shared/extraction/table-years.ts';
import { documentOf } from './table-of.ts';

const table = (title: string): readonly (readonly string[])[] => [
  [title, '<'],
  ['Chỉ tiêu', 'Kết quả'],
  ['Số trẻ em bị xâm hại', '0'],
];

it.each([
  ['last year beside this one', ['BIỂU SỐ LIỆU NĂM 2023', 'BIỂU SỐ LIỆU NĂM 2022 (để so sánh)'], [2]],
  ['both years in one table', ['SỐ LIỆU NĂM 2023 SO VỚI NĂM 2022'], []],
  ['an earlier year alone', ['BIỂU SỐ LIỆU NĂM 2022'], []],
  ['the plan of next year', ['BIỂU SỐ LIỆU', 'CHỈ TIÊU NĂM 2024'], [2]],
  ['the year of a law', ['BIỂU SỐ LIỆU NĂM 2023', 'THEO QUYẾT ĐỊNH 06/QĐ-TTg NGÀY 03/01/2019'], []],
] as const)('tells which tables are of other years: %s', (_, titles, expected) => {
  const document = documentOf(titles.map(table));
  expect([...tablesOfOtherYears(document, 2023)].map(({ index }) => index)).toEqual(expected);
});

it('tells it by the line above a table too', () => {
  const document = documentOf([
    'Biểu 1. Kết quả năm 2023',
    table('Biểu'),
    'Biểu 2. Kết quả năm 2022',
    table('Biểu'),
  ]);
  expect([...tablesOfOtherYears(document, 2023)].map(({ index }) => index)).toEqual([2]);
});

it('leaves a table with columns of both years to its head', () => {
  const document = documentOf([
    'BIỂU 1. ĐIỂM NĂM 2023',
    table('Biểu'),
    '(cột năm 2022 để so sánh)',
    [
      ['Chỉ tiêu', 'Năm 2022', 'Năm 2023'],
      ['Số trẻ em bị xâm hại', '1', '0'],
    ],
  ]);
  expect([...tablesOfOtherYears(document, 2023)]).toEqual([]);
});
