import { createHash } from 'node:crypto';
import type { DecidedSummary } from '../domain/decision.ts';
import type { DocumentStatus } from '../domain/document.ts';
import type { Finding } from '../domain/finding.ts';
import type { FormatId, LegacyEncoding } from '../domain/parsed-document.ts';
import type { Person } from '../domain/person.ts';
import type { TrackedDocument } from '../domain/round.ts';
import type { MailKind, MailTopic, PartFate } from '../domain/submission.ts';
import type { TrustLevel } from '../mail/trust/judge-trust.ts';
import type { SenderProof } from '../mail/trust/sender-proof.ts';
import type { WireFacts } from '../mail/trust/verify-sender.ts';
import type {
  JsonObject,
  Query,
  RecordKey,
  Store,
  StoredRecord,
  StoreRecord,
  Write,
} from '../ports/store.ts';

/**
 * The records of the pipeline: their keys, bodies and versions, written once for both homes.
 *
 *   MAIL#<mail>                 intake            one entry a mail, written before anything is parsed
 *   MAIL#<mail>                 part#<path>       one a part of the mail, nested parts included
 *   MAIL#<mail>                 pending           how many parts are still to be read (fan-in)
 *   COPY#<mail key>             -                 the first mail of these contents
 *   THREAD#<hash of Message-ID> -                 the dossier a mail went into, for the mails that answer it
 *   DOSSIER#<round>#<commune>   current           the latest revision
 *   DOSSIER#<round>#<commune>   revision#<n>      every revision, append-only
 *   DOSSIER#<round>#<commune>   decision#<n>      what people decided (decision-records.ts)
 *   DOSSIER#<round>#<commune>   receipts          receipts owed for its mails (receipt-records.ts)
 *   RUBRICS                     <rubric>          the version in force; without it the built-in one is
 *   RUBRIC#<rubric>             version#<n>       every adopted version, append-only
 *   RUBRIC#<rubric>             draft#<n>         what may become version n
 *   RUBRIC#<rubric>             action#<n>#<step> who did what to that draft, append-only
 *   FACTS#…, CHECKS#…, SECTORS#…, TRACKED#… (round-records.ts), DRAFTS#… (draft-records.ts)
 *   LEDGER                      total#<0..f>      counts that must balance, spread over records: every mail adds to them
 *
 *   MAIL#…: what people directed (mail-directions.ts), times (stage-times.ts), its place in lists and the search (mail-listing.ts)
 *
 *   index1 INTAKE               <accepted at>     the intake log, newest last
 *   index2 MAILS-FROM#<address> <accepted at>     the mails of one sender
 *   index1 ROUND#<round>        <commune>         the dossiers of a round
 *   index2 BOARD#<round>        <commune>#<line>  the board of a round: dossier, checks, plan and commitment, papers of the office
 */

/** How far a mail has come. */
export type IntakeState = 'queued' | 'reading' | 'assessing' | 'done' | 'duplicate' | 'held' | 'refused';

/** How a mail came, as the inbox saw it; of all this only HELO and MAIL FROM are the sender's to choose. */
export interface MailEnvelope {
  /** The machine that brought it by SMTP. */
  readonly wire?: WireFacts;
  /** Who it was brought for (RCPT TO). */
  readonly to?: readonly string[];
  /** Of a mailbox: name under which its service writes the results of its own checks (authserv-id, RFC 8601), where these may be believed. */
  readonly authserv?: string;
}

/** A mail in the intake log. */
export interface IntakeEntry {
  readonly mail: string;
  readonly acceptedAt: string;
  /** When the mailbox took the mail (topmost Received); acceptedAt until it is parsed. */
  readonly receivedAt: string;
  /** Which inbox brought it. */
  readonly via: string;
  /** Whether receivedAt may come from the mail's own header. */
  readonly timeFrom: 'acceptance' | 'headers' | 'mailbox';
  readonly bytes: number;
  /** How it came over the wire; absent where no inbox saw that. */
  readonly envelope?: MailEnvelope;
  /** What the check of its sender gave; absent where nothing was checked. */
  readonly proof?: SenderProof;
  /** What the proof is worth in its round, once it was assessed. */
  readonly trust?: TrustLevel;
  readonly state: IntakeState;
  readonly from: string | null;
  readonly subject: string | null;
  readonly kind: MailKind | null;
  readonly topic: MailTopic | null;
  /** Why it was taken for that kind, in Vietnamese. */
  readonly because: string | null;
  readonly commune: string | null;
  /** null until the mail is known to belong to a dossier. */
  readonly round: string | null;
  readonly revision: number | null;
  /** The earlier mail it repeats. */
  readonly duplicateOf: string | null;
  /** Times the very same bytes arrived again. */
  readonly copies: number;
  /** Name of the blob that says what came of it; null until it first ended, then of its latest end. */
  readonly outcome: string | null;
  /** How many times people had it worked on again; absent from mails nobody had. */
  readonly run?: number;
  /** ISO time of its latest end. */
  readonly endedAt?: string;
  /** Of a question: who answered it and when; null where that was taken back. */
  readonly answered?: { readonly by: string; readonly at: string } | null;
}

/** One part of a mail and what became of it. */
export interface PartEntry {
  readonly mail: string;
  /** "03" for the third attachment, "03.01" for the first file inside it. */
  readonly part: string;
  /** Path inside the mail. */
  readonly file: string;
  readonly blob: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly state: 'queued' | 'read';
  readonly fate: PartFate | null;
  /** Why, in Vietnamese, where the fate needs a reason. */
  readonly reason: string | null;
  readonly format: FormatId;
  readonly status: DocumentStatus | null;
  readonly pages: number | null;
  /** While its pictured pages are read one by one: which pages, and how many are left. */
  readonly pictures?: { readonly pages: readonly number[]; readonly left: number };
  readonly scanned: boolean;
  readonly legacyEncoding: LegacyEncoding | null;
  /** Pages with an image among the mail's blobs; absent until they are drawn, and for a format without pages. */
  readonly drawn?: readonly number[];
  /** Name among the mail's blobs of what reading gave; null for a container, and until it is read. */
  readonly parsed: string | null;
  readonly findings: readonly Finding[];
  /** Run of its mail in which it was last read from its bytes; absent for the first. */
  readonly run?: number;
  /** Of an earlier run: the mail is read anew and may have other parts. Kept, since nobody may delete what was recorded of a mail. */
  readonly isForgotten?: true;
}

/** Parts still to be read; the commit that brings it to zero asks for the assessment. */
export interface PendingEntry {
  readonly mail: string;
  readonly count: number;
  /** Parts the mail has so far, those read included. */
  readonly parts: number;
}

/** Where a mail went; the first of its Message-ID, which some programs repeat. */
export interface ThreadEntry {
  readonly mail: string;
  readonly commune: string;
}

/** A draft among the blobs of a revision. */
export interface DraftFile {
  readonly kind: 'appraisal-report';
  readonly file: string;
}

/** The head of a dossier, and one line of the board. */
export interface DossierEntry {
  readonly round: string;
  readonly commune: string;
  readonly revision: number;
  /** Time of acceptance of the latest mail. */
  readonly at: string;
  /** Blob folder with revision.json and the drafts. */
  readonly folder: string;
  readonly claimedTotal: number | null;
  readonly verdict: string;
  readonly blocking: number;
  readonly warnings: number;
  readonly notes: number;
  readonly missingDocuments: readonly string[];
  readonly late: boolean;
  /** Plan and commitment among its papers; absent from records made before they were tracked. */
  readonly tracked?: readonly TrackedDocument['kind'][];
  readonly mails: readonly string[];
  readonly drafts: readonly DraftFile[];
  /** The version of the rubric whose adoption made this revision, where no mail did ("qd-06-2019@2"). */
  readonly reassessedUnder?: string;
  /** The deadline by which it was judged anew, where no mail made this revision ("10/11/2023"). */
  readonly judgedByDeadline?: string;
  /** Of the head alone: where it stands with what people decided. Absent from heads written before people could. */
  readonly decided?: DecidedSummary;
}

/** A rubric on its way to being the next version; its contents are a blob of its folder. */
export interface RubricDraftEntry {
  readonly rubric: string;
  readonly version: number;
  readonly state: 'reading' | 'open' | 'submitted' | 'adopted';
  /** Actions so far; an officer acts on the step that was shown. */
  readonly step: number;
  /** Name of the blob with the RubricDraft; null until the annex has been read. */
  readonly contents: string | null;
  readonly annex: { readonly file: string; readonly blob: string };
  /** Everyone who entered or corrected something: none of them confirms it. */
  readonly editors: readonly Pick<Person, 'id' | 'name'>[];
  readonly submittedBy: string | null;
}

/** An adopted version of a rubric. */
export interface RubricVersionEntry {
  readonly rubric: string;
  readonly version: number;
  /** Name of the blob with the Rubric. */
  readonly contents: string;
  readonly by: string;
  readonly confirmedBy: string;
  readonly at: string;
}

/** One action on a draft. */
export interface RubricAction {
  readonly rubric: string;
  readonly version: number;
  readonly step: number;
  readonly what: 'upload' | 'read' | 'correct' | 'settle' | 'submit' | 'return' | 'adopt';
  /** null for the system's own. */
  readonly by: string | null;
  readonly at: string;
  /** The officer's words, where the action has some. */
  readonly words: string | null;
  /** Contents after it. */
  readonly contents: string | null;
}

/** A record with a typed body. */
export interface Typed<T> {
  readonly body: T;
  readonly version: number;
}

const schema = 1;

export const intakeKey = (mail: string): RecordKey => ({ partition: `MAIL#${mail}`, sort: 'intake' });
export const partKey = (mail: string, part: string): RecordKey => ({
  partition: `MAIL#${mail}`,
  sort: `part#${part}`,
});
export const pendingKey = (mail: string): RecordKey => ({ partition: `MAIL#${mail}`, sort: 'pending' });
export const copyKey = (mailKey: string): RecordKey => ({ partition: `COPY#${mailKey}`, sort: '-' });
export const threadKey = (messageId: string): RecordKey => ({
  // Attack: an identifier of many kilobytes, or one made to look like another key.
  partition: `THREAD#${createHash('sha256').update(messageId).digest('hex')}`,
  sort: '-',
});
export const dossierKey = (round: string, commune: string): RecordKey => ({
  partition: `DOSSIER#${round}#${commune}`,
  sort: 'current',
});
export const revisionKey = (round: string, commune: string, revision: number): RecordKey => ({
  partition: `DOSSIER#${round}#${commune}`,
  sort: `revision#${padded(revision)}`,
});

const padded = (number: number): string => String(number).padStart(6, '0');
const rubricPartition = (rubric: string): string => `RUBRIC#${rubric}`;
export const activeRubricKey = (rubric: string): RecordKey => ({ partition: 'RUBRICS', sort: rubric });
export const rubricVersionKey = (rubric: string, version: number): RecordKey => ({
  partition: rubricPartition(rubric),
  sort: `version#${padded(version)}`,
});
export const rubricDraftKey = (rubric: string, version: number): RecordKey => ({
  partition: rubricPartition(rubric),
  sort: `draft#${padded(version)}`,
});

/** Blob folder of everything entered for a rubric. */
export const rubricFolder = (rubric: string): string => `rubric/${rubric}`;

/** Blob folder of a mail. */
export const mailFolder = (mail: string): string => `mail/${mail}`;
/**
 * Blob folder of a dossier's revision. What made it, a mail or a version of the rubric, is part of the name: two jobs may both be
 * writing what each believes to be the next revision, and only one of them will be.
 */
export const revisionFolder = (round: string, commune: string, revision: number, madeBy: string): string =>
  `dossier/${round}/${commune}/${revision}-${madeBy}`;

// Bodies hold JSON only (no undefined): the interfaces above are written so.
const toBody = (value: object): JsonObject => value as JsonObject;

/** The record of an intake entry, listed in the intake log. */
export function intakeRecord(entry: IntakeEntry): StoreRecord {
  return {
    ...intakeKey(entry.mail),
    schema,
    body: toBody(entry),
    indexes: {
      index1: { partition: 'INTAKE', sort: intakeSort(entry) },
      ...(entry.from !== null && {
        index2: { partition: senderPartition(entry.from), sort: intakeSort(entry) },
      }),
    },
  };
}

/** Place of a mail in every list of mails: by time of acceptance. */
export const intakeSort = ({ acceptedAt, mail }: Pick<IntakeEntry, 'acceptedAt' | 'mail'>): string =>
  `${acceptedAt}#${mail}`;

/** Partition of the mails of one sender. */
export const senderPartition = (address: string): string => `MAILS-FROM#${address}`;

/** The field of the ledger an ended mail is counted in; undefined while it is worked on. */
export function ledgerEnd({ state, kind }: Pick<IntakeEntry, 'state' | 'kind'>): string | undefined {
  switch (state) {
    case 'queued':
    case 'reading':
    case 'assessing':
      return undefined;
    case 'held':
    case 'refused':
      return state;
    case 'duplicate':
      return 'duplicates';
    case 'done':
      return kind ?? 'unknown';
  }
}

/** The record of one part. */
export function partRecord(entry: PartEntry): StoreRecord {
  return { ...partKey(entry.mail, entry.part), schema, body: toBody(entry) };
}

/** The record of the fan-in counter. */
export function pendingRecord(entry: PendingEntry): StoreRecord {
  return { ...pendingKey(entry.mail), schema, body: toBody(entry) };
}

/** The record that says which mail first had these contents. */
export function copyRecord(mailKey: string, mail: string): StoreRecord {
  return { ...copyKey(mailKey), schema, body: { mail } };
}

/** The record that says which commune a mail was of. */
export function threadRecord(messageId: string, thread: ThreadEntry): StoreRecord {
  return { ...threadKey(messageId), schema, body: toBody(thread) };
}

/** Place of a commune's line on the board of its round: all lines of many communes are one request. */
export const boardPlace = (round: string, commune: string, line: string): RecordKey => ({
  partition: `BOARD#${round}`,
  sort: `${commune}#${line}`,
});

/** The records of a new revision: the dossier's head, listed on the board, and the revision itself. */
export function dossierRecords(entry: DossierEntry): { head: StoreRecord; revision: StoreRecord } {
  return {
    head: {
      ...dossierKey(entry.round, entry.commune),
      schema,
      body: toBody(entry),
      indexes: {
        index1: { partition: `ROUND#${entry.round}`, sort: entry.commune },
        index2: boardPlace(entry.round, entry.commune, 'dossier'),
      },
    },
    revision: { ...revisionKey(entry.round, entry.commune, entry.revision), schema, body: toBody(entry) },
  };
}

/** The records of an adopted version: the version itself, and which one is in force. */
export function rubricVersionRecords(entry: RubricVersionEntry): {
  active: StoreRecord;
  version: StoreRecord;
} {
  const { rubric, version } = entry;
  return {
    active: { ...activeRubricKey(rubric), schema, body: toBody(entry) },
    version: { ...rubricVersionKey(rubric, version), schema, body: toBody(entry) },
  };
}

/** The record of a draft of a rubric. */
export function rubricDraftRecord(entry: RubricDraftEntry): StoreRecord {
  return { ...rubricDraftKey(entry.rubric, entry.version), schema, body: toBody(entry) };
}

/** The record of one action on a draft. */
export function rubricActionRecord(action: RubricAction): StoreRecord {
  return {
    partition: rubricPartition(action.rubric),
    sort: `action#${padded(action.version)}#${padded(action.step)}`,
    schema,
    body: toBody(action),
  };
}

/** One more of something in the ledger, or one less; mails are spread over its records by their id, so that many at once do not wait for one another. */
export function countInLedger(field: string, mail: string, by: 1 | -1 = 1): Write {
  return {
    kind: 'add',
    key: { partition: 'LEDGER', sort: `total#${mail.slice(0, 1)}` },
    fields: { [field]: by },
  };
}

/** Writes in which what adds to one record is one write, as a commit demands. */
export function joinAdditions(writes: readonly Write[]): readonly Write[] {
  const joined = new Map<string, Write>();
  for (const [index, write] of writes.entries()) {
    const key = write.kind === 'add' ? JSON.stringify(write.key) : String(index);
    const known = joined.get(key);
    if (write.kind !== 'add' || known?.kind !== 'add') {
      joined.set(key, write);
      continue;
    }
    const fields = { ...known.fields };
    for (const [field, by] of Object.entries(write.fields)) fields[field] = (fields[field] ?? 0) + by;
    joined.set(key, { ...known, fields });
  }
  return [...joined.values()];
}

function typed<T>(record: StoredRecord): Typed<T> {
  return { body: record.body as unknown as T, version: record.version };
}

/** The record of a key with the body its writer gave it. */
export async function readRecord<T>(
  store: Pick<Store, 'get'>,
  key: RecordKey,
): Promise<Typed<T> | undefined> {
  const record = await store.get(key);
  return record === undefined ? undefined : typed<T>(record);
}

/** The intake entry of a mail. */
export const readIntake = (store: Store, mail: string) => readRecord<IntakeEntry>(store, intakeKey(mail));
/** One part of a mail. */
export const readPart = (store: Store, mail: string, part: string) =>
  readRecord<PartEntry>(store, partKey(mail, part));
/** The fan-in counter of a mail. */
export const readPending = (store: Store, mail: string) => readRecord<PendingEntry>(store, pendingKey(mail));
/** One revision of a dossier. */
export const readRevision = (store: Store, round: string, commune: string, revision: number) =>
  readRecord<DossierEntry>(store, revisionKey(round, commune, revision));
/** Which mail first had these contents. */
export const readCopy = (store: Store, mailKey: string) =>
  readRecord<{ mail: string }>(store, copyKey(mailKey));
/** Where the mail of this Message-ID went. */
export const readThread = (store: Store, messageId: string) =>
  readRecord<ThreadEntry>(store, threadKey(messageId));
/** The head of a commune's dossier. */
export const readDossier = (store: Store, round: string, commune: string) =>
  readRecord<DossierEntry>(store, dossierKey(round, commune));

/** The version of a rubric in force; undefined while it is the built-in one. */
export const readActiveRubric = (store: Pick<Store, 'get'>, rubric: string) =>
  readRecord<RubricVersionEntry>(store, activeRubricKey(rubric));
/** The versions in force of every rubric of which officers adopted one, in one request. */
export async function listActiveRubrics(store: Pick<Store, 'query'>): Promise<readonly RubricVersionEntry[]> {
  const { records } = await store.query({ partition: 'RUBRICS', limit: 1000 });
  return records.map(({ body }) => body as unknown as RubricVersionEntry);
}
/** An adopted version of a rubric. */
export const readRubricVersion = (store: Pick<Store, 'get'>, rubric: string, version: number) =>
  readRecord<RubricVersionEntry>(store, rubricVersionKey(rubric, version));
/** What may become a version of a rubric. */
export const readRubricDraft = (store: Pick<Store, 'get'>, rubric: string, version: number) =>
  readRecord<RubricDraftEntry>(store, rubricDraftKey(rubric, version));

/** Every action on the drafts of a rubric, oldest first. */
export async function listRubricActions(store: Store, rubric: string): Promise<readonly RubricAction[]> {
  const page = await store.query({
    partition: rubricPartition(rubric),
    from: 'action#',
    to: 'action#~',
    limit: 1000,
  });
  return page.records.map(({ body }) => body as unknown as RubricAction);
}

/** Every part of a mail, nested ones after their container. */
export async function listParts(store: Store, mail: string): Promise<readonly Typed<PartEntry>[]> {
  const parts = await listRecords<PartEntry>(store, {
    partition: `MAIL#${mail}`,
    from: 'part#',
    to: 'part#~',
  });
  return parts.filter(({ body }) => body.isForgotten !== true);
}

/** Writes the first entry of a part, in place of one of an earlier run. */
export async function putNewPart(store: Store, entry: PartEntry): Promise<Write> {
  const known = entry.run === undefined ? undefined : await readPart(store, entry.mail, entry.part);
  const record = partRecord(entry);
  return known === undefined
    ? { kind: 'put-if-absent', record }
    : { kind: 'put-if-version', record, version: known.version };
}

/** All records of a range with the bodies their writer gave them, page after page. */
export async function listRecords<T>(
  store: Store,
  range: Pick<Query, 'partition' | 'from' | 'to'>,
): Promise<readonly Typed<T>[]> {
  const records: Typed<T>[] = [];
  let after: string | undefined;
  do {
    const page = await store.query({ ...range, limit: 200, ...(after === undefined ? {} : { after }) });
    records.push(...page.records.map((record) => typed<T>(record)));
    after = page.next;
  } while (after !== undefined);
  return records;
}

/** A page of the intake log, newest first. */
export async function listIntake(
  store: Store,
  limit: number,
  after?: string,
): Promise<{ entries: readonly IntakeEntry[]; next?: string }> {
  const page = await store.query({
    partition: 'INTAKE',
    index: 'index1',
    order: 'descending',
    limit,
    ...(after === undefined ? {} : { after }),
  });
  return {
    entries: page.records.map((record) => record.body as unknown as IntakeEntry),
    ...(page.next === undefined ? {} : { next: page.next }),
  };
}

/** The dossiers of a round that hold something, by commune code; one whose mails were moved away holds nothing. One request for 1,000. */
export async function listDossiers(store: Store, round: string): Promise<readonly DossierEntry[]> {
  const heads: DossierEntry[] = [];
  let after: string | undefined;
  do {
    const page = await store.query({
      ...{ partition: `ROUND#${round}`, index: 'index1', limit: 1000 },
      ...(after !== undefined && { after }),
    });
    heads.push(...page.records.map(({ body }) => body as unknown as DossierEntry));
    after = page.next;
  } while (after !== undefined);
  return heads.filter(({ mails }) => mails.length > 0);
}

/** The counts of the ledger. */
export async function readLedger(store: Store): Promise<Readonly<Record<string, number>>> {
  const { records } = await store.query({ partition: 'LEDGER', limit: 1000 });
  const sums: Record<string, number> = {};
  for (const { body } of records)
    for (const [field, count] of Object.entries(body)) sums[field] = (sums[field] ?? 0) + Number(count);
  return sums;
}
