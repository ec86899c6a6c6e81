import type { Cell } from '../domain/parsed-document.ts';
import type { Reading } from '../domain/reading.ts';
import { foldWords } from '../vietnamese/fold.ts';
import { rateOfCell, wholeNumber } from './bare-figures.ts';
import { agreesWithPrinted } from './figures.ts';
import { confidences, placeOfParts, readRate } from './found-reading.ts';
import { stripNumbering } from './label-matcher.ts';
import type { RowReading } from './sort-columns.ts';
import { distinctCells } from './sort-columns.ts';

/** Something done for children, or that befell them: what it counts is a part, not the whole. */
const somethingDone =
  /\b(?:duoc(?! can)|da|dat|ra lop|den|di|huy dong|hai long|bi|mac|tiem|tcdd|kham|nhe can|thap coi|sdd|suy|tu vong|chet|xam hai|nghien|vi pham|co(?! hoan canh| do tuoi))\b/u;
const population =
  /^(?:tong so\b|(?:tong )?so (?:tre em|tre|te|em|chau|hoc sinh|thon|khu pho|ban|phieu|vu)\b)/u;
const ofScope = /\b(?:thuoc dien|trong dien|trong do tuoi|can (?:kham|tiem|do)|phai (?:kham|tiem)|thu ve)\b/u;

/** Tells whether a row counts those a rate is measured on: "Tổng số trẻ em", "Số trẻ em từ đủ 7 tuổi". */
function isWhole(label: string): boolean {
  const folded = foldWords(stripNumbering(label));
  return population.test(folded) && (ofScope.test(folded) || !somethingDone.test(folded));
}

/** The one figure of a row, where it is a whole number. */
function countOf({
  grid,
  row,
  columns,
}: RowReading): { readonly cell: Cell; readonly value: number } | undefined {
  const [cell, ...others] = distinctCells(columns.values.map(({ column }) => grid.at(row, column)));
  const value = wholeNumber(cell);
  return cell === undefined || value === undefined || others.length > 0 ? undefined : { cell, value };
}

/**
 * Checks a rate by the two rows above it: "Số trẻ từ đủ 7 tuổi: 331", "Số trẻ được hỏi ý kiến: 276", "Tỷ lệ: 88,9%".
 * @param rows the rows read before this one, the last of them right above it.
 * @returns the readings with the parts of their rate, where the rows above plainly are them; else as they were.
 */
export function withRowsAbove(
  readings: readonly Reading[],
  input: RowReading,
  rows: readonly RowReading[],
): readonly Reading[] {
  const [whole, part] = rows.slice(-2);
  const [only, ...others] = readings;
  if (whole === undefined || part === undefined || only === undefined || others.length > 0) return readings;
  const isNear = whole.row === input.row - 2 && part.row === input.row - 1;
  if (!isNear || whole.criterion !== input.criterion || part.criterion !== input.criterion) return readings;
  const { matcher, file } = input.context;
  const rate = matcher.indicator(input.label, input.criterion, ['rate']);
  const own = matcher.indicator(`tỷ lệ ${part.label}`, input.criterion, ['rate']);
  if (rate === undefined || rate.indicator.id !== only.indicator || own?.indicator.id !== only.indicator)
    return readings;
  const [all, done] = [countOf(whole), countOf(part)];
  const [cell] = distinctCells(input.columns.values.map(({ column }) => input.grid.at(input.row, column)));
  const printed = cell === undefined ? undefined : rateOfCell(cell, input.head);
  if (all === undefined || done === undefined || cell === undefined || printed === undefined) return readings;
  if (all.value === 0 || done.value > all.value) return readings;
  if (!isWhole(whole.label) && !agreesWithPrinted(done.value, all.value, printed)) return readings;
  const fraction = { kind: 'fraction', numerator: done.value, denominator: all.value } as const;
  const raw = `${done.value}/${all.value} | ${cell.text.trim()}`;
  const figure = { ...fraction, counted: undefined, printed, start: 0, end: 0, raw };
  const place = placeOfParts(cell, [done.cell, all.cell], file);
  return [readRate(rate.indicator, figure, Math.min(only.confidence, confidences.row), place)];
}
