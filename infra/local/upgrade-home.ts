import { cp, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { openLocalStore } from '../../shared/adapters/local/local-store.ts';
import { openOfficeKeys } from '../../shared/adapters/local/office-keys.ts';
import { takeProcessLock } from '../../shared/adapters/local/process-lock.ts';
import { auditLedger } from '../../shared/pipeline/audit-ledger.ts';
import { dataVersion, readDataVersion, upgradeData } from '../../shared/pipeline/upgrades.ts';
import type { Store } from '../../shared/ports/store.ts';

/** What came of an upgrade: nothing to do, done with the copy it can go back to, or failed and put back. */
export type UpgradeResult =
  | { readonly outcome: 'nothing-to-do' }
  | { readonly outcome: 'done'; readonly copy: string }
  | { readonly outcome: 'put-back'; readonly because: string };

/** The copy beside a home that an upgrade left: ".hoso.truoc-nang-cap-20260103-101500". */
const copyMark = '.truoc-nang-cap-';

/**
 * Brings the data of an office up to this program: copies the whole home first, upgrades, checks that the ledger balances, and
 * puts the copy back when anything fails.
 * @throws OfficeInUseError while the program runs; when the copy itself cannot be made (then nothing was changed).
 */
export async function upgradeHome(
  home: string,
  rounds: readonly string[],
  now: Date,
  upgrade: (store: Store, rounds: readonly string[]) => Promise<void> = upgradeData,
): Promise<UpgradeResult> {
  if (!(await exists(join(home, 'hoso.db')))) return { outcome: 'nothing-to-do' };
  if ((await withStore(home, readDataVersion)) === dataVersion) return { outcome: 'nothing-to-do' };
  const copy = `${home}${copyMark}${stamp(now)}`;
  await copyHome(home, copy);
  try {
    await withStore(home, async (store) => {
      await upgrade(store, rounds);
      if (!(await auditLedger(store)).balances)
        throw new Error('sổ đối chiếu thư không khớp sau khi nâng cấp');
    });
  } catch (error) {
    await putBack(home, copy);
    return { outcome: 'put-back', because: error instanceof Error ? error.message : String(error) };
  }
  return { outcome: 'done', copy };
}

/** Goes back to the copy of the last upgrade; what came in since stays beside it. Returns where, or undefined when there is no copy. */
export async function goBack(home: string, now: Date): Promise<{ readonly kept: string } | undefined> {
  const copies = (await readdir(dirname(home)))
    .filter((name) => name.startsWith(`${basename(home)}${copyMark}`))
    .sort();
  const last = copies.at(-1);
  if (last === undefined) return undefined;
  await whileStopped(home, () => Promise.resolve());
  const kept = `${home}.sau-nang-cap-${stamp(now)}`;
  await rename(home, kept);
  await rename(join(dirname(home), last), home);
  return { kept };
}

async function copyHome(home: string, copy: string): Promise<void> {
  const part = `${copy}.part`;
  await whileStopped(home, () =>
    cp(home, part, { recursive: true, preserveTimestamps: true, filter: isData }),
  );
  // Whole under its name, or not there: a copy cut short is no way back.
  await rename(part, copy);
}

/** The database takes away its log and index some time after it was closed; of these only a log that still holds something is data. */
const isData = async (path: string): Promise<boolean> =>
  !path.endsWith('.db-shm') &&
  (!path.endsWith('.db-wal') || (await stat(path).catch(() => ({ size: 0 }))).size > 0);

async function putBack(home: string, copy: string): Promise<void> {
  await rm(home, { recursive: true, force: true });
  await rename(copy, home);
}

/** @throws OfficeInUseError while the program runs. */
async function whileStopped(home: string, act: () => Promise<void>): Promise<void> {
  const unlock = takeProcessLock(join(home, 'hoso.db.lock'));
  try {
    await act();
  } finally {
    unlock();
  }
}

async function withStore<T>(home: string, act: (store: Store) => Promise<T>): Promise<T> {
  const keys = await openOfficeKeys(join(home, 'keys'));
  const store = openLocalStore({ path: join(home, 'hoso.db'), encryptionKey: keys.databaseKey });
  try {
    return await act(store);
  } finally {
    store.close();
  }
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

const stamp = (now: Date): string => now.toISOString().slice(0, 19).replace(/[-:]/gu, '').replace('T', '-');
