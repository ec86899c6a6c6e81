import { createHmac } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDocumentReader } from '../../shared/adapters/local/document-reader.ts';
import { openFileBlobs } from '../../shared/adapters/local/file-blobs.ts';
import { openLocalStore } from '../../shared/adapters/local/local-store.ts';
import { systemClock } from '../../shared/adapters/local/system-clock.ts';
import type { SenderRegistry } from '../../shared/mail/senders.ts';
import { acceptMail } from '../../shared/pipeline/accept-mail.ts';
import type { EndedMail, MailResult } from '../../shared/pipeline/mail-result.ts';
import { mailResult } from '../../shared/pipeline/mail-result.ts';
import { runStage } from '../../shared/pipeline/run-stage.ts';
import type { ActiveRound, World } from '../../shared/pipeline/world.ts';
import type { Blobs } from '../../shared/ports/blobs.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { DocumentReader } from '../../shared/ports/document-reader.ts';
import { startWorkerPool } from './worker-pool.ts';

/** What came of one mail: its public result, and the drafts made for its dossier. */
export interface WorkedOffMail {
  readonly result: MailResult;
  readonly drafts: readonly { readonly file: string; readonly bytes: Uint8Array }[];
  /** Of a mail with dossiers of several communes, one a commune. */
  readonly parts: readonly WorkedOffMail[];
}

/** A fault of the program stopped the work on a mail; other mails go on. */
export class UnfinishedMailError extends Error {
  override readonly name = 'UnfinishedMailError';
}

/** A one-shot office in a fresh store, for the command line and for tests: nothing of it outlives `close`. */
export interface OneShotOffice {
  /** Works one mail off to its end; mails given before it are the dossier's history. @throws UnfinishedMailError */
  workOff(bytes: Uint8Array): Promise<WorkedOffMail>;
  close(): Promise<void>;
}

/** Children that read documents: an office PC has two to four cores. */
const readersAtOnce = 2;

/** Starts the children a command reads documents with; `childPath` is the built `document-child.js`. */
export function startCommandReader(childPath: string): ReturnType<typeof startDocumentReader> {
  return startDocumentReader({ childPath, size: readersAtOnce });
}

/** Names and keys are fixed, so that the same mails give the same output; what they protect is deleted at the end. */
const fixedKey = 'one-shot';

/**
 * The end of today, a millisecond later each time it is asked: mails count in the order they are given, and one without a
 * usable date has the same time in two runs of a day.
 */
function makeCommandClock(): Clock {
  let time = Date.parse(`${systemClock.now().slice(0, 10)}T23:59:59.000Z`);
  return { now: () => new Date((time += 1)).toISOString() };
}

/**
 * Opens an office that lives as long as a command: a store in memory, blobs in a temporary folder, the same stages, workers
 * and isolated readers as the running system.
 */
export async function openOneShotOffice(
  options: {
    readonly rounds: readonly ActiveRound[];
    readonly senders: SenderRegistry | null;
  } & (
    | { readonly childPath: string }
    /** Serves several offices, and is stopped by who started it. */
    | { readonly reader: DocumentReader }
  ),
): Promise<OneShotOffice> {
  const own = 'reader' in options ? undefined : startCommandReader(options.childPath);
  const reader = own ?? (options as { readonly reader: DocumentReader }).reader;
  const folder = await mkdtemp(join(tmpdir(), 'hoso-'));
  const store = openLocalStore({ path: ':memory:' });
  const blobs = await openFileBlobs({
    root: join(folder, 'blobs'),
    keys: join(folder, 'keys'),
    wrappingKey: new Uint8Array(32),
  });
  const world: World = {
    store,
    blobs,
    clock: makeCommandClock(),
    names: { nameOf: (bytes) => createHmac('sha256', fixedKey).update(bytes).digest('hex') },
    reader,
    rounds: options.rounds,
    senders: options.senders,
  };
  const pool = startWorkerPool({
    store,
    run: (job) => runStage(job, world),
    size: 4,
    readers: readersAtOnce,
  });
  return {
    workOff: async (bytes) => {
      const { mail } = await acceptMail(world, { bytes, via: 'command-line', timeFrom: 'headers' });
      await pool.drain();
      const ended = await mailResult(mail, world);
      if (ended === undefined) throw new UnfinishedMailError('the mail was not worked off');
      return withDrafts(ended, blobs);
    },
    close: async () => {
      await pool.stop();
      own?.stop();
      store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The result with the bytes of its drafts. */
async function withDrafts(
  { result, folder, drafts, parts }: EndedMail,
  blobs: Blobs,
): Promise<WorkedOffMail> {
  return {
    result,
    drafts: await Promise.all(
      drafts.map(async ({ file }) => {
        const bytes = folder === null ? undefined : await blobs.get(folder, file);
        if (bytes === undefined) throw new Error('a draft has no blob');
        return { file, bytes };
      }),
    ),
    parts: await Promise.all(parts.map((part) => withDrafts(part, blobs))),
  };
}
