import { makeFinding } from '../domain/finding-catalogue.ts';
import type { Finding } from '../domain/finding.ts';
import type { DrawnPage } from '../domain/page-image.ts';
import type { ParsedDocument } from '../domain/parsed-document.ts';
import type { FormatInput, ReadFile } from '../domain/read-file.ts';
import { maxImagePages, openImage, type OpenedImage } from './decode-image.ts';
import { drawPage } from './draw-page.ts';
import { defineFormat } from './format.ts';
import { toBlocks } from './page-blocks.ts';
import { joinPages } from './pdf-layout.ts';
import { shownSize, toShownPage, type PageReading } from './read-page-image.ts';
import { readPictures } from './read-pictures.ts';
import { sniffKind } from './sniff.ts';

/** Attack: a picture that only looks small; mail systems stop at 50 MB. */
const maxBytes = 80_000_000;

/** Photos and scans: JPEG, PNG, TIFF of several pages, HEIC, WebP, BMP; their letters are read page by page. */
export const imageFormat = defineFormat({
  id: 'image',
  version: 2,
  accepts: (bytes, file) => sniffKind(bytes, file) === 'image',
  parse: parseImage,
});

async function parseImage(input: FormatInput): Promise<ReadFile> {
  const { bytes, file } = input;
  const opened = bytes.length > maxBytes ? 'too-large' : await openImage(bytes);
  if (opened === 'too-large') return unreadable(file, 'ảnh quá lớn (trên 40 triệu điểm ảnh hoặc trên 80 MB)');
  if (opened === 'broken') return unreadable(file, 'ảnh bị hỏng hoặc chưa tải lên đầy đủ');
  const count = Math.min(opened.pages, maxImagePages);
  if (input.draw !== undefined)
    return {
      status: 'partly-read',
      format: 'image',
      drawnPages: await drawPictures(opened, input.draw),
      findings: [],
    };
  const pages = Array.from({ length: count }, (_, index) => index + 1);
  const pictures = await readPictures(input, 'image', pages, (page) => opened.decode(page - 1));
  if ('answer' in pictures) return pictures.answer;
  const { readings, broken } = pictures;
  if (readings.length === 0) return unreadable(file, 'ảnh bị hỏng hoặc chưa tải lên đầy đủ');
  const findings: Finding[] = [];
  if (broken.length > 0) findings.push(unread(file, `trang ${broken.join(', ')} bị hỏng, không mở được`));
  if (opened.pages > count)
    findings.push(
      makeFinding(
        'processing-limit',
        { document: file, read: `${count}`, total: `${opened.pages} trang` },
        { about: file },
      ),
    );
  const illegible = illegiblePages(readings, file);
  findings.push(...illegible);
  const document = joinReadings(readings, 'image', opened.pages);
  if (document.blocks.length === 0 && findings.length === 0)
    findings.push(unread(file, 'ảnh không có chữ nào đọc được'));
  const isPartly =
    document.blocks.length === 0 || broken.length + illegible.length > 0 || opened.pages > count;
  return {
    status: isPartly ? 'partly-read' : 'read',
    format: 'image',
    document,
    ...(pictures.drawn.length === 0 ? {} : { drawnPages: pictures.drawn }),
    findings,
  };
}

/** Pages that could not be read, for a person's eyes; their words are not known. */
async function drawPictures(opened: OpenedImage, pages: readonly number[]): Promise<readonly DrawnPage[]> {
  const drawn: DrawnPage[] = [];
  for (const page of pages.filter((number) => number <= opened.pages)) {
    const decoded = await opened.decode(page - 1);
    if (decoded === null) continue;
    const done = await drawPage(page, decoded.image, shownSize(decoded.image, decoded.dpi), []);
    if (done !== null) drawn.push(done);
  }
  return drawn;
}

/** All pages of a scanned file as one document: tables and sentences that go on overleaf are joined. */
export function joinReadings(
  readings: readonly PageReading[],
  format: ParsedDocument['format'],
  pages: number,
): ParsedDocument {
  const byPage = new Map(readings.map((reading) => [reading.page, reading]));
  return {
    format,
    blocks: toBlocks(joinPages(readings.map((reading) => reading.blocks)), {
      boxOf: (part) => {
        const reading = byPage.get(part.page);
        return reading === undefined ? part : toShownPage(reading, part);
      },
      confidenceOf: (part) => part.confidence,
    }),
    pages,
    scanned: true,
    legacyEncoding: null,
  };
}

/** Says which pages hold letters that cannot be made out, or more of them than were read twice; a picture without letters is a note only. */
export function illegiblePages(readings: readonly PageReading[], file: string): readonly Finding[] {
  return readings
    .filter(
      ({ legibility, isCutShort }) =>
        isCutShort === true || (legibility !== 'read' && legibility !== 'blank'),
    )
    .map((reading) => {
      const at = { about: file, source: { file, locator: { kind: 'page', page: reading.page } as const } };
      if (reading.isCutShort === true && reading.legibility === 'read') {
        const left =
          reading.isPartlyUnread === true
            ? 'một phần của trang chưa được đọc'
            : 'một phần số liệu chỉ đọc được một lượt';
        const reason = `trang ${reading.page} quá dày chữ hoặc nhiều nhiễu, ${left}; đề nghị đối chiếu với bản gốc`;
        return makeFinding('unreadable-file', { file, reason }, at);
      }
      return reading.legibility === 'picture'
        ? makeFinding(
            'unreadable-file',
            { file, reason: `trang ${reading.page} là ảnh không có chữ, đề nghị xem trực tiếp` },
            { ...at, severity: 'note' },
          )
        : makeFinding(
            'unreadable-file',
            {
              file,
              reason: `trang ${reading.page} quá mờ hoặc bị che, không đọc được chữ; đề nghị chụp hoặc quét lại`,
            },
            at,
          );
    });
}

function unreadable(file: string, reason: string): ReadFile {
  return { status: 'unreadable', format: 'image', findings: [unread(file, reason)] };
}

function unread(file: string, reason: string): Finding {
  return makeFinding('unreadable-file', { file, reason }, { about: file });
}
