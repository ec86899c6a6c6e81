import type { AddressObject, EmailAddress, Headers } from 'mailparser';
import type { Finding } from '../domain/finding.ts';
import { makeFinding } from '../domain/finding-catalogue.ts';
import { toNfc } from '../vietnamese/fold.ts';
import { keepNamesApart, repairFileName } from './file-name.ts';
import { readHtmlText, readLinks } from './html-text.ts';
import { parseMailDate } from './mail-date.ts';
import { findPasswords, mostPasswords } from './find-passwords.ts';
import { mimeLimits, readMime, type MimeLimits, type MimeMail, type MimePart } from './read-mime.ts';
import { isSignatureImage } from './signature-image.ts';
import { linesOfSes } from './trust/sender-proof.ts';

/** Attack: a body of 50 MB goes through every search for words, links and passwords; a long letter has 20,000 letters. */
const longestBody = 1_000_000;

/** Attack: a mail in a mail in a mail, each parsed for its passwords; a commune's forward of a forward is two. */
const mostForwarded = 3;

/** Attack: a header of many kilobytes in what is kept of every mail. */
const longestVerdict = 2_000;

/** Attack: thousands of X-Loop lines, addresses of many kilobytes; a path has 256 octets (RFC 5321 §4.5.3.1.3). */
const mostLoops = 20;
const longestAddress = 320;

const listMarks = ['list-id', 'list-unsubscribe', 'list-post', 'list-help', 'mailing-list', 'x-mailing-list'];

export interface MailAddress {
  /** Lower case. */
  readonly address: string;
  readonly name: string;
}

/** What the header says about how the mail came to be; null or false where it says nothing. */
export interface MailHeaderFacts {
  /** RFC 3834 §5, in lower case: "no", "auto-replied", "auto-generated" … */
  readonly autoSubmitted: string | null;
  /** An answering machine's own mark (X-Autoreply, X-Autorespond). */
  readonly hasAutoReplyMark: boolean;
  readonly precedence: string | null;
  readonly listId: string | null;
  /** Return-Path "<>": an automatic mail nobody may answer (RFC 5321 §4.5.5). */
  readonly returnPathEmpty: boolean;
  /** The topmost Return-Path, in lower case; absent where there is none, and from mails read before it was kept. */
  readonly returnPath?: string;
  /** Any header of a list or a bulk sender (RFC 2369, RFC 2919, RFC 8058). */
  readonly isList?: true;
  /** The sender asks for no automatic answers (X-Auto-Response-Suppress). */
  readonly suppressesAnswers?: true;
  /** Addresses in X-Loop: machines that have had this mail. */
  readonly loop?: readonly string[];
  readonly contentType: string | null;
  /** Kind of a multipart/report (RFC 6522). */
  readonly reportType: string | null;
  /** The mail names more than one sender, or has more than one From line. */
  readonly hasSeveralSenders?: true;
  /** The topmost marks of a mailbox that checked the mail (RFC 8601; Amazon SES), in lower case; absent where it has none. */
  readonly verdicts?: {
    readonly authentication: string | null;
    readonly spam: string | null;
    readonly virus: string | null;
  };
}

export interface MailAttachment {
  /** File name, NFC, without folders, unique in its mail. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** A logo or icon of the mail itself, not a page of the dossier. */
  readonly signatureImage: boolean;
  readonly contentType: string;
}

/** A mail as the pipeline works on it. */
export interface InboundMail {
  readonly messageId: string | null;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  readonly from: MailAddress | null;
  readonly to: readonly MailAddress[];
  readonly subject: string | null;
  /** Date header, ISO UTC. */
  readonly date: string | null;
  /** Topmost Received header, ISO UTC. */
  readonly receivedAt: string | null;
  readonly headers: MailHeaderFacts;
  /** Plain text, NFC; made from the HTML where there is no text; quoted mails kept. */
  readonly textBody: string;
  /** Web addresses of text and HTML, each once. */
  readonly links: readonly string[];
  readonly attachments: readonly MailAttachment[];
  /** Passwords told by the text, and by the mails forwarded with it. */
  readonly passwords: readonly string[];
  /** What of the mail could not be read or was cut. */
  readonly findings: readonly Finding[];
}

/**
 * Bytes of a mail (RFC 5322, MIME) as an InboundMail; garbage gives one that may hold nothing. Never throws for bad bytes.
 * `called` names the mail in findings ("thư", or the path of a nested one); `limits` bounds its structure.
 */
export async function parseMail(
  bytes: Uint8Array,
  called = 'thư',
  limits: MimeLimits = mimeLimits,
): Promise<InboundMail> {
  return parseNested({ bytes, called, limits, depth: 1 });
}

async function parseNested(input: {
  readonly bytes: Uint8Array;
  readonly called: string;
  readonly limits: MimeLimits;
  readonly depth: number;
}): Promise<InboundMail> {
  const { bytes, called, limits, depth } = input;
  const mime = await readMime(bytes, limits);
  const { headers } = mime;
  const raw = (name: string) => mime.headerLines.find((line) => line.name === name)?.value ?? null;
  const returnPath = readPath(raw('return-path'));
  const loop = mime.headerLines
    .filter(({ name }) => name === 'x-loop')
    .slice(0, mostLoops)
    .map(({ value }) => value.trim().toLowerCase().slice(0, longestAddress));
  const { bodies, files } = sortParts(mime.parts);
  const html = bodies.filter((part) => part.kind === 'html').map((part) => part.text);
  const body = tidyText(readBody(bodies));
  const findings = describeProblems(mime, called);
  if (body.length > longestBody)
    findings.push(
      makeFinding('processing-limit', {
        document: `nội dung ${called}`,
        read: `${longestBody}`,
        total: `${body.length} ký tự`,
      }),
    );
  const textBody = body.slice(0, longestBody);
  const attachments = await nameAttachments(files, html.join('\n'));
  const passwords = findPasswords(textBody);
  for (const { contentType, bytes: forwarded } of attachments)
    if (contentType === 'message/rfc822' && depth < mostForwarded && passwords.length < mostPasswords)
      passwords.push(
        ...(await parseNested({ bytes: forwarded, called, limits, depth: depth + 1 })).passwords,
      );
  return {
    messageId: text(headers.get('message-id')),
    inReplyTo: text(headers.get('in-reply-to')),
    references: [headers.get('references') ?? []].flat().filter((value) => typeof value === 'string'),
    from: addressesOf(headers, 'from')[0] ?? null,
    to: addressesOf(headers, 'to'),
    subject: subjectOf(headers, raw('subject')),
    date: parseMailDate(raw('date') ?? ''),
    receivedAt: parseMailDate((raw('received') ?? '').split(';').at(-1) ?? ''),
    headers: {
      autoSubmitted: raw('auto-submitted')?.toLowerCase() ?? null,
      hasAutoReplyMark: ['x-autoreply', 'x-autorespond', 'x-auto-reply-from'].some(
        (name) => raw(name) !== null,
      ),
      precedence: raw('precedence')?.toLowerCase() ?? null,
      listId: raw('list-id'),
      returnPathEmpty: returnPath === '',
      ...(returnPath !== undefined && returnPath !== '' && { returnPath }),
      ...(listMarks.some((name) => raw(name) !== null) && { isList: true }),
      ...(!/^(?:none)?$/i.test(raw('x-auto-response-suppress') ?? '') && { suppressesAnswers: true }),
      ...(loop.length > 0 && { loop }),
      ...((addressesOf(headers, 'from').length > 1 ||
        mime.headerLines.filter(({ name }) => name === 'from').length > 1) && { hasSeveralSenders: true }),
      contentType: structured(headers, 'content-type')?.value.toLowerCase() ?? null,
      reportType: structured(headers, 'content-type')?.params['report-type']?.toLowerCase() ?? null,
      ...readVerdicts(mime.headerLines),
    },
    textBody,
    links: [...new Set([...html.flatMap(readLinks), ...findWebAddresses(textBody)])],
    attachments,
    passwords: [...new Set(passwords)].slice(0, mostPasswords),
    findings,
  };
}

/** The topmost ones; of those of SES only what it wrote itself. */
function readVerdicts(lines: MimeMail['headerLines']): Pick<MailHeaderFacts, 'verdicts'> {
  const ofSes = linesOfSes(lines);
  const topmost = (from: MimeMail['headerLines'], name: string): string | null =>
    from
      .find((line) => line.name === name)
      ?.value.toLowerCase()
      .trim()
      .slice(0, longestVerdict) ?? null;
  const verdicts = {
    authentication: topmost(lines, 'authentication-results'),
    spam: topmost(ofSes, 'x-ses-spam-verdict'),
    virus: topmost(ofSes, 'x-ses-virus-verdict'),
  };
  return Object.values(verdicts).some((verdict) => verdict !== null) ? { verdicts } : {};
}

/** The address of a Return-Path: '' for the null one, undefined where it is absent or names none. */
function readPath(value: string | null): string | undefined {
  const path = /^<\s*([^<>]*?)\s*>/.exec(value ?? '')?.[1] ?? value?.trim();
  return path === undefined || (path !== '' && !path.includes('@'))
    ? undefined
    : path.toLowerCase().slice(0, longestAddress);
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** mailparser spoils a subject with bytes of no declared encoding; the raw line is read instead. */
function subjectOf(headers: Headers, raw: string | null): string | null {
  const subject = text(headers.get('subject'));
  const best = subject?.includes('\ufffd') === true && raw?.includes('=?') === false ? raw : subject;
  return best === null
    ? null
    : toNfc(best)
        .replace(/[\u0000-\u001f]+/g, ' ')
        .trim();
}

function structured(
  headers: Headers,
  name: string,
): { readonly value: string; readonly params: Readonly<Record<string, string>> } | undefined {
  const value = headers.get(name);
  return typeof value === 'object' && 'params' in value && typeof value.value === 'string'
    ? (value as { value: string; params: Record<string, string> })
    : undefined;
}

function addressesOf(headers: Headers, name: string): readonly MailAddress[] {
  const listed = [headers.get(name) ?? []].flat() as readonly AddressObject[];
  const flat = (entry: EmailAddress): readonly EmailAddress[] => entry.group ?? [entry];
  return listed
    .flatMap((list) => list.value.flatMap(flat))
    .filter((entry) => (entry.address ?? '') !== '')
    .map((entry) => ({ address: (entry.address ?? '').toLowerCase(), name: toNfc(entry.name) }));
}

/** Bodies, and files; a text part with a name behind the first text is a file a phone shows inline. */
function sortParts(parts: readonly MimePart[]): {
  readonly bodies: readonly MimePart[];
  readonly files: readonly MimePart[];
} {
  const first = parts.findIndex((part) => part.kind !== 'file');
  const isFile = (part: MimePart, index: number) =>
    part.kind === 'file' || (part.name !== '' && part.alternative === null && index > first);
  return {
    bodies: parts.filter((part, index) => !isFile(part, index)),
    files: parts.filter(isFile),
  };
}

/** The text of the mail; of alternatives the plain one unless it is blank. */
function readBody(bodies: readonly MimePart[]): string {
  const shown = bodies.filter(
    (part) =>
      part.alternative === null ||
      part ===
        (bodies.find((other) => other.alternative === part.alternative && hasPlainText(other)) ??
          bodies.find((other) => other.alternative === part.alternative && other.kind === 'html')),
  );
  return shown.map((part) => (part.kind === 'html' ? readHtmlText(part.text) : part.text)).join('\n');
}

function hasPlainText(part: MimePart): boolean {
  return part.kind === 'text' && part.text.trim() !== '';
}

function tidyText(body: string): string {
  return toNfc(body.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0008\u000b-\u001f\ufeff]/g, ''))
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trim();
}

/** Web addresses written out in a text, without the punctuation behind them. */
export function findWebAddresses(body: string): readonly string[] {
  const found = body.matchAll(/https?:\/\/[^\s<>"'“”()[\]]{1,2000}/gi);
  return [...found].map((match) => match[0].replace(/[.,;:!?]+$/, ''));
}

async function nameAttachments(files: readonly MimePart[], html: string): Promise<readonly MailAttachment[]> {
  const apart = keepNamesApart();
  const shown = new Set([...html.matchAll(/cid:([^"'\s<>)]{1,250})/gi)].map((match) => match[1]));
  const attachments: MailAttachment[] = [];
  for (const part of files) {
    const bytes = part.kind === 'file' ? undoSecondBase64(part.bytes) : Buffer.from(part.text);
    const contentType = part.contentType.toLowerCase();
    attachments.push({
      path: apart(repairFileName(part.name) || (await inventName(contentType, bytes))),
      bytes,
      signatureImage: isSignatureImage({
        bytes,
        isShownInText: part.isInline || shown.has(part.contentId ?? undefined),
      }),
      contentType,
    });
  }
  return attachments;
}

const extensions: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'application/msword': 'doc',
  'application/vnd.ms-excel': 'xls',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/zip': 'zip',
  'application/x-zip-compressed': 'zip',
  'application/rtf': 'rtf',
  'text/plain': 'txt',
  'text/html': 'html',
  'text/csv': 'csv',
  'text/calendar': 'ics',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
  'image/tiff': 'tif',
  'image/heic': 'heic',
};

/** A name for a part without one: a nested message is called by its subject, other parts by their type. */
async function inventName(contentType: string, bytes: Uint8Array): Promise<string> {
  if (contentType === 'message/rfc822') {
    const head =
      Buffer.from(bytes.subarray(0, 64_000))
        .toString('latin1')
        .split(/\r?\n\r?\n/)[0] ?? '';
    const { headers } = await readMime(Buffer.from(`${head}\r\n\r\n`, 'latin1'));
    const subject = text(headers.get('subject')) ?? '';
    return `${repairFileName(subject.replace(/[/\\]/g, '-').slice(0, 100)) || 'Thư đính kèm'}.eml`;
  }
  const extension = extensions[contentType];
  const stem = contentType.startsWith('image/') ? 'Ảnh đính kèm' : 'Tệp đính kèm';
  return extension === undefined ? stem : `${stem}.${extension}`;
}

/** How files begin that only gateways wrap a second time, or without declaring it. */
const beginnings = [
  'PK\x03\x04',
  '%PDF-',
  '\xd0\xcf\x11\xe0',
  '\xff\xd8\xff',
  '\x89PNG',
  'Rar!',
  '7z\xbc\xaf',
  '{\\rtf',
];

/** Content whose base64 was declared as something else, or twice over, decoded; other content unchanged. */
function undoSecondBase64(bytes: Uint8Array): Uint8Array {
  const start = Buffer.from(bytes.subarray(0, 400)).toString('latin1');
  if (start.length < 60 || !/^[A-Za-z0-9+/=\s]+$/.test(start)) return bytes;
  const begins = Buffer.from(start.replace(/\s/g, '').slice(0, 40), 'base64').toString('latin1');
  if (!beginnings.some((beginning) => begins.startsWith(beginning))) return bytes;
  return Buffer.from(Buffer.from(bytes).toString('latin1'), 'base64');
}

function describeProblems(mime: MimeMail, called: string): Finding[] {
  switch (mime.problem) {
    case null:
      break;
    case 'too-many-parts':
      return [unreadable(called, 'thư có quá nhiều phần, có thể gây hại')];
    case 'header-too-long':
      return [unreadable(called, 'phần đầu thư dài bất thường, thư chưa đọc được hết')];
    case 'broken':
      return [unreadable(called, 'cấu trúc thư bị hỏng, có thể còn phần chưa đọc được')];
  }
  if (structured(mime.headers, 'content-type')?.value.toLowerCase() === 'message/partial')
    return [
      unreadable(
        called,
        'thư này chỉ là một phần của một thư bị chia nhỏ (message/partial), các phần không tự ghép được; đề nghị gửi lại các tệp trong một thư hoặc chia tệp ra nhiều thư',
      ),
    ];
  if (mime.partCount > mime.parts.length)
    return [
      makeFinding('processing-limit', {
        document: called,
        read: `${mime.parts.length}`,
        total: `${mime.partCount} phần`,
      }),
    ];
  // "No attachment" is not believed of a mail in which not even an empty part was found.
  const isEmpty =
    mime.partCount === 0 ||
    (mime.headerLines.length === 0 && mime.parts.every((part) => part.text.trim() + part.name === ''));
  return isEmpty
    ? [unreadable(called, 'không tìm thấy phần nội dung nào, thư trống hoặc cấu trúc thư bị hỏng')]
    : [];
}

function unreadable(called: string, reason: string): Finding {
  return makeFinding('unreadable-file', { file: called, reason });
}
