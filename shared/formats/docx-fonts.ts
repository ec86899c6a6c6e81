import type { LegacyEncoding } from '../domain/parsed-document.ts';
import { decodeByFont, encodingOfFont } from '../vietnamese/legacy-encodings.ts';

/** The text of a run as its font shows it: Vietnamese in its old fonts, pictures in symbol fonts (a Wingdings "þ" is a ticked box). */
export function decodeRun(text: string, font: string): string {
  const symbols = symbolFonts.get(font.toLowerCase());
  if (symbols === undefined) return decodeByFont(text, font);
  let shown = '';
  for (const letter of text) shown += decodeSymbol(letter, symbols);
  return shown;
}

/** Codes of symbol fonts are met as they are or moved to U+F000 (ECMA-376-1 §17.3.3.30). */
function decodeSymbol(letter: string, symbols: SymbolFont): string {
  const code = letter.codePointAt(0) ?? 0;
  const byte = code >= 0xf000 && code <= 0xf0ff ? code - 0xf000 : code;
  if (byte <= 0x20 || byte === 0xa0 || byte > 0xff) return letter;
  return symbols.glyphs.get(byte) ?? (symbols.keepsAscii && byte < 0x7f ? String.fromCharCode(byte) : '•');
}

interface SymbolFont {
  readonly glyphs: ReadonlyMap<number, string>;
  /** Letters without a glyph of their own stand for themselves: the digits of Symbol are digits. */
  readonly keepsAscii: boolean;
}

function glyphs(...lists: readonly (readonly [first: number, shown: string])[]): ReadonlyMap<number, string> {
  return new Map(
    lists.flatMap(([first, shown]) => Array.from(shown, (glyph, index) => [first + index, glyph] as const)),
  );
}

/** The glyphs that carry meaning in a form (ticks, boxes, arrows, comparison signs, circled numbers); the rest are ornaments. */
const symbolFonts: ReadonlyMap<string, SymbolFont> = new Map([
  [
    'wingdings',
    {
      keepsAscii: false,
      glyphs: glyphs(
        [0x6e, '■☐☐☐☐'],
        [0x78, '☒'],
        [0x80, '⓪①②③④⑤⑥⑦⑧⑨⑩'],
        [0x8b, '⓿❶❷❸❹❺❻❼❽❾❿'],
        [0xa8, '☐'],
        [0xdf, '←→↑↓'],
        [0xfb, '✗✓☒☑'],
      ),
    },
  ],
  ['wingdings 2', { keepsAscii: false, glyphs: glyphs([0x4f, '✗✓☒☑☒☒'], [0xa3, '☐☐']) }],
  ['webdings', { keepsAscii: false, glyphs: glyphs([0x61, '✓'], [0x63, '☐'], [0x72, '✗']) }],
  [
    'symbol',
    {
      keepsAscii: true,
      glyphs: glyphs(
        [0x41, 'ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ'],
        [0x61, 'αβχδεφγηιϕκλμνοπθρστυϖωξψζ'],
        [0xa3, '≤⁄∞'],
        [0xae, '→'],
        [0xb0, '°±″≥×'],
        [0xb7, '•÷≠≡≈…'],
        [0xd6, '√'],
        [0xde, '⇒'],
      ),
    },
  ],
]);

/** Accented letters that must be met before the whole document counts as written in an old encoding. */
const meaningfulPart = 3;

/** Letters no 8-bit encoding has: text with them is Unicode, whatever its font was once called. */
const unicodeVietnamese = /[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9]/u;

/** Where the old encodings keep their accented letters. */
const highBytes = /[\u00a1-\u00ff]/gu;

/** Combining marks of decomposed Vietnamese. */
const decomposedMarks = /\p{L}[\u0300-\u0303\u0306\u0309\u031b\u0323\u0302]/gu;

/** Counts how much of a document stands in an old encoding by the names of its fonts, run by run. */
export class LegacyTally {
  readonly #counts: Record<LegacyEncoding, number> = { tcvn3: 0, vni: 0, nfd: 0 };

  add(text: string, font: string): void {
    const encoding = encodingOfFont(font);
    if (encoding !== null && !unicodeVietnamese.test(text))
      this.#counts[encoding] += text.match(highBytes)?.length ?? 0;
    this.#counts.nfd += text.match(decomposedMarks)?.length ?? 0;
  }

  /** The encoding that prevails where it is a meaningful part. Old bytes outweigh decomposed letters. */
  result(): LegacyEncoding | null {
    const { tcvn3, vni, nfd } = this.#counts;
    if (Math.max(tcvn3, vni) >= meaningfulPart) return vni > tcvn3 ? 'vni' : 'tcvn3';
    return nfd >= meaningfulPart ? 'nfd' : null;
  }
}
