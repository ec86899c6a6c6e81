import { maxDrawnPages, type DrawnPage, type PageWords } from '../domain/page-image.ts';
import type { Blobs } from '../ports/blobs.ts';
import type { Commit } from '../ports/store.ts';
import { decodeJson, encodeJson } from './json-blob.ts';
import { readingInput } from './reading-input.ts';
import type { PartEntry } from './records.ts';
import { mailFolder, partRecord, readPart } from './records.ts';
import type { World } from './world.ts';

type Part = Pick<PartEntry, 'mail' | 'part'>;

const imageName = (part: string, page: number): string => `page-${part}-${page}.webp`;
const wordsName = (part: string, page: number): string => `page-${part}-${page}.json`;

/**
 * Stage 2a: gives the pages of a document their images, and notes which have one; those read as pictures have theirs already.
 * Follows the reading and holds up nothing: a page that cannot be drawn has no image, and that is all.
 */
export async function drawPages(
  { mail, part }: { readonly mail: string; readonly part: string },
  world: World,
): Promise<Commit> {
  const entry = await readPart(world.store, mail, part);
  if (entry === undefined) throw new Error('the part has no entry');
  // A second delivery of a job that is done.
  if (entry.body.drawn !== undefined || entry.body.pages === null) return { writes: [], jobs: [] };
  const wanted = Array.from({ length: Math.min(entry.body.pages, maxDrawnPages) }, (_, index) => index + 1);
  const drawn = await listDrawn(entry.body, wanted, world.blobs);
  const draw = wanted.filter((page) => !drawn.includes(page));
  if (draw.length > 0) {
    const { drawnPages = [] } = await world.reader.read({ ...(await readingInput(entry.body, world)), draw });
    await keepDrawnPages(entry.body, drawnPages, world);
    drawn.push(...drawnPages.map(({ words }) => words.page));
  }
  return {
    writes: [
      {
        kind: 'put-if-version',
        record: partRecord({ ...entry.body, drawn: drawn.sort((a, b) => a - b) }),
        version: entry.version,
      },
    ],
    jobs: [],
  };
}

async function listDrawn(part: Part, pages: readonly number[], blobs: Blobs): Promise<number[]> {
  const drawn: number[] = [];
  for (const page of pages) if ((await loadPageWords(part, page, blobs)) !== undefined) drawn.push(page);
  return drawn;
}

/** Keeps the images of pages among the mail's blobs; the words last, since they tell that the image is there. */
export async function keepDrawnPages(
  { mail, part }: Part,
  pages: readonly DrawnPage[] | undefined,
  { blobs }: Pick<World, 'blobs'>,
): Promise<void> {
  for (const { words, image } of pages ?? []) {
    await blobs.put(mailFolder(mail), imageName(part, words.page), image);
    await blobs.put(mailFolder(mail), wordsName(part, words.page), encodeJson(words));
  }
}

/** Where the words of a page stand on its image; undefined for a page without one. */
export async function loadPageWords(
  { mail, part }: Part,
  page: number,
  blobs: Pick<Blobs, 'get'>,
): Promise<PageWords | undefined> {
  const kept = await blobs.get(mailFolder(mail), wordsName(part, page));
  return kept === undefined ? undefined : decodeJson<PageWords>(kept);
}

/** The image of a page; undefined for a page without one. */
export function loadPageImage(
  { mail, part }: Part,
  page: number,
  blobs: Pick<Blobs, 'get'>,
): Promise<Uint8Array | undefined> {
  return blobs.get(mailFolder(mail), imageName(part, page));
}
