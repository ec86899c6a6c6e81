import type { Rule } from './pdf-characters.ts';

/** A stretch of a page between two rules that run across it. */
export interface Band {
  readonly top: number;
  readonly bottom: number;
}

/** Fewest rules that make the rows of a table: heads and signatures have one or two. */
const leastRules = 6;

/** Rules of one table begin and end together, this far apart at most, in font sizes. */
const endTolerance = 2;

/** Height of a row, in font sizes: less is a double line, more lies between two tables. */
const rowHeights = { least: 0.9, most: 14 } as const;

/** The rows of a table that has rules across it and no borders down; none where there is no such table. @param size of its letters. */
export function findRowBands(rules: readonly Rule[], size: number): readonly Band[] {
  const across = rules.filter((rule) => rule.direction === 'horizontal').sort((a, b) => a.at - b.at);
  const alike = (one: Rule): readonly Rule[] =>
    across.filter(
      (other) =>
        Math.abs(other.from - one.from) <= endTolerance * size &&
        Math.abs(other.to - one.to) <= endTolerance * size,
    );
  // Attack: a drawing of many thousand strokes; a page of rows has a hundred.
  if (across.length < leastRules || across.length > 400) return [];
  const longest = across.reduce((most, rule) => (rule.to - rule.from > most.to - most.from ? rule : most));
  const borders = alike(longest);
  if (borders.length < leastRules) return [];
  const bands: Band[] = [];
  for (const { at } of borders) {
    const last = bands.at(-1);
    if (last !== undefined && at - last.top < rowHeights.least * size) continue;
    if (last !== undefined) bands[bands.length - 1] = { ...last, bottom: at };
    bands.push({ top: at, bottom: at });
  }
  return bands.slice(0, -1).filter(({ top, bottom }) => bottom - top <= rowHeights.most * size);
}
