/** A whole mail, composed (RFC 5322), and whom it goes to. */
export interface OutgoingMail {
  /** Without brackets; letters and digits before "@", no words of a dossier. */
  readonly messageId: string;
  readonly from: string;
  /** Where bounces go (RFC 5321 §4.5.5); null for an answer to a mail, whose bounce must reach nobody (RFC 3834 §3.3). */
  readonly returnPath: string | null;
  readonly to: readonly string[];
  readonly raw: Uint8Array;
}

/** Why a mail service did not take a mail over. */
export type RefusalCause =
  | 'no-such-address'
  | 'mail-refused'
  | 'too-large'
  | 'sender-refused'
  | 'not-signed-in'
  | 'no-encryption'
  | 'unreachable'
  | 'busy';

/** What the mail service said. */
export type SendResult =
  | {
      readonly isTaken: true;
      /** By which bounces will name it, without brackets. */
      readonly messageId: string;
      /** Addresses it did not take the mail for. */
      readonly refused: readonly string[];
    }
  | {
      readonly isTaken: false;
      readonly cause: RefusalCause;
      /** Trying again will not help. */
      readonly isFinal: boolean;
    };

/** Sends mail. Not idempotent: a stage sends once and notes it. */
export interface MailSender {
  /** Resolves when the mail service took the mail over, or certainly did not; rejects when nobody knows. */
  send(mail: OutgoingMail): Promise<SendResult>;
}

/** How the office sends mail. */
export interface MailService {
  readonly sender: MailSender;
  /** Address mails come from. */
  readonly from: string;
  /** Whether replies go to an address that carries the receipt code ("hop-thu+CL-12@…"). */
  readonly tagsReplies: boolean;
}
