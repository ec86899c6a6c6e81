import type { Member } from '../domain/read-file.ts';
import { keepNamesApart, repairFileName } from '../mail/file-name.ts';
import type { Pdfium } from './pdfium.ts';

/** Attack: a PDF of thousands of attached files; the mail of a commune has some twenty files. */
const maxAttachments = 100;

/** Attack: a few kilobytes that unpack to gigabytes; mail systems stop at 50 MB. */
const maxBytes = 80_000_000;

/** The subtype of an annotation that holds a file (ISO 32000-1, 12.5.6.15), as PDFium numbers it. */
const fileAttachment = 17;

/** Files attached to a PDF, to the document as a whole (ISO 32000-1, 7.11.4) or to a place on a page. */
export interface PdfAttachments {
  readonly members: readonly Member[];
  /** Some that are there could not be taken out. */
  readonly isMissing: boolean;
}

/**
 * Takes the attached files out of an open document, looking at its first pages for more; PDFium unpacks them, within the memory of
 * its process. To be called before a page is flattened, which takes its annotations away.
 */
export function readPdfAttachments(pdfium: Pdfium, document: number, pages: number): PdfAttachments {
  const apart = keepNamesApart();
  const members: Member[] = [];
  const taken = new Set<string>();
  let [bytesLeft, isMissing] = [maxBytes, false];
  const take = (attachment: number): void => {
    const name = readName(pdfium, attachment);
    const bytes = members.length >= maxAttachments ? null : readContent(pdfium, attachment, bytesLeft);
    if (bytes === null) {
      isMissing = true;
      return;
    }
    // Writers list a file both in the document and on its page.
    const key = `${name}\0${bytes.length}\0${Buffer.from(bytes.subarray(0, 4096)).toString('latin1')}`;
    if (taken.has(key)) return;
    taken.add(key);
    bytesLeft -= bytes.length;
    members.push({ path: apart(repairFileName(name) || 'Tệp đính kèm'), bytes });
  };
  const count = Math.min(pdfium.FPDFDoc_GetAttachmentCount(document), maxAttachments + 1);
  for (let index = 0; index < count; index++) take(pdfium.FPDFDoc_GetAttachment(document, index));
  for (let index = 0; index < pages; index++) {
    const page = pdfium.FPDF_LoadPage(document, index);
    if (page === 0) continue;
    forEachAttachmentOn(pdfium, page, take);
    pdfium.FPDF_ClosePage(page);
  }
  return { members, isMissing };
}

function forEachAttachmentOn(pdfium: Pdfium, page: number, take: (attachment: number) => void): void {
  const count = Math.min(pdfium.FPDFPage_GetAnnotCount(page), 2_000);
  for (let index = 0; index < count; index++) {
    const annotation = pdfium.FPDFPage_GetAnnot(page, index);
    if (annotation === 0) continue;
    const isFile = pdfium.FPDFAnnot_GetSubtype(annotation) === fileAttachment;
    const attachment = isFile ? pdfium.FPDFAnnot_GetFileAttachment(annotation) : 0;
    if (attachment !== 0) take(attachment);
    pdfium.FPDFPage_CloseAnnot(annotation);
  }
}

function readName(pdfium: Pdfium, attachment: number): string {
  const size = pdfium.FPDFAttachment_GetName(attachment, 0, 0);
  if (size <= 2 || size > 4096) return '';
  return withMemory(pdfium, size, (pointer) => {
    pdfium.FPDFAttachment_GetName(attachment, pointer, size);
    const bytes = pdfium.pdfium.HEAPU8.slice(pointer, pointer + size - 2);
    return new TextDecoder('utf-16le').decode(bytes).normalize('NFC');
  });
}

/** Null when it is damaged or larger than allowed. */
function readContent(pdfium: Pdfium, attachment: number, most: number): Uint8Array | null {
  return withMemory(pdfium, 4, (length) => {
    if (!pdfium.FPDFAttachment_GetFile(attachment, 0, 0, length)) return null;
    const { HEAPU8 } = pdfium.pdfium;
    const size = new DataView(HEAPU8.buffer).getUint32(length, true);
    if (size > most) return null;
    if (size === 0) return new Uint8Array();
    return withMemory(pdfium, size, (pointer) =>
      pointer !== 0 && pdfium.FPDFAttachment_GetFile(attachment, pointer, size, length)
        ? pdfium.pdfium.HEAPU8.slice(pointer, pointer + size)
        : null,
    );
  });
}

function withMemory<T>(pdfium: Pdfium, size: number, use: (pointer: number) => T): T {
  const { malloc, free } = pdfium.pdfium.wasmExports;
  const pointer = malloc(size);
  try {
    return use(pointer);
  } finally {
    free(pointer);
  }
}
