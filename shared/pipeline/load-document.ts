import type { DossierDocument } from '../domain/document.ts';
import type { ParsedDocument } from '../domain/parsed-document.ts';
import type { ReadFile } from '../domain/read-file.ts';
import { decodeJson } from './json-blob.ts';
import { letterDocument } from './letter-document.ts';
import { mailWordsName, type MailWords } from './receive-mail.ts';
import { listParts, mailFolder, type PartEntry } from './records.ts';
import type { World } from './world.ts';

/** A document of a dossier as it was read, and the part of the mail that brought it; neither once the mail was erased. */
export interface LoadedDocument {
  /** null for the mail's own text. */
  readonly part: PartEntry | null;
  readonly document: ParsedDocument | null;
}

/** Finds what was read of a document among the blobs of its mail. */
export async function loadDocument(
  { mailId, file, sha256, blob }: Pick<DossierDocument, 'mailId' | 'file' | 'sha256' | 'blob'>,
  { store, blobs }: Pick<World, 'store' | 'blobs'>,
): Promise<LoadedDocument> {
  const folder = mailFolder(mailId);
  if (blob === null) {
    const words = await blobs.get(folder, mailWordsName);
    return {
      part: null,
      document: words === undefined ? null : letterDocument(decodeJson<MailWords>(words)),
    };
  }
  const parts = await listParts(store, mailId);
  // Two files of a mail may have one name.
  const part = parts.find(({ body }) => body.file === file && body.sha256 === sha256)?.body ?? null;
  const parsed = part?.parsed ? await blobs.get(folder, part.parsed) : undefined;
  return { part, document: parsed === undefined ? null : (decodeJson<ReadFile>(parsed).document ?? null) };
}
