import { communeInSentence } from '../../domain/commune.ts';
import type { AdministrativeLayout } from '../administrative-layout.ts';
import { blankParagraph, paragraph, repeat, unless, officeLetterhead } from '../administrative-layout.ts';
import type { CommuneState, DistrictDocument, RoundState } from '../district-documents.ts';
import { sayDay } from '../say-document.ts';
import { blank } from '../say-reception.ts';
import { signedRuling, signedSessions } from '../session-rulings.ts';
import type { TagValues } from '../templates/tag-values.ts';

const layout: AdministrativeLayout = {
  letterhead: officeLetterhead,
  orientation: 'portrait',
  type: 'THÔNG BÁO',
  subject: 'Kết quả xét, công nhận {{loai_xa}} phù hợp với trẻ em năm {{nam}}',
  addressee: 'Ủy ban nhân dân {{ten_xa}}',
  body: [
    ...repeat(
      'duoc_cong_nhan',
      paragraph(
        'Căn cứ Quyết định {{so_ngay_quyet_dinh}} của {{nguoi_cong_nhan}} và kết luận của {{ten_hoi_dong}} tại phiên họp ngày {{ngay_hop}}, {{ten_phong}} thông báo:',
      ),
      paragraph(
        '{{ten_xa_dau_cau}} được công nhận đạt tiêu chuẩn {{loai_xa}} phù hợp với trẻ em năm {{nam}}. Đề nghị UBND {{ten_xa}} công khai kết quả và tiếp tục duy trì, nâng cao chất lượng các tiêu chí.',
      ),
    ),
    ...unless(
      'duoc_cong_nhan',
      paragraph(
        'Căn cứ kết luận của {{ten_hoi_dong}} tại phiên họp ngày {{ngay_hop}}, {{ten_phong}} thông báo:',
      ),
      paragraph(
        '{{ten_xa_dau_cau}} chưa được đề nghị công nhận {{loai_xa}} phù hợp với trẻ em trong đợt năm {{nam}}.',
      ),
      blankParagraph('Nội dung cần khắc phục:'),
      paragraph('Đề nghị UBND {{ten_xa}} có giải pháp khắc phục và chuẩn bị cho đợt đánh giá tiếp theo.'),
    ),
    paragraph('Ý kiến về kết quả (nếu có) gửi về {{ten_phong}} để tổng hợp, báo cáo./.'),
  ],
  closing: { kind: 'signatory' },
  annexes: [],
};

/**
 * The result told to one commune (officer texts §4.11), once a decision names it or signed minutes do not propose it.
 * Why it is not proposed is written by a person, for that commune alone.
 */
export const resultNotice: DistrictDocument = {
  kind: 'result-notice',
  scope: 'commune',
  isFor: ({ commune }, state) =>
    decisionOn(state, commune.code) !== undefined ||
    signedRuling(state, commune.code)?.ruling === 'do-not-propose',
  layout,
  values,
};

function decisionOn({ decisions }: RoundState, commune: string): RoundState['decisions'][number] | undefined {
  return decisions.find(({ communes }) => communes.includes(commune));
}

function values(state: RoundState, { commune }: CommuneState): TagValues {
  const decision = decisionOn(state, commune.code);
  const session = signedSessions(state).findLast(({ communes }) => communes.includes(commune.code));
  return {
    ten_xa: communeInSentence(commune),
    ten_xa_dau_cau: commune.name,
    loai_xa: commune.type,
    duoc_cong_nhan: decision !== undefined,
    so_ngay_quyet_dinh: `số ${decision?.number ?? blank} ngày ${sayDay(decision?.date ?? null) ?? blank}`,
    ngay_hop: sayDay(session?.date ?? null) ?? blank,
  };
}
