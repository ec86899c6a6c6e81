import type { Finding } from '../domain/finding.ts';
import { makeFinding } from '../domain/finding-catalogue.ts';
import type { ReconciledReading } from '../domain/reading.ts';
import type { Rubric } from '../rubrics/rubric.ts';
import { bandOf } from '../rubrics/say-band.ts';
import { sayNumber, sayRate } from '../rubrics/say-figure.ts';

/** Finds rates whose rounding decides a band: 48/49 is 97,96% and printed as 98%. The law's text says nothing of rounding, so a person decides. */
export function checkRounding(readings: readonly ReconciledReading[], rubric: Rubric): readonly Finding[] {
  return readings.flatMap((reading) => {
    const { value, numerator, denominator } = reading;
    if (
      typeof value !== 'number' ||
      numerator === undefined ||
      denominator === undefined ||
      denominator === 0
    )
      return [];
    // A rate that is not its own a/b at all has its finding already.
    if (reading.readings.some((one) => one.printedRate !== undefined)) return [];
    const exact = numerator / denominator;
    return rubric.criteria.flatMap((criterion) =>
      criterion.items.flatMap(({ rule }) =>
        rule.kind === 'rate' &&
        rule.indicator === reading.indicator &&
        bandOf(rule, value) !== bandOf(rule, exact)
          ? [
              makeFinding(
                'rounding-at-threshold',
                {
                  criterion: criterion.number,
                  printed: sayRate(value),
                  numerator: sayNumber(numerator),
                  denominator: sayNumber(denominator),
                  computed: sayRate(exact),
                },
                {
                  about: reading.indicator,
                  ...(reading.sources[0] === undefined ? {} : { source: reading.sources[0] }),
                },
              ),
            ]
          : [],
      ),
    );
  });
}
