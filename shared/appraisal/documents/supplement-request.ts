import { communeInSentence } from '../../domain/commune.ts';
import type { AdministrativeLayout } from '../administrative-layout.ts';
import { heading, paragraph, repeat, unless, officeLetterhead } from '../administrative-layout.ts';
import type { CommuneRequests } from '../ask-commune.ts';
import { askCommune } from '../ask-commune.ts';
import type { CommuneState, DistrictDocument, RoundState } from '../district-documents.ts';
import { isInForce } from '../list-documents.ts';
import { documentNumber, sayDay } from '../say-document.ts';
import { blank, sayPaperCopy } from '../say-reception.ts';
import type { TagValues } from '../templates/tag-values.ts';

const request = paragraph('- {{cau_gui_xa}}');

const layout: AdministrativeLayout = {
  letterhead: officeLetterhead,
  orientation: 'portrait',
  type: null,
  subject: 'bổ sung, hoàn thiện hồ sơ đề nghị công nhận {{loai_xa}} phù hợp với trẻ em năm {{nam}}',
  addressee: 'Ủy ban nhân dân {{ten_xa}}',
  body: [
    paragraph(
      'Thực hiện {{ke_hoach_huyen}}, {{ten_phong}} đã tiếp nhận hồ sơ đề nghị công nhận {{loai_xa}} phù hợp với trẻ em năm {{nam}} của UBND {{ten_xa}} ({{to_trinh_xa}}; {{so_den_ban_giay}}). Qua kiểm tra, {{ten_phong}} đề nghị UBND {{ten_xa}} bổ sung, hoàn thiện một số nội dung sau:',
    ),
    heading('1. Về thành phần hồ sơ'),
    ...repeat('tai_lieu_thieu', request),
    ...unless('tai_lieu_thieu', paragraph('Đủ thành phần theo yêu cầu.')),
    heading('2. Về số liệu và điểm tự chấm'),
    ...repeat('noi_dung_lam_ro', request),
    ...unless('noi_dung_lam_ro', paragraph('Không có nội dung đề nghị làm rõ.')),
    heading('3. Về thể thức'),
    ...repeat('noi_dung_the_thuc', request),
    ...unless('noi_dung_the_thuc', paragraph('Không có nội dung đề nghị bổ sung.')),
    heading('4. Thời hạn và hình thức bổ sung'),
    paragraph(
      'Đề nghị gửi tài liệu bổ sung (bản giấy và bản mềm) về {{ten_phong}} trước ngày ……………; bản mềm gửi đến {{hop_thu_tiep_nhan}}. Trường hợp sửa đổi nội dung của văn bản đã ban hành, đề nghị ban hành văn bản sửa đổi, thay thế theo quy định về công tác văn thư.',
    ),
    paragraph(
      'Quá thời hạn nêu trên, {{ten_phong}} tổng hợp theo hồ sơ hiện có, báo cáo Hội đồng xét duyệt cấp huyện xem xét.',
    ),
    paragraph(
      'Trong quá trình thực hiện nếu có vướng mắc, đề nghị liên hệ {{can_bo_dau_moi}}, điện thoại {{dien_thoai_dau_moi}} để phối hợp giải quyết./.',
    ),
  ],
  closing: { kind: 'signatory' },
  annexes: [],
};

/** The official request to mend a dossier (officer texts §4.3): only what the commune itself can send, correct or explain. */
export const supplementRequest: DistrictDocument = {
  kind: 'supplement-request',
  scope: 'commune',
  isFor: (commune, state) => {
    const { papers, figures, forms } = requestsOf(commune, state);
    return papers.length + figures.length + forms.length > 0;
  },
  layout,
  values,
};

function requestsOf({ commune, revision, crossFindings }: CommuneState, state: RoundState): CommuneRequests {
  if (revision === null) return { papers: [], figures: [], forms: [] };
  const { round, rubric } = state;
  return askCommune([...revision.findings, ...crossFindings], {
    ...{ revision, round, commune },
    vocabulary: rubric.vocabulary,
  });
}

function values(state: RoundState, commune: CommuneState): TagValues {
  const { papers, figures, forms } = requestsOf(commune, state);
  const listed = (sentences: readonly string[]): readonly TagValues[] =>
    sentences.map((cau_gui_xa) => ({ cau_gui_xa }));
  return {
    ten_xa: communeInSentence(commune.commune),
    loai_xa: commune.commune.type,
    to_trinh_xa: letterOf(commune),
    so_den_ban_giay: sayPaperCopy(commune),
    tai_lieu_thieu: listed(papers),
    noi_dung_lam_ro: listed(figures),
    noi_dung_the_thuc: listed(forms),
  };
}

function letterOf({ revision }: CommuneState): string {
  const letter = revision?.documents.find(
    (one) => isInForce(one) && one.extraction?.kind === 'submission-letter',
  );
  const number = letter === undefined ? null : documentNumber(letter);
  return `Tờ trình số ${number ?? blank} ngày ${sayDay(letter?.extraction?.date ?? null) ?? blank}`;
}
