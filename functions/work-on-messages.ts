import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { traceOf } from '../shared/adapters/local/reader-messages.ts';
import type { JobMessage } from '../shared/adapters/aws/job-queues.ts';
import { failureCauseOf, runJob } from '../shared/pipeline/run-job.ts';
import { runStage } from '../shared/pipeline/run-stage.ts';
import type { World } from '../shared/pipeline/world.ts';
import type { DeliveredJobs } from '../shared/ports/jobs.ts';
import type { Store } from '../shared/ports/store.ts';

/**
 * Works on the jobs that a batch of messages names, one after the other. A failing stage is the job's own failure, noted in the
 * table, and its message is done; only messages whose job could not be taken or noted come back.
 */
export async function workOnMessages(
  event: SQSEvent,
  options: {
    readonly store: Store & DeliveredJobs;
    readonly world: World;
    /** Milliseconds; longer than the function may run, shorter than the queue hides a message. */
    readonly leaseMs: number;
  },
): Promise<SQSBatchResponse> {
  const failed: string[] = [];
  for (const { messageId, body } of event.Records)
    try {
      await workOn((JSON.parse(body) as JobMessage).job, options);
    } catch (error) {
      report({ what: 'message-returned', cause: failureCauseOf(error), trace: traceOf(error) });
      failed.push(messageId);
    }
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
}

async function workOn(
  id: string,
  { store, world, leaseMs }: Parameters<typeof workOnMessages>[1],
): Promise<void> {
  if (typeof id !== 'string') throw new TypeError('the message names no job');
  const job = await store.take(id, leaseMs);
  // Done, in other hands, or not due: keep-time sends again what nobody works on.
  if (job === undefined) return;
  try {
    await runJob({ job, store, run: (each) => runStage(each, world), random: Math.random });
  } catch (error) {
    const cause = failureCauseOf(error);
    const next = await store.fail(job, cause);
    report({ what: `job-${next}`, stage: job.stage, cause, trace: traceOf(error) });
  }
}

/** One line for the operator; never the words of a document. */
function report(line: Readonly<Record<string, string>>): void {
  console.error(JSON.stringify(line));
}
