import { rateOfCell, wholeNumber } from './bare-figures.ts';
import type { ColumnRole, TableHead } from './column-roles.ts';
import { agreesWithPrinted } from './figures.ts';
import type { TableGrid } from './table-grid.ts';

/** Rates strictly between none and all that two columns explain: fewer may agree by chance. */
const leastExplained = 2;
/** Of all such rates, this part (0..1) at least; the others may be printed wrongly. */
const leastShare = 0.7;

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
  const rows = Array.from({ length: grid.rowCount - head.bodyStart }, (_, at) => head.bodyStart + at).flatMap(
    (row) => {
      const cell = grid.at(row, rate);
      const printed = cell?.row === row ? rateOfCell(cell, head) : undefined;
      return printed === undefined || printed.value <= 0 || printed.value >= 1 ? [] : [{ row, printed }];
    },
  );
  if (rows.length < leastExplained) return head;
  const free = [...Array(grid.columnCount).keys()].filter(
    (column) => !settled.includes(head.roles.get(column)),
  );
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
