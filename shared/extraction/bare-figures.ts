import type { Cell } from '../domain/parsed-document.ts';
import type { Reading } from '../domain/reading.ts';
import { foldWords } from '../vietnamese/fold.ts';
import { parseNumber } from '../vietnamese/numbers.ts';
import type { TableHead } from './column-roles.ts';
import type { PrintedRate } from './figures.ts';
import { findFigures, printedPercent } from './figures.ts';
import type { Place } from './found-reading.ts';
import { confidences, makeReading, readRate } from './found-reading.ts';
import type { IndicatorMatch } from './label-matcher.ts';
import { stripNumbering } from './label-matcher.ts';
import type { RowReading } from './sort-columns.ts';

/** Digits and their separators alone. */
export const isBareNumber = (text: string): boolean => /^\s*[\d.,\s ]+\s*$/u.test(text);

/** A number without any sign: a count, or a rate whose unit the head, the label or a spreadsheet's format gives. */
export function readBareNumber(given: {
  readonly text: string;
  readonly cell: Cell;
  readonly label: string;
  readonly place: Place;
  readonly input: RowReading;
  readonly head: TableHead;
}): readonly Reading[] | undefined {
  const { text, cell, label, place, input, head } = given;
  if (!isBareNumber(text)) return undefined;
  const { matcher } = input.context;
  const { columns, grid, row } = input;
  const unit = columns.unit === undefined ? '' : grid.text(row, columns.unit);
  const sign = /[%‰]|ph[ầa]n tr[ăa]m|ph[ầa]n ngh[ìi]n/iu.exec(unit)?.[0] ?? '';
  const count =
    sign !== '' && !/\p{L}{2}/u.test(unit.replace(sign, ''))
      ? undefined
      : (matcher.indicator(label, input.criterion, ['count']) ?? countedInUnit(label, input));
  if (count !== undefined) {
    const parsed = cell.number ?? parseNumber(text.trim(), 'count')?.value;
    if (parsed === undefined || !Number.isInteger(parsed) || parsed < 0 || cell.date !== undefined) return [];
    return [
      makeReading({
        indicator: count.indicator,
        value: parsed,
        raw: text,
        // Without a head the column may as well be one of points.
        confidence: head.titles.size > 0 ? confidences.row : confidences.inferred,
        place,
      }),
    ];
  }
  const rate =
    matcher.indicator(label, input.criterion, ['rate']) ??
    matcher.indicator(`tỷ lệ ${label}`, input.criterion, ['rate']);
  if (rate === undefined) return undefined;
  const planned = columns.plan === undefined ? undefined : grid.at(row, columns.plan);
  const done = wholeNumber(cell);
  // "Kế hoạch 57 trẻ, thực hiện 56": children, unless something says per cent.
  if (sign === '' && !/(?:tỷ|tỉ) (?:lệ|suất)/iu.test(label) && (unit !== '' || planned !== undefined)) {
    const all = wholeNumber(planned);
    if (done === undefined || all === undefined || done > all) return [];
    const span = { start: 0, end: 0, raw: `${done}/${all}` };
    const fraction = { kind: 'fraction', numerator: done, denominator: all, counted: undefined } as const;
    return [readRate(rate.indicator, { ...fraction, ...span }, confidences.doubtful, place)];
  }
  const printed = bareRate(text, cell, `${label} ${sign}`, head);
  if (printed === undefined) return [];
  return [
    readRate(
      rate.indicator,
      { kind: 'rate', printed: printed.rate, start: 0, end: text.length, raw: text },
      printed.confidence,
      place,
    ),
  ];
}

/** "Hoạt động văn hóa, thể thao | hoạt động | 8": the unit of the row says that it counts. */
function countedInUnit(
  label: string,
  { columns, grid, row, criterion, context }: RowReading,
): IndicatorMatch | undefined {
  const unit = columns.unit === undefined ? '' : foldWords(grid.text(row, columns.unit));
  const counted = unit === '' ? undefined : context.matcher.indicator(`số ${label}`, criterion, ['count']);
  return counted !== undefined && unit === foldWords(counted.indicator.unitWord) ? counted : undefined;
}

/** A rate without its sign: per cent by head or label, or by being over 1,5; a fraction below that can mean either. */
function bareRate(
  text: string,
  cell: Cell,
  label: string,
  head: TableHead,
): { rate: PrintedRate; confidence: number } | undefined {
  // A table without a head gives a bare number no unit.
  const isNamed = head.titles.size > 0;
  const isPerMille = head.perMilleColumns.has(cell.column) || /‰|nghìn/u.test(label);
  const isPercent = head.percentColumns.has(cell.column) || /%|phần trăm/u.test(label);
  const rate = printedPercent(text.trim(), isPerMille ? '‰' : '%');
  if (rate === undefined) return undefined;
  if (isPercent || isPerMille) return { rate, confidence: confidences.row };
  const plain = rate.value * 100;
  // A whole number may as well be the children counted.
  const isCount =
    /^(?:tổng )?số |[:,–-]\s*(?:tổng )?số(?:\s+\p{L}+){0,3}\s*$/iu.test(stripNumbering(label)) &&
    rate.unit === 0.01;
  const isRate =
    rate.unit < 0.01 || /(?:tỷ|tỉ) (?:lệ|suất)/iu.test(`${label} ${head.titles.get(cell.column) ?? ''}`);
  if (isCount) return undefined;
  if (isNamed && plain > 1.5 && plain <= 100)
    return { rate, confidence: isRate ? confidences.plain : confidences.doubtful };
  return { rate: { ...rate, value: plain > 1 ? rate.value : plain }, confidence: confidences.doubtful };
}

/** The whole number of a cell, up to two words of a unit behind it; undefined when it holds another thing. */
export function wholeNumber(cell: Cell | undefined): number | undefined {
  if (cell === undefined) return undefined;
  const match = /^\s*([\d.,  ]+?)(?:\s*\p{L}{2,}\s*|\s+\p{L}+\s*){0,2}\s*$/u.exec(cell.text);
  const value = cell.number ?? (match === null ? undefined : parseNumber(match[1] ?? '', 'count')?.value);
  return value !== undefined && Number.isInteger(value) && value >= 0 && cell.date === undefined
    ? value
    : undefined;
}

/** The rate in a cell of a column of rates: with its sign, or without where the column is of per cent. */
export function rateOfCell(cell: Cell, head: TableHead): PrintedRate | undefined {
  const signed = findFigures(cell.text).find((figure) => figure.kind === 'rate');
  if (signed !== undefined) return signed.printed;
  if (!isBareNumber(cell.text)) return undefined;
  const bare = bareRate(cell.text.trim(), cell, '%', head);
  if (bare === undefined) return undefined;
  // A spreadsheet's 0,985 in a column of rates without format is a fraction unless the head says per cent.
  if (cell.number !== undefined && cell.number <= 1 && !head.percentColumns.has(cell.column))
    return { value: cell.number, unit: 0.001, ambiguous: cell.number > 0 && cell.number < 1 };
  return bare.rate;
}
