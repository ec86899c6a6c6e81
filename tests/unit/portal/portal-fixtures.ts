import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Hono } from 'hono';
import { createPortal } from '../../../functions/portal/app.ts';
import { csrfOf } from '../../../functions/portal/access/sessions.ts';
import type { PortalServices } from '../../../functions/portal/services.ts';
import { loopbackHosts } from '../../../functions/portal/services.ts';
import { composeMail } from '../../../infra/local/compose-mail.ts';
import { openFileBlobs } from '../../../shared/adapters/local/file-blobs.ts';
import type { LocalStore } from '../../../shared/adapters/local/local-store.ts';
import { openLocalStore } from '../../../shared/adapters/local/local-store.ts';
import { writeSampleDossiers } from '../../../shared/appraisal/samples/sample-dossiers.ts';
import type { DossierRevision } from '../../../shared/domain/dossier.ts';
import { chiLang2023 } from '../../../shared/domain/rounds/chi-lang-2023.ts';
import { illustrationRound } from '../../../shared/domain/rounds/illustration.ts';
import { readFile as readFormat } from '../../../shared/formats/registry.ts';
import { acceptMail } from '../../../shared/pipeline/accept-mail.ts';
import { encodeJson } from '../../../shared/pipeline/json-blob.ts';
import type { DossierEntry, IntakeEntry, PartEntry } from '../../../shared/pipeline/records.ts';
import { dossierRecords, revisionFolder } from '../../../shared/pipeline/records.ts';
import { runStage } from '../../../shared/pipeline/run-stage.ts';
import type { World } from '../../../shared/pipeline/world.ts';
import type { Blobs } from '../../../shared/ports/blobs.ts';
import type { StoreRecord, Write } from '../../../shared/ports/store.ts';
import type { Grant } from '../../../shared/domain/person.ts';
import { roles } from '../../../shared/domain/person.ts';
import { addAccount, putSession } from '../../../shared/pipeline/people-records.ts';
import { scryptPasswords } from '../../../shared/adapters/local/scrypt-passwords.ts';
import { illustrationRubric } from '../../../shared/rubrics/minh-hoa/rubric.ts';
import { qd06Rubric } from '../../../shared/rubrics/qd-06-2019/rubric.ts';
import { openImapMailboxes } from '../../../shared/adapters/imap-mailbox.ts';
import { openMemorySecrets } from '../../support/mailbox-office.ts';
import { makeMovableClock } from '../../support/movable-clock.ts';

export const testHost = 'localhost:3000';
export const illustration = illustrationRound(2023);

const token = 'a-token-of-a-browser-of-the-tests';

/** Signed in as the person of the tests. */
export const signedInCookie = `hoso=nguoi-thu.${token}`;
/** What our own forms carry then. */
export const testCsrf = csrfOf(token);

/** Everything one can be. */
export const everyRole: readonly Grant[] = roles.map((role) => ({ role, rounds: 'all' }));

/** A person of the tests with a session on one browser; returns the cookie of that browser and the mark of its forms. */
export async function signIn(
  { store, clock }: Pick<PortalServices, 'store' | 'clock'>,
  person: {
    readonly id: string;
    readonly name: string;
    readonly grants: readonly Grant[];
    readonly login?: string;
    readonly password?: string;
  },
  { token, since = clock.now() }: { readonly token?: string; readonly since?: string } = {},
): Promise<{ readonly cookie: string; readonly csrf: string }> {
  const opened = token ?? `token-of-the-browser-of-${person.id}`;
  const account = {
    password: null,
    login: person.id,
    ...person,
    subject: null,
    isDisabled: false,
    failures: 0,
    lockedUntil: null,
    createdAt: since,
  };
  await store.commit({
    writes: [
      ...addAccount(account),
      putSession(opened, { person: person.id, openedAt: since, seenAt: since }),
    ],
    jobs: [],
  });
  return { cookie: `hoso=${person.id}.${opened}`, csrf: csrfOf(opened) };
}

/** A portal over a real store and real blobs, with nothing in them. */
export interface TestPortal {
  readonly app: Hono;
  readonly services: PortalServices;
  readonly store: LocalStore;
  readonly blobs: Blobs;
  readonly failures: { readonly reference: string; readonly path: string; readonly error: unknown }[];
}

const opened: (() => Promise<void>)[] = [];

/** Closes every portal opened in this file of tests. */
export async function closePortals(): Promise<void> {
  for (const close of opened.splice(0)) await close();
}

/** Opens a portal without mails; `change` replaces services, `isEmpty` leaves it without accounts too. */
export async function openPortal(
  change: Partial<PortalServices> = {},
  { isEmpty = false }: { readonly isEmpty?: boolean } = {},
): Promise<TestPortal> {
  const directory = await mkdtemp(join(tmpdir(), 'hoso-portal-'));
  opened.push(async () => {
    store.close();
    await rm(directory, { recursive: true, force: true });
  });
  const clock = makeMovableClock();
  const store = openLocalStore({ path: ':memory:', clock });
  const blobs = await openFileBlobs({
    root: join(directory, 'blobs'),
    keys: join(directory, 'keys'),
    wrappingKey: new Uint8Array(32).fill(7),
  });
  const failures: TestPortal['failures'] = [];
  const services: PortalServices = {
    store,
    blobs,
    rounds: [
      { round: chiLang2023, rubric: qd06Rubric },
      { round: illustration, rubric: illustrationRubric },
    ],
    clock,
    names: { nameOf: (bytes) => createHash('sha256').update(bytes).digest('hex') },
    jobs: store,
    assets: {
      read: (name) =>
        readFile(join(import.meta.dirname, '../../../functions/portal/assets', name)).catch(() => undefined),
    },
    hosts: () => loopbackHosts(3000),
    inboxes: { smtp: '127.0.0.1:2525', folder: 'inbox/' },
    mailbox: { service: openImapMailboxes(), secrets: openMemorySecrets() },
    signIn: { kind: 'password', passwords: scryptPasswords },
    isSecure: () => false,
    newToken: () => randomBytes(32).toString('base64url'),
    newReference: () => 'K7-2F9A',
    reportFailure: (failure) => void failures.push(failure),
    ...change,
  };
  if (!isEmpty)
    await signIn(
      { store, clock },
      { id: 'nguoi-thu', name: 'Cán Bộ Một', grants: everyRole },
      // Tests move the clock: this session never ends.
      { token, since: '9999-01-01T00:00:00.000Z' },
    );
  return { app: createPortal(services), services, store, blobs, failures };
}

/** Asks for a page as a browser on this machine does, signed in with every role unless it brings another cookie. */
export function ask(app: Hono, path: string, init: RequestInit = {}): Promise<Response> {
  return Promise.resolve(
    app.request(`http://${testHost}${path}`, {
      ...init,
      headers: {
        host: testHost,
        cookie: signedInCookie,
        ...(init.headers as Record<string, string> | undefined),
      },
    }),
  );
}

/** Sends a form as our own page does. */
export function send(app: Hono, path: string, fields: Readonly<Record<string, string>>): Promise<Response> {
  return ask(app, path, {
    method: 'POST',
    body: new URLSearchParams({ csrf: testCsrf, ...fields }),
    headers: { origin: `http://${testHost}` },
  });
}

/** An intake entry of a mail that was read to the end. */
export function anIntake(change: Partial<IntakeEntry> & { readonly mail: string }): IntakeEntry {
  return {
    acceptedAt: '2023-10-20T03:15:04.000Z',
    receivedAt: '2023-10-20T03:15:02.000Z',
    via: 'smtp',
    bytes: 48_211,
    state: 'done',
    from: 'ubnd99901@minhhoa.example.vn',
    subject: 'Xã Suối Mẫu gửi hồ sơ',
    kind: 'dossier',
    topic: 'dossier',
    because: 'Có tài liệu đính kèm',
    commune: null,
    round: illustration.id,
    revision: null,
    duplicateOf: null,
    copies: 0,
    timeFrom: 'headers',
    outcome: null,
    ...change,
  };
}

/** A part that was read. */
export function aPart(
  change: Partial<PartEntry> & { readonly mail: string; readonly part: string },
): PartEntry {
  return {
    file: 'Bang diem.xlsx',
    blob: 'blob',
    sha256: '0'.repeat(64),
    bytes: 20_480,
    state: 'read',
    fate: 'parsed',
    reason: null,
    format: 'xlsx',
    status: 'read',
    pages: null,
    scanned: false,
    legacyEncoding: null,
    parsed: null,
    findings: [],
    ...change,
  };
}

/** Puts records as they are. */
export async function putRecords(store: LocalStore, records: readonly StoreRecord[]): Promise<void> {
  await commitAll(
    store,
    records.map((record) => ({ kind: 'put-if-absent', record })),
  );
}

async function commitAll(store: LocalStore, writes: readonly Write[]): Promise<void> {
  const result = await store.commit({ writes, jobs: [] });
  if (!result.applied) throw new Error('the fixture wrote a record twice');
}

/** Keeps a revision as the pipeline does: both records, revision.json; no draft yet. */
export async function keepRevision(
  { store, blobs }: Pick<TestPortal, 'store' | 'blobs'>,
  revision: DossierRevision,
  change: Partial<DossierEntry> = {},
): Promise<void> {
  const folder = revisionFolder(revision.round, revision.commune, revision.revision, 'm1');
  const count = (severity: string): number =>
    revision.findings.filter((finding) => finding.severity === severity).length;
  const entry: DossierEntry = {
    round: revision.round,
    commune: revision.commune,
    revision: revision.revision,
    at: revision.at,
    folder,
    claimedTotal: revision.claimedTotal?.points ?? null,
    verdict: revision.assessment.verdict,
    blocking: count('blocking'),
    warnings: count('warning'),
    notes: count('note'),
    missingDocuments: revision.findings.flatMap(({ code, about }) =>
      code === 'missing-document' && about !== null ? [about] : [],
    ),
    late: false,
    mails: revision.mailIds,
    drafts: [],
    ...change,
  };
  await blobs.put(folder, 'revision.json', encodeJson(revision));
  const records = dossierRecords(entry);
  const head = await store.get(records.head);
  await commitAll(store, [
    head === undefined
      ? { kind: 'put-if-absent', record: records.head }
      : { kind: 'put-if-version', record: records.head, version: head.version },
    { kind: 'put-if-absent', record: records.revision },
  ]);
}

/** Sends the invented dossiers through the real stages, files read in this process. */
export async function fillPortal(portal: Pick<TestPortal, 'store' | 'blobs' | 'services'>): Promise<void> {
  const clock = makeMovableClock();
  const world: World = {
    store: portal.store,
    blobs: portal.blobs,
    clock,
    names: { nameOf: (bytes) => createHash('sha256').update(bytes).digest('hex') },
    reader: { read: readFormat },
    rounds: portal.services.rounds,
    senders: null,
  };
  for (const mail of await writeSampleDossiers(2023)) {
    await acceptMail(world, { bytes: await composeMail(mail), via: 'folder', timeFrom: 'headers' });
    clock.advance(60_000);
    for (;;) {
      const job = await portal.store.lease({ leaseMs: 60_000 });
      if (job === undefined) break;
      const result = await portal.store.commit(await runStage(job, world), job);
      if (!result.applied) throw new Error('nothing else writes here');
    }
  }
}
