import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { openFileBlobs } from '../../shared/adapters/local/file-blobs.ts';
import { openLocalStore } from '../../shared/adapters/local/local-store.ts';
import { openOfficeKeys } from '../../shared/adapters/local/office-keys.ts';
import { OfficeInUseError } from '../../shared/adapters/local/process-lock.ts';
import { bundleScript } from '../support/bundle-script.ts';
import { openPlaces } from '../support/killed-office.ts';
import { makeTestDirectory } from '../support/make-test-directory.ts';

const script = await bundleScript('commit-forever');

/** Runs the writer and kills it with SIGKILL so many milliseconds after it has begun; gives the mails it said were safe. */
async function runAndKill(
  directory: string,
  first: number,
  ms: number,
  whileOpen?: () => Promise<void>,
): Promise<number[]> {
  const writer = spawn(process.execPath, [script, directory, String(first)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  const output = createInterface(writer.stdout);
  output.on('line', (line) => lines.push(line));
  await once(output, 'line');
  await whileOpen?.();
  setTimeout(() => writer.kill('SIGKILL'), ms);
  const [, signal] = (await once(writer, 'close')) as [number | null, string];
  expect(signal).toBe('SIGKILL');
  return lines.slice(1).map(Number);
}

async function openOffice(directory: string) {
  const places = openPlaces(directory);
  const { databaseKey, wrappingKey } = await openOfficeKeys(places.keys);
  const store = openLocalStore({ path: places.database, encryptionKey: databaseKey });
  return { store, blobs: await openFileBlobs({ root: places.blobs, keys: places.keys, wrappingKey }) };
}

describe('a process killed in the middle of writing', () => {
  it('has kept every mail it said was safe, and none by half', async () => {
    const directory = makeTestDirectory();
    const safe: number[] = [];
    let next = 0;
    for (const ms of [0, 35, 70, 140, 210]) {
      const told = await runAndKill(directory, next, ms);
      safe.push(...told);

      const { store, blobs } = await openOffice(directory);
      const last = (told.at(-1) ?? next - 1) + 1;
      let kept = 0;
      for (let mail = 0; mail <= last; mail += 1) {
        const intake = await store.get({ partition: `MAIL#${mail}`, sort: 'intake' });
        const pending = await store.get({ partition: `MAIL#${mail}`, sort: 'pending' });
        expect(pending?.version).toBe(intake?.version);
        // The one being written when it was killed may be there or not; all before it must.
        if (mail < last) expect(intake?.body).toEqual({ mail });
        if (intake === undefined) continue;
        kept += 1;
        expect(await blobs.get(`mail/${mail}`, 'raw.eml')).toEqual(Buffer.alloc(50_000, mail % 251));
      }
      expect((await store.get({ partition: 'LEDGER', sort: '-' }))?.body ?? { accepted: 0 }).toEqual({
        accepted: kept,
      });
      // No blob is seen half written: it is whole or not there.
      const unsure = await blobs.get(`mail/${last}`, 'raw.eml');
      if (unsure !== undefined) expect(unsure).toEqual(Buffer.alloc(50_000, last % 251));
      store.close();
      next = kept;
    }
    expect(safe).toEqual([...new Set(safe)]);
    expect(safe.length).toBeGreaterThan(0);

    const { store } = await openOffice(directory);
    const ids = new Set<string>();
    for (
      let job = await store.lease({ leaseMs: 1000 });
      job !== undefined;
      job = await store.lease({ leaseMs: 1000 })
    ) {
      expect(ids.has(job.id)).toBe(false);
      ids.add(job.id);
      await store.commit({ writes: [], jobs: [] }, job);
    }
    // Those in hand at each death were handed out again, once.
    expect(await store.countJobs()).toEqual({ waiting: 0, running: 0, later: 0, dead: 0 });
    store.close();
  });

  it('keeps others away while it lives, and leaves no lock behind', async () => {
    const directory = makeTestDirectory();
    await runAndKill(directory, 0, 10, async () => {
      await expect(openOffice(directory)).rejects.toThrow(OfficeInUseError);
    });
    const { store } = await openOffice(directory);
    store.close();
  });
});
