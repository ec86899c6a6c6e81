/** Builds the outer shell of a CMS file (RFC 5652), without certificates: the readers look no further. */
export function buildCms(input: {
  readonly kind: 'signed' | 'enveloped';
  readonly content?: Uint8Array;
  /** Indefinite lengths, the content cut into pieces, as streaming signers write. */
  readonly pieces?: readonly Uint8Array[];
}): Buffer {
  const { kind, content, pieces } = input;
  const data = oid([0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x01]);
  const type = oid([0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, kind === 'signed' ? 2 : 3]);
  const version = tlv(0x02, Buffer.from([1]));
  if (pieces !== undefined) {
    const octets = open(0x24, ...pieces.map((piece) => tlv(0x04, piece)));
    const signed = open(0x30, version, tlv(0x31), open(0x30, data, open(0xa0, octets)), tlv(0x31));
    return open(0x30, type, open(0xa0, signed));
  }
  const encapsulated =
    content === undefined ? tlv(0x30, data) : tlv(0x30, data, tlv(0xa0, tlv(0x04, content)));
  return tlv(0x30, type, tlv(0xa0, tlv(0x30, version, tlv(0x31), encapsulated, tlv(0x31))));
}

function oid(bytes: readonly number[]): Buffer {
  return tlv(0x06, Buffer.from(bytes));
}

function tlv(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const head = content.length < 0x80 ? [tag, content.length] : [tag, 0x84, ...length];
  return Buffer.concat([Buffer.from(head), content]);
}

function open(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  return Buffer.concat([Buffer.from([tag, 0x80]), ...parts, Buffer.from([0, 0])]);
}
