import type { CriterionAssessment } from '../domain/assessment.ts';
import type { Finding } from '../domain/finding.ts';
import { makeFinding } from '../domain/finding-catalogue.ts';
import type { Claim } from '../domain/reading.ts';
import { sayNumber } from '../rubrics/say-figure.ts';

/** Finds claims below what the rule gives for certain: shown to the council, never raised by us. */
export function checkClaimsBelowRule(
  claims: readonly Claim[],
  criteria: readonly CriterionAssessment[],
): readonly Finding[] {
  return claims.flatMap((claim) => {
    const least = criteria.find(({ criterion }) => criterion === claim.criterion)?.points?.low;
    return least !== undefined && claim.points < least
      ? [
          makeFinding(
            'claim-below-rule',
            {
              criterion: claim.criterion,
              points: sayNumber(claim.points),
              computed: sayNumber(least),
            },
            { about: String(claim.criterion), source: claim.source },
          ),
        ]
      : [];
  });
}
