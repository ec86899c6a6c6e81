import { describe, expect, it } from 'vitest';
import { createLabelMatcher } from '../../../shared/extraction/label-matcher.ts';
import { namesBoth, splitPoints } from '../../../shared/extraction/points-beside-results.ts';
import { readTable } from '../../../shared/extraction/read-table.ts';
import { qd06Rubric } from '../../../shared/rubrics/qd-06-2019/rubric.ts';
import { tableOf } from './table-of.ts';

const matcher = createLabelMatcher(qd06Rubric.vocabulary);
const read = (rows: readonly (readonly (string | number)[])[]): ReturnType<typeof readTable> =>
  readTable(tableOf(rows), undefined, { file: 'bang.docx', matcher, year: 2023 });
const surely = (rows: readonly (readonly (string | number)[])[]): readonly (readonly unknown[])[] =>
  read(rows).readings.map(({ indicator, value, confidence }) => [indicator, value, confidence >= 0.9]);

describe('a cell of result and points', () => {
  it.each([
    ['188/230 (81,74%) - 45đ', '188/230 (81,74%)', '45'],
    ['98,5% / 75 điểm', '98,5%', '75'],
    ['45 điểm (81,67%)', '(81,67%)', '45'],
    ['6 hoạt động; 20 điểm', '6 hoạt động', '20'],
    ['97,5% (30đ/40đ)', '97,5%', '30'],
    ['12/490 trẻ, bằng 2,45%. Điểm: 20', '12/490 trẻ, bằng 2,45%', '20'],
    ['có – 50đ', 'có', '50'],
  ])('"%s" gives both', (text, result, points) => {
    expect(splitPoints(text)).toEqual({ result, points, isSure: true });
  });

  it.each(['50/60 điểm', '25.000.000đ', '5/8 thôn có điểm vui chơi', '98,5%', '45', '10 điểm vui chơi'])(
    '"%s" holds one of them only',
    (text) => {
      expect(splitPoints(text)).toBeUndefined();
    },
  );

  it('is not plain where two bare numbers stand under a head of both', () => {
    expect(splitPoints('7 - 20', true)?.isSure).toBe(false);
    expect(splitPoints('7 - 20')).toBeUndefined();
    expect(namesBoth('Kết quả/điểm chấm')).toBe(true);
    expect(namesBoth('Kết quả có điểm vui chơi')).toBe(false);
  });

  it('gives figure and points of its row', () => {
    const found = read([
      ['Tiêu chí', 'Kết quả và điểm'],
      ['2. Trẻ em được khai sinh đúng quy định', '401/405 (99,01%) - 70đ'],
      ['7. Trẻ em dưới 1 tuổi được tiêm chủng đầy đủ', '96,5% / 45 điểm'],
      ['9. Trẻ em được khám sức khỏe định kỳ', '60 điểm (94,2%)'],
    ]);
    expect(found.readings.map(({ indicator, value }) => [indicator, value])).toEqual([
      ['c02.birth-registration-rate', 0.9901],
      ['c07.full-immunisation-rate', 0.965],
      ['c09.health-check-rate', 0.942],
    ]);
    expect(found.claims.map(({ criterion, points }) => [criterion, points])).toEqual([
      [2, 70],
      [7, 45],
      [9, 60],
    ]);
  });

  it('is asked where its two numbers have no unit', () => {
    expect(
      surely([
        ['Nội dung', 'Kết quả - điểm tự chấm'],
        ['Số hoạt động văn hóa, thể thao cho trẻ em trong năm', '7 - 20'],
        ['Tỷ lệ trẻ em được khám sức khỏe định kỳ', '94,2 - 60'],
      ]).filter(([, , isSure]) => isSure === true),
    ).toEqual([]);
  });
});

describe('a wide row of results below its criterion', () => {
  it('is read line by line', () => {
    expect(
      surely([
        ['STT', 'Tiêu chí', 'Điểm tối đa', 'Điểm tự chấm'],
        ['1', 'Nguồn lực thực hiện quyền trẻ em', 100, 85],
        [
          '',
          'Kết quả:\n- Có người làm công tác bảo vệ trẻ em cấp xã: có\n- Có cộng tác viên: không',
          '<',
          '<',
        ],
        ['5', 'Trẻ em bị tai nạn, thương tích', 85, 80],
        ['', 'Kết quả thực hiện: Số trẻ em bị tai nạn, thương tích: 4; tỷ suất: 0,6%', '<', '<'],
      ]),
    ).toEqual([
      ['c01.officer', true, true],
      ['c01.collaborators', false, true],
      ['c05.injured-children', 4, true],
      ['c05.injury-rate', 0.006, true],
    ]);
  });
});

describe('a rate beside whole, plan and number done', () => {
  const row = (title: string): readonly (readonly unknown[])[] =>
    surely([
      ['TT', 'Chỉ tiêu', 'Tổng số', 'KH năm 2023 (%)', 'Thực hiện năm 2023', title],
      ['1', 'Trẻ em được khám sức khỏe định kỳ', 400, 95, 370, '92,5%'],
      ['2', 'Trẻ em được khai sinh đúng quy định', 500, 99, 495, '99,0%'],
    ]);

  it('is what was done of the whole', () => {
    expect(row('Tỷ lệ năm 2023')).toEqual([
      ['c09.health-check-rate', 0.925, true],
      ['c02.birth-registration-rate', 0.99, true],
    ]);
  });

  it('is not taken where it is of the plan', () => {
    expect(row('Tỷ lệ so với kế hoạch (%)').filter(([, , isSure]) => isSure === true)).toEqual([]);
  });
});

describe('a number of people beside its unit', () => {
  const officer = (total: number, done: number, unit: string): readonly (readonly unknown[])[] =>
    surely([
      ['TT', 'Chỉ tiêu', 'ĐVT', 'Tổng số', 'Thực hiện'],
      ['1', 'Người làm công tác bảo vệ trẻ em cấp xã', unit, total, done],
      ['2', 'Số trẻ em bị xâm hại', 'trẻ', '', 0],
    ]).filter(([indicator]) => indicator === 'c01.officer');

  it('says that there is one', () => {
    expect(officer(1, 1, 'người')).toEqual([['c01.officer', true, true]]);
  });

  it('says nothing where none is there, or the unit is no person', () => {
    expect(officer(1, 0, 'người')).toEqual([]);
    expect(officer(1, 1, 'thôn')).toEqual([]);
  });
});
