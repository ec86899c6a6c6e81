import type { AttachmentStream, HeaderLines, Headers, MessageText } from 'mailparser';
import { decodeBytes } from './decode-bytes.ts';

export interface MimeLimits {
  readonly parts: number;
  readonly headerBytes: number;
}

export const mimeLimits: MimeLimits = {
  // Attack: 100,000 empty parts, or multiparts in multiparts, each costing objects and stack; a dossier has under 50.
  parts: 400,
  // Attack: a header of megabytes in each part, parsed whole before its body is looked at.
  headerBytes: 256_000,
};

/** A leaf of the mail's structure, in the order of the mail. */
export interface MimePart {
  readonly kind: 'text' | 'html' | 'file';
  readonly contentType: string;
  /** As declared, decoded by RFC 2231 and 2047; '' when there is none. */
  readonly name: string;
  readonly contentId: string | null;
  readonly isInline: boolean;
  /** Inside multipart/alternative: the number of that group; parts of one group say the same in other forms. */
  readonly alternative: number | null;
  /** Body of a text or html part. */
  readonly text: string;
  /** Content of a file; as far as it came when `isCut`. */
  readonly bytes: Uint8Array;
  readonly isCut: boolean;
}

export interface MimeMail {
  readonly headers: Headers;
  /** Names in lower case, values unfolded; in the order of the mail, so the newest Received comes first. */
  readonly headerLines: readonly { readonly name: string; readonly value: string }[];
  readonly parts: readonly MimePart[];
  /** Leaves the mail has; more than `parts` where the limit cut them. */
  readonly partCount: number;
  /** What stopped the reading before the end. */
  readonly problem: 'too-many-parts' | 'header-too-long' | 'broken' | null;
}

/** mailparser's own tree: its events give neither the raw lines of a part, nor text files shown inline, nor which texts are alternatives. */
interface Node {
  readonly headers: Headers;
  readonly headerLines: HeaderLines | false;
  readonly contentType: string | false;
  readonly isAttachment?: boolean;
  readonly disposition?: string;
  readonly textContent?: string;
  readonly children: readonly Node[];
  readonly node: { readonly filename: string | false };
}

/** Splits a mail into its leaves by mailparser's streaming parser; nested messages stay whole. Never rejects: what could not be read is named in `problem`. */
export async function readMime(bytes: Uint8Array, limits: MimeLimits = mimeLimits): Promise<MimeMail> {
  const { MailParser } = await import('mailparser');
  const parser = new MailParser({
    ignoreEmbedded: true,
    // Its own bound drops the whole mail; ours keeps the parts before it.
    maxChildNodes: limits.parts * 10,
    maxHeadSize: limits.headerBytes,
    checksumAlgo: false,
    skipHtmlToText: true,
    skipTextToHtml: true,
    skipTextLinks: true,
    skipImageLinks: true,
  });
  const files = new Map<Headers, { readonly part: AttachmentStream; pieces: Buffer[]; isWhole: boolean }>();
  const problem = await new Promise<MimeMail['problem']>((resolve) => {
    parser.on('data', (part: AttachmentStream | MessageText) => {
      if (part.type !== 'attachment') return;
      const file = { part, pieces: [] as Buffer[], isWhole: false };
      files.set(part.headers, file);
      part.content.on('data', (piece: Buffer) => file.pieces.push(piece));
      part.content.on('error', () => part.release?.());
      part.content.on('end', () => {
        file.isWhole = true;
        part.release?.();
      });
    });
    parser.on('error', (error: Error) => resolve(nameProblem(error)));
    parser.on('end', () => resolve(null));
    parser.end(toReadable(bytes));
  });

  const root = (parser as unknown as { readonly tree: Node | false }).tree;
  const parts: MimePart[] = [];
  let alternatives = 0;
  const walk = (node: Node, alternative: number | null): void => {
    const isAlternative = node.contentType === 'multipart/alternative';
    if (isAlternative && alternative === null) alternatives += 1;
    const group = isAlternative && alternative === null ? alternatives : alternative;
    const file = files.get(node.headers);
    const type = node.contentType || 'text/plain';
    // False where the header of the part names none, which the package's types do not say.
    const given = file?.part.contentType as string | false | undefined;
    if (!type.startsWith('multipart/'))
      parts.push({
        kind: node.isAttachment === true ? 'file' : type === 'text/html' ? 'html' : 'text',
        contentType: given || type,
        name: nameOf(node),
        contentId: file?.part.cid ?? null,
        isInline: node.disposition === 'inline',
        alternative: group,
        text: node.textContent ?? '',
        bytes: Buffer.concat(file?.pieces ?? []),
        isCut: node.isAttachment === true && file?.isWhole !== true,
      });
    for (const child of node.children) walk(child, group);
  };
  if (root !== false) walk(root, null);
  return {
    headers: root === false ? (new Map() as Headers) : root.headers,
    headerLines: unfold((root !== false && root.headerLines) || []),
    parts: parts.slice(0, limits.parts),
    partCount: parts.length,
    problem,
  };
}

/** The lines of a mail's header alone, as `headerLines` of the whole. */
export async function readHeaders(bytes: Uint8Array): Promise<MimeMail['headerLines']> {
  const most = Math.min(bytes.byteLength, mimeLimits.headerBytes - 1_000);
  const mail = Buffer.from(bytes.buffer, bytes.byteOffset, most);
  const head = mail.toString('latin1').split(/\r?\n\r?\n/, 1)[0] ?? '';
  return (await readMime(Buffer.from(`${head}\r\n\r\n`, 'latin1'))).headerLines;
}

function nameProblem(error: Error): MimeMail['problem'] {
  if (/child nodes/.test(error.message)) return 'too-many-parts';
  return /header size/.test(error.message) ? 'header-too-long' : 'broken';
}

/** What mailparser stumbles over put right: a byte order mark or blank lines before the header, lone CR as line end, no blank line between header and first part. */
function toReadable(bytes: Uint8Array): Buffer {
  const mail = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let start = mail.subarray(0, 3).equals(Buffer.from('\ufeff')) ? 3 : 0;
  while (mail[start] === 0x0d || mail[start] === 0x0a) start += 1;
  if (!mail.includes(0x0a) && mail.includes(0x0d))
    return Buffer.from(mail.subarray(start).map((byte) => (byte === 0x0d ? 0x0a : byte)));
  const head = mail.toString('latin1', start, start + mimeLimits.headerBytes).split(/\n\r?\n/, 1)[0] ?? '';
  const part = head.indexOf('\n--');
  if (part < 0) return mail.subarray(start);
  return Buffer.concat([
    mail.subarray(start, start + part + 1),
    Buffer.from('\n'),
    mail.subarray(start + part + 1),
  ]);
}

function unfold(lines: HeaderLines): MimeMail['headerLines'] {
  return lines.filter(({ key }) => key !== '').map(({ key, line }) => ({ name: key, value: rawValue(line) }));
}

/** Value of a header line whose bytes came one a character. */
function rawValue(line: string): string {
  const value = line
    .slice(line.indexOf(':') + 1)
    .replace(/\r?\n[ \t]*/g, ' ')
    .trim();
  return decodeBytes(Buffer.from(value, 'latin1')) ?? value;
}

/** The declared name; an unquoted one with ";" or with bytes of no declared encoding is taken from the raw line, where mailparser cuts or spoils it. */
function nameOf(node: Node): string {
  const name = node.node.filename || '';
  for (const { key, line } of node.headerLines || []) {
    if (key !== 'content-disposition' && key !== 'content-type') continue;
    const value = rawValue(line);
    const isEightBit = /[\u0080-\u00ff]/.test(line);
    const bare = /;\s*(?:file)?name=(?!["\s])(.*?)(?=;\s*[a-z][\w-]*\*?\d*\*?=|$)/i.exec(value)?.[1]?.trim();
    if (bare !== undefined && bare.includes(';') && !bare.includes('=?')) return bare;
    const quoted = isEightBit ? /;\s*(?:file)?name="([^"]*)"/i.exec(value)?.[1] : undefined;
    if (isEightBit && (quoted ?? bare) !== undefined) return quoted ?? bare ?? '';
  }
  return name;
}
