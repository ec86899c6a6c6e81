import type { Cell } from '../domain/parsed-document.ts';
import type { Claim, ClaimedTotal } from '../domain/reading.ts';
import type { CriterionRow } from './criterion-rows.ts';
import { subtotalWords } from './criterion-rows.ts';
import type { ReadingContext } from './found-reading.ts';
import { placeOf } from './found-reading.ts';
import type { Points } from './points.ts';
import { addsUpTo, maximumName, parsePoints, readPoints, pointSlack } from './points.ts';
import { splitPoints } from './points-beside-results.ts';
import { leastScale, readClaimedTotal, readHeadingMaximum } from './read-claims.ts';
import type { TableGrid } from './table-grid.ts';

/** A commune's own points as one table gives them. */
export interface Scores {
  readonly claims: readonly Claim[];
  readonly total: ClaimedTotal | null;
}

/** Columns of points. */
export interface ScoreColumns {
  readonly max: number | undefined;
  readonly claimed: number | undefined;
  readonly otherPoints?: readonly number[];
}

interface RowPoints {
  readonly row: CriterionRow;
  readonly points: number;
  readonly max: number | null;
  readonly cell: Cell;
}

/**
 * Reads a commune's own points from the rows of a sheet: a criterion's own row, else its subtotal, else the sum of its items.
 * Where they do not add up to the sheet's total and another way of counting its rows does, that is how the sheet counts.
 */
export function readScores(
  grid: TableGrid,
  rows: readonly CriterionRow[],
  columns: ScoreColumns,
  context: ReadingContext,
): Scores {
  const { claims, total } = readScoreColumns(grid, rows, columns, context);
  const said = readSaidScores(grid, rows, context);
  const others = claims.filter(({ criterion }) => !said.some((one) => one.criterion === criterion));
  return { claims: [...said, ...others].sort((a, b) => a.criterion - b.criterion), total };
}

/** "Tự chấm: 75/75 điểm", "Điểm xã tự đánh giá: 60": whose points they are, in the cell itself. */
const saidOwn =
  /^(?:(?:số\s+)?điểm\s+)?(?:(?:xã|thị trấn|phường|đơn vị)\s+)?tự\s+(?:chấm|đánh\s+giá|cho)(?:\s+điểm)?\s*:\s*(?=\d)/iu;

/** "Điểm tối đa: 75" beside them. */
const saidMost = /^(?:(?:số\s+)?điểm\s+)?(?:tối\s+đa|chuẩn)\s*:\s*(\d.*)$/iu;

/** Points that a cell says are the commune's: the head or the foot of a criterion's own card. */
function readSaidScores(
  grid: TableGrid,
  rows: readonly CriterionRow[],
  context: ReadingContext,
): readonly Claim[] {
  const found = rows.flatMap(({ row, criterion }): readonly Claim[] => {
    if (criterion === undefined) return [];
    const cells = grid.row(row).filter((one) => one.row === row);
    const cell = cells.find((one) => saidOwn.test(one.text.trim()));
    const points = cell === undefined ? undefined : parsePoints(cell.text.trim().replace(saidOwn, ''));
    if (cell === undefined || points === undefined) return [];
    const most = cells.map(({ text }) => saidMost.exec(text.trim())?.[1]).find((text) => text !== undefined);
    const source = { file: context.file, locator: cell.locator, raw: cell.text.slice(0, 40) };
    const max = points.max ?? parsePoints(most ?? '')?.points ?? null;
    return [{ criterion, points: points.points, max, source }];
  });
  return found.filter(({ criterion }, at) => found.findIndex((one) => one.criterion === criterion) === at);
}

function readScoreColumns(
  grid: TableGrid,
  rows: readonly CriterionRow[],
  columns: ScoreColumns,
  context: ReadingContext,
): Scores {
  if (columns.claimed === undefined) {
    const named = readNamedScores(grid, rows, context);
    return named.claims.length > 0 ? named : readUnnamedScores(grid, rows, columns, context);
  }
  const byCriterion = new Map<number, RowPoints[]>();
  const labels = labelsOf(rows);
  const covered = listCovered(grid, rows, columns);
  let total: ClaimedTotal | null = null;
  for (const row of rows) {
    const found = pointsOf(grid, row, columns);
    if (row.kind === 'total') {
      total = totalOf(grid, row, found, context) ?? total;
      if (total !== null) continue;
    }
    if (found === undefined || row.criterion === undefined || row.kind === 'group' || covered.has(row))
      continue;
    byCriterion.set(row.criterion, [...(byCriterion.get(row.criterion) ?? []), found]);
  }
  const [stated = [], ...others] = countings.map((counting) =>
    [...byCriterion]
      .sort(([a], [b]) => a - b)
      .map(([criterion, found]) =>
        claimOf({ criterion, found, label: labels.get(criterion) ?? '', context, counting }),
      ),
  );
  const claims = others.find((other) => isBetterCounted(other, stated, total)) ?? stated;
  const besides = (columns.otherPoints ?? []).map(
    (claimed) => readScoreColumns(grid, rows, { max: columns.max, claimed }, context).claims,
  );
  return { claims: claims.map((claim) => besideOthers(claim, besides)), total };
}

/** Which rows of a criterion make its points: as they are labelled; its items alone; the row that opens it and its items. */
const countings = ['stated', 'items', 'opening-and-items'] as const;
type Counting = (typeof countings)[number];

/** A sheet counted otherwise differs in this many criteria at least; one alone may be added up wrongly by the commune. */
const leastCountedOtherwise = 3;

function isBetterCounted(
  other: readonly Claim[],
  stated: readonly Claim[],
  total: ClaimedTotal | null,
): boolean {
  if (total === null || addsUpTo(stated, total.points) || !addsUpTo(other, total.points)) return false;
  const different = other.filter(({ points }, at) => points !== stated[at]?.points);
  return different.length >= leastCountedOtherwise;
}

/** The words each criterion is headed by. */
function labelsOf(rows: readonly CriterionRow[]): ReadonlyMap<number, string> {
  const labels = new Map<number, string>();
  for (const { kind, criterion, labels: cells } of rows)
    if (kind === 'criterion' && criterion !== undefined && !labels.has(criterion))
      labels.set(criterion, cells.map(({ text }) => text).join(' '));
  return labels;
}

/** A score sheet has fewer columns; not each of a statistic's is read as points. */
const mostColumns = 30;
/** Criteria with points below which lines named "Điểm đạt", or a column without a name, make no score sheet. */
const leastNamed = 5;
/** "Điểm đạt", "Xã tự chấm", "Điểm xã tự cho tiêu chí 1", "Điểm của tiêu chí". */
const ownName =
  /^(?:(?:xã|thị trấn|phường)\s+)?(?:(?:tổng\s+)?(?:số\s+)?điểm\s+)?(?:(?:do\s+)?(?:xã|thị trấn|phường|đơn vị)\s+)?(?:tự\s+(?:chấm|đánh\s+giá|cho|xác định|nhận)|đạt|đạt\s+được|đề\s+nghị|chấm|(?<=điểm\s+)(?:của|cho)(?=\s+tiêu)|(?<=điểm\s+)(?=tiêu))(?:\s+điểm)?(?:\s*(?:của|cho)?\s*(?:cả\s+)?tiêu\s*chí(?:\s*(?:số\s*)?(?:\d{1,2}|này))?)?\s*:?$/iu;

/** A form without columns of points: "Điểm đạt | 95 | Điểm tối đa | 100" in a line below each criterion. */
function readNamedScores(grid: TableGrid, rows: readonly CriterionRow[], context: ReadingContext): Scores {
  const claims = new Map<number, Claim>();
  const labels = labelsOf(rows);
  let total: ClaimedTotal | null = null;
  for (const { row, kind, criterion } of rows) {
    const cells = grid.row(row).filter((cell) => cell.row === row && cell.text.trim() !== '');
    if (kind === 'total') total ??= totalOf(grid, { row }, namedTotal(cells), context);
    const behind = (name: RegExp): Cell | undefined =>
      cells[cells.findIndex(({ text }) => name.test(text.trim())) + 1];
    const named = cells.some(({ text }) => ownName.test(text.trim())) ? behind(ownName) : undefined;
    const points = readPoints(named);
    if (named === undefined || points === undefined || criterion === undefined || claims.has(criterion))
      continue;
    const most = cells.some(({ text }) => maximumName.test(text.trim())) ? behind(maximumName) : undefined;
    claims.set(criterion, {
      criterion,
      points: points.points,
      max: points.max ?? readPoints(most)?.points ?? readHeadingMaximum(labels.get(criterion) ?? ''),
      source: { file: context.file, locator: named.locator, raw: named.text.slice(0, 40) },
    });
  }
  const found = [...claims.values()].sort((a, b) => a.criterion - b.criterion);
  return found.length >= leastNamed ? { claims: found, total } : { claims: [], total: null };
}

/** "Tổng điểm | 910 điểm" */
function namedTotal(cells: readonly Cell[]): { cell: Cell; points: number; max: number | null } | undefined {
  const cell = cells.at(-1);
  const points = cells.length === 2 ? readPoints(cell) : undefined;
  return cell === undefined || points === undefined ? undefined : { cell, ...points };
}

/**
 * A sheet whose head does not say which column has the commune's points: the one that adds up to what stands in its own row of
 * the total, where only one does, or the lower of two.
 */
function readUnnamedScores(
  grid: TableGrid,
  rows: readonly CriterionRow[],
  columns: ScoreColumns,
  context: ReadingContext,
): Scores {
  const none: Scores = { claims: [], total: null };
  const opened = new Set(rows.flatMap(({ kind, criterion }) => (kind === 'criterion' ? [criterion] : [])));
  if (opened.size < leastNamed || grid.columnCount > mostColumns) return none;
  const sound = [...Array(grid.columnCount).keys()]
    .filter((column) => column !== columns.max)
    .map((claimed) => ({
      claimed,
      scores: readScoreColumns(grid, rows, { max: columns.max, claimed }, context),
    }))
    .filter(
      ({ scores: { claims, total } }) =>
        claims.length === opened.size && total !== null && addsUpTo(claims, total.points),
    );
  const [first, second, ...more] = sound;
  if (first === undefined || more.length > 0) return none;
  if (second === undefined) return columns.max === undefined ? none : first.scores;
  if (columns.max !== undefined) return none;
  const isLower = (a: Scores, b: Scores): boolean =>
    a.claims.every(({ points }, at) => points <= (b.claims[at]?.points ?? 0));
  const [own, most] = isLower(first.scores, second.scores) ? [first, second] : [second, first];
  return isLower(own.scores, most.scores)
    ? readScoreColumns(grid, rows, { max: most.claimed, claimed: own.claimed }, context)
    : none;
}

/** With the first other points that differ. */
function besideOthers(claim: Claim, others: readonly (readonly Claim[])[]): Claim {
  const other = others
    .flatMap((claims) => claims.filter(({ criterion }) => criterion === claim.criterion))
    .find(({ points }) => points !== claim.points);
  return other === undefined ? claim : { ...claim, otherPoints: other.points };
}

function pointsOf(grid: TableGrid, row: CriterionRow, columns: ScoreColumns): RowPoints | undefined {
  const at = (column: number | undefined): { cell: Cell; points: Points } | undefined => {
    const cell = column === undefined ? undefined : grid.at(row.row, column);
    // Beside the result of an item, not beside the words of a total.
    const beside = /total/u.test(row.kind) ? undefined : splitPoints(cell?.text ?? '')?.points;
    const points = readPoints(cell) ?? parsePoints(beside ?? '');
    return cell === undefined || points === undefined ? undefined : { cell, points };
  };
  const claimed = at(columns.claimed);
  if (claimed === undefined || claimed.cell.row !== row.row) return undefined;
  return {
    row,
    points: claimed.points.points,
    max: claimed.points.max ?? at(columns.max)?.points.points ?? null,
    cell: claimed.cell,
  };
}

/** A total is one of the whole scale; what a short table adds up in its last row may be one criterion. */
function totalOf(
  grid: TableGrid,
  row: Pick<CriterionRow, 'row'>,
  found: Pick<RowPoints, 'cell' | 'points' | 'max'> | undefined,
  context: ReadingContext,
): ClaimedTotal | null {
  if (found === undefined) {
    for (const cell of grid.row(row.row)) {
      const said = readClaimedTotal(cell.text, context.year, placeOf(cell, context.file));
      if (said !== null) return said;
    }
    return null;
  }
  if ((found.max ?? found.points * 2) < leastScale) return null;
  const { cell, points, max } = found;
  return {
    points,
    max,
    source: { file: context.file, locator: cell.locator, raw: cell.text.slice(0, 40) },
  };
}

function claimOf({
  criterion,
  found,
  label,
  context,
  counting,
}: {
  readonly criterion: number;
  readonly found: readonly RowPoints[];
  readonly label: string;
  readonly context: ReadingContext;
  readonly counting: Counting;
}): Claim {
  const items = found.filter(({ row }) => row.kind === 'item');
  const opening = found.find(({ row }) => row.kind === 'criterion');
  const itemsMax = addUp(items.map(({ max }) => max));
  // One whose maximum is not its items' adds up a group of criteria.
  const subtotal = found.find(
    ({ row, max }) =>
      (row.kind === 'subtotal' || row.kind === 'total') &&
      (items.length === 0 ||
        max === null ||
        itemsMax === null ||
        max === itemsMax ||
        max === addUp([opening?.max ?? null, itemsMax]) ||
        max === readHeadingMaximum(label)),
  );
  const isSummed =
    items.length > 0 && (counting === 'items' || (counting === 'opening-and-items' && opening !== undefined));
  const isToo =
    opening !== undefined && counting !== 'items' && (isSummed || isItemToo(opening, items, subtotal));
  const summed = isToo ? [opening, ...items] : items;
  const own = isSummed ? undefined : isToo ? subtotal : (opening ?? subtotal);
  const sources = own === undefined ? summed : [own];
  const { cell } = sources[0] ?? found[0] ?? {};
  const points = sources.reduce((sum, each) => sum + each.points, 0);
  const max =
    addUp(sources.map((each) => each.max)) ??
    (items.length > 0 ? itemsMax : null) ??
    readHeadingMaximum(label);
  const parts = [items, found.filter((each) => each === subtotal)].map((each) => ({
    points: addUp(each.map((one) => one.points)) ?? 0,
    max: addUp(each.map((one) => one.max)),
  }));
  // Parts whose maxima are not the criterion's are not all of it.
  const other = parts.find((each) => each.max === max && Math.abs(each.points - points) > pointSlack);
  return {
    criterion,
    points,
    max,
    ...(own === undefined || max === null || other === undefined ? {} : { itemsSum: other.points }),
    source: {
      file: context.file,
      ...(cell === undefined ? {} : { locator: cell.locator, raw: cell.text.slice(0, 40) }),
    },
  };
}

/** Null where a part is not known. */
function addUp(parts: readonly (number | null)[]): number | null {
  return parts.includes(null) ? null : parts.reduce<number>((sum, part) => sum + (part ?? 0), 0);
}

/** The rows that break down an item which has points itself: they are in its points. */
function listCovered(
  grid: TableGrid,
  rows: readonly CriterionRow[],
  columns: ScoreColumns,
): ReadonlySet<CriterionRow> {
  const covered = new Set<CriterionRow>();
  let depth: number | undefined;
  for (const row of rows) {
    if (row.kind !== 'item') depth = undefined;
    else if (row.depth === undefined) continue;
    else if (depth !== undefined && row.depth > depth) covered.add(row);
    else depth = pointsOf(grid, row, columns) === undefined ? undefined : row.depth;
  }
  return covered;
}

/**
 * Whether the row that opens a criterion has the points of its first item rather than of the whole: its label reaches over
 * the rows below and its points do not, it names an item itself and the items below do not add up to it, or only with it they
 * add up to the criterion's own line.
 */
function isItemToo(
  opening: RowPoints,
  items: readonly RowPoints[],
  subtotal: RowPoints | undefined,
): boolean {
  const { row, cell } = opening;
  const rest = items.reduce((sum, { points }) => sum + points, 0);
  if (subtotal !== undefined && Math.abs(opening.points + rest - subtotal.points) <= pointSlack)
    return items.length > 0;
  // "1. Nguồn lực … | Cộng tiêu chí 1 | 100": the row says that it adds up.
  if (row.labels.some(({ text }) => subtotalWords.test(text.trim()))) return false;
  if (row.groupEnd > row.row) return cell.row + cell.rowSpan - 1 < row.groupEnd;
  if (row.labels.length < 2 || items.length === 0) return false;
  const isSum =
    addUp(items.map(({ points }) => points)) === opening.points &&
    (opening.max === null || addUp(items.map(({ max }) => max)) === opening.max);
  return !isSum;
}
