// Own order rather than the machine's: a Node without full ICU would sort Đ behind Z.
const alphabet = 'aăâbcdđeêfghijklmnoôơpqrstuưvwxyz';
const tones = ['\u0300', '\u0309', '\u0303', '\u0301', '\u0323'];

/** Orders names the Vietnamese way: letters first (a ă â b c d đ …), then tones (ngang, huyền, hỏi, ngã, sắc, nặng). */
export function compareVietnamese(one: string, other: string): number {
  const a = keysOf(one);
  const b = keysOf(other);
  return compareText(a.letters, b.letters) || compareText(a.tones, b.tones);
}

function keysOf(text: string): { readonly letters: string; readonly tones: string } {
  let letters = '';
  let toneKey = '';
  for (const letter of text.normalize('NFC').toLowerCase()) {
    const marks = Array.from(letter.normalize('NFD'));
    const tone = marks.findIndex((mark) => tones.includes(mark));
    const base = (tone === -1 ? letter : marks.filter((_, position) => position !== tone).join('')).normalize(
      'NFC',
    );
    const place = alphabet.indexOf(base);
    letters += place === -1 ? base : String.fromCharCode(0x1000 + place);
    toneKey += String(tone === -1 ? 0 : tones.indexOf(marks[tone] ?? '') + 1);
  }
  return { letters, tones: toneKey };
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
