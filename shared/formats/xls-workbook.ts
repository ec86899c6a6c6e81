import { encodingOfFont } from '../vietnamese/legacy-encodings.ts';
import type { SheetNote } from './xlsx-notes.ts';
import { errorSigns, type ReadValue } from './xlsx-readers.ts';
import {
  lastColumn,
  placeKey,
  sayAddress,
  sheetLimits,
  splitPrinted,
  type CellFrame,
  type CellRange,
  type SheetFrame,
} from './xlsx-sheet.ts';
import { CellStyles } from './xlsx-styles.ts';
import { ContinuedBytes, listXlsRecords, recordType, type XlsRecord } from './xls-records.ts';

/** One worksheet of an xls, with its values and its records. */
export interface XlsSheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly frame: SheetFrame;
  readonly values: ReadonlyMap<number, ReadValue>;
  readonly textBoxes: readonly SheetNote[];
  readonly comments: readonly SheetNote[];
  readonly pictures: number;
  readonly records: readonly XlsRecord[];
}

/** A workbook of Excel 97–2003 (BIFF8) or 5–95 (BIFF5). */
export interface XlsWorkbook {
  readonly version: 5 | 8;
  readonly sheets: readonly XlsSheet[];
  /** Sheets it lists, those beyond the limit too. */
  readonly sheetCount: number;
  /** Names of sheets that are not where the file says. */
  readonly lost: readonly string[];
  readonly styles: CellStyles;
  readonly isFrom1904: boolean;
  readonly hasMacroSheets: boolean;
  readonly isWhole: boolean;
  /** False where there are more shared texts than are kept. */
  readonly hasAllTexts: boolean;
  /** Records before the first sheet. */
  readonly globals: readonly XlsRecord[];
}

/** Reads the stream of a workbook; at most `limits.cells` cells, `limits.sheets` sheets and `limits.texts` shared texts are kept. */
export function readXlsWorkbook(
  stream: Uint8Array,
  limits: { readonly cells: number; readonly sheets: number; readonly texts: number },
): XlsWorkbook | 'encrypted' | 'too-old' | 'broken' {
  const { records, isWhole } = listXlsRecords(stream);
  const version = versionOf(records[0]);
  if (version === undefined) return 'broken';
  if (version === 'too-old') return version;
  const globals = takeSubstream(records, 0);
  if (globals.some(({ type }) => type === recordType.filePass)) return 'encrypted';
  const book = new Globals(version, globals, limits.texts);
  const startAt = new Map(records.map(({ at }, index) => [at, index]));
  const readers: { name: string; hidden: boolean; records: readonly XlsRecord[]; reader: SheetReader }[] = [];
  const lost: string[] = [];
  let budget = limits.cells;
  for (const { name, hidden, at } of book.sheets.slice(0, limits.sheets)) {
    const start = startAt.get(at);
    if (start === undefined || records[start]?.type !== recordType.begin) {
      lost.push(name);
      continue;
    }
    const own = takeSubstream(records, start);
    const reader = new SheetReader(book, budget);
    for (const [index, record] of own.entries()) reader.read(record, own, index);
    budget -= reader.size;
    readers.push({ name, hidden, records: own, reader });
  }
  const isCalculated = readers.some(({ reader }) => reader.hasResults);
  const sheets = readers.map(({ reader, ...sheet }) => ({ ...sheet, ...reader.finish(isCalculated) }));
  return {
    ...{ version, sheets, lost, globals, styles: book.styles, isFrom1904: book.isFrom1904 },
    isWhole: isWhole && book.hasAllTexts,
    hasAllTexts: book.hasAllTexts,
    sheetCount: book.sheets.length,
    hasMacroSheets: book.hasMacroSheets,
  };
}

function versionOf(first: XlsRecord | undefined): 5 | 8 | 'too-old' | undefined {
  if (first === undefined) return undefined;
  if ([0x0009, 0x0209, 0x0409].includes(first.type)) return 'too-old';
  if (first.type !== recordType.begin || first.body.length < 4) return undefined;
  const version = first.body.readUInt16LE(0);
  return version === 0x0600 ? 8 : version === 0x0500 ? 5 : undefined;
}

/** From a BOF to its EOF; charts inside bring their own pair and are left out. */
function takeSubstream(records: readonly XlsRecord[], start: number): readonly XlsRecord[] {
  const own: XlsRecord[] = [];
  let depth = 0;
  for (let index = start; index < records.length; index += 1) {
    const record = records[index];
    if (record === undefined) break;
    if (record.type === recordType.begin) depth += 1;
    if (depth === 1) own.push(record);
    if (record.type === recordType.eof) depth -= 1;
    if (depth === 0) break;
  }
  return own;
}

/** A record and the CONTINUE records behind it. */
function withContinued(records: readonly XlsRecord[], index: number): Buffer[] {
  const pieces: Buffer[] = [];
  for (let at = index; at < records.length; at += 1) {
    const record = records[at];
    if (record === undefined || (at > index && record.type !== recordType.continue)) break;
    pieces.push(record.body);
  }
  return pieces;
}

interface TextRun {
  readonly text: string;
  /** Number of the font; undefined for that of the cell. */
  readonly font: number | undefined;
}

/** What holds for the whole workbook: styles, shared texts, the list of sheets. */
class Globals {
  readonly version: 5 | 8;
  readonly styles = new CellStyles();
  readonly texts: (readonly TextRun[])[] = [];
  readonly sheets: { name: string; hidden: boolean; at: number }[] = [];
  isFrom1904 = false;
  hasMacroSheets = false;
  hasAllTexts = true;
  #encoding = 'windows-1252';

  constructor(version: 5 | 8, records: readonly XlsRecord[], maxTexts: number) {
    this.version = version;
    for (const [index, { type, body }] of records.entries()) {
      if (type === recordType.codePage && body.length >= 2 && body.readUInt16LE(0) === 1258)
        this.#encoding = 'windows-1258';
      else if (type === recordType.date1904) this.isFrom1904 = body[0] === 1;
      else if (type === recordType.font && body.length >= 16)
        this.styles.fonts.push({
          name: this.shortText(body, 14, 'font'),
          struck: (body.readUInt16LE(2) & 0x0008) !== 0,
        });
      else if (type === recordType.format && body.length >= 4)
        this.styles.formats.set(
          body.readUInt16LE(0),
          (version === 8 ? this.longText(body, 2) : this.shortText(body, 2)).slice(0, 255),
        );
      else if (type === recordType.xf && body.length >= 4)
        this.styles.cells.push({
          // [MS-XLS] 2.5.129: there is no font number 4.
          font: shiftFont(body.readUInt16LE(0)),
          format: body.readUInt16LE(2),
        });
      else if (type === recordType.boundSheet && body.length >= 8) this.#listSheet(body);
      else if (type === recordType.sharedTexts && version === 8)
        this.#readTexts(new ContinuedBytes(withContinued(records, index)), maxTexts);
    }
  }

  #listSheet(body: Buffer): void {
    const kind = body[5];
    if (kind === 1) this.hasMacroSheets = true;
    // A sheet of charts or macros holds no cells of ours.
    if (kind !== 0) return;
    this.sheets.push({
      name: this.shortText(body, 6).normalize('NFC'),
      hidden: ((body[4] ?? 0) & 3) !== 0,
      at: body.readUInt32LE(0),
    });
  }

  #readTexts(bytes: ContinuedBytes, maxTexts: number): void {
    bytes.long();
    const count = bytes.long();
    while (this.texts.length < count && !bytes.isAtEnd()) {
      if (this.texts.length >= maxTexts) {
        this.hasAllTexts = false;
        return;
      }
      const length = bytes.word();
      const flags = bytes.byte();
      const runCount = (flags & 0x08) === 0 ? 0 : bytes.word();
      const extraBytes = (flags & 0x04) === 0 ? 0 : bytes.long();
      const text = bytes.text(length, (flags & 1) === 1);
      const starts: { at: number; font: number }[] = [];
      for (let run = 0; run < runCount && !bytes.isAtEnd(); run += 1)
        starts.push({ at: bytes.word(), font: bytes.word() });
      bytes.skip(extraBytes);
      this.texts.push(splitRuns(text, starts));
    }
  }

  /** A text of a record whose length is one byte. */
  shortText(body: Buffer, at: number, use: 'font' | 'text' = 'text'): string {
    const length = body[at] ?? 0;
    return this.version === 8
      ? new ContinuedBytes([body.subarray(at + 2)]).text(length, ((body[at + 1] ?? 0) & 1) === 1)
      : this.decode(body.subarray(at + 1, at + 1 + length), use === 'font' ? undefined : '');
  }

  /** A text of a record whose length is two bytes; `font` is what draws it, for one-byte letters. */
  longText(body: Buffer, at: number, font = ''): string {
    if (at + 2 > body.length) return '';
    const length = body.readUInt16LE(at);
    return this.version === 8
      ? new ContinuedBytes([body.subarray(at + 3)]).text(length, ((body[at + 2] ?? 0) & 1) === 1)
      : this.decode(body.subarray(at + 2, at + 2 + length), font);
  }

  /** Letters of one byte: windows-1258 where the file says so, but never those an old font gives its own meaning. */
  decode(bytes: Uint8Array, font: string | undefined): string {
    const isOld = font === undefined || encodingOfFont(font) !== null;
    return new TextDecoder(isOld ? 'windows-1252' : this.#encoding).decode(bytes);
  }
}

function shiftFont(number: number): number {
  return number > 4 ? number - 1 : number;
}

function splitRuns(text: string, starts: readonly { at: number; font: number }[]): readonly TextRun[] {
  const runs: TextRun[] = [];
  let from = 0;
  let font: number | undefined;
  for (const start of starts) {
    if (start.at > from) runs.push({ text: text.slice(from, start.at), font });
    from = Math.max(from, start.at);
    font = shiftFont(start.font);
  }
  return [...runs, { text: text.slice(from), font }].filter((run) => run.text !== '');
}

/** Reads the records of one sheet in their order. */
class SheetReader {
  readonly #book: Globals;
  readonly #maxCells: number;
  readonly #cells = new Map<number, CellFrame>();
  readonly #values = new Map<number, ReadValue>();
  readonly #doubled = new Set<number>();
  readonly #merges: CellRange[] = [];
  readonly #printed = new Map<string, { role: 'header' | 'footer'; text: string }>();
  readonly #hiddenRows = new Set<number>();
  readonly #listedRows = new Set<number>();
  readonly #hiddenColumns = new Set<number>();
  readonly #objectTexts = new Map<number, string>();
  readonly #noteAt = new Map<number, string>();
  readonly #oldNotes: { address: string; text: string }[] = [];
  #areOtherRowsHidden = false;
  #cellCount = 0;
  #pictures = 0;
  #object = 0;
  /** The formula whose text result comes in a record of its own. */
  #waiting: { key: number; style: number } | undefined;
  /** Whether a formula has a result that is no empty text. */
  hasResults = false;
  readonly #emptyResults: number[] = [];

  constructor(book: Globals, maxCells: number) {
    this.#book = book;
    this.#maxCells = maxCells;
  }

  /** Cells kept. */
  get size(): number {
    return this.#cells.size;
  }

  read({ type, body }: XlsRecord, records: readonly XlsRecord[], index: number): void {
    switch (type) {
      case recordType.number:
        if (body.length >= 14) this.#add(body, { type: 'n', value: body.readDoubleLE(6) });
        return;
      case recordType.rk:
        if (body.length >= 10) this.#add(body, { type: 'n', value: decodeRk(body, 6) });
        return;
      case recordType.multipleRk:
        for (let at = 4, column = body.length < 6 ? 0 : body.readUInt16LE(2); at + 8 <= body.length; at += 6)
          this.#put(body.readUInt16LE(0), column++, body.readUInt16LE(at), {
            type: 'n',
            value: decodeRk(body, at + 2),
          });
        return;
      case recordType.sharedText: {
        if (body.length < 10) return;
        const runs = this.#book.texts[body.readUInt32LE(6)] ?? [];
        this.#add(body, { type: 's', value: runs.map(({ text }) => text).join(''), runs });
        return;
      }
      case recordType.label:
      case recordType.richText:
        if (body.length >= 8)
          this.#add(body, {
            type: 's',
            value: this.#book.longText(body, 6, this.#fontOf(body.readUInt16LE(4))),
          });
        return;
      case recordType.booleanOrError:
        if (body.length >= 8) this.#add(body, boolOrError(body[6] ?? 0, body[7] === 1));
        return;
      case recordType.formula:
      case 0x0206:
      case 0x0406:
        if (body.length >= 14) this.#readFormula(body);
        return;
      case recordType.string: {
        const waiting = this.#waiting;
        this.#waiting = undefined;
        if (waiting === undefined) return;
        const text = this.#book
          .longText(body, 0, this.#fontOf(waiting.style))
          .slice(0, sheetLimits.longestText);
        if (text !== '') this.#values.set(waiting.key, { value: text });
        return;
      }
      case recordType.row:
        this.#readRow(body);
        return;
      case recordType.rowHeight:
        this.#areOtherRowsHidden = body.length >= 2 && (body.readUInt16LE(0) & 2) !== 0;
        return;
      case recordType.columns:
        if (body.length >= 10 && (body.readUInt16LE(4) === 0 || (body.readUInt16LE(8) & 1) === 1))
          for (let column = body.readUInt16LE(0); column <= Math.min(body.readUInt16LE(2), 255); column += 1)
            this.#hiddenColumns.add(column);
        return;
      case recordType.merges:
        for (let at = 2; at + 8 <= body.length && this.#merges.length < sheetLimits.maxMerges; at += 8) {
          const range = {
            top: body.readUInt16LE(at),
            bottom: body.readUInt16LE(at + 2),
            left: body.readUInt16LE(at + 4),
            right: body.readUInt16LE(at + 6),
          };
          if (range.top <= range.bottom && range.left <= range.right) this.#merges.push(range);
        }
        return;
      case recordType.header:
      case recordType.footer: {
        const role = type === recordType.header ? 'header' : 'footer';
        const code = this.#book.version === 8 ? this.#book.longText(body, 0) : this.#book.shortText(body, 0);
        for (const text of splitPrinted(code)) this.#printed.set(`${role} ${text}`, { role, text });
        return;
      }
      default:
        this.#readBeside({ type, body }, records, index);
    }
  }

  /** Comments, text boxes and pictures. */
  #readBeside(
    { type, body }: Pick<XlsRecord, 'type' | 'body'>,
    records: readonly XlsRecord[],
    index: number,
  ): void {
    if (type === recordType.object && body.length >= 8 && this.#book.version === 8) {
      this.#object = body.readUInt16LE(6);
      if (body.readUInt16LE(4) === 8) this.#pictures += 1;
    } else if (type === recordType.textObject && body.length >= 12) {
      const length = Math.min(body.readUInt16LE(10), sheetLimits.longestNote);
      const [, ...continued] = withContinued(records, index);
      const bytes = new ContinuedBytes(continued);
      const text = bytes.text(length, (bytes.byte() & 1) === 1).trim();
      if (length > 0 && text !== '' && this.#objectTexts.size < sheetLimits.maxNotes)
        this.#objectTexts.set(this.#object, text);
    } else if (type === recordType.note && body.length >= 8) {
      const row = body.readUInt16LE(0);
      const address = sayAddress(row, body.readUInt16LE(2));
      if (this.#book.version === 8) {
        if (this.#noteAt.size < sheetLimits.maxNotes) this.#noteAt.set(body.readUInt16LE(6), address);
        return;
      }
      const text = this.#book.decode(body.subarray(6), '');
      const last = this.#oldNotes.at(-1);
      // A long comment goes on in records of row 65,535.
      if (row === 0xffff && last !== undefined)
        last.text = (last.text + text).slice(0, sheetLimits.longestNote);
      else if (this.#oldNotes.length < sheetLimits.maxNotes) this.#oldNotes.push({ address, text });
    }
  }

  #readRow(body: Buffer): void {
    if (body.length < 14) return;
    const row = body.readUInt16LE(0);
    this.#listedRows.add(row);
    const height = body.readUInt16LE(6);
    const isZero = (height & 0x7fff) === 0 && (height & 0x8000) === 0;
    if ((body.readUInt16LE(12) & 0x20) !== 0 || isZero) this.#hiddenRows.add(row);
  }

  #readFormula(body: Buffer): void {
    const key = placeKey(body.readUInt16LE(0), body.readUInt16LE(2));
    this.#waiting = undefined;
    const isNumber = body.readUInt16LE(12) !== 0xffff;
    const kind = body[6];
    if (isNumber) this.#add(body, { type: 'n', value: body.readDoubleLE(6) }, true);
    else if (kind === 1 || kind === 2) this.#add(body, boolOrError(body[8] ?? 0, kind === 2), true);
    else {
      this.#add(body, { type: 'str' }, true);
      if (kind === 0) this.#waiting = { key, style: body.readUInt16LE(4) };
      else this.#emptyResults.push(key);
    }
    if (isNumber || kind !== 3) this.hasResults = true;
  }

  #fontOf(style: number): string {
    return this.#book.styles.of(style).font;
  }

  #add(body: Buffer, cell: NewCell, hasFormula = false): void {
    this.#put(body.readUInt16LE(0), body.readUInt16LE(2), body.readUInt16LE(4), cell, hasFormula);
  }

  #put(row: number, column: number, style: number, { type, value, runs }: NewCell, hasFormula = false): void {
    if (column > lastColumn) return;
    const key = placeKey(row, column);
    if (this.#cells.has(key)) this.#doubled.add(key);
    else this.#cellCount += 1;
    if (this.#cells.size >= this.#maxCells) return;
    const isFinite = typeof value !== 'number' || Number.isFinite(value);
    this.#cells.set(key, {
      ...{ row, column, style, type, hasFormula },
      hasValue: type === 'str' || value !== undefined,
      isMalformed: !isFinite,
    });
    if (value === undefined || value === '' || !isFinite) return;
    const fonts = this.#book.styles.fonts;
    this.#values.set(key, {
      value: typeof value === 'string' ? value.slice(0, sheetLimits.longestText) : value,
      ...(runs === undefined || runs.every(({ font }) => font === undefined)
        ? {}
        : {
            runs: runs.map(({ text, font }) => ({
              text,
              font: font === undefined ? '' : (fonts[font]?.name ?? ''),
            })),
          }),
    });
  }

  /** @param isCalculated false where no formula of the workbook has a result but an empty text. */
  finish(isCalculated: boolean): Pick<XlsSheet, 'frame' | 'values' | 'textBoxes' | 'comments' | 'pictures'> {
    // Writers that calculate nothing leave an empty text as the result of each formula; one or another may be empty in truth.
    if (!isCalculated)
      for (const key of this.#emptyResults) {
        const cell = this.#cells.get(key);
        if (cell !== undefined) this.#cells.set(key, { ...cell, type: 'n', hasValue: false });
      }
    const comments: SheetNote[] = [...this.#oldNotes];
    const textBoxes: SheetNote[] = [];
    for (const [object, text] of this.#objectTexts) {
      const address = this.#noteAt.get(object);
      if (address === undefined) textBoxes.push({ address: '', text });
      else comments.push({ address, text });
    }
    return {
      frame: {
        cells: this.#cells,
        cellCount: this.#cellCount,
        merges: this.#merges,
        isHiddenRow: (row) =>
          this.#hiddenRows.has(row) || (this.#areOtherRowsHidden && !this.#listedRows.has(row)),
        isHiddenColumn: (column) => this.#hiddenColumns.has(column),
        printed: [...this.#printed.values()],
        isTwisted: false,
        doubled: this.#doubled,
        hasTooManyMerges: this.#merges.length >= sheetLimits.maxMerges,
      },
      values: this.#values,
      ...{ textBoxes, comments, pictures: this.#pictures },
    };
  }
}

interface NewCell {
  readonly type: 'n' | 's' | 'str' | 'b' | 'e';
  readonly value?: ReadValue['value'];
  readonly runs?: readonly TextRun[];
}

function boolOrError(code: number, isError: boolean): NewCell {
  return isError
    ? { type: 'e', value: { error: errorSigns.get(code) ?? '#VALUE!' } }
    : { type: 'b', value: code !== 0 };
}

/** A number packed into four bytes ([MS-XLS] 2.5.217). */
function decodeRk(body: Buffer, at: number): number {
  const packed = body.readInt32LE(at);
  const wide = Buffer.alloc(8);
  wide.writeInt32LE(packed & ~3, 4);
  const value = (packed & 2) === 0 ? wide.readDoubleLE(0) : packed >> 2;
  return (packed & 1) === 0 ? value : value / 100;
}
