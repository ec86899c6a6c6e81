/** What an incoming mail is. */
export type MailKind = 'dossier' | 'supplement' | 'not-a-dossier' | 'auto-reply' | 'bounce' | 'unreadable';

/** What it is about. */
export type MailTopic = 'dossier' | 'plan' | 'commitment' | 'question' | 'courtesy' | 'other';

/** What became of one part of a mail; every part has exactly one. */
export type PartFate =
  | 'parsed'
  | 'duplicate-of'
  | 'unreadable-because'
  | 'needs-password'
  | 'link-not-file'
  | 'ignored-signature-image'
  | 'ignored-no-document'
  | 'nested-message'
  | 'archive-opened'
  | 'refused'
  | 'body'
  | 'held'
  | 'too-large';

/** Fates in the words of the intake log. */
export const partFateNames: Readonly<Record<PartFate, string>> = {
  parsed: 'Đã đọc',
  'duplicate-of': 'Trùng với tài liệu đã có',
  'unreadable-because': 'Không đọc được',
  'needs-password': 'Có mật khẩu, chưa mở',
  'link-not-file': 'Là đường dẫn, không phải tệp',
  'ignored-signature-image': 'Ảnh trong chữ ký thư, bỏ qua',
  'ignored-no-document': 'Không phải tài liệu, bỏ qua',
  'nested-message': 'Thư chuyển tiếp kèm theo, đã mở',
  'archive-opened': 'Tệp nén, đã mở',
  refused: 'Không mở vì lý do an toàn',
  body: 'Nội dung thư',
  held: 'Giữ lại chờ xác minh',
  'too-large': 'Vượt dung lượng cho phép',
};
