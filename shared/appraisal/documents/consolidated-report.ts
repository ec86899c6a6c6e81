import { communeInSentence } from '../../domain/commune.ts';
import { sayNumber, sayRate } from '../../rubrics/say-figure.ts';
import type { AdministrativeLayout } from '../administrative-layout.ts';
import {
  blankDay,
  blankParagraph,
  cell,
  chart,
  heading,
  paragraph,
  repeat,
  repeatedRow,
} from '../administrative-layout.ts';
import { criteriaChart, meanChart, roundChart } from '../charts/round-charts.ts';
import type { DistrictDocument, RoundState } from '../district-documents.ts';
import type { CriterionFigures, RoundFigures } from '../round-figures.ts';
import { countCriteria, countRound, isLate, isScored } from '../round-figures.ts';
import { sayDayOf, two } from '../say-document.ts';
import type { TagValues } from '../templates/tag-values.ts';
import { councilOutcome, rulingNames } from '../council-outcome.ts';

const reference = `(Kèm theo Báo cáo số      /{{ky_hieu}} ${blankDay('{{nam_ban_hanh}}')} của {{co_quan_bao_cao}})`;

const layout: AdministrativeLayout = {
  letterhead: {
    superior: '{{ten_co_quan_chu_quan}}',
    superiorIf: 'co_quan_cap_tren',
    issuer: ['{{co_quan_ban_hanh}}'],
    symbol: '{{ky_hieu}}',
  },
  orientation: 'portrait',
  type: 'BÁO CÁO',
  subject:
    'Kết quả đánh giá, công nhận xã, thị trấn phù hợp với trẻ em năm {{nam}} trên địa bàn huyện {{ten_huyen}}',
  addressee: '{{kinh_gui}}',
  body: [
    paragraph('Thực hiện {{ke_hoach_tinh}}; {{co_quan_bao_cao}} báo cáo kết quả như sau:'),
    heading('I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI'),
    paragraph('1. Văn bản đã ban hành: {{ke_hoach_huyen}}.'),
    blankParagraph('Văn bản khác:'),
    paragraph(
      '2. Xã, thị trấn xây dựng kế hoạch: {{so_co_ke_hoach}}/{{tong_so_xa}}; cam kết thực hiện các tiêu chí: {{so_co_cam_ket}}/{{tong_so_xa}} (tính theo văn bản đã gửi đến hộp thư tiếp nhận).',
    ),
    blankParagraph('3. Truyền thông, tập huấn, huy động nguồn lực:'),
    blankParagraph('4. Kinh phí thực hiện:'),
    heading('II. KẾT QUẢ ĐÁNH GIÁ, CÔNG NHẬN'),
    paragraph(
      '1. Gửi hồ sơ: {{so_da_gui}}/{{tong_so_xa}} xã, thị trấn (đúng hạn {{so_dung_han}}, sau thời hạn {{so_nop_cham}}; thời hạn: trước ngày {{thoi_han}}).',
    ),
    paragraph('2. Hội đồng xét duyệt đề nghị công nhận: {{so_de_nghi}}/{{tong_so_xa}} xã, thị trấn.'),
    paragraph(
      '3. Được công nhận: {{so_cong_nhan}}/{{tong_so_xa}} xã, thị trấn, đạt {{ty_le_cong_nhan}}; mục tiêu kế hoạch: {{muc_tieu_ke_hoach}}.',
    ),
    paragraph(
      '4. Gửi hồ sơ nhưng chưa được công nhận: {{so_chua_cong_nhan}}; chưa gửi hồ sơ: {{so_chua_gui}}.',
    ),
    paragraph('5. Kết luận của Hội đồng đối với đơn vị chưa được công nhận: {{ly_do_chua_cong_nhan}}.'),
    paragraph('6. So với đợt năm {{nam_dot_truoc}}: {{so_sanh_dot_truoc}}'),
    chart('bieu_do_ket_qua'),
    paragraph('Biểu đồ 1. Kết quả gửi hồ sơ, đề nghị, công nhận', 'centred-bold'),
    heading('III. KẾT QUẢ THEO TIÊU CHÍ'),
    paragraph(
      'Tính theo {{loai_diem}} của {{so_da_gui}} xã, thị trấn gửi hồ sơ; chi tiết tại Biểu 2. {{tieu_chi_han_che}}',
    ),
    chart('bieu_do_tieu_chi'),
    paragraph('Biểu đồ 2. Số xã, thị trấn theo kết quả tiêu chí', 'centred-bold'),
    chart('bieu_do_diem_binh_quan'),
    paragraph('Biểu đồ 3. Điểm bình quân so với điểm tối đa', 'centred-bold'),
    ...repeat('co_che_so_nho', paragraph('{{ghi_chu_so_nho}}', 'note')),
    heading('IV. ĐÁNH GIÁ CHUNG'),
    blankParagraph('1. Kết quả nổi bật:'),
    blankParagraph('2. Tồn tại, hạn chế:'),
    blankParagraph('3. Nguyên nhân:'),
    heading('V. PHƯƠNG HƯỚNG, GIẢI PHÁP'),
    blankParagraph('Phương hướng, giải pháp năm tiếp theo:'),
    heading('VI. KIẾN NGHỊ, ĐỀ XUẤT'),
    blankParagraph('{{co_quan_bao_cao}} kiến nghị, đề xuất:', { ending: './.' }),
  ],
  closing: { kind: 'signatory' },
  annexes: [
    {
      heading: 'BIỂU 1',
      title: 'Tình hình gửi hồ sơ và kết quả của từng xã, thị trấn',
      reference,
      restriction: null,
      orientation: 'portrait',
      body: [
        {
          kind: 'table',
          columns: [
            { title: 'TT', width: 9, align: 'center' },
            { title: 'Xã, thị trấn', width: 36, align: 'left' },
            { title: 'Ngày nhận hồ sơ', width: 27, align: 'center' },
            { title: 'Thời hạn', width: 24, align: 'center' },
            { title: 'Tổng điểm tự chấm', width: 18, align: 'center' },
            { title: 'Kết luận của Hội đồng', width: 29, align: 'center' },
            { title: 'Kết quả công nhận', width: 22, align: 'center' },
          ],
          rows: [
            repeatedRow('don_vi', [
              cell('{{tt}}'),
              cell('{{ten_xa_dau_cau}}'),
              cell('{{ngay_nhan}}'),
              cell('{{trong_han}}'),
              cell('{{tong_diem_tu_cham}}'),
              cell('{{ket_luan}}'),
              cell('{{ket_qua}}'),
            ]),
          ],
        },
      ],
    },
    {
      heading: 'BIỂU 2',
      title: 'Tổng hợp kết quả theo {{so_tieu_chi}} tiêu chí',
      reference,
      restriction: null,
      orientation: 'portrait',
      body: [
        paragraph('Số xã, thị trấn tính theo {{loai_diem}}. {{ghi_chu_so_nho}}', 'note'),
        {
          kind: 'table',
          columns: [
            { title: 'TT', width: 9, align: 'center' },
            { title: 'Tiêu chí', width: 41, align: 'left' },
            { title: 'Điểm tối đa', width: 15, align: 'center' },
            { title: 'Điểm bình quân', width: 16, align: 'center' },
            { title: 'Đạt điểm tối đa', width: 15, align: 'center' },
            { title: 'Có điểm', width: 15, align: 'center' },
            { title: '0 điểm', width: 15, align: 'center' },
            { title: 'Chưa đủ căn cứ', width: 15, align: 'center' },
            { title: 'Chưa được công nhận, 0 điểm hoặc chưa đủ căn cứ', width: 24, align: 'center' },
          ],
          rows: [
            repeatedRow('tieu_chi', [
              cell('{{tt}}'),
              cell('{{ten_tieu_chi}}'),
              cell('{{diem_toi_da}}'),
              cell('{{diem_binh_quan}}'),
              cell('{{so_toi_da}}'),
              cell('{{so_co_diem}}'),
              cell('{{so_0_diem}}'),
              cell('{{so_chua_du}}'),
              cell('{{so_chua_duoc}}'),
            ]),
          ],
        },
      ],
    },
  ],
};

/**
 * The consolidated report of the round to province and district (officer texts §4.12): counts of communes only, none of children;
 * small counts of the sensitive criteria stay out of its tables and charts alike.
 */
export const consolidatedReport: DistrictDocument = {
  kind: 'consolidated-report',
  scope: 'round',
  layout,
  values,
};

function values(state: RoundState): TagValues {
  const { round, previous } = state;
  const { authority } = round;
  const figures = countRound(state);
  const criteria = countCriteria(state);
  const byDistrict = authority.reporter === 'district';
  const committee = `Ủy ban nhân dân ${authority.district}`;
  const tracked = (kind: 'plan' | 'commitment'): string =>
    two(state.communes.filter((one) => one.tracked.includes(kind)).length);
  const hidden = criteria.filter(({ counts }) => counts === null).map(({ criterion }) => criterion.number);
  const { recognised } = figures;
  return {
    co_quan_cap_tren: !byDistrict,
    co_quan_ban_hanh: (byDistrict
      ? `Ủy ban nhân dân\n${authority.district}`
      : authority.office
    ).toLocaleUpperCase('vi'),
    co_quan_bao_cao: byDistrict ? committee : authority.office,
    kinh_gui: byDistrict ? authority.department : `${authority.department}; ${committee}`,
    tong_so_xa: two(figures.communes),
    so_co_ke_hoach: tracked('plan'),
    so_co_cam_ket: tracked('commitment'),
    so_da_gui: two(figures.submitted),
    so_dung_han: two(figures.onTime),
    so_nop_cham: two(figures.submitted - figures.onTime),
    so_chua_gui: two(figures.communes - figures.submitted),
    so_de_nghi: state.proposals.length === 0 ? '……' : two(figures.proposed),
    so_cong_nhan: recognised === null ? '……' : two(recognised),
    ty_le_cong_nhan: recognised === null ? '……%' : sayRate(recognised / Math.max(1, figures.communes), 1),
    so_chua_cong_nhan: recognised === null ? '……' : two(unrecognised(state).length),
    ly_do_chua_cong_nhan: sayUnrecognised(state),
    nam_dot_truoc: String(previous?.year ?? round.year - 1),
    so_sanh_dot_truoc: compareRounds(figures, state),
    loai_diem: isScored(state) ? 'điểm thẩm định theo thang điểm' : 'điểm tự chấm (chưa thẩm định)',
    tieu_chi_han_che: sayWeakest(criteria),
    co_che_so_nho: hidden.length > 0,
    ghi_chu_so_nho:
      hidden.length === 0
        ? ''
        : `Tiêu chí ${hidden.join(', ')}: không công bố số nhỏ (dưới ${two(round.smallestPublishedCount)} đơn vị).`,
    bieu_do_ket_qua: roundChart(figures, state),
    bieu_do_tieu_chi: criteriaChart(criteria),
    bieu_do_diem_binh_quan: meanChart(criteria),
    don_vi: communeRows(state),
    tieu_chi: criteria.map(criterionRow),
  };
}

function unrecognised({ communes, decisions }: RoundState): RoundState['communes'] {
  return communes.filter(
    ({ commune, revision }) =>
      revision !== null && !decisions.some((list) => list.communes.includes(commune.code)),
  );
}

/** What the council said of the communes that are not recognised, counted. */
function sayUnrecognised(state: RoundState): string {
  if (state.decisions.length === 0) return '……';
  const rulings = unrecognised(state).map(({ commune }) => councilOutcome(state, commune.code).ruling);
  const counted = [
    ...Object.entries(rulingNames).map(([ruling, name]) => ({
      name: name.toLocaleLowerCase('vi'),
      count: rulings.filter((one) => one === ruling).length,
    })),
    { name: 'chưa đưa ra phiên họp', count: rulings.filter((one) => one === null).length },
  ].filter(({ count }) => count > 0);
  return counted.length === 0
    ? 'không có'
    : counted.map(({ name, count }) => `${name} ${two(count)}`).join('; ');
}

/** What is more, fewer or as many as in the round before. */
function compareRounds({ communes, submitted, recognised }: RoundFigures, { previous }: RoundState): string {
  if (previous === null) return 'chưa có số liệu của đợt trước để so sánh.';
  const change = (now: number, before: number): string =>
    now === before
      ? 'không thay đổi'
      : `${now > before ? 'tăng' : 'giảm'} ${two(Math.abs(now - before))} đơn vị`;
  const sent = `gửi hồ sơ ${two(submitted)}/${two(communes)} (đợt trước ${two(previous.submitted)}/${two(previous.communes)}), ${change(submitted, previous.submitted)}`;
  const named =
    recognised === null
      ? `được công nhận: chưa có quyết định (đợt trước ${two(previous.recognised)}/${two(previous.communes)})`
      : `được công nhận ${two(recognised)}/${two(communes)} (đợt trước ${two(previous.recognised)}/${two(previous.communes)}), ${change(recognised, previous.recognised)}`;
  return `${sent}; ${named}.`;
}

/** The criteria in which most communes that are not recognised have no or uncertain points. */
function sayWeakest(criteria: readonly CriterionFigures[]): string {
  const counted = criteria.flatMap(({ criterion, counts }) =>
    counts?.unrecognised === null || counts === null || counts.unrecognised === 0
      ? []
      : [{ number: criterion.number, count: counts.unrecognised }],
  );
  if (counted.length === 0) return '';
  const most = Math.max(...counted.map(({ count }) => count));
  const worst = counted.filter(({ count }) => count === most).map(({ number }) => number);
  const except = criteria.some(({ counts }) => counts === null)
    ? ' (không kể tiêu chí không công bố số nhỏ)'
    : '';
  return `Trong số đơn vị chưa được công nhận, số đơn vị bị 0 điểm hoặc chưa đủ căn cứ nhiều nhất ở tiêu chí ${worst.join(', ')}: ${two(most)} đơn vị mỗi tiêu chí${except}.`;
}

function communeRows(state: RoundState): readonly TagValues[] {
  return state.communes.map((one, position) => {
    const { commune, revision, receivedAt } = one;
    const outcome = councilOutcome(state, commune.code);
    const sent = revision === null ? null : (receivedAt ?? revision.at);
    return {
      tt: String(position + 1),
      ten_xa: communeInSentence(commune),
      ten_xa_dau_cau: commune.name,
      ngay_nhan: sent === null ? '' : sayDayOf(sent),
      trong_han: sent === null ? 'Chưa gửi' : isLate(one, state) ? 'Sau thời hạn' : 'Đúng hạn',
      tong_diem_tu_cham:
        revision?.claimedTotal === null ? 'Chưa có' : sayClaim(revision?.claimedTotal.points),
      ket_luan: outcome.ruling === null ? '' : rulingNames[outcome.ruling],
      ket_qua: outcome.recognised ? 'Được công nhận' : '',
    };
  });
}

const sayClaim = (points: number | undefined): string => (points === undefined ? '' : sayNumber(points));

function criterionRow({ criterion, max, counts }: CriterionFigures): TagValues {
  const say = (count: number | null | undefined): string =>
    counts === null ? '-' : count === null || count === undefined ? '……' : String(count);
  return {
    tt: String(criterion.number),
    ten_tieu_chi: criterion.name,
    diem_toi_da: max === null ? '……' : sayNumber(max),
    diem_binh_quan:
      counts === null ? '-' : counts.mean === null ? '……' : sayNumber(Math.round(counts.mean * 10) / 10),
    so_toi_da: say(counts?.full),
    so_co_diem: say(counts?.some),
    so_0_diem: say(counts?.zero),
    so_chua_du: say(counts?.open),
    so_chua_duoc: say(counts?.unrecognised),
  };
}
