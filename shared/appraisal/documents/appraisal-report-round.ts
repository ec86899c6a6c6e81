import { sayNumber } from '../../rubrics/say-figure.ts';
import type { DossierRevision } from '../../domain/dossier.ts';
import type { AdministrativeLayout, Annex, LayoutTable } from '../administrative-layout.ts';
import {
  blankDay,
  blankParagraph,
  cell,
  heading,
  paragraph,
  repeat,
  repeatedRow,
  unless,
  wholeTable,
  officeLetterhead,
} from '../administrative-layout.ts';
import { sayTotal, sumClaims } from '../criteria-table.ts';
import type { CommuneState, DistrictDocument, RoundState } from '../district-documents.ts';
import { absentDocuments } from '../list-documents.ts';
import { isLate } from '../round-figures.ts';
import { two } from '../say-document.ts';
import type { TagValues } from '../templates/tag-values.ts';
import { questionsOf } from './appraisal-report.ts';

const annex = (number: string, title: string, body: Annex['body']): Annex => ({
  heading: `PHỤ LỤC ${number}`,
  title,
  reference: `(Kèm theo Báo cáo số      /{{ky_hieu}} ${blankDay('{{nam_ban_hanh}}')} của {{ten_phong}})`,
  restriction: 'Tài liệu phục vụ phiên họp, thu lại sau khi họp',
  orientation: number === 'I' ? 'landscape' : 'portrait',
  body,
});

const layout: AdministrativeLayout = {
  letterhead: officeLetterhead,
  orientation: 'portrait',
  type: 'BÁO CÁO',
  subject: 'Thẩm định hồ sơ đề nghị công nhận xã, thị trấn phù hợp với trẻ em năm {{nam}}',
  addressee: '{{ten_hoi_dong}}',
  body: [
    paragraph(
      'Thực hiện {{ke_hoach_huyen}}; {{ten_phong}} báo cáo kết quả thẩm định hồ sơ đề nghị công nhận xã, thị trấn phù hợp với trẻ em năm {{nam}} như sau:',
    ),
    heading('I. CĂN CỨ VÀ QUÁ TRÌNH THẨM ĐỊNH'),
    paragraph('1. Căn cứ thẩm định'),
    ...repeat('can_cu', paragraph('- {{ten_can_cu}};')),
    paragraph(
      '2. Cách thức thẩm định: kiểm tra thành phần hồ sơ; đối chiếu số liệu giữa các tài liệu; đối chiếu số liệu ngành; yêu cầu bổ sung, làm rõ.',
    ),
    blankParagraph('Kiểm tra thực tế (nếu có):'),
    heading('II. TÌNH HÌNH TIẾP NHẬN HỒ SƠ'),
    paragraph(
      'Có {{so_da_gui}}/{{tong_so_xa}} xã, thị trấn gửi hồ sơ; trong đó {{so_dung_han}} đơn vị gửi trong thời hạn, {{so_nop_cham}} đơn vị gửi sau thời hạn, {{so_chua_gui}} đơn vị chưa gửi. Đã yêu cầu bổ sung đối với {{so_yeu_cau_bo_sung}} đơn vị; đã bổ sung {{so_da_bo_sung}} đơn vị.',
    ),
    heading('III. KẾT QUẢ THẨM ĐỊNH'),
    paragraph('1. Thành phần hồ sơ: {{so_du}}/{{so_da_gui}} hồ sơ đủ thành phần.'),
    paragraph('2. Kết quả theo tiêu chí và tổng điểm: Phụ lục I.'),
    paragraph('3. Đơn vị có tiêu chí bị 0 điểm theo điểm tự chấm: {{so_co_tieu_chi_0}} đơn vị (Phụ lục II).'),
    paragraph('4. Nội dung cần Hội đồng xem xét, quyết định: Phụ lục III.'),
    heading('IV. NHẬN XÉT CHUNG'),
    blankParagraph('1. Ưu điểm:'),
    blankParagraph('2. Tồn tại, hạn chế:'),
    heading('V. ĐỀ XUẤT, KIẾN NGHỊ'),
    paragraph('{{ten_phong}} kính đề nghị Hội đồng xét duyệt:'),
    blankParagraph('1. Xem xét đề nghị công nhận đối với …… xã, thị trấn:'),
    blankParagraph('2. Xem xét chưa đề nghị công nhận đối với …… xã, thị trấn:'),
    blankParagraph('3. Yêu cầu tiếp tục bổ sung đối với …… xã, thị trấn:', { ending: './.' }),
  ],
  closing: { kind: 'signatory' },
  annexes: [
    annex('I', 'Bảng tổng hợp điểm của các xã, thị trấn', [
      wholeTable('bang_diem'),
      // Its paragraph ends the section: a mark would take the page's orientation away with it.
      paragraph(
        'Ghi chú: điểm từng tiêu chí là điểm tự chấm; "Chưa có": chưa gửi hồ sơ hoặc tài liệu đã đọc không có điểm.',
        'note',
      ),
    ]),
    annex('II', 'Đơn vị có tiêu chí bị 0 điểm theo điểm tự chấm', [
      ...repeat('don_vi_0_diem', paragraph('{{tt}}. {{ten_xa_dau_cau}}: tiêu chí {{tieu_chi_0}}.')),
      ...unless('don_vi_0_diem', paragraph('Không có.')),
      paragraph('Ghi chú: điểm do xã, thị trấn tự chấm, chưa thẩm định.', 'note'),
    ]),
    annex('III', 'Nội dung cần Hội đồng xem xét, quyết định theo từng đơn vị', [
      {
        kind: 'table',
        columns: [
          { title: 'TT', width: 12, align: 'center' },
          { title: 'Xã, thị trấn', width: 40, align: 'left' },
          { title: 'Nội dung', width: 83, align: 'left' },
          { title: 'Ý kiến của Hội đồng', width: 30, align: 'left' },
        ],
        rows: [
          repeatedRow('don_vi_xem_xet', [
            cell('{{tt}}'),
            cell('{{ten_xa_dau_cau}}'),
            cell('{{noi_dung}}'),
            cell('……'),
          ]),
        ],
      },
    ]),
  ],
};

/** The appraisal report of the whole round (officer texts §4.5, form B): one signature for all communes, which stand in its annexes; opinions and proposals are people's. */
export const appraisalReportRound: DistrictDocument = {
  kind: 'appraisal-report-round',
  scope: 'round',
  layout,
  values,
};

type Submitted = CommuneState & { readonly revision: DossierRevision };

function values(state: RoundState): TagValues {
  const { communes, round, rubric } = state;
  const submitted = communes.filter((one): one is Submitted => one.revision !== null);
  const late = submitted.filter((one) => isLate(one, state));
  const asked = communes.flatMap(({ supplement }) => supplement ?? []);
  const complete = submitted.filter(({ revision }) =>
    absentDocuments(revision, round).every(({ level }) => level !== 'required'),
  );
  const withZero = submitted.flatMap(({ commune, revision }) => {
    const zero = revision.claims.filter(({ points }) => points === 0).map(({ criterion }) => criterion);
    return zero.length === 0 ? [] : [{ ten_xa_dau_cau: commune.name, tieu_chi_0: zero.join(', ') }];
  });
  const open = submitted.flatMap(({ commune, revision }) => {
    const questions = questionsOf({ revision, round, rubric });
    return questions.length === 0 ? [] : [{ ten_xa_dau_cau: commune.name, noi_dung: questions.join('; ') }];
  });
  return {
    tong_so_xa: two(communes.length),
    so_da_gui: two(submitted.length),
    so_dung_han: two(submitted.length - late.length),
    so_nop_cham: two(late.length),
    so_chua_gui: two(communes.length - submitted.length),
    so_yeu_cau_bo_sung: two(asked.length),
    so_da_bo_sung: two(asked.filter(({ answered }) => answered).length),
    so_du: two(complete.length),
    so_co_tieu_chi_0: two(withZero.length),
    bang_diem: pointsTable(state),
    don_vi_0_diem: numbered(withZero),
    don_vi_xem_xet: numbered(open),
  };
}

/** Every commune in a row: what it claims in each criterion, its sum, its printed total, the total by the scale. */
function pointsTable({ communes, rubric }: RoundState): LayoutTable {
  const { criteria } = rubric.vocabulary;
  return {
    kind: 'table',
    columns: [
      { title: 'TT', width: 9, align: 'center' },
      { title: 'Xã, thị trấn', width: 37, align: 'left' },
      ...criteria.map(({ number }) => ({ title: `TC ${number}`, width: 11.5, align: 'center' as const })),
      { title: 'Cộng', width: 17, align: 'center' },
      { title: 'Tổng ghi trong hồ sơ', width: 18, align: 'center' },
      { title: 'Theo thang điểm', width: 21, align: 'center' },
    ],
    rows: communes.map(({ commune, revision }, position) => ({
      cells: [
        cell(String(position + 1)),
        cell(commune.name),
        ...criteria.map(({ number }) => {
          const claim = revision?.claims.find(({ criterion }) => criterion === number);
          return cell(claim === undefined ? '' : sayNumber(claim.points));
        }),
        cell(
          revision === null || revision.claims.length === 0
            ? 'Chưa có'
            : sayNumber(sumClaims(revision.claims).points),
        ),
        cell(revision?.claimedTotal ? sayNumber(revision.claimedTotal.points) : 'Chưa có'),
        cell(revision === null ? '' : sayTotal(revision)),
      ],
    })),
  };
}

function numbered(rows: readonly TagValues[]): readonly TagValues[] {
  return rows.map((row, position) => ({ tt: String(position + 1), ...row }));
}
