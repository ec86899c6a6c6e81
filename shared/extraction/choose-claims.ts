import type { DossierDocument } from '../domain/document.ts';
import type { Claim, ClaimedTotal } from '../domain/reading.ts';
import { byPrecedence } from './reconcile-readings.ts';

/**
 * The commune's own points: those of its score sheet, which may come in several files; only where no sheet gives any, those of
 * the paper that gives most.
 */
export function chooseClaims(documents: readonly DossierDocument[]): readonly Claim[] {
  const ordered = byPrecedence(documents);
  const sheets = listScoreSheets(ordered);
  const ofSheets = onePerCriterion(sheets.flatMap(({ extraction }) => extraction?.claims ?? []));
  if (ofSheets.length > 0) return ofSheets;
  const order = ['minutes', 'report', 'submission-letter'];
  const [most] = ordered
    .flatMap(({ extraction }) =>
      extraction !== undefined && order.includes(extraction.kind) ? [extraction] : [],
    )
    .sort((a, b) => b.claims.length - a.claims.length || order.indexOf(a.kind) - order.indexOf(b.kind));
  return most?.claims ?? [];
}

/** The papers that are score sheets, or hold a whole one. */
export function listScoreSheets(documents: readonly DossierDocument[]): readonly DossierDocument[] {
  return documents.filter(
    ({ extraction }) => extraction?.kind === 'score-sheet' || extraction?.holdsScoreSheet === true,
  );
}

function onePerCriterion(claims: readonly Claim[]): readonly Claim[] {
  return claims
    .filter(({ criterion }, at) => claims.findIndex((one) => one.criterion === criterion) === at)
    .sort((a, b) => a.criterion - b.criterion);
}

/** The total the commune states. */
export function chooseTotal(documents: readonly DossierDocument[]): ClaimedTotal | null {
  const order = ['score-sheet', 'submission-letter', 'report', 'minutes'];
  for (const kind of order)
    for (const { extraction } of documents)
      if (extraction?.kind === kind && extraction.claimedTotal !== null) return extraction.claimedTotal;
  return null;
}
