import type { DistrictDocumentKind, NumberedDocumentKind } from '../../domain/district-document.ts';
import type { Authority } from '../../domain/round.ts';
import { countUnverifiedRows } from '../../rubrics/list-rows.ts';
import type { RoundState } from '../district-documents.ts';
import type { TagValues } from './tag-values.ts';

/** draft: marked DỰ THẢO; for-signing: without the mark, to be signed, numbered and dated by people. */
export type DraftPurpose = 'draft' | 'for-signing';

/** Papers without points, votes or conclusions: only their drafts say that the scale is not confirmed yet. */
const resultless: readonly DistrictDocumentKind[] = [
  'completeness-sheet',
  'supplement-request',
  'invitation',
  'file-index',
];

/** Papers that print the points communes give themselves. */
const withClaims: readonly DistrictDocumentKind[] = [
  'appraisal-report',
  'appraisal-report-round',
  'appraisal-sheet',
  'consolidated-report',
  'council-minutes',
  'proposal',
  'score-workbook',
];

/** The tags every document of a round knows: the offices, their contact, the year, who signs, and the warning due. */
export function commonValues(
  state: RoundState,
  kind: DistrictDocumentKind,
  purpose: DraftPurpose,
): TagValues {
  const { round, rubric } = state;
  const { authority } = round;
  const capitals = (text: string): string => text.toLocaleUpperCase('vi');
  const form = isNumbered(authority, kind) ? authority.papers[kind] : undefined;
  const warning =
    purpose === 'for-signing' && resultless.includes(kind) ? (rubric.banner ?? '') : warningOf(state, kind);
  const lines = (texts: readonly string[]): readonly TagValues[] => texts.map((dong) => ({ dong }));
  return {
    nam: String(round.year),
    nam_truoc: String(round.year - 1),
    nam_ban_hanh: String(round.year),
    nam_hop: String(round.year),
    ten_huyen: properName(authority.district),
    ten_huyen_in_hoa: capitals(properName(authority.district)),
    ten_tinh: properName(authority.province),
    dia_danh: authority.place,
    ten_phong: authority.office,
    ten_phong_ngan: authority.officeShort,
    ten_phong_in_hoa: capitals(authority.office),
    ten_co_quan_chu_quan: authority.superior,
    ten_hoi_dong: authority.council,
    ten_hoi_dong_in_hoa: capitals(authority.council),
    so_chu_quan_nganh: authority.department,
    nguoi_cong_nhan: authority.recogniser,
    ke_hoach_huyen: authority.plan,
    ke_hoach_tinh: authority.provincePlan,
    muc_tieu_ke_hoach: authority.target,
    can_bo_dau_moi: authority.contact.name ?? '……',
    dien_thoai_dau_moi: authority.contact.phone ?? '……',
    hop_thu_tiep_nhan: authority.contact.mailbox,
    thoi_han: round.deadline,
    so_tieu_chi: String(rubric.vocabulary.criteria.length),
    can_cu: authority.legalBases
      .filter(({ onlyIn }) => onlyIn === undefined || onlyIn.some((one) => one === kind))
      .map(({ text }) => ({ ten_can_cu: text })),
    ky_hieu: form?.symbol ?? '',
    nguoi_ky: lines(form?.signatory ?? []),
    ten_nguoi_ky: form?.signer ?? '',
    noi_nhan: (form?.recipients ?? []).map((recipient, position, all) => ({
      dong: `${recipient}${position === all.length - 1 ? '.' : ';'}`,
    })),
    du_thao: purpose === 'draft',
    co_canh_bao: warning !== '',
    canh_bao: warning,
  };
}

/** "Chi Lăng" of "huyện Chi Lăng". */
function properName(unit: string): string {
  return unit.replace(/^(?:huyện|thị xã|thành phố|quận|tỉnh)\s+/iu, '');
}

function isNumbered(authority: Authority, kind: DistrictDocumentKind): kind is NumberedDocumentKind {
  return Object.hasOwn(authority.papers, kind);
}

/** Artificial figures say so; whatever rests on a scale not yet compared with the official text too (officer texts §4.1). */
export function warningOf(
  { rubric, communes }: Pick<RoundState, 'rubric' | 'communes'>,
  kind: DistrictDocumentKind,
): string {
  // Dossiers judged before a version was adopted say what they were judged by.
  const rows = Math.max(
    countUnverifiedRows(rubric),
    ...communes.map(({ revision }) => revision?.assessment.unverifiedRows ?? 0),
  );
  const because = `${rows} dòng của thang điểm chưa được đối chiếu với bản gốc.`;
  const said = withClaims.includes(kind)
    ? `Điểm trong văn bản này là điểm tự chấm của xã, thị trấn; chưa tính theo thang điểm vì ${because}`
    : `Chưa có kết quả tính theo thang điểm vì ${because}`;
  return [
    ...(rubric.banner === null ? [] : [rubric.banner]),
    ...(rows === 0 ? [] : [`THANG ĐIỂM CHƯA ĐỐI CHIẾU VỚI BẢN GỐC. ${said}`]),
  ].join(' ');
}
