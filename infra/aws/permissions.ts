import { Aws } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Effect, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { IndexName } from '../../shared/ports/store.ts';
import { acknowledge, templateNameOf } from './acknowledge.ts';

/** Lets a role do this with the objects under these prefixes. */
export function allowObjects(
  role: Role,
  bucket: Bucket,
  actions: readonly `s3:${string}`[],
  under: readonly string[],
): void {
  role.addToPolicy(
    new PolicyStatement({
      actions: [...actions],
      resources: under.map((prefix) => bucket.arnForObjects(`${prefix}*`)),
    }),
  );
  for (const prefix of under)
    acknowledge(
      role,
      `IAM5[Resource::<${templateNameOf(bucket)}.Arn>/${prefix}*]`,
      `Names under ${prefix} begin with the id of a mail or dossier, which no policy can know.`,
    );
}

/** Lets a role learn that an object is missing: without the right to list, S3 answers 403 where it should say 404, and asks under no prefix a condition could name. */
export function allowToMissObjects(role: Role, bucket: Bucket): void {
  role.addToPolicy(new PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn] }));
}

/** Lets a role list the objects under one prefix. */
export function allowToList(role: Role, bucket: Bucket, prefix: string): void {
  role.addToPolicy(
    new PolicyStatement({
      actions: ['s3:ListBucket'],
      resources: [bucket.bucketArn],
      conditions: { StringEquals: { 's3:prefix': prefix } },
    }),
  );
}

/** What functions do with records. Deleting is a right of its own. */
export const recordActions = {
  list: ['dynamodb:Query'],
  update: ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
  commit: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:ConditionCheckItem'],
} as const;

/** Lets a role do this with the table's records. */
export function allowRecords(role: Role, table: Table, actions: readonly string[]): void {
  role.addToPolicy(new PolicyStatement({ actions: [...actions], resources: [table.tableArn] }));
}

/** Lets a role delete records of these partitions only. */
export function allowToDropRecords(role: Role, table: Table, partitions: readonly string[]): void {
  role.addToPolicy(
    new PolicyStatement({
      actions: ['dynamodb:DeleteItem'],
      resources: [table.tableArn],
      conditions: {
        'ForAllValues:StringLike': {
          'dynamodb:LeadingKeys': partitions.map((partition) => `${partition}#*`),
        },
      },
    }),
  );
}

/** Lets a role list through these indexes. */
export function allowIndexes(role: Role, table: Table, names: readonly IndexName[]): void {
  role.addToPolicy(
    new PolicyStatement({
      actions: [...recordActions.list],
      resources: names.map((name) => `${table.tableArn}/index/${name}`),
    }),
  );
}

/** Lets a role use the data key, only as the bucket and the table do so for it. */
export function allowDataKey(
  role: Role,
  key: IKey,
  services: readonly ('s3' | 'dynamodb' | 'secretsmanager')[],
): void {
  role.addToPolicy(
    new PolicyStatement({
      actions: [
        'kms:Encrypt',
        'kms:Decrypt',
        'kms:ReEncryptFrom',
        'kms:ReEncryptTo',
        'kms:GenerateDataKey',
        'kms:DescribeKey',
      ],
      resources: [key.keyArn],
      conditions: {
        StringEquals: {
          'kms:ViaService': services.map((service) => `${service}.${Aws.REGION}.amazonaws.com`),
        },
      },
    }),
  );
}

/** Lets Lambda connect the function to its network, and forbids the same to the function's own code. */
export function allowNetworkInterfaces(role: Role, functionArn: string): void {
  const actions = [
    'ec2:CreateNetworkInterface',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeSubnets',
    'ec2:DeleteNetworkInterface',
    'ec2:AssignPrivateIpAddresses',
    'ec2:UnassignPrivateIpAddresses',
  ];
  role.addToPolicy(new PolicyStatement({ actions, resources: ['*'] }));
  acknowledge(
    role,
    'IAM5[Resource::*]',
    'Lambda connects functions to a network under rights on every interface (AWSLambdaVPCAccessExecutionRole); the next statement denies them to the code.',
  );
  role.addToPolicy(
    new PolicyStatement({
      effect: Effect.DENY,
      actions: [...actions, 'ec2:DetachNetworkInterface'],
      resources: ['*'],
      conditions: { ArnEquals: { 'lambda:SourceFunctionArn': functionArn } },
    }),
  );
}
