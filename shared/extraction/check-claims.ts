import type { DossierDocument } from '../domain/document.ts';
import { documentKindNames } from '../domain/document.ts';
import type { Finding } from '../domain/finding.ts';
import { makeFinding } from '../domain/finding-catalogue.ts';
import type { Claim, ClaimedTotal } from '../domain/reading.ts';
import type { Rubric } from '../rubrics/rubric.ts';
import { isUsable } from '../rubrics/rubric.ts';
import { sayNumber } from '../rubrics/say-figure.ts';

/** Sums and maxima of decimals ("45,5") compare within this. */
const pointSlack = 0.001;

const sayDate = (iso: string): string => iso.split('-').reverse().join('/');

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
    ...input.claims.flatMap((claim) => checkClaim(claim, input.rubric)),
    ...checkTotalsAcross(input.documents),
    ...checkAgainstMinutes(input.documents),
  ];
}

function kindName(documents: readonly DossierDocument[], file: string): string {
  const kind = documents.find((document) => document.file === file)?.extraction?.kind ?? 'score-sheet';
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
        document: kindName(documents, total.source.file),
        printed: sayNumber(total.points),
        sum: sayNumber(sum),
        difference: sayNumber(Math.abs(sum - total.points)),
      },
      { source: total.source },
    ),
  ];
}

/** Points read from a picture carry no doubt of their own: only all of them together, and their printed total, confirm one another. */
function checkPicturedPoints(
  claims: readonly Claim[],
  total: ClaimedTotal | null,
  documents: readonly DossierDocument[],
  rubric: Rubric,
): readonly Finding[] {
  if (total !== null && claims.length >= rubric.criteria.length) return [];
  const pictured = documents.find(
    ({ file, scanned }) => scanned && claims.some(({ source }) => source.file === file),
  );
  return pictured === undefined
    ? []
    : [
        makeFinding(
          'unconfirmed-points',
          { document: kindName(documents, pictured.file) },
          { about: pictured.file },
        ),
      ];
}

function checkClaim(claim: Claim, rubric: Rubric): readonly Finding[] {
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

function checkTotalsAcross(documents: readonly DossierDocument[]): readonly Finding[] {
  const totals = documents.flatMap(({ extraction }) =>
    extraction === undefined ||
    extraction.claimedTotal === null ||
    extraction.kind === 'evidence' ||
    extraction.kind === 'other'
      ? []
      : [{ kind: extraction.kind, total: extraction.claimedTotal }],
  );
  const [first] = totals;
  const differs = totals.find(
    (one) => first !== undefined && Math.abs(one.total.points - first.total.points) > pointSlack,
  );
  if (differs === undefined) return [];
  return [
    makeFinding(
      'total-differs-across',
      {
        totals: totals
          .map(({ kind, total }) => `${documentKindNames[kind].name} ${sayNumber(total.points)}`)
          .join(', '),
      },
      { source: differs.total.source },
    ),
  ];
}

function checkAgainstMinutes(documents: readonly DossierDocument[]): readonly Finding[] {
  const sheet = documents.find(({ extraction }) => extraction?.kind === 'score-sheet')?.extraction;
  const minutes = documents.find(({ extraction }) => extraction?.kind === 'minutes')?.extraction;
  if (sheet === undefined || minutes === undefined) return [];
  const differing = sheet.claims.filter((claim) =>
    minutes.claims.some(
      (other) => other.criterion === claim.criterion && Math.abs(other.points - claim.points) > pointSlack,
    ),
  );
  if (differing.length === 0) return [];
  return [
    makeFinding('points-differ-from-minutes', {
      date: sheet.date === null ? '……' : sayDate(sheet.date),
      minutesDate: minutes.date === null ? '……' : sayDate(minutes.date),
      criteria: differing.map((claim) => claim.criterion).join(', '),
    }),
  ];
}
