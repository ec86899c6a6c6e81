import { buildCfbOf } from './build-cfb.ts';

/** A record of a BIFF stream: its type and its bytes. */
export function record(type: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([u16(type, body.length), body]);
}

export function u16(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  values.forEach((value, index) => bytes.writeUInt16LE(value & 0xffff, index * 2));
  return bytes;
}

export function u32(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => bytes.writeUInt32LE(value >>> 0, index * 4));
  return bytes;
}

export function f64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return bytes;
}

/** A text of two bytes a letter, with a length of one or two bytes before it. */
export function wide(text: string, lengthBytes: 1 | 2 = 2): Buffer {
  const length = lengthBytes === 2 ? u16(text.length) : Buffer.from([text.length]);
  return Buffer.concat([length, Buffer.from([1]), Buffer.from(text, 'utf16le')]);
}

export const number = (row: number, column: number, value: number, style = 0): Buffer =>
  record(0x0203, u16(row, column, style), f64(value));

/** A text of the list of shared ones. */
export const shared = (row: number, column: number, index: number, style = 0): Buffer =>
  record(0x00fd, u16(row, column, style), u32(index));

/** A formula "=1" with the eight bytes of its stored result. */
export const formula = (row: number, column: number, result: Uint8Array, style = 0): Buffer =>
  record(0x0006, u16(row, column, style), result, u16(0), u32(0), u16(3), Buffer.from([0x1e, 1, 0]));

/** The stored result of a formula that nobody calculated, or whose text is empty. */
export const emptyResult = Buffer.from('030000000000ffff', 'hex');

/** The list of shared texts, each as its bytes. */
export function sharedTexts(...texts: readonly Uint8Array[]): Buffer {
  return record(0x00fc, u32(texts.length, texts.length), ...texts);
}

/** Fonts and formats of the workbook; style number n has the n-th format and font 0. */
export function styles(formats: readonly string[], ...fonts: readonly string[]): Buffer[] {
  return [
    ...['Times New Roman', ...fonts].map((name) =>
      record(0x0031, u16(220, 0, 0, 400, 0), Buffer.alloc(4), wide(name, 1)),
    ),
    ...formats.map((code, index) => record(0x041e, u16(200 + index), wide(code))),
    ...formats.map((_, index) => record(0x00e0, u16(0, 200 + index), Buffer.alloc(16))),
  ];
}

/** A style with that font and no format. */
export const styleOfFont = (font: number): Buffer => record(0x00e0, u16(font, 0), Buffer.alloc(16));

export interface XlsOptions {
  readonly globals?: readonly Uint8Array[];
  readonly sheets: readonly {
    readonly name?: string;
    readonly state?: number;
    readonly records: readonly Uint8Array[];
  }[];
  readonly version?: 5 | 8;
}

/** The stream of a workbook from raw records, so that tests can have what no library writes. */
export function buildXlsStream({ globals = [], sheets, version = 8 }: XlsOptions): Buffer {
  const begin = (kind: number) =>
    record(0x0809, u16(version === 8 ? 0x0600 : 0x0500, kind, 0, 0), ...(version === 8 ? [u32(0, 0)] : []));
  const end = record(0x000a);
  const bodies = sheets.map(({ records }) => Buffer.concat([begin(0x10), ...records, end]));
  const list = (at: number, index: number) => {
    const name = sheets[index]?.name ?? `Sheet${index + 1}`;
    const text =
      version === 8
        ? wide(name, 1)
        : Buffer.concat([Buffer.from([name.length]), Buffer.from(name, 'latin1')]);
    return record(0x0085, u32(at), Buffer.from([sheets[index]?.state ?? 0, 0]), text);
  };
  const before = [begin(0x05), ...globals];
  let at = [...before, ...sheets.map((_, index) => list(0, index)), end].reduce(
    (sum, { length }) => sum + length,
    0,
  );
  const listed = bodies.map((body, index) => {
    const one = list(at, index);
    at += body.length;
    return one;
  });
  return Buffer.concat([...before, ...listed, end, ...bodies]);
}

/** The workbook as Excel stores it, in a compound file. */
export function buildXls(options: XlsOptions, streams: Readonly<Record<string, Uint8Array>> = {}): Buffer {
  return buildCfbOf({ [options.version === 5 ? 'Book' : 'Workbook']: buildXlsStream(options), ...streams });
}
