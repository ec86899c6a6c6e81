import type { Round } from '../../shared/domain/round.ts';
import type { Blobs } from '../../shared/ports/blobs.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { ContentNames } from '../../shared/ports/secrets.ts';
import type { Jobs } from '../../shared/ports/jobs.ts';
import type { MailboxService } from '../../shared/ports/mailbox.ts';
import type { MailService } from '../../shared/ports/outgoing-mail.ts';
import type { SecretKeeper } from '../../shared/ports/secret-keeper.ts';
import type { RelaySettings } from '../../shared/pipeline/relay-records.ts';
import type { SignIn } from './access/sign-in.ts';
import type { Store } from '../../shared/ports/store.ts';
import type { Rubric } from '../../shared/rubrics/rubric.ts';

/** A round the office works on, with the scale it is judged by. */
export interface PortalRound {
  readonly round: Round;
  readonly rubric: Rubric;
}

/** The ways in of one machine ("127.0.0.1:2525", "inbox/"), or the cloud's address. */
export type Inboxes = { readonly smtp: string; readonly folder: string } | { readonly address: string };

/** How this home sends mail. */
export type OutgoingSetup =
  | {
      readonly kind: 'relay';
      readonly secrets: SecretKeeper;
      readonly open: (settings: RelaySettings) => Promise<MailService>;
    }
  | { readonly kind: 'cloud'; readonly from: string };

/** What stands between browsers and the portal, and carries little at once (Lambda: 6 MB of base64 each way). */
export interface Gateway {
  /** Bytes of files, in one request or one answer. */
  readonly maxBytes: number;
  /** Where larger files are fetched from. */
  readonly origin: string;
  /** Puts a file there; returns an address that opens it alone and for minutes. */
  readonly deliver: (
    bytes: Uint8Array,
    file: { readonly type: string; readonly disposition: string },
  ) => Promise<string>;
}

/** Everything the portal asks of its home. */
export interface PortalServices {
  readonly store: Store;
  readonly blobs: Blobs;
  /** The rounds as they are now: read at every request, never kept. */
  readonly rounds: readonly PortalRound[];
  readonly clock: Clock;
  /** Names what officers put in, as the inboxes name what comes in. */
  readonly names: ContentNames;
  readonly jobs: Pick<Jobs, 'countJobs' | 'listDead' | 'retry'>;
  /** Files of the assets folder by name; undefined when there is none. */
  readonly assets: { read(name: string): Promise<Uint8Array | undefined> };
  /** Values of the Host header this portal answers to ("localhost:3000"); asked at every request, since a port may be known only once it listens. */
  readonly hosts: () => readonly string[];
  /** How people prove who they are. */
  readonly signIn: SignIn;
  /** Whether the browser's connection is by TLS. */
  readonly isSecure: () => boolean;
  /** 256 random bits, base64url: sessions, links, identifiers. */
  readonly newToken: () => string;
  /** Where mails come in, for an empty portal. */
  readonly inboxes: Inboxes;
  /** How mail leaves: through a mail server the administrator enters, or from the cloud's address. Absent where it never does. */
  readonly outgoing?: OutgoingSetup;
  /** The office's own mailbox; `wake` has it read at once, where a process waits for mail. */
  readonly mailbox: {
    readonly service: MailboxService;
    readonly secrets: SecretKeeper;
    readonly wake?: () => void;
  };
  /** Absent where browsers reach the portal itself. */
  readonly gateway?: Gateway;
  /** Sends the invented dossiers to this system; only on one machine. Resolves when they are accepted. */
  readonly loadSamples?: () => Promise<void>;
  /** A short name for a failure, told to the officer and written to the log. */
  readonly newReference: () => string;
  readonly reportFailure: (failure: {
    readonly reference: string;
    readonly path: string;
    readonly error: unknown;
  }) => void;
}

/** The names a portal that listens on this machine only may be called by. */
export function loopbackHosts(port: number): readonly string[] {
  const names = ['localhost', '127.0.0.1', '[::1]'];
  return names.flatMap((name) => [`${name}:${port}`, ...(port === 80 ? [name] : [])]);
}
