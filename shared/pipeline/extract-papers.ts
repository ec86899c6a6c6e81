import { createHash } from 'node:crypto';
import { isConfirmationTable } from '../appraisal/sector-confirmation/read-confirmation-table.ts';
import type { DocumentKind, DossierDocument } from '../domain/document.ts';
import type { DossierRevision } from '../domain/dossier.ts';
import { makeFinding } from '../domain/finding-catalogue.ts';
import type { ReadFile } from '../domain/read-file.ts';
import { extractDocument } from '../extraction/extract-document.ts';
import { extractDocuments } from '../extraction/extract-documents.ts';
import { decodeJson } from './json-blob.ts';
import { letterDocument } from './letter-document.ts';
import { kindsOf, readDirections, undirected } from './mail-directions.ts';
import { mergeDocuments } from './merge-documents.ts';
import type { MailWords } from './receive-mail.ts';
import { mailWordsName } from './receive-mail.ts';
import type { PartEntry, Typed } from './records.ts';
import { listParts, mailFolder } from './records.ts';
import type { ActiveRound, World } from './world.ts';

/** A file of a mail with what reading gave. */
export interface LoadedFile {
  readonly part: PartEntry;
  readonly read: ReadFile | undefined;
}

/** Containers are what their members are; only the remarks on them stay. */
export const isContainer = ({ fate }: PartEntry): boolean =>
  fate === 'archive-opened' || fate === 'nested-message';

/** The leaf files of a mail with what reading gave. */
export async function loadFiles(
  parts: readonly Typed<PartEntry>[],
  blobs: World['blobs'],
): Promise<readonly LoadedFile[]> {
  const leaves = parts.map(({ body }) => body).filter((part) => !isContainer(part));
  return Promise.all(
    leaves.map(async (part) => {
      const blob = part.parsed === null ? undefined : await blobs.get(mailFolder(part.mail), part.parsed);
      return { part, read: blob === undefined ? undefined : decodeJson<ReadFile>(blob) };
    }),
  );
}

/** The mail's own text as a document, where figures came in it and nothing is attached. */
export function extractLetter(
  mail: string,
  words: MailWords,
  { round, rubric }: ActiveRound,
): DossierDocument | undefined {
  const file = 'noi-dung-thu.txt';
  const extraction = extractDocument({
    file,
    document: letterDocument(words),
    vocabulary: rubric.vocabulary,
    communes: round.communes,
    year: round.year,
  });
  if (extraction.readings.length + extraction.claims.length === 0) return undefined;
  return {
    mailId: mail,
    file,
    sha256: createHash('sha256').update(words.textBody).digest('hex'),
    blob: null,
    format: 'text',
    status: 'read',
    pages: null,
    scanned: false,
    legacyEncoding: null,
    readFindings: [],
    extraction,
  };
}

/**
 * The files of one mail with the figures the words of a rubric find in them. A sector's table holds figures of other people than
 * the sender's, whoever mails it: nothing of it is taken for a commune's. `kinds` is what people say a part is.
 */
export function extractFiles(
  files: readonly LoadedFile[],
  { round, rubric }: ActiveRound,
  kinds: ReadonlyMap<string, DocumentKind> = new Map(),
): readonly DossierDocument[] {
  const readable = files.flatMap(({ part, read }) =>
    read?.document === undefined || isConfirmationTable(read.document)
      ? []
      : [{ file: part.file, document: read.document, kind: kinds.get(part.part), part }],
  );
  const extracted = extractDocuments({
    files: readable,
    vocabulary: rubric.vocabulary,
    communes: round.communes,
    year: round.year,
  });
  const papersOf = new Map(readable.map(({ part }, index) => [part, extracted[index]]));
  return files.flatMap(({ part, read }): readonly DossierDocument[] => {
    const file: DossierDocument = {
      mailId: part.mail,
      file: part.file,
      sha256: part.sha256,
      blob: part.blob,
      format: part.format,
      status: part.status ?? 'unreadable',
      pages: part.pages,
      scanned: part.scanned,
      legacyEncoding: part.legacyEncoding,
      readFindings: [
        ...(read?.findings ?? part.findings),
        ...(read?.document !== undefined && isConfirmationTable(read.document)
          ? [makeFinding('sector-answer-mailed', { file: part.file }, { about: part.file })]
          : []),
      ],
    };
    const papers = papersOf.get(part) ?? [];
    if (papers.length === 0) return [file];
    return papers.map(({ extraction, bound, scanned }, index) => ({
      ...file,
      // Said once, however many papers the file holds.
      ...(index === 0 ? {} : { readFindings: [] }),
      extraction,
      scanned,
      ...(bound === undefined ? {} : { bound }),
    }));
  });
}

/**
 * The papers of a revision with the figures that the words of another version of the rubric find in what was read of them.
 * A paper whose mail was erased keeps the figures it had.
 */
export async function extractAgain(
  { documents, mailIds }: Pick<DossierRevision, 'documents' | 'mailIds'>,
  active: ActiveRound,
  { store, blobs }: Pick<World, 'store' | 'blobs'>,
): Promise<DossierRevision['documents']> {
  const found = new Map<string, DossierDocument>();
  for (const mail of mailIds) {
    const words = await blobs.get(mailFolder(mail), mailWordsName);
    const letter =
      words === undefined ? undefined : extractLetter(mail, decodeJson<MailWords>(words), active);
    const files = extractFiles(
      await loadFiles(await listParts(store, mail), blobs),
      active,
      kindsOf((await readDirections(store, mail))?.body.directions ?? undirected),
    );
    for (const paper of [...files, ...(letter === undefined ? [] : [letter])])
      if (paper.extraction !== undefined) found.set(keyOf(paper), paper);
  }
  const again = documents.map((paper) => {
    const extraction = found.get(keyOf(paper))?.extraction;
    return extraction === undefined ? paper : { ...paper, extraction };
  });
  return mergeDocuments(again, mailIds);
}

/** Two files of a mail may have one name. */
const keyOf = ({ mailId, file, sha256, bound }: DossierDocument): string =>
  JSON.stringify([mailId, file, sha256, bound?.place ?? 1]);
