import { Aws, Duration, type Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { acknowledge } from './acknowledge.ts';
import { arnOfMailBucket } from './mail-bucket.ts';
import { limits } from './stage-limits.ts';

/** A queue, and where its messages go that failed time and again. */
export interface WorkQueue {
  readonly queue: Queue;
  readonly dead: Queue;
}

/** The queues of the stack. Messages name keys and jobs, never contents. */
export interface WorkQueues {
  /** Mails that SES has written. */
  readonly inbound: WorkQueue;
  /** Jobs of every stage but the reading of documents. */
  readonly light: WorkQueue;
  readonly heavy: WorkQueue;
  /** Records of the table's stream whose jobs could not be announced. */
  readonly undelivered: Queue;
}

/** Tries of one message before it is set aside. */
const triesAtMost = 5;
/** The longest SQS keeps anything; a message set aside keeps the age it had. */
const deadFor = Duration.days(14);
const waitsAtMost = Duration.days(4);

/** The queues by weight of work, each with a queue for what failed. */
export function createWorkQueues(stack: Stack): WorkQueues {
  const inbound = createWorkQueue(stack, 'Inbound', limits['accept-mail'].timeoutSeconds);
  inbound.queue.addToResourcePolicy(
    new PolicyStatement({
      sid: 'TheBucketTellsOfMails',
      principals: [new ServicePrincipal('s3.amazonaws.com')],
      actions: ['sqs:SendMessage'],
      resources: [inbound.queue.queueArn],
      conditions: {
        StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
        ArnEquals: { 'aws:SourceArn': arnOfMailBucket(stack) },
      },
    }),
  );
  const undelivered = createQueue(stack, 'Undelivered', { retentionPeriod: deadFor });
  acknowledge(undelivered, 'SQS3', 'It is itself where the stream puts what failed.');
  return {
    inbound,
    light: createWorkQueue(stack, 'Light', limits['run-stages'].timeoutSeconds),
    heavy: createWorkQueue(stack, 'Heavy', limits['read-document'].timeoutSeconds),
    undelivered,
  };
}

function createWorkQueue(stack: Stack, name: string, timeoutSeconds: number): WorkQueue {
  const dead = createQueue(stack, `${name}Dead`, { retentionPeriod: deadFor });
  const queue = createQueue(stack, name, {
    retentionPeriod: waitsAtMost,
    // Six times the function's timeout: throttled tries count too (Lambda developer guide, SQS event sources).
    visibilityTimeout: Duration.seconds(6 * timeoutSeconds),
    deadLetterQueue: { queue: dead, maxReceiveCount: triesAtMost },
  });
  return { queue, dead };
}

function createQueue(
  stack: Stack,
  name: string,
  properties: Omit<NonNullable<ConstructorParameters<typeof Queue>[2]>, 'encryption' | 'enforceSSL'>,
): Queue {
  return new Queue(stack, `${name}Queue`, {
    ...properties,
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
  });
}
