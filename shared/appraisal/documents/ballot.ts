import type { CouncilSession } from '../../domain/council-session.ts';
import type { AdministrativeLayout } from '../administrative-layout.ts';
import { blankParagraph, cell, paragraph, repeat, repeatedRow } from '../administrative-layout.ts';
import type { DistrictDocument, RoundState } from '../district-documents.ts';
import { sessionValues } from './session-values.ts';
import type { TagValues } from '../templates/tag-values.ts';

const layout: AdministrativeLayout = {
  letterhead: null,
  orientation: 'portrait',
  type: 'PHIẾU BIỂU QUYẾT',
  subject: 'Đề nghị công nhận xã, thị trấn phù hợp với trẻ em năm {{nam}} (phiên {{so_phien}})',
  addressee: null,
  body: [
    paragraph('Phiên họp của {{ten_hoi_dong}}, ngày ……… tháng ……… năm ………', 'form'),
    ...repeat(
      'ghi_ten',
      blankParagraph('Họ và tên thành viên:', { style: 'form' }),
      blankParagraph('Chức danh trong Hội đồng:', { style: 'form' }),
    ),
    paragraph(
      'Đánh dấu (x) vào một ô ở mỗi dòng; dòng không đánh dấu hoặc đánh dấu nhiều ô là không hợp lệ.',
      'note',
    ),
    {
      kind: 'table',
      columns: [
        { title: 'TT', width: 12, align: 'center' },
        { title: 'Xã, thị trấn', width: 50, align: 'left' },
        { title: 'Đồng ý đề nghị công nhận', width: 28, align: 'center' },
        { title: 'Không đồng ý', width: 25, align: 'center' },
        { title: 'Ý kiến khác', width: 50, align: 'left' },
      ],
      rows: [
        repeatedRow('don_vi', [cell('{{tt}}'), cell('{{ten_xa_dau_cau}}'), cell(''), cell(''), cell('')]),
      ],
    },
  ],
  closing: { kind: 'people', people: [[], ['{{nguoi_bo_phieu}}', '{{cach_ky}}']] },
  annexes: [],
};

/** The ballot of one session (officer texts §4.7); a name is asked for only where members answer in writing or by show of hands. */
export const ballot: DistrictDocument = { kind: 'ballot', scope: 'session', layout, values };

function values(state: RoundState, session: CouncilSession): TagValues {
  const isNamed = state.round.council.voteMethod !== 'ballot';
  return {
    ...sessionValues(state, session),
    ghi_ten: isNamed,
    nguoi_bo_phieu: isNamed ? 'THÀNH VIÊN HỘI ĐỒNG' : '',
    cach_ky: isNamed ? '(Ký, ghi rõ họ tên)' : '',
  };
}
