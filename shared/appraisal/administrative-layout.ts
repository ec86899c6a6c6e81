/*
 * The layout of an administrative document (Decree 30/2020/NĐ-CP, Annex I) as plain structures whose texts hold tags
 * ({{ten_xa}}) in place of what differs from one document to the next. Drawn once as a docx it is the built-in template
 * of its kind, which an office may replace by its own.
 */

/** A paragraph; `blank` ends it with a dotted line for a person to fill in, then `ending`. */
export interface LayoutParagraph {
  readonly kind: 'paragraph';
  /** Begins the text in bold: "Điều 1." */
  readonly lead?: string;
  readonly text: string;
  /** run: the text of the body; basis: a legal basis (italic); group: a run-in title over a list (italic); note: small print; form: a line of an office form, without indent. */
  readonly style: 'run' | 'basis' | 'group' | 'note' | 'form' | 'centred-bold';
  readonly blank?: true;
  /** "./." at the very end of the body. */
  readonly ending?: string;
}

/** A numbered heading: "I. TIẾP NHẬN HỒ SƠ". */
export interface LayoutHeading {
  readonly kind: 'heading';
  readonly text: string;
}

/** A line that holds one tag alone: the start or end of a repeated or conditional part, or a table set in whole. */
export interface LayoutMark {
  readonly kind: 'mark';
  readonly text: string;
}

export interface TableColumn {
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

export interface LayoutTable {
  readonly kind: 'table';
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRowContent[];
}

export type LayoutBlock = LayoutHeading | LayoutParagraph | LayoutTable | LayoutMark;

/** Pages after the signature. */
export interface Annex {
  /** "PHỤ LỤC" */
  readonly heading: string;
  readonly title: string;
  /** "(Kèm theo Báo cáo số …)" */
  readonly reference: string;
  /** How the pages may be used, printed at their top; null when there is no restriction. */
  readonly restriction: string | null;
  readonly orientation: 'portrait' | 'landscape';
  readonly body: readonly LayoutBlock[];
}

/** Whose name heads the paper. */
export interface Letterhead {
  /** Upper lines, not bold: "UBND HUYỆN CHI LĂNG". */
  readonly superior: string;
  /** Tag that says whether there is a superior at all; always when absent. */
  readonly superiorIf?: string;
  /** The issuing body, bold; each starts a new line. */
  readonly issuer: readonly string[];
  /** After the slash of the number. */
  readonly symbol: string;
}

const letterheadOf = (issuer: string): Letterhead => ({
  superior: '{{ten_co_quan_chu_quan}}',
  issuer: [issuer],
  symbol: '{{ky_hieu}}',
});

/** Papers of the labour office, and of the council. */
export const officeLetterhead = letterheadOf('{{ten_phong_in_hoa}}');
export const councilLetterhead = letterheadOf('{{ten_hoi_dong_in_hoa}}');

/** What stands under the text. */
export type Closing =
  /** The signatory right, the recipients left. */
  | { readonly kind: 'signatory' }
  /** People of a meeting or a form, from left to right; each the lines over a name. */
  | { readonly kind: 'people'; readonly people: readonly (readonly string[])[] };

/** A document; number, day and signature are never filled in. */
export interface AdministrativeLayout {
  /** null: a form of the office without letterhead and number. */
  readonly letterhead: Letterhead | null;
  readonly orientation: 'portrait' | 'landscape';
  /** A form of the office that has to fit on one page: smaller print, less room between the lines. */
  readonly compact?: true;
  /** "BÁO CÁO"; null for an official letter (công văn), whose subject stands under its number. */
  readonly type: string | null;
  readonly subject: string;
  /** Whose decision it is, over the bases: "CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN …". */
  readonly decider?: string;
  readonly addressee: string | null;
  readonly body: readonly LayoutBlock[];
  readonly closing: Closing;
  readonly annexes: readonly Annex[];
}

/** The number to be given by the records clerk: "Số:      /BC-……" (Article 15 of Decree 30/2020/NĐ-CP: after signing). */
export function blankNumber(symbol: string): string {
  return `Số:      /${symbol}`;
}

/** The day to be written at issue: "ngày      tháng      năm 2023". */
export function blankDay(year: number | string): string {
  return `ngày      tháng      năm ${year}`;
}

export function heading(text: string): LayoutHeading {
  return { kind: 'heading', text };
}

export function paragraph(text: string, style: LayoutParagraph['style'] = 'run'): LayoutParagraph {
  return { kind: 'paragraph', text, style };
}

/** An article of a decision: "Điều 1." in bold, then what it rules. */
export function article(number: number, text: string): LayoutParagraph {
  return { kind: 'paragraph', lead: `Điều ${number}.`, text, style: 'run' };
}

/** A paragraph that a person completes by hand. */
export function blankParagraph(
  text: string,
  options: { readonly ending?: string; readonly style?: LayoutParagraph['style'] } = {},
): LayoutParagraph {
  const { ending, style = 'run' } = options;
  return { kind: 'paragraph', text, style, blank: true, ...(ending === undefined ? {} : { ending }) };
}

export function cell(...lines: readonly string[]): TableCellContent {
  return { lines };
}

/** Blocks printed once for each entry of a list, or once when the tag is true. */
export function repeat(tag: string, ...blocks: readonly LayoutBlock[]): readonly LayoutBlock[] {
  return [{ kind: 'mark', text: `{{#${tag}}}` }, ...blocks, { kind: 'mark', text: `{{/${tag}}}` }];
}

/** Blocks printed when the tag is false or its list is empty. */
export function unless(tag: string, ...blocks: readonly LayoutBlock[]): readonly LayoutBlock[] {
  return [{ kind: 'mark', text: `{{^${tag}}}` }, ...blocks, { kind: 'mark', text: `{{/${tag}}}` }];
}

/** A table set in whole by the product: rows that cover others cannot be repeated by tags. */
export function wholeTable(tag: string): LayoutMark {
  return { kind: 'mark', text: `{{@${tag}}}` };
}

/** A chart; an office that keeps the tag in its own template keeps the chart. */
export function chart(tag: string): LayoutMark {
  return { kind: 'mark', text: `{{@${tag}}}` };
}

/** A row printed once for each entry of a list. */
export function repeatedRow(tag: string, cells: readonly TableCellContent[]): TableRowContent {
  const last = cells.length - 1;
  return {
    cells: cells.map((content, position) => ({
      ...content,
      lines: content.lines.map((line, number) => {
        const start = position === 0 && number === 0 ? `{{#${tag}}}` : '';
        const end = position === last && number === content.lines.length - 1 ? `{{/${tag}}}` : '';
        return start + line + end;
      }),
    })),
  };
}
