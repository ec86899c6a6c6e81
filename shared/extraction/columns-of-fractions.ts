import { rateOfCell, wholeNumber } from './bare-figures.ts';
import type { ColumnRole, TableHead } from './column-roles.ts';
import { agreesWithPrinted } from './figures.ts';
import type { TableGrid } from './table-grid.ts';

/** Rates strictly between none and all that two columns explain: fewer may agree by chance. */
const leastExplained = 2;
/** Of all such rates, this part (0..1) at least; the others may be printed wrongly. */
const leastShare = 0.7;

/** Rated rows that are looked at, and columns with numbers beside them: all pairs of more are not tried. */
const mostRows = 100;
const mostColumns = 16;

/** Roles that a quotient does not change. */
const settled: readonly (ColumnRole | undefined)[] = [
  'number',
  'other-year',
  'plan',
  'claimed',
  'max',
  'district',
  'rate',
];

/**
 * Tells by arithmetic which two columns of whole numbers the printed rates are quotients of, whatever their heads are called
 * ("Số có/đạt (a) | Tổng số (b) | Tỷ lệ (a/b)"). The head unchanged where its one column of rates is explained by no pair of columns.
 */
export function settleFractions(grid: TableGrid, head: TableHead): TableHead {
  const rates = columnsOf(head, 'rate');
  const [rate, ...others] = rates;
  if (rate === undefined || others.length > 0) return head;
  const rows = Array.from({ length: grid.rowCount - head.bodyStart }, (_, at) => head.bodyStart + at)
    .flatMap((row) => {
      const cell = grid.at(row, rate);
      const printed = cell?.row === row ? rateOfCell(cell, head) : undefined;
      return printed === undefined || printed.value <= 0 || printed.value >= 1 ? [] : [{ row, printed }];
    })
    .slice(0, mostRows);
  if (rows.length < leastExplained) return head;
  const counts = (column: number): number =>
    rows.filter(({ row }) => wholeNumber(grid.at(row, column)) !== undefined).length;
  const free = [...Array(grid.columnCount).keys()].filter(
    (column) => !settled.includes(head.roles.get(column)) && counts(column) >= leastExplained,
  );
  if (free.length > mostColumns) return head;
  const explained = (part: number, whole: number): number =>
    rows.filter(({ row, printed }) => {
      const a = wholeNumber(grid.at(row, part));
      const b = wholeNumber(grid.at(row, whole));
      return a !== undefined && b !== undefined && a <= b && agreesWithPrinted(a, b, printed);
    }).length;
  const [best] = free
    .flatMap((part) =>
      free.filter((whole) => whole !== part).map((whole) => ({ part, whole, count: explained(part, whole) })),
    )
    .sort((one, other) => other.count - one.count);
  if (best === undefined || best.count < Math.max(leastExplained, rows.length * leastShare)) return head;
  if (head.roles.get(best.part) === 'numerator' && head.roles.get(best.whole) === 'denominator') return head;
  const roles = new Map(head.roles);
  // What else is called a number of children is of something else.
  for (const [column, role] of head.roles)
    if (role === 'numerator' || (role === 'denominator' && roles.get(best.whole) !== 'denominator'))
      roles.set(column, 'comparison');
  return { ...head, roles: roles.set(best.part, 'numerator').set(best.whole, 'denominator') };
}

const columnsOf = (head: TableHead, role: ColumnRole): readonly number[] =>
  [...head.roles].filter(([, other]) => other === role).map(([column]) => column);
