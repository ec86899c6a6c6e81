import type { FormatInput, Member, ReadFile } from '../domain/read-file.ts';
import { defineFormat } from './format.ts';
import { reportArchive, type ArchiveProblem, type UnpackedArchive } from './report-archive.ts';
import { repackZip } from './repack-zip.ts';
import { sniffKind } from './sniff.ts';
import { unpackSevenZip } from './unpack-seven-zip.ts';
import {
  openGuardedZip,
  zipLimits,
  type GuardedZip,
  type PackedEntry,
  type ZipEntry,
  type ZipLimits,
} from './zip-guard.ts';

/** Zip archives: their files are the members, also those under a password the mail tells or packed in a rarer way. */
export const zipFormat = defineFormat({
  id: 'zip',
  version: 2,
  accepts: (bytes, file) => sniffKind(bytes, file) === 'zip',
  parse: (input) => openArchive(input, zipLimits),
});

/** Takes the files out of a zip within the limits; exported for the limits' own tests. */
export async function openArchive(input: FormatInput, limits: ZipLimits): Promise<ReadFile> {
  const zip = await openGuardedZip(input.bytes, limits);
  const members: Member[] = [];
  const failed = new Map<ArchiveProblem, string[]>();
  const addFailed = (why: ArchiveProblem, path: string): void =>
    void failed.set(why, [...(failed.get(why) ?? []), path]);
  const foreign: ZipEntry[] = [];
  for (const entry of zip.entries) {
    if (entry.isFolder && entry.problem !== 'traversal') continue;
    const read = await zip.read(entry);
    if (!('problem' in read)) members.push({ path: entry.path, bytes: read.bytes });
    else if (read.problem === 'encrypted' || read.problem === 'unsupported-method') foreign.push(entry);
    else addFailed(read.problem, entry.path);
  }
  const unpacked = await unpackForeign({ zip, entries: foreign, passwords: input.passwords, limits });
  for (const [why, paths] of unpacked.failed) for (const path of paths) addFailed(why, path);
  return reportArchive(input.file, 'zip', {
    members: [...members, ...unpacked.members],
    failed,
    problem: zip.problem === 'corrupt' && isLastVolume(input.bytes) ? 'volume' : zip.problem,
    entries: zip.entries.length,
  });
}

/** Whether the end of the directory says that it lies on a later disk than the first (APPNOTE 4.4.19). */
function isLastVolume(bytes: Uint8Array): boolean {
  const end = Buffer.from(bytes.subarray(-65_557));
  const at = end.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  const disk = at < 0 || at + 6 > end.length ? 0 : end.readUInt16LE(at + 4);
  return disk > 0 && disk < 0xffff;
}

/** Entries under a password or packed by a method this reader does not know are taken out by 7-Zip. */
async function unpackForeign(input: {
  readonly zip: GuardedZip;
  readonly entries: readonly ZipEntry[];
  readonly passwords: readonly string[];
  readonly limits: ZipLimits;
}): Promise<Pick<UnpackedArchive, 'members' | 'failed'>> {
  const { entries, passwords, limits } = input;
  const found: { readonly path: string; readonly entry: PackedEntry }[] = [];
  for (const entry of entries) {
    const packed = await input.zip.readPacked(entry);
    if (packed !== undefined && !entry.isFolder) found.push({ path: entry.path, entry: packed });
  }
  if (found.length === 0) return { members: [], failed: new Map() };
  const bytes = repackZip(found.map(({ entry }) => entry));
  const unpacked = await unpackSevenZip({ bytes, type: 'zip', passwords, limits });
  const pathOf = (index: string): string => found[Number(index)]?.path ?? index;
  const failed = new Map([...unpacked.failed].map(([why, paths]) => [why, paths.map(pathOf)]));
  // Nothing came out of it: each entry's own problem says why, unless what came was too much.
  if (unpacked.problem !== null && failed.size === 0)
    for (const { path, problem } of entries) {
      const why = unpacked.problem === 'corrupt' ? (problem ?? 'corrupt') : unpacked.problem;
      failed.set(why, [...(failed.get(why) ?? []), path]);
    }
  return {
    members: unpacked.members.map(({ path, bytes: content }) => ({ path: pathOf(path), bytes: content })),
    failed,
  };
}
