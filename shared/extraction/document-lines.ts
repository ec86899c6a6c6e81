import type { Locator } from '../domain/locator.ts';
import type { Paragraph, ParsedDocument } from '../domain/parsed-document.ts';

/** A line of a document as one reads it down the page: paragraphs, and the lines of a table's cells. */
export interface DocumentLine {
  readonly text: string;
  readonly locator: Locator;
  readonly role: Paragraph['role'] | 'cell';
  /** Place of the cell's table in the document, for lines of tables. */
  readonly table?: number;
}

/** Attack: millions of lines; titles, letterheads and signatures of a paper stand within a few thousand. */
const maxLines = 20_000;

/** All lines of a document in reading order; hidden ones and comments left out. */
export function listLines(document: ParsedDocument): readonly DocumentLine[] {
  const lines: DocumentLine[] = [];
  const add = (text: string, rest: Omit<DocumentLine, 'text'>): void => {
    for (const line of text.split('\n')) {
      const trimmed = line.replace(/\s+/gu, ' ').trim();
      if (trimmed !== '') lines.push({ text: trimmed, ...rest });
    }
  };
  for (const block of document.blocks) {
    if (lines.length > maxLines) break;
    if (block.hidden === true) continue;
    if (block.kind === 'paragraph') {
      if (block.role !== 'comment') add(block.text, { locator: block.locator, role: block.role });
      continue;
    }
    for (const cell of block.cells) {
      if (cell.hidden === true) continue;
      add(cell.text, { locator: cell.locator, role: 'cell', table: block.index });
    }
  }
  return lines;
}
