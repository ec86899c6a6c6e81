import type { DocumentExtraction, DocumentKind } from '../../domain/document.ts';
import type { DossierFacts } from '../../domain/dossier-facts.ts';
import type { DossierRevision } from '../../domain/dossier.ts';

/** Attack: a mail of thousands of filled-in files makes a record that no store takes, and the dossier with it. */
const papersAtMost = 500;

/** Papers a commune writes itself. The others (the law, the district's plan, a form) are rightly the same everywhere. */
const ownKinds: readonly DocumentKind[] = [
  'submission-letter',
  'score-sheet',
  'report',
  'minutes',
  'survey-summary',
];

/** What a revision tells the checks across dossiers. */
export function gatherFacts(revision: DossierRevision, year: number): DossierFacts {
  const { round, commune, documents, readings, claims } = revision;
  const scans = new Set(documents.filter(({ scanned }) => scanned).map(({ file }) => file));
  const papers = documents.flatMap(({ replacedBy, sha256, extraction }) =>
    replacedBy === undefined && extraction !== undefined && isFilledIn(extraction)
      ? [{ sha256, kind: extraction.kind }]
      : [],
  );
  return {
    round,
    year,
    commune,
    revision: revision.revision,
    maxima: claims.flatMap(({ criterion, max, source }) =>
      max === null || scans.has(source.file) ? [] : [{ criterion, max }],
    ),
    papers: papers.slice(0, papersAtMost),
    figures: readings
      .filter(({ accepted, otherYear }) => accepted && otherYear === undefined)
      .map(({ indicator, value, numerator, denominator }) => ({
        indicator,
        value,
        ...(numerator === undefined ? {} : { numerator }),
        ...(denominator === undefined ? {} : { denominator }),
      })),
  };
}

/** A blank form has no figures, points, number or day of its own. */
function isFilledIn({ kind, readings, claims, claimedTotal, number, date }: DocumentExtraction): boolean {
  const hasFigures = readings.length + claims.length > 0 || claimedTotal !== null;
  return ownKinds.includes(kind)
    ? hasFigures || number !== null || date !== null
    : kind === 'evidence' && hasFigures;
}
