import { randomBytes } from 'node:crypto';
import { mkdir, open, rename } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

// Windows cannot open a directory (EPERM, EISDIR, EACCES), some network shares cannot sync one (EINVAL, ENOTSUP): there the rename is as durable as it gets.
const cannotSync = new Set(['EPERM', 'EISDIR', 'EACCES', 'EINVAL', 'ENOTSUP']);

/** Makes the names in a directory durable, where the platform can. */
export async function syncDirectory(path: string): Promise<void> {
  try {
    const directory = await open(path, 'r');
    try {
      await directory.sync();
    } finally {
      await directory.close();
    }
  } catch (error) {
    if (!cannotSync.has(String((error as NodeJS.ErrnoException).code))) throw error;
  }
}

/** Makes a directory and those above it that are missing, durably; its own name is made durable even where it is there already, since who made it may have been killed before that. */
export async function makeDirectory(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true, mode: 0o700 });
  const highest = dirname(resolve(first ?? path));
  let parent = resolve(path);
  do {
    parent = dirname(parent);
    await syncDirectory(parent);
  } while (parent !== highest);
}

/** Writes a file so that it is there whole and durable when this resolves, and never there in part; `scratch` is a directory of the same volume. */
export async function writeDurably(path: string, bytes: Uint8Array, scratch: string): Promise<void> {
  const temporary = join(scratch, `${randomBytes(8).toString('hex')}.part`);
  const file = await open(temporary, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
  await syncDirectory(dirname(path));
}
