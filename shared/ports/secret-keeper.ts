/** The passwords an administrator gives the office: of the mailbox it reads, and of the mail service it sends through. */
export type SecretName = 'mailbox' | 'relay';

/** Keeps passwords apart from records and backups; whoever shows a setting never asks for one. */
export interface SecretKeeper {
  /** undefined when none was put. */
  get(name: SecretName): Promise<string | undefined>;
  /** Replaces the one before; durable when it resolves. */
  put(name: SecretName, value: string): Promise<void>;
}
