import type { DrawnPage } from '../domain/page-image.ts';
import type { FormatInput } from '../domain/read-file.ts';
import { drawPage, maxImageSide, screenDpi, type PlacedText } from './draw-page.ts';
import { openPdfDocument } from './open-pdf.ts';
import { readPdfPage, toDisplayed, type PdfPage } from './pdf-characters.ts';
import { buildLines } from './pdf-lines.ts';
import { dropPdfium, isPdfiumTrap, loadPdfium } from './pdfium.ts';
import { renderOpenPage } from './render-pdf-page.ts';

/** Draws these pages (from 1) of a PDF for the screen, with the words of their text layers. Pages that cannot be drawn are left out, and after a trap of PDFium all that follow. */
export async function drawPdfPages(
  { bytes, passwords }: Pick<FormatInput, 'bytes' | 'passwords'>,
  numbers: readonly number[],
): Promise<readonly DrawnPage[]> {
  const drawn: DrawnPage[] = [];
  const pdfium = await loadPdfium();
  try {
    const opened = openPdfDocument(pdfium, bytes, ['', ...passwords]);
    if (typeof opened === 'string') return [];
    for (const number of numbers) {
      const page = readPdfPage(pdfium, opened.document, number);
      const rendered = page === null ? null : renderOpenPage(pdfium, opened.document, number, dpiForScreen);
      if (page === null || rendered === null) continue;
      const done = await drawPage(number, rendered.image, sizeOf(page), wordsOf(page));
      if (done !== null) drawn.push(done);
    }
    opened.close();
  } catch (error) {
    // A hostile page can make the WASM trap or run out of memory; anything else is a bug of ours.
    if (!isPdfiumTrap(error)) throw error;
    dropPdfium();
  }
  return drawn;
}

function dpiForScreen(width: number, height: number): number {
  return Math.min(screenDpi, maxImageSide / Math.max(width, height, 0.1));
}

/** As shown, in points. */
function sizeOf({ width, height, uprightTurn }: PdfPage): {
  readonly width: number;
  readonly height: number;
} {
  return uprightTurn % 2 === 0 ? { width, height } : { width: height, height: width };
}

function wordsOf(page: PdfPage): readonly PlacedText[] {
  return buildLines(page.characters).flatMap((line) =>
    line.words.map((word) => ({ text: word.text, ...toDisplayed(page, word) })),
  );
}
