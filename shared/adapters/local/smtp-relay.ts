import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection/index.js';
import type { MailSender, OutgoingMail, RefusalCause, SendResult } from '../../ports/outgoing-mail.ts';

/** A mail server that takes over the office's mail. */
export interface SmtpRelay {
  readonly host: string;
  readonly port: number;
  /** tls: from the first byte (RFC 8314); starttls: asked for and insisted on; none: only for a server that asks for no password. */
  readonly security: 'tls' | 'starttls' | 'none';
  readonly login: { readonly user: string; readonly password: string } | null;
  /** Certificate (PEM) of a server or authority that only this office trusts; null for the usual ones. */
  readonly certificate: string | null;
}

/** Milliseconds. Together below the lease of a job, so that no second worker sends while the first still may. */
const timeouts = { connection: 10_000, greeting: 10_000, silence: 30_000, whole: 50_000 } as const;

/** The server refused, or could not be spoken with, before the mail was handed over. */
interface Refusal {
  readonly cause: RefusalCause;
  readonly isFinal: boolean;
  /** Of MAIL FROM: another sender may do. */
  readonly isOfSender?: boolean;
}

interface SmtpError {
  readonly code?: string | undefined;
  /** Of the system or of TLS: "ECONNREFUSED", "DEPTH_ZERO_SELF_SIGNED_CERT". */
  readonly originalCode?: string | undefined;
  readonly command?: string | undefined;
  readonly responseCode?: number | undefined;
  readonly response?: string | undefined;
}

/** Sends through a mail server, one connection a mail; certificates are always checked. */
export function openSmtpRelay(relay: SmtpRelay): MailSender {
  return {
    async send(mail) {
      const result = await sendOnce(relay, mail);
      // Many relays take no mail without a sender from their own users. Nothing was handed over yet.
      return 'isOfSender' in result && mail.returnPath === null
        ? toResult(await sendOnce(relay, { ...mail, returnPath: mail.from }))
        : toResult(result);
    },
  };
}

const toResult = (result: SendResult | Refusal): SendResult =>
  'isTaken' in result ? result : { isTaken: false, cause: result.cause, isFinal: result.isFinal };

function sendOnce(relay: SmtpRelay, mail: OutgoingMail): Promise<SendResult | Refusal> {
  return new Promise((resolve, reject) => {
    let isHandedOver = false;
    const connection = new SMTPConnection({
      host: relay.host,
      port: relay.port,
      secure: relay.security === 'tls',
      requireTLS: relay.security === 'starttls',
      ignoreTLS: relay.security === 'none',
      // Its own name would be the machine's.
      name: mail.from.slice(mail.from.lastIndexOf('@') + 1),
      connectionTimeout: timeouts.connection,
      greetingTimeout: timeouts.greeting,
      socketTimeout: timeouts.silence,
      tls: { minVersion: 'TLSv1.2', ...(relay.certificate === null ? {} : { ca: relay.certificate }) },
    });
    const timer = setTimeout(() => {
      fail({ code: 'ETIMEDOUT' });
    }, timeouts.whole);
    const end = (): void => {
      clearTimeout(timer);
      connection.close();
    };
    const fail = (error: SmtpError): void => {
      end();
      // An answer that never came to the last byte of the mail: it may have been taken, or not.
      if (isHandedOver && error.responseCode === undefined)
        reject(new Error('the mail server did not answer'));
      else resolve(toRefusal(error));
    };
    // Read only once the server asked for the mail.
    const content = new Readable({
      read() {
        isHandedOver = true;
        this.push(Buffer.from(mail.raw));
        this.push(null);
      },
    });
    const send = (): void => {
      const envelope = { from: mail.returnPath ?? '', to: [...mail.to], size: mail.raw.byteLength };
      connection.send(envelope, content, (error, info) => {
        if (error !== null) {
          fail(error);
          return;
        }
        end();
        resolve({ isTaken: true, messageId: mail.messageId, refused: info.rejected });
      });
    };
    connection.on('error', fail);
    connection.connect((error) => {
      if (error) fail(error);
      else if (relay.login === null) send();
      else
        connection.login({ user: relay.login.user, pass: relay.login.password }, (refused) => {
          if (refused) fail(refused);
          else send();
        });
    });
  });
}

function toRefusal(error: SmtpError): Refusal {
  const { code, originalCode = '', command = '', responseCode, response = '' } = error;
  if (code === 'EAUTH' || command.startsWith('AUTH')) return { cause: 'not-signed-in', isFinal: false };
  if (code === 'ETLS' || command === 'STARTTLS' || /CERT|SSL|TLS|VERIFY/.test(originalCode))
    return { cause: 'no-encryption', isFinal: false };
  if (code === 'EMESSAGE' && responseCode === undefined) return { cause: 'too-large', isFinal: true };
  if (responseCode === undefined) return { cause: 'unreachable', isFinal: false };
  const isFinal = responseCode >= 500;
  if (command === 'MAIL FROM') return { cause: 'sender-refused', isFinal: false, isOfSender: true };
  if (!isFinal) return { cause: 'busy', isFinal };
  // RFC 3463: 5.1.x is about the address, 5.3.4 about the size; 552 without it "exceeded storage allocation".
  if (command === 'RCPT TO' || /\b5\.1\.\d/.test(response)) return { cause: 'no-such-address', isFinal };
  if (responseCode === 552 || /\b5\.3\.4\b/.test(response)) return { cause: 'too-large', isFinal };
  return { cause: 'mail-refused', isFinal };
}
