import { dropPdfium, isPdfiumTrap, loadPdfium } from './pdfium.ts';
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

/** Draws page `number` (from 1) of a PDF as shown; null where PDFium cannot. */
export async function renderPdfPage(
  bytes: Uint8Array,
  password: string,
  number: number,
): Promise<RenderedPage | null> {
  const pdfium = await loadPdfium();
  const { malloc, free } = pdfium.pdfium.wasmExports;
  try {
    const pointer = malloc(bytes.length);
    if (pointer === 0) return null;
    pdfium.pdfium.HEAPU8.set(bytes, pointer);
    const document = pdfium.FPDF_LoadMemDocument(pointer, bytes.length, password);
    const page = document === 0 ? 0 : pdfium.FPDF_LoadPage(document, number - 1);
    let rendered: RenderedPage | null = null;
    if (page !== 0) {
      const inches = [pdfium.FPDF_GetPageWidthF(page) / 72, pdfium.FPDF_GetPageHeightF(page) / 72] as const;
      const shortSide = Math.min(...inches);
      const isPaper = shortSide >= paperSides.least && shortSide <= paperSides.most;
      const wanted = isPaper ? usualDpi : (usualDpi * paperSides.usual) / Math.max(shortSide, 0.1);
      const dpi = Math.min(wanted, Math.sqrt(maxPixels / (inches[0] * inches[1])));
      const width = Math.max(1, Math.round(inches[0] * dpi));
      const height = Math.max(1, Math.round(inches[1] * dpi));
      const bitmap = pdfium.FPDFBitmap_Create(width, height, 0);
      if (bitmap !== 0) {
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xffffffff);
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, drawAnnotations);
        const stride = pdfium.FPDFBitmap_GetStride(bitmap);
        const start = pdfium.FPDFBitmap_GetBuffer(bitmap);
        rendered = { image: toRgb(pdfium.pdfium.HEAPU8, start, stride, width, height), dpi };
        pdfium.FPDFBitmap_Destroy(bitmap);
      }
      pdfium.FPDF_ClosePage(page);
    }
    if (document !== 0) pdfium.FPDF_CloseDocument(document);
    free(pointer);
    return rendered;
  } catch (error) {
    // A hostile page can make the WASM trap or run out of memory; anything else is a bug of ours.
    if (!isPdfiumTrap(error)) throw error;
    dropPdfium();
    return null;
  }
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
