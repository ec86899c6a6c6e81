import type { PackedEntry } from './zip-guard.ts';

/** WinZip AES (0x9901): the only extra field needed to unpack an entry; a Unicode path (0x7075) would bring the old name back. */
const aesField = 0x9901;

/** The name is plain ASCII. */
const utf8Flag = 0x800;

/**
 * A zip (APPNOTE 4.3) of those entries as they are packed, named "0", "1" … in their order: complaints about them can then be
 * told apart, and no name in an unknown encoding is given to another program.
 */
export function repackZip(entries: readonly PackedEntry[]): Uint8Array {
  const pieces: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [index, entry] of entries.entries()) {
    const name = Buffer.from(String(index));
    const extra = Buffer.concat(
      entry.extraFields
        .filter(({ id }) => id === aesField)
        .map(({ id, data }) => Buffer.concat([uint16(id), uint16(data.length), data])),
    );
    const sizes = [uint32(entry.checksum), uint32(entry.packed.length), uint32(entry.size)];
    const common = Buffer.concat([
      uint16(51),
      // Bit 3 stays: it says what the password is checked against (APPNOTE 6.1.6).
      uint16(entry.flags & ~utf8Flag),
      uint16(entry.method),
      uint16(entry.time),
      uint16(entry.date),
      ...sizes,
      uint16(name.length),
      uint16(extra.length),
    ]);
    const hasDescriptor = (entry.flags & 8) !== 0;
    const descriptor = hasDescriptor ? [Buffer.from('PK\x07\x08'), ...sizes] : [];
    const local = [Buffer.from('PK\x03\x04'), common, name, extra, entry.packed, ...descriptor];
    directory.push(
      Buffer.concat([
        Buffer.from('PK\x01\x02'),
        uint16(51),
        common,
        uint16(0),
        uint16(0),
        uint16(0),
        uint32(0),
        uint32(offset),
        name,
        extra,
      ]),
    );
    const written = Buffer.concat(local);
    pieces.push(written);
    offset += written.length;
  }
  const listing = Buffer.concat(directory);
  return Buffer.concat([
    ...pieces,
    listing,
    Buffer.from('PK\x05\x06'),
    uint16(0),
    uint16(0),
    uint16(entries.length),
    uint16(entries.length),
    uint32(listing.length),
    uint32(offset),
    uint16(0),
  ]);
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value & 0xffff);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(Math.min(value, 0xffffffff));
  return bytes;
}
