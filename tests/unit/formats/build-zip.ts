import { crc32, createDeflateRaw, deflateRawSync } from 'node:zlib';

/** A part of a test archive; everything a header can lie about can be set. */
export interface ZipPart {
  readonly name: string | Uint8Array;
  readonly content: string | Uint8Array;
  readonly stored?: boolean;
  readonly flags?: number;
  readonly method?: number;
  readonly declaredSize?: number;
  readonly checksum?: number;
  /** Unix mode, as in 0o120777 for a symbolic link. */
  readonly mode?: number;
  /** Packed bytes as they are, instead of packing `content`. */
  readonly packed?: Uint8Array;
}

/** Builds a zip byte by byte, so that tests can build broken and hostile ones too. */
export function buildZip(parts: readonly ZipPart[]): Buffer {
  const chunks: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const name = typeof part.name === 'string' ? Buffer.from(part.name) : Buffer.from(part.name);
    const content = Buffer.from(part.content as Uint8Array);
    const packed =
      part.packed === undefined
        ? part.stored === true
          ? content
          : deflateRawSync(content)
        : Buffer.from(part.packed);
    const flags = part.flags ?? (typeof part.name === 'string' ? 0x800 : 0);
    const method = part.method ?? (part.stored === true ? 0 : 8);
    const checksum = part.checksum ?? crc32(content);
    const size = part.declaredSize ?? content.length;
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(flags, 2);
    common.writeUInt16LE(method, 4);
    common.writeUInt16LE(0x21, 8);
    common.writeUInt32LE(checksum, 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(size, 18);
    common.writeUInt16LE(name.length, 22);
    chunks.push(Buffer.from('PK\x03\x04'), common, name, packed);
    const central = Buffer.alloc(14);
    central.writeUInt32LE(((part.mode ?? 0) << 16) >>> 0, 6);
    central.writeUInt32LE(offset, 10);
    const madeBy = Buffer.from([20, part.mode === undefined ? 0 : 3]);
    directory.push(Buffer.from('PK\x01\x02'), madeBy, common, central, name);
    offset += 30 + name.length + packed.length;
  }
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(listing.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...chunks, listing, end]);
}

/** Packs that many zero bytes without ever holding them: the inside of a bomb. */
export async function deflateZeros(size: number): Promise<Buffer> {
  const deflate = createDeflateRaw({ level: 1 });
  const chunks: Buffer[] = [];
  deflate.on('data', (chunk: Buffer) => chunks.push(chunk));
  const zeros = Buffer.alloc(10_000_000);
  for (let written = 0; written < size; written += zeros.length) {
    if (!deflate.write(zeros)) await new Promise((resolve) => deflate.once('drain', resolve));
  }
  await new Promise((resolve) => deflate.end(() => resolve(undefined)));
  return Buffer.concat(chunks);
}
