import { expect, it } from 'vitest';
import { chiLang2023 } from '../../../shared/domain/rounds/chi-lang-2023.ts';
import { extractDocument } from '../../../shared/extraction/extract-document.ts';
import { qd06Rubric } from '../../../shared/rubrics/qd-06-2019/rubric.ts';
import { documentOf } from './table-of.ts';

const extract = (parts: Parameters<typeof documentOf>[0], file = 'tai-lieu.docx') =>
  extractDocument({
    file,
    document: documentOf(parts),
    vocabulary: qd06Rubric.vocabulary,
    communes: chiLang2023.communes,
    year: 2023,
  });

const report = ['BÁO CÁO', 'Kết quả tự đánh giá xã phù hợp với trẻ em năm 2023'];

it('"điểm lẻ" of a school and criteria counted as reached are no points', () => {
  expect(
    extract([
      ...report,
      'E. Giáo dục mầm non (tiêu chí 10). Trường Mầm non xã có 01 điểm chính và 03 điểm lẻ, 14 lớp.',
      '13. Mức độ hài lòng',
      'Hội đồng đánh giá của xã chấm 940/1.000 điểm, 13/13 tiêu chí đều có điểm.',
    ]).claims,
  ).toEqual([]);
});

it('a threshold not reached is no result', () => {
  const { readings } = extract([
    ...report,
    [
      ['Tiêu chí', 'Nội dung', 'Thang điểm', 'Điểm tự chấm', 'Lý do trừ điểm'],
      ['7', 'Trẻ em dưới 1 tuổi được tiêm chủng đầy đủ', '50', '45', 'Chưa đạt 98%'],
      ['9', 'Trẻ em được khám sức khỏe định kỳ', '75', '75', ''],
    ],
  ]);
  expect(readings.every(({ confidence }) => confidence < 0.9)).toBe(true);
});

it('a school year is not the next year', () => {
  const { year, findings } = extract([
    'TRƯỜNG MẦM NON XÃ Y TỊCH',
    'GIẤY XÁC NHẬN',
    'Số liệu huy động trẻ mầm non năm học 2023 - 2024',
    'Trường xác nhận số liệu phục vụ đánh giá xã phù hợp với trẻ em.',
  ]);
  expect({ year, findings }).toEqual({ year: null, findings: [] });
});

it('figures of villages gathered for the scoring are evidence', () => {
  expect(
    extract([
      'BIỂU SỐ LIỆU TRẺ EM TỪNG THÔN',
      'Phục vụ chấm điểm xã phù hợp với trẻ em năm 2023',
      [
        ['TT', 'Thôn', 'Trẻ em dưới 16 tuổi', 'Đã khai sinh đúng quy định'],
        ['1', 'Làng Hăng', '162', '162'],
        ['2', 'Cầu Ngầm', '130', '129'],
      ],
    ]).kind,
  ).toBe('evidence');
});

it('labels and results may share a column', () => {
  const { claims } = extract([
    'PHIẾU TỰ CHẤM ĐIỂM',
    'Xã phù hợp với trẻ em năm 2023',
    [
      ['Số TT', 'Nội dung tiêu chí và kết quả đạt được trong năm', 'Điểm tối đa', 'Điểm đạt'],
      ['1', 'Nguồn lực thực hiện quyền trẻ em', '100', '85'],
      ['1.1', 'Bố trí người làm công tác bảo vệ trẻ em cấp xã: có, 01 công chức', '50', '50'],
      ['1.2', 'Bố trí cộng tác viên bảo vệ trẻ em ở thôn: có, 9/9 thôn', '50', '35'],
      ['2', 'Trẻ em được khai sinh đúng quy định: 830/838 trẻ, đạt 99%', '75', '75'],
      ['3', 'Trẻ em bị xâm hại', '100', '100'],
    ],
  ]);
  expect(claims.map(({ criterion, points, max }) => [criterion, points, max])).toEqual([
    [1, 85, 100],
    [2, 75, 75],
    [3, 100, 100],
  ]);
});

it('a section on results "so với mục tiêu" is one of results, "khi đó" goes on about the year before', () => {
  const { readings } = extract([
    ...report,
    'Năm 2022 xã được công nhận với 928 điểm; khi đó trẻ được khám sức khỏe định kỳ đạt 93,8%, tỷ lệ thấp còi 17,2%.',
    'II. Kết quả đạt được so với mục tiêu đề ra',
    '9. Khám sức khỏe định kỳ cho 633/671 trẻ em, đạt 94,3%.',
    '11. Quyền tham gia. 290/347 trẻ em được hỏi ý kiến qua diễn đàn, đạt 83,6%; các em gửi 26 kiến nghị.',
    '13. Mức độ hài lòng. 95,0% trẻ em (57/60 phiếu) và 91,1% người dân (82/90 phiếu) hài lòng với việc thực hiện quyền trẻ em.',
  ]);
  expect(Object.fromEntries(readings.map(({ indicator, value }) => [indicator, value]))).toEqual({
    'c09.health-check-rate': 0.943,
    'c11.participation-rate': 0.836,
    'c13.children-satisfaction-rate': 0.95,
    'c13.residents-satisfaction-rate': 0.911,
  });
});

it('the sum of a list of activities counts children, no activities', () => {
  const { readings } = extract([
    'DANH MỤC HOẠT ĐỘNG VĂN HÓA, THỂ THAO CHO TRẺ EM NĂM 2023',
    [
      ['STT', 'Ngày tổ chức', 'Tên hoạt động', 'Số em dự', 'Kinh phí (đồng)'],
      ['1', '08/01/2023', 'Hội vui Xuân cho thiếu nhi', '180', '1500000'],
      ['2', '26/3/2023', 'Giải kéo co khối tiểu học', '145', '800000'],
      ['', '', 'Cộng: 2 hoạt động', '325', '2300000'],
    ],
  ]);
  expect(readings.map(({ value }) => value)).not.toContain(325);
});
