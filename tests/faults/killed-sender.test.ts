import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openLocalStore } from '../../shared/adapters/local/local-store.ts';
import { openOfficeKeys } from '../../shared/adapters/local/office-keys.ts';
import { readOutbox } from '../../shared/pipeline/outbox-records.ts';
import { bundleScript } from '../support/bundle-script.ts';
import { openPlaces } from '../support/killed-office.ts';
import { makeTestDirectory } from '../support/make-test-directory.ts';
import { startRelayServer } from '../support/relay-server.ts';

const script = await bundleScript('send-one-letter');

async function readEntry(directory: string) {
  const places = openPlaces(directory);
  const { databaseKey } = await openOfficeKeys(places.keys);
  const store = openLocalStore({ path: places.database, encryptionKey: databaseKey });
  const entry = await readOutbox(store, '2023', 'receipt#a1');
  store.close();
  return entry?.body;
}

describe('a process killed while it sends a mail', () => {
  it.each([1, 2])(
    '%i times: at most one duplicate with the same name and code, and none once it is noted as sent',
    async (kills) => {
      const directory = makeTestDirectory();
      let process_: ChildProcess | undefined;
      let left = kills;
      const server = await startRelayServer({
        // The server has the whole mail; the one who sent it never hears so.
        refuseMail: () => {
          if (left > 0) process_?.kill('SIGKILL');
          left -= 1;
          return undefined;
        },
      });
      onTestFinished(() => server.stop());
      const run = async (minutes: number): Promise<string | number | null> => {
        process_ = spawn(process.execPath, [script, directory, String(server.port), String(minutes)], {
          stdio: ['ignore', 'ignore', 'inherit'],
        });
        const [code, signal] = (await once(process_, 'close')) as [number | null, string | null];
        return signal ?? code;
      };
      for (let kill = 0; kill < kills; kill += 1) {
        expect(await run(10 * kill)).toBe('SIGKILL');
        expect((await readEntry(directory))?.state).toBe('sending');
      }
      const later = 10 * kills;
      // Until another worker cannot be at it any more, nobody touches it.
      expect([await run(later - 9), await run(later), await run(later + 10)]).toEqual([0, 0, 0]);

      const names = server.mails.map(({ raw }) => /^Message-ID: (.+)$/mu.exec(raw)?.[1]);
      expect([names.length, new Set(names).size]).toEqual([2, 1]);
      // Killed twice, nobody knows whether it arrived: a person looks, and no third mail leaves.
      expect((await readEntry(directory))?.state).toBe(kills === 1 ? 'sent' : 'failed');
    },
    60_000,
  );
});
