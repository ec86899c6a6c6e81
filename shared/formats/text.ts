import type { Finding } from '../domain/finding.ts';
import { makeFinding } from '../domain/finding-catalogue.ts';
import type { Paragraph } from '../domain/parsed-document.ts';
import type { FormatInput, ReadFile } from '../domain/read-file.ts';
import { decodeBytes, readOldText } from '../mail/decode-bytes.ts';
import { toNfc } from '../vietnamese/fold.ts';
import { defineFormat } from './format.ts';
import { sniffKind } from './sniff.ts';

/** Attack: a text of 100 MB, or of millions of lines; a long report has 3,000. */
const limits = { bytes: 10_000_000, lines: 50_000 } as const;

/** Plain text in UTF-8, UTF-16, windows-1258, TCVN3 or VNI: each line that is not blank is a paragraph. */
export const textFormat = defineFormat({
  id: 'text',
  version: 1,
  accepts: (bytes, file) => sniffKind(bytes, file) === 'text',
  parse: (input) => Promise.resolve(parseText(input)),
});

function parseText({ bytes, file }: FormatInput): ReadFile {
  const head = bytes.subarray(0, limits.bytes);
  const text = readOldText(head) ?? decodeBytes(head);
  if (text === undefined)
    return unreadable(
      file,
      'không nhận ra bảng mã của tệp văn bản; đề nghị lưu lại dạng Word (.docx) và gửi lại',
    );
  const lines = text.replace(/^\ufeff/, '').split(/\r\n?|\n/);
  const blocks = lines.slice(0, limits.lines).flatMap((line, index): Paragraph[] => {
    const shown = toNfc(line.replace(/[\u0000-\u0008\u000b-\u001f]/g, ' ')).trimEnd();
    if (shown.trim() === '') return [];
    return [
      { kind: 'paragraph', role: 'body', text: shown, locator: { kind: 'paragraph', index: index + 1 } },
    ];
  });
  if (blocks.length === 0) return unreadable(file, 'tệp không có chữ nào; đề nghị kiểm tra và gửi lại');
  const findings: Finding[] = [];
  const isCut = bytes.length > limits.bytes || lines.length > limits.lines;
  if (isCut) {
    const read = Math.min(lines.length, limits.lines);
    const total = bytes.length > limits.bytes ? `trên ${lines.length}` : `${lines.length}`;
    findings.push(
      makeFinding(
        'processing-limit',
        { document: file, read: `${read}`, total: `${total} dòng` },
        { about: file },
      ),
    );
  }
  return {
    status: isCut ? 'partly-read' : 'read',
    format: 'text',
    document: { format: 'text', blocks, scanned: false, legacyEncoding: null },
    findings,
  };
}

function unreadable(file: string, reason: string): ReadFile {
  return {
    status: 'unreadable',
    format: 'text',
    findings: [makeFinding('unreadable-file', { file, reason }, { about: file })],
  };
}
