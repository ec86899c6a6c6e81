import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openContentNames } from '../../shared/adapters/aws/content-names.ts';
import { openDynamoStore } from '../../shared/adapters/aws/dynamo-store.ts';
import type { DeliveredJobs } from '../../shared/ports/jobs.ts';
import type { Store } from '../../shared/ports/store.ts';
import { startDynamoDbLocal, type DynamoDbLocal } from '../support/cloud/dynamodb-local.ts';
import { findDynamoDbLocal, needs } from '../support/cloud/find-tools.ts';
import { makeMovableClock } from '../support/movable-clock.ts';
import { describeContentNames } from './content-names-contract.ts';
import { describeCalendar } from './calendar-contract.ts';
import { describeSending } from './sending-contract.ts';
import { describeDeadlines } from './deadline-contract.ts';
import { describeRoundChecks } from './round-checks-contract.ts';
import { describeDeliveredJobs, describeStore, type OpenStore } from './store-contract.ts';

/*
 * What DynamoDB Local does not show: indexes that are late (it updates them at once; the local store's contract delays its own,
 * and no stage decides on an index), throttling, and point-in-time recovery.
 */
const folder = findDynamoDbLocal();

describe.skipIf(folder === undefined)(
  `DynamoDB${needs('Java and DynamoDB Local', folder !== undefined)}`,
  () => {
    let dynamo: DynamoDbLocal;
    beforeAll(async () => {
      dynamo = await startDynamoDbLocal(folder ?? '');
    });
    afterAll(() => {
      dynamo.stop();
    });

    const open: OpenStore<Store & DeliveredJobs> = async ({ clock, random }) => {
      const table = randomUUID();
      await dynamo.createTable(table);
      const store = openDynamoStore({ client: dynamo.client, table, clock, random });
      return {
        store,
        // As keep-time and a worker together do: a job is found due, and taken by its id.
        lease: async (leaseMs) => {
          const now = clock.now();
          for (const { id } of await store.listUndelivered({
            dueBefore: now,
            staleBefore: now,
            limit: 1000,
          })) {
            const job = await store.take(id, leaseMs);
            if (job !== undefined) return job;
          }
          return undefined;
        },
        close: () => undefined,
      };
    };
    const openStore = async () => (await open({ clock: makeMovableClock(), random: () => 0.5 })).store;

    describeStore('AWS (DynamoDB)', open);
    describeDeliveredJobs('AWS (DynamoDB)', open);
    describeRoundChecks('AWS (DynamoDB)', openStore);
    describeDeadlines('AWS (DynamoDB)', openStore);
    describeCalendar('AWS (DynamoDB)', openStore);
    describeSending('AWS (DynamoDB)', openStore);
    describeContentNames('AWS (a record of the table)', async () => openContentNames(await openStore()));

    it('two functions that start together in a new office use one key for names', async () => {
      const store = await openStore();
      const names = await Promise.all([1, 2, 3, 4].map(() => openContentNames(store)));
      const bytes = new TextEncoder().encode('a');
      expect(new Set(names.map((each) => each.nameOf(bytes))).size).toBe(1);
    });

    it('reads records and partitions strongly, and only indexes as they are', async () => {
      const asked: unknown[] = [];
      dynamo.client.middlewareStack.add(
        (next) => (call) => {
          if (call.input instanceof Object && !('TransactItems' in call.input))
            asked.push(['IndexName', 'ConsistentRead'].map((name) => (call.input as never)[name] as unknown));
          return next(call);
        },
        { step: 'initialize', name: 'watch' },
      );
      const store = await openStore();
      asked.length = 0;
      await store.get({ partition: 'P', sort: '1' });
      await store.query({ partition: 'P', limit: 1 });
      await store.query({ partition: 'P', index: 'index1', limit: 1 });
      dynamo.client.middlewareStack.remove('watch');
      expect(asked).toEqual([
        [undefined, true],
        [undefined, true],
        ['index1', undefined],
      ]);
    });
  },
);
