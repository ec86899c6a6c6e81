import type { AuditAct } from '../../../shared/pipeline/audit-records.ts';

/** What was done, as the audit page says it. */
export const auditActNames: Readonly<Record<AuditAct, string>> = {
  'sign-in': 'Đăng nhập',
  'sign-in-refused': 'Nhập sai mật khẩu',
  'sign-out': 'Đăng xuất',
  'add-person': 'Thêm tài khoản',
  'change-person': 'Thay đổi tài khoản',
  'invite-person': 'Cấp liên kết đặt mật khẩu',
  'set-password': 'Đặt mật khẩu',
  'open-evidence': 'Mở tài liệu có tên trẻ em',
  'download-raw': 'Tải thư gốc',
  'upload-annex': 'Tải lên văn bản gốc của thang điểm',
  'correct-rubric': 'Sửa bản nhập thang điểm',
  'settle-rubric': 'Giải trình nội dung chưa rõ của thang điểm',
  'submit-rubric': 'Trình bản nhập thang điểm',
  'return-rubric': 'Trả lại bản nhập thang điểm',
  'adopt-rubric': 'Xác nhận và áp dụng thang điểm',
  'make-documents': 'Lập dự thảo văn bản',
  'download-documents': 'Tải bộ văn bản',
  'upload-document': 'Tải lên văn bản đã sửa',
  'withdraw-document': 'Bỏ văn bản đã sửa',
  'upload-template': 'Tải lên mẫu văn bản',
  'use-template': 'Chọn mẫu văn bản',
  'upload-sector-table': 'Tải lên bảng ngành xác nhận',
};
