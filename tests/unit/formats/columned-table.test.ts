import { describe, expect, it } from 'vitest';
import { findColumnedTable } from '../../../shared/formats/columned-table.ts';
import type { Rule } from '../../../shared/formats/pdf-characters.ts';
import type { TextLine } from '../../../shared/formats/pdf-lines.ts';

/** A line of words, each at its left edge; letters are 6 points wide. */
const line = (row: number, ...texts: readonly (readonly [left: number, text: string])[]): TextLine => {
  const baseline = 20 * row;
  const words = texts.flatMap(([start, text]) => {
    let left = start;
    return text.split(' ').map((word) => {
      const right = left + 6 * word.length;
      const placed = {
        text: word,
        left,
        right,
        top: baseline - 10,
        bottom: baseline + 3,
        size: 12,
        doubtful: false,
        confidence: 0.97,
        indexes: [],
      };
      left = right + 4;
      return placed;
    });
  });
  return {
    words,
    baseline,
    size: 12,
    left: words[0]?.left ?? 0,
    right: words.at(-1)?.right ?? 0,
    top: baseline - 10,
    bottom: baseline + 3,
  };
};

/** A rule across the page below the line of this row. */
const ruleBelow = (row: number): Rule => ({ direction: 'horizontal', at: 20 * row + 6, from: 55, to: 560 });

const textsOf = (lines: readonly TextLine[], rules: readonly Rule[] = []) => {
  const found = findColumnedTable(lines, 1, rules);
  if (found === null) return null;
  const { table, start, end } = found;
  const rows = Array.from({ length: table.rowCount }, (_, row) =>
    table.cells.filter((cell) => cell.row === row).map((cell) => cell.text),
  );
  return { start, end, rows };
};

describe('a score sheet without rules on a scan', () => {
  const body = [
    line(4, [60, 'Tiêu chí 1. Nguồn lực thực hiện'], [460, '100'], [520, '100']),
    line(5, [60, '- Cộng tác viên'], [310, 'Có 9/9 thôn'], [463, '15'], [523, '15']),
    line(6, [60, '- Kinh phí'], [310, '20 triệu đồng'], [463, '20'], [523, '20']),
    line(7, [60, 'Tiêu chí 7. Trẻ em dưới 1 tuổi được tiêm chủng đầy đủ'], [463, '50'], [523, '45']),
    line(8, [60, 'các loại vắc xin']),
    line(9, [60, '- Tỷ lệ tiêm chủng'], [310, '55/56 (98,2%)'], [463, '50'], [523, '45']),
    line(10, [60, '- Khám sức khỏe'], [310, '94,7%'], [463, '60'], [523, '50']),
    line(11, [60, 'Tổng cộng'], [457, '1.000'], [520, '935']),
  ];
  const sheet = [
    line(1, [200, 'BẢNG CHẤM ĐIỂM']),
    line(2, [60, 'Nội dung'], [310, 'Số liệu'], [455, 'Điểm'], [515, 'Điểm']),
    line(3, [455, 'chuẩn'], [515, 'chấm']),
    ...body,
    line(14, [400, 'CHỦ TỊCH']),
  ];

  it('has its columns, texts across them and texts in two lines', () => {
    expect(textsOf(sheet)).toEqual({
      start: 1,
      end: 11,
      rows: [
        ['Nội dung', 'Số liệu', 'Điểm chuẩn', 'Điểm chấm'],
        ['Tiêu chí 1. Nguồn lực thực hiện', '', '100', '100'],
        ['- Cộng tác viên', 'Có 9/9 thôn', '15', '15'],
        ['- Kinh phí', '20 triệu đồng', '20', '20'],
        ['Tiêu chí 7. Trẻ em dưới 1 tuổi được tiêm chủng đầy đủ các loại vắc xin', '', '50', '45'],
        ['- Tỷ lệ tiêm chủng', '55/56 (98,2%)', '50', '45'],
        ['- Khám sức khỏe', '94,7%', '60', '50'],
        ['Tổng cộng', '', '1.000', '935'],
      ],
    });
  });

  it('keeps results set in the middle, and labels of two lines with their figures between', () => {
    const centred = [
      line(1, [60, '- Số trẻ em bị xâm hại'], [345, '0'], [463, '60'], [523, '60']),
      line(2, [60, '- Tỷ lệ khai sinh'], [300, '98,6% (1.309/1.327)'], [463, '50'], [523, '50']),
      line(3, [60, '- Số hoạt động'], [342, '07'], [463, '25'], [523, '25']),
      line(4, [60, '- Số trẻ em tử vong do tai nạn, thương']),
      line(4.5, [342, '02'], [463, '30'], [523, '30']),
      line(5, [60, 'tích']),
      line(6, [60, '- Tỷ lệ tiêm chủng'], [318, '98,6% (68/69)'], [463, '50'], [523, '45']),
      line(7, [60, '- Khám sức khỏe'], [330, '94,7%'], [463, '60'], [523, '50']),
    ];
    expect(textsOf(centred)?.rows).toEqual([
      ['- Số trẻ em bị xâm hại', '0', '60', '60'],
      ['- Tỷ lệ khai sinh', '98,6% (1.309/1.327)', '50', '50'],
      ['- Số hoạt động', '07', '25', '25'],
      ['- Số trẻ em tử vong do tai nạn, thương tích', '02', '30', '30'],
      ['- Tỷ lệ tiêm chủng', '98,6% (68/69)', '50', '45'],
      ['- Khám sức khỏe', '94,7%', '60', '50'],
    ]);
  });

  it('is not seen in running text with years at the ends of lines', () => {
    const text = Array.from({ length: 12 }, (_, row) => line(row, [60, 'Báo cáo kết quả năm 2023']));
    expect(textsOf(text)).toBeNull();
  });

  it('has a head whose second line stands over one column alone', () => {
    const oneMore = [
      line(2, [60, 'Nội dung'], [310, 'Số liệu'], [455, 'Tối đa'], [515, 'Điểm']),
      line(3, [515, 'chấm']),
      ...body,
    ];
    expect(textsOf(oneMore)?.rows[0]).toEqual(['Nội dung', 'Số liệu', 'Tối đa', 'Điểm chấm']);
  });
});

describe('a score sheet with rules across it on a scan', () => {
  const lines = [
    line(1, [200, 'BẢNG CHẤM ĐIỂM']),
    line(2, [60, 'Nội dung'], [310, 'Số liệu'], [455, 'Tối đa'], [515, 'Xã chấm']),
    line(3, [60, 'Nguồn lực'], [460, '100'], [520, '100']),
    line(4, [60, 'Cộng tác viên'], [310, 'Có 9/9 thôn'], [463, '15'], [523, '15']),
    line(5, [60, 'Kinh phí'], [310, '20 triệu đồng'], [463, '20'], [523, '20']),
    line(6, [60, 'Trẻ em bị tai nạn'], [310, '5 em'], [463, '25'], [523, '20']),
    line(7, [60, 'Trẻ em tử vong'], [310, '0 em'], [463, '25'], [523, '25']),
    line(8, [60, 'Trẻ em dưới 1 tuổi được tiêm chủng'], [463, '50'], [523, '45']),
    line(9, [60, 'Chương trình mở rộng']),
    line(12, [400, 'CHỦ TỊCH']),
  ];

  it('has its rows between the rules, the last label whole', () => {
    const found = textsOf(lines, [1, 2, 3, 4, 5, 6, 7, 9].map(ruleBelow));
    expect(found).toEqual({
      start: 1,
      end: 9,
      rows: [
        ['Nội dung', 'Số liệu', 'Tối đa', 'Xã chấm'],
        ['Nguồn lực', '', '100', '100'],
        ['Cộng tác viên', 'Có 9/9 thôn', '15', '15'],
        ['Kinh phí', '20 triệu đồng', '20', '20'],
        ['Trẻ em bị tai nạn', '5 em', '25', '20'],
        ['Trẻ em tử vong', '0 em', '25', '25'],
        ['Trẻ em dưới 1 tuổi được tiêm chủng Chương trình mở rộng', '', '50', '45'],
      ],
    });
  });

  it('keeps two rows apart whose rule is too faint to be seen', () => {
    const found = textsOf(lines, [1, 2, 3, 5, 6, 7, 9].map(ruleBelow));
    expect(found?.rows.slice(2, 4)).toEqual([
      ['Cộng tác viên', 'Có 9/9 thôn', '15', '15'],
      ['Kinh phí', '20 triệu đồng', '20', '20'],
    ]);
  });

  it('is not made by the rules of a form to be filled in', () => {
    const form = Array.from({ length: 9 }, (_, row) => line(row + 1, [60, 'Họ và tên trẻ em']));
    expect(textsOf(form, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map(ruleBelow))).toBeNull();
  });
});
