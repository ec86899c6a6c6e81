import type { Cell, Table } from '../domain/parsed-document.ts';
import type { Reading } from '../domain/reading.ts';
import { foldWords } from '../vietnamese/fold.ts';
import { unstackTable } from './asked-results.ts';
import type { ColumnRole } from './column-roles.ts';
import { findTableHead } from './column-roles.ts';
import { cutAtHeads } from './cut-at-heads.ts';
import { criterionOfLabel, listCriterionRows } from './criterion-rows.ts';
import type { FoundFigures, ReadingContext } from './found-reading.ts';
import { nothingFound } from './found-reading.ts';
import type { LabelMatcher } from './label-matcher.ts';
import { stripNumbering } from './label-matcher.ts';
import { readCard } from './read-card.ts';
import { readColumnTable } from './read-column-table.ts';
import { withRowsAbove } from './rate-of-rows.ts';
import { isResultRow, readResultRow, readRow } from './read-row.ts';
import { readScores } from './read-scores.ts';
import { readTransposedScores } from './read-transposed-scores.ts';
import type { RowReading } from './sort-columns.ts';
import { headlessHead, sortColumns } from './sort-columns.ts';
import type { TableGrid } from './table-grid.ts';
import { layOutTable, transposeTable } from './table-grid.ts';

/** A table's figures, and how many criteria it has rows for (a score sheet has most of them). */
export interface TableFigures extends FoundFigures {
  readonly criteria: number;
}

/**
 * Reads a table: rows with labels first (score sheets, small tables of a report), else columns with labels
 * (a row a village), else the table turned on its side.
 * @param criterion the section the table stands in; undefined when it stands in none.
 */
export function readTable(
  table: Table,
  criterion: number | undefined,
  context: ReadingContext,
): TableFigures {
  const unstacked = unstackTable(table);
  if (unstacked !== table) return readTable(unstacked, criterion, context);
  const parts = cutAtHeads(table, context.year);
  if (parts.length > 1) return joinParts(parts.map((part) => readTable(part, criterion, context)));
  const grid = layOutTable(table);
  if (grid.rowCount < 2 || grid.columnCount < 2) return { ...nothingFound, criteria: 0 };
  const onItsSide = readTransposedScores(grid, context);
  const readTurned = (): TableFigures => readRows(layOutTable(transposeTable(table)), criterion, context);
  if (onItsSide.length > 0) {
    // It may have a row of results beside those of points.
    const turned = readTurned();
    const readings = isSheet(turned) ? turned.readings : [];
    return { ...nothingFound, readings, claims: onItsSide, criteria: onItsSide.length };
  }
  const card = readCard(grid, context);
  if (card !== undefined) {
    const { readings } = readRows(grid, card.criterion, context, headlessHead(grid));
    return { readings, claims: card.claim === null ? [] : [card.claim], total: null, criteria: 1 };
  }
  const byRows = readRows(grid, criterion, context);
  if (!isSheet(byRows) && grid.columnCount > leastCriteria) {
    const turned = readTurned();
    if (isSheet(turned)) return turned;
  }
  if (hasPartsInRows(table, context.year)) {
    const turned = readTurned();
    if (turned.readings.length > 0) return turned;
  }
  const columns = readColumnTable(grid, criterion, context);
  if (byRows.readings.length + byRows.claims.length > columns.length || columns.length === 0) {
    if (byRows.readings.length + byRows.claims.length > 0) return byRows;
    const turned = readTurned();
    return turned.readings.length > 1 ? turned : byRows;
  }
  return { ...nothingFound, readings: columns, criteria: 0 };
}

const isPart = (role: ColumnRole | undefined): boolean =>
  role === 'numerator' || role === 'denominator' || role === 'rate';

/** "Số trẻ trong độ tuổi", "Số trẻ đến lớp" and "Tỷ lệ" name the rows, and the indicators stand above the columns. */
function hasPartsInRows(table: Table, year: number): boolean {
  const turned = layOutTable(transposeTable(table));
  const head = findTableHead(turned, year);
  if (head?.bodyStart !== 1 || findTableHead(layOutTable(table), year) !== undefined) return false;
  const roles = Array.from({ length: turned.columnCount - 1 }, (_, at) => head.roles.get(at + 1));
  return roles.length > 1 && roles.every(isPart) && roles.includes('rate');
}

/** One sheet of several parts: points that stand beside their maximum go before those of items. */
function joinParts(parts: readonly TableFigures[]): TableFigures {
  const withMaxima = ({ claims }: TableFigures): number => claims.filter(({ max }) => max !== null).length;
  return {
    readings: parts.flatMap(({ readings }) => readings),
    claims: [...parts].sort((a, b) => withMaxima(b) - withMaxima(a)).flatMap(({ claims }) => claims),
    total: parts.findLast(({ total }) => total !== null)?.total ?? null,
    criteria: Math.max(...parts.map(({ criteria }) => criteria)),
  };
}

/** Criteria with points below which a table turned on its side is no score sheet. */
const leastCriteria = 8;
const isSheet = ({ claims, criteria }: TableFigures): boolean =>
  claims.length >= leastCriteria && criteria >= leastCriteria;

/** "Tỷ lệ", "Tỷ lệ đạt", "Tỷ lệ trên tổng số trẻ em": of what, the row above says. */
const rateOfAbove =
  /^(?:dat )?(?:(?:ty|ti) (?:le|suat)(?: dat)?|(?:(?:ty|ti) (?:le|suat) )?(?:so voi|tren|tinh tren|trong) tong so (?:tre|tre em)(?: (?:toan|cua|trong|tren) .*)?)$/u;

function readRows(
  grid: TableGrid,
  section: number | undefined,
  context: ReadingContext,
  head = findTableHead(grid, context.year) ?? headlessHead(grid),
): TableFigures {
  const columns = sortColumns(grid, head);
  if (columns.labels.length === 0) return { ...nothingFound, criteria: 0 };
  const rows = listCriterionRows(grid, head.bodyStart, columns, section, context.matcher);
  // Where the criteria are not counted, a row that names nothing of the open one ("Y tế") need not be of it.
  const isCounted =
    section !== undefined || rows.some(({ kind, depth }) => kind === 'criterion' && depth !== undefined);
  const readings: Reading[] = [];
  let above = '';
  let heading = '';
  const read: RowReading[] = [];
  let last: RowReading | undefined;
  for (const { row, kind, criterion, labels } of rows) {
    const label = labels.at(-1)?.text.trim() ?? '';
    if (kind === 'subtotal' || kind === 'total' || label === '') continue;
    const results = labels.find((cell) => isResultRow(cell, columns, grid));
    if (results !== undefined) {
      const whole = last?.criterion === criterion && last?.isWholeCriterion === true;
      const asked = last !== undefined && last.row === row - 1 ? last.label : '';
      const input = { grid, row, head, columns, label: asked, criterion, isWholeCriterion: whole, context };
      readings.push(...readResultRow(input, results));
      continue;
    }
    // "Tỷ lệ" alone goes on about the row above.
    const isOfRowAbove = rateOfAbove.test(foldWords(stripNumbering(label)));
    const own = chooseLabel(labels, criterion, context.matcher);
    const named = isOfRowAbove ? rateAbove([above, heading], label, criterion, context.matcher) : own;
    if (!isOfRowAbove) above = label;
    if (!isOfRowAbove && own !== undefined) heading = own;
    const of = criterionOfLabel(named ?? label, criterion, context.matcher);
    const isElsewhere = !isCounted && kind === 'item' && named === undefined && of === criterion;
    const input = {
      grid,
      row,
      head,
      columns,
      label: named ?? label,
      criterion: isElsewhere ? undefined : of,
      isWholeCriterion: kind === 'criterion' && (labels.length === 1 || named === undefined),
      context,
    };
    const found = readRow(input);
    readings.push(...(isOfRowAbove ? withRowsAbove(found, input, read) : found));
    read.push(input);
    last = input;
  }
  const opened = new Set(rows.filter(({ kind }) => kind === 'criterion').map(({ criterion }) => criterion));
  return { readings, ...readScores(grid, rows, columns, context), criteria: opened.size };
}

/** "Tỷ lệ (%)" below "Tổng số trẻ em" and "Số trẻ được khám": of what stands above it, or of what heads them all. */
function rateAbove(
  above: readonly string[],
  label: string,
  criterion: number | undefined,
  matcher: LabelMatcher,
): string {
  const names = above.map((text) => `${label} ${stripNumbering(text)}`);
  return (
    names.find((name) => matcher.indicator(name, criterion, ['rate']) !== undefined) ?? names[0] ?? label
  );
}

/** Of several labels of a row the last that names an indicator of its criterion; a last one may be its way of counting. */
function chooseLabel(
  cells: readonly Cell[],
  criterion: number | undefined,
  matcher: LabelMatcher,
): string | undefined {
  return cells.findLast(({ text }) =>
    [text, `tỷ lệ ${text}`].some(
      (label) => matcher.indicator(label, criterion, ['rate', 'count', 'yes-no']) !== undefined,
    ),
  )?.text;
}
