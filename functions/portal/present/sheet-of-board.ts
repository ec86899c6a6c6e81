import type { SheetContent } from '../../../shared/appraisal/workbooks/sheet-content.ts';
import type { BoardRow } from './present-board.ts';

/** The board of a round as a sheet; every cell is text or a number, never a formula. */
export function sheetOfBoard(rows: readonly BoardRow[], title: string, warning: string): SheetContent {
  return {
    name: 'Bảng theo dõi',
    titles: [title],
    warning,
    columns: [
      { title: 'TT', width: 5, align: 'center' },
      { title: 'Mã', width: 8, align: 'center' },
      { title: 'Xã, thị trấn', width: 20, align: 'left' },
      { title: 'Kế hoạch, cam kết', width: 20, align: 'left' },
      { title: 'Trạng thái', width: 18, align: 'left' },
      { title: 'Nhận lúc', width: 16, align: 'center' },
      { title: 'Thời hạn', width: 18, align: 'left' },
      { title: 'Bản giấy', width: 24, align: 'left' },
      { title: 'Điểm tự chấm', width: 10, align: 'center' },
      { title: 'Điểm theo thang điểm', width: 12, align: 'center' },
      { title: 'Kết luận theo thang điểm', width: 24, align: 'left' },
      { title: 'Hội đồng', width: 20, align: 'left' },
      { title: 'Nội dung phải xử lý, cần làm rõ', width: 12, align: 'center' },
    ],
    rows: rows.map((row, position) => [
      position + 1,
      row.code,
      row.name,
      row.tracked,
      [row.state.text, row.lacking].filter((text) => text !== '').join('. '),
      row.receivedAt,
      [row.late ? 'Nộp chậm' : '', row.extension, row.daysLeft].filter((text) => text !== '').join('. '),
      [row.paper.text, row.paperNote].filter((text) => text !== '').join(': '),
      row.claimedTotal,
      row.assessed,
      row.verdict,
      row.council?.text ?? '',
      row.blocking + row.warnings,
    ]),
    frozenColumns: 3,
    colouring: [],
  };
}
