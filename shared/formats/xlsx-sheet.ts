import type { XmlHandler } from './docx-xml.ts';
import { byLocalName } from './xlsx-archive.ts';

/** What is kept of one sheet, in xls and OpenDocument alike. */
export const sheetLimits = {
  // Attack: one text of 20 MB shown in every cell; Excel stops at 32,767 characters a cell.
  longestText: 32_767,
  // Attack: a million comments of 32,000 letters each.
  maxNotes: 2_000,
  longestNote: 5_000,
  // Attack: a sheet of a million merged ranges; the widest official form has some hundred.
  maxMerges: 100_000,
} as const;

/** Excel's own bounds (ECMA-376-1 §18.3.1.73). Attack: row 4,294,967,294 makes readers walk four billion empty rows. */
export const lastRow = 1_048_575;
export const lastColumn = 16_383;

/** Attack: a sheet of a million merged ranges; the widest official form has some hundred. */
const maxMerges = 100_000;

/** Attack: a header of megabytes; Excel stops at 255 characters. */
const maxHeaderText = 2_000;

/** Rows and columns from 0, both ends included. */
export interface CellRange {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** What a cell is apart from its value. */
export interface CellFrame {
  readonly row: number;
  readonly column: number;
  readonly style: number;
  /** `t` of the cell: "s", "str", "inlineStr", "b", "e", "d"; "n" when not said. */
  readonly type: string;
  readonly hasFormula: boolean;
  readonly hasValue: boolean;
  /** A number no program may write so ("5,5", "0x10"): both readers would take the first digits for the figure. */
  readonly isMalformed: boolean;
}

/** The shape of a sheet: where something stands, merged, hidden; the values come from the readers. */
export interface SheetFrame {
  /** Cells with a value or formula, in the order of the file, up to the limit asked for. */
  readonly cells: ReadonlyMap<number, CellFrame>;
  /** All such cells, those beyond the limit too. */
  readonly cellCount: number;
  readonly merges: readonly CellRange[];
  readonly isHiddenRow: (row: number) => boolean;
  readonly isHiddenColumn: (column: number) => boolean;
  /** Header and footer of the printed page, without repeats. */
  readonly printed: readonly { readonly role: 'header' | 'footer'; readonly text: string }[];
  /** An address no sheet can have: readers loop or differ. */
  readonly isTwisted: boolean;
  /** Places two cells claim. */
  readonly doubled: ReadonlySet<number>;
  readonly hasTooManyMerges: boolean;
}

/** One number for a place; the same for all readers. */
export function placeKey(row: number, column: number): number {
  return row * (lastColumn + 1) + column;
}

/** "B12" to row 11 and column 1; undefined for what is no address on a sheet. */
export function parseAddress(address: string): { readonly row: number; readonly column: number } | undefined {
  const match = /^\$?([A-Za-z]{1,3})\$?(\d{1,7})$/u.exec(address);
  if (match === null) return undefined;
  let column = 0;
  for (const letter of (match[1] ?? '').toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  const row = Number(match[2]) - 1;
  return row < 0 || row > lastRow || column > lastColumn + 1 ? undefined : { row, column: column - 1 };
}

/** Row 11 and column 1 to "B12". */
export function sayAddress(row: number, column: number): string {
  let letters = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return `${letters}${row + 1}`;
}

/** A number as XML Schema has it (xsd:double). */
const numberSyntax = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/u;

/** Handler for a worksheet part; `finish` gives its shape. Keeps at most `maxCells` cells, whatever the sheet holds. */
export function readSheetFrame(maxCells: number): XmlHandler & { readonly finish: () => SheetFrame } {
  const cells = new Map<number, CellFrame>();
  const hiddenRows = new Set<number>();
  /** How many hidden ranges begin (+) or have ended (-) at a column: one addition a range, however many there are. */
  const hiddenSteps = new Int32Array(lastColumn + 2);
  const doubled = new Set<number>();
  const merges: CellRange[] = [];
  const printed = new Map<string, { role: 'header' | 'footer'; text: string }>();
  let cellCount = 0;
  let isTwisted = false;
  let hasTooManyMerges = false;
  let row = -1;
  let column = -1;
  let isRowPlaced = false;
  let open: { -readonly [K in keyof CellFrame]: CellFrame[K] } | undefined;
  let role: 'header' | 'footer' | undefined;
  let text = '';

  const handler = byLocalName({
    open: (local, { get }) => {
      switch (local) {
        case 'row': {
          const written = get('r');
          isRowPlaced = written !== undefined;
          row = written === undefined ? row + 1 : Number(written) - 1;
          column = -1;
          if (!Number.isInteger(row) || row < 0 || row > lastRow) isTwisted = true;
          // Zero height hides a row as well as Excel's own switch.
          if (isTrue(get('hidden')) || Number(get('ht') ?? 1) === 0) hiddenRows.add(row);
          return;
        }
        case 'c': {
          const address = get('r');
          const place = address === undefined ? { row, column: column + 1 } : parseAddress(address);
          // Only a row that does not say its number may take it from its cells.
          if (!isRowPlaced && place !== undefined) row = place.row;
          if (place?.row !== row || place.column > lastColumn) isTwisted = true;
          column = place?.column ?? column + 1;
          open = {
            row,
            column,
            style: Number(get('s') ?? 0),
            type: get('t') ?? 'n',
            hasFormula: false,
            hasValue: false,
            isMalformed: false,
          };
          return;
        }
        case 'f':
          if (open !== undefined) open.hasFormula = true;
          return;
        case 'is':
          if (open !== undefined) open.hasValue = true;
          return;
        case 'v':
          text = '';
          return;
        case 'col':
          if (isTrue(get('hidden')) || Number(get('width') ?? 1) === 0) {
            const first = Math.max(Number(get('min')) - 1, 0);
            const last = Math.min(Number(get('max')) - 1, lastColumn);
            if (first <= last) {
              hiddenSteps[first] = (hiddenSteps[first] ?? 0) + 1;
              hiddenSteps[last + 1] = (hiddenSteps[last + 1] ?? 0) - 1;
            }
          }
          return;
        case 'mergeCell': {
          const [from = '', to = from] = (get('ref') ?? '').split(':');
          const start = parseAddress(from);
          const end = parseAddress(to);
          if (merges.length >= maxMerges) hasTooManyMerges = true;
          else if (
            start !== undefined &&
            end !== undefined &&
            start.row <= end.row &&
            start.column <= end.column
          )
            merges.push({ top: start.row, left: start.column, bottom: end.row, right: end.column });
          return;
        }
        default:
          role = /Header$/u.test(local) ? 'header' : /Footer$/u.test(local) ? 'footer' : role;
          if (role !== undefined) text = '';
      }
    },
    close: (local) => {
      if (local === 'v' && open !== undefined) {
        open.hasValue ||= text !== '';
        open.isMalformed = open.type === 'n' && text !== '' && !numberSyntax.test(text);
      } else if (local === 'c' && open !== undefined) {
        if (open.hasValue || open.hasFormula) {
          const key = placeKey(open.row, open.column);
          if (cells.has(key)) doubled.add(key);
          else cellCount += 1;
          if (cells.size < maxCells) cells.set(key, open);
        }
        open = undefined;
      } else if (role !== undefined && /(?:Header|Footer)$/u.test(local)) {
        for (const part of splitPrinted(text)) printed.set(`${role} ${part}`, { role, text: part });
        role = undefined;
      }
    },
    text: (piece) => {
      if (open !== undefined || role !== undefined) text = (text + piece).slice(0, maxHeaderText);
    },
  });
  return {
    ...handler,
    finish: () => {
      const hidden = new Set<number>();
      let depth = 0;
      for (let at = 0; at <= lastColumn; at++) {
        depth += hiddenSteps[at] ?? 0;
        if (depth > 0) hidden.add(at);
      }
      return {
        cells,
        cellCount,
        merges,
        isHiddenRow: (asked) => hiddenRows.has(asked),
        isHiddenColumn: (asked) => hidden.has(asked),
        printed: [...printed.values()],
        isTwisted,
        doubled,
        hasTooManyMerges,
      };
    },
  };
}

function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true' || value === 'on';
}

/** Left, middle and right of a header without their codes for fonts, page numbers and the like (ECMA-376-1 §18.3.1.46). */
export function splitPrinted(code: string): string[] {
  return code
    .split(/&[LCR]/u)
    .map((part) =>
      part
        .replace(/&"[^"]*"|&\d+|&K[0-9A-F]{6}|&K\d\d[+-]\d+|&[A-Z]/giu, ' ')
        .replace(/&&/gu, '&')
        .replace(/[^\S\n]+/gu, ' ')
        .trim(),
    )
    .filter((part) => part !== '');
}

/**
 * The cells of a sheet alone, without those that only carry a format (attack, and habit: a million formatted empty rows), and cut after the row with cell number `maxCells`.
 * Everything else of the part is left out: merged ranges, columns and extensions are where readers loop or throw.
 * The part must be well-formed. @returns undefined when there is no list of cells.
 */
export function keepCellsOnly(written: string, maxCells: number): string | undefined {
  // Attack: a comment full of "<row" makes every search below walk it to its end.
  const xml = written.includes('<!')
    ? written.replace(/<!--.*?-->|<!\[CDATA\[(.*?)\]\]>/gsu, escapeSection)
    : written;
  const root = /<(?:\w+:)?worksheet\b[^>]*>/u.exec(xml)?.[0];
  const start = /<(?:\w+:)?sheetData\b[^>]*>/u.exec(xml);
  if (root === undefined || start === null) return undefined;
  const prefix = /^<(\w+:)?/u.exec(start[0])?.[1] ?? '';
  const close = `</${prefix}sheetData>`;
  const end = start[0].endsWith('/>') ? -1 : xml.lastIndexOf(close);
  const inside = end < 0 ? '' : xml.slice(start.index + start[0].length, end);
  // A cell without an address takes its place by counting, so none may be left out before it.
  const areAllPlaced = !/<(?:\w+:)?(?:c(?![^>]*\sr=)[\s/>]|row(?![^>]*\sr=)[\s/>])/u.test(inside);
  const filled = areAllPlaced
    ? inside
        .replace(
          /<(?:\w+:)?c\s[^>]*\/>|<((?:\w+:)?c)\s[^>]*>\s*(?:<(?:\w+:)?v\s*\/>|<(?:\w+:)?v><\/(?:\w+:)?v>)?\s*<\/\1>/gu,
          '',
        )
        .replace(/<(?:\w+:)?row\s[^>]*\/>|<((?:\w+:)?row)\s[^>]*>\s*<\/\1>/gu, '')
    : inside;
  return `${root}<${prefix}sheetData>${cutAfter(filled, maxCells, `</${prefix}row>`)}${close}</${prefix}worksheet>`;
}

function escapeSection(_: string, cdata: string | undefined): string {
  return (cdata ?? '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function cutAfter(rows: string, maxCells: number, closeRow: string): string {
  const cell = /<(?:\w+:)?c[\s>]/gu;
  for (let count = 0; cell.exec(rows) !== null; count++)
    if (count >= maxCells) return rows.slice(0, rows.indexOf(closeRow, cell.lastIndex) + closeRow.length);
  return rows;
}
