import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SecretKeeper } from '../../ports/secret-keeper.ts';
import { makeDirectory, writeDurably } from './durable-files.ts';

const ivBytes = 12;
const tagBytes = 16;

/**
 * Passwords as sealed files (AES-256-GCM, NIST SP 800-38D) of a directory, under the office's key.
 * `get` throws for a file that was altered or sealed under another key.
 */
export async function openSealedSecrets(options: {
  readonly directory: string;
  /** 32 bytes, of this use alone. */
  readonly key: Uint8Array;
}): Promise<SecretKeeper> {
  const { directory, key } = options;
  await makeDirectory(directory);
  const pathOf = (name: string): string => join(directory, `${name}.secret`);
  return {
    async get(name) {
      const sealed = await readFile(pathOf(name)).catch((error: unknown) => {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      });
      if (sealed === undefined) return undefined;
      const opener = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, ivBytes), {
        authTagLength: tagBytes,
      });
      // Attack: one password's file put in another's place, so that it is told to another server.
      opener.setAAD(Buffer.from(name));
      opener.setAuthTag(sealed.subarray(ivBytes, ivBytes + tagBytes));
      return Buffer.concat([opener.update(sealed.subarray(ivBytes + tagBytes)), opener.final()]).toString();
    },
    async put(name, value) {
      const iv = randomBytes(ivBytes);
      const sealer = createCipheriv('aes-256-gcm', key, iv, { authTagLength: tagBytes });
      sealer.setAAD(Buffer.from(name));
      const body = Buffer.concat([sealer.update(value, 'utf8'), sealer.final()]);
      await writeDurably(pathOf(name), Buffer.concat([iv, sealer.getAuthTag(), body]), directory);
    },
  };
}
