import type { Blobs } from '../ports/blobs.ts';
import type { Store } from '../ports/store.ts';
import { findRubric } from '../rubrics/registry.ts';
import type { Rubric } from '../rubrics/rubric.ts';
import { rubricKey } from '../rubrics/rubric.ts';
import { decodeJson } from './json-blob.ts';
import type { RubricVersionEntry } from './records.ts';
import { listActiveRubrics, readActiveRubric, readRubricVersion, rubricFolder } from './records.ts';
import type { ActiveRound } from './world.ts';

/** Where adopted rubrics are kept. */
export interface RubricHome {
  readonly store: Pick<Store, 'get'>;
  readonly blobs: Pick<Blobs, 'get'>;
}

/** Versions never change, so each is read once a store. */
const known = new WeakMap<RubricHome['store'], Map<string, Rubric>>();

/** The rounds with the versions of their rubrics in force now: one request, and the text of a version once. */
export async function withAdoptedRubrics<T extends ActiveRound>(
  rounds: readonly T[],
  home: RubricHome & { readonly store: Pick<Store, 'get' | 'query'> },
): Promise<readonly T[]> {
  if (rounds.length === 0) return rounds;
  const ids = new Set(rounds.map(({ rubric }) => rubric.id));
  const active = (await listActiveRubrics(home.store)).filter(({ rubric }) => ids.has(rubric));
  const adopted = new Map(
    await Promise.all(active.map(async (entry) => [entry.rubric, await loadVersion(entry, home)] as const)),
  );
  return rounds.map((round) => ({ ...round, rubric: adopted.get(round.rubric.id) ?? round.rubric }));
}

/** The version of a rubric in force; undefined while officers have adopted none. */
export async function findActiveRubric(id: string, home: RubricHome): Promise<Rubric | undefined> {
  const active = await readActiveRubric(home.store, id);
  return active === undefined ? undefined : loadVersion(active.body, home);
}

/** The rubric an assessment names ("qd-06-2019@2"), built in or adopted. @throws Error when there is none. */
export async function loadRubric(key: string, home: RubricHome): Promise<Rubric> {
  const builtIn = findRubric(key);
  if (builtIn !== undefined) return builtIn;
  const kept = known.get(home.store)?.get(key);
  if (kept !== undefined) return kept;
  const [id = '', version = ''] = key.split('@');
  const entry = await readRubricVersion(home.store, id, Number(version));
  if (entry === undefined) throw new Error('no such version of the rubric');
  return loadVersion(entry.body, home);
}

async function loadVersion(entry: RubricVersionEntry, { store, blobs }: RubricHome): Promise<Rubric> {
  const versions = known.get(store) ?? new Map<string, Rubric>();
  known.set(store, versions);
  const kept = versions.get(`${entry.rubric}@${entry.version}`);
  if (kept !== undefined) return kept;
  const blob = await blobs.get(rubricFolder(entry.rubric), entry.contents);
  if (blob === undefined) throw new Error('the version of the rubric has no blob');
  const rubric = decodeJson<Rubric>(blob);
  versions.set(rubricKey(rubric), rubric);
  return rubric;
}
