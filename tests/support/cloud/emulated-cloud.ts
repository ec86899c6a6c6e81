import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
  type _Record as StreamRecord,
} from '@aws-sdk/client-dynamodb-streams';
import { S3Client } from '@aws-sdk/client-s3';
import {
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  SQSClient,
  type Message,
} from '@aws-sdk/client-sqs';
import { startFauxqs } from 'fauxqs';
import { startDynamoDbLocal, testAccess, type DynamoDbLocal } from './dynamodb-local.ts';

export const queueNames = ['inbound', 'light', 'heavy'] as const;
export type QueueName = (typeof queueNames)[number];
/** Where the messages of a queue end that nobody could work on. */
type DeadQueueName = `${QueueName}-dead`;

/** Receives before a message goes to the dead-letter queue; few, to see it happen. */
export const receivesAtMost = 3;

/**
 * The services of one stack, emulated on this machine: DynamoDB Local, and fauxqs for S3 and SQS. What fauxqs lacks of what we use:
 * versions of objects (erasing is tried on `versioned-bucket.ts`), events of S3 (tests announce mails themselves), encryption and policies.
 */
export interface EmulatedCloud {
  readonly table: string;
  readonly bucket: string;
  readonly dynamo: DynamoDbLocal;
  readonly s3: S3Client;
  readonly sqs: SQSClient;
  queueUrl(name: QueueName | DeadQueueName): string;
  /** Settings of the stack's functions, as they find them in their environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** Messages of a queue, hidden from other receivers for so many seconds. */
  receive(queue: QueueName | DeadQueueName, atMost: number, hiddenSeconds?: number): Promise<Message[]>;
  /** Removes the messages a function answered for; those it returned stay hidden for their time. */
  settle(queue: QueueName, messages: readonly Message[], answer: unknown): Promise<void>;
  /** What the table's stream has, since it was last asked, of jobs that wait: the filter of the stack's event source. */
  readStream(): Promise<readonly StreamRecord[]>;
  close(): void;
}

/** The emulated services; each stack made on them is empty and knows nothing of the others. */
export async function startEmulatedCloud(dynamoFolder: string): Promise<{
  readonly makeStack: () => Promise<EmulatedCloud>;
  readonly stop: () => Promise<void>;
}> {
  const [dynamo, fauxqs] = await Promise.all([
    startDynamoDbLocal(dynamoFolder),
    startFauxqs({ port: 0, logger: false, host: '127.0.0.1' }),
  ]);
  let stacks = 0;
  return {
    makeStack: () => makeStack(dynamo, fauxqs, `hoso-${(stacks += 1)}`),
    stop: async () => {
      dynamo.stop();
      await fauxqs.stop();
    },
  };
}

async function makeStack(
  dynamo: DynamoDbLocal,
  fauxqs: Awaited<ReturnType<typeof startFauxqs>>,
  stack: string,
): Promise<EmulatedCloud> {
  const [table, bucket] = [stack, `${stack}-mail`];
  await dynamo.createTable(table);
  fauxqs.createBucket(bucket);
  const { region } = testAccess;
  for (const name of queueNames) {
    const { queueArn } = fauxqs.createQueue(`${stack}-${name}-dead`, { region });
    fauxqs.createQueue(`${stack}-${name}`, {
      region,
      attributes: {
        VisibilityTimeout: '60',
        RedrivePolicy: JSON.stringify({ deadLetterTargetArn: queueArn, maxReceiveCount: receivesAtMost }),
      },
    });
  }
  const endpoint = `http://127.0.0.1:${fauxqs.port}`;
  const queueUrl = (name: string): string =>
    `http://sqs.${region}.127.0.0.1:${fauxqs.port}/000000000000/${stack}-${name}`;
  const s3 = new S3Client({ endpoint, forcePathStyle: true, ...testAccess });
  const sqs = new SQSClient({ endpoint, ...testAccess });
  const streams = new DynamoDBStreamsClient({ endpoint: dynamo.endpoint, ...testAccess });
  const iterators = new Map<string, string | undefined>();

  async function readShards(): Promise<StreamRecord[]> {
    const { Streams: [stream] = [] } = await streams.send(new ListStreamsCommand({ TableName: table }));
    const { StreamDescription: description } = await streams.send(
      new DescribeStreamCommand({ StreamArn: stream?.StreamArn }),
    );
    const records: StreamRecord[] = [];
    for (const { ShardId = '' } of description?.Shards ?? []) {
      if (!iterators.has(ShardId)) {
        const { ShardIterator } = await streams.send(
          new GetShardIteratorCommand({
            StreamArn: stream?.StreamArn,
            ShardId,
            ShardIteratorType: 'TRIM_HORIZON',
          }),
        );
        iterators.set(ShardId, ShardIterator);
      }
      for (let more = true; more;) {
        const iterator = iterators.get(ShardId);
        if (iterator === undefined) break;
        const page = await streams.send(new GetRecordsCommand({ ShardIterator: iterator }));
        records.push(...(page.Records ?? []));
        iterators.set(ShardId, page.NextShardIterator);
        more = (page.Records ?? []).length > 0;
      }
    }
    return records;
  }

  return {
    table,
    bucket,
    dynamo,
    s3,
    sqs,
    queueUrl,
    environment: {
      HOSO_TABLE: table,
      HOSO_BUCKET: bucket,
      HOSO_INBOUND_QUEUE: queueUrl('inbound'),
      HOSO_LIGHT_QUEUE: queueUrl('light'),
      HOSO_HEAVY_QUEUE: queueUrl('heavy'),
      HOSO_MAILBOX_SECRET: 'arn:aws:secretsmanager:ap-southeast-1:000000000000:secret:mailbox',
      HOSO_PORTAL_HOSTS: 'portal.example.vn',
      HOSO_MAIL_ADDRESS: 'hoso@example.vn',
      HOSO_SIGN_IN_ISSUER: 'https://dang-nhap.example.vn',
      HOSO_SIGN_IN_CLIENT: 'ho-so',
      HOSO_FIRST_ADMINISTRATOR: 'quan-tri@example.vn',
      AWS_ENDPOINT_URL_DYNAMODB: dynamo.endpoint,
      AWS_ENDPOINT_URL_S3: endpoint,
      AWS_ENDPOINT_URL_SQS: endpoint,
    },
    async receive(queue, atMost, hiddenSeconds = 60) {
      const { Messages: messages = [] } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: queueUrl(queue),
          MaxNumberOfMessages: atMost,
          VisibilityTimeout: hiddenSeconds,
          MessageSystemAttributeNames: ['All'],
        }),
      );
      return messages;
    },
    async settle(queue, messages, answer) {
      const { batchItemFailures = [] } = (answer ?? {}) as {
        batchItemFailures?: { itemIdentifier: string }[];
      };
      const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
      const done = messages.filter(({ MessageId }) => !failed.has(MessageId ?? ''));
      if (done.length > 0)
        await sqs.send(
          new DeleteMessageBatchCommand({
            QueueUrl: queueUrl(queue),
            Entries: done.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle })),
          }),
        );
    },
    async readStream() {
      const records = await readShards();
      return records.filter(
        ({ dynamodb }) =>
          dynamodb?.Keys?.['pk']?.S?.startsWith('JOB#') === true &&
          dynamodb.NewImage?.['state']?.S === 'waiting',
      );
    },
    close() {
      for (const client of [s3, sqs, streams]) client.destroy();
    },
  };
}
