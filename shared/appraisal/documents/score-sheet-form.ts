import type { AdministrativeLayout, LayoutTable, TableRowContent } from '../administrative-layout.ts';
import { blankParagraph, paragraph, wholeTable } from '../administrative-layout.ts';
import type { DistrictDocument } from '../district-documents.ts';
import { sayNumber } from '../../rubrics/say-figure.ts';
import type { FormRow } from '../score-sheet-rows.ts';
import { formInstructions, scoreSheetRows, unconfirmedNote } from '../score-sheet-rows.ts';

const layout: AdministrativeLayout = {
  letterhead: null,
  orientation: 'landscape',
  type: 'BẢNG TỰ CHẤM ĐIỂM',
  subject: 'Tiêu chuẩn xã, thị trấn phù hợp với trẻ em năm {{nam}}',
  addressee: null,
  body: [
    blankParagraph('Ủy ban nhân dân xã (thị trấn):', { style: 'form' }),
    paragraph('{{huong_dan}}', 'note'),
    wholeTable('bang_tu_cham'),
    paragraph('Lập ngày …… tháng …… năm {{nam}}', 'form'),
  ],
  closing: {
    kind: 'people',
    people: [
      ['NGƯỜI LẬP BIỂU', '(Ký, ghi rõ họ tên)'],
      ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH', '(Ký, đóng dấu, ghi rõ họ tên)'],
    ],
  },
  annexes: [],
};

/** The blank score sheet as docx, to be sent out before the round; a dossier is read by what it says, never by having used it. */
export const scoreSheetFormDocument: DistrictDocument = {
  kind: 'score-sheet-form',
  scope: 'round',
  layout,
  values: ({ rubric }) => {
    const rows = scoreSheetRows(rubric);
    return {
      huong_dan: [formInstructions, unconfirmedNote(rows)].filter((text) => text !== '').join(' '),
      bang_tu_cham: formTable(rows),
    };
  },
};

function formTable(rows: readonly FormRow[]): LayoutTable {
  return {
    kind: 'table',
    columns: [
      { title: 'TT', width: 12, align: 'center' },
      { title: 'Tiêu chí, chỉ tiêu', width: 66, align: 'left' },
      { title: 'Cách tính điểm', width: 58, align: 'left' },
      { title: 'Điểm tối đa', width: 16, align: 'center' },
      { title: 'Số thực hiện', width: 21, align: 'center' },
      { title: 'Tổng số', width: 18, align: 'center' },
      { title: 'Tỷ lệ (%)', width: 16, align: 'center' },
      { title: 'Điểm tự chấm', width: 17, align: 'center' },
      { title: 'Ghi chú, tài liệu kiểm chứng', width: 28, align: 'left' },
    ],
    // The last criterion and the total stay with the names under them.
    rows: rows.map((row, position) => rowOf(row, position >= rows.length - 3)),
  };
}

function rowOf({ kind, number, name, guidance, max }: FormRow, isNearEnd: boolean): TableRowContent {
  const isBold = kind !== 'figure';
  const texts = [number, name, guidance, max === null ? '' : sayNumber(max), '', '', '', '', ''];
  return {
    cells: texts.map((text) => ({ lines: [text], ...(isBold ? { bold: true as const } : {}) })),
    // A criterion stays with its first figure.
    ...(kind === 'criterion' || isNearEnd ? { keepWithNext: true as const } : {}),
  };
}
