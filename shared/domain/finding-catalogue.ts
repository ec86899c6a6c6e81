import type { Finding, Severity } from './finding.ts';
import type { Source } from './locator.ts';

/** Which findings may go into an automatic mail to the commune. */
type ToCommune = 'yes' | 'without-figures' | 'person-decides' | 'no';

interface CatalogueEntry<P> {
  /** Short label for lists. */
  readonly label: string;
  readonly severity: Severity;
  readonly toCommune: ToCommune;
  /** The full sentence for the district's officer. */
  readonly message: (params: P) => string;
}

const entry = <P>(value: CatalogueEntry<P>): CatalogueEntry<P> => value;

/**
 * Every finding the product can raise: label, default severity and sentence.
 * A new finding is one entry here; the compiler then asks every place that raises it for its parameters.
 * All parameters are ready-made Vietnamese text ("98,5%", "Bảng tự chấm điểm").
 */
export const findingCatalogue = {
  'missing-document': entry<{ commune: string; document: string; year: number; listedInLetter?: boolean }>({
    label: 'Thiếu tài liệu',
    severity: 'blocking',
    toCommune: 'yes',
    message: (p) =>
      `Hồ sơ ${p.commune} chưa có ${p.document} (thành phần bắt buộc của đợt năm ${p.year}).` +
      (p.listedInLetter === true ? ' Tờ trình có kê tài liệu này nhưng thư không đính kèm.' : ''),
  }),
  'missing-indicator': entry<{ criterion: number; indicator: string }>({
    label: 'Thiếu số liệu',
    severity: 'warning',
    toCommune: 'yes',
    message: (p) =>
      `Tiêu chí ${p.criterion}: chưa tìm thấy số liệu "${p.indicator}" trong các tài liệu đã nhận; chưa đủ căn cứ chấm điểm nội dung này.`,
  }),
  'conflicting-readings': entry<{
    criterion: number;
    indicator: string;
    source1: string;
    value1: string;
    source2: string;
    value2: string;
  }>({
    label: 'Số liệu chưa thống nhất',
    severity: 'warning',
    toCommune: 'without-figures',
    message: (p) =>
      `Tiêu chí ${p.criterion}: số liệu "${p.indicator}" chưa thống nhất; ${p.source1} ghi ${p.value1}, ${p.source2} ghi ${p.value2}. Số liệu này chưa được dùng để tính điểm; đề nghị đối chiếu, xác nhận.`,
  }),
  'total-mismatch': entry<{ document: string; printed: string; sum: string; difference: string }>({
    label: 'Tổng điểm chưa khớp',
    severity: 'warning',
    toCommune: 'yes',
    message: (p) =>
      `${p.document} ghi tổng điểm ${p.printed}; cộng điểm các tiêu chí được ${p.sum}, chênh ${p.difference} điểm.`,
  }),
  'rate-mismatch': entry<{
    criterion: number;
    indicator: string;
    source: string;
    printed: string;
    numerator: string;
    denominator: string;
    computed: string;
  }>({
    label: 'Tỷ lệ chưa khớp',
    severity: 'warning',
    toCommune: 'without-figures',
    message: (p) =>
      `Tiêu chí ${p.criterion}: ${p.source} ghi "${p.indicator}" là ${p.printed}, trong khi ${p.numerator}/${p.denominator} = ${p.computed}. Đề nghị xác định số liệu đúng.`,
  }),
  'points-exceed-max': entry<{ criterion: number; points: string; max: string; maxSource: string }>({
    label: 'Điểm vượt điểm tối đa',
    severity: 'warning',
    toCommune: 'yes',
    message: (p) =>
      `Tiêu chí ${p.criterion}: điểm tự chấm ${p.points} vượt điểm tối đa ${p.max} (${p.maxSource}).`,
  }),
  'zero-criterion': entry<{ criterion: number; letterClaimsAll13?: boolean }>({
    label: 'Tiêu chí 0 điểm',
    severity: 'warning',
    toCommune: 'person-decides',
    message: (p) =>
      `Tiêu chí ${p.criterion} được chấm 0 điểm. Điều kiện công nhận yêu cầu không có tiêu chí nào bị 0 điểm; đề nghị Hội đồng xem xét trước khi xét tổng điểm.` +
      (p.letterClaimsAll13 === true ? ' Tờ trình vẫn ghi đạt đủ 13 tiêu chí.' : ''),
  }),
  'superseded-form': entry<{ document: string }>({
    label: 'Biểu mẫu cũ',
    severity: 'blocking',
    toCommune: 'yes',
    message: (p) =>
      `${p.document} lập theo mẫu 15 tiêu chí của Quyết định số 34/2014/QĐ-TTg; đợt này áp dụng 13 tiêu chí của Quyết định số 06/QĐ-TTg. Điểm trong bảng không được sử dụng.`,
  }),
  'wrong-period': entry<{ document: string; documentYear: number; year: number }>({
    label: 'Không đúng năm đánh giá',
    severity: 'blocking',
    toCommune: 'yes',
    message: (p) =>
      `${p.document} là số liệu năm ${p.documentYear}, không phải năm ${p.year}. Số liệu không được sử dụng.`,
  }),
  'unsigned-draft': entry<{ document: string; blank: string }>({
    label: 'Chưa ghi số, ngày',
    severity: 'warning',
    toCommune: 'yes',
    message: (p) =>
      `${p.document} còn để trống ${p.blank}; có thể là bản dự thảo. Đối chiếu với văn bản đã đăng ký đến trước khi dùng làm căn cứ.`,
  }),
  'personal-data': entry<{ document: string; rows: number }>({
    label: 'Có thông tin cá nhân trẻ em',
    severity: 'warning',
    toCommune: 'yes',
    message: (p) =>
      `${p.document} có thông tin cá nhân của trẻ em (khoảng ${p.rows} dòng). Nội dung đã được che khi hiển thị, không đưa vào dự thảo và thư; lượt xem được ghi nhật ký.`,
  }),
  'unreadable-file': entry<{ file: string; reason: string }>({
    label: 'Tệp không đọc được',
    severity: 'blocking',
    toCommune: 'yes',
    message: (p) => `Không đọc được tệp ${p.file}: ${p.reason}. Các tài liệu khác trong thư vẫn được xử lý.`,
  }),
  'password-protected': entry<{ file: string }>({
    label: 'Tệp có mật khẩu',
    severity: 'blocking',
    toCommune: 'yes',
    message: (p) => `Tệp ${p.file} đặt mật khẩu nên chưa mở được. Nội dung tệp chưa được tính.`,
  }),
  'low-confidence-reading': entry<{ criterion: number; indicator: string; place: string; value: string }>({
    label: 'Số liệu đọc từ bản quét cần xác nhận',
    severity: 'warning',
    toCommune: 'no',
    message: (p) =>
      `Tiêu chí ${p.criterion}: "${p.indicator}" đọc từ ${p.place} là ${p.value}, độ tin cậy thấp. Đối chiếu với bản gốc rồi xác nhận hoặc sửa.`,
  }),
  'unconfirmed-points': entry<{ document: string }>({
    label: 'Điểm đọc từ bản quét chưa đối chiếu được',
    severity: 'warning',
    toCommune: 'no',
    message: (p) =>
      `Điểm tự chấm trong ${p.document} đọc từ bản quét, không có đủ điểm và tổng điểm để đối chiếu. So điểm từng tiêu chí với bản gốc rồi xác nhận.`,
  }),
  'commune-mismatch': entry<{ document: string; otherCommune: string; commune: string }>({
    label: 'Tài liệu của đơn vị khác',
    severity: 'warning',
    toCommune: 'yes',
    message: (p) =>
      `${p.document} ghi tên ${p.otherCommune}, không phải ${p.commune}. Tài liệu chưa đưa vào hồ sơ nào; chọn "Gắn với xã, thị trấn" hoặc đề nghị gửi lại.`,
  }),
  'mail-commune-differs': entry<{ mailCommune: string; commune: string }>({
    label: 'Thư và tài liệu ghi hai đơn vị',
    severity: 'warning',
    toCommune: 'person-decides',
    message: (p) =>
      `Thư ghi tên hoặc gửi từ địa chỉ của ${p.mailCommune}, tài liệu kèm theo là của ${p.commune} và đã đưa vào hồ sơ ${p.commune}. Đề nghị xác minh thư có gửi nhầm không.`,
  }),
  'duplicate-document': entry<{ document: string; earlierDate: string | null }>({
    label: 'Tài liệu trùng',
    severity: 'note',
    toCommune: 'no',
    message: (p) =>
      `${p.document} trùng hoàn toàn với ${p.earlierDate === null ? 'tài liệu khác trong cùng thư' : `tài liệu đã nhận ngày ${p.earlierDate}`}; chỉ tính một lần.`,
  }),
  'external-link': entry<{ service: string; besideFiles?: boolean }>({
    label: 'Gửi đường dẫn thay tệp',
    severity: 'blocking',
    toCommune: 'yes',
    message: (p) =>
      p.besideFiles === true
        ? `Ngoài tệp đính kèm, thư có đường dẫn ${p.service}. Đường dẫn không được mở tự động; tài liệu ở đó chưa được tính.`
        : `Thư có đường dẫn ${p.service} thay cho tệp đính kèm. Đường dẫn không được mở tự động; hồ sơ được coi là chưa có tài liệu.`,
  }),
  'legacy-encoding': entry<{ document: string; encoding: string }>({
    label: 'Phông chữ cũ',
    severity: 'note',
    toCommune: 'no',
    message: (p) =>
      `${p.document} dùng phông chữ ${p.encoding}; đã chuyển sang Unicode để đọc. Đề nghị kiểm tra lại tên riêng và chữ hoa có dấu.`,
  }),
  'macro-file': entry<{ document: string }>({
    label: 'Tệp có macro',
    severity: 'note',
    toCommune: 'no',
    message: (p) => `${p.document} có macro; chỉ đọc số liệu, macro không được chạy.`,
  }),
  'digitally-signed': entry<{ document: string }>({
    label: 'Có chữ ký số',
    severity: 'note',
    toCommune: 'no',
    message: (p) => `${p.document} có chữ ký số; chỉ đọc nội dung, giá trị của chữ ký chưa được kiểm tra.`,
  }),
  'unsafe-archive': entry<{ file: string; reason: string }>({
    label: 'Tệp nén không mở',
    severity: 'warning',
    toCommune: 'yes',
    message: (p) => `Tệp nén ${p.file} không được mở: ${p.reason}.`,
  }),
  'unknown-sender': entry<{ address: string; commune: string | null }>({
    label: 'Địa chỉ chưa có trong danh bạ',
    severity: 'blocking',
    toCommune: 'no',
    message: (p) =>
      `Thư gửi từ ${p.address}, chưa có trong danh bạ đầu mối` +
      (p.commune === null ? '' : `; nội dung ghi là của ${p.commune}`) +
      '. Gọi xác minh theo số điện thoại trong danh bạ (không dùng số ghi trong thư) trước khi gắn với xã, thị trấn.',
  }),
  'doubtful-sender': entry<{ reason: string }>({
    label: 'Chưa chứng thực được người gửi',
    severity: 'blocking',
    toCommune: 'no',
    message: (p) =>
      `${p.reason} Thư được giữ lại; gọi xác minh theo số điện thoại trong danh bạ (không dùng số ghi trong thư) trước khi đưa vào xử lý.`,
  }),
  'paper-filed-by-officer': entry<{ document: string; otherCommune: string; commune: string }>({
    label: 'Cán bộ xếp vào hồ sơ',
    severity: 'note',
    toCommune: 'no',
    message: (p) =>
      `${p.document} ghi tên ${p.otherCommune}; cán bộ đã xếp vào hồ sơ ${p.commune} (lý do ghi tại Nhật ký tiếp nhận).`,
  }),
  'late-submission': entry<{ time: string; date: string; days: number; deadline: string }>({
    label: 'Nộp sau thời hạn',
    severity: 'note',
    toCommune: 'yes',
    message: (p) =>
      `Thư nhận lúc ${p.time} ngày ${p.date}, sau thời hạn ${p.days} ngày (thời hạn: trước ngày ${p.deadline}). Việc chấp nhận hồ sơ nộp chậm do người có thẩm quyền quyết định và ghi lý do.`,
  }),
  'total-differs-across': entry<{ totals: string }>({
    label: 'Tổng điểm giữa các văn bản chưa thống nhất',
    severity: 'warning',
    toCommune: 'yes',
    message: (p) => `Tổng điểm: ${p.totals}. Văn bản đã ký cần được đính chính hoặc thay thế.`,
  }),
  'points-differ-from-minutes': entry<{ date: string; minutesDate: string; criteria: string }>({
    label: 'Điểm khác Biên bản của xã',
    severity: 'warning',
    toCommune: 'yes',
    message: (p) =>
      `Bảng tự chấm điểm (bản nhận ngày ${p.date}) khác điểm đã thống nhất tại Biên bản ngày ${p.minutesDate} ở tiêu chí ${p.criteria}; chưa có Biên bản thể hiện Hội đồng đánh giá cấp xã thống nhất điểm mới.`,
  }),
  'points-differ-across': entry<{ source1: string; source2: string; points: string }>({
    label: 'Điểm tự chấm giữa các văn bản chưa thống nhất',
    severity: 'warning',
    toCommune: 'yes',
    message: (p) =>
      `Điểm tự chấm giữa ${p.source1} và ${p.source2} chưa thống nhất: ${p.points}. Đề nghị xác định điểm đúng.`,
  }),
  'points-sum-mismatch': entry<{ criterion: number; document: string; printed: string; sum: string }>({
    label: 'Điểm tiêu chí khác tổng điểm các nội dung',
    severity: 'warning',
    toCommune: 'yes',
    message: (p) =>
      `Tiêu chí ${p.criterion}: ${p.document} ghi ${p.printed} điểm; cộng điểm các nội dung được ${p.sum}. Đề nghị xác định điểm đúng.`,
  }),
  'missing-points': entry<{ document: string; criteria: string | null }>({
    label: 'Thiếu điểm tự chấm',
    severity: 'warning',
    toCommune: 'yes',
    message: (p) =>
      `${p.document}: chưa tìm thấy điểm tự chấm của ` +
      (p.criteria === null ? 'tiêu chí nào.' : `tiêu chí ${p.criteria}.`) +
      ' Đề nghị ghi đủ điểm tự chấm của các tiêu chí.',
  }),
  'other-points': entry<{ document: string; points: string }>({
    label: 'Có cột điểm khác điểm tự chấm',
    severity: 'note',
    toCommune: 'no',
    message: (p) =>
      `${p.document} có cột điểm của hội đồng hoặc cấp trên khác điểm tự chấm: ${p.points}. Chỉ dùng điểm tự chấm của xã, thị trấn.`,
  }),
  'other-figure': entry<{
    criterion: number;
    indicator: string;
    document: string;
    other: string;
    value: string;
  }>({
    label: 'Còn số khác trong hồ sơ',
    severity: 'note',
    toCommune: 'no',
    message: (p) =>
      `Tiêu chí ${p.criterion}: ${p.document} còn một chỗ ghi ${p.other}, có thể là của nội dung khác; "${p.indicator}" lấy ${p.value}, là số các văn bản cùng ghi.`,
  }),
  'date-order': entry<{ letterDate: string; minutesDate: string }>({
    label: 'Thứ tự ngày chưa hợp lý',
    severity: 'warning',
    toCommune: 'yes',
    message: (p) =>
      `Tờ trình ngày ${p.letterDate} trước ngày họp Hội đồng đánh giá cấp xã (${p.minutesDate}).`,
  }),
  'rounding-at-threshold': entry<{
    criterion: number;
    printed: string;
    numerator: string;
    denominator: string;
    computed: string;
  }>({
    label: 'Làm tròn ở sát mức điểm',
    severity: 'warning',
    toCommune: 'no',
    message: (p) =>
      `Tiêu chí ${p.criterion}: tài liệu ghi ${p.printed}, tính từ ${p.numerator}/${p.denominator} được ${p.computed}; hai cách tính rơi vào hai mức điểm khác nhau. Đề nghị người có thẩm quyền quyết định cách làm tròn.`,
  }),
  'claim-below-rule': entry<{ criterion: number; points: string; computed: string }>({
    label: 'Điểm tự chấm thấp hơn thang điểm',
    severity: 'note',
    toCommune: 'no',
    message: (p) =>
      `Tiêu chí ${p.criterion}: xã tự chấm ${p.points}, theo thang điểm được ${p.computed}. Đề nghị Hội đồng xem xét.`,
  }),
  'claim-above-rule': entry<{ criterion: number; points: string; computed: string }>({
    label: 'Điểm tự chấm cao hơn thang điểm',
    severity: 'warning',
    toCommune: 'person-decides',
    message: (p) =>
      `Tiêu chí ${p.criterion}: xã tự chấm ${p.points}, theo số liệu của hồ sơ và thang điểm nhiều nhất được ${p.computed}. Đề nghị Hội đồng xem xét.`,
  }),
  'points-not-on-scale': entry<{ criterion: number; points: string; nearest: string }>({
    label: 'Điểm không có trong thang điểm',
    severity: 'warning',
    toCommune: 'person-decides',
    message: (p) =>
      `Tiêu chí ${p.criterion}: điểm tự chấm ${p.points} không phải mức điểm nào của thang điểm (mức gần nhất: ${p.nearest}). Đề nghị chấm lại theo các mức của thang điểm.`,
  }),
  'base-differs': entry<{ source1: string; value1: string; source2: string; value2: string }>({
    label: 'Tổng số trẻ em dùng làm mẫu số khác nhau',
    severity: 'warning',
    toCommune: 'yes',
    message: (p) => `Tổng số trẻ em: ${p.source1} ghi ${p.value1}, ${p.source2} ghi ${p.value2}.`,
  }),
  'max-differs': entry<
    { criterion: number; printed: string } & ({ official: string } | { others: string; communes: number })
  >({
    label: 'Điểm tối đa khác thang điểm',
    severity: 'warning',
    toCommune: 'no',
    message: (p) =>
      `Tiêu chí ${p.criterion}: bảng của xã in điểm tối đa ${p.printed}, ` +
      ('official' in p
        ? `thang điểm của đợt là ${p.official}.`
        : `${p.communes} xã, thị trấn khác trong đợt đều in ${p.others}.`),
  }),
  'shared-file': entry<{ document: string; otherCommunes: string }>({
    label: 'Hai đơn vị gửi cùng một tệp',
    severity: 'warning',
    toCommune: 'no',
    message: (p) => `${p.document} giống hoàn toàn tài liệu trong hồ sơ ${p.otherCommunes}.`,
  }),
  'year-jump': entry<{
    criterion: number;
    indicator: string;
    previousYear: number;
    previous: string;
    year: number;
    value: string;
  }>({
    label: 'Số liệu thay đổi lớn so với năm trước',
    severity: 'warning',
    toCommune: 'person-decides',
    message: (p) =>
      `Tiêu chí ${p.criterion}: "${p.indicator}" năm ${p.previousYear} là ${p.previous}, năm ${p.year} là ${p.value}.`,
  }),
  'sector-differs': entry<{
    criterion: number;
    indicator: string;
    value: string;
    sector: string;
    sectorValue: string | null;
  }>({
    label: 'Khác số liệu ngành',
    severity: 'warning',
    toCommune: 'without-figures',
    message: (p) =>
      `Tiêu chí ${p.criterion}: "${p.indicator}" xã ghi ${p.value}, ${p.sector} ` +
      (p.sectorValue === null ? 'không thống nhất, chưa ghi số liệu.' : `xác nhận ${p.sectorValue}.`),
  }),
  'tracked-other-year': entry<{ document: string; documentYear: number; year: number }>({
    label: 'Văn bản của năm khác',
    severity: 'note',
    toCommune: 'no',
    message: (p) =>
      `${p.document} ghi năm ${p.documentYear}; chưa ghi nhận vào theo dõi của đợt năm ${p.year}.`,
  }),
  'sector-answer-mailed': entry<{ file: string }>({
    label: 'Bảng xác nhận của ngành gửi qua thư',
    severity: 'warning',
    toCommune: 'no',
    message: (p) =>
      `${p.file} là bảng xác nhận số liệu của ngành; số liệu trong đó không phải số liệu của xã, thị trấn và chưa được dùng. Xác minh người gửi, rồi tải tệp lên mục Xác nhận số liệu ngành.`,
  }),
  'sector-answer-unclear': entry<{ remark: string }>({
    label: 'Câu trả lời của ngành cần xem lại',
    severity: 'warning',
    toCommune: 'no',
    message: (p) => p.remark,
  }),
  'excel-date-figure': entry<{ place: string; shown: string }>({
    label: 'Số bị Excel đổi thành ngày',
    severity: 'warning',
    toCommune: 'yes',
    message: (p) =>
      `Tại ${p.place} hiển thị ${p.shown}; có thể là số hoặc phân số bị đổi thành ngày tháng. Đề nghị nhập lại dạng chữ.`,
  }),
  'missing-formula-value': entry<{ place: string }>({
    label: 'Công thức chưa có kết quả',
    severity: 'warning',
    toCommune: 'yes',
    message: (p) =>
      `Tại ${p.place} có công thức nhưng tệp không lưu kết quả; đề nghị mở tệp bằng Excel, lưu lại và gửi lại.`,
  }),
  'readers-disagree': entry<{ file: string; place: string }>({
    label: 'Hai cách đọc cho kết quả khác nhau',
    severity: 'warning',
    toCommune: 'no',
    message: (p) =>
      `Tệp ${p.file}: hai bộ đọc độc lập cho con số khác nhau tại ${p.place}. Số liệu này chưa được dùng; đề nghị mở bản gốc để xác nhận.`,
  }),
  'processing-limit': entry<{ document: string; read: string; total: string }>({
    label: 'Tệp quá lớn để đọc hết',
    severity: 'warning',
    toCommune: 'no',
    message: (p) => `Mới đọc được ${p.read}/${p.total} của ${p.document}; phần còn lại cần xem trực tiếp.`,
  }),
  'ambiguous-commune': entry<{ text: string }>({
    label: 'Chưa xác định được đơn vị',
    severity: 'blocking',
    toCommune: 'no',
    message: (p) => `Tài liệu ghi "${p.text}" mà không xác định được xã, thị trấn nào. Chọn đơn vị đúng.`,
  }),
  'ambiguous-reading': entry<{ criterion: number; indicator: string; place: string; raw: string }>({
    label: 'Số liệu chưa rõ cách hiểu',
    severity: 'warning',
    toCommune: 'yes',
    message: (p) =>
      `Tiêu chí ${p.criterion}: "${p.indicator}" tại ${p.place} ghi "${p.raw}", chưa rõ là số nào. Đề nghị xác nhận.`,
  }),
} as const;

export type FindingCode = keyof typeof findingCatalogue;

type ParamsOf<C extends FindingCode> = Parameters<(typeof findingCatalogue)[C]['message']>[0];

/** Makes a finding; the sentence comes from the catalogue. `about` is the indicator id, criterion number, document kind or file the code is about. */
export function makeFinding<C extends FindingCode>(
  code: C,
  params: ParamsOf<C>,
  at: { readonly about?: string; readonly source?: Source; readonly severity?: Severity } = {},
): Finding {
  const item = findingCatalogue[code] as CatalogueEntry<ParamsOf<C>>;
  return {
    code,
    about: at.about ?? null,
    severity: at.severity ?? item.severity,
    message: item.message(params),
    ...(at.source === undefined ? {} : { source: at.source }),
  };
}
