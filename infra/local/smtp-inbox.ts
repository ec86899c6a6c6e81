import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';
import type { MailEnvelope } from '../../shared/pipeline/records.ts';
import type { TlsCertificate } from './tls-certificate.ts';

/** What one inbox takes; tests take less. */
export const smtpLimits = {
  /** Attack: a mail without end fills the disk. Gmail takes 25 MB, most offices' servers 50 MB; base64 adds a third. */
  mailBytes: 75_000_000,
  /** Attack: twenty such mails at once fill the memory. */
  bytesAtOnce: 300_000_000,
  /** Attack: thousands of open connections. A district has a few dozen senders. */
  clients: 20,
  /** Attack: one machine holds them all. This machine's own programs may. */
  clientsPerPeer: 8,
  /** Attack: a client that sends nothing holds its place for ever. */
  idleMs: 60_000,
  /** Attack: one that sends a byte a minute does too. The largest mail takes ten minutes at a megabit a second. */
  sessionMs: 30 * 60_000,
  /** Attack: mails by the thousand crowd out the communes. Whoever is put off sends again (RFC 5321 §4.5.4.1). */
  windowMs: 10 * 60_000,
  mailsPerPeer: 400,
  mailsPerSender: 200,
  /** Attack: a mail to a million addresses. RFC 5321 §4.5.3.1.8 asks for 100. */
  recipients: 100,
} as const;

type SmtpLimits = { readonly [key in keyof typeof smtpLimits]: number };

/** A running SMTP inbox. */
export interface SmtpInbox {
  readonly port: number;
  stop(): Promise<void>;
}

/** Errors of a disk or system that is full now and need not be so later. */
const fullErrors = new Set([
  'ENOSPC',
  'EDQUOT',
  'EROFS',
  'EMFILE',
  'ENFILE',
  'SQLITE_FULL',
  'SQLITE_READONLY',
]);

/**
 * Takes mails by SMTP (RFC 5321); it sends none on, to nobody. "250" is answered after `accept` has resolved, that is when the
 * mail is durable; when it fails the sender is told to try again (451, 452), so that no mail is lost between two machines.
 */
export async function startSmtpInbox(options: {
  readonly port: number;
  /** Interface it listens on; this machine only where absent. */
  readonly host?: string;
  readonly accept: (bytes: Uint8Array, envelope: MailEnvelope) => Promise<void>;
  readonly onFailure: (error: unknown) => void;
  /** Addresses mails are taken for ("@x.vn": all of a domain); any where none is given. */
  readonly recipients?: readonly string[];
  /** Offered by STARTTLS (RFC 3207). */
  readonly certificate?: TlsCertificate | null;
  readonly limits?: Partial<SmtpLimits>;
}): Promise<SmtpInbox> {
  const limits: SmtpLimits = { ...smtpLimits, ...options.limits };
  const { recipients = [], certificate = null } = options;
  const perPeer = new Map<string, number>();
  const isOften = countIn(limits.windowMs);
  let bytesNow = 0;
  /** By session: gives back the room of the mail that is coming in. */
  const held = new Map<string, () => void>();
  const server = new SMTPServer({
    banner: 'Ho So',
    authOptional: true,
    disabledCommands: certificate === null ? ['AUTH', 'STARTTLS'] : ['AUTH'],
    ...(certificate !== null && { ...certificate, minVersion: 'TLSv1.2' }),
    size: limits.mailBytes,
    maxClients: limits.clients,
    socketTimeout: limits.idleMs,
    disableReverseLookup: true,
    logger: false,
    onConnect({ remoteAddress }, done) {
      const open = (perPeer.get(remoteAddress) ?? 0) + 1;
      perPeer.set(remoteAddress, open);
      done(
        open > limits.clientsPerPeer && !isLoopback(remoteAddress)
          ? reply(421, 'Qua nhieu ket noi, de nghi gui lai sau')
          : undefined,
      );
    },
    onClose({ id, remoteAddress }) {
      // A sender who hung up in the middle.
      held.get(id)?.();
      const open = (perPeer.get(remoteAddress) ?? 1) - 1;
      if (open > 0) perPeer.set(remoteAddress, open);
      else perPeer.delete(remoteAddress);
    },
    onMailFrom({ address }, { remoteAddress }, done) {
      const isTooOften =
        (!isLoopback(remoteAddress) && isOften(`peer ${remoteAddress}`, limits.mailsPerPeer)) ||
        // The null sender is everyone's.
        (address !== '' && isOften(`from ${address.toLowerCase()}`, limits.mailsPerSender));
      done(isTooOften ? reply(450, 'Qua nhieu thu, de nghi gui lai sau') : undefined);
    },
    onRcptTo({ address }, { envelope }, done) {
      if (envelope.rcptTo.length >= limits.recipients) done(reply(452, 'Qua nhieu nguoi nhan'));
      else done(isOurs(address, recipients) ? undefined : reply(550, 'Khong co dia chi nhan nay'));
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      let bytes = 0;
      let isCrowded = false;
      const letGo = (): void => {
        bytesNow -= chunks.reduce((sum, chunk) => sum + chunk.length, 0);
        chunks.length = 0;
        held.delete(session.id);
      };
      stream.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        isCrowded ||= bytesNow + chunk.length > limits.bytesAtOnce;
        // The stream has to be read to its end, the rest is only counted.
        if (bytes > limits.mailBytes || isCrowded) {
          letGo();
          return;
        }
        chunks.push(chunk);
        bytesNow += chunk.length;
      });
      stream.on('error', () => undefined);
      held.set(session.id, letGo);
      stream.on('end', () => {
        const refusal =
          stream.sizeExceeded || bytes > limits.mailBytes
            ? reply(552, 'Thu vuot dung luong cho phep')
            : isCrowded
              ? reply(452, 'Dang nhan nhieu thu, de nghi gui lai sau')
              : undefined;
        if (refusal !== undefined) {
          done(refusal);
          return;
        }
        const mail = new Uint8Array(Buffer.concat(chunks));
        letGo();
        const { envelope, remoteAddress, hostNameAppearsAs } = session;
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
        options
          .accept(mail, {
            wire: { peer: remoteAddress, helo: hostNameAppearsAs || '', from },
            to: envelope.rcptTo.map(({ address }) => address),
          })
          .then(
            () => done(),
            (error: unknown) => {
              options.onFailure(error);
              done(
                fullErrors.has(String((error as { readonly code?: unknown }).code))
                  ? reply(452, 'Het cho luu thu, de nghi gui lai sau')
                  : reply(451, 'Chua nhan duoc thu, de nghi gui lai'),
              );
            },
          );
      });
    },
  });
  // Broken connections are the sender's to repeat.
  server.on('error', () => undefined);
  server.server.on('connection', (socket: Socket) => {
    const end = setTimeout(() => socket.destroy(), limits.sessionMs).unref();
    socket.once('close', () => clearTimeout(end));
  });
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(options.port, options.host ?? '127.0.0.1', () => {
      server.server.off('error', reject);
      resolve();
    });
  });
  return {
    port: (server.server.address() as AddressInfo).port,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function reply(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}

const isLoopback = (address: string): boolean => /^(?:::ffff:)?127\.|^::1$/u.test(address);

/** RFC 5321 §4.5.1: postmaster is always there. */
function isOurs(address: string, recipients: readonly string[]): boolean {
  const wanted = address.toLowerCase();
  return (
    recipients.length === 0 ||
    wanted.startsWith('postmaster@') ||
    recipients.some((one) =>
      one.startsWith('@') ? wanted.endsWith(one.toLowerCase()) : wanted === one.toLowerCase(),
    )
  );
}

/** Counts by name in windows of time, all of them of one length; whether a name had more than so many in its window. */
function countIn(windowMs: number): (name: string, most: number) => boolean {
  let counts = new Map<string, number>();
  let startedAt = performance.now();
  return (name, most) => {
    if (performance.now() - startedAt > windowMs) {
      counts = new Map();
      startedAt = performance.now();
    }
    const count = (counts.get(name) ?? 0) + 1;
    // Attack: a new sender with every mail. The peer is counted all the same.
    if (counts.size < 10_000 || counts.has(name)) counts.set(name, count);
    return count > most;
  };
}
