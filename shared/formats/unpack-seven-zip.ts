import type { Member } from '../domain/read-file.ts';
import type { ArchiveProblem, UnpackedArchive } from './report-archive.ts';
import { runSevenZip, type SevenZipRun } from './run-seven-zip.ts';
import type { ZipLimits } from './zip-guard.ts';

/** The only formats the program may take the bytes for; it knows sixty, disk images among them. */
export type SevenZipType = '7z' | 'rar' | 'rar5' | 'zip';

interface SevenZipInput {
  readonly bytes: Uint8Array;
  readonly type: SevenZipType;
  /** Tried in order, after none. */
  readonly passwords: readonly string[];
  readonly limits: ZipLimits;
}

/** An entry of the archive's own listing. */
interface ListedEntry {
  readonly path: string;
  readonly bytes: number;
  readonly isFolder: boolean;
  readonly isLocked: boolean;
  readonly problem: ArchiveProblem | null;
}

/**
 * Takes the files out of a 7z, rar or zip by 7-Zip, within the limits: what the listing declares is judged before anything is
 * unpacked, and written bytes are counted whatever it declares. Never throws for bad bytes; a file with any complaint against it is not given out.
 */
export async function unpackSevenZip(input: SevenZipInput): Promise<UnpackedArchive> {
  const { limits, bytes } = input;
  const nothing = { members: [], failed: new Map<ArchiveProblem, string[]>(), entries: 0 };
  const listed = await listEntries(input);
  if ('problem' in listed) return { ...nothing, problem: listed.problem };
  const { entries, password, isWhole } = listed;
  const problem = judgeListing(entries, bytes.length, limits);
  if (problem !== null) return { ...nothing, problem };

  const wanted = entries.filter((entry) => !entry.isFolder && entry.problem === null);
  const failed = new Map<ArchiveProblem, string[]>();
  const addFailed = (why: ArchiveProblem, path: string): void =>
    void failed.set(why, [...(failed.get(why) ?? []), path]);
  for (const entry of entries) if (entry.problem !== null) addFailed(entry.problem, entry.path);
  if (wanted.length === 0)
    return {
      ...nothing,
      failed,
      problem: isWhole || failed.size > 0 ? null : 'corrupt',
      entries: entries.length,
    };

  const isLocked = wanted.some((entry) => entry.isLocked);
  const candidates = password !== '' ? [password] : isLocked ? [...input.passwords, ''] : [''];
  // Files of one archive may have passwords of their own: what any of them opens counts.
  const members = new Map<string, Member>();
  let complaints: Complaints = new Map();
  for (const candidate of candidates) {
    const taken = await extract(input, entries, candidate);
    if (typeof taken === 'string') {
      if (taken === 'encrypted' && candidate !== candidates.at(-1)) continue;
      if (members.size > 0) break;
      return { ...nothing, failed, problem: taken, entries: entries.length };
    }
    for (const member of taken.members) if (!members.has(member.path)) members.set(member.path, member);
    complaints = new Map([...taken.complaints].filter(([path]) => !members.has(path)));
    if (![...complaints.values()].includes('encrypted')) break;
  }
  for (const [path, why] of complaints) addFailed(why, path);
  const isMissing = members.size + complaints.size < wanted.length;
  return {
    members: [...members.values()],
    failed,
    problem: isMissing || (!isWhole && failed.size === 0) ? 'corrupt' : null,
    entries: entries.length,
  };
}

type Listing =
  | { readonly problem: ArchiveProblem }
  | {
      readonly entries: readonly ListedEntry[];
      /** The one the directory needed; '' when it needed none. */
      readonly password: string;
      readonly isWhole: boolean;
    };

async function listEntries({ bytes, type, passwords }: SevenZipInput): Promise<Listing> {
  let isLocked = false;
  for (const password of ['', ...passwords]) {
    const run = await runSevenZip({
      bytes,
      command: ['l', '-slt', '-ba', ...options(type, password), '--', '/a'],
      mostWritten: 0,
    });
    if (run.outcome === 'stopped') return { problem: 'too-many-entries' };
    const entries = parseListing(run.printed);
    const asksPassword = /wrong password|encrypted archive/i.test(run.complaints);
    isLocked ||= asksPassword || (run.outcome === 'crashed' && hasLockedDirectory(bytes, type));
    if (run.outcome === 0 || (entries.length > 0 && !asksPassword && run.outcome !== 'crashed'))
      return { entries, password, isWhole: run.outcome === 0 };
    if (!isLocked) return { problem: /volume/i.test(run.complaints) ? 'volume' : 'corrupt' };
  }
  return { problem: 'encrypted' };
}

/** Progress off, UTF-8 out, one thread, no wildcards in names, second files of a name beside the first. */
function options(type: SevenZipType, password: string): readonly string[] {
  return ['-bd', '-sccUTF-8', '-mmt=1', '-spd', '-y', `-t${type}`, `-p${password}`];
}

/** The program falls over some locked 7z directories instead of asking: the coder id of 7zAES stands in the plain part. */
function hasLockedDirectory(bytes: Uint8Array, type: SevenZipType): boolean {
  return type === '7z' && Buffer.from(bytes).includes(Buffer.from('06f10701', 'hex'));
}

function parseListing(printed: string): readonly ListedEntry[] {
  // Progress of the search for the archive stands before the first entry.
  const first = printed.search(/Path = /);
  if (first < 0) return [];
  return printed
    .slice(first)
    .split(/\n\n(?=Path = )/)
    .map((block) => {
      const fields = new Map(
        block.split('\n').map((line) => {
          const at = line.indexOf(' = ');
          return at < 0 ? [line, ''] : [line.slice(0, at), line.slice(at + 3)];
        }),
      );
      return describeEntry((name) => fields.get(name) ?? '');
    });
}

function describeEntry(field: (name: string) => string): ListedEntry {
  const path = field('Path');
  const attributes = field('Attributes');
  const isLink =
    field('Symbolic Link') !== '' || field('Hard Link') !== '' || /(?:^|\s)l[r-][w-][xsS-]/.test(attributes);
  const isSplit = field('Split Before') === '+' || field('Split After') === '+';
  return {
    path,
    bytes: Number(field('Size')) || 0,
    isFolder: field('Folder') === '+' || /^D|(?:^|\s)d[r-][w-][xsS-]/.test(attributes),
    isLocked: field('Encrypted') === '+',
    problem: isLink ? 'link' : isSplit ? 'volume' : null,
  };
}

/** What refuses the archive as a whole, before a byte of it is unpacked. */
function judgeListing(
  entries: readonly ListedEntry[],
  packedBytes: number,
  limits: ZipLimits,
): ArchiveProblem | null {
  if (entries.length > limits.entries) return 'too-many-entries';
  if (entries.some(({ path }) => isOutside(path))) return 'traversal';
  const total = entries.reduce((sum, { bytes }) => sum + bytes, 0);
  const isTooLarge =
    total > mostUnpacked(packedBytes, limits) || entries.some(({ bytes }) => bytes > limits.entryBytes);
  return isTooLarge ? 'too-large' : null;
}

function isOutside(path: string): boolean {
  const plain = path.replaceAll('\\', '/');
  return plain.startsWith('/') || /^[A-Za-z]:/.test(plain) || plain.split('/').includes('..');
}

function mostUnpacked(packedBytes: number, limits: ZipLimits): number {
  return Math.min(limits.totalBytes, Math.max(limits.ratioFromBytes, limits.ratio * packedBytes));
}

/** What the program says against a file, by the file's path. */
type Complaints = ReadonlyMap<string, ArchiveProblem>;

/** One try with one password; a problem when what came out cannot be told good from bad. */
async function extract(
  { bytes, type, limits }: SevenZipInput,
  entries: readonly ListedEntry[],
  password: string,
): Promise<{ readonly members: readonly Member[]; readonly complaints: Complaints } | ArchiveProblem> {
  const run = await runSevenZip({
    bytes,
    command: ['x', '-aou', '-bb0', ...options(type, password), '-o/o', '--', '/a'],
    mostWritten: mostUnpacked(bytes.length, limits),
  });
  if (run.outcome === 'stopped') return 'too-large';
  if (run.outcome === 'crashed') return entries.some(({ isLocked }) => isLocked) ? 'encrypted' : 'corrupt';
  const complaints: Complaints | undefined = run.outcome === 0 ? new Map() : sortComplaints(run, entries);
  if (complaints === undefined) return 'corrupt';
  const refused = new Set(entries.filter(({ problem }) => problem !== null).map(({ path }) => path));
  return {
    members: run.files.filter(({ path }) => !complaints.has(path) && !refused.has(path)),
    complaints,
  };
}

/**
 * Which files the program complained of. Undefined when that cannot be told for sure: a complaint names no file of the listing,
 * or two of a name, or a file was written under another name than listed. Then any of them may be spoiled.
 */
function sortComplaints(run: SevenZipRun, entries: readonly ListedEntry[]): Complaints | undefined {
  const counts = new Map<string, number>();
  for (const { path } of entries) counts.set(path, (counts.get(path) ?? 0) + 1);
  const lines = run.complaints.split('\n').filter((line) => line.startsWith('ERROR: '));
  const counted = Number(/^Sub items Errors: (\d+)/m.exec(run.printed)?.[1] ?? 0);
  if (lines.length === 0 || lines.length < counted || run.files.some(({ path }) => !counts.has(path)))
    return undefined;
  const judged = entries.filter(({ problem }) => problem !== null);
  const complaints = new Map<string, ArchiveProblem>();
  for (const line of lines) {
    // Links and volumes are told by the listing.
    if (judged.some(({ path }) => line.includes(` : /o/${path}`) || line.endsWith(` : ${path}`))) continue;
    // A name may hold " : " itself: the longest one fits.
    const [path] = [...counts.keys()]
      .filter((name) => line.endsWith(` : ${name}`))
      .sort((a, b) => b.length - a.length);
    if (path === undefined || counts.get(path) !== 1) return undefined;
    const isUnsupported = /unsupported/i.test(line.slice(0, -path.length));
    // With the wrong key anything can come out, and be complained of in any words.
    const isLocked = entries.some((entry) => entry.path === path && entry.isLocked);
    complaints.set(path, isUnsupported ? 'unsupported-method' : isLocked ? 'encrypted' : 'corrupt');
  }
  return complaints;
}
