import type { Cell, Table } from '../domain/parsed-document.ts';
import { toNfc } from '../vietnamese/fold.ts';
import { decodeRun, type LegacyTally } from './docx-fonts.ts';
import { showNumber } from './xlsx-number-format.ts';
import { agree, decodeEscapes, type ReadValue, type SheetValues } from './xlsx-readers.ts';
import { placeKey, sayAddress, type CellFrame, type CellRange, type SheetFrame } from './xlsx-sheet.ts';
import type { CellStyle, CellStyles } from './xlsx-styles.ts';

/** Below any figure that is accepted without a person: what two readers do not agree on. */
const doubtfulConfidence = 0.3;

/** Attack: one merged range over a million rows; a merged form title spans some thirty columns. */
const maxRowSpan = 1_000;
const maxColumnSpan = 256;

/** Attack: side-by-side merged ranges by the thousand, all looked at for each cell. */
const maxMergesInRow = 1_000;

/** The two readings of one sheet; null where a reader failed. */
export interface SheetReadings {
  readonly first: SheetValues | null;
  readonly second: SheetValues | null;
}

/** A sheet as a table, and the addresses a person should look at. */
export interface BuiltSheet {
  readonly table: Table;
  readonly characters: number;
  /** Formulas without a stored result, or with an error for one. */
  readonly withoutResult: readonly string[];
  readonly disagreeing: readonly string[];
  /** Dates in a column of figures, with what is shown. */
  readonly datesAmongFigures: readonly { readonly address: string; readonly shown: string }[];
}

/** Puts shape, styles and values of one sheet together; `characters` is how many may still be kept. */
export function buildSheet(input: {
  readonly name: string;
  readonly index: number;
  readonly hidden: boolean;
  readonly frame: SheetFrame;
  readonly readings: SheetReadings;
  readonly styles: CellStyles;
  readonly isFrom1904: boolean;
  readonly characters: number;
  readonly tally: LegacyTally;
}): BuiltSheet {
  const { frame, readings, name } = input;
  const { first, second } = readings;
  const places = [...frame.cells.values()].sort((a, b) => a.row - b.row || a.column - b.column);
  const mergeOf = new Map(frame.merges.map((merge) => [placeKey(merge.top, merge.left), merge]));
  const isCovered = coverCheck(frame.merges);
  const cells: Cell[] = [];
  const withoutResult: string[] = [];
  const disagreeing: string[] = [];
  const shortDates = new Map<string, string>();
  let characters = 0;
  for (const place of places) {
    if (characters >= input.characters) break;
    const key = placeKey(place.row, place.column);
    const address = sayAddress(place.row, place.column);
    // A date written as text ("2023-11-02") is known to the second reader only; the first makes 2023 of it.
    const one = place.type === 'd' ? undefined : first?.get(key);
    const other = second?.get(key);
    const isCompared = first !== null && second !== null && place.type !== 'd';
    const read = [one, other].find((reading) => isOfType(reading?.value, place.type));
    // A text may be empty, and is then no reader's loss.
    const isEmptyText = isTextType(place.type) && one?.value === undefined && other?.value === undefined;
    const isLost = read === undefined && place.hasValue && !isEmptyText;
    const isDoubtful =
      isLost || (isCompared && !agree(one, other)) || frame.doubled.has(key) || place.isMalformed;
    if (isDoubtful) disagreeing.push(address);
    const formula = one?.formula ?? other?.formula;
    const isWithoutResult = place.hasFormula && !place.hasValue && place.type !== 'str';
    if (isWithoutResult || typeof read?.value === 'object') withoutResult.push(address);
    const style = styleOf(input.styles, place);
    const shown = showValue(isWithoutResult ? undefined : read, style, input);
    if (shown.text === '' && !isWithoutResult) continue;
    const merge = mergeOf.get(key);
    const rowSpan = merge === undefined ? 1 : Math.min(merge.bottom - merge.top + 1, maxRowSpan);
    const columnSpan = merge === undefined ? 1 : Math.min(merge.right - merge.left + 1, maxColumnSpan);
    const isHidden =
      input.hidden ||
      style.struck ||
      shown.isInvisible === true ||
      isCovered(place) ||
      everyOf(place.row, rowSpan, frame.isHiddenRow) ||
      everyOf(place.column, columnSpan, frame.isHiddenColumn);
    characters += shown.text.length;
    if (shown.shortDate !== undefined) shortDates.set(address, shown.shortDate);
    cells.push({
      row: place.row,
      column: place.column,
      rowSpan,
      columnSpan,
      text: shown.text,
      ...(shown.number === undefined ? {} : { number: shown.number }),
      ...(shown.boolean === undefined ? {} : { boolean: shown.boolean }),
      ...(shown.date === undefined ? {} : { date: shown.date }),
      ...(formula === undefined ? {} : { formula }),
      locator: { kind: 'cell', sheet: name, address },
      ...(isHidden ? { hidden: true } : {}),
      ...(isDoubtful ? { confidence: doubtfulConfidence } : {}),
    });
  }
  const table: Table = {
    kind: 'table',
    index: input.index,
    sheet: name,
    rowCount: cells.reduce((most, cell) => Math.max(most, cell.row + cell.rowSpan), 0),
    columnCount: cells.reduce((most, cell) => Math.max(most, cell.column + cell.columnSpan), 0),
    cells,
    ...(input.hidden ? { hidden: true } : {}),
  };
  return {
    table,
    characters,
    withoutResult,
    disagreeing,
    datesAmongFigures: findDatesAmongFigures(cells, shortDates),
  };
}

/** Whether a reader gave what the cell says it holds; without the list of shared texts exceljs takes a text's number for a figure. */
function isOfType(value: ReadValue['value'], type: string): boolean {
  if (type === 'd') return typeof value === 'number';
  if (type === 'b') return typeof value === 'boolean';
  if (type === 'e') return typeof value === 'object';
  return typeof value === (isTextType(type) ? 'string' : 'number');
}

function isTextType(type: string): boolean {
  return type === 's' || type === 'str' || type === 'inlineStr';
}

function styleOf(styles: CellStyles, place: CellFrame): CellStyle {
  const style = styles.of(place.style);
  return place.type === 'd' && style.format === 'General' ? { ...style, format: 'dd/mm/yyyy' } : style;
}

type ShownValue = Pick<Cell, 'text' | 'number' | 'boolean' | 'date'> & {
  readonly isInvisible?: boolean;
  /** The day as the sheet shows it, where the text says more. */
  readonly shortDate?: string;
};

function showValue(
  read: ReadValue | undefined,
  style: CellStyle,
  { isFrom1904, tally }: { readonly isFrom1904: boolean; readonly tally: LegacyTally },
): ShownValue {
  const value = read?.value;
  switch (typeof value) {
    case 'number': {
      const { text, date } = showNumber(value, style.format, isFrom1904);
      const number = { number: value, ...(date === undefined ? {} : { date }) };
      // "05/07" would be read as the fraction that Excel has turned into a day.
      if (date !== undefined && /^[\d\s./-]+$/u.test(text) && !/^\d\d?\D\d\d?\D\d{4}/u.test(text))
        return { text: date.split('-').reverse().join('/'), ...number, shortDate: text };
      // A format that shows nothing hides the figure from who looks at the sheet.
      return text === ''
        ? { text: showNumber(value, 'General', isFrom1904).text, ...number, isInvisible: true }
        : { text, ...number };
    }
    case 'boolean':
      return { text: value ? 'TRUE' : 'FALSE', boolean: value };
    case 'string': {
      const runs = read?.runs ?? [{ text: value, font: '' }];
      const parts: { text: string; font: string }[] = [];
      for (const run of runs) {
        const font = run.font === '' ? style.font : run.font;
        const last = parts.at(-1);
        // A letter of VNI is two signs, and a change of colour may part them.
        if (last?.font === font) last.text += decodeEscapes(run.text);
        else parts.push({ text: decodeEscapes(run.text), font });
      }
      let text = '';
      for (const part of parts) {
        tally.add(part.text, part.font);
        text += decodeRun(part.text, part.font);
      }
      return { text: tidy(text) };
    }
    case 'object':
      return { text: value.error };
    default:
      return { text: '' };
  }
}

function tidy(text: string): string {
  return toNfc(text)
    .replace(/\r\n?/gu, '\n')
    .replace(/[\u0000-\u0008\u000b-\u001f]/gu, '')
    .trim();
}

function everyOf(from: number, count: number, is: (at: number) => boolean): boolean {
  for (let at = from; at < from + count; at++) if (!is(at)) return false;
  return true;
}

/** Says of cells, asked row by row, whether a merged range lies over them; what stands there is not shown. */
function coverCheck(merges: readonly CellRange[]): (place: CellFrame) => boolean {
  const waiting = [...merges].sort((a, b) => b.top - a.top);
  let active: CellRange[] = [];
  let current = -1;
  return ({ row, column }) => {
    if (row !== current) {
      current = row;
      active = active.filter((merge) => merge.bottom >= row);
      for (let next = waiting.at(-1); next !== undefined && next.top <= row; next = waiting.at(-1)) {
        waiting.pop();
        if (next.bottom >= row && active.length < maxMergesInRow) active.push(next);
      }
    }
    return active.some(
      (merge) =>
        column >= merge.left && column <= merge.right && (row !== merge.top || column !== merge.left),
    );
  };
}

/**
 * A date typed as a figure ("12/25") stands in a column where the others are figures; a column of dates is meant so.
 * Two figures are enough where the day is shown without its year, as Excel shows what it made of a fraction.
 */
function findDatesAmongFigures(
  cells: readonly Cell[],
  shortDates: ReadonlyMap<string, string>,
): { address: string; shown: string }[] {
  const columns = new Map<number, { figures: number; dates: Cell[] }>();
  for (const cell of cells) {
    if (cell.hidden === true) continue;
    const column = columns.get(cell.column) ?? { figures: 0, dates: [] };
    columns.set(cell.column, column);
    if (cell.date !== undefined) {
      if (cell.formula === undefined) column.dates.push(cell);
    } else if (cell.number !== undefined || /^\d+(?:[.,]\d+)?\s*(?:[%‰/(]|\p{L}{1,5}$|$)/u.test(cell.text))
      column.figures += 1;
  }
  return [...columns.values()].flatMap(({ figures, dates }) =>
    dates.flatMap((cell) => {
      const address = sayAddress(cell.row, cell.column);
      const shown = shortDates.get(address);
      const isOdd = figures >= 3 && figures > 2 * dates.length;
      const isShort = shown !== undefined && figures >= Math.max(2, dates.length);
      return isOdd || isShort ? [{ address, shown: shown ?? cell.text }] : [];
    }),
  );
}
