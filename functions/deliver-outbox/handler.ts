import { SQSClient } from '@aws-sdk/client-sqs';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { waitingJobOf } from '../../shared/adapters/aws/dynamo-store.ts';
import { longestMessageDelayMs, sendJobs } from '../../shared/adapters/aws/job-queues.ts';
import { systemClock } from '../../shared/adapters/local/system-clock.ts';
import { openCloudHome, requireSetting } from '../cloud-home.ts';

const { store } = openCloudHome();
const sqs = new SQSClient({});
const queues = { light: requireSetting('HOSO_LIGHT_QUEUE'), heavy: requireSetting('HOSO_HEAVY_QUEUE') };

/**
 * Jobs have been committed: tells the workers. The table's stream brings a job at least once and forgets it after a day; what is
 * lost here keep-time finds in the table. A job due in more than 15 minutes is left to keep-time.
 */
export async function handler(event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  const now = systemClock.now();
  const horizon = new Date(Date.parse(now) + longestMessageDelayMs).toISOString();
  const waiting = event.Records.flatMap(({ dynamodb }) => {
    const job = waitingJobOf((dynamodb?.NewImage ?? {}) as Record<string, AttributeValue>);
    return job === undefined || job.due > horizon ? [] : [{ job, at: dynamodb?.SequenceNumber }];
  });
  const jobs = [...new Map(waiting.map(({ job }) => [job.id, job])).values()];
  const sent = new Set(await sendJobs(sqs, queues, jobs, now));
  await Promise.all([...sent].map((id) => store.markSent(id)));
  // The stream is read again from the first that failed.
  const failed = waiting.find(({ job }) => !sent.has(job.id))?.at;
  return { batchItemFailures: failed === undefined ? [] : [{ itemIdentifier: failed }] };
}
