import { createHmac, randomBytes } from 'node:crypto';
import type { ContentNames } from '../../ports/secrets.ts';
import type { RecordKey, Store } from '../../ports/store.ts';

/** Where the office's key for names lies in its own table, encrypted like all of it; restored with it. */
export const contentNamesKey: RecordKey = { partition: 'OFFICE', sort: 'content-names' };

const keyBytes = 32;

/** The names of this office; the key is made by whoever asks first, and everyone reads that one. @throws Error for a damaged key: with another one nothing kept is found again. */
export async function openContentNames(store: Store): Promise<ContentNames> {
  const kept = (await store.get(contentNamesKey)) ?? (await makeKey(store));
  const key = Buffer.from(kept.body['key'] as string, 'hex');
  if (key.byteLength !== keyBytes) throw new Error('the key for content names is damaged');
  return { nameOf: (bytes) => createHmac('sha256', key).update(bytes).digest('hex') };
}

async function makeKey(store: Store) {
  const body = { key: randomBytes(keyBytes).toString('hex') };
  const record = { ...contentNamesKey, schema: 1, body };
  await store.commit({ writes: [{ kind: 'put-if-absent', record }], jobs: [] });
  // Perhaps another's: only the first was kept.
  const kept = await store.get(contentNamesKey);
  if (kept === undefined) throw new Error('the key for content names was not kept');
  return kept;
}
