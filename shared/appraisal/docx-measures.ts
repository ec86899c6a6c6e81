import { AlignmentType, BorderStyle, Paragraph, TextRun } from 'docx';
import type { IParagraphOptions, IRunOptions } from 'docx';
import { toPrintable } from './printable-text.ts';

/*
 * Measures of Decree 30/2020/NĐ-CP, Annex I: A4, Times New Roman, margins 20/20/30/15 mm, body 14 pt justified
 * with a first-line indent, page number 13 pt centred in the top margin and not on the first page.
 */

export const font = 'Times New Roman';
/** Points. */
export const sizes = {
  body: 14,
  letterhead: 12,
  motto: 13,
  form: 13,
  wideTable: 11,
  table: 12,
  smallTable: 10,
  small: 11,
  page: 13,
} as const;

export const millimetres = (length: number): number => Math.round((length / 25.4) * 1440);
export const a4 = { width: millimetres(210), height: millimetres(297) };
const margin = { top: 20, bottom: 20, left: 30, right: 15 } as const;
export const pageMargin = {
  top: millimetres(margin.top),
  bottom: millimetres(margin.bottom),
  left: millimetres(margin.left),
  right: millimetres(margin.right),
  header: millimetres(10),
  footer: millimetres(8),
};
/** Width of the text, millimetres. */
export const textWidth = {
  portrait: 210 - margin.left - margin.right,
  landscape: 297 - margin.left - margin.right,
} as const;
export const firstLine = millimetres(12.7);
/** Long centred lines break well before the margins, so that no single word is left on the last one. */
export const narrowed = { left: millimetres(15), right: millimetres(15) };

export const none = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const;
export const noBorders = {
  top: none,
  bottom: none,
  left: none,
  right: none,
  insideHorizontal: none,
  insideVertical: none,
} as const;
export const rule = { style: BorderStyle.SINGLE, size: 6, color: '000000', space: 0 } as const;
export const line = { style: BorderStyle.SINGLE, size: 4, color: '000000' } as const;

/** A run of printable text. */
export function run(text: string, options: IRunOptions = {}): TextRun {
  return new TextRun({ ...options, text: toPrintable(text) });
}

/** A size in points as the format counts it. */
export function points(size: number): { size: number } {
  return { size: size * 2 };
}

/** A centred paragraph of one run. */
export function centred(text: string, style: IRunOptions, options: IParagraphOptions = {}): Paragraph {
  return new Paragraph({ alignment: AlignmentType.CENTER, ...options, children: [run(text, style)] });
}

/** A rule of the given length in the middle of a column, both in millimetres. */
export function centredRule(length: number, column: number, before = 1): Paragraph {
  const indent = millimetres((column - length) / 2);
  return new Paragraph({
    indent: { left: indent, right: indent },
    spacing: { before: before * 20, after: 0, line: 60, lineRule: 'exact' },
    border: { top: rule },
    children: [],
  });
}
