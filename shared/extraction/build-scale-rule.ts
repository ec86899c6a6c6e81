import type { Source } from '../domain/locator.ts';
import { sayNumber, sayRate } from '../rubrics/say-figure.ts';
import type { Interval, LevelCondition } from './read-level.ts';

/** Points for a condition, and the place that says so. */
export interface Level {
  readonly condition: LevelCondition;
  readonly points: number;
  readonly source: Source;
}

/** What the levels of one item make: a rule without citations. */
export type BuiltRule =
  | { readonly kind: 'yes-no'; readonly points: number; readonly source: Source }
  | {
      readonly kind: 'rate' | 'count';
      readonly direction: 'gte' | 'lte';
      readonly bands: readonly {
        readonly threshold: number;
        readonly exclusive?: true;
        readonly points: number;
        readonly source: Source;
      }[];
      /** null where the text gives no points below the last level. */
      readonly otherwise: { readonly points: number; readonly source: Source } | null;
      readonly noCase: { readonly points: number; readonly source: Source } | null;
    };

/** The rule of one item with what is doubtful about it; undefined where the levels make none. */
export interface BuiltScale {
  readonly rule: BuiltRule | undefined;
  /** Sentences without place and stop. */
  readonly doubts: readonly string[];
}

interface Step extends Interval {
  readonly points: number;
  readonly source: Source;
}

/**
 * Makes one rule of the levels of an item. Nothing is filled in: a gap, an overlap or levels that go no one way are doubts, and a
 * level the rule has no place for is left out of it (see listUnusedLevels).
 */
export function buildScaleRule(levels: readonly Level[]): BuiltScale {
  const intervals = levels.flatMap(({ condition, points, source }): Step[] =>
    typeof condition === 'object' ? [{ ...condition, points, source }] : [],
  );
  const word = (name: LevelCondition): Level | undefined =>
    levels.find(({ condition }) => condition === name);
  const [some, none, rest, noCase] = [word('some'), word('none'), word('rest'), word('no-case')];
  const twice = (['some', 'none', 'rest', 'no-case'] as const).filter(
    (name) => levels.filter(({ condition }) => condition === name).length > 1,
  );
  if (twice.length > 0) return { rule: undefined, doubts: ['một mức được nêu hai lần'] };
  if (intervals.length === 0 && some !== undefined && (none?.points ?? 0) <= some.points)
    return { rule: { kind: 'yes-no', points: some.points, source: some.source }, doubts: [] };
  const isRate = intervals.some((step) => step.isRate);
  const zero: readonly Step[] =
    none === undefined || isRate
      ? []
      : [{ ...none, low: 0, high: 0, hasLow: true, hasHigh: true, isRate: false }];
  const present: readonly Step[] =
    some === undefined || isRate
      ? []
      : [{ ...some, low: 1, high: null, hasLow: true, hasHigh: false, isRate: false }];
  const steps = [...intervals.map((step) => (isRate ? asRate(step) : asCount(step))), ...zero, ...present];
  if (steps.length === 0) return { rule: undefined, doubts: ['không có mức điểm nào đọc được'] };
  const built = buildSteps(steps, isRate, rest);
  if (!isRate || built.rule === undefined || built.rule.kind === 'yes-no') return built;
  const without = noCase ?? none;
  return {
    rule: {
      ...built.rule,
      noCase: without === undefined ? null : { points: without.points, source: without.source },
    },
    doubts: [
      ...built.doubts,
      ...(none !== undefined && noCase === undefined
        ? ['mức "không có" được hiểu là trường hợp không phát sinh']
        : []),
    ],
  };
}

/** "Từ 90 đến dưới 95%" has its sign once. */
function asRate(step: Step): Step {
  const scale = (value: number | null): number | null =>
    value === null || step.isRate ? value : Number((value / 100).toFixed(8));
  return { ...step, low: scale(step.low), high: scale(step.high), isRate: true };
}

/** Whole numbers with their borders in: "dưới 3" is at most 2. */
function asCount(step: Step): Step {
  const { low, high, hasLow, hasHigh } = step;
  return {
    ...step,
    low: low === null || hasLow ? low : low + 1,
    high: high === null || hasHigh ? high : high - 1,
    hasLow: low !== null,
    hasHigh: high !== null,
  };
}

function buildSteps(steps: readonly Step[], isRate: boolean, rest: Level | undefined): BuiltScale {
  const ordered = [...steps].sort((one, other) => other.points - one.points);
  const [best, second] = ordered;
  if (best === undefined) return { rule: undefined, doubts: [] };
  const isTop = (step: Step): boolean => step.high === null || (isRate && step.high >= 1);
  const isBottom = (step: Step): boolean => step.low === null || (step.low === 0 && step.hasLow);
  const lowOf = (step: Step): number => step.low ?? -Infinity;
  const direction =
    second === undefined
      ? isTop(best) && !(isBottom(best) && best.high !== null)
        ? 'gte'
        : isBottom(best)
          ? 'lte'
          : undefined
      : lowOf(best) > lowOf(second) || (lowOf(best) === lowOf(second) && isTop(best) && !isTop(second))
        ? 'gte'
        : 'lte';
  const isMore = direction === 'gte';
  if (direction === undefined || !(isMore ? isTop(best) : isBottom(best)))
    return {
      rule: undefined,
      doubts: ['mức cao điểm nhất không phải là mức tốt nhất, chưa rõ cao hơn hay thấp hơn là tốt hơn'],
    };
  const doubts: string[] = [];
  ordered.forEach((step, position) => {
    const better = ordered[position - 1];
    if (better === undefined) return;
    if (better.points === step.points) doubts.push(`hai mức cùng ${sayNumber(step.points)} điểm`);
    const problem = isMore ? seamOf(step, better, isRate) : seamOf(better, step, isRate);
    // "từ 95% trở lên; từ 90% trở lên": the better one counts first.
    const isNested = isMore ? step.high === null : step.low === null;
    const isWorse = isMore
      ? lowOf(step) < lowOf(better)
      : (step.high ?? Infinity) > (better.high ?? Infinity);
    if (!isWorse) doubts.push('các mức không theo một chiều');
    else if (problem !== undefined && !isNested) doubts.push(problem);
  });
  const last = ordered.at(-1);
  const closes = last !== undefined && ordered.length > 1 && (isMore ? isBottom(last) : isTop(last));
  const bands = (closes ? ordered.slice(0, -1) : ordered).map(
    ({ low, high, hasLow, hasHigh, points, source }) => ({
      threshold: (isMore ? low : high) ?? NaN,
      ...((isMore ? hasLow : hasHigh) ? {} : { exclusive: true as const }),
      points,
      source,
    }),
  );
  if (
    bands.some(({ threshold }) => Number.isNaN(threshold)) ||
    doubts.includes('các mức không theo một chiều')
  )
    return { rule: undefined, doubts: [...new Set([...doubts, 'các mức không theo một chiều'])] };
  const end = closes ? last : rest;
  return {
    rule: {
      kind: isRate ? 'rate' : 'count',
      direction,
      bands,
      otherwise: end === undefined ? null : { points: end.points, source: end.source },
      noCase: null,
    },
    doubts:
      end === undefined
        ? [...doubts, 'văn bản không nêu mức điểm khi không đạt mức thấp nhất, để "chưa biết"']
        : doubts,
  };
}

/** What is wrong where a lower interval meets the one above it. */
function seamOf(lower: Step, upper: Step, isRate: boolean): string | undefined {
  const { high, hasHigh } = lower;
  const { low, hasLow } = upper;
  if (high === null || low === null) return undefined;
  const say = (value: number): string => (isRate ? sayRate(value) : sayNumber(value));
  const gap = isRate ? low - high : low - high - 1;
  if (gap > 0 || (isRate && gap === 0 && !hasHigh && !hasLow))
    return `có khoảng trống giữa ${say(high)} và ${say(low)}`;
  if (gap < 0 || (isRate && hasHigh && hasLow)) return `hai mức chồng lên nhau tại ${say(low)}`;
  return undefined;
}

/** Levels with points that a rule has no place for; a level of 0 points beside it says what the rule says anyway. */
export function listUnusedLevels(levels: readonly Level[], rule: BuiltRule | undefined): readonly Level[] {
  const used = new Set(
    rule === undefined
      ? []
      : rule.kind === 'yes-no'
        ? [rule.source]
        : [...rule.bands, rule.otherwise, rule.noCase].flatMap((row) => row?.source ?? []),
  );
  return levels.filter(({ points, source }) => !used.has(source) && (points !== 0 || rule === undefined));
}
