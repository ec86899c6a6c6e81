import type { Block, ParsedDocument } from '../domain/parsed-document.ts';
import { toNfc } from '../vietnamese/fold.ts';

/** Zero-width characters, which part nothing for who reads a page, and a word in two for who reads its text. */
const unseen = /[\u200b-\u200d\u2060\ufeff]/gu;

/** Spaces typed to fill a line; between two figures they keep apart what one space would make one number ("402  455"). */
const filling = / {2,}(?=[^\d ]|$)|(?<=[^\d ]|^) {2,}/gu;

/**
 * A document with plain single spaces: a word processor puts a no-break space before "%", behind "Điều" and between any two words
 * that were justified or copied from a page, and every wording here is written with plain ones.
 */
export function withPlainSpaces(document: ParsedDocument): ParsedDocument {
  return { ...document, blocks: document.blocks.map(plain) };
}

function plain(block: Block): Block {
  return block.kind === 'paragraph'
    ? { ...block, text: plainText(block.text) }
    : { ...block, cells: block.cells.map((cell) => ({ ...cell, text: plainText(cell.text) })) };
}

const plainText = (text: string): string => toNfc(text).replace(unseen, '').replace(filling, ' ');
