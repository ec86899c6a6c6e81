import { describe, expect, it } from 'vitest';
import { chiLang2023 } from '../../../shared/domain/rounds/chi-lang-2023.ts';
import { extractDocument } from '../../../shared/extraction/extract-document.ts';
import { opensPlans } from '../../../shared/extraction/planned-sections.ts';
import { qd06Rubric } from '../../../shared/rubrics/qd-06-2019/rubric.ts';
import { documentOf } from './table-of.ts';

describe('the part of a report about the year to come', () => {
  it.each([
    'III. Phương hướng, nhiệm vụ năm 2024',
    '3. Chỉ tiêu năm 2024: 97% trẻ em được khám sức khỏe định kỳ.',
    'Mục tiêu phấn đấu năm 2024',
    '4) Phương hướng thời gian tới:',
    'PHẦN II. Nhiệm vụ trọng tâm năm 2024',
    'Dự kiến năm 2024: trẻ nhà trẻ ra lớp 50%',
  ])('is opened by "%s"', (text) => {
    expect(opensPlans(text, 2023)).toBe(true);
  });

  it.each([
    'II. Kết quả thực hiện nhiệm vụ năm 2023',
    '1. Chỉ tiêu năm 2023: khai sinh 99%',
    'phương hướng, nhiệm vụ năm 2024',
    'Kế hoạch can thiệp được phê duyệt 100%',
    'Mục tiêu của công tác trẻ em được bảo đảm.',
  ])('is not opened by "%s"', (text) => {
    expect(opensPlans(text, 2023)).toBe(false);
  });

  it('gives no figure, however many clauses it has', () => {
    const { readings } = extractDocument({
      file: 'bao-cao.docx',
      document: documentOf([
        'BÁO CÁO',
        'Kết quả tự đánh giá xã phù hợp với trẻ em năm 2023',
        '1. Kết quả: tỷ lệ trẻ em được khám sức khỏe định kỳ đạt 91,5%.',
        '2. Chỉ tiêu năm 2024: nhà trẻ ra lớp 52%; khám sức khỏe định kỳ 97%; 100% thôn có điểm vui chơi.',
      ]),
      vocabulary: qd06Rubric.vocabulary,
      communes: chiLang2023.communes,
      year: 2023,
    });
    expect(readings.map(({ indicator, value }) => [indicator, value])).toEqual([
      ['c09.health-check-rate', 0.915],
    ]);
  });
});

describe('the kind of a paper', () => {
  it('is told by the title although the text runs on behind it', () => {
    const { kind } = extractDocument({
      file: 'van-ban.pdf',
      document: documentOf([
        'UBND XÃ VẠN LINH',
        'BÁO CÁO',
        `Tình hình triển khai xã phù hợp với trẻ em năm 2023 ${'Thực hiện chỉ đạo của huyện, xã đã phân công các ngành. '.repeat(5)}`,
      ]),
      vocabulary: qd06Rubric.vocabulary,
      communes: chiLang2023.communes,
      year: 2023,
    });
    expect(kind).toBe('report');
  });
});

it('a sentence that opens with a year to come and what is aimed at gives no figure in any of its clauses', () => {
  const { readings } = extractDocument({
    file: 'bao-cao.docx',
    document: documentOf([
      'BÁO CÁO',
      'Kết quả tự đánh giá xã phù hợp với trẻ em năm 2023',
      'Tổng điểm tự chấm: 950/1.000 điểm. Năm 2024 phấn đấu đạt từ 960 điểm trở lên, tỷ lệ trẻ nhà trẻ đến lớp đạt 45%.',
    ]),
    vocabulary: qd06Rubric.vocabulary,
    communes: chiLang2023.communes,
    year: 2023,
  });
  expect(readings).toEqual([]);
});
