import type { DocumentKind, DossierDocument } from '../domain/document.ts';
import type { DossierRevision } from '../domain/dossier.ts';
import { kindOfName } from '../extraction/paper-kind.ts';

type KeptDocument = DossierRevision['documents'][number];

/** Kinds of which a dossier has one paper in force; a newer one takes the older one's place. Evidence is added. */
const singular: ReadonlySet<DocumentKind> = new Set([
  'submission-letter',
  'score-sheet',
  'report',
  'minutes',
  'survey-summary',
]);

/** A correction that brings less than this share of the older paper's figures amends it and does not stand in its place. */
const replacementShare = 0.5;

/**
 * Lays the papers of a dossier over each other in the order their mails were accepted, whatever order they were read in.
 * Each mail changes only what it brings: a whole paper takes the place of the one of its kind, a correction of single
 * figures takes these figures' place in the older papers, everything else is added; what was replaced stays listed.
 */
export function mergeDocuments(
  documents: readonly KeptDocument[],
  mailIds: readonly string[],
): readonly KeptDocument[] {
  let merged: readonly KeptDocument[] = [];
  for (const mail of mailIds)
    for (const document of documents) {
      if (document.mailId !== mail) continue;
      const paper = asBrought(document);
      const isAmendment = amends(paper, merged);
      merged = [
        ...merged.map((older) => {
          if (older.replacedBy !== undefined || older.mailId === mail) return older;
          if (isAmendment) return amend(older, paper);
          return replaces(paper, older) ? { ...older, replacedBy: paper.file } : older;
        }),
        paper,
      ];
    }
  return merged;
}

/** A paper as its mail brought it, without what later papers did to it. */
function asBrought(document: KeptDocument): DossierDocument {
  const paper: { -readonly [K in keyof KeptDocument]: KeptDocument[K] } = { ...document };
  delete paper.replacedBy;
  delete paper.amended;
  return paper;
}

/** The papers that count, each with the figures that still are its own. */
export function documentsInForce(documents: readonly KeptDocument[]): readonly DossierDocument[] {
  return documents
    .filter((document) => document.replacedBy === undefined)
    .map(({ amended, ...document }) => {
      if (amended === undefined || document.extraction === undefined) return document;
      const readings = document.extraction.readings.filter(({ indicator }) => !amended.includes(indicator));
      return { ...document, extraction: { ...document.extraction, readings } };
    });
}

function replaces(paper: DossierDocument, older: DossierDocument): boolean {
  const kind = paper.extraction?.kind;
  if (kind === undefined || !singular.has(kind)) return false;
  return older.extraction === undefined ? kindOfName(older.file) === kind : older.extraction.kind === kind;
}

function amends(paper: DossierDocument, documents: readonly KeptDocument[]): boolean {
  const extraction = paper.extraction;
  if (extraction === undefined || extraction.kind === 'score-sheet' || extraction.readings.length === 0)
    return false;
  const older = documents.find(
    (one) => one.replacedBy === undefined && one.mailId !== paper.mailId && replaces(paper, one),
  );
  return (
    older?.extraction !== undefined &&
    extraction.readings.length < older.extraction.readings.length * replacementShare
  );
}

/** A correction's figures stand in the place of an older paper's; a score sheet keeps its own, since it is signed. */
function amend(older: KeptDocument, correction: DossierDocument): KeptDocument {
  const corrected = new Set(correction.extraction?.readings.map((reading) => reading.indicator));
  const own = older.extraction?.kind === 'score-sheet' ? [] : (older.extraction?.readings ?? []);
  const taken = own.map(({ indicator }) => indicator).filter((indicator) => corrected.has(indicator));
  return taken.length === 0
    ? older
    : { ...older, amended: [...new Set([...(older.amended ?? []), ...taken])] };
}
