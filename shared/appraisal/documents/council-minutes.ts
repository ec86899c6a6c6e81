import type { CouncilSession } from '../../domain/council-session.ts';
import { sayNumber } from '../../rubrics/say-figure.ts';
import type { AdministrativeLayout } from '../administrative-layout.ts';
import {
  blankParagraph,
  cell,
  heading,
  paragraph,
  repeat,
  repeatedRow,
  unless,
  councilLetterhead,
} from '../administrative-layout.ts';
import { sayTotal, sumClaims } from '../criteria-table.ts';
import type { CommuneState, DistrictDocument, RoundState } from '../district-documents.ts';
import { blank } from '../say-reception.ts';
import { communesNamed } from '../session-rulings.ts';
import { two } from '../say-document.ts';
import { sessionValues } from './session-values.ts';
import type { TagValues } from '../templates/tag-values.ts';

const layout: AdministrativeLayout = {
  letterhead: councilLetterhead,
  orientation: 'portrait',
  type: 'BIÊN BẢN',
  subject: 'Họp {{ten_hoi_dong}} năm {{nam}} (phiên {{so_phien}})',
  addressee: null,
  body: [
    paragraph(
      'Hôm nay, vào hồi ……… giờ ……… ngày ……… tháng ……… năm {{nam_hop}}, tại ………………………………, {{ten_hoi_dong}} tổ chức phiên họp xét, đề nghị công nhận xã, thị trấn phù hợp với trẻ em năm {{nam}}.',
    ),
    heading('I. THÀNH PHẦN'),
    blankParagraph('1. Chủ tọa:'),
    blankParagraph('2. Thư ký:'),
    paragraph('3. Thành viên có mặt: ………/{{so_thanh_vien}}{{danh_sach}}'),
    ...repeat(
      'thanh_vien',
      blankParagraph('- {{ten_thanh_vien}}, {{chuc_danh_hoi_dong}}: có mặt [   ] vắng [   ], lý do:'),
    ),
    ...repeat('co_so_toi_thieu', paragraph('Số thành viên phải có mặt: từ {{so_toi_thieu}} trở lên.')),
    blankParagraph('4. Mời dự:'),
    heading('II. NỘI DUNG'),
    paragraph('1. Chủ tọa nêu mục đích, căn cứ, chương trình phiên họp.'),
    paragraph(
      '2. {{ten_phong}} trình bày Báo cáo thẩm định số ……… ngày ………; số hồ sơ đưa ra phiên họp: {{so_ho_so}}.',
    ),
    paragraph('3. Ý kiến của thành viên Hội đồng'),
    ...repeat('don_vi', blankParagraph('3.{{tt}}. {{ten_xa_dau_cau}}:')),
    blankParagraph('4. Giải trình của {{ten_phong_ngan}}, của UBND xã, thị trấn (nếu có):'),
    heading('III. BIỂU QUYẾT'),
    ...repeat('co_hinh_thuc', paragraph('Hình thức biểu quyết: {{hinh_thuc}}.')),
    ...unless('co_hinh_thuc', blankParagraph('Hình thức biểu quyết:')),
    ...repeat('co_ty_le', paragraph('Tỷ lệ đồng ý phải đạt: {{ty_le_phai_dat}} ({{can_cu_ty_le}}).')),
    {
      kind: 'table',
      columns: [
        { title: 'TT', width: 9, align: 'center' },
        { title: 'Xã, thị trấn', width: 32, align: 'left' },
        { title: 'Điểm tự chấm', width: 17, align: 'center' },
        { title: 'Điểm thẩm định', width: 22, align: 'center' },
        { title: 'Điểm Hội đồng', width: 18, align: 'center' },
        { title: 'Đồng ý', width: 14, align: 'center' },
        { title: 'Không đồng ý', width: 16, align: 'center' },
        { title: 'Ý kiến khác', width: 15, align: 'center' },
        { title: 'Kết quả', width: 22, align: 'center' },
      ],
      rows: [
        repeatedRow('don_vi', [
          cell('{{tt}}'),
          cell('{{ten_xa_dau_cau}}'),
          cell('{{tong_diem_tu_cham}}'),
          cell('{{khoang_diem}}'),
          ...Array.from({ length: 5 }, () => cell(blank)),
        ]),
      ],
    },
    heading('IV. KẾT LUẬN CỦA CHỦ TỌA'),
    blankParagraph('1. Đề nghị {{nguoi_cong_nhan}} công nhận …… xã, thị trấn:'),
    blankParagraph('2. Chưa đề nghị công nhận …… xã, thị trấn:'),
    blankParagraph('3. Yêu cầu bổ sung, xem xét tại phiên sau …… xã, thị trấn:'),
    blankParagraph('4. Giao {{ten_phong_ngan}}:'),
    paragraph(
      'Biên bản được lập thành …… bản, đã đọc lại cho các thành viên cùng nghe và thống nhất. Phiên họp kết thúc hồi ……… giờ ……… cùng ngày./.',
    ),
  ],
  closing: {
    kind: 'people',
    people: [
      ['THƯ KÝ', '(Ký, ghi rõ họ tên)'],
      ['CHỦ TỌA', '(Ký, ghi rõ họ tên)'],
    ],
  },
  annexes: [],
};

/** The minutes of one session (officer texts §4.8): the communes with their points; attendance, opinions, votes and conclusions are people's, so blank. */
export const councilMinutes: DistrictDocument = { kind: 'council-minutes', scope: 'session', layout, values };

const voteMethods: Readonly<Record<NonNullable<RoundState['round']['council']['voteMethod']>, string>> = {
  'show-of-hands': 'giơ tay',
  ballot: 'bỏ phiếu',
  'written-opinion': 'lấy ý kiến bằng văn bản',
};

function values(state: RoundState, session: CouncilSession): TagValues {
  const { members, quorum, voteMethod } = state.round.council;
  return {
    ...sessionValues(state, session),
    danh_sach: members.length === 0 ? '' : ', gồm:',
    co_so_toi_thieu: quorum !== null,
    so_toi_thieu: quorum === null ? '' : two(quorum),
    co_hinh_thuc: voteMethod !== null,
    hinh_thuc: voteMethod === null ? '' : voteMethods[voteMethod],
    don_vi: communesNamed(state, session.communes).map((one, position) => ({
      tt: String(position + 1),
      ten_xa_dau_cau: one.commune.name,
      tong_diem_tu_cham: sayClaimed(one),
      khoang_diem: one.revision === null ? '' : sayTotal(one.revision),
    })),
  };
}

/** The commune's printed total, else the sum of its points. */
function sayClaimed({ revision }: CommuneState): string {
  if (revision === null) return '';
  if (revision.claimedTotal !== null) return sayNumber(revision.claimedTotal.points);
  return revision.claims.length === 0 ? 'Chưa có' : sayNumber(sumClaims(revision.claims).points);
}
