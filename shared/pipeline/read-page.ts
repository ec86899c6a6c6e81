import type { PictureReading } from '../domain/read-file.ts';
import type { Commit } from '../ports/store.ts';
import { inRun } from './assess-dossier-job.ts';
import { keepDrawnPages } from './draw-pages.ts';
import { encodeJson } from './json-blob.ts';
import { readingInput } from './reading-input.ts';
import { mailFolder, partRecord, readPart } from './records.ts';
import type { World } from './world.ts';

/** Name among the mail's blobs of what reading the picture of one page gave. */
export const pictureName = (part: string, page: number, run?: number): string =>
  `${inRun(`picture-${part}-${page}`, run)}.json`;

/** Stage 2b: reads the picture of one page in isolation and keeps it; the last page asks for the part to be joined. */
export async function readPage(
  payload: { readonly mail: string; readonly part: string; readonly page: number },
  world: World,
): Promise<Commit> {
  const { mail, part, page } = payload;
  await keepPicture({ ...payload, world });
  // Read after the slow work: meanwhile other pages have counted down.
  const entry = await readPart(world.store, mail, part);
  if (entry?.body.pictures === undefined) throw new Error(`page ${page} belongs to no part`);
  const left = entry.body.pictures.left - 1;
  return {
    writes: [
      {
        kind: 'put-if-version',
        record: partRecord({ ...entry.body, pictures: { ...entry.body.pictures, left } }),
        version: entry.version,
      },
    ],
    jobs:
      left > 0
        ? []
        : [
            {
              id: inRun(`join-pages:${mail}:${part}`, entry.body.run),
              stage: 'join-pages',
              payload: { mail, part },
            },
          ],
  };
}

/** Reads the page, unless an earlier try kept it: a conflict on the countdown must not read it twice. */
async function keepPicture(input: {
  readonly mail: string;
  readonly part: string;
  readonly page: number;
  readonly world: World;
}): Promise<void> {
  const { mail, part, page, world } = input;
  const folder = mailFolder(mail);
  const entry = await readPart(world.store, mail, part);
  if (entry === undefined) throw new Error('the part has no entry');
  const name = pictureName(part, page, entry.body.run);
  if ((await world.blobs.get(folder, name)) !== undefined) return;
  const { picture, drawnPages } = await world.reader.read({
    ...(await readingInput(entry.body, world)),
    pictures: page,
  });
  await keepDrawnPages(entry.body, drawnPages, world);
  // A page that broke the reader's bounds is one that could not be read; the other pages still can.
  const kept: PictureReading = picture ?? { page, reading: null };
  await world.blobs.put(folder, name, encodeJson(kept));
}
