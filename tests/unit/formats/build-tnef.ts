/** One attachment of a test winmail.dat; the bytes may be a TNEF stream again. */
export interface TnefPart {
  readonly title: string;
  readonly longName?: string;
  readonly bytes: Uint8Array;
  readonly isMessage?: boolean;
}

/** Builds a winmail.dat ([MS-OXTNEF]) byte by byte. */
export function buildTnef(input: {
  readonly parts?: readonly TnefPart[];
  readonly rtf?: Uint8Array;
  readonly html?: string;
}): Buffer {
  const message = [
    ...(input.rtf === undefined ? [] : [property(0x102, 0x1009, input.rtf)]),
    ...(input.html === undefined ? [] : [property(0x102, 0x1013, Buffer.from(input.html))]),
  ];
  return Buffer.concat([
    Buffer.from([0x78, 0x9f, 0x3e, 0x22, 1, 0]),
    attribute(1, 0x00089006, uint32(0x10000)),
    // A named property of two times first: what comes behind it must still be found.
    attribute(1, 0x00069003, list([namedTimes(), ...message])),
    ...(input.parts ?? []).map(buildPart),
  ]);
}

function buildPart({ title, longName, bytes, isMessage }: TnefPart): Buffer {
  const iid = Buffer.from('0703020000000000c000000000000046', 'hex');
  const found = [
    ...(longName === undefined ? [] : [property(0x1f, 0x3707, Buffer.from(`${longName}\0`, 'utf16le'))]),
    ...(isMessage === true ? [property(0x0d, 0x3701, Buffer.concat([iid, bytes]))] : []),
  ];
  return Buffer.concat([
    attribute(2, 0x00069002, Buffer.alloc(14)),
    attribute(2, 0x00018010, Buffer.from(`${title}\0`)),
    ...(isMessage === true ? [] : [attribute(2, 0x0006800f, bytes)]),
    attribute(2, 0x00069005, list(found)),
  ]);
}

function attribute(level: number, id: number, content: Uint8Array): Buffer {
  const sum = Buffer.alloc(2);
  sum.writeUInt16LE(content.reduce((total, byte) => total + byte, 0) & 0xffff);
  return Buffer.concat([Buffer.from([level]), uint32(id), uint32(content.length), content, sum]);
}

function list(properties: readonly Buffer[]): Buffer {
  return Buffer.concat([uint32(properties.length), ...properties]);
}

function property(type: number, id: number, value: Uint8Array): Buffer {
  const padding = Buffer.alloc((4 - (value.length % 4)) % 4);
  return Buffer.concat([uint32((id << 16) | type), uint32(1), uint32(value.length), value, padding]);
}

function namedTimes(): Buffer {
  const name = Buffer.from('thời\0', 'utf16le');
  const padding = Buffer.alloc((4 - (name.length % 4)) % 4);
  const times = [uint32(2), Buffer.alloc(16, 7)];
  return Buffer.concat([
    uint32(0x8001_1040),
    Buffer.alloc(16, 1),
    uint32(1),
    uint32(name.length),
    name,
    padding,
    ...times,
  ]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
}
