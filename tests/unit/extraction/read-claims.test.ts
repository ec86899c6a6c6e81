import { describe, expect, it } from 'vitest';
import { createLabelMatcher } from '../../../shared/extraction/label-matcher.ts';
import { readClaimedPoints, readClaimedTotal } from '../../../shared/extraction/read-claims.ts';
import { qd06Rubric } from '../../../shared/rubrics/qd-06-2019/rubric.ts';

const place = {
  file: 'to-trinh.docx',
  locator: { kind: 'paragraph', index: 1 },
  confidence: 1,
} as const;
const matcher = createLabelMatcher(qd06Rubric.vocabulary);

describe('the total a sentence claims', () => {
  it.each([
    ['Tổng điểm tự chấm là 935 điểm.', 935],
    ['TỔNG ĐIỂM TỰ CHẤM: ……865…… /1.000 điểm', 865],
    ['Tổng số điểm tự chấm: ...................... 870 điểm', 870],
    // Behind the least there must be, and behind another year, a total may stand all the same.
    ['Xã tự chấm đạt 940/1 000 điểm, vượt 140 điểm so với mức tối thiểu 800 điểm của địa bàn miền núi.', 940],
    ['So với mức tối thiểu 800 điểm, xã tự chấm đạt 945 điểm.', 945],
    ['Năm 2022 xã tự chấm đạt 918 điểm; năm 2023 đạt 940 điểm.', 940],
    ['Xã tự chấm 955 điểm (năm 2022), 975 điểm năm 2023.', 975],
    ['Căn cứ Quyết định ngày 15 tháng 01 năm 2019, xã tự chấm đạt 905 điểm.', 905],
    ['Hội đồng thống nhất điểm các tiêu chí như trên. Cộng 940 điểm.', 940],
    // The number of a criterion and its points are not eleven hundred, nor three hundred and fifty.
    ['Nhóm IV tự chấm: TC1 100 điểm, TC6 125 điểm (cộng 225 điểm).', null],
    ['Tự chấm: tiêu chí 3 50 điểm, tiêu chí 13 45 điểm.', null],
    ['Tổng số điểm phải đạt từ 800 điểm trở lên.', null],
    ['Năm 2022 địa phương đạt 918 điểm.', null],
    ['Năm trước tự chấm đạt 925 điểm.', null],
  ])('%s', (text, points) => {
    expect(readClaimedTotal(text, 2023, place)?.points ?? null).toBe(points);
  });
});

describe('the points a sentence claims', () => {
  it('stand between the dots of a form', () => {
    const [claim] = readClaimedPoints('Điểm tự chấm: ……80…… /85 điểm', 5, matcher, place);
    expect([claim?.criterion, claim?.points, claim?.max]).toEqual([5, 80, 85]);
  });

  it('are not those that were not given', () => {
    for (const text of [
      'Về tiêu chí 1, Hội đồng thống nhất không cho điểm phần kinh phí (20 điểm) vì xã chưa bố trí được.',
      'Tiêu chí 1 bị trừ: 10 điểm.',
    ])
      expect(readClaimedPoints(text, 1, matcher, place)).toEqual([]);
  });
});
