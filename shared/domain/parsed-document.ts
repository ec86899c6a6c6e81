import type { Locator } from './locator.ts';

/** Identifier of a file format, as printed in results. */
export type FormatId =
  | 'xlsx'
  | 'xls'
  | 'ods'
  | 'csv'
  | 'docx'
  | 'doc'
  | 'odt'
  | 'rtf'
  | 'pdf'
  | 'image'
  | 'text'
  | 'html'
  | 'eml'
  | 'zip'
  | '7z'
  | 'rar'
  | 'tnef'
  | 'p7m'
  | 'other';

/** Old 8-bit Vietnamese encodings still met in communes' files, and decomposed Unicode. */
export type LegacyEncoding = 'tcvn3' | 'vni' | 'nfd';

/** Where in the document's structure a paragraph stands. */
export type ParagraphRole =
  'body' | 'heading' | 'list' | 'header' | 'footer' | 'footnote' | 'text-box' | 'comment';

/** A paragraph or a line of text; always NFC, legacy encodings already converted. */
export interface Paragraph {
  readonly kind: 'paragraph';
  readonly role: ParagraphRole;
  /** The text as shown, automatic numbers ("1.", "a)") included; line breaks inside are "\n". */
  readonly text: string;
  readonly locator: Locator;
  readonly hidden?: true;
  /** 0..1, for text read by OCR only. */
  readonly confidence?: number;
  /** Its words with figures that OCR read without certainty, as in the text. */
  readonly unsure?: readonly string[];
}

/** A cell of a table. A merged cell appears once, at its top left, with its spans. */
export interface Cell {
  /** From 0, the grid position; spans extend right and down. */
  readonly row: number;
  readonly column: number;
  readonly rowSpan: number;
  readonly columnSpan: number;
  /** The text as shown to a reader of the file: a cell 0.985 with format 0.0% reads "98,5%" (comma as the decimal sign). */
  readonly text: string;
  /** The stored number of a spreadsheet cell, unformatted: 0.985 where text is "98,5%". */
  readonly number?: number;
  /** The stored boolean of a spreadsheet cell. */
  readonly boolean?: boolean;
  /** The cell holds a date by its format; possibly a fraction a spreadsheet turned into one. */
  readonly date?: string;
  /** The formula as written, without "="; the text is its stored result. */
  readonly formula?: string;
  readonly locator: Locator;
  /** In a hidden row, column or sheet: kept, marked, never preferred. */
  readonly hidden?: true;
  /** 0..1, for text read by OCR only. */
  readonly confidence?: number;
  /** Its words with figures that OCR read without certainty, as in the text. */
  readonly unsure?: readonly string[];
}

/** A table: of a word-processor file, the used range of a spreadsheet's sheet, or rebuilt from a page's rules. */
export interface Table {
  readonly kind: 'table';
  /** From 1, in document order. */
  readonly index: number;
  /** Sheet name, for spreadsheets. */
  readonly sheet?: string;
  readonly rowCount: number;
  readonly columnCount: number;
  /** In row-major order; empty cells are left out. */
  readonly cells: readonly Cell[];
  readonly hidden?: true;
}

export type Block = Paragraph | Table;

/** The readable content of one file, whatever its format was: what extraction works on. */
export interface ParsedDocument {
  readonly format: FormatId;
  /** In reading order. */
  readonly blocks: readonly Block[];
  /** Number of pages where the format knows pages. */
  readonly pages?: number;
  /** The words come from a picture by OCR. */
  readonly scanned: boolean;
  readonly legacyEncoding: LegacyEncoding | null;
}
