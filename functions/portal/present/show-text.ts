/**
 * Longest text from outside shown in one place, in characters.
 * Attack: a subject or cell of many kilobytes, which would push the page out of reach.
 */
const shownLength = 300;

// Controls, format characters (bidirectional overrides, zero width, soft hyphen), unpaired, private and unassigned ones, line separators.
const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u;

/**
 * Text from a mail as a page may carry it: NFC, one line, every character that shows nothing or turns others around written out as "⟨U+202E⟩".
 * Attack: "bang diem\u202Excod.exe" reads "bang diemexe.docx"; a control character splits a name.
 */
export function showText(text: string, limit: number = shownLength): string {
  const letters = Array.from(text.normalize('NFC'));
  const shown = letters
    .slice(0, limit)
    .map((letter) => (/[\t\n\r]/u.test(letter) ? ' ' : hidden.test(letter) ? codeOf(letter) : letter))
    .join('')
    .trim();
  return letters.length > limit ? `${shown}…` : shown;
}

function codeOf(letter: string): string {
  return `⟨U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`;
}
