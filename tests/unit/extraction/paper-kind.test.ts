import { describe, expect, it } from 'vitest';
import type { DocumentExtraction } from '../../../shared/domain/document.ts';
import { chiLang2023 } from '../../../shared/domain/rounds/chi-lang-2023.ts';
import { extractDocument } from '../../../shared/extraction/extract-document.ts';
import { qd06Rubric } from '../../../shared/rubrics/qd-06-2019/rubric.ts';
import { documentOf } from './table-of.ts';

type Parts = Parameters<typeof documentOf>[0];

const extract = (parts: Parts, file = 'van-ban.docx'): DocumentExtraction =>
  extractDocument({
    file,
    document: documentOf(parts),
    vocabulary: qd06Rubric.vocabulary,
    communes: chiLang2023.communes,
    year: 2023,
  });

const office = 'ỦY BAN NHÂN DÂN\nXÃ LÂM SƠN';
const motto = 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc';
const council = 'HỘI ĐỒNG ĐÁNH GIÁ\nXÃ LÂM SƠN';
const addressee = 'Kính gửi: Phòng Lao động - Thương binh và Xã hội huyện Chi Lăng';
const survey: readonly (readonly string[])[] = [
  ['TT', 'Đối tượng', 'Số phiếu phát ra', 'Số phiếu thu về', 'Hài lòng', 'Không hài lòng'],
  ['1', 'Trẻ em', '60', '60', '57', '3'],
];
const villages: readonly (readonly string[])[] = [
  ['TT', 'Thôn', 'Tổng số trẻ em', 'Đã khai sinh'],
  ['1', 'Thôn Mẫu', '40', '40'],
];

describe('the kind of papers in other offices’ words', () => {
  it.each<readonly [string, Parts]>([
    ['submission-letter', [office, motto, 'TỜ TRÌNH', 'Đề nghị công nhận xã phù hợp với trẻ em']],
    ['submission-letter', [office, motto, 'CÔNG VĂN', 'Về việc gửi hồ sơ xã phù hợp với trẻ em năm 2023']],
    ['submission-letter', [office, motto, 'ĐỀ NGHỊ CÔNG NHẬN', 'Xã đạt tiêu chuẩn phù hợp với trẻ em']],
    [
      'submission-letter',
      [office, 'Số: 61/UBND-VHXH', 'V/v đề nghị thẩm định hồ sơ xã phù hợp với trẻ em', motto, addressee],
    ],
    ['other', [office, 'Số: 62/UBND-VHXH', 'V/v đăng ký lớp tập huấn kế toán', motto, addressee]],
    ['report', [office, motto, 'BÁO CÁO TỰ ĐÁNH GIÁ', 'xã phù hợp với trẻ em năm 2023']],
    ['report', [office, motto, 'BÁO CÁO', 'Tình hình xây dựng xã phù hợp với trẻ em']],
    ['report', [office, motto, 'BẢN THUYẾT MINH', 'Kết quả thực hiện các tiêu chí xã phù hợp với trẻ em']],
    ['score-sheet', [office, 'PHIẾU CHẤM', 'Xã phù hợp với trẻ em năm 2023']],
    ['score-sheet', [office, 'BIỂU ĐÁNH GIÁ', 'Mức độ đạt tiêu chuẩn xã phù hợp với trẻ em']],
    ['score-sheet', ['PHỤ LỤC', 'TIÊU CHÍ VÀ THANG ĐIỂM ĐÁNH GIÁ XÃ PHÙ HỢP VỚI TRẺ EM', '(Xã tự chấm)']],
    ['score-sheet', ['XÃ LÂM SƠN', 'TỰ CHẤM ĐIỂM XÃ PHÙ HỢP VỚI TRẺ EM NĂM 2023']],
    ['score-sheet', [office, 'BẢNG TỔNG HỢP KẾT QUẢ TỰ CHẤM ĐIỂM', 'Theo Quyết định số 06/QĐ-TTg']],
    ['minutes', [council, motto, 'BIÊN BẢN HỌP XÉT', 'Công nhận xã phù hợp với trẻ em năm 2023']],
    ['minutes', [council, motto, 'BIÊN BẢN THỐNG NHẤT ĐIỂM', 'Các tiêu chí năm 2023']],
    [
      'minutes',
      [
        office,
        'BIÊN BẢN',
        'Vào hồi 8 giờ, các thành viên chấm điểm theo tiêu chuẩn xã phù hợp với trẻ em như sau.',
      ],
    ],
    ['evidence', [office, 'BIÊN BẢN', 'Bàn giao đồ chơi cho điểm trường Khòn Mẫu']],
    [
      'survey-summary',
      [office, 'TỔNG HỢP KẾT QUẢ KHẢO SÁT', 'Về việc thực hiện quyền trẻ em trên địa bàn xã'],
    ],
    [
      'survey-summary',
      [office, 'TỔNG HỢP KẾT QUẢ LẤY Ý KIẾN', 'Trẻ em và người dân về thực hiện quyền trẻ em'],
    ],
    ['survey-summary', [office, 'KẾT QUẢ PHIẾU HỎI Ý KIẾN TRẺ EM VÀ NGƯỜI DÂN']],
    ['survey-summary', [office, 'BẢNG TỔNG HỢP Ý KIẾN', 'của trẻ em và người dân', survey]],
    ['survey-summary', [office, 'BẢNG TỔNG HỢP', 'Năm 2023', survey]],
    ['survey-summary', [office, 'BÁO CÁO', 'Mức độ hài lòng của trẻ em và người dân (tiêu chí 13)', survey]],
    ['evidence', [office, motto, 'QUYẾT ĐỊNH', 'Về việc thành lập Ban Bảo vệ trẻ em xã Lâm Sơn']],
    ['evidence', [office, motto, 'QUYẾT ĐỊNH', 'Thành lập Tổ khảo sát sự hài lòng của người dân']],
    ['evidence', [office, 'DANH SÁCH', 'Cộng tác viên bảo vệ trẻ em tại các thôn']],
    ['evidence', ['TRẠM Y TẾ XÃ LÂM SƠN', motto, 'XÁC NHẬN', 'Kết quả tiêm chủng cho trẻ em']],
    ['evidence', ['TRẠM Y TẾ XÃ LÂM SƠN', motto, 'BÁO CÁO', 'Kết quả thực hiện tiêu chí về y tế']],
    ['evidence', [office, 'BIỂU THỐNG KÊ', 'Số liệu trẻ em chia theo thôn', villages]],
    ['evidence', [office, 'THỐNG KÊ SỐ LIỆU TRẺ EM CHIA THEO THÔN NĂM 2023', villages]],
    ['evidence', ['XÃ LÂM SƠN - TƯ PHÁP', 'SỐ LIỆU ĐĂNG KÝ KHAI SINH', villages]],
    ['evidence', [office, 'BẢNG TỔNG HỢP ĐIỂM VUI CHƠI', 'Cho trẻ em tại các thôn', villages]],
    ['plan', [office, motto, 'KẾ HOẠCH', 'Khảo sát sự hài lòng của trẻ em và người dân năm 2023']],
    ['commitment', [office, motto, 'BẢN CAM KẾT', 'Duy trì các tiêu chí xã phù hợp với trẻ em']],
    ['commitment', [office, motto, 'GIẤY CAM KẾT', 'Thực hiện quyền trẻ em năm 2024']],
    ['other', [office, motto, 'BÁO CÁO', 'Kết quả thu ngân sách quý III']],
    ['report', [office, motto, 'BÁO CÁO', 'Công tác trẻ em và khảo sát sự hài lòng của người dân năm 2023']],
    ['minutes', [council, motto, 'TRÍCH BIÊN BẢN HỌP', 'Hội đồng đánh giá xã phù hợp với trẻ em']],
    ['minutes', [office, motto, 'BIÊN BẢN', 'Hội nghị lấy ý kiến công nhận xã phù hợp với trẻ em']],
    ['survey-summary', [office, motto, 'BIÊN BẢN KIỂM PHIẾU', 'Lấy ý kiến hài lòng của người dân']],
    ['survey-summary', [office, 'MỨC ĐỘ HÀI LÒNG CỦA TRẺ EM VÀ NGƯỜI DÂN NĂM 2023']],
    ['evidence', [office, 'SỔ THEO DÕI', 'Trẻ em có hoàn cảnh đặc biệt']],
    ['submission-letter', [office, motto, 'ĐƠN ĐỀ NGHỊ', 'Công nhận xã phù hợp với trẻ em']],
  ])('is %s: %j', (kind, parts) => {
    expect(extract(parts).kind).toBe(kind);
    const upper = parts.map((part) =>
      typeof part === 'string'
        ? part.toUpperCase()
        : (part as readonly (readonly string[])[]).map((row) => row.map((cell) => cell.toUpperCase())),
    );
    expect(extract(upper).kind).toBe(kind);
  });

  it('follows the number’s letters where there is no title', () => {
    const kinds = ['47/TTr-UBND', '12/BB-HĐĐG', '8/KH-UBND', '3/QĐ-UBND'].map(
      (number) => extract([office, `Số: ${number}`, 'Hội đồng đánh giá xã phù hợp với trẻ em']).kind,
    );
    expect(kinds).toEqual(['submission-letter', 'minutes', 'plan', 'evidence']);
  });
});

describe('number and day in other shapes', () => {
  const identity = (...lines: string[]): unknown => {
    const { number, date, findings } = extract([office, ...lines, 'BÁO CÁO', 'Xã phù hợp với trẻ em']);
    return [number, date, findings.map(({ code }) => code)];
  };

  it.each([
    ['Số: 47/TTr - UBND', '47/TTr-UBND'],
    ['Số 47 /BC-UBND', '47/BC-UBND'],
    ['So: 47/BC-UBND', '47/BC-UBND'],
    ['Số 47-BC/ĐU', '47-BC/ĐU'],
    ['47/BC-UBND', '47/BC-UBND'],
    ['(Kèm theo Tờ trình số: 47/TTr-UBND)', null],
  ])('%s', (line, number) => {
    expect(identity(line)).toEqual([number, null, []]);
  });

  it.each([
    ['Lâm Sơn, ngày 27/10/2023', '2023-10-27'],
    ['Lâm Sơn ngày 27.10.2023', '2023-10-27'],
    ['Ngày lập: 27/10/2023', '2023-10-27'],
    ['Số: 47/BC-UBND Lâm Sơn, ngày 27 tháng 10 năm 2023', '2023-10-27', '47/BC-UBND'],
    ['Lâm Sơn, ngày 27 tháng 10 năm\n2023', '2023-10-27'],
    ['Lâm Sơn, ngày hai mươi bảy tháng mười năm hai nghìn không trăm hai mươi ba', '2023-10-27'],
    ['Kế hoạch số 12/KH-UBND, ngày 5 tháng 3 năm 2023', null],
    ['(Số liệu tính đến hết ngày 10/10/2023)', null],
    ['Số liệu chốt trước ngày 10/10/2023.', null],
  ])('%s', (line, date, number: string | null = null) => {
    expect(identity(line)).toEqual([number, date, []]);
  });

  it('says that number and day are left blank', () => {
    expect(identity('Số:      /BC-UBND', 'Lâm Sơn, ngày   /10/2023')).toEqual([
      null,
      null,
      ['unsigned-draft'],
    ]);
  });

  it.each([
    'Vào lúc 8 giờ ngày 26 tháng 10 năm 2023, tại nhà văn hóa',
    'Bắt đầu: 14 giờ 15 phút ngày 26/10/2023.',
  ])('takes the day of minutes from their opening: %s', (opening) => {
    expect(extract([council, motto, 'BIÊN BẢN', 'Họp Hội đồng đánh giá', opening]).date).toBe('2023-10-26');
  });
});

describe('children named in words', () => {
  it.each([
    ['Điển hình: CHÁU TRIỆU BẢO MẪU, SINH NGÀY 14/3/2016, CON ANH T.', 1],
    ['Nông Thị Mẫu, sinh ngày 12/3/2015, ở thôn Mẫu.', 1],
    ['cháu Nông Thị Mẫu, sinh ngày 12/3/2015, ở thôn Mẫu.', 1],
    ['Công chức phụ trách: Nông Thị Mẫu, sinh năm 1985.', 0],
    ['Trẻ em xã Lâm Sơn sinh năm 2022: 35 trẻ.', 0],
    ['SỐ TRẺ EM NÔNG THÔN, MIỀN NÚI LÀ 35 EM, TRẺ TỪ 6 TUỔI LÀ 20 CHÁU.', 0],
  ])('%s', (text, count) => {
    const codes = extract([office, 'BÁO CÁO', 'Xã phù hợp với trẻ em', text]).findings.map(
      ({ code }) => code,
    );
    expect(codes.filter((code) => code === 'personal-data')).toHaveLength(count);
  });
});
