import { recognizeWords, type OcrWord } from './ocr.ts';
import { hasLostDigit } from './measure-letters.ts';
import { cropGrey, scaleGrey, type Grey, type PixelBox } from './raster.ts';

/** Confidence of a recognised word that counts as read, and of one that does not. */
export const wordConfidence = { sure: 0.97, unsure: 0.8 } as const;

/** Tesseract's own confidence below which a word is not believed even when read twice alike. */
export const leastOwnConfidence = 0.7;

const inkLevel = 150;
/** Fewer dark pixels are dust. */
const leastInk = 14;
/** White around the letters of a piece; without it Tesseract loses the first and last one. */
const margin = 12;

/**
 * Attack: a page of noise, or in letters Tesseract does not know, has every piece read three times. A dense table of a commune
 * (250 cells) needs 7 million pixels, its first reading included; this is some 10 seconds of a processor.
 */
const maxPiecePixels = 14_000_000;

/**
 * Attack: a page full of small letters of another script takes a minute: Tesseract's time goes by the letters it considers, and by
 * how little it believes in them. The fullest scans of communes tried need some 4 000 a page over all readings; of a script it
 * does not know this is some 15 seconds of a processor with all else that a page takes.
 */
const maxPageLetters = 5_500;

/** What a page may still have read; what comes after it is spent stays as read last, its figures unsure, or unread. */
export interface Rereading {
  /** Of pieces read by themselves. */
  pixels: number;
  /** Of all that was read, those Tesseract does not believe in twice. */
  letters: number;
  /** Tables read as a whole, in pages. */
  wholes: number;
  /** Effort of reading a pixel where the page has most letters. */
  readonly density: number;
  isCutShort: boolean;
  /** Some pieces were not read at all. */
  isPartlyUnread: boolean;
}

/** @param samples words already read to see how the page lies. @param density effort of reading a pixel of the densest part of the page. */
export function startRereading(samples: readonly OcrWord[], density: number): Rereading {
  return {
    pixels: maxPiecePixels,
    letters: maxPageLetters - effortOf(samples),
    wholes: 1.5,
    density,
    isCutShort: false,
    isPartlyUnread: false,
  };
}

/** Of reading these words, in letters. */
export function effortOf(words: readonly OcrWord[]): number {
  return words.reduce((sum, { text, confidence }) => sum + text.length * (confidence < 0.6 ? 2 : 1), 0);
}

/** A word in pixels of the page, with the confidence that came of reading it once or more. */
export type ReadWord = OcrWord;

/**
 * Reads the cells of a table: the table as a whole, which sees a short text among others like it, and each cell by itself, which
 * loses none.
 */
export async function readTableCells(
  page: Grey,
  table: PixelBox,
  cells: readonly PixelBox[],
  rereading: Rereading,
): Promise<readonly ReadWord[]> {
  const around = toPage(await readWhole(page, table, rereading), table);
  const words: ReadWord[] = [];
  for (const cell of cells) {
    const inside = around.filter((word) => isInside(word, cell));
    words.push(...(await readPiece(page, cell, 'cell', rereading, inside)));
  }
  return words;
}

/** Nothing when the page's tables together are larger than the page (tables inside tables), or hold more letters than may be read. */
async function readWhole(page: Grey, table: PixelBox, rereading: Rereading): Promise<readonly ReadWord[]> {
  const piece = cropGrey(page, table, 0);
  const share = (piece.width * piece.height) / (page.width * page.height);
  if (share > rereading.wholes) return [];
  if (piece.width * piece.height * rereading.density > rereading.letters) return [];
  rereading.wholes -= share;
  const words = await readScaled(piece, 1, 'block');
  rereading.letters -= effortOf(words);
  return words;
}

function isInside(word: ReadWord, cell: PixelBox): boolean {
  const [x, y] = [(word.left + word.right) / 2, (word.top + word.bottom) / 2];
  return x >= cell.left && x < cell.right && y >= cell.top && y < cell.bottom;
}

/**
 * Reads a piece of a page (a cell, a line) and each piece with figures again, enlarged otherwise and laid out otherwise:
 * a figure is sure when two readings agree on its digits and Tesseract is. Where they differ a third decides, as unsure.
 * @param around words read at its place together with all that surrounds it: a reading that owes nothing to the others.
 */
export async function readPiece(
  page: Grey,
  box: PixelBox,
  kind: 'cell' | 'line',
  rereading: Rereading,
  around: readonly ReadWord[] = [],
): Promise<readonly ReadWord[]> {
  const ink = findInk(page, box);
  if (ink === null) return [];
  const piece = cropGrey(page, ink, 0);
  const words = await readInk(piece, kind, rereading, toPage(around, { left: -ink.left, top: -ink.top }));
  return toPage(hasLostDigit(words, piece) ? words.map(asUnsureFigure) : words, ink);
}

/** How much a piece is enlarged when it is read for the first time. */
const firstFactor = 1.4;

async function readInk(
  piece: Grey,
  kind: 'cell' | 'line',
  rereading: Rereading,
  around: readonly ReadWord[],
): Promise<readonly ReadWord[]> {
  const isLine = kind === 'line' || piece.height < 48;
  const enlarged = piece.width * piece.height * firstFactor ** 2;
  // What nobody has read yet is read as long as any letters are.
  if (rereading.letters <= 0 || (around.length > 0 && enlarged > rereading.pixels)) {
    if (around.length === 0) rereading.isPartlyUnread = true;
    rereading.isCutShort = true;
    return around.map(asUnsure);
  }
  rereading.pixels -= enlarged;
  const first = await readScaled(piece, firstFactor, kind === 'line' ? 'line' : 'block');
  rereading.letters -= effortOf(first);
  const isPlain = first.every((word) => !looksLikeFigure(word.text));
  if (isPlain && first.length > 0 && first.every((word) => word.confidence >= 0.6))
    return (isBetterText(around, first) ? around : first).map(asLetters);
  const isLost = (words: readonly ReadWord[]): boolean => hasLostDigit(words, piece);
  if (sameFigures(first, around) && isSure(first, around) && !isLost(first)) return judge(first, around);
  const second = isLost(first)
    ? await readAgain(piece, 1, 'line', rereading, stretched)
    : await readAgain(piece, 1, isLine ? 'line' : 'block', rereading);
  if (second === null) return first.map(asUnsure);
  if (isPlain && !second.some((word) => looksLikeFigure(word.text)))
    return (meanOf(second) > meanOf(first) ? second : first).map(asLetters);
  const isDenied = digitsOf(around) !== '' && !sameFigures(first, around);
  if (sameFigures(first, second) && !isDenied && !isLost(first)) return judge(first, second);
  if (sameFigures(second, around) && isSure(second, around) && !isLost(second)) return judge(second, around);
  const third =
    isLost(second) && !isLost(first)
      ? await readAgain(piece, 1, 'line', rereading, stretched)
      : await readAgain(piece, 2, 'block', rereading);
  const whole = [first, second, third ?? [], around].filter((words) => words.length > 0 && !isLost(words));
  const readings = whole.length > 0 ? whole : [first, second, third ?? []];
  return judge(chooseReading(readings, whole.includes(around) ? around : []), []).map(asUnsureFigure);
}

/** Of readings that do not all agree: the one two have, the one that proves itself, the one of the whole table, the surest. */
function chooseReading(
  readings: readonly (readonly ReadWord[])[],
  around: readonly ReadWord[],
): readonly ReadWord[] {
  const pair = readings.find((one, at) => readings.slice(at + 1).some((other) => sameFigures(one, other)));
  const chosen = pair ?? readings.find(agreesWithItself);
  if (chosen !== undefined) return chosen;
  if (digitsOf(around) !== '' && isSure(around)) return around;
  return readings.reduce((best, one) => (meanOf(one) > meanOf(best) ? one : best));
}

/** Letters read with more certainty, none of them passed over, and no figure where the other has none. */
function isBetterText(words: readonly ReadWord[], than: readonly ReadWord[]): boolean {
  const lengthOf = (some: readonly ReadWord[]): number =>
    some.reduce((sum, word) => sum + word.text.length, 0);
  return digitsOf(words) === '' && meanOf(words) > meanOf(than) && lengthOf(words) >= 0.9 * lengthOf(than);
}

/** Each reading has all its figures from letters Tesseract believes in. */
function isSure(...readings: readonly (readonly ReadWord[])[]): boolean {
  return readings.every((words) =>
    words.every((word) => !/\d/u.test(word.text) || word.confidence >= leastOwnConfidence),
  );
}

function asUnsureFigure(word: ReadWord): ReadWord {
  return looksLikeFigure(word.text) ? asUnsure(word) : word;
}

/** Letters drawn wider stand apart, so that two alike are not taken for one. */
export const stretched = 1.5;

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

/** The figures of these words, and nothing else of them. */
export const digitsOf = (words: readonly ReadWord[]): string =>
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

/** The words of the surer of two readings, its figures sure where the other has the same and Tesseract believes in both. */
function judge(one: readonly ReadWord[], two: readonly ReadWord[]): readonly ReadWord[] {
  const [best, other] = meanOf(two) > meanOf(one) ? [two, one] : [one, two];
  return best.map((word) => {
    if (!/\d/u.test(word.text)) return asLetters(word);
    const digits = digitsOf([word]);
    const twin = other.find((same) => digitsOf([same]) === digits);
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

/** A word that a person has to look at. */
export function asUnsure(word: ReadWord): ReadWord {
  return { ...word, confidence: wordConfidence.unsure };
}

/** Reads a piece once more, enlarged by `factor` and drawn wider by `stretch`; null when the page has no more to spend. */
export async function readAgain(
  piece: Grey,
  factor: number,
  segmentation: 'block' | 'line',
  rereading: Rereading,
  stretch = 1,
): Promise<readonly ReadWord[] | null> {
  const pixels = piece.width * piece.height * factor ** 2 * stretch;
  if (pixels > rereading.pixels || rereading.letters <= 0) {
    rereading.isCutShort = true;
    return null;
  }
  rereading.pixels -= pixels;
  const words = await readScaled(piece, factor, segmentation, stretch);
  rereading.letters -= effortOf(words);
  return words;
}

async function readScaled(
  piece: Grey,
  factor: number,
  segmentation: 'block' | 'line',
  stretch = 1,
): Promise<readonly ReadWord[]> {
  const scaled = factor * stretch === 1 ? piece : scaleGrey(piece, factor, factor * stretch);
  const framed = cropGrey(scaled, { left: 0, top: 0, right: scaled.width, bottom: scaled.height }, margin);
  const words = await recognizeWords(framed, segmentation);
  const back = (value: number): number => (value - margin) / factor;
  return words.map((word) => ({
    text: word.text,
    line: word.line,
    confidence: word.confidence,
    left: back(word.left) / stretch,
    right: back(word.right) / stretch,
    top: back(word.top),
    bottom: back(word.bottom),
    baseline: back(word.baseline),
    size: word.size / factor,
  }));
}

/** Words of a piece that begins at `at`, in pixels of its page. */
export function toPage(words: readonly ReadWord[], at: Pick<PixelBox, 'left' | 'top'>): readonly ReadWord[] {
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
