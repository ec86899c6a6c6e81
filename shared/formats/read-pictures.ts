import type { FormatInput, ReadFile } from '../domain/read-file.ts';
import type { FormatId } from '../domain/parsed-document.ts';
import type { PageImage } from './raster.ts';
import { readPageImage, type PageReading } from './read-page-image.ts';

/** The pictures of a file's pages as read; or the answer to give at once, when only a part of the work was asked for. */
export type PicturesRead =
  | { readonly readings: readonly PageReading[]; readonly broken: readonly number[] }
  | { readonly answer: ReadFile };

/** Reads the pictures of these pages (from 1), all of them or as `input.pictures` asks; `decode` gives null for a page that is damaged. */
export async function readPictures(
  input: FormatInput,
  format: FormatId,
  pages: readonly number[],
  decode: (page: number) => Promise<{ readonly image: PageImage; readonly dpi?: number } | null>,
): Promise<PicturesRead> {
  const readPage = async (page: number): Promise<PageReading | null> => {
    const decoded = await decode(page);
    return decoded === null ? null : readPageImage(decoded.image, page, decoded.dpi);
  };
  const { pictures } = input;
  const unread = { status: 'partly-read', format, findings: [] } as const;
  if (pictures === 'ask' && pages.length > 1) return { answer: { ...unread, picturedPages: pages } };
  if (typeof pictures === 'number')
    return { answer: { ...unread, picture: { page: pictures, reading: await readPage(pictures) } } };
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
  return { readings, broken };
}
