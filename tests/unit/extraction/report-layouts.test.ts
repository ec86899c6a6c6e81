import { describe, expect, it } from 'vitest';
import { chiLang2023 } from '../../../shared/domain/rounds/chi-lang-2023.ts';
import { extractDocument } from '../../../shared/extraction/extract-document.ts';
import { qd06Rubric } from '../../../shared/rubrics/qd-06-2019/rubric.ts';
import { documentOf } from './table-of.ts';

/** The figures of a report plain enough to be accepted. */
function plain(lines: readonly string[]): Record<string, unknown> {
  const { readings } = extractDocument({
    file: 'bao-cao.docx',
    document: documentOf(['BÁO CÁO', 'Kết quả tự đánh giá xã phù hợp với trẻ em năm 2023', ...lines]),
    vocabulary: qd06Rubric.vocabulary,
    communes: chiLang2023.communes,
    year: 2023,
  });
  return Object.fromEntries(
    readings.filter(({ confidence }) => confidence >= 0.9).map(({ indicator, value }) => [indicator, value]),
  );
}

describe('a form filled in on its dots', () => {
  it('is read without them, and an empty line of it is no heading', () => {
    expect(
      plain([
        'Tỷ lệ trẻ em được khai sinh đúng quy định: ……98,5……%',
        'Số trẻ em bị xâm hại: ....0.... em',
        'Số trẻ em tử vong do tai nạn, thương tích: …không…',
        'Tỷ lệ trẻ em được khám sức khỏe định kỳ: ……/…… đạt ……%',
        'Tỷ lệ thôn có điểm vui chơi: …7…/…8… thôn, đạt …87,5…%',
        'Số hoạt động văn hóa, thể thao trong năm: __6__ hoạt động',
      ]),
    ).toEqual({
      'c02.birth-registration-rate': 0.985,
      'c03.abused-children': 0,
      'c05.injury-deaths': 0,
      'c12.play-area-rate': 0.875,
      'c12.activities': 6,
    });
  });

  it('has boxes to tick', () => {
    expect(
      plain([
        'Tiêu chí 1. Nguồn lực thực hiện quyền trẻ em',
        '1.1. Có bố trí người làm công tác bảo vệ trẻ em cấp xã: ☑ Có ☐ Không',
        '1.2. Cộng tác viên bảo vệ trẻ em tại thôn: Có ☐  Không ☒',
        '1.3. Kinh phí cho công tác bảo vệ trẻ em: ☐ Có ☐ Không',
      ]),
    ).toEqual({ 'c01.officer': true, 'c01.collaborators': false });
  });
});

describe('questions and results', () => {
  it.each([
    ['on lines of their own', '\n', ['Chỉ tiêu: ', 'Kết quả: ', 'Đánh giá: Đạt']],
    ['on one line', '; ', ['Chỉ tiêu: ', 'Kết quả: ', 'Đánh giá: Đạt']],
  ])('are read together: %s', (_, joint, [asked = '', answer = '', verdict = '']) => {
    const record = (question: string, result: string): readonly string[] =>
      [`${asked}${question}`, `${answer}${result}`, verdict].join(joint).split('\n');
    expect(
      plain([
        ...record('Tỷ lệ trẻ em được khai sinh đúng quy định', '98,8% (748/757 trẻ)'),
        ...record('Số trẻ em bị xâm hại', '0'),
        ...record('Tỷ lệ trẻ mẫu giáo đến lớp', '98,7%'),
      ]),
    ).toEqual({
      'c02.birth-registration-rate': 0.988,
      'c03.abused-children': 0,
      'c10.kindergarten-rate': 0.987,
    });
  });

  it('are not joined over many lines', () => {
    expect(
      plain(['Chỉ tiêu: Tỷ lệ trẻ mẫu giáo đến lớp', 'Một.', 'Hai.', 'Ba.', 'Bốn.', 'Kết quả: 98,7%']),
    ).toEqual({});
  });

  it('are said in minutes behind the number of the criterion', () => {
    expect(
      plain([
        'Tiêu chí 3. Kết quả: không có trường hợp nào.',
        'Tiêu chí 5 - Kết quả: 5 trẻ bị TNTT, 0 tử vong',
        'Tiêu chí 7. Kết quả: đạt 100 %',
        'Tiêu chí 8 - Kết quả: nhẹ cân 9,1%; thấp còi 16,5%.',
        'Tiêu chí 10 - Kết quả: NT 41,7%; MG 98,7%',
        'Tiêu chí 12 - Kết quả: 7/8 thôn có điểm vui chơi, 6 hoạt động',
        'Tiêu chí 13 - Kết quả: trẻ em 93,3%, người dân 92,4%',
      ]),
    ).toEqual({
      'c03.abused-children': 0,
      'c05.injured-children': 5,
      'c05.injury-deaths': 0,
      'c07.full-immunisation-rate': 1,
      'c08.underweight-rate': 0.091,
      'c08.stunting-rate': 0.165,
      'c10.nursery-rate': 0.417,
      'c10.kindergarten-rate': 0.987,
      'c12.play-area-rate': 0.875,
      'c12.activities': 6,
      'c13.children-satisfaction-rate': 0.933,
      'c13.residents-satisfaction-rate': 0.924,
    });
  });
});

describe('lists', () => {
  it('give the commune its total, not that of a village below it', () => {
    expect(
      plain([
        'Tiêu chí 9. Trẻ em được khám sức khỏe định kỳ',
        '- Toàn xã: 694/722 trẻ, đạt 96,1%. Trong đó:',
        '+ Thôn Làng Bu: 102/105 trẻ, đạt 97,1%',
        '+ Thôn Nà Pe: 90/95 trẻ, đạt 94,7%',
      ]),
    ).toEqual({ 'c09.health-check-rate': 0.961 });
    expect(
      plain([
        'Tiêu chí 2. Trẻ em được khai sinh đúng quy định',
        '- Thôn Làng Bu: 102/105 trẻ, đạt 97,1%',
        '- Thôn Nà Pe: trẻ em được khai sinh đúng quy định 90/95 trẻ, đạt 94,7%',
      ]),
    ).toEqual({});
  });

  it('go on from line to line without being of the criterion one line resembles', () => {
    expect(plain(['Số trẻ em bị xâm hại: 0', 'Đánh giá: Đạt', 'Tỷ lệ trẻ mẫu giáo đến lớp: 98,7%'])).toEqual({
      'c03.abused-children': 0,
      'c10.kindergarten-rate': 0.987,
    });
  });

  it('of schools are none of children', () => {
    expect(
      plain(['Tiêu chí 9. Trẻ em được khám sức khỏe định kỳ', 'Đã tổ chức khám tại 9/10 trường, đạt 90%.']),
    ).toEqual({});
  });
});

describe('so many of so many', () => {
  it.each([
    ['56 trên 57 trẻ dưới 1 tuổi được tiêm chủng đầy đủ, đạt 98,2%', 0.982],
    ['Số trẻ em dưới 1 tuổi được tiêm chủng đầy đủ là 56 trên tổng số 57 trẻ (98,2%).', 0.982],
    ['Tiêm chủng đầy đủ cho trẻ dưới 1 tuổi: 56/57 trẻ (98,2%)', 0.982],
    ['Tiêm chủng đầy đủ cho trẻ dưới 1 tuổi: 57/57 100%', 1],
  ])('%s', (text, rate) => {
    expect(plain([text])).toEqual({ 'c07.full-immunisation-rate': rate });
  });

  it.each([['Tiêm chủng đầy đủ cho trẻ dưới 1 tuổi tại 2 trên 16 tuổi bản.']])('%s is none', (text) => {
    expect(plain([text])).toEqual({});
  });

  it.each([
    ['Tỷ lệ nhẹ cân và thấp còi lần lượt là 9,1% và 16,5%.', 'c08.underweight-rate', 'c08.stunting-rate'],
    ['Tỷ lệ trẻ NT/MG đến trường: 9,1%/16,5%.', 'c10.nursery-rate', 'c10.kindergarten-rate'],
    [
      'Tỷ lệ hài lòng của TE/ND lần lượt đạt 9,1%; 16,5%.',
      'c13.children-satisfaction-rate',
      'c13.residents-satisfaction-rate',
    ],
  ])('in turn: %s', (text, first, second) => {
    expect(plain([text])).toEqual({ [first]: 0.091, [second]: 0.165 });
  });
});

describe('rates of something else', () => {
  it.each([
    ['Tiêu chí 10. Trẻ em đến trường, lớp mầm non', 'Tỷ lệ trẻ ăn bán trú: nhà trẻ 100%, mẫu giáo 99%.'],
    ['Tiêu chí 13. Mức độ hài lòng của trẻ em và người dân', 'Tỷ lệ thu về: trẻ em 100%; người dân 98%.'],
    ['Tiêu chí 9. Trẻ em được khám sức khỏe định kỳ', 'Kết quả: 100% trường học tổ chức khám.'],
    ['Tiêu chí 2. Trẻ em được khai sinh đúng quy định', 'Kết quả: 98% trẻ dưới 5 tuổi.'],
  ])('are not accepted under the heading "%s": %s', (heading, sentence) => {
    expect(plain([heading, sentence])).toEqual({});
  });
});

describe('lines of villages', () => {
  const lines = [
    '- Thôn Nà Lặn: 20/20 trẻ được đăng ký khai sinh;',
    '- Thôn Co Mạ: 18/20 trẻ được đăng ký khai sinh;',
    '- Thôn Bản Tém: 30/31 trẻ được đăng ký khai sinh.',
  ];

  it.each(['Xã có 03 thôn, kết quả từng thôn như sau:', 'Kết quả khai sinh của 3/3 thôn:'])(
    'are added up where the paper says that they are all: %s',
    (lead) => {
      expect(plain([lead, ...lines])).toEqual({ 'c02.birth-registration-rate': 0.957746 });
    },
  );

  it.each(['Xã có 05 thôn, kết quả như sau:', 'Trong đó tiêu biểu có 03 thôn:', 'Kết quả từng thôn:'])(
    'are left to a person where it does not: %s',
    (lead) => {
      expect(plain([lead, ...lines])).toEqual({});
    },
  );

  it('with no words of their own are of what their lead names', () => {
    expect(
      plain([
        'Tỷ lệ trẻ em được khám sức khỏe định kỳ tại cả 02 thôn như sau:',
        'Thôn Nà Lặn: 95/100 trẻ',
        'Thôn Co Mạ: 85/100 trẻ',
      ]),
    ).toEqual({ 'c09.health-check-rate': 0.9 });
  });
});
