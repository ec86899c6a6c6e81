import { createHash } from 'node:crypto';
import type { Person } from '../domain/person.ts';
import type { Round } from '../domain/round.ts';
import type { Blobs } from '../ports/blobs.ts';
import type { RecordKey, Store, StoreRecord, Write } from '../ports/store.ts';
import { withRubric } from './active-rounds.ts';
import { decodeJson, encodeJson } from './json-blob.ts';
import type { Typed } from './records.ts';
import { listRecords, readRecord } from './records.ts';
import type { ActiveRound } from './world.ts';

/*
 *   CONFIGURATIONS <round>        the configuration in force of a round that officers entered or changed
 *   ROUND#<round>  version#<n>    every version, append-only
 */

/** A version of a round's configuration. */
export interface RoundVersion {
  readonly round: string;
  /** From 1; 0 is the built-in one. */
  readonly version: number;
  /** Name of the blob with the Round. */
  readonly contents: string;
  readonly by: Pick<Person, 'id' | 'name'>;
  /** ISO time. */
  readonly at: string;
  /** What was changed and why, in the officer's words. */
  readonly reason: string;
}

/** Where rounds are kept. */
interface Home {
  readonly store: Store;
  readonly blobs: Blobs;
}

const schema = 1;
const currentKey = (round: string): RecordKey => ({ partition: 'CONFIGURATIONS', sort: round });
const roundFolder = (round: string): string => `round/${round}`;

/** Versions never change, so each is read once a process. */
const known = new WeakMap<Blobs, Map<string, Round>>();

/**
 * The rounds as officers configured them: built-in ones replaced by what was entered for them, then those entered anew. With
 * the identifier of one, only that one is looked up.
 */
export async function withKeptRounds<T extends ActiveRound>(
  builtIn: readonly T[],
  home: Home,
  only?: string,
): Promise<readonly (T | ActiveRound)[]> {
  const versions =
    only === undefined
      ? await listRecords<RoundVersion>(home.store, { partition: 'CONFIGURATIONS' })
      : [await readRoundVersion(home.store, only)].filter((one) => one !== undefined);
  if (versions.length === 0) return builtIn;
  const kept = await Promise.all(versions.map(({ body }) => loadRound(body, home)));
  const byId = new Map(kept.map((round) => [round.id, round]));
  const replaced = builtIn.map((active) => {
    const round = byId.get(active.round.id);
    byId.delete(active.round.id);
    return round === undefined ? active : { ...active, round };
  });
  return [...replaced, ...[...byId.values()].map(withRubric)];
}

async function loadRound({ round, contents }: RoundVersion, { blobs }: Home): Promise<Round> {
  const rounds = known.get(blobs) ?? new Map<string, Round>();
  known.set(blobs, rounds);
  const kept = rounds.get(`${round}/${contents}`);
  if (kept !== undefined) return kept;
  const blob = await blobs.get(roundFolder(round), contents);
  if (blob === undefined) throw new Error('the version of the round has no blob');
  const loaded = decodeJson<Round>(blob);
  rounds.set(`${round}/${contents}`, loaded);
  return loaded;
}

/** The version of a round in force; undefined while it is the built-in one. */
export const readRoundVersion = (store: Store, round: string): Promise<Typed<RoundVersion> | undefined> =>
  readRecord<RoundVersion>(store, currentKey(round));

/** Every version of a round, oldest first. */
export async function listRoundVersions(store: Store, round: string): Promise<readonly RoundVersion[]> {
  const versions = await listRecords<RoundVersion>(store, { partition: `ROUND#${round}` });
  return versions.map(({ body }) => body);
}

/**
 * Keeps a round's configuration as its next version; returns what to write. The commit is refused when someone else made a
 * version meanwhile.
 */
export async function keepRound(
  round: Round,
  change: Pick<RoundVersion, 'by' | 'at' | 'reason'>,
  replaced: Typed<RoundVersion> | undefined,
  { blobs }: Home,
): Promise<readonly Write[]> {
  const bytes = encodeJson(round);
  const version = (replaced?.body.version ?? 0) + 1;
  const contents = `${version}-${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}.json`;
  await blobs.put(roundFolder(round.id), contents, bytes);
  const body = { round: round.id, version, contents, ...change };
  const record = (key: RecordKey): StoreRecord => ({ ...key, schema, body });
  const ofVersion = {
    partition: `ROUND#${round.id}`,
    sort: `version#${String(version).padStart(6, '0')}`,
  };
  return [
    replaced === undefined
      ? { kind: 'put-if-absent', record: record(currentKey(round.id)) }
      : { kind: 'put-if-version', record: record(currentKey(round.id)), version: replaced.version },
    { kind: 'put-if-absent', record: record(ofVersion) },
  ];
}
