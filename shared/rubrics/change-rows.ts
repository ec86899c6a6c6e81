import { listRows } from './list-rows.ts';
import type { Citation, Rubric, RubricRow } from './rubric.ts';

/** A copy of a rubric in which every row that has a place in it (see listRows) cites what `change` gives for it. */
export function changeRows(rubric: Rubric, change: (row: RubricRow) => Pick<Citation, 'verified'>): Rubric {
  const rows = new Map<unknown, RubricRow>(listRows(rubric).map((row) => [row.citation, row]));
  const copy = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(copy);
    const row = rows.get(value);
    return {
      ...Object.fromEntries(Object.entries(value).map(([name, one]) => [name, copy(one)])),
      ...(row === undefined ? {} : change(row)),
    };
  };
  return copy(rubric) as Rubric;
}
