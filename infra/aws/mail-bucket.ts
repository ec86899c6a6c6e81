import { Aws, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  ObjectOwnership,
  type CfnBucket,
  type IBucket,
} from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';

/** Where the folders of the bucket begin. */
export const prefixes = {
  /** Mails as SES wrote them, until they are accepted. */
  inbound: 'inbound/',
  mails: 'mail/',
  dossiers: 'dossier/',
  rubrics: 'rubric/',
  drafts: 'drafts/',
  sectors: 'sectors/',
  council: 'council/',
  templates: 'templates/',
  rounds: 'round/',
  /** Files too large for the portal's gateway, until a browser has fetched them. */
  downloads: 'downloads/',
  /** Tombstones. */
  erased: 'erased/',
} as const;

/** The bucket of mails and dossiers: encrypted, versioned, closed, and kept when the stack goes. */
export function createMailBucket(scope: Construct, dataKey: IKey): Bucket {
  const closed = {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    versioned: true,
    removalPolicy: RemovalPolicy.RETAIN,
  };
  const accessLogs = new Bucket(scope, 'AccessLogs', {
    ...closed,
    // S3 writes access logs to no bucket encrypted by a customer's key (S3 user guide, server access logging).
    encryption: BucketEncryption.S3_MANAGED,
    lifecycleRules: [
      {
        expiration: Duration.days(365),
        noncurrentVersionExpiration: Duration.days(30),
        abortIncompleteMultipartUploadAfter: Duration.days(7),
      },
    ],
  });
  acknowledge(accessLogs, 'S1', 'It holds the access logs; a log of their own would log itself.');

  const bucket = new Bucket(scope, 'MailBucket', {
    ...closed,
    bucketName: nameMailBucket(scope),
    encryption: BucketEncryption.KMS,
    encryptionKey: dataKey,
    bucketKeyEnabled: true,
    serverAccessLogsBucket: accessLogs as IBucket,
    serverAccessLogsPrefix: 'mails/',
    lifecycleRules: [
      {
        abortIncompleteMultipartUploadAfter: Duration.days(7),
        noncurrentVersionExpiration: Duration.days(30),
        expiredObjectDeleteMarker: true,
      },
      // Copies: they must not outlive what they were made of.
      {
        prefix: prefixes.downloads,
        expiration: Duration.days(1),
        noncurrentVersionExpiration: Duration.days(1),
      },
    ],
  });
  return bucket;
}

/** A name known before the bucket is made: the queue it reports to must admit it first. */
function nameMailBucket(scope: Construct): string {
  return `${Stack.of(scope).stackName.toLowerCase()}-mails-${Aws.ACCOUNT_ID}-${Aws.REGION}`;
}

/** The bucket's ARN by its name, for policies that the bucket itself waits for. */
export const arnOfMailBucket = (scope: Construct): string =>
  `arn:${Aws.PARTITION}:s3:::${nameMailBucket(scope)}`;

/** The bucket's resource in the template. */
export const resourceOfBucket = (bucket: Bucket): CfnBucket => bucket.node.defaultChild as CfnBucket;
