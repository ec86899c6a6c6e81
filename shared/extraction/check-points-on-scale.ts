import type { Finding } from '../domain/finding.ts';
import { makeFinding } from '../domain/finding-catalogue.ts';
import type { Claim } from '../domain/reading.ts';
import { rowsOfCriterion, rowsOfItem } from '../rubrics/list-rows.ts';
import type { CriterionRule, ItemRule, Rubric } from '../rubrics/rubric.ts';
import { isUsable } from '../rubrics/rubric.ts';
import { sayNumber } from '../rubrics/say-figure.ts';

/** Sums of decimals ("12,5") are the same within this. */
const decimalsCompared = 3;

/**
 * Finds claims that no levels of the criterion's items add up to: the scale gives points by levels, nothing in between.
 * Silent where a level is not verified or not known, and above the maximum, which has a check of its own.
 */
export function checkPointsOnScale(claims: readonly Claim[], rubric: Rubric): readonly Finding[] {
  return claims.flatMap((claim) => {
    const rule = rubric.criteria.find(({ number }) => number === claim.criterion);
    const sums = rule === undefined ? null : sumsOf(rule, rubric);
    const points = Number(claim.points.toFixed(decimalsCompared));
    if (sums === null || sums.includes(points) || points > Math.max(...sums)) return [];
    const nearest = [sums.findLast((sum) => sum < points), sums.find((sum) => sum > points)];
    return [
      makeFinding(
        'points-not-on-scale',
        {
          criterion: claim.criterion,
          points: sayNumber(claim.points),
          nearest: nearest.flatMap((sum) => (sum === undefined ? [] : [sayNumber(sum)])).join(' và '),
        },
        { about: String(claim.criterion), source: claim.source },
      ),
    ];
  });
}

/** Every total the items can give, ascending; null while a row of the criterion cannot be used. */
function sumsOf(rule: CriterionRule, rubric: Rubric): readonly number[] | null {
  const rows = [
    ...rowsOfCriterion(rule),
    ...rule.items.flatMap((item) => rowsOfItem(rule.number, item, rubric.vocabulary)),
  ];
  if (rule.items.length === 0 || !rows.every(({ citation }) => isUsable(rubric, citation))) return null;
  let sums = [0];
  for (const item of rule.items)
    sums = [
      ...new Set(
        levelsOf(item).flatMap((level) => sums.map((sum) => Number((sum + level).toFixed(decimalsCompared)))),
      ),
    ];
  return sums.sort((a, b) => a - b);
}

function levelsOf({ rule }: ItemRule): readonly number[] {
  if (rule.kind === 'yes-no') return [0, rule.points];
  return [
    ...rule.bands.map(({ points }) => points),
    ...(rule.otherwise.points === null ? [] : [rule.otherwise.points]),
    ...(rule.kind === 'rate' && rule.noCase !== 'person' ? [rule.noCase.points] : []),
  ];
}
