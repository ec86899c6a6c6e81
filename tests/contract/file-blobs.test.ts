import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFileBlobs } from '../../shared/adapters/local/file-blobs.ts';
import { describeBlobs } from './blobs-contract.ts';

describeBlobs('one machine', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'hoso-blobs-'));
  return {
    blobs: await openFileBlobs({
      root: join(directory, 'blobs'),
      keys: join(directory, 'keys'),
      wrappingKey: new Uint8Array(32).fill(1),
    }),
    close: () => rm(directory, { recursive: true }),
  };
});
