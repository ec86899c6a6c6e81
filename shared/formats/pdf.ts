import type { Finding } from '../domain/finding.ts';
import { makeFinding } from '../domain/finding-catalogue.ts';
import type { LegacyEncoding, ParsedDocument } from '../domain/parsed-document.ts';
import type { FormatInput, ReadFile } from '../domain/read-file.ts';
import { LegacyTally } from './docx-fonts.ts';
import { drawPdfPages } from './draw-pdf-pages.ts';
import { defineFormat } from './format.ts';
import { illegiblePages } from './image.ts';
import { openPdfDocument, type PdfFault } from './open-pdf.ts';
import { toBlocks } from './page-blocks.ts';
import { readPdfAttachments, type PdfAttachments } from './pdf-attachments.ts';
import { readPdfPage, toDisplayed, type PdfPage } from './pdf-characters.ts';
import { joinPages, layOutPage, type PageBlock } from './pdf-layout.ts';
import { buildLines, textOfLine } from './pdf-lines.ts';
import { compareDigits, digitTokens, readDigitsAgain } from './pdf-second-reader.ts';
import { judgePageText } from './pdf-page-text.ts';
import { dropPdfium, isPdfiumTrap, loadPdfium, type Pdfium } from './pdfium.ts';
import { toShownPage, type PageReading } from './read-page-image.ts';
import { readPictures } from './read-pictures.ts';
import { renderPdfPage } from './render-pdf-page.ts';

/** Attack: thousands of pages fill memory and hours of OCR; the longest report of a commune has 40. */
const maxPages = 300;

/** Attack: a few kilobytes that draw one letter millions of times; 300 full pages have 900,000. */
const maxCharacters = 1_500_000;

/** Attack: a file is copied into the memory of the WASM twice over; mail systems stop at 50 MB. */
const maxBytes = 80_000_000;

/** Below any figure that is accepted without a person. */
const doubtfulConfidence = 0.3;

/** Attack: hundreds of pages of noise, each seconds of recognition; the longest report of a commune has 40. */
const maxPicturedPages = 60;

/** PDF files: pages with a text layer by their characters, pages that are pictures, or whose letters nobody can name, by recognition. */
export const pdfFormat = defineFormat({
  id: 'pdf',
  version: 6,
  accepts: hasPdfHeader,
  parse: parsePdf,
});

/** The header may follow up to a kilobyte of junk (ISO 32000-1, appendix H.3.4.1). */
function hasPdfHeader(bytes: Uint8Array): boolean {
  return new TextDecoder('latin1').decode(bytes.subarray(0, 1024)).includes('%PDF-');
}

interface OpenedPdf {
  readonly pages: readonly PdfPage[];
  readonly pageCount: number;
  readonly password: string;
  /** The file's end is missing and PDFium guessed its structure. */
  readonly isRebuilt: boolean;
  readonly cutAt: number | null;
  readonly attachments: PdfAttachments;
  /** Digital signatures; they are not verified. */
  readonly signatures: number;
}

type Opening = OpenedPdf | PdfFault;

async function parsePdf(input: FormatInput): Promise<ReadFile> {
  if (input.bytes.length > maxBytes) return unreadable(input.file, 'tệp quá lớn (trên 80 MB)');
  if (input.draw !== undefined)
    return {
      status: 'partly-read',
      format: 'pdf',
      drawnPages: await drawPdfPages(input, input.draw),
      findings: [],
    };
  const opened = await openPdf(input);
  if (opened === 'password')
    return {
      status: 'unreadable',
      format: 'pdf',
      findings: [makeFinding('password-protected', { file: input.file }, { about: input.file })],
    };
  if (opened === 'broken') return unreadable(input.file, 'tệp PDF bị hỏng hoặc chưa tải lên đầy đủ');
  if (opened === 'unsupported')
    return unreadable(input.file, 'tệp PDF được bảo vệ bằng cách mã hóa chưa hỗ trợ');
  if (opened.pageCount === 0 || opened.pages.length === 0)
    return unreadable(input.file, 'tệp PDF không có trang nào đọc được');
  return understand(input, opened);
}

function unreadable(file: string, reason: string): ReadFile {
  return {
    status: 'unreadable',
    format: 'pdf',
    findings: [makeFinding('unreadable-file', { file, reason }, { about: file })],
  };
}

/** Opens with no password, then with those of the mail; all PDFium calls on the file happen here. */
async function openPdf(input: FormatInput): Promise<Opening> {
  const pdfium = await loadPdfium();
  try {
    return readAllPages(pdfium, input);
  } catch (error) {
    // A hostile file can make the WASM trap or run out of memory; anything else is a bug of ours.
    if (!isPdfiumTrap(error)) throw error;
    dropPdfium();
    return 'broken';
  }
}

function readAllPages(pdfium: Pdfium, input: FormatInput): Opening {
  const opened = openPdfDocument(pdfium, input.bytes, ['', ...input.passwords]);
  if (typeof opened === 'string') return opened;
  const { document, password } = opened;
  try {
    const pageCount = pdfium.FPDF_GetPageCount(document);
    const attachments = readPdfAttachments(pdfium, document, Math.min(pageCount, maxPages));
    const signatures = pdfium.FPDF_GetSignatureCount(document);
    const pages: PdfPage[] = [];
    let characters = 0;
    let cutAt: number | null = null;
    for (let number = 1; number <= pageCount; number++) {
      if (number > maxPages || characters > maxCharacters) {
        cutAt = number - 1;
        break;
      }
      const page = readPdfPage(pdfium, document, number);
      if (page === null) continue;
      characters += page.characters.length + page.hidden.length;
      pages.push(page);
    }
    const isRebuilt = !pdfium.FPDF_DocumentHasValidCrossReferenceTable(document) && !hasEndMark(input.bytes);
    return { pages, pageCount, password, isRebuilt, cutAt, attachments, signatures };
  } finally {
    opened.close();
  }
}

/** A whole file ends with %%EOF; senders may append some kilobytes of their own. */
function hasEndMark(bytes: Uint8Array): boolean {
  return new TextDecoder('latin1').decode(bytes.subarray(-4096)).includes('%%EOF');
}

async function understand(input: FormatInput, opened: OpenedPdf): Promise<ReadFile> {
  const { file } = input;
  const findings: Finding[] = [];
  const legacyEncoding = findLegacyEncoding(opened.pages);
  const judged = opened.pages.map((page) => ({ page, kind: judgePageText(page) }));
  const readable = judged.filter((entry) => entry.kind === 'text').map((entry) => entry.page);
  const pictured = judged
    .filter((entry) => entry.kind === 'scanned' || entry.kind === 'garbled')
    .map((entry) => entry.page.number);
  const loaded = new Set(opened.pages.map((page) => page.number));
  const broken = Array.from({ length: opened.cutAt ?? opened.pageCount }, (_, index) => index + 1).filter(
    (number) => !loaded.has(number),
  );

  const pictures = await readPictures(input, 'pdf', pictured.slice(0, maxPicturedPages), (number) =>
    renderPdfPage(input.bytes, opened.password, number),
  );
  if ('answer' in pictures) return pictures.answer;
  const { readings } = pictures;
  const unopened = [...broken];
  broken.push(...pictures.broken);

  const layouts = readable.map((page) => ({ page, blocks: layOutPage(page) }));
  const { unsure, disagreements } = await compareReaders(input, opened.password, layouts);
  findings.push(...disagreements);
  const inOrder = [...layouts.map(({ page, blocks }) => ({ page: page.number, blocks })), ...readings].sort(
    (a, b) => a.page - b.page,
  );
  const blocks = toBlocks(
    joinPages(inOrder.map((page) => page.blocks)),
    placesOf(opened.pages, readings, unsure),
  );

  const isWhollyUnread = readable.length + readings.length === 0;
  const illegible = illegiblePages(readings, file);
  findings.push(...illegible);
  if (unopened.length > 0) findings.push(unread(file, `${namePages(unopened)} bị hỏng, không mở được`));
  if (pictures.broken.length > 0)
    findings.push(
      unread(
        file,
        `ảnh của ${namePages(pictures.broken)} bị hỏng hoặc cần quá nhiều thời gian để đọc; đề nghị xem trực tiếp`,
      ),
    );
  if (opened.isRebuilt)
    findings.push(
      unread(file, 'phần cuối tệp bị thiếu, có thể chưa tải lên đầy đủ; nội dung đọc được có thể không đủ'),
    );
  const readPages = opened.cutAt ?? opened.pageCount;
  const skipped = pictured.slice(maxPicturedPages).length;
  if (readPages < opened.pageCount || skipped > 0)
    findings.push(
      makeFinding(
        'processing-limit',
        { document: file, read: `${readPages - skipped}`, total: `${opened.pageCount} trang` },
        { about: file },
      ),
    );
  const cut = opened.pages.filter((page) => page.cut).map((page) => page.number);
  if (cut.length > 0)
    findings.push(unread(file, `${namePages(cut)} có quá nhiều chữ hoặc hình vẽ, chỉ đọc được một phần`));
  const { members, isMissing } = opened.attachments;
  if (isMissing)
    findings.push(unread(file, 'có tệp đính kèm bên trong không mở được; đề nghị gửi riêng các tệp đó'));
  if (isWhollyUnread && broken.length === 0) findings.push(unread(file, 'các trang đều trống'));
  else if (blocks.length === 0 && findings.length === 0)
    findings.push(unread(file, 'các trang quét không có chữ nào đọc được'));

  const isPartly =
    blocks.length === 0 ||
    illegible.length + broken.length + cut.length + skipped > 0 ||
    opened.isRebuilt ||
    isMissing ||
    opened.cutAt !== null;
  if (opened.signatures > 0)
    findings.push(makeFinding('digitally-signed', { document: file }, { about: file }));
  if (isWhollyUnread && members.length === 0) return { status: 'unreadable', format: 'pdf', findings };
  const document: ParsedDocument = {
    format: 'pdf',
    blocks,
    pages: opened.pageCount,
    scanned: readings.length > readable.length,
    legacyEncoding,
  };
  return {
    status: isPartly ? 'partly-read' : 'read',
    format: 'pdf',
    document,
    ...(members.length === 0 ? {} : { members }),
    ...(pictures.drawn.length === 0 ? {} : { drawnPages: pictures.drawn }),
    findings,
  };
}

function unread(file: string, reason: string): Finding {
  return makeFinding('unreadable-file', { file, reason }, { about: file });
}

/** "trang 2", "các trang 2, 3, 5". */
function namePages(numbers: readonly number[]): string {
  const shown = numbers.slice(0, 20).join(', ');
  const rest = numbers.length > 20 ? ' …' : '';
  return numbers.length === 1 ? `trang ${shown}` : `các trang ${shown}${rest}`;
}

interface PageLayout {
  readonly page: PdfPage;
  readonly blocks: readonly PageBlock[];
}

/** By page number, the runs of digits only this reader has. */
type UnsureDigits = ReadonlyMap<number, ReadonlySet<string>>;

/** Compares what every page says in digits with what the second reader finds there. */
async function compareReaders(
  input: FormatInput,
  password: string,
  layouts: readonly PageLayout[],
): Promise<{ readonly unsure: UnsureDigits; readonly disagreements: readonly Finding[] }> {
  const unsure = new Map<number, ReadonlySet<string>>();
  const disagreements: Finding[] = [];
  // Form fields and notes drawn into the page are unknown to the second reader.
  const comparable = layouts.filter(({ page }) => !page.flattened && !page.cut);
  const numbers = comparable.map(({ page }) => page.number);
  const again = await readDigitsAgain(input.bytes, password, numbers);
  for (const { page, blocks } of comparable) {
    const second = again?.get(page.number);
    if (second === undefined) continue;
    const invisible = buildLines(page.hidden).map((line) => textOfLine(line.words));
    const { onlyFirst, onlySecond } = compareDigits(
      blocks.flatMap(textsOf).flatMap(digitTokens),
      second,
      // Text printed twice for boldness is there twice in drawing order.
      [...invisible, drawnText(page)].flatMap(digitTokens),
    );
    if (onlyFirst.length === 0 && onlySecond.length === 0) continue;
    unsure.set(page.number, new Set(onlyFirst));
    disagreements.push(
      makeFinding(
        'readers-disagree',
        { file: input.file, place: `trang ${page.number}` },
        { about: input.file, source: { file: input.file, locator: { kind: 'page', page: page.number } } },
      ),
    );
  }
  return { unsure, disagreements };
}

function textsOf(block: PageBlock): readonly string[] {
  return block.kind === 'paragraph' ? [block.text] : block.table.cells.map((cell) => cell.text);
}

function drawnText(page: PdfPage): string {
  return [...page.characters]
    .sort((a, b) => a.index - b.index)
    .map((character) => character.text)
    .join('');
}

function placesOf(
  pages: readonly PdfPage[],
  readings: readonly PageReading[],
  unsure: UnsureDigits,
): Parameters<typeof toBlocks>[1] {
  const pageOf = new Map(pages.map((page) => [page.number, page]));
  const readingOf = new Map(readings.map((reading) => [reading.page, reading]));
  return {
    boxOf: (part) => {
      const reading = readingOf.get(part.page);
      const page = pageOf.get(part.page);
      if (reading !== undefined) return toShownPage(reading, part);
      return page === undefined ? part : toDisplayed(page, part);
    },
    confidenceOf: (part) => {
      const differing = unsure.get(part.page);
      const isUnsure =
        part.doubtful ||
        (differing !== undefined && digitTokens(part.text).some((token) => differing.has(token)));
      return isUnsure ? doubtfulConfidence : part.confidence;
    },
  };
}

/** The old 8-bit Vietnamese encoding the pages are written in, by the fonts' names and the letters met. */
function findLegacyEncoding(pages: readonly PdfPage[]): LegacyEncoding | null {
  const tally = new LegacyTally();
  for (const page of pages) {
    const texts = new Map<string, string>();
    for (const { font, text } of page.characters) texts.set(font, (texts.get(font) ?? '') + text);
    for (const [font, text] of texts) tally.add(text, font);
  }
  const encoding = tally.result();
  return encoding === 'nfd' ? null : encoding;
}
