import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { init } from '@embedpdf/pdfium';

/** The functions of PDFium this product calls; pointers and handles are numbers, strings are UTF-8. */
export interface Pdfium {
  readonly pdfium: {
    readonly HEAPU8: Uint8Array;
    readonly wasmExports: {
      readonly malloc: (size: number) => number;
      readonly free: (pointer: number) => void;
    };
  };
  readonly PDFiumExt_Init: () => void;
  readonly FPDF_LoadMemDocument: (bytes: number, size: number, password: string) => number;
  readonly FPDF_CloseDocument: (document: number) => void;
  readonly FPDF_GetLastError: () => number;
  readonly FPDF_GetPageCount: (document: number) => number;
  readonly FPDF_DocumentHasValidCrossReferenceTable: (document: number) => boolean;
  readonly FPDF_LoadPage: (document: number, index: number) => number;
  readonly FPDF_ClosePage: (page: number) => void;
  readonly FPDF_GetPageWidthF: (page: number) => number;
  readonly FPDF_GetPageHeightF: (page: number) => number;
  readonly FPDFBitmap_Create: (width: number, height: number, alpha: number) => number;
  readonly FPDFBitmap_FillRect: (
    bitmap: number,
    left: number,
    top: number,
    width: number,
    height: number,
    color: number,
  ) => void;
  readonly FPDF_RenderPageBitmap: (
    bitmap: number,
    page: number,
    left: number,
    top: number,
    width: number,
    height: number,
    rotate: number,
    flags: number,
  ) => void;
  readonly FPDFBitmap_GetBuffer: (bitmap: number) => number;
  readonly FPDFBitmap_GetStride: (bitmap: number) => number;
  readonly FPDFBitmap_Destroy: (bitmap: number) => void;
  readonly FPDF_GetPageBoundingBox: (page: number, rectangle: number) => boolean;
  readonly FPDFPage_GetRotation: (page: number) => number;
  readonly FPDFPage_GetAnnotCount: (page: number) => number;
  readonly FPDFPage_GetAnnot: (page: number, index: number) => number;
  readonly FPDFPage_CloseAnnot: (annotation: number) => void;
  readonly FPDFAnnot_GetSubtype: (annotation: number) => number;
  readonly FPDFAnnot_GetFileAttachment: (annotation: number) => number;
  readonly FPDFDoc_GetAttachmentCount: (document: number) => number;
  readonly FPDFDoc_GetAttachment: (document: number, index: number) => number;
  readonly FPDFAttachment_GetName: (attachment: number, buffer: number, size: number) => number;
  readonly FPDFAttachment_GetFile: (
    attachment: number,
    buffer: number,
    size: number,
    neededSize: number,
  ) => boolean;
  readonly FPDF_GetSignatureCount: (document: number) => number;
  readonly FPDFPage_Flatten: (page: number, usage: number) => number;
  readonly FPDFPage_CountObjects: (page: number) => number;
  readonly FPDFPage_GetObject: (page: number, index: number) => number;
  readonly FPDFFormObj_CountObjects: (form: number) => number;
  readonly FPDFFormObj_GetObject: (form: number, index: number) => number;
  readonly FPDFPageObj_GetType: (object: number) => number;
  readonly FPDFPageObj_GetMatrix: (object: number, matrix: number) => boolean;
  readonly FPDFPageObj_GetBounds: (
    object: number,
    left: number,
    bottom: number,
    right: number,
    top: number,
  ) => boolean;
  readonly FPDFPageObj_GetStrokeWidth: (object: number, width: number) => boolean;
  readonly FPDFPageObj_GetStrokeColor: (
    object: number,
    r: number,
    g: number,
    b: number,
    a: number,
  ) => boolean;
  readonly FPDFPageObj_GetFillColor: (object: number, r: number, g: number, b: number, a: number) => boolean;
  readonly FPDFPageObj_GetClipPath: (object: number) => number;
  readonly FPDFClipPath_CountPaths: (clip: number) => number;
  readonly FPDFClipPath_CountPathSegments: (clip: number, path: number) => number;
  readonly FPDFClipPath_GetPathSegment: (clip: number, path: number, segment: number) => number;
  readonly FPDFPath_CountSegments: (path: number) => number;
  readonly FPDFPath_GetPathSegment: (path: number, index: number) => number;
  readonly FPDFPath_GetDrawMode: (path: number, fill: number, stroke: number) => boolean;
  readonly FPDFPathSegment_GetType: (segment: number) => number;
  readonly FPDFPathSegment_GetPoint: (segment: number, x: number, y: number) => boolean;
  readonly FPDFPathSegment_GetClose: (segment: number) => boolean;
  readonly FPDFTextObj_GetTextRenderMode: (object: number) => number;
  readonly FPDFTextObj_GetFont: (object: number) => number;
  readonly FPDFFont_GetBaseFontName: (font: number, buffer: number, size: number) => number;
  readonly FPDFText_LoadPage: (page: number) => number;
  readonly FPDFText_ClosePage: (text: number) => void;
  readonly FPDFText_CountChars: (text: number) => number;
  readonly FPDFText_GetUnicode: (text: number, index: number) => number;
  readonly FPDFText_IsGenerated: (text: number, index: number) => number;
  readonly FPDFText_IsHyphen: (text: number, index: number) => number;
  readonly FPDFText_HasUnicodeMapError: (text: number, index: number) => number;
  readonly FPDFText_GetTextObject: (text: number, index: number) => number;
  readonly FPDFText_GetFontSize: (text: number, index: number) => number;
  readonly FPDFText_GetMatrix: (text: number, index: number, matrix: number) => boolean;
  readonly FPDFText_GetCharOrigin: (text: number, index: number, x: number, y: number) => boolean;
  readonly FPDFText_GetLooseCharBox: (text: number, index: number, rectangle: number) => boolean;
  readonly FPDFText_GetCharBox: (
    text: number,
    index: number,
    left: number,
    right: number,
    bottom: number,
    top: number,
  ) => boolean;
}

let loading: Promise<Pdfium> | undefined;

/**
 * Loads PDFium, once a process (WASM of 4.6 MB, about 30 ms).
 * @throws when the package's pdfium.wasm is missing: a broken installation, not bad input.
 */
export function loadPdfium(): Promise<Pdfium> {
  loading ??= startPdfium();
  return loading;
}

/** Forgets the instance after a trap inside WASM: its memory can no longer be trusted, the next file gets a new one. */
export function dropPdfium(): void {
  loading = undefined;
}

/** A trap of the WASM; a stack used up by nesting comes as RangeError. */
export function isPdfiumTrap(error: unknown): boolean {
  return error instanceof RangeError || (error instanceof Error && error.name === 'RuntimeError');
}

/** Where the WASM lies; a bundle keeps the package outside or copies it so that this resolves. */
function locatePdfiumWasm(): string {
  return createRequire(import.meta.url).resolve('@embedpdf/pdfium/pdfium.wasm');
}

async function startPdfium(): Promise<Pdfium> {
  const wasm = await readFile(locatePdfiumWasm());
  const settings = {
    wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) as ArrayBuffer,
    // PDFium complains about broken fonts on stderr, where only faults of ours belong.
    print: () => undefined,
    printErr: () => undefined,
  };
  const pdfium = (await init(settings)) as unknown as Pdfium;
  pdfium.PDFiumExt_Init();
  return pdfium;
}
