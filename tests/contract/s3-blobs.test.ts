import { S3Client } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openS3Blobs } from '../../shared/adapters/aws/s3-blobs.ts';
import type { Blobs } from '../../shared/ports/blobs.ts';
import { startVersionedBucket } from '../support/versioned-bucket.ts';
import { describeBlobs } from './blobs-contract.ts';

async function openBucket() {
  const bucket = await startVersionedBucket({ versionsAPage: 7 });
  const client = new S3Client({
    endpoint: bucket.endpoint,
    region: 'ap-southeast-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  return { bucket, client, blobs: openS3Blobs({ client, bucket: 'hoso' }) };
}

describeBlobs('AWS (S3)', async () => {
  const { bucket, client, blobs } = await openBucket();
  return {
    blobs,
    close: async () => {
      client.destroy();
      await bucket.stop();
    },
  };
});

let opened: Awaited<ReturnType<typeof openBucket>>;
let blobs: Blobs;
beforeEach(async () => {
  opened = await openBucket();
  blobs = opened.blobs;
});
afterEach(async () => {
  opened.client.destroy();
  await opened.bucket.stop();
});
const bytes = new TextEncoder().encode('x');

it('an erased folder keeps no earlier version of anything, on however many pages they are listed', async () => {
  for (let version = 0; version < 10; version += 1) await blobs.put('mail/a1', 'raw.eml', bytes);
  await blobs.put('mail/a1x', 'raw.eml', bytes);
  await blobs.erase('mail/a1');
  expect(opened.bucket.versionsUnder('mail/a1/')).toBe(0);
  expect(opened.bucket.versionsUnder('mail/a1x/')).toBe(1);
});

it('a put that comes after the erasure takes back its own bytes', async () => {
  await blobs.erase('mail/a1');
  await expect(blobs.put('mail/a1', 'raw.eml', bytes)).rejects.toThrow('đã bị xóa vĩnh viễn');
  expect(opened.bucket.versionsUnder('mail/a1/')).toBe(0);
});
