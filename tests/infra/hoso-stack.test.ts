import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks } from 'cdk-nag';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HosoStack } from '../../infra/aws/hoso-stack.ts';
import { readSettings } from '../../infra/aws/settings.ts';
import { limits, type Limits } from '../../infra/aws/stage-limits.ts';

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, Json>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}
interface Statement {
  readonly Effect: string;
  readonly Principal?: Json;
  readonly Action: string | readonly string[];
  readonly Resource: Json;
  readonly Condition?: Json;
}

const folder = mkdtempSync(join(tmpdir(), 'hoso-stack-'));
let stack: HosoStack;
let resources: Readonly<Record<string, Resource>>;
let outputs: Readonly<Record<string, { readonly Value: Json }>>;

/** The app as `cdk.json` configures it, with functions that need not be built. */
function makeStack(context: Readonly<Record<string, string | boolean>> = {}): HosoStack {
  const { context: ofProject } = JSON.parse(readFileSync('cdk.json', 'utf8')) as {
    readonly context: Record<string, unknown>;
  };
  const app = new App({
    outdir: mkdtempSync(join(folder, 'out-')),
    context: { ...ofProject, ...context },
    analyticsReporting: false,
  });
  return new HosoStack(app, 'Hoso', { settings: readSettings(app.node), functionsFolder: folder });
}

beforeAll(() => {
  for (const name of Object.keys(limits)) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'index.mjs'), 'export const handler = () => {};\n');
  }
  stack = makeStack();
  const template = Template.fromStack(stack).toJSON() as {
    readonly Resources: typeof resources;
    readonly Outputs: typeof outputs;
  };
  resources = template.Resources;
  outputs = template.Outputs;
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A value of the template as one line: references by the name the code gives them. */
function say(value: Json | undefined): string {
  if (Array.isArray(value)) return value.map((each: Json) => say(each)).join('');
  if (value === null || value === undefined || typeof value !== 'object') return String(value);
  const { Ref, 'Fn::GetAtt': attribute, 'Fn::Join': join } = value as Readonly<Record<string, Json>>;
  if (typeof Ref === 'string') return `<${plain(Ref)}>`;
  if (Array.isArray(attribute)) return `<${plain(String(attribute[0]))}.${String(attribute[1])}>`;
  if (Array.isArray(join)) return say((join as readonly Json[])[1]);
  return JSON.stringify(value);
}
/** A name of the template without the hash that CDK puts behind it. */
const plain = (name: string): string => name.replace(/[0-9A-F]{8}$/, '');

const list = <T>(value: T | readonly T[]): readonly T[] => (Array.isArray(value) ? value : [value as T]);
const ofType = (type: string): readonly (readonly [name: string, resource: Resource])[] =>
  Object.entries(resources).filter(([, resource]) => resource.Type === type);
const namesOf = (type: string): readonly string[] => ofType(type).map(([name]) => plain(name));
function one(type: string, name: string): Resource {
  const found = ofType(type).filter(([each]) => plain(each) === name);
  const [first] = found;
  if (first === undefined || found.length > 1) throw new Error(`${found.length} of ${type} ${name}`);
  return first[1];
}
const read = (resource: Resource, ...path: readonly (string | number)[]): Json | undefined =>
  path.reduce<Json | undefined>(
    (value, step) => (value as Readonly<Record<string, Json>> | undefined)?.[step],
    resource.Properties,
  );
function statementsOf(resource: Resource, ...path: readonly string[]): readonly Statement[] {
  return read(resource, ...path, 'Statement') as unknown as readonly Statement[];
}

/** What a role may do, as "effect actions on resources if condition". */
function rightsOf(role: string): readonly string[] {
  return ofType('AWS::IAM::Policy')
    .filter(([, policy]) => say(policy.Properties['Roles'] as Json) === `<${role}>`)
    .flatMap(([, policy]) => statementsOf(policy, 'PolicyDocument'))
    .map(sayStatement);
}
function sayStatement({ Effect, Action, Resource, Condition }: Statement): string {
  const where = Condition === undefined ? '' : ` if ${sayCondition(Condition)}`;
  return `${Effect} ${list(Action).join(' ')} on ${list(Resource).map(say).join(' ')}${where}`;
}
function sayCondition(condition: Json): string {
  return Object.entries(condition as Readonly<Record<string, Readonly<Record<string, Json>>>>)
    .flatMap(([test, keys]) =>
      Object.entries(keys).map(
        ([key, value]) =>
          `${test} ${key} ${list(value)
            .map((each) => say(each))
            .join(' ')}`,
      ),
    )
    .join(', ');
}

const keyRights =
  'Allow kms:Decrypt kms:DescribeKey kms:Encrypt kms:GenerateDataKey kms:ReEncryptFrom kms:ReEncryptTo on <DataKey.Arn> if StringEquals kms:ViaService';
const consumes =
  'Allow sqs:ChangeMessageVisibility sqs:DeleteMessage sqs:GetQueueAttributes sqs:GetQueueUrl sqs:ReceiveMessage on';
const secretService = 'secretsmanager.<AWS::Region>.amazonaws.com';
const bothServices = 's3.<AWS::Region>.amazonaws.com dynamodb.<AWS::Region>.amazonaws.com';
const commits =
  'Allow dynamodb:ConditionCheckItem dynamodb:GetItem dynamodb:PutItem dynamodb:UpdateItem on <Records.Arn>';
const networkActions =
  'ec2:AssignPrivateIpAddresses ec2:CreateNetworkInterface ec2:DeleteNetworkInterface ec2:DescribeNetworkInterfaces ec2:DescribeSubnets';

describe('what is kept', () => {
  test('mails and records lie encrypted under the data key, logs and alarms under another, keys are renewed', () => {
    const encryption = (bucket: string) =>
      read(one('AWS::S3::Bucket', bucket), 'BucketEncryption', 'ServerSideEncryptionConfiguration', 0);
    expect(namesOf('AWS::S3::Bucket')).toEqual(['AccessLogs', 'MailBucket']);
    const ofMails = encryption('MailBucket') as Readonly<Record<string, Json>>;
    expect(ofMails['BucketKeyEnabled']).toBe(true);
    const byDefault = ofMails['ServerSideEncryptionByDefault'] as Readonly<Record<string, Json>>;
    expect([byDefault['SSEAlgorithm'], say(byDefault['KMSMasterKeyID'])]).toEqual([
      'aws:kms',
      '<DataKey.Arn>',
    ]);
    expect(encryption('AccessLogs')).toEqual({ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } });

    expect(namesOf('AWS::DynamoDB::Table')).toEqual(['Records']);
    const ofTable = read(one('AWS::DynamoDB::Table', 'Records'), 'SSESpecification') as Readonly<
      Record<string, Json>
    >;
    expect([ofTable['SSEEnabled'], ofTable['SSEType'], say(ofTable['KMSMasterKeyId'])]).toEqual([
      true,
      'KMS',
      '<DataKey.Arn>',
    ]);

    expect(ofType('AWS::SQS::Queue').map(([, queue]) => queue.Properties['SqsManagedSseEnabled'])).toEqual(
      Array(7).fill(true),
    );
    expect(ofType('AWS::SNS::Topic').map(([, topic]) => say(topic.Properties['KmsMasterKeyId']))).toEqual([
      '<OperationsKey.Arn>',
    ]);
    expect(
      ofType('AWS::Logs::LogGroup').map(([, log]) => [
        say(log.Properties['KmsKeyId']),
        log.Properties['RetentionInDays'],
      ]),
    ).toEqual(Array(9).fill(['<OperationsKey.Arn>', 365]));
    expect(ofType('AWS::KMS::Key').map(([, key]) => key.Properties['EnableKeyRotation'])).toEqual([
      true,
      true,
    ]);
  });

  test('mails, records and keys outlive the stack, and versions and points in time bring back what was overwritten, but not copies made to be fetched', () => {
    for (const type of ['AWS::S3::Bucket', 'AWS::DynamoDB::Table', 'AWS::KMS::Key'])
      for (const [name, { DeletionPolicy, UpdateReplacePolicy }] of ofType(type))
        expect([name, DeletionPolicy, UpdateReplacePolicy]).toEqual([name, 'Retain', 'Retain']);
    const table = one('AWS::DynamoDB::Table', 'Records');
    expect(table.Properties['DeletionProtectionEnabled']).toBe(true);
    expect(read(table, 'PointInTimeRecoverySpecification', 'PointInTimeRecoveryEnabled')).toBe(true);
    expect(stack.terminationProtection).toBe(true);
    const bucket = one('AWS::S3::Bucket', 'MailBucket');
    expect(read(bucket, 'VersioningConfiguration', 'Status')).toBe('Enabled');
    expect(read(bucket, 'LifecycleConfiguration', 'Rules')).toEqual([
      {
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
        ExpiredObjectDeleteMarker: true,
        NoncurrentVersionExpiration: { NoncurrentDays: 30 },
        Status: 'Enabled',
      },
      {
        ExpirationInDays: 1,
        NoncurrentVersionExpiration: { NoncurrentDays: 1 },
        Prefix: 'downloads/',
        Status: 'Enabled',
      },
    ]);
  });

  test('no bucket is public, and only SES and the access log write to one by its own policy', () => {
    for (const [name, bucket] of ofType('AWS::S3::Bucket'))
      expect([name, bucket.Properties['PublicAccessBlockConfiguration']]).toEqual([
        name,
        {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
      ]);
    const admitted = ofType('AWS::S3::BucketPolicy')
      .flatMap(([, policy]) => statementsOf(policy, 'PolicyDocument'))
      .filter(({ Effect }) => Effect !== 'Deny');
    expect(
      admitted.map((statement) => `${JSON.stringify(statement.Principal)} ${sayStatement(statement)}`),
    ).toEqual([
      '{"Service":"logging.s3.amazonaws.com"} Allow s3:PutObject on <AccessLogs.Arn>/mails/* if ArnLike aws:SourceArn <MailBucket.Arn>, StringEquals aws:SourceAccount <AWS::AccountId>',
      '{"Service":"ses.amazonaws.com"} Allow s3:PutObject on <MailBucket.Arn>/inbound/* if StringEquals aws:SourceAccount <AWS::AccountId>, StringEquals aws:SourceArn arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>:receipt-rule-set/Hoso:receipt-rule/keep-every-mail',
    ]);
  });

  test('every bucket, queue and topic refuses connections without TLS', () => {
    const refusing = (type: string, property: string): readonly string[] =>
      ofType(type)
        .filter(([, policy]) =>
          statementsOf(policy, 'PolicyDocument').some(
            ({ Effect, Condition, Principal }) =>
              Effect === 'Deny' &&
              JSON.stringify(Condition) === '{"Bool":{"aws:SecureTransport":"false"}}' &&
              JSON.stringify(Principal).includes('*'),
          ),
        )
        .flatMap(([, policy]) => list(policy.Properties[property] as Json).map(say))
        .sort();
    const referred = (type: string): readonly string[] =>
      namesOf(type)
        .map((name) => `<${name}>`)
        .sort();
    expect(refusing('AWS::S3::BucketPolicy', 'Bucket')).toEqual(referred('AWS::S3::Bucket'));
    expect(refusing('AWS::SQS::QueuePolicy', 'Queues')).toEqual(referred('AWS::SQS::Queue'));
    expect(refusing('AWS::SNS::TopicPolicy', 'Topics')).toEqual(referred('AWS::SNS::Topic'));
  });
});

describe('how a mail comes in', () => {
  test('SES keeps every mail of the domain as it came, under inbound/, and leaves encrypting to the bucket', () => {
    const rule = read(one('AWS::SES::ReceiptRule', 'KeepEveryMail'), 'Rule') as Readonly<
      Record<string, Json>
    >;
    expect({ ...rule, Actions: say(rule['Actions']) }).toEqual({
      Name: 'keep-every-mail',
      Enabled: true,
      Recipients: ['hoso.example'],
      ScanEnabled: true,
      TlsPolicy: 'Optional',
      Actions: JSON.stringify({
        S3Action: { BucketName: { Ref: bucketId() }, ObjectKeyPrefix: 'inbound/' },
      }),
    });
  });

  test('only new mails are announced, and only by the bucket', () => {
    const bucket = one('AWS::S3::Bucket', 'MailBucket');
    const [{ Queue: to, ...what } = {}] = read(
      bucket,
      'NotificationConfiguration',
      'QueueConfigurations',
    ) as readonly Readonly<Record<string, Json>>[];
    expect(say(to)).toBe('<InboundQueue.Arn>');
    expect(what).toEqual({
      Event: 's3:ObjectCreated:*',
      Filter: { S3Key: { Rules: [{ Name: 'prefix', Value: 'inbound/' }] } },
    });
    const admitted = ofType('AWS::SQS::QueuePolicy')
      .flatMap(([, policy]) => statementsOf(policy, 'PolicyDocument'))
      .filter(({ Effect }) => Effect !== 'Deny');
    // The bucket's own name: a reference would make each wait for the other.
    expect(admitted.map(sayStatement)).toEqual([
      'Allow sqs:SendMessage on <InboundQueue.Arn> if StringEquals aws:SourceAccount <AWS::AccountId>, ArnEquals aws:SourceArn arn:<AWS::Partition>:s3:::hoso-mails-<AWS::AccountId>-<AWS::Region>',
    ]);
    expect(say(bucket.Properties['BucketName'])).toBe('hoso-mails-<AWS::AccountId>-<AWS::Region>');
  });

  test('the receipt rules of the account stay as they are, unless the operator says so', () => {
    expect(ofType('Custom::AWS')).toEqual([]);
    const active = makeStack({ 'activate-receipt-rules': 'true' });
    expect(new AwsSolutionsChecks().validateScope(active).violations).toEqual([]);
    const [custom] = Object.values(Template.fromStack(active).findResources('Custom::AWS')) as Resource[];
    expect(JSON.parse(say(custom?.Properties['Create']))).toEqual({
      service: 'SES',
      action: 'setActiveReceiptRuleSet',
      parameters: { RuleSetName: 'Hoso' },
      physicalResourceId: { id: 'Hoso' },
    });
    expect(custom?.Properties['Delete']).toBeUndefined();
  });

  test('an address that is none is refused before anything is made', () => {
    expect(() => makeStack({ 'mail-address': 'hoso.example' })).toThrow('mail-address is no e-mail address');
  });

  test('the operator is told which records to set and where the portal is', () => {
    expect(
      Object.fromEntries(Object.entries(outputs).map(([name, { Value }]) => [name, say(Value)])),
    ).toEqual({
      Bucket: '<MailBucket>',
      Table: '<Records>',
      PortalAddress: 'https://<PortalApi>.execute-api.<AWS::Region>.<AWS::URLSuffix>/',
      AlarmTopic: '<Alarms>',
      ReceiptRuleSet: 'Hoso',
      MxRecord: 'hoso.example MX 10 inbound-smtp.<AWS::Region>.amazonaws.com',
      DkimRecord1: '<MailDomain.DkimDNSTokenName1> CNAME <MailDomain.DkimDNSTokenValue1>',
      DkimRecord2: '<MailDomain.DkimDNSTokenName2> CNAME <MailDomain.DkimDNSTokenValue2>',
      DkimRecord3: '<MailDomain.DkimDNSTokenName3> CNAME <MailDomain.DkimDNSTokenValue3>',
    });
  });
});

describe('what fails is set aside and rings', () => {
  test('every queue has a dead-letter queue of 14 days after at least five tries, and the stream has one too', () => {
    const queues = ofType('AWS::SQS::Queue');
    const redriven = queues.filter(([, queue]) => queue.Properties['RedrivePolicy'] !== undefined);
    expect(
      redriven.map(([name, queue]) => [
        plain(name),
        say(read(queue, 'RedrivePolicy', 'deadLetterTargetArn')),
        Number(read(queue, 'RedrivePolicy', 'maxReceiveCount')) >= 5,
      ]),
    ).toEqual([
      ['InboundQueue', '<InboundDeadQueue.Arn>', true],
      ['LightQueue', '<LightDeadQueue.Arn>', true],
      ['HeavyQueue', '<HeavyDeadQueue.Arn>', true],
    ]);
    expect(
      queues
        .filter(([, queue]) => queue.Properties['RedrivePolicy'] === undefined)
        .map(([name, queue]) => [plain(name), queue.Properties['MessageRetentionPeriod']]),
    ).toEqual(
      ['InboundDeadQueue', 'UndeliveredQueue', 'LightDeadQueue', 'HeavyDeadQueue'].map((name) => [
        name,
        Duration.days(14).toSeconds(),
      ]),
    );
    // What is set aside keeps its age: a source that kept as long would hand over what expires at once.
    for (const [, queue] of redriven)
      expect(Number(queue.Properties['MessageRetentionPeriod'])).toBeLessThan(Duration.days(14).toSeconds());
    expect(say(read(mappingOf('DeliverOutbox'), 'DestinationConfig', 'OnFailure', 'Destination'))).toBe(
      '<UndeliveredQueue.Arn>',
    );
  });

  test('alarms ring for every dead-letter queue, every queue that waits, the stream and what keeps time', () => {
    const alarms = ofType('AWS::CloudWatch::Alarm').map(([name, alarm]) => {
      expect([name, list(alarm.Properties['AlarmActions'] as Json).map(say)]).toEqual([name, ['<Alarms>']]);
      const dimensions = (alarm.Properties['Dimensions'] ?? []) as readonly { readonly Value: Json }[];
      return [
        say(alarm.Properties['MetricName']),
        dimensions.map(({ Value }) => say(Value)).join(' '),
        alarm.Properties['ComparisonOperator'] === 'LessThanThreshold' ? '<' : '>=',
        say(alarm.Properties['Threshold']),
      ].join(' ');
    });
    expect(alarms).toEqual([
      'ApproximateNumberOfMessagesVisible <InboundDeadQueue.QueueName> >= 1',
      'ApproximateNumberOfMessagesVisible <LightDeadQueue.QueueName> >= 1',
      'ApproximateNumberOfMessagesVisible <HeavyDeadQueue.QueueName> >= 1',
      'ApproximateNumberOfMessagesVisible <UndeliveredQueue.QueueName> >= 1',
      'ApproximateAgeOfOldestMessage <InboundQueue.QueueName> >= 900',
      'ApproximateAgeOfOldestMessage <LightQueue.QueueName> >= 1800',
      'ApproximateAgeOfOldestMessage <HeavyQueue.QueueName> >= 3600',
      'IteratorAge <DeliverOutbox> >= 300000',
      'Errors <KeepTime> >= 1',
      'Invocations <KeepTime> < 1',
      'UnacceptedMails  >= 1',
      'DeadJobs  >= 1',
      'Errors <PollMailbox> >= 1',
      'MailboxUnread  >= 1',
    ]);
  });

  test('of the stream only waiting jobs are delivered; a batch that fails is halved and tried again', () => {
    expect({
      ...mappingOf('DeliverOutbox').Properties,
      EventSourceArn: 0,
      DestinationConfig: 0,
      FunctionName: 0,
    }).toEqual({
      EventSourceArn: 0,
      DestinationConfig: 0,
      FunctionName: 0,
      BatchSize: 100,
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 5,
      StartingPosition: 'TRIM_HORIZON',
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      FilterCriteria: {
        Filters: [
          {
            Pattern: JSON.stringify({
              dynamodb: {
                Keys: { pk: { S: [{ prefix: 'JOB#' }] } },
                NewImage: { state: { S: ['waiting'] } },
              },
            }),
          },
        ],
      },
    });
    expect(say(mappingOf('DeliverOutbox').Properties['EventSourceArn'])).toBe('<Records.StreamArn>');
    expect(read(one('AWS::DynamoDB::Table', 'Records'), 'StreamSpecification', 'StreamViewType')).toBe(
      'NEW_IMAGE',
    );
    expect(read(one('AWS::Events::Rule', 'EveryFiveMinutes'), 'ScheduleExpression')).toBe('rate(5 minutes)');
  });
});

describe('the functions', () => {
  test('a queue hides a message six times as long as its function may run, and bounds how many run at once', () => {
    for (const [name, queue, batch, concurrency] of [
      ['AcceptMail', 'InboundQueue', 1, 10],
      ['RunStages', 'LightQueue', 5, 20],
      ['ReadDocument', 'HeavyQueue', 1, 10],
    ] as const) {
      const mapping = mappingOf(name);
      expect(say(mapping.Properties['EventSourceArn'])).toBe(`<${queue}.Arn>`);
      expect(read(mapping, 'ScalingConfig', 'MaximumConcurrency')).toBe(concurrency);
      expect(mapping.Properties['BatchSize']).toBe(batch);
      expect(mapping.Properties['FilterCriteria']).toBeUndefined();
      // One message can fail alone without saying which.
      if (name !== 'AcceptMail')
        expect(mapping.Properties['FunctionResponseTypes']).toEqual(['ReportBatchItemFailures']);
      expect(
        Number(read(one('AWS::SQS::Queue', queue), 'VisibilityTimeout')) >=
          6 * Number(one('AWS::Lambda::Function', name).Properties['Timeout']),
      ).toBe(true);
    }
    expect(
      ofType('AWS::Lambda::Function').filter(
        ([, { Properties }]) => 'ReservedConcurrentExecutions' in Properties,
      ),
    ).toEqual([]);
  });

  test('they run on Node 24 within their limits, and know where to work', () => {
    const env = (name: string) =>
      Object.entries(
        read(one('AWS::Lambda::Function', name), 'Environment', 'Variables') as Readonly<
          Record<string, Json>
        >,
      )
        .map(([key, value]) => `${key}=${say(value)}`)
        .sort();
    const everywhere = [
      'HOSO_BUCKET=<MailBucket>',
      'HOSO_TABLE=<Records>',
      'NODE_OPTIONS=--enable-source-maps',
    ];
    const queues = ['HOSO_HEAVY_QUEUE=<HeavyQueue>', 'HOSO_LIGHT_QUEUE=<LightQueue>'];
    for (const [name, folderName, more] of [
      ['AcceptMail', 'accept-mail', []],
      ['RunStages', 'run-stages', []],
      ['ReadDocument', 'read-document', []],
      ['DeliverOutbox', 'deliver-outbox', queues],
      ['KeepTime', 'keep-time', [...queues, 'HOSO_INBOUND_QUEUE=<InboundQueue>']],
      ['PollMailbox', 'poll-mailbox', ['HOSO_MAILBOX_SECRET=<MailboxSecret>']],
      [
        'Portal',
        'portal',
        [
          'HOSO_MAILBOX_SECRET=<MailboxSecret>',
          'HOSO_MAIL_ADDRESS=ho-so@hoso.example',
          'HOSO_PORTAL_HOSTS=<PortalApi>.execute-api.<AWS::Region>.<AWS::URLSuffix>',
          'HOSO_FIRST_ADMINISTRATOR=quan-tri@hoso.example',
          'HOSO_SIGN_IN_CLIENT=<PeoplePortal>',
          'HOSO_SIGN_IN_ISSUER=<People.ProviderURL>',
        ],
      ],
    ] as const) {
      const { Runtime, Architectures, MemorySize, Timeout, Handler } = one(
        'AWS::Lambda::Function',
        name,
      ).Properties;
      const { memoryMb, timeoutSeconds }: Limits = limits[folderName];
      expect([name, Runtime, Architectures, MemorySize, Timeout, Handler]).toEqual([
        name,
        'nodejs24.x',
        [name === 'ReadDocument' ? 'x86_64' : 'arm64'],
        memoryMb,
        timeoutSeconds,
        'index.handler',
      ]);
      expect([name, env(name)]).toEqual([name, [...everywhere, ...more].sort()]);
    }
    expect(namesOf('AWS::Lambda::Function')).toHaveLength(7);
  });

  test('no role may do everything of a kind, and resources are named but for these', () => {
    const statements = ofType('AWS::IAM::Policy').flatMap(([, policy]) =>
      statementsOf(policy, 'PolicyDocument'),
    );
    expect(statements.length).toBeGreaterThan(30);
    expect(statements.flatMap(({ Action }) => list(Action)).filter((action) => action.includes('*'))).toEqual(
      [],
    );
    const wide = statements
      .filter(({ Effect }) => Effect === 'Allow')
      .flatMap(({ Resource }) => list(Resource).map(say))
      .filter((resource) => resource.includes('*'));
    expect([...new Set(wide)].sort()).toEqual([
      // Lambda's own work at the network of read-document.
      '*',
      '<MailBucket.Arn>/council/*',
      '<MailBucket.Arn>/dossier/*',
      '<MailBucket.Arn>/downloads/*',
      '<MailBucket.Arn>/drafts/*',
      '<MailBucket.Arn>/erased/*',
      '<MailBucket.Arn>/inbound/*',
      '<MailBucket.Arn>/mail/*',
      '<MailBucket.Arn>/round/*',
      '<MailBucket.Arn>/rubric/*',
      '<MailBucket.Arn>/sectors/*',
      '<MailBucket.Arn>/templates/*',
      '<Records.Arn>/stream/*',
    ]);
    for (const [name, role] of ofType('AWS::IAM::Role'))
      expect([name, role.Properties['ManagedPolicyArns'], role.Properties['Policies']]).toEqual([
        name,
        undefined,
        undefined,
      ]);
  });

  test('only who accepts mails deletes objects, new mails, and only the portal deletes records, of sessions, links and addresses', () => {
    const deleting = ofType('AWS::IAM::Policy').flatMap(([name, policy]) =>
      statementsOf(policy, 'PolicyDocument')
        .filter(({ Action }) => list(Action).some((action) => /^(?:s3|dynamodb|kms):.*Delete/.test(action)))
        .map(({ Resource }) => [name.replace(/DefaultPolicy.*$/, ''), say(Resource)]),
    );
    expect(deleting).toEqual([
      ['AcceptMailRole', '<MailBucket.Arn>/inbound/*'],
      ['PortalRole', '<Records.Arn>'],
    ]);
  });

  test('the portal keeps what people bring and decide, and deletes nothing but sessions, links and addresses', () => {
    expect(rightsOf('PortalRole')).toEqual([
      'Allow logs:CreateLogStream logs:PutLogEvents on <PortalLog.Arn>',
      'Allow s3:GetObject s3:PutObject on <MailBucket.Arn>/council/* <MailBucket.Arn>/dossier/* <MailBucket.Arn>/downloads/* <MailBucket.Arn>/drafts/* <MailBucket.Arn>/mail/* <MailBucket.Arn>/round/* <MailBucket.Arn>/rubric/* <MailBucket.Arn>/sectors/* <MailBucket.Arn>/templates/*',
      'Allow s3:GetObject on <MailBucket.Arn>/erased/*',
      'Allow s3:ListBucket on <MailBucket.Arn>',
      'Allow dynamodb:ConditionCheckItem dynamodb:GetItem dynamodb:PutItem dynamodb:Query dynamodb:UpdateItem on <Records.Arn>',
      'Allow dynamodb:DeleteItem on <Records.Arn> if ForAllValues:StringLike dynamodb:LeadingKeys SESSIONS#* INVITATION#* ADDRESS#*',
      'Allow dynamodb:Query on <Records.Arn>/index/index1 <Records.Arn>/index/index2',
      'Allow secretsmanager:GetSecretValue secretsmanager:PutSecretValue on <MailboxSecret>',
      `${keyRights} ${bothServices} ${secretService}`,
    ]);
  });

  test('the reader of the office’s mailbox takes mails in, reads the one password and nothing else', () => {
    expect(rightsOf('PollMailboxRole')).toEqual([
      'Allow logs:CreateLogStream logs:PutLogEvents on <PollMailboxLog.Arn>',
      'Allow secretsmanager:GetSecretValue on <MailboxSecret>',
      'Allow s3:GetObject s3:PutObject on <MailBucket.Arn>/mail/*',
      'Allow s3:GetObject on <MailBucket.Arn>/erased/*',
      'Allow s3:ListBucket on <MailBucket.Arn>',
      'Allow dynamodb:ConditionCheckItem dynamodb:GetItem dynamodb:PutItem dynamodb:Query dynamodb:UpdateItem on <Records.Arn>',
      `${keyRights} ${bothServices} ${secretService}`,
    ]);
    const rule = one('AWS::Events::Rule', 'ReadMailbox');
    expect([read(rule, 'ScheduleExpression'), read(rule, 'Targets', 0, 'RetryPolicy')]).toEqual([
      'rate(5 minutes)',
      { MaximumRetryAttempts: 0 },
    ]);
    // A run ends before the next begins, and is on no network of its own: mail services are on the internet.
    const reader = one('AWS::Lambda::Function', 'PollMailbox').Properties;
    expect([Number(reader['Timeout']) < 300, reader['VpcConfig']]).toEqual([true, undefined]);
    // Empty until an administrator enters it.
    expect(Object.keys(one('AWS::SecretsManager::Secret', 'MailboxSecret').Properties).sort()).toEqual([
      'Description',
      'KmsKeyId',
    ]);
  });

  test('the way into the portal, which itself asks who calls, is limited and logged; nobody signs up, and a second factor is required', () => {
    expect(
      ofType('AWS::ApiGatewayV2::Route').map(([, { Properties }]) => [
        Properties['RouteKey'],
        Properties['AuthorizationType'],
      ]),
    ).toEqual([['$default', 'NONE']]);
    const people = one('AWS::Cognito::UserPool', 'People').Properties;
    expect([
      people['AdminCreateUserConfig'],
      people['MfaConfiguration'],
      people['EnabledMfas'],
    ]).toMatchObject([{ AllowAdminCreateUserOnly: true }, 'ON', ['SOFTWARE_TOKEN_MFA']]);
    const client = one('AWS::Cognito::UserPoolClient', 'PeoplePortal').Properties;
    expect([client['AllowedOAuthFlows'], client['GenerateSecret']]).toEqual([['code'], false]);
    expect(say((client['CallbackURLs'] as readonly Json[])[0] ?? null)).toBe(
      'https://<PortalApi>.execute-api.<AWS::Region>.<AWS::URLSuffix>/dang-nhap/ve',
    );
    const [[, stage]] = ofType('AWS::ApiGatewayV2::Stage') as [readonly [string, Resource]];
    expect(stage.Properties['DefaultRouteSettings']).toEqual({
      ThrottlingBurstLimit: 100,
      ThrottlingRateLimit: 50,
    });
    expect(say(read(stage, 'AccessLogSettings', 'DestinationArn'))).toBe('<PortalAccessLog.Arn>');
    expect(say(read(stage, 'AccessLogSettings', 'Format'))).not.toMatch(/query|requestBody|header/i);
  });
});

describe('the reader of documents has no way out', () => {
  test('its subnets have no route but those of the two endpoints, and nothing leads on from its network', () => {
    const reader = one('AWS::Lambda::Function', 'ReadDocument');
    const subnets = list(read(reader, 'VpcConfig', 'SubnetIds') as Json).map(say);
    expect(subnets).toHaveLength(2);
    expect(namesOf('AWS::EC2::Subnet').map((name) => `<${name}>`)).toEqual(subnets);
    for (const [, subnet] of ofType('AWS::EC2::Subnet'))
      expect(subnet.Properties['MapPublicIpOnLaunch']).toBe(false);
    const network = new Set(
      Object.values(resources)
        .map(({ Type }) => Type)
        .filter((type) => type.startsWith('AWS::EC2::')),
    );
    // No route, gateway, peering or address of any kind.
    expect([...network].sort()).toEqual([
      'AWS::EC2::FlowLog',
      'AWS::EC2::RouteTable',
      'AWS::EC2::SecurityGroup',
      'AWS::EC2::Subnet',
      'AWS::EC2::SubnetRouteTableAssociation',
      'AWS::EC2::VPC',
      'AWS::EC2::VPCEndpoint',
    ]);
    expect(
      ofType('AWS::EC2::VPCEndpoint').map(([, { Properties }]) => [
        say(Properties['ServiceName']),
        Properties['VpcEndpointType'],
      ]),
    ).toEqual([
      ['com.amazonaws.<AWS::Region>.s3', 'Gateway'],
      ['com.amazonaws.<AWS::Region>.dynamodb', 'Gateway'],
    ]);
    const group = one('AWS::EC2::SecurityGroup', 'Reading');
    expect(say(read(reader, 'VpcConfig', 'SecurityGroupIds'))).toBe('<Reading.GroupId>');
    expect(group.Properties['SecurityGroupIngress']).toBeUndefined();
    expect(
      (group.Properties['SecurityGroupEgress'] as readonly Readonly<Record<string, Json>>[]).map(
        ({ IpProtocol, FromPort, ToPort }) => [IpProtocol, FromPort, ToPort],
      ),
    ).toEqual([['tcp', 443, 443]]);
  });

  test('the endpoints let nobody but the reader through, and him to his own prefixes and table only', () => {
    const passes = ofType('AWS::EC2::VPCEndpoint').flatMap(([, endpoint]) =>
      statementsOf(endpoint, 'PolicyDocument').map(sayStatement),
    );
    const onlyTheReader = 'if ArnEquals aws:PrincipalArn <ReadDocumentRole.Arn>';
    expect(passes).toEqual([
      `Allow s3:GetObject s3:PutObject on <MailBucket.Arn>/mail/* <MailBucket.Arn>/rubric/* <MailBucket.Arn>/sectors/* ${onlyTheReader}`,
      `Allow s3:GetObject on <MailBucket.Arn>/erased/* <MailBucket.Arn>/round/* ${onlyTheReader}`,
      `Allow s3:ListBucket on <MailBucket.Arn> ${onlyTheReader}`,
      `${commits} ${onlyTheReader}`,
    ]);
  });

  test('it can ask for no name but those of the bucket and the table', () => {
    const [[, rules]] = ofType('AWS::Route53Resolver::FirewallRuleGroup') as [readonly [string, Resource]];
    const domains = (name: string) =>
      (one('AWS::Route53Resolver::FirewallDomainList', name).Properties['Domains'] as readonly Json[]).map(
        say,
      );
    expect(
      (rules.Properties['FirewallRules'] as readonly Readonly<Record<string, Json>>[]).map(
        ({ Priority, Action, FirewallDomainListId }) => [Priority, Action, say(FirewallDomainListId)],
      ),
    ).toEqual([
      [1, 'ALLOW', '<AllowedNames.Id>'],
      [2, 'BLOCK', '<AllNames.Id>'],
    ]);
    expect(domains('AllNames')).toEqual(['*']);
    expect(domains('AllowedNames')).toEqual([
      '<MailBucket>.s3.<AWS::Region>.<AWS::URLSuffix>',
      'dynamodb.<AWS::Region>.<AWS::URLSuffix>',
      '<AWS::AccountId>.ddb.<AWS::Region>.<AWS::URLSuffix>',
    ]);
    expect(
      ofType('AWS::Route53Resolver::FirewallRuleGroupAssociation').map(([, { Properties }]) =>
        say(Properties['VpcId']),
      ),
    ).toEqual(['<Isolated>']);
  });

  test('its role reads and writes mails and commits, and neither sends, lists records nor deletes', () => {
    expect(rightsOf('ReadDocumentRole')).toEqual([
      'Allow logs:CreateLogStream logs:PutLogEvents on <ReadDocumentLog.Arn>',
      `Allow ${networkActions} ec2:UnassignPrivateIpAddresses on *`,
      `Deny ${networkActions} ec2:DetachNetworkInterface ec2:UnassignPrivateIpAddresses on * if ArnEquals lambda:SourceFunctionArn arn:<AWS::Partition>:lambda:<AWS::Region>:<AWS::AccountId>:function:Hoso-read-document`,
      'Allow s3:GetObject s3:PutObject on <MailBucket.Arn>/mail/* <MailBucket.Arn>/rubric/* <MailBucket.Arn>/sectors/*',
      'Allow s3:GetObject on <MailBucket.Arn>/erased/* <MailBucket.Arn>/round/*',
      'Allow s3:ListBucket on <MailBucket.Arn>',
      commits,
      `${keyRights} ${bothServices}`,
      `${consumes} <HeavyQueue.Arn>`,
    ]);
    // The denial names the function as it is called.
    expect(one('AWS::Lambda::Function', 'ReadDocument').Properties['FunctionName']).toBe(
      'Hoso-read-document',
    );
  });
});

describe('cdk-nag', () => {
  test('finds nothing that is not acknowledged with a reason', () => {
    expect(new AwsSolutionsChecks().validateScope(stack).violations).toEqual([]);
  });

  test('would find a queue that nobody thought about', () => {
    const careless = makeStack();
    new Queue(careless, 'Careless');
    expect(
      new AwsSolutionsChecks().validateScope(careless).violations.map(({ ruleName }) => ruleName),
    ).toEqual(['AwsSolutions-SQS3', 'AwsSolutions-SQS4']);
  });
});

/** The source of events of a function. */
function mappingOf(name: string): Resource {
  const [found] = ofType('AWS::Lambda::EventSourceMapping').filter(
    ([, { Properties }]) => say(Properties['FunctionName']) === `<${name}>`,
  );
  if (found === undefined) throw new Error(`nothing calls ${name}`);
  return found[1];
}

function bucketId(): string {
  const [found] = ofType('AWS::S3::Bucket').filter(([name]) => plain(name) === 'MailBucket');
  return found?.[0] ?? '';
}
