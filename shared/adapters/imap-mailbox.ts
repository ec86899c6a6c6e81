import { setTimeout as sleep } from 'node:timers/promises';
import { ImapFlow, type FetchMessageObject, type ListResponse, type MessageStructureObject } from 'imapflow';
import type {
  MailboxFault,
  MailboxFolder,
  MailboxService,
  MailboxSession,
  MailSummary,
} from '../ports/mailbox.ts';
import { isThisMachine, MailboxError } from '../ports/mailbox.ts';

/** Milliseconds. A portal's answer waits for a connection, and must come within 29 seconds. */
const connectMs = 12_000;
const silenceMs = 120_000;

// Attack: a server that announces a mail, a line or a list without end; mails end at 75 MB.
const bounds = {
  maxLiteralSize: 80_000_000,
  maxLineLength: 20_000_000,
  maxResponseSize: 110_000_000,
  maxResponseTokens: 300_000,
} as const;

/** Attack: a header of many thousand references, recipients or file names. */
const mostListed = 200;

/**
 * Mailboxes by IMAP (RFC 9051, RFC 3501), through imapflow. Folders are opened by EXAMINE and mails fetched by BODY.PEEK, so that nothing
 * is marked read. `ca` (PEM) is trusted beside the certificates of the system.
 */
export function openImapMailboxes(options: { readonly ca?: string } = {}): MailboxService {
  return {
    async connect(account) {
      const client = new ImapFlow({
        host: account.host,
        port: account.port,
        secure: account.security === 'tls',
        // Attack: a connection whose STARTTLS offer was struck out goes on in the clear.
        doSTARTTLS: account.security === 'starttls',
        auth: { user: account.user, pass: account.password },
        tls: { minVersion: 'TLSv1.2', ...(options.ca === undefined ? {} : { ca: options.ca }) },
        logger: false,
        disableAutoIdle: true,
        disableCompression: true,
        clientInfo: { name: 'hoso' },
        connectionTimeout: connectMs,
        greetingTimeout: connectMs,
        socketTimeout: silenceMs,
        ...bounds,
      });
      // What ends a connection also rejects the call in hand.
      client.on('error', () => undefined);
      try {
        // Attack: a password in the clear over the network.
        if (account.security === 'none' && !isThisMachine(account.host))
          throw new MailboxError('no-encryption');
        await client.connect();
      } catch (error) {
        client.close();
        throw toMailboxError(error);
      }
      return openSession(client);
    },
  };
}

function openSession(client: ImapFlow): MailboxSession {
  const run = async <T>(act: () => Promise<T>): Promise<T> => {
    try {
      return await act();
    } catch (error) {
      throw toMailboxError(error);
    }
  };
  return {
    listFolders: () => run(async () => (await client.list()).flatMap(toFolder)),
    openFolder: (path) =>
      run(async () => {
        const { uidValidity } = await client.mailboxOpen(path, { readOnly: true });
        return String(uidValidity);
      }),
    listUids: ({ after, from, until }) =>
      run(async () => {
        const found = await client.search(
          {
            uid: `${after + 1}:*`,
            since: from,
            ...(until === undefined ? {} : { before: dayAfter(until) }),
          },
          { uid: true },
        );
        if (!Array.isArray(found)) throw new MailboxError('server-failed');
        // "*" is the last mail, whatever stands before it (RFC 9051 §9, seq-range).
        return found.filter((uid) => uid > after).sort((one, other) => one - other);
      }),
    readSummaries: (uids) =>
      run(async () => {
        const mails = await client.fetchAll(
          [...uids],
          {
            envelope: true,
            bodyStructure: true,
            internalDate: true,
            size: true,
            headers: ['references', 'list-id', 'precedence'],
          },
          { uid: true },
        );
        return mails.map(summarise).sort((one, other) => one.uid - other.uid);
      }),
    readMail: (uid) =>
      run(async () => {
        const mail = await client.fetchOne(uid, { source: true }, { uid: true });
        return mail === false ? undefined : mail.source;
      }),
    isOpen: () => client.usable,
    readFullness: () =>
      run(async () => {
        const quota = await client.getQuota('INBOX');
        const storage = quota === false ? undefined : quota.storage;
        const { usage, limit } = storage ?? {};
        return usage === undefined || limit === undefined || limit === 0 ? null : usage / limit;
      }),
    async waitForMail(ms, signal) {
      const over = new AbortController();
      const end = (): void => over.abort();
      client.once('exists', end);
      client.once('close', end);
      signal.addEventListener('abort', end, { once: true });
      // Ends by the next command; a server without IDLE is asked from time to time.
      const idling = client.idle().catch(() => undefined);
      try {
        if (!signal.aborted) await sleep(ms, undefined, { signal: over.signal }).catch(() => undefined);
        if (client.usable) await run(() => client.noop());
        await idling;
      } finally {
        client.off('exists', end);
        client.off('close', end);
        signal.removeEventListener('abort', end);
      }
      if (!client.usable) throw new MailboxError('unreachable');
    },
    async close() {
      if (client.usable) await client.logout().catch(() => undefined);
      client.close();
    },
  };
}

const folderUses: Readonly<Record<string, MailboxFolder['use']>> = {
  '\\Inbox': 'inbox',
  '\\Junk': 'spam',
  '\\Sent': 'sent',
};

function toFolder({ path, specialUse, flags }: ListResponse): readonly MailboxFolder[] {
  return flags.has('\\Noselect') || flags.has('\\NonExistent')
    ? []
    : [{ path, use: folderUses[specialUse ?? ''] ?? null }];
}

function summarise(mail: FetchMessageObject): MailSummary {
  const { uid, envelope = {}, bodyStructure, internalDate, size = 0 } = mail;
  const headers = mail.headers?.toString('latin1') ?? '';
  const references = /^references:((?:.*(?:\r?\n[ \t])?)*)/imu.exec(headers)?.[1] ?? '';
  const answers = [...idsOf(envelope.inReplyTo ?? ''), ...idsOf(references).toReversed()];
  const addresses = (list: typeof envelope.to): readonly string[] =>
    (list ?? []).slice(0, mostListed).flatMap(({ address }) => (address ? [address.toLowerCase()] : []));
  const at = internalDate === undefined ? Number.NaN : new Date(internalDate).getTime();
  return {
    uid,
    receivedAt: Number.isNaN(at) ? null : new Date(at).toISOString(),
    bytes: size,
    from: addresses(envelope.from)[0] ?? null,
    to: [...addresses(envelope.to), ...addresses(envelope.cc)],
    subject: envelope.subject?.normalize('NFC') ?? null,
    messageId: envelope.messageId ?? null,
    answers: [...new Set(answers)].slice(0, mostListed),
    files: bodyStructure === undefined ? [] : filesOf(bodyStructure).slice(0, mostListed),
    isList: /^list-id:/imu.test(headers) || /^precedence:\s*(?:bulk|list|junk)\b/imu.test(headers),
  };
}

const idsOf = (text: string): readonly string[] => text.match(/<[^<>\s]{1,1000}>/gu) ?? [];

function filesOf(node: MessageStructureObject): readonly string[] {
  const name = node.dispositionParameters?.['filename'] ?? node.parameters?.['name'];
  return [
    ...(name === undefined || name === '' ? [] : [name.normalize('NFC')]),
    ...(node.childNodes ?? []).flatMap(filesOf),
  ];
}

/** The ISO day after one. */
const dayAfter = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

/** Codes of Node that say a certificate is not believed (Node.js, tls, X509 certificate error codes). */
const certificateCode =
  /^(?:CERT_|ERR_TLS_CERT|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|ERROR_IN_CERT|INVALID_CA|HOSTNAME_MISMATCH|PATH_LENGTH)/u;

function toMailboxError(error: unknown): MailboxError {
  if (error instanceof MailboxError) return error;
  return new MailboxError(faultOf(error as FailedCall), { cause: error });
}

interface FailedCall {
  readonly code?: string;
  readonly authenticationFailed?: boolean;
  readonly tlsFailed?: boolean;
  readonly mailboxMissing?: boolean;
  readonly serverResponseCode?: string;
  readonly responseStatus?: string;
  readonly cause?: { readonly code?: string };
  readonly _err?: { readonly code?: string };
}

function faultOf(error: FailedCall): MailboxFault {
  const code = error.code ?? '';
  // A server that may not let anyone in now (RFC 5530).
  if (/^(?:UNAVAILABLE|LIMIT|INUSE)$/u.test(error.serverResponseCode ?? '') || code === 'ETHROTTLE')
    return 'busy';
  if (error.authenticationFailed === true) return 'wrong-password';
  if (error.mailboxMissing === true || error.serverResponseCode === 'NONEXISTENT') return 'no-such-folder';
  if (certificateCode.test(code) || certificateCode.test(error._err?.code ?? '')) return 'certificate';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'unknown-host';
  if (error.tlsFailed === true || /^(?:ERR_SSL|EPROTO|ClosedAfterConnectTLS|STARTTLS)/u.test(code))
    return 'no-encryption';
  // A command the server refused, or an answer nobody understands: the mail service is at fault, and is there.
  if (
    error.responseStatus !== undefined ||
    /^(?:Parser|Invalid|LiteralTooLarge|LineTooLarge|ResponseTooLarge|TooMany)/u.test(code)
  )
    return 'server-failed';
  return 'unreachable';
}
