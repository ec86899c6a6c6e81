import { describe, expect, it } from 'vitest';
import { findGapTable, readRuledBands } from '../../../shared/formats/pdf-gap-tables.ts';
import { joinTables, type PageTable } from '../../../shared/formats/pdf-tables.ts';
import type { TextLine } from '../../../shared/formats/pdf-lines.ts';

type Placed = readonly [left: number, text: string];

/** Letters are 5 points wide, words 3 apart; the font has 10 points. */
const line = (baseline: number, ...texts: readonly Placed[]): TextLine => {
  const words = texts.flatMap(([start, text]) => {
    let left = start;
    return text.split(' ').map((word) => {
      const right = left + 5 * word.length;
      const placed = { text: word, left, right, top: baseline - 8, bottom: baseline + 2 };
      left = right + 3;
      return { ...placed, size: 10, doubtful: false, indexes: [] };
    });
  });
  const [left, right] = [words[0]?.left ?? 0, words.at(-1)?.right ?? 0];
  return { words, baseline, size: 10, left, right, top: baseline - 8, bottom: baseline + 2 };
};

const rowsOf = (table: PageTable | undefined) =>
  Array.from({ length: table?.rowCount ?? 0 }, (_, row) =>
    table?.cells.filter((cell) => cell.row === row).map((cell) => cell.text),
  );

describe('a sheet without rules', () => {
  const sheet = [
    line(60, [200, 'BẢNG ĐIỂM XÃ PHÙ HỢP VỚI TRẺ EM']),
    line(90, [100, 'Nội dung'], [300, 'Kết quả'], [455, 'Điểm chấm /']),
    line(102, [455, 'điểm tối đa']),
    line(118, [60, 'Tiêu chí 4. Trẻ em vi phạm pháp luật, nghiện'], [460, '60/75']),
    line(130, [60, 'ma túy']),
    line(146, [60, 'a) Trẻ em vi phạm pháp luật'], [300, '01 em'], [460, '25/40']),
    line(162, [60, 'b) Trẻ em nghiện ma túy'], [300, 'không có'], [460, '35/35']),
    line(178, [60, 'c) Ban bảo vệ trẻ em'], [300, 'có thành lập và giao'], [460, '15/15']),
    line(190, [300, 'ban hằng tháng']),
    line(206, [60, 'Tổng điểm'], [460, '135/165']),
    line(290, [350, 'CHỦ TỊCH']),
  ];

  it('is one table, texts of several lines in their cells and both lines of the head in it', () => {
    const found = findGapTable(sheet, 1);

    expect(found).toMatchObject({ start: 1, end: 10 });
    expect(rowsOf(found?.table)).toEqual([
      ['Nội dung', 'Kết quả', 'Điểm chấm / điểm tối đa'],
      ['Tiêu chí 4. Trẻ em vi phạm pháp luật, nghiện ma túy', '', '60/75'],
      ['a) Trẻ em vi phạm pháp luật', '01 em', '25/40'],
      ['b) Trẻ em nghiện ma túy', 'không có', '35/35'],
      ['c) Ban bảo vệ trẻ em', 'có thành lập và giao ban hằng tháng', '15/15'],
      ['Tổng điểm', '', '135/165'],
    ]);
  });

  it('gives texts that stand above their label, at the bottom of the cells, to the row below', () => {
    const found = findGapTable(
      [
        line(100, [60, 'a) Cộng tác viên thôn'], [300, 'có 9/9 thôn'], [460, '15']),
        line(120, [300, 'giao ban hằng tháng, đủ']),
        line(132, [60, 'b) Ban bảo vệ trẻ em'], [300, 'thành phần'], [460, '10']),
        line(152, [60, 'c) Tỷ suất trẻ em bị tai nạn trên']),
        line(164, [60, 'tổng số trẻ em'], [300, '14/815'], [460, '20']),
        line(184, [60, 'd) Kinh phí'], [300, '32 triệu'], [460, '20']),
      ],
      1,
    );

    expect(rowsOf(found?.table)).toEqual([
      ['a) Cộng tác viên thôn', 'có 9/9 thôn', '15'],
      ['b) Ban bảo vệ trẻ em', 'giao ban hằng tháng, đủ thành phần', '10'],
      ['c) Tỷ suất trẻ em bị tai nạn trên tổng số trẻ em', '14/815', '20'],
      ['d) Kinh phí', '32 triệu', '20'],
    ]);
  });

  it('keeps items below each other in the row whose label stands at their top', () => {
    const found = findGapTable(
      [
        line(100, [60, 'Trẻ em bị tai nạn, thương'], [220, '60'], [300, '- Số trẻ em bị tai nạn: 14']),
        line(112, [60, 'tích trong năm'], [300, '- Tỷ suất trên tổng số trẻ em của']),
        line(124, [300, 'xã: 1,72%']),
        line(136, [60, 'Trẻ em bị xâm hại'], [220, '100'], [300, '- Số trẻ em: 0']),
        line(148, [60, 'Khám sức khỏe'], [220, '75'], [300, '- Tỷ lệ: 97%']),
        line(160, [60, 'Khai sinh'], [220, '75'], [300, '- Tỷ lệ: 99%']),
      ],
      1,
    );

    expect(rowsOf(found?.table).slice(0, 2)).toEqual([
      [
        'Trẻ em bị tai nạn, thương tích trong năm',
        '60',
        '- Số trẻ em bị tai nạn: 14\n- Tỷ suất trên tổng số trẻ em của xã: 1,72%',
      ],
      ['Trẻ em bị xâm hại', '100', '- Số trẻ em: 0'],
    ]);
  });

  it('is none where two columns of prose or heads of letters stand side by side', () => {
    const prose = Array.from({ length: 12 }, (_, index) =>
      line(100 + 14 * index, [60, 'xã có 12 trẻ em được trợ giúp'], [320, 'và 15 em bị tai nạn trong năm']),
    );

    expect(findGapTable(prose, 1)).toBeNull();
  });
});

describe('a stretch between rules', () => {
  const head = line(112, [60, 'TT'], [90, 'Tiêu chí'], [260, 'Điểm'], [320, 'Kết quả']);
  const first = [
    line(132, [60, '5'], [90, 'Trẻ em bị tai nạn, thương'], [260, '65'], [320, '- Bị tai nạn: 18 trẻ']),
    line(144, [90, 'tích'], [320, '- Tử vong: 0 trẻ']),
  ];
  const second = line(164, [60, '6'], [90, 'Trẻ em được trợ giúp'], [260, '125'], [320, '39/40 trẻ']);

  it('is a table of a row between two rules', () => {
    const region = { left: 50, right: 500, ys: [100, 120, 150, 170], isFrame: false };
    const tables = readRuledBands([{ region, lines: [head, ...first, second] }], 1);

    expect(tables?.map(rowsOf)).toEqual([
      [
        ['TT', 'Tiêu chí', 'Điểm', 'Kết quả'],
        ['5', 'Trẻ em bị tai nạn, thương tích', '65', '- Bị tai nạn: 18 trẻ\n- Tử vong: 0 trẻ'],
        ['6', 'Trẻ em được trợ giúp', '125', '39/40 trẻ'],
      ],
    ]);
  });

  it('is a table for itself where frames of the same columns stand below each other', () => {
    const frame = (top: number, lines: readonly TextLine[]) => ({
      region: { left: 50, right: 500, ys: [top, top + 50], isFrame: true },
      lines,
    });
    const card = (top: number, number: string, points: string, result: string) =>
      frame(top, [
        line(top + 14, [60, number], [90, 'Trẻ em bị xâm hại'], [400, `Tự chấm: ${points}`]),
        line(top + 30, [90, 'Số trẻ bị xâm hại'], [260, result], [440, '60/60 đ']),
      ]);
    const tables = readRuledBands([card(100, '03', '100/100', 'Không'), card(160, '04', '75/75', '0 em')], 1);

    expect(tables?.map(rowsOf)).toEqual([
      [
        ['03', 'Trẻ em bị xâm hại', '', 'Tự chấm: 100/100'],
        ['', 'Số trẻ bị xâm hại', 'Không', '60/60 đ'],
      ],
      [
        ['04', 'Trẻ em bị xâm hại', '', 'Tự chấm: 75/75'],
        ['', 'Số trẻ bị xâm hại', '0 em', '60/60 đ'],
      ],
    ]);
    const [upper, lower] = tables ?? [];
    expect(upper !== undefined && lower !== undefined && joinTables(upper, lower)).toBeNull();
  });

  it('is none where lines of text fill it', () => {
    const region = { left: 50, right: 500, ys: [100, 120, 150], isFrame: false };
    const lines = [line(112, [60, 'Họ và tên trẻ em']), line(140, [60, 'Nơi ở hiện nay'])];

    expect(readRuledBands([{ region, lines }], 1)).toBeNull();
  });
});
