import type { Commune } from '../../domain/commune.ts';
import { communeInSentence } from '../../domain/commune.ts';
import { deadlineOf } from '../../domain/deadline.ts';
import type { DossierRevision } from '../../domain/dossier.ts';
import type { FindingCode } from '../../domain/finding-catalogue.ts';
import type { Round } from '../../domain/round.ts';
import type { Rubric } from '../../rubrics/rubric.ts';
import { isVerified, rubricKey } from '../../rubrics/rubric.ts';
import { sayNumber } from '../../rubrics/say-figure.ts';
import type { AdministrativeLayout } from '../administrative-layout.ts';
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
import { criteriaTable, isComputed, sumClaims } from '../criteria-table.ts';
import type { CommuneState, DistrictDocument, RoundState } from '../district-documents.ts';
import { absentDocuments, isInForce, listDocuments } from '../list-documents.ts';
import { documentNumber, sayDay, sayDayOf, two } from '../say-document.ts';
import { blank, sayInTime, sayPaperCopy } from '../say-reception.ts';
import { criterionOf, stateFindings } from '../state-findings.ts';
import type { TagValues } from '../templates/tag-values.ts';

const layout: AdministrativeLayout = {
  letterhead: officeLetterhead,
  orientation: 'portrait',
  type: 'BÁO CÁO',
  subject: 'Thẩm định hồ sơ đề nghị công nhận {{loai_xa}} phù hợp với trẻ em năm {{nam}} của {{ten_xa}}',
  addressee: '{{ten_hoi_dong}}',
  body: [
    paragraph(
      'Thực hiện {{ke_hoach_huyen}}; {{ten_phong}} báo cáo kết quả thẩm định hồ sơ của UBND {{ten_xa}} như sau:',
    ),
    heading('I. TIẾP NHẬN HỒ SƠ'),
    paragraph('1. {{ho_so_kem}}'),
    paragraph('2. Thành phần: {{tinh_trang_thanh_phan}}. Các tài liệu đã nhận:'),
    {
      kind: 'table',
      columns: [
        { title: 'TT', width: 10, align: 'center' },
        { title: 'Tài liệu', width: 48, align: 'left' },
        { title: 'Yêu cầu', width: 20, align: 'center' },
        { title: 'Số, ngày', width: 35, align: 'left' },
        { title: 'Định dạng', width: 25, align: 'left' },
        { title: 'Tình trạng', width: 27, align: 'left' },
      ],
      rows: [
        repeatedRow('tai_lieu_da_nhan', [
          cell('{{tt}}'),
          cell('{{ten_tai_lieu}}'),
          cell('{{bat_buoc}}'),
          cell('{{so_ngay_ban_mem}}'),
          cell('{{dinh_dang}}'),
          cell('{{tinh_trang}}'),
        ]),
      ],
    },
    ...repeat('co_tep_ngoai', paragraph('{{tep_ngoai}}')),
    ...repeat(
      'co_bo_sung',
      paragraph('3. Bổ sung, làm rõ qua thư điện tử: {{qua_trinh_bo_sung}}'),
      blankParagraph('4. Bổ sung, làm rõ bằng hình thức khác:'),
    ),
    ...unless('co_bo_sung', blankParagraph('3. Bổ sung, làm rõ:')),
    heading('II. KẾT QUẢ THẨM ĐỊNH'),
    paragraph('1. Kết quả tự đánh giá của {{ten_xa}}: {{ket_qua_tu_danh_gia}}.'),
    paragraph('2. Kết quả đối chiếu theo {{so_tieu_chi}} tiêu chí: Phụ lục kèm theo.'),
    ...repeat(
      'co_nganh_xac_nhan',
      paragraph('3. Các số liệu đã được ngành xác nhận: {{danh_sach_nganh_xac_nhan}}.'),
    ),
    ...unless('co_nganh_xac_nhan', blankParagraph('3. Các số liệu đã được ngành xác nhận:')),
    paragraph('4. Nội dung còn chưa thống nhất hoặc chưa đủ căn cứ{{mo_dau_noi_dung}}'),
    ...repeat(
      'nhom_noi_dung',
      paragraph('{{thu_tu}}) {{ten_nhom}}:', 'group'),
      ...repeat('noi_dung', paragraph('{{cau}}')),
    ),
    heading('III. NHẬN XÉT'),
    paragraph('1. Điều kiện về tiêu chí bị 0 điểm: {{nhan_xet_0_diem}}.'),
    paragraph(
      '2. Điều kiện về tổng điểm (từ {{muc_toi_thieu}} điểm trở lên{{muc_chua_doi_chieu}}): {{nhan_xet_tong_diem}}.',
    ),
    paragraph('3. Kết quả theo thang điểm: {{ket_qua_thang_diem}}'),
    blankParagraph('4. Nhận xét khác:'),
    heading('IV. ĐỀ XUẤT'),
    ...repeat(
      'co_noi_dung_quyet_dinh',
      paragraph('1. Nội dung cần Hội đồng xem xét, quyết định:'),
      ...repeat('noi_dung_quyet_dinh', blankParagraph('{{thu_tu}}) {{cau}}:')),
    ),
    blankParagraph('{{so_de_xuat}}{{ten_phong}} đề nghị Hội đồng xét duyệt xem xét:', { ending: './.' }),
  ],
  closing: { kind: 'signatory' },
  annexes: [
    {
      heading: 'PHỤ LỤC',
      title: 'Bảng đối chiếu điểm, số liệu theo {{so_tieu_chi}} tiêu chí của {{ten_xa}}',
      reference: `(Kèm theo Báo cáo số      /{{ky_hieu}} ${blankDay('{{nam_ban_hanh}}')} của {{ten_phong}})`,
      restriction: 'Tài liệu phục vụ phiên họp, thu lại sau khi họp',
      orientation: 'landscape',
      // Before the table: after it the note could be alone on a page.
      body: [paragraph('{{ghi_chu_phu_luc}}', 'note'), wholeTable('bang_tieu_chi')],
    },
  ],
};

interface ReportInput {
  readonly revision: DossierRevision;
  readonly round: Round;
  readonly rubric: Rubric;
  readonly commune: Commune;
  readonly state: CommuneState;
}

/** The appraisal report of one commune (officer texts §4.5, form A); numbers, days, opinions and decisions of people stay blank. */
export const appraisalReport: DistrictDocument = {
  kind: 'appraisal-report',
  scope: 'commune',
  isFor: ({ revision }) => revision !== null,
  layout,
  values,
};

/** Sums and maxima of decimals ("45,5") compare within this. */
const pointSlack = 0.001;

function values({ round, rubric }: RoundState, state: CommuneState): TagValues {
  const { revision, commune } = state;
  if (revision === null) throw new RangeError('no dossier to report on');
  const input: ReportInput = { revision, round, rubric, commune, state };
  const threshold = rubric.conditions.thresholds[commune.areaType];
  const questions = questionsOf(input);
  return {
    ten_xa: communeInSentence(commune),
    loai_xa: commune.type,
    ...receptionOf(input),
    ket_qua_tu_danh_gia: claimOf(input),
    ...findingsOf(input),
    nhan_xet_0_diem: zeroCriteriaOf(input),
    muc_toi_thieu: sayNumber(threshold.points),
    muc_chua_doi_chieu:
      rubric.status === 'official' && !isVerified(threshold)
        ? '; mức này chưa được đối chiếu với bản gốc'
        : '',
    nhan_xet_tong_diem: thresholdOf(input, threshold.points),
    ket_qua_thang_diem: lowerFirst(revision.assessment.verdictBecause),
    co_noi_dung_quyet_dinh: questions.length > 0,
    noi_dung_quyet_dinh: questions.map((cau, position) => ({ thu_tu: 'abcdeghiklmn'.charAt(position), cau })),
    so_de_xuat: questions.length > 0 ? '2. ' : '',
    ghi_chu_phu_luc: annexNote(revision, rubric),
    bang_tieu_chi: criteriaTable(revision, rubric),
  };
}

function receptionOf(input: ReportInput): TagValues {
  const { revision, round } = input;
  const letter = revision.documents.find(
    (one) => isInForce(one) && one.extraction?.kind === 'submission-letter',
  );
  const number = (letter === undefined ? null : documentNumber(letter)) ?? blank;
  const day = sayDay(letter?.extraction?.date ?? null) ?? blank;
  const first = input.state.receivedAt ?? revision.at;
  const { deadline } = deadlineOf(round, input.state.extension);
  const soft =
    `bản mềm nhận ngày ${sayDayOf(first)} (${sayInTime(input.state, { round })}; thời hạn: trước ngày ${deadline})` +
    (revision.revision === 1 ? '' : `, cập nhật lần ${revision.revision} ngày ${sayDayOf(revision.at)}`);
  const paper = sayPaperCopy(input.state);
  const replaced = revision.documents.filter(({ replacedBy }) => replacedBy !== undefined).length;
  const ignored = revision.documents.filter(({ status }) => status === 'ignored').length;
  return {
    ho_so_kem:
      letter === undefined
        ? `Chưa có hoặc chưa đọc được Tờ trình trong bản mềm; ${paper}; ${soft}.`
        : `Hồ sơ kèm Tờ trình số ${number} ngày ${day}; ${paper}; ${soft}.`,
    tinh_trang_thanh_phan: compositionOf(input),
    tai_lieu_da_nhan: listDocuments(revision, round).map((document, position) => ({
      tt: String(position + 1),
      ten_tai_lieu: document.name,
      bat_buoc: document.level,
      so_ngay_ban_mem: document.numberAndDay,
      dinh_dang: document.format,
      tinh_trang: document.state,
    })),
    co_tep_ngoai: ignored > 0,
    tep_ngoai: `Ngoài ra có ${two(ignored)} tệp không thuộc hồ sơ, không được xem xét.`,
    co_bo_sung: revision.revision > 1,
    qua_trinh_bo_sung:
      `lần gần nhất ngày ${sayDayOf(revision.at)}` +
      (replaced === 0 ? '.' : `; ${two(replaced)} tài liệu đã có bản thay thế.`),
  };
}

/** Which required papers a dossier holds, in words. */
export function compositionOf({ revision, round }: Pick<ReportInput, 'revision' | 'round'>): string {
  const required = round.expectedDocuments.filter(({ level }) => level === 'required');
  const absent = absentDocuments(revision, round).filter(({ level }) => level === 'required');
  if (absent.length === 0) return `đủ ${two(required.length)}/${two(required.length)} tài liệu bắt buộc`;
  const held = required.length - absent.length;
  return `có ${two(held)}/${two(required.length)} tài liệu bắt buộc; chưa có hoặc chưa đọc được: ${absent.map(({ label }) => label).join('; ')}`;
}

function findingsOf({ revision, round, rubric, commune, state }: ReportInput): TagValues {
  const stated = stateFindings({ revision, round, commune, vocabulary: rubric.vocabulary });
  // Nothing found wrong means something only where there was something to check.
  const nothingFound =
    revision.readings.length === 0
      ? 'chưa có số liệu để đối chiếu'
      : 'kiểm tra bước đầu chưa thấy nội dung cần lưu ý';
  const indicators = rubric.vocabulary.indicators;
  const nameOf = (id: string): string => indicators.find((one) => one.id === id)?.shortName ?? id;
  return {
    mo_dau_noi_dung: stated.length > 0 ? ':' : `: ${nothingFound}.`,
    nhom_noi_dung: stated.map(({ title, sentences }, position) => ({
      thu_tu: 'abc'.charAt(position),
      ten_nhom: title,
      noi_dung: sentences.map((cau) => ({ cau })),
    })),
    co_nganh_xac_nhan: state.confirmations.length > 0,
    danh_sach_nganh_xac_nhan: state.confirmations
      .map(({ sector, indicators: confirmed }) => `${sector} (${confirmed.map(nameOf).join(', ')})`)
      .join('; '),
  };
}

/** The commune's own total, printed and added up; the words say whose it is. */
function claimOf({ revision, rubric }: ReportInput): string {
  const { claims, claimedTotal } = revision;
  const sum = sumClaims(claims);
  const expected = rubric.vocabulary.criteria.length;
  const scored = `${two(claims.length)}/${two(expected)} tiêu chí`;
  if (claimedTotal === null && claims.length === 0) return 'chưa có điểm tự chấm trong các tài liệu đã đọc';
  if (claimedTotal === null)
    return `tài liệu không ghi tổng điểm; cộng điểm của ${scored} được ${sayNumber(sum.points)} điểm`;
  const max = claimedTotal.max ?? (claims.length === expected ? sum.max : null);
  const printed = `${sayNumber(claimedTotal.points)}${max === null ? '' : `/${sayNumber(max)}`} điểm`;
  if (claims.length === 0) return `${printed}; chưa có điểm từng tiêu chí để cộng lại`;
  const difference = Math.abs(sum.points - claimedTotal.points);
  if (claims.length < expected)
    return `${printed} (tổng ghi trong tài liệu); cộng điểm của ${scored} đọc được là ${sayNumber(sum.points)} điểm`;
  return difference <= pointSlack
    ? `${printed}; cộng điểm ${scored} khớp với tổng ghi`
    : `tổng ghi trong tài liệu ${printed}; cộng điểm ${scored} được ${sayNumber(sum.points)} điểm, chênh ${sayNumber(difference)} điểm`;
}

function zeroCriteriaOf({ revision, rubric, commune }: ReportInput): string {
  const numbers = rubric.vocabulary.criteria.map(({ number }) => number);
  const zero = revision.claims.filter(({ points }) => points === 0).map(({ criterion }) => criterion);
  const unscored = numbers.filter((number) => !revision.claims.some((claim) => claim.criterion === number));
  const parts: string[] = [];
  if (revision.claims.length === 0) parts.push('chưa có điểm tự chấm để xem xét');
  else {
    parts.push(
      zero.length === 0
        ? `theo điểm tự chấm của ${commune.type}, không có tiêu chí nào bị 0 điểm`
        : `theo điểm tự chấm của ${commune.type}, có tiêu chí bị 0 điểm: ${sayCriteria(zero)}; đề nghị Hội đồng xem xét trước khi xét tổng điểm`,
    );
    if (unscored.length > 0) parts.push(`chưa có điểm tự chấm của ${sayCriteria(unscored)}`);
  }
  if (isComputed(revision)) {
    const computed = revision.assessment.criteria
      .filter(({ points }) => points?.high === 0)
      .map(({ criterion }) => criterion);
    const open = revision.assessment.criteria
      .filter(({ points }) => points === null || (points.low === 0 && points.high > 0))
      .map(({ criterion }) => criterion);
    parts.push(
      computed.length === 0
        ? 'theo thang điểm, chưa thấy tiêu chí bị 0 điểm'
        : `theo thang điểm, có tiêu chí bị 0 điểm: ${sayCriteria(computed)}`,
    );
    if (open.length > 0) parts.push(`chưa đủ căn cứ đối với ${sayCriteria(open)}`);
  } else if (revision.claims.length > 0) parts.push(`điểm này do ${commune.type} tự chấm, chưa thẩm định`);
  return parts.join('; ');
}

function thresholdOf({ revision, rubric, commune }: ReportInput, threshold: number): string {
  const { claims, claimedTotal } = revision;
  const sum = sumClaims(claims).points;
  const isComplete = claims.length === rubric.vocabulary.criteria.length;
  const against = (points: number): string =>
    `${sayNumber(points)} điểm, ${points >= threshold ? 'không thấp hơn' : 'thấp hơn'} mức tối thiểu`;
  const parts: string[] = [];
  if (claimedTotal !== null)
    parts.push(`tổng điểm tự chấm ghi trong tài liệu ${against(claimedTotal.points)}`);
  if (isComplete && (claimedTotal === null || Math.abs(sum - claimedTotal.points) > pointSlack))
    parts.push(`cộng điểm tự chấm các tiêu chí được ${against(sum)}`);
  if (parts.length === 0) return 'chưa có tổng điểm tự chấm để xem xét';
  return `${parts.join('; ')}; số này do ${commune.type} tự chấm, chưa thẩm định`;
}

/** What only the council can settle, each to be answered by hand. */
export function questionsOf({
  revision,
  round,
  rubric,
}: Pick<ReportInput, 'revision' | 'round' | 'rubric'>): readonly string[] {
  const { findings } = revision;
  const criteriaOf = (codes: readonly FindingCode[]): readonly number[] => [
    ...new Set(
      findings
        .filter(({ code }) => codes.includes(code))
        .flatMap((finding) => criterionOf(finding, rubric.vocabulary) ?? []),
    ),
  ];
  const has = (...codes: readonly FindingCode[]): boolean =>
    findings.some(({ code }) => codes.includes(code));
  const zero = criteriaOf(['zero-criterion']);
  const figures = criteriaOf([
    'conflicting-readings',
    'rate-mismatch',
    'low-confidence-reading',
    'ambiguous-reading',
    'missing-indicator',
  ]);
  const rounding = criteriaOf(['rounding-at-threshold']);
  const scores = criteriaOf([
    'points-exceed-max',
    'points-not-on-scale',
    'max-differs',
    'claim-below-rule',
    'claim-above-rule',
  ]);
  const indicators = rubric.vocabulary.indicators;
  const ruledNoCase = rubric.criteria
    .flatMap(({ items }) => items)
    .flatMap(({ rule }) => (rule.kind === 'rate' && rule.noCase !== 'person' ? [rule.indicator] : []));
  const noCase = revision.readings
    .filter(({ value, indicator }) => value === 'no-case' && !ruledNoCase.includes(indicator))
    .flatMap(({ indicator }) => indicators.find(({ id }) => id === indicator)?.criterion ?? []);
  const absent = absentDocuments(revision, round).filter(({ level }) => level === 'required');
  return [
    ...(zero.length > 0 ? [`Điều kiện về tiêu chí bị 0 điểm (${sayCriteria(zero)})`] : []),
    ...(has(
      'total-mismatch',
      'total-differs-across',
      'points-differ-from-minutes',
      'points-differ-across',
      'missing-points',
    )
      ? ['Tổng điểm, điểm tự chấm được dùng làm căn cứ']
      : []),
    ...(scores.length > 0 ? [`Điểm của ${sayCriteria(scores)}`] : []),
    ...(figures.length > 0 ? [`Số liệu dùng làm căn cứ của ${sayCriteria(figures)}`] : []),
    ...(rounding.length > 0 ? [`Cách làm tròn tỷ lệ ở ${sayCriteria(rounding)}`] : []),
    ...(noCase.length > 0
      ? [`Cách tính điểm khi không phát sinh trường hợp (${sayCriteria([...new Set(noCase)])})`]
      : []),
    ...(absent.length > 0 ? ['Tài liệu bắt buộc còn thiếu hoặc chưa đọc được'] : []),
    ...(has('late-submission') ? ['Việc chấp nhận hồ sơ gửi sau thời hạn'] : []),
  ];
}

function annexNote(revision: DossierRevision, rubric: Rubric): string {
  const maxima = isComputed(revision) ? '' : ' Điểm tối đa ghi theo tài liệu tự chấm của đơn vị.';
  return `Ghi chú: ${rubric.title} (bản ${rubricKey(rubric)}).${maxima} Số liệu lấy từ hồ sơ cập nhật lần ${revision.revision}, nhận ngày ${sayDayOf(revision.at)}. BVTE: bảo vệ trẻ em; HCĐB: hoàn cảnh đặc biệt; SDD: suy dinh dưỡng; TNTT: tai nạn, thương tích.`;
}

/** "tiêu chí 3, 5" in ascending order. */
function sayCriteria(numbers: readonly number[]): string {
  return `tiêu chí ${[...numbers].sort((a, b) => a - b).join(', ')}`;
}

function lowerFirst(sentence: string): string {
  return sentence.charAt(0).toLocaleLowerCase('vi') + sentence.slice(1);
}
