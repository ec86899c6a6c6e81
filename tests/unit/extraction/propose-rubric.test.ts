import { describe, expect, it } from 'vitest';
import { findFigures } from '../../../shared/extraction/figures.ts';
import { createLabelMatcher } from '../../../shared/extraction/label-matcher.ts';
import { readLabelled } from '../../../shared/extraction/labelled-figures.ts';
import { proposeRubric } from '../../../shared/extraction/propose-rubric.ts';
import { qd06Rubric } from '../../../shared/rubrics/qd-06-2019/rubric.ts';
import type { ItemRule, Rubric } from '../../../shared/rubrics/rubric.ts';
import type { RubricDraft } from '../../../shared/rubrics/rubric-draft.ts';
import type { AnnexCell } from './annex-document.ts';
import { annexHead, readAnnex, writeAnnex } from './annex-document.ts';

async function propose(...tables: readonly (readonly (readonly AnnexCell[])[])[]): Promise<RubricDraft> {
  const document = await readAnnex(await writeAnnex(...tables.map((rows) => [annexHead, ...rows])));
  return proposeRubric({ document, file: 'phu-luc.docx', before: qd06Rubric });
}

function sayItem({ id, max, rule }: ItemRule): unknown {
  if (rule.kind === 'yes-no') return [id, rule.indicator, `có ${rule.points}`];
  return [
    id,
    rule.indicator,
    `${rule.kind} ${rule.direction} ${rule.bands.map(({ threshold, exclusive, points }) => `${exclusive === true ? '>' : ''}${threshold}:${points}`).join(' ')} else ${rule.otherwise.points ?? '?'}${rule.kind === 'rate' && rule.noCase !== 'person' ? ` none ${rule.noCase.points}` : ''} max ${max}`,
  ];
}

function criterion(number: number, { rubric }: { readonly rubric: Rubric }): unknown {
  const found = rubric.criteria.find((one) => one.number === number);
  return { max: found?.max.points, items: found?.items.map(sayItem) };
}

/** Doubts but those on criteria the made-up annex leaves out. */
const doubtsOf = ({ doubts }: RubricDraft): readonly string[] =>
  doubts.map(({ message }) => message).filter((message) => !message.startsWith('Không tìm thấy tiêu chí'));

const immunisation =
  'Trẻ em dưới 1 tuổi được tiêm chủng đầy đủ các loại vắc xin thuộc chương trình tiêm chủng mở rộng';
const seventh = {
  max: 44,
  items: [['7.1', 'c07.full-immunisation-rate', 'rate gte 0.77:44 0.55:22 else 0 max 44']],
};

describe('a criterion of a made-up annex', () => {
  it('levels as lines of one cell, the maximum beside them', async () => {
    const draft = await propose([
      [
        `7. ${immunisation}`,
        '- Từ 77% trở lên: 44 điểm;\n- Từ 55% đến dưới 77%: 22 điểm;\n- Dưới 55%: 0 điểm.',
        '44',
      ],
    ]);
    expect([criterion(7, draft), doubtsOf(draft)]).toEqual([seventh, []]);
  });

  it('levels as rows of their own, the name merged beside them', async () => {
    const draft = await propose([
      [{ text: `7. ${immunisation}`, rows: 4 }, 'Tỷ lệ trẻ em dưới 1 tuổi được tiêm chủng đầy đủ', '44'],
      ['- Từ 77% trở lên', '44'],
      ['- Từ 55% đến dưới 77%', '22'],
      ['- Dưới 55%', '0'],
    ]);
    expect([criterion(7, draft), doubtsOf(draft)]).toEqual([seventh, []]);
  });

  it('levels in one line behind the label, points in the words', async () => {
    const draft = await propose([
      [
        `Tiêu chí 7: ${immunisation}`,
        'Tỷ lệ trẻ em dưới 1 tuổi được tiêm chủng đầy đủ: từ 77% trở lên: 44 điểm; từ 55% đến dưới 77%: 22 điểm; dưới 55%: 0 điểm',
        '44',
      ],
    ]);
    expect([criterion(7, draft), doubtsOf(draft)]).toEqual([seventh, []]);
  });

  it('points as lines of the column of points', async () => {
    const draft = await propose([
      [`7. ${immunisation}`, 'Từ 77% trở lên\nTừ 55% đến dưới 77%\nDưới 55%', '44 điểm\n22 điểm\n0 điểm'],
    ]);
    expect(criterion(7, draft)).toEqual(seventh);
    expect(doubtsOf(draft)).toEqual([
      expect.stringContaining('Tiêu chí 7 không ghi điểm tối đa, tạm lấy tổng các nội dung là 44 điểm'),
    ]);
  });

  it('a table that goes on overleaf, its head repeated', async () => {
    const draft = await propose(
      [
        [`7. ${immunisation}`, '', '44'],
        ['', '- Từ 77% trở lên', '44'],
      ],
      [
        ['', '- Từ 55% đến dưới 77%', '22'],
        ['', '- Dưới 55%', '0'],
      ],
    );
    expect([criterion(7, draft), doubtsOf(draft)]).toEqual([seventh, []]);
  });

  it('a page, which sets the lines of a cell one behind the other', async () => {
    const document = await readAnnex(
      await writeAnnex([
        annexHead,
        [
          '4. Trẻ em vi phạm pháp luật, nghiện ma túy',
          'a) Số trẻ em vi phạm pháp luật - Không có: 44 điểm - Từ 1 đến 2 em: 22 điểm - Từ 3 em trở lên: 0 điểm b) Số trẻ em nghiện ma túy - Không có: 33 điểm - Từ 1 em trở lên: 0 điểm',
          '77',
        ],
        [`7. ${immunisation}`, 'Từ 77% trở lên Từ 55% đến dưới 77% Dưới 55%', '44 22 0'],
      ]),
    );
    const draft = proposeRubric({
      document: { ...document, format: 'pdf' },
      file: 'phu-luc.pdf',
      before: qd06Rubric,
    });
    expect([criterion(4, draft), criterion(7, draft)]).toEqual([
      {
        max: 77,
        items: [
          ['4.1', 'c04.law-violating-children', 'count lte 0:44 2:22 else 0 max 44'],
          ['4.2', 'c04.drug-addicted-children', 'count lte 0:33 else 0 max 33'],
        ],
      },
      seventh,
    ]);
  });

  it('a case that did not occur, by the words of the law', async () => {
    const draft = await propose([
      [
        '6. Trẻ em có hoàn cảnh đặc biệt được trợ giúp',
        'Tỷ lệ vụ việc được phê duyệt kế hoạch can thiệp, hỗ trợ\n- Đạt tỷ lệ 100%: 44 điểm\n- Dưới 100%: 0 điểm\n- Không phát sinh vụ việc: 44 điểm',
        '44',
      ],
    ]);
    expect([criterion(6, draft), doubtsOf(draft)]).toEqual([
      { max: 44, items: [['6.1', 'c06.intervention-plan-rate', 'rate gte 1:44 else 0 none 44 max 44']] },
      [],
    ]);
  });

  it('items numbered 1), 2) with yes and no', async () => {
    const draft = await propose([
      ['1. Nguồn lực thực hiện quyền trẻ em', '', '77'],
      ['', '1) Có bố trí người làm công tác bảo vệ trẻ em cấp xã: 44 điểm', '44'],
      ['', '2) Có bố trí cộng tác viên bảo vệ trẻ em tại thôn, khu phố', '11'],
      [
        '',
        '3) Có Ban bảo vệ trẻ em hoặc nhóm thường trực, giao ban định kỳ:\nCó: 11 điểm\nKhông: 0 điểm',
        '11',
      ],
      ['', '4) Có kinh phí cho công tác bảo vệ, chăm sóc trẻ em', '11'],
    ]);
    expect([criterion(1, draft), doubtsOf(draft)]).toEqual([
      {
        max: 77,
        items: [
          ['1.1', 'c01.officer', 'có 44'],
          ['1.2', 'c01.collaborators', 'có 11'],
          ['1.3', 'c01.protection-group', 'có 11'],
          ['1.4', 'c01.budget', 'có 11'],
        ],
      },
      [],
    ]);
  });

  it('fewer is better: none, from one to two, from three', async () => {
    const draft = await propose([
      ['3. Trẻ em bị xâm hại', 'Số trẻ em bị xâm hại: không có: 77; từ 1 đến 2: 33; từ 3 trở lên: 0', '77'],
    ]);
    expect([criterion(3, draft), doubtsOf(draft)]).toEqual([
      { max: 77, items: [['3.1', 'c03.abused-children', 'count lte 0:77 2:33 else 0 max 77']] },
      [],
    ]);
  });

  it('fewer is better in words with the children named', async () => {
    const draft = await propose([
      [
        '3. Trẻ em bị xâm hại',
        '- Không có trẻ em bị xâm hại: 77 điểm\n- Có từ 1 đến 2 trẻ em bị xâm hại: 33 điểm\n- Có từ 3 trẻ em bị xâm hại trở lên: 0 điểm',
        '77',
      ],
    ]);
    expect([criterion(3, draft), doubtsOf(draft)]).toEqual([
      { max: 77, items: [['3.1', 'c03.abused-children', 'count lte 0:77 2:33 else 0 max 77']] },
      [],
    ]);
  });

  it('none of a kind, or some', async () => {
    const draft = await propose([
      [
        '5. Trẻ em bị tai nạn, thương tích',
        'Không có trẻ em tử vong do tai nạn, thương tích: 77 điểm\nCó trẻ em tử vong do tai nạn, thương tích: 0 điểm',
        '77',
      ],
    ]);
    expect([criterion(5, draft), doubtsOf(draft)]).toEqual([
      { max: 77, items: [['5.1', 'c05.injury-deaths', 'count lte 0:77 else 0 max 77']] },
      [],
    ]);
  });

  it('a rate that shall be low, its borders left out', async () => {
    const draft = await propose([
      [
        { text: '8. Trẻ em dưới 5 tuổi bị suy dinh dưỡng thể nhẹ cân và thể thấp còi', rows: 2 },
        'a) Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng thể nhẹ cân\n- Dưới 11%: 44 điểm\n- Từ 11% đến dưới 22%: 22 điểm\n- Từ 22% trở lên: 0 điểm',
        '44',
      ],
      [
        'b) Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng thể thấp còi\n- Dưới 22%: 33 điểm\n- Từ 22% đến 33%: 11 điểm\n- Trên 33%: 0 điểm',
        '33',
      ],
    ]);
    expect(criterion(8, draft)).toEqual({
      max: 77,
      items: [
        ['8.1', 'c08.underweight-rate', 'rate lte >0.11:44 >0.22:22 else 0 max 44'],
        ['8.2', 'c08.stunting-rate', 'rate lte >0.22:33 0.33:11 else 0 max 33'],
      ],
    });
    expect(doubtsOf(draft)).toEqual([]);
  });

  it('a level of the full rate only leaves the rest unknown and says so', async () => {
    const draft = await propose([
      [
        '6. Trẻ em có hoàn cảnh đặc biệt được trợ giúp',
        'a) Tỷ lệ trẻ em có hoàn cảnh đặc biệt được trợ giúp từ 77% trở lên: 33 điểm; dưới 77%: 0 điểm\n' +
          'b) Tỷ lệ các vụ việc được phê duyệt kế hoạch can thiệp, hỗ trợ kịp thời đạt tỷ lệ 100%: 44 điểm',
        '77',
      ],
    ]);
    expect(criterion(6, draft)).toEqual({
      max: 77,
      items: [
        ['6.1', 'c06.special-circumstances-supported-rate', 'rate gte 0.77:33 else 0 max 33'],
        ['6.2', 'c06.intervention-plan-rate', 'rate gte 1:44 else ? max 44'],
      ],
    });
    expect(doubtsOf(draft)).toEqual([
      expect.stringContaining('văn bản không nêu mức điểm khi không đạt mức thấp nhất, để "chưa biết"'),
    ]);
  });

  it('an item of the law that no known figure fits gets a figure of its own, and a doubt', async () => {
    const draft = await propose([
      ['11. Trẻ em được thực hiện quyền tham gia của trẻ em', '', '77'],
      ['', '- Tổ chức diễn đàn trẻ em cấp xã hằng năm', '77'],
    ]);
    expect(criterion(11, draft)).toEqual({ max: 77, items: [['11.1', 'c11.item-11-1-v2', 'có 77']] });
    expect(doubtsOf(draft)).toEqual([expect.stringContaining('chưa khớp chỉ tiêu nào đã có')]);
    expect(draft.rubric.vocabulary.indicators.at(-1)).toMatchObject({
      id: 'c11.item-11-1-v2',
      unit: 'yes-no',
      name: 'Tổ chức diễn đàn trẻ em cấp xã hằng năm',
    });
  });
});

describe('what the reading does not understand', () => {
  it.each([
    [
      'a gap between levels',
      'Từ 77% trở lên: 44 điểm\nTừ 55% đến dưới 66%: 22 điểm\nDưới 55%: 0 điểm',
      'có khoảng trống giữa 66% và 77%',
    ],
    [
      'an overlap',
      'Từ 77% trở lên: 44 điểm\nTừ 55% đến 77%: 22 điểm\nDưới 55%: 0 điểm',
      'hai mức chồng lên nhau tại 77%',
    ],
    [
      'levels without a direction',
      'Từ 55% đến dưới 77%: 44 điểm\nTừ 77% trở lên: 22 điểm\nDưới 55%: 0 điểm',
      'chưa dùng mức 44 điểm',
    ],
    [
      'a deduction',
      'Từ 77% trở lên: 44 điểm\nDưới 77%: 0 điểm\nMỗi trường hợp trừ 5 điểm',
      'Chưa hiểu nội dung "Mỗi trường hợp trừ 5 điểm"',
    ],
    [
      'a level without points',
      'Từ 77% trở lên: 44 điểm\nTừ 55% đến dưới 77%\nDưới 55%: 0 điểm',
      'Mức "Từ 55% đến dưới 77%" chưa có số điểm',
    ],
    [
      'a formula',
      'Tỷ lệ = số trẻ được tiêm x 100%\nTừ 77% trở lên: 44 điểm\nDưới 77%: 0 điểm',
      'Chưa hiểu nội dung "Tỷ lệ = số trẻ được tiêm x 100%"',
    ],
  ])('%s is a doubt with its place', async (_what, text, words) => {
    const { doubts } = await propose([
      [`7. ${immunisation}`, '', '44'],
      ['', text, ''],
    ]);
    const found = doubts.filter(({ message }) => message.includes(words));
    expect(found).toHaveLength(1);
    expect([found[0]?.message.includes('bảng 1, dòng 3'), found[0]?.source?.file]).toEqual([
      true,
      'phu-luc.docx',
    ]);
  });

  it.each([
    ['no number', 'theo hướng dẫn'],
    ['one figure for two levels', '33'],
    ['a maximum no item gives', '45'],
  ])('a cell of points that fits nothing is never dropped: %s', async (_what, cell) => {
    const { doubts } = await propose([
      [`7. ${immunisation}`, '', '44'],
      ['', cell === '33' ? 'Từ 77% trở lên\nDưới 77%' : 'Từ 77% trở lên: 44 điểm\nDưới 77%: 0 điểm', cell],
    ]);
    expect(doubts.map(({ message }) => message)).toContain(
      `Số điểm "${cell}" chưa rõ thuộc nội dung nào (bảng 1, dòng 3, cột 3).`,
    );
  });

  it('a file without the table says so and changes nothing that was known', async () => {
    const document = await readAnnex(
      await writeAnnex([
        ['Họ và tên', 'Năm sinh'],
        ['Cháu bé Giả Định', '2011'],
      ]),
    );
    const { rubric, doubts } = proposeRubric({ document, file: 'a.docx', before: qd06Rubric });
    expect(rubric).toEqual({ ...qd06Rubric, version: 2 });
    expect(doubts).toEqual([
      {
        message: 'Không tìm thấy bảng "Tên gọi của tiêu chí | Cách tính và thang điểm | Số điểm" trong tệp.',
        mustCorrect: false,
        source: null,
      },
    ]);
  });
});

it('each row keeps its place and its words', async () => {
  const { rubric } = await propose([
    [`7. ${immunisation}`, '', '44'],
    ['', '- Từ 77% trở lên', '44'],
    ['', '- Dưới 77%', '0'],
  ]);
  const [item] = rubric.criteria[6]?.items ?? [];
  expect(item?.rule.kind === 'rate' ? item.rule.bands : []).toEqual([
    {
      threshold: 0.77,
      points: 44,
      status: 'sourced',
      source: 'phu-luc.docx, bảng 1, dòng 3, cột 3',
      reference: 'điểm g khoản 1 Điều 2 của Quy định kèm theo Quyết định số 06/QĐ-TTg',
      verified: null,
      entered: {
        file: 'phu-luc.docx',
        locator: { kind: 'table', table: 1, row: 3, column: 3 },
        raw: '- Từ 77% trở lên | 44',
      },
    },
  ]);
});

describe('a count with a unit of its own', () => {
  it('gets the unit from its levels, and is found in a dossier where a figure is said with it', async () => {
    const draft = await propose([
      [
        '12. Hoạt động vui chơi, giải trí, văn hóa, thể dục, thể thao dành cho trẻ em',
        'Số câu lạc bộ quyền trẻ em: từ 5 câu lạc bộ trở lên: 44 điểm; từ 3 đến 4 câu lạc bộ: 22 điểm; dưới 3 câu lạc bộ: 0 điểm',
        '44',
      ],
    ]);
    const { vocabulary } = draft.rubric;
    const added = vocabulary.indicators.find(({ id }) => id === 'c12.item-12-1-v2');
    expect([added?.unit, added?.unitWord]).toEqual(['count', 'câu lạc bộ']);
    const matcher = createLabelMatcher(vocabulary);
    const place = { file: 'a.docx', locator: { kind: 'paragraph', index: 1 }, confidence: 1 } as const;
    const valuesOf = (text: string) =>
      findFigures(text).flatMap((figure) =>
        readLabelled('Số câu lạc bộ quyền trẻ em', figure, 12, matcher, place, 1).map(
          ({ indicator, value }) => [indicator, value],
        ),
      );
    expect(valuesOf('06 câu lạc bộ')).toEqual([['c12.item-12-1-v2', 6]]);
    expect(valuesOf('06 mô hình')).toEqual([]);
  });
});
