import type { LegacyEncoding } from '../domain/parsed-document.ts';

/** The 8-bit Vietnamese encoding a font's name stands for; null for Unicode and symbol fonts. */
export function legacyEncodingOf(font: string): 'tcvn3' | 'vni' | null {
  if (/^\.vn/i.test(font)) return 'tcvn3';
  return /^vni[- ]/i.test(font) ? 'vni' : null;
}

/**
 * The text of a run as its font shows it. Symbol fonts put pictures on ordinary codes: a Wingdings "þ" is a ticked box.
 * Text in a legacy Vietnamese font comes back unchanged, and the document is marked by `LegacyTally`.
 */
export function decodeRun(text: string, font: string): string {
  const symbols = symbolFonts.get(font.toLowerCase());
  // The byte of a soft hyphen is the letter ư in TCVN3.
  if (symbols === undefined) return legacyEncodingOf(font) === null ? text.replaceAll('\u00ad', '') : text;
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

/** TCVN3 keeps its vowels on signs that never stand inside a word: "Céng hoµ x· héi". */
const signsInsideWords = /\p{L}[µ¸¶·¹¨¾¼½©ª¬](?=\p{L}|[\s,.;:)]|$)/gu;

/** Such signs without a font to explain them: a few are "m·s", many are an old text put in a new font. */
const meaningfulSigns = 10;

/** Counts how much of a document stands in an old encoding, run by run. */
export class LegacyTally {
  readonly #counts: Record<LegacyEncoding, number> = { tcvn3: 0, vni: 0, nfd: 0 };
  #signs = 0;

  add(text: string, font: string): void {
    const encoding = legacyEncodingOf(font);
    if (encoding !== null && !unicodeVietnamese.test(text))
      this.#counts[encoding] += text.match(highBytes)?.length ?? 0;
    else if (encoding === null) this.#signs += text.match(signsInsideWords)?.length ?? 0;
    this.#counts.nfd += text.match(decomposedMarks)?.length ?? 0;
  }

  /** The encoding that prevails where it is a meaningful part. Old bytes outweigh decomposed letters. */
  result(): LegacyEncoding | null {
    const { tcvn3, vni, nfd } = this.#counts;
    if (Math.max(tcvn3, vni) >= meaningfulPart) return vni > tcvn3 ? 'vni' : 'tcvn3';
    if (this.#signs >= meaningfulSigns) return 'tcvn3';
    return nfd >= meaningfulPart ? 'nfd' : null;
  }
}
