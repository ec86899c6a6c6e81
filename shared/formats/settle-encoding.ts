import { makeFinding } from '../domain/finding-catalogue.ts';
import type { Block, ParsedDocument } from '../domain/parsed-document.ts';
import type { ReadFile } from '../domain/read-file.ts';
import type { DocumentText, OldEncoding } from '../vietnamese/legacy-encodings.ts';
import { decodeDocumentText } from '../vietnamese/legacy-encodings.ts';

const encodingNames: Readonly<Record<OldEncoding, string>> = { tcvn3: 'TCVN3 (ABC)', vni: 'VNI' };

/**
 * Brings to Unicode what the fonts of a file did not explain (an old text put in a new font, a text layer without names of fonts), and says that a file was in an old encoding.
 * What was read from a picture is Unicode already.
 */
export function settleEncoding(file: string, read: ReadFile): ReadFile {
  const { document } = read;
  if (document === undefined) return read;
  const byFont = document.legacyEncoding === 'nfd' ? null : document.legacyEncoding;
  const settled = document.scanned ? null : decodeDocumentText(document.blocks.flatMap(textsOf), byFont);
  const encoding = settled?.encoding ?? byFont;
  const isStated = read.findings.some(({ code }) => code === 'legacy-encoding');
  const remark =
    encoding === null || isStated
      ? []
      : [
          makeFinding(
            'legacy-encoding',
            { document: file, encoding: encodingNames[encoding] },
            { about: file },
          ),
        ];
  return {
    ...read,
    document: {
      ...document,
      blocks: settled === null ? document.blocks : putBack(document, settled.texts),
      legacyEncoding: encoding ?? document.legacyEncoding,
    },
    findings: [...read.findings, ...remark],
  };
}

function textsOf(block: Block): readonly DocumentText[] {
  return block.kind === 'paragraph'
    ? [{ text: block.text }]
    : block.cells.map(({ text, column }) => ({ text, group: `${block.index}/${column}` }));
}

function putBack({ blocks }: ParsedDocument, texts: readonly string[]): readonly Block[] {
  let at = 0;
  // What is left on the code of the soft hyphen, the letter ư of TCVN3, is no letter.
  const next = (): string => (texts[at++] ?? '').replaceAll('\u00ad', '');
  return blocks.map((block) =>
    block.kind === 'paragraph'
      ? { ...block, text: next() }
      : { ...block, cells: block.cells.map((cell) => ({ ...cell, text: next() })) },
  );
}
