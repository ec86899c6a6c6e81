import type { Commit, Write } from '../ports/store.ts';
import { decodeJson } from './json-blob.ts';
import { listingKey, listingRecord, wordRecords } from './mail-listing.ts';
import type { MailWords } from './receive-mail.ts';
import { mailWordsName } from './receive-mail.ts';
import { mailFolder, readIntake } from './records.ts';
import type { World } from './world.ts';

/** Brings a mail's place in the lists and the search up to date with its entry; the words only once, they never change. */
export async function listMail(
  { mail }: { readonly mail: string },
  { store, blobs, rounds }: Pick<World, 'store' | 'blobs' | 'rounds'>,
): Promise<Commit> {
  const intake = await readIntake(store, mail);
  if (intake === undefined) throw new Error('there is no such mail');
  const listed = await store.get(listingKey(mail));
  const record = listingRecord(intake.body);
  const place: Write =
    listed === undefined
      ? { kind: 'put-if-absent', record }
      : { kind: 'put-if-version', record, version: listed.version };
  if (listed !== undefined) return { writes: [place], jobs: [] };
  const blob = await blobs.get(mailFolder(mail), mailWordsName);
  const words = blob === undefined ? undefined : decodeJson<MailWords>(blob);
  const communes = rounds.flatMap(({ round }) => round.communes);
  const named = {
    subject: intake.body.subject ?? '',
    files: words?.attachments.filter((file) => !file.signatureImage).map(({ path }) => path) ?? [],
  };
  return {
    writes: [
      place,
      ...wordRecords(intake.body, named, communes).map((one): Write => ({
        kind: 'put-if-absent',
        record: one,
      })),
    ],
    jobs: [],
  };
}
