import { sayNumber } from '../../rubrics/say-figure.ts';
import type { AdministrativeLayout } from '../administrative-layout.ts';
import { blankDay, cell, heading, paragraph, repeat, repeatedRow } from '../administrative-layout.ts';
import type { DistrictDocument, RoundState } from '../district-documents.ts';
import { blank } from '../say-reception.ts';
import { sayDay, two } from '../say-document.ts';
import { communesRuled, communesToList, signedRuling, signedSessions } from '../session-rulings.ts';
import type { TagValues } from '../templates/tag-values.ts';

const layout: AdministrativeLayout = {
  letterhead: {
    superior: '{{ten_co_quan_chu_quan}}',
    issuer: ['{{co_quan_trinh_in_hoa}}'],
    symbol: '{{ky_hieu}}',
  },
  orientation: 'portrait',
  type: 'TỜ TRÌNH',
  subject: 'Về việc đề nghị công nhận xã, thị trấn phù hợp với trẻ em năm {{nam}}',
  addressee: '{{nguoi_cong_nhan}}',
  body: [
    ...repeat('can_cu', paragraph('Căn cứ {{ten_can_cu}};', 'basis')),
    ...repeat('bien_ban', paragraph('Căn cứ Biên bản họp {{ten_hoi_dong}} {{so_ngay}},', 'basis')),
    paragraph(
      '{{co_quan_trinh}} kính trình {{nguoi_cong_nhan}} xem xét, quyết định công nhận xã, thị trấn phù hợp với trẻ em năm {{nam}}, cụ thể như sau:',
    ),
    heading('1. Quá trình tổ chức xét duyệt'),
    paragraph(
      'Tổng số xã, thị trấn: {{tong_so_xa}}; gửi hồ sơ: {{so_da_gui}}; đưa ra Hội đồng: {{so_ho_so}}. Hội đồng đã họp {{so_phien_hop}} phiên.',
    ),
    heading('2. Kết quả xét duyệt'),
    paragraph('a) Đề nghị công nhận: {{so_de_nghi}} xã, thị trấn (danh sách kèm theo).'),
    paragraph('b) Chưa đề nghị công nhận: {{so_chua_de_nghi}} xã, thị trấn.'),
    paragraph('c) Tiếp tục bổ sung hồ sơ, xem xét tại phiên sau: {{so_bo_sung}} xã, thị trấn.'),
    heading('3. Kiến nghị'),
    paragraph(
      'Kính trình {{nguoi_cong_nhan}} xem xét, ban hành Quyết định công nhận đối với các đơn vị nêu tại điểm a khoản 2 (dự thảo Quyết định kèm theo).',
    ),
    paragraph(
      'Hồ sơ kèm theo: Báo cáo thẩm định; Biên bản họp Hội đồng; bảng tổng hợp điểm; dự thảo Quyết định./.',
    ),
  ],
  closing: { kind: 'signatory' },
  annexes: [
    {
      heading: 'DANH SÁCH',
      title: 'Xã, thị trấn đề nghị công nhận phù hợp với trẻ em năm {{nam}}',
      reference: `(Kèm theo Tờ trình số      /{{ky_hieu}} ${blankDay('{{nam_ban_hanh}}')} của {{co_quan_trinh}})`,
      restriction: null,
      orientation: 'portrait',
      body: [
        {
          kind: 'table',
          columns: [
            { title: 'TT', width: 12, align: 'center' },
            { title: 'Xã, thị trấn', width: 60, align: 'left' },
            { title: 'Tổng điểm Hội đồng thống nhất', width: 45, align: 'center' },
            { title: 'Ghi chú', width: 48, align: 'left' },
          ],
          rows: [
            repeatedRow('don_vi', [
              cell('{{tt}}'),
              cell('{{ten_xa_dau_cau}}'),
              cell('{{diem_hoi_dong}}'),
              cell(''),
            ]),
          ],
        },
      ],
    },
  ],
};

/** The proposal to the chair (officer texts §4.9), of the council or of the office as the round has it; it counts and lists what signed minutes say. */
export const proposal: DistrictDocument = { kind: 'proposal', scope: 'round', layout, values };

/** Who submits the proposal, as a name in a sentence. */
export function proposerOf({ round: { authority } }: Pick<RoundState, 'round'>): string {
  return authority.proposer === 'council' ? authority.council : authority.office;
}

function values(state: RoundState): TagValues {
  const name = proposerOf(state);
  const signed = signedSessions(state);
  const named = communesToList(state, state.proposals);
  // Nothing is concluded before minutes are signed.
  const ruled = (count: number): string => (signed.length === 0 ? blank : two(count));
  const heard = new Set(signed.flatMap(({ communes }) => communes));
  return {
    co_quan_trinh: name,
    co_quan_trinh_in_hoa: name.toLocaleUpperCase('vi'),
    bien_ban:
      signed.length === 0
        ? [{ so_ngay: 'ngày ……… tháng ……… năm ………' }]
        : signed.map(({ minutes, date }) => ({
            so_ngay: `số ${minutes?.number ?? blank} ngày ${sayDay(minutes?.date ?? date) ?? blank}`,
          })),
    tong_so_xa: two(state.communes.length),
    so_da_gui: two(state.communes.filter(({ revision }) => revision !== null).length),
    so_ho_so: ruled(heard.size),
    so_phien_hop: ruled(signed.length),
    so_de_nghi: ruled(named.length),
    so_chua_de_nghi: ruled(communesRuled(state, 'do-not-propose').length),
    so_bo_sung: ruled(communesRuled(state, 'return-for-completion', 'postpone').length),
    don_vi: named.map(({ commune }, position) => {
      const points = signedRuling(state, commune.code)?.points ?? null;
      return {
        tt: String(position + 1),
        ten_xa_dau_cau: commune.name,
        diem_hoi_dong: points === null ? blank : sayNumber(points),
      };
    }),
  };
}
