import { describe, expect, it } from 'vitest';
import { createLabelMatcher } from '../../../shared/extraction/label-matcher.ts';
import { readSentences } from '../../../shared/extraction/read-sentences.ts';
import { qd06Rubric } from '../../../shared/rubrics/qd-06-2019/rubric.ts';

const matcher = createLabelMatcher(qd06Rubric.vocabulary);
const place = { file: 'to-trinh.docx', locator: { kind: 'paragraph', index: 1 }, confidence: 1 } as const;
const read = (text: string, criterion?: number): Record<string, unknown> =>
  Object.fromEntries(
    readSentences(text, criterion, matcher, 2023, place).map(({ indicator, value }) => [indicator, value]),
  );

describe('a sentence about points', () => {
  it.each([
    'tiêu chí 5 không có điểm do có trẻ em tử vong',
    'Tiêu chí 5: không được tính điểm vì có trẻ em tử vong do tai nạn, thương tích.',
    'Nội dung 5.2 chưa được chấm điểm do trẻ em tử vong vì tai nạn, thương tích',
    'Tiêu chí 5 được 0 điểm do có trẻ em tử vong do tai nạn, thương tích.',
    'Không đạt điểm tiêu chí 3 vì có trẻ em bị xâm hại.',
    'Không điểm ở tiêu chí 4 do có trẻ em vi phạm pháp luật.',
  ])('gives no count: "%s"', (text) => {
    expect(read(text)).toEqual({});
    expect(read(text, 5)).toEqual({});
  });

  it('is none where places to play are meant, or the points stand in another clause', () => {
    expect(read('Trong năm không có trẻ em tử vong do tai nạn, thương tích, đạt 30 điểm.', 5)).toEqual({
      'c05.injury-deaths': 0,
    });
  });
});

describe('a name with a comma in it', () => {
  it('is whole behind its count', () => {
    expect(read('Xã có 07 trẻ em bị tai nạn, thương tích, chiếm tỷ suất 0,9% tổng số trẻ em.', 5)).toEqual({
      'c05.injured-children': 7,
      'c05.injury-rate': 0.009,
    });
  });
});

describe('a rate behind a list of other rates', () => {
  it('is not of the name before it when it says itself what it is of', () => {
    expect(
      read('Trẻ mẫu giáo ra lớp: 190/200 trẻ, đạt 95%; 100% trẻ 5 tuổi hoàn thành chương trình.', 10),
    ).toEqual({ 'c10.kindergarten-rate': 0.95 });
  });
});
