import type { Round } from '../../domain/round.ts';
import type { LetterTextId, LetterValues } from './letter-fields.ts';
import { communeValues, deadlineValues, momentValues, officeValues } from './letter-values.ts';

/** Invented values for every letter, to look at an edited text: the round's office and one of its communes, the rest made up. */
export function sampleLetterValues(round: Round): { readonly [Id in LetterTextId]: LetterValues<Id> } {
  const [commune] = round.communes;
  if (commune === undefined) throw new RangeError('the round has no communes');
  const dayBefore = (days: number): string =>
    new Date(Date.parse(round.lateFrom) - days * 86_400_000 + 9.6 * 3_600_000).toISOString();
  const office = { ...officeValues(round), ...communeValues(commune) };
  const asked = [
    { cau_gui_xa: 'Chưa có Biên bản họp Hội đồng đánh giá cấp xã. Đề nghị gửi bổ sung.' },
    { cau_gui_xa: 'Báo cáo kết quả tự đánh giá có đặt mật khẩu. Đề nghị gửi lại tệp không đặt mật khẩu.' },
  ];
  const receipt = {
    ...office,
    ...deadlineValues(round),
    ...momentValues(dayBefore(5)),
    ma_tiep_nhan: `HS-${round.year}-7K4M-2`,
    tieu_de_goc: `Hồ sơ ${commune.type} phù hợp với trẻ em năm ${round.year}`,
  };
  const firstReceipt = {
    ...receipt,
    trong_han: 'trong thời hạn',
    tai_lieu_da_nhan: [
      {
        ten_tai_lieu: 'Tờ trình đề nghị công nhận',
        so_ky_hieu: '15/TTr-UBND',
        ngay_van_ban: momentValues(dayBefore(6)).ngay,
        dinh_dang: 'PDF, bản quét, 2 trang',
        tinh_trang: 'đã đọc',
      },
      {
        ten_tai_lieu: 'Bảng tự chấm điểm 13 tiêu chí',
        so_ky_hieu: '',
        ngay_van_ban: '',
        dinh_dang: 'Excel',
        tinh_trang: 'đã đọc',
      },
    ],
    da_nhan_ban_giay: false,
    so_den: '',
    ngay_den: '',
    noi_nhan_ban_giay: round.authority.office,
  };
  const reminder = (daysLeft: number) => ({
    ...office,
    ...deadlineValues(round),
    ...momentValues(dayBefore(daysLeft + 1)),
    so_ngay_con_lai: String(daysLeft).padStart(2, '0'),
    chua_gui: false,
    con_thieu: true,
    trang_thai_ho_so: 'đã gửi, còn thiếu tài liệu',
    noi_dung_con_lai: asked,
    thanh_phan_ho_so: round.expectedDocuments.map(({ label, level }) => ({
      ten_tai_lieu: label,
      neu_co: level === 'if-any',
    })),
  });
  const issued = { so_di: '124', ngay_di: momentValues(dayBefore(-6)).ngay };
  return {
    'receipt-complete': firstReceipt,
    'receipt-incomplete': {
      ...firstReceipt,
      co_tai_lieu_thieu: true,
      tai_lieu_thieu: asked,
      co_noi_dung_lam_ro: true,
      noi_dung_lam_ro: [
        {
          cau_gui_xa:
            'Tiêu chí 4: số liệu chưa thống nhất giữa các tài liệu. Đề nghị xác nhận số liệu đúng và chỉnh sửa tài liệu liên quan.',
        },
      ],
    },
    'receipt-nothing-read': {
      ...receipt,
      con_han: true,
      tai_lieu_thieu: [{ cau_gui_xa: 'Thư có đường dẫn thay cho tệp đính kèm. Đề nghị gửi tệp.' }],
      dung_luong_toi_da: '25',
    },
    'receipt-supplement': {
      ...receipt,
      lan_bo_sung: '2',
      tai_lieu_da_nhan: [
        {
          ten_tai_lieu: 'Biên bản họp Hội đồng đánh giá cấp xã',
          so_ky_hieu: '07/BB-HĐ',
          dinh_dang: 'Word',
          tac_dong: 'bổ sung mới',
        },
      ],
      con_noi_dung: true,
      noi_dung_con_lai: asked.slice(1),
    },
    'receipt-known': {
      ...receipt,
      gio_lan_truoc: '15:20',
      ngay_lan_truoc: momentValues(dayBefore(8)).ngay,
      tinh_trang_hien_tai: 'Hồ sơ đang được kiểm tra.',
    },
    'receipt-ending': office,
    'reminder-14': reminder(14),
    'reminder-7': reminder(7),
    'reminder-3': reminder(3),
    'reminder-1': reminder(1),
    overdue: { ...reminder(-1), so_ngay_con_lai: '00' },
    'reminder-ending': office,
    'issued-letter': { ...office, ...issued, han_bo_sung: `trước ngày ${momentValues(dayBefore(-16)).ngay}` },
    result: {
      ...office,
      ...issued,
      ten_van_ban: 'Thông báo',
      hinh_thuc_gui_ban_chinh: 'đường văn bản',
    },
    'return-for-completion': {
      ...office,
      ten_hoi_dong: round.authority.council,
      so_phien: '1',
      ngay_hop: momentValues(dayBefore(-20)).ngay,
      noi_dung_khac: [
        { dong: 'Bổ sung Biên bản họp Hội đồng đánh giá cấp xã có chữ ký của Chủ trì, Thư ký.' },
      ],
      con_noi_dung: true,
      noi_dung_con_lai: asked,
    },
    recognised: { ...office, ...issued, co_quan_ban_hanh: round.authority.recogniser },
    'council-notice': {
      ...office,
      ten_thanh_vien: 'Hoàng Văn Mẫu',
      chuc_danh_hoi_dong: 'Ủy viên',
      so_phien: '1',
      ngay_hop: momentValues(dayBefore(-20)).ngay,
      so_ho_so: '08',
      dia_chi_cong: '',
      co_noi_dung_nganh: true,
      noi_dung_nganh: [{ ten_xa_dau_cau: commune.name, so_tieu_chi: '7, 8' }],
    },
    digest: {
      ngay: momentValues(dayBefore(2)).ngay,
      so_can_xu_ly: '05',
      so_cho_xac_minh: '1',
      so_cau_hoi: '1',
      so_khong_doc_duoc: '2',
      so_dung: '0',
      so_khong_den: '1',
      so_gui_tay: '0',
      so_thu_rac: '0',
      so_thu: '12',
      so_ho_so_moi: '4',
      so_bo_sung: '3',
      so_trung: '1',
      dot: [
        {
          ten_dot: `Đợt năm ${round.year}, ${round.authority.district}`,
          so_da_gui: '14',
          tong_so_xa: String(round.communes.length),
          so_du: '9',
          so_ban_giay: '6',
          qua_han: false,
          danh_sach_chua_gui: '',
          danh_sach_can_bo_sung: '',
        },
      ],
      ket_qua_doi_chieu: 'khớp, mọi thư đã nhận đều có kết cục',
    },
    alarm: {
      ten_canh_bao: 'không kết nối được hộp thư',
      mo_ta_canh_bao: 'Phần mềm không đăng nhập được hộp thư tiếp nhận.',
      thoi_diem: `09:36 ngày ${momentValues(dayBefore(2)).ngay}`,
      anh_huong: 'thư mới của các xã, thị trấn chưa được nhận vào phần mềm',
      viec_can_lam: 'kiểm tra mật khẩu ứng dụng của hộp thư ở trang cài đặt hộp thư',
    },
    'zalo-round': {
      ...office,
      thoi_han: round.deadline,
      so_da_gui: '14',
      tong_so_xa: String(round.communes.length),
      danh_sach_chua_gui: round.communes
        .slice(1, 4)
        .map(({ name }) => name)
        .join(', '),
      danh_sach_can_bo_sung: round.communes
        .slice(0, 1)
        .map(({ name }) => name)
        .join(', '),
    },
    'zalo-commune': { ...office, ...momentValues(dayBefore(5)), ma_tiep_nhan: receipt.ma_tiep_nhan },
  };
}
