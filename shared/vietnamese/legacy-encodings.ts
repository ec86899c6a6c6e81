import { isSyllable } from './syllables.ts';

/** Vietnamese before Unicode, told from each other by the font only: TCVN3 ("ABC", fonts .Vn…) and VNI for Windows. */
export type OldEncoding = 'tcvn3' | 'vni';

/** TCVN 5712:1993 (VN3): letters on the codes A1 to FE, small ones with all tones, capitals without. */
const tcvn3Letters: ReadonlyMap<string, string> = new Map(
  [
    [0xa1, 'ĂÂÊÔƠƯĐăâêôơưđ'],
    [0xb5, 'àảãáạ'],
    [0xbb, 'ằẳẵắ'],
    [0xc6, 'ặầẩẫấậè'],
    [0xce, 'ẻẽéẹềểễếệìỉ'],
    [0xdc, 'ĩíịò'],
    [0xe1, 'ỏõóọồổỗốộờởỡớợù'],
    [0xf1, 'ủũúụừửữứựỳỷỹýỵ'],
  ].flatMap(([first, letters]) =>
    Array.from(String(letters), (letter, index): [string, string] => [
      String.fromCharCode(Number(first) + index),
      letter,
    ]),
  ),
);

/** VNI for Windows: a base letter, and behind it a second sign that is its mark. */
const vniLetters: ReadonlyMap<string, string> = new Map(
  [
    ['ñ ö ô ì í æ ó ò î', 'đ ư ơ ì í ỉ ĩ ị ỵ'],
    ['aø aù aû aõ aï', 'à á ả ã ạ'],
    ['aê aè aé aú aü aë', 'ă ằ ắ ẳ ẵ ặ'],
    ['aâ aà aá aå aã aä', 'â ầ ấ ẩ ẫ ậ'],
    ['eø eù eû eõ eï eâ eà eá eå eã eä', 'è é ẻ ẽ ẹ ê ề ế ể ễ ệ'],
    ['oø où oû oõ oï oâ oà oá oå oã oä', 'ò ó ỏ õ ọ ô ồ ố ổ ỗ ộ'],
    ['ôø ôù ôû ôõ ôï', 'ờ ớ ở ỡ ợ'],
    ['uø uù uû uõ uï', 'ù ú ủ ũ ụ'],
    ['öø öù öû öõ öï', 'ừ ứ ử ữ ự'],
    ['yø yù yû yõ', 'ỳ ý ỷ ỹ'],
  ].flatMap(([written = '', meant = '']) =>
    written.split(' ').flatMap((signs, index) => {
      const letter = meant.split(' ')[index] ?? '';
      const [base = '', mark = ''] = signs;
      // The case of the base decides; a mark of the other case is met where a title was retyped.
      return [
        [base + mark, letter],
        [base + mark.toUpperCase(), letter],
        [base.toUpperCase() + mark, letter.toUpperCase()],
        [base.toUpperCase() + mark.toUpperCase(), letter.toUpperCase()],
      ] as [string, string][];
    }),
  ),
);

/** Unicode text of TCVN3 bytes that were read as windows-1252; NFC. Other characters stay. */
export function decodeTcvn3(text: string): string {
  let decoded = '';
  for (const sign of text) decoded += tcvn3Letters.get(sign) ?? sign;
  return decoded.normalize('NFC');
}

/** Unicode text of VNI bytes that were read as windows-1252; two signs are taken for a letter before one is; NFC. Other characters stay. */
export function decodeVni(text: string): string {
  let decoded = '';
  for (let at = 0; at < text.length; at += 1) {
    const pair = vniLetters.get(text.slice(at, at + 2));
    if (pair !== undefined && at + 1 < text.length) {
      decoded += pair;
      at += 1;
    } else decoded += vniLetters.get(text.charAt(at)) ?? text.charAt(at);
  }
  return decoded.normalize('NFC');
}

const decoders: Readonly<Record<OldEncoding, (text: string) => string>> = {
  tcvn3: decodeTcvn3,
  vni: decodeVni,
};

/** Name of a font as it is known, without the mark of a subset and the cut that PDF adds ("ABCDEF+.VnTime,Bold"). */
function plainFontName(font: string): string {
  return font
    .trim()
    .replace(/^[A-Z]{6}\+/u, '')
    .replace(/(?:[\s,-]*(?:bold|italic|regular|normal|oblique))+$/iu, '');
}

/** The 8-bit Vietnamese encoding a font's name stands for (.VnTime, VNI-Times); null for all others. */
export function encodingOfFont(font: string): OldEncoding | null {
  const name = plainFontName(font);
  if (/^\.vn/iu.test(name)) return 'tcvn3';
  return /^vni[- ]/iu.test(name) ? 'vni' : null;
}

/** Fonts of TCVN3 whose small letters are drawn as capitals (.VnTimeH). */
function isCapitalFont(font: string): boolean {
  return /^\.vn.*h$/iu.test(plainFontName(font));
}

/** Letters no 8-bit encoding has: a word with them is Unicode, whatever its font was once called. */
const unicodeLetter = /[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9]/u;

/** Where both encodings keep their signs. */
const highSign = /[\u00a1-\u00ff]/u;

/** Letters, and the signs that TCVN3 draws as letters. */
const words = /[\p{L}\p{M}\u00a1-\u00bf\u00d7\u00f7]+/gu;

/**
 * The Unicode text (NFC) of a run, as the font named draws it; a run in any other font comes back as it is, in NFC.
 * Words that are Unicode already stay, and so do their neighbours that read well as they are.
 */
export function decodeByFont(text: string, font: string): string {
  const encoding = encodingOfFont(font);
  if (encoding === null) return text.normalize('NFC');
  // Fonts marked as symbol fonts have their codes moved to U+F000 (ECMA-376-1 §17.3.3.30).
  const signs = text
    .normalize('NFC')
    .replace(/[\uf020-\uf0ff]/gu, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xf000));
  const decoded = unicodeLetter.test(signs)
    ? signs.replace(words, (word) => (judgeWord(word, encoding) === 'old' ? decoders[encoding](word) : word))
    : decoders[encoding](signs);
  return isCapitalFont(font) ? decoded.toUpperCase() : decoded;
}

type WordJudgement = 'unicode' | 'plain' | 'old' | 'either' | 'neither';

/** What a word with accents can be: spelt well as it is, or after decoding, or both, or neither. */
function judgeWord(word: string, encoding: OldEncoding): WordJudgement {
  if (!highSign.test(word)) return unicodeLetter.test(word) ? 'unicode' : 'plain';
  if (unicodeLetter.test(word)) return 'unicode';
  if (word.length < 2) return 'neither';
  const asIs = isSyllable(word);
  const decoded = isSyllable(decoders[encoding](word));
  if (asIs) return decoded ? 'either' : 'unicode';
  return decoded ? 'old' : 'neither';
}

interface Evidence {
  /** Words that are spelt well only after decoding, each once. */
  readonly old: Set<string>;
  /** How often such words are met. */
  oldCount: number;
  unicode: number;
  neither: number;
}

function weigh(texts: readonly string[], encoding: OldEncoding): Evidence {
  const evidence: Evidence = { old: new Set(), oldCount: 0, unicode: 0, neither: 0 };
  for (const text of texts)
    for (const [word] of text.matchAll(words)) {
      const judgement = judgeWord(word, encoding);
      if (judgement === 'old') {
        evidence.old.add(word.toLowerCase());
        evidence.oldCount += 1;
      } else if (judgement === 'unicode') evidence.unicode += 1;
      else if (judgement === 'neither' && word.length > 1) evidence.neither += 1;
    }
  return evidence;
}

/** The encoding most words speak for, where it is more than chance: "5 µm" and "café" are no old text. */
function decide(texts: readonly string[], known: OldEncoding | null): OldEncoding | null {
  const candidates = (known === null ? (['tcvn3', 'vni'] as const) : [known])
    .map((encoding) => ({ encoding, evidence: weigh(texts, encoding) }))
    .sort((a, b) => b.evidence.oldCount - a.evidence.oldCount);
  const [best] = candidates;
  if (best === undefined) return null;
  const { old, oldCount, unicode, neither } = best.evidence;
  const enough = known === null ? (unicode === 0 ? 2 : 4) : 1;
  return old.size >= enough && oldCount > neither ? best.encoding : null;
}

/**
 * The old encoding a text is written in: by its font where that tells, else by its syllables; null for Unicode, other languages, plain ASCII, and for a text too short to tell.
 */
export function detectLegacyEncoding(text: string, font = ''): OldEncoding | null {
  const composed = text.normalize('NFC');
  const named = encodingOfFont(font);
  if (named === null) return decide([composed], null);
  return unicodeLetter.test(composed) && decide([composed], named) === null ? null : named;
}

/** A text of a document, with what tells its neighbours: the column of a table, for one. */
export interface DocumentText {
  readonly text: string;
  readonly group?: string;
}

/**
 * Decodes what is left in an old encoding in a document whose fonts do not tell: the encoding is decided from all texts, then text by text, short ones by their group.
 * @param known the encoding that fonts of the same document have shown.
 * @returns the texts in order, in NFC, unchanged where they are Unicode; `encoding` is null when none was changed.
 */
export function decodeDocumentText(
  texts: readonly DocumentText[],
  known: OldEncoding | null = null,
): { readonly encoding: OldEncoding | null; readonly texts: readonly string[] } {
  const composed = texts.map(({ text }) => text.normalize('NFC'));
  const encoding = decide(composed, null) ?? (known === null ? null : decide(composed, known));
  if (encoding === null) return { encoding: null, texts: composed };
  const groups = new Map<string, string[]>();
  texts.forEach(({ group = '' }, index) => {
    groups.set(group, [...(groups.get(group) ?? []), composed[index] ?? '']);
  });
  const whole = prevails(weigh(composed, encoding));
  const prevailing = new Map(
    [...groups].map(([group, members]) => [group, prevails(weigh(members, encoding)) ?? whole ?? false]),
  );
  const decoded = composed.map((text, index) => {
    const { old, unicode } = weigh([text], encoding);
    if (unicode > 0 || (old.size === 0 && prevailing.get(texts[index]?.group ?? '') !== true))
      return decodeOldWords(text, encoding);
    return decodeAll(text, encoding);
  });
  return { encoding, texts: decoded };
}

/** Whether old text prevails by far; undefined where nothing speaks for either. */
function prevails({ oldCount, unicode }: Evidence): boolean | undefined {
  return oldCount + unicode === 0 ? undefined : oldCount > 4 * unicode;
}

function decodeOldWords(text: string, encoding: OldEncoding): string {
  return text.replace(words, (word) =>
    judgeWord(word, encoding) === 'old' ? decoders[encoding](word) : word,
  );
}

/** All words, but no sign that stands alone: a bullet or a times sign is none. */
function decodeAll(text: string, encoding: OldEncoding): string {
  return text.replace(words, (word) =>
    word.length === 1 && !/\p{L}/u.test(word) ? word : decoders[encoding](word),
  );
}
