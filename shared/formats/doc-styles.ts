import { DocBytes, readSprms, sprm } from './doc-bytes.ts';
import type { DocFile } from './doc-file.ts';
import { DocxNumbering } from './docx-numbering.ts';
import { DocxStyles, levelCount } from './docx-styles.ts';
import type { Raised } from './word-draft.ts';

/** What of a character's formatting changes how it is read. */
export interface DocCharacter {
  readonly asciiFont: number;
  readonly otherFont: number;
  readonly isHidden: boolean;
  readonly isStruck: boolean;
  readonly isDoubleStruck: boolean;
  readonly isDeleted: boolean;
  readonly isData: boolean;
  readonly raised?: Raised;
  readonly symbol?: { readonly font: number; readonly code: number };
  /** Offset in the stream "Data". */
  readonly pictureLocation: number;
}

/** What of a paragraph's formatting says where it stands. */
export interface DocParagraph {
  readonly style: number;
  /** Tables around it. */
  readonly depth: number;
  readonly isRowEnd: boolean;
  readonly isInnerCellEnd: boolean;
  readonly isInnerRowEnd: boolean;
  readonly list: number;
  readonly listLevel: number;
  readonly isHeading: boolean;
  /** Changes that define the row, at its end. */
  readonly row: readonly { readonly code: number; readonly operand: DocBytes }[];
}

interface Style {
  readonly base: number;
  readonly isHeading: boolean;
  readonly isCharacterStyle: boolean;
  readonly paragraph: DocBytes;
  readonly character: DocBytes;
}

/** Word stops at 4,079 styles. */
const maxStyles = 4_096;

/** Attack: styles based on each other in a long row; Word allows eleven steps. */
const maxStyleSteps = 32;

/** Attack: a table inside two billion tables; Word's own limit is some 15. */
const maxTableDepth = 30;

const nothing = new DocBytes(new Uint8Array());

/** Fonts, styles and automatic numbers of a Word 97–2003 file. */
export class DocStyles {
  readonly numbering: DocxNumbering;
  readonly #file: DocFile;
  readonly #fonts: readonly string[];
  readonly #styles: readonly (Style | undefined)[];
  readonly #defaults: DocCharacter;
  readonly #characters = new Map<string, DocCharacter>();

  constructor(file: DocFile) {
    this.#file = file;
    this.#fonts = readFonts(file.structure('fonts'));
    const { styles, defaultFont, defaultOtherFont } = readStyles(file.structure('styles'));
    this.#styles = styles;
    this.#defaults = {
      ...{ asciiFont: defaultFont, otherFont: defaultOtherFont },
      ...{ isHidden: false, isStruck: false, isDoubleStruck: false, isDeleted: false },
      ...{ isData: false, pictureLocation: 0 },
    };
    this.numbering = readLists(file, this);
  }

  fontName(font: number): string {
    return this.#fonts[font] ?? '';
  }

  /** Formatting of a character: its own word, then its style's, its paragraph's, the document's. */
  character(list: DocBytes | undefined, paragraphStyle: number): DocCharacter {
    const base = this.#ofStyle(paragraphStyle, this.#defaults, `${paragraphStyle}`);
    return list === undefined ? base : this.#apply(list, base, base);
  }

  #ofStyle(id: number, under: DocCharacter, key: string): DocCharacter {
    const known = this.#characters.get(key);
    if (known !== undefined) return known;
    const resolved = this.#chain(id).reduce<DocCharacter>(
      (base, style) => this.#apply(style.character, base, base),
      under,
    );
    this.#characters.set(key, resolved);
    return resolved;
  }

  /** From the style at the bottom to the one asked for. */
  #chain(id: number): readonly Style[] {
    const chain: Style[] = [];
    let style = this.#styles[id];
    for (let step = 0; style !== undefined && step < maxStyleSteps; step += 1) {
      chain.unshift(style);
      style = this.#styles[style.base];
    }
    return chain;
  }

  #apply(list: DocBytes, start: DocCharacter, styled: DocCharacter): DocCharacter {
    let found: { -readonly [K in keyof DocCharacter]: DocCharacter[K] } = { ...start };
    let base = styled;
    for (const { code, operand } of readSprms(list)) {
      const value = operand.u8(0);
      // 0x80 means "as the style has it", 0x81 its opposite ([MS-DOC] 2.6.1).
      const isOn = (inStyle: boolean) => (value >= 0x80 ? inStyle !== (value === 0x81) : value !== 0);
      if (code === sprm.isDeleted) found.isDeleted = value !== 0;
      else if (code === sprm.isHidden) found.isHidden = isOn(base.isHidden);
      else if (code === sprm.isStruck) found.isStruck = isOn(base.isStruck);
      else if (code === sprm.isDoubleStruck) found.isDoubleStruck = isOn(base.isDoubleStruck);
      else if (code === sprm.isData) found.isData = value !== 0;
      else if (code === sprm.pictureLocation) found.pictureLocation = operand.u32(0);
      else if (code === sprm.raised) found.raised = raisedBy[value] ?? 'baseline';
      else if (code === sprm.asciiFont) found.asciiFont = operand.u16(0);
      else if (code === sprm.otherFont) found.otherFont = operand.u16(0);
      else if (code === sprm.symbol) found.symbol = { font: operand.u16(0), code: operand.u16(2) };
      else if (code === sprm.plain) found = { ...styled, isDeleted: found.isDeleted };
      else if (code === sprm.characterStyle) {
        const style = this.#styles[operand.u16(0)];
        if (style?.isCharacterStyle !== true) continue;
        base = this.#chain(operand.u16(0)).reduce<DocCharacter>(
          (under, one) => (one.isCharacterStyle ? this.#apply(one.character, under, under) : under),
          styled,
        );
        found = { ...base, isDeleted: found.isDeleted };
      }
    }
    return found;
  }

  /** Where a paragraph stands, by the properties at its end. */
  paragraph(list: DocBytes | undefined): DocParagraph {
    const style = list === undefined ? 0 : list.u16(0);
    const found = {
      ...{ style, depth: 0, isRowEnd: false, isInnerCellEnd: false, isInnerRowEnd: false },
      ...{ list: 0, listLevel: 0, isHeading: this.#styles[style]?.isHeading === true },
      row: [] as { code: number; operand: DocBytes }[],
    };
    const table: { isAround: boolean; depth?: number } = { isAround: false };
    const apply = (changes: DocBytes, isFar: boolean): void => {
      for (const { code, operand } of readSprms(changes)) {
        const value = operand.u8(0);
        if (code === sprm.isInTable) table.isAround = value !== 0;
        else if (code === sprm.tableDepth) table.depth = operand.i32(0);
        else if (code === sprm.isRowEnd) found.isRowEnd = value !== 0;
        else if (code === sprm.isInnerCellEnd) found.isInnerCellEnd = value !== 0;
        else if (code === sprm.isInnerRowEnd) found.isInnerRowEnd = value !== 0;
        else if (code === sprm.list) found.list = operand.i16(0);
        else if (code === sprm.listLevel) found.listLevel = Math.min(value, levelCount - 1);
        else if (code === sprm.outlineLevel) found.isHeading = value < 9;
        else if (rowCodes.has(code)) found.row.push({ code, operand });
        else if (farCodes.has(code) && !isFar) {
          const at = operand.u32(0);
          apply(this.#file.data.slice(at + 2, this.#file.data.u16(at)), true);
        }
      }
    };
    for (const one of this.#chain(style)) apply(one.paragraph, false);
    if (list !== undefined) apply(list.slice(2, list.length), false);
    found.depth = Math.min(Math.max(table.depth ?? (table.isAround ? 1 : 0), 0), maxTableDepth);
    return found;
  }
}

const raisedBy: readonly (Raised | undefined)[] = ['baseline', 'superscript', 'subscript'];

const rowCodes: ReadonlySet<number> = new Set([sprm.tableDefinition, sprm.mergeCells, sprm.mergeDown]);

const farCodes: ReadonlySet<number> = new Set([
  sprm.farProperties,
  sprm.farPropertiesOld,
  sprm.farTableProperties,
]);

/** Names of fonts in their order ([MS-DOC] 2.9.286). */
function readFonts(table: DocBytes): readonly string[] {
  const fonts: string[] = [];
  const count = table.u16(0);
  for (let at = 4; fonts.length < count && at < table.length; at += table.u8(at) + 1) {
    const size = table.u8(at);
    const name = table.slice(at + 40, Math.max(size - 39, 0));
    fonts.push(name.text(0, name.length >> 1).split('\0')[0] ?? '');
  }
  return fonts;
}

/** The style sheet ([MS-DOC] 2.9.271). */
function readStyles(sheet: DocBytes): {
  readonly styles: readonly (Style | undefined)[];
  readonly defaultFont: number;
  readonly defaultOtherFont: number;
} {
  const headLength = sheet.u16(0);
  const count = Math.min(sheet.u16(2), maxStyles);
  const baseLength = sheet.u16(4);
  const styles: (Style | undefined)[] = [];
  let at = headLength + 2;
  while (styles.length < count && at < sheet.length) {
    const length = sheet.u16(at);
    styles.push(length === 0 ? undefined : readStyle(sheet.slice(at + 2, length), baseLength));
    at += 2 + length + (length % 2);
  }
  return { styles, defaultFont: sheet.u16(14), defaultOtherFont: sheet.u16(18) };
}

function readStyle(style: DocBytes, baseLength: number): Style {
  const builtIn = style.u16(0) & 0x0fff;
  const kind = style.u16(2) & 0x000f;
  let at = baseLength + 2 + style.u16(baseLength) * 2 + 2;
  const nextList = (): DocBytes => {
    at += at % 2;
    const list = style.slice(at + 2, style.u16(at));
    at += 2 + style.u16(at);
    return list;
  };
  const paragraph = kind === 1 ? nextList() : nothing;
  return {
    base: style.u16(2) >>> 4,
    // Built-in styles 1 to 9 are the headings, 62 the title.
    isHeading: kind === 1 && ((builtIn >= 1 && builtIn <= 9) || builtIn === 62),
    isCharacterStyle: kind === 2,
    paragraph: paragraph.slice(2, paragraph.length),
    character: kind === 1 || kind === 2 ? nextList() : nothing,
  };
}

const numberFormats: Readonly<Record<number, string>> = {
  ...{ 0: 'decimal', 1: 'upperRoman', 2: 'lowerRoman', 3: 'upperLetter', 4: 'lowerLetter' },
  ...{ 22: 'decimalZero', 23: 'bullet', 255: 'none' },
};

/** Lists and what paragraphs make of them ([MS-DOC] 2.9.131, 2.9.191). */
function readLists(file: DocFile, styles: DocStyles): DocxNumbering {
  const numbering = new DocxNumbering(new DocxStyles());
  const lists = file.structure('lists');
  const count = lists.u16(0);
  let at = file.listHeadLength;
  for (let index = 0; index < count && at + 28 <= lists.length; index += 1) {
    const head = lists.slice(2 + index * 28, 28);
    const levels = new Map<number, Level>();
    const levelsHere = (head.u8(26) & 1) === 1 ? 1 : levelCount;
    for (let level = 0; level < levelsHere; level += 1) {
      const { value, length } = readLevel(lists, at, styles);
      levels.set(level, value);
      at += length;
    }
    numbering.abstracts.set(`${head.u32(0)}`, { levels, counters: [] });
  }
  const overrides = file.structure('listOverrides');
  const overrideCount = Math.min(overrides.u32(0), Math.floor(overrides.length / 16));
  let more = 4 + overrideCount * 16;
  for (let index = 0; index < overrideCount; index += 1) {
    const head = overrides.slice(4 + index * 16, 16);
    const starts = new Map<number, number>();
    const levels = new Map<number, Level>();
    more += 4;
    for (let level = head.u8(12); level > 0 && more + 8 <= overrides.length; level -= 1) {
      const flags = overrides.u32(more + 4);
      if ((flags & 0x10) !== 0) starts.set(flags & 0x0f, overrides.u32(more));
      more += 8;
      if ((flags & 0x20) === 0) continue;
      const { value, length } = readLevel(overrides, more, styles);
      levels.set(flags & 0x0f, value);
      more += length;
    }
    numbering.instances.set(`${index + 1}`, {
      ...{ abstractId: `${head.u32(0)}`, starts, levels, isUsed: false },
    });
  }
  return numbering;
}

type Level = ReturnType<typeof readLevel>['value'];

/** One level of a list ([MS-DOC] 2.9.150): its head, formatting, and the text with places for numbers. */
function readLevel(source: DocBytes, at: number, styles: DocStyles) {
  const flags = source.u8(at + 5);
  const characterLength = source.u8(at + 24);
  const paragraphLength = source.u8(at + 25);
  const characterAt = at + 28 + paragraphLength;
  const textAt = characterAt + characterLength;
  const textLength = Math.min(source.u16(textAt), 255);
  const format = numberFormats[source.u8(at + 4)] ?? 'decimal';
  const text = source
    .text(textAt + 2, textLength)
    .replace(/[\u0000-\u0008]/g, (place) => `%${place.charCodeAt(0) + 1}`);
  const { otherFont } = styles.character(source.slice(characterAt, characterLength), 0);
  const value = {
    ...{ start: source.i32(at), format, text, hasGap: source.u8(at + 15) !== 2 },
    isLegal: (flags & 0x04) !== 0,
    run: { hAnsi: styles.fontName(otherFont) },
    ...((flags & 0x08) !== 0 ? { restart: source.u8(at + 26) } : {}),
  };
  return { value, length: 28 + paragraphLength + characterLength + 2 + textLength * 2 };
}
