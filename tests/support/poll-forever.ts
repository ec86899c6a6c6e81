import { openFileBlobs } from '../../shared/adapters/local/file-blobs.ts';
import { openLocalStore } from '../../shared/adapters/local/local-store.ts';
import { openOfficeKeys } from '../../shared/adapters/local/office-keys.ts';
import { systemClock } from '../../shared/adapters/local/system-clock.ts';
import { pollMailbox } from '../../shared/pipeline/poll-mailbox.ts';
import { openPlaces } from './killed-office.ts';
import { readerOf } from './mailbox-office.ts';

// Reads a mailbox until it is killed; tells of every blob and commit as it begins, and when all was read.

const [directory = '', user = '', password = ''] = process.argv.slice(2);
const places = openPlaces(directory);
const { databaseKey, wrappingKey, names } = await openOfficeKeys(places.keys);
const store = openLocalStore({ path: places.database, encryptionKey: databaseKey });
const blobs = await openFileBlobs({ root: places.blobs, keys: places.keys, wrappingKey });
const tell = (what: string): void => void process.stdout.write(`${what}\n`);
const world = {
  clock: systemClock,
  names,
  blobs: {
    ...blobs,
    put: async (folder: string, name: string, bytes: Uint8Array) => {
      tell('blob');
      await blobs.put(folder, name, bytes);
    },
  },
  store: {
    get: store.get.bind(store),
    query: store.query.bind(store),
    commit: async (...commit: Parameters<typeof store.commit>) => {
      tell('commit');
      return store.commit(...commit);
    },
  },
};
tell('open');
for (;;) tell(await pollMailbox(readerOf(world, { host: '127.0.0.1', user, password })));
