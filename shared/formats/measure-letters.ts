import type { Grey } from './raster.ts';

const inkLevel = 150;

/** Pieces of ink lower than this share of the highest are points, accents and dust. */
const leastHeight = 0.6;

/** The letters of a line of ink by their shapes alone. */
export interface LettersMeasured {
  /** Pieces of ink as high as a letter; letters that touch are one. */
  readonly letters: number;
  /** How wide all of them are together, over their height. */
  readonly wideness: number;
}

/** Measures the letters of a line, dust and points left out. */
export function measureLetters({ width, height, pixels }: Grey): LettersMeasured {
  const seen = new Uint8Array(pixels.length);
  const pieces: { readonly left: number; readonly right: number; readonly height: number }[] = [];
  for (let start = 0; start < pixels.length; start++) {
    if (seen[start] === 1 || (pixels[start] ?? 255) >= inkLevel) continue;
    seen[start] = 1;
    const stack = [start];
    let [top, bottom, left, right] = [height, 0, width, 0];
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      const [x, y] = [at % width, Math.floor(at / width)];
      [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
      [left, right] = [Math.min(left, x), Math.max(right, x)];
      for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++)
        for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
          const next = ny * width + nx;
          if (seen[next] === 1 || (pixels[next] ?? 255) >= inkLevel) continue;
          seen[next] = 1;
          stack.push(next);
        }
    }
    pieces.push({ left, right, height: bottom - top + 1 });
  }
  const highest = pieces.reduce((most, piece) => Math.max(most, piece.height), 0);
  const letters = pieces.filter((piece) => piece.height >= leastHeight * highest);
  const left = letters.reduce((least, piece) => Math.min(least, piece.left), width);
  const right = letters.reduce((most, piece) => Math.max(most, piece.right), 0);
  return { letters: letters.length, wideness: highest === 0 ? 0 : (right - left + 1) / highest };
}

/**
 * A lone number of fewer digits than its ink has: of like letters beside each other Tesseract drops one, and reads "110" as "10"
 * however often it is asked at one shape, or takes them for another letter, and reads "11" as "1u".
 */
export function hasLostDigit(words: readonly { readonly text: string }[], piece: Grey): boolean {
  const [word, ...more] = words;
  if (word === undefined || more.length > 0) return false;
  if (isGarbled(word.text)) return true;
  const digits = /^(\d{1,4})[.,]?$/u.exec(word.text)?.[1]?.length;
  if (digits === undefined) return false;
  const { letters, wideness } = measureLetters(piece);
  return letters > digits || wideness > mostWideness * digits + 0.08;
}

/** Digits among letters and marks that digits are taken for: "1u", "l0", "1\"", "2O", and no unit or number of a paper. */
export function isGarbled(text: string): boolean {
  return /^[\dbilnosuz|!"'’”“[\]]{2,5}[.,]?$/iu.test(text) && /\d/u.test(text) && /[^\d.,]/u.test(text);
}

/** Widest digit of office fonts, over its height, with the gap behind it. */
const mostWideness = 0.85;
