import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { open, readFile, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ErasedFolderError, type Blobs } from '../../ports/blobs.ts';
import { checkBlobPath } from '../check-blob-path.ts';
import { makeDirectory, syncDirectory, writeDurably } from './durable-files.ts';

/** What is on disk is not what was written: another key, another place, or damage. */
export class DamagedBlobError extends Error {
  override readonly name = 'DamagedBlobError';
  constructor(place: string) {
    super(`Không giải mã được ${place}: dữ liệu bị hỏng hoặc không đúng khóa.`);
  }
}

const cipher = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;
const keyBytes = 32;

/** In place of a folder's key once it is erased; a key file is never this short. */
const tombstone = Buffer.from('erased\n');

/**
 * Blobs as files, each folder under a random key of its own; the keys lie in another directory, sealed under the office's key,
 * so that a copy of the data opens nothing and destroying one small file erases a mail. One process writes.
 * Rejects with ErasedFolderError on a put to an erased folder, DamagedBlobError on bytes that do not open, RangeError on a name that could leave the root.
 */
export async function openFileBlobs(options: {
  readonly root: string;
  /** Directory of the folders' keys; not inside root. */
  readonly keys: string;
  /** 32 bytes, from `openOfficeKeys`. */
  readonly wrappingKey: Uint8Array;
}): Promise<Blobs> {
  const { root, keys, wrappingKey } = options;
  const scratch = join(root, '.scratch');
  const keyScratch = join(keys, '.scratch');
  for (const directory of [scratch, keyScratch]) {
    // What a killed process left half written.
    await rm(directory, { recursive: true, force: true });
    await makeDirectory(directory);
  }

  const keyPath = (folder: string): string => join(keys, `${folder.replaceAll('/', '%2F')}.key`);
  const folderKeys = new Map<string, Buffer | 'erased'>();
  const prepared = new Set<string>();
  const turns = new Map<string, Promise<unknown>>();

  async function findKey(folder: string): Promise<Buffer | 'erased' | undefined> {
    const known = folderKeys.get(folder);
    if (known !== undefined) return known;
    const sealed = await readIfThere(keyPath(folder));
    if (sealed === undefined) return undefined;
    const key = sealed.equals(tombstone)
      ? 'erased'
      : unseal(wrappingKey, sealed, folder, `khóa của ${folder}`);
    folderKeys.set(folder, key);
    return key;
  }

  async function makeKey(folder: string): Promise<Buffer> {
    const key = randomBytes(keyBytes);
    await writeDurably(keyPath(folder), seal(wrappingKey, key, folder), keyScratch);
    folderKeys.set(folder, key);
    return key;
  }

  /** Writers of one folder follow one another: two first writers would make two keys, and a writer must not outlive an erasure. */
  function inTurn<T>(folder: string, work: () => Promise<T>): Promise<T> {
    const turn = (turns.get(folder) ?? Promise.resolve()).then(work, work);
    turns.set(folder, turn);
    const forget = (): void => {
      if (turns.get(folder) === turn) turns.delete(folder);
    };
    turn.then(forget, forget);
    return turn;
  }

  return {
    async put(folder, name, bytes) {
      const path = join(root, checkBlobPath(folder), fileOf(name));
      await inTurn(folder, async () => {
        const key = (await findKey(folder)) ?? (await makeKey(folder));
        if (key === 'erased') throw new ErasedFolderError(folder);
        if (!prepared.has(folder)) await makeDirectory(join(root, folder));
        prepared.add(folder);
        await writeDurably(path, seal(key, bytes, blobPlace(folder, name)), scratch);
      });
    },

    async get(folder, name) {
      const path = join(root, checkBlobPath(folder), fileOf(name));
      const key = await findKey(folder);
      if (key === undefined || key === 'erased') return undefined;
      const sealed = await readIfThere(path);
      return sealed === undefined
        ? undefined
        : unseal(key, sealed, blobPlace(folder, name), `${folder}/${name}`);
    },

    async erase(folder) {
      checkBlobPath(folder);
      await inTurn(folder, async () => {
        // The key first: from here on nothing of the folder can be read, whatever happens to the files.
        await destroyKey(keyPath(folder), keyScratch);
        folderKeys.set(folder, 'erased');
        const doomed = join(scratch, randomBytes(8).toString('hex'));
        if (await moveIfThere(join(root, folder), doomed)) {
          await syncDirectory(dirname(join(root, folder)));
          await rm(doomed, { recursive: true, force: true });
        }
      });
    },
  };
}

/** Puts the tombstone in the key's place, then wipes the old bytes through the handle that still holds them. */
async function destroyKey(path: string, scratch: string): Promise<void> {
  const old = await openIfThere(path);
  try {
    await writeDurably(path, tombstone, scratch);
    if (old === undefined) return;
    const { size } = await old.stat();
    await old.write(Buffer.alloc(size), 0, size, 0);
    await old.sync();
  } finally {
    await old?.close();
  }
}

/** The place is sealed in: a file moved or renamed does not open elsewhere. */
const blobPlace = (folder: string, name: string): string => `${folder}\0${name}`;

function seal(key: Uint8Array, bytes: Uint8Array, place: string): Buffer {
  const nonce = randomBytes(nonceBytes);
  const sealing = createCipheriv(cipher, key, nonce).setAAD(Buffer.from(place));
  return Buffer.concat([nonce, sealing.update(bytes), sealing.final(), sealing.getAuthTag()]);
}

function unseal(key: Uint8Array, sealed: Buffer, place: string, shownPlace: string): Buffer {
  if (sealed.byteLength < nonceBytes + tagBytes) throw new DamagedBlobError(shownPlace);
  const end = sealed.byteLength - tagBytes;
  const opening = createDecipheriv(cipher, key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes })
    .setAAD(Buffer.from(place))
    .setAuthTag(sealed.subarray(end));
  const bytes = opening.update(sealed.subarray(nonceBytes, end));
  try {
    opening.final();
  } catch {
    throw new DamagedBlobError(shownPlace);
  }
  return bytes;
}

/** A folder is one flat directory: "pages/1" is a file of it. */
const fileOf = (name: string): string => checkBlobPath(name).replaceAll('/', '%2F');

async function ifThere<T>(attempt: Promise<T>): Promise<T | undefined> {
  try {
    return await attempt;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

const readIfThere = (path: string): Promise<Buffer | undefined> => ifThere(readFile(path));
const openIfThere = (path: string): Promise<FileHandle | undefined> => ifThere(open(path, 'r+'));
const moveIfThere = async (from: string, to: string): Promise<boolean> =>
  (await ifThere(rename(from, to).then(() => true))) === true;
