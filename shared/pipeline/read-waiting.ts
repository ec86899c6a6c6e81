import type { Store, StoreRecord } from '../ports/store.ts';
import type { MailboxState } from './mailbox-records.ts';
import type { OutboxEntry } from './outbox-records.ts';
import { mailboxTroublePlace } from './outbox-records.ts';

/** What of the office's mail waits for a person. */
export interface Waiting {
  /** How reading the mailbox goes, where something is wrong with it. */
  readonly mailbox: MailboxState | null;
  /** Open mails of the outbox, newest first. */
  readonly mails: readonly OutboxEntry[];
  readonly hasMore: boolean;
}

/** What waits for a person, with so many open mails at most; one request. */
export async function readWaiting(store: Pick<Store, 'query'>, limit: number): Promise<Waiting> {
  const { partition } = mailboxTroublePlace;
  const page = await store.query({ partition, index: 'index1', order: 'descending', limit: limit + 1 });
  const isMailbox = ({ indexes }: StoreRecord): boolean => indexes?.index1?.sort === mailboxTroublePlace.sort;
  const mails = page.records.filter((record) => !isMailbox(record));
  return {
    mailbox: (page.records.find(isMailbox)?.body as MailboxState | undefined) ?? null,
    mails: mails.slice(0, limit).map(({ body }) => body as unknown as OutboxEntry),
    hasMore: mails.length > limit || page.next !== undefined,
  };
}
