import type { CouncilSession } from '../../domain/council-session.ts';
import type { AdministrativeLayout } from '../administrative-layout.ts';
import { blankParagraph, paragraph, repeat, councilLetterhead } from '../administrative-layout.ts';
import type { DistrictDocument, RoundState } from '../district-documents.ts';
import { sayDay } from '../say-document.ts';
import { sessionValues } from './session-values.ts';
import type { TagValues } from '../templates/tag-values.ts';

const layout: AdministrativeLayout = {
  letterhead: councilLetterhead,
  orientation: 'portrait',
  type: 'GIẤY MỜI',
  subject: 'Dự họp xét, đề nghị công nhận xã, thị trấn phù hợp với trẻ em năm {{nam}} (phiên {{so_phien}})',
  addressee: 'Các thành viên {{ten_hoi_dong}}',
  body: [
    paragraph(
      '{{ten_hoi_dong}} trân trọng kính mời các thành viên Hội đồng dự phiên họp xét, đề nghị công nhận xã, thị trấn phù hợp với trẻ em năm {{nam}} (phiên {{so_phien}}).',
    ),
    ...repeat('co_thanh_vien', paragraph('Thành phần mời:')),
    ...repeat('thanh_vien', paragraph('- Ông (bà) {{ten_thanh_vien}}, {{chuc_danh_hoi_dong}};')),
    blankParagraph('Mời dự:'),
    blankParagraph('Chủ trì:'),
    paragraph('Thời gian: ……… giờ ………, ngày {{ngay_hop}}.'),
    blankParagraph('Địa điểm:'),
    paragraph(
      'Tài liệu: Báo cáo thẩm định và {{so_ho_so}} Phiếu thẩm định (gửi kèm hoặc xem tại cổng thẩm định).',
    ),
    paragraph(
      'Trường hợp vắng mặt, đề nghị gửi ý kiến bằng văn bản trước ngày ……………. Đề nghị các thành viên dự họp đầy đủ, đúng thời gian./.',
    ),
  ],
  closing: { kind: 'signatory' },
  annexes: [],
};

/** The invitation to one session (officer texts §4.7); chair, hour and place are written by people. */
export const invitation: DistrictDocument = { kind: 'invitation', scope: 'session', layout, values };

function values(state: RoundState, session: CouncilSession): TagValues {
  return { ...sessionValues(state, session), ngay_hop: sayDay(session.date) ?? '……………' };
}
