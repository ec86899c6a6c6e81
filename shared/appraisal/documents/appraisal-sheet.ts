import { areaNames } from '../../rubrics/list-rows.ts';
import { rubricKey } from '../../rubrics/rubric.ts';
import { sayNumber } from '../../rubrics/say-figure.ts';
import type { AdministrativeLayout } from '../administrative-layout.ts';
import { blankParagraph, cell, paragraph, repeat, repeatedRow } from '../administrative-layout.ts';
import { explainPapers, sayTotal, summariseCriterion, sumClaims } from '../criteria-table.ts';
import type { CommuneState, DistrictDocument, RoundState } from '../district-documents.ts';
import { sayDayOf } from '../say-document.ts';
import { sayInTime, sayPaperCopy } from '../say-reception.ts';
import type { TagValues } from '../templates/tag-values.ts';
import { compositionOf, questionsOf } from './appraisal-report.ts';

const bold = (text: string) => ({ lines: [text], bold: true as const });

const layout: AdministrativeLayout = {
  letterhead: null,
  orientation: 'portrait',
  compact: true,
  type: 'PHIẾU THẨM ĐỊNH',
  subject: 'Hồ sơ đề nghị công nhận {{loai_xa}} phù hợp với trẻ em năm {{nam}}',
  addressee: null,
  body: [
    paragraph('1. Đơn vị: {{ten_xa_dau_cau}} (mức từ {{muc_toi_thieu}} điểm: {{nhom_dia_ban}}).', 'form'),
    paragraph(
      '2. Hồ sơ: nhận {{ngay}} ({{trong_han}}); bản giấy {{so_den}}; {{tinh_trang_thanh_phan}}.',
      'form',
    ),
    paragraph(
      '3. Tự chấm: {{tong_diem_tu_cham}} (cộng lại: {{tong_cong}}); theo thang điểm: {{khoang_diem}}. 4. Tiêu chí tự chấm 0 điểm: {{danh_sach_tieu_chi_0}}.',
      'form',
    ),
    {
      kind: 'table',
      columns: [
        { title: 'TT', width: 7, align: 'center' },
        { title: 'Tiêu chí', width: 27, align: 'left' },
        { title: 'Tối đa', width: 8, align: 'center' },
        { title: 'Tự chấm', width: 11, align: 'center' },
        { title: 'Thang điểm', width: 18, align: 'center' },
        { title: 'Số liệu chính', width: 48, align: 'left' },
        { title: 'Nguồn', width: 14, align: 'center' },
        { title: 'Cần lưu ý', width: 21, align: 'left' },
        { title: 'Hội đồng', width: 11, align: 'center' },
      ],
      rows: [
        repeatedRow('tieu_chi', [
          cell('{{tt}}'),
          cell('{{ten_tieu_chi}}'),
          cell('{{diem_toi_da}}'),
          cell('{{diem_tu_cham}}'),
          cell('{{diem_tinh}}'),
          cell('{{so_lieu}}'),
          cell('{{nguon}}'),
          cell('{{luu_y}}'),
          cell('……'),
        ]),
        {
          cells: [
            cell(''),
            bold('Cộng'),
            cell(''),
            bold('{{tong_cong}}'),
            bold('{{khoang_diem}}'),
            cell(''),
            cell(''),
            cell(''),
            cell('……'),
          ],
        },
      ],
    },
    ...repeat(
      'co_noi_dung_quyet_dinh',
      paragraph('5. Nội dung Hội đồng cần xem xét, quyết định: {{noi_dung_quyet_dinh}}.', 'form'),
    ),
    blankParagraph('6. Ý kiến của chuyên viên phụ trách:', { style: 'form' }),
    paragraph(
      '7. Đề xuất:  [   ] Đề nghị công nhận   [   ] Chưa đề nghị công nhận   [   ] Trả lại để bổ sung',
      'form',
    ),
    paragraph(
      'Nguồn: {{chu_giai_nguon}}. Thang điểm: {{ban_thang_diem}}. Số liệu đến: {{thoi_diem_so_lieu}}.',
      'note',
    ),
  ],
  closing: {
    kind: 'people',
    people: [
      ['NGƯỜI THẨM ĐỊNH', '(Ký, ghi rõ họ tên)'],
      ['LÃNH ĐẠO PHÒNG', '(Ký, ghi rõ họ tên)'],
    ],
  },
  annexes: [],
};

/** The sheet on one dossier for the meeting (officer texts §4.4), an inside paper: figures with their papers, what the council is to settle, no opinion of ours. */
export const appraisalSheet: DistrictDocument = {
  kind: 'appraisal-sheet',
  scope: 'commune',
  isFor: ({ revision }) => revision !== null,
  layout,
  values,
};

function values({ round, rubric }: RoundState, state: CommuneState): TagValues {
  const { commune, revision } = state;
  if (revision === null) throw new RangeError('no dossier to appraise');
  const { claims, claimedTotal } = revision;
  const zero = claims.filter(({ points }) => points === 0).map(({ criterion }) => criterion);
  const questions = questionsOf({ revision, round, rubric });
  const arrival = state.receivedAt ?? revision.at;
  return {
    loai_xa: commune.type,
    ten_xa_dau_cau: commune.name,
    nhom_dia_ban: areaNames[commune.areaType],
    muc_toi_thieu: sayNumber(rubric.conditions.thresholds[commune.areaType].points),
    ngay: sayDayOf(arrival),
    trong_han: sayInTime(state, { round }),
    so_den: sayPaperCopy(state),
    tinh_trang_thanh_phan: compositionOf({ revision, round }),
    tong_diem_tu_cham: claimedTotal === null ? 'chưa có' : sayNumber(claimedTotal.points),
    tong_cong: claims.length === 0 ? 'chưa có' : sayNumber(sumClaims(claims).points),
    khoang_diem: sayTotal(revision),
    danh_sach_tieu_chi_0: claims.length === 0 ? 'chưa có điểm tự chấm' : zero.join(', ') || 'không có',
    tieu_chi: rubric.vocabulary.criteria.map((criterion) => summariseCriterion(criterion, revision, rubric)),
    co_noi_dung_quyet_dinh: questions.length > 0,
    noi_dung_quyet_dinh: questions.join('; '),
    chu_giai_nguon: explainPapers(revision),
    ban_thang_diem: `${rubric.title} (bản ${rubricKey(rubric)})`,
    thoi_diem_so_lieu: `cập nhật lần ${revision.revision}, nhận ngày ${sayDayOf(revision.at)}`,
  };
}
