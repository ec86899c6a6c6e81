import { createHash } from 'node:crypto';
import type { LetterId } from '../domain/letter.ts';
import type { NewJob, RecordKey, Store, StoreRecord, Write } from '../ports/store.ts';
import type { Typed } from './records.ts';
import { listRecords, readRecord } from './records.ts';

/*
 *   OUTBOX#<round>          <cause>                  a mail of the office; the key is its cause, so one cause makes one mail
 *   index1 OUTBOX-OPEN      <at>#<round>#<cause>     those of all rounds that wait for a person; behind them what is wrong with the mailbox
 *   index2 OUTBOX-OF#<round>  <group>#<at>#<cause>   the mails of a round, those that wait for a person first
 *   SENT-MAIL#<hash of the Message-ID>  -            which mail that is, for the reports and answers that name it
 */

/** Where a mail stands. held-back: a limit, the breaker or a dead address stands in its way; withdrawn: the act it tells of was taken back before it was sent. */
export type OutboxState =
  'waiting' | 'sending' | 'sent' | 'sent-by-hand' | 'failed' | 'bounced' | 'held-back' | 'withdrawn';

/** A mail the office owes somebody, as whoever decided it writes it. */
export interface Letter {
  /** Identifier of the round; `officeRound` for a mail of no round. */
  readonly round: string;
  /** Commune code; null for a mail inside the office or to the council. */
  readonly commune: string | null;
  /** "return#session#0001#06514", "recognised#decision#0001#06514": unique in its round, at most 200 characters. */
  readonly cause: string;
  readonly letter: LetterId;
  /** Addresses; none where none is known, and then a person sends it. */
  readonly to: readonly string[];
  readonly subject: string;
  /** Plain text. */
  readonly text: string;
  readonly attachments: readonly OutboxAttachment[];
  /** Message-ID of the mail it answers, without brackets. */
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  /** Receipt code, for replies that come to a tagged address. */
  readonly code: string | null;
  /** RFC 3834 §5: the answer to a mail, or sent by the clock; null where a person released it. */
  readonly automatic: 'auto-replied' | 'auto-generated' | null;
  readonly by: string;
  /** ISO time. */
  readonly at: string;
}

/** A file that goes with a mail. */
export interface OutboxAttachment {
  readonly folder: string;
  /** Name of the blob. */
  readonly name: string;
  readonly fileName: string;
  readonly contentType: string;
}

/** A mail in the outbox. */
export interface OutboxEntry extends Letter {
  readonly state: OutboxState;
  /** Why it stands there, in Vietnamese. */
  readonly reason?: string;
  /** What holds it back: "limit" is as it should be, the others wait for a person. */
  readonly heldBy?: 'limit' | 'breaker' | 'dead-address';
  /** A person must send it: no address is known, or no mail server is set up. */
  readonly isByHand?: true;
  /** A person had it sent in spite of what held it back. */
  readonly isReleased?: true;
  /** Times it was queued again; names its job. */
  readonly run: number;
  /** Times its sending began without its end being known. */
  readonly attempts: number;
  /** ISO time its sending last began. */
  readonly begunAt?: string;
  /** Times the mail server asked to try later. */
  readonly deferrals: number;
  /** As sent, without brackets. */
  readonly messageId?: string;
  /** ISO time. */
  readonly sentAt?: string;
}

/** The round of mails that belong to none: to administrators. */
export const officeRound = '';

/** Lists of a round's mails, what waits for a person first. */
export const outboxGroups = ['open', 'waiting', 'sent', 'not-sent'] as const;
export type OutboxGroup = (typeof outboxGroups)[number];

const schema = 2;
const openPartition = 'OUTBOX-OPEN';
/** Behind every ISO time. */
const lettersEnd = '~';
/** Where what is wrong with the mailbox is listed: before the newest letter. */
export const mailboxTroublePlace: RecordKey = { partition: openPartition, sort: `${lettersEnd}mailbox` };
const outboxPartition = (round: string): string => (round === officeRound ? 'OUTBOX' : `OUTBOX#${round}`);
const outboxKey = (round: string, cause: string): RecordKey => ({
  partition: outboxPartition(round),
  sort: cause,
});
const groupPartition = (round: string): string =>
  round === officeRound ? 'OUTBOX-OF' : `OUTBOX-OF#${round}`;
const groupRank = (group: OutboxGroup): string => String(outboxGroups.indexOf(group));

/** The list a mail stands in. */
export function outboxGroup({ state, isByHand, heldBy }: OutboxEntry): OutboxGroup {
  switch (state) {
    case 'failed':
    case 'bounced':
      return 'open';
    case 'held-back':
      return heldBy === 'limit' ? 'not-sent' : 'open';
    case 'waiting':
      return isByHand === true ? 'open' : 'waiting';
    case 'sending':
      return 'waiting';
    case 'sent':
    case 'sent-by-hand':
      return 'sent';
    case 'withdrawn':
      return 'not-sent';
  }
}

/** Writes a mail in place of the one that was read, or of none. */
export function putOutbox(entry: OutboxEntry, known: Typed<OutboxEntry> | undefined): Write {
  const { round, cause, at } = entry;
  const group = outboxGroup(entry);
  const record: StoreRecord = {
    ...outboxKey(round, cause),
    schema,
    body: { ...entry, attachments: entry.attachments.map((one) => ({ ...one })) },
    indexes: {
      ...(group === 'open' && { index1: { partition: openPartition, sort: `${at}#${round}#${cause}` } }),
      index2: { partition: groupPartition(round), sort: `${groupRank(group)}#${at}#${cause}` },
    },
  };
  return known === undefined
    ? { kind: 'put-if-absent', record }
    : { kind: 'put-if-version', record, version: known.version };
}

/**
 * What puts a mail into the outbox and has it sent, for the commit of any stage or act; in place of the one that was read, which must
 * not have been sent. A mail without an address waits for a person. `notBefore` (ISO time) leaves time to withdraw it;
 * `isReleased`: a person has it sent in spite of the limits on automatic mail.
 */
export function queueLetter(
  letter: Letter,
  known?: Typed<OutboxEntry>,
  { notBefore, isReleased = false }: { readonly notBefore?: string; readonly isReleased?: boolean } = {},
): { readonly writes: readonly Write[]; readonly jobs: readonly NewJob[] } {
  const hasAddress = letter.to.length > 0;
  const entry: OutboxEntry = {
    ...letter,
    state: 'waiting',
    ...(isReleased ? { isReleased: true } : {}),
    ...(hasAddress ? {} : { isByHand: true, reason: 'Chưa biết địa chỉ thư điện tử của nơi nhận.' }),
    run: known === undefined ? 0 : known.body.run + 1,
    attempts: 0,
    deferrals: 0,
  };
  return {
    writes: [putOutbox(entry, known)],
    jobs: hasAddress ? [sendingJob(entry, notBefore)] : [],
  };
}

/** What a mail says and to whom, without how far it came. */
export function toLetter(entry: OutboxEntry): Letter {
  const { round, commune, cause, letter, to, subject, text, attachments } = entry;
  const { inReplyTo, references, code, automatic, by, at } = entry;
  return {
    ...{ round, commune, cause, letter, to, subject, text, attachments },
    ...{ inReplyTo, references, code, automatic, by, at },
  };
}

/** The job that sends a mail; another one for each sending of unknown end. */
export const sendingJob = ({ round, cause, run, attempts }: OutboxEntry, notBefore?: string): NewJob => ({
  id: `send-mail:${round}:${cause}:${run}${attempts === 0 ? '' : `:${attempts}`}`,
  stage: 'send-mail',
  payload: { ...(round === officeRound ? {} : { round }), cause, run },
  ...(notBefore === undefined ? {} : { notBefore }),
});

/** The job that sends the mails whose cause begins so, where one commit cannot hold a job for each. */
export const sendingJobOfMany = (round: string, causes: string, notBefore: string): NewJob => ({
  id: `send-mail:${round}:${causes}`,
  stage: 'send-mail',
  payload: { round, causes },
  notBefore,
});

/** Takes back a mail that has not left; nothing where it has. */
export function withdrawLetter(known: Typed<OutboxEntry>, reason: string): readonly Write[] {
  const isGone = !['waiting', 'held-back', 'failed'].includes(known.body.state);
  return isGone ? [] : [putOutbox({ ...known.body, state: 'withdrawn', reason }, known)];
}

/** The mail of a cause. */
export const readOutbox = (
  store: Pick<Store, 'get'>,
  round: string,
  cause: string,
): Promise<Typed<OutboxEntry> | undefined> => readRecord<OutboxEntry>(store, outboxKey(round, cause));

/** A page of the mails of a round in one list, newest first. */
export async function pageOutbox(
  store: Store,
  round: string,
  group: OutboxGroup,
  limit: number,
  after?: string,
): Promise<{ readonly mails: readonly OutboxEntry[]; readonly next: string | null }> {
  const page = await store.query({
    partition: groupPartition(round),
    index: 'index2',
    from: `${groupRank(group)}#`,
    to: `${groupRank(group)}#~`,
    order: 'descending',
    limit,
    ...(after === undefined ? {} : { after }),
  });
  return {
    mails: page.records.map(({ body }) => body as unknown as OutboxEntry),
    next: page.next ?? null,
  };
}

/** A page of the mails of all rounds that wait for a person, newest first. */
export async function pageOpenLetters(
  store: Store,
  limit: number,
  after?: string,
): Promise<{ readonly mails: readonly OutboxEntry[]; readonly next: string | null }> {
  const page = await store.query({
    partition: openPartition,
    index: 'index1',
    to: lettersEnd,
    order: 'descending',
    limit,
    ...(after === undefined ? {} : { after }),
  });
  return {
    mails: page.records.map(({ body }) => body as unknown as OutboxEntry),
    next: page.next ?? null,
  };
}

/** The key of a name by which a mail was handed over: what stands before "@" of its Message-ID. */
function sentMailKey(identifier: string): RecordKey {
  const name = identifier.trim().replace(/^<|>$/gu, '');
  const local = name.includes('@') ? name.slice(0, name.lastIndexOf('@')) : name;
  // Attack: an identifier of many kilobytes, or one made to look like another key.
  return { partition: `SENT-MAIL#${createHash('sha256').update(local).digest('hex')}`, sort: '-' };
}

/** Writes by what name a mail is handed over; nothing where it was written before. */
export async function noteSentMail(
  store: Pick<Store, 'get'>,
  messageId: string,
  { round, cause }: OutboxEntry,
): Promise<readonly Write[]> {
  const key = sentMailKey(messageId);
  const known = await store.get(key);
  return known === undefined
    ? [{ kind: 'put-if-absent', record: { ...key, schema, body: { round, cause } } }]
    : [];
}

/** The mail that a report or an answer names, by its Message-ID or the mail service's identifier. */
export async function readSentMail(
  store: Pick<Store, 'get'>,
  identifier: string,
): Promise<Typed<OutboxEntry> | undefined> {
  const sent = await readRecord<Pick<OutboxEntry, 'round' | 'cause'>>(store, sentMailKey(identifier));
  return sent === undefined ? undefined : readOutbox(store, sent.body.round, sent.body.cause);
}

/** The mails of a round whose cause begins so ("recognised#decision#0001#"). */
export const listOutbox = (
  store: Store,
  round: string,
  cause: string,
): Promise<readonly Typed<OutboxEntry>[]> =>
  listRecords<OutboxEntry>(store, { partition: outboxPartition(round), from: cause, to: `${cause}~` });
