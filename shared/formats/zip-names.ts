/** Names looked at to tell what an archive is; office files list their telling parts among the first hundred. */
const maxNames = 3_000;

/** Names of a zip's members as far as they are needed to tell what it is, nothing inflated; from the parts' own headers where the directory at the end is missing. */
export function listZipNames(bytes: Uint8Array): {
  readonly names: readonly string[];
  readonly isWhole: boolean;
} {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = zip.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  if (end >= 0 && end + 22 <= zip.length) {
    const start = end - zip.readUInt32LE(end + 12);
    const names = listEntries(zip, start, end);
    if (names.length > 0 || zip.readUInt16LE(end + 10) === 0) return { names, isWhole: true };
  }
  return { names: listLocalHeaders(zip), isWhole: false };
}

function listEntries(zip: Buffer, start: number, end: number): readonly string[] {
  const names: string[] = [];
  for (let at = start; at >= 0 && at + 46 <= end && names.length < maxNames;) {
    if (zip.readUInt32LE(at) !== 0x02014b50) break;
    const nameEnd = at + 46 + zip.readUInt16LE(at + 28);
    names.push(zip.toString('utf8', at + 46, nameEnd));
    at = nameEnd + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return names;
}

function listLocalHeaders(zip: Buffer): readonly string[] {
  const names: string[] = [];
  for (let at = 0; names.length < 200;) {
    at = zip.indexOf('PK\x03\x04', at, 'latin1');
    if (at < 0 || at + 30 > zip.length) break;
    names.push(zip.toString('utf8', at + 30, at + 30 + zip.readUInt16LE(at + 26)));
    at += 30;
  }
  return names;
}
