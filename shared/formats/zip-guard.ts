import { crc32, createInflateRaw } from 'node:zlib';
import {
  fromBufferPromise,
  getFileNameLowLevel,
  type Entry as RawEntry,
  type ZipFile as RawZip,
} from 'yauzl';

/** Bounds on what an archive may unfold to; sizes in bytes. */
export interface ZipLimits {
  readonly entryBytes: number;
  readonly totalBytes: number;
  readonly entries: number;
  /** Inflated bytes per packed byte used for them, judged once an entry is over `ratioFromBytes`. */
  readonly ratio: number;
  readonly ratioFromBytes: number;
}

export const zipLimits: ZipLimits = {
  // Attack: one part of some MB unfolds to GBs (a 3.9 MB xlsx of zeros to 1.1 GB) and kills the reader.
  entryBytes: 100_000_000,
  // Attack: many parts, each just under the bound, or overlapping ones that share the same packed bytes.
  totalBytes: 250_000_000,
  // Attack: a directory of 65,000 empty entries makes 65,000 documents out of one mail.
  entries: 2_000,
  // Attack: a bomb below the size bounds repeated in every mail; honest sheets stay under 100.
  ratio: 200,
  ratioFromBytes: 10_000_000,
};

// Attack: a 64 KB name floods findings, logs and pages.
const longestName = 1_000;

/** Why an archive or an entry of it cannot be used. */
export type ZipProblem =
  | 'encrypted'
  | 'too-large'
  | 'too-many-entries'
  | 'corrupt'
  | 'unsupported-method'
  /** Absolute path, "..", or a name no file can have. */
  | 'traversal'
  | 'link';

/** An entry of the archive's directory. */
export interface ZipEntry {
  /** NFC, "/" between segments; relative and without ".." unless `problem` is 'traversal'. */
  readonly path: string;
  readonly isFolder: boolean;
  readonly packedBytes: number;
  /** Known from the directory already; reading the entry gives the same. */
  readonly problem: ZipProblem | null;
}

export type ZipRead = { readonly bytes: Uint8Array } | { readonly problem: ZipProblem };

/** An archive whose parts can only be had through the byte counter. */
export interface GuardedZip {
  /** In the order of the directory; as far as it could be read. */
  readonly entries: readonly ZipEntry[];
  /** What is wrong with the directory as a whole; the entries before the damage are still usable. */
  readonly problem: ZipProblem | null;
  /** Inflates one entry; the checksum is verified. */
  readonly read: (entry: ZipEntry) => Promise<ZipRead>;
  /**
   * Inflates one entry piece by piece, for parts too large to hold; stops early when `take` returns 'stop'.
   * Resolves to the problem, or null. The checksum is only known at the end: a 'corrupt' then means the pieces taken are void.
   */
  readonly stream: (
    entry: ZipEntry,
    take: (piece: Uint8Array) => 'stop' | undefined,
  ) => Promise<ZipProblem | null>;
  /** An entry as it is packed, with what its directory says, for a program that opens what this reader does not; undefined when it is not there. */
  readonly readPacked: (entry: ZipEntry) => Promise<PackedEntry | undefined>;
}

/** An entry of the directory (APPNOTE 4.3.12) and its packed bytes. */
export interface PackedEntry {
  readonly flags: number;
  readonly method: number;
  /** MS-DOS time and date, 2 bytes each. */
  readonly time: number;
  readonly date: number;
  readonly checksum: number;
  readonly size: number;
  readonly extraFields: readonly { readonly id: number; readonly data: Uint8Array }[];
  readonly packed: Uint8Array;
}

/**
 * Opens a zip without believing it: names are judged, inflated bytes are counted (declared sizes are ignored), checksums verified.
 * Never throws for bad bytes. Prefix and trailing junk is tolerated; zip64 and data descriptors are read.
 */
export async function openGuardedZip(bytes: Uint8Array, limits: ZipLimits = zipLimits): Promise<GuardedZip> {
  const raws = new Map<ZipEntry, RawEntry>();
  const trimmed = trimJunk(bytes);
  const { zip, problem } = await readDirectory(trimmed, limits, raws);
  const counter = { inflated: 0 };

  const stream: GuardedZip['stream'] = async (entry, take) => {
    const raw = raws.get(entry);
    if (entry.problem !== null) return entry.problem;
    if (zip === undefined || raw === undefined) return 'corrupt';
    return await inflate({ zip, bytes: trimmed }, raw, limits, counter, take);
  };

  const read: GuardedZip['read'] = async (entry) => {
    const pieces: Uint8Array[] = [];
    const failure = await stream(entry, (piece) => {
      pieces.push(piece);
      return undefined;
    });
    return failure === null ? { bytes: Buffer.concat(pieces) } : { problem: failure };
  };

  const readPacked: GuardedZip['readPacked'] = async (entry) => {
    const raw = raws.get(entry);
    const start = zip === undefined || raw === undefined ? undefined : await findPackedBytes(zip, raw);
    if (raw === undefined || start === undefined) return undefined;
    return {
      flags: raw.generalPurposeBitFlag,
      method: raw.compressionMethod,
      time: raw.lastModFileTime,
      date: raw.lastModFileDate,
      checksum: raw.crc32,
      size: raw.uncompressedSize,
      extraFields: raw.extraFields,
      packed: trimmed.subarray(start, start + raw.compressedSize),
    };
  };

  return { entries: [...raws.keys()], problem, read, stream, readPacked };
}

interface Archive {
  readonly zip: RawZip;
  readonly bytes: Uint8Array;
}

async function readDirectory(
  bytes: Uint8Array,
  limits: ZipLimits,
  raws: Map<ZipEntry, RawEntry>,
): Promise<{ zip?: RawZip; problem: ZipProblem | null }> {
  let zip: RawZip | undefined;
  try {
    // Names stay bytes: yauzl would stop the whole archive at one "../". Sizes are counted here, not compared there.
    zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
      decodeStrings: false,
      validateEntrySizes: false,
    });
    for await (const raw of zip.eachEntry()) {
      if (raws.size >= limits.entries) return { zip, problem: 'too-many-entries' };
      raws.set(describeEntry(raw), raw);
    }
    return { zip, problem: null };
  } catch (error) {
    const problem = /encrypt/.test(String(error)) ? 'encrypted' : 'corrupt';
    return zip === undefined ? { problem } : { zip, problem };
  }
}

function describeEntry(raw: RawEntry): ZipEntry {
  const path = decodeName(raw);
  return {
    path,
    isFolder: path.endsWith('/'),
    packedBytes: raw.compressedSize,
    problem: judgeEntry(raw, path),
  };
}

function judgeEntry(raw: RawEntry, path: string): ZipProblem | null {
  const bad =
    path === '' ||
    path.length > longestName ||
    path.startsWith('/') ||
    /^[A-Za-z]:/.test(path) ||
    /[\u0000-\u001f]/.test(path) ||
    path.split('/').includes('..');
  if (bad) return 'traversal';
  const unixMode = raw.versionMadeBy >>> 8 === 3 ? raw.externalFileAttributes >>> 16 : 0;
  if ((unixMode & 0xf000) === 0xa000) return 'link';
  if (raw.isEncrypted()) return 'encrypted';
  return raw.compressionMethod === 0 || raw.compressionMethod === 8 ? null : 'unsupported-method';
}

/** Name as Unicode: the Info-ZIP field or the UTF-8 flag if present; else UTF-8 when the bytes are that, since phones and old tools write it without the flag; else CP437 (APPNOTE 4.4.4, appendix D). */
function decodeName(raw: RawEntry): string {
  const bytes = raw.fileName as unknown as Buffer;
  const flagged = (raw.generalPurposeBitFlag & 0x800) !== 0;
  const hasUnicodeField = raw.extraFields.some((field) => field.id === 0x7075);
  const utf8 = flagged || hasUnicodeField ? undefined : decodeUtf8(bytes);
  const name = utf8 ?? getFileNameLowLevel(raw.generalPurposeBitFlag, bytes, raw.extraFields, false);
  return name.replaceAll('\\', '/').normalize('NFC');
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

async function inflate(
  archive: Archive,
  raw: RawEntry,
  limits: ZipLimits,
  counter: { inflated: number },
  take: (piece: Uint8Array) => 'stop' | undefined,
): Promise<ZipProblem | null> {
  const source = await openPieces(archive, raw);
  if (source === undefined) return 'corrupt';
  let entryBytes = 0;
  let checksum = 0;
  for (;;) {
    const piece = await nextPiece(source);
    if (piece === 'broken') return 'corrupt';
    if (piece === undefined) break;
    entryBytes += piece.length;
    counter.inflated += piece.length;
    const tooDense = entryBytes > limits.ratioFromBytes && entryBytes > limits.ratio * source.consumed();
    if (entryBytes > limits.entryBytes || counter.inflated > limits.totalBytes || tooDense) {
      source.stop();
      return 'too-large';
    }
    checksum = crc32(piece, checksum);
    if (take(piece) === 'stop') {
      source.stop();
      return null;
    }
  }
  // A damaged part can still inflate, to other digits.
  return checksum === raw.crc32 ? null : 'corrupt';
}

interface PieceSource {
  readonly next: () => Promise<IteratorResult<Uint8Array, unknown>>;
  /** Packed bytes used so far. */
  readonly consumed: () => number;
  readonly stop: () => void;
}

async function openPieces({ zip, bytes }: Archive, raw: RawEntry): Promise<PieceSource | undefined> {
  const start = await findPackedBytes(zip, raw);
  if (start === undefined) return undefined;
  const packed = bytes.subarray(start, start + raw.compressedSize);
  if (raw.compressionMethod === 0) {
    const pieces = [packed].values();
    return {
      next: () => Promise.resolve(pieces.next()),
      consumed: () => packed.length,
      stop: () => undefined,
    };
  }
  const inflater = createInflateRaw({ chunkSize: 65_536 });
  // Errors reach the iterator; one emitted after stop() must not end the program.
  inflater.on('error', () => undefined);
  inflater.end(packed);
  const pieces = inflater[Symbol.asyncIterator]() as AsyncIterator<Uint8Array, unknown>;
  return {
    next: () => pieces.next(),
    consumed: () => inflater.bytesWritten,
    stop: () => void inflater.destroy(),
  };
}

async function findPackedBytes(zip: RawZip, raw: RawEntry): Promise<number | undefined> {
  try {
    return (await zip.readLocalFileHeaderPromise(raw, { minimal: true })).fileDataStart;
  } catch {
    return undefined;
  }
}

async function nextPiece(source: PieceSource): Promise<Uint8Array | undefined | 'broken'> {
  try {
    const { done, value } = await source.next();
    return done === true ? undefined : value;
  } catch {
    return 'broken';
  }
}

/** Cuts what mail gateways and self-extractors put before or after the archive; offsets in the directory are then right again. */
function trimJunk(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const last = bytes.length - 22;
  // The end record lies within its own 64 KB comment of the end; junk behind it is tolerated up to the same length.
  for (let at = last; at >= 0 && at > last - 2 * 0xffff; at -= 1) {
    if (bytes[at] !== 0x50 || view.getUint32(at, true) !== 0x06054b50) continue;
    const end = Math.min(bytes.length, at + 22 + view.getUint16(at + 20, true));
    const directory = at - view.getUint32(at + 12, true);
    const start = directory - view.getUint32(at + 16, true);
    const isDirectory = directory >= 0 && start > 0 && view.getUint32(directory, true) === 0x02014b50;
    return bytes.subarray(isDirectory ? start : 0, end);
  }
  return bytes;
}
