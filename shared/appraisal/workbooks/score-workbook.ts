import type { Audience, DistrictWorkbook, RoundState } from '../district-documents.ts';
import { sayDayOf } from '../say-document.ts';
import { warningOf } from '../templates/common-values.ts';
import { drawWorkbook } from './draw-sheet.ts';
import { figuresSheet } from './figures-sheet.ts';
import { overviewSheet } from './overview-sheet.ts';
import { pointsSheet } from './points-sheet.ts';
import { remarksSheet } from './remarks-sheet.ts';
import type { SheetContent } from './sheet-content.ts';

/**
 * The score workbook of a round: every commune with its totals, its points by criterion (claimed, by the scale, the council's), its
 * figures with their sources, and the remarks. For outside, criteria 3 to 6 show only whether they are met, and remarks stay out.
 */
export const scoreWorkbook: DistrictWorkbook = {
  kind: 'score-workbook',
  audiences: ['inside', 'outside'],
  write,
};

const legend =
  'Chữ đậm trên nền đỏ: 0 điểm, thấp hơn mức tối thiểu hoặc chưa thống nhất. Chữ nghiêng trên nền vàng: cần xem xét.';

function write(state: RoundState, audience: Audience): Promise<Uint8Array> {
  const { round, rubric, at } = state;
  const warning = warningOf(state, 'score-workbook');
  const restriction = audience === 'inside' ? ' Tài liệu phục vụ phiên họp, thu lại sau khi họp.' : '';
  const about = `Đợt đánh giá năm ${round.year}, ${round.authority.district}. Thang điểm: ${rubric.title}, phiên bản ${rubric.version}. Số liệu đến ngày ${sayDayOf(at)}.${restriction}`;
  const headed = (title: string): Pick<SheetContent, 'titles' | 'warning'> => ({
    titles: [title, about, legend],
    warning,
  });
  return drawWorkbook(
    [
      overviewSheet(state, audience, headed('BẢNG TỔNG HỢP KẾT QUẢ THẨM ĐỊNH')),
      pointsSheet(state, audience, headed('BẢNG TỔNG HỢP ĐIỂM THEO TIÊU CHÍ')),
      figuresSheet(state, audience, headed('BẢNG SỐ LIỆU VÀ NGUỒN SỐ LIỆU')),
      ...(audience === 'inside' ? [remarksSheet(state, headed('NỘI DUNG CẦN XEM XÉT, LÀM RÕ'))] : []),
    ],
    { title: `Bảng tổng hợp điểm năm ${round.year}`, at },
  );
}
