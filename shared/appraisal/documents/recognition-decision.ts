import type { AdministrativeLayout } from '../administrative-layout.ts';
import { article, paragraph, repeat, unless } from '../administrative-layout.ts';
import type { DistrictDocument, RoundState } from '../district-documents.ts';
import { communesToList } from '../session-rulings.ts';
import { two } from '../say-document.ts';
import type { TagValues } from '../templates/tag-values.ts';
import { proposerOf } from './proposal.ts';

const layout: AdministrativeLayout = {
  letterhead: {
    superior: '',
    issuer: ['ỦY BAN NHÂN DÂN', 'HUYỆN {{ten_huyen_in_hoa}}'],
    symbol: '{{ky_hieu}}',
  },
  orientation: 'portrait',
  type: 'QUYẾT ĐỊNH',
  subject: 'Về việc công nhận xã, thị trấn phù hợp với trẻ em năm {{nam}}{{dot}}',
  decider: 'CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN {{ten_huyen_in_hoa}}',
  addressee: null,
  body: [
    ...repeat('can_cu', paragraph('Căn cứ {{ten_can_cu}};', 'basis')),
    paragraph('Theo đề nghị của {{co_quan_trinh}} tại Tờ trình số ……… ngày ……… tháng ……… năm ……….', 'basis'),
    paragraph('QUYẾT ĐỊNH:', 'centred-bold'),
    ...repeat(
      'co_don_vi',
      article(
        1,
        'Công nhận {{so_cong_nhan}} xã, thị trấn thuộc huyện {{ten_huyen}} đạt tiêu chuẩn xã, thị trấn phù hợp với trẻ em năm {{nam}}, gồm:',
      ),
    ),
    ...unless(
      'co_don_vi',
      article(1, '(Chưa có xã, thị trấn nào được Hội đồng kết luận đề nghị công nhận trong biên bản đã ký.)'),
    ),
    ...repeat('don_vi_cong_nhan', paragraph('{{tt}}. {{ten_xa_dau_cau}}{{dau}}')),
    article(2, 'Quyết định này có hiệu lực kể từ ngày ký.'),
    article(
      3,
      'Chánh Văn phòng Hội đồng nhân dân và Ủy ban nhân dân huyện, Trưởng {{ten_phong}}, Chủ tịch Ủy ban nhân dân các xã, thị trấn có tên tại Điều 1 và các cơ quan, tổ chức, cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này./.',
    ),
  ],
  closing: { kind: 'signatory' },
  annexes: [],
};

/**
 * The decision of the chair (officer texts §4.10): only communes that signed minutes of the council propose. How long the
 * title holds, certificates and rewards are in no text known here, so nothing is printed of them.
 */
export const recognitionDecision: DistrictDocument = {
  kind: 'recognition-decision',
  scope: 'round',
  layout,
  values,
};

function values(state: RoundState): TagValues {
  const named = communesToList(state, state.decisions);
  const earlier = state.decisions.filter(({ communes }) =>
    named.every(({ commune }) => !communes.includes(commune.code)),
  ).length;
  return {
    // A second decision of a round says which it is.
    dot: earlier > 0 && named.length > 0 ? ` (đợt ${earlier + 1})` : '',
    co_quan_trinh: proposerOf(state),
    co_don_vi: named.length > 0,
    so_cong_nhan: two(named.length),
    don_vi_cong_nhan: named.map(({ commune }, position) => ({
      tt: String(position + 1),
      ten_xa_dau_cau: commune.name,
      dau: position === named.length - 1 ? '.' : ';',
    })),
  };
}
