import type { IndicatorDefinition } from '../domain/indicator.ts';
import type { Cell } from '../domain/parsed-document.ts';
import type { Reading } from '../domain/reading.ts';
import { foldWords } from '../vietnamese/fold.ts';
import type { PrintedRate } from './figures.ts';
import { agreesWithPrinted, findFigures } from './figures.ts';
import type { TableHead } from './column-roles.ts';
import { findTableHead } from './column-roles.ts';
import type { ReadingContext } from './found-reading.ts';
import { confidences, makeReading, placeOfParts, readRate } from './found-reading.ts';
import { leastLikeness } from './label-matcher.ts';
import type { TableGrid } from './table-grid.ts';

/** Rows by their whole labels, with accents, since a village may be called Tồng or Cộng Hòa. */
const totalRow =
  /^(?:tổng|cộng|toàn|tong|cong|toan)(?:\s+(?:cộng|số|chung|toàn|xã|thị trấn|phường|thôn|phiếu|cong|so|xa))*\s*[:.]?$/iu;
const rateRow = /^(?:tỷ lệ|tỉ lệ|đạt tỷ lệ|ty le)(?!\p{L})/iu;
const denominatorWords =
  /(?:thu ve|hop le|phat ra|duoc hoi|tong so|tong|trong do tuoi|can do|duoc can|phai|thuoc dien)/u;
/** Of several totals the later in this list is the better denominator: sheets returned, not sheets handed out. */
const denominatorRank = [/phat ra/u, /tong/u, /duoc hoi/u, /thu ve/u, /hop le/u];

/** Children as they are, without anything done for them: "Trẻ 3-5 tuổi", "Số trẻ dưới 1 tuổi". */
const population = /^(?:tong )?(?:so )?(?:tre em|tre|te|chau|hoc sinh)\b/u;
const somethingDone =
  /\b(?:duoc(?! can)|da|dat|ra lop|den|di|huy dong|hai long|bi|mac|tiem|tcdd|kham|nhe can|thap coi|sdd|suy|tu vong|chet|xam hai|nghien|vi pham|co)\b/u;
/** Words of a population that tell nothing of which one it is. */
const plainWords = new Set(
  'tong so tre em te chau hoc sinh trong do thuoc dien duoc can phai cua o'.split(' '),
);

/** Rows that are times or parts of the row above are no villages to be added up. */
const noVillage =
  /^(?:(?:năm|tháng|quý|kỳ|học kỳ)(?!\p{L})|20\d\d|\d+ tháng|trong đó|gồm|bao gồm|nam|nữ|[-+•*])/iu;

/** "Điểm tối đa" and "Điểm tự chấm" below the names of criteria. */
const ofPoints = /(?<!\p{L})điểm(?!\s+(?:vui|trường|dân|tái))(?!\p{L})|tự\s+chấm|tối\s+đa/iu;

interface IndicatorColumns {
  readonly indicator: IndicatorDefinition;
  readonly numerator: number | undefined;
  readonly rate: number | undefined;
  readonly denominators: readonly number[];
  /** The totals are its own: no other indicator stands under the same wide head, or they name its children. */
  readonly hasOwnTotals: boolean;
}

/**
 * Reads a table with one row a village and the indicators in its columns ("Trẻ em: thu về, hài lòng"): the figures of
 * the total row, or the sum of the rows where there is none. A total that is not the sum of its rows is doubtful.
 */
export function readColumnTable(
  grid: TableGrid,
  criterion: number | undefined,
  context: ReadingContext,
): readonly Reading[] {
  const head = findTableHead(grid, context.year) ?? undefined;
  const titles = columnTitles(grid, head);
  if (titles === undefined) return [];
  const { bodyStart, paths } = titles;
  const groups = groupColumns(paths, criterion, context);
  if (groups.length === 0) return [];
  const rows = classifyRows(grid, bodyStart);
  if (rows === undefined || (rows.body.length < 2 && rows.total === undefined)) return [];
  return groups.flatMap((group) => {
    const reading = readGroup(grid, group, rows, head, context);
    return reading === undefined ? [] : [reading];
  });
}

/** The words above each column, from a wide head down to its own, and the first row of figures. */
function columnTitles(
  grid: TableGrid,
  head: TableHead | undefined,
): { bodyStart: number; paths: ReadonlyMap<number, readonly string[]> } | undefined {
  const bodyStart = head?.bodyStart ?? firstFigureRow(grid);
  if (bodyStart === undefined || bodyStart === 0) return undefined;
  const paths = new Map<number, readonly string[]>();
  for (let column = 0; column < grid.columnCount; column++) {
    const parts: string[] = [];
    for (let row = Math.max(0, bodyStart - 3); row < bodyStart; row++) {
      const text = grid.text(row, column);
      if (text !== '' && parts.at(-1) !== text) parts.push(text);
    }
    paths.set(column, parts);
  }
  return { bodyStart, paths };
}

function firstFigureRow(grid: TableGrid): number | undefined {
  for (let row = 1; row < Math.min(grid.rowCount, 12); row++) {
    const numbers = grid.row(row).filter((cell) => /^[\d.,\s%]+$/u.test(cell.text)).length;
    if (numbers >= 2) return row;
  }
  return undefined;
}

function groupColumns(
  paths: ReadonlyMap<number, readonly string[]>,
  criterion: number | undefined,
  context: ReadingContext,
): readonly IndicatorColumns[] {
  const groups = new Map<
    string,
    { indicator: IndicatorDefinition; numerator?: number; rate?: number; top: string }
  >();
  const denominators: { column: number; top: string; title: string }[] = [];
  for (const [column, parts] of paths) {
    const title = parts.join(' ');
    const folded = foldWords(title);
    const top = parts.length > 1 ? (parts[0] ?? '') : '';
    const own = foldWords(parts.at(-1) ?? '');
    if (/\b20\d\d\b/u.test(folded) && !folded.includes(String(context.year))) continue;
    const isRate = /(?:ty le|ti le|ty suat|%)/u.test(own) || /%/u.test(parts.at(-1) ?? '');
    const isDenominator =
      !isRate &&
      ((denominatorWords.test(own) && !/(?:hai long|dat|da |duoc tiem)/u.test(own)) ||
        (population.test(own) && !somethingDone.test(own)));
    if (isDenominator) {
      denominators.push({ column, top, title });
      continue;
    }
    const count = isRate ? undefined : context.matcher.indicator(title, criterion, ['count']);
    const rate =
      context.matcher.indicator(title, criterion, ['rate']) ??
      (count === undefined ? context.matcher.indicator(`tỷ lệ ${title}`, criterion, ['rate']) : undefined);
    for (const match of [rate, count]) {
      // Children can be added up over the villages; what the commune does for all of them cannot.
      const isCount = match?.indicator.unit === 'count';
      if (match === undefined || (isCount && match.indicator.unitWord !== 'em')) continue;
      if (isCount && criterion === undefined && match.likeness < leastLikeness) continue;
      const group = groups.get(match.indicator.id) ?? { indicator: match.indicator, top };
      if (isRate) group.rate ??= column;
      else group.numerator ??= column;
      groups.set(match.indicator.id, group);
    }
  }
  const rates = [...groups.values()].filter(({ indicator }) => indicator.unit === 'rate');
  return [...groups.values()].map(({ indicator, numerator, rate, top }) => {
    const near = denominators.filter((one) => one.top === top);
    const isAlone = rates.filter((other) => other.top === top).length === 1;
    const named = isAlone
      ? undefined
      : near.findLast(
          (one) => one.column < (numerator ?? rate ?? 0) && namesChildrenOf(indicator, one.title),
        );
    return {
      indicator,
      numerator,
      rate,
      denominators: (named === undefined ? near : [named]).map(({ column }) => column),
      hasOwnTotals: isAlone || named !== undefined,
    };
  });
}

/** "Trẻ dưới 5 tuổi được cân đo" are the children of both kinds of malnutrition; "Tổng số trẻ em" are any. */
function namesChildrenOf(indicator: IndicatorDefinition, title: string): boolean {
  const known = new Set(
    [indicator.name, ...indicator.synonyms].flatMap((text) => foldWords(text).split(' ')),
  );
  const telling = foldWords(title)
    .split(' ')
    .filter((word) => !plainWords.has(word));
  return telling.length > 0 && telling.every((word) => known.has(word));
}

interface Rows {
  readonly body: readonly number[];
  readonly total: number | undefined;
  readonly rate: number | undefined;
}

/** What a column says, and the cells it says it in, its own first. */
interface ColumnValue {
  readonly column: number;
  readonly value: number;
  readonly agrees: boolean;
  readonly cells: readonly Cell[];
}

function withoutDoubt(cell: Cell): Cell {
  const { unsure, ...rest } = cell;
  return unsure === undefined ? cell : rest;
}

/** Undefined where the rows cannot be added up. */
function classifyRows(grid: TableGrid, bodyStart: number): Rows | undefined {
  const body: number[] = [];
  let total: number | undefined;
  let rate: number | undefined;
  for (let row = bodyStart; row < grid.rowCount; row++) {
    const label = grid.row(row).find((cell) => /\p{L}/u.test(cell.text) && cell.row === row);
    const words = (label?.text ?? '').trim();
    if (rateRow.test(words)) rate ??= row;
    else if (totalRow.test(words)) total ??= row;
    else if (total === undefined && grid.row(row).some((cell) => countOf(cell) !== undefined)) {
      if (noVillage.test(grid.text(row, 0)) || noVillage.test(words) || ofPoints.test(words))
        return undefined;
      body.push(row);
    }
  }
  return { body, total, rate };
}

function readGroup(
  grid: TableGrid,
  group: IndicatorColumns,
  rows: Rows,
  head: TableHead | undefined,
  context: ReadingContext,
): Reading | undefined {
  const column = group.numerator ?? group.rate;
  if (column === undefined) return undefined;
  const sumOf = (of: number): number | undefined => {
    const values = rows.body.map((row) => countOf(grid.at(row, of)));
    return values.includes(undefined)
      ? undefined
      : values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
  };
  const valueOf = (of: number | undefined): ColumnValue | undefined => {
    if (of === undefined) return undefined;
    const cell = rows.total === undefined ? undefined : grid.at(rows.total, of);
    const printed = countOf(cell);
    const sum = sumOf(of);
    if (printed !== undefined && cell !== undefined) {
      // Rows that add up to their total were all read right.
      const isConfirmed = sum === printed && rows.body.length > 1;
      const agrees = sum === undefined || sum === printed;
      return { column: of, value: printed, agrees, cells: [isConfirmed ? withoutDoubt(cell) : cell] };
    }
    const cells = rows.body.map((row) => grid.at(row, of)).filter((one) => one !== undefined);
    return sum === undefined ? undefined : { column: of, value: sum, agrees: true, cells };
  };
  const printed = printedRateOf(grid, group, rows, head);
  const numerator = valueOf(group.numerator);
  const totals = group.denominators
    .map((of) => ({ of, found: valueOf(of) }))
    .filter((one) => one.found !== undefined);
  const isSum = rows.total === undefined;
  const denominator = chooseDenominator(grid, totals, numerator?.value, printed, head);
  const cell = numerator?.cells[0] ?? (rows.total === undefined ? undefined : grid.at(rows.total, column));
  if (cell === undefined) return undefined;
  const parts = [numerator, denominator].flatMap((part) => part?.cells ?? []);
  const place = placeOfParts(cell, parts, context.file);
  const added = isSum ? ` (cộng ${rows.body.length} dòng)` : '';
  if (group.indicator.unit === 'count')
    return numerator === undefined
      ? undefined
      : makeReading({
          indicator: group.indicator,
          value: numerator.value,
          raw: `${numerator.value}${added}`,
          confidence: numerator.agrees ? confidences.row : confidences.doubtful,
          place,
        });
  const sums =
    numerator?.agrees !== false &&
    denominator?.agrees !== false &&
    isWithin(grid, rows.body, group.numerator, denominator?.column);
  // Among the columns of several indicators a total may be a neighbour's, unless the printed rate says it is the right one.
  const isOwn =
    group.hasOwnTotals ||
    (printed !== undefined &&
      numerator !== undefined &&
      denominator !== undefined &&
      agreesWithPrinted(numerator.value, denominator.value, printed));
  const confidence = sums && isOwn ? confidences.row : confidences.doubtful;
  const span = { start: 0, end: 0, raw: cell.text.trim() };
  if (numerator !== undefined && denominator !== undefined && numerator.value <= denominator.value)
    return readRate(
      group.indicator,
      {
        kind: 'fraction',
        numerator: numerator.value,
        denominator: denominator.value,
        counted: undefined,
        ...(printed === undefined ? {} : { printed }),
        ...span,
        raw: `${numerator.value}/${denominator.value}${added}`,
      },
      confidence,
      place,
    );
  if (printed !== undefined)
    return readRate(group.indicator, { kind: 'rate', printed, ...span }, confidence, place);
  return undefined;
}

/** No village has more children with something than children. */
function isWithin(
  grid: TableGrid,
  body: readonly number[],
  part: number | undefined,
  whole: number | undefined,
): boolean {
  if (part === undefined || whole === undefined) return true;
  return body.every(
    (row) => (countOf(grid.at(row, part)) ?? 0) <= (countOf(grid.at(row, whole)) ?? Number.POSITIVE_INFINITY),
  );
}

function chooseDenominator(
  grid: TableGrid,
  totals: readonly { readonly of: number; readonly found: ColumnValue | undefined }[],
  numerator: number | undefined,
  printed: PrintedRate | undefined,
  head: TableHead | undefined,
): ColumnValue | undefined {
  if (numerator !== undefined && printed !== undefined) {
    const fitting = totals.find(
      ({ found }) => found !== undefined && agreesWithPrinted(numerator, found.value, printed),
    );
    if (fitting !== undefined) return fitting.found;
  }
  const rank = (of: number): number => {
    const title = foldWords(head?.titles.get(of) ?? grid.text((head?.bodyStart ?? 1) - 1, of));
    return denominatorRank.findLastIndex((pattern) => pattern.test(title));
  };
  return [...totals].sort((a, b) => rank(b.of) - rank(a.of))[0]?.found;
}

function printedRateOf(
  grid: TableGrid,
  group: IndicatorColumns,
  rows: Rows,
  head: TableHead | undefined,
): PrintedRate | undefined {
  const candidates = [
    rows.total !== undefined && group.rate !== undefined ? grid.at(rows.total, group.rate) : undefined,
    rows.rate !== undefined && group.numerator !== undefined
      ? grid.at(rows.rate, group.numerator)
      : undefined,
    ...(rows.rate === undefined ? [] : group.denominators.map((column) => grid.at(rows.rate ?? 0, column))),
  ];
  for (const cell of candidates) {
    if (cell === undefined) continue;
    const rate = findFigures(cell.text).find((figure) => figure.kind === 'rate');
    if (rate !== undefined) return rate.printed;
    if (head?.percentColumns.has(cell.column) === true && /^[\d.,]+$/u.test(cell.text.trim())) {
      const bare = findFigures(`${cell.text.trim()}%`)[0];
      if (bare?.kind === 'rate') return bare.printed;
    }
  }
  return undefined;
}

function countOf(cell: Cell | undefined): number | undefined {
  if (cell === undefined || cell.date !== undefined) return undefined;
  if (cell.number !== undefined) return Number.isInteger(cell.number) ? cell.number : undefined;
  const match = /^\s*(\d{1,3}(?:[. ]\d{3})*|\d+)\s*$/u.exec(cell.text);
  return match === null ? undefined : Number((match[1] ?? '').replace(/\D/gu, ''));
}
