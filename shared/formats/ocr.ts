import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Worker } from 'tesseract.js';
import type { Grey, PixelBox } from './raster.ts';

/** A word as recognised, in pixels of the picture given. */
export interface OcrWord extends PixelBox {
  readonly text: string;
  /** 0..1, as Tesseract judges itself. */
  readonly confidence: number;
  /** Words of one line of text share it. */
  readonly line: number;
  /** y of the baseline under the middle of the word. */
  readonly baseline: number;
  /** Height of the line's letters, from descender to ascender, in pixels. */
  readonly size: number;
}

/** How the picture is laid out: a page to be divided, one block of lines, one line (Tesseract's page segmentation modes). */
export type Segmentation = 'page' | 'block' | 'line';

const modes: Readonly<Record<Segmentation, string>> = { page: '3', block: '6', line: '7' };

let starting: Promise<Worker> | undefined;
let mode: Segmentation | undefined;
let queue: Promise<unknown> = Promise.resolve();

/**
 * Reads the words of a picture, top line first; one picture at a time, with one worker kept warm for the process.
 * Rejects when Tesseract or its Vietnamese data is missing: a broken installation, not bad input.
 */
export function recognizeWords(grey: Grey, segmentation: Segmentation): Promise<readonly OcrWord[]> {
  const result = queue.then(() => recognize(grey, segmentation));
  queue = result.catch(() => undefined);
  return result;
}

/** Ends the worker and gives its memory back; the next picture starts another. */
export async function stopRecognition(): Promise<void> {
  const running = starting;
  starting = undefined;
  mode = undefined;
  if (running !== undefined) await (await running).terminate();
}

async function recognize(grey: Grey, segmentation: Segmentation): Promise<readonly OcrWord[]> {
  starting ??= startWorker();
  const worker = await starting;
  if (mode !== segmentation) {
    // The parameter's type is an enum of the package; its values are these strings.
    await worker.setParameters({ tessedit_pageseg_mode: modes[segmentation] as never });
    mode = segmentation;
  }
  const { data: page } = await worker.recognize(asPgm(grey), {}, { blocks: true, text: false });
  const words: OcrWord[] = [];
  let lines = 0;
  for (const block of page.blocks ?? [])
    for (const paragraph of block.paragraphs)
      for (const line of paragraph.lines) {
        const { x0, y0, x1, y1 } = line.baseline;
        lines += 1;
        const slope = x1 === x0 ? 0 : (y1 - y0) / (x1 - x0);
        for (const [index, word] of line.words.entries()) {
          const { bbox } = word;
          const next = line.words[index + 1]?.text.normalize('NFC').trim() ?? '';
          const before = line.words[index - 1]?.text.trim() ?? '';
          const text = mendMarks(mendWord(word.text.normalize('NFC').trim()), next, before);
          if (text === '') continue;
          words.push({
            text,
            line: lines,
            confidence: Math.min(Math.max(word.confidence / 100, 0), 1),
            left: bbox.x0,
            top: bbox.y0,
            right: bbox.x1,
            bottom: bbox.y1,
            baseline: y0 + slope * ((bbox.x0 + bbox.x1) / 2 - x0),
            size: line.rowAttributes.rowHeight,
          });
        }
      }
  return words;
}

/**
 * Puts right what Tesseract regularly takes for something else: every slash for that of small fractions (U+2044), a letter for
 * itself large and small ("tỬử"), and the sign of a submission letter ("47/TTr-UBND"), the only sign of a paper's kind that ends
 * in "r" (Decree 30/2020, annex III).
 */
function mendWord(text: string): string {
  return (/\p{Ll}.*\p{Lu}|\p{Lu}.*\p{Ll}/u.test(text) ? dropTwins(text) : text)
    .replace(/\u2044/gu, '/')
    .replace(/^(\d{1,4})\/[1lIiTÏ¡|!'’`]{1,4}r(?=[-–]\p{Lu})/u, '$1/TTr');
}

/**
 * Puts right the mark of words that Tesseract reads with another and that are none of an office's ("điếm", "tuối", "tống số", "Cá" in answer to a question).
 * @param next the word behind it: Tống is a name too. @param before the word before it.
 */
export function mendMarks(word: string, next: string, before = ''): string {
  if (before.endsWith(':') && /^Cá[.,;]?$/u.test(word)) return word.replace('á', 'ó');
  const isWrong =
    /^["(]?(?:điếm|tuối)[.,:;)"]*$/iu.test(word) ||
    (/^["(]?tống$/iu.test(word) && /^(?:s[ốổ]|cộng|đi[ểế]m|h[ợớ]p|kết|các)(?!\p{L})/iu.test(next));
  return isWrong
    ? word.replace(/[ếốẾỐ]/gu, (letter) => ({ ế: 'ể', ố: 'ổ', Ế: 'Ể', Ố: 'Ổ' })[letter] ?? letter)
    : word;
}

/** Letters beside themselves in the other size. */
function dropTwins(text: string): string {
  let kept = '';
  for (const letter of text) {
    const before = kept.at(-1) ?? '';
    const isTwin = before !== letter && before.toLowerCase() === letter.toLowerCase();
    // The capital a name begins with stays.
    if (!isTwin) kept += letter;
    else if (kept.length > 1) kept = kept.slice(0, -1) + letter.toLowerCase();
  }
  return kept;
}

/** The plainest of the picture formats Leptonica reads: no packing, no copies. */
function asPgm({ width, height, pixels }: Grey): Buffer {
  return Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`, 'ascii'), pixels]);
}

async function startWorker(): Promise<Worker> {
  const { createWorker, OEM } = await import('tesseract.js');
  const languages = dirname(createRequire(import.meta.url).resolve('@tesseract.js-data/vie/package.json'));
  const worker = await createWorker('vie', OEM.LSTM_ONLY, {
    langPath: join(languages, '4.0.0_best_int'),
    gzip: true,
    cacheMethod: 'none',
    // Its messages may quote the picture.
    logger: () => undefined,
    errorHandler: () => undefined,
  });
  await worker.setParameters({
    user_defined_dpi: '200',
    // What it has to say goes to standard error otherwise.
    debug_file: '/dev/null',
    // Gaps between the columns of an unruled table are kept by the boxes of the words.
    preserve_interword_spaces: '0',
  });
  return worker;
}
