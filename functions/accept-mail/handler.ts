import { DeleteObjectCommand, GetObjectCommand, NoSuchKey, type S3Client } from '@aws-sdk/client-s3';
import type { S3Event, SQSEvent } from 'aws-lambda';
import { systemClock } from '../../shared/adapters/local/system-clock.ts';
import { openContentNames } from '../../shared/adapters/aws/content-names.ts';
import { acceptMail } from '../../shared/pipeline/accept-mail.ts';
import { openCloudHome } from '../cloud-home.ts';

const { s3, bucket, store, blobs } = openCloudHome();

/** SES leaves it once, when the rule is made; no mail. */
const setupNotification = /AMAZON_SES_SETUP_NOTIFICATION$/;

/**
 * A mail has been written under "inbound/": takes it into the ledger, then removes it there, so that what still lies there was
 * never accepted. Events come at least once, in any order; a mail that is gone has been accepted before. Fails as a whole: batch size 1.
 */
export async function handler(event: SQSEvent): Promise<void> {
  for (const { body } of event.Records) {
    const notice = JSON.parse(body) as Partial<S3Event> & { readonly Event?: string };
    // S3 sends one when the notification is set up.
    if (notice.Event === 's3:TestEvent') continue;
    if (notice.Records === undefined) throw new TypeError('no event of S3');
    for (const { s3: what } of notice.Records)
      await acceptFrom({
        // Keys in events are encoded as in forms (S3 user guide, event message structure).
        Key: decodeURIComponent(what.object.key.replaceAll('+', ' ')),
        ...(what.object.versionId === undefined ? {} : { VersionId: what.object.versionId }),
      });
  }
}

async function acceptFrom(place: { readonly Key: string; readonly VersionId?: string }): Promise<void> {
  const found = await read(s3, { Bucket: bucket, ...place });
  if (found === undefined) return;
  if (!setupNotification.test(place.Key))
    await acceptMail(
      { store, blobs, clock: systemClock, names: await openContentNames(store) },
      // SES is the mailbox: the topmost Received is its own.
      { bytes: found.bytes, via: 'ses', timeFrom: 'headers' },
    );
  // This version for good: the mail has its own copy now, and erasing the mail must leave none.
  await s3.send(
    new DeleteObjectCommand({
      Bucket: bucket,
      Key: place.Key,
      ...(found.version === undefined ? {} : { VersionId: found.version }),
    }),
  );
}

async function read(client: S3Client, place: { Bucket: string; Key: string; VersionId?: string }) {
  try {
    const { Body, VersionId: version } = await client.send(new GetObjectCommand(place));
    const bytes = await Body?.transformToByteArray();
    return bytes === undefined ? undefined : { bytes, version };
  } catch (error) {
    if (error instanceof NoSuchKey || (error as { name?: unknown }).name === 'NoSuchVersion')
      return undefined;
    throw error;
  }
}
