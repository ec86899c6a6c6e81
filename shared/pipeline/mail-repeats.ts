import type { NewJob, Store, Write } from '../ports/store.ts';
import { startReplay } from './replay-job.ts';
import { listRecords, readIntake, readRecord } from './records.ts';

/*
 *   MAIL#<first mail>   repeat#<mail>   a mail that brought papers this one had brought before
 *
 * A repeated paper is counted once, with the mail that brought it first. Where that mail leaves the dossier, those that repeated it
 * are assessed again: the paper is theirs now.
 */

/** Mails that repeat one; more is a flood of copies, and any of them will do. */
const repeatsFollowed = 30;

const repeatKey = (first: string, mail: string) => ({ partition: `MAIL#${first}`, sort: `repeat#${mail}` });

/** Notes which mails brought papers of this one before. */
export async function noteRepeats(
  mail: string,
  firsts: ReadonlySet<string>,
  store: Store,
): Promise<readonly Write[]> {
  const writes: Write[] = [];
  for (const first of [...firsts].slice(0, repeatsFollowed)) {
    const key = repeatKey(first, mail);
    if (first !== mail && (await readRecord(store, key)) === undefined)
      writes.push({ kind: 'put-if-absent', record: { ...key, schema: 1, body: { mail } } });
  }
  return writes;
}

/** The jobs that assess again the mails that repeated papers of one. */
export async function startRepeats(first: string, store: Store): Promise<readonly NewJob[]> {
  const repeats = await listRecords<{ readonly mail: string }>(store, {
    partition: `MAIL#${first}`,
    from: 'repeat#',
    to: 'repeat#~',
  });
  return Promise.all(
    repeats.slice(0, repeatsFollowed).map(async ({ body: { mail } }) => {
      const intake = await readIntake(store, mail);
      return startReplay({ mail, run: (intake?.body.run ?? 0) + 1, from: 'papers' });
    }),
  );
}
