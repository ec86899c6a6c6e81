import type {
  CouncilSession,
  CriterionPoints,
  IssuedList,
  IssuedPaper,
  Ruling,
} from '../domain/council-session.ts';
import type { Round } from '../domain/round.ts';
import type { Json, RecordKey, Store, StoreRecord, Write } from '../ports/store.ts';
import type { Typed } from './records.ts';
import { readRecord } from './records.ts';

/*
 * The work of the council of a round. One partition, read in whole and strongly by one query: a round has few sessions.
 *
 *   COUNCIL#<round>      head                     what no two people may change at once: signed minutes and issued lists
 *   COUNCIL#<round>      session#<n>              a session as it stands
 *   COUNCIL#<round>      proposal#<n>             a proposal to the chair, as issued
 *   COUNCIL#<round>      decision#<n>             a decision of the chair, as issued
 *   COUNCIL#<round>      total#<shard>            counts of the round (round-totals.ts)
 *   ROUND-ACTS#<round>   <subject>#<step>         who did what to one of these or to a commune's papers, append-only
 *   SCORES#<round>       <session>#<commune>#<person>   points a member gave alone; never changed
 */

/** The council's vote on one dossier, as the secretary counted it. */
export interface RecordedVote {
  readonly method: NonNullable<Round['council']['voteMethod']>;
  readonly for: number;
  readonly against: number;
  /** "Ý kiến khác" */
  readonly other: number;
  /** Ballots that do not count. */
  readonly invalid: number;
  /** What members said or wrote. */
  readonly opinions: string;
  /** The revision of the dossier that was voted on. */
  readonly revision: number;
}

/** What the chair of a session concluded on one dossier. */
export interface RecordedRuling {
  readonly ruling: Ruling;
  readonly points: number | null;
  /** By the number of the criterion; absent where the council gave a total alone. */
  readonly criteria?: CriterionPoints;
  /** Why, or what is to be completed. */
  readonly words: string;
  readonly revision: number;
  /** ISO time the commune was written to; null while it was not. */
  readonly toldAt: string | null;
}

/** Someone of the council at a session. */
export interface Attendance {
  readonly name: string;
  readonly isPresent: boolean;
  /** Why absent, or whom they stand for. */
  readonly note: string;
}

/** A session as it stands; the acts on it say how it came so. */
export interface SessionEntry {
  readonly round: string;
  /** From 1 in a round. */
  readonly number: number;
  /** Acts so far. */
  readonly step: number;
  /** The act that last changed each part ("list", "vote#06514"); a person acts on the part they saw. */
  readonly partSteps: Readonly<Record<string, number>>;
  /** ISO day; null until it is set. */
  readonly date: string | null;
  readonly communes: readonly string[];
  readonly attendance: readonly Attendance[];
  /** Members score alone and see the others afterwards; off unless the secretary turns it on. */
  readonly scoring: 'off' | 'open' | 'closed';
  /** By commune code. */
  readonly votes: Readonly<Record<string, RecordedVote>>;
  readonly rulings: Readonly<Record<string, RecordedRuling>>;
  readonly minutes: IssuedPaper | null;
}

export type ListKind = 'proposal' | 'decision';

/** A proposal or decision that people issued. */
export interface IssuedListEntry extends IssuedList {
  readonly round: string;
  readonly kind: ListKind;
  /** From 1 among those of its kind in the round; not the number printed on it. */
  readonly place: number;
  readonly by: string;
  /** ISO time it was recorded. */
  readonly at: string;
  /** The signed scan among the blobs of the council; null where none was kept. */
  readonly scan: { readonly file: string; readonly blob: string } | null;
  /** Recorded by mistake; null while it stands. */
  readonly withdrawn: { readonly by: string; readonly at: string; readonly reason: string } | null;
}

/** Points a member gave alone. */
export interface MemberScore {
  readonly session: number;
  readonly commune: string;
  readonly person: string;
  readonly name: string;
  readonly points: number;
  readonly criteria?: CriterionPoints;
  readonly words: string;
  /** ISO time. */
  readonly at: string;
}

/** What someone did in the work of a round. */
export interface RoundAct {
  readonly round: string;
  /** "session#0001", "proposal#0001", "desk#06514" */
  readonly subject: string;
  /** From 1 of each subject. */
  readonly step: number;
  /** Name of the part that was changed. */
  readonly part: string;
  readonly by: { readonly id: string; readonly name: string };
  /** ISO time. */
  readonly at: string;
  /** In the person's words; empty where the act needs none. */
  readonly reason: string;
  readonly before: Json;
  readonly after: Json;
}

const schema = 1;
const padded = (number: number): string => String(number).padStart(4, '0');

/** Partition of a round's council. */
export const councilPartition = (round: string): string => `COUNCIL#${round}`;
const headKey = (round: string): RecordKey => ({ partition: councilPartition(round), sort: 'head' });
const sessionKey = (round: string, number: number): RecordKey => ({
  partition: councilPartition(round),
  sort: sessionSubject(number),
});
const scoresPartition = (round: string): string => `SCORES#${round}`;

/** Name of a session among the subjects of acts. */
export const sessionSubject = (number: number): string => `session#${padded(number)}`;
/** Name of an issued list among the subjects of acts. */
export const listSubject = (kind: ListKind, place: number): string => `${kind}#${padded(place)}`;

/** Blob folder of the papers people signed in a round. */
export const councilFolder = (round: string): string => `council/${round}`;

function put(key: RecordKey, body: object, known: { readonly version: number } | undefined): Write {
  const record: StoreRecord = { ...key, schema, body: body as StoreRecord['body'] };
  return known === undefined
    ? { kind: 'put-if-absent', record }
    : { kind: 'put-if-version', record, version: known.version };
}

/** One session. */
export const readSession = (store: Store, round: string, number: number) =>
  readRecord<SessionEntry>(store, sessionKey(round, number));

/** Writes a session in place of the one that was read, or of none. */
export const putSession = (entry: SessionEntry, known: Typed<SessionEntry> | undefined): Write =>
  put(sessionKey(entry.round, entry.number), entry, known);

/** Writes an issued list in place of the one that was read, or of none. */
export const putList = (entry: IssuedListEntry, known: Typed<IssuedListEntry> | undefined): Write =>
  put({ partition: councilPartition(entry.round), sort: listSubject(entry.kind, entry.place) }, entry, known);

/** Everything the council of a round did, at one moment. */
export interface CouncilWork {
  readonly sessions: readonly Typed<SessionEntry>[];
  readonly lists: readonly Typed<IssuedListEntry>[];
  /** Version of the head; null while nothing was signed or issued. */
  readonly head: number | null;
  /** Counts of the round. */
  readonly totals: Readonly<Record<string, number>>;
}

/** The work of a round's council and its counts, in one request for any number of sessions an office holds. */
export async function readCouncil(store: Store, round: string): Promise<CouncilWork> {
  const { records } = await store.query({ partition: councilPartition(round), limit: 1000 });
  const totals: Record<string, number> = {};
  const sessions: Typed<SessionEntry>[] = [];
  const lists: Typed<IssuedListEntry>[] = [];
  let head: number | null = null;
  for (const { sort, body, version } of records)
    if (sort === 'head') head = version;
    else if (sort.startsWith('session#')) sessions.push({ body: body as unknown as SessionEntry, version });
    else if (sort.startsWith('total#'))
      for (const [field, count] of Object.entries(body)) totals[field] = (totals[field] ?? 0) + Number(count);
    else lists.push({ body: body as unknown as IssuedListEntry, version });
  return { sessions, lists, head, totals };
}

/** Moves the head on: of two people who sign or issue at once, the second is refused and looks again. */
export const moveHead = (round: string, head: number | null): Write =>
  put(headKey(round), {}, head === null ? undefined : { version: head });

/** A session as the papers of a round know it. */
export function toCouncilSession({ number, date, communes, rulings, minutes }: SessionEntry): CouncilSession {
  return {
    number,
    date,
    communes,
    rulings: communes.flatMap((commune) => {
      const ruled = rulings[commune];
      if (ruled === undefined) return [];
      const { ruling, points, criteria } = ruled;
      return [{ commune, ruling, points, ...(criteria !== undefined && { criteria }) }];
    }),
    minutes,
  };
}

/** What council and chair did, as the papers of a round know it; lists recorded by mistake left out. */
export function councilPapers({ sessions, lists }: Pick<CouncilWork, 'sessions' | 'lists'>): {
  readonly sessions: readonly CouncilSession[];
  readonly proposals: readonly IssuedList[];
  readonly decisions: readonly IssuedList[];
} {
  const standing = (kind: ListKind): readonly IssuedList[] =>
    lists
      .filter(({ body }) => body.kind === kind && body.withdrawn === null)
      .map(({ body: { number, date, signer, communes } }) => ({ number, date, signer, communes }));
  return {
    sessions: sessions.map(({ body }) => toCouncilSession(body)),
    proposals: standing('proposal'),
    decisions: standing('decision'),
  };
}

/** Writes what someone did; goes into the commit of the change itself. */
export function actWrite(act: RoundAct): Write {
  const key = {
    partition: `ROUND-ACTS#${act.round}`,
    sort: `${act.subject}#${String(act.step).padStart(6, '0')}`,
  };
  return put(key, act, undefined);
}

/** The latest acts on a subject, newest first. */
export async function listActs(
  store: Store,
  round: string,
  subject: string,
  limit: number,
): Promise<readonly RoundAct[]> {
  const { records } = await store.query({
    partition: `ROUND-ACTS#${round}`,
    from: `${subject}#`,
    to: `${subject}#~`,
    order: 'descending',
    limit,
  });
  return records.map(({ body }) => body as unknown as RoundAct);
}

/** Writes the points a member gave alone; refused when they gave some already. */
export function addScore(round: string, score: MemberScore): Write {
  const sort = `${padded(score.session)}#${score.commune}#${score.person}`;
  return put({ partition: scoresPartition(round), sort }, score, undefined);
}

/** Points members gave alone at a session. */
export async function listScores(
  store: Store,
  round: string,
  session: number,
): Promise<readonly MemberScore[]> {
  const { records } = await store.query({
    partition: scoresPartition(round),
    from: `${padded(session)}#`,
    to: `${padded(session)}#~`,
    limit: 1000,
  });
  return records.map(({ body }) => body as unknown as MemberScore);
}
