import { decodeDocumentText, detectLegacyEncoding } from '../vietnamese/legacy-encodings.ts';

/** Letters of Vietnamese beyond ASCII, and the signs office software puts between them. */
const beyondVietnamese =
  /[^\u0000-\u007fÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ\u00a0°²³½×÷–—‘’“”•…€«»·§©®±]/gu;

const cp437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀' +
  'αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0';

/** Text of bytes whose encoding nobody declared: by mark, as UTF-8 where they are that, as TCVN3 or VNI where their syllables say so, else as windows-1258; NFC. Undefined when none of these gives Vietnamese. */
export function decodeBytes(bytes: Uint8Array): string | undefined {
  const marked = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-16be';
  if (marked === 'utf-16le' || (bytes[0] === 0xfe && bytes[1] === 0xff))
    return new TextDecoder(marked).decode(bytes).normalize('NFC');
  const utf8 = decodeUtf8(bytes);
  if (utf8 !== undefined) return utf8;
  const old = readOldText(bytes);
  if (old !== undefined) return decodeDocumentText([{ text: old }]).texts[0];
  const text = new TextDecoder('windows-1258').decode(bytes).normalize('NFC');
  return isVietnamese(text) ? text : undefined;
}

/** Text of bytes in an old Vietnamese encoding, not converted yet, so that its reader can say so; undefined for all other bytes. */
export function readOldText(bytes: Uint8Array): string | undefined {
  if (decodeUtf8(bytes) !== undefined) return undefined;
  const text = decodeWindows1252(bytes);
  return detectLegacyEncoding(text) === null ? undefined : text;
}

/**
 * Text whose UTF-8 or windows-1258 bytes some program took for windows-1252 or CP437 ("BiÃªn báº£n", "Bi├¬n bß║ún"), read rightly; other text unchanged.
 * CP437 is what unzippers assume for names without the UTF-8 flag (APPNOTE 4.4.4).
 */
export function repairMojibake(text: string): string {
  const asCp437 = encode(text, cp437, 0x80);
  const asLatin = encode(text, latin, 0);
  const utf8 = (asLatin && decodeUtf8(asLatin)) ?? (asCp437 && decodeUtf8(asCp437));
  if (utf8 !== undefined) return utf8;
  if (asCp437 === undefined || isVietnamese(text)) return text;
  const vietnamese = new TextDecoder('windows-1258').decode(asCp437).normalize('NFC');
  return isVietnamese(vietnamese) ? vietnamese : text;
}

/** Whether the letters are those of Vietnamese; one sign in fifty may be another. */
function isVietnamese(text: string): boolean {
  const foreign = text.match(beyondVietnamese)?.length ?? 0;
  return foreign * 50 <= text.length;
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).normalize('NFC');
  } catch {
    return undefined;
  }
}

/** Node 20 takes a short way for this encoding that leaves 0x80–0x9F as they are; streaming, it follows the table (WHATWG Encoding). */
const decodeWindows1252 = (bytes: Uint8Array): string =>
  new TextDecoder('windows-1252').decode(bytes, { stream: true });

const latin = decodeWindows1252(Uint8Array.from({ length: 256 }, (_, byte) => byte));

/** Bytes of the text in a one-byte encoding whose table begins at `from`; undefined when it has none there or is plain ASCII. */
function encode(text: string, table: string, from: number): Uint8Array | undefined {
  const bytes = new Uint8Array(text.length);
  let isPlain = true;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    const byte = code < 0x80 ? code : table.indexOf(text.charAt(index)) + from;
    if (byte < from && code >= 0x80) return undefined;
    isPlain &&= code < 0x80;
    bytes[index] = byte;
  }
  return isPlain ? undefined : bytes;
}
