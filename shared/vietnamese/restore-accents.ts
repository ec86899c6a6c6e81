import { foldAccents } from './fold.ts';

/**
 * The words that papers on children are written in, longer ones before the words in them: without accents "thang" is a month or a
 * scale and "so" a number or a comparison, and what stands beside it tells which.
 */
const phrases = [
  'trong độ tuổi|độ tuổi|trong đó|tháng tuổi|thang điểm|so với|so sánh|hồ sơ|cơ sở|cơ quan|cơ cấu|cơ hội|chỉ số|trụ sở|y tế|sơ kết|sơ sinh',
  'tiêu chí|chỉ tiêu|mục tiêu|kế hoạch|yêu cầu|kết quả|số liệu|thực hiện|hiện trạng|thực tế|thực trạng|nội dung|đề nghị|căn cứ|quy định',
  'tự chấm|chấm điểm|tự cho|tự tính|tự đánh giá|đánh giá|điểm tối đa|tối đa|tối thiểu|điểm chuẩn|thẩm định|trung bình|bình quân|thống nhất|kiểm chứng|minh chứng',
  'điểm vui chơi|điểm trường|điểm tựa|tổ dân phố|khu phố|thị trấn|thị xã|địa phương|phương pháp|phương án|người dân|dân số|dân tộc|cư dân',
  'tỷ lệ|tỉ lệ|tỷ suất|tỉ suất|phần trăm|tổng số|tổng điểm|tổng cộng|cộng tổng|cộng điểm|toàn xã|toàn thị trấn|mẫu số|tử số|tử vong',
  'trẻ em|học sinh|em gái|bé gái|bé trai|hài lòng|xâm hại|tai nạn|thương tích|đuối nước|vi phạm pháp luật|pháp luật|nghiện|ma túy|bạo lực',
  'khai sinh|tiêm chủng|đầy đủ|suy dinh dưỡng|nhẹ cân|thấp còi|cân đo|khám sức khỏe|sức khỏe|định kỳ|mẫu giáo|mầm non|nhà trẻ|trợ giúp|hoàn cảnh đặc biệt',
  'hoạt động|văn hóa|thể thao|thể thấp còi|thể nhẹ cân|giải trí|tham gia|ý kiến|người lớn|cán bộ|cộng tác viên|nhóm|ngân sách|bố trí|kinh phí|triệu đồng|nghìn đồng|đồng chí',
  'quyết định|nghị định|nghị quyết|thông tư|báo cáo|biên bản|tờ trình|phụ lục|bảng chấm|bảng điểm|bảng tự|bảng tổng hợp|bảng số|biểu mẫu|biểu số|công văn|hội đồng|ủy ban|cấp trên',
  'không đạt|chưa đạt|đạt chuẩn|số điểm|trở lên|trở xuống|xuống dưới|lên trên|bao gồm|chia ra|cụ thể|lý do|giải trình|đính kèm|kèm theo|ghi chú|vượt',
  'trong năm|hàng năm|hằng năm|cả năm|đầu năm|cuối năm|mỗi năm|năm trước|năm nay|năm sau|năm ngoái|năm học|giai đoạn|cùng kỳ|kỳ trước|tính đến|tính từ|kể từ|đến hết',
  'xảy ra|để xảy ra|phát ra|thu về|hợp lệ|được hỏi|trường hợp|trường học|trưởng thôn|tất cả|cuộc họp|phiên họp|vấn đề|chuyên đề|một số|thuyết minh|diễn giải|thực chất',
]
  .join('|')
  .split('|');

/** Words that hardly ever are other ones; whatever the phrases name goes before. */
const words =
  'không|chưa|được|đạt|điểm|có|và|với|của|các|là|đã|bị|số|xã|thôn|huyện|trẻ|cháu|người|phiếu|lượt|vụ|dưới|trên|đến|kỳ|ngày|giờ|lần|gồm|chiếm|tăng|giảm|khoảng|gần|hơn|đủ|đúng|trừ|thiếu|mức|phần|nữ|một|thứ|nghìn|tuổi|sẽ|phấn|đấu|tiếp|tục';

/** Words that a figure beside them tells. */
const besideFigures = [
  ['nam', 'năm', '(?= (?:19|20)\\d\\d)'],
  ['thang', 'tháng', '(?= \\d)'],
  ['thang', 'tháng', '(?<=\\d )'],
  ['quy', 'quý', '(?= (?:\\d|iv|i{1,3}\\b))'],
  ['tu', 'từ', '(?= \\d)'],
  ['bang', 'bằng', '(?= \\d)'],
  ['dieu', 'điều', '(?= \\d)'],
  ['khoan', 'khoản', '(?= \\d)'],
  ['diem', 'điểm', '(?= \\d)'],
] as const;

const accented = new Map(
  [...phrases, ...words.split('|')].map((phrase) => [foldAccents(phrase), phrase] as const),
);

const word = (folded: string): string => `(?<![a-z])${folded}(?![a-z])`;
const known = new RegExp(
  [
    ...[...new Set(phrases.map(foldAccents))].sort((a, b) => b.length - a.length).map(word),
    ...words.split('|').map((one) => word(foldAccents(one))),
  ].join('|'),
  'giu',
);
const beside = besideFigures.map(
  ([folded, restored, figure]) =>
    [
      new RegExp(figure.startsWith('(?<') ? `${figure}${word(folded)}` : `${word(folded)}${figure}`, 'giu'),
      restored,
    ] as const,
);

/**
 * Gives a text written without accents those of the words that wordings are looked for with; names and words not known stay as they
 * are. Each letter stays in its place.
 */
export function restoreAccents(text: string): string {
  // "50d" are points.
  const told = beside.reduce(
    (so, [pattern, restored]) => so.replace(pattern, (found) => inCase(restored, found)),
    text.replace(/(?<=\d)d(?![a-z])/giu, (found) => inCase('đ', found)),
  );
  return told.replace(known, (found) => inCase(accented.get(found.toLowerCase()) ?? found, found));
}

/**
 * Gives names of communes their accents, behind the word for what they are ("xã Van Linh"); a name that two of them would be
 * written alike in is left as it is.
 */
export function placeNameRestorer(names: readonly string[]): (text: string) => string {
  const distinct = [...new Set(names.map((name) => name.normalize('NFC')))];
  const folded = distinct.map(foldAccents);
  const patterns = distinct
    .filter((_, at) => folded.indexOf(folded[at] ?? '') === folded.lastIndexOf(folded[at] ?? ''))
    .map(
      (name) =>
        [
          name.toLowerCase(),
          new RegExp(`(?<=(?<!\\p{L})(?:xã|thị trấn|phường)\\s+)${foldAccents(name)}(?!\\p{L})`, 'giu'),
        ] as const,
    );
  return (text) =>
    patterns.reduce((so, [name, pattern]) => so.replace(pattern, (found) => inCase(name, found)), text);
}

function inCase(restored: string, written: string): string {
  return Array.from(restored, (letter, at) => {
    const own = written[at] ?? '';
    return own === own.toLowerCase() ? letter : letter.toUpperCase();
  }).join('');
}

/** Fewer words than these tell nothing. */
const leastWords = 30;
const mostAccented = 0.02;

/** Whether texts are Vietnamese without accents: in any other, most words have one. */
export function lackAccents(texts: readonly string[]): boolean {
  let all = 0;
  let marked = 0;
  for (const text of texts)
    for (const [found] of text.normalize('NFC').matchAll(/\p{L}{2,}/gu)) {
      all += 1;
      if (/[^a-z]/iu.test(found)) marked += 1;
    }
  return all >= leastWords && marked <= mostAccented * all;
}
