import { describe, expect, it } from 'vitest';
import { joinTables, type PageTable } from '../../../shared/formats/pdf-tables.ts';

const table = (xs: readonly number[], rows: readonly (readonly string[])[]): PageTable => ({
  left: xs[0] ?? 0,
  right: xs.at(-1) ?? 0,
  top: 0,
  bottom: 20 * rows.length,
  xs,
  rowCount: rows.length,
  cells: rows.flatMap((row, at) =>
    row.map((text, column) => ({
      row: at,
      column,
      rowSpan: 1,
      columnSpan: 1,
      left: xs[column] ?? 0,
      right: xs[column + 1] ?? 0,
      top: 20 * at,
      bottom: 20 * at + 20,
      page: 1,
      text,
      doubtful: false,
    })),
  ),
  openTop: false,
  openBottom: false,
  isPictured: true,
});

describe('a table of two pages of a scan whose columns only gaps part', () => {
  const first = table(
    [57, 366, 627, 694],
    [
      ['Nội dung', 'Kết quả', 'Điểm'],
      ['Khai sinh', '98%', '75'],
    ],
  );

  it('is one where the second page repeats the head, accents aside', () => {
    const second = table(
      [44, 400, 614, 681],
      [
        ['Nội dung', 'Kết quá', 'Điếm'],
        ['Tiêm chủng', '97%', '50'],
      ],
    );
    expect(joinTables(first, second)?.cells.map(({ row, text }) => `${row} ${text}`)).toEqual([
      '0 Nội dung',
      '0 Kết quả',
      '0 Điểm',
      '1 Khai sinh',
      '1 98%',
      '1 75',
      '2 Tiêm chủng',
      '2 97%',
      '2 50',
    ]);
  });

  it('is two where the heads differ', () => {
    const second = table([44, 400, 614, 681], [['Thôn', 'Số trẻ', 'Tỷ lệ']]);
    expect(joinTables(first, second)).toBeNull();
  });
});
