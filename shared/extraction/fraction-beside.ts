import type { Cell } from '../domain/parsed-document.ts';
import type { Reading } from '../domain/reading.ts';
import type { ColumnRole } from './column-roles.ts';
import type { Figure } from './figures.ts';
import { findFigures, printedPercent } from './figures.ts';
import { placeOf, readRate } from './found-reading.ts';
import type { RowReading } from './sort-columns.ts';
import { distinctCells } from './sort-columns.ts';

type Fraction = Extract<Figure, { kind: 'fraction' }>;

/** "871/923", "871/923 em" and nothing else. */
const onlyFraction = /^\(?\s*\d[\d.\s]*\/\s*\d[\d.\s]*(?:\p{L}+\s*){0,2}\)?\s*$/u;

/** Columns of other years, of what was planned, of what is only compared. */
const ofElse: readonly ColumnRole[] = ['other-year', 'plan', 'comparison', 'district'];

/** "748/757" in one cell of a row, its rate in another; undefined where there is none or more than one. */
export function fractionBeside({ columns, grid, row, head }: RowReading, rate: Cell): Fraction | undefined {
  const points = [columns.claimed, columns.max, ...columns.otherPoints];
  const isElse = (column: number): boolean =>
    points.includes(column) || ofElse.includes(head.roles.get(column) ?? 'result');
  const fractions = distinctCells(grid.row(row))
    .filter((cell) => cell !== rate && cell.row === row && !isElse(cell.column))
    .filter(
      ({ column, text }) =>
        onlyFraction.test(text) || columns.values.some((value) => value.column === column),
    )
    .flatMap(({ text }) => findFigures(text))
    .filter((figure) => figure.kind === 'fraction');
  const [only] = fractions;
  return fractions.length === 1 ? only : undefined;
}

/** A row's one rate, printed without its parts, with the parts that stand in a cell of their own ("Cách tính: 871/923"). */
export function withFractionBeside(
  input: RowReading,
  cell: Cell,
  readings: readonly Reading[],
): readonly Reading[] {
  const [only, ...more] = readings;
  if (only === undefined || more.length > 0 || only.numerator !== undefined) return readings;
  const { matcher } = input.context;
  const indicator = Array.from({ length: matcher.criterionCount }, (_, at) => matcher.ofCriterion(at + 1))
    .flat()
    .find(({ id }) => id === only.indicator);
  const printed = printedPercent(only.source.raw ?? '', /‰/u.test(only.source.raw ?? '') ? '‰' : '%');
  const fraction = fractionBeside(input, cell);
  if (indicator?.unit !== 'rate' || fraction === undefined) return readings;
  if (printed === undefined || printed.value !== only.value) return readings;
  const raw = `${fraction.raw} | ${only.source.raw ?? ''}`;
  return [
    readRate(indicator, { ...fraction, printed, raw }, only.confidence, placeOf(cell, input.context.file)),
  ];
}
