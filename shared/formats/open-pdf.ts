import type { Pdfium } from './pdfium.ts';

/** A document open in PDFium, by its handle there. */
export interface OpenPdf {
  readonly document: number;
  readonly password: string;
  /** To be called once, after all pages are closed. */
  readonly close: () => void;
}

/** Why a document does not open. */
export type PdfFault = 'password' | 'broken' | 'unsupported';

/** FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY. */
const pdfiumError = { password: 4, security: 5 } as const;

/** Opens a document with the first password that fits; its bytes are copied into PDFium's memory until it is closed. */
export function openPdfDocument(
  pdfium: Pdfium,
  bytes: Uint8Array,
  passwords: readonly string[],
): OpenPdf | PdfFault {
  const { malloc, free } = pdfium.pdfium.wasmExports;
  const pointer = malloc(bytes.length);
  if (pointer === 0) return 'broken';
  pdfium.pdfium.HEAPU8.set(bytes, pointer);
  for (const password of passwords) {
    const document = pdfium.FPDF_LoadMemDocument(pointer, bytes.length, password);
    const close = (): void => {
      pdfium.FPDF_CloseDocument(document);
      free(pointer);
    };
    if (document !== 0) return { document, password, close };
    if (pdfium.FPDF_GetLastError() !== pdfiumError.password) break;
  }
  const error = pdfium.FPDF_GetLastError();
  free(pointer);
  if (error === pdfiumError.password) return 'password';
  return error === pdfiumError.security ? 'unsupported' : 'broken';
}
