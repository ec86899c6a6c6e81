import type { IndicatorDefinition } from '../domain/indicator.ts';
import type { Cell } from '../domain/parsed-document.ts';
import type { Reading } from '../domain/reading.ts';
import { foldWords } from '../vietnamese/fold.ts';
import { isBareNumber, rateOfCell, readBareNumber, wholeNumber } from './bare-figures.ts';
import type { ColumnRole } from './column-roles.ts';
import type { Figure } from './figures.ts';
import { agreesWithPrinted, findFigures } from './figures.ts';
import { fractionBeside, withFractionBeside } from './fraction-beside.ts';
import type { Place } from './found-reading.ts';
import { confidences, makeReading, placeOf, placeOfParts, readRate } from './found-reading.ts';
import { readLabelled } from './labelled-figures.ts';
import type { LabelMatcher } from './label-matcher.ts';
import { leastLikeness } from './label-matcher.ts';
import { namesBoth, splitPoints } from './points-beside-results.ts';
import { nextToEachOther, readInTurn } from './read-in-turn.ts';
import {
  readFacts,
  readParts,
  readSentences,
  splitSentences,
  withoutFillers,
  withoutOtherYears,
} from './read-sentences.ts';
import type { RowReading, SortedColumns } from './sort-columns.ts';
import { distinctCells } from './sort-columns.ts';
import type { TableGrid } from './table-grid.ts';
import { isPartial, readTickedColumns, readYesNoCell, readYesNoClause } from './yes-no.ts';

/** The figures of one row: beside its label, or its parts in columns of their own. */
export function readRow(given: RowReading): readonly Reading[] {
  const input = { ...given, label: labelWithTitle(given) };
  const { columns, grid, row } = input;
  const answer = readTicks(input);
  if (answer !== undefined) return [answer];
  const cells = distinctCells(
    columns.values
      .filter(({ role }) => role !== 'yes' && role !== 'no')
      .map(({ column }) => grid.at(row, column)),
  ).filter((cell) => cell.row === row || cell.rowSpan === 1);
  if (cells.length === 0) return readNotes(input);
  // "8/10 thôn | Đạt": the verdict on a result is none itself.
  const results = cells.filter(({ text }) => !isVerdict(text));
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
  // "Tổng số | Thực hiện | Tỷ lệ": only its rate tells that the number done is no per cent.
  const result = rate === undefined ? undefined : byRole('result');
  const done = byRole('numerator') ?? (wholeNumber(result?.cell) === undefined ? undefined : result);
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
  const found = (results.length > 0 ? results : cells)
    .filter((cell) => !isWholeBeside(input, cell))
    .flatMap((cell) => withFractionBeside(input, cell, readCell(input, cell)));
  return found.length > 0 ? found : readNotes(input);
}

/** A bare number under "Tổng số" beside a result: how many there are in all, none of what the row counts. */
function isWholeBeside({ columns, grid, row }: RowReading, cell: Cell): boolean {
  const isGiven = ({ column, role }: { readonly column: number; readonly role: ColumnRole }): boolean =>
    role === 'result' && grid.at(row, column) !== cell && grid.text(row, column) !== '';
  const isWhole = columns.values.some(
    ({ column, role }) => role === 'denominator' && grid.at(row, column) === cell,
  );
  return isWhole && isBareNumber(cell.text) && columns.values.some(isGiven);
}

/** A rate that stands only in the remarks of a row: it may be of a part, and a number without its sign of a paper. */
function readNotes(input: RowReading): readonly Reading[] {
  const { columns, grid, row } = input;
  return distinctCells(columns.notes.map((column) => grid.at(row, column)))
    .filter((cell) => cell.row === row)
    .flatMap((cell) => readCell(input, cell))
    .filter(({ source }) => /[%‰]/u.test(source.raw ?? ''))
    .map((reading) => ({ ...reading, confidence: Math.min(reading.confidence, confidences.inferred) }));
}

/** A row whose answer is ticked in one of two columns. */
function readTicks({ columns, grid, row, label, criterion, context }: RowReading): Reading | undefined {
  const cellOf = (role: ColumnRole): Cell | undefined => {
    const column = columns.values.find((one) => one.role === role)?.column;
    const cell = column === undefined ? undefined : grid.at(row, column);
    return cell?.row === row ? cell : undefined;
  };
  const yes = cellOf('yes');
  const no = cellOf('no');
  const asked = context.matcher.indicator(label, criterion, ['yes-no']);
  const value = readTickedColumns(yes?.text ?? '', no?.text ?? '');
  const cell = value === true ? yes : no;
  if (cell === undefined || value === undefined || asked === undefined) return undefined;
  if (criterion === undefined && asked.likeness < leastLikeness) return undefined;
  const raw = value ? 'Có' : 'Không';
  const place = placeOf(cell, context.file);
  return makeReading({ indicator: asked.indicator, value, raw, confidence: confidences.row, place });
}

const isVerdict = (text: string): boolean => /^(?:đạt|không đạt|chưa đạt)\s*\.?$/iu.test(text.trim());

/** The figures of a cell, without the points it may give for them. */
function readCell(input: RowReading, cell: Cell): readonly Reading[] {
  const split = splitPoints(cell.text, namesBoth(input.head.titles.get(cell.column) ?? ''));
  if (split === undefined) return readResult(input, cell);
  const readings = readResult(input, { ...cell, text: split.result });
  // "6 - 20": which of them is the result, a person must say.
  return split.isSure
    ? readings
    : readings.map((reading) => ({ ...reading, confidence: confidences.doubtful }));
}

/**
 * What stands in a row of its own below the criterion: "Kết quả: …", one line a figure.
 * @param input the row, with the label of the row above: a bare "Kết quả: 98%" is the figure of that.
 */
export function readResultRow(input: RowReading, cell: Cell): readonly Reading[] {
  const text = cell.text.replace(resultWords, '');
  const place = placeOf(cell, input.context.file);
  const lines = linesOf(text);
  const own = lines.flatMap((line) =>
    readLine(line, { ...input, label: '', isWholeCriterion: false }, cell, place),
  );
  return own.length > 0 || lines.length > 1 || input.label === ''
    ? own
    : readResult(input, { ...cell, text });
}

const resultWords =
  /^\s*[-–+*•]?\s*(?:kết quả|số liệu|thực hiện|hiện trạng|thực tế)(?:\s+(?:thực hiện|đạt được|cụ thể|năm\s+20\d\d))*\s*:\s*/iu;

/** Tells whether a label is no label but the results of the row above: nothing stands in the columns of results beside it. */
export function isResultRow(cell: Cell, { values }: SortedColumns, grid: TableGrid): boolean {
  const beside = values.map(({ column }) => grid.at(cell.row, column));
  const isAlone = beside.every((other) => other === undefined || other === cell || other.text.trim() === '');
  return isAlone && resultWords.test(cell.text) && /[\p{L}\d]/u.test(cell.text.replace(resultWords, ''));
}

/** Lines of a cell, and clauses that have a label of their own. */
const linesOf = (text: string): string[] =>
  withoutFillers(text)
    .split(/\n|;\s+(?=[^:;\d]{3}[^:;]*:\s*\S)/u)
    .map((line) => line.trim())
    .filter((line) => line !== '');

function readResult(input: RowReading, cell: Cell): readonly Reading[] {
  const place = placeOf(cell, input.context.file);
  const lines = joinFigure(linesOf(cell.text));
  if (lines.length === 1) return readValue(input, input.label, lines[0] ?? '', cell, place);
  const inPairs = readLinePairs(input, lines, cell, place);
  return inPairs.length > 0 ? inPairs : lines.flatMap((line) => readLine(line, input, cell, place));
}

/** "☑ Có" */
const isBoxed = /^(?:[☐□○☑☒✓✔■]|\[\s*x?\s*\])\s*\p{L}|^\p{L}+(?:\s\p{L}+)?\s*(?:[☐□○☑☒✓✔■]|\[\s*x?\s*\])$/iu;

/** "14/1.716" above "0,8%" is one figure, and so is one that is broken at its stroke. */
function joinFigure(lines: readonly string[]): readonly string[] {
  if (lines.every((line) => isBoxed.test(line))) return [lines.join(' ')];
  const isFigure = lines.every((line) =>
    /^[(=/\s]*(?:(?:đạt|tỷ lệ|tỉ lệ|chiếm|bằng)\s*:?\s*)?\d/iu.test(line),
  );
  if (lines.length < 2 || !isFigure) return lines;
  const joined = lines.join(' = ').replace(/\s*=\s*\/\s*|\s*\/\s*=\s*/gu, '/');
  return findFigures(joined).length === 1 ? [joined] : lines;
}

/** "Nhẹ cân" above "Thấp còi" in the label, and as many figures beside them. */
function readLinePairs(
  input: RowReading,
  lines: readonly string[],
  cell: Cell,
  place: Place,
): readonly Reading[] {
  const labels = input.label.split('\n').slice(-lines.length);
  if (labels.length !== lines.length) return [];
  const pairs = lines.map((line, position) =>
    readValue({ ...input, isWholeCriterion: false }, labels[position] ?? '', line, cell, place),
  );
  const indicators = pairs.flat().map(({ indicator }) => indicator);
  return pairs.every((pair) => pair.length > 0) && new Set(indicators).size === indicators.length
    ? pairs.flat()
    : [];
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
function readLine(line: string, input: RowReading, cell: Cell, place: Place): readonly Reading[] {
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
  return readWords(line, input, place);
}

/** What a cell says in words: of the row's criterion, else of any other that it names plainly. */
function readWords(text: string, { criterion, context }: RowReading, place: Place): readonly Reading[] {
  const within = readSentences(text, criterion, context.matcher, context.year, place);
  return within.length > 0 || criterion === undefined
    ? within
    : readSentences(text, undefined, context.matcher, context.year, place);
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
    const value = cell.boolean ?? readYesNoCell(text) ?? readStaff(input);
    if (value === undefined) return [];
    const confidence = isPartial(text) ? confidences.doubtful : confidences.row;
    return [makeReading({ indicator: yesNo.indicator, value, raw: firstWords(text), confidence, place })];
  }
  for (const within of new Set([criterion, undefined])) {
    const inTurn = readInTurn(`${label}: ${text}`, within, matcher, place);
    if (inTurn.length > 0) return inTurn;
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
  if (figure === undefined)
    return criterion === undefined
      ? []
      : readFacts(text, criterion, matcher, place).map(({ reading }) => reading);
  const others = figures.filter((other) => other.kind === figure.kind).length - 1;
  // "Khai sinh và thẻ BHYT: 98,8% và 100%" answers two questions in an order only a person knows.
  const isDouble = others > 0 && /(?<!\p{L})và(?!\p{L})/iu.test(label) && nextToEachOther(figures, text);
  const sureness = isDouble ? confidences.inferred : others > 0 ? confidences.plain : confidences.row;
  const found = readLabelled(named, figure, criterion, matcher, place, sureness);
  if (found.length === 0) return readWords(text, input, place);
  const parts = readParts(text, { criterion, matcher, year: context.year, place, beside: found });
  return [...found, ...parts, ...readFurther(text, label, [...found, ...parts], input, place)];
}

/** "người | 1 | 1": who is counted by the unit of the row is there, if no column counts none. */
function readStaff({ columns, grid, row }: RowReading): true | undefined {
  if (columns.unit === undefined) return undefined;
  const unit = grid.text(row, columns.unit);
  const counted = distinctCells(columns.values.map(({ column }) => grid.at(row, column)));
  return counted.every(({ text }) => isBareNumber(text) && readYesNoClause(`${text} ${unit}`) === true)
    ? true
    : undefined;
}

/** "15 trẻ; không có tử vong; tỷ suất 0,7%": what follows the figure of the row, as long as it is of other indicators. */
function readFurther(
  text: string,
  label: string,
  beside: readonly Reading[],
  { criterion, context }: RowReading,
  place: Place,
): readonly Reading[] {
  const [, ...further] = splitSentences(partClauses(text));
  return further.flatMap((clause) => {
    const readAs = (said: string): readonly Reading[] =>
      readSentences(said, criterion, context.matcher, context.year, place).filter(({ indicator }) =>
        beside.every((one) => one.indicator !== indicator),
      );
    const labelled = readAs(`${label.replace(/[:;\n]/gu, ' ')}: ${clause}`);
    return labelled.length > 0 || criterion === undefined ? labelled : readAs(clause);
  });
}

/** "06 trẻ (tỷ suất 0,55%), không có trẻ em tử vong", "4 trẻ, trong đó 1 trẻ tử vong": each part a clause of its own. */
const partClauses = (text: string): string =>
  text
    .replace(/\(\s*((?:tỷ|tỉ)\s+(?:lệ|suất)[^()]*)\)/giu, '; $1;')
    .replace(/,\s+(?:bằng|chiếm|tương ứng|(?:tỷ|tỉ)\s+(?:lệ|suất))\s+(?=\d[\d.,]*\s*[%‰])/giu, '; tỷ lệ ')
    .replace(/;?,\s+(?:(?=(?:không|chưa)\s+(?:có|để|xảy))|trong\s+đó\s*:?\s*(?:có\s+)?(?=\d))/giu, '; ');

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

const isHarm = ({ name }: IndicatorDefinition): boolean =>
  /\b(?:suy dinh duong|bi|tai nan|xam hai|vi pham|nghien)\b/u.test(foldWords(name));

type Part = { readonly cell: Cell; readonly column: number } | undefined;

/** A row with its parts in columns: done, of how many, and the rate. */
function readSplitRow(input: RowReading, done: Part, all: Part, rate: Part): readonly Reading[] {
  const { criterion, context, head } = input;
  const { matcher } = context;
  if (done === undefined && all === undefined && rate === undefined) return [];
  const whole = input.isWholeCriterion ? onlyIndicator(criterion, matcher) : undefined;
  const label = wholeLabel(input.label, criterion, matcher, whole);
  const apart = rate === undefined ? undefined : fractionBeside(input, rate.cell);
  const numerator = wholeNumber(done?.cell) ?? apart?.numerator;
  const denominator = wholeNumber(all?.cell) ?? apart?.denominator;
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
    // "Đạt: 210" of 231 weighed may be those that are well, unless the printed rate says otherwise.
    const isOther =
      printed === undefined &&
      isHarm(rateIndicator.indicator) &&
      foldWords(head.titles.get(done?.column ?? -1) ?? '') === 'dat';
    if (figure !== undefined)
      readings.push(
        readRate(rateIndicator.indicator, figure, isOther ? confidences.doubtful : confidences.row, place),
      );
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
  // One cell may hold words or a whole "a/b = c%" although its column is of parts; a bare whole is no result beside one.
  const told = all === undefined || isWholeBeside(input, all.cell) ? undefined : all;
  return [done, rate, told]
    .filter((part) => part !== undefined)
    .flatMap((part) =>
      readValue(input, input.label, part.cell.text.trim(), part.cell, placeOf(part.cell, context.file)),
    );
}
