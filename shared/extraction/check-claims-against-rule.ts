import type { CriterionAssessment } from '../domain/assessment.ts';
import type { Finding } from '../domain/finding.ts';
import { makeFinding } from '../domain/finding-catalogue.ts';
import type { Claim } from '../domain/reading.ts';
import { sayNumber } from '../rubrics/say-figure.ts';

/**
 * Finds claims outside what the rule gives for certain. Below: shown to the council, never raised by us. Above: only where the
 * bound rests on accepted figures (a figure that is missing or not accepted leaves its item open up to its maximum) and the
 * claim is within the criterion's maximum, which has a check of its own.
 */
export function checkClaimsAgainstRule(
  claims: readonly Claim[],
  criteria: readonly CriterionAssessment[],
): readonly Finding[] {
  return claims.flatMap((claim) => {
    const ruled = criteria.find(({ criterion }) => criterion === claim.criterion);
    const points = ruled?.points ?? null;
    if (ruled === undefined || points === null) return [];
    const find = (code: 'claim-below-rule' | 'claim-above-rule', computed: number): Finding =>
      makeFinding(
        code,
        { criterion: claim.criterion, points: sayNumber(claim.points), computed: sayNumber(computed) },
        { about: String(claim.criterion), source: claim.source },
      );
    if (claim.points < points.low) return [find('claim-below-rule', points.low)];
    const isDisputed = ruled.because.items.some(({ conflicting }) => conflicting.length > 0);
    const isWithinMax = ruled.max !== null && claim.points <= ruled.max;
    return claim.points > points.high && isWithinMax && !isDisputed
      ? [find('claim-above-rule', points.high)]
      : [];
  });
}
