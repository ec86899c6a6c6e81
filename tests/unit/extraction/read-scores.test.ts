import { describe, expect, it } from 'vitest';
import { createLabelMatcher } from '../../../shared/extraction/label-matcher.ts';
import { readTable } from '../../../shared/extraction/read-table.ts';
import { qd06Rubric } from '../../../shared/rubrics/qd-06-2019/rubric.ts';
import { tableOf } from './table-of.ts';

type Row = readonly (string | number)[];

const context = { file: 'bang-diem.docx', matcher: createLabelMatcher(qd06Rubric.vocabulary), year: 2023 };
const names = qd06Rubric.vocabulary.criteria.map(({ name }) => name);
const nameOf = (criterion: number): string => names[criterion - 1] ?? '';

function read(rows: readonly Row[], criterion?: number): { claims: string; total: string | null } {
  const { claims, total } = readTable(tableOf(rows), criterion, context);
  const say = (points: number, max: number | null): string => `${points}/${max ?? '-'}`;
  return {
    claims: claims.map((claim) => `${claim.criterion}:${say(claim.points, claim.max)}`).join(' '),
    total: total === null ? null : say(total.points, total.max),
  };
}

const officer = 'Có bố trí người làm công tác bảo vệ trẻ em cấp xã';
const collaborators = 'Có bố trí cộng tác viên bảo vệ trẻ em tại thôn, khu phố';

describe('a criterion’s number', () => {
  it.each([
    ['I', 'II', 'III'],
    ['1.', '2.', '3.'],
    ['1/', '2/', '3/'],
    ['(1)', '(2)', '(3)'],
    ['01', '02', '03'],
    ['TC1', 'TC2', 'TC3'],
    ['Tiêu chí I', 'Tiêu chí II', 'Tiêu chí III'],
    ['Tiêu chí số 1', 'Tiêu chí số 2', 'Tiêu chí số 3'],
  ])('may be written %s in a column of its own', (...numbers) => {
    expect(
      read([
        ['TT', 'Tiêu chí', 'Điểm tối đa', 'Điểm tự chấm'],
        [numbers[0], nameOf(1), 100, 90],
        ['', officer, 50, 50],
        [numbers[1], nameOf(2), 80, 80],
        [numbers[2], nameOf(3), 100, 70],
      ]).claims,
    ).toBe('1:90/100 2:80/80 3:70/100');
  });

  it.each([
    ['Tiêu chí số 1: ', 'Tiêu chí số 2: ', 'Tiêu chí số 3: '],
    ['TC1. ', 'TC2. ', 'TC3. '],
    ['1. ', '2. ', '3. '],
    ['1/ ', '2/ ', '3/ '],
    ['I. ', 'II. ', 'III. '],
    ['Tiêu chí I: ', 'Tiêu chí II: ', 'Tiêu chí III: '],
    ['', '', ''],
  ])('may stand before its name: "%s"', (...numbers) => {
    expect(
      read([
        ['Nội dung', 'Điểm tối đa', 'Điểm tự chấm'],
        [`${numbers[0]}${nameOf(1)}`, 100, 90],
        [`- ${officer}`, 50, 50],
        [`${numbers[1]}${nameOf(2)}`, 80, 80],
        [`${numbers[2]}${nameOf(3)}`, 100, 70],
      ]).claims,
    ).toBe('1:90/100 2:80/80 3:70/100');
  });

  it('alone names the criterion where no words do', () => {
    expect(
      read([
        ['Tiêu chí', 'Điểm tối đa', 'Điểm tự chấm'],
        ['Tiêu chí 1', 100, 90],
        ['Tiêu chí 2', 80, 80],
        ['Tiêu chí 3', 100, 70],
      ]).claims,
    ).toBe('1:90/100 2:80/80 3:70/100');
    expect(
      read([
        ['Tiêu chí', 'Điểm tối đa', 'Điểm tự chấm'],
        ...names.map((_, index) => [index + 1, 50, 40 + (index % 3)]),
        ['Tổng', 650, 532],
      ]),
    ).toEqual({
      claims: names.map((_, index) => `${index + 1}:${40 + (index % 3)}/50`).join(' '),
      total: '532/650',
    });
  });

  it('stands under "Tiêu chí" beside names under "Chỉ tiêu"', () => {
    expect(
      read([
        ['Tiêu chí', 'Chỉ tiêu', 'Điểm tối đa', 'Điểm tự chấm'],
        ['1', nameOf(1), 100, 90],
        ['', officer, 50, 50],
        ['', collaborators, 50, 40],
        ['2', nameOf(2), 80, 80],
      ]).claims,
    ).toBe('1:90/100 2:80/80');
  });

  it('in its turn is believed where the words are the commune’s own', () => {
    expect(
      read([
        ['TT', 'Tiêu chí', 'Điểm tối đa', 'Điểm tự chấm'],
        ...[1, 2, 3, 4, 5, 6].map((number) => [number, nameOf(number), 80, 70]),
        [7, 'Công tác phòng dịch', 50, 45],
        [8, nameOf(8), 75, 55],
      ]).claims,
    ).toBe('1:70/80 2:70/80 3:70/80 4:70/80 5:70/80 6:70/80 7:45/50 8:55/75');
  });

  it('of an item is none of a criterion', () => {
    expect(
      read([
        ['TT', 'Tiêu chí', 'Điểm tối đa', 'Điểm tự chấm'],
        ['I', nameOf(1), 100, 90],
        ['1', officer, 50, 50],
        ['2', collaborators, 50, 40],
        ['II', nameOf(2), 80, 80],
        ['1', 'Tỷ lệ trẻ em được khai sinh đúng quy định', 80, 80],
        ['III', nameOf(3), 100, 70],
        ['1', 'Số trẻ em bị xâm hại', 50, 40],
        ['2', 'Tỷ lệ trẻ em bị xâm hại trên tổng số trẻ em', 50, 30],
      ]).claims,
    ).toBe('1:90/100 2:80/80 3:70/100');
  });
});

describe('items with points of their own', () => {
  const head: Row = ['TT', 'Tiêu chí', 'Điểm tối đa', 'Điểm tự chấm'];

  it('are added up where their criterion has none', () => {
    expect(
      read([
        head,
        [1, nameOf(1), '', ''],
        ['1.1', officer, 50, 50],
        ['1.2', collaborators, 15, 10],
        ['', '', '', ''],
        [2, nameOf(2), 80, 80],
      ]).claims,
    ).toBe('1:60/65 2:80/80');
  });

  it('are added up without the breakdown of an item', () => {
    expect(
      read([
        head,
        [1, nameOf(1), '', ''],
        ['1.1', officer, 50, 40],
        ['a)', 'Trình độ', 30, 30],
        ['b)', 'Kiêm nhiệm', 20, 10],
        ['1.2', 'Mạng lưới', '', ''],
        ['a)', collaborators, 15, 10],
        ['b)', 'Phụ cấp', 15, 5],
        [2, nameOf(2), 80, 80],
      ]).claims,
    ).toBe('1:55/80 2:80/80');
  });

  it('name their criterion by their number where no row does', () => {
    expect(
      read([
        head,
        ['1.1', officer, 50, 50],
        ['1.2', collaborators, 15, 10],
        ['2.1', 'Tỷ lệ trẻ em được khai sinh đúng quy định', 80, 80],
        ['3.1', 'Số trẻ em bị xâm hại', 50, 50],
        ['3.2', 'Tỷ lệ trẻ em bị xâm hại trên tổng số trẻ em', 50, 30],
      ]).claims,
    ).toBe('1:60/65 2:80/80 3:80/100');
  });

  it('begin in the row of their criterion, whose cells below are empty', () => {
    expect(
      read([
        ['TT', 'Tiêu chí', 'Nội dung', 'Điểm tối đa', 'Điểm tự chấm'],
        [1, nameOf(1), officer, 50, 50],
        ['', '', collaborators, 15, 10],
        [2, nameOf(2), 'Tỷ lệ trẻ em được khai sinh đúng quy định', 80, 80],
      ]).claims,
    ).toBe('1:60/65 2:80/80');
  });

  it('follow the whole in the row of their criterion', () => {
    expect(
      read([
        ['TT', 'Tiêu chí', 'Cách chấm', 'Điểm tối đa', 'Điểm tự chấm'],
        [1, nameOf(1), 'Cộng điểm các nội dung', 65, 60],
        ['', '', officer, 50, 50],
        ['', '', collaborators, 15, 10],
      ]).claims,
    ).toBe('1:60/65');
  });

  it('have one cell of points over them all', () => {
    expect(
      read([
        ['TT', 'Tiêu chí', 'Nội dung', 'Điểm tối đa', 'Điểm tự chấm'],
        [1, nameOf(1), officer, 65, 60],
        ['^', '^', collaborators, '^', '^'],
        [2, nameOf(2), 'Tỷ lệ trẻ em được khai sinh đúng quy định', 80, 80],
      ]).claims,
    ).toBe('1:60/65 2:80/80');
  });

  it.each([
    'Cộng',
    'Cộng điểm',
    'Tổng điểm',
    'Điểm tiêu chí 1',
    'Cộng tiêu chí 1',
    'Tổng điểm tiêu chí 1',
    'Tổng',
  ])('are added up below under "%s"', (words) => {
    expect(
      read([
        head,
        [1, nameOf(1), '', ''],
        ['1.1', officer, 50, 50],
        ['1.2', collaborators, 15, 10],
        ['', words, 65, 60],
        [2, nameOf(2), 80, 80],
        ['', 'Tổng cộng', 1000, 900],
      ]),
    ).toEqual({ claims: '1:60/65 2:80/80', total: '900/1000' });
  });
});

describe('points that contradict each other within a sheet', () => {
  const claimsOf = (rows: readonly Row[]) => readTable(tableOf(rows), undefined, context).claims;
  const head = ['TT', 'Tiêu chí', 'Điểm tối đa', 'Xã tự chấm'];

  it('are told where the items of a criterion do not add up to it', () => {
    const [first, second] = claimsOf([
      head,
      [1, nameOf(1), 100, 90],
      ['1.1', officer, 50, 50],
      ['1.2', collaborators, 50, 30],
      [2, nameOf(2), 80, 80],
    ]);
    expect([first?.points, first?.itemsSum, second?.itemsSum]).toEqual([90, 80, undefined]);
  });

  it('are not made of items that are not all of it', () => {
    const [first] = claimsOf([
      head,
      [1, nameOf(1), 100, 90],
      ['1.1', officer, 50, 50],
      ['1.2', collaborators, '', ''],
      [2, nameOf(2), 80, 80],
    ]);
    expect(first?.itemsSum).toBeUndefined();
  });

  it('are told where another column gives others; the commune’s own count', () => {
    const claims = claimsOf([
      [...head, 'Điểm huyện thẩm định'],
      [1, nameOf(1), 100, 90, 90],
      [2, nameOf(2), 80, 80, 65],
    ]);
    expect(claims.map(({ points, otherPoints }) => [points, otherPoints])).toEqual([
      [90, undefined],
      [80, 65],
    ]);
  });
});

describe('groups of criteria', () => {
  it.each([
    ['A', 'Nhóm tiêu chí về nguồn lực', 'B', 'Nhóm tiêu chí về bảo vệ', 'Cộng nhóm A', 'Cộng nhóm B'],
    ['I', 'Các tiêu chí về nguồn lực', 'II', 'Các tiêu chí về bảo vệ', 'Cộng I', 'Cộng II'],
    ['', 'Phần 1: Nguồn lực', '', 'Phần 2: Bảo vệ', 'Cộng phần 1', 'Cộng phần 2'],
  ])('under %s %s are no criteria, and their points none of one', (...words) => {
    expect(
      read([
        ['TT', 'Tiêu chí', 'Điểm tối đa', 'Điểm tự chấm'],
        [words[0], words[1], 180, 140],
        [1, nameOf(1), '', ''],
        ['', officer, 50, 50],
        ['', collaborators, 50, 40],
        [2, nameOf(2), 80, 50],
        ['', words[4], 180, 140],
        [words[2], words[3], 180, 170],
        [3, nameOf(3), 100, 95],
        [4, nameOf(4), '', ''],
        ['', 'Số trẻ em vi phạm pháp luật', 40, 40],
        ['', 'Số trẻ em nghiện ma túy', 40, 35],
        ['', words[5], 180, 170],
        ['', 'Tổng điểm', 1000, 310],
      ]),
    ).toEqual({ claims: '1:90/100 2:50/80 3:95/100 4:75/80', total: '310/1000' });
  });
});

describe('points', () => {
  it.each([
    ['85/100', '85/100'],
    ['85 / 100', '85/100'],
    ['85đ/100đ', '85/100'],
    ['85/100 điểm', '85/100'],
    ['85 điểm', '85/-'],
    ['85đ', '85/-'],
    ['(85)', '85/-'],
    ['85.', '85/-'],
    ['Đạt 85 điểm', '85/-'],
    ['85 (tám mươi lăm)', '85/-'],
    ['85,5', '85.5/-'],
    ['0', '0/-'],
  ])('are read where a cell says "%s"', (text, said) => {
    expect(
      read([
        ['TT', 'Tiêu chí', 'Điểm tự chấm'],
        [1, nameOf(1), text],
        [2, nameOf(2), '80'],
      ]).claims,
    ).toBe(`1:${said} 2:80/-`);
  });

  it.each(['', '-', 'Không chấm', '75-85', '≥ 85', '3 thôn', 'TC 5'])(
    'are none where a cell says "%s"',
    (text) => {
      expect(
        read([
          ['TT', 'Tiêu chí', 'Điểm tự chấm'],
          [1, nameOf(1), text],
          [2, nameOf(2), '80'],
        ]).claims,
      ).toBe('2:80/-');
    },
  );

  it('have their maximum in the name where no column gives it', () => {
    expect(
      read([
        ['TT', 'Tiêu chí', 'Điểm tự chấm'],
        [1, `${nameOf(1)} (100 điểm)`, 85],
        [2, `${nameOf(2)} (tối đa 80 điểm)`, 80],
      ]).claims,
    ).toBe('1:85/100 2:80/80');
  });
});

describe('columns of points', () => {
  it('stand in any order', () => {
    expect(
      read([
        ['Điểm tự chấm', 'Điểm tối đa', 'Tiêu chí', 'Kết quả', 'TT'],
        [90, 100, nameOf(1), '', 1],
        [80, 80, nameOf(2), '98,4%', 2],
      ]).claims,
    ).toBe('1:90/100 2:80/80');
  });

  it.each([
    [
      ['Thôn chấm', 'Xã tự chấm', 'Huyện thẩm định'],
      [95, 90, ''],
    ],
    [
      ['Thôn tự chấm', 'Hội đồng cấp xã', 'Hội đồng cấp huyện'],
      [95, 90, ''],
    ],
    [
      ['Xã tự chấm', 'Hội đồng xã thống nhất', 'Phòng LĐTBXH thẩm định'],
      [90, 95, ''],
    ],
    [
      ['Hội đồng chấm', 'Điểm xã tự đánh giá', 'Phòng thẩm định'],
      [80, 90, 85],
    ],
    [
      ['Thôn tự chấm', 'Hội đồng', 'Xã tự chấm'],
      [95, 85, 90],
    ],
    [
      ['Thành viên 1', 'Thành viên 2', 'Điểm trung bình'],
      [95, 85, 90],
    ],
    [
      ['Xã tự chấm', 'Huyện chấm', 'Ghi chú'],
      [90, 85, ''],
    ],
  ])('of several bodies: what the commune gave itself of %j', (titles, points) => {
    expect(
      read([
        ['TT', 'Tiêu chí', 'Điểm tối đa', ...titles],
        [1, nameOf(1), 100, ...points],
        [2, nameOf(2), 100, ...points],
      ]).claims,
    ).toBe('1:90/100 2:90/100');
  });

  it('stand under a head of two and three rows', () => {
    expect(
      read([
        ['TT', 'Tiêu chí', 'Điểm', '<', '<'],
        ['^', '^', 'Tối đa', 'Xã tự chấm', 'Huyện thẩm định'],
        [1, nameOf(1), 100, 90, ''],
        [2, nameOf(2), 80, 75, ''],
      ]).claims,
    ).toBe('1:90/100 2:75/80');
    expect(
      read([
        ['TT', 'Tiêu chí', 'Điểm', '<', '<', '<'],
        ['^', '^', 'Điểm chuẩn', 'Điểm chấm', '<', '<'],
        ['^', '^', '^', 'Thôn', 'Hội đồng xã', 'Hội đồng huyện'],
        ['(1)', '(2)', '(3)', '(4)', '(5)', '(6)'],
        [1, nameOf(1), 100, 95, 90, ''],
        [2, nameOf(2), 80, 80, 75, ''],
      ]).claims,
    ).toBe('1:90/100 2:75/80');
    expect(
      read([
        ['TT', 'Tiêu chí', 'Điểm tối đa', 'Điểm chấm của thành viên', '<', '<'],
        ['^', '^', '^', 'TV 1', 'TV 2', 'Bình quân'],
        [1, nameOf(1), 100, 95, 85, 90],
        [2, nameOf(2), 80, 80, 70, 75],
      ]).claims,
    ).toBe('1:90/100 2:75/80');
  });

  it('repeat their head on the next page', () => {
    const head = ['TT', 'Tiêu chí', 'Điểm tối đa', 'Điểm tự chấm'];
    expect(
      read([
        head,
        [1, nameOf(1), 100, ''],
        ['', officer, 50, 50],
        head,
        ['', collaborators, 50, 40],
        [2, nameOf(2), 80, 80],
      ]).claims,
    ).toBe('1:90/100 2:80/80');
  });

  it('stand behind each criterion’s items, whose results stand before points of their own', () => {
    const rows: readonly Row[] = [
      ['Tiêu chí', 'Nội dung đánh giá (điểm tối đa)', 'Kết quả - điểm tự chấm', 'Cộng điểm tiêu chí'],
      [`Tiêu chí 1 ${nameOf(1)}`, `${officer} (50đ)`, 'có - 50đ', '90/100'],
      ['^', `${collaborators} (50đ)`, 'có - 40đ', '^'],
      [`Tiêu chí 2 ${nameOf(2)}`, 'Trẻ em được khai sinh (80đ)', '197/200 (98,5%) - 80đ', '80/80'],
    ];
    expect(read(rows).claims).toBe('1:90/100 2:80/80');
    expect(
      readTable(tableOf(rows), undefined, context).readings.map(({ indicator, value }) => [indicator, value]),
    ).toEqual([
      ['c01.officer', true],
      ['c01.collaborators', true],
      ['c02.birth-registration-rate', 0.985],
    ]);
  });

  it('go on in a second band beside the first', () => {
    expect(
      read([
        ['Tiêu chí', 'Điểm', 'Tiêu chí', 'Điểm'],
        ['1', '100', '4', '90'],
        ['2', '50', '5', '75'],
        ['3', '110', 'Cộng', '975'],
      ]),
    ).toEqual({ claims: '1:100/- 2:50/- 3:110/- 4:90/- 5:75/-', total: '975/-' });
  });

  it('"Điểm" and "Đạt" side by side are the most and the commune’s own', () => {
    expect(
      read([
        ['TT', 'Tiêu chí', 'Điểm', 'Đạt'],
        [1, nameOf(1), 100, 90],
        [2, nameOf(2), 80, 80],
      ]).claims,
    ).toBe('1:90/100 2:80/80');
  });
});

describe('a total', () => {
  const rows: readonly Row[] = [
    ['TT', 'Tiêu chí', 'Điểm tối đa', 'Điểm tự chấm'],
    [1, nameOf(1), 100, 90],
    [2, nameOf(2), 80, 80],
  ];

  it.each([
    'Tổng cộng',
    'TỔNG CỘNG:',
    'Cộng',
    'Tổng điểm',
    'Tổng số điểm',
    'Tổng',
    'Tổng số',
    'Tổng cộng 13 tiêu chí',
    'Tổng điểm 13 tiêu chí (1+2+...+13)',
  ])('stands in the last row under "%s"', (words) => {
    expect(read([...rows, ['', words, '1.000', '885']]).total).toBe('885/1000');
    expect(read([...rows, [words, '<', '1,000', '885']]).total).toBe('885/1000');
  });

  it('stands in the words of its row', () => {
    expect(read([...rows, ['Tổng điểm: 885/1000 điểm', '<', '<', '<']]).total).toBe('885/1000');
    expect(read([...rows, ['Tổng điểm: Tám trăm tám mươi lăm điểm', '<', '<', '<']]).total).toBe('885/-');
  });

  it('stands above the first criterion', () => {
    expect(read([rows[0] ?? [], ['', 'TỔNG ĐIỂM', 1000, 885], ...rows.slice(1)])).toEqual({
      claims: '1:90/100 2:80/80',
      total: '885/1000',
    });
  });

  it('is none of one criterion', () => {
    expect(
      read([rows[0] ?? [], ['', officer, 50, 50], ['', collaborators, 15, 10], ['', 'Cộng', 65, 60]], 1),
    ).toEqual({
      claims: '1:60/65',
      total: null,
    });
  });

  it('is followed by nothing that counts', () => {
    expect(
      read([...rows, ['', 'Tổng điểm', 1000, 885], ['', 'Điểm thưởng', 10, 10], ['', 'Xếp loại', '', 'Đạt']]),
    ).toEqual({ claims: '1:90/100 2:80/80', total: '885/1000' });
    expect(read([...rows, ['', 'Điểm thưởng', 10, 10], ['', 'Tổng điểm', 1000, 885]]).claims).toBe(
      '1:90/100 2:80/80',
    );
  });
});

describe('criteria lettered as in the decision', () => {
  it('have their points beside the level reached, added up below', () => {
    expect(
      read([
        ['Tên gọi của tiêu chí', 'Cách tính và thang điểm', 'Số điểm', 'Kết quả của xã', 'Điểm xã tự chấm'],
        [`a) ${nameOf(1)} (tối đa 100 điểm)`, 'Có bố trí người làm công tác', 50, 'Có', 50],
        ['^', 'Có kinh phí', 50, 'Có', 50],
        ['^', 'Cộng tiêu chí', 100, '', 100],
        [`b) ${nameOf(2)} (tối đa 75 điểm)`, 'Từ 98% trở lên', 75, '97%', ''],
        ['^', 'Từ 95% đến dưới 98%', 60, '^', 60],
        ['^', 'Cộng tiêu chí', 75, '', 60],
        [`c) ${nameOf(3)} (tối đa 100 điểm)`, 'Không có', 100, 'Không có', 100],
        ['^', 'Cộng tiêu chí', 100, '', 100],
      ]).claims,
    ).toBe('1:100/100 2:60/75 3:100/100');
    expect(
      read([
        ['Điểm khoản 1 Điều 2', 'Tiêu chí', 'Điểm tối đa', 'Điểm tự chấm'],
        ['a', nameOf(1), 100, 100],
        ['b', nameOf(2), 75, 60],
        ['c', nameOf(3), 100, 90],
      ]).claims,
    ).toBe('1:100/100 2:60/75 3:90/100');
  });
});

describe('a verdict with its points', () => {
  it('is the column of points where no other is', () => {
    const rows = [1, 2, 3, 4, 5].map((number) => [
      number,
      `${nameOf(number)} (${number === 1 ? 100 : 75}đ)`,
      '',
      number === 4 ? 'Không đạt – 0đ' : 'Đạt – 70đ',
    ]);
    expect(read([['TT', 'Tiêu chí (điểm tối đa)', 'Kết quả', 'Đánh giá'], ...rows]).claims).toBe(
      '1:70/100 2:70/75 3:70/75 4:0/75 5:70/75',
    );
  });
});

describe('ways of counting', () => {
  const maxima = [100, 75, 100, 75, 75, 125, 50, 75, 75, 75, 50, 75, 50];
  const own = [100, 75, 90, 75, 65, 125, 45, 60, 70, 65, 45, 65, 45];
  const total = own.reduce((sum, points) => sum + points, 0);
  const said = own.map((points, at) => `${at + 1}:${points}/${maxima[at]}`).join(' ');

  it('two columns of numbers count criteria and their items', () => {
    expect(
      read([
        ['Tiêu chí', 'Mục', 'Nội dung', 'Điểm tối đa', 'Xã tự chấm'],
        ['1', '', nameOf(1), 100, 85],
        ['', 'a', officer, 50, 50],
        ['', 'b', collaborators, 50, 35],
        ['2', '', nameOf(2), 75, 75],
        ['3', '', nameOf(3), 100, 70],
        ['', 'a', 'Số trẻ bị xâm hại', 60, 40],
        ['', 'b', 'Trẻ bị xâm hại so với tổng số trẻ em', 40, 30],
      ]).claims,
    ).toBe('1:85/100 2:75/75 3:70/100');
  });

  it('the number of its criterion stands before each row, sector by sector', () => {
    expect(
      read([
        ['TC', 'Chỉ số', 'Kết quả', 'Điểm tối đa', 'Điểm chấm'],
        ['A. CÔNG CHỨC VĂN HÓA - XÃ HỘI', '<', '<', '<', '<'],
        ['1', 'Người phụ trách công tác bảo vệ trẻ em', 'Có', 50, 50],
        ['1', 'Mạng lưới cộng tác viên ở thôn', 'Có', 50, 40],
        ['1', 'Cộng tiêu chí 1: Nguồn lực thực hiện quyền trẻ em', '<', 100, 90],
        ['6', 'Trẻ có hoàn cảnh đặc biệt được trợ giúp', '100%', 125, 125],
        ['B. CÔNG AN XÃ', '<', '<', '<', '<'],
        ['3', 'Số trẻ bị xâm hại', '0', 60, 60],
        ['3', 'Tỷ lệ trẻ bị xâm hại', '0%', 40, 40],
        ['3', 'Cộng tiêu chí 3: Trẻ em bị xâm hại', '<', 100, 100],
      ]).claims,
    ).toBe('1:90/100 3:100/100 6:125/125');
  });

  it('the row beside a merged criterion says that it adds up', () => {
    expect(
      read([
        ['Tên tiêu chí', 'Cách tính', 'Số điểm quy định', 'Điểm xã tự đánh giá'],
        ['1. Nguồn lực thực hiện quyền trẻ em', 'Cộng tiêu chí 1', 100, 90],
        ['^', 'Bố trí người làm công tác bảo vệ trẻ em', 50, 50],
        ['^', 'Có cộng tác viên bảo vệ trẻ em', 50, 40],
        ['2. Trẻ em được khai sinh đúng quy định', 'Số trẻ khai sinh chia tổng số trẻ', 75, 75],
        ['3. Trẻ em bị xâm hại', 'Cộng tiêu chí 3', 100, 100],
        ['^', 'Số trẻ em bị xâm hại', 60, 60],
        ['^', 'Tỷ lệ trẻ em bị xâm hại', 40, 40],
      ]).claims,
    ).toBe('1:90/100 2:75/75 3:100/100');
  });

  it('a form of questions has a line of points below each criterion', () => {
    expect(
      read([
        ['Câu hỏi', 'Trả lời của xã'],
        ...names.flatMap((name, at): Row[] => [
          [`TIÊU CHÍ ${at + 1}. ${name} (tối đa ${maxima[at]} điểm)`, '<'],
          [`Điểm xã tự cho tiêu chí ${at + 1}`, `${own[at]} điểm`],
        ]),
      ]).claims,
    ).toBe(said);
  });

  it('a column without a name is the commune’s where it adds up to its own total', () => {
    const rows = (claimed: readonly number[]): Row[] => [
      ['TT', 'Nội dung', 'Điểm tối đa', 'Năm nay'],
      ...names.map((name, at): Row => [`${at + 1}`, name, maxima[at] ?? 0, claimed[at] ?? 0]),
      ['', 'Tổng cộng', 1000, total],
    ];
    expect(read(rows(own))).toEqual({ claims: said, total: `${total}/1000` });
    expect(read(rows(own.map((points) => points - 5))).claims).toBe('');
  });

  it('a sheet lies on its side under bare numbers, its maxima above or below', () => {
    const across = (criteria: readonly number[]): Row[] => [
      ['Tiêu chí', ...criteria],
      ['Điểm thống nhất', ...criteria.map((number) => own[number - 1] ?? 0)],
      ['Điểm tối đa', ...criteria.map((number) => maxima[number - 1] ?? 0)],
    ];
    expect(read([...across([1, 2, 3, 4, 5, 6, 7]), ...across([8, 9, 10, 11, 12, 13])]).claims).toBe(said);
  });
});

describe('points that say whose they are', () => {
  it('stand in the head of a criterion’s own card, with or without points of its items', () => {
    expect(
      read([
        ['03', 'Trẻ em bị xâm hại', '', 'Tự chấm: 90 / 100 điểm'],
        ['', 'Số trẻ bị xâm hại', 'Không', '55/60 đ'],
        ['', 'Tỷ lệ trẻ bị xâm hại/tổng số trẻ em', '0% (0/1.020 trẻ)', '35/40 đ'],
      ]).claims,
    ).toBe('3:90/100');
    expect(
      read([
        ['02', 'Trẻ em được khai sinh đúng quy định', '', 'Tự chấm: 70 / 75 điểm'],
        ['', 'Tỷ lệ trẻ có giấy khai sinh', '99,2% (1.012/1.020 trẻ)', ''],
        ['', 'Nguồn: sổ hộ tịch', '', ''],
      ]).claims,
    ).toBe('2:70/75');
  });

  it('stand in the foot of the card beside the most there are, below results', () => {
    expect(
      read([
        ['Tiêu chí 5: Trẻ em bị tai nạn, thương tích', ''],
        ['Trẻ em bị tai nạn, thương tích', '11 trẻ'],
        ['Tỷ lệ trẻ em bị tai nạn, thương tích trên tổng số trẻ em', '11/911 = 1,2%'],
        ['Trẻ em tử vong do tai nạn, thương tích', '0 trẻ'],
        ['Điểm tối đa: 75', 'Điểm tự chấm: 70'],
      ]).claims,
    ).toBe('5:70/75');
  });

  it('are given by the commune in its own words: "Xã tự cho điểm"', () => {
    expect(
      read([
        ['Mã', 'Chỉ tiêu đánh giá', 'Kết quả', 'Thang điểm', 'Xã tự cho điểm'],
        ['TC1', nameOf(1), '', 100, 90],
        ['1a', officer, 'Có', 50, 50],
        ['TC2', nameOf(2), '', 75, 75],
        ['2a', 'Trẻ em đã đăng ký khai sinh đúng quy định', '99,1%', 75, 75],
        ['TC3', nameOf(3), '', 100, 100],
      ]).claims,
    ).toBe('1:90/100 2:75/75 3:100/100');
  });

  it('share a column with the most there are', () => {
    expect(
      read([
        ['Nội dung đánh giá', 'Kết quả đạt được', 'Điểm chấm / điểm tối đa'],
        [`Tiêu chí 1. ${nameOf(1)}`, '', '90/100'],
        [`Tiêu chí 2. ${nameOf(2)}`, '', '75/75'],
        ['Khai sinh cho trẻ đúng quy định', '699/705 em, đạt 99,15%', '75/75'],
        [`Tiêu chí 3. ${nameOf(3)}`, '', '80/100'],
      ]).claims,
    ).toBe('1:90/100 2:75/75 3:80/100');
  });
});

it('short names counted one to thirteen are the criteria, unless words say otherwise', () => {
  const short = [
    'Nguồn lực',
    'Khai sinh',
    'Xâm hại trẻ em',
    'Vi phạm pháp luật, ma túy',
    'Tai nạn, thương tích',
    'Hoàn cảnh đặc biệt',
    'Tiêm chủng',
    'Suy dinh dưỡng',
    'Khám sức khỏe',
    'Mầm non',
    'Quyền tham gia',
    'Vui chơi, giải trí',
    'Hài lòng',
  ];
  const rows = (names: readonly string[]): Row[] => [
    ['Tiêu chí', 'Điểm Hội đồng chấm', 'Số thành viên đồng ý'],
    ...names.map((name, at): Row => [`${at + 1}. ${name}`, 40 + at, '10/10']),
    ['Cộng', 598, ''],
  ];
  expect(read(rows(short)).claims).toBe(short.map((_, at) => `${at + 1}:${40 + at}/-`).join(' '));
  const villages = short.map((_, at) => `Thôn Nà Lìa ${at}`);
  expect(read(rows(villages)).claims).toBe('');
  const swapped = [nameOf(2), nameOf(1), ...short.slice(2)];
  expect(read(rows(swapped)).claims).toMatch(/^1:41\/- 2:40\/-/u);
});

it('a second head below the items has the points of criteria', () => {
  expect(
    read([
      ['PHẦN A. KẾT QUẢ CÁC CHỈ TIÊU', '', '', '', ''],
      ['Mục', 'Chỉ tiêu', 'Kết quả năm 2023', 'Ngành chịu trách nhiệm', 'Điểm đạt'],
      ['1.1', officer, 'Có', 'Văn hóa - Xã hội', 50],
      ['1.2', collaborators, 'Có', 'Văn hóa - Xã hội', 40],
      ['2.1', 'Trẻ em được khai sinh đúng quy định', '688/695 em, đạt 99,0%', 'Tư pháp', 75],
      ['3.1', 'Số trẻ em bị xâm hại', '0', 'Công an', 60],
      ['PHẦN B. TỔNG HỢP ĐIỂM', '', '', '', ''],
      ['Số TT', 'Tên tiêu chí', '', 'Điểm tối đa', 'Điểm tự chấm'],
      ['1', nameOf(1), '', 100, 90],
      ['2', nameOf(2), '', 75, 75],
      ['3', nameOf(3), '', 100, 100],
      ['4', nameOf(4), '', 75, 75],
    ]).claims,
  ).toMatch(/^1:90\/100 2:75\/75 3:100\/100 4:75\/75/u);
});
