const freeSector = 0xfffffffa;

/** Attack: sector chains that run in circles or through the whole file; a directory of an office file has some 10 sectors. */
const maxDirectorySectors = 2_000;
const maxTableSectors = 100;

/** Names of the entries at the root of a compound file ([MS-CFB]: doc, xls, msg, encrypted docx and xlsx); undefined for other bytes, empty when the directory is broken. */
export function listCfbRoot(bytes: Uint8Array): readonly string[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 8 || view.getUint32(0) !== 0xd0cf11e0 || view.getUint32(4) !== 0xa1b11ae1)
    return undefined;
  if (bytes.length < 512) return [];
  // [MS-CFB] 2.2 knows two sizes; with a smaller one the words of a sector would lie outside it.
  const shift = view.getUint16(30, true);
  if (shift !== 9 && shift !== 12) return [];
  const sectorSize = 1 << shift;
  const readSector = (sector: number) => {
    const start = (sector + 1) * sectorSize;
    return start + sectorSize <= bytes.length ? start : undefined;
  };
  const tables = Array.from({ length: 109 }, (_, index) => view.getUint32(76 + index * 4, true));
  // Files over 6.8 MB list the rest of their tables in sectors of their own, each ending with the next one's number.
  let more = readSector(view.getUint32(68, true));
  for (let count = 0; more !== undefined && count < maxTableSectors; count += 1) {
    for (let at = more; at < more + sectorSize - 4; at += 4) tables.push(view.getUint32(at, true));
    more = readSector(view.getUint32(more + sectorSize - 4, true));
  }
  const nextSector = (sector: number): number => {
    const perSector = sectorSize / 4;
    const table = readSector(tables[Math.floor(sector / perSector)] ?? freeSector);
    return table === undefined ? freeSector : view.getUint32(table + (sector % perSector) * 4, true);
  };
  const entries: { name: string; left: number; right: number; child: number }[] = [];
  let sector = view.getUint32(48, true);
  for (let count = 0; sector < freeSector && count < maxDirectorySectors; count += 1) {
    const start = readSector(sector);
    if (start === undefined) break;
    for (let at = start; at + 128 <= start + sectorSize; at += 128) {
      const length = Math.min(view.getUint16(at + 64, true), 64);
      const name = Buffer.from(bytes.subarray(at, at + Math.max(length - 2, 0))).toString('utf16le');
      entries.push({
        name,
        left: view.getUint32(at + 68, true),
        right: view.getUint32(at + 72, true),
        child: view.getUint32(at + 76, true),
      });
    }
    sector = nextSector(sector);
  }
  return walkSiblings(entries, entries[0]?.child ?? freeSector);
}

function walkSiblings(
  entries: readonly { readonly name: string; readonly left: number; readonly right: number }[],
  first: number,
): readonly string[] {
  const names: string[] = [];
  const seen = new Set<number>();
  const waiting = [first];
  for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
    const entry = entries[index];
    if (entry === undefined || seen.has(index)) continue;
    seen.add(index);
    names.push(entry.name);
    waiting.push(entry.left, entry.right);
  }
  return names;
}
