import type { Cell } from '../domain/parsed-document.ts';
import { foldWords } from '../vietnamese/fold.ts';
import type { ColumnRole, TableHead } from './column-roles.ts';
import { settleFractions } from './columns-of-fractions.ts';
import type { ReadingContext } from './found-reading.ts';
import { readNumbering } from './numbering.ts';
import { isOfScale, readPoints } from './points.ts';
import { namesBoth, splitPoints } from './points-beside-results.ts';
import { readClause } from './read-level.ts';
import type { TableGrid } from './table-grid.ts';
import { readYesNoCell } from './yes-no.ts';

/** The columns of a table by what they are for. */
export interface SortedColumns {
  /** Columns that count rows, from the left: "Tiêu chí" 1 … 13 and, beside it, "Mục" a, b, c. */
  readonly numbers: readonly number[];
  /** The one of them that has the criteria's own numbers by its head: "TC", "Tiêu chí số". */
  readonly criterionNumbers: number | undefined;
  readonly labels: readonly number[];
  readonly max: number | undefined;
  readonly claimed: number | undefined;
  /** Points of others: councils, the district. */
  readonly otherPoints: readonly number[];
  readonly unit: number | undefined;
  readonly plan: number | undefined;
  /** Remarks, where other columns give the results. */
  readonly notes: readonly number[];
  readonly values: readonly { readonly column: number; readonly role: ColumnRole }[];
}

/** Roles by the head; what the head leaves open is told by the content. */
export function sortColumns(grid: TableGrid, named: TableHead): SortedColumns {
  const head = settleFractions(grid, named);
  const byRole = (role: ColumnRole): number[] =>
    [...head.roles].filter(([, other]) => other === role).map(([column]) => column);
  let labels = byRole('label').sort((a, b) => a - b);
  // "Tiêu chí" can stand above the numbers and "Nội dung" above the words.
  const counting = labels.length > 1 ? labels.filter((column) => holdsNumbers(grid, head, column)) : [];
  const counted = [...byRole('number'), ...counting.slice(0, labels.length - 1)].sort((a, b) => a - b);
  const numbers =
    counted.length > 0 ? counted : [findNumberColumn(grid, head)].filter((one) => one !== undefined);
  const [number] = numbers;
  labels = labels.filter((column) => !numbers.includes(column));
  const criterionNumbers = numbers.find((column) =>
    /^(?:tieu chi|tc)(?: so| thu)?$/u.test(foldWords(head.titles.get(column) ?? '')),
  );
  if (labels.length === 0) labels = labelsWithResults(grid, head, numbers);
  if (labels.length === 0) {
    const widest = widestTextColumn(grid, head, number);
    // A sheet may name its criteria by their numbers alone.
    const named = widest ?? (isOfCriteria(head, number) ? number : undefined);
    labels = named === undefined ? [] : [named];
  }
  const { claimed, max, others } = sortPointColumns(grid, head);
  // "Tự đánh giá" may stand above answers instead of points.
  const points = byRole('claimed').filter(
    (column) => !holdsAnswers(grid, head, column) && !holdsResults(grid, head, column),
  );
  const taken = new Set([...numbers, ...labels, ...points, max]);
  const unit = byRole('unit')[0];
  const valued = [...Array(grid.columnCount).keys()]
    .filter((column) => !taken.has(column))
    .map((column) => ({ column, role: valueRoleOf(head.roles.get(column)) }))
    .filter((one): one is { column: number; role: ColumnRole } => isValueRole(one.role))
    .filter(({ column }) => !statesScale(grid, head, column));
  const besideUnit = unit === undefined ? [] : [unit - 1, unit + 1];
  const values =
    valued.length > 0
      ? valued
      : besideUnit
          .filter((column) => head.titles.has(column) && !head.roles.has(column))
          .map((column) => ({ column, role: 'result' as const }));
  // A sheet without a column of results gives its figures where it explains its points.
  const explaining = [...byRole('note'), ...labels.slice(1)].filter((column) =>
    isExplaining(grid, head, column),
  );
  const notes = explaining.map((column) => ({ column, role: 'result' as const }));
  return {
    numbers,
    criterionNumbers,
    labels: values.length > 0 ? labels : labels.filter((column) => !explaining.includes(column)),
    max,
    claimed,
    otherPoints: [...byRole('district'), ...others],
    unit,
    plan: byRole('plan')[0],
    notes: values.length > 0 ? byRole('note').filter((column) => !statesScale(grid, head, column)) : [],
    values: values.length > 0 ? values : notes,
  };
}

/** "Nội dung tiêu chí và kết quả đạt được": labels with their results behind them. */
function labelsWithResults(grid: TableGrid, head: TableHead, numbers: readonly number[]): number[] {
  const named = [...head.titles].filter(
    ([column, title]) =>
      !numbers.includes(column) && /^(?:noi dung|tieu chi|chi tieu|chi so)\b/u.test(foldWords(title)),
  );
  const isOfWords = (column: number): boolean =>
    Array.from({ length: grid.rowCount - head.bodyStart }, (_, at) =>
      grid.text(head.bodyStart + at, column),
    ).filter((text) => /\p{L}{3,}\s+\p{L}{2,}/u.test(text)).length > leastLabelled;
  return named
    .map(([column]) => column)
    .filter(isOfWords)
    .slice(0, 1);
}

/** Rows with words below which a column of labels is none. */
const leastLabelled = 4;

const isOfCriteria = (head: TableHead, column: number | undefined): column is number =>
  column !== undefined && /(?:tieu chi|^tc$)/u.test(foldWords(head.titles.get(column) ?? ''));

const valueRoleOf = (role: ColumnRole | undefined): ColumnRole | undefined =>
  role === 'claimed' ? 'result' : role;

/** What stands in a column's own cells; what is merged across it is of other columns too. */
const filledTexts = (grid: TableGrid, head: TableHead, column: number): readonly string[] =>
  Array.from({ length: grid.rowCount - head.bodyStart }, (_, at) => grid.at(head.bodyStart + at, column))
    .filter((cell) => cell?.columnSpan === 1)
    .map((cell) => cell?.text.trim() ?? '')
    .filter((text) => text !== '');

/** Nothing but "có", "không", ticks and per cents, and no word of points above; or so many per cents that the rest are counts. */
function holdsAnswers(grid: TableGrid, head: TableHead, column: number): boolean {
  const texts = filledTexts(grid, head, column);
  const title = foldWords(head.titles.get(column) ?? '');
  const rates = texts.filter((text) => /\d\s*[%‰]/u.test(text) && splitPoints(text) === undefined);
  if (!/diem/u.test(title) && rates.length > 2 && rates.length >= texts.length / 3) return true;
  return (
    texts.length > 0 &&
    !/diem|cham/u.test(title) &&
    texts.every(
      (text) =>
        /\d\s*[%‰]/u.test(text) ||
        (!/\d/u.test(text) && readYesNoCell(text) !== undefined) ||
        /[☐☑☒□■]/u.test(text),
    )
  );
}

/** Results beside their points, in most of its cells. */
function holdsResults(grid: TableGrid, head: TableHead, column: number): boolean {
  const isOfBoth = namesBoth(head.titles.get(column) ?? '');
  const texts = Array.from({ length: grid.rowCount - head.bodyStart }, (_, at) =>
    grid.text(head.bodyStart + at, column),
  ).filter((text) => text !== '');
  const held = texts.filter((text) => splitPoints(text, isOfBoth) !== undefined);
  return held.length > 1 && held.length >= texts.length / 2;
}

const isValueRole = (role: ColumnRole | undefined): boolean =>
  role === 'result' ||
  role === 'numerator' ||
  role === 'denominator' ||
  role === 'rate' ||
  role === 'yes' ||
  role === 'no';

/**
 * Of several bodies that gave points, the commune's own come first ("Xã tự chấm"), then what its council gave, then what nobody is
 * named for; a village's are none.
 */
const bodies = [
  /\bthon\b|to dan pho|khu pho/u,
  /^(?!.*(?:\bthon\b|to dan pho|khu pho))/u,
  /^(?!.*(?:\bthon\b|to dan pho|khu pho)).*(?:trung binh|binh quan|\btb$|thong nhat|ket luan|hoi dong|\bhd)/u,
  /^(?!.*(?:\bthon\b|to dan pho|khu pho|hoi dong|\bhd|thong nhat|ket luan|lan (?:1|i)\b)).*(?:tu (?:cham|danh gia)|\b(?:xa|thi tran|phuong) cham)/u,
];

/** The columns of the commune's own points and of the most there are. */
function sortPointColumns(
  grid: TableGrid,
  head: TableHead,
): {
  readonly claimed: number | undefined;
  readonly max: number | undefined;
  readonly others: readonly number[];
} {
  const byRole = (role: ColumnRole): number[] =>
    [...head.roles].filter(([, other]) => other === role).map(([column]) => column);
  const titleOf = (column: number): string => foldWords(head.titles.get(column) ?? '');
  const pointsIn = (column: number): (number | undefined)[] =>
    Array.from(
      { length: grid.rowCount - head.bodyStart },
      (_, index) => readPoints(grid.at(head.bodyStart + index, column))?.points,
    );
  const given = byRole('claimed').filter((column) => !holdsAnswers(grid, head, column));
  const columns = given.length > 0 ? given : byRole('claimed');
  const fill = (column: number): number => pointsIn(column).filter((points) => points !== undefined).length;
  // "Mức điểm theo thang" beside "Điểm tối đa": the levels in words are not the most.
  const [said] = byRole('max').sort((a, b) => fill(b) - fill(a) || a - b);
  // "Điểm chấm / điểm tối đa" over "65/75": both in one.
  if (columns.length === 0 && said !== undefined && holdsBoth(grid, head, said))
    return { max: undefined, claimed: said, others: [] };
  // A bare "Số điểm" beside "Điểm tự chấm" is the scale's own.
  const isBare = (column: number): boolean =>
    /^(?:diem|so diem|diem so|dat|diem tieu chi)$/u.test(titleOf(column));
  const bare = columns.filter(isBare);
  const named = columns.filter((column) => !isBare(column));
  const [first, second] = bare;
  if (said === undefined && named.length === 0 && first !== undefined && second !== undefined) {
    // "Điểm" beside "Đạt": the one that is nowhere lower.
    const others = pointsIn(second);
    const isLess = pointsIn(first).some((points, row) => (points ?? 0) < (others[row] ?? 0));
    return isLess ? { max: second, claimed: first, others: [] } : { max: first, claimed: second, others: [] };
  }
  const candidates = (named.length > 0 ? named : columns).map((column) => ({
    column,
    filled: pointsIn(column).filter((points) => points !== undefined).length,
    rank: bodies.findLastIndex((pattern) => pattern.test(titleOf(column))),
  }));
  // The district's columns and those of a later round are empty.
  const most = Math.max(...candidates.map(({ filled }) => filled));
  const [claimed] = candidates
    .filter(({ filled }) => filled >= most / 2)
    .sort((a, b) => b.rank - a.rank || a.column - b.column);
  return {
    claimed: claimed?.column,
    max: said ?? (named.length > 0 ? first : undefined),
    others: candidates.filter((one) => one !== claimed && one.rank > 0).map(({ column }) => column),
  };
}

/** Points and the most there are, in most cells of a column. */
function holdsBoth(grid: TableGrid, head: TableHead, column: number): boolean {
  const found = Array.from({ length: grid.rowCount - head.bodyStart }, (_, index) =>
    readPoints(grid.at(head.bodyStart + index, column)),
  ).filter((points) => points !== undefined);
  return found.length > 1 && found.filter(({ max }) => max !== null).length > found.length / 2;
}

/** Tells for which results points are given, in most of its cells: "Từ 98% trở lên: 50 điểm". */
function statesScale(grid: TableGrid, head: TableHead, column: number): boolean {
  const texts = Array.from({ length: grid.rowCount - head.bodyStart }, (_, at) =>
    grid.text(head.bodyStart + at, column),
  ).filter((text) => text !== '');
  const levels = texts
    .map((text) => readClause(text.split(/;|\n/u)[0] ?? ''))
    .filter(({ condition, points }) => condition !== null && points !== null);
  // "Có: 50 điểm" may be a result with its points, "từ 95% trở lên: 50 điểm" is none.
  const bounded = levels.filter(({ condition }) => typeof condition === 'object');
  return bounded.length > 1 && levels.length >= texts.length / 2;
}

/** Says what was reached, not how points are given ("từ 95% trở lên: 50 điểm"). */
function isExplaining(grid: TableGrid, head: TableHead, column: number): boolean {
  const isExplained = /^dien giai/u.test(foldWords(head.titles.get(column) ?? ''));
  if (head.roles.get(column) === 'note' && !isExplained) return !statesScale(grid, head, column);
  const texts = Array.from({ length: grid.rowCount - head.bodyStart }, (_, index) =>
    grid.text(head.bodyStart + index, column),
  );
  return (
    texts.some((text) => /:\s*\S/u.test(text)) &&
    !texts.some((text) => /\d\s*điểm(?! vui)|trở lên|dưới \d+\s*%/iu.test(text))
  );
}

/** A table that starts without a head: numbers, labels and figures are told apart by what stands in them. */
export function headlessHead(grid: TableGrid): TableHead {
  const roles = new Map<number, ColumnRole>();
  const bare: TableHead = {
    bodyStart: 0,
    roles,
    titles: new Map(),
    percentColumns: new Set(),
    perMilleColumns: new Set(),
  };
  const number = findNumberColumn(grid, bare);
  const widest = widestTextColumn(grid, bare, number);
  // What is said of each heading can be longer than the heading.
  const label = widest === grid.columnCount - 1 ? (number ?? -1) + 1 : widest;
  if (label !== undefined)
    for (let column = label + 1; column < grid.columnCount; column++)
      roles.set(column, holdsPointsOfScale(grid, column) ? 'claimed' : 'result');
  return bare;
}

/** Nothing but "50/50", "15/25 đ", all of them of a scale's. */
function holdsPointsOfScale(grid: TableGrid, column: number): boolean {
  const filled = Array.from({ length: grid.rowCount }, (_, row) => grid.at(row, column)).filter(
    (cell) => cell !== undefined && cell.text.trim() !== '',
  );
  const points = filled.map((cell) => readPoints(cell));
  return (
    filled.length > 1 &&
    points.every((one) => typeof one?.max === 'number' && isOfScale(one.max) && one.points <= one.max)
  );
}

/** "Tiêu chí số 10" and no words behind it. */
const longestNumber = 16;

function findNumberColumn(grid: TableGrid, head: TableHead): number | undefined {
  const isFree = !head.roles.has(0) && grid.columnCount > 2;
  return isFree && holdsNumbers(grid, head, 0) ? 0 : undefined;
}

/** Most filled cells of a column count through: "1", "1.1", "IV", "a)", "TC 3". */
function holdsNumbers(grid: TableGrid, head: TableHead, column: number): boolean {
  let filled = 0;
  let hits = 0;
  for (let row = head.bodyStart; row < grid.rowCount; row++) {
    const cell = grid.at(row, column);
    const text = cell?.text.trim() ?? '';
    if (cell === undefined || text === '' || cell.columnSpan > 1) continue;
    filled += 1;
    const { style } = readNumbering(text);
    if (style !== 'none' && (style !== 'explicit' || text.length <= longestNumber)) hits += 1;
  }
  return grid.rowCount - head.bodyStart > 1 && filled > 0 && hits >= filled * 0.7;
}

function widestTextColumn(grid: TableGrid, head: TableHead, number: number | undefined): number | undefined {
  let best: { column: number; letters: number } | undefined;
  for (let column = 0; column < Math.min(grid.columnCount, 4); column++) {
    const role = head.roles.get(column);
    if (column === number || (role !== undefined && role !== 'label')) continue;
    let letters = 0;
    for (let row = head.bodyStart; row < grid.rowCount; row++)
      letters += grid.text(row, column).replace(/[^\p{L}]/gu, '').length;
    if (letters > (best?.letters ?? 0)) best = { column, letters };
  }
  return best?.column;
}

/** A row to be read, and what is known of it. */
export interface RowReading {
  readonly grid: TableGrid;
  readonly row: number;
  readonly head: TableHead;
  readonly columns: SortedColumns;
  readonly label: string;
  readonly criterion: number | undefined;
  readonly isWholeCriterion: boolean;
  readonly context: ReadingContext;
}

/** The filled cells among these, each once. */
export function distinctCells(cells: readonly (Cell | undefined)[]): readonly Cell[] {
  return cells.filter(
    (cell, position): cell is Cell =>
      cell !== undefined && cell.text.trim() !== '' && cells.indexOf(cell) === position,
  );
}
