import type { LetterTextId } from './letter-fields.ts';

/** Subject and text of a letter, plain, with {{placeholders}} (mustache); a paragraph is one line. */
export interface LetterText {
  /** Empty for what has none: an ending, a message to copy. */
  readonly subject: string;
  readonly text: string;
}

/** A text as the product brings it. */
export interface LetterForm extends LetterText {
  /** "Thư báo nhận: đủ thành phần" */
  readonly name: string;
  /** When it goes and to whom, for the person who edits it. */
  readonly when: string;
  /** Placeholders an edited text must keep. */
  readonly required: readonly string[];
}

/** Every text, with the administrator's own versions in place of those the product brings (`letterForms`). */
export type LetterTexts = Readonly<Record<LetterTextId, LetterText>>;

const receiptSubject = 'Re: {{tieu_de_goc}}';
const receivedPapers = `1. Tài liệu đã nhận
{{#tai_lieu_da_nhan}}
- {{ten_tai_lieu}}{{#so_ky_hieu}}, số {{so_ky_hieu}}{{/so_ky_hieu}}{{#ngay_van_ban}} ngày {{ngay_van_ban}}{{/ngay_van_ban}} ({{dinh_dang}}): {{tinh_trang}}
{{/tai_lieu_da_nhan}}`;
const openPoints = `{{#noi_dung_con_lai}}
- {{cau_gui_xa}}
{{/noi_dung_con_lai}}`;
const toCommune = 'Kính gửi: Ủy ban nhân dân {{ten_xa}}';
const what = 'hồ sơ đề nghị công nhận {{loai_xa}} phù hợp với trẻ em năm {{nam}}';
const reminderSubject = 'Nhắc gửi hồ sơ {{loai_xa}} phù hợp với trẻ em năm {{nam}} - {{ten_xa}}';
const contactLine =
  '{{#can_bo_dau_moi}}Cán bộ đầu mối: {{can_bo_dau_moi}}{{#dien_thoai_dau_moi}}, điện thoại {{dien_thoai_dau_moi}}{{/dien_thoai_dau_moi}}.{{/can_bo_dau_moi}}';

/** The texts the product brings (officer texts §3.2 to §3.11). */
export const letterForms: Readonly<Record<LetterTextId, LetterForm>> = {
  'receipt-complete': {
    name: 'Thư báo nhận: đủ thành phần',
    when: 'Gửi xã khi hồ sơ vừa nhận có đủ tài liệu của đợt và chưa thấy nội dung phải bổ sung.',
    required: ['ma_tiep_nhan'],
    subject: receiptSubject,
    text: `Mã tiếp nhận: {{ma_tiep_nhan}}

${toCommune}

{{ten_phong}} đã nhận bản mềm ${what} của {{ten_xa}}, lúc {{gio}} ngày {{ngay}} ({{trong_han}}).

${receivedPapers}

2. Kiểm tra bước đầu
Hồ sơ có đủ các tài liệu theo yêu cầu của đợt năm {{nam}}; chưa thấy nội dung phải bổ sung. Nếu khi thẩm định cần làm rõ thêm, Phòng sẽ thông báo.

3. Bản giấy
{{#da_nhan_ban_giay}}
Đã nhận bản giấy{{#so_den}}, số đến {{so_den}}{{/so_den}}{{#ngay_den}} ngày {{ngay_den}}{{/ngay_den}}.
{{/da_nhan_ban_giay}}
{{^da_nhan_ban_giay}}
Đề nghị gửi bản giấy đã ký, đóng dấu (hoặc văn bản điện tử ký số qua hệ thống quản lý văn bản) đến {{noi_nhan_ban_giay}}, nếu chưa gửi.
{{/da_nhan_ban_giay}}

Nếu cần thay thế hoặc bổ sung, đề nghị trả lời chính thư này, chỉ gửi tài liệu có thay đổi và ghi rõ "thay thế" hoặc "bổ sung".

{{khoi_cuoi_thu}}`,
  },
  'receipt-incomplete': {
    name: 'Thư báo nhận: còn thiếu hoặc cần làm rõ',
    when: 'Gửi xã khi hồ sơ vừa nhận còn thiếu tài liệu hoặc có nội dung cần làm rõ.',
    required: ['ma_tiep_nhan'],
    subject: receiptSubject,
    text: `Mã tiếp nhận: {{ma_tiep_nhan}}

${toCommune}

{{ten_phong}} đã nhận bản mềm ${what} của {{ten_xa}}, lúc {{gio}} ngày {{ngay}} ({{trong_han}}). Qua kiểm tra bước đầu, hồ sơ còn một số nội dung đề nghị bổ sung, làm rõ.

${receivedPapers}

{{#co_tai_lieu_thieu}}
2. Tài liệu chưa có hoặc chưa đọc được
{{#tai_lieu_thieu}}
- {{cau_gui_xa}}
{{/tai_lieu_thieu}}
{{/co_tai_lieu_thieu}}

{{#co_noi_dung_lam_ro}}
3. Nội dung đề nghị làm rõ
{{#noi_dung_lam_ro}}
- {{cau_gui_xa}}
{{/noi_dung_lam_ro}}
{{/co_noi_dung_lam_ro}}

4. Cách bổ sung
- Trả lời chính thư này, đính kèm tài liệu bổ sung hoặc thay thế; không cần gửi lại tài liệu không thay đổi.
- Thời hạn gửi hồ sơ: {{thoi_han_day_du}}.
- Văn bản đã ký, đóng dấu mà có sửa nội dung thì gửi kèm văn bản sửa đổi, thay thế.

{{khoi_cuoi_thu}}`,
  },
  'receipt-nothing-read': {
    name: 'Thư báo nhận: chưa đọc được tài liệu',
    when: 'Gửi xã khi thư không có tệp, chỉ có đường dẫn, hoặc không tệp nào đọc được.',
    required: ['ma_tiep_nhan'],
    subject: receiptSubject,
    text: `Mã tiếp nhận: {{ma_tiep_nhan}}

${toCommune}

{{ten_phong}} đã nhận thư của {{ten_xa}} lúc {{gio}} ngày {{ngay}}, nhưng chưa đọc được tài liệu nào của hồ sơ:
{{#tai_lieu_thieu}}
- {{cau_gui_xa}}
{{/tai_lieu_thieu}}

Đề nghị gửi lại{{#con_han}} {{thoi_han_day_du}}{{/con_han}}. Tệp nên gửi: Word, Excel hoặc PDF, không đặt mật khẩu; mỗi thư không quá {{dung_luong_toi_da}} MB. Nếu gặp khó khăn, đề nghị điện thoại cho cán bộ đầu mối.

{{khoi_cuoi_thu}}`,
  },
  'receipt-supplement': {
    name: 'Thư báo nhận bổ sung',
    when: 'Gửi xã khi nhận được tài liệu bổ sung hoặc thay thế.',
    required: ['ma_tiep_nhan'],
    subject: receiptSubject,
    text: `Mã tiếp nhận: {{ma_tiep_nhan}} (bổ sung lần {{lan_bo_sung}})

${toCommune}

{{ten_phong}} đã nhận tài liệu bổ sung của {{ten_xa}} lúc {{gio}} ngày {{ngay}}:
{{#tai_lieu_da_nhan}}
- {{ten_tai_lieu}}{{#so_ky_hieu}}, số {{so_ky_hieu}}{{/so_ky_hieu}} ({{dinh_dang}}): {{tac_dong}}
{{/tai_lieu_da_nhan}}

{{#con_noi_dung}}
Các nội dung còn lại đề nghị tiếp tục bổ sung, làm rõ:
${openPoints}
{{/con_noi_dung}}
{{^con_noi_dung}}
Qua kiểm tra bước đầu, hồ sơ không còn nội dung phải bổ sung.
{{/con_noi_dung}}

{{khoi_cuoi_thu}}`,
  },
  'receipt-known': {
    name: 'Thư báo đã có hồ sơ này',
    when: 'Gửi xã khi thư gửi lại đúng những tài liệu đã nhận.',
    required: ['ma_tiep_nhan'],
    subject: receiptSubject,
    text: `Mã tiếp nhận: {{ma_tiep_nhan}}

${toCommune}

{{ten_phong}} đã nhận thư gửi lại của {{ten_xa}} lúc {{gio}} ngày {{ngay}}. Các tài liệu trùng hoàn toàn với hồ sơ đã nhận lúc {{gio_lan_truoc}} ngày {{ngay_lan_truoc}}, không có thay đổi.{{#tinh_trang_hien_tai}} {{tinh_trang_hien_tai}}{{/tinh_trang_hien_tai}}

Đề nghị không gửi lại, trừ khi có tài liệu bổ sung hoặc thay thế.

{{khoi_cuoi_thu}}`,
  },
  'receipt-ending': {
    name: 'Khối cuối thư báo nhận',
    when: 'Ở cuối mọi thư báo nhận, chỗ ghi {{khoi_cuoi_thu}}.',
    required: [],
    subject: '',
    text: `Thư này được gửi tự động để xác nhận việc nhận bản mềm, không thay cho việc đăng ký văn bản đến và không phải là kết quả thẩm định.
${contactLine}

Trân trọng./.

{{ten_phong}}`,
  },
  'reminder-14': {
    name: 'Thư nhắc thời hạn: còn nhiều ngày',
    when: 'Gửi xã chưa gửi hồ sơ hoặc hồ sơ còn thiếu, khi còn từ 10 ngày đến ngày cuối (thường là 14 ngày). Gửi kèm biểu mẫu Bảng tự chấm điểm.',
    required: ['thoi_han_day_du'],
    subject: `${reminderSubject} (còn {{so_ngay_con_lai}} ngày)`,
    text: `${toCommune}

Theo {{ke_hoach_huyen}}, UBND các xã, thị trấn báo cáo kết quả tự đánh giá và gửi hồ sơ đề nghị công nhận {{thoi_han_day_du}}; đồng thời gửi bản mềm đến {{hop_thu_tiep_nhan}}.

{{#chua_gui}}
Đến ngày {{ngay}}, Phòng chưa nhận được hồ sơ của {{ten_xa}}.
{{/chua_gui}}
{{#con_thieu}}
Đến ngày {{ngay}}, Phòng đã nhận hồ sơ của {{ten_xa}}, còn các nội dung sau chưa đủ:
{{/con_thieu}}
${openPoints}

Hồ sơ gồm:
{{#thanh_phan_ho_so}}
- {{ten_tai_lieu}}{{#neu_co}} (nếu có){{/neu_co}}
{{/thanh_phan_ho_so}}

Gửi kèm thư này: biểu mẫu Bảng tự chấm điểm 13 tiêu chí. Nếu đã gửi bằng hình thức khác hoặc có vướng mắc, đề nghị báo cán bộ đầu mối.

{{khoi_cuoi_thu_nhac}}`,
  },
  'reminder-7': {
    name: 'Thư nhắc thời hạn: còn khoảng 07 ngày',
    when: 'Gửi xã chưa gửi hồ sơ hoặc hồ sơ còn thiếu, khi còn 05 đến 09 ngày.',
    required: ['thoi_han_day_du'],
    subject: `${reminderSubject} (còn {{so_ngay_con_lai}} ngày)`,
    text: `${toCommune}

Còn {{so_ngay_con_lai}} ngày đến hạn gửi ${what}: {{thoi_han_day_du}}. Tình trạng hồ sơ của {{ten_xa}}: {{trang_thai_ho_so}}.
${openPoints}

Đề nghị UBND {{ten_xa}} hoàn thiện, gửi đúng thời hạn. Nếu đã gửi bằng hình thức khác, đề nghị báo cán bộ đầu mối.

{{khoi_cuoi_thu_nhac}}`,
  },
  'reminder-3': {
    name: 'Thư nhắc thời hạn: còn khoảng 03 ngày',
    when: 'Gửi xã chưa gửi hồ sơ hoặc hồ sơ còn thiếu, khi còn 02 đến 04 ngày.',
    required: ['thoi_han_day_du'],
    subject: `${reminderSubject} (còn {{so_ngay_con_lai}} ngày)`,
    text: `${toCommune}

Còn {{so_ngay_con_lai}} ngày đến hạn gửi hồ sơ: {{thoi_han_day_du}}. {{ten_xa_dau_cau}} hiện: {{trang_thai_ho_so}}.
${openPoints}

Đề nghị gửi ngay các tài liệu đã có; tài liệu còn lại gửi bổ sung sau bằng cách trả lời chính thư báo nhận. Nếu chưa kịp thời hạn, đề nghị báo cán bộ đầu mối lý do và thời gian dự kiến gửi.

{{khoi_cuoi_thu_nhac}}`,
  },
  'reminder-1': {
    name: 'Thư nhắc thời hạn: ngày mai là ngày cuối',
    when: 'Gửi xã chưa gửi hồ sơ hoặc hồ sơ còn thiếu, khi còn 01 ngày.',
    required: ['ngay_cuoi_cung'],
    subject: `${reminderSubject} (ngày mai là ngày cuối)`,
    text: `${toCommune}

Ngày mai, {{ngay_cuoi_cung}}, là ngày cuối gửi ${what}. {{ten_xa_dau_cau}} hiện: {{trang_thai_ho_so}}.
${openPoints}

Nếu hồ sơ đã gửi trong hôm nay, đề nghị bỏ qua thư này.

{{khoi_cuoi_thu_nhac}}`,
  },
  overdue: {
    name: 'Thư nhắc quá hạn',
    when: 'Gửi một lần cho xã chưa gửi hồ sơ hoặc hồ sơ còn thiếu, ngày làm việc đầu tiên sau thời hạn.',
    required: ['thoi_han'],
    subject: 'Quá hạn gửi hồ sơ {{loai_xa}} phù hợp với trẻ em năm {{nam}} - {{ten_xa}}',
    text: `${toCommune}

Thời hạn gửi ${what} là trước ngày {{thoi_han}}. {{#chua_gui}}Đến {{gio}} ngày {{ngay}}, Phòng chưa nhận được hồ sơ của {{ten_xa}}.{{/chua_gui}}{{#con_thieu}}Đến {{gio}} ngày {{ngay}}, hồ sơ của {{ten_xa}} còn các nội dung sau chưa đủ:{{/con_thieu}}
${openPoints}

Đề nghị UBND {{ten_xa}} gửi hồ sơ và báo lý do chậm. Việc xem xét hồ sơ gửi sau thời hạn do cấp có thẩm quyền quyết định.

{{khoi_cuoi_thu_nhac}}`,
  },
  'reminder-ending': {
    name: 'Khối cuối thư nhắc và thư khác',
    when: 'Ở cuối thư nhắc, thư gửi văn bản và thư kết quả, chỗ ghi {{khoi_cuoi_thu_nhac}}.',
    required: [],
    subject: '',
    text: `${contactLine}

Trân trọng./.

{{ten_phong}}`,
  },
  'issued-letter': {
    name: 'Thư gửi kèm công văn yêu cầu bổ sung',
    when: 'Gửi xã khi công văn đã có số, ngày và bản ký; kèm tệp bản ký.',
    required: ['so_di', 'ngay_di'],
    subject: 'Công văn bổ sung, hoàn thiện hồ sơ {{loai_xa}} phù hợp với trẻ em năm {{nam}} - {{ten_xa}}',
    text: `${toCommune}

{{ten_phong}} gửi Công văn số {{so_di}} ngày {{ngay_di}} về việc bổ sung, hoàn thiện ${what} (tệp kèm theo).{{#han_bo_sung}} Thời hạn bổ sung: {{han_bo_sung}}.{{/han_bo_sung}} Đề nghị trả lời chính thư này kèm tài liệu bổ sung.

{{khoi_cuoi_thu_nhac}}`,
  },
  result: {
    name: 'Thư gửi kết quả',
    when: 'Gửi xã sau khi quyết định hoặc thông báo kết quả đã ban hành; kèm tệp bản ký.',
    required: ['so_di', 'ngay_di'],
    subject: 'Kết quả xét công nhận {{loai_xa}} phù hợp với trẻ em năm {{nam}} - {{ten_xa}}',
    text: `${toCommune}

{{ten_phong}} gửi {{ten_van_ban}} số {{so_di}} ngày {{ngay_di}} về kết quả xét công nhận xã, thị trấn phù hợp với trẻ em năm {{nam}} (tệp kèm theo). Bản chính gửi qua {{hinh_thuc_gui_ban_chinh}}.

{{khoi_cuoi_thu_nhac}}`,
  },
  'return-for-completion': {
    name: 'Thư báo trước yêu cầu bổ sung của Hội đồng',
    when: 'Gửi xã khi Hội đồng trả lại hồ sơ để bổ sung, hoàn thiện; công văn gửi sau.',
    required: ['noi_dung_khac'],
    subject: 'Về bổ sung, hoàn thiện hồ sơ: {{loai_xa}} phù hợp với trẻ em năm {{nam}} - {{ten_xa_dau_cau}}',
    text: `${toCommune}

Tại phiên họp thứ {{so_phien}}{{#ngay_hop}} ngày {{ngay_hop}}{{/ngay_hop}}, {{ten_hoi_dong}} yêu cầu {{ten_xa}} bổ sung, hoàn thiện ${what}:

{{#noi_dung_khac}}
{{dong}}
{{/noi_dung_khac}}

{{#con_noi_dung}}
Các nội dung khác của hồ sơ cần làm rõ:
${openPoints}
{{/con_noi_dung}}

Đề nghị trả lời chính thư này kèm tài liệu bổ sung, hoặc gửi về {{hop_thu_tiep_nhan}}; chỉ gửi số liệu tổng hợp, không gửi danh sách có họ tên trẻ em. Công văn có số, chữ ký được gửi sau.

Thư này báo trước để kịp thời gian, không thay cho văn bản của cơ quan và không phải là kết quả thẩm định.

{{khoi_cuoi_thu_nhac}}`,
  },
  recognised: {
    name: 'Thư báo tin được công nhận',
    when: 'Gửi xã khi Quyết định công nhận đã được ghi.',
    required: ['so_di', 'ngay_di'],
    subject: 'Về kết quả xét công nhận: {{loai_xa}} phù hợp với trẻ em năm {{nam}} - {{ten_xa_dau_cau}}',
    text: `${toCommune}

{{ten_phong}} báo tin: {{ten_xa}} được công nhận {{loai_xa}} phù hợp với trẻ em năm {{nam}} theo Quyết định số {{so_di}} ngày {{ngay_di}} của {{co_quan_ban_hanh}}.

Quyết định, Thông báo kết quả có chữ ký, con dấu được gửi theo đường văn bản; thư này không thay cho các văn bản đó.

{{khoi_cuoi_thu_nhac}}`,
  },
  'council-notice': {
    name: 'Thông báo hồ sơ đã sẵn sàng',
    when: 'Gửi thành viên Hội đồng có địa chỉ thư khi Thư ký báo hồ sơ của phiên họp đã sẵn sàng.',
    required: [],
    subject: 'Hồ sơ phiên họp Hội đồng{{#ngay_hop}} ngày {{ngay_hop}}{{/ngay_hop}}: {{so_ho_so}} hồ sơ',
    text: `Kính gửi: đồng chí {{ten_thanh_vien}}, {{chuc_danh_hoi_dong}}

{{so_ho_so}} hồ sơ đã được Phòng thẩm định, đưa vào phiên họp thứ {{so_phien}}{{#ngay_hop}} ngày {{ngay_hop}}{{/ngay_hop}}. Đề nghị xem tại cổng thẩm định (cần đăng nhập){{#dia_chi_cong}}: {{dia_chi_cong}}{{/dia_chi_cong}}.

{{#co_noi_dung_nganh}}
Nội dung cần lưu ý:
{{#noi_dung_nganh}}
- {{ten_xa_dau_cau}}: tiêu chí {{so_tieu_chi}}
{{/noi_dung_nganh}}
{{/co_noi_dung_nganh}}

{{khoi_cuoi_thu_nhac}}`,
  },
  digest: {
    name: 'Bản tin tiếp nhận trong ngày',
    when: 'Gửi quản trị và chuyên viên có địa chỉ thư, cuối ngày làm việc có việc cần xử lý hoặc có thư nhận; ít nhất mỗi tuần một lần.',
    required: ['ket_qua_doi_chieu'],
    subject: 'Tiếp nhận ngày {{ngay}}: {{so_thu}} thư, {{so_can_xu_ly}} việc cần xử lý',
    text: `1. Việc cần xử lý
- Thư chờ xác minh: {{so_cho_xac_minh}}
- Câu hỏi chưa trả lời: {{so_cau_hoi}}
- Thư không đọc được tài liệu nào: {{so_khong_doc_duoc}}
- Việc dừng, cần xử lý lại: {{so_dung}}
- Thư gửi đi không đến nơi nhận: {{so_khong_den}}
- Thư chờ cán bộ tự gửi hoặc gọi điện: {{so_gui_tay}}
- Thư trong mục Thư rác của hộp thư: {{so_thu_rac}}

2. Tiếp nhận
- Thư nhận: {{so_thu}}; hồ sơ mới: {{so_ho_so_moi}}; bổ sung: {{so_bo_sung}}; gửi lại không đổi: {{so_trung}}
{{#dot}}
- {{ten_dot}}: đã gửi hồ sơ {{so_da_gui}}/{{tong_so_xa}}; đủ thành phần: {{so_du}}; đã nhận bản giấy: {{so_ban_giay}}
{{#qua_han}}
  Đã quá hạn.{{#danh_sach_chua_gui}} Chưa gửi: {{danh_sach_chua_gui}}.{{/danh_sach_chua_gui}}{{#danh_sach_can_bo_sung}} Cần bổ sung: {{danh_sach_can_bo_sung}}.{{/danh_sach_can_bo_sung}}
{{/qua_han}}
{{/dot}}

3. Đối chiếu: {{ket_qua_doi_chieu}}`,
  },
  alarm: {
    name: 'Cảnh báo cần xử lý ngay',
    when: 'Gửi quản trị có địa chỉ thư ngay khi có sự cố; mỗi sự cố một thư trong ngày.',
    required: ['viec_can_lam'],
    subject: 'Cần xử lý ngay: {{ten_canh_bao}}',
    text: `{{mo_ta_canh_bao}}

Từ lúc: {{thoi_diem}}. Ảnh hưởng: {{anh_huong}}.

Việc cần làm: {{viec_can_lam}}.`,
  },
  'zalo-round': {
    name: 'Tin ngắn cho nhóm Zalo của đợt',
    when: 'Cán bộ tự sao chép ở trang Nhắc hạn của đợt; phần mềm không gửi.',
    required: [],
    subject: '',
    text: `[Hồ sơ xã phù hợp với trẻ em {{nam}}] Hạn: trước {{thoi_han}}. Đã gửi: {{so_da_gui}}/{{tong_so_xa}}.
{{#danh_sach_chua_gui}}
Chưa gửi: {{danh_sach_chua_gui}}.
{{/danh_sach_chua_gui}}
{{#danh_sach_can_bo_sung}}
Cần bổ sung: {{danh_sach_can_bo_sung}}.
{{/danh_sach_can_bo_sung}}
Bản mềm gửi về {{hop_thu_tiep_nhan}}. Đề nghị không gửi danh sách trẻ em qua Zalo.`,
  },
  'zalo-commune': {
    name: 'Tin ngắn Zalo cho một xã',
    when: 'Cán bộ tự sao chép ở trang Nhật ký liên hệ của xã; phần mềm không gửi.',
    required: [],
    subject: '',
    text: `{{ten_xa_dau_cau}}: Phòng đã nhận hồ sơ, mã {{ma_tiep_nhan}}. Nội dung cần bổ sung đã gửi vào thư điện tử lúc {{gio}} ngày {{ngay}}. Nhờ đồng chí kiểm tra (cả mục Thư rác).`,
  },
};
