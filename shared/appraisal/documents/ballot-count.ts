import type { AdministrativeLayout } from '../administrative-layout.ts';
import { blankParagraph, cell, paragraph, repeat, repeatedRow } from '../administrative-layout.ts';
import type { DistrictDocument } from '../district-documents.ts';
import { blank } from '../say-reception.ts';
import { sessionValues } from './session-values.ts';

const layout: AdministrativeLayout = {
  letterhead: null,
  orientation: 'portrait',
  type: 'BIÊN BẢN KIỂM PHIẾU',
  subject: 'Đề nghị công nhận xã, thị trấn phù hợp với trẻ em năm {{nam}} (phiên {{so_phien}})',
  addressee: null,
  body: [
    paragraph(
      'Hôm nay, vào hồi ……… giờ ……… ngày ……… tháng ……… năm ………, tại phiên họp của {{ten_hoi_dong}}, Tổ kiểm phiếu gồm:',
    ),
    blankParagraph('1. Tổ trưởng:'),
    blankParagraph('2. Thành viên:'),
    paragraph('đã kiểm phiếu và ghi kết quả như sau:'),
    paragraph('Số thành viên Hội đồng: {{so_thanh_vien}}; số có mặt: ………', 'form'),
    {
      kind: 'table',
      columns: [
        { title: 'TT', width: 10, align: 'center' },
        { title: 'Xã, thị trấn', width: 41, align: 'left' },
        { title: 'Số phiếu phát ra', width: 16, align: 'center' },
        { title: 'Thu về', width: 14, align: 'center' },
        { title: 'Hợp lệ', width: 14, align: 'center' },
        { title: 'Đồng ý', width: 14, align: 'center' },
        { title: 'Không đồng ý', width: 16, align: 'center' },
        { title: 'Ý kiến khác', width: 20, align: 'center' },
        { title: 'Tỷ lệ đồng ý', width: 20, align: 'center' },
      ],
      rows: [
        repeatedRow('don_vi', [
          cell('{{tt}}'),
          cell('{{ten_xa_dau_cau}}'),
          ...Array.from({ length: 7 }, () => cell(blank)),
        ]),
      ],
    },
    ...repeat('co_ty_le', paragraph('Tỷ lệ đồng ý phải đạt: {{ty_le_phai_dat}} ({{can_cu_ty_le}}).')),
    paragraph('Biên bản lập xong hồi ……… giờ ……… cùng ngày, đã đọc lại và thống nhất./.'),
  ],
  closing: {
    kind: 'people',
    people: [
      ['THÀNH VIÊN', '(Ký, ghi rõ họ tên)'],
      ['TỔ TRƯỞNG', '(Ký, ghi rõ họ tên)'],
    ],
  },
  annexes: [],
};

/** The record of the count of votes (officer texts §4.7); the share that carries is printed only where the round has it with its basis. */
export const ballotCount: DistrictDocument = {
  kind: 'ballot-count',
  scope: 'session',
  layout,
  values: sessionValues,
};
