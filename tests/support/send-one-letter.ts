import { openFileBlobs } from '../../shared/adapters/local/file-blobs.ts';
import { openLocalStore } from '../../shared/adapters/local/local-store.ts';
import { openOfficeKeys } from '../../shared/adapters/local/office-keys.ts';
import { openSmtpRelay } from '../../shared/adapters/local/smtp-relay.ts';
import { systemClock } from '../../shared/adapters/local/system-clock.ts';
import { illustrationRound } from '../../shared/domain/rounds/illustration.ts';
import { queueLetter } from '../../shared/pipeline/outbox-records.ts';
import { runStage } from '../../shared/pipeline/run-stage.ts';
import type { World } from '../../shared/pipeline/world.ts';
import { illustrationRubric } from '../../shared/rubrics/minh-hoa/rubric.ts';
import { openPlaces } from './killed-office.ts';

// Owes one commune one mail and sends what is owed, through the mail server of the given port; killed from outside in between.

const [directory = '', port = '0', minutes = '0'] = process.argv.slice(2);
/** So many minutes on. */
const clock = {
  now: () => new Date(Date.parse(systemClock.now()) + Number(minutes) * 60_000).toISOString(),
};
const places = openPlaces(directory);
const { databaseKey, wrappingKey, names } = await openOfficeKeys(places.keys);
const store = openLocalStore({ path: places.database, encryptionKey: databaseKey, clock });
const sender = openSmtpRelay({
  ...{ host: '127.0.0.1', port: Number(port), security: 'none', login: null, certificate: null },
});
const world: World = {
  store,
  blobs: await openFileBlobs({ root: places.blobs, keys: places.keys, wrappingKey }),
  clock,
  names,
  reader: { read: () => Promise.reject(new Error('nothing to read')) },
  rounds: [{ round: illustrationRound(2023), rubric: illustrationRubric }],
  senders: null,
  mailService: () => Promise.resolve({ sender, from: 'hoso@huyen.example.vn', tagsReplies: false }),
};

// Refused where an earlier run owed it already.
await store.commit(
  queueLetter({
    ...{ round: '2023', commune: '99901', cause: 'receipt#a1', letter: 'receipt-complete' },
    ...{ to: ['xa@suoimau.example.vn'], subject: 'Re: Hồ sơ', text: 'Mã tiếp nhận: SM-01', attachments: [] },
    ...{ inReplyTo: null, references: [], code: 'SM-01', automatic: 'auto-replied', by: 'Hệ thống' },
    at: '2023-11-01T01:00:00.000Z',
  }),
);
// The same work asked for by another job.
await store.commit({
  writes: [],
  jobs: [
    {
      id: `send-mail:again:${process.pid}`,
      stage: 'send-mail',
      payload: { round: '2023', cause: 'receipt#a1', run: 0 },
    },
  ],
});
for (
  let job = await store.lease({ leaseMs: 60_000 });
  job !== undefined;
  job = await store.lease({ leaseMs: 60_000 })
)
  await store.commit(await runStage(job, world), job);
store.close();
