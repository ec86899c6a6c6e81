/** Heads of the table a sector answers (officer texts §4.6), in their order; the key of each row stands behind them. */
export const confirmationColumns = {
  order: 'TT',
  commune: 'Xã, thị trấn',
  indicator: 'Chỉ tiêu',
  reported: 'Số liệu xã báo cáo',
  own: 'Số liệu ngành',
  agrees: 'Thống nhất (có/không)',
  note: 'Ghi chú',
  key: 'Mã dòng',
} as const;
