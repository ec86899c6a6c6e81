import { createHash } from 'node:crypto';
import type { RecordKey, Store, StoreRecord, Write } from '../ports/store.ts';
import type { OutboxEntry } from './outbox-records.ts';
import type { Typed } from './records.ts';
import { readRecord } from './records.ts';

/*
 *   ANSWERED#<hash of the address>  -   when automatic answers went to it in the last day
 *   AUTOMATIC-MAIL                  -   when automatic mails left in the last minutes, and since when all are held back
 */

const minute = 60_000;

/** RFC 3834 §2: limits on what a machine answers, kept by the records of the commit that begins the sending. */
export const automaticLimits = {
  // Attack: two machines that answer each other, by mails that do not say they are automatic.
  sameSubjectMs: 60 * minute,
  // Attack: the same with a subject that changes.
  answersADay: 5,
  dayMs: 24 * 60 * minute,
  // Attack: the same with a sender that changes; or a fault of our own.
  breakerMails: 50,
  breakerMs: 5 * minute,
  /** Mails by the clock wait for the next minutes above this, so that a day of reminders leaves room for answers. */
  clockMails: 25,
} as const;

/** Automatic mails of the last minutes. */
export interface AutomaticMail {
  /** ISO times. */
  readonly sent: readonly string[];
  /** Since when everything automatic is held back; null while it is not. */
  readonly heldSince: string | null;
}

interface Answers {
  readonly sent: readonly { readonly at: string; readonly subject: string }[];
}

const schema = 1;
const automaticKey: RecordKey = { partition: 'AUTOMATIC-MAIL', sort: '-' };
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
const answersKey = (address: string): RecordKey => ({
  partition: `ANSWERED#${hashOf(address.trim().toLowerCase())}`,
  sort: '-',
});

/** How many automatic mails left lately, and whether they are held back. */
export const readAutomaticMail = (store: Pick<Store, 'get'>): Promise<Typed<AutomaticMail> | undefined> =>
  readRecord<AutomaticMail>(store, automaticKey);

function put(key: RecordKey, body: object, known: Typed<unknown> | undefined): Write {
  const record: StoreRecord = { ...key, schema, body: body as StoreRecord['body'] };
  return known === undefined
    ? { kind: 'put-if-absent', record }
    : { kind: 'put-if-version', record, version: known.version };
}

/** Holds everything automatic back from now on. */
export const holdAutomaticMail = (at: string, known: Typed<AutomaticMail> | undefined): Write =>
  put(automaticKey, { sent: known?.body.sent ?? [], heldSince: at }, known);

/** Lets automatic mail leave again; what was sent before is forgotten, else the next one would hold everything back. */
export const releaseAutomaticMail = (known: Typed<AutomaticMail>): Write =>
  put(automaticKey, { sent: [], heldSince: null }, known);

/** Whether an automatic mail may leave: now, and then with these writes; not now; not at all. */
export type Admission =
  | { readonly may: 'go'; readonly writes: readonly Write[] }
  | { readonly may: 'wait'; readonly until: string }
  | { readonly may: 'not'; readonly heldBy: 'limit' | 'breaker'; readonly writes: readonly Write[] };

/** Decides on an automatic mail. Alarms leave in any case: they tell of what is held back. */
export async function admitAutomatic(
  entry: OutboxEntry,
  now: string,
  store: Pick<Store, 'get'>,
): Promise<Admission> {
  if (entry.automatic === null || entry.letter === 'alarm' || entry.isReleased === true)
    return { may: 'go', writes: [] };
  const since = (ms: number): string => new Date(Date.parse(now) - ms).toISOString();
  const known = await readAutomaticMail(store);
  if (known !== undefined && known.body.heldSince !== null)
    return { may: 'not', heldBy: 'breaker', writes: [] };
  // Counted when it was begun first.
  if (entry.deferrals > 0) return { may: 'go', writes: [] };
  const sent = (known?.body.sent ?? []).filter((at) => at > since(automaticLimits.breakerMs));
  if (entry.automatic === 'auto-generated' && sent.length >= automaticLimits.clockMails)
    return { may: 'wait', until: new Date(Date.parse(now) + automaticLimits.breakerMs).toISOString() };

  const writes: Write[] = [];
  if (entry.automatic === 'auto-replied')
    for (const address of new Set(entry.to.map((one) => one.trim().toLowerCase()))) {
      const answers = await readRecord<Answers>(store, answersKey(address));
      const lately = (answers?.body.sent ?? []).filter(({ at }) => at > since(automaticLimits.dayMs));
      const subject = hashOf(threadSubject(entry.subject));
      const isRepeated = lately.some(
        (one) => one.subject === subject && one.at > since(automaticLimits.sameSubjectMs),
      );
      if (isRepeated || lately.length >= automaticLimits.answersADay)
        return { may: 'not', heldBy: 'limit', writes: [] };
      writes.push(put(answersKey(address), { sent: [...lately, { at: now, subject }] }, answers));
    }
  if (sent.length >= automaticLimits.breakerMails)
    return { may: 'not', heldBy: 'breaker', writes: [holdAutomaticMail(now, known)] };
  writes.push(put(automaticKey, { sent: [...sent, now], heldSince: null }, known));
  return { may: 'go', writes };
}

/** A subject without the marks that answers and forwards put before it. */
const threadSubject = (subject: string): string =>
  subject
    .normalize('NFC')
    .toLowerCase()
    .replace(/^(?:\s*(?:re|fw|fwd|tl|trả lời|chuyển tiếp)\s*(?:\[\d+\])?\s*:)+/u, '')
    .replace(/\s+/gu, ' ')
    .trim();
