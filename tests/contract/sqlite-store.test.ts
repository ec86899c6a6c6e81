import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLocalStore, type LocalStore } from '../../shared/adapters/local/local-store.ts';
import { describeCalendar } from './calendar-contract.ts';
import { describeSending } from './sending-contract.ts';
import { describeDeadlines } from './deadline-contract.ts';
import { describeRoundChecks } from './round-checks-contract.ts';
import { describePolledJobs, describeStaleIndexes, describeStore, type OpenStore } from './store-contract.ts';
import { makeMovableClock } from '../support/movable-clock.ts';

const inFile: OpenStore<LocalStore> = async (world) => {
  const directory = await mkdtemp(join(tmpdir(), 'hoso-store-'));
  const store = openLocalStore({ path: join(directory, 'db'), encryptionKey: 'a'.repeat(64), ...world });
  return {
    store,
    lease: (leaseMs) => store.lease({ leaseMs }),
    close: async () => {
      store.close();
      await rm(directory, { recursive: true });
    },
  };
};

const inMemory =
  (delayIndexes: boolean): OpenStore<LocalStore> =>
  (world) => {
    const store = openLocalStore({ path: ':memory:', ...world, delayIndexes });
    return Promise.resolve({
      store,
      lease: (leaseMs) => store.lease({ leaseMs }),
      close: () => store.close(),
    });
  };

describeStore('one machine, in a file', inFile);
describePolledJobs('one machine, in a file', inFile);
describeStore('one machine, in memory', inMemory(false));
describePolledJobs('one machine, in memory', inMemory(false));
describeStaleIndexes('one machine', inMemory(true));
const openStore = async () => {
  const { store } = await inMemory(false)({ clock: makeMovableClock(), random: () => 0.5 });
  return store;
};
describeRoundChecks('one machine', openStore);
describeDeadlines('one machine', openStore);
describeCalendar('one machine', openStore);
describeSending('one machine', openStore);
