const freeSector = 0xfffffffa;

/** Attack: sector chains that run in circles or through the whole file; a directory of an office file has some 10 sectors. */
const maxDirectorySectors = 2_000;
const maxTableSectors = 100;

/** Attack: a stream that says it has 4 GB; mails are smaller than this, in bytes. */
const maxStreamBytes = 100_000_000;

interface CfbEntry {
  readonly name: string;
  readonly left: number;
  readonly right: number;
  readonly child: number;
  readonly firstSector: number;
  readonly size: number;
}

interface CfbFile {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly sectorSize: number;
  readonly root: CfbEntry | undefined;
  /** Entries at the root, in no order. */
  readonly entries: readonly CfbEntry[];
  /** Where a sector begins; undefined outside the file. */
  readonly locate: (sector: number) => number | undefined;
  readonly next: (sector: number) => number;
}

/** Names of the entries at the root of a compound file ([MS-CFB]: doc, xls, msg, encrypted docx and xlsx); undefined for other bytes, empty when the directory is broken. */
export function listCfbRoot(bytes: Uint8Array): readonly string[] | undefined {
  const file = openCfb(bytes);
  return file === 'broken' ? [] : file?.entries.map(({ name }) => name);
}

/** Bytes of a stream at the root of a compound file, by its name, as far as they are there; undefined where there is none. */
export function readCfbStream(bytes: Uint8Array, name: string): Uint8Array | undefined {
  const file = openCfb(bytes);
  if (file === undefined || file === 'broken') return undefined;
  const entry = file.entries.find((one) => one.name.toLowerCase() === name.toLowerCase());
  if (entry === undefined) return undefined;
  const cutoff = file.view.getUint32(56, true);
  if (entry.size >= cutoff || file.root === undefined)
    return readChain(file.bytes, entry, file.sectorSize, file.locate, file.next);
  // [MS-CFB] 2.6.4: small streams lie in sectors of 64 bytes inside the root's own stream.
  const small = readChain(file.bytes, file.root, file.sectorSize, file.locate, file.next);
  const tableSize = file.view.getUint32(64, true) * file.sectorSize;
  const first = { firstSector: file.view.getUint32(60, true), size: tableSize };
  const table = readChain(file.bytes, first, file.sectorSize, file.locate, file.next);
  const tableView = new DataView(table.buffer, table.byteOffset, table.byteLength);
  return readChain(
    small,
    entry,
    64,
    (sector) => ((sector + 1) * 64 <= small.length ? sector * 64 : undefined),
    (sector) => (sector * 4 + 4 <= table.length ? tableView.getUint32(sector * 4, true) : freeSector),
  );
}

function readChain(
  source: Uint8Array,
  { firstSector, size }: { readonly firstSector: number; readonly size: number },
  sectorSize: number,
  locate: (sector: number) => number | undefined,
  next: (sector: number) => number,
): Uint8Array {
  const pieces: Uint8Array[] = [];
  const wanted = Math.min(size, maxStreamBytes, source.length);
  let taken = 0;
  for (let sector = firstSector; sector < freeSector && taken < wanted; sector = next(sector)) {
    const start = locate(sector);
    if (start === undefined) break;
    pieces.push(source.subarray(start, start + Math.min(sectorSize, wanted - taken)));
    taken += sectorSize;
  }
  return Buffer.concat(pieces);
}

function openCfb(bytes: Uint8Array): CfbFile | 'broken' | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 8 || view.getUint32(0) !== 0xd0cf11e0 || view.getUint32(4) !== 0xa1b11ae1)
    return undefined;
  if (bytes.length < 512) return 'broken';
  // [MS-CFB] 2.2 knows two sizes; with a smaller one the words of a sector would lie outside it.
  const shift = view.getUint16(30, true);
  if (shift !== 9 && shift !== 12) return 'broken';
  const sectorSize = 1 << shift;
  const locateWhole = (sector: number) => {
    const start = (sector + 1) * sectorSize;
    return start + sectorSize <= bytes.length ? start : undefined;
  };
  // The last sector of a file may be cut short, in some writers' files.
  const locate = (sector: number) => {
    const start = (sector + 1) * sectorSize;
    return start < bytes.length ? start : undefined;
  };
  const tables = Array.from({ length: 109 }, (_, index) => view.getUint32(76 + index * 4, true));
  // Files over 6.8 MB list the rest of their tables in sectors of their own, each ending with the next one's number.
  let more = locateWhole(view.getUint32(68, true));
  for (let count = 0; more !== undefined && count < maxTableSectors; count += 1) {
    for (let at = more; at < more + sectorSize - 4; at += 4) tables.push(view.getUint32(at, true));
    more = locateWhole(view.getUint32(more + sectorSize - 4, true));
  }
  const next = (sector: number): number => {
    const perSector = sectorSize / 4;
    const table = locateWhole(tables[Math.floor(sector / perSector)] ?? freeSector);
    return table === undefined ? freeSector : view.getUint32(table + (sector % perSector) * 4, true);
  };
  const entries: CfbEntry[] = [];
  let sector = view.getUint32(48, true);
  for (let count = 0; sector < freeSector && count < maxDirectorySectors; count += 1) {
    const start = locateWhole(sector);
    if (start === undefined) break;
    for (let at = start; at + 128 <= start + sectorSize; at += 128) entries.push(readEntry(bytes, view, at));
    sector = next(sector);
  }
  const root = entries[0];
  return {
    ...{ bytes, view, sectorSize, root, locate, next },
    entries: walkSiblings(entries, root?.child ?? freeSector),
  };
}

function readEntry(bytes: Uint8Array, view: DataView, at: number): CfbEntry {
  const length = Math.min(view.getUint16(at + 64, true), 64);
  return {
    name: Buffer.from(bytes.subarray(at, at + Math.max(length - 2, 0))).toString('utf16le'),
    left: view.getUint32(at + 68, true),
    right: view.getUint32(at + 72, true),
    child: view.getUint32(at + 76, true),
    firstSector: view.getUint32(at + 116, true),
    size: view.getUint32(at + 120, true),
  };
}

function walkSiblings(entries: readonly CfbEntry[], first: number): readonly CfbEntry[] {
  const found: CfbEntry[] = [];
  const seen = new Set<number>();
  const waiting = [first];
  for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
    const entry = entries[index];
    if (entry === undefined || seen.has(index)) continue;
    seen.add(index);
    found.push(entry);
    waiting.push(entry.left, entry.right);
  }
  return found;
}
