import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { composeMail } from '../../infra/local/compose-mail.ts';
import { openOneShotOffice, type WorkedOffMail } from '../../infra/local/work-off-mails.ts';
import { contentNamesKey, openContentNames } from '../../shared/adapters/aws/content-names.ts';
import { openDynamoStore } from '../../shared/adapters/aws/dynamo-store.ts';
import { openS3Blobs } from '../../shared/adapters/aws/s3-blobs.ts';
import { systemClock } from '../../shared/adapters/local/system-clock.ts';
import { writeSampleDossiers } from '../../shared/appraisal/samples/sample-dossiers.ts';
import { activeRounds } from '../../shared/pipeline/active-rounds.ts';
import { auditLedger } from '../../shared/pipeline/audit-ledger.ts';
import { encodeJson } from '../../shared/pipeline/json-blob.ts';
import { jobLimits } from '../../shared/ports/jobs.ts';
import { mailResult } from '../../shared/pipeline/mail-result.ts';
import { listIntake } from '../../shared/pipeline/records.ts';
import type { World } from '../../shared/pipeline/world.ts';
import {
  receivesAtMost,
  startEmulatedCloud,
  type EmulatedCloud,
  type QueueName,
} from '../support/cloud/emulated-cloud.ts';
import { httpEvent, s3Notice, s3TestNotice, scheduleEvent, sqsEvent } from '../support/cloud/events.ts';
import { findDynamoDbLocal, findLambdaNode, needs } from '../support/cloud/find-tools.ts';
import { startLambda, type Lambda } from '../support/cloud/lambda.ts';
import { everyRole, signIn } from '../unit/portal/portal-fixtures.ts';

const root = join(import.meta.dirname, '..', '..');
const dynamoFolder = findDynamoDbLocal();
const node = findLambdaNode();
const isReady = dynamoFolder !== undefined && node !== undefined;

/** Options of a Node whose clock is ahead. */
const runLater = (ms: number): string =>
  `--import data:text/javascript,${encodeURIComponent(`
    const Real = Date;
    globalThis.Date = class extends Real {
      static now() { return Real.now() + ${ms}; }
      constructor(...given) { super(...(given.length === 0 ? [Real.now() + ${ms}] : given)); }
    };`)}`;

type FunctionName =
  'accept-mail' | 'run-stages' | 'read-document' | 'deliver-outbox' | 'keep-time' | 'poll-mailbox' | 'portal';

describe.skipIf(!isReady)(
  `the bundles as Lambda runs them${needs('Java, DynamoDB Local and Node 24', isReady)}`,
  { timeout: 600_000 },
  () => {
    let services: Awaited<ReturnType<typeof startEmulatedCloud>>;
    let cloud: EmulatedCloud;
    let functions: Map<FunctionName, Lambda>;
    const invoke = async (name: FunctionName, event: unknown): Promise<unknown> => {
      const lambda = functions.get(name) ?? (await start(name));
      functions.set(name, lambda);
      return lambda.invoke(event);
    };
    const start = (name: FunctionName, nodeOptions?: string): Promise<Lambda> =>
      startLambda({
        node: node ?? '',
        bundle: join(root, '.build', 'functions', name),
        environment: {
          ...cloud.environment,
          ...(nodeOptions === undefined ? {} : { NODE_OPTIONS: nodeOptions }),
        },
        timeoutMs: 120_000,
      });

    beforeAll(async () => {
      execFileSync(process.execPath, ['build-cloud.mjs'], { cwd: root, stdio: 'inherit' });
      services = await startEmulatedCloud(dynamoFolder ?? '');
    }, 180_000);
    afterAll(() => services.stop());
    beforeEach(async () => {
      cloud = await services.makeStack();
      functions = new Map();
    });
    afterEach(async () => {
      await Promise.all([...functions.values()].map((each) => each.stop()));
      cloud.close();
    });

    const openStore = () =>
      openDynamoStore({
        client: cloud.dynamo.client,
        table: cloud.table,
        clock: systemClock,
        random: Math.random,
      });
    const openBlobs = () => openS3Blobs({ client: cloud.s3, bucket: cloud.bucket });

    /** SES puts a mail into the bucket. */
    const putInbound = async (id: string, bytes: Uint8Array): Promise<string> => {
      const key = `inbound/${id}`;
      await cloud.s3.send(new PutObjectCommand({ Bucket: cloud.bucket, Key: key, Body: bytes }));
      return key;
    };
    const listInbound = async (): Promise<number> =>
      (await cloud.s3.send(new ListObjectsV2Command({ Bucket: cloud.bucket, Prefix: 'inbound/' })))
        .KeyCount ?? 0;
    const announce = (body: string) =>
      cloud.sqs.send(new SendMessageCommand({ QueueUrl: cloud.queueUrl('inbound'), MessageBody: body }));

    /** One message of a queue to its function, as the event source would; false when there was none. */
    async function pass(queue: QueueName, name: FunctionName, atMost: number): Promise<boolean> {
      const messages = await cloud.receive(queue, atMost);
      if (messages.length === 0) return false;
      await cloud.settle(queue, messages, await invoke(name, sqsEvent(messages)));
      return true;
    }

    /** Lets stream and queues run until nothing is left to do. */
    async function workOff(): Promise<void> {
      for (let idle = 0; idle < 3;) {
        const records = await cloud.readStream();
        if (records.length > 0) await invoke('deliver-outbox', { Records: records });
        const worked = [
          records.length > 0,
          await pass('inbound', 'accept-mail', 1),
          await pass('heavy', 'read-document', 1),
          await pass('light', 'run-stages', 5),
        ];
        idle = worked.includes(true) ? 0 : idle + 1;
      }
    }

    async function openWorld(): Promise<World> {
      const store = openStore();
      return {
        store,
        blobs: openBlobs(),
        clock: systemClock,
        names: await openContentNames(store),
        reader: { read: () => Promise.reject(new Error('nothing is read here')) },
        rounds: activeRounds(Number(systemClock.now().slice(0, 4))),
        senders: null,
      };
    }

    it('whole mails give the same result and the same draft as on one machine, byte for byte', async () => {
      const mails = await Promise.all((await writeSampleDossiers(2023)).map(composeMail));
      const office = await openOneShotOffice({
        childPath: join(root, '.build', 'document-child.js'),
        rounds: activeRounds(Number(systemClock.now().slice(0, 4))),
        senders: null,
      });
      const local: WorkedOffMail[] = [];
      for (const mail of mails) local.push(await office.workOff(mail));
      await office.close();

      // The same office: its key for names is the one of the machine.
      const store = openStore();
      // HMAC pads a shorter key with zeros (RFC 2104).
      const body = { key: Buffer.concat([Buffer.from('one-shot'), Buffer.alloc(24)]).toString('hex') };
      await store.commit({
        writes: [{ kind: 'put-if-absent', record: { ...contentNamesKey, schema: 1, body } }],
        jobs: [],
      });
      for (const [index, mail] of mails.entries()) {
        await announce(s3Notice(cloud.bucket, await putInbound(`thư ${index}+é`, mail)));
        await workOff();
      }

      const world = await openWorld();
      const ids = (await listIntake(store, 1000)).entries.map(({ mail }) => mail).reverse();
      expect(ids).toHaveLength(mails.length);
      for (const [index, id] of ids.entries()) {
        const ended = await mailResult(id, world);
        if (ended === undefined) throw new Error(`mail ${index} was not worked off`);
        const text = (result: unknown): string => Buffer.from(encodeJson(result)).toString();
        expect(text(ended.result)).toBe(text(local[index]?.result));
        expect(ended.drafts.map(({ file }) => file)).toEqual(local[index]?.drafts.map(({ file }) => file));
        for (const [draft, { file }] of ended.drafts.entries()) {
          const bytes = await world.blobs.get(ended.folder ?? '', file);
          expect(
            Buffer.compare(bytes ?? new Uint8Array(), local[index]?.drafts[draft]?.bytes ?? new Uint8Array()),
          ).toBe(0);
        }
      }
      expect(await listInbound()).toBe(0);
      expect(await auditLedger(store)).toMatchObject({ accepted: mails.length, inWork: 0, balances: true });
    });

    const plainMail = (subject: string): Uint8Array =>
      Buffer.from(
        `From: xa@example.vn\r\nTo: hoso@example.vn\r\nSubject: ${subject}\r\nMessage-ID: <${subject}@example.vn>\r\n\r\nXin hoi lich nop ho so.\r\n`,
      );

    it('a mail announced twice, late and out of order is taken in once; the test event of S3 is no mail', async () => {
      const first = await putInbound('a b+c', plainMail('mot'));
      const second = await putInbound('d', plainMail('hai'));
      await invoke('accept-mail', sqsEvent([{ Body: s3TestNotice(cloud.bucket) }]));
      for (const key of [second, first, first, second])
        await invoke('accept-mail', sqsEvent([{ Body: s3Notice(cloud.bucket, key) }]));
      await workOff();
      expect(await auditLedger(openStore())).toMatchObject({
        accepted: 2,
        copies: 0,
        inWork: 0,
        balances: true,
      });
      expect(await listInbound()).toBe(0);
    });

    it('what SES leaves when the rule is made is no mail', async () => {
      const key = await putInbound('AMAZON_SES_SETUP_NOTIFICATION', plainMail('setup'));
      await invoke('accept-mail', sqsEvent([{ Body: s3Notice(cloud.bucket, key) }]));
      expect((await listIntake(openStore(), 10)).entries).toEqual([]);
      expect(await listInbound()).toBe(0);
    });

    it('of a batch only the poisoned message comes back, and ends in the dead-letter queue', async () => {
      await announce(s3Notice(cloud.bucket, await putInbound('a', plainMail('mot'))));
      await pass('inbound', 'accept-mail', 1);
      await invoke('deliver-outbox', { Records: await cloud.readStream() });
      await cloud.sqs.send(
        new SendMessageCommand({ QueueUrl: cloud.queueUrl('light'), MessageBody: '{"job":' }),
      );
      const messages = await cloud.receive('light', 5, 0);
      expect(messages).toHaveLength(2);
      const poison = messages.find(({ Body }) => Body === '{"job":')?.MessageId;
      const answer = await invoke('run-stages', sqsEvent(messages));
      expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: poison }] });
      await cloud.settle('light', messages, answer);
      for (let receive = 1; receive <= receivesAtMost; receive += 1) await cloud.receive('light', 5, 0);
      expect(await cloud.receive('light', 5, 0)).toEqual([]);
      expect((await cloud.receive('light-dead', 5)).map(({ Body }) => Body)).toEqual(['{"job":']);
      await workOff();
      expect(await auditLedger(openStore())).toMatchObject({ accepted: 1, inWork: 0, balances: true });
    });

    it('messages doubled and out of order change nothing: the table decides', async () => {
      await announce(s3Notice(cloud.bucket, await putInbound('a', plainMail('mot'))));
      await pass('inbound', 'accept-mail', 1);
      const records = [...(await cloud.readStream())];
      await invoke('deliver-outbox', { Records: [...records, ...records].reverse() });
      await invoke('deliver-outbox', { Records: records });
      const messages = await cloud.receive('light', 5);
      expect(messages.length).toBeGreaterThan(1);
      await cloud.settle('light', messages, await invoke('run-stages', sqsEvent([...messages, ...messages])));
      await workOff();
      expect(await auditLedger(openStore())).toMatchObject({ accepted: 1, inWork: 0, balances: true });
      expect(await openStore().countJobs()).toEqual({ waiting: 0, running: 0, later: 0, dead: 0 });
    });

    it('a job that fails waits its time, is sent again with a delay, and is no failure of its message', async () => {
      const store = openStore();
      await store.commit({
        writes: [],
        jobs: [{ id: 'receive-mail:none:0', stage: 'receive-mail', payload: { mail: 'none', from: 0 } }],
      });
      await invoke('deliver-outbox', { Records: await cloud.readStream() });
      const messages = await cloud.receive('light', 5);
      const failedAt = Date.now();
      const answer = await invoke('run-stages', sqsEvent(messages));
      expect(answer).toEqual({ batchItemFailures: [] });
      await cloud.settle('light', messages, answer);
      expect(await store.countJobs()).toEqual({ waiting: 1, running: 0, later: 0, dead: 0 });
      expect(functions.get('run-stages')?.logs()).toContain('"what":"job-waiting","stage":"receive-mail"');
      const [again] = await cloud.readStream();
      expect(again?.dynamodb?.NewImage?.['failures']?.N).toBe('1');
      const due = Number(again?.dynamodb?.NewImage?.['due']?.N);
      expect(due - failedAt).toBeGreaterThanOrEqual(jobLimits.firstDelayMs / 2);
    });

    it('poll-mailbox asks nobody before an administrator has entered a mailbox', async () => {
      expect(await invoke('poll-mailbox', scheduleEvent)).toBe('off');
      expect(functions.get('poll-mailbox')?.logs()).toContain('"MailboxUnread":0');
    });

    it('keep-time finds nothing to do in a healthy system, and says so in metrics', async () => {
      await putInbound('a', plainMail('mot'));
      expect(await invoke('keep-time', scheduleEvent)).toEqual({ jobs: 0, mails: 0, dead: 0 });
      expect(functions.get('keep-time')?.logs()).toContain(
        '"UndeliveredJobs":0,"UnacceptedMails":0,"DeadJobs":0',
      );
    });

    it('keep-time, twenty minutes later, sends the job and announces the mail nobody was told of', async () => {
      await announce(s3Notice(cloud.bucket, await putInbound('a', plainMail('mot'))));
      await pass('inbound', 'accept-mail', 1);
      // The stream's record of the first mail's job is lost, and so is what S3 tells of the second mail.
      await cloud.readStream();
      await putInbound('thư hai+é', plainMail('hai'));
      await workOff();
      expect(await auditLedger(openStore())).toMatchObject({ accepted: 1, inWork: 1 });

      functions.set('keep-time', await start('keep-time', runLater(20 * 60_000)));
      expect(await invoke('keep-time', scheduleEvent)).toEqual({ jobs: 1, mails: 1, dead: 0 });
      await workOff();
      expect(await auditLedger(openStore())).toMatchObject({ accepted: 2, inWork: 0, balances: true });
      expect(await listInbound()).toBe(0);
    });

    it('the portal answers behind an HTTP API, with its style, and not under another name', async () => {
      const host = 'portal.example.vn';
      const { cookie, csrf } = await signIn(
        { store: openStore(), clock: systemClock },
        { id: 'can-bo', name: 'Cán Bộ Hai', grants: everyRole },
      );
      // Under TLS the cookie has another name.
      const cookies = ['a=1', cookie.replace('hoso=', '__Host-hoso=')];
      expect(await invoke('portal', httpEvent({ host, path: '/' }))).toMatchObject({ statusCode: 303 });
      const board = (await invoke('portal', httpEvent({ host, path: '/cach-ly', cookies }))) as {
        statusCode: number;
        headers: Record<string, string>;
        body: string;
      };
      expect(board.statusCode).toBe(200);
      expect(board.headers['content-security-policy']).toContain("default-src 'none'");
      expect(board.body).toContain('Cán Bộ Hai');
      const style = await invoke('portal', httpEvent({ host, path: '/assets/portal.css' }));
      expect(style).toMatchObject({ statusCode: 200 });
      expect(await invoke('portal', httpEvent({ host: 'evil.example', path: '/' }))).toMatchObject({
        statusCode: 421,
      });
      const form = { host, path: '/xu-ly-lai', method: 'POST', body: `id=none&csrf=${csrf}`, cookies };
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      expect(await invoke('portal', httpEvent({ ...form, headers }))).toMatchObject({ statusCode: 403 });
      expect(
        await invoke('portal', httpEvent({ ...form, headers: { ...headers, origin: `https://${host}` } })),
      ).toMatchObject({ statusCode: 303 });
    });
  },
);
