import type { Commune } from '../domain/commune.ts';
import { communeProperName } from '../domain/commune.ts';
import type { Block, ParsedDocument } from '../domain/parsed-document.ts';
import { toNfc } from '../vietnamese/fold.ts';
import { lackAccents, placeNameRestorer, restoreAccents } from '../vietnamese/restore-accents.ts';

/** Zero-width characters, which part nothing for who reads a page, and a word in two for who reads its text. */
const unseen = /[\u200b-\u200d\u2060\ufeff]/gu;

/** Spaces typed to fill a line; between two figures they keep apart what one space would make one number ("402  455"). */
const filling = / {2,}(?=[^\d ]|$)|(?<=[^\d ]|^) {2,}/gu;

/**
 * A document in the words that are looked for. Spaces are plain and single: a word processor puts a no-break space before "%", behind
 * "Điều" and between any two words that were justified or copied from a page. A paper typed without accents gets those of known words and of the communes there are.
 */
export function withPlainWords(document: ParsedDocument, communes: readonly Commune[]): ParsedDocument {
  const plain = mapTexts(document, (text) => toNfc(text).replace(unseen, '').replace(filling, ' '));
  if (!lackAccents(textsOf(plain))) return plain;
  const restorePlaceNames = placeNameRestorer(communes.map(communeProperName));
  return mapTexts(plain, (text) => restorePlaceNames(restoreAccents(text)));
}

const textsOf = ({ blocks }: ParsedDocument): readonly string[] =>
  blocks.flatMap((block) =>
    block.kind === 'paragraph' ? [block.text] : block.cells.map(({ text }) => text),
  );

function mapTexts(document: ParsedDocument, of: (text: string) => string): ParsedDocument {
  const change = (block: Block): Block =>
    block.kind === 'paragraph'
      ? { ...block, text: of(block.text) }
      : { ...block, cells: block.cells.map((cell) => ({ ...cell, text: of(cell.text) })) };
  return { ...document, blocks: document.blocks.map(change) };
}
