import type { AnnexCell } from './annex-document.ts';
import { annexHead } from './annex-document.ts';

/** A whole annex with made-up numbers, repeated digits wherever they add up; known levels contradicted on purpose. */
export const madeUpAnnex: readonly (readonly AnnexCell[])[] = [
  annexHead,
  ['1. Nguồn lực thực hiện quyền trẻ em', '', '77'],
  ['', '1) Có bố trí người làm công tác bảo vệ trẻ em cấp xã', '44'],
  ['', '2) Có bố trí cộng tác viên bảo vệ trẻ em tại thôn, khu phố', '11'],
  ['', '3) Có Ban bảo vệ trẻ em hoặc nhóm thường trực, giao ban định kỳ', '11'],
  ['', '4) Có kinh phí cho công tác bảo vệ, chăm sóc trẻ em', '11'],
  [
    '2. Trẻ em được khai sinh đúng quy định',
    'Từ 88% trở lên: 77 điểm; từ 66% đến dưới 88%: 44 điểm; dưới 66%: 0 điểm',
    '77',
  ],
  ['3. Trẻ em bị xâm hại', 'Số trẻ em bị xâm hại: không có: 77; từ 1 đến 2: 33; từ 3 trở lên: 0', '77'],
  [
    '4. Trẻ em vi phạm pháp luật, nghiện ma túy',
    'a) Số trẻ em vi phạm pháp luật\n- Không có: 44 điểm\n- Từ 1 đến 2 em: 22 điểm\n- Từ 3 em trở lên: 0 điểm\nb) Số trẻ em nghiện ma túy\n- Không có: 33 điểm\n- Từ 1 em trở lên: 0 điểm',
    '77',
  ],
  [
    '5. Trẻ em bị tai nạn, thương tích',
    'a) Số trẻ em bị tai nạn, thương tích\n- Không quá 11 em: 44 điểm\n- Từ 12 đến 33 em: 22 điểm\n- Trên 33 em: 0 điểm\nb) Số trẻ em tử vong do tai nạn, thương tích\n- Không có: 33 điểm\n- Từ 1 em trở lên: 0 điểm',
    '77',
  ],
  [
    '6. Trẻ em có hoàn cảnh đặc biệt được trợ giúp',
    'a) Tỷ lệ trẻ em có hoàn cảnh đặc biệt được trợ giúp\n- Từ 77% trở lên: 33 điểm\n- Từ 55% đến dưới 77%: 11 điểm\n- Dưới 55%: 0 điểm\nb) Tỷ lệ vụ việc được phê duyệt kế hoạch can thiệp, hỗ trợ\n- Đạt tỷ lệ 100%: 44 điểm\n- Từ 77% đến dưới 100%: 22 điểm\n- Dưới 77%: 0 điểm\n- Không phát sinh vụ việc: 44 điểm',
    '77',
  ],
  [
    '7. Trẻ em dưới 1 tuổi được tiêm chủng đầy đủ các loại vắc xin thuộc chương trình tiêm chủng mở rộng',
    'Từ 88% trở lên\nTừ 66% đến dưới 88%\nDưới 66%',
    '77\n44\n0',
  ],
  ['8. Trẻ em dưới 5 tuổi bị suy dinh dưỡng thể nhẹ cân và thể thấp còi', '', '77'],
  ['', 'a) Tỷ lệ suy dinh dưỡng thể nhẹ cân', '44'],
  ['', '- Dưới 11%', '44'],
  ['', '- Từ 11% đến dưới 22%', '22'],
  ['', '- Từ 22% trở lên', '0'],
  ['', 'b) Tỷ lệ suy dinh dưỡng thể thấp còi', '33'],
  ['', '- Dưới 22%', '33'],
  ['', '- Từ 22% trở lên', '0'],
  [
    '9. Trẻ em được khám sức khỏe định kỳ',
    'Tỷ lệ trẻ em được khám sức khỏe định kỳ từ 88% trở lên: 77 điểm; từ 66% đến dưới 88%: 44 điểm; dưới 66%: 0 điểm',
    '77',
  ],
  [
    '10. Trẻ em đến trường, lớp mầm non',
    'a) Tỷ lệ trẻ em nhà trẻ đến trường, lớp từ 33% trở lên: 33 điểm; dưới 33%: 0 điểm\nb) Tỷ lệ trẻ em mẫu giáo đến trường, lớp từ 88% trở lên: 44 điểm; dưới 88%: 0 điểm',
    '77',
  ],
  [
    '11. Trẻ em được thực hiện quyền tham gia của trẻ em',
    'Tỷ lệ trẻ em được hỏi ý kiến, thực hiện quyền tham gia từ 77% trở lên: 77 điểm; dưới 77%: 0 điểm',
    '77',
  ],
  [
    '12. Hoạt động vui chơi, giải trí, văn hóa, thể dục, thể thao dành cho trẻ em',
    'a) Tỷ lệ thôn, khu phố có điểm vui chơi từ 77% trở lên: 44 điểm; dưới 77%: 0 điểm\nb) Số hoạt động cho trẻ em trong năm từ 7 hoạt động trở lên: 33 điểm; dưới 7 hoạt động: 0 điểm',
    '77',
  ],
  [
    '13. Mức độ hài lòng của trẻ em và người dân về việc thực hiện quyền trẻ em',
    'a) Tỷ lệ trẻ em hài lòng từ 88% trở lên: 38 điểm; dưới 88%: 0 điểm\nb) Tỷ lệ người dân hài lòng từ 88% trở lên: 38 điểm; dưới 88%: 0 điểm',
    '76',
  ],
  ['Tổng cộng', '', '1000'],
];
