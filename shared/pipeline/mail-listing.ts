import { surnames } from '../extraction/find-personal-data.ts';
import type { Commune } from '../domain/commune.ts';
import type { Store, StoreRecord } from '../ports/store.ts';
import { foldAccents, foldWords } from '../vietnamese/fold.ts';
import { findCommunes } from '../vietnamese/place-names.ts';
import type { IntakeEntry } from './records.ts';
import { intakeSort, senderPartition } from './records.ts';

/*
 *   MAIL#<mail>          listing             a copy of its entry, for the lists below; follows the entry
 *   WORDS#<two letters>  <word>#<time>#<mail> one a word of its subject, sender and file names, accents folded; at most 40 a mail
 *   index1 MAILS#<shelf>                 <accepted at>  the mails of one shelf (of "listing")
 *   index2 MAILS-OF#<round>#<commune>    <accepted at>  the mails of one commune (of "listing")
 *
 * Words of a mail's text and of what its files say are never in the search: they name children. Of subject and file names, what looks
 * like a person's name or a day is left out; names of communes stay.
 */

/** Where a mail lies for those who work on it. */
export const mailShelves = [
  'in-work',
  'filed',
  'held',
  'question',
  'answered',
  'duplicate',
  'other',
  'refused',
] as const;
export type MailShelf = (typeof mailShelves)[number];

/** The shelf of a mail. */
export function shelfOf({ state, kind, topic, answered }: IntakeEntry): MailShelf {
  switch (state) {
    case 'queued':
    case 'reading':
    case 'assessing':
      return 'in-work';
    case 'held':
    case 'duplicate':
    case 'refused':
      return state;
    case 'done':
      if (kind !== 'not-a-dossier') return kind === 'auto-reply' || kind === 'bounce' ? 'other' : 'filed';
      if (topic === 'question') return answered === undefined || answered === null ? 'question' : 'answered';
      return 'other';
  }
}

const schema = 1;

export const listingKey = (mail: string) => ({ partition: `MAIL#${mail}`, sort: 'listing' });

/** The record that puts a mail into the lists. */
export function listingRecord(entry: IntakeEntry): StoreRecord {
  const { round, commune } = entry;
  const sort = intakeSort(entry);
  return {
    ...listingKey(entry.mail),
    schema,
    body: entry as unknown as StoreRecord['body'],
    indexes: {
      index1: { partition: `MAILS#${shelfOf(entry)}`, sort },
      ...(round !== null &&
        commune !== null && { index2: { partition: `MAILS-OF#${round}#${commune}`, sort } }),
    },
  };
}

/** What a hit of the search says of a mail: nothing that changes. */
export interface SearchHit {
  readonly mail: string;
  readonly acceptedAt: string;
  readonly from: string | null;
  readonly subject: string | null;
  /** All its words, so that a search for several needs one request. */
  readonly words: readonly string[];
}

/** Words a mail is found by at most: each is a record. */
const mostWords = 40;
const longestWord = 40;
/** Letters of the shortest word one may search for: shorter ones find everything. */
export const shortestWord = 2;

/** Characters of a subject in a hit; 40 records repeat it. */
const shownSubject = 150;

/** The records by which a mail is found. */
export function wordRecords(
  entry: IntakeEntry,
  named: { readonly subject: string; readonly files: readonly string[] },
  communes: readonly Commune[],
): readonly StoreRecord[] {
  const words = searchWords({ ...named, from: entry.from ?? '' }, communes);
  const hit: SearchHit = {
    mail: entry.mail,
    acceptedAt: entry.acceptedAt,
    from: entry.from?.slice(0, shownSubject) ?? null,
    subject: entry.subject?.slice(0, shownSubject) ?? null,
    words,
  };
  return words.map((word) => ({
    partition: wordPartition(word),
    sort: `${word}#${intakeSort(entry)}`,
    schema,
    body: hit as unknown as StoreRecord['body'],
  }));
}

const wordPartition = (word: string): string => `WORDS#${word.slice(0, shortestWord)}`;

const foldedSurnames = new Set(foldAccents(surnames).split('|'));
/** Second words that make a name of a surname however it is written ("nguyen van an"). */
const middleNames = new Set(['van', 'thi']);
/** Two words that begin like a name and are none. */
const noNames = new Set(['ho so', 'chu tich', 'ha noi', 'kim ngan', 'thai nguyen']);
/** Words of a name after the surname at most. */
const givenNames = 4;
const dayOfLife = /(?<!\d)\d{1,2}[/._-]\d{1,2}[/._-](?:19|20)\d{2}(?!\d)/gu;

/** The words a mail is found by, the sender's first, without accents; no names of persons, no days. */
export function searchWords(
  {
    subject,
    from,
    files,
  }: { readonly subject: string; readonly from: string; readonly files: readonly string[] },
  communes: readonly Commune[],
): readonly string[] {
  const words = new Set<string>();
  const add = (text: string): void => {
    for (const word of foldWords(text).split(' '))
      if (word.length >= shortestWord && words.size < mostWords) words.add(word.slice(0, longestWord));
  };
  add(from);
  for (const text of [subject, ...files]) {
    for (const mention of findCommunes(text, communes)) add(mention.text);
    add(withoutPersons(text));
  }
  return [...words];
}

/** A text without what looks like names of persons, and days. */
function withoutPersons(text: string): string {
  const words = [
    ...text
      .normalize('NFC')
      .replace(dayOfLife, ' | ')
      .matchAll(/[\p{L}\p{M}\d]+|[^\p{L}\p{M}\d\s._-]/gu),
  ].map(([word]) => word);
  const kept: string[] = [];
  for (let at = 0; at < words.length;) {
    const length = nameLength(words.slice(at, at + 1 + givenNames));
    if (length === 0) kept.push(words[at] ?? '');
    at += Math.max(length, 1);
  }
  return kept.join(' ');
}

/** How many of these words are the name of a person; 0 where they begin none. */
function nameLength([surname = '', ...rest]: readonly string[]): number {
  const [second = ''] = rest;
  if (!foldedSurnames.has(foldAccents(surname)) || noNames.has(foldAccents(`${surname} ${second}`))) return 0;
  if (!/^\p{Lu}/u.test(surname))
    return middleNames.has(foldAccents(second)) ? Math.min(rest.length + 1, 3) : 0;
  const given = rest.findIndex((word) => !/^\p{Lu}/u.test(word));
  const capitals = given === -1 ? rest.length : given;
  return capitals === 0 ? 0 : capitals + 1;
}

/** Hits looked through for one search; a search for a word met more often must be narrowed. */
const hitsRead = 1000;

/** Finds mails by the beginnings of words, newest first; every word must be met. One request. `isCut` where more may exist. */
export async function searchMails(
  store: Store,
  query: string,
): Promise<{ readonly hits: readonly SearchHit[]; readonly isCut: boolean }> {
  const words = foldWords(query)
    .split(' ')
    .filter((word) => word.length >= shortestWord)
    .map((word) => word.slice(0, longestWord));
  const rarest = [...words].sort((a, b) => b.length - a.length)[0];
  if (rarest === undefined) return { hits: [], isCut: false };
  const page = await store.query({
    partition: wordPartition(rarest),
    from: rarest,
    to: `${rarest}~`,
    order: 'descending',
    limit: hitsRead,
  });
  const found = new Map<string, SearchHit>();
  for (const { body } of page.records) {
    const hit = body as unknown as SearchHit;
    if (words.every((word) => hit.words.some((own) => own.startsWith(word)))) found.set(hit.mail, hit);
  }
  return {
    hits: [...found.values()].sort((a, b) => (intakeSort(a) < intakeSort(b) ? 1 : -1)),
    isCut: page.next !== undefined,
  };
}

/** Which mails a list shows; the day is ISO, in Vietnam. A place goes before a round. */
export interface MailFilter {
  readonly round?: string | undefined;
  readonly shelf?: MailShelf | undefined;
  readonly place?: { readonly round: string; readonly commune: string } | undefined;
  readonly sender?: string | undefined;
  readonly day?: string | undefined;
}

/** Requests of one page at most: what no index tells is looked through. */
const requestsAtMost = 3;
const looked = 200;

/** Mails of a list, newest first, by the index that narrows it most; what it does not tell is looked through, some hundreds of mails a page. */
export async function listMails(
  store: Store,
  filter: MailFilter,
  limit: number,
  after?: string,
): Promise<{
  readonly entries: readonly IntakeEntry[];
  readonly next?: string;
  /** Requests it took. */
  readonly requests: number;
}> {
  const range = rangeOf(filter);
  const isExact = Object.values(filter).filter((value) => value !== undefined).length <= range.answered;
  const entries: IntakeEntry[] = [];
  let next = after;
  let requests = 0;
  while (requests < requestsAtMost) {
    requests += 1;
    const page = await store.query({
      ...range.query,
      order: 'descending',
      // Without looking through, a page is what the store gives.
      limit: isExact ? limit : Math.min(looked, limit * 4),
      ...(next === undefined ? {} : { after: next }),
    });
    const found = page.records
      .map(({ body }) => body as unknown as IntakeEntry)
      .filter((entry) => fits(entry, filter));
    entries.push(...found);
    next = page.next;
    if (next === undefined || isExact || entries.length >= limit) break;
  }
  return { entries, requests, ...(next !== undefined && { next }) };
}

function rangeOf({ shelf, place, sender, day }: MailFilter) {
  const ofDay =
    day === undefined
      ? {}
      : { from: startOfDay(day), to: `${new Date(Date.parse(startOfDay(day)) + 86_399_999).toISOString()}~` };
  const dayAnswered = day === undefined ? 0 : 1;
  if (sender !== undefined)
    return {
      query: { partition: senderPartition(sender), index: 'index2' as const, ...ofDay },
      answered: 1 + dayAnswered,
    };
  if (place !== undefined)
    return {
      query: { partition: `MAILS-OF#${place.round}#${place.commune}`, index: 'index2' as const, ...ofDay },
      answered: 1 + dayAnswered,
    };
  if (shelf !== undefined)
    return {
      query: { partition: `MAILS#${shelf}`, index: 'index1' as const, ...ofDay },
      answered: 1 + dayAnswered,
    };
  return { query: { partition: 'INTAKE', index: 'index1' as const, ...ofDay }, answered: dayAnswered };
}

/** The first instant of a day in Vietnam, ISO UTC. */
const startOfDay = (day: string): string => new Date(`${day}T00:00:00+07:00`).toISOString();

function fits(entry: IntakeEntry, { round, shelf, place }: MailFilter): boolean {
  return (
    (round === undefined || entry.round === round) &&
    (shelf === undefined || shelfOf(entry) === shelf) &&
    (place === undefined || (entry.round === place.round && entry.commune === place.commune))
  );
}
