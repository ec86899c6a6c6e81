import { describe, expect, it } from 'vitest';
import { createLabelMatcher } from '../../../shared/extraction/label-matcher.ts';
import { readSentences } from '../../../shared/extraction/read-sentences.ts';
import { qd06Rubric } from '../../../shared/rubrics/qd-06-2019/rubric.ts';

const matcher = createLabelMatcher(qd06Rubric.vocabulary);
const place = { file: 'bao-cao.docx', locator: { kind: 'paragraph', index: 1 }, confidence: 1 } as const;

/** What is read of a paragraph; a value that a person has to confirm is given as "?value". */
function read(text: string, criterion?: number): Record<string, unknown> {
  return Object.fromEntries(
    readSentences(text, criterion, matcher, 2023, place, true).map((reading) => [
      reading.indicator,
      reading.confidence >= 0.9 ? reading.value : `?${String(reading.value)}`,
    ]),
  );
}

type Case = readonly [number | undefined, string, Readonly<Record<string, unknown>>];

const resources: readonly Case[] = [
  [
    1,
    'UBND xã đã phân công 01 công chức Văn hóa - Xã hội phụ trách công tác trẻ em; 9/9 thôn có cộng tác viên bảo vệ trẻ em.',
    { 'c01.officer': true, 'c01.collaborators': true },
  ],
  [1, 'Chưa bố trí được kinh phí riêng cho công tác bảo vệ, chăm sóc trẻ em.', { 'c01.budget': false }],
  [
    1,
    'Ban bảo vệ trẻ em xã được kiện toàn tháng 02/2023, giao ban mỗi quý một lần.',
    { 'c01.protection-group': true },
  ],
  [
    undefined,
    'Xã Trẻ Nhân có 8 thôn, dân số 2.903 người, trẻ em dưới 16 tuổi 705 em, chiếm tỷ lệ 24,3%.',
    {},
  ],
  [undefined, 'Trẻ em dưới 16 tuổi là 1.302 em, bằng 25,1% dân số toàn xã.', {}],
];

const counts: readonly Case[] = [
  [3, 'Trong năm không phát hiện trường hợp trẻ em nào bị xâm hại.', { 'c03.abused-children': 0 }],
  [
    3,
    'Có 02 trẻ em bị xâm hại, chiếm 0,21% tổng số trẻ em trên địa bàn (2/941).',
    { 'c03.abused-children': 2, 'c03.abuse-rate': 0.0021 },
  ],
  [
    3,
    'Số trẻ em bị xâm hại là 01 em, tỷ suất 1,42‰.',
    { 'c03.abused-children': 1, 'c03.abuse-rate': 0.00142 },
  ],
  [3, 'Tỷ lệ trẻ em bị xâm hại/tổng số trẻ em: 3/1.204 = 0,25%.', { 'c03.abuse-rate': 0.0025 }],
  [
    4,
    'Không có trẻ em nghiện ma túy; có 01 em vi phạm pháp luật (trộm cắp vặt).',
    { 'c04.drug-addicted-children': 0, 'c04.law-violating-children': 1 },
  ],
  [
    4,
    'Hai em vi phạm pháp luật bị xử phạt hành chính, không em nào nghiện ma túy.',
    { 'c04.law-violating-children': 2, 'c04.drug-addicted-children': 0 },
  ],
  [
    5,
    'Toàn xã có 11 trẻ bị tai nạn, thương tích (tỷ suất 1,2%), trong đó có 01 trẻ tử vong.',
    { 'c05.injured-children': 11, 'c05.injury-rate': 0.012, 'c05.injury-deaths': 1 },
  ],
  [
    5,
    'Có 07 em bị tai nạn, thương tích, chiếm 0,74%, không có em nào tử vong.',
    { 'c05.injured-children': 7, 'c05.injury-rate': 0.0074, 'c05.injury-deaths': 0 },
  ],
  [
    5,
    'Tỷ suất trẻ em bị tai nạn, thương tích là 8,5‰ (8/941 em), năm 2022 là 9,9‰.',
    { 'c05.injury-rate': 0.0085 },
  ],
  [5, 'Vụ đuối nước làm cháu Hoàng Thị B và một cháu cùng xóm tử vong.', { 'c05.injury-deaths': '?1' }],
  [5, 'Tai nạn ngày 02/4 làm cháu bé 5 tuổi và một em khác tử vong.', { 'c05.injury-deaths': '?1' }],
  [
    5,
    'Số trẻ em bị tai nạn, thương tích: mười hai em; số trẻ em tử vong do tai nạn, thương tích: một em.',
    { 'c05.injured-children': 12, 'c05.injury-deaths': 1 },
  ],
];

const care: readonly Case[] = [
  [
    2,
    'Trong tổng số 941 trẻ em có 933 em được khai sinh đúng quy định, đạt 99,1%; còn 8 em chưa làm thủ tục.',
    { 'c02.birth-registration-rate': 0.991 },
  ],
  [
    2,
    'Tỷ lệ trẻ em được đăng ký khai sinh đúng quy định đạt 99,4% (kế hoạch 98%), tăng 0,6% so với năm 2022.',
    { 'c02.birth-registration-rate': 0.994 },
  ],
  [
    undefined,
    'Đến 31/10, 512/515 cháu đã được khai sinh đúng quy định (99,4%).',
    { 'c02.birth-registration-rate': 0.994 },
  ],
  [
    6,
    '21/21 trẻ em có hoàn cảnh đặc biệt được trợ giúp, đạt 100%; trong đó 06 em mồ côi.',
    { 'c06.special-circumstances-supported-rate': 1 },
  ],
  [
    6,
    'Có 02/02 vụ việc xâm hại, bỏ rơi trẻ em được Chủ tịch UBND xã phê duyệt kế hoạch can thiệp (100%).',
    { 'c06.intervention-plan-rate': 1 },
  ],
  [
    7,
    'Trẻ dưới 1 tuổi được tiêm chủng đầy đủ 61/63 cháu (96,8%), chỉ tiêu giao 95%.',
    { 'c07.full-immunisation-rate': 0.968 },
  ],
  [
    undefined,
    'Tỷ lệ tiêm chủng đầy đủ cho trẻ dưới 1 tuổi đạt chín mươi sáu phần trăm.',
    { 'c07.full-immunisation-rate': 0.96 },
  ],
  [
    8,
    'Tỷ lệ suy dinh dưỡng thể nhẹ cân và thể thấp còi ở trẻ dưới 5 tuổi lần lượt là 9,8% và 14,6%.',
    { 'c08.underweight-rate': 0.098, 'c08.stunting-rate': 0.146 },
  ],
  [
    8,
    'Qua cân đo 287 trẻ dưới 5 tuổi: 30 trẻ nhẹ cân (10,5%), 44 trẻ thấp còi (15,3%).',
    { 'c08.underweight-rate': 0.105, 'c08.stunting-rate': 0.153 },
  ],
  [
    8,
    'Thể nhẹ cân giảm từ 11,0% xuống còn 10,2%; thể thấp còi 15,9%, giảm 0,4% so với cùng kỳ.',
    { 'c08.underweight-rate': 0.102, 'c08.stunting-rate': 0.159 },
  ],
  [
    9,
    'Số trẻ em được khám sức khỏe định kỳ 902 em trên tổng số 941 em, đạt tỷ lệ 95,9%.',
    { 'c09.health-check-rate': 0.959 },
  ],
];

const schooling: readonly Case[] = [
  [
    10,
    'Huy động trẻ nhà trẻ ra lớp 58/140 cháu, đạt 41,4%; trẻ mẫu giáo ra lớp 171/174 cháu, đạt 98,3%, trong đó trẻ 5 tuổi đạt 100%.',
    { 'c10.nursery-rate': 0.414, 'c10.kindergarten-rate': '?0.983' },
  ],
  [
    10,
    'Trẻ dưới 3 tuổi đến nhà trẻ đạt 41%, trẻ từ 3 đến 5 tuổi đi học mẫu giáo đạt 98%.',
    { 'c10.nursery-rate': 0.41, 'c10.kindergarten-rate': 0.98 },
  ],
  [10, 'Trẻ em dưới 3 tuổi có 151 em, chiếm 4,4% dân số.', {}],
];

const taking: readonly Case[] = [
  [
    undefined,
    'Đoàn xã đã lấy ý kiến của 180/210 trẻ em từ đủ 7 tuổi, đạt 85,7%.',
    { 'c11.participation-rate': 0.857 },
  ],
  [
    11,
    'Tỷ lệ trẻ em được thực hiện quyền tham gia 85% (phấn đấu năm 2024 đạt 90%).',
    { 'c11.participation-rate': 0.85 },
  ],
  [
    12,
    '8/9 thôn có điểm vui chơi cho trẻ em (88,9%), trong năm tổ chức 05 hoạt động văn hóa, thể thao cho trẻ em.',
    { 'c12.play-area-rate': 0.889, 'c12.activities': 5 },
  ],
  [
    13,
    'Khảo sát 100 trẻ em, 120 người dân: 96 trẻ em hài lòng (96%), 111 người dân hài lòng (92,5%).',
    { 'c13.children-satisfaction-rate': 0.96, 'c13.residents-satisfaction-rate': 0.925 },
  ],
  [
    13,
    'Mức độ hài lòng: trẻ em 94,4%; người dân 91,2%.',
    { 'c13.children-satisfaction-rate': 0.944, 'c13.residents-satisfaction-rate': 0.912 },
  ],
  [
    undefined,
    'Qua lấy ý kiến có 66/70 trẻ em hài lòng (94,3%), 65/70 người dân hài lòng (92,9%).',
    { 'c13.children-satisfaction-rate': 0.943, 'c13.residents-satisfaction-rate': 0.929 },
  ],
  [
    13,
    '94,3% trẻ em và 92,9% người dân được hỏi trả lời hài lòng.',
    { 'c13.children-satisfaction-rate': 0.943, 'c13.residents-satisfaction-rate': 0.929 },
  ],
  [13, 'Năm 2024 phấn đấu 97% trẻ em hài lòng.', {}],
];

describe('sentences of many offices', () => {
  it.each([...resources, ...counts, ...care, ...schooling, ...taking])(
    'in section %s: %s',
    (criterion, text, expected) => {
      expect(read(text, criterion)).toEqual(expected);
    },
  );
});
