/** One record of a BIFF stream ([MS-XLS] 2.1.4); the bytes include none of its head. */
export interface XlsRecord {
  readonly type: number;
  readonly body: Buffer;
  /** Where its head stands in the stream. */
  readonly at: number;
}

/** Attack: ten million records of no bytes, an object each; 100,000 cells take about that many. */
const maxRecords = 1_000_000;

/** Record types that are looked at, by the names of [MS-XLS] 2.3. */
export const recordType = {
  formula: 0x06,
  eof: 0x0a,
  header: 0x14,
  footer: 0x15,
  name: 0x18,
  externSheet: 0x17,
  note: 0x1c,
  date1904: 0x22,
  filePass: 0x2f,
  font: 0x31,
  continue: 0x3c,
  codePage: 0x42,
  object: 0x5d,
  columns: 0x7d,
  boundSheet: 0x85,
  multipleRk: 0xbd,
  richText: 0xd6,
  xf: 0xe0,
  merges: 0xe5,
  sharedTexts: 0xfc,
  sharedText: 0xfd,
  supBook: 0x01ae,
  textObject: 0x01b6,
  number: 0x0203,
  label: 0x0204,
  booleanOrError: 0x0205,
  string: 0x0207,
  row: 0x0208,
  array: 0x0221,
  rowHeight: 0x0225,
  rk: 0x027e,
  format: 0x041e,
  sharedFormula: 0x04bc,
  begin: 0x0809,
} as const;

/** The records of a stream as far as they are whole; `isWhole` is false where one is cut off or there are too many. */
export function listXlsRecords(stream: Uint8Array): {
  readonly records: readonly XlsRecord[];
  readonly isWhole: boolean;
} {
  const bytes = Buffer.from(stream.buffer, stream.byteOffset, stream.byteLength);
  const records: XlsRecord[] = [];
  let at = 0;
  while (at + 4 <= bytes.length) {
    const type = bytes.readUInt16LE(at);
    const length = bytes.readUInt16LE(at + 2);
    // Streams are filled up with zeros to a whole sector.
    if (type === 0 && length === 0) return { records, isWhole: true };
    if (at + 4 + length > bytes.length || records.length >= maxRecords) return { records, isWhole: false };
    records.push({ type, body: bytes.subarray(at + 4, at + 4 + length), at });
    at += 4 + length;
  }
  return { records, isWhole: true };
}

/** Reads on from record to record where a value was split over CONTINUE records; bytes that are not there read as 0. */
export class ContinuedBytes {
  readonly #pieces: readonly Buffer[];
  #piece = 0;
  #at = 0;

  constructor(pieces: readonly Buffer[]) {
    this.#pieces = pieces;
  }

  isAtEnd(): boolean {
    this.#step();
    return this.#piece >= this.#pieces.length;
  }

  byte(): number {
    this.#step();
    const value = this.#pieces[this.#piece]?.[this.#at] ?? 0;
    this.#at += 1;
    return value;
  }

  word(): number {
    return this.byte() + this.byte() * 256;
  }

  long(): number {
    return this.word() + this.word() * 65_536;
  }

  skip(count: number): void {
    for (let left = count; left > 0 && !this.isAtEnd();) {
      const step = Math.min(left, (this.#pieces[this.#piece]?.length ?? 0) - this.#at);
      this.#at += step;
      left -= step;
    }
  }

  /** Characters, one or two bytes each; each record they go on in says anew which ([MS-XLS] 2.5.293). */
  text(count: number, isWide: boolean): string {
    let wide = isWide;
    let shown = '';
    for (let left = count; left > 0;) {
      let piece = this.#pieces[this.#piece];
      if (piece !== undefined && this.#at >= piece.length) {
        this.#piece += 1;
        piece = this.#pieces[this.#piece];
        wide = ((piece?.[0] ?? 0) & 1) === 1;
        this.#at = 1;
      }
      if (piece === undefined) return shown;
      const size = wide ? 2 : 1;
      const taken = Math.min(left, Math.floor((piece.length - this.#at) / size));
      const end = this.#at + taken * size;
      shown += piece.toString(wide ? 'utf16le' : 'latin1', this.#at, end);
      // Half a character at the end of a record is a broken file's.
      this.#at = taken === 0 ? piece.length : end;
      left -= taken;
    }
    return shown;
  }

  #step(): void {
    for (
      let piece = this.#pieces[this.#piece];
      piece !== undefined && this.#at >= piece.length;
      piece = this.#pieces[this.#piece]
    ) {
      this.#piece += 1;
      this.#at = 0;
    }
  }
}
