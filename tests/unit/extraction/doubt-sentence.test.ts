import { describe, expect, it } from 'vitest';
import { confidences } from '../../../shared/extraction/found-reading.ts';
import { createLabelMatcher } from '../../../shared/extraction/label-matcher.ts';
import { readSentences } from '../../../shared/extraction/read-sentences.ts';
import { qd06Rubric } from '../../../shared/rubrics/qd-06-2019/rubric.ts';

const matcher = createLabelMatcher(qd06Rubric.vocabulary);
const place = {
  file: 'Bao cao.docx',
  locator: { kind: 'paragraph' as const, index: 1 },
  confidence: 1,
};

const read = (text: string) =>
  readSentences(text, undefined, matcher, 2023, place).map(
    ({ indicator, value, confidence }) =>
      [indicator.split('.')[0], value, confidence >= confidences.plain ? 'plain' : 'asked'] as const,
  );

describe('a figure its own sentence puts in question goes to a person', () => {
  it.each([
    ['Tỷ lệ trẻ em được khám sức khỏe định kỳ toàn huyện bình quân đạt 96%.', 'c09', 0.96],
    ['Tỷ lệ trẻ em dưới 1 tuổi được tiêm chủng đầy đủ của thôn Nà Lặn là 100%.', 'c07', 1],
    ['Trẻ em bị xâm hại: 0 em bị xâm hại tình dục, 01 em bị bạo lực.', 'c03', 0],
    ['Không để xảy ra trường hợp trẻ em bị xâm hại, tuy nhiên còn 01 vụ đang xác minh.', 'c03', 0],
    ['100% trẻ em trong độ tuổi được khai sinh, trừ 02 trường hợp mới sinh.', 'c02', 1],
    ['Tỷ lệ trẻ em được khai sinh: 98,5/98%.', 'c02', 0.98],
    ['Trẻ em tử vong do tai nạn: 02 em (01 do bệnh, 01 do đuối nước).', 'c05', 2],
    ['Xã đã bố trí công chức làm công tác trẻ em từ năm 2022, hiện đang khuyết.', 'c01', true],
    ['Xã không bố trí cộng tác viên tại 02 thôn, các thôn còn lại đều có.', 'c01', false],
  ])('%s', (text, criterion, value) => {
    expect(read(text)).toEqual([[criterion, value, 'asked']]);
  });

  it.each([
    ['Tỷ lệ trẻ em được khai sinh đạt 98,5%, cao hơn bình quân toàn huyện (96%).', [['c02', 0.985, 'plain']]],
    [
      'Không có trẻ em nghiện ma túy, có 01 trẻ em vi phạm pháp luật.',
      [
        ['c04', 0, 'plain'],
        ['c04', 1, 'plain'],
      ],
    ],
    ['Không có trẻ em bị xâm hại trên tổng số 1.245 trẻ em.', [['c03', 0, 'plain']]],
  ])('what is said beside it only in passing takes nothing from it: %s', (text, readings) => {
    expect(read(text)).toEqual(readings);
  });

  it('what a rate grew by is not the rate; what it grew to is', () => {
    expect(read('Tỷ lệ trẻ em dưới 1 tuổi được tiêm chủng đầy đủ tăng 2,5% so với năm 2022.')).toEqual([]);
    expect(read('Tỷ lệ trẻ em được khai sinh tăng lên 98,5% so với năm 2022.')).toEqual([
      ['c02', 0.985, 'plain'],
    ]);
  });
});
