import type { DossierDocument } from '../domain/document.ts';
import type { Claim, ClaimedTotal } from '../domain/reading.ts';
import { addsUpTo } from './points.ts';
import { byPrecedence } from './reconcile-readings.ts';

/**
 * The commune's own points: those of its score sheet, which may come in several files; only where no sheet gives any, or what was
 * made out of it does not add up to the commune's total, those of the paper that gives most, or that does.
 */
export function chooseClaims(documents: readonly DossierDocument[]): readonly Claim[] {
  const ordered = byPrecedence(documents);
  const sheets = listScoreSheets(ordered);
  const ofSheets = onePerCriterion(sheets.flatMap(({ extraction }) => extraction?.claims ?? []));
  const order = ['minutes', 'report', 'submission-letter'];
  const others = ordered
    .flatMap(({ extraction }) =>
      extraction !== undefined && order.includes(extraction.kind) ? [extraction] : [],
    )
    .sort((a, b) => b.claims.length - a.claims.length || order.indexOf(a.kind) - order.indexOf(b.kind));
  if (ofSheets.length === 0) return others[0]?.claims ?? [];
  const total = chooseTotal(documents)?.points;
  const isWhole = ({ claims }: { readonly claims: readonly Claim[] }): boolean =>
    claims.length > ofSheets.length && total !== undefined && addsUpTo(claims, total);
  const whole = others.find(isWhole)?.claims;
  if (whole === undefined) return ofSheets;
  // The sheet has the maxima as well.
  return whole.map((claim) => {
    const own = ofSheets.find(
      ({ criterion, points }) => criterion === claim.criterion && points === claim.points,
    );
    return own ?? claim;
  });
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
