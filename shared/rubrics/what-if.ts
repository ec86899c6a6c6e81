import type { Assessment, ItemResult, PointsRange, Verdict } from '../domain/assessment.ts';
import type { ReconciledReading } from '../domain/reading.ts';
import { sumRanges, verdictOf } from './evaluate.ts';

/** An item whose points are not certain, and what the verdict becomes by it alone. */
export interface OpenItem {
  readonly criterion: number;
  readonly item: string;
  readonly name: string;
  /** undecided: the figure stands, but the scale leaves its points to people. */
  readonly because: 'missing' | 'unconfirmed' | 'contradictory' | 'undecided';
  readonly points: PointsRange;
  readonly max: number;
  /** The verdict when this item gets its most points and all else stays as it is, and when it gets its fewest. */
  readonly atBest: Verdict;
  readonly atWorst: Verdict;
  /** At its fewest points the whole criterion has certain 0. */
  readonly zeroAtWorst: boolean;
}

/**
 * The items the verdict hangs on, most important first: those that decide it alone, both ways before one way, then those that
 * decide it together with others; more points at stake first. Empty where the verdict stands whatever comes, and where none is
 * computed because rows of the scale are not verified.
 */
export function listOpenItems(
  assessment: Assessment,
  readings: readonly ReconciledReading[],
): readonly OpenItem[] {
  const { criteria, total, threshold, verdict } = assessment;
  if (total === null || verdict !== 'undetermined') return [];
  return criteria
    .flatMap((criterion, position) =>
      criterion.because.items.flatMap((item): OpenItem[] => {
        const { points } = item;
        if (points === null || points.low === points.high) return [];
        // Points a person set are certain, whatever the items say.
        if (criterion.byScale !== undefined) return [];
        // With enough points for sure, only a criterion that may have 0 is still in the way.
        if (total.low >= threshold && criterion.points?.low !== 0) return [];
        const best = settle(assessment, item, points.high);
        const worst = settle(assessment, item, points.low);
        return [
          {
            criterion: criterion.criterion,
            item: item.item,
            name: item.name,
            because: reasonOf(item, readings),
            points,
            max: item.max ?? points.high,
            atBest: verdictOf(best, threshold),
            atWorst: verdictOf(worst, threshold),
            zeroAtWorst: worst[position]?.high === 0,
          },
        ];
      }),
    )
    .sort((one, other) => decided(other) - decided(one) || atStake(other) - atStake(one));
}

const decided = ({ atBest, atWorst }: OpenItem): number =>
  [atBest, atWorst].filter((verdict) => verdict !== 'undetermined').length;

const atStake = ({ points }: OpenItem): number => points.high - points.low;

/** Points of each criterion with one item at certain points and all else as it is. */
function settle({ criteria }: Assessment, item: ItemResult, points: number): readonly PointsRange[] {
  return criteria.flatMap(({ because, byScale, points: whole }) => {
    if (byScale !== undefined) return whole ?? [];
    return (
      sumRanges(
        because.items.map((one) => (one.item === item.item ? { low: points, high: points } : one.points)),
      ) ?? []
    );
  });
}

function reasonOf(item: ItemResult, readings: readonly ReconciledReading[]): OpenItem['because'] {
  if (item.conflicting.length > 0) return 'contradictory';
  const reading = readings.find(
    ({ indicator, otherYear }) => otherYear === undefined && item.indicators.includes(indicator),
  );
  if (reading === undefined) return 'missing';
  return reading.accepted ? 'undecided' : 'unconfirmed';
}
