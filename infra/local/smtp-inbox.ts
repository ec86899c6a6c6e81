import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** Attack: a mail without end fills the disk. Gmail takes 25 MB, most offices' servers 50 MB; base64 adds a third. */
const maxMailBytes = 75_000_000;

/** Attack: thousands of open connections. A district has a few dozen senders. */
const maxClients = 20;

/** Attack: a client that sends a byte a minute holds its place for ever. */
const idleMs = 60_000;

/** A running SMTP inbox. */
export interface SmtpInbox {
  readonly port: number;
  stop(): Promise<void>;
}

/**
 * Takes mails by SMTP (RFC 5321) on this machine only. "250" is answered after `accept` has resolved, that is when the
 * mail is durable; when it fails the sender is told to try again (451), so that no mail is lost between two machines.
 */
export async function startSmtpInbox(options: {
  readonly port: number;
  readonly accept: (bytes: Uint8Array) => Promise<void>;
  readonly onFailure: (error: unknown) => void;
}): Promise<SmtpInbox> {
  const server = new SMTPServer({
    banner: 'Ho So',
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    size: maxMailBytes,
    maxClients,
    socketTimeout: idleMs,
    disableReverseLookup: true,
    logger: false,
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      let bytes = 0;
      stream.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        // The stream has to be read to its end, the rest is only counted.
        if (bytes <= maxMailBytes) chunks.push(chunk);
      });
      stream.on('error', () => undefined);
      stream.on('end', () => {
        if (stream.sizeExceeded || bytes > maxMailBytes) {
          done(reply(552, 'Thu vuot dung luong cho phep'));
          return;
        }
        options.accept(new Uint8Array(Buffer.concat(chunks))).then(
          () => done(),
          (error: unknown) => {
            options.onFailure(error);
            done(reply(451, 'Chua nhan duoc thu, de nghi gui lai'));
          },
        );
      });
    },
  });
  // Broken connections are the sender's to repeat.
  server.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(options.port, '127.0.0.1', () => {
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
