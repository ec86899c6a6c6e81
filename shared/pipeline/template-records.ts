import type { DistrictDocumentKind } from '../domain/district-document.ts';
import type { Blobs } from '../ports/blobs.ts';
import type { Store, StoreRecord, Write } from '../ports/store.ts';
import type { Actor } from './draft-records.ts';
import type { Typed } from './records.ts';
import { listRecords, readRecord } from './records.ts';

/*
 *   TEMPLATES   <kind>   the office's own templates of a kind of paper, and which one is used
 */

/** A template the office uploaded and that was found usable; it never changes. */
export interface TemplateVersion {
  /** From 1, of each kind. */
  readonly number: number;
  /** The name it was uploaded under. */
  readonly file: string;
  /** Names among the blobs of the templates. */
  readonly blob: string;
  readonly sample: string;
  readonly by: Actor;
  /** ISO time. */
  readonly at: string;
}

/** The templates of one kind of paper; both lists are append-only. */
export interface TemplateEntry {
  readonly kind: DistrictDocumentKind;
  readonly versions: readonly TemplateVersion[];
  /** Which version was chosen when; null for the built-in template. The last one counts. */
  readonly choices: readonly { readonly number: number | null; readonly by: Actor; readonly at: string }[];
}

const schema = 1;
const partition = 'TEMPLATES';

/** Blob folder of the office's templates. */
export const templatesFolder = 'templates';

/** The templates of one kind; undefined while the office has none of its own. */
export const readTemplates = (store: Pick<Store, 'get'>, kind: DistrictDocumentKind) =>
  readRecord<TemplateEntry>(store, { partition, sort: kind });

/** The templates of every kind that has some. */
export async function listTemplates(store: Store): Promise<readonly TemplateEntry[]> {
  return (await listRecords<TemplateEntry>(store, { partition })).map(({ body }) => body);
}

/** Writes the templates of a kind in place of those that were read. */
export function putTemplates(entry: TemplateEntry, known: Typed<TemplateEntry> | undefined): Write {
  const record: StoreRecord = {
    ...{ partition, sort: entry.kind, schema },
    body: { ...entry } as unknown as StoreRecord['body'],
  };
  return known === undefined
    ? { kind: 'put-if-absent', record }
    : { kind: 'put-if-version', record, version: known.version };
}

/** The version in use; undefined for the built-in template. */
export function templateInUse(entry: TemplateEntry | undefined): TemplateVersion | undefined {
  const chosen = entry?.choices.at(-1)?.number ?? null;
  return entry?.versions.find(({ number }) => number === chosen);
}

/** The bytes of the template in use; undefined for the built-in one. @throws Error when the blob is gone. */
export async function loadTemplate(
  entry: TemplateEntry | undefined,
  blobs: Pick<Blobs, 'get'>,
): Promise<Uint8Array | undefined> {
  const version = templateInUse(entry);
  if (version === undefined) return undefined;
  const bytes = await blobs.get(templatesFolder, version.blob);
  if (bytes === undefined) throw new Error('the template has no blob');
  return bytes;
}
