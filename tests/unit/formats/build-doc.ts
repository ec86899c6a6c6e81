import { buildCfbOf } from './build-cfb.ts';

/** Text in one formatting; `changes` are the bytes of its property changes. */
export interface DocRun {
  readonly text: string;
  readonly changes?: readonly number[];
}

export interface DocParagraphParts {
  readonly runs: readonly DocRun[];
  /** "\r" ends a paragraph, "\u0007" a cell or row. */
  readonly mark: string;
  readonly markChanges?: readonly number[];
  readonly changes?: readonly number[];
  readonly style?: number;
}

export interface DocOptions {
  readonly fonts?: readonly string[];
  /** Index of the font of the style all paragraphs have. */
  readonly styleFont?: number;
  readonly footnotes?: readonly DocParagraphParts[];
  /** One list for each story of the headers. */
  readonly headers?: readonly (readonly DocParagraphParts[])[];
  readonly comments?: readonly DocParagraphParts[];
  readonly textBoxes?: readonly DocParagraphParts[];
  /** Stream with what pictures, fields and large rows keep outside. */
  readonly data?: Uint8Array;
  /** Text stored with one byte a character, as Word does where it can. */
  readonly isCompressed?: boolean;
  /** Bytes of the head to change, for damaged files. */
  readonly damage?: (main: Buffer, table: Buffer) => void;
  readonly otherStreams?: Readonly<Record<string, Uint8Array>>;
  /** A numbered list at index 1: the text of its level, with "\u0000" where the number goes. */
  readonly listText?: string;
}

const u16 = (value: number) => [value & 0xff, (value >>> 8) & 0xff];
const u32 = (value: number) => [...u16(value & 0xffff), ...u16(value >>> 16)];

/** One property change: its code and operand bytes. */
export const change = (code: number, ...operand: number[]) => [...u16(code), ...operand];

export const inTable = change(0x2416, 1);
export const rowEnd = change(0x2417, 1);
export const depth = (level: number) => change(0x6649, ...u32(level));
export const innerCellEnd = change(0x244b, 1);
export const innerRowEnd = change(0x244c, 1);
export const deleted = change(0x0800, 1);
export const hidden = change(0x083c, 1);
export const struck = change(0x0837, 1);
export const font = (index: number) => [...change(0x4a4f, ...u16(index)), ...change(0x4a51, ...u16(index))];

/** Definition of a row: edges of its cells, and flags of merged ones (1 and 2 across, 0x60 and 0x20 down). */
export function rowDefinition(edges: readonly number[], flags: readonly number[] = []): number[] {
  const cells = edges
    .slice(1)
    .flatMap((_, index) => [...u16(flags[index] ?? 0), ...Array<number>(18).fill(0)]);
  const body = [edges.length - 1, ...edges.flatMap(u16), ...cells];
  return [...u16(0xd608), ...u16(body.length + 1), ...body];
}

export const paragraph = (text: string, changes: readonly number[] = []): DocParagraphParts => ({
  runs: [{ text }],
  mark: '\r',
  changes,
});

export const cell = (text: string, changes: readonly number[] = []): DocParagraphParts => ({
  runs: [{ text }],
  mark: '\u0007',
  changes: [...inTable, ...changes],
});

/** A row of cells of plain text. */
export function row(
  edges: readonly number[],
  texts: readonly string[],
  flags: readonly number[] = [],
): DocParagraphParts[] {
  const end = { runs: [], mark: '\u0007', changes: [...inTable, ...rowEnd, ...rowDefinition(edges, flags)] };
  return [...texts.map((text) => cell(text)), end];
}

/** A Word 97–2003 file ([MS-DOC]) with these paragraphs; each run has a page of properties of its own. */
export function buildDoc(body: readonly DocParagraphParts[], options: DocOptions = {}): Buffer {
  const { footnotes = [], comments = [], textBoxes = [] } = options;
  const headers = options.headers ?? [];
  const lengthOf = (paragraphs: readonly DocParagraphParts[]) =>
    paragraphs.reduce((sum, { runs }) => sum + runs.reduce((part, { text }) => part + text.length, 1), 0);
  const all = [...body, ...footnotes, ...headers.flat(), ...comments, ...textBoxes];
  const width = options.isCompressed === true ? 1 : 2;
  const textAt = 0x800;

  const text: Buffer[] = [];
  const pages: Buffer[] = [];
  const characterIndex: { from: number; page: number }[] = [];
  const paragraphIndex: { from: number; page: number }[] = [];
  const textLength = lengthOf(all) * width;
  const firstPage = Math.ceil((textAt + textLength) / 512);
  let at = textAt;
  const addPage = (from: number, to: number, changes: readonly number[], isParagraph: boolean): number => {
    const page = Buffer.alloc(512);
    page.writeUInt32LE(from, 0);
    page.writeUInt32LE(to, 4);
    page.writeUInt8(50, 8);
    if (isParagraph) {
      // An even number of bytes is written with its length in words behind a zero.
      const whole = changes.length % 2 === 0 ? [0, changes.length / 2] : [(changes.length + 1) / 2];
      Buffer.from([...whole, ...changes]).copy(page, 100);
    } else Buffer.from([changes.length, ...changes]).copy(page, 100);
    page.writeUInt8(1, 511);
    pages.push(page);
    return firstPage + pages.length - 1;
  };
  for (const { runs, mark, changes = [], markChanges = [], style = 0 } of all) {
    const start = at;
    for (const run of [...runs, { text: mark, changes: markChanges }]) {
      if (run.text === '') continue;
      const end = at + run.text.length * width;
      text.push(Buffer.from(run.text, width === 1 ? 'latin1' : 'utf16le'));
      characterIndex.push({ from: at, page: addPage(at, end, run.changes ?? [], false) });
      at = end;
    }
    paragraphIndex.push({ from: start, page: addPage(start, at, [...u16(style), ...changes], true) });
  }

  const main = Buffer.concat([
    Buffer.alloc(textAt),
    ...text,
    Buffer.alloc(firstPage * 512 - textAt - textLength),
    ...pages,
  ]);
  main.writeUInt16LE(0xa5ec, 0);
  main.writeUInt16LE(0x00c1, 2);
  main.writeUInt16LE(0x0200, 0x0a);
  const lengths = [
    ...[body, footnotes, headers.flat(), [], comments, [], textBoxes, []].map((story) => lengthOf(story)),
  ];
  lengths.forEach((length, index) => main.writeUInt32LE(length, 0x4c + index * 4));

  const structures: Buffer[] = [];
  let tableAt = 0;
  const addStructure = (index: number, bytes: readonly number[], counted = bytes.length): void => {
    main.writeUInt32LE(tableAt, 0x9a + index * 8);
    main.writeUInt32LE(counted, 0x9a + index * 8 + 4);
    structures.push(Buffer.from(bytes));
    tableAt += bytes.length;
  };
  const indexOf = (entries: readonly { from: number; page: number }[]) => [
    ...[...entries.map(({ from }) => from), at].flatMap(u32),
    ...entries.flatMap(({ page }) => u32(page)),
  ];
  const place = width === 1 ? ((textAt * 2) | 0x40000000) >>> 0 : textAt;
  const pieces = [...u32(0), ...u32(lengthOf(all)), ...u16(0), ...u32(place), ...u16(0)];
  addStructure(33, [2, ...u32(pieces.length), ...pieces]);
  addStructure(12, indexOf(characterIndex));
  addStructure(13, indexOf(paragraphIndex));
  const fonts = (options.fonts ?? ['Times New Roman']).map((name) => {
    const entry = [...Array<number>(39).fill(0), ...Buffer.from(`${name}\0`, 'utf16le')];
    return [entry.length, ...entry];
  });
  addStructure(15, [...u16(fonts.length), 0, 0, ...fonts.flat()]);
  // Style 0: a paragraph style without a base, by the name "N"; style 1: Heading 1.
  const style = (builtIn: number, characterChanges: readonly number[]) => {
    const standard = [...u16(builtIn), ...u16(0xfff1), ...u16(2), 0, 0, 0, 0, ...u16(1), 78, 0, 0, 0];
    const changes = [...u16(2), 0, 0, ...u16(characterChanges.length), ...characterChanges];
    const whole = [...standard, ...changes];
    return [...u16(whole.length), ...whole, ...(whole.length % 2 === 1 ? [0] : [])];
  };
  const styleHead = [...u16(2), ...u16(10), ...Array<number>(14).fill(0)];
  const styleFont = options.styleFont === undefined ? [] : font(options.styleFont);
  addStructure(1, [...u16(styleHead.length), ...styleHead, ...style(0, styleFont), ...style(1, [])]);
  let start = 0;
  const starts = headers.map((story) => {
    start += lengthOf(story);
    return start;
  });
  if (headers.length > 0) addStructure(11, [0, ...starts, start].flatMap(u32));
  if (options.listText !== undefined) {
    const level = [
      ...[...u32(1), 0, 0, 1, ...Array<number>(8).fill(0), 1, ...Array<number>(8).fill(0), 0, 0, 0, 0],
      ...[...u16(options.listText.length), ...Buffer.from(options.listText, 'utf16le')],
    ];
    const head = [...u16(1), ...u32(77), ...Array<number>(22).fill(0), 1, 0];
    addStructure(73, [...head, ...level], head.length);
    addStructure(74, [...u32(1), ...u32(77), ...Array<number>(12).fill(0), ...u32(0xffffffff)]);
  }
  const table = Buffer.concat(structures);
  options.damage?.(main, table);
  return buildCfbOf({
    WordDocument: main,
    '1Table': table,
    ...(options.data === undefined ? {} : { Data: options.data }),
    ...options.otherStreams,
  });
}
