/** How the connection is kept from being read along: TLS from the start, TLS after STARTTLS (RFC 9051 §6.2.1), or not, on this machine only. */
export type MailboxSecurity = 'tls' | 'starttls' | 'none';

/** A mailbox of the office at its mail service. */
export interface MailboxAccount {
  readonly host: string;
  readonly port: number;
  readonly security: MailboxSecurity;
  readonly user: string;
  readonly password: string;
}

/** Whether a host is this machine itself. */
export const isThisMachine = (host: string): boolean =>
  /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/iu.test(host);

/** Why a mailbox cannot be read. */
export type MailboxFault =
  | 'wrong-password'
  | 'unknown-host'
  | 'unreachable'
  | 'certificate'
  | 'no-encryption'
  | 'no-such-folder'
  | 'busy'
  | 'server-failed';

/** The mailbox, or one mail of it, cannot be read now. Holds no words of the server: they may quote a mail. */
export class MailboxError extends Error {
  override readonly name = 'MailboxError';
  readonly fault: MailboxFault;
  constructor(fault: MailboxFault, options?: ErrorOptions) {
    super(`the mailbox cannot be read: ${fault}`, options);
    this.fault = fault;
  }
}

/** A folder, or a label of Gmail. */
export interface MailboxFolder {
  /** As the server calls it, Unicode. */
  readonly path: string;
  /** What it is for (RFC 6154); null where it is any folder. */
  readonly use: 'inbox' | 'spam' | 'sent' | null;
}

/** A mail as its header says, its contents unread. */
export interface MailSummary {
  /** Grows with every mail of the folder as long as its UIDVALIDITY stays (RFC 9051 §2.3.1.1). */
  readonly uid: number;
  /** INTERNALDATE, ISO UTC: when the mail service took it; null where the server says none. */
  readonly receivedAt: string | null;
  readonly bytes: number;
  /** Lower case. */
  readonly from: string | null;
  /** To and Cc, lower case. */
  readonly to: readonly string[];
  readonly subject: string | null;
  readonly messageId: string | null;
  /** Message-IDs of In-Reply-To and References, the nearest first. */
  readonly answers: readonly string[];
  /** Names of attachments. */
  readonly files: readonly string[];
  /** A mail of a list or to many at once (RFC 2919, Precedence). */
  readonly isList: boolean;
}

/** A connection to a mailbox. It reads without marking anything read. Every call but `close` may reject with MailboxError; after one of the connection, all do. */
export interface MailboxSession {
  listFolders(): Promise<readonly MailboxFolder[]>;
  /** Opens a folder, read-only, for the calls below; gives its UIDVALIDITY. @throws MailboxError "no-such-folder". */
  openFolder(path: string): Promise<string>;
  /** UIDs above `after` of mails the service took from one day until another (ISO days, inclusive; days of the server's own clock), ascending. */
  listUids(range: {
    readonly after: number;
    readonly from: string;
    readonly until?: string;
  }): Promise<readonly number[]>;
  /** Mails by their headers; one that is gone is left out. */
  readSummaries(uids: readonly number[]): Promise<readonly MailSummary[]>;
  /** A whole mail; undefined when it is gone. */
  readMail(uid: number): Promise<Uint8Array | undefined>;
  /** Whether the connection still stands: a mail alone may have failed. */
  isOpen(): boolean;
  /** Share of the space that is used, 1 for a full mailbox; null where the server does not say (RFC 9208). */
  readFullness(): Promise<number | null>;
  /** Resolves when the open folder has new mail (IDLE), when the milliseconds are over, or on the signal. */
  waitForMail(ms: number, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** The mail service's side of a mailbox. */
export interface MailboxService {
  /** @throws MailboxError */
  connect(account: MailboxAccount): Promise<MailboxSession>;
}
