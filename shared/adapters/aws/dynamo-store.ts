import {
  ConditionalCheckFailedException,
  GetItemCommand,
  QueryCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  type AttributeValue,
  type DynamoDBClient,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import type { Clock } from '../../ports/clock.ts';
import {
  delayAfterFailure,
  jobLimits,
  type DeadJob,
  type DeliveredJobs,
  type DueJob,
  type FailureCause,
} from '../../ports/jobs.ts';
import type {
  Commit,
  CommitResult,
  IndexName,
  JsonObject,
  LeasedJob,
  NewJob,
  Page,
  Query,
  RecordKey,
  StageName,
  Store,
  StoredRecord,
  StoreRecord,
  Write,
} from '../../ports/store.ts';
import { checkCommit, checkPageSize, keyOf } from '../check-commit.ts';
import { tableIndexes, tableKeys } from './table-schema.ts';

type Item = Record<string, AttributeValue>;

/**
 * The office's records and jobs in one DynamoDB table (keys: `table-schema.ts`; design: docs/adr/0009).
 *
 * A record is an item with its body as one JSON string, which keeps the order of its fields, and each counter that `add` has
 * touched as an attribute "+name" beside it: an addition needs no read, and a put takes the sums into the body again.
 * A job is an item under "JOB#<id>"; index1 lists those not done by state. Its "token" grows with every lease and fences.
 */
export function openDynamoStore(options: {
  readonly client: DynamoDBClient;
  readonly table: string;
  readonly clock: Clock;
  /** 0..1, spreads jobs that failed together and transactions in conflict. */
  readonly random: () => number;
}): Store & DeliveredJobs {
  const { client, table, clock, random } = options;
  const now = (): number => Date.parse(clock.now());

  async function getItem(key: RecordKey): Promise<Item | undefined> {
    const { Item: item } = await client.send(
      new GetItemCommand({ TableName: table, Key: keyItem(key), ConsistentRead: true }),
    );
    return item;
  }

  async function commit(work: Commit, job: LeasedJob | undefined): Promise<CommitResult> {
    checkCommit(work);
    const completion = job === undefined ? [] : [completeJob(table, job)];
    const writes = work.writes.map((write) => toTransactItem(table, write));
    // A job asks for itself or for one twice: the same job.
    let jobs = [...new Map(work.jobs.map((next) => [next.id, next])).values()].filter(
      ({ id }) => id !== job?.id,
    );
    for (let attempt = 1; ; attempt += 1) {
      const items = [...completion, ...writes, ...jobs.map((next) => insertJob(table, next, now()))];
      if (items.length === 0) return { applied: true };
      try {
        await client.send(new TransactWriteItemsCommand({ TransactItems: items }));
        return { applied: true };
      } catch (error) {
        if (!(error instanceof TransactionCanceledException)) throw error;
        const codes = items.map((_, index) => error.CancellationReasons?.[index]?.Code ?? 'None');
        const failed = (index: number): boolean => codes[index] === 'ConditionalCheckFailed';
        if (job !== undefined && failed(0)) return { applied: false, reason: 'lease-lost' };
        const firstJob = completion.length + writes.length;
        if (writes.some((_, index) => failed(completion.length + index)))
          return { applied: false, reason: 'condition' };
        const known = new Set(jobs.filter((_, index) => failed(firstJob + index)));
        // Asked for before: the same job, and never deleted, so it can be left out.
        if (known.size > 0) jobs = jobs.filter((next) => !known.has(next));
        else if (!codes.every((code) => code === 'None' || passing.has(code)) || attempt >= attemptsAtMost)
          throw error;
        else await sleep(random() * Math.min(10 * 2 ** attempt, longestPauseMs));
      }
    }
  }

  /** Changes a job's item while its state and token are as they were read; false when they are not. */
  async function updateJob(input: {
    readonly id: string;
    readonly where: string;
    readonly set: Item;
    readonly values: Item;
  }): Promise<boolean> {
    const names = Object.keys(input.set);
    try {
      await client.send(
        new UpdateItemCommand({
          TableName: table,
          Key: keyItem(jobKey(input.id)),
          ConditionExpression: input.where,
          UpdateExpression: `SET ${names.map((name, index) => `#s${index} = :s${index}`).join(', ')}`,
          ExpressionAttributeNames: {
            '#state': 'state',
            ...(input.where.includes('#token') ? { '#token': 'token' } : {}),
            ...Object.fromEntries(names.map((name, index) => [`#s${index}`, name])),
          },
          ExpressionAttributeValues: {
            ...input.values,
            ...Object.fromEntries(Object.values(input.set).map((value, index) => [`:s${index}`, value])),
          },
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  const updateLeased = (job: LeasedJob, set: Item): Promise<boolean> =>
    updateJob({ id: job.id, ...heldBy(job), set });

  async function take(id: string, leaseMs: number): Promise<LeasedJob | undefined> {
    const item = await getItem(jobKey(id));
    if (item === undefined) return undefined;
    const row = toJobRow(item);
    if (!(row.state in openStates) || row.due > now()) return undefined;
    const asRead = {
      where: '#state = :state AND #token = :token',
      values: { ':state': text(row.state), ':token': number(row.token) },
    };
    if (row.attempts >= jobLimits.attempts) {
      await updateJob({ id, ...asRead, set: bury(id, 'worker-died', clock.now()) });
      return undefined;
    }
    const token = row.token + 1;
    const taken = await updateJob({
      id,
      ...asRead,
      set: {
        ...listed('running', now() + leaseMs, id),
        attempts: number(row.attempts + 1),
        token: number(token),
      },
    });
    return taken ? { ...toJob(item), attempt: row.attempts + 1, token: String(token) } : undefined;
  }

  async function fail(job: LeasedJob, cause: FailureCause): Promise<'waiting' | 'dead' | 'lease-lost'> {
    const item = await getItem(jobKey(job.id));
    const failures = (item === undefined ? 0 : toJobRow(item).failures) + 1;
    const isLast = failures >= jobLimits.failures;
    const kept = await updateLeased(job, {
      failures: number(failures),
      ...(isLast
        ? bury(job.id, cause, clock.now())
        : listed('waiting', now() + delayAfterFailure(failures, random()), job.id)),
    });
    if (!kept) return 'lease-lost';
    return isLast ? 'dead' : 'waiting';
  }

  async function queryItems(input: {
    readonly partition: string;
    readonly index?: IndexName | undefined;
    readonly from?: string | undefined;
    readonly to?: string | undefined;
    readonly descending?: boolean | undefined;
    readonly after?: string | undefined;
    readonly limit: number;
  }): Promise<{ readonly items: readonly Item[]; readonly next?: string }> {
    checkPageSize(input.limit);
    const keys = input.index === undefined ? tableKeys : tableIndexes[input.index];
    const items: Item[] = [];
    let start = input.after === undefined ? undefined : fromToken(input.after);
    // One more than asked tells whether there is a next page; DynamoDB itself ends a page at 1 MB.
    do {
      const page = await client.send(
        new QueryCommand({
          TableName: table,
          ...(input.index === undefined ? { ConsistentRead: true } : { IndexName: input.index }),
          KeyConditionExpression: `#p = :p${sortCondition(input)}`,
          ExpressionAttributeNames: {
            '#p': keys.partition,
            ...(input.from === undefined && input.to === undefined ? {} : { '#s': keys.sort }),
          },
          ExpressionAttributeValues: {
            ':p': text(input.partition),
            ...(input.from === undefined ? {} : { ':from': text(input.from) }),
            ...(input.to === undefined ? {} : { ':to': text(input.to) }),
          },
          ScanIndexForward: input.descending !== true,
          Limit: input.limit + 1 - items.length,
          ...(start === undefined ? {} : { ExclusiveStartKey: start }),
        }),
      );
      items.push(...(page.Items ?? []));
      start = page.LastEvaluatedKey;
    } while (start !== undefined && items.length <= input.limit);
    const shown = items.slice(0, input.limit);
    const last = shown.at(-1);
    return {
      items: shown,
      ...(items.length > shown.length && last !== undefined ? { next: toToken(last, input.index) } : {}),
    };
  }

  async function query(request: Query): Promise<Page> {
    const { order, ...rest } = request;
    const { items, next } = await queryItems({ ...rest, descending: order === 'descending' });
    return { records: items.map(toRecord), ...(next === undefined ? {} : { next }) };
  }

  /** Jobs in a state; of those yet to begin, `now` are due or wait after a failure, and `later` were ordered for a time that has not come. */
  async function countOf(state: JobState): Promise<{ readonly now: number; readonly later: number }> {
    const isYetToBegin = state === 'waiting' || state === 'sent';
    let [found, looked] = [0, 0];
    let start: Item | undefined;
    do {
      const page = await client.send(
        new QueryCommand({
          TableName: table,
          IndexName: 'index1',
          Select: 'COUNT',
          KeyConditionExpression: '#p = :p',
          ExpressionAttributeNames: {
            '#p': tableIndexes.index1.partition,
            ...(isYetToBegin && { '#due': 'due', '#failures': 'failures' }),
          },
          ExpressionAttributeValues: {
            ':p': text(listingOf(state)),
            ...(isYetToBegin && { ':now': number(now()), ':none': number(0) }),
          },
          ...(isYetToBegin && { FilterExpression: '#due <= :now OR #failures > :none' }),
          ...(start === undefined ? {} : { ExclusiveStartKey: start }),
        }),
      );
      found += page.Count ?? 0;
      looked += page.ScannedCount ?? 0;
      start = page.LastEvaluatedKey;
    } while (start !== undefined);
    return { now: found, later: looked - found };
  }

  return {
    async get(key) {
      const item = await getItem(key);
      return item === undefined ? undefined : toRecord(item);
    },
    query,
    commit,
    take,
    fail,
    async markSent(id) {
      const item = await getItem(jobKey(id));
      if (item === undefined) return;
      const { state, token, due } = toJobRow(item);
      // Only a job in the state it was read in: a worker may already have it.
      await updateJob({
        id,
        where: '#state = :state AND #token = :token',
        values: { ':state': text(state === 'sent' ? 'sent' : 'waiting'), ':token': number(token) },
        set: { ...listed('sent', Math.max(due, now()), id), due: number(due) },
      });
    },
    async listUndelivered({ dueBefore, staleBefore, limit }) {
      const upTo = async (state: JobState, before: string) =>
        (
          await queryItems({
            partition: listingOf(state),
            index: 'index1',
            // "$" follows the "#" before the id.
            to: `${before}$`,
            limit,
          })
        ).items;
      const items = await Promise.all([
        upTo('waiting', dueBefore),
        upTo('sent', staleBefore),
        upTo('running', staleBefore),
      ]);
      return items
        .flat()
        .map(toDueJob)
        .sort((a, b) => (a.due < b.due ? -1 : 1))
        .slice(0, limit);
    },
    async listDead(limit, after) {
      const { items, next } = await queryItems({
        partition: listingOf('dead'),
        index: 'index1',
        limit,
        after,
      });
      return { jobs: items.map(toDeadJob), ...(next === undefined ? {} : { next }) };
    },
    retry: (id) =>
      updateJob({
        id,
        where: '#state = :dead',
        values: { ':dead': text('dead') },
        set: { ...listed('waiting', now(), id), attempts: number(0), failures: number(0) },
      }),
    async countJobs() {
      const [waiting, sent, running, dead] = await Promise.all([
        countOf('waiting'),
        countOf('sent'),
        countOf('running'),
        countOf('dead'),
      ]);
      return {
        waiting: waiting.now + sent.now,
        running: running.now,
        later: waiting.later + sent.later,
        dead: dead.now,
      };
    },
  };
}

/** What a transaction may be cancelled for though nothing is wrong with it. */
const passing: ReadonlySet<string> = new Set([
  'TransactionConflict',
  'ProvisionedThroughputExceeded',
  'ThrottlingError',
]);
/** Retries of one transaction in conflict; the job itself is tried again after that. */
const attemptsAtMost = 12;
const longestPauseMs = 500;

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const text = (value: string): AttributeValue => ({ S: value });
const number = (value: number): AttributeValue => ({ N: String(value) });
const textOf = (item: Item, name: string): string | undefined => item[name]?.S;
const numberOf = (item: Item, name: string): number => Number(item[name]?.N ?? 0);

const keyItem = (key: RecordKey): Item => ({
  [tableKeys.partition]: text(key.partition),
  [tableKeys.sort]: text(key.sort),
});

/** Attribute of a counter; no other attribute begins so. */
const counterPrefix = '+';

function toItem(record: StoreRecord, version: number): Item {
  const item: Item = {
    ...keyItem(record),
    schema: number(record.schema),
    version: number(version),
    body: text(JSON.stringify(record.body)),
  };
  for (const [name, at] of Object.entries(record.indexes ?? {})) {
    const keys = tableIndexes[name as IndexName];
    item[keys.partition] = text(at.partition);
    item[keys.sort] = text(at.sort);
  }
  return item;
}

function toRecord(item: Item): StoredRecord {
  const body = JSON.parse(textOf(item, 'body') ?? '{}') as Record<string, JsonObject[string]>;
  for (const [name, value] of Object.entries(item))
    if (name.startsWith(counterPrefix)) {
      const field = name.slice(counterPrefix.length);
      body[field] = ((body[field] ?? 0) as number) + Number(value.N);
    }
  const indexes: Partial<Record<IndexName, RecordKey>> = {};
  for (const [name, keys] of Object.entries(tableIndexes)) {
    const partition = textOf(item, keys.partition);
    const sort = textOf(item, keys.sort);
    if (partition !== undefined && sort !== undefined) indexes[name as IndexName] = { partition, sort };
  }
  return {
    partition: textOf(item, tableKeys.partition) ?? '',
    sort: textOf(item, tableKeys.sort) ?? '',
    schema: numberOf(item, 'schema'),
    body,
    ...(Object.keys(indexes).length === 0 ? {} : { indexes }),
    version: numberOf(item, 'version'),
  };
}

function toTransactItem(table: string, write: Write): TransactWriteItem {
  const absent = `attribute_not_exists(${tableKeys.partition})`;
  switch (write.kind) {
    case 'put-if-absent':
      return { Put: { TableName: table, Item: toItem(write.record, 1), ConditionExpression: absent } };
    case 'put-if-version':
      return {
        Put: {
          TableName: table,
          Item: toItem(write.record, write.version + 1),
          ...versionIs(write.version),
        },
      };
    case 'delete-if-version':
      return { Delete: { TableName: table, Key: keyItem(keyOf(write)), ...versionIs(write.version) } };
    case 'add': {
      const fields = Object.entries(write.fields);
      return {
        Update: {
          TableName: table,
          Key: keyItem(write.key),
          UpdateExpression: `SET #schema = if_not_exists(#schema, :one) ADD #version :one${fields
            .map((_, index) => `, #f${index} :f${index}`)
            .join('')}`,
          ExpressionAttributeNames: {
            '#schema': 'schema',
            '#version': 'version',
            ...Object.fromEntries(fields.map(([name], index) => [`#f${index}`, `${counterPrefix}${name}`])),
          },
          ExpressionAttributeValues: {
            ':one': number(1),
            ...Object.fromEntries(fields.map(([, amount], index) => [`:f${index}`, number(amount)])),
          },
        },
      };
    }
  }
}

function versionIs(version: number) {
  return {
    ConditionExpression: '#version = :version',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':version': number(version) },
  };
}

function sortCondition({
  from,
  to,
}: {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}) {
  if (from !== undefined && to !== undefined) return ' AND #s BETWEEN :from AND :to';
  if (from !== undefined) return ' AND #s >= :from';
  return to === undefined ? '' : ' AND #s <= :to';
}

// A page goes on after the keys of the last record shown, whatever was written since.
function toToken(item: Item, index: IndexName | undefined): string {
  const keys = [tableKeys, ...(index === undefined ? [] : [tableIndexes[index]])];
  const names = keys.flatMap(({ partition, sort }) => [partition, sort]);
  const place = Object.fromEntries(names.map((name) => [name, textOf(item, name)]));
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

const fromToken = (token: string): Item =>
  Object.fromEntries(
    Object.entries(JSON.parse(Buffer.from(token, 'base64url').toString()) as Record<string, string>).map(
      ([name, value]) => [name, text(value)],
    ),
  );

/** waiting: no worker was told yet; sent: a message is on its way. */
type JobState = 'waiting' | 'sent' | 'running' | 'done' | 'dead';
const openStates = { waiting: true, sent: true, running: true } as const;

const jobKey = (id: string): RecordKey => ({ partition: `JOB#${id}`, sort: 'job' });
const listingOf = (state: JobState): string => `JOBS#${state}`;

/** State and place of a job in the listing of those not done; `due` (milliseconds) is the end of the lease of a running one. */
function listed(state: 'waiting' | 'sent' | 'running', due: number, id: string): Item {
  return {
    state: text(state),
    due: number(due),
    [tableIndexes.index1.partition]: text(listingOf(state)),
    [tableIndexes.index1.sort]: text(`${new Date(due).toISOString()}#${id}`),
  };
}

function bury(id: string, cause: FailureCause, at: string): Item {
  return {
    state: text('dead'),
    cause: text(cause),
    failedAt: text(at),
    [tableIndexes.index1.partition]: text(listingOf('dead')),
    [tableIndexes.index1.sort]: text(`${at}#${id}`),
  };
}

function insertJob(table: string, job: NewJob, now: number): TransactWriteItem {
  return {
    Put: {
      TableName: table,
      Item: {
        ...keyItem(jobKey(job.id)),
        id: text(job.id),
        stage: text(job.stage),
        payload: text(JSON.stringify(job.payload)),
        ...(job.notBefore === undefined ? {} : { notBefore: text(job.notBefore) }),
        ...listed('waiting', job.notBefore === undefined ? now : Date.parse(job.notBefore), job.id),
        attempts: number(0),
        failures: number(0),
        token: number(0),
      },
      ConditionExpression: `attribute_not_exists(${tableKeys.partition})`,
    },
  };
}

/** The condition that this lease still holds its job. */
function heldBy(job: LeasedJob) {
  return {
    where: '#state = :running AND #token = :token',
    values: { ':running': text('running'), ':token': number(Number(job.token)) },
  };
}

function completeJob(table: string, job: LeasedJob): TransactWriteItem {
  const { where, values } = heldBy(job);
  const { partition, sort } = tableIndexes.index1;
  return {
    Update: {
      TableName: table,
      Key: keyItem(jobKey(job.id)),
      ConditionExpression: where,
      UpdateExpression: `SET #state = :done REMOVE ${partition}, ${sort}`,
      ExpressionAttributeNames: { '#state': 'state', '#token': 'token' },
      ExpressionAttributeValues: { ...values, ':done': text('done') },
    },
  };
}

function toJobRow(item: Item) {
  return {
    state: (textOf(item, 'state') ?? 'done') as JobState,
    due: numberOf(item, 'due'),
    attempts: numberOf(item, 'attempts'),
    failures: numberOf(item, 'failures'),
    token: numberOf(item, 'token'),
  };
}

function toJob(item: Item): NewJob {
  const notBefore = textOf(item, 'notBefore');
  return {
    id: textOf(item, 'id') ?? '',
    stage: textOf(item, 'stage') as StageName,
    payload: JSON.parse(textOf(item, 'payload') ?? '{}') as NewJob['payload'],
    ...(notBefore === undefined ? {} : { notBefore }),
  };
}

const toDeadJob = (item: Item): DeadJob => ({
  ...toJob(item),
  cause: textOf(item, 'cause') as FailureCause,
  failedAt: textOf(item, 'failedAt') ?? '',
});

const toDueJob = (item: Item): DueJob => ({
  id: textOf(item, 'id') ?? '',
  stage: textOf(item, 'stage') as StageName,
  due: new Date(numberOf(item, 'due')).toISOString(),
});

/** The job of a stream record's new image; undefined when it is none, or not one that waits to be told of. */
export function waitingJobOf(image: Item): DueJob | undefined {
  return textOf(image, 'state') === 'waiting' && textOf(image, 'id') !== undefined
    ? toDueJob(image)
    : undefined;
}
