import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { heavyStages, type DueJob } from '../../ports/jobs.ts';

/** Addresses of the two queues of work. */
export interface JobQueues {
  readonly light: string;
  readonly heavy: string;
}

/** A message of either queue: it names a job, and wakes a worker. */
export interface JobMessage {
  readonly job: string;
}

/** Longest delay of a message (SQS); a job due later waits for keep-time. */
export const longestMessageDelayMs = 900_000;
const messagesPerRequest = 10;

/** Tells workers of these jobs, none due later than 15 minutes from `now` (ISO). Returns the ids of which they were told; the others are to be sent again. */
export async function sendJobs(
  client: SQSClient,
  queues: JobQueues,
  jobs: readonly DueJob[],
  now: string,
): Promise<readonly string[]> {
  const sent: string[] = [];
  for (const [queue, ofQueue] of [
    [queues.heavy, jobs.filter(({ stage }) => heavyStages.includes(stage))],
    [queues.light, jobs.filter(({ stage }) => !heavyStages.includes(stage))],
  ] as const)
    for (let first = 0; first < ofQueue.length; first += messagesPerRequest) {
      const batch = ofQueue.slice(first, first + messagesPerRequest);
      const { Successful: taken = [] } = await client.send(
        new SendMessageBatchCommand({
          QueueUrl: queue,
          Entries: batch.map(({ id, due }, index) => ({
            Id: String(index),
            MessageBody: JSON.stringify({ job: id } satisfies JobMessage),
            DelaySeconds: Math.ceil(Math.max(0, Date.parse(due) - Date.parse(now)) / 1000),
          })),
        }),
      );
      sent.push(...taken.flatMap(({ Id }) => batch[Number(Id)]?.id ?? []));
    }
  return sent;
}
