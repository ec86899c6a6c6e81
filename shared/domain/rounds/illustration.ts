import type { Commune } from '../commune.ts';
import type { Round } from '../round.ts';

function inventedCommune(code: string, name: string, type: Commune['type']): Commune {
  return {
    code,
    name,
    type,
    district: 'Minh Họa',
    province: 'Ví Dụ',
    areaType: 'mountain-island-or-special',
    validFrom: '2020-01-01',
    validTo: '2999-12-31',
  };
}

/** The communes of the invented district; codes from 99901, which no list of the country uses. */
const communes: readonly Commune[] = [
  inventedCommune('99901', 'Xã Suối Mẫu', 'xã'),
  inventedCommune('99902', 'Xã Đồi Mẫu', 'xã'),
  inventedCommune('99903', 'Thị trấn Phố Mẫu', 'thị trấn'),
  inventedCommune('99904', 'Xã Rừng Mẫu', 'xã'),
  inventedCommune('99905', 'Xã Đồng Mẫu', 'xã'),
  inventedCommune('99906', 'Xã Hồ Mẫu', 'xã'),
  inventedCommune('99907', 'Xã Cầu Mẫu', 'xã'),
  inventedCommune('99908', 'Xã Bến Mẫu', 'xã'),
];

/**
 * A round of an invented district under the artificial rubric, to show the product and to test it.
 * @param year the year of the figures; dossiers are on time to the end of it.
 */
export function illustrationRound(year: number): Round {
  return {
    id: `minh-hoa-${year}`,
    year,
    rubric: 'minh-hoa',
    authority: {
      district: 'huyện Minh Họa',
      place: 'Minh Họa',
      office: 'Phòng Lao động - Thương binh và Xã hội - Dân tộc',
      officeShort: 'Phòng LĐTBXH-DT',
      superior: 'UBND HUYỆN MINH HỌA',
      council: 'Hội đồng xét duyệt công nhận xã, thị trấn phù hợp với trẻ em cấp huyện',
      recogniser: 'Chủ tịch Ủy ban nhân dân huyện Minh Họa',
      reportSymbol: 'BC-……',
      signatory: ['TRƯỞNG PHÒNG'],
      recipients: ['Như trên', 'Chủ tịch UBND huyện (b/c)', 'Lưu: VT, PLĐTBXH-DT'],
      plan: `Kế hoạch số ……/KH-UBND ngày …… tháng …… năm ${year} của Ủy ban nhân dân huyện Minh Họa (số liệu minh họa)`,
    },
    lateFrom: `${year + 1}-01-01T00:00:00+07:00`,
    deadline: `01/01/${year + 1}`,
    expectedDocuments: [
      { kind: 'submission-letter', label: 'Tờ trình đề nghị công nhận', level: 'required' },
      { kind: 'report', label: 'Báo cáo kết quả tự đánh giá', level: 'required' },
      { kind: 'score-sheet', label: 'Bảng tự chấm điểm 13 tiêu chí', level: 'required' },
      { kind: 'minutes', label: 'Biên bản họp Hội đồng đánh giá cấp xã', level: 'required' },
      { kind: 'survey-summary', label: 'Bảng tổng hợp phiếu lấy ý kiến hài lòng', level: 'if-any' },
      { kind: 'evidence', label: 'Thuyết minh, tài liệu kiểm chứng', level: 'if-any' },
    ],
    communes,
  };
}
