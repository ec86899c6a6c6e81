import { describe, expect, it } from 'vitest';
import type { DocumentExtraction } from '../../../shared/domain/document.ts';
import { chiLang2023 } from '../../../shared/domain/rounds/chi-lang-2023.ts';
import { extractDocument } from '../../../shared/extraction/extract-document.ts';
import { qd06Rubric } from '../../../shared/rubrics/qd-06-2019/rubric.ts';
import { documentOf } from './table-of.ts';

function extract(parts: Parameters<typeof documentOf>[0], file = 'tai-lieu.docx'): DocumentExtraction {
  return extractDocument({
    file,
    document: documentOf(parts),
    vocabulary: qd06Rubric.vocabulary,
    communes: chiLang2023.communes,
    year: 2023,
  });
}

const values = (extraction: DocumentExtraction): Record<string, unknown> =>
  Object.fromEntries(extraction.readings.map((reading) => [reading.indicator, reading.value]));

const letterhead = ['ỦY BAN NHÂN DÂN\nXÃ LÂM SƠN', 'Số: 47/TTr-UBND', 'Lâm Sơn, ngày 30 tháng 10 năm 2023'];

describe('what a paper says of itself', () => {
  it('is not the year of a law it stands on', () => {
    const { year, findings } = extract([
      ...letterhead,
      'TỜ TRÌNH',
      'Về việc đề nghị công nhận xã phù hợp với trẻ em',
      'Căn cứ Luật Trẻ em năm 2016;',
      'Căn cứ Quyết định số 06/QĐ-TTg năm 2019 về tiêu chuẩn, đánh giá và công nhận xã phù hợp với trẻ em;',
    ]);
    expect({ year, findings }).toEqual({ year: null, findings: [] });
  });

  it('is read from letterhead and title', () => {
    const extraction = extract([
      ...letterhead,
      'TỜ TRÌNH',
      'Về việc đề nghị công nhận xã Lâm Sơn đạt tiêu chuẩn xã phù hợp với trẻ em năm 2023',
      'Theo kết quả chấm điểm, xã Lâm Sơn đạt 970/1.000 điểm.',
    ]);
    expect({
      kind: extraction.kind,
      number: extraction.number,
      date: extraction.date,
      year: extraction.year,
      commune: extraction.commune?.codes,
      total: extraction.claimedTotal?.points,
      findings: extraction.findings,
    }).toEqual({
      kind: 'submission-letter',
      number: '47/TTr-UBND',
      date: '2023-10-30',
      year: 2023,
      commune: ['06499'],
      total: 970,
      findings: [],
    });
  });

  it.each([
    ['BIÊN BẢN', 'Họp Hội đồng đánh giá xã phù hợp với trẻ em năm 2023', 'minutes'],
    ['BÁO CÁO', 'Kết quả tự đánh giá thực hiện tiêu chuẩn xã phù hợp với trẻ em năm 2023', 'report'],
    ['BẢNG TỰ CHẤM ĐIỂM', 'Kết quả thực hiện tiêu chuẩn xã phù hợp với trẻ em năm 2023', 'score-sheet'],
    ['BẢNG TỔNG HỢP', 'Kết quả lấy phiếu hài lòng của trẻ em và người dân', 'survey-summary'],
    ['KẾ HOẠCH', 'Thực hiện xã phù hợp với trẻ em năm 2023', 'plan'],
    ['BẢN CAM KẾT', 'Thực hiện các tiêu chí xã phù hợp với trẻ em năm 2023', 'commitment'],
    ['DANH SÁCH', 'Trẻ em có hoàn cảnh đặc biệt năm 2023', 'evidence'],
    ['BÁO CÁO', 'Kết quả rà soát hộ nghèo năm 2023', 'other'],
  ] as const)('%s %s is of kind %s', (name, subject, kind) => {
    expect(extract([...letterhead, name, subject]).kind).toBe(kind);
  });

  it('takes the name of the file only where the content is silent', () => {
    expect(extract(['Xin gửi kèm.'], 'bien ban hop.docx').kind).toBe('minutes');
    expect(extract([...letterhead, 'TỜ TRÌNH', 'Về việc đề nghị công nhận'], 'bien ban hop.docx').kind).toBe(
      'submission-letter',
    );
  });

  it('is the commune’s report though its text opens with the health station, and the station’s where that heads it', () => {
    const title = ['BÁO CÁO', 'Kết quả thực hiện tiêu chuẩn xã phù hợp với trẻ em năm 2023'];
    const text = 'Trạm Y tế và các trường phối hợp khám sức khỏe định kỳ cho trẻ em.';
    const heads = [
      ['ỦY BAN NHÂN DÂN', 'XÃ LÂM SƠN'],
      ['TRẠM Y TẾ', 'XÃ LÂM SƠN'],
    ];
    expect(heads.map((head) => extract([...head, ...title, text]).kind)).toEqual(['report', 'evidence']);
  });

  it('does not take the number of the letter a sheet goes with', () => {
    expect(
      extract([
        'XÃ LÂM SƠN',
        'BẢNG CHẤM ĐIỂM',
        '(Kèm theo Tờ trình số 47/TTr-UBND ngày 30 tháng 10 năm 2023)',
      ]).number,
    ).toBeNull();
  });

  it('finds number and day left blank', () => {
    const extraction = extract([
      'ỦY BAN NHÂN DÂN\nXÃ LÂM SƠN',
      'Số:      /TTr-UBND',
      'Lâm Sơn, ngày     tháng 10 năm 2023',
      'TỜ TRÌNH',
      'Về việc đề nghị công nhận xã Lâm Sơn năm 2023',
    ]);
    expect([extraction.number, extraction.date]).toEqual([null, null]);
    expect(extraction.findings.map(({ code }) => code)).toEqual(['unsigned-draft']);
  });
});

describe('papers whose figures must not count', () => {
  const sheet = [
    ['TT', 'Tiêu chí', 'Điểm chuẩn', 'Kết quả', 'Điểm tự chấm'],
    [2, 'Trẻ em được khai sinh đúng quy định', 75, '98,4%', 75],
  ];

  it('a sheet of another year says so and keeps its figures apart', () => {
    const extraction = extract(['BẢNG TỰ CHẤM ĐIỂM', 'xã phù hợp với trẻ em năm 2022', sheet]);
    expect(extraction.year).toBe(2022);
    expect(extraction.findings.map(({ code }) => code)).toEqual(['wrong-period']);
  });

  it('minutes of this year that speak of next year’s targets are of this year', () => {
    const minutes = extract([
      'BIÊN BảN',
      'Cuộc họp Hội đồng tự đánh giá xã Nhân Lý phù hợp với trẻ em',
      'Hội đồng thống nhất 13/13 tiêu chí. Chỉ tiêu năm 2024: giữ vững 13/13 tiêu chí.',
    ]);
    expect([minutes.kind, minutes.year, minutes.findings]).toEqual(['minutes', null, []]);
  });

  it('a figure alone under the heading of its criterion is plain where its rate confirms it, and no number of a list', () => {
    const report = extract([
      'BÁO CÁO',
      'Kết quả xây dựng xã phù hợp với trẻ em năm 2023',
      '2. Trẻ em được khai sinh đúng quy định',
      'Kết quả: 197/200 trẻ (98,5%).',
      '3. Trẻ em bị xâm hại',
      'Trong năm không có trường hợp nào.',
      '5. Trẻ em bị tai nạn, thương tích',
      'Có 3 em bị bỏng, 5 em bị ngã.',
      '9. Trẻ em được khám sức khỏe định kỳ',
      'Đạt 311/311 trẻ mầm non.',
      'II. PHƯƠNG HƯỚNG NĂM 2024',
      '7. Trẻ em dưới 1 tuổi được tiêm chủng đầy đủ: 99%.',
    ]);
    expect(report.readings.map(({ indicator, value, confidence }) => [indicator, value, confidence])).toEqual(
      [
        ['c02.birth-registration-rate', 0.985, 0.95],
        ['c03.abused-children', 0, 0.95],
      ],
    );
  });

  it('a section counted on from a criterion’s heading is of no criterion', () => {
    expect(
      values(
        extract([
          'BÁO CÁO',
          'Kết quả tự đánh giá xã phù hợp với trẻ em năm 2023',
          '1. Nguồn lực thực hiện quyền trẻ em',
          'Có kinh phí hoạt động.',
          '2. Các chỉ tiêu cần cố gắng',
          '+ Trẻ nhà trẻ đến lớp: 49,39% (121/245);',
          '+ Tai nạn, thương tích trẻ em: 7 trường hợp.',
        ]),
      ),
    ).toEqual({ 'c01.budget': true, 'c10.nursery-rate': 0.4939, 'c05.injured-children': 7 });
  });

  it('the form of 15 criteria gives no points', () => {
    const extraction = extract([
      'BẢNG CHẤM ĐIỂM',
      'xã phù hợp với trẻ em năm 2023',
      '(Theo Quyết định số 34/2014/QĐ-TTg ngày 30 tháng 5 năm 2014)',
      [
        ['TT', 'Tiêu chí', 'Điểm chuẩn', 'Kết quả', 'Điểm tự chấm'],
        [3, 'Tỷ lệ trẻ em được khai sinh đúng quy định', 75, '98,7%', 75],
        [13, 'Tỷ lệ trẻ em hoàn thành chương trình tiểu học đúng độ tuổi', 75, '99,1%', 75],
      ],
    ]);
    expect(extraction.claims).toEqual([]);
    expect(values(extraction)).toEqual({ 'c02.birth-registration-rate': 0.987 });
    expect(extraction.findings.map(({ code }) => code)).toEqual(['superseded-form']);
  });

  it('a plan promises and reports nothing', () => {
    expect(
      extract([
        'KẾ HOẠCH',
        'Xây dựng xã phù hợp với trẻ em năm 2023',
        'Tỷ lệ trẻ em được khai sinh đúng quy định đạt 99%.',
      ]).readings,
    ).toEqual([]);
  });

  it('wishes and shortcomings are no results', () => {
    expect(
      values(
        extract([
          'BÁO CÁO',
          'Kết quả thực hiện tiêu chí xã phù hợp với trẻ em năm 2023',
          'I. KẾT QUẢ',
          '2. Tiêu chí 2: Trẻ em được khai sinh đúng quy định',
          'Tỷ lệ đạt 98,4%.',
          'II. PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2024',
          '7. Tỷ lệ trẻ em dưới 1 tuổi được tiêm chủng đầy đủ đạt 99%.',
        ]),
      ),
    ).toEqual({ 'c02.birth-registration-rate': 0.984 });
  });
});

describe('children named in a paper', () => {
  it('are counted in lists with names and birth dates', () => {
    const extraction = extract([
      'DANH SÁCH',
      'Trẻ em có hoàn cảnh đặc biệt năm 2023',
      [
        ['TT', 'Họ và tên trẻ em', 'Ngày sinh', 'Nơi ở'],
        ['1', 'Nguyễn Văn Thử', '11/06/2012', 'Thôn Mẫu'],
        ['2', 'Trần Thị Ví Dụ', '07/07/2015', 'Thôn Mẫu'],
      ],
    ]);
    expect(extraction.findings.map(({ code, message }) => [code, /khoảng 2 dòng/u.test(message)])).toEqual([
      ['personal-data', true],
    ]);
  });

  it('are found in sentences, and their names go into no finding', () => {
    const extraction = extract([
      'BÁO CÁO',
      'Kết quả chăm sóc trẻ em',
      'Cháu bị bỏ rơi: cháu Nguyễn Văn Thử, thôn Mẫu.',
    ]);
    expect(extraction.findings.map(({ code }) => code)).toEqual(['personal-data']);
    expect(JSON.stringify(extraction)).not.toContain('Nguyễn Văn Thử');
  });

  it('are not the members of a council or officers', () => {
    expect(
      extract([
        'BIÊN BẢN',
        'Họp Hội đồng đánh giá xã phù hợp với trẻ em',
        '1. Bà Nguyễn Thị Mẫu - Phó Chủ tịch UBND xã - Chủ trì;',
        [
          ['TT', 'Họ và tên', 'Năm sinh', 'Chức vụ'],
          ['1', 'Nguyễn Văn Mẫu', '1980', 'Cộng tác viên'],
        ],
      ]).findings,
    ).toEqual([]);
  });
});

describe('points in running text', () => {
  it('have their maximum from the heading of their criterion, and villages are no points', () => {
    const { claims } = extractDocument({
      file: 'bang-diem.docx',
      document: documentOf([
        'BẢNG TỰ CHẤM ĐIỂM',
        'Tiêu chí 5: Trẻ em bị tai nạn, thương tích (tối đa 100 điểm)',
        'Tự chấm: 95 điểm',
        'Tiêu chí 12: Hoạt động vui chơi, giải trí, văn hóa, thể dục, thể thao dành cho trẻ em (tối đa 50 điểm)',
        'Kết quả: thôn có điểm vui chơi dành cho trẻ em: 7/8 (87,5%)',
        'Tự chấm: 45 điểm',
      ]),
      vocabulary: qd06Rubric.vocabulary,
      communes: chiLang2023.communes,
      year: 2023,
    });
    expect(claims.map(({ criterion, points, max }) => [criterion, points, max])).toEqual([
      [5, 95, 100],
      [12, 45, 50],
    ]);
  });

  it.each([
    ['add up to its total', 100, 13],
    ['do not add up to its total', 90, 0],
  ])('behind the names of all criteria count only where they %s', (_, first, counted) => {
    const names = qd06Rubric.vocabulary.criteria.map(({ name }) => name);
    const { claims } = extractDocument({
      file: 'bien-ban.docx',
      document: documentOf([
        'BIÊN BẢN',
        'Họp Hội đồng đánh giá xã phù hợp với trẻ em năm 2023',
        ...names.map((name, index) => `${index + 1}. ${name} - ${index === 0 ? first : 50} điểm.`),
        'Tổng số điểm đạt được là 700 điểm.',
      ]),
      vocabulary: qd06Rubric.vocabulary,
      communes: chiLang2023.communes,
      year: 2023,
    });
    expect(claims).toHaveLength(counted);
  });

  it.each([
    ['with the most of each', 100, true],
    ['without', '', undefined],
  ])('of a report are a whole score sheet %s', (_, max, holds) => {
    const rows = qd06Rubric.vocabulary.criteria.map(({ number, name }) => [number, name, max, 50]);
    const extraction = extractDocument({
      file: 'bao-cao.docx',
      document: documentOf([
        'BÁO CÁO',
        'Kết quả thực hiện và tự chấm điểm tiêu chuẩn xã phù hợp với trẻ em năm 2023',
        [['TT', 'Tiêu chí', 'Điểm tối đa', 'Điểm tự chấm'], ...rows],
      ]),
      vocabulary: qd06Rubric.vocabulary,
      communes: chiLang2023.communes,
      year: 2023,
    });
    expect([extraction.claims.length, extraction.holdsScoreSheet]).toEqual([13, holds]);
  });
});
