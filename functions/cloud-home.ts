import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { openContentNames } from '../shared/adapters/aws/content-names.ts';
import { openDynamoStore } from '../shared/adapters/aws/dynamo-store.ts';
import { openS3Blobs } from '../shared/adapters/aws/s3-blobs.ts';
import { systemClock } from '../shared/adapters/local/system-clock.ts';
import { openSystemResolver } from '../shared/adapters/local/system-resolver.ts';
import { activeRounds } from '../shared/pipeline/active-rounds.ts';
import type { World } from '../shared/pipeline/world.ts';
import type { DocumentReader } from '../shared/ports/document-reader.ts';

/** A setting of this function. @throws Error when the stack did not set it. */
export function requireSetting(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`the function has no ${name}`);
  return value;
}

/** The bucket and the table of this stack; made once a process, kept between invocations. */
export function openCloudHome() {
  const s3 = new S3Client({
    // A service at an address of its own has no host name for each bucket.
    forcePathStyle: process.env['AWS_ENDPOINT_URL_S3'] !== undefined,
  });
  const bucket = requireSetting('HOSO_BUCKET');
  const store = openDynamoStore({
    client: new DynamoDBClient({}),
    table: requireSetting('HOSO_TABLE'),
    clock: systemClock,
    random: Math.random,
  });
  return { s3, bucket, store, blobs: openS3Blobs({ client: s3, bucket }) };
}

/** What the stages ask of the outside, in the cloud. */
export async function openWorld(
  { store, blobs }: Pick<ReturnType<typeof openCloudHome>, 'store' | 'blobs'>,
  reader: DocumentReader,
): Promise<World> {
  return {
    store,
    blobs,
    clock: systemClock,
    names: await openContentNames(store),
    reader,
    rounds: activeRounds(Number(systemClock.now().slice(0, 4))),
    resolver: openSystemResolver(),
    senders: null,
    answersMails: true,
  };
}
