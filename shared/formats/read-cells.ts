import { recognizeWords, type OcrWord } from './ocr.ts';
import { cropGrey, scaleGrey, type Grey, type PixelBox } from './raster.ts';

/** Confidence of a recognised word that counts as read, and of one that does not. */
export const wordConfidence = { sure: 0.97, unsure: 0.8 } as const;

/** Tesseract's own confidence below which a word is not believed even when read twice alike. */
const leastOwnConfidence = 0.7;

const inkLevel = 150;
/** Fewer dark pixels are dust. */
const leastInk = 14;
/** White around the letters of a piece; without it Tesseract loses the first and last one. */
const margin = 12;

/**
 * Attack: a page of noise, or in letters Tesseract does not know, has every piece read three times. A dense table of a commune
 * (250 cells) needs 3 million pixels; this is some 5 seconds of a processor.
 */
const maxPixelsAgain = 8_000_000;

/** What a page may still have read again; what comes after it is spent stays as first read, its figures unsure. */
export interface Rereading {
  pixels: number;
  isCutShort: boolean;
}

export function startRereading(): Rereading {
  return { pixels: maxPixelsAgain, isCutShort: false };
}

/** A word in pixels of the page, with the confidence that came of reading it once or more. */
export type ReadWord = OcrWord;

/**
 * Reads a piece of a page (a cell, a line) and each piece with figures again, enlarged otherwise and laid out otherwise:
 * a figure is sure when two readings agree on its digits and Tesseract is. Where they differ a third decides, as unsure.
 */
export async function readPiece(
  page: Grey,
  box: PixelBox,
  kind: 'cell' | 'line',
  rereading: Rereading,
): Promise<readonly ReadWord[]> {
  const ink = findInk(page, box);
  if (ink === null) return [];
  const piece = cropGrey(page, ink, 0);
  const isLine = kind === 'line' || ink.bottom - ink.top < 48;
  const first = await readScaled(piece, 1.4, kind === 'line' ? 'line' : 'block');
  const isPlain = first.every((word) => !looksLikeFigure(word.text));
  if (isPlain && first.length > 0 && first.every((word) => word.confidence >= 0.6))
    return toPage(first.map(asLetters), ink);
  const second = await readAgain(piece, 1, isLine ? 'line' : 'block', rereading);
  if (second === null) return toPage(first.map(asUnsure), ink);
  if (isPlain && !second.some((word) => looksLikeFigure(word.text)))
    return toPage((meanOf(second) > meanOf(first) ? second : first).map(asLetters), ink);
  if (sameFigures(first, second)) return toPage(judge(first, second), ink);
  const third = (await readAgain(piece, 2, 'block', rereading)) ?? [];
  const consistent = [first, second, third].find(agreesWithItself);
  const [chosen, other] = sameFigures(first, third)
    ? [first, third]
    : sameFigures(second, third)
      ? [second, third]
      : [consistent ?? (meanOf(third) > meanOf(first) ? third : first), []];
  return toPage(
    judge(chosen, other).map((word) =>
      looksLikeFigure(word.text) ? { ...word, confidence: wordConfidence.unsure } : word,
    ),
    ink,
  );
}

/**
 * Reads again the lines of a page that hold figures or letters Tesseract is not sure of, each by itself and enlarged:
 * a figure is sure when both readings agree on it. Of other words the reading it is surer of stands.
 */
export async function readLinesAgain(
  page: Grey,
  words: readonly ReadWord[],
  rereading: Rereading,
): Promise<readonly ReadWord[]> {
  const lines = new Map<number, ReadWord[]>();
  for (const word of words) lines.set(word.line, [...(lines.get(word.line) ?? []), word]);
  const result: ReadWord[] = [];
  for (const line of lines.values()) {
    if (line.every((word) => !/[\d/]/u.test(word.text) && word.confidence >= 0.6)) {
      result.push(...line.map(asLetters));
      continue;
    }
    const box = {
      left: Math.min(...line.map((word) => word.left)) - 3,
      right: Math.max(...line.map((word) => word.right)) + 3,
      top: Math.min(...line.map((word) => word.top)) - 2,
      bottom: Math.max(...line.map((word) => word.bottom)) + 2,
    };
    const piece = cropGrey(page, box, 0);
    const again = await readAgain(piece, 1.4, 'line', rereading);
    if (again === null) {
      result.push(...line.map((word) => (/\d/u.test(word.text) ? asUnsure(word) : asLetters(word))));
      continue;
    }
    const second = toPage(again, box);
    let judged = line.map((word) => compareWord(word, second));
    if (judged.some((word) => /\d/u.test(word.text) && word.confidence < wordConfidence.sure)) {
      const third = toPage((await readAgain(piece, 2, 'block', rereading)) ?? [], box);
      judged = judged.map((word) =>
        word.confidence < wordConfidence.sure ? outvote(word, second, third) : word,
      );
    }
    result.push(...judged);
  }
  return result;
}

/** The words of another reading at the place of a word. */
function atPlace(word: ReadWord, words: readonly ReadWord[]): readonly ReadWord[] {
  return words.filter((other) => {
    const shared = Math.min(word.right, other.right) - Math.max(word.left, other.left);
    return shared > 0.5 * Math.min(word.right - word.left, other.right - other.left);
  });
}

function compareWord(word: ReadWord, second: readonly ReadWord[]): ReadWord {
  const twins = atPlace(word, second);
  const [twin] = twins;
  if (/\d/u.test(word.text) || twins.some((other) => /\d/u.test(other.text))) {
    const own = Math.min(word.confidence, ...twins.map((other) => other.confidence));
    const isSame = twins.length > 0 && digitsOf([word]) === digitsOf(twins);
    const text =
      twins.length === 1 && twin !== undefined && twin.confidence > word.confidence ? twin.text : word.text;
    return {
      ...word,
      text: isSame ? word.text : text,
      confidence: isSame && own >= leastOwnConfidence ? wordConfidence.sure : wordConfidence.unsure,
    };
  }
  const isBetter = twins.length === 1 && twin !== undefined && twin.confidence > word.confidence;
  return asLetters(isBetter ? { ...word, text: twin.text, confidence: twin.confidence } : word);
}

/** Where the third reading has the second's figure, that one stands; unsure it stays. */
function outvote(word: ReadWord, second: readonly ReadWord[], third: readonly ReadWord[]): ReadWord {
  const [one, two] = [atPlace(word, second), atPlace(word, third)];
  return one.length === 1 && two.length > 0 && digitsOf(one) === digitsOf(two)
    ? { ...word, text: one[0]?.text ?? word.text }
    : word;
}

/** Digits, or letters that a lone digit is taken for. */
function looksLikeFigure(text: string): boolean {
  return (
    /\d/u.test(text) ||
    (/^[\p{P}\p{S}]*[\p{L}]{0,2}[\p{P}\p{S}]*$/u.test(text) &&
      !/^(?:có|bé|số|tỷ|vụ|vì|và|em|từ|do|là|ở|bị|ý|kỳ|kế|dự|cả|cơ|y|tế|đủ|đã|xã|tổ|về|ma|hè|lệ)$/iu.test(
        text,
      ))
  );
}

/** A word that is no figure: believed by what Tesseract believes itself. */
export function asLetters(word: ReadWord): ReadWord {
  return { ...word, confidence: word.confidence >= 0.5 ? wordConfidence.sure : wordConfidence.unsure };
}

const digitsOf = (words: readonly ReadWord[]): string =>
  words
    .map((word) => word.text)
    .join(' ')
    .replace(/[^\d.,/%]+/gu, ' ')
    .replace(/(?<!\d)[.,]+|[.,]+(?!\d)/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();

function sameFigures(a: readonly ReadWord[], b: readonly ReadWord[]): boolean {
  return digitsOf(a) === digitsOf(b) && digitsOf(a) !== '';
}

/** The words of the first reading, sure where the second has the same figure and Tesseract believes in both. */
function judge(first: readonly ReadWord[], second: readonly ReadWord[]): readonly ReadWord[] {
  return first.map((word) => {
    if (!/\d/u.test(word.text)) return asLetters(word);
    const digits = digitsOf([word]);
    const twin = second.find((other) => digitsOf([other]) === digits);
    const own = Math.min(word.confidence, twin?.confidence ?? 0);
    return { ...word, confidence: own >= leastOwnConfidence ? wordConfidence.sure : wordConfidence.unsure };
  });
}

function meanOf(words: readonly ReadWord[]): number {
  return words.length === 0 ? 0 : words.reduce((sum, word) => sum + word.confidence, 0) / words.length;
}

/** "45/46 … = 97,8%": the fraction gives the printed rate. */
function agreesWithItself(words: readonly ReadWord[]): boolean {
  const text = words.map((word) => word.text).join(' ');
  const match = /([\d.]+)\s*\/\s*([\d.]+)\D+?([\d,]+)\s*%/u.exec(text);
  if (match === null) return false;
  const [a, b] = [match[1], match[2]].map((part) => Number((part ?? '').replaceAll('.', '')));
  const printed = match[3] ?? '';
  const decimals = printed.split(',')[1]?.length ?? 0;
  return (
    a !== undefined &&
    b !== undefined &&
    b > 0 &&
    Math.abs((100 * a) / b - Number(printed.replace(',', '.'))) <= 0.5 * 10 ** -decimals + 1e-9
  );
}

function asUnsure(word: ReadWord): ReadWord {
  return { ...word, confidence: wordConfidence.unsure };
}

/** Null when the page has no more to spend. */
async function readAgain(
  piece: Grey,
  factor: number,
  segmentation: 'block' | 'line',
  rereading: Rereading,
): Promise<readonly ReadWord[] | null> {
  const pixels = piece.width * piece.height * factor ** 2;
  if (pixels > rereading.pixels) {
    rereading.isCutShort = true;
    return null;
  }
  rereading.pixels -= pixels;
  return readScaled(piece, factor, segmentation);
}

async function readScaled(
  piece: Grey,
  factor: number,
  segmentation: 'block' | 'line',
): Promise<readonly ReadWord[]> {
  const scaled = factor === 1 ? piece : scaleGrey(piece, factor);
  const framed = cropGrey(scaled, { left: 0, top: 0, right: scaled.width, bottom: scaled.height }, margin);
  const words = await recognizeWords(framed, segmentation);
  const back = (value: number): number => (value - margin) / factor;
  return words.map((word) => ({
    text: word.text,
    line: word.line,
    confidence: word.confidence,
    left: back(word.left),
    right: back(word.right),
    top: back(word.top),
    bottom: back(word.bottom),
    baseline: back(word.baseline),
    size: word.size / factor,
  }));
}

function toPage(words: readonly ReadWord[], at: PixelBox): readonly ReadWord[] {
  return words.map((word) => ({
    ...word,
    left: word.left + at.left,
    right: word.right + at.left,
    top: word.top + at.top,
    bottom: word.bottom + at.top,
    baseline: word.baseline + at.top,
  }));
}

/** The box around the ink inside a box, dust left out; null where there is none. */
export function findInk(page: Grey, box: PixelBox): PixelBox | null {
  const left = Math.max(1, Math.round(box.left));
  const right = Math.min(page.width - 1, Math.round(box.right));
  const top = Math.max(1, Math.round(box.top));
  const bottom = Math.min(page.height - 1, Math.round(box.bottom));
  let [x0, x1, y0, y1, count] = [right, left, bottom, top, 0];
  for (let y = top; y < bottom; y++)
    for (let x = left; x < right; x++) {
      const at = y * page.width + x;
      if ((page.pixels[at] ?? 255) >= inkLevel) continue;
      // A lone dark pixel is noise: ink has dark neighbours.
      const beside =
        ((page.pixels[at - 1] ?? 255) < inkLevel ? 1 : 0) +
        ((page.pixels[at + 1] ?? 255) < inkLevel ? 1 : 0) +
        ((page.pixels[at - page.width] ?? 255) < inkLevel ? 1 : 0) +
        ((page.pixels[at + page.width] ?? 255) < inkLevel ? 1 : 0);
      if (beside < 2) continue;
      count += 1;
      x0 = Math.min(x0, x);
      x1 = Math.max(x1, x);
      y0 = Math.min(y0, y);
      y1 = Math.max(y1, y);
    }
  return count < leastInk ? null : { left: x0 - 3, top: y0 - 3, right: x1 + 4, bottom: y1 + 4 };
}
