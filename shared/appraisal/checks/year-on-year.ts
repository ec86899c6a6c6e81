import type { Commune } from '../../domain/commune.ts';
import type { DossierFacts, FigureValue } from '../../domain/dossier-facts.ts';
import type { IndicatorDefinition } from '../../domain/indicator.ts';

/**
 * A rate further from last year's than this. Levels of the scale lie 2 to 20 points apart and the rates of a commune move by
 * a few points a year; a fifth of all children is more likely another base, another year or a slip of the hand.
 */
const rateJump = 0.2;
/** A count or a base so many times last year's, or so small a part of it: a digit lost or gained, another group of children. */
const countJump = 2;
/** … and by at least so many children or cases: below, one family or one accident doubles a figure. */
const leastChange = 5;

/** One indicator in two years. */
export interface YearRow {
  readonly indicator: IndicatorDefinition;
  readonly previous: FigureValue | null;
  readonly current: FigureValue | null;
  readonly isJump: boolean;
}

/**
 * The accepted figures of a commune beside those of the round before, in the order of the vocabulary; indicators without any are
 * left out. Nothing is compared where the unit is younger than those figures: its code can have meant another one then (06463:
 * thị trấn Đồng Mỏ, from 01/07/2025 xã Chi Lăng).
 */
export function compareYears(
  current: DossierFacts,
  previous: DossierFacts,
  { commune, indicators }: { readonly commune: Commune; readonly indicators: readonly IndicatorDefinition[] },
): readonly YearRow[] {
  if (commune.validFrom > `${previous.year}-12-31`) return [];
  const of = (facts: DossierFacts, id: string): FigureValue | null =>
    facts.figures.find(({ indicator }) => indicator === id) ?? null;
  return indicators.flatMap((indicator): YearRow[] => {
    const row = { indicator, previous: of(previous, indicator.id), current: of(current, indicator.id) };
    if (row.previous === null && row.current === null) return [];
    return [{ ...row, isJump: isJump(row.indicator, row.previous, row.current) }];
  });
}

function isJump(
  { unit }: IndicatorDefinition,
  previous: FigureValue | null,
  current: FigureValue | null,
): boolean {
  if (typeof previous?.value !== 'number' || typeof current?.value !== 'number') return false;
  if (unit === 'count') return isCountJump(previous.value, current.value);
  const bases = [previous.denominator, current.denominator] as const;
  if (bases[0] !== undefined && bases[1] !== undefined && isCountJump(bases[0], bases[1])) return true;
  // Binary fractions: 0.99 - 0.79 is a little less than a fifth.
  const moved = Math.abs(current.value - previous.value) + Number.EPSILON;
  // Of a base of three, one child is a third: the move must be one of some children, where the base is known.
  const children = current.denominator === undefined ? leastChange : moved * current.denominator;
  return moved >= rateJump && children >= leastChange;
}

function isCountJump(one: number, other: number): boolean {
  const [less, more] = [Math.min(one, other), Math.max(one, other)];
  return more - less >= leastChange && more >= less * countJump;
}
