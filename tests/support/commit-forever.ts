import { openFileBlobs } from '../../shared/adapters/local/file-blobs.ts';
import { openLocalStore } from '../../shared/adapters/local/local-store.ts';
import { openOfficeKeys } from '../../shared/adapters/local/office-keys.ts';
import { openPlaces } from './killed-office.ts';

// Takes mails in until it is killed; tells the number of each only after it is durable, as an inbox says "250".

const [directory = '', first = '0'] = process.argv.slice(2);
const places = openPlaces(directory);
const { databaseKey, wrappingKey } = await openOfficeKeys(places.keys);
const store = openLocalStore({ path: places.database, encryptionKey: databaseKey });
const blobs = await openFileBlobs({ root: places.blobs, keys: places.keys, wrappingKey });
process.stdout.write('open\n');

const bytesOf = (mail: number): Uint8Array => new Uint8Array(50_000).fill(mail % 251);
const record = (mail: number, sort: string) => ({
  partition: `MAIL#${mail}`,
  sort,
  schema: 1,
  body: { mail },
});

for (let mail = Number(first); ; mail += 1) {
  await blobs.put(`mail/${mail}`, 'raw.eml', bytesOf(mail));
  await store.commit({
    writes: [
      { kind: 'put-if-absent', record: record(mail, 'intake') },
      { kind: 'put-if-absent', record: record(mail, 'pending') },
      { kind: 'add', key: { partition: 'LEDGER', sort: '-' }, fields: { accepted: 1 } },
    ],
    jobs: [{ id: `receive-mail:${mail}`, stage: 'receive-mail', payload: { mail } }],
  });
  process.stdout.write(`${mail}\n`);
  // Every third job is in hand when the process dies, every other one done.
  const job = await store.lease({ leaseMs: 3_600_000 });
  if (job !== undefined && mail % 3 !== 0) await store.commit({ writes: [], jobs: [] }, job);
}
