import type { PlacedText } from './draw-page.ts';
import { mapRectangle, type Homography } from './homography.ts';
import { recognizeWords, type OcrWord } from './ocr.ts';
import { eraseRules, findPageRules } from './page-rules.ts';
import type { PdfCharacter, PdfPage, Rectangle, Rule } from './pdf-characters.ts';
import { findGrids } from './pdf-grids.ts';
import { layOutPage, type PageBlock } from './pdf-layout.ts';
import { findPage, preparePage, setUpright, type PreparedPage, type SourcePage } from './prepare-page.ts';
import { cropGrey, type Grey, type PageImage, type PixelBox } from './raster.ts';
import { removeSpecks } from './remove-specks.ts';
import { repairOrdinals } from './repair-ordinals.ts';
import {
  asLetters,
  effortOf,
  readPiece,
  readTableCells,
  startRereading,
  wordConfidence,
  type ReadWord,
} from './read-cells.ts';
import { readLinesAgain } from './read-lines.ts';

/** What reading the picture of one page gave; plain values, so that pages can be read one by one and kept. */
export interface PageReading {
  /** From 1. */
  readonly page: number;
  /** Of the page as shown, in points. */
  readonly width: number;
  readonly height: number;
  /** In points of the straightened page. */
  readonly blocks: readonly PageBlock[];
  /** From the straightened page to the page as shown, in points. */
  readonly toShown: Homography;
  readonly legibility: Legibility;
  /** So much on the page had to be read twice that some of its figures were read once only, and are unsure. */
  readonly isCutShort?: boolean;
  /** It held so many letters that some of its pieces were not read at all. */
  readonly isPartlyUnread?: boolean;
}

/** Words were read; there are letters nobody can make out; a picture of something else; an empty page. */
export type Legibility = 'read' | 'illegible' | 'picture' | 'blank';

/** Letters smaller or larger (in pixels from descender to ascender) are brought to the usual size before reading. */
const leastLetterSize = 24;
const mostLetterSize = 60;
const usualLetterSize = 36;

/** Attack: a page of specks would be read speck by speck. */
const maxPassedOver = 150;

/** Mean confidence of a page whose letters stand upright; one on its head has half of it. */
const uprightConfidence = 0.7;

/** A page is turned from how it was sent only for letters that are read clearly better so: a few words on their head can pass for others. */
const turnMargin = 0.15;

/** Reads the picture of page `page` (from 1): tables, paragraphs, and how sure every figure is; and where its words stand. @param dpi of a scan, where known. */
export async function readPageImage(
  image: PageImage,
  page: number,
  dpi?: number,
): Promise<{ readonly reading: PageReading; readonly words: readonly PlacedText[] }> {
  const source = findPage(image, dpi);
  const { prepared, rules, words, legibility, isCutShort, isPartlyUnread } = await readUpright(source);
  const points = 72 / prepared.dpi;
  const scaled: PdfPage = {
    number: page,
    width: prepared.grey.width * points,
    height: prepared.grey.height * points,
    uprightTurn: 0,
    characters: spellOut(words, points),
    hidden: [],
    rules: rules.map((rule) => scaleRule(rule, points)),
    imageShare: 1,
    pathCount: 0,
    flattened: false,
    cut: false,
  };
  const blocks = layOutPage(scaled).map((block): PageBlock =>
    block.kind === 'table'
      ? { kind: 'table', table: repairOrdinals({ ...block.table, isPictured: true }) }
      : block,
  );
  const shown = shownSize(image, dpi);
  const reading: PageReading = {
    page,
    ...shown,
    blocks,
    toShown: scaleMap(prepared.toSource, points, shown.width / image.width),
    legibility,
    ...(isCutShort ? { isCutShort } : {}),
    ...(isPartlyUnread ? { isPartlyUnread } : {}),
  };
  return { reading, words: words.map((word) => placeOnShown(word, reading, points)) };
}

function placeOnShown(word: ReadWord, reading: PageReading, points: number): PlacedText {
  const scaled = {
    left: word.left * points,
    top: word.top * points,
    right: word.right * points,
    bottom: word.bottom * points,
  };
  return { text: word.text, ...toShownPage(reading, scaled) };
}

/** Size of a picture as shown, in points; one that has no size of its own is shown as large as A4. */
export function shownSize(
  { width, height }: { readonly width: number; readonly height: number },
  dpi?: number,
): { readonly width: number; readonly height: number } {
  const points = dpi === undefined ? a4Width / Math.min(width, height) : 72 / dpi;
  return { width: width * points, height: height * points };
}

/** In points. */
const a4Width = 595.3;

/** Letters in words Tesseract believes in, below which a page says nothing; or these few, where there are hardly any others. */
const leastLetters = 20;
const leastLettersAlone = 8;

function judgeLegibility(grey: Grey, words: readonly ReadWord[]): Legibility {
  const lengthOf = (some: readonly ReadWord[]): number =>
    some.reduce((sum, word) => sum + word.text.length, 0);
  const letters = lengthOf(
    words.filter((word) => word.confidence >= wordConfidence.sure && /\p{L}{2}/u.test(word.text)),
  );
  if (letters >= leastLetters) return 'read';
  if (letters >= leastLettersAlone && letters >= 0.9 * lengthOf(words)) return 'read';
  const dark = grey.pixels.reduce((sum, value) => sum + (value < 150 ? 1 : 0), 0) / grey.pixels.length;
  if (words.length === 0 && dark < 0.001) return 'blank';
  const white = grey.pixels.reduce((sum, value) => sum + (value > 215 ? 1 : 0), 0) / grey.pixels.length;
  return white > 0.75 ? 'illegible' : 'picture';
}

/** A box of the straightened page on the page as shown. */
export function toShownPage(reading: PageReading, box: Rectangle): Rectangle {
  return mapRectangle(reading.toShown, box);
}

function scaleMap(map: Homography, from: number, to: number): Homography {
  const [a, b, c, d, e, f, g, h] = map;
  return [
    (a * to) / from,
    (b * to) / from,
    c * to,
    (d * to) / from,
    (e * to) / from,
    f * to,
    g / from,
    h / from,
  ];
}

function scaleRule(rule: Rule, by: number): Rule {
  return { direction: rule.direction, at: rule.at * by, from: rule.from * by, to: rule.to * by };
}

interface UprightPage {
  readonly prepared: PreparedPage;
  /** In pixels. */
  readonly rules: readonly Rule[];
  readonly words: readonly ReadWord[];
  readonly legibility: Legibility;
  readonly isCutShort: boolean;
  readonly isPartlyUnread: boolean;
}

/**
 * Reads a page turned as its letters stand, and at a size at which they are read best: tables by their cells, the rest as a whole,
 * its figures once more line by line, and what was passed over. A picture of something else has no words.
 */
async function readUpright(source: SourcePage): Promise<UprightPage> {
  const { level, samples, density } = await turnUpright(source);
  const leaning = findPageRules(level.grey, level.dpi);
  const upright = setUpright(source, level, leaning.rules);
  const prepared = upright ?? level;
  const { grey, dpi } = prepared;
  const found = upright === null ? leaning : findPageRules(grey, dpi);
  const points = 72 / dpi;
  const inPoints = found.rules.map((rule) => scaleRule(rule, points));
  const clean = removeSpecks(eraseRules(grey, found, dpi), dpi);
  const rereading = startRereading(samples, density / dpi ** 2);
  const words: ReadWord[] = [];
  const rest: Grey = { ...clean, pixels: clean.pixels.slice() };
  for (const grid of findGrids(inPoints)) {
    const cells = grid.cells.map((cell) => toPixels(cell, dpi, 3));
    words.push(...(await readTableCells(clean, toPixels(grid, dpi, 0), cells, rereading)));
    whiten(rest, toPixels(grid, dpi, -2));
  }
  const lines = await recognizeWords(rest, 'page');
  // What Tesseract makes of leaves and faces is no text, and reading it line by line takes longest.
  if (judgeLegibility(grey, [...words, ...lines.map(asLetters)]) === 'picture')
    return {
      prepared,
      rules: [],
      words: [],
      legibility: 'picture',
      isCutShort: false,
      isPartlyUnread: false,
    };
  words.push(...(await readLinesAgain(rest, lines, rereading)));
  for (const box of findPassedOver(rest, lines))
    words.push(...(await readPiece(rest, box, 'line', rereading)));
  const { isCutShort, isPartlyUnread } = rereading;
  const legibility = judgeLegibility(grey, words);
  return { prepared, rules: found.rules, words, legibility, isCutShort, isPartlyUnread };
}

/** Some lines of a page, read to see how it lies. */
interface PageSample {
  readonly prepared: PreparedPage;
  readonly words: readonly OcrWord[];
  readonly pixels: number;
  readonly letters: number;
  /** Mean over its letters. */
  readonly confidence: number;
  /** Null where there are none. */
  readonly letterSize: number | null;
}

interface LevelPage {
  readonly level: PreparedPage;
  /** All words that were read to find out. */
  readonly samples: readonly OcrWord[];
  /** Effort of reading a square inch where the page has most letters. */
  readonly density: number;
}

/** Letters that show how a page lies; where one way has as many, the others are tried on half the lines. */
const enoughLetters = 200;
const sampledHeight = 280;

/** The page as its letters can be read, by a sample of them: at a usual size, sideways or upside down where they cannot be read as sent. */
async function turnUpright(source: SourcePage): Promise<LevelPage> {
  const first = preparePage(source);
  const guess = first.turns;
  const samples: PageSample[] = [];
  let height = sampledHeight;
  let best: PageSample | null = null;
  for (const turns of guess === 0 ? ([0, 2, 1, 3] as const) : ([1, 3, 0, 2] as const)) {
    const prepared = turns === guess ? first : preparePage(source, turns);
    const sample = await sampleAtUsualSize(source, prepared, height, samples);
    if (sample === null) break;
    if (best === null || sample.confidence > best.confidence + turnMargin) best = sample;
    if (best.confidence >= uprightConfidence && best.letters >= 15) break;
    if (sample.letters >= enoughLetters) height = sampledHeight / 2;
  }
  return {
    level: best?.prepared ?? first,
    samples: samples.flatMap(({ words }) => words),
    density: Math.max(0, ...samples.map((one) => (effortOf(one.words) / one.pixels) * one.prepared.dpi ** 2)),
  };
}

/** Null where the page has nothing like letters. @param taken gets all samples read on the way. */
async function sampleAtUsualSize(
  source: SourcePage,
  prepared: PreparedPage,
  height: number,
  taken: PageSample[],
): Promise<PageSample | null> {
  const sample = await sampleLetters(prepared, height);
  if (sample !== null) taken.push(sample);
  const size = sample?.letterSize ?? usualLetterSize;
  if (size >= leastLetterSize && size <= mostLetterSize) return sample;
  const zoom = Math.min(2, Math.max(0.3, usualLetterSize / size));
  const zoomed = await sampleLetters(preparePage(source, prepared.turns, zoom), height);
  if (zoomed !== null) taken.push(zoomed);
  return zoomed ?? sample;
}

async function sampleLetters(prepared: PreparedPage, height: number): Promise<PageSample | null> {
  const part = densestPart(prepared.grey, height);
  if (part === null) return null;
  const words = await recognizeWords(cropGrey(prepared.grey, part, 10), 'block');
  const letters = words.reduce((sum, word) => sum + word.text.length, 0);
  const sum = words.reduce((total, word) => total + word.confidence * word.text.length, 0);
  return {
    prepared,
    words,
    letters,
    pixels: (part.right - part.left) * (part.bottom - part.top),
    confidence: letters === 0 ? 0 : sum / letters,
    letterSize: median(words.map((word) => word.size)),
  };
}

/** A piece of the page with many letters: some lines, not the whole width. */
function densestPart(grey: Grey, tallest: number): PixelBox | null {
  const step = 8;
  const [width, height] = [Math.min(grey.width, 1000), Math.min(grey.height, tallest)];
  const columns = Math.floor(grey.width / step);
  const rows = Math.floor(grey.height / step);
  // Sums over all that lies above and to the left, so that a window's ink is four look-ups.
  const sums = new Float64Array((columns + 1) * (rows + 1));
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      let ink = 0;
      for (let y = row * step; y < (row + 1) * step; y += 2)
        for (let x = column * step; x < (column + 1) * step; x += 2)
          if ((grey.pixels[y * grey.width + x] ?? 255) < 140) ink += 1;
      // Solid black is a shadow or a picture.
      if (ink > 14) ink = 0;
      sums[(row + 1) * (columns + 1) + column + 1] =
        ink +
        (sums[row * (columns + 1) + column + 1] ?? 0) +
        (sums[(row + 1) * (columns + 1) + column] ?? 0) -
        (sums[row * (columns + 1) + column] ?? 0);
    }
  const [w, h] = [Math.floor(width / step), Math.floor(height / step)];
  let most = 40;
  let best: PixelBox | null = null;
  for (let row = 0; row + h <= rows; row += 4)
    for (let column = 0; column + w <= columns; column += 4) {
      const at = (r: number, c: number): number => sums[r * (columns + 1) + c] ?? 0;
      const ink = at(row + h, column + w) - at(row, column + w) - at(row + h, column) + at(row, column);
      if (ink <= most) continue;
      most = ink;
      best = { left: column * step, top: row * step, right: (column + w) * step, bottom: (row + h) * step };
    }
  return best;
}

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? null;
}

function toPixels(box: Rectangle, dpi: number, inset: number): PixelBox {
  const scale = dpi / 72;
  return {
    left: Math.round(box.left * scale) + inset,
    top: Math.round(box.top * scale) + inset,
    right: Math.round(box.right * scale) - inset,
    bottom: Math.round(box.bottom * scale) - inset,
  };
}

function whiten(grey: Grey, box: PixelBox): void {
  const left = Math.max(0, box.left);
  const right = Math.min(grey.width, box.right);
  for (let y = Math.max(0, box.top); y < Math.min(grey.height, box.bottom); y++)
    grey.pixels.fill(255, y * grey.width + left, y * grey.width + Math.max(left, right));
}

/** Ink as high as letters where no word was read: Tesseract drops lone figures of columns without rules. */
function findPassedOver(rest: Grey, words: readonly ReadWord[]): readonly PixelBox[] {
  const size = median(words.map((word) => word.size)) ?? usualLetterSize;
  const left: Grey = { ...rest, pixels: rest.pixels.slice() };
  for (const word of words)
    whiten(left, { left: word.left - 6, right: word.right + 6, top: word.top - 8, bottom: word.bottom + 8 });
  return findInkBoxes(left, Math.round(0.5 * size)).filter((box) => {
    const height = box.bottom - box.top;
    return height >= 0.4 * size && height <= 1.8 * size && box.right - box.left >= 0.2 * size;
  });
}

/** Boxes around pieces of ink no further apart than `gap` pixels. */
function findInkBoxes(grey: Grey, gap: number): readonly PixelBox[] {
  const step = Math.max(4, Math.round(gap / 2));
  const columns = Math.ceil(grey.width / step);
  const rows = Math.ceil(grey.height / step);
  const ink = new Uint16Array(columns * rows);
  for (let y = 0; y < grey.height; y++)
    for (let x = 0; x < grey.width; x++)
      if ((grey.pixels[y * grey.width + x] ?? 255) < 140) {
        const at = Math.floor(y / step) * columns + Math.floor(x / step);
        ink[at] = (ink[at] ?? 0) + 1;
      }
  const seen = new Uint8Array(ink.length);
  const boxes: PixelBox[] = [];
  for (let start = 0; start < ink.length && boxes.length < maxPassedOver; start++) {
    if ((ink[start] ?? 0) < 4 || seen[start] === 1) continue;
    seen[start] = 1;
    const stack = [start];
    let [left, right, top, bottom] = [columns, 0, rows, 0];
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      const [x, y] = [at % columns, Math.floor(at / columns)];
      [left, right] = [Math.min(left, x), Math.max(right, x)];
      [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
      for (let ny = Math.max(0, y - 1); ny <= Math.min(rows - 1, y + 1); ny++)
        for (let nx = Math.max(0, x - 2); nx <= Math.min(columns - 1, x + 2); nx++) {
          const next = ny * columns + nx;
          if ((ink[next] ?? 0) < 4 || seen[next] === 1) continue;
          seen[next] = 1;
          stack.push(next);
        }
    }
    boxes.push({
      left: left * step,
      top: top * step,
      right: (right + 1) * step,
      bottom: (bottom + 1) * step,
    });
  }
  return boxes;
}

/** One character per letter, evenly over the word's width: what the layout of born-digital pages works on. */
function spellOut(words: readonly ReadWord[], points: number): readonly PdfCharacter[] {
  const usual = median(words.map((word) => word.size)) ?? usualLetterSize;
  const characters: PdfCharacter[] = [];
  for (const [object, word] of words.entries()) {
    const letters = Array.from(word.text);
    const step = (word.right - word.left) / letters.length;
    // Heights are guesses; near the usual one they are the usual one.
    const size = word.size > 0.7 * usual && word.size < 1.4 * usual ? usual : word.size;
    const shared = {
      top: word.top * points,
      bottom: word.bottom * points,
      y: word.baseline * points,
      size: size * points,
      turn: 0 as const,
      font: '',
      object,
      confidence: word.confidence,
    };
    for (const [index, text] of letters.entries()) {
      const left = (word.left + index * step) * points;
      const right = (word.left + (index + 1) * step) * points;
      characters.push({ ...shared, text, left, right, x: left, index: characters.length });
    }
    const x = (word.right + 0.5) * points;
    characters.push({ ...shared, text: ' ', left: x, right: x, x, index: characters.length });
  }
  return characters;
}
