import { crc32 } from 'node:zlib';

/** A stored file of a test archive; what a header can lie about can be set. */
export interface RarPart {
  readonly name: string;
  readonly content: string;
  readonly checksum?: number;
  /** Target of a symbolic link (version 5). */
  readonly linkTo?: string;
  /** The file goes on in the next volume (version 5). */
  readonly goesOn?: boolean;
  /** Null: "size unknown" (version 5). */
  readonly declaredSize?: null;
}

/** Builds a RAR of stored files byte by byte: no free program writes any. */
export function buildRar(version: 4 | 5, parts: readonly RarPart[]): Buffer {
  return version === 4 ? buildRar4(parts) : buildRar5(parts);
}

function buildRar4(parts: readonly RarPart[]): Buffer {
  const block = (type: number, flags: number, body: Buffer): Buffer => {
    const head = Buffer.alloc(5);
    head.writeUInt8(type, 0);
    head.writeUInt16LE(flags, 1);
    head.writeUInt16LE(7 + body.length, 3);
    const whole = Buffer.concat([head, body]);
    const checksum = Buffer.alloc(2);
    checksum.writeUInt16LE(crc32(whole) & 0xffff);
    return Buffer.concat([checksum, whole]);
  };
  const file = ({ name, content, checksum }: RarPart): Buffer => {
    const bytes = Buffer.from(content);
    const encoded = Buffer.from(name);
    const fixed = Buffer.alloc(25);
    fixed.writeUInt32LE(bytes.length, 0);
    fixed.writeUInt32LE(bytes.length, 4);
    fixed.writeUInt8(3, 8);
    fixed.writeUInt32LE(checksum ?? crc32(bytes), 9);
    fixed.writeUInt32LE(0x21_0000, 13);
    fixed.writeUInt8(29, 17);
    fixed.writeUInt8(0x30, 18);
    fixed.writeUInt16LE(encoded.length, 19);
    fixed.writeUInt32LE(0o100644, 21);
    // 0x8200: has contents, and a name in UTF-8.
    return Buffer.concat([block(0x74, 0x8200, Buffer.concat([fixed, encoded])), bytes]);
  };
  return Buffer.concat([
    Buffer.from('Rar!\x1a\x07\x00', 'latin1'),
    block(0x73, 0, Buffer.alloc(6)),
    ...parts.map(file),
    block(0x7b, 0x4000, Buffer.alloc(0)),
  ]);
}

function buildRar5(parts: readonly RarPart[]): Buffer {
  const block = (...fields: readonly (number | Buffer)[]): Buffer => {
    const body = Buffer.concat(fields.map((field) => (typeof field === 'number' ? vint(field) : field)));
    const sized = Buffer.concat([vint(body.length), body]);
    return Buffer.concat([uint32(crc32(sized)), sized]);
  };
  const file = (part: RarPart): Buffer => {
    const bytes = Buffer.from(part.content);
    const name = Buffer.from(part.name);
    const target = Buffer.from(part.linkTo ?? '');
    // Redirection record (type 5): a Unix symbolic link.
    const record = Buffer.concat([vint(5), vint(1), vint(0), vint(target.length), target]);
    const extra = part.linkTo === undefined ? Buffer.alloc(0) : Buffer.concat([vint(record.length), record]);
    const flags = 2 + (extra.length > 0 ? 1 : 0) + (part.goesOn === true ? 0x10 : 0);
    const head = block(
      2,
      flags,
      ...(extra.length > 0 ? [extra.length] : []),
      bytes.length,
      part.declaredSize === null ? 4 + 8 : 4,
      bytes.length,
      0o100644,
      uint32(part.checksum ?? crc32(bytes)),
      0,
      1,
      name.length,
      name,
      extra,
    );
    return Buffer.concat([head, bytes]);
  };
  const isVolume = parts.some(({ goesOn }) => goesOn === true);
  return Buffer.concat([
    Buffer.from('Rar!\x1a\x07\x01\x00', 'latin1'),
    block(1, 0, isVolume ? 1 : 0),
    ...parts.map(file),
    block(5, 0, isVolume ? 1 : 0),
  ]);
}

function vint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  do {
    bytes.push((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0));
    rest >>>= 7;
  } while (rest > 0);
  return Buffer.from(bytes);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
