import { isPlainlyOfOtherTopic } from '../mail/classify-mail.ts';
import { ErasedFolderError } from '../ports/blobs.ts';
import type { MailboxService, MailboxSession, MailSummary } from '../ports/mailbox.ts';
import { MailboxError } from '../ports/mailbox.ts';
import type { SecretKeeper } from '../ports/secret-keeper.ts';
import type { NewJob, Write } from '../ports/store.ts';
import { acceptMail } from './accept-mail.ts';
import { startListing } from './list-mail-job.ts';
import { readMailboxPassword } from './mailbox-password.ts';
import type {
  MailboxImport,
  MailboxProblem,
  MailboxReading,
  MailboxSettings,
  MailboxState,
  ReadingPlace,
  SkippedMail,
} from './mailbox-records.ts';
import {
  holdMailbox,
  newReading,
  putAnswerable,
  putImport,
  putMailboxState,
  putReading,
  putSkipped,
  readAnswerable,
  readImport,
  readMailboxSettings,
  readMailboxState,
  readReading,
} from './mailbox-records.ts';
import type { Typed } from './records.ts';
import { intakeRecord, readIntake } from './records.ts';
import { readAddress } from './registry-records.ts';
import { sayLocalDay } from './say-local-time.ts';
import type { World } from './world.ts';

/** Headers asked for at once. */
const headersAtOnce = 50;
/** Past mails looked at before new mail is looked for again. */
const pastAtOnce = 200;
/** Connections a mail may break before it is passed by and shown to a person. */
const mostTries = 3;
/** Attack or mistake: a disk image sent by mail; the same bound as for saved mails. */
const maxMailBytes = 75_000_000;
/** Mails an answer names at most. */
const referencesFollowed = 20;
/** A mailbox this full is told of: beyond its end it takes no more mails. */
const nearlyFull = 0.9;
/** Milliseconds before a password that did not fit is tried again: mail services lock accounts that are asked too often. */
const wrongPasswordMs = 30 * 60_000;
/** Milliseconds a reader that died keeps others away beyond its own time. */
const leaseSlackMs = 60_000;

/** What the reading of a mailbox asks of its home. */
export interface MailboxReader {
  readonly world: Pick<World, 'store' | 'blobs' | 'clock' | 'names'>;
  readonly secrets: Pick<SecretKeeper, 'get'>;
  readonly service: MailboxService;
  /** Who reads: only one at a time does. */
  readonly holder: string;
  /** Milliseconds after which a reading stops between two mails. */
  readonly ms: number;
  /** With the connection still open after a reading; whether to read again. Absent where the connection is closed then. */
  readonly whenRead?: (session: MailboxSession, outcome: 'read' | 'more') => Promise<boolean>;
}

/** off: nobody wants it read; busy: another reads it; failed: the state says why; more: there was more to read than time. */
export type PollOutcome = 'off' | 'busy' | 'failed' | 'read' | 'more';

/** Another reader went on with a folder, or the office's own records changed under this one. */
class ReadingLostError extends Error {
  override readonly name = 'ReadingLostError';
}

/**
 * Reads what is new in the office's mailbox and goes on with the reading of past mail. Each mail is durable here before its UID is passed,
 * so that a stop at any moment loses none; what is read twice is the same mail. Nothing in the mailbox is changed.
 */
export async function pollMailbox(reader: MailboxReader): Promise<PollOutcome> {
  const { world, secrets, service, holder } = reader;
  const { store, clock } = world;
  const settings = (await readMailboxSettings(store))?.body;
  if (settings?.isOn !== true) return 'off';
  const now = clock.now();
  const problem = (await readMailboxState(store))?.body.problem;
  if (problem?.fault === 'wrong-password' && now < later(problem.triedAt, wrongPasswordMs)) return 'failed';
  if (!(await holdMailbox(store, { holder, now, until: later(now, reader.ms + leaseSlackMs) })))
    return 'busy';
  let session: MailboxSession | undefined;
  try {
    const password = await readMailboxPassword(secrets, settings);
    if (password === undefined) return await fail(world, 'no-password');
    session = await service.connect({ ...settings, password });
    for (;;) {
      const outcome = await readOnce(reader, session, settings);
      if (reader.whenRead === undefined || !(await reader.whenRead(session, outcome))) return outcome;
      const again = clock.now();
      const until = later(again, reader.ms + leaseSlackMs);
      if (!(await holdMailbox(store, { holder, now: again, until }))) return 'busy';
    }
  } catch (error) {
    if (error instanceof ReadingLostError) return 'busy';
    if (error instanceof MailboxError) return await fail(world, error.fault);
    throw error;
  } finally {
    await session?.close();
    await holdMailbox(store, { holder, now: clock.now(), until: clock.now() });
  }
}

const later = (iso: string, ms: number): string => new Date(Date.parse(iso) + ms).toISOString();

async function readOnce(
  reader: MailboxReader,
  session: MailboxSession,
  settings: MailboxSettings,
): Promise<'read' | 'more'> {
  const { world } = reader;
  const until = later(world.clock.now(), reader.ms);
  const reading: ReadingRun = { world, session, settings, until, enrolled: new Map() };
  const folders = settings.readsSpam || settings.readsSent ? await session.listFolders() : [];
  const folderFor = (use: 'spam' | 'sent'): readonly string[] =>
    folders
      .filter((folder) => folder.use === use)
      .map(({ path }) => path)
      .slice(0, 1);
  let isAll = await readPlace(reading, 'folder', settings.folder);
  for (const path of settings.readsSpam ? folderFor('spam') : [])
    isAll = (await readPlace(reading, 'spam', path)) && isAll;
  for (const path of settings.readsSent ? folderFor('sent') : [])
    isAll = (await readPlace(reading, 'sent', path)) && isAll;
  isAll = (await readPast(reading)) && isAll;
  // New mail is waited for in the folder that is opened last.
  await session.openFolder(settings.folder);
  const fullness = await session.readFullness();
  await keepState(world, (state, now) => ({
    ...state,
    readAt: now,
    problem: null,
    nearlyFull:
      fullness === null || fullness < nearlyFull
        ? null
        : { share: Math.round(fullness * 100) / 100, since: state.nearlyFull?.since ?? now },
  }));
  return isAll ? 'read' : 'more';
}

/** Writes down why the mailbox is not read, and since when. */
async function fail(world: MailboxReader['world'], fault: MailboxProblem): Promise<'failed'> {
  await keepState(world, (state, now) => ({
    ...state,
    problem: { fault, since: state.problem?.fault === fault ? state.problem.since : now, triedAt: now },
  }));
  return 'failed';
}

const unread: MailboxState = { readAt: null, problem: null, nearlyFull: null, resetAt: null };

async function keepState(
  { store, clock }: MailboxReader['world'],
  change: (state: MailboxState, now: string) => MailboxState,
): Promise<void> {
  const known = await readMailboxState(store);
  await store.commit({
    writes: [putMailboxState(change(known?.body ?? unread, clock.now()), known)],
    jobs: [],
  });
}

interface ReadingRun {
  readonly world: MailboxReader['world'];
  readonly session: MailboxSession;
  readonly settings: MailboxSettings;
  /** ISO time after which no other mail is begun. */
  readonly until: string;
  /** Addresses asked for already. */
  readonly enrolled: Map<string, boolean>;
}

/** How far a folder was read, with what keeps the next step. */
interface Cursor<T extends MailboxReading> {
  body: T;
  version: number | undefined;
  readonly put: (body: T, known: Typed<T> | undefined) => Write;
}

async function readPlace(run: ReadingRun, place: ReadingPlace, folder: string): Promise<boolean> {
  const { world, session, settings } = run;
  const uidValidity = await session.openFolder(folder);
  const known = await readReading(world.store, place);
  const account = accountOf(settings);
  const isSameFolder = known?.body.account === account && known.body.folder === folder;
  if (isSameFolder && known.body.uidValidity !== uidValidity)
    await keepState(world, (state, now) => ({ ...state, resetAt: now }));
  // A day before the first one read so far: everything is looked at again, and what is here is recognised.
  const goesOn =
    isSameFolder && known.body.uidValidity === uidValidity && known.body.from <= settings.startDay;
  const body: MailboxReading = goesOn
    ? known.body
    : newReading({ account, folder, uidValidity, from: settings.startDay, until: null });
  const cursor: Cursor<MailboxReading> = {
    body,
    version: known?.version,
    put: (next, before) => putReading(place, next, before),
  };
  return readFolder(run, place, cursor, Infinity);
}

/** Goes on with past mail for so many mails; true when there is none to read. */
async function readPast(run: ReadingRun): Promise<boolean> {
  const { world, session, settings } = run;
  const known = await readImport(world.store);
  if (known?.body.state !== 'running') return true;
  const uidValidity = await session.openFolder(known.body.folder);
  const cursor: Cursor<MailboxImport> = { body: known.body, version: known.version, put: putImport };
  const isSame = known.body.account === accountOf(settings) && known.body.uidValidity === uidValidity;
  if (!isSame || known.body.total === null) {
    const { folder, from, until } = known.body;
    const begun = newReading({ account: accountOf(settings), folder, uidValidity, from, until });
    const total = (await listPast(session, begun)).length;
    await advance(run, cursor, { ...known.body, ...begun, total });
  }
  if (!(await readFolder(run, 'folder', cursor, pastAtOnce))) return false;
  await advance(run, cursor, { ...cursor.body, state: 'done', endedAt: world.clock.now() });
  return true;
}

const accountOf = ({ user, host }: MailboxSettings): string => `${user}@${host}`;

/** UIDs still to be looked at; a day more at both ends, since the server counts days by its own clock. */
const listPast = (session: MailboxSession, { uid, from, until }: MailboxReading) =>
  session.listUids({
    after: uid,
    from: shiftDay(from, -1),
    ...(until === null ? {} : { until: shiftDay(until, 1) }),
  });

const shiftDay = (day: string, by: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10);

/** Reads the open folder from the cursor on, for so many mails; true when it came to the end. */
async function readFolder<T extends MailboxReading>(
  run: ReadingRun,
  place: ReadingPlace,
  cursor: Cursor<T>,
  most: number,
): Promise<boolean> {
  const uids = await listPast(run.session, cursor.body);
  const end = Math.min(uids.length, most);
  for (let next = 0; next < end;) {
    if (run.world.clock.now() >= run.until) return false;
    const { stuck } = cursor.body;
    const isOneByOne = stuck !== null && (uids[next] ?? 0) <= stuck.until;
    const batch = uids.slice(next, next + (isOneByOne ? 1 : Math.min(headersAtOnce, end - next)));
    next += await readBatch(run, place, cursor, batch);
  }
  return end === uids.length;
}

/** Reads mails; gives how many of them are done with. */
async function readBatch<T extends MailboxReading>(
  run: ReadingRun,
  place: ReadingPlace,
  cursor: Cursor<T>,
  batch: readonly number[],
): Promise<number> {
  const last = batch.at(-1) ?? 0;
  let summaries: readonly MailSummary[];
  try {
    summaries = await run.session.readSummaries(batch);
  } catch (error) {
    return (await passOrStop(run, cursor, error, batch)) ? 1 : 0;
  }
  let passed = cursor.body;
  const settle = async (more: readonly Write[] = [], jobs: readonly NewJob[] = []): Promise<void> => {
    if (passed !== cursor.body || more.length > 0) await advance(run, cursor, passed, more, jobs);
    passed = cursor.body;
  };
  for (const summary of summaries) {
    const { uid } = summary;
    if (run.world.clock.now() >= run.until) {
      await settle();
      return batch.filter((one) => one <= cursor.body.uid).length;
    }
    if (!isOfDays(summary, passed)) {
      passed = { ...passed, uid };
    } else if (place === 'sent') {
      const closed = await closeQuestion(summary, run.world);
      passed = { ...passed, uid, answered: passed.answered + (closed === undefined ? 0 : 1) };
      if (closed !== undefined) await settle(closed.writes, closed.jobs);
    } else if (!(await isWanted(run, place, summary))) {
      passed = { ...passed, uid, setAside: passed.setAside + 1 };
    } else if (summary.bytes > maxMailBytes) {
      passed = { ...passed, uid, skipped: passed.skipped + 1 };
      await settle([putSkipped(skippedMail(run, cursor.body, uid, 'too-large', summary))]);
    } else {
      await settle();
      let raw: Uint8Array | undefined;
      try {
        raw = await run.session.readMail(uid);
      } catch (error) {
        const isPassed = await passOrStop(run, cursor, error, [uid], summary);
        return batch.filter((one) => one < uid).length + (isPassed ? 1 : 0);
      }
      if (raw === undefined) {
        passed = { ...passed, uid, skipped: passed.skipped + 1 };
        await settle([putSkipped(skippedMail(run, cursor.body, uid, 'not-handed-out', summary))]);
        continue;
      }
      const more = await takeIn(run, place, summary, raw);
      passed = { ...passed, uid, taken: passed.taken + (more === undefined ? 0 : 1) };
      await settle(more);
    }
  }
  // Listed and not told of: deleted at this moment, or kept back without a word. A person looks.
  const told = new Set(summaries.map(({ uid }) => uid));
  const untold = batch.filter((uid) => !told.has(uid));
  if (passed.uid < last || untold.length > 0)
    passed = { ...passed, uid: last, skipped: passed.skipped + untold.length };
  await settle(untold.map((uid) => putSkipped(skippedMail(run, cursor.body, uid, 'not-handed-out'))));
  return batch.length;
}

const isOfDays = ({ receivedAt }: MailSummary, { from, until }: MailboxReading): boolean => {
  if (receivedAt === null) return true;
  const day = sayLocalDay(receivedAt);
  return day >= from && (until === null || day <= until);
};

/** Mail services that check every sender and let no mail bring results under their own name (RFC 8601 §5), with that name. */
const checkingServices: Readonly<Record<string, string>> = { 'imap.gmail.com': 'mx.google.com' };

/** Takes a mail in; gives what lets an answer to it be recognised; undefined for a mail that was erased here for good. */
async function takeIn(
  { world, settings }: ReadingRun,
  place: ReadingPlace,
  { receivedAt, messageId, from }: MailSummary,
  raw: Uint8Array,
): Promise<readonly Write[] | undefined> {
  const authserv = checkingServices[settings.host];
  const accepted = await acceptMail(world, {
    bytes: raw,
    via: place === 'spam' ? 'imap-spam' : 'imap',
    ...(authserv !== undefined && { envelope: { authserv } }),
    ...(receivedAt === null ? { timeFrom: 'headers' } : { timeFrom: 'mailbox', mailboxTime: receivedAt }),
  }).catch((error: unknown) => {
    if (error instanceof ErasedFolderError) return undefined;
    throw error;
  });
  if (accepted === undefined) return undefined;
  if (messageId === null || from === null) return [];
  const known = await readAnswerable(world.store, messageId);
  return known === undefined ? [putAnswerable(messageId, { mail: accepted.mail, from })] : [];
}

/** A mail that failed, alone or among others: tried again one by one and, after so many times, passed by (true). @throws the error where the connection is gone. */
async function passOrStop<T extends MailboxReading>(
  run: ReadingRun,
  cursor: Cursor<T>,
  error: unknown,
  uids: readonly number[],
  summary?: MailSummary,
): Promise<boolean> {
  if (!(error instanceof MailboxError)) throw error;
  const [uid = 0] = uids;
  const { stuck } = cursor.body;
  const times = (stuck?.uid === uid ? stuck.times : 0) + 1;
  const until = Math.max(uids.at(-1) ?? 0, stuck?.until ?? 0);
  if (uids.length > 1 || times < mostTries) {
    await advance(run, cursor, { ...cursor.body, stuck: { uid, times: uids.length > 1 ? 0 : times, until } });
    if (!run.session.isOpen()) throw error;
    return false;
  }
  await advance(
    run,
    cursor,
    {
      ...cursor.body,
      uid,
      skipped: cursor.body.skipped + 1,
      stuck: until > uid ? { uid: until, times: 0, until } : null,
    },
    [putSkipped(skippedMail(run, cursor.body, uid, 'not-handed-out', summary))],
  );
  if (!run.session.isOpen()) throw error;
  return true;
}

const skippedMail = (
  { world }: ReadingRun,
  { folder }: MailboxReading,
  uid: number,
  because: SkippedMail['because'],
  summary?: MailSummary,
): SkippedMail => ({
  at: world.clock.now(),
  folder,
  uid,
  from: summary?.from?.slice(0, 320) ?? null,
  subject: summary?.subject?.slice(0, 500) ?? null,
  receivedAt: summary?.receivedAt ?? null,
  because,
});

/** Keeps how far the folder was read, with what belongs to it. */
async function advance<T extends MailboxReading>(
  { world }: ReadingRun,
  cursor: Cursor<T>,
  body: T,
  more: readonly Write[] = [],
  jobs: readonly NewJob[] = [],
): Promise<void> {
  const known = cursor.version === undefined ? undefined : { body: cursor.body, version: cursor.version };
  const { applied } = await world.store.commit({ writes: [cursor.put(body, known), ...more], jobs });
  if (!applied) throw new ReadingLostError();
  cursor.body = body;
  cursor.version = (cursor.version ?? 0) + 1;
}

/** Spam comes in from enrolled addresses alone; else what is not plainly about something else. */
async function isWanted(run: ReadingRun, place: ReadingPlace, summary: MailSummary): Promise<boolean> {
  if (place === 'spam') return isEnrolled(run, summary.from);
  if (run.settings.selection === 'all' || !isPlainlyOfOtherTopic(summary)) return true;
  return isEnrolled(run, summary.from);
}

async function isEnrolled({ world, enrolled }: ReadingRun, from: string | null): Promise<boolean> {
  if (from === null) return false;
  const known = enrolled.get(from);
  if (known !== undefined) return known;
  const facts = await readAddress(world.store, from);
  const is = facts.enrolled.length > 0 && facts.blocked === null;
  enrolled.set(from, is);
  return is;
}

/** What closes the question a sent mail answers, where it went to who asked; undefined where it answers none that is open. A person's own word stands. */
async function closeQuestion(
  { answers, to, receivedAt }: MailSummary,
  { store, clock }: MailboxReader['world'],
): Promise<{ readonly writes: readonly Write[]; readonly jobs: readonly NewJob[] } | undefined> {
  for (const id of answers.slice(0, referencesFollowed)) {
    const asked = (await readAnswerable(store, id))?.body;
    if (asked === undefined || !to.includes(asked.from)) continue;
    const intake = await readIntake(store, asked.mail);
    if (intake === undefined || intake.body.answered !== undefined) continue;
    // Where it is still worked on, its topic is not known yet.
    if (intake.body.topic !== null && intake.body.topic !== 'question') continue;
    const answered = { by: 'Thư trả lời trong hộp thư', at: receivedAt ?? clock.now() };
    return {
      writes: [
        {
          kind: 'put-if-version',
          record: intakeRecord({ ...intake.body, answered }),
          version: intake.version,
        },
      ],
      jobs: [startListing(asked.mail, intake.body.run ?? 0, `answered-${intake.version}`)],
    };
  }
  return undefined;
}
