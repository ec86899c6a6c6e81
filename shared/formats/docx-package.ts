import { readXmlPart } from './docx-xml.ts';
import type { GuardedZip, ZipEntry } from './zip-guard.ts';

/** A part another one points to. */
export interface Relationship {
  readonly id: string;
  /** Last segment of the type: "header", "numbering", "officeDocument"; equal in transitional and strict files. */
  readonly type: string;
  /** Path in the package; never one outside: what is external is not followed. */
  readonly path: string;
}

/** The parts of a package by path, letter case ignored (ECMA-376-2 §9.1.1). */
export interface DocxPackage {
  readonly zip: GuardedZip;
  readonly find: (path: string) => ZipEntry | undefined;
  /** Two parts of one name: readers differ on which counts, so neither is believed. */
  readonly isDoubled: (path: string) => boolean;
}

/** Indexes the entries of an opened archive. */
export function openDocxPackage(zip: GuardedZip): DocxPackage {
  const parts = new Map<string, ZipEntry>();
  const doubled = new Set<string>();
  for (const entry of zip.entries) {
    const key = entry.path.toLowerCase();
    if (parts.has(key)) doubled.add(key);
    parts.set(key, entry);
  }
  return {
    zip,
    find: (path) => parts.get(path.toLowerCase()),
    isDoubled: (path) => doubled.has(path.toLowerCase()),
  };
}

/** Relationships of a part ('' for the package itself), external ones left out; undefined when the list is missing or broken. */
export async function readRelationships(
  source: DocxPackage,
  part: string,
): Promise<readonly Relationship[] | undefined> {
  const folder = part.slice(0, part.lastIndexOf('/') + 1);
  const entry = source.find(`${folder}_rels/${part.slice(folder.length)}.rels`);
  if (entry === undefined) return undefined;
  const found: Relationship[] = [];
  const problem = await readXmlPart(source.zip, entry, {
    open: (name, { get }) => {
      const target = get('Target');
      if (name !== 'rel:Relationship' || target === undefined) return;
      if (get('TargetMode') === 'External') return;
      const type = get('Type') ?? '';
      found.push({
        id: get('Id') ?? '',
        type: type.slice(type.lastIndexOf('/') + 1),
        path: resolvePath(folder, target),
      });
    },
  });
  return problem === null ? found : undefined;
}

function resolvePath(folder: string, target: string): string {
  const plain = target.replaceAll('\\', '/');
  const segments: string[] = [];
  for (const segment of (plain.startsWith('/') ? plain : folder + plain).split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return segments.join('/');
}

/** Main part of the document and its content type, by the relationships, else by the types, else by Word's own name for it. */
export async function findMainPart(
  source: DocxPackage,
): Promise<{ readonly path: string; readonly contentType: string } | undefined> {
  const types = new Map<string, string>();
  const list = source.find('[Content_Types].xml');
  if (list !== undefined)
    await readXmlPart(source.zip, list, {
      open: (name, { get }) => {
        if (name === 'ct:Override') types.set((get('PartName') ?? '').slice(1), get('ContentType') ?? '');
      },
    });
  const relationships = (await readRelationships(source, '')) ?? [];
  const candidates = [
    ...relationships.filter((one) => one.type === 'officeDocument').map((one) => one.path),
    ...[...types].filter(([, type]) => mainType.test(type)).map(([path]) => path),
    'word/document.xml',
  ];
  const path = candidates.find((one) => source.find(one) !== undefined);
  return path === undefined ? undefined : { path, contentType: types.get(path) ?? '' };
}

const mainType =
  /^application\/(?:vnd\.openxmlformats-officedocument\.wordprocessingml|vnd\.ms-word)\..*main\+xml$/;

/**
 * Tells from the directory alone whether an archive is a Word document; nothing is inflated.
 * A file cut off before its directory counts by its first parts and its name, so that its sender hears "damaged Word file" and not "unknown".
 */
export function isDocxArchive(bytes: Uint8Array, file: string): boolean {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = view.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  if (end < 0 || end + 22 > view.length) {
    const first = /^(?:\[Content_Types\]\.xml|_rels\/|docProps\/|word\/)/;
    return (
      view.toString('latin1', 0, 4) === 'PK\x03\x04' &&
      first.test(view.toString('latin1', 30, 60)) &&
      (view.includes('word/') || /\.do[ct][xm]$/i.test(file))
    );
  }
  let at = end - view.readUInt32LE(end + 12);
  while (at >= 0 && at + 46 <= end && view.readUInt32LE(at) === 0x02014b50) {
    const nameEnd = at + 46 + view.readUInt16LE(at + 28);
    if (/^[\\/]?word[\\/]document[^\\/]*\.xml$/i.test(view.toString('utf8', at + 46, nameEnd))) return true;
    at = nameEnd + view.readUInt16LE(at + 30) + view.readUInt16LE(at + 32);
  }
  return false;
}
