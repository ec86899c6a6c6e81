import type { CommuneState } from '../appraisal/district-documents.ts';
import type { DossierFacts } from '../domain/dossier-facts.ts';
import type { Finding } from '../domain/finding.ts';
import type { TrackedDocument } from '../domain/round.ts';
import type { RecordKey, Store, StoreRecord, Write } from '../ports/store.ts';
import type { Typed } from './records.ts';
import { boardPlace, listRecords, readRecord } from './records.ts';

/**
 * The records that belong to a round and not to one dossier. Each kind is a partition, read in whole and strongly by key; no
 * index, since a stage decides on them.
 *
 *   FACTS#<round>    <commune>            what a dossier tells the checks, of its latest revision
 *   CHECKS#<round>   state                what the checks last looked at
 *   CHECKS#<round>   commune#<commune>    what they found
 *   SECTORS#<round>  <sector>#<n>         a table answered by a sector, append-only
 *   TRACKED#<round>  <commune>#<kind>     the latest plan or commitment a commune mailed by itself
 */

/** What the checks of a round last looked at; every commit of theirs moves it on, so that no older look overwrites a newer one. */
export interface CheckState {
  /** Hash of all they read; null while only a part of the communes is written. */
  readonly seen: string | null;
}

/** What comparing dossiers found about one of them. */
export interface CommuneChecks {
  readonly round: string;
  /** Commune code. */
  readonly commune: string;
  /** Remarks that compare this dossier with others, other years or the sectors. */
  readonly findings: readonly Finding[];
  /** Sectors that confirmed figures of it as they stand. */
  readonly confirmations: CommuneState['confirmations'];
}

/** A table a sector answered: a second source beside the communes' papers. */
export interface SectorSheetEntry {
  readonly round: string;
  readonly sector: string;
  /** From 1, of each sector. */
  readonly number: number;
  readonly file: string;
  /** Name of the answered file among the blobs of the round's sectors. */
  readonly blob: string;
  readonly uploadedBy: string;
  /** ISO time. */
  readonly at: string;
  /** Name of the blob with what was read; null until it is. */
  readonly contents: string | null;
}

/** A plan or commitment a commune mailed by itself. */
export interface TrackedEntry {
  readonly round: string;
  /** Commune code. */
  readonly commune: string;
  readonly kind: TrackedDocument['kind'];
  readonly mail: string;
  readonly file: string;
  readonly number: string | null;
  /** ISO day printed on it. */
  readonly date: string | null;
  /** ISO time the mailbox took the mail. */
  readonly receivedAt: string;
  /** Its mail turned out to be of another commune. */
  readonly isWithdrawn?: true;
}

const schema = 1;
const trackedPartition = (round: string): string => `TRACKED#${round}`;
const sectorsPartition = (round: string): string => `SECTORS#${round}`;
const sectorSheetKey = (round: string, sector: string, number: number): RecordKey => ({
  partition: sectorsPartition(round),
  sort: `${sector}#${String(number).padStart(6, '0')}`,
});
const factsPartition = (round: string): string => `FACTS#${round}`;
const checksPartition = (round: string): string => `CHECKS#${round}`;
const checkStateKey = (round: string): RecordKey => ({ partition: checksPartition(round), sort: 'state' });
const factsKey = (round: string, commune: string): RecordKey => ({
  partition: factsPartition(round),
  sort: commune,
});
const communeChecksKey = (round: string, commune: string): RecordKey => ({
  partition: checksPartition(round),
  sort: `commune#${commune}`,
});

/** A record in place of the one that was read, or of none. */
function put(
  key: RecordKey,
  body: object,
  known: { readonly version: number } | undefined,
  line?: RecordKey,
): Write {
  const record: StoreRecord = {
    ...key,
    schema,
    body: body as StoreRecord['body'],
    ...(line !== undefined && { indexes: { index2: line } }),
  };
  return known === undefined
    ? { kind: 'put-if-absent', record }
    : { kind: 'put-if-version', record, version: known.version };
}

/** The facts of a dossier's latest revision. */
export const readFacts = (store: Store, round: string, commune: string) =>
  readRecord<DossierFacts>(store, factsKey(round, commune));

/** The facts of every dossier of a round, by commune code. */
export async function listFacts(store: Store, round: string): Promise<readonly DossierFacts[]> {
  const records = await listRecords<DossierFacts>(store, { partition: factsPartition(round) });
  return records.map(({ body }) => body);
}

/** Writes the facts of a new revision; goes into the commit of that revision. */
export async function putFacts(store: Store, facts: DossierFacts): Promise<Write> {
  const known = await readFacts(store, facts.round, facts.commune);
  return put(factsKey(facts.round, facts.commune), facts, known);
}

/** What the checks of a round last looked at; undefined before the first time. */
export const readCheckState = (store: Store, round: string) =>
  readRecord<CheckState>(store, checkStateKey(round));

/** Writes what the checks of a round looked at. */
export const putCheckState = (
  round: string,
  state: CheckState,
  known: Typed<CheckState> | undefined,
): Write => put(checkStateKey(round), state, known);

/** What comparing dossiers found about one of them; undefined while nobody compared. */
export const readChecks = (store: Store, round: string, commune: string) =>
  readRecord<CommuneChecks>(store, communeChecksKey(round, commune));

/** What comparing the dossiers of a round found, by commune code. */
export const listChecks = (store: Store, round: string) =>
  listRecords<CommuneChecks>(store, {
    partition: checksPartition(round),
    from: 'commune#',
    to: 'commune#~',
  });

/** Writes what comparing dossiers found about one of them. */
export const putChecks = (checks: CommuneChecks, known: Typed<CommuneChecks> | undefined): Write =>
  put(
    communeChecksKey(checks.round, checks.commune),
    checks,
    known,
    boardPlace(checks.round, checks.commune, 'checks'),
  );

/** Blob folder of the tables sectors answered in a round. */
export const sectorsFolder = (round: string): string => `sectors/${round}`;

/** One table a sector answered. */
export const readSectorSheet = (store: Store, round: string, sector: string, number: number) =>
  readRecord<SectorSheetEntry>(store, sectorSheetKey(round, sector, number));

/** Every table sectors answered in a round, by sector, oldest first. */
export async function listSectorSheets(store: Store, round: string): Promise<readonly SectorSheetEntry[]> {
  const records = await listRecords<SectorSheetEntry>(store, { partition: sectorsPartition(round) });
  return records.map(({ body }) => body);
}

/** Writes a table a sector answered. */
export const putSectorSheet = (entry: SectorSheetEntry, known: Typed<SectorSheetEntry> | undefined): Write =>
  put(sectorSheetKey(entry.round, entry.sector, entry.number), entry, known);

/** The plans and commitments mailed by themselves in a round, or by one commune of it. */
export async function listTracked(
  store: Store,
  round: string,
  commune?: string,
): Promise<readonly TrackedEntry[]> {
  const range = commune === undefined ? {} : { from: `${commune}#`, to: `${commune}#~` };
  const records = await listRecords<TrackedEntry>(store, { partition: trackedPartition(round), ...range });
  return records.map(({ body }) => body).filter(({ isWithdrawn }) => isWithdrawn !== true);
}

/** Takes back the plans and commitments noted for the commune a mail was of, where it is now of another. */
export async function removeTracked(
  store: Store,
  mail: string,
  former: { readonly round: string | null; readonly commune: string | null },
  now: { readonly round: string | null; readonly commune: string | null },
): Promise<readonly Write[]> {
  const { round, commune } = former;
  if (round === null || commune === null || (round === now.round && commune === now.commune)) return [];
  const records = await listRecords<TrackedEntry>(store, {
    partition: trackedPartition(round),
    from: `${commune}#`,
    to: `${commune}#~`,
  });
  return records
    .filter(({ body }) => body.mail === mail)
    .map((known) =>
      put(
        { partition: trackedPartition(round), sort: `${commune}#${known.body.kind}` },
        { ...known.body, isWithdrawn: true },
        known,
      ),
    );
}

/** Writes the latest plan or commitment of a commune. */
export async function putTracked(store: Store, entry: TrackedEntry): Promise<Write> {
  const key = { partition: trackedPartition(entry.round), sort: `${entry.commune}#${entry.kind}` };
  const line = boardPlace(entry.round, entry.commune, `tracked#${entry.kind}`);
  return put(key, entry, await readRecord<TrackedEntry>(store, key), line);
}
