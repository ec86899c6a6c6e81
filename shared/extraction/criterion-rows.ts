import type { Cell } from '../domain/parsed-document.ts';
import type { LabelMatcher } from './label-matcher.ts';
import { leastLikeness } from './label-matcher.ts';
import type { Numbering, NumberingStyle } from './numbering.ts';
import { readNumbering } from './numbering.ts';
import type { TableGrid } from './table-grid.ts';

/** Where a table says what its rows are about. */
export interface LabelColumns {
  /** Columns that count the rows, the outer one first. */
  readonly numbers: readonly number[];
  /** The one of them that has the criteria's own numbers by its head. */
  readonly criterionNumbers?: number | undefined;
  readonly labels: readonly number[];
}

/**
 * A row of a table as the criteria go down it. "criterion" opens one, "item" is of the open one, "subtotal" adds one up;
 * "group" heads or adds up several, "total" adds up all: these are of no criterion.
 */
export interface CriterionRow {
  readonly row: number;
  readonly kind: 'criterion' | 'item' | 'subtotal' | 'group' | 'total';
  readonly criterion: number | undefined;
  /** Its labels from the left, each once; a merged one in every row it covers. */
  readonly labels: readonly Cell[];
  /** How deep its number stands: an item's own items stand deeper. Undefined where it has none. */
  readonly depth: number | undefined;
  /** Last row of the criterion's merged label, else the row that opened it. */
  readonly groupEnd: number;
}

/** So many criteria found by their wording make a way of counting the table's own. */
const leastCounted = 2;
/** So many before a number in its turn is believed whatever the words beside it. */
const leastSequence = 5;
/** Likeness of a label that plainly is a criterion's wording. */
const plainLikeness = 0.85;

/** "Cộng tác viên" and "Tổng số trẻ em" are labels of rows, not of totals. */
const totalWords =
  /^(?:(?:tổng\s+)?cộng\s*:|(?:tổng|tong)(?:\s+(?:số\s+|so\s+)?(?:điểm|diem)|\s+(?:cộng|cong))|(?:tổng|tong)\s*(?:số|so)?\s*[:.]?$|(?:cộng|cong)(?:\s+(?:điểm|diem|chung|tổng|[IVX]+|[A-H]))?\s*[:.]?$|(?:cộng|cong)\s+(?:các|tổng|điểm|tiêu\s*chí|nhóm|mục|phần|TC)(?!\p{L}))/iu;
/** "Cộng tiêu chí 5", "Điểm của tiêu chí". */
export const subtotalWords =
  /^(?:(?:tổng|cộng|tong|cong)(?:\s+(?:số|cộng|điểm|so|cong|diem))*\s+|(?:điểm|diem)\s+)(?:của\s+)?(?:tiêu\s*chí|tieu\s*chi|TC)(?!\p{L})/iu;
const groupTotalWords = /(?<!\p{L})(?:nhóm|phần|mục)(?!\p{L})|[\s(](?:[IVX]{1,4}|[A-H])\)?\s*[.:]?$/u;
const groupHead = /^(?:nhóm|nhom|phần|mục|lĩnh vực)(?!\p{L})/iu;
/** The points of clause 1, article 2 of Decision 06/QĐ-TTg, as Vietnamese papers letter them. */
const lettersOfClause = 'abcdđeghiklmn';
/** Points given or taken beside the scale are of no criterion. */
const besideScale = /^điểm\s+(?:cộng|thưởng|trừ|liệt|khuyến\s+khích)/iu;

/** State of the walk down a table. */
interface Walk {
  readonly grid: TableGrid;
  readonly columns: LabelColumns;
  readonly matcher: LabelMatcher;
  /** How the table counts its criteria, and how many were found counted so. */
  readonly style: NumberingStyle | undefined;
  readonly counted: number;
  /** Its rows go through all criteria once, in their order, and no words say otherwise: the numbers are the criteria's. */
  readonly isWhole: boolean;
  readonly opened: Set<number>;
  criterion: number | undefined;
  /** The number the open criterion has in this table. */
  ordinal: number | undefined;
  inOrder: boolean;
  groupEnd: number;
}

/** Goes down a table and says of each row what it is. `section` is the criterion the table stands under. */
export function listCriterionRows(
  grid: TableGrid,
  bodyStart: number,
  columns: LabelColumns,
  section: number | undefined,
  matcher: LabelMatcher,
): readonly CriterionRow[] {
  const walk: Walk = {
    grid,
    columns,
    matcher,
    ...countStyle(grid, bodyStart, columns, matcher),
    isWhole: goesThroughAll(grid, bodyStart, columns, matcher),
    opened: new Set(),
    criterion: section,
    ordinal: undefined,
    inOrder: true,
    groupEnd: -1,
  };
  const rows: CriterionRow[] = [];
  for (let row = bodyStart; row < grid.rowCount; row++) rows.push(readCriterionRow(walk, row));
  return settleTotals(rows);
}

function readCriterionRow(walk: Walk, row: number): CriterionRow {
  const { grid, columns, matcher } = walk;
  const labels = distinct(columns.labels.map((column) => grid.at(row, column)));
  const first = labels[0];
  const own = first !== undefined && first.row === row ? first.text.trim() : '';
  const numbering = numberingOf(walk, row, own);
  const made = (kind: CriterionRow['kind'], criterion = walk.criterion): CriterionRow => ({
    row,
    kind,
    criterion,
    labels,
    depth: numbering.depth,
    groupEnd: walk.groupEnd,
  });
  const total = totalLabel(walk, row);
  if (total !== undefined) return made(totalKind(total, row <= walk.groupEnd), criterionOfTotal(total, walk));
  if (besideScale.test(own)) {
    walk.criterion = undefined;
    return made('group');
  }
  const opens = own === '' ? undefined : criterionOfRow(numbering, own, walk);
  if (opens !== undefined && first !== undefined) {
    // The number of its criterion stands before each of a criterion's rows.
    const isRepeated = numbering.style === 'explicit' && walk.opened.has(opens);
    walk.criterion = opens;
    walk.ordinal = numbering.value;
    walk.inOrder &&= numbering.value === opens;
    walk.opened.add(opens);
    walk.groupEnd = first.row + first.rowSpan - 1;
    return made(numbering.style === 'dotted' || isRepeated ? 'item' : 'criterion');
  }
  if (own !== '' && isGroupHead(numbering, own, walk)) {
    walk.criterion = undefined;
    return made('group');
  }
  // Below the last row of a merged criterion: the criterion's own cell may have been lost.
  const isApart = first !== undefined && first.column !== columns.labels[0] && row > walk.groupEnd;
  return made('item', isApart ? criterionOfLabel(own, walk.criterion, matcher) : walk.criterion);
}

function distinct(cells: readonly (Cell | undefined)[]): readonly Cell[] {
  return cells.filter(
    (cell, position): cell is Cell =>
      cell !== undefined && cell.text.trim() !== '' && cells.indexOf(cell) === position,
  );
}

/** The number of a row: in its own column, else before the words of its label. */
function numberingOf(
  { grid, columns }: Pick<Walk, 'grid' | 'columns'>,
  row: number,
  label: string,
): Numbering {
  const apart =
    columns.numbers
      .map((column) => ({ cell: grid.at(row, column), isOfCriteria: column === columns.criterionNumbers }))
      .map(({ cell, isOfCriteria }) => {
        const found = readNumbering(cell?.row === row ? cell.text : '', isOfCriteria);
        return isOfCriteria && found.style === 'arabic' ? { ...found, style: 'explicit' as const } : found;
      })
      .find(({ style }) => style !== 'none') ?? readNumbering('');
  if (apart.style !== 'none' && apart.style !== 'dash') {
    const within = readNumbering(label, true);
    return within.style === 'explicit' ? within : apart;
  }
  return readNumbering(label, true);
}

/** "1. Nguồn lực", "2. Khai sinh" … "13. Hài lòng": every criterion once, by whatever short name; thirteen villages are none. */
function goesThroughAll(
  grid: TableGrid,
  bodyStart: number,
  columns: LabelColumns,
  matcher: LabelMatcher,
): boolean {
  let counted = 0;
  let worded = 0;
  for (let row = bodyStart; row < grid.rowCount; row++) {
    const label = columns.labels.map((column) => grid.at(row, column)).find((cell) => cell !== undefined);
    const { style, value } = numberingOf({ grid, columns }, row, label?.row === row ? label.text : '');
    if (style !== 'arabic' || value === undefined) continue;
    if (value !== counted + 1) return false;
    const wording = matcher.criterionByWording(label?.text ?? '');
    if (wording !== undefined && wording.number !== value) return false;
    if (wording !== undefined) worded += 1;
    counted += 1;
  }
  return worded >= leastSequence && counted === matcher.criterionCount;
}

/** How a table counts its criteria: by the rows whose words plainly are a criterion's. */
function countStyle(
  grid: TableGrid,
  bodyStart: number,
  columns: LabelColumns,
  matcher: LabelMatcher,
): Pick<Walk, 'style' | 'counted'> {
  const found = new Map<NumberingStyle, Set<number>>();
  for (let row = bodyStart; row < grid.rowCount; row++) {
    const first = columns.labels.map((column) => grid.at(row, column)).find((cell) => cell !== undefined);
    if (first === undefined || first.row !== row) continue;
    const numbering = numberingOf({ grid, columns }, row, first.text);
    const wording = matcher.criterionByWording(first.text);
    const criterion =
      numbering.style === 'explicit'
        ? numbering.value
        : wording !== undefined &&
            (wording.likeness >= plainLikeness || isLetteredSo(numbering, first.text, wording.number))
          ? wording.number
          : undefined;
    if (criterion === undefined) continue;
    found.set(numbering.style, (found.get(numbering.style) ?? new Set()).add(criterion));
  }
  // Where as many are counted in two ways the outer one is the criteria's.
  const order: readonly NumberingStyle[] = ['explicit', 'arabic', 'roman', 'capital', 'none', 'letter'];
  const [best] = order
    .map((style) => ({ style, counted: found.get(style)?.size ?? 0 }))
    .sort((a, b) => b.counted - a.counted);
  return best !== undefined && best.counted >= leastCounted ? best : { style: undefined, counted: 0 };
}

/**
 * The criterion a row opens. An outright number ("Tiêu chí 5") rules; a plain ordinal does unless the wording is
 * another criterion's, since forms come in other orders; wording alone does where nothing is numbered.
 */
function criterionOfRow(numbering: Numbering, label: string, walk: Walk): number | undefined {
  const { matcher, opened } = walk;
  if (matcher.criterionCount === 0) return undefined;
  const wording = matcher.criterionByWording(label);
  const explicit = numbering.style === 'explicit' ? numbering.value : matcher.explicitCriterion(label);
  if (explicit !== undefined && matcher.criterionName(explicit) !== undefined)
    return wording !== undefined && wording.likeness > 0.9 ? wording.number : explicit;
  const { style, value } = numbering;
  if (walk.isWhole && style === 'arabic') return value;
  if ((style === 'arabic' || style === 'roman') && value !== undefined) {
    // Counted otherwise than the criteria are: an item, or a group of criteria.
    if (walk.style !== undefined && walk.style !== style && walk.style !== 'none')
      return wording?.number === value && wording.likeness >= plainLikeness && !opened.has(value)
        ? value
        : undefined;
    if (wording !== undefined && (wording.number === value || wording.likeness >= 0.8)) return wording.number;
    return criterionOfOrdinal(value, label, walk);
  }
  if (style === 'dotted') return criterionOfItem(value, label, walk);
  // "a) Nguồn lực …" to "n) …": the points of the decision's clause; elsewhere letters count items.
  if (style === 'letter' && walk.style === 'letter')
    return wording !== undefined &&
      (wording.likeness >= 0.8 || isLetteredSo(numbering, label, wording.number))
      ? wording.number
      : undefined;
  if (style !== 'none' || wording === undefined || opened.has(wording.number)) return undefined;
  return wording.likeness >= (walk.criterion === undefined ? 0.72 : plainLikeness)
    ? wording.number
    : undefined;
}

/** "b) Trẻ em được khai sinh …" is the second of the clause by its letter and by its words. */
const isLetteredSo = ({ style }: Numbering, label: string, criterion: number): boolean =>
  style === 'letter' && lettersOfClause.indexOf(label.trim().charAt(0)) + 1 === criterion;

/** A bare ordinal with other words: the row of an indicator counted through, or a criterion in other words in its turn. */
function criterionOfOrdinal(ordinal: number, label: string, walk: Walk): number | undefined {
  const { matcher, opened } = walk;
  const units = ['rate', 'count', 'yes-no'] as const;
  if (matcher.indicator(label, ordinal, units) !== undefined) return ordinal;
  const elsewhere = matcher.indicator(label, undefined, units);
  if (elsewhere !== undefined) return elsewhere.indicator.criterion;
  const isBelieved = walk.counted >= leastSequence || !/\p{L}{2}/u.test(label);
  const isInTurn = walk.inOrder && !opened.has(ordinal) && ordinal === opened.size + 1;
  return isBelieved && isInTurn && matcher.criterionName(ordinal) !== undefined ? ordinal : undefined;
}

/** "7.1" where no row of criterion 7 stood before: the criterion its words tell, if they tell the same. */
function criterionOfItem(value: number | undefined, label: string, walk: Walk): number | undefined {
  if (
    value === undefined ||
    value === walk.ordinal ||
    (walk.ordinal === undefined && value === walk.criterion)
  )
    return undefined;
  const fits = walk.matcher.indicator(label, value, ['rate', 'count', 'yes-no']) !== undefined;
  return fits && !walk.opened.has(value) ? value : undefined;
}

/** Counted by letters or Roman numerals above criteria that are counted otherwise. */
function isGroupHead({ style }: Numbering, label: string, walk: Walk): boolean {
  if (groupHead.test(label)) return true;
  return (style === 'roman' || style === 'capital') && walk.style !== undefined && walk.style !== style;
}

/** A row whose label names nothing of its criterion but plainly an indicator of another belongs to that one. */
export function criterionOfLabel(
  label: string,
  current: number | undefined,
  matcher: LabelMatcher,
): number | undefined {
  if (current === undefined) return undefined;
  const units = ['rate', 'count', 'yes-no'] as const;
  const names = (within: number | undefined): ReturnType<LabelMatcher['indicator']> =>
    matcher.indicator(label, within, units) ?? matcher.indicator(`tỷ lệ ${label}`, within, units);
  if (names(current) !== undefined || matcher.criterionByWording(label)?.number === current) return current;
  const elsewhere = names(undefined);
  return elsewhere !== undefined && elsewhere.likeness >= leastLikeness
    ? elsewhere.indicator.criterion
    : current;
}

/** The first words of a row, where they are of a total. */
function totalLabel({ grid, columns }: Walk, row: number): string | undefined {
  const first = grid
    .row(row)
    .find((cell) => cell.row === row && !columns.numbers.includes(cell.column) && /\p{L}/u.test(cell.text));
  const inNumbers = columns.numbers.map((column) => grid.at(row, column));
  return [...inNumbers, first]
    .filter((cell) => cell !== undefined && cell.row === row)
    .map((cell) => cell?.text.trim() ?? '')
    .find((text) => totalWords.test(text) || subtotalWords.test(text));
}

function totalKind(label: string, isInGroup: boolean): CriterionRow['kind'] {
  if (isInGroup || subtotalWords.test(label)) return 'subtotal';
  return groupTotalWords.test(label) ? 'group' : 'total';
}

/** "Cộng tiêu chí 5" says which. */
function criterionOfTotal(label: string, walk: Walk): number | undefined {
  return (subtotalWords.test(label) ? walk.matcher.explicitCriterion(label) : undefined) ?? walk.criterion;
}

/** Only behind the last criterion, or above the first, can a row add up all: "Cộng" between them adds up what stands above it. */
function settleTotals(rows: readonly CriterionRow[]): readonly CriterionRow[] {
  const isOpening = ({ kind }: CriterionRow): boolean => kind === 'criterion';
  const isTotal = ({ kind }: CriterionRow): boolean => kind === 'total';
  const last = rows.findLastIndex(isOpening);
  const below = rows.findLastIndex((row, position) => isTotal(row) && position > last);
  const first = rows.findIndex(isOpening);
  const above = below === -1 ? rows.findIndex((row, position) => isTotal(row) && position < first) : -1;
  return rows.map((one, position): CriterionRow => {
    // What follows the total ("Xếp loại") is of no criterion.
    if (below !== -1 && position > below) return { ...one, criterion: undefined };
    return isTotal(one) && position !== below && position !== above ? { ...one, kind: 'subtotal' } : one;
  });
}
