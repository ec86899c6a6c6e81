import type { Receipt, ReceivedMail } from '../appraisal/letters/write-receipt.ts';
import { writeReceipt } from '../appraisal/letters/write-receipt.ts';
import type { Commune } from '../domain/commune.ts';
import { deadlineOf } from '../domain/deadline.ts';
import type { DocumentKind } from '../domain/document.ts';
import type { DossierRevision } from '../domain/dossier.ts';
import { readEnclosures } from '../extraction/read-enclosures.ts';
import type { Commit, Write } from '../ports/store.ts';
import { readDesk } from './desk-records.ts';
import { loadFiles } from './extract-papers.ts';
import { findCommune, findRound } from './judge-mail.ts';
import { decodeJson } from './json-blob.ts';
import { letterDocument } from './letter-document.ts';
import { loadLetterTexts } from './letter-records.ts';
import { loadDossier } from './load-dossier.ts';
import { loadOutcome } from './mail-at-hand.ts';
import type { MailOutcome } from './mail-outcome.ts';
import type { Letter } from './outbox-records.ts';
import { putOutbox, queueLetter, readOutbox } from './outbox-records.ts';
import type { OwedMail, OwedReceipts } from './receipt-records.ts';
import { putOwed, putReceipt, readOwed, readReceipt, readReceiptRules } from './receipt-records.ts';
import type { MailWords } from './receive-mail.ts';
import { mailWordsName } from './receive-mail.ts';
import type { IntakeEntry } from './records.ts';
import { listParts, mailFolder, readIntake } from './records.ts';
import type { ActiveRound, World } from './world.ts';

/** Message-IDs in References: the first of the thread and the latest (RFC 5322 §3.6.4 sets no bound; mail programs keep about so many). */
const mostReferences = 20;
/** A line of a header is at most 998 characters (RFC 5322 §2.1.1). */
const messageIdShape = /^[^\s<>]{1,240}@[^\s<>]{1,240}$/u;

/** A mail with what is known of it when its receipt is written. */
export interface AnsweredMail {
  readonly intake: IntakeEntry;
  readonly outcome: MailOutcome;
  readonly words: MailWords;
}

/**
 * Writes one letter for the mails of a commune that are owed a receipt, of the dossier as it stands now, into the outbox. Mails that
 * went elsewhere meanwhile are left out. Comes to nothing while the latest mail's own time has not come.
 */
export async function writeReceipts(
  place: { readonly round: string; readonly commune: string },
  world: World,
): Promise<Commit> {
  const { store, clock } = world;
  const known = await readOwed(store, place.round, place.commune);
  const now = clock.now();
  if (known === undefined || known.body.due === null || known.body.due > now) return { writes: [], jobs: [] };
  const active = findRound(place.round, world.rounds);
  const owed = known.body;
  const found = await Promise.all(
    owed.mails.map(async (one) => ({ one, answered: await loadAnswered(one.mail, place, world) })),
  );
  const mails = found.flatMap(({ one, answered }) => (answered === undefined ? [] : [{ one, ...answered }]));
  const done: OwedReceipts = { ...owed, mails: [], since: null, due: null };
  const [first] = mails;
  const last = mails.at(-1);
  const written =
    first === undefined
      ? undefined
      : await composeReceipt(
          active,
          { commune: findCommune(place, active), mails, code: first.one.code, supplements: owed.supplements },
          world,
        );
  if (written === undefined || first === undefined || last === undefined)
    return { writes: [putOwed(done, known)], jobs: [] };
  const cause = `receipt#${first.one.code}`;
  const letter: Letter = {
    ...letterOf(written, {
      ...place,
      cause,
      code: first.one.code,
      words: last.words,
      by: 'Hệ thống',
      at: now,
    }),
    to: [...new Set(mails.map(({ one }) => one.to))],
    automatic: 'auto-replied',
  };
  const { rules } = await readReceiptRules(store, place.round);
  const queued =
    (await readOutbox(store, place.round, cause)) !== undefined
      ? { writes: [], jobs: [] }
      : rules.isAutomatic
        ? queueLetter(letter)
        : { writes: [holdForOfficer(letter)], jobs: [] };
  return {
    writes: [
      ...queued.writes,
      ...(await noteAnswered(
        mails.map(({ one }) => one),
        cause,
        store,
      )),
      putOwed(
        {
          ...done,
          supplements: owed.supplements + (written.letter === 'receipt-supplement' ? 1 : 0),
          last: cause,
        },
        known,
      ),
    ],
    jobs: queued.jobs,
  };
}

/** A receipt as a mail that answers one, without whom it goes to. */
export const letterOf = (
  receipt: Receipt,
  {
    words,
    ...about
  }: Pick<Letter, 'round' | 'commune' | 'cause' | 'code' | 'by' | 'at'> & { readonly words: MailWords },
): Omit<Letter, 'to' | 'automatic'> => ({
  ...receipt,
  ...about,
  attachments: [],
  ...answerTo(words),
});

/** In-Reply-To and References of an answer (RFC 5322 §3.6.4), without brackets, and without identifiers that are none. */
function answerTo({
  messageId,
  references,
}: Pick<MailWords, 'messageId' | 'references'>): Pick<Letter, 'inReplyTo' | 'references'> {
  const bare = (id: string): string => id.trim().replace(/^<|>$/gu, '');
  const isOne = (id: string): boolean => messageIdShape.test(id);
  const answered = messageId === null ? null : bare(messageId);
  const inReplyTo = answered !== null && isOne(answered) ? answered : null;
  const earlier = references.map(bare).filter((id) => isOne(id) && id !== inReplyTo);
  const thread = [...new Set(earlier), ...(inReplyTo === null ? [] : [inReplyTo])];
  return {
    inReplyTo,
    references:
      thread.length <= mostReferences ? thread : [...thread.slice(0, 1), ...thread.slice(1 - mostReferences)],
  };
}

/** The letter waits in the outbox until an officer sends it. */
const holdForOfficer = (letter: Letter): Write =>
  putOutbox(
    {
      ...letter,
      state: 'waiting',
      isByHand: true,
      reason: 'Chờ cán bộ xem trước khi gửi.',
      run: 0,
      attempts: 0,
      deferrals: 0,
    },
    undefined,
  );

async function noteAnswered(
  mails: readonly OwedMail[],
  cause: string,
  store: World['store'],
): Promise<readonly Write[]> {
  const entries = await Promise.all(mails.map(({ code }) => readReceipt(store, code)));
  return entries.flatMap((entry) =>
    entry === undefined ? [] : [putReceipt({ ...entry.body, cause }, entry)],
  );
}

/** A mail that is in the dossier it is to be answered for; undefined where it went elsewhere or is worked on again. */
export async function loadAnswered(
  mail: string,
  { round, commune }: { readonly round: string; readonly commune: string },
  { store, blobs }: Pick<World, 'store' | 'blobs'>,
): Promise<AnsweredMail | undefined> {
  const intake = (await readIntake(store, mail))?.body;
  if (intake?.round !== round || intake.commune !== commune || intake.revision === null) return undefined;
  const [outcome, words] = await Promise.all([
    loadOutcome(intake, { blobs }),
    blobs.get(mailFolder(mail), mailWordsName),
  ]);
  return outcome === null || words === undefined
    ? undefined
    : { intake, outcome, words: decodeJson<MailWords>(words) };
}

/** The receipt for these mails as it would be written now; undefined where there is no dossier any more. */
export async function composeReceipt(
  { round }: ActiveRound,
  receipt: {
    readonly commune: Commune;
    readonly mails: readonly AnsweredMail[];
    readonly code: string;
    /** Supplements answered before. */
    readonly supplements: number;
  },
  world: Pick<World, 'store' | 'blobs' | 'clock'>,
): Promise<Receipt | undefined> {
  const { store } = world;
  const { commune, mails, code } = receipt;
  const dossier = await loadDossier(round.id, commune.code, world);
  if (dossier === undefined) return undefined;
  const { revision } = dossier.decided;
  const answered = new Set(mails.map(({ intake }) => intake.mail));
  const [desk, arrivals, texts, enclosures] = await Promise.all([
    readDesk(store, round.id, commune.code),
    readArrivals([...revision.mailIds, ...mails.flatMap(({ intake }) => intake.duplicateOf ?? [])], store),
    loadLetterTexts(store),
    listEnclosures(revision, world),
  ]);
  const isFirst = revision.mailIds.every((mail) => answered.has(mail));
  return writeReceipt(
    {
      code,
      supplement: isFirst ? 0 : receipt.supplements + 1,
      mails: mails.map(({ intake, outcome, words }): ReceivedMail => {
        const { mail, receivedAt, state, duplicateOf } = intake;
        return {
          mail,
          receivedAt,
          subject: words.subject,
          files: outcome.files,
          findings: outcome.findings,
          knownSince:
            state === 'duplicate' && duplicateOf !== null ? (arrivals.get(duplicateOf) ?? receivedAt) : null,
        };
      }),
      revision,
      arrivals,
      enclosures,
      paper: desk?.body.paper ?? null,
      deadline: deadlineOf(round, desk?.body.extension ?? null),
      at: world.clock.now(),
      round,
      commune,
      vocabulary: dossier.rubric.vocabulary,
    },
    texts,
  );
}

async function readArrivals(
  mails: readonly string[],
  store: World['store'],
): Promise<ReadonlyMap<string, string>> {
  const entries = await Promise.all([...new Set(mails)].map((mail) => readIntake(store, mail)));
  return new Map(
    entries.flatMap((entry) => (entry === undefined ? [] : [[entry.body.mail, entry.body.receivedAt]])),
  );
}

/** What the commune's letters in force, or its mails themselves, say goes with them. */
async function listEnclosures(
  revision: DossierRevision,
  { store, blobs }: Pick<World, 'store' | 'blobs'>,
): Promise<readonly DocumentKind[]> {
  const letters = revision.documents.filter(
    ({ extraction, replacedBy, bound, scanned }) =>
      // Of a file of several papers the letter's own lines are not kept apart; a list read from a picture may be misread.
      extraction?.kind === 'submission-letter' && replacedBy === undefined && bound === undefined && !scanned,
  );
  const kinds = new Set<DocumentKind>();
  for (const mail of revision.mailIds) {
    const words = await blobs.get(mailFolder(mail), mailWordsName);
    if (words !== undefined)
      for (const kind of readEnclosures(letterDocument(decodeJson<MailWords>(words)))) kinds.add(kind);
  }
  for (const mail of new Set(letters.map(({ mailId }) => mailId)))
    for (const { part, read } of await loadFiles(await listParts(store, mail), blobs))
      if (
        read?.document !== undefined &&
        letters.some(({ mailId, file }) => mailId === mail && file === part.file)
      )
        for (const kind of readEnclosures(read.document)) kinds.add(kind);
  return [...kinds];
}
