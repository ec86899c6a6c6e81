import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { CreateTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { tableIndexes, tableKeys } from '../../../shared/adapters/aws/table-schema.ts';

/** Made up: the emulators ask for some, and check none. */
export const testAccess = {
  region: 'ap-southeast-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
} as const;

export interface DynamoDbLocal {
  readonly endpoint: string;
  readonly client: DynamoDBClient;
  /** An empty table as the stack makes it. */
  createTable(name: string): Promise<void>;
  stop(): void;
}

/** Starts AWS's own DynamoDB Local in memory on a free port; resolves when it answers. */
export async function startDynamoDbLocal(folder: string): Promise<DynamoDbLocal> {
  const port = await findFreePort();
  const java = spawn(
    'java',
    [
      `-Djava.library.path=${join(folder, 'DynamoDBLocal_lib')}`,
      '-jar',
      join(folder, 'DynamoDBLocal.jar'),
      '-inMemory',
      '-disableTelemetry',
      '-port',
      String(port),
    ],
    { stdio: 'ignore' },
  );
  const endpoint = `http://127.0.0.1:${port}`;
  const client = new DynamoDBClient({ endpoint, ...testAccess });
  for (let attempt = 1; ; attempt += 1)
    try {
      await client.send(new ListTablesCommand({}));
      break;
    } catch (error) {
      if (attempt >= 600 || java.exitCode !== null) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  return {
    endpoint,
    client,
    async createTable(name) {
      const keys = [tableKeys, ...Object.values(tableIndexes)];
      await client.send(
        new CreateTableCommand({
          TableName: name,
          BillingMode: 'PAY_PER_REQUEST',
          AttributeDefinitions: keys
            .flatMap(({ partition, sort }) => [partition, sort])
            .map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
          KeySchema: keySchema(tableKeys),
          GlobalSecondaryIndexes: Object.entries(tableIndexes).map(([IndexName, index]) => ({
            IndexName,
            KeySchema: keySchema(index),
            Projection: { ProjectionType: 'ALL' },
          })),
          StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
        }),
      );
    },
    stop() {
      client.destroy();
      java.kill('SIGKILL');
    },
  };
}

const keySchema = ({ partition, sort }: { readonly partition: string; readonly sort: string }) => [
  { AttributeName: partition, KeyType: 'HASH' as const },
  { AttributeName: sort, KeyType: 'RANGE' as const },
];

function findFreePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => {
        resolve(port);
      });
    });
  });
}
