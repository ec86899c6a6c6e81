import type { IndicatorDefinition } from '../domain/indicator.ts';
import type { Cell, Table } from '../domain/parsed-document.ts';
import type { Reading } from '../domain/reading.ts';
import { foldWords } from '../vietnamese/fold.ts';
import { parseNumber } from '../vietnamese/numbers.ts';
import type { ColumnRole, TableHead } from './column-roles.ts';
import { findTableHead } from './column-roles.ts';
import { criterionOfLabel, listCriterionRows } from './criterion-rows.ts';
import type { Figure, PrintedRate } from './figures.ts';
import { agreesWithPrinted, findFigures, printedPercent } from './figures.ts';
import type { FoundFigures, Place, ReadingContext } from './found-reading.ts';
import { confidences, makeReading, nothingFound, placeOf, placeOfParts, readRate } from './found-reading.ts';
import type { LabelMatcher } from './label-matcher.ts';
import { stripNumbering } from './label-matcher.ts';
import { readPoints } from './points.ts';
import { readNumbering } from './numbering.ts';
import { readColumnTable } from './read-column-table.ts';
import {
  leastLikeness,
  readLabelled,
  readParts,
  readSentences,
  withoutOtherYears,
} from './read-sentences.ts';
import type { TableGrid } from './table-grid.ts';
import { layOutTable, transposeTable } from './table-grid.ts';
import { readScores } from './read-scores.ts';
import { readTransposedScores } from './read-transposed-scores.ts';
import { isPartial, readYesNoCell } from './yes-no.ts';

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
  const grid = layOutTable(table);
  if (grid.rowCount < 2 || grid.columnCount < 2) return { ...nothingFound, criteria: 0 };
  const onItsSide = readTransposedScores(grid, context);
  if (onItsSide.length > 0) return { ...nothingFound, claims: onItsSide, criteria: onItsSide.length };
  const byRows = readRows(grid, criterion, context);
  const columns = readColumnTable(grid, criterion, context);
  if (byRows.readings.length + byRows.claims.length > columns.length || columns.length === 0) {
    if (byRows.readings.length + byRows.claims.length > 0) return byRows;
    const turned = readRows(layOutTable(transposeTable(table)), criterion, context);
    return turned.readings.length > 1 ? turned : byRows;
  }
  return { ...nothingFound, readings: columns, criteria: 0 };
}

function readRows(grid: TableGrid, section: number | undefined, context: ReadingContext): TableFigures {
  const head = findTableHead(grid, context.year) ?? headlessHead(grid);
  const columns = sortColumns(grid, head);
  if (columns.labels.length === 0) return { ...nothingFound, criteria: 0 };
  const rows = listCriterionRows(grid, head.bodyStart, columns, section, context.matcher);
  const readings: Reading[] = [];
  let above = '';
  for (const { row, kind, criterion, labels } of rows) {
    const label = labels.at(-1)?.text.trim() ?? '';
    if (kind === 'subtotal' || kind === 'total' || label === '') continue;
    // "Tỷ lệ" alone goes on about the row above.
    const isOfRowAbove = /^(?:dat )?(?:ty|ti) (?:le|suat)$/u.test(foldWords(stripNumbering(label)));
    const named = isOfRowAbove ? `tỷ lệ ${above}` : chooseLabel(labels, criterion, context.matcher);
    if (!isOfRowAbove) above = label;
    readings.push(
      ...readRow({
        grid,
        row,
        head,
        columns,
        label: named ?? label,
        criterion: criterionOfLabel(named ?? label, criterion, context.matcher),
        isWholeCriterion: kind === 'criterion' && (labels.length === 1 || named === undefined),
        context,
      }),
    );
  }
  const opened = new Set(rows.filter(({ kind }) => kind === 'criterion').map(({ criterion }) => criterion));
  return { readings, ...readScores(grid, rows, columns, context), criteria: opened.size };
}

interface SortedColumns {
  readonly number: number | undefined;
  readonly labels: readonly number[];
  readonly max: number | undefined;
  readonly claimed: number | undefined;
  readonly unit: number | undefined;
  readonly plan: number | undefined;
  readonly values: readonly { readonly column: number; readonly role: ColumnRole }[];
}

/** Roles by the head; what the head leaves open is told by the content. */
function sortColumns(grid: TableGrid, head: TableHead): SortedColumns {
  const byRole = (role: ColumnRole): number[] =>
    [...head.roles].filter(([, other]) => other === role).map(([column]) => column);
  let labels = byRole('label').sort((a, b) => a - b);
  // "Tiêu chí" can stand above the numbers and "Nội dung" above the words.
  const number =
    byRole('number')[0] ??
    (labels.length > 1 ? labels.find((column) => holdsNumbers(grid, head, column)) : undefined) ??
    findNumberColumn(grid, head);
  labels = labels.filter((column) => column !== number);
  // A sheet may name its criteria by their numbers alone.
  if (
    labels.length === 0 &&
    number !== undefined &&
    /(?:tieu chi|^tc$)/u.test(foldWords(head.titles.get(number) ?? ''))
  )
    labels = [number];
  if (labels.length === 0) {
    const widest = widestTextColumn(grid, head, number);
    labels = widest === undefined ? [] : [widest];
  }
  const { claimed, max } = sortPointColumns(grid, head);
  const taken = new Set([number, ...labels, ...byRole('claimed'), max]);
  const values = [...Array(grid.columnCount).keys()]
    .filter((column) => !taken.has(column))
    .map((column) => ({ column, role: head.roles.get(column) }))
    .filter(
      (one): one is { column: number; role: ColumnRole } =>
        one.role === 'result' ||
        one.role === 'numerator' ||
        one.role === 'denominator' ||
        one.role === 'rate',
    );
  // A sheet without a column of results gives its figures where it explains its points.
  const explaining = [...byRole('note'), ...labels.slice(1)].filter((column) =>
    isExplaining(grid, head, column),
  );
  const notes = explaining.map((column) => ({ column, role: 'result' as const }));
  return {
    number,
    labels: values.length > 0 ? labels : labels.filter((column) => !explaining.includes(column)),
    max,
    claimed,
    unit: byRole('unit')[0],
    plan: byRole('plan')[0],
    values: values.length > 0 ? values : notes,
  };
}

/** Of several bodies that gave points, the council of the commune has the last word, and a village none. */
const bodies = [
  /\bthon\b|to dan pho|khu pho/u,
  /^(?!.*(?:\bthon\b|to dan pho|khu pho))/u,
  /trung binh|binh quan|\btb$|thong nhat|ket luan|hoi dong|\bhd/u,
];

/** The columns of the commune's own points and of the most there are. */
function sortPointColumns(
  grid: TableGrid,
  head: TableHead,
): { readonly claimed: number | undefined; readonly max: number | undefined } {
  const byRole = (role: ColumnRole): number[] =>
    [...head.roles].filter(([, other]) => other === role).map(([column]) => column);
  const titleOf = (column: number): string => foldWords(head.titles.get(column) ?? '');
  const pointsIn = (column: number): (number | undefined)[] =>
    Array.from(
      { length: grid.rowCount - head.bodyStart },
      (_, index) => readPoints(grid.at(head.bodyStart + index, column))?.points,
    );
  const columns = byRole('claimed');
  const said = byRole('max')[0];
  // A bare "Số điểm" beside "Điểm tự chấm" is the scale's own.
  const isBare = (column: number): boolean => /^(?:diem|so diem|diem so|dat)$/u.test(titleOf(column));
  const bare = columns.filter(isBare);
  const named = columns.filter((column) => !isBare(column));
  const [first, second] = bare;
  if (said === undefined && named.length === 0 && first !== undefined && second !== undefined) {
    // "Điểm" beside "Đạt": the one that is nowhere lower.
    const others = pointsIn(second);
    const isLess = pointsIn(first).some((points, row) => (points ?? 0) < (others[row] ?? 0));
    return isLess ? { max: second, claimed: first } : { max: first, claimed: second };
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
  return { claimed: claimed?.column, max: said ?? (named.length > 0 ? first : undefined) };
}

/** Says what was reached, not how points are given ("từ 95% trở lên: 50 điểm"). */
function isExplaining(grid: TableGrid, head: TableHead, column: number): boolean {
  if (head.roles.get(column) === 'note') return true;
  const texts = Array.from({ length: grid.rowCount - head.bodyStart }, (_, index) =>
    grid.text(head.bodyStart + index, column),
  );
  return (
    texts.some((text) => /:\s*\S/u.test(text)) &&
    !texts.some((text) => /\d\s*điểm(?! vui)|trở lên|dưới \d+\s*%/iu.test(text))
  );
}

/** A table that starts without a head: numbers, labels and figures are told apart by what stands in them. */
function headlessHead(grid: TableGrid): TableHead {
  const roles = new Map<number, ColumnRole>();
  const bare: TableHead = {
    bodyStart: 0,
    roles,
    titles: new Map(),
    percentColumns: new Set(),
    perMilleColumns: new Set(),
  };
  const number = findNumberColumn(grid, bare);
  const label = widestTextColumn(grid, bare, number);
  if (label !== undefined)
    for (let column = label + 1; column < grid.columnCount; column++) roles.set(column, 'result');
  return bare;
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

function distinct(cells: readonly (Cell | undefined)[]): readonly Cell[] {
  return cells.filter(
    (cell, position): cell is Cell =>
      cell !== undefined && cell.text.trim() !== '' && cells.indexOf(cell) === position,
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

interface RowReading {
  readonly grid: TableGrid;
  readonly row: number;
  readonly head: TableHead;
  readonly columns: SortedColumns;
  readonly label: string;
  readonly criterion: number | undefined;
  readonly isWholeCriterion: boolean;
  readonly context: ReadingContext;
}

function readRow(given: RowReading): readonly Reading[] {
  const input = { ...given, label: labelWithTitle(given) };
  const { columns, grid, row, context, criterion } = input;
  const cells = distinct(columns.values.map(({ column }) => grid.at(row, column))).filter(
    (cell) => cell.row === row || cell.rowSpan === 1,
  );
  if (cells.length === 0) return [];
  const byRole = (role: ColumnRole): { cell: Cell; column: number } | undefined => {
    for (const one of columns.values) {
      const cell = grid.at(row, one.column);
      if (one.role === role && cell !== undefined && cell.row === row && cell.text.trim() !== '')
        return { cell, column: one.column };
    }
    return undefined;
  };
  const rate = byRole('rate');
  const printed = rate === undefined ? undefined : rateOfCell(rate.cell, input.head);
  const done = byRole('numerator');
  const numerator = wholeNumber(done?.cell);
  const wholes = columns.values
    .filter(({ role }) => role === 'denominator')
    .map(({ column }) => ({ column, cell: grid.at(row, column) }))
    .filter((one): one is { column: number; cell: Cell } => one.cell !== undefined && one.cell.row === row);
  // Sheets handed out stand before sheets returned; the rate tells which of them were meant.
  const all =
    wholes.find(
      ({ cell }) =>
        printed !== undefined &&
        numerator !== undefined &&
        agreesWithPrinted(numerator, wholeNumber(cell) ?? 0, printed),
    ) ?? wholes.findLast(({ cell }) => cell.text.trim() !== '');
  const split = readSplitRow(input, done, all, rate);
  if (split.length > 0) return split;
  return cells.flatMap((cell) => {
    const place = placeOf(cell, context.file);
    const lines = cell.text
      .split(/\n|;\s+(?=[^:;\d]{3}[^:;]*:\s*\S)/u)
      .map((line) => line.trim())
      .filter((line) => line !== '');
    if (lines.length === 1) return readValue(input, input.label, lines[0] ?? '', cell, place);
    return lines.flatMap((line) => readLine(line, input, cell, place, criterion));
  });
}

/** "Trẻ em" in a column "Tỷ lệ hài lòng": where neither names an indicator, both together may, if all columns name the same one. */
function labelWithTitle({ label, criterion, columns, head, context }: RowReading): string {
  const idOf = (text: string): string | undefined =>
    [text, `tỷ lệ ${text}`]
      .map((one) => context.matcher.indicator(one, criterion, ['rate', 'count', 'yes-no']))
      .find((match) => match !== undefined)?.indicator.id;
  if (idOf(label) !== undefined) return label;
  const named = columns.values
    .map(({ column }) => head.titles.get(column) ?? '')
    .filter((title) => title !== '' && idOf(title) === undefined)
    .map((title) => ({ title, id: idOf(`${label} ${title}`) }))
    .filter(({ id }) => id !== undefined);
  const [first] = named;
  return first !== undefined && named.every(({ id }) => id === first.id) ? `${label} ${first.title}` : label;
}

/** One line of a cell that holds several: "- Nhẹ cân: 36/271 trẻ = 13,3%". */
function readLine(
  line: string,
  input: RowReading,
  cell: Cell,
  place: Place,
  criterion: number | undefined,
): readonly Reading[] {
  const { context } = input;
  if (withoutOtherYears(line, context.year).trim() === '') return [];
  const parts = /^(.{2,160}):\s*([^:]+)$/u.exec(line);
  if (parts !== null) {
    const found = readValue(
      { ...input, isWholeCriterion: false },
      parts[1] ?? '',
      parts[2] ?? '',
      cell,
      place,
    );
    if (found.length > 0) return found;
    // "Trẻ em: 94,4%" in the row "Mức độ hài lòng".
    const whole = `${input.label} ${parts[1] ?? ''}`;
    const inRow = readValue({ ...input, isWholeCriterion: false }, whole, parts[2] ?? '', cell, place);
    if (inRow.length > 0) return inRow;
  }
  return readSentences(line, criterion, context.matcher, context.year, place);
}

/** A figure beside its label: yes or no, a rate, a fraction, a count. */
function readValue(
  input: RowReading,
  label: string,
  text: string,
  cell: Cell,
  place: Place,
): readonly Reading[] {
  const { criterion, context, head } = input;
  const { matcher } = context;
  const yesNo = matcher.indicator(label, criterion, ['yes-no']);
  if (yesNo !== undefined && (criterion !== undefined || yesNo.likeness >= leastLikeness)) {
    const value = cell.boolean ?? readYesNoCell(text);
    if (value === undefined) return [];
    const confidence = isPartial(text) ? confidences.doubtful : confidences.row;
    return [makeReading({ indicator: yesNo.indicator, value, raw: firstWords(text), confidence, place })];
  }
  const whole = input.isWholeCriterion ? onlyIndicator(criterion, matcher) : undefined;
  const named = wholeLabel(label, criterion, matcher, whole);
  const figures = findFigures(withoutOtherYears(text, context.year)).filter(
    (figure) => figure.kind !== 'count' || figure.counted !== 'points',
  );
  // "Tổng số 31 trẻ; được trợ giúp 31 trẻ; tỷ lệ 100%" in the row of a rate gives its rate.
  const isOfRate = matcher.indicator(named, criterion, ['count']) === undefined;
  const rates = isOfRate ? figures.filter(({ kind }) => kind === 'fraction' || kind === 'rate') : [];
  // "Yêu cầu ≥ 97%; đạt 98,2%": what was measured stands before what bounds it.
  const figure = rates.find((one) => !isBound(one)) ?? rates[0] ?? figures[0];
  if (figure === undefined || isBareNumber(text)) {
    const bare = readBareNumber({ text, cell, label: named, place, input, head });
    if (bare !== undefined) return bare;
  }
  if (figure === undefined) return [];
  const sureness =
    figures.filter((other) => other.kind === figure.kind).length > 1 ? confidences.plain : confidences.row;
  const found = readLabelled(named, figure, criterion, matcher, place, sureness);
  if (found.length > 0)
    return [...found, ...readParts(text, { criterion, matcher, year: context.year, place, beside: found })];
  return readSentences(text, criterion, matcher, context.year, place);
}

/** The label by which a row is matched: its own words, or the name of the one indicator its criterion has. */
function wholeLabel(
  label: string,
  criterion: number | undefined,
  matcher: LabelMatcher,
  whole: IndicatorDefinition | undefined,
): string {
  if (whole === undefined) return label;
  return matcher.indicator(label, criterion, [whole.unit]) === undefined ? whole.name : label;
}

function onlyIndicator(
  criterion: number | undefined,
  matcher: LabelMatcher,
): IndicatorDefinition | undefined {
  if (criterion === undefined) return undefined;
  const [only, ...others] = matcher.ofCriterion(criterion);
  return others.length === 0 ? only : undefined;
}

const isBound = (figure: Figure): boolean =>
  (figure.kind === 'fraction' || figure.kind === 'rate') && figure.printed?.isBound === true;

const firstWords = (text: string): string => /^[^\s(,.;:]+/u.exec(text.trim())?.[0] ?? '';

const isBareNumber = (text: string): boolean => /^\s*[\d.,\s ]+\s*$/u.test(text);

/** A number without any sign: a count, or a rate whose unit the head, the label or a spreadsheet's format gives. */
function readBareNumber(given: {
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
  const count = matcher.indicator(label, input.criterion, ['count']);
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
  const { columns, grid, row } = input;
  const unit = columns.unit === undefined ? '' : grid.text(row, columns.unit);
  const sign = /[%‰]|ph[ầa]n tr[ăa]m|ph[ầa]n ngh[ìi]n/iu.exec(unit)?.[0] ?? '';
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
  const isCount = /^(?:tổng )?số /iu.test(stripNumbering(label)) && rate.unit === 0.01;
  const isRate =
    rate.unit < 0.01 || /(?:tỷ|tỉ) (?:lệ|suất)/iu.test(`${label} ${head.titles.get(cell.column) ?? ''}`);
  if (isCount) return undefined;
  if (isNamed && plain > 1.5 && plain <= 100)
    return { rate, confidence: isRate ? confidences.plain : confidences.doubtful };
  return { rate: { ...rate, value: plain > 1 ? rate.value : plain }, confidence: confidences.doubtful };
}

type Part = { readonly cell: Cell; readonly column: number } | undefined;

/** A row with its parts in columns: done, of how many, and the rate. */
function readSplitRow(input: RowReading, done: Part, all: Part, rate: Part): readonly Reading[] {
  const { criterion, context, head } = input;
  const { matcher } = context;
  if (done === undefined && all === undefined && rate === undefined) return [];
  const whole = input.isWholeCriterion ? onlyIndicator(criterion, matcher) : undefined;
  const label = wholeLabel(input.label, criterion, matcher, whole);
  const numerator = wholeNumber(done?.cell);
  const denominator = wholeNumber(all?.cell);
  const printed = rate === undefined ? undefined : rateOfCell(rate.cell, head);
  const [main] = [rate, done, all].filter((part) => part !== undefined);
  if (main === undefined) return [];
  const place = placeOfParts(main.cell, [done?.cell, all?.cell], context.file);
  const readings: Reading[] = [];
  const rateIndicator =
    matcher.indicator(label, criterion, ['rate']) ?? matcher.indicator(`tỷ lệ ${label}`, criterion, ['rate']);
  const raw = [done, all, rate]
    .filter((part) => part !== undefined)
    .map((part) => part.cell.text.trim())
    .join(' | ');
  const counts = matcher.indicator(label, criterion, ['count']);
  if (
    rateIndicator !== undefined &&
    (printed !== undefined || (numerator !== undefined && denominator !== undefined))
  ) {
    const span = { start: 0, end: 0, raw };
    const figure: Extract<Figure, { kind: 'fraction' | 'rate' }> | undefined =
      numerator !== undefined && denominator !== undefined
        ? {
            kind: 'fraction',
            numerator,
            denominator,
            counted: undefined,
            ...(printed === undefined ? {} : { printed }),
            ...span,
          }
        : printed === undefined
          ? undefined
          : { kind: 'rate', printed, ...span };
    if (figure !== undefined)
      readings.push(readRate(rateIndicator.indicator, figure, confidences.row, place));
  }
  if (counts !== undefined && numerator !== undefined)
    readings.push(
      makeReading({
        indicator: counts.indicator,
        value: numerator,
        raw: done?.cell.text.trim() ?? '',
        confidence: confidences.row,
        place: done === undefined ? place : placeOf(done.cell, context.file),
      }),
    );
  if (readings.length > 0) return readings;
  // One cell may hold words or a whole "a/b = c%" although its column is of parts.
  return [done, rate, all]
    .filter((part) => part !== undefined)
    .flatMap((part) =>
      readValue(input, input.label, part.cell.text.trim(), part.cell, placeOf(part.cell, context.file)),
    );
}

function wholeNumber(cell: Cell | undefined): number | undefined {
  if (cell === undefined) return undefined;
  const match = /^\s*([\d.,  ]+?)\s*(?:\p{L}+\s*){0,2}$/u.exec(cell.text);
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
