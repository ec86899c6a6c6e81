import { describe, expect, it } from 'vitest';
import { createLabelMatcher } from '../../../shared/extraction/label-matcher.ts';
import { readTable } from '../../../shared/extraction/read-table.ts';
import { qd06Rubric } from '../../../shared/rubrics/qd-06-2019/rubric.ts';
import { madeUpSheets } from './made-up-sheets.ts';
import type { Rows } from './table-mutations.ts';
import { mutationsOf } from './table-mutations.ts';
import { tableOf } from './table-of.ts';

const context = { file: 'bieu.docx', matcher: createLabelMatcher(qd06Rubric.vocabulary), year: 2023 };

/** "98,95%" and 567/573 are the same. */
const rounded = (value: unknown): unknown => (typeof value === 'number' ? Number(value.toFixed(3)) : value);

/** Figures that would be accepted, each value once, and the points of each criterion. */
function readPlain(rows: Rows): { readonly figures: readonly string[]; readonly points: readonly string[] } {
  const { readings, claims } = readTable(tableOf(rows), undefined, context);
  const figures = readings
    .filter(({ confidence }) => confidence >= 0.9)
    .map(({ indicator, value }) => `${indicator} ${String(rounded(value))}`);
  return {
    figures: [...new Set(figures)].sort(),
    points: claims.map(({ criterion, points, max }) => `${criterion} ${points}/${String(max)}`),
  };
}

/** Names of indicators say which criterion they are of only where a number does not. */
const pointsMayBeLost: ReadonlySet<string> = new Set(['without numbers']);

describe.each(Object.entries(madeUpSheets))('the sheet %s', (_, sheet) => {
  const asItIs = readPlain(sheet.rows);

  it('has a figure and points in most rows', () => {
    expect(asItIs.figures.length).toBeGreaterThan(8);
    expect(asItIs.points.length).toBeGreaterThan(5);
  });

  it.each(Object.entries(mutationsOf(sheet)))('gives the same with %s', (name, rows) => {
    const { figures, points } = readPlain(rows);
    expect(figures).toEqual(asItIs.figures);
    if (pointsMayBeLost.has(name)) expect(asItIs.points).toEqual(expect.arrayContaining([...points]));
    else expect(points).toEqual(asItIs.points);
  });
});
