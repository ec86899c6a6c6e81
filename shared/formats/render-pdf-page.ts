import { openPdfDocument } from './open-pdf.ts';
import { dropPdfium, isPdfiumTrap, loadPdfium, type Pdfium } from './pdfium.ts';
import type { PageImage } from './raster.ts';

/** As fine as Tesseract needs. */
const usualDpi = 200;

/** Attack: pages of 5 metres, drawn at 200 dots an inch; A3 has 7.7 million dots. */
const maxPixels = 12_000_000;

/** Sides of paper, in inches; a "page" outside them has a picture set in at a wrong scale, and is drawn as if it were A4. */
const paperSides = { least: 4.5, most: 12.5, usual: 8.27 } as const;

/** A page drawn, and its dots per inch of the page as shown. */
export interface RenderedPage {
  readonly image: PageImage;
  readonly dpi: number;
}

/** Draws page `number` (from 1) of a PDF as shown, for the reading of its letters; null where PDFium cannot. */
export async function renderPdfPage(
  bytes: Uint8Array,
  password: string,
  number: number,
): Promise<RenderedPage | null> {
  const pdfium = await loadPdfium();
  try {
    const opened = openPdfDocument(pdfium, bytes, [password]);
    if (typeof opened === 'string') return null;
    const rendered = renderOpenPage(pdfium, opened.document, number, readingDpi);
    opened.close();
    return rendered;
  } catch (error) {
    // A hostile page can make the WASM trap or run out of memory; anything else is a bug of ours.
    if (!isPdfiumTrap(error)) throw error;
    dropPdfium();
    return null;
  }
}

/** Draws page `number` (from 1) of an open document as shown; null where PDFium cannot. @param dpiOf dots per inch for a page of this size, in inches. */
export function renderOpenPage(
  pdfium: Pdfium,
  document: number,
  number: number,
  dpiOf: (width: number, height: number) => number,
): RenderedPage | null {
  const page = pdfium.FPDF_LoadPage(document, number - 1);
  if (page === 0) return null;
  const inches = [pdfium.FPDF_GetPageWidthF(page) / 72, pdfium.FPDF_GetPageHeightF(page) / 72] as const;
  const dpi = dpiOf(...inches);
  const width = Math.max(1, Math.round(inches[0] * dpi));
  const height = Math.max(1, Math.round(inches[1] * dpi));
  const bitmap = pdfium.FPDFBitmap_Create(width, height, 0);
  let rendered: RenderedPage | null = null;
  if (bitmap !== 0) {
    pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xffffffff);
    pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, drawAnnotations);
    const stride = pdfium.FPDFBitmap_GetStride(bitmap);
    const start = pdfium.FPDFBitmap_GetBuffer(bitmap);
    rendered = { image: toRgb(pdfium.pdfium.HEAPU8, start, stride, width, height), dpi };
    pdfium.FPDFBitmap_Destroy(bitmap);
  }
  pdfium.FPDF_ClosePage(page);
  return rendered;
}

function readingDpi(width: number, height: number): number {
  const shortSide = Math.min(width, height);
  const isPaper = shortSide >= paperSides.least && shortSide <= paperSides.most;
  const wanted = isPaper ? usualDpi : (usualDpi * paperSides.usual) / Math.max(shortSide, 0.1);
  return Math.min(wanted, Math.sqrt(maxPixels / (width * height)));
}

/** FPDF_ANNOT. */
const drawAnnotations = 1;

/** From blue, green, red, nothing. */
function toRgb(heap: Uint8Array, start: number, stride: number, width: number, height: number): PageImage {
  const rgb = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const from = start + y * stride + 4 * x;
      const to = 3 * (y * width + x);
      rgb[to] = heap[from + 2] ?? 255;
      rgb[to + 1] = heap[from + 1] ?? 255;
      rgb[to + 2] = heap[from] ?? 255;
    }
  return { width, height, rgb };
}
