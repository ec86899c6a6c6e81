import type { XmlElement, XmlHandler } from './docx-xml.ts';
import type { OdsStyles } from './ods-styles.ts';
import type { SheetNote } from './xlsx-notes.ts';
import type { ReadValue } from './xlsx-readers.ts';
import {
  lastColumn,
  lastRow,
  placeKey,
  sayAddress,
  sheetLimits,
  type CellFrame,
  type CellRange,
  type SheetFrame,
} from './xlsx-sheet.ts';

/** One sheet of an OpenDocument spreadsheet. */
export interface OdsSheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly frame: SheetFrame;
  readonly values: ReadonlyMap<number, ReadValue>;
  readonly textBoxes: readonly SheetNote[];
  readonly comments: readonly SheetNote[];
  readonly pictures: number;
}

interface Place {
  readonly from: number;
  readonly to: number;
}

interface OpenCell {
  readonly get: XmlElement['get'];
  readonly column: number;
  readonly repeated: number;
  readonly style: number;
  readonly runs: { text: string; font: string }[];
}

/** Sheets of content.xml (ODF 1.2 §9); what is deleted under change tracking or copied from other files is left out. */
export class OdsSheets implements XmlHandler {
  readonly sheets: OdsSheet[] = [];
  /** Sheets it lists, those beyond the limit too. */
  sheetCount = 0;
  readonly #styles: OdsStyles;
  readonly #limits: { readonly cells: number; readonly sheets: number };
  #sheet: SheetBuilder | undefined;
  #budget: number;
  /** Depth inside an element that is left out. */
  #skipped = 0;
  #row = 0;
  #rowRepeated = 1;
  #column = 0;
  #rowStyle: string | undefined;
  readonly #hiddenGroups: boolean[] = [];
  #rowCells: { readonly cell: OpenCell; readonly text: string }[] = [];
  #cell: OpenCell | undefined;
  /** What the text being read belongs to. */
  #beside: 'comment' | 'text-box' | undefined;
  #besideDepth = 0;
  #besideText = '';
  #paragraphs = 0;
  readonly #spans: string[] = [];

  constructor(styles: OdsStyles, limits: { readonly cells: number; readonly sheets: number }) {
    this.#styles = styles;
    this.#limits = limits;
    this.#budget = limits.cells;
  }

  open(name: string, element: XmlElement): void {
    const { get } = element;
    if (this.#skipped > 0) {
      this.#skipped += 1;
      return;
    }
    const isInside = this.#sheet !== undefined;
    if (name === 'table:tracked-changes' || (name === 'table:table' && isInside)) this.#skipped = 1;
    else if (name === 'table:table') this.#openSheet(get);
    else if (!isInside) return;
    else if (this.#beside !== undefined) this.#openBeside(name, get);
    else if (name === 'office:annotation' || name.startsWith('draw:')) {
      this.#beside = name === 'office:annotation' ? 'comment' : 'text-box';
      this.#besideDepth = 0;
      this.#besideText = '';
      this.#openBeside(name, get);
    } else this.#openGrid(name, element);
  }

  #openSheet(get: XmlElement['get']): void {
    this.sheetCount += 1;
    if (this.sheetCount > this.#limits.sheets) {
      this.#skipped = 1;
      return;
    }
    this.#sheet = new SheetBuilder(
      (get('name') ?? '').normalize('NFC').slice(0, 100),
      this.#styles.isHiddenTable(get('style-name') ?? ''),
      this.#budget,
    );
    this.#row = 0;
    this.#column = 0;
  }

  #openBeside(name: string, get: XmlElement['get']): void {
    this.#besideDepth += 1;
    if (name === 'draw:image' && this.#sheet !== undefined) this.#sheet.pictures += 1;
    this.#openText(name, get);
  }

  #openGrid(name: string, element: XmlElement): void {
    const { get } = element;
    const sheet = this.#sheet;
    if (sheet === undefined) return;
    switch (name) {
      case 'table:table-source':
        sheet.isCopy = true;
        return;
      case 'table:table-column': {
        const to = this.#column + toCount(get('number-columns-repeated'), lastColumn + 1) - 1;
        const place = { from: this.#column, to };
        if (isHidden(get) || this.#hiddenGroups.includes(true)) sheet.hiddenColumns.push(place);
        const style = get('default-cell-style-name');
        if (style !== undefined) sheet.columnStyles.push({ ...place, style });
        this.#column = to + 1;
        return;
      }
      case 'table:table-column-group':
      case 'table:table-row-group':
        this.#hiddenGroups.push(get('display') === 'false');
        return;
      case 'table:table-row':
        this.#column = 0;
        this.#rowCells = [];
        this.#rowRepeated = toCount(get('number-rows-repeated'), lastRow + 1);
        this.#rowStyle = get('default-cell-style-name');
        if (isHidden(get) || this.#hiddenGroups.includes(true))
          sheet.hiddenRows.push({ from: this.#row, to: this.#row + this.#rowRepeated - 1 });
        return;
      case 'table:table-cell':
      case 'table:covered-table-cell': {
        const repeated = toCount(get('number-columns-repeated'), lastColumn + 1);
        const style = get('style-name') ?? this.#rowStyle ?? sheet.columnStyle(this.#column) ?? 'Default';
        this.#cell = {
          ...{ get, repeated, column: this.#column, runs: [] },
          style: this.#styles.numberOf(style),
        };
        return;
      }
      default:
        this.#openText(name, get);
    }
  }

  #openText(name: string, get: XmlElement['get']): void {
    if (name === 'text:p' || name === 'text:h') {
      if (this.#paragraphs > 0 || this.#hasText()) this.#add('\n');
      this.#paragraphs += 1;
    } else if (name === 'text:span') this.#spans.push(this.#styles.fontOf(get('style-name') ?? ''));
    else if (name === 'text:s') this.#add(' '.repeat(toCount(get('c'), 100)));
    else if (name === 'text:tab') this.#add('\t');
    else if (name === 'text:line-break') this.#add('\n');
  }

  #hasText(): boolean {
    return this.#beside === undefined ? (this.#cell?.runs.length ?? 0) > 0 : this.#besideText !== '';
  }

  text(text: string): void {
    if (this.#skipped === 0 && this.#paragraphs > 0) this.#add(text);
  }

  #add(text: string): void {
    if (this.#beside !== undefined)
      this.#besideText = (this.#besideText + text).slice(0, sheetLimits.longestNote);
    else if (this.#cell !== undefined) {
      const font = this.#spans.at(-1) ?? '';
      const last = this.#cell.runs.at(-1);
      if (last?.font === font) last.text = (last.text + text).slice(0, sheetLimits.longestText);
      else this.#cell.runs.push({ text: text.slice(0, sheetLimits.longestText), font });
    }
  }

  close(name: string): void {
    if (this.#skipped > 0) {
      this.#skipped -= 1;
      return;
    }
    const sheet = this.#sheet;
    if (sheet === undefined) return;
    if (name === 'text:p' || name === 'text:h') this.#paragraphs -= 1;
    else if (name === 'text:span') this.#spans.pop();
    if (this.#beside !== undefined) {
      this.#besideDepth -= 1;
      if (this.#besideDepth === 0) this.#closeBeside(sheet);
      return;
    }
    switch (name) {
      case 'table:table-cell':
      case 'table:covered-table-cell': {
        const cell = this.#cell;
        this.#cell = undefined;
        if (cell === undefined) return;
        const text = cell.runs.map((run) => run.text).join('');
        if (text !== '' || cell.get('value-type') !== undefined || cell.get('formula') !== undefined)
          this.#rowCells.push({ cell, text });
        sheet.addMerge(this.#row, cell.column, cell.get);
        this.#column += cell.repeated;
        return;
      }
      case 'table:table-row':
        for (
          let at = 0;
          at < this.#rowRepeated && (at === 0 || (this.#rowCells.length > 0 && !sheet.isFull));
          at += 1
        )
          for (const { cell, text } of this.#rowCells) sheet.add(this.#row + at, cell, text);
        sheet.countRepeats(
          this.#rowCells.map(({ cell }) => cell.repeated),
          this.#rowRepeated,
        );
        this.#row += this.#rowRepeated;
        return;
      case 'table:table-column-group':
      case 'table:table-row-group':
        this.#hiddenGroups.pop();
        return;
      case 'table:table':
        this.#sheet = undefined;
        if (sheet.isCopy) {
          this.sheetCount -= 1;
          return;
        }
        this.#budget -= sheet.size;
        this.sheets.push(sheet.finish());
        return;
      default:
    }
  }

  #closeBeside(sheet: SheetBuilder): void {
    const list = this.#beside === 'comment' ? sheet.comments : sheet.textBoxes;
    const text = this.#besideText.trim();
    this.#beside = undefined;
    this.#spans.length = 0;
    if (text === '' || list.length >= sheetLimits.maxNotes) return;
    list.push({ address: this.#cell === undefined ? '' : sayAddress(this.#row, this.#cell.column), text });
  }
}

class SheetBuilder {
  readonly comments: SheetNote[] = [];
  readonly textBoxes: SheetNote[] = [];
  readonly hiddenRows: Place[] = [];
  readonly hiddenColumns: Place[] = [];
  readonly columnStyles: (Place & { readonly style: string })[] = [];
  pictures = 0;
  /** Cells of another file kept here for formulas. */
  isCopy = false;
  readonly #name: string;
  readonly #hidden: boolean;
  readonly #maxCells: number;
  readonly #cells = new Map<number, CellFrame>();
  readonly #values = new Map<number, ReadValue>();
  readonly #merges: CellRange[] = [];
  #cellCount = 0;

  constructor(name: string, hidden: boolean, maxCells: number) {
    this.#name = name;
    this.#hidden = hidden;
    this.#maxCells = maxCells;
  }

  get size(): number {
    return this.#cells.size;
  }

  get isFull(): boolean {
    return this.#cells.size >= this.#maxCells;
  }

  columnStyle(column: number): string | undefined {
    return this.columnStyles.find(({ from, to }) => column >= from && column <= to)?.style;
  }

  addMerge(row: number, column: number, get: XmlElement['get']): void {
    const rows = toCount(get('number-rows-spanned'), lastRow + 1);
    const columns = toCount(get('number-columns-spanned'), lastColumn + 1);
    if (rows * columns > 1 && this.#merges.length < sheetLimits.maxMerges)
      this.#merges.push({ top: row, left: column, bottom: row + rows - 1, right: column + columns - 1 });
  }

  countRepeats(columns: readonly number[], rows: number): void {
    for (const count of columns) this.#cellCount += count * rows;
  }

  add(row: number, cell: OpenCell, text: string): void {
    if (row > lastRow) return;
    const { formula, ...read } = readCell(cell, text);
    for (let at = 0; at < cell.repeated && !this.isFull && cell.column + at <= lastColumn; at += 1) {
      const column = cell.column + at;
      const key = placeKey(row, column);
      this.#cells.set(key, {
        ...{ row, column, style: cell.style, type: read.type, hasFormula: formula !== undefined },
        hasValue: read.type === 'str' || read.value !== undefined || read.isMalformed,
        isMalformed: read.isMalformed,
      });
      if (read.value !== undefined || formula !== undefined)
        this.#values.set(key, {
          ...(read.value === undefined ? {} : { value: read.value }),
          ...(formula === undefined ? {} : { formula }),
          ...(typeof read.value === 'string' && cell.runs.some(({ font }) => font !== '')
            ? { runs: cell.runs }
            : {}),
        });
    }
  }

  finish(): OdsSheet {
    const merges = this.#merges;
    return {
      name: this.#name,
      hidden: this.#hidden,
      frame: {
        cells: this.#cells,
        cellCount: this.#cellCount,
        merges,
        isHiddenRow: (row) => isWithin(this.hiddenRows, row),
        isHiddenColumn: (column) => isWithin(this.hiddenColumns, column),
        printed: [],
        isTwisted: false,
        doubled: new Set(),
        hasTooManyMerges: merges.length >= sheetLimits.maxMerges,
      },
      values: this.#values,
      ...{ comments: this.comments, textBoxes: this.textBoxes, pictures: this.pictures },
    };
  }
}

interface CellReading {
  readonly type: 'n' | 'd' | 'str' | 'b' | 'e';
  readonly value?: ReadValue['value'];
  readonly formula?: string;
  readonly isMalformed: boolean;
}

/** A number as XML Schema has it (xsd:double). */
const numberSyntax = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/u;

/** Results LibreOffice shows for what cannot be calculated; it stores them as texts. */
const errorSign = /^(?:#(?:NULL!|DIV\/0!|VALUE!|REF!|NAME\?|NUM!|N\/A)|Err:\d{3})$/u;

function readCell({ get }: OpenCell, text: string): CellReading {
  const written = get('formula');
  const formula = written === undefined ? {} : { formula: written.replace(/^(?:of|oooc|msoxl):=|^=/u, '') };
  const plain = { ...formula, isMalformed: false };
  if (written !== undefined && errorSign.test(text)) return { ...plain, type: 'e', value: { error: text } };
  switch (get('value-type')) {
    case 'float':
    case 'percentage':
    case 'currency': {
      const value = get('value') ?? '';
      return numberSyntax.test(value) && Number.isFinite(Number(value))
        ? { ...plain, type: 'n', value: Number(value) }
        : { ...formula, type: 'n', isMalformed: true };
    }
    case 'date': {
      const serial = toSerial(get('date-value') ?? '');
      return serial === undefined
        ? { ...plain, type: 'str', value: text }
        : { ...plain, type: 'd', value: serial };
    }
    case 'boolean':
      return { ...plain, type: 'b', value: get('boolean-value') === 'true' };
    case undefined:
      // A formula nobody calculated has no type.
      return written !== undefined && text === ''
        ? { ...plain, type: 'n' }
        : { ...plain, type: 'str', value: text };
    default: {
      const shown = text === '' ? (get('string-value') ?? '') : text;
      return shown === ''
        ? { ...plain, type: 'str' }
        : { ...plain, type: 'str', value: shown.slice(0, sheetLimits.longestText) };
    }
  }
}

/** Days since 30 December 1899 of "2023-11-02" or "2023-11-02T08:00:00". */
function toSerial(written: string): number | undefined {
  const match = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d):(\d\d)(?:[.,]\d+)?)?$/u.exec(written);
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(1)
    .map((part) => Number(part || 0));
  return (
    Math.round(Date.UTC(year, month - 1, day) / 86_400_000) +
    25_569 +
    (hours * 3600 + minutes * 60 + seconds) / 86_400
  );
}

function isHidden(get: XmlElement['get']): boolean {
  return /^(?:collapse|filter)$/u.test(get('visibility') ?? '');
}

/** Places lie one behind the other. */
function isWithin(places: readonly Place[], at: number): boolean {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle]?.to ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return (places[low]?.from ?? Infinity) <= at;
}

function toCount(text: string | undefined, most: number): number {
  const value = Number.parseInt(text ?? '1', 10);
  return value > 1 ? Math.min(value, most) : 1;
}
