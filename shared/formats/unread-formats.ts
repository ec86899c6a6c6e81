import { makeFinding } from '../domain/finding-catalogue.ts';
import type { FormatId } from '../domain/parsed-document.ts';
import type { FormatInput, ReadFile } from '../domain/read-file.ts';
import { defineFormat, type Format } from './format.ts';
import { isVolumeName, volumeReason } from './report-archive.ts';
import { sniffKind, type FileKind } from './sniff.ts';

/** Formats that are recognised and not read, with what the sender can do. */
const unread: readonly { readonly id: Exclude<FormatId, 'other'>; readonly reason: string }[] = [];

/** One format for each kind of file that is recognised and not read yet; reading one is a file of its own in its place. */
export const unreadFormats: readonly Format[] = unread.map(({ id, reason }) =>
  defineFormat({
    id,
    version: 1,
    accepts: (bytes, file) => sniffKind(bytes, file) === id,
    parse: ({ file }) => Promise.resolve(explain(file, id, 'unreadable', reason)),
  }),
);

const noFormat: Readonly<Partial<Record<FileKind, string>>> = {
  empty: 'tệp trống (0 byte); đề nghị kiểm tra và gửi lại',
  'outlook-item': 'là thư lưu từ Outlook (.msg), chưa mở được; đề nghị gửi trực tiếp các tệp trong thư',
  xlsb: 'chưa đọc được định dạng Excel nhị phân (.xlsb); đề nghị lưu lại dạng .xlsx và gửi lại',
  xlsx: 'tệp Excel bị hỏng hoặc chưa tải lên đầy đủ; đề nghị kiểm tra và gửi lại',
  docx: 'tệp Word bị hỏng hoặc chưa tải lên đầy đủ; đề nghị kiểm tra và gửi lại',
  'office-other':
    'không phải tệp Word hoặc Excel dùng được cho hồ sơ, hoặc tệp bị hỏng; đề nghị lưu lại dạng .docx, .xlsx hoặc .pdf và gửi lại',
  'archive-other': 'tệp nén loại này chưa mở được; đề nghị nén lại dạng .zip',
};

/** Says of a file no format reads what it is and what the sender can do. */
export function explainUnread({ bytes, file }: FormatInput): ReadFile {
  const kind = sniffKind(bytes, file);
  if (kind === 'program')
    return explain(file, 'other', 'refused', 'là chương trình hoặc mã lệnh, không mở vì lý do an toàn');
  const format = kind === 'xlsx' || kind === 'docx' ? kind : 'other';
  const reason =
    noFormat[kind] ??
    (isVolumeName(file) ? volumeReason : undefined) ??
    'không nhận ra loại tệp theo nội dung; đề nghị gửi lại dạng .docx, .xlsx hoặc .pdf';
  return explain(file, format, 'unreadable', reason);
}

function explain(file: string, format: FormatId, status: 'unreadable' | 'refused', reason: string): ReadFile {
  return { status, format, findings: [makeFinding('unreadable-file', { file, reason }, { about: file })] };
}
