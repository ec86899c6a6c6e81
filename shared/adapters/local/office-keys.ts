import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ContentNames } from '../../ports/secrets.ts';
import { makeDirectory, writeDurably } from './durable-files.ts';
import { takeProcessLock } from './process-lock.ts';

const keyBytes = 32;

/** The key file is there but cannot be the office's key. Everything kept is sealed under it, so it is never replaced. */
export class OfficeKeyError extends Error {
  override readonly name = 'OfficeKeyError';
  constructor() {
    super(
      'Tệp khóa của đơn vị (office.key) bị hỏng. Hãy khôi phục tệp này từ bản sao lưu; không tạo khóa mới.',
    );
  }
}

/** What the office's one secret is used for; no use can be derived from another. */
export interface OfficeKeys {
  readonly names: ContentNames;
  /** For `openLocalStore`. */
  readonly databaseKey: string;
  /** For `openFileBlobs`. */
  readonly wrappingKey: Uint8Array;
  /** For `openSealedSecrets`. */
  readonly secretsKey: Uint8Array;
}

/**
 * Loads the office's key from its directory, or makes one when there is none: on disk before it is first used.
 * @throws OfficeKeyError when the key file is damaged; OfficeInUseError when another process is making one at this moment.
 */
export async function openOfficeKeys(directory: string): Promise<OfficeKeys> {
  const path = join(directory, 'office.key');
  const secret = (await load(path)) ?? (await make(path));
  const derive = (use: string): Buffer =>
    // RFC 5869; the secret is uniformly random, so no salt is needed.
    Buffer.from(hkdfSync('sha256', secret, new Uint8Array(), `hoso/${use}/1`, keyBytes));
  const nameKey = derive('content-names');
  return {
    names: { nameOf: (bytes) => createHmac('sha256', nameKey).update(bytes).digest('hex') },
    databaseKey: derive('database').toString('hex'),
    wrappingKey: derive('blob-keys'),
    secretsKey: derive('secrets'),
  };
}

async function load(path: string): Promise<Buffer | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'ascii');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  if (!/^[0-9a-f]{64}\n$/.test(text)) throw new OfficeKeyError();
  return Buffer.from(text.trim(), 'hex');
}

async function make(path: string): Promise<Buffer> {
  const directory = dirname(path);
  await makeDirectory(directory);
  // Two processes that start together must not each make a key: what the slower one had sealed would be lost.
  const unlock = takeProcessLock(`${path}.lock`);
  try {
    const existing = await load(path);
    if (existing !== undefined) return existing;
    const secret = randomBytes(keyBytes);
    await writeDurably(path, Buffer.from(`${secret.toString('hex')}\n`), directory);
    return secret;
  } finally {
    unlock();
  }
}
