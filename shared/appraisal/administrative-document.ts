/*
 * An administrative document as plain structures: what it says, free of any file format. Text is printed as
 * given (made printable by the renderer), so the content can be tested as text.
 */

/** A paragraph of the body; `blank` ends it with a dotted line for a person to fill in, then `ending`. */
export interface BodyParagraph {
  readonly kind: 'paragraph';
  readonly text: string;
  /** run: the text of the body; group: a run-in title over a list (italic); note: small print. */
  readonly style: 'run' | 'group' | 'note';
  readonly blank?: true;
  /** "./." at the very end of the body. */
  readonly ending?: string;
}

/** A numbered heading in capitals: "I. TIẾP NHẬN HỒ SƠ". */
export interface BodyHeading {
  readonly kind: 'heading';
  readonly text: string;
}

interface TableColumn {
  readonly title: string;
  /** Millimetres. */
  readonly width: number;
  readonly align: 'left' | 'center';
}

export interface TableCellContent {
  /** Each starts a new line. */
  readonly lines: readonly string[];
  readonly bold?: true;
  /** Rows this cell covers downwards; the rows below leave it out. */
  readonly rowSpan?: number;
  readonly columnSpan?: number;
}

export interface TableRowContent {
  readonly cells: readonly TableCellContent[];
  /** Stays on the page of the next row (the rows of one criterion). */
  readonly keepWithNext?: true;
}

export interface BodyTable {
  readonly kind: 'table';
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRowContent[];
}

export type BodyBlock = BodyHeading | BodyParagraph | BodyTable;

/** Pages after the signature, in landscape. */
export interface Annex {
  /** "PHỤ LỤC" */
  readonly heading: string;
  readonly title: string;
  /** "(Kèm theo Báo cáo số …)" */
  readonly reference: string;
  /** How the pages may be used, framed at their top; null when there is no restriction. */
  readonly restriction: string | null;
  readonly body: readonly BodyBlock[];
}

/** A document in the layout of Decree 30/2020/NĐ-CP; number, day and signature are never filled in. */
export interface AdministrativeDocument {
  readonly letterhead: {
    /** "UBND HUYỆN CHI LĂNG" */
    readonly superior: string;
    /** The issuing office as in a sentence; printed in capitals. */
    readonly issuer: string;
    /** After the slash of the number: "BC-……". */
    readonly symbol: string;
    readonly place: string;
    readonly year: number;
  };
  readonly draft: boolean;
  /** "BÁO CÁO" */
  readonly type: string;
  readonly subject: string;
  /** Warning shown on every page; null when none is due. */
  readonly notice: string | null;
  readonly addressee: string | null;
  readonly body: readonly BodyBlock[];
  readonly signature: {
    /** Lines over the name: "KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG". */
    readonly signatory: readonly string[];
    /** Without dashes and ends: "Như trên". */
    readonly recipients: readonly string[];
  };
  readonly annexes: readonly Annex[];
}

/** The number to be given by the records clerk: "Số:      /BC-……" (Article 15 of Decree 30/2020/NĐ-CP: after signing). */
export function blankNumber(symbol: string): string {
  return `Số:      /${symbol}`;
}

/** The day to be written at issue: "ngày      tháng      năm 2023". */
export function blankDay(year: number): string {
  return `ngày      tháng      năm ${year}`;
}

export function heading(text: string): BodyHeading {
  return { kind: 'heading', text };
}

export function paragraph(text: string): BodyParagraph {
  return { kind: 'paragraph', text, style: 'run' };
}

/** A paragraph that a person completes by hand. */
export function blankParagraph(text: string, ending?: string): BodyParagraph {
  return { kind: 'paragraph', text, style: 'run', blank: true, ...(ending === undefined ? {} : { ending }) };
}

export function cell(...lines: readonly string[]): TableCellContent {
  return { lines };
}
