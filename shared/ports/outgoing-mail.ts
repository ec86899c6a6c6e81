/** A whole mail, composed (RFC 5322), and whom it goes to. */
export interface OutgoingMail {
  /** The cause, for the log of the mail service: no words of a dossier. */
  readonly cause: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: Uint8Array;
}

/** Sends mail. Not idempotent: a stage sends once and notes it. */
export interface MailSender {
  /** Resolves with the service's id when it has taken the mail over; rejects when it has not, or nobody knows. */
  send(mail: OutgoingMail): Promise<{ readonly messageId: string }>;
}
