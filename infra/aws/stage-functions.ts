import { join } from 'node:path';
import { Aws, Duration, Stack } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { SubnetType } from 'aws-cdk-lib/aws-ec2';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  Architecture,
  Code,
  EventSourceMapping,
  Function as LambdaCode,
  Runtime,
  StartingPosition,
} from 'aws-cdk-lib/aws-lambda';
import { SqsDlq, SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { tableKeys } from '../../shared/adapters/aws/table-schema.ts';
import { acknowledge, templateNameOf } from './acknowledge.ts';
import { createIsolatedNetwork, type IsolatedNetwork } from './isolated-network.ts';
import { createLogGroup } from './log-groups.ts';
import { prefixes } from './mail-bucket.ts';
import { allowMailboxSecret } from './mailbox-secret.ts';
import {
  allowDataKey,
  allowIndexes,
  allowNetworkInterfaces,
  allowObjects,
  allowRecords,
  allowToDropRecords,
  allowToList,
  allowToMissObjects,
  recordActions,
} from './permissions.ts';
import { limits, type FunctionName, type Limits } from './stage-limits.ts';
import type { WorkQueues } from './work-queues.ts';

/** What ends: sessions, links that were used, addresses taken out of the registry. */
const droppedByPortal = ['SESSIONS', 'INVITATION', 'ADDRESS'];

/** What the functions work on. */
export interface Stores {
  readonly bucket: Bucket;
  readonly table: Table;
  readonly queues: WorkQueues;
  readonly dataKey: IKey;
  readonly operationsKey: IKey;
  /** Folder with one folder a function, as `node build-cloud.mjs` makes it. */
  readonly functionsFolder: string;
}

/** SES writes a mail, S3 tells the queue: the mail is taken into the ledger and leaves `inbound/`. */
export function createAcceptMail(scope: Construct, stores: Stores): LambdaCode {
  const { bucket, table, queues, dataKey } = stores;
  const { code, role } = createFunction(scope, 'accept-mail', stores);
  allowObjects(
    role,
    bucket,
    ['s3:GetObject', 's3:GetObjectVersion', 's3:DeleteObject', 's3:DeleteObjectVersion'],
    [prefixes.inbound],
  );
  allowObjects(role, bucket, ['s3:GetObject', 's3:PutObject'], [prefixes.mails]);
  allowObjects(role, bucket, ['s3:GetObject'], [prefixes.erased]);
  allowToMissObjects(role, bucket);
  allowRecords(role, table, recordActions.commit);
  allowDataKey(role, dataKey, ['s3', 'dynamodb']);
  code.addEventSource(
    new SqsEventSource(queues.inbound.queue, {
      batchSize: limits['accept-mail'].batch,
      maxConcurrency: limits['accept-mail'].concurrency,
    }),
  );
  return code;
}

/** Light work: all stages but the reading of documents. */
export function createRunStages(scope: Construct, stores: Stores): LambdaCode {
  const { bucket, table, queues, dataKey } = stores;
  const { code, role } = createFunction(scope, 'run-stages', stores);
  allowObjects(
    role,
    bucket,
    ['s3:GetObject', 's3:PutObject'],
    [prefixes.mails, prefixes.dossiers, prefixes.drafts, prefixes.sectors],
  );
  allowObjects(
    role,
    bucket,
    ['s3:GetObject'],
    [prefixes.erased, prefixes.rubrics, prefixes.council, prefixes.templates, prefixes.rounds],
  );
  allowToMissObjects(role, bucket);
  allowRecords(role, table, [...recordActions.commit, ...recordActions.list]);
  allowIndexes(role, table, ['index1', 'index2']);
  allowDataKey(role, dataKey, ['s3', 'dynamodb']);
  workOn(code, queues.light.queue, limits['run-stages']);
  return code;
}

/** Heavy work: reads hostile files, in a network without a way out. */
export function createReadDocument(scope: Construct, stores: Stores): LambdaCode {
  const { bucket, table, queues, dataKey, operationsKey } = stores;
  const role = createRole(scope, 'read-document');
  const network = createIsolatedNetwork(scope, {
    reader: role,
    bucket,
    table,
    logs: createLogGroup(scope, 'RefusedTraffic', operationsKey),
  });
  const { code } = createFunction(scope, 'read-document', stores, { role, network });
  allowObjects(
    role,
    bucket,
    ['s3:GetObject', 's3:PutObject'],
    [prefixes.mails, prefixes.rubrics, prefixes.sectors],
  );
  allowObjects(role, bucket, ['s3:GetObject'], [prefixes.erased, prefixes.rounds]);
  allowToMissObjects(role, bucket);
  allowRecords(role, table, recordActions.commit);
  allowDataKey(role, dataKey, ['s3', 'dynamodb']);
  workOn(code, queues.heavy.queue, limits['read-document']);
  return code;
}

/** The table's stream brings jobs that were committed: their workers are told. */
export function createDeliverOutbox(scope: Construct, stores: Stores): LambdaCode {
  const { table, queues, dataKey } = stores;
  const { code, role } = createFunction(scope, 'deliver-outbox', stores);
  queues.light.queue.grantSendMessages(role);
  queues.heavy.queue.grantSendMessages(role);
  allowRecords(role, table, recordActions.update);
  allowDataKey(role, dataKey, ['dynamodb']);
  role.addToPolicy(
    new PolicyStatement({
      actions: [
        'dynamodb:DescribeStream',
        'dynamodb:GetRecords',
        'dynamodb:GetShardIterator',
        'dynamodb:ListStreams',
      ],
      resources: [`${table.tableArn}/stream/*`],
    }),
  );
  acknowledge(
    role,
    `IAM5[Resource::<${templateNameOf(table)}.Arn>/stream/*]`,
    'The stream of this table; its name is the moment it was made, and streams are listed for the table.',
  );
  const waitingJobs = {
    dynamodb: {
      Keys: { [tableKeys.partition]: { S: [{ prefix: 'JOB#' }] } },
      NewImage: { state: { S: ['waiting'] } },
    },
  };
  const source = new EventSourceMapping(scope, 'JobsCommitted', {
    target: code,
    eventSourceArn: streamOf(table),
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize: limits['deliver-outbox'].batch,
    bisectBatchOnError: true,
    reportBatchItemFailures: true,
    // What fails so often must not hold up what comes behind: keep-time finds it in the table.
    retryAttempts: 5,
    onFailure: new SqsDlq(queues.undelivered),
    filters: [{ pattern: JSON.stringify(waitingJobs) }],
  });
  // Lambda tries the stream's permissions when the mapping is made.
  source.node.addDependency(role);
  return code;
}

/** Every five minutes: sends again what was not delivered, announces again what was not accepted, starts what the calendar makes due. */
export function createKeepTime(scope: Construct, stores: Stores): LambdaCode {
  const { bucket, table, queues, dataKey } = stores;
  const { code, role } = createFunction(scope, 'keep-time', stores);
  code.addEnvironment('HOSO_INBOUND_QUEUE', queues.inbound.queue.queueUrl);
  for (const { queue } of [queues.inbound, queues.light, queues.heavy]) queue.grantSendMessages(role);
  allowToList(role, bucket, prefixes.inbound);
  allowObjects(role, bucket, ['s3:GetObject'], [prefixes.rounds]);
  allowRecords(role, table, [...recordActions.commit, ...recordActions.list]);
  allowIndexes(role, table, ['index1']);
  allowDataKey(role, dataKey, ['s3', 'dynamodb']);
  new Rule(scope, 'EveryFiveMinutes', {
    schedule: Schedule.rate(Duration.minutes(5)),
    // The next run does what this one could not.
    targets: [new LambdaFunction(code, { retryAttempts: 0 })],
  });
  return code;
}

/** Every five minutes: reads the office's own mailbox, where an administrator wants that. Its mail service is on the internet. */
export function createPollMailbox(scope: Construct, stores: Stores, secret: CfnSecret): LambdaCode {
  const { bucket, table, dataKey } = stores;
  const { code, role } = createFunction(scope, 'poll-mailbox', stores);
  code.addEnvironment('HOSO_MAILBOX_SECRET', secret.ref);
  allowMailboxSecret(role, secret, ['secretsmanager:GetSecretValue']);
  allowObjects(role, bucket, ['s3:GetObject', 's3:PutObject'], [prefixes.mails]);
  allowObjects(role, bucket, ['s3:GetObject'], [prefixes.erased]);
  allowToMissObjects(role, bucket);
  allowRecords(role, table, [...recordActions.commit, ...recordActions.list]);
  allowDataKey(role, dataKey, ['s3', 'dynamodb', 'secretsmanager']);
  new Rule(scope, 'ReadMailbox', {
    schedule: Schedule.rate(Duration.minutes(5)),
    // The next run goes on; two at once would only wait for one another.
    targets: [new LambdaFunction(code, { retryAttempts: 0 })],
  });
  return code;
}

/** SES tells of mails that did not arrive: noted with the mail. */
export function createNoteDelivery(scope: Construct, stores: Stores): LambdaCode {
  const { table, dataKey } = stores;
  const { code, role } = createFunction(scope, 'note-delivery', stores);
  allowRecords(role, table, recordActions.commit);
  allowDataKey(role, dataKey, ['dynamodb']);
  return code;
}

/** The portal: shows what was read, and lets an officer try a job again. */
export function createPortal(scope: Construct, stores: Stores, secret: CfnSecret): LambdaCode {
  const { bucket, table, dataKey } = stores;
  const { code, role } = createFunction(scope, 'portal', stores);
  // People bring what does not come by mail, and their own copies of papers.
  allowObjects(
    role,
    bucket,
    ['s3:GetObject', 's3:PutObject'],
    [
      prefixes.mails,
      prefixes.dossiers,
      prefixes.rubrics,
      prefixes.drafts,
      prefixes.sectors,
      prefixes.council,
      prefixes.templates,
      prefixes.rounds,
      prefixes.downloads,
    ],
  );
  allowObjects(role, bucket, ['s3:GetObject'], [prefixes.erased]);
  allowToMissObjects(role, bucket);
  allowRecords(role, table, [...recordActions.commit, ...recordActions.list]);
  allowToDropRecords(role, table, droppedByPortal);
  allowIndexes(role, table, ['index1', 'index2']);
  code.addEnvironment('HOSO_MAILBOX_SECRET', secret.ref);
  allowMailboxSecret(role, secret, ['secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue']);
  allowDataKey(role, dataKey, ['s3', 'dynamodb', 'secretsmanager']);
  return code;
}

/** Lets a function work on the jobs a queue tells of; only messages it could not take come back. */
function workOn(
  code: LambdaCode,
  queue: IQueue,
  limit: { readonly batch: number; readonly concurrency: number },
): void {
  code.addEventSource(
    new SqsEventSource(queue, {
      batchSize: limit.batch,
      maxConcurrency: limit.concurrency,
      reportBatchItemFailures: true,
    }),
  );
}

function createRole(scope: Construct, name: FunctionName): Role {
  return new Role(scope, `${pascalCase(name)}Role`, {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    description: `Ho So: ${name}`,
  });
}

function createFunction(
  scope: Construct,
  name: FunctionName,
  { bucket, table, queues, operationsKey, functionsFolder }: Stores,
  isolated?: { readonly role: Role; readonly network: IsolatedNetwork },
): { readonly code: LambdaCode; readonly role: Role } {
  const { memoryMb, timeoutSeconds }: Limits = limits[name];
  const functionName = `${Stack.of(scope).stackName}-${name}`;
  const role = isolated?.role ?? createRole(scope, name);
  const logGroup = createLogGroup(scope, pascalCase(name), operationsKey);
  logGroup.grantWrite(role);
  // Before the function: Lambda tries these rights when it connects the function.
  if (isolated !== undefined)
    allowNetworkInterfaces(
      role,
      `arn:${Aws.PARTITION}:lambda:${Aws.REGION}:${Aws.ACCOUNT_ID}:function:${functionName}`,
    );
  const sendsJobs = name === 'deliver-outbox' || name === 'keep-time';
  const code = new LambdaCode(scope, pascalCase(name), {
    functionName,
    role,
    logGroup,
    runtime: Runtime.NODEJS_24_X,
    // Native modules of the readers are those of x86_64; the rest has none.
    architecture: isolated === undefined ? Architecture.ARM_64 : Architecture.X86_64,
    code: Code.fromAsset(join(functionsFolder, name)),
    handler: 'index.handler',
    memorySize: memoryMb,
    timeout: Duration.seconds(timeoutSeconds),
    environment: {
      NODE_OPTIONS: '--enable-source-maps',
      HOSO_BUCKET: bucket.bucketName,
      HOSO_TABLE: table.tableName,
      ...(sendsJobs
        ? { HOSO_LIGHT_QUEUE: queues.light.queue.queueUrl, HOSO_HEAVY_QUEUE: queues.heavy.queue.queueUrl }
        : {}),
    },
    ...(isolated === undefined
      ? {}
      : {
          vpc: isolated.network.vpc,
          vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
          securityGroups: [isolated.network.securityGroup],
        }),
  });
  return { code, role };
}

function streamOf(table: Table): string {
  if (table.tableStreamArn === undefined) throw new Error('the table has no stream');
  return table.tableStreamArn;
}

const pascalCase = (name: string): string =>
  name.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
