/** Little-endian numbers of a stream, by offset; 0 outside it, so that no length or offset a file claims can lead astray. */
export class DocBytes {
  readonly bytes: Uint8Array;
  readonly #view: DataView;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get length(): number {
    return this.bytes.length;
  }

  u8(at: number): number {
    return this.bytes[at] ?? 0;
  }

  u16(at: number): number {
    return this.#has(at, 2) ? this.#view.getUint16(at, true) : 0;
  }

  i16(at: number): number {
    return this.#has(at, 2) ? this.#view.getInt16(at, true) : 0;
  }

  u32(at: number): number {
    return this.#has(at, 4) ? this.#view.getUint32(at, true) : 0;
  }

  i32(at: number): number {
    return this.u32(at) | 0;
  }

  /** The part from `at`, as far as it is there. */
  slice(at: number, length: number): DocBytes {
    const start = Math.min(Math.max(at, 0), this.length);
    return new DocBytes(this.bytes.subarray(start, Math.min(start + Math.max(length, 0), this.length)));
  }

  /** UTF-16 text of so many characters. */
  text(at: number, characters: number): string {
    return new TextDecoder('utf-16le').decode(this.slice(at, characters * 2).bytes);
  }

  #has(at: number, length: number): boolean {
    return at >= 0 && at + length <= this.length;
  }
}

/** One change of a property ([MS-DOC] 2.2.5.1). */
export interface Sprm {
  readonly code: number;
  readonly operand: DocBytes;
}

/** The changes a list of them makes, in order; ends where the list does, also in the middle of one. */
export function* readSprms(list: DocBytes): Generator<Sprm> {
  for (let at = 0; at + 2 < list.length;) {
    const code = list.u16(at);
    const { skip, size } = measureOperand(code, list, at + 2);
    yield { code, operand: list.slice(at + 2 + skip, size) };
    at += 2 + skip + size;
  }
}

/** Bytes before the operand and of it. The longer ones say their own length, two of them in a way of their own. */
function measureOperand(code: number, list: DocBytes, at: number): { skip: number; size: number } {
  const kind = code >>> 13;
  if (kind !== 6) return { skip: 0, size: [1, 1, 2, 4, 2, 2, 0, 3][kind] ?? 1 };
  if (code === sprm.tableDefinition) return { skip: 2, size: Math.max(list.u16(at) - 1, 0) };
  const size = list.u8(at);
  if (code !== sprm.changeTabs || size !== 255) return { skip: 1, size };
  const deleted = list.u8(at + 1);
  return { skip: 1, size: 2 + deleted * 4 + list.u8(at + 2 + deleted * 4) * 3 };
}

/** Codes of the changes that alter how a text is read ([MS-DOC] 2.6). */
export const sprm = {
  // Characters
  isDeleted: 0x0800,
  isData: 0x0806,
  pictureLocation: 0x6a03,
  symbol: 0x6a09,
  isStruck: 0x0837,
  isHidden: 0x083c,
  isDoubleStruck: 0x2a53,
  isSpecial: 0x0855,
  raised: 0x2a48,
  plain: 0x2a33,
  characterStyle: 0x4a30,
  asciiFont: 0x4a4f,
  otherFont: 0x4a51,
  // Paragraphs
  changeTabs: 0xc615,
  isInTable: 0x2416,
  isRowEnd: 0x2417,
  tableDepth: 0x6649,
  isInnerCellEnd: 0x244b,
  isInnerRowEnd: 0x244c,
  listLevel: 0x260a,
  list: 0x460b,
  outlineLevel: 0x2640,
  // Properties too long for the page lie in the stream "Data".
  farProperties: 0x6646,
  farPropertiesOld: 0x6645,
  farTableProperties: 0x646b,
  // Rows
  tableDefinition: 0xd608,
  mergeCells: 0x5624,
  mergeDown: 0xd62b,
} as const;
