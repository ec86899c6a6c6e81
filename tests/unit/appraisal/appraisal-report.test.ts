import { describe, expect, it } from 'vitest';
import { appraisalReport } from '../../../shared/appraisal/documents/appraisal-report.ts';
import { valuesOf } from '../../../shared/appraisal/draft-document.ts';
import { qd06Rubric } from '../../../shared/rubrics/qd-06-2019/rubric.ts';
import {
  claimsOf,
  completeInput,
  commune,
  documentOf,
  emptyInput,
  problemInput,
  readingOf,
  revisionOf,
  round,
  unreadDocument,
} from './fixture-revisions.ts';
import type { ReportInput } from './fixture-revisions.ts';
import { outlineText, stateOf } from './outline-text.ts';

const linesOf = (input: ReportInput): readonly string[] => outlineText(appraisalReport, input);
const warningOf = (input: ReportInput) => valuesOf(appraisalReport, stateOf(input), 'draft')['canh_bao'];
const lineStarting = (input: ReportInput, start: string): string | undefined =>
  linesOf(input).find((line) => line.startsWith(start));

describe('the appraisal report of a complete dossier', () => {
  const input = completeInput();

  it('names the commune, the office and the council as the round has them', () => {
    expect(linesOf(input).slice(0, 6)).toEqual([
      'UBND HUYỆN NÚI MÂY',
      'PHÒNG LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI - DÂN TỘC',
      'BÁO CÁO',
      'Thẩm định hồ sơ đề nghị công nhận xã phù hợp với trẻ em năm 2023 của xã Suối Hoa',
      'SỐ LIỆU MINH HỌA – KHÔNG PHẢI QUY ĐỊNH',
      'Hội đồng xét duyệt công nhận xã, thị trấn phù hợp với trẻ em cấp huyện',
    ]);
    const { ky_hieu, nguoi_ky, ten_nguoi_ky, noi_nhan, du_thao } = valuesOf(
      appraisalReport,
      stateOf(input),
      'draft',
    );
    expect({ ky_hieu, nguoi_ky, ten_nguoi_ky, noi_nhan, du_thao }).toEqual({
      ky_hieu: 'BC-……',
      nguoi_ky: [{ dong: 'TRƯỞNG PHÒNG' }],
      ten_nguoi_ky: '',
      noi_nhan: [
        { dong: 'Như trên;' },
        { dong: 'Chủ tịch UBND huyện (b/c);' },
        { dong: 'Lưu: VT, PLĐTBXH-DT.' },
      ],
      du_thao: true,
    });
  });

  it('tells letter, receipt and composition, and leaves the incoming number to the clerk', () => {
    expect(linesOf(input).slice(8, 17)).toEqual([
      '1. Hồ sơ kèm Tờ trình số 45/TTr-UBND ngày 26/10/2023; số đến …… ngày ……; bản mềm nhận ngày 27/10/2023 (trong thời hạn; thời hạn: trước ngày 03/11/2023).',
      '2. Thành phần: đủ 04/04 tài liệu bắt buộc. Các tài liệu đã nhận:',
      'TT | Tài liệu | Yêu cầu | Số, ngày | Định dạng | Tình trạng',
      '1 | Tờ trình đề nghị công nhận | Bắt buộc | số 45/TTr-UBND, ngày 26/10/2023 | PDF, bản quét, 2 trang | Đã đọc',
      '2 | Báo cáo kết quả tự đánh giá | Bắt buộc | số 118/BC-UBND, ngày 25/10/2023 | Word (docx) | Đã đọc',
      '3 | Bảng tự chấm điểm 13 tiêu chí | Bắt buộc | ngày 25/10/2023 | Excel (xlsx) | Đã đọc',
      '4 | Biên bản họp Hội đồng đánh giá cấp xã | Bắt buộc | số 07/BB-HĐĐG, ngày 24/10/2023 | Word (docx) | Đã đọc',
      '5 | Bảng tổng hợp phiếu lấy ý kiến hài lòng | Nếu có |  | Excel (xlsx) | Đã đọc',
      '6 | Thuyết minh, tài liệu kiểm chứng | Nếu có |  |  | Không gửi',
    ]);
  });

  it('shows each figure the Vietnamese way with its place, and the result of the artificial scale under its banner', () => {
    expect(warningOf(input)).toBe('SỐ LIỆU MINH HỌA – KHÔNG PHẢI QUY ĐỊNH');
    expect(linesOf(input)).toEqual(
      expect.arrayContaining([
        '2 | Trẻ em được khai sinh đúng quy định | 77 | 77 | 77 | Đạt | Khai sinh | 98,5% (197/200) | Bảng điểm, ô E10 | ',
        '6 | Trẻ em có hoàn cảnh đặc biệt được trợ giúp | 77 | 77 | 77 | Đạt | HCĐB được trợ giúp | 100% (1.018/1.018) | Bảng điểm, ô E16 | ',
        'Vụ việc có kế hoạch can thiệp | Không phát sinh | Bảng điểm, ô E17',
        ' | Cộng | 1.000 | 1.000 | 1.000 | ',
      ]),
    );
  });

  it('leaves opinion and proposal to people', () => {
    expect(linesOf(input)).toEqual(
      expect.arrayContaining([
        '3. Các số liệu đã được ngành xác nhận: ……',
        '4. Nhận xét khác: ……',
        'Phòng Lao động - Thương binh và Xã hội - Dân tộc đề nghị Hội đồng xét duyệt xem xét: ……./.',
      ]),
    );
  });
});

describe('the appraisal report under a scale nobody has verified', () => {
  const input = problemInput();

  it('says that the points are the claims of the commune and computes nothing', () => {
    const lines = linesOf(input);
    expect(warningOf(input)).toBe(
      'THANG ĐIỂM CHƯA ĐỐI CHIẾU VỚI BẢN GỐC. Điểm trong văn bản này là điểm tự chấm của xã, thị trấn; chưa tính theo thang điểm vì 30 dòng của thang điểm chưa được đối chiếu với bản gốc.',
    );
    expect(lines.filter((line) => /(?<!\p{L})(?:Đạt|Chưa đạt)(?!\p{L})/u.test(line))).toEqual([]);
    expect(lines).toEqual(
      expect.arrayContaining([
        '3 | Trẻ em bị xâm hại | 75 | 0 | Chưa tính | 0 điểm | Trẻ em bị xâm hại | 0 em | Bảng điểm, ô E11 | Tiêu chí 0 điểm',
        ' | Cộng | 1.000 | 885 | Chưa tính | ',
      ]),
    );
  });

  it('holds the claims against their own sum, the zeros and the threshold, labelled as the claims of the commune', () => {
    expect(lineStarting(input, '1. Kết quả tự đánh giá')).toBe(
      '1. Kết quả tự đánh giá của xã Suối Hoa: tổng ghi trong tài liệu 875/1.000 điểm; cộng điểm 13/13 tiêu chí được 885 điểm, chênh 10 điểm.',
    );
    expect(lineStarting(input, '1. Điều kiện')).toBe(
      '1. Điều kiện về tiêu chí bị 0 điểm: theo điểm tự chấm của xã, có tiêu chí bị 0 điểm: tiêu chí 3; đề nghị Hội đồng xem xét trước khi xét tổng điểm; điểm này do xã tự chấm, chưa thẩm định.',
    );
    expect(lineStarting(input, '2. Điều kiện')).toBe(
      '2. Điều kiện về tổng điểm (từ 800 điểm trở lên; mức này chưa được đối chiếu với bản gốc): tổng điểm tự chấm ghi trong tài liệu 875 điểm, không thấp hơn mức tối thiểu; cộng điểm tự chấm các tiêu chí được 885 điểm, không thấp hơn mức tối thiểu; số này do xã tự chấm, chưa thẩm định.',
    );
    expect(lineStarting(input, '3. Kết quả')).toBe(
      '3. Kết quả theo thang điểm: chưa tính tổng điểm: 30 dòng của thang điểm chưa được đối chiếu với bản gốc Quyết định số 06/QĐ-TTg.',
    );
  });

  it('shows both sides of a threshold that printed total and sum straddle', () => {
    const claims = claimsOf([100, 50, 70, 40, 40, 115, 45, 45, 50, 80, 40, 60, 60], []);
    const revision = revisionOf(qd06Rubric, {
      claims,
      claimedTotal: { points: 805, max: null, source: { file: 'a.xlsx' } },
    });
    expect(lineStarting({ ...input, revision }, '2. Điều kiện')).toContain(
      'ghi trong tài liệu 805 điểm, không thấp hơn mức tối thiểu; cộng điểm tự chấm các tiêu chí được 795 điểm, thấp hơn mức tối thiểu',
    );
  });

  it('shows the figures that papers disagree on side by side, in the pages collected after the meeting', () => {
    expect(linesOf(input)).toEqual(
      expect.arrayContaining([
        'Tài liệu phục vụ phiên họp, thu lại sau khi họp',
        '5 | Trẻ em bị tai nạn, thương tích | 75 | 60 | Chưa tính | Có điểm | Tai nạn, thương tích | Chưa thống nhất: 8 em; 11 em | Bảng điểm, ô E14: 8 em / Báo cáo, đoạn 14: 11 em | Số liệu chưa thống nhất',
        '2 | Trẻ em được khai sinh đúng quy định | 50 | 50 | Chưa tính | Có điểm | Khai sinh | Ghi 98,5%; 190/200 = 95% / (cần xác nhận) | Bảng điểm, ô E10 | Tỷ lệ chưa khớp',
      ]),
    );
  });

  it('gives no figure of criteria 3 to 6 outside those pages', () => {
    const report = outlineText(appraisalReport, input, { annexes: false }).join('\n');
    expect(report).not.toMatch(/(?:8|11) em/u);
  });

  it('asks the council for every decision that is a person’s', () => {
    const lines = linesOf(input);
    const from = lines.indexOf('1. Nội dung cần Hội đồng xem xét, quyết định:');
    expect(lines.slice(from + 1, from + 9)).toEqual([
      'a) Điều kiện về tiêu chí bị 0 điểm (tiêu chí 3): ……',
      'b) Tổng điểm, điểm tự chấm được dùng làm căn cứ: ……',
      'c) Điểm của tiêu chí 13: ……',
      'd) Số liệu dùng làm căn cứ của tiêu chí 2, 5, 9, 11, 12, 13: ……',
      'e) Cách tính điểm khi không phát sinh trường hợp (tiêu chí 6): ……',
      'g) Tài liệu bắt buộc còn thiếu hoặc chưa đọc được: ……',
      'h) Việc chấp nhận hồ sơ gửi sau thời hạn: ……',
      '2. Phòng Lao động - Thương binh và Xã hội - Dân tộc đề nghị Hội đồng xét duyệt xem xét: ……./.',
    ]);
  });
});

describe('the appraisal report of what is hardly a dossier', () => {
  it('stands without any document, score or figure, and praises nothing', () => {
    const lines = linesOf(emptyInput());
    expect(lines).toEqual(
      expect.arrayContaining([
        '1. Chưa có hoặc chưa đọc được Tờ trình trong bản mềm; số đến …… ngày ……; bản mềm nhận ngày 27/10/2023 (trong thời hạn; thời hạn: trước ngày 03/11/2023).',
        '1. Kết quả tự đánh giá của xã Suối Hoa: chưa có điểm tự chấm trong các tài liệu đã đọc.',
        '4. Nội dung còn chưa thống nhất hoặc chưa đủ căn cứ: chưa có số liệu để đối chiếu.',
        '1. Điều kiện về tiêu chí bị 0 điểm: chưa có điểm tự chấm để xem xét.',
        '3 | Trẻ em bị xâm hại | Chưa có | Chưa có | Chưa tính | Chưa có | Trẻ em bị xâm hại | Chưa có |  | ',
      ]),
    );
  });

  it('does not call a paper missing that may be the file nobody could open', () => {
    const revision = revisionOf(qd06Rubric, { documents: [unreadDocument('x.xlsx')] });
    const lines = linesOf({ ...emptyInput(), revision });
    expect(lines).toContain('3 | Bảng tự chấm điểm 13 tiêu chí | Bắt buộc |  |  | Chưa đọc được');
  });

  it('marks a figure of another year as not used', () => {
    const revision = revisionOf(qd06Rubric, {
      readings: [readingOf('c02.birth-registration-rate', 0.97, { otherYear: 2022, accepted: false })],
    });
    expect(linesOf({ ...emptyInput(), revision })).toContain(
      '2 | Trẻ em được khai sinh đúng quy định | Chưa có | Chưa có | Chưa tính | Chưa có | Khai sinh | 97% / (số liệu năm 2022, không sử dụng) | Khác, ô E7 | ',
    );
  });

  it('counts the deadline in the time of Vietnam', () => {
    const at = (instant: string): string | undefined =>
      lineStarting({ ...emptyInput(), revision: revisionOf(qd06Rubric, { at: instant }) }, '1. Chưa có');
    expect(at('2023-11-02T16:59:59.000Z')).toContain('nhận ngày 02/11/2023 (trong thời hạn');
    expect(at('2023-11-02T17:00:00.000Z')).toContain('nhận ngày 03/11/2023 (sau thời hạn');
  });
});

describe('a child’s name', () => {
  it('reaches no line of the report, wherever the files of the dossier hold it', () => {
    const name = 'Trần Thị Mẫu Danh';
    const file = `danh sách ${name}.docx`;
    const source = {
      file,
      locator: { kind: 'cell' as const, sheet: name, address: `A1 ${name}` },
      raw: `cháu ${name}, sinh 02/3/2015, thôn Mây`,
    };
    const document = documentOf(file, 'evidence', { number: `1/${name}` });
    const revision = revisionOf(qd06Rubric, {
      documents: [document, unreadDocument(`${name}.xlsx`)],
      readings: [readingOf('c05.injured-children', 1, { sources: [source], accepted: false })],
      claims: [{ criterion: 5, points: 40, max: 75, source }],
      findings: [
        'unreadable-file',
        'password-protected',
        'ambiguous-reading',
        'low-confidence-reading',
        'legacy-encoding',
        'macro-file',
        'processing-limit',
        'readers-disagree',
        'excel-date-figure',
        'missing-formula-value',
        'commune-mismatch',
        'ambiguous-commune',
        'unsafe-archive',
        'duplicate-document',
        'personal-data',
        'unsigned-draft',
      ].map((code) => ({
        code: code as 'personal-data',
        about: file,
        severity: 'warning' as const,
        message: code === 'personal-data' || code === 'unsigned-draft' ? `${file} có nội dung` : source.raw,
        source,
      })),
    });
    const text = linesOf({ round, commune, rubric: qd06Rubric, revision }).join('\n');
    expect(text).not.toContain(name);
    expect(text).not.toContain('2015');
    expect(text).not.toContain('thôn Mây');
    expect(text).toContain('Không đọc được Tài liệu kiểm chứng');
  });
});
