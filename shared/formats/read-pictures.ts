import type { DrawnPage } from '../domain/page-image.ts';
import type { FormatInput, ReadFile } from '../domain/read-file.ts';
import type { FormatId } from '../domain/parsed-document.ts';
import { drawPage } from './draw-page.ts';
import type { PageImage } from './raster.ts';
import { readPageImage, type PageReading } from './read-page-image.ts';

/** The pictures of a file's pages as read; or the answer to give at once, when only a part of the work was asked for. */
export type PicturesRead =
  | {
      readonly readings: readonly PageReading[];
      readonly broken: readonly number[];
      /** Images of pages read in answer to "ask". */
      readonly drawn: readonly DrawnPage[];
    }
  | { readonly answer: ReadFile };

/** Reads the pictures of these pages (from 1), all of them or as `input.pictures` asks; `decode` gives null for a page that is damaged. */
export async function readPictures(
  input: FormatInput,
  format: FormatId,
  pages: readonly number[],
  decode: (page: number) => Promise<{ readonly image: PageImage; readonly dpi?: number } | null>,
): Promise<PicturesRead> {
  const { pictures } = input;
  const drawn: DrawnPage[] = [];
  const readPage = async (page: number): Promise<PageReading | null> => {
    const decoded = await decode(page);
    if (decoded === null) return null;
    const { reading, words } = await readPageImage(decoded.image, page, decoded.dpi);
    // Whoever reads page by page keeps their images too.
    const image = pictures === undefined ? null : await drawPage(page, decoded.image, reading, words);
    if (image !== null) drawn.push(image);
    return reading;
  };
  const unread = { status: 'partly-read', format, findings: [] } as const;
  if (pictures === 'ask' && pages.length > 1) return { answer: { ...unread, picturedPages: pages } };
  if (typeof pictures === 'number') {
    const picture = { page: pictures, reading: await readPage(pictures) };
    return { answer: { ...unread, picture, drawnPages: drawn } };
  }
  const kept = new Map(
    (Array.isArray(pictures)
      ? (pictures as readonly { page: number; reading: PageReading | null }[])
      : []
    ).map(({ page, reading }) => [page, reading] as const),
  );
  const readings: PageReading[] = [];
  const broken: number[] = [];
  for (const page of pages) {
    const known = kept.get(page);
    const reading = known === undefined ? await readPage(page) : known;
    if (reading === null) broken.push(page);
    else readings.push(reading);
  }
  return { readings, broken, drawn };
}
