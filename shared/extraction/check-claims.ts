import type { DossierDocument } from '../domain/document.ts';
import { documentKindNames, documentOfSource } from '../domain/document.ts';
import type { Finding } from '../domain/finding.ts';
import { makeFinding } from '../domain/finding-catalogue.ts';
import type { Source } from '../domain/locator.ts';
import type { Claim, ClaimedTotal } from '../domain/reading.ts';
import type { Rubric } from '../rubrics/rubric.ts';
import { isUsable } from '../rubrics/rubric.ts';
import { sayNumber } from '../rubrics/say-figure.ts';
import { checkPointsAcross, sayPairs } from './check-points-across.ts';
import { listScoreSheets } from './choose-claims.ts';
import { pointSlack } from './points.ts';

/** Checks a commune's own points: the sum against its total, each against its maximum, zeros, and the papers against each other. */
export function checkClaims(input: {
  readonly claims: readonly Claim[];
  readonly total: ClaimedTotal | null;
  readonly documents: readonly DossierDocument[];
  readonly rubric: Rubric;
}): readonly Finding[] {
  return [
    ...checkTotal(input.claims, input.total, input.documents, input.rubric),
    ...checkPicturedPoints(input.claims, input.total, input.documents, input.rubric),
    ...input.claims.flatMap((claim) => checkClaim(claim, input.documents, input.rubric)),
    ...checkSheets(input.documents, input.rubric),
    ...checkPointsAcross(input.documents),
  ];
}

function kindName(documents: readonly DossierDocument[], source: Source): string {
  const kind = documentOfSource(documents, source)?.extraction?.kind ?? 'score-sheet';
  return documentKindNames[kind].name;
}

function checkTotal(
  claims: readonly Claim[],
  total: ClaimedTotal | null,
  documents: readonly DossierDocument[],
  rubric: Rubric,
): readonly Finding[] {
  if (total === null || claims.length < rubric.criteria.length) return [];
  const sum = claims.reduce((points, claim) => points + claim.points, 0);
  if (Math.abs(sum - total.points) <= pointSlack) return [];
  return [
    makeFinding(
      'total-mismatch',
      {
        document: kindName(documents, total.source),
        printed: sayNumber(total.points),
        sum: sayNumber(sum),
        difference: sayNumber(Math.abs(sum - total.points)),
      },
      { source: total.source },
    ),
  ];
}

/** Points read from a picture, or not made out in it, carry no doubt of their own: only all of them together, and their printed total, confirm one another. */
function checkPicturedPoints(
  claims: readonly Claim[],
  total: ClaimedTotal | null,
  documents: readonly DossierDocument[],
  rubric: Rubric,
): readonly Finding[] {
  const isWhole = claims.length >= rubric.criteria.length;
  if (total !== null && isWhole) return [];
  // Of a sheet none of whose points were made out nothing else would be said.
  const sheets = isWhole ? [] : listScoreSheets(documents);
  const pictured = documents.find(
    (one) =>
      one.scanned &&
      (sheets.includes(one) || claims.some(({ source }) => documentOfSource(documents, source) === one)),
  );
  return pictured === undefined
    ? []
    : [
        makeFinding(
          'unconfirmed-points',
          { document: documentKindNames[pictured.extraction?.kind ?? 'score-sheet'].name },
          { about: pictured.file },
        ),
      ];
}

function checkClaim(claim: Claim, documents: readonly DossierDocument[], rubric: Rubric): readonly Finding[] {
  const about = String(claim.criterion);
  const findings: Finding[] = [];
  const rule = rubric.criteria.find((criterion) => criterion.number === claim.criterion)?.max;
  const official = rule !== undefined && isUsable(rubric, rule) ? rule.points : null;
  const max = claim.max ?? official;
  if (max !== null && claim.points > max + pointSlack)
    findings.push(
      makeFinding(
        'points-exceed-max',
        {
          criterion: claim.criterion,
          points: sayNumber(claim.points),
          max: sayNumber(max),
          maxSource: claim.max === null ? `theo ${rubric.instrument}` : 'theo bảng của xã',
        },
        { about, source: claim.source },
      ),
    );
  if (claim.itemsSum !== undefined)
    findings.push(
      makeFinding(
        'points-sum-mismatch',
        {
          criterion: claim.criterion,
          document: kindName(documents, claim.source),
          printed: sayNumber(claim.points),
          sum: sayNumber(claim.itemsSum),
        },
        { about, source: claim.source },
      ),
    );
  if (claim.points === 0)
    findings.push(
      makeFinding('zero-criterion', { criterion: claim.criterion }, { about, source: claim.source }),
    );
  if (claim.max !== null && official !== null && Math.abs(claim.max - official) > pointSlack)
    findings.push(
      makeFinding(
        'max-differs',
        { criterion: claim.criterion, printed: sayNumber(claim.max), official: sayNumber(official) },
        { about, source: claim.source },
      ),
    );
  return findings;
}

/** What a typed score sheet leaves out, and what other columns of it say; of a picture the reading may be at fault. */
function checkSheets(documents: readonly DossierDocument[], rubric: Rubric): readonly Finding[] {
  const sheets = listScoreSheets(documents).flatMap(({ scanned, extraction }) =>
    // The old form's points are not used at all.
    scanned || extraction === undefined || extraction.findings.some(({ code }) => code === 'superseded-form')
      ? []
      : [extraction],
  );
  const [first] = sheets;
  if (first === undefined) return [];
  const claims = sheets.flatMap((sheet) => sheet.claims);
  const missing = rubric.criteria
    .map(({ number }) => number)
    .filter((number) => !claims.some(({ criterion }) => criterion === number));
  const document = documentKindNames[first.kind].name;
  const criteria = claims.length === 0 ? null : missing.join(', ');
  const others = claims.flatMap(({ criterion, points, otherPoints }) =>
    otherPoints === undefined ? [] : [{ criterion, points: [points, otherPoints] as const }],
  );
  return [
    ...(missing.length === 0
      ? []
      : [makeFinding('missing-points', { document, criteria }, { about: first.file })]),
    ...(others.length === 0
      ? []
      : [makeFinding('other-points', { document, points: sayPairs(others) }, { about: first.file })]),
  ];
}
