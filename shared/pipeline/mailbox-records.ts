import { createHash } from 'node:crypto';
import type { Person } from '../domain/person.ts';
import type { MailboxFault, MailboxSecurity } from '../ports/mailbox.ts';
import type { RecordKey, Store, StoreRecord, Write } from '../ports/store.ts';
import { mailboxTroublePlace } from './outbox-records.ts';
import type { Typed } from './records.ts';
import { readRecord } from './records.ts';

/*
 *   MAILBOX                        settings            what the administrator entered; the password is with the secret keeper
 *   MAILBOX                        health              how reading goes; where it does not, also in index1 OUTBOX-OPEN (outbox-records.ts)
 *   MAILBOX                        lease               who reads it now
 *   MAILBOX                        reading#<place>     how far a folder was read
 *   MAILBOX                        import              how far past mail was read
 *   MAILBOX                        confirmation        of a forwarding that Gmail asks to be confirmed
 *   MAILBOX                        skipped#<at>#<uid>  a mail the mail service does not hand out
 *   MAILBOX-MAIL#<Message-ID hash> -                   which mail it is, for answers in the folder of sent mail
 */

/** Which mails of the folder come in: all, or those of enrolled addresses and those not plainly about something else. */
export const mailboxSelections = ['all', 'topic'] as const;
export type MailboxSelection = (typeof mailboxSelections)[number];

/** The office's mailbox as the administrator entered it. */
export interface MailboxSettings {
  readonly isOn: boolean;
  readonly host: string;
  readonly port: number;
  readonly security: MailboxSecurity;
  readonly user: string;
  /** Folder, or label of Gmail. */
  readonly folder: string;
  readonly selection: MailboxSelection;
  readonly readsSpam: boolean;
  readonly readsSent: boolean;
  /** ISO day in Vietnam: mails from then on come in. */
  readonly startDay: string;
  readonly by: Pick<Person, 'id' | 'name'>;
  /** ISO time. */
  readonly at: string;
}

/** Why a mailbox is not read. */
export type MailboxProblem = MailboxFault | 'no-password';

/** How reading goes. */
export interface MailboxState {
  /** ISO time of the last reading to the end; null before the first. */
  readonly readAt: string | null;
  readonly problem: {
    readonly fault: MailboxProblem;
    readonly since: string;
    /** ISO time of the last try. */
    readonly triedAt: string;
  } | null;
  /** A mailbox that is nearly full or full takes no more mails. */
  readonly nearlyFull: { readonly share: number; readonly since: string } | null;
  /** When the mail service last gave the folder new numbers, so that it was read anew. */
  readonly resetAt: string | null;
}

/** Folders that are read, each with its own watermark. */
export type ReadingPlace = 'folder' | 'spam' | 'sent';

/** How far a folder was read. */
export interface MailboxReading {
  /** Whose mailbox: another one begins anew. */
  readonly account: string;
  readonly folder: string;
  readonly uidValidity: string;
  /** Everything up to here is done. */
  readonly uid: number;
  /** ISO days in Vietnam. */
  readonly from: string;
  readonly until: string | null;
  readonly taken: number;
  /** Passed without being kept. */
  readonly setAside: number;
  /** Not handed out by the mail service. */
  readonly skipped: number;
  /** Questions closed by an answer in the folder of sent mail. */
  readonly answered: number;
  /** Where it got stuck last, how often, and up to which UID mails are asked for one by one. */
  readonly stuck: { readonly uid: number; readonly times: number; readonly until: number } | null;
}

/** The reading of past mail. */
export interface MailboxImport extends MailboxReading {
  readonly state: 'running' | 'done' | 'stopped';
  /** Mails of those days; null until they were counted. */
  readonly total: number | null;
  readonly by: Pick<Person, 'id' | 'name'>;
  readonly at: string;
  readonly endedAt: string | null;
}

/** A reading of which nothing is done. */
export const newReading = (
  begun: Pick<MailboxReading, 'account' | 'folder' | 'uidValidity' | 'from' | 'until'>,
): MailboxReading => ({ ...begun, uid: 0, taken: 0, setAside: 0, skipped: 0, answered: 0, stuck: null });

/** A reading of past mail as it is asked for; whose mailbox it is shows when it begins. */
export const newImport = (asked: {
  readonly folder: string;
  readonly from: string;
  readonly until: string;
  readonly by: MailboxImport['by'];
  readonly at: string;
}): MailboxImport => ({
  ...newReading({ account: '', folder: asked.folder, uidValidity: '', from: asked.from, until: asked.until }),
  state: 'running',
  total: null,
  by: asked.by,
  at: asked.at,
  endedAt: null,
});

/** A mail the mail service does not hand out. */
export interface SkippedMail {
  readonly at: string;
  readonly folder: string;
  readonly uid: number;
  /** Where its header could be read. */
  readonly from: string | null;
  readonly subject: string | null;
  readonly receivedAt: string | null;
  readonly because: 'not-handed-out' | 'too-large';
}

/** Gmail asks whether an account may forward to the office's address. */
export interface KeptConfirmation {
  readonly account: string | null;
  readonly code: string | null;
  readonly link: string | null;
  /** The mail that brought it. */
  readonly mail: string;
  readonly at: string;
}

const schema = 1;
const partition = 'MAILBOX';
const key = (sort: string): RecordKey => ({ partition, sort });

const put = (
  sort: string,
  body: object,
  known: Pick<Typed<unknown>, 'version'> | undefined,
  listed: Pick<StoreRecord, 'indexes'> = {},
): Write => {
  const record: StoreRecord = { ...key(sort), schema, body: body as StoreRecord['body'], ...listed };
  return known === undefined
    ? { kind: 'put-if-absent', record }
    : { kind: 'put-if-version', record, version: known.version };
};

export const readMailboxSettings = (store: Pick<Store, 'get'>) =>
  readRecord<MailboxSettings>(store, key('settings'));
export const putMailboxSettings = (body: MailboxSettings, known: Typed<MailboxSettings> | undefined) =>
  put('settings', body, known);

export const readMailboxState = (store: Pick<Store, 'get'>) => readRecord<MailboxState>(store, key('health'));
export const putMailboxState = (body: MailboxState, known: Typed<MailboxState> | undefined) =>
  put(
    'health',
    body,
    known,
    body.problem === null && body.nearlyFull === null ? {} : { indexes: { index1: mailboxTroublePlace } },
  );

export const readReading = (store: Pick<Store, 'get'>, place: ReadingPlace) =>
  readRecord<MailboxReading>(store, key(`reading#${place}`));
export const putReading = (
  place: ReadingPlace,
  body: MailboxReading,
  known: Typed<MailboxReading> | undefined,
) => put(`reading#${place}`, body, known);

export const readImport = (store: Pick<Store, 'get'>) => readRecord<MailboxImport>(store, key('import'));
export const putImport = (body: MailboxImport, known: Typed<MailboxImport> | undefined) =>
  put('import', body, known);

export const readConfirmation = (store: Pick<Store, 'get'>) =>
  readRecord<KeptConfirmation>(store, key('confirmation'));
export const putConfirmation = (body: KeptConfirmation, known: Typed<KeptConfirmation> | undefined) =>
  put('confirmation', body, known);

/** Writes down a mail that was not handed out. */
export const putSkipped = (mail: SkippedMail): Write =>
  put(`skipped#${mail.at}#${String(mail.uid).padStart(10, '0')}`, mail, undefined);

/** Mails that were not handed out, newest first. */
export async function listSkipped(store: Store, limit: number): Promise<readonly SkippedMail[]> {
  const { records } = await store.query({
    partition,
    from: 'skipped#',
    to: 'skipped#~',
    order: 'descending',
    limit,
  });
  return records.map(({ body }) => body as unknown as SkippedMail);
}

/** Everything but the skipped mails, whose key comes behind, in one request. */
export async function readMailbox(store: Store): Promise<{
  readonly settings: Typed<MailboxSettings> | undefined;
  readonly state: MailboxState | undefined;
  readonly readings: Readonly<Partial<Record<ReadingPlace, MailboxReading>>>;
  readonly past: Typed<MailboxImport> | undefined;
  readonly confirmation: KeptConfirmation | undefined;
}> {
  const { records } = await store.query({ partition, from: 'confirmation', to: 'settings', limit: 20 });
  const find = <T>(sort: string): Typed<T> | undefined => {
    const record = records.find((one) => one.sort === sort);
    return record === undefined ? undefined : { body: record.body as unknown as T, version: record.version };
  };
  const readings: Partial<Record<ReadingPlace, MailboxReading>> = {};
  for (const place of ['folder', 'spam', 'sent'] as const) {
    const reading = find<MailboxReading>(`reading#${place}`)?.body;
    if (reading !== undefined) readings[place] = reading;
  }
  return {
    settings: find<MailboxSettings>('settings'),
    state: find<MailboxState>('health')?.body,
    readings,
    past: find<MailboxImport>('import'),
    confirmation: find<KeptConfirmation>('confirmation')?.body,
  };
}

/** Who reads the mailbox, until an ISO time. */
interface MailboxLease {
  readonly holder: string;
  readonly until: string;
}

/** Makes one reader the only one until an ISO time, or frees the mailbox (`until` is now); false while another holds it. */
export async function holdMailbox(
  store: Store,
  { holder, now, until }: { readonly holder: string; readonly now: string; readonly until: string },
): Promise<boolean> {
  const known = await readRecord<MailboxLease>(store, key('lease'));
  if (known !== undefined && known.body.holder !== holder && known.body.until > now) return false;
  const { applied } = await store.commit({ writes: [put('lease', { holder, until }, known)], jobs: [] });
  return applied;
}

/** A mail of the mailbox that may be answered from it. */
export interface AnswerableMail {
  readonly mail: string;
  readonly from: string;
}

const answerableKey = (messageId: string): RecordKey => ({
  // Attack: an identifier of many kilobytes, or one made to look like another key.
  partition: `MAILBOX-MAIL#${createHash('sha256').update(messageId).digest('hex')}`,
  sort: '-',
});

export const readAnswerable = (store: Pick<Store, 'get'>, messageId: string) =>
  readRecord<AnswerableMail>(store, answerableKey(messageId));

/** The first mail of a Message-ID, which some programs repeat. */
export const putAnswerable = (messageId: string, { mail, from }: AnswerableMail): Write => ({
  kind: 'put-if-absent',
  record: { ...answerableKey(messageId), schema, body: { mail, from } },
});
