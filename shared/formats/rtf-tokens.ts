/** A piece of an RTF file (Word 2007 RTF Specification 1.9.1, "RTF Syntax"). */
export type RtfToken =
  | { readonly kind: 'open' }
  | { readonly kind: 'close' }
  | { readonly kind: 'word'; readonly name: string; readonly value: number | undefined }
  /** Text in the code page of its font; `isEscaped` for one byte written as \'xx. */
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array };

const [backslash, open, close, quote, star] = Array.from("\\{}'*", (sign) => sign.charCodeAt(0)) as [
  number,
  number,
  number,
  number,
  number,
];

/** The pieces of an RTF file in order; ends where the bytes do, also in the middle of one. */
export function* readRtfTokens(source: Uint8Array): Generator<RtfToken> {
  let at = 0;
  while (at < source.length) {
    const byte = source[at] ?? 0;
    if (byte === open || byte === close) {
      at += 1;
      yield byte === open ? { kind: 'open' } : { kind: 'close' };
    } else if (byte === backslash) {
      const next = source[at + 1] ?? 0;
      if (isLetter(next)) {
        const { token, end } = readWord(source, at + 1);
        // What follows \bin is no text: as many bytes as it says.
        at = token.name === 'bin' ? end + Math.max(token.value ?? 0, 0) : end;
        yield token;
      } else if (next === quote) {
        const code = Number.parseInt(String.fromCharCode(source[at + 2] ?? 0, source[at + 3] ?? 0), 16);
        at += 4;
        if (code >= 0) yield { kind: 'bytes', bytes: Uint8Array.of(code) };
      } else {
        at += 2;
        if (next === backslash || next === open || next === close)
          yield { kind: 'bytes', bytes: Uint8Array.of(next) };
        else yield { kind: 'word', name: next === star ? '*' : String.fromCharCode(next), value: undefined };
      }
    } else if (byte === 0x0a || byte === 0x0d || byte === 0) at += 1;
    else {
      const start = at;
      while (at < source.length && !isMark(source[at] ?? 0)) at += 1;
      yield { kind: 'bytes', bytes: source.subarray(start, at) };
    }
  }
}

function isMark(byte: number): boolean {
  return (
    byte === backslash || byte === open || byte === close || byte === 0x0a || byte === 0x0d || byte === 0
  );
}

function isLetter(byte: number): boolean {
  return (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a);
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

function readWord(source: Uint8Array, from: number) {
  let at = from;
  // The longest word has 32 letters.
  while (at < from + 32 && isLetter(source[at] ?? 0)) at += 1;
  const name = Buffer.from(source.subarray(from, at)).toString('latin1');
  const digits = at;
  if (source[at] === 0x2d && isDigit(source[at + 1] ?? 0)) at += 1;
  while (at < digits + 11 && isDigit(source[at] ?? 0)) at += 1;
  const value =
    at === digits ? undefined : Number(Buffer.from(source.subarray(digits, at)).toString('latin1'));
  if (source[at] === 0x20) at += 1;
  return { token: { kind: 'word' as const, name, value }, end: at };
}
