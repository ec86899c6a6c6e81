import { describe, expect, it } from 'vitest';
import { createLabelMatcher } from '../../../shared/extraction/label-matcher.ts';
import { readSentences } from '../../../shared/extraction/read-sentences.ts';
import { qd06Rubric } from '../../../shared/rubrics/qd-06-2019/rubric.ts';

const matcher = createLabelMatcher(qd06Rubric.vocabulary);
const place = { file: 'bao-cao.docx', locator: { kind: 'paragraph', index: 1 }, confidence: 1 } as const;

function read(text: string, criterion?: number): Record<string, unknown> {
  return Object.fromEntries(
    readSentences(text, criterion, matcher, 2023, place).map((reading) => [reading.indicator, reading.value]),
  );
}

describe('several facts in one paragraph', () => {
  it('are of the criterion the ones before them are of', () => {
    expect(
      read(
        'Xã có bố trí 01 người làm công tác bảo vệ trẻ em cấp xã; Ban bảo vệ trẻ em xã gồm 11 thành viên, họp giao ban hằng quý; kinh phí hoạt động 28 triệu đồng/năm.',
      ),
    ).toEqual({ 'c01.officer': true, 'c01.protection-group': true, 'c01.budget': true });
  });

  it('are none where nothing before them tells the criterion', () => {
    expect(read('Kinh phí hoạt động 28 triệu đồng/năm.')).toEqual({});
  });
});

describe('those who died by one cause', () => {
  const surely = (text: string): readonly unknown[] =>
    readSentences(text, 5, matcher, 2023, place).map(({ indicator, value, confidence }) => [
      indicator,
      value,
      confidence >= 0.9,
    ]);

  it('may not be all who died', () => {
    expect(surely('Trong năm có 02 em tử vong do đuối nước.')).toEqual([['c05.injury-deaths', 2, false]]);
  });

  it('are not those who were hurt', () => {
    expect(surely('Tai nạn, thương tích trẻ em: đuối nước 2 em; không có bỏng.')).toEqual([
      ['c05.injured-children', 2, false],
    ]);
    expect(surely('Tai nạn, thương tích trẻ em: 5 em, không có tử vong.')).toEqual([
      ['c05.injured-children', 5, true],
      ['c05.injury-deaths', 0, true],
    ]);
  });
});

describe('short forms of offices', () => {
  it.each([
    ['Tỷ lệ TE được ĐKKS đúng quy định đạt 98,8%.', { 'c02.birth-registration-rate': 0.988 }],
    ['Trong năm có 06 TE bị TNTT.', { 'c05.injured-children': 6 }],
    ['Tỷ lệ TE có HCĐB được trợ giúp đạt 100 %.', { 'c06.special-circumstances-supported-rate': 1 }],
    [
      'Tỷ lệ NT ra lớp 41,7%, MG ra lớp 98,7%.',
      { 'c10.nursery-rate': 0.417, 'c10.kindergarten-rate': 0.987 },
    ],
    [
      'Tỷ lệ hài lòng: TE 93,3%; ND 92,4%.',
      { 'c13.children-satisfaction-rate': 0.933, 'c13.residents-satisfaction-rate': 0.924 },
    ],
    ['- TNTT (TC 5): 80/85 điểm', {}],
    ['Trạm y tế hài lòng với 95% số thuốc được cấp.', {}],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });
});

describe('figures of running text', () => {
  it.each([
    [
      2,
      'Có 1.151/1.158 trẻ được đăng ký khai sinh đúng quy định, đạt tỷ lệ 99,4% (năm 2022 đạt 96,4%).',
      { 'c02.birth-registration-rate': 0.994 },
    ],
    [
      2,
      'Tỷ lệ trẻ em dưới 5 tuổi được đăng ký khai sinh đạt 98,8%, năm trước tỷ lệ này là 96,9%.',
      { 'c02.birth-registration-rate': 0.988 },
    ],
    [
      2,
      'Tỷ lệ trẻ em được đăng ký khai sinh cao hơn năm trước, đạt 98,8%.',
      { 'c02.birth-registration-rate': 0.988 },
    ],
    [3, 'Trong năm trên địa bàn không có trẻ em bị xâm hại, bạo lực, bóc lột.', { 'c03.abused-children': 0 }],
    [
      10,
      'Trẻ nhà trẻ ra lớp 43%. Phương hướng năm 2024: khai sinh 99,5%, trẻ nhà trẻ ra lớp 48%.',
      { 'c10.nursery-rate': 0.43 },
    ],
    [3, 'Không có trẻ em bị xâm hại (0 trường hợp/2.297 trẻ em).', { 'c03.abused-children': 0 }],
    [
      4,
      'Không có trẻ em vi phạm pháp luật, không có trẻ em nghiện ma túy.',
      { 'c04.law-violating-children': 0, 'c04.drug-addicted-children': 0 },
    ],
    [
      4,
      'Trên địa bàn không có trẻ em vi phạm pháp luật, nghiện ma túy.',
      { 'c04.law-violating-children': 0, 'c04.drug-addicted-children': 0 },
    ],
    [
      5,
      'Trong năm có 19 em bị tai nạn, thương tích, chiếm 1,46% tổng số trẻ em.',
      { 'c05.injured-children': 19, 'c05.injury-rate': 0.0146 },
    ],
    [5, 'Số trẻ em tử vong do tai nạn, thương tích: 01 trường hợp (đuối nước).', { 'c05.injury-deaths': 1 }],
    [
      6,
      '29/29 trẻ em có hoàn cảnh đặc biệt được trợ giúp (thẻ BHYT, tặng quà dịp lễ, Tết), đạt 100%.',
      { 'c06.special-circumstances-supported-rate': 1 },
    ],
    [
      6,
      'Không phát sinh vụ việc trẻ em bị xâm hại tình dục, bỏ rơi, mua bán cần phê duyệt kế hoạch can thiệp, hỗ trợ.',
      { 'c06.intervention-plan-rate': 'no-case' },
    ],
    [
      8,
      'Suy dinh dưỡng thể nhẹ cân 49/662 cháu, chiếm 7,4%; suy dinh dưỡng thể thấp còi 151/662 cháu, chiếm 22,8%.',
      { 'c08.underweight-rate': 0.074, 'c08.stunting-rate': 0.228 },
    ],
    [
      10,
      'Trẻ trong độ tuổi nhà trẻ đến trường, lớp: 55/179 trẻ, đạt 30,7%; trẻ mẫu giáo (3-5 tuổi): 201/202 trẻ, đạt 99,5%.',
      { 'c10.nursery-rate': 0.307, 'c10.kindergarten-rate': 0.995 },
    ],
    [
      12,
      'Có 10/12 thôn có điểm vui chơi, giải trí cho trẻ em, đạt 83,3%. Trong năm tổ chức 06 hoạt động văn hóa, văn nghệ dành cho trẻ em (ngày Quốc tế thiếu nhi 1/6).',
      { 'c12.play-area-rate': 0.833, 'c12.activities': 6 },
    ],
    [
      13,
      '75/80 trẻ em được hỏi hài lòng, đạt 93,8%; 74/80 người dân được hỏi hài lòng, đạt 92,5%.',
      { 'c13.children-satisfaction-rate': 0.938, 'c13.residents-satisfaction-rate': 0.925 },
    ],
  ])('section %d: %s', (criterion, text, readings) => {
    expect(read(text, criterion)).toMatchObject(readings);
  });

  it.each([
    [7, 'Phấn đấu năm 2024 tỷ lệ trẻ em dưới 1 tuổi được tiêm chủng đầy đủ đạt 99%.'],
    [2, 'Năm 2022 đạt 96,4%.'],
    [13, '07/07 thành viên Hội đồng có mặt nhất trí (đạt 100%).'],
    [9, 'Trạm Y tế phối hợp với 5/5 trường học.'],
    [7, 'Giảm 2 trường hợp so với năm 2022.'],
  ])('section %d says nothing of this year: %s', (criterion, text) => {
    expect(read(text, criterion)).toEqual({});
  });

  it('takes what was reached, not what was planned', () => {
    expect(
      read(
        'Tỷ lệ trẻ em dưới 1 tuổi được tiêm chủng đầy đủ theo kế hoạch giao 95%, thực hiện đạt 98,5% (67/68 trẻ), vượt kế hoạch 3,5%.',
        7,
      ),
    ).toEqual({ 'c07.full-immunisation-rate': 0.985 });
  });

  it('takes the whole, not the parts listed after it, and an absence of deaths is none of injuries', () => {
    expect(
      read(
        'Tổng số trẻ em bị TNTT: 12 em (trong đó: ngã 5, bỏng 3), chiếm 1,04%; không có trẻ tử vong do đuối nước, tai nạn giao thông.',
        5,
      ),
    ).toEqual({ 'c05.injured-children': 12, 'c05.injury-rate': 0.0104 });
  });

  it('lets a lead hold for what follows it', () => {
    expect(read('Mức độ hài lòng: trẻ em 94,4%; người dân 91,2%.')).toEqual({
      'c13.children-satisfaction-rate': 0.944,
      'c13.residents-satisfaction-rate': 0.912,
    });
  });

  it('reads yes and no of the means of criterion 1', () => {
    expect(
      read(
        '- Đã bố trí 01 công chức phụ trách công tác bảo vệ, chăm sóc trẻ em cấp xã.\n- Không bố trí được kinh phí cho công tác bảo vệ, chăm sóc trẻ em trong năm.',
        1,
      ),
    ).toMatchObject({ 'c01.officer': true, 'c01.budget': false });
  });

  it('does not take a part of the villages for a plain yes', () => {
    const [reading] = readSentences('10/13 thôn có cộng tác viên bảo vệ trẻ em.', 1, matcher, 2023, place);
    expect(reading?.confidence).toBeLessThan(0.9);
  });

  it('marks a rate that contradicts its own fraction', () => {
    const [reading] = readSentences(
      'Số trẻ em được khám sức khỏe định kỳ là 1.180/1.240 em, đạt 99,4%.',
      9,
      matcher,
      2023,
      place,
    );
    expect(reading).toMatchObject({ value: 0.994, numerator: 1180, denominator: 1240, printedRate: 0.994 });
  });

  it('keeps only the figure of a sentence, never the words around it, which may name a child', () => {
    const [reading] = readSentences(
      'Số trẻ em bị xâm hại: 1 em (cháu Nguyễn Văn Thử, thôn Mẫu).',
      3,
      matcher,
      2023,
      place,
    );
    expect(reading?.source.raw).toBe('1');
  });
});

describe('wordings of other communes', () => {
  it.each([
    [
      2,
      'Tỷ lệ trẻ em được khai sinh đúng quy định đạt 98,2% (kế hoạch 97%).',
      { 'c02.birth-registration-rate': 0.982 },
    ],
    [
      2,
      'Tỷ lệ trẻ em được khai sinh đúng quy định: KH 97%, thực hiện 98,2%.',
      { 'c02.birth-registration-rate': 0.982 },
    ],
    [
      2,
      'Yêu cầu đạt từ 95% trở lên; kết quả 98,5% trẻ em được khai sinh.',
      { 'c02.birth-registration-rate': 0.985 },
    ],
    [2, 'Khai sinh đúng quy định: 1 245/1 260 trẻ (98,8%)', { 'c02.birth-registration-rate': 0.988 }],
    [
      2,
      'Tỷ lệ trẻ em được khai sinh đúng quy định đạt 98,2% so với chỉ tiêu 97% đạt 101,2%.',
      { 'c02.birth-registration-rate': 0.982 },
    ],
    [
      2,
      'Tỷ lệ trẻ em được khai sinh đúng quy định đạt 98,2% (đạt 101,2% kế hoạch).',
      { 'c02.birth-registration-rate': 0.982 },
    ],
    [2, 'Trẻ em được khai sinh đúng quy định đạt 101,2% kế hoạch.', {}],
    [13, 'Mức độ hài lòng của trẻ em: rất hài lòng 50%, hài lòng 41,1%.', {}],
    [3, 'Tỷ suất trẻ em bị xâm hại 3,2‰.', { 'c03.abuse-rate': 0.0032 }],
    [3, 'Trẻ em bị xâm hại: Không phát sinh.', { 'c03.abused-children': 0 }],
    [
      4,
      'Số trẻ em vi phạm pháp luật, nghiện ma túy: 0.',
      { 'c04.law-violating-children': 0, 'c04.drug-addicted-children': 0 },
    ],
    [4, 'Số trẻ em vi phạm pháp luật, nghiện ma túy: 02 em.', {}],
    [
      4,
      'd) Trẻ em vi phạm pháp luật, nghiện ma túy: Số trẻ em vi phạm pháp luật: 01.',
      { 'c04.law-violating-children': 1 },
    ],
    [
      5,
      'Có 12 em bị tai nạn, thương tích (trong đó 2 em tử vong).',
      { 'c05.injured-children': 12, 'c05.injury-deaths': 2 },
    ],
    [5, 'Có 12 em bị tai nạn, thương tích (trong đó 5 em nữ).', { 'c05.injured-children': 12 }],
    [
      5,
      'Có mười hai em bị tai nạn thương tích, chiếm 0,9 %.',
      { 'c05.injured-children': 12, 'c05.injury-rate': 0.009 },
    ],
    [5, 'Trong năm mười hai em bị tai nạn thương tích.', {}],
    [
      5,
      '12 em bị tai nạn, thương tích, không có trường hợp tử vong.',
      { 'c05.injured-children': 12, 'c05.injury-deaths': 0 },
    ],
    [
      8,
      'Tỷ lệ suy dinh dưỡng thể nhẹ cân là 10,3%, giảm 0,9% so với năm 2022 (11,2%).',
      { 'c08.underweight-rate': 0.103 },
    ],
    [8, 'Tỷ lệ suy dinh dưỡng thể nhẹ cân giảm từ 11,2% xuống còn 10,3%.', { 'c08.underweight-rate': 0.103 }],
    [
      8,
      'Tỷ lệ suy dinh dưỡng nhẹ cân và thấp còi lần lượt là 10,3% và 15,1%.',
      { 'c08.underweight-rate': 0.103, 'c08.stunting-rate': 0.151 },
    ],
    [9, '6 tháng đầu năm tỷ lệ trẻ em được khám sức khỏe định kỳ đạt 91%.', {}],
    [12, 'Trong năm tổ chức mười hai hoạt động văn hóa, thể thao cho trẻ em.', { 'c12.activities': 12 }],
    [12, 'Tết Trung thu là một hoạt động tổ chức hằng năm cho trẻ em.', {}],
    [
      13,
      'Tỷ lệ hài lòng của trẻ em đạt 91,1% và của người dân đạt 95,5%.',
      { 'c13.children-satisfaction-rate': 0.911, 'c13.residents-satisfaction-rate': 0.955 },
    ],
    [
      13,
      'Khảo sát 90 trẻ em và 110 người dân: trẻ em hài lòng 91,1%, người dân hài lòng 95,5%.',
      { 'c13.children-satisfaction-rate': 0.911, 'c13.residents-satisfaction-rate': 0.955 },
    ],
    [
      1,
      'Cộng tác viên bảo vệ trẻ em: Đủ 8/8 thôn; kinh phí: 30.000.000 đồng.',
      { 'c01.collaborators': true, 'c01.budget': true },
    ],
    [1, 'Kinh phí bố trí cho công tác trẻ em: 0 đồng.', { 'c01.budget': false }],
    [undefined, 'Hội đồng biểu quyết: 7/7 thành viên nhất trí (100%).', {}],
    [undefined, 'Toàn xã có 1.245 hộ, 5.320 nhân khẩu, 1.260 trẻ em. Điện thoại: 0205.3820.123.', {}],
  ])('criterion %s: %s', (criterion, text, expected) => {
    expect(read(text, criterion)).toEqual(expected);
  });

  it.each([
    [9, 'Tỷ lệ trẻ em được khám sức khỏe định kỳ đạt trên 95%.'],
    [9, 'Tỷ lệ trẻ em được khám sức khỏe định kỳ ước đạt 95%.'],
    [9, 'Tỷ lệ trẻ em được khám sức khỏe định kỳ: ≥ 95%.'],
    [9, 'Tỷ lệ trẻ em được khám sức khỏe định kỳ: 95-97%.'],
    [12, 'Tổ chức 05 hoạt động văn hóa và 03 hoạt động thể thao trong năm.'],
  ])(
    'a figure that is only near, or one of several, is left to a person (criterion %s: %s)',
    (criterion, text) => {
      expect(
        readSentences(text, criterion, matcher, 2023, place).map(({ confidence }) => confidence),
      ).toEqual([0.4]);
    },
  );

  it.each([
    [2, 'Tỷ lệ trẻ em dân tộc thiểu số được khai sinh đúng quy định đạt 100%.'],
    [3, 'Trong năm có 01 vụ xâm hại trẻ em.'],
  ])(
    'a group of the children, or cases for children, is not quite plain (criterion %s: %s)',
    (criterion, text) => {
      expect(
        readSentences(text, criterion, matcher, 2023, place).map(({ confidence }) => confidence),
      ).toEqual([0.75]);
    },
  );
});
