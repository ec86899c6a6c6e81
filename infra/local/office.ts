import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';
import { basename, join } from 'node:path';
import { serve } from '@hono/node-server';
import { inviteFirstAdministrator } from '../../functions/portal/access/accounts.ts';
import { createPortal } from '../../functions/portal/app.ts';
import { loopbackHosts } from '../../functions/portal/services.ts';
import { startDocumentReader } from '../../shared/adapters/local/document-reader.ts';
import { openFileBlobs } from '../../shared/adapters/local/file-blobs.ts';
import { openLocalStore } from '../../shared/adapters/local/local-store.ts';
import { openOfficeKeys } from '../../shared/adapters/local/office-keys.ts';
import { openSealedSecrets } from '../../shared/adapters/local/sealed-secrets.ts';
import { scryptPasswords } from '../../shared/adapters/local/scrypt-passwords.ts';
import { systemClock } from '../../shared/adapters/local/system-clock.ts';
import { openSystemResolver } from '../../shared/adapters/local/system-resolver.ts';
import { openImapMailboxes } from '../../shared/adapters/imap-mailbox.ts';
import { acceptMail } from '../../shared/pipeline/accept-mail.ts';
import { activeRounds } from '../../shared/pipeline/active-rounds.ts';
import { runStage } from '../../shared/pipeline/run-stage.ts';
import { dataVersion, markDataVersion, readDataVersion } from '../../shared/pipeline/upgrades.ts';
import type { World } from '../../shared/pipeline/world.ts';
import { startCalendar } from './calendar-timer.ts';
import { watchFolder } from './folder-inbox.ts';
import { currentMailService, openMailRelay } from './mail-relay.ts';
import { sendSamples } from './send-samples.ts';
import type { Settings } from './settings.ts';
import { startSmtpInbox } from './smtp-inbox.ts';
import { watchMailbox } from './watch-mailbox.ts';
import { openTlsCertificate } from './tls-certificate.ts';
import { startWorkerPool } from './worker-pool.ts';

/** Jobs at once, and of them those that read documents: an office PC has two to four cores. */
const workers = 4;
const readers = 2;

/** A running system on one machine. */
export interface Office {
  readonly portalPort: number;
  /** Where to open the portal: this machine first, then as other PCs of the office call it. */
  readonly portalAddresses: readonly string[];
  readonly smtpPort: number;
  /** Path of the page that makes the first administrator; null once there are accounts. */
  readonly firstAdministratorPath: string | null;
  /** Stops taking mails, gives running work back or lets it end, closes the store. */
  stop(): Promise<void>;
}

/**
 * Starts everything one office needs: store, blobs, readers, workers, the SMTP and folder inboxes, the portal on this
 * machine only. Work left by a stop or a crash goes on by itself.
 * @throws when a port is taken, when another process uses the data, or when the keys do not fit it.
 */
export async function startOffice(options: {
  readonly settings: Settings;
  readonly childPath: string;
  readonly readAsset: (name: string) => Promise<Uint8Array | undefined>;
  readonly newReference: () => string;
  /** One line for the operator; never the words of a document. */
  readonly report: (line: string) => void;
}): Promise<Office> {
  const { settings, report } = options;
  const { home } = settings;
  await mkdir(home, { recursive: true, mode: 0o700 });
  const keys = await openOfficeKeys(join(home, 'keys'));
  const store = openLocalStore({ path: join(home, 'hoso.db'), encryptionKey: keys.databaseKey });
  if ((await readDataVersion(store)) !== dataVersion) {
    store.close();
    throw new Error(
      'Dữ liệu là của bản phần mềm trước. Chạy "npm run upgrade" (tự sao lưu trước, quay lại được) rồi khởi động lại.',
    );
  }
  await markDataVersion(store);
  const blobs = await openFileBlobs({
    root: join(home, 'blobs'),
    keys: join(home, 'keys'),
    wrappingKey: keys.wrappingKey,
  });
  const reader = startDocumentReader({ childPath: options.childPath, size: readers });
  const year = Number(systemClock.now().slice(0, 4));
  const rounds = activeRounds(year);
  const secrets = await openSealedSecrets({ directory: join(home, 'keys'), key: keys.secretsKey });
  const world: World = {
    store,
    blobs,
    clock: systemClock,
    names: keys.names,
    reader,
    rounds,
    resolver: openSystemResolver(),
    senders: null,
    answersMails: true,
    mailService: () => currentMailService(store, secrets),
  };

  const pool = startWorkerPool({
    store,
    run: (job) => runStage(job, world),
    size: workers,
    readers,
    onProgress: ({ what, job, cause, trace }) => {
      if (what === 'dead' || what === 'store-failed')
        report(`${what} ${job?.stage ?? ''} ${cause ?? ''} ${trace ?? ''}`.trim());
    },
  });
  const calendar = startCalendar({ ...world, jobs: store }, report);
  const mailboxes = openImapMailboxes();
  const watch = watchMailbox({ world, secrets, service: mailboxes }, (error) =>
    report(`mailbox not read: ${error instanceof Error ? error.name : 'unknown'}`),
  );
  const onFailure = (error: unknown): void =>
    report(`mail not accepted: ${error instanceof Error ? error.name : 'unknown'}`);
  const lanNames = settings.opensToLan ? namesOfMachine() : [];
  const certificate =
    settings.opensToLan || settings.certificate !== null
      ? await openTlsCertificate(
          join(home, 'tls'),
          ['localhost', '127.0.0.1', ...lanNames],
          new Date(systemClock.now()),
          settings.certificate,
        )
      : null;
  const smtp = await startSmtpInbox({
    port: settings.smtpPort,
    host: settings.smtpHost,
    recipients: settings.smtpRecipients,
    certificate,
    accept: async (bytes, envelope) => {
      await acceptMail(world, { bytes, via: 'smtp', timeFrom: 'acceptance', envelope });
    },
    onFailure,
  });
  const folder = await watchFolder({
    folder: settings.inbox,
    accept: async (bytes) => {
      await acceptMail(world, { bytes, via: 'folder', timeFrom: 'headers' });
    },
    onFailure,
  });

  const newToken = (): string => randomBytes(32).toString('base64url');
  let portalPort = settings.portalPort;
  const portal = createPortal({
    store,
    blobs,
    rounds,
    clock: systemClock,
    names: keys.names,
    jobs: store,
    assets: { read: options.readAsset },
    hosts: () => [...loopbackHosts(portalPort), ...lanNames.map((name) => `${name}:${portalPort}`)],
    outgoing: { kind: 'relay', secrets, open: (relay) => openMailRelay(relay, secrets) },
    inboxes: { smtp: `${settings.smtpHost}:${smtp.port}`, folder: `${basename(settings.inbox)}/` },
    mailbox: { service: mailboxes, secrets, wake: watch.wake },
    loadSamples: async () => {
      await sendSamples(smtp.port, year);
    },
    signIn: { kind: 'password', passwords: scryptPasswords },
    isSecure: () => settings.opensToLan,
    newToken,
    newReference: options.newReference,
    reportFailure: ({ reference, error }) =>
      report(`portal failure ${reference}: ${error instanceof Error ? error.name : 'unknown'}`),
  });
  const server = await new Promise<ReturnType<typeof serve>>((resolve, reject) => {
    const started = serve(
      {
        fetch: portal.fetch,
        port: settings.portalPort,
        // Attack: a portal read along the office's network. To other machines it speaks TLS only.
        ...(certificate === null || !settings.opensToLan
          ? { hostname: 'localhost' }
          : { hostname: '0.0.0.0', createServer, serverOptions: { ...certificate, minVersion: 'TLSv1.2' } }),
      },
      () => resolve(started),
    );
    started.once('error', reject);
  });
  portalPort = (server.address() as AddressInfo).port;

  return {
    portalPort,
    portalAddresses: ['localhost', ...lanNames].map(
      (name) => `${settings.opensToLan ? 'https' : 'http'}://${name}:${portalPort}`,
    ),
    smtpPort: smtp.port,
    firstAdministratorPath: await inviteFirstAdministrator({ store, clock: systemClock, newToken }),
    stop: async () => {
      await Promise.all([smtp.stop(), folder.stop(), watch.stop(), calendar.stop()]);
      await pool.stop();
      reader.stop();
      await new Promise<void>((resolve) =>
        server.close(() => {
          resolve();
        }),
      );
      store.close();
    },
  };
}

/** How other PCs of the office may call this one: its name and its addresses (IPv4). */
function namesOfMachine(): readonly string[] {
  const addresses = Object.values(networkInterfaces())
    .flatMap((found) => found ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4')
    .map(({ address }) => address);
  return [hostname().toLowerCase(), ...addresses];
}
