import { createHash } from 'node:crypto';
import { openLocalStore, type LocalStore } from '../../shared/adapters/local/local-store.ts';
import type { ReadFile } from '../../shared/domain/read-file.ts';
import { illustrationRound } from '../../shared/domain/rounds/illustration.ts';
import { readFile } from '../../shared/formats/registry.ts';
import { acceptMail } from '../../shared/pipeline/accept-mail.ts';
import type { MailResult } from '../../shared/pipeline/mail-result.ts';
import { mailResult } from '../../shared/pipeline/mail-result.ts';
import { runStage } from '../../shared/pipeline/run-stage.ts';
import type { World } from '../../shared/pipeline/world.ts';
import type { Blobs } from '../../shared/ports/blobs.ts';
import type { DocumentReader } from '../../shared/ports/document-reader.ts';
import type { LeasedJob } from '../../shared/ports/store.ts';
import { illustrationRubric } from '../../shared/rubrics/minh-hoa/rubric.ts';
import { makeMovableClock, type MovableClock } from './movable-clock.ts';

/** Blobs in memory, for tests of what is kept and when. */
export interface MemoryBlobs extends Blobs {
  /** "<folder>/<name>" → bytes. */
  readonly kept: ReadonlyMap<string, Uint8Array>;
}

export function openMemoryBlobs(): MemoryBlobs {
  const kept = new Map<string, Uint8Array>();
  return {
    kept,
    put: (folder, name, bytes) => Promise.resolve(void kept.set(`${folder}/${name}`, bytes)),
    get: (folder, name) => Promise.resolve(kept.get(`${folder}/${name}`)),
    erase: (folder) => {
      for (const name of kept.keys()) if (name.startsWith(`${folder}/`)) kept.delete(name);
      return Promise.resolve();
    },
  };
}

// Reading is the slow part and pure: equal bytes of equal names are read once a test file.
const readings = new Map<string, Promise<ReadFile>>();

/** Reads in this process with the real formats. */
export const inProcessReader: DocumentReader = {
  read(input) {
    const key = createHash('sha256')
      .update(input.bytes)
      .update(`\n${input.file}\n${JSON.stringify([input.pictures, input.draw])}`)
      .digest('hex');
    const known = readings.get(key) ?? readFile(input);
    readings.set(key, known);
    return known;
  },
};

/** The stages over the real store, in the round of the invented district, worked by hand. */
export interface PipelineOffice {
  readonly world: World;
  readonly store: LocalStore;
  readonly blobs: MemoryBlobs;
  readonly clock: MovableClock;
  /** Takes a mail in; gives its key. */
  accept(bytes: Uint8Array): Promise<string>;
  /** Works jobs off, one after the other, until none is left. A stage that fails is tried again later. */
  drain(): Promise<void>;
  /** Takes a mail in and works it off. @throws when it did not come to an end. */
  workOff(bytes: Uint8Array): Promise<MailResult>;
}

export function openPipelineOffice(change: Partial<World> = {}): PipelineOffice {
  const clock = makeMovableClock();
  const store = openLocalStore({ path: ':memory:', clock, random: () => 0.5 });
  const blobs = openMemoryBlobs();
  const world: World = {
    store,
    blobs,
    clock,
    names: { nameOf: (bytes) => createHash('sha256').update(bytes).digest('hex') },
    reader: inProcessReader,
    rounds: [{ round: illustrationRound(2023), rubric: illustrationRubric }],
    senders: null,
    ...change,
  };
  const accept = async (bytes: Uint8Array): Promise<string> => {
    clock.advance(1000);
    return (await acceptMail(world, { bytes, via: 'folder', timeFrom: 'headers' })).mail;
  };
  let lastFault: unknown;
  const isAnyLeft = async (): Promise<boolean> => {
    const { waiting, later } = await store.countJobs();
    return waiting + later > 0;
  };
  const drain = async (): Promise<void> => {
    while (await isAnyLeft()) {
      const job = await store.lease({ leaseMs: 60_000 });
      if (job === undefined) clock.advance(600_000);
      else
        await runJob(job, world).catch(async (error: unknown) => {
          lastFault = error;
          await store.fail(job, 'internal-error');
        });
    }
  };
  return {
    world,
    store,
    blobs,
    clock,
    accept,
    drain,
    workOff: async (bytes) => {
      const mail = await accept(bytes);
      await drain();
      const ended = await mailResult(mail, world);
      if (ended === undefined) throw new Error('the mail did not come to an end', { cause: lastFault });
      return ended.result;
    },
  };
}

/** Runs a job until its commit is applied. */
async function runJob(job: LeasedJob, world: World): Promise<void> {
  for (;;) {
    const result = await world.store.commit(await runStage(job, world), job);
    if (result.applied || result.reason === 'lease-lost') return;
  }
}
