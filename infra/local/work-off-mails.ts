import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDocumentReader } from '../../shared/adapters/local/document-reader.ts';
import { openFileBlobs } from '../../shared/adapters/local/file-blobs.ts';
import { openLocalStore } from '../../shared/adapters/local/local-store.ts';
import { systemClock } from '../../shared/adapters/local/system-clock.ts';
import { createHmac } from 'node:crypto';
import type { SenderRegistry } from '../../shared/mail/senders.ts';
import { acceptMail } from '../../shared/pipeline/accept-mail.ts';
import type { MailResult } from '../../shared/pipeline/mail-result.ts';
import { mailResult } from '../../shared/pipeline/mail-result.ts';
import { runStage } from '../../shared/pipeline/run-stage.ts';
import type { ActiveRound, World } from '../../shared/pipeline/world.ts';
import { startWorkerPool } from './worker-pool.ts';

/** What came of one mail: its public result, and the drafts made for its dossier. */
export interface WorkedOffMail {
  readonly result: MailResult;
  readonly drafts: readonly { readonly file: string; readonly bytes: Uint8Array }[];
}

/** A one-shot office in a fresh store, for the command line and for tests: nothing of it outlives `close`. */
export interface OneShotOffice {
  /** Works one mail off to its end; mails given before it are the dossier's history. @throws when the work stopped short. */
  workOff(bytes: Uint8Array): Promise<WorkedOffMail>;
  close(): Promise<void>;
}

/** Names and keys are fixed, so that the same mails give the same output; what they protect is deleted at the end. */
const fixedKey = 'one-shot';

/**
 * Opens an office that lives as long as a command: a store in memory, blobs in a temporary folder, the same stages, workers
 * and isolated readers as the running system.
 */
export async function openOneShotOffice(options: {
  readonly childPath: string;
  readonly rounds: readonly ActiveRound[];
  readonly senders: SenderRegistry | null;
}): Promise<OneShotOffice> {
  const folder = await mkdtemp(join(tmpdir(), 'hoso-'));
  const store = openLocalStore({ path: ':memory:' });
  const blobs = await openFileBlobs({
    root: join(folder, 'blobs'),
    keys: join(folder, 'keys'),
    wrappingKey: new Uint8Array(32),
  });
  const reader = startDocumentReader({ childPath: options.childPath, size: 2 });
  const world: World = {
    store,
    blobs,
    clock: systemClock,
    names: { nameOf: (bytes) => createHmac('sha256', fixedKey).update(bytes).digest('hex') },
    reader,
    rounds: options.rounds,
    senders: options.senders,
  };
  const pool = startWorkerPool({ store, run: (job) => runStage(job, world), size: 4, readers: 2 });
  return {
    workOff: async (bytes) => {
      const { mail } = await acceptMail(world, { bytes, via: 'command-line', timeFrom: 'headers' });
      await pool.drain();
      const { result, folder: drafted, drafts } = await mailResult(mail, world);
      return {
        result,
        drafts: await Promise.all(
          drafts.map(async ({ file }) => {
            const draft = drafted === null ? undefined : await blobs.get(drafted, file);
            if (draft === undefined) throw new Error('a draft has no blob');
            return { file, bytes: draft };
          }),
        ),
      };
    },
    close: async () => {
      await pool.stop();
      reader.stop();
      store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
