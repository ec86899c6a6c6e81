import type { Finding } from '../domain/finding.ts';
import { makeFinding } from '../domain/finding-catalogue.ts';
import type { Block, FormatId, ParagraphRole } from '../domain/parsed-document.ts';
import type { ReadFile } from '../domain/read-file.ts';
import { toNfc } from '../vietnamese/fold.ts';
import { LegacyTally } from './docx-fonts.ts';
import type { SheetNote } from './xlsx-notes.ts';
import { parseAddress, sayAddress, type SheetFrame } from './xlsx-sheet.ts';
import type { CellStyles } from './xlsx-styles.ts';
import { buildSheet, type BuiltSheet, type SheetReadings } from './xlsx-table.ts';

/** Attack: half a million cells take 400 MB in exceljs; the longest table of a commune has some thousand. */
export const maxCells = 100_000;

/** Attack: ten thousand sheets of one cell; an office's workbook has some twenty. */
export const maxSheets = 100;

/** Attack: 200,000 cells that all show one text of 32,000 letters. */
export const maxCharacters = 5_000_000;

/** Below these a file with pictures is a scan put on a sheet. */
const fewCells = 20;
const fewCharacters = 200;

/** Addresses named in one finding; the rest is counted. */
const maxNamed = 10;

/** One sheet as its format's reader gives it. */
export interface ReadSheet {
  readonly name: string;
  readonly hidden: boolean;
  /** From 1, in the order of the workbook. */
  readonly index: number;
  readonly frame: SheetFrame;
  readonly readings: SheetReadings;
  readonly textBoxes: readonly SheetNote[];
  readonly comments: readonly SheetNote[];
  readonly pictures: number;
}

/** What the sheets gave together, filled sheet by sheet; the same for every spreadsheet format. */
export class WorkbookContent {
  readonly tally = new LegacyTally();
  readonly blocks: Block[] = [];
  readonly remarks: Finding[] = [];
  readonly #file: string;
  readonly #book: { readonly styles: CellStyles; readonly isFrom1904: boolean };
  #characters = 0;
  #cells = 0;
  #pictures = 0;
  #paragraphs = 0;
  #listed = 0;
  #kept = 0;

  constructor(file: string, book: { readonly styles: CellStyles; readonly isFrom1904: boolean }) {
    this.#file = file;
    this.#book = book;
  }

  /** Adds one sheet in reading order: header, cells, text boxes, comments, footer. */
  addSheet(sheet: ReadSheet): void {
    const { frame, comments, textBoxes } = sheet;
    const built = buildSheet({
      ...sheet,
      ...this.#book,
      characters: maxCharacters - this.#characters,
      tally: this.tally,
    });
    this.#characters += built.characters;
    this.#cells += built.table.cells.length;
    this.#pictures += sheet.pictures;
    this.#listed += frame.cellCount;
    this.#kept += frame.cells.size;
    this.remarks.push(...describeCells(this.#file, sheet.name, built));
    for (const printed of frame.printed)
      if (printed.role === 'header') this.#addNote(sheet, 'header', printed.text);
    if (built.table.cells.length > 0) this.blocks.push(built.table);
    for (const note of textBoxes) this.#addNote(sheet, 'text-box', note.text, note.address);
    for (const note of comments) this.#addNote(sheet, 'comment', note.text, note.address);
    for (const printed of frame.printed)
      if (printed.role === 'footer') this.#addNote(sheet, 'footer', printed.text);
  }

  #addNote(sheet: ReadSheet, role: ParagraphRole, text: string, address = ''): void {
    this.tally.add(text, '');
    const shown = toNfc(text).replace(/\r\n?/gu, '\n').trim();
    if (shown === '') return;
    this.#paragraphs += 1;
    this.#characters += shown.length;
    const place = parseAddress(address);
    this.blocks.push({
      kind: 'paragraph',
      role,
      text: shown,
      locator:
        place === undefined
          ? { kind: 'paragraph', index: this.#paragraphs }
          : { kind: 'cell', sheet: sheet.name, address: sayAddress(place.row, place.column) },
      ...(sheet.hidden ? { hidden: true } : {}),
    });
  }

  /** What the file gave and what of it was not read; `sheets` is how many it lists, `gaps` what its own reader could not read, as reasons. */
  describe(input: {
    readonly format: FormatId;
    readonly sheets: number;
    readonly reasons: readonly string[];
    readonly hasMacros: boolean;
  }): ReadFile {
    const { format, sheets, hasMacros } = input;
    const isPicture = this.#pictures > 0 && this.#cells < fewCells && this.#characters < fewCharacters;
    const limits: (readonly [read: string, total: string])[] = [];
    if (this.#kept < this.#listed) limits.push([sayCount(this.#kept), `${sayCount(this.#listed)} ô`]);
    else if (this.#characters >= maxCharacters) limits.push(['phần đầu', 'toàn bộ nội dung']);
    if (sheets > maxSheets) limits.push([sayCount(maxSheets), `${sayCount(sheets)} trang tính`]);
    const reasons = [...input.reasons, ...(isPicture ? [pictureReason] : [])];
    const about = { about: this.#file };
    const gaps = [
      ...limits.map(([read, total]) =>
        makeFinding('processing-limit', { document: this.#file, read, total }, about),
      ),
      ...reasons.map((reason) => makeFinding('unreadable-file', { file: this.#file, reason }, about)),
    ];
    if (this.blocks.length === 0 && gaps.length === 0)
      return failWorkbook(format, 'unreadable', this.#file, 'tệp Excel không có ô nào có nội dung');
    return {
      status: gaps.length > 0 ? 'partly-read' : 'read',
      format,
      document: {
        format,
        blocks: this.blocks,
        scanned: isPicture && this.#characters === 0,
        legacyEncoding: this.tally.result(),
      },
      findings: [
        ...gaps,
        ...this.remarks,
        ...(hasMacros ? [makeFinding('macro-file', { document: this.#file }, about)] : []),
      ],
    };
  }
}

const pictureReason =
  'nội dung là ảnh (bản quét hoặc ảnh chụp) dán vào trang tính, chưa đọc được chữ; đề nghị gửi kèm bản Word hoặc Excel có chữ';

/** A workbook of which nothing can be used, with the reason in words. */
export function failWorkbook(
  format: FormatId,
  status: 'unreadable' | 'refused',
  file: string,
  reason: string,
): ReadFile {
  return { status, format, findings: [makeFinding('unreadable-file', { file, reason }, { about: file })] };
}

/** A workbook whose password is not known. */
export function lockedWorkbook(format: FormatId, file: string): ReadFile {
  return {
    status: 'unreadable',
    format,
    findings: [makeFinding('password-protected', { file }, { about: file })],
  };
}

/** Names of sheets in a reason, the first of many. */
export function nameSheets(names: readonly string[]): string {
  return names
    .slice(0, maxNamed)
    .map((name) => `"${name}"`)
    .join(', ');
}

/** What a person should look at in the cells of one sheet: one finding a kind, dates among figures one by one. */
function describeCells(file: string, sheet: string, built: BuiltSheet): Finding[] {
  const { withoutResult, disagreeing, datesAmongFigures } = built;
  const at = (address = 'A1') =>
    ({ about: file, source: { file, locator: { kind: 'cell', sheet, address } } }) as const;
  const findings: Finding[] = [];
  if (withoutResult.length > 0)
    findings.push(
      makeFinding('missing-formula-value', { place: sayPlaces(withoutResult, sheet) }, at(withoutResult[0])),
    );
  if (disagreeing.length > 0)
    findings.push(
      makeFinding('readers-disagree', { file, place: sayPlaces(disagreeing, sheet) }, at(disagreeing[0])),
    );
  for (const { address, shown } of datesAmongFigures.slice(0, maxNamed))
    findings.push(
      makeFinding('excel-date-figure', { place: sayPlaces([address], sheet), shown }, at(address)),
    );
  return findings;
}

/** "ô E5, trang tính "Điểm"" or "12 ô (E5, E6, …), trang tính "Điểm"". */
function sayPlaces(addresses: readonly string[], sheet: string): string {
  const [only] = addresses;
  if (addresses.length === 1 && only !== undefined) return `ô ${only}, trang tính "${sheet}"`;
  const rest = addresses.length > maxNamed ? ', …' : '';
  return `${sayCount(addresses.length)} ô (${addresses.slice(0, maxNamed).join(', ')}${rest}), trang tính "${sheet}"`;
}

/** "1.048.576". */
function sayCount(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+(?!\d))/gu, '.');
}
