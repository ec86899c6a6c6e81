import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openImapMailboxes } from '../../shared/adapters/imap-mailbox.ts';
import type { MailboxAccount, MailboxSession } from '../../shared/ports/mailbox.ts';
import { MailboxError } from '../../shared/ports/mailbox.ts';
import { isDovecotMissing, startDovecot, type TestMailbox } from '../support/dovecot.ts';

const encode = (lines: readonly string[]): Uint8Array => new TextEncoder().encode(lines.join('\r\n'));
const raw = encode([
  'From: Xa <Xa@Example.VN>',
  'To: hop-thu@example.vn',
  'Cc: lanh-dao@example.vn',
  'Subject: =?UTF-8?B?SOG7kyBzxqE=?=',
  'Message-ID: <mot@example.vn>',
  'In-Reply-To: <hai@example.vn>',
  'References: <mot-truoc@example.vn>',
  ' <hai@example.vn>',
  'Precedence: list',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary="b"',
  '',
  '--b',
  'Content-Type: text/plain; charset=utf-8',
  '',
  'Kính gửi.',
  '--b',
  'Content-Type: application/pdf',
  "Content-Disposition: attachment; filename*=UTF-8''b%E1%BA%A3ng.pdf",
  'Content-Transfer-Encoding: base64',
  '',
  'AAAA',
  '--b--',
  '',
]);

/** What the mail service says against a call. */
const faultOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'none',
    (error: unknown) => (error instanceof MailboxError ? error.fault : String(error)),
  );

describe.skipIf(isDovecotMissing)('a mailbox by IMAP (skipped without Dovecot)', () => {
  let mailbox: TestMailbox;
  const open: MailboxSession[] = [];
  const connect = async (change: Partial<MailboxAccount> = {}, ca?: string): Promise<MailboxSession> => {
    const session = await openImapMailboxes(ca === undefined ? {} : { ca }).connect({
      ...mailbox.account,
      ...change,
    });
    open.push(session);
    return session;
  };
  beforeAll(async () => {
    mailbox = await startDovecot({ quotaKb: 100 });
    await mailbox.deliver(raw, { at: '2023-10-20T03:00:00Z' });
  });
  afterAll(async () => {
    await Promise.all(open.map((session) => session.close()));
    await mailbox.stop();
  });

  it('says what its folders are for', async () => {
    expect(await (await connect()).listFolders()).toEqual([
      { path: 'INBOX', use: 'inbox' },
      { path: 'Đã gửi', use: 'sent' },
      { path: 'Thư rác', use: 'spam' },
    ]);
  });

  it('tells of a mail by its header, hands it out byte for byte, and leaves it unread', async () => {
    const session = await connect();
    await session.openFolder('INBOX');
    const [uid = 0] = await session.listUids({ after: 0, from: '2023-10-01' });
    expect(await session.readSummaries([uid])).toEqual([
      {
        uid,
        receivedAt: '2023-10-20T03:00:00.000Z',
        bytes: raw.byteLength,
        from: 'xa@example.vn',
        to: ['hop-thu@example.vn', 'lanh-dao@example.vn'],
        subject: 'Hồ sơ',
        messageId: '<mot@example.vn>',
        answers: ['<hai@example.vn>', '<mot-truoc@example.vn>'],
        files: ['bảng.pdf'],
        isList: true,
      },
    ]);
    expect(Buffer.from((await session.readMail(uid)) ?? [])).toEqual(Buffer.from(raw));
    expect(await session.readMail(uid + 1000)).toBeUndefined();
    expect(await mailbox.flagsOf('INBOX')).toEqual([[]]);
  });

  it('lists what is above a UID and within days', async () => {
    const session = await connect();
    await session.openFolder('INBOX');
    const [uid = 0] = await session.listUids({ after: 0, from: '2023-10-20', until: '2023-10-20' });
    expect(uid).toBeGreaterThan(0);
    expect(await session.listUids({ after: uid, from: '2023-10-20' })).toEqual([]);
    expect(await session.listUids({ after: 0, from: '2023-10-21' })).toEqual([]);
    expect(await session.listUids({ after: 0, from: '2023-10-01', until: '2023-10-19' })).toEqual([]);
  });

  it('wakes who waits for mail when one comes, and on the signal', async () => {
    const session = await connect();
    await session.openFolder('INBOX');
    const waiting = session.waitForMail(600_000, new AbortController().signal);
    await mailbox.deliver(raw);
    await waiting;
    expect(await session.listUids({ after: 1, from: '2023-10-01' })).toHaveLength(1);
    const stop = new AbortController();
    const idle = session.waitForMail(600_000, stop.signal);
    stop.abort();
    await idle;
    expect(session.isOpen()).toBe(true);
  });

  it('says how full it is', async () => {
    const session = await connect();
    await session.openFolder('INBOX');
    expect(await session.readFullness()).toBeGreaterThan(0);
    await mailbox.deliver(new Uint8Array(95_000).fill(65));
    expect(await session.readFullness()).toBeGreaterThan(0.9);
  });

  it('says why it cannot be read', async () => {
    expect(await faultOf(connect({ password: 'khác' }))).toBe('wrong-password');
    expect(await faultOf(connect({ host: 'khong-co.invalid', security: 'tls' }))).toBe('unknown-host');
    // Nobody listens there.
    expect(await faultOf(connect({ port: 9 }))).toBe('unreachable');
    const tls = { host: 'localhost', port: mailbox.tlsPort, security: 'tls' } as const;
    expect(await faultOf(connect(tls))).toBe('certificate');
    expect(await faultOf(connect({ host: 'localhost', security: 'starttls' }))).toBe('certificate');
    expect(await faultOf(connect({ security: 'tls' }))).toBe('no-encryption');
    expect(await faultOf(connect().then((one) => one.openFolder('Không có')))).toBe('no-such-folder');
  });

  it('is read by TLS, from the start or after STARTTLS, where the certificate is believed', async () => {
    const tls = { host: 'localhost', port: mailbox.tlsPort, security: 'tls' } as const;
    for (const change of [tls, { host: 'localhost', security: 'starttls' } as const])
      expect(await (await connect(change, mailbox.certificate)).listFolders()).toHaveLength(3);
  });

  it('is never asked in the clear but on this machine', async () => {
    expect(await faultOf(connect({ host: '192.0.2.1' }))).toBe('no-encryption');
  });

  it('tells of a connection that was cut', async () => {
    const session = await connect();
    await session.openFolder('INBOX');
    mailbox.dropConnections();
    expect(await faultOf(session.waitForMail(600_000, new AbortController().signal))).toBe('unreachable');
    expect(session.isOpen()).toBe(false);
  });
});
