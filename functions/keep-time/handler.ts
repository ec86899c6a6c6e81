import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { sendJobs } from '../../shared/adapters/aws/job-queues.ts';
import { systemClock } from '../../shared/adapters/local/system-clock.ts';
import { activeRounds } from '../../shared/pipeline/active-rounds.ts';
import { keepCalendar } from '../../shared/pipeline/keep-calendar.ts';
import { openCloudHome, requireSetting } from '../cloud-home.ts';

const { s3, bucket, store, blobs } = openCloudHome();
const sqs = new SQSClient({});
const queues = { light: requireSetting('HOSO_LIGHT_QUEUE'), heavy: requireSetting('HOSO_HEAVY_QUEUE') };
const inboundQueue = requireSetting('HOSO_INBOUND_QUEUE');

const minute = 60_000;
/** A message is delivered within seconds; what waits longer was lost on the way. */
const overdueMs = minute;
/** A queue may be long, and a worker that dies gives its message back by itself. */
const staleMs = 60 * minute;
/** S3 "can sometimes take a minute or longer" to tell of a mail. */
const unacceptedMs = 15 * minute;
/** Jobs and mails a run takes care of; the rest waits for the next, 5 minutes later. */
const atMost = 1000;

/** What one run found. */
interface Found {
  /** Jobs nobody was told of, or has worked on. */
  readonly jobs: number;
  /** Mails never accepted. */
  readonly mails: number;
  /** Jobs given up, waiting for a person. */
  readonly dead: number;
}

/** Every few minutes: sends again the jobs nobody was told of, announces again the mails that were never accepted, starts what the calendar makes due. */
export async function handler(): Promise<Found> {
  const now = systemClock.now();
  const ago = (ms: number): string => new Date(Date.parse(now) - ms).toISOString();

  const overdue = await store.listUndelivered({
    dueBefore: ago(overdueMs),
    staleBefore: ago(staleMs),
    limit: atMost,
  });
  const sent = await sendJobs(sqs, queues, overdue, now);
  await Promise.all(sent.map((id) => store.markSent(id)));

  const { Contents: inbound = [] } = await s3.send(
    new ListObjectsV2Command({ Bucket: bucket, Prefix: 'inbound/', MaxKeys: atMost }),
  );
  const forgotten = inbound.filter(
    ({ LastModified: at }) => at !== undefined && at.toISOString() < ago(unacceptedMs),
  );
  for (const { Key: key = '' } of forgotten)
    await sqs.send(
      new SendMessageCommand({ QueueUrl: inboundQueue, MessageBody: JSON.stringify(announce(key)) }),
    );

  const work = await store.countJobs();
  const rounds = activeRounds(Number(now.slice(0, 4)));
  await keepCalendar({ store, blobs, clock: systemClock, rounds }, work);
  const found = { jobs: overdue.length, mails: forgotten.length, dead: work.dead };
  reportMetrics(found, Date.parse(now));
  return found;
}

/** The part of an S3 event that accept-mail reads. */
const announce = (key: string) => ({
  Records: [
    { s3: { object: { key: encodeURIComponent(key).replaceAll('%2F', '/').replaceAll('%20', '+') } } },
  ],
});

/** Metrics in the log (CloudWatch embedded metric format), so that the function needs no permission to write them. */
function reportMetrics(found: Found, at: number): void {
  console.log(
    JSON.stringify({
      _aws: {
        Timestamp: at,
        CloudWatchMetrics: [
          {
            Namespace: 'HoSo',
            Dimensions: [[]],
            Metrics: [{ Name: 'UndeliveredJobs' }, { Name: 'UnacceptedMails' }, { Name: 'DeadJobs' }],
          },
        ],
      },
      UndeliveredJobs: found.jobs,
      UnacceptedMails: found.mails,
      DeadJobs: found.dead,
    }),
  );
}
