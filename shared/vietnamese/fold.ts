/** Composed Unicode with plain spaces: what every text becomes at its first touch. */
export function toNfc(text: string): string {
  return text.normalize('NFC').replace(/[\u00a0\u2000-\u200a\u202f\u205f\u3000]/gu, ' ');
}

/** Lower case without accents, đ as d; the length in characters stays that of the NFC text, so positions carry over. */
export function foldAccents(text: string): string {
  let folded = '';
  for (const letter of text.normalize('NFC')) folded += foldLetter(letter);
  return folded;
}

function foldLetter(letter: string): string {
  if (letter === 'đ' || letter === 'Đ' || letter === 'ð' || letter === 'Ð') return 'd';
  const [base] = letter.normalize('NFD');
  const lower = (base ?? letter).toLowerCase();
  // A letter whose small form is longer (İ) would shift every position behind it.
  return lower.length === letter.length ? lower : letter;
}

/** The folded words of a text, punctuation as gaps: "3-5 tuổi (TNTT)" gives "3 5 tuoi tntt". */
export function foldWords(text: string): string {
  return foldAccents(text)
    .replace(/[^a-z0-9]+/gu, ' ')
    .trim();
}
