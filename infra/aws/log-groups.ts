import { RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

/** An encrypted log, kept for a year. */
export function createLogGroup(scope: Construct, name: string, operationsKey: IKey): LogGroup {
  return new LogGroup(scope, `${name}Log`, {
    encryptionKey: operationsKey,
    retention: RetentionDays.ONE_YEAR,
    removalPolicy: RemovalPolicy.RETAIN,
  });
}
