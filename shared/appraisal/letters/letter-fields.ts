import type { LetterId } from '../../domain/letter.ts';

/**
 * What the text of a letter may fill in. 'text' is one line, empty when there is none; 'flag' shows or hides a block; rows repeat
 * one. Names are those of officer texts §7.
 */
export interface Fields {
  readonly [name: string]: 'text' | 'flag' | Fields;
}

/** The values that fill such fields. */
export type ValuesOf<F extends Fields> = {
  readonly [K in keyof F]: F[K] extends 'text'
    ? string
    : F[K] extends 'flag'
      ? boolean
      : F[K] extends Fields
        ? readonly ValuesOf<F[K]>[]
        : never;
};

/** The office and the round. */
const office = {
  nam: 'text',
  ten_huyen: 'text',
  ten_phong: 'text',
  ten_phong_ngan: 'text',
  ke_hoach_huyen: 'text',
  can_bo_dau_moi: 'text',
  dien_thoai_dau_moi: 'text',
  hop_thu_tiep_nhan: 'text',
} as const satisfies Fields;

const commune = { ten_xa: 'text', ten_xa_dau_cau: 'text', loai_xa: 'text' } as const satisfies Fields;
const deadline = {
  thoi_han: 'text',
  thoi_han_day_du: 'text',
  ngay_cuoi_cung: 'text',
} as const satisfies Fields;
const moment = { gio: 'text', ngay: 'text' } as const satisfies Fields;
const asked = { cau_gui_xa: 'text' } as const satisfies Fields;

const receipt = {
  ...office,
  ...commune,
  ...deadline,
  ...moment,
  ma_tiep_nhan: 'text',
  /** Subject of the commune's own mail, or that of §3.1 where it is not to be repeated. */
  tieu_de_goc: 'text',
} as const satisfies Fields;

const firstReceipt = {
  ...receipt,
  /** "trong thời hạn", "sau thời hạn" */
  trong_han: 'text',
  tai_lieu_da_nhan: {
    ten_tai_lieu: 'text',
    so_ky_hieu: 'text',
    ngay_van_ban: 'text',
    /** "PDF, bản quét, 3 trang"; stands in brackets. */
    dinh_dang: 'text',
    tinh_trang: 'text',
  },
  da_nhan_ban_giay: 'flag',
  so_den: 'text',
  ngay_den: 'text',
  noi_nhan_ban_giay: 'text',
} as const satisfies Fields;

const reminder = {
  ...office,
  ...commune,
  ...deadline,
  ...moment,
  /** Days to the last day, two digits. */
  so_ngay_con_lai: 'text',
  chua_gui: 'flag',
  con_thieu: 'flag',
  trang_thai_ho_so: 'text',
  noi_dung_con_lai: asked,
  thanh_phan_ho_so: { ten_tai_lieu: 'text', neu_co: 'flag' },
} as const satisfies Fields;

/** A text the administrator can edit: a letter, what several of them end with, or a message an officer copies. */
export type LetterTextId = LetterId | 'receipt-ending' | 'reminder-ending' | 'zalo-round' | 'zalo-commune';

/** What each text may fill in. */
export const letterFields = {
  'receipt-complete': firstReceipt,
  'receipt-incomplete': {
    ...firstReceipt,
    co_tai_lieu_thieu: 'flag',
    tai_lieu_thieu: asked,
    co_noi_dung_lam_ro: 'flag',
    noi_dung_lam_ro: asked,
  },
  'receipt-nothing-read': {
    ...receipt,
    /** The deadline has not passed. */
    con_han: 'flag',
    tai_lieu_thieu: asked,
    /** Megabytes one mail may have. */
    dung_luong_toi_da: 'text',
  },
  'receipt-supplement': {
    ...receipt,
    lan_bo_sung: 'text',
    tai_lieu_da_nhan: { ten_tai_lieu: 'text', so_ky_hieu: 'text', dinh_dang: 'text', tac_dong: 'text' },
    con_noi_dung: 'flag',
    noi_dung_con_lai: asked,
  },
  'receipt-known': {
    ...receipt,
    gio_lan_truoc: 'text',
    ngay_lan_truoc: 'text',
    /** A whole sentence, or nothing. */
    tinh_trang_hien_tai: 'text',
  },
  'reminder-14': reminder,
  'reminder-7': reminder,
  'reminder-3': reminder,
  'reminder-1': reminder,
  overdue: reminder,
  'issued-letter': {
    ...office,
    ...commune,
    so_di: 'text',
    ngay_di: 'text',
    /** Empty where the letter sets no day. */
    han_bo_sung: 'text',
  },
  result: {
    ...office,
    ...commune,
    ten_van_ban: 'text',
    so_di: 'text',
    ngay_di: 'text',
    hinh_thuc_gui_ban_chinh: 'text',
  },
  'return-for-completion': {
    ...office,
    ...commune,
    ten_hoi_dong: 'text',
    so_phien: 'text',
    ngay_hop: 'text',
    /** The secretary's words, line by line. */
    noi_dung_khac: { dong: 'text' },
    con_noi_dung: 'flag',
    noi_dung_con_lai: asked,
  },
  recognised: { ...office, ...commune, so_di: 'text', ngay_di: 'text', co_quan_ban_hanh: 'text' },
  'council-notice': {
    ...office,
    ten_thanh_vien: 'text',
    chuc_danh_hoi_dong: 'text',
    so_phien: 'text',
    ngay_hop: 'text',
    so_ho_so: 'text',
    dia_chi_cong: 'text',
    co_noi_dung_nganh: 'flag',
    noi_dung_nganh: { ten_xa_dau_cau: 'text', so_tieu_chi: 'text' },
  },
  digest: {
    ngay: 'text',
    so_can_xu_ly: 'text',
    so_cho_xac_minh: 'text',
    so_cau_hoi: 'text',
    so_khong_doc_duoc: 'text',
    so_dung: 'text',
    so_khong_den: 'text',
    so_gui_tay: 'text',
    so_thu_rac: 'text',
    so_thu: 'text',
    so_ho_so_moi: 'text',
    so_bo_sung: 'text',
    so_trung: 'text',
    dot: {
      ten_dot: 'text',
      so_da_gui: 'text',
      tong_so_xa: 'text',
      so_du: 'text',
      so_ban_giay: 'text',
      qua_han: 'flag',
      danh_sach_chua_gui: 'text',
      danh_sach_can_bo_sung: 'text',
    },
    ket_qua_doi_chieu: 'text',
  },
  alarm: {
    ten_canh_bao: 'text',
    mo_ta_canh_bao: 'text',
    thoi_diem: 'text',
    anh_huong: 'text',
    viec_can_lam: 'text',
  },
  'receipt-ending': office,
  'reminder-ending': office,
  'zalo-round': {
    ...office,
    thoi_han: 'text',
    so_da_gui: 'text',
    tong_so_xa: 'text',
    danh_sach_chua_gui: 'text',
    danh_sach_can_bo_sung: 'text',
  },
  'zalo-commune': { ...office, ...commune, ...moment, ma_tiep_nhan: 'text' },
} as const satisfies Readonly<Record<LetterTextId, Fields>>;

/** The values a text is rendered from. */
export type LetterValues<Id extends LetterTextId> = ValuesOf<(typeof letterFields)[Id]>;
