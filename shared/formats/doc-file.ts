import { readCfbStream } from './cfb.ts';
import { DocBytes } from './doc-bytes.ts';

/** Attack: pieces that name the same bytes again and again, so that a small file holds a billion characters; 300 full pages have 900,000. */
const maxCharacters = 5_000_000;

/** A stretch of text that lies in one row in the file. */
interface Piece {
  readonly from: number;
  readonly to: number;
  /** Offset in the stream. */
  readonly offset: number;
  readonly bytesPerCharacter: 1 | 2;
}

/** Properties of the text between two offsets of the stream. */
export interface PropertyRun {
  readonly from: number;
  readonly to: number;
  readonly list: DocBytes;
}

/** Text with its properties, within one piece and one run. */
export interface DocSpan {
  readonly from: number;
  readonly text: string;
  readonly properties: DocBytes | undefined;
}

/** The texts a file keeps one behind the other, in this order ([MS-DOC] 2.3). */
export type DocStory =
  'body' | 'footnotes' | 'headers' | 'macros' | 'comments' | 'endnotes' | 'textBoxes' | 'headerTextBoxes';

const storyLengths: readonly (readonly [DocStory, number])[] = [
  ['body', 0x4c],
  ['footnotes', 0x50],
  ['headers', 0x54],
  ['macros', 0x58],
  ['comments', 0x5c],
  ['endnotes', 0x60],
  ['textBoxes', 0x64],
  ['headerTextBoxes', 0x68],
];

/** Index of a structure's place in the file's head ([MS-DOC] 2.5.6). */
const places = {
  styles: 1,
  headerStories: 11,
  characterPages: 12,
  paragraphPages: 13,
  fonts: 15,
  pieces: 33,
  lists: 73,
  listOverrides: 74,
} as const;

export type DocProblem = 'broken' | 'encrypted' | 'too-old';

/** A Word 97–2003 file with its streams and indexes, asked by character position. */
export class DocFile {
  readonly data: DocBytes;
  readonly isCut: boolean;
  /** Text the file speaks of lies outside it. */
  readonly isDamaged: boolean;
  readonly #main: DocBytes;
  readonly #table: DocBytes;
  readonly #pieces: readonly Piece[];
  readonly #characterRuns: readonly PropertyRun[];
  readonly #paragraphRuns: readonly PropertyRun[];

  constructor(main: DocBytes, table: DocBytes, data: DocBytes) {
    this.data = data;
    this.#main = main;
    this.#table = table;
    const { pieces, isCut } = readPieces(this.structure('pieces'));
    this.#pieces = pieces;
    this.isCut = isCut;
    const isOutside = pieces.some(
      ({ from, to, offset, bytesPerCharacter }) => offset + (to - from) * bytesPerCharacter > main.length,
    );
    this.isDamaged = !isCut && (isOutside || (pieces.at(-1)?.to ?? 0) < this.range('headerTextBoxes')[1]);
    this.#characterRuns = readPages(main, this.structure('characterPages'), 'character');
    this.#paragraphRuns = readPages(main, this.structure('paragraphPages'), 'paragraph');
  }

  /** A structure of the table stream. For the lists: to the stream's end, since their levels follow behind it. */
  structure(name: keyof typeof places): DocBytes {
    const at = 0x9a + places[name] * 8;
    const length = this.#main.u32(at + 4);
    return this.#table.slice(
      this.#main.u32(at),
      name === 'lists' && length > 0 ? this.#table.length : length,
    );
  }

  /** Length of the head of the list structure, behind which the levels stand. */
  get listHeadLength(): number {
    return this.#main.u32(0x9a + places.lists * 8 + 4);
  }

  /** First and last position of a story. */
  range(story: DocStory): readonly [from: number, to: number] {
    let from = 0;
    for (const [name, at] of storyLengths) {
      const length = Math.min(this.#main.u32(at), maxCharacters);
      if (name === story) return [from, from + length];
      from += length;
    }
    return [from, from];
  }

  /** The text of a range in stretches of one formatting. */
  *spans(from: number, to: number): Generator<DocSpan> {
    for (const piece of this.#pieces) {
      if (piece.to <= from || piece.from >= to) continue;
      let at = Math.max(piece.from, from);
      const end = Math.min(piece.to, to);
      while (at < end) {
        const offset = piece.offset + (at - piece.from) * piece.bytesPerCharacter;
        const { run, until } = findRun(this.#characterRuns, offset);
        const length = Math.max(Math.ceil((until - offset) / piece.bytesPerCharacter), 1);
        const next = Math.min(at + length, end);
        yield { from: at, text: this.#decode(piece, at, next), properties: run?.list };
        at = next;
      }
    }
  }

  /** Properties of the paragraph that ends at a position. */
  paragraphAt(position: number): DocBytes | undefined {
    const piece = this.#pieces[findLast(this.#pieces, position)];
    if (piece === undefined) return undefined;
    const offset = piece.offset + (position - piece.from) * piece.bytesPerCharacter;
    return findRun(this.#paragraphRuns, offset).run?.list;
  }

  #decode(piece: Piece, from: number, to: number): string {
    const offset = piece.offset + (from - piece.from) * piece.bytesPerCharacter;
    if (piece.bytesPerCharacter === 2) return this.#main.text(offset, to - from);
    // Node's decoder of windows-1252 gives ISO 8859-1 (no quotes, no dashes) unless it is told that more may follow.
    const decoder = new TextDecoder('windows-1252');
    return decoder.decode(this.#main.slice(offset, to - from).bytes, { stream: true });
  }
}

/** Opens the streams of a Word file; says why it cannot. */
export function openDocFile(bytes: Uint8Array): DocFile | DocProblem {
  const stream = readCfbStream(bytes, 'WordDocument');
  if (stream === undefined || stream.length < 0x9a) return 'broken';
  const main = new DocBytes(stream);
  // Before Word 97 ([MS-DOC] 2.5.1 nFib 0x00C1) the file was built otherwise.
  if (main.u16(0) !== 0xa5ec || main.u16(2) < 0xc0) return main.u16(0) >>> 8 === 0xa5 ? 'too-old' : 'broken';
  const flags = main.u16(0x0a);
  if ((flags & 0x0100) !== 0) return 'encrypted';
  const table = readCfbStream(bytes, (flags & 0x0200) === 0 ? '0Table' : '1Table');
  if (table === undefined) return 'broken';
  const data = readCfbStream(bytes, 'Data') ?? new Uint8Array();
  return new DocFile(main, new DocBytes(table), new DocBytes(data));
}

/** The piece table ([MS-DOC] 2.8.35), behind lists of properties for pieces, which only files saved in a hurry have. */
function readPieces(clx: DocBytes): { pieces: readonly Piece[]; isCut: boolean } {
  let at = 0;
  while (clx.u8(at) === 1) at += 3 + clx.u16(at + 1);
  if (clx.u8(at) !== 2) return { pieces: [], isCut: false };
  const plc = clx.slice(at + 5, clx.u32(at + 1));
  const count = Math.floor((plc.length - 4) / 12);
  const pieces: Piece[] = [];
  let last = 0;
  for (let index = 0; index < count; index += 1) {
    const from = plc.u32(index * 4);
    const to = plc.u32(index * 4 + 4);
    if (from !== last || to < from) break;
    if (to > maxCharacters) return { pieces, isCut: true };
    last = to;
    const place = plc.u32((count + 1) * 4 + index * 8 + 2);
    const isCompressed = (place & 0x40000000) !== 0;
    const offset = isCompressed ? (place & 0x3fffffff) >>> 1 : place & 0x3fffffff;
    const bytesPerCharacter = isCompressed ? 1 : 2;
    if (to > from) pieces.push({ from, to, offset, bytesPerCharacter });
  }
  return { pieces, isCut: false };
}

/** Properties lie on pages of 512 bytes, each with an index of its own ([MS-DOC] 2.9.33, 2.9.175). */
function readPages(main: DocBytes, index: DocBytes, kind: 'character' | 'paragraph'): readonly PropertyRun[] {
  const count = Math.floor((index.length - 4) / 8);
  const runs: PropertyRun[] = [];
  // Attack: an index that names one page a million times.
  const seen = new Set<number>();
  for (let entry = 0; entry < count; entry += 1) {
    const number = index.u32((count + 1) * 4 + entry * 4) & 0x3fffff;
    if (seen.has(number) || (number + 1) * 512 > main.length) continue;
    seen.add(number);
    const page = main.slice(number * 512, 512);
    const used = page.u8(511);
    const width = kind === 'character' ? 1 : 13;
    for (let run = 0; run < used; run += 1) {
      const at = page.u8((used + 1) * 4 + run * width) * 2;
      const list = at === 0 ? page.slice(0, 0) : readProperties(page, at, kind);
      runs.push({ from: page.u32(run * 4), to: page.u32(run * 4 + 4), list });
    }
  }
  return runs.sort((a, b) => a.from - b.from);
}

function readProperties(page: DocBytes, at: number, kind: 'character' | 'paragraph'): DocBytes {
  const size = page.u8(at);
  if (kind === 'character') return page.slice(at + 1, size);
  return size === 0 ? page.slice(at + 2, page.u8(at + 1) * 2) : page.slice(at + 1, size * 2 - 1);
}

function findRun(
  runs: readonly PropertyRun[],
  offset: number,
): { readonly run: PropertyRun | undefined; readonly until: number } {
  const low = findLast(runs, offset);
  const run = runs[low];
  if (run !== undefined && offset < run.to) return { run, until: run.to };
  return { run: undefined, until: runs[low + 1]?.from ?? Number.MAX_SAFE_INTEGER };
}

/** Index of the last that begins at or before a place, -1 when none does. */
function findLast(sorted: readonly { readonly from: number }[], place: number): number {
  let low = -1;
  for (let high = sorted.length; high - low > 1;) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.from ?? 0) <= place) low = middle;
    else high = middle;
  }
  return low;
}
