import type { DocumentKind, DossierDocument } from '../domain/document.ts';
import type { Finding } from '../domain/finding.ts';
import type { DocumentStatus } from '../domain/document.ts';
import type { FormatId } from '../domain/parsed-document.ts';
import type { MailKind, MailTopic } from '../domain/submission.ts';
import { kindOfName } from '../extraction/paper-kind.ts';

/** A leaf file of a mail as results list it. */
export interface FileOutcome {
  readonly file: string;
  readonly sha256: string;
  readonly format: FormatId;
  readonly kind: DocumentKind;
  readonly status: DocumentStatus;
  readonly number: string | null;
  readonly date: string | null;
  readonly pages: number | null;
  readonly scanned: boolean;
}

/** What came of one mail, kept beside it. */
export interface MailOutcome {
  readonly kind: MailKind;
  readonly topic: MailTopic;
  readonly round: string | null;
  /** Commune code. */
  readonly commune: string | null;
  /** Revision of the dossier after this mail. */
  readonly revision: number | null;
  readonly files: readonly FileOutcome[];
  /** Remarks on this mail and its files. */
  readonly findings: readonly Finding[];
  /** Of a bundle, what came of each commune's papers; its own files are then those that belong to none. */
  readonly parts?: readonly MailOutcome[];
}

/** How the files of a mail ended, each once: one that holds several papers is what its first paper is. */
export function listFileOutcomes(documents: readonly DossierDocument[]): readonly FileOutcome[] {
  return documents
    .filter(({ bound }) => (bound?.place ?? 1) === 1)
    .map((first) => ({
      ...fileOutcome(first),
      scanned: documents.some((one) => isSameFile(one, first) && one.scanned),
    }));
}

const isSameFile = (one: DossierDocument, other: DossierDocument): boolean =>
  one.file === other.file && one.sha256 === other.sha256;

/** The dossiers a mail went into: one, or several of a bundle. */
export function dossiersOf(
  outcome: MailOutcome | null,
): readonly { readonly round: string; readonly commune: string }[] {
  if (outcome === null) return [];
  return [outcome, ...(outcome.parts ?? [])].flatMap(({ round, commune, revision }) =>
    round === null || commune === null || revision === null ? [] : [{ round, commune }],
  );
}

/** How a file of a mail ended; the name hints at the kind only where the content does not tell. */
export function fileOutcome(document: DossierDocument): FileOutcome {
  const { extraction } = document;
  return {
    file: document.file,
    sha256: document.sha256,
    format: document.format,
    kind: extraction?.kind ?? kindOfName(document.file),
    status: document.status,
    number: extraction?.number ?? null,
    date: extraction?.date ?? null,
    pages: document.pages,
    scanned: document.scanned,
  };
}
