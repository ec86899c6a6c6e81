import type { DocumentKind, DossierDocument } from '../domain/document.ts';
import type { DossierRevision } from '../domain/dossier.ts';
import { kindOfName } from '../extraction/identify-document.ts';

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
 * Puts the papers of a later mail into a dossier: each changes only what it brings. A whole paper replaces the one of its
 * kind, a correction of single figures takes these figures' place in the older papers, everything else is added; what was
 * replaced stays listed.
 */
export function mergeDocuments(
  before: readonly KeptDocument[],
  brought: readonly DossierDocument[],
): readonly KeptDocument[] {
  let documents = before;
  for (const paper of brought) {
    const isAmendment = amends(paper, documents);
    documents = [
      ...documents.map((older) => {
        if (older.replacedBy !== undefined || older.mailId === paper.mailId) return older;
        if (isAmendment) return withoutFigures(older, paper);
        return replaces(paper, older) ? { ...older, replacedBy: paper.file } : older;
      }),
      paper,
    ];
  }
  return documents;
}

/** The papers that count. */
export function documentsInForce(documents: readonly KeptDocument[]): readonly DossierDocument[] {
  return documents.filter((document) => document.replacedBy === undefined);
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

/** Takes the figures a correction brings out of an older paper; a score sheet keeps its own, since it is signed. */
function withoutFigures(older: KeptDocument, correction: DossierDocument): KeptDocument {
  const { extraction } = older;
  if (extraction === undefined || extraction.kind === 'score-sheet') return older;
  const corrected = new Set(correction.extraction?.readings.map((reading) => reading.indicator));
  const readings = extraction.readings.filter((reading) => !corrected.has(reading.indicator));
  return readings.length === extraction.readings.length
    ? older
    : { ...older, extraction: { ...extraction, readings } };
}
