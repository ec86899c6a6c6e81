import type { FormatId } from '../domain/parsed-document.ts';
import { decodeBytes } from '../mail/decode-bytes.ts';
import { listCfbRoot } from './cfb.ts';
import { listZipNames } from './zip-names.ts';

/** What a file is by its bytes: a format, or one of the things that are no format of ours. */
export type FileKind =
  | Exclude<FormatId, 'other'>
  | 'empty'
  /** A program or script. */
  | 'program'
  /** A docx, xlsx or pptx inside the encrypted envelope of [MS-OFFCRYPTO]. */
  | 'locked-office'
  /** An Outlook item (.msg). */
  | 'outlook-item'
  | 'xlsb'
  /** Another office file: slides, drawings, Word or Excel XML of 2003, compound files of other programs. */
  | 'office-other'
  /** gzip, bzip2, xz, tar, cab. */
  | 'archive-other'
  | 'unknown';

/** How much of a file is looked at to tell text from other bytes. */
const sampleBytes = 65_536;

const programNames =
  /\.(?:exe|scr|com|pif|bat|cmd|js|jse|vbs|vbe|wsf|wsh|hta|ps1|jar|msi|lnk|cpl|dll|apk|reg|sh|iso|img)$/i;

const beginnings: readonly { readonly kind: FileKind; readonly begins: string }[] = [
  { kind: '7z', begins: '7z\xbc\xaf\x27\x1c' },
  { kind: 'rar', begins: 'Rar!\x1a\x07' },
  // The stream of an xls without the compound file around it.
  { kind: 'xls', begins: '\x09\x08\x10\x00\x00\x06' },
  { kind: 'xls', begins: '\x09\x08\x08\x00\x00\x05' },
  // Excel 2, 3 and 4, which are told to be too old.
  { kind: 'xls', begins: '\x09\x00\x04\x00' },
  { kind: 'xls', begins: '\x09\x02\x06\x00' },
  { kind: 'xls', begins: '\x09\x04\x06\x00' },
  { kind: 'rtf', begins: '{\\rtf' },
  { kind: 'tnef', begins: '\x78\x9f\x3e\x22' },
  { kind: 'image', begins: '\xff\xd8\xff' },
  { kind: 'image', begins: '\x89PNG\r\n\x1a\n' },
  { kind: 'image', begins: 'GIF87a' },
  { kind: 'image', begins: 'GIF89a' },
  { kind: 'image', begins: 'II*\x00' },
  { kind: 'image', begins: 'MM\x00*' },
  { kind: 'program', begins: '\x7fELF' },
  { kind: 'program', begins: '\xcf\xfa\xed\xfe' },
  { kind: 'program', begins: '\xce\xfa\xed\xfe' },
  { kind: 'program', begins: '\xca\xfe\xba\xbe' },
  { kind: 'program', begins: 'L\x00\x00\x00\x01\x14\x02\x00' },
  { kind: 'program', begins: '#!/' },
  { kind: 'archive-other', begins: '\x1f\x8b' },
  { kind: 'archive-other', begins: 'BZh' },
  { kind: 'archive-other', begins: '\xfd7zXZ\x00' },
  { kind: 'archive-other', begins: 'MSCF\x00\x00' },
];

/** Tells what a file is by its content; the name only refuses programs, tells csv from text and eases the test for mails. */
export function sniffKind(bytes: Uint8Array, file: string): FileKind {
  if (bytes.length === 0) return 'empty';
  if (programNames.test(file)) return 'program';
  const head = Buffer.from(bytes.subarray(0, 1024)).toString('latin1');
  if (head.startsWith('PK\x03\x04') || head.startsWith('PK\x05\x06')) return sniffZip(bytes, head, file);
  const begun = beginnings.find(({ begins }) => head.startsWith(begins));
  if (begun !== undefined) return begun.kind;
  if (/^(?:MZ|BM)/.test(head) && /\x00{2}/.test(head.slice(0, 64)))
    return head.startsWith('MZ') ? 'program' : 'image';
  if (/^RIFF.{4}WEBP/s.test(head) || /^.{4}ftyp(?:hei|hev|mif1|msf1|avif)/s.test(head)) return 'image';
  if (head.slice(257, 262) === 'ustar') return 'archive-other';
  const root = listCfbRoot(bytes);
  if (root !== undefined) return sniffCfb(root);
  if (isCmsMessage(head)) return 'p7m';
  if (isMail(head, /\.eml$/i.test(file) ? 1 : 2)) return 'eml';
  if (head.includes('%PDF-')) return 'pdf';
  if (listZipNames(bytes).isWhole) return sniffZip(bytes, head, file);
  return sniffText(bytes, file);
}

function sniffZip(bytes: Uint8Array, head: string, file: string): FileKind {
  const openDocument = /mimetypeapplication\/vnd\.oasis\.opendocument\.([a-z-]+)/.exec(head)?.[1];
  if (openDocument !== undefined)
    return openDocument === 'text' ? 'odt' : openDocument === 'spreadsheet' ? 'ods' : 'office-other';
  const { names, isWhole } = listZipNames(bytes);
  const has = (pattern: RegExp) => names.some((name) => pattern.test(name));
  if (has(/^[\\/]?word[\\/]document[^\\/]*\.xml$/i)) return 'docx';
  if (has(/^[\\/]?xl[\\/]workbook\.bin$/i)) return 'xlsb';
  if (has(/^[\\/]?xl[\\/](?:workbook[^\\/]*|worksheets[\\/].*)\.xml$/i)) return 'xlsx';
  // Some programs write "mimetype" packed or in another place: then only the name tells a text from a sheet.
  const isOpenDocument = ['mimetype', 'content.xml', 'META-INF/manifest.xml'].every((name) =>
    names.includes(name),
  );
  if (isOpenDocument && /\.ods$/i.test(file)) return 'ods';
  if (isOpenDocument && /\.odt$/i.test(file)) return 'odt';
  const isPackage = has(/^\[Content_Types\]\.xml$/i);
  // Cut off before its main part: the folders of the parts that arrived still tell.
  if (!isWhole && has(/^xl\//)) return 'xlsx';
  if (!isWhole && has(/^word\//)) return 'docx';
  return isPackage ? 'office-other' : 'zip';
}

function sniffCfb(root: readonly string[]): FileKind {
  const names = root.map((name) => name.toLowerCase());
  if (names.includes('encryptedpackage')) return 'locked-office';
  if (names.includes('worddocument')) return 'doc';
  if (names.includes('workbook') || names.includes('book')) return 'xls';
  return names.some((name) => name.startsWith('__properties_version1')) ? 'outlook-item' : 'office-other';
}

/** CMS signed or enveloped data (RFC 5652), by its object identifier or its PEM line. */
function isCmsMessage(head: string): boolean {
  const begin = head.slice(0, 40);
  return (
    (begin.startsWith('\x30') && /\x2a\x86\x48\x86\xf7\x0d\x01\x07[\x02\x03]/.test(begin)) ||
    /^-----BEGIN (?:PKCS7|CMS)-----/.test(begin)
  );
}

/** Header fields mail systems write, at the very beginning (RFC 5322): two, or one where the name says mail. */
function isMail(head: string, enough: number): boolean {
  const lines = head.replace(/^(?:\xef\xbb\xbf)?\s*(?:From .*\r?\n)?/, '').split(/\r?\n/);
  if (!/^[A-Za-z][A-Za-z0-9-]*:/.test(lines[0] ?? '')) return false;
  const end = lines.indexOf('');
  const known =
    /^(?:Return-Path|Received|From|To|Subject|Date|Message-ID|MIME-Version|Delivered-To|Content-[A-Za-z-]+|Reply-To|Sender|Cc|DKIM-Signature|ARC-Seal|ARC-Message-Signature|Authentication-Results|X-[\w-]+):/i;
  return lines.slice(0, end < 0 ? undefined : end).filter((line) => known.test(line)).length >= enough;
}

function sniffText(bytes: Uint8Array, file: string): FileKind {
  const text = decodeSample(bytes);
  if (text === undefined) return 'unknown';
  const start = text.replace(/^\ufeff/, '').trimStart();
  if (
    /^(?:<\?xml[^>]*>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype html|html|head|body|meta|table|div|p|span|style)\b/is.test(
      start,
    )
  )
    return 'html';
  if (/^<\?(?:xml|mso)/i.test(start)) return 'office-other';
  return /\.(?:csv|tsv)$/i.test(file) ? 'csv' : 'text';
}

/** The first text of a file; undefined when the bytes are none. */
function decodeSample(bytes: Uint8Array): string | undefined {
  const isCut = bytes.length > sampleBytes;
  let sample = bytes.subarray(0, sampleBytes);
  // A cut in the middle of a letter would make the bytes look broken.
  if (isCut) sample = sample.subarray(0, Math.max(sample.lastIndexOf(0x0a), sample.lastIndexOf(0x20)) + 1);
  const text = decodeBytes(sample);
  return text === undefined ||
    text === '' ||
    /[\u0000-\u0008\u000e-\u0019\u001c-\u001f\ufffd\ufffe]/.test(text)
    ? undefined
    : text;
}
