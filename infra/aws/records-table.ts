import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { tableIndexes, tableKeys } from '../../shared/adapters/aws/table-schema.ts';

/** The one table of records and jobs: restorable to any second of 35 days, and kept when the stack goes. */
export function createRecordsTable(scope: Construct, dataKey: IKey): Table {
  const text = (name: string) => ({ name, type: AttributeType.STRING });
  const table = new Table(scope, 'Records', {
    partitionKey: text(tableKeys.partition),
    sortKey: text(tableKeys.sort),
    billingMode: BillingMode.PAY_PER_REQUEST,
    encryption: TableEncryption.CUSTOMER_MANAGED,
    encryptionKey: dataKey,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: true,
    stream: StreamViewType.NEW_IMAGE,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  for (const [indexName, keys] of Object.entries(tableIndexes))
    table.addGlobalSecondaryIndex({
      indexName,
      partitionKey: text(keys.partition),
      sortKey: text(keys.sort),
      projectionType: ProjectionType.ALL,
    });
  return table;
}
