// Attack: two bytes of the packed text can stand for seventeen, and the size it declares is believed by nobody.
const mostUnpacked = 10_000_000;

const packed = 0x75465a4c;
const stored = 0x414c454d;

/** What the dictionary holds at the beginning ([MS-OXRTFCP] 2.1.2.1). */
const dictionary =
  '{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx';

/** The rich text of an Outlook message, unpacked ([MS-OXRTFCP]); null when the bytes are none. */
export function unpackRtf(bytes: Uint8Array): Uint8Array | null {
  if (bytes.length < 16) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = Math.min(view.getUint32(4, true), mostUnpacked);
  const kind = view.getUint32(8, true);
  if (kind === stored) return bytes.subarray(16, 16 + size);
  if (kind !== packed) return null;
  const window = new Uint8Array(4096);
  window.set(Buffer.from(dictionary, 'latin1'));
  let write = dictionary.length;
  const out: number[] = [];
  const put = (byte: number): void => {
    out.push(byte);
    window[write] = byte;
    write = (write + 1) % window.length;
  };
  let at = 16;
  while (at < bytes.length && out.length < size) {
    const control = bytes[at] ?? 0;
    at += 1;
    for (let bit = 0; bit < 8 && at < bytes.length && out.length < size; bit += 1) {
      if (((control >> bit) & 1) === 0) {
        put(bytes[at] ?? 0);
        at += 1;
        continue;
      }
      // 12 bits of place, 4 of length less 2; the place being written to marks the end.
      const reference = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
      at += 2;
      const from = reference >> 4;
      if (from === write) return Uint8Array.from(out);
      for (let step = 0; step < (reference & 0xf) + 2; step += 1)
        put(window[(from + step) % window.length] ?? 0);
    }
  }
  return Uint8Array.from(out);
}
