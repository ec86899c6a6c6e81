import { decodeJson } from './json-blob.ts';
import type { MailWords } from './receive-mail.ts';
import { mailWordsName } from './receive-mail.ts';
import type { PartEntry } from './records.ts';
import { mailFolder } from './records.ts';
import type { World } from './world.ts';

/** The bytes of a part and what may open it. */
export async function readingInput(entry: PartEntry, world: World) {
  const folder = mailFolder(entry.mail);
  const bytes = await world.blobs.get(folder, entry.blob);
  if (bytes === undefined) throw new Error('the part has no bytes');
  const words = await world.blobs.get(folder, mailWordsName);
  const passwords = words === undefined ? [] : decodeJson<MailWords>(words).passwords;
  return { bytes, file: entry.file, passwords };
}
