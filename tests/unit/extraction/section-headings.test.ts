import { describe, expect, it } from 'vitest';
import { chiLang2023 } from '../../../shared/domain/rounds/chi-lang-2023.ts';
import { extractDocument } from '../../../shared/extraction/extract-document.ts';
import { qd06Rubric } from '../../../shared/rubrics/qd-06-2019/rubric.ts';
import { documentOf } from './table-of.ts';

/** The figures of a report plain enough to be accepted. */
function plain(lines: Parameters<typeof documentOf>[0]): Record<string, unknown> {
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

describe('sections of several criteria', () => {
  it.each(['3. Nhóm chăm sóc sức khỏe (tiêu chí 7, 8, 9)', 'Tiêu chí 7, 8 và 9:', 'III. Y tế (TC 7 - 9)'])(
    'know them by their own words: %s',
    (heading) => {
      expect(
        plain([
          '2. Nhóm bảo vệ trẻ em (tiêu chí 3, 4)',
          'Không có trẻ em bị xâm hại.',
          heading,
          'Qua cân đo 310 cháu dưới 5 tuổi, có 31 cháu nhẹ cân (10,0%), 62 cháu thấp còi (20,0%).',
        ]),
      ).toMatchObject({ 'c08.underweight-rate': 0.1, 'c08.stunting-rate': 0.2 });
    },
  );

  it('are told by the parts of a title', () => {
    expect(
      plain([
        '6. Giáo dục mầm non',
        '7. Trẻ em tham gia; vui chơi, giải trí',
        'Đoàn xã lấy ý kiến của 200 em trong tổng số 250 em từ 7 tuổi trở lên, đạt 80%. Số thôn có điểm vui chơi cho trẻ em là 6/8 thôn, đạt 75%.',
      ]),
    ).toEqual({ 'c11.participation-rate': 0.8, 'c12.play-area-rate': 0.75 });
  });
});

describe('a title before running text', () => {
  it('opens its section', () => {
    expect(
      plain([
        '6. Về trợ giúp trẻ em có hoàn cảnh đặc biệt. 20/20 trẻ có hoàn cảnh đặc biệt được trợ giúp, đạt 100%.',
        '7. Về tiêm chủng. Có 49/50 trẻ dưới 1 tuổi được tiêm đủ các mũi vắc xin, đạt 98%.',
      ]),
    ).toEqual({ 'c06.special-circumstances-supported-rate': 1, 'c07.full-immunisation-rate': 0.98 });
  });

  it('that names no criterion ends the one before it', () => {
    expect(
      plain([
        '6. Về trợ giúp trẻ em có hoàn cảnh đặc biệt. 20/20 trẻ có hoàn cảnh đặc biệt được trợ giúp, đạt 100%.',
        '7. Về phòng dịch. Kết quả: 45/50 trẻ, đạt 90%.',
      ]),
    ).toEqual({ 'c06.special-circumstances-supported-rate': 1 });
  });
});

describe('the only death a paragraph tells of', () => {
  it('is all of them, whatever its cause', () => {
    expect(
      plain([
        'Tiêu chí 5. Trẻ em bị tai nạn, thương tích',
        'Toàn xã có 10 trẻ bị tai nạn, thương tích, chiếm 1%; trong đó có 01 trẻ tử vong do đuối nước tại ao.',
      ]),
    ).toEqual({ 'c05.injured-children': 10, 'c05.injury-rate': 0.01, 'c05.injury-deaths': 1 });
  });

  it('need not be where another follows', () => {
    expect(
      plain([
        'Tiêu chí 5. Trẻ em bị tai nạn, thương tích',
        'Toàn xã có 10 trẻ bị tai nạn, thương tích; trong đó có 01 trẻ tử vong do đuối nước, 01 do điện giật.',
      ]),
    ).not.toHaveProperty(['c05.injury-deaths']);
  });
});

describe('words', () => {
  it('behind rates name them in turn', () => {
    expect(plain(['Tiêu chí 13. 94,9% trẻ em và 93,1% người dân được hỏi trả lời hài lòng.'])).toEqual({
      'c13.children-satisfaction-rate': 0.949,
      'c13.residents-satisfaction-rate': 0.931,
    });
  });

  it('are no numbers without their accents where others have them', () => {
    expect(plain(['Tiêu chí 5. Tai nạn, thương tích', 'Sau vụ việc, xã đã cắm biển cảnh báo.'])).toEqual({});
  });

  it('"cử" and "làm công tác trẻ em" say that somebody is there', () => {
    expect(
      plain([
        'Tiêu chí 1. Xã bố trí đủ con người và kinh phí: một công chức Văn hóa - Xã hội làm công tác trẻ em, ngân sách chi 30 triệu đồng.',
        'Các thôn đều cử cộng tác viên, tổng số 11 người.',
      ]),
    ).toMatchObject({ 'c01.officer': true, 'c01.budget': true, 'c01.collaborators': true });
  });
});

describe('tables', () => {
  it('with the parts of a rate in their rows are read by column', () => {
    expect(
      plain([
        'Tiêu chí 10. Trẻ em đến trường, lớp mầm non',
        [
          ['', 'Nhà trẻ', 'Mẫu giáo 3 - 5 tuổi'],
          ['Số trẻ trong độ tuổi', '100', '200'],
          ['Số trẻ đến trường, lớp', '40', '198'],
          ['Tỷ lệ', '40%', '99%'],
        ],
      ]),
    ).toEqual({ 'c10.nursery-rate': 0.4, 'c10.kindergarten-rate': 0.99 });
  });

  it('check a rate by the two rows above it', () => {
    const rate = (printed: string): unknown =>
      extractDocument({
        file: 'phieu.docx',
        document: documentOf([
          [
            ['Câu hỏi', 'Trả lời của xã'],
            ['TIÊU CHÍ 11. Trẻ em được thực hiện quyền tham gia của trẻ em (tối đa 50 điểm)', '<'],
            ['11.1. Số trẻ em từ đủ 7 tuổi', '331 trẻ'],
            ['11.2. Số trẻ em được hỏi ý kiến', '276 trẻ'],
            ['11.3. Tỷ lệ', printed],
          ],
        ]),
        vocabulary: qd06Rubric.vocabulary,
        communes: [],
        year: 2023,
      }).readings.map(({ numerator, denominator, printedRate }) => [numerator, denominator, printedRate]);
    expect(rate('83,4%')).toEqual([[276, 331, undefined]]);
    expect(rate('88,9%')).toEqual([[276, 331, 0.889]]);
  });
});
