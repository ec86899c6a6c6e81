import { decodeBytes } from '../mail/decode-bytes.ts';
import { readHtmlText, readLinks } from '../mail/html-text.ts';
import { findWebAddresses } from '../mail/parse-mail.ts';
import { unpackRtf } from './unpack-rtf.ts';

/** A file of a winmail.dat. */
export interface TnefAttachment {
  /** As written there; '' when it has none. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** The bytes are a TNEF stream again. */
  readonly isMessage: boolean;
}

/** What a winmail.dat holds, as far as it could be read. */
export interface TnefMessage {
  readonly attachments: readonly TnefAttachment[];
  /** Plain body, or the words of the HTML one; '' when there is neither. */
  readonly text: string;
  /** Web addresses of the body. */
  readonly links: readonly string[];
  /** Body in rich text, unpacked. */
  readonly rtf: Uint8Array | null;
  readonly problem: 'cut' | 'too-many-attachments' | null;
}

// Attack: 1 MB of empty attachments makes 60,000 documents; a dossier has under 50.
const mostAttachments = 400;

// Attack: a property that says it has four billion values.
const mostValues = 100_000;

/** Attributes of [MS-OXTNEF] 2.1.3.2 that are looked at. */
const attributes = {
  body: 0x0002_800c,
  message: 0x0006_9003,
  attachmentStart: 0x0006_9002,
  attachmentTitle: 0x0001_8010,
  attachmentBytes: 0x0006_800f,
  attachment: 0x0006_9005,
} as const;

/** Properties of [MS-OXPROPS] that are looked at. */
const properties = {
  body: 0x1000,
  packedRtf: 0x1009,
  html: 0x1013,
  displayName: 0x3001,
  bytes: 0x3701,
  shortName: 0x3704,
  longName: 0x3707,
} as const;

const types = { object: 0x0d, text8: 0x1e, text16: 0x1f, binary: 0x102 } as const;

/** IID_IMessage: an embedded message, as TNEF of its own. */
const messageInterface = '0703020000000000c000000000000046';

/** Reads a TNEF stream ([MS-OXTNEF]) as far as it goes. Never throws; an attribute whose checksum is wrong ends the reading, since digits in it may be wrong too. */
export function readTnef(bytes: Uint8Array): TnefMessage {
  const attachments: { title: string; names: Map<number, string>; bytes: Uint8Array; isMessage: boolean }[] =
    [];
  let text = '';
  const links: string[] = [];
  let rtf: Uint8Array | null = null;
  const finish = (problem: TnefMessage['problem']): TnefMessage => ({
    attachments: attachments.map(({ title, names, ...rest }) => ({
      name:
        names.get(properties.longName) ??
        names.get(properties.displayName) ??
        names.get(properties.shortName) ??
        title,
      ...rest,
    })),
    text,
    links: [...links, ...findWebAddresses(text)],
    rtf,
    problem,
  });

  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // Signature and key, then attributes: level (1), id (4), length (4), content, checksum (2).
  let at = 6;
  while (at + 11 <= bytes.length) {
    const id = view.getUint32(at + 1, true);
    const length = view.getUint32(at + 5, true);
    const end = at + 9 + length;
    if (end + 2 > bytes.length) return finish('cut');
    const content = bytes.subarray(at + 9, end);
    if (view.getUint16(end, true) !== sumBytes(content)) return finish('cut');
    at = end + 2;
    if (id === attributes.attachmentStart) {
      if (attachments.length >= mostAttachments) return finish('too-many-attachments');
      attachments.push({ title: '', names: new Map(), bytes: new Uint8Array(), isMessage: false });
      continue;
    }
    const current = attachments.at(-1);
    if (id === attributes.body) text ||= decodeText(content);
    else if (id === attributes.attachmentTitle && current !== undefined) current.title = decodeText(content);
    else if (id === attributes.attachmentBytes && current !== undefined) current.bytes = content;
    else if (id === attributes.message || id === attributes.attachment) {
      const found = readProperties(content);
      for (const property of found.properties) {
        if (id === attributes.message) {
          if (property.id === properties.body) text ||= property.text;
          else if (property.id === properties.html) {
            const html = decodeText(property.bytes);
            links.push(...readLinks(html));
            text ||= readHtmlText(html);
          } else if (property.id === properties.packedRtf) rtf = unpackRtf(property.bytes);
        } else if (current !== undefined) {
          if (property.id !== properties.bytes) current.names.set(property.id, property.text);
          else if (property.type === types.binary) current.bytes = property.bytes;
          else if (property.type === types.object) {
            current.bytes = property.bytes.subarray(16);
            current.isMessage =
              Buffer.from(property.bytes.subarray(0, 16)).toString('hex') === messageInterface;
          }
        }
      }
      if (found.isCut) return finish('cut');
    }
  }
  return finish(at === bytes.length ? null : 'cut');
}

interface Property {
  readonly id: number;
  readonly type: number;
  readonly bytes: Uint8Array;
  readonly text: string;
}

/** The properties of one encapsulated list ([MS-OXTNEF] 2.1.3.4) that are looked at. */
function readProperties(content: Uint8Array): {
  readonly properties: readonly Property[];
  readonly isCut: boolean;
} {
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  const wanted: readonly number[] = Object.values(properties);
  const found: Property[] = [];
  let at = 4;
  try {
    const count = view.getUint32(0, true);
    for (let index = 0; index < count; index += 1) {
      const type = view.getUint16(at, true);
      const id = view.getUint16(at + 2, true);
      at += 4;
      if (id >= 0x8000) at = skipName(view, at);
      const base = type & ~0x1000;
      const isSized = [types.object, types.text8, types.text16, types.binary].includes(base as 0x0d);
      const values = isSized || type !== base ? view.getUint32(at, true) : 1;
      if (isSized || type !== base) at += 4;
      if (values > mostValues) return { properties: found, isCut: true };
      for (let value = 0; value < values; value += 1) {
        const length = isSized ? view.getUint32(at, true) : sizeOf(base);
        if (isSized) at += 4;
        if (at + length > content.length) return { properties: found, isCut: true };
        const bytes = content.subarray(at, at + length);
        if (wanted.includes(id) && value === 0)
          found.push({ id, type, bytes, text: decodeText(bytes, base === types.text16) });
        at += Math.ceil(length / 4) * 4;
      }
    }
    return { properties: found, isCut: false };
  } catch (error) {
    // Read past the end.
    if (error instanceof RangeError) return { properties: found, isCut: true };
    throw error;
  }
}

/** A named property: 16 bytes of set, then a number, or a name padded to 4 bytes. */
function skipName(view: DataView, at: number): number {
  const isNamed = view.getUint32(at + 16, true) === 1;
  const value = view.getUint32(at + 20, true);
  return at + 24 + (isNamed ? Math.ceil(value / 4) * 4 : 0);
}

/** Bytes of a value of fixed size: 8-byte numbers and times, identifiers of 16, all others in 4. */
function sizeOf(type: number): number {
  if (type === 0x48) return 16;
  return [0x05, 0x06, 0x07, 0x14, 0x40].includes(type) ? 8 : 4;
}

function sumBytes(bytes: Uint8Array): number {
  let sum = 0;
  for (const byte of bytes) sum = (sum + byte) & 0xffff;
  return sum;
}

function decodeText(bytes: Uint8Array, isUtf16 = false): string {
  const text = isUtf16
    ? new TextDecoder('utf-16le').decode(bytes)
    : (decodeBytes(bytes) ?? new TextDecoder('windows-1258').decode(bytes));
  return text.replace(/\0[^]*$/, '').normalize('NFC');
}
