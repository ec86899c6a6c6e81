import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLocalStore } from '../../shared/adapters/local/local-store.ts';
import { describeStore } from './store-contract.ts';

describeStore('one machine, in a file', async (world) => {
  const directory = await mkdtemp(join(tmpdir(), 'hoso-store-'));
  const store = openLocalStore({ path: join(directory, 'db'), encryptionKey: 'a'.repeat(64), ...world });
  return {
    store,
    refreshIndexes: () => store.refreshIndexes(),
    close: async () => {
      store.close();
      await rm(directory, { recursive: true });
    },
  };
});

describeStore('one machine, in memory', (world) => {
  const store = openLocalStore({ path: ':memory:', ...world });
  return Promise.resolve({
    store,
    refreshIndexes: () => store.refreshIndexes(),
    close: () => store.close(),
  });
});
