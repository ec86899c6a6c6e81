import type { DocumentExtraction, DossierDocument } from '../domain/document.ts';
import { documentKindNames } from '../domain/document.ts';
import type { Finding } from '../domain/finding.ts';
import { makeFinding } from '../domain/finding-catalogue.ts';
import type { Claim } from '../domain/reading.ts';
import { sayNumber } from '../rubrics/say-figure.ts';
import { pointSlack } from './points.ts';
import { byPrecedence } from './reconcile-readings.ts';

const sayDate = (iso: string): string => iso.split('-').reverse().join('/');

/** Two points given for one criterion. */
interface Pair {
  readonly criterion: number;
  readonly points: readonly [first: number, second: number];
}

/** "tiêu chí 5 (80 và 75), tiêu chí 7 (50 và 45)" */
export const sayPairs = (pairs: readonly Pair[]): string =>
  pairs
    .map(({ criterion, points }) => `tiêu chí ${criterion} (${points.map(sayNumber).join(' và ')})`)
    .join(', ');

/** Holds the papers of a dossier against each other: their totals, and the points of every criterion against the first that gives them. */
export function checkPointsAcross(documents: readonly DossierDocument[]): readonly Finding[] {
  const papers = byPrecedence(documents).flatMap(({ extraction }) =>
    extraction === undefined || isOfOtherYear(extraction) ? [] : [extraction],
  );
  const giverOf = (criterion: number): DocumentExtraction | undefined =>
    papers.find(({ claims }) => claims.some((claim) => claim.criterion === criterion));
  return [
    ...checkTotalsAcross(documents),
    ...papers.flatMap((other, at) =>
      papers.slice(0, at).flatMap((first) =>
        comparePoints(
          first,
          other,
          first.claims.filter(({ criterion }) => giverOf(criterion) === first),
        ),
      ),
    ),
  ];
}

const isOfOtherYear = ({ findings }: DocumentExtraction): boolean =>
  findings.some(({ code }) => code === 'wrong-period');

/** Whether points of a table may have the next criterion's in them, whose row was not made out: they accuse nobody. */
const mayHoldMore = ({ criterion, source }: Claim, all: readonly Claim[]): boolean =>
  /^[\d.,\s/]+$/u.test(source.raw ?? '') &&
  all.some((one) => one.criterion > criterion + 1) &&
  !all.some((one) => one.criterion === criterion + 1);

function comparePoints(
  first: DocumentExtraction,
  other: DocumentExtraction,
  given: readonly Claim[],
): readonly Finding[] {
  const pairs = given.flatMap((own): readonly Pair[] => {
    const claim = other.claims.find(({ criterion }) => criterion === own.criterion);
    const differs = claim !== undefined && Math.abs(claim.points - own.points) > pointSlack;
    return !differs || mayHoldMore(own, first.claims) || mayHoldMore(claim, other.claims)
      ? []
      : [{ criterion: own.criterion, points: [own.points, claim.points] }];
  });
  if (pairs.length === 0) return [];
  if (first.kind === 'score-sheet' && other.kind === 'minutes')
    return [
      makeFinding('points-differ-from-minutes', {
        date: first.date === null ? '……' : sayDate(first.date),
        minutesDate: other.date === null ? '……' : sayDate(other.date),
        criteria: pairs.map(({ criterion }) => criterion).join(', '),
      }),
    ];
  return [
    makeFinding(
      'points-differ-across',
      {
        source1: documentKindNames[first.kind].name,
        source2: documentKindNames[other.kind].name,
        points: sayPairs(pairs),
      },
      { about: other.file },
    ),
  ];
}

function checkTotalsAcross(documents: readonly DossierDocument[]): readonly Finding[] {
  const totals = documents.flatMap(({ extraction }) =>
    extraction === undefined ||
    isOfOtherYear(extraction) ||
    extraction.claimedTotal === null ||
    extraction.kind === 'evidence' ||
    extraction.kind === 'plan' ||
    extraction.kind === 'commitment' ||
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
