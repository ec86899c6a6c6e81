import { readCfbStream } from './cfb.ts';

/** Excel itself locks with this word what is only to be protected from changes ([MS-OFFCRYPTO] 2.4.2.3); it opens such a file without asking. */
const excelOwnPassword = 'VelvetSweatshop';

/** Attack: a mail of a thousand would-be passwords. */
const maxPasswords = 20;

/** Attack: a key that is hashed ten million times over for every password, minutes each; Office writes 100,000, about half a second. */
const maxHashes = 600_000;

/**
 * A locked office file (xlsx, docx, xls) without its lock, by one of the passwords, each tried once (six at the cost Office sets); undefined when none opens it.
 * The bytes that come back are as little to be trusted as any file's.
 */
export async function unlockOffice(
  bytes: Uint8Array,
  passwords: readonly string[],
): Promise<Uint8Array | undefined> {
  const affordable = Math.min(maxPasswords, Math.floor(maxHashes / countSpins(bytes)));
  if (affordable === 0) return undefined;
  const given = [...new Set(passwords)].filter((word) => word !== '').slice(0, affordable - 1);
  const { decrypt } = await import('officecrypto-tool');
  for (const password of [...given, excelOwnPassword]) {
    try {
      return await decrypt(Buffer.from(bytes), { password: password.slice(0, 255) });
    } catch {
      // Another password, or none: the library says both in the same way.
    }
  }
  return undefined;
}

/** How often an agile lock hashes a password ([MS-OFFCRYPTO] 2.3.4.10); 0 for the older kinds, whose number is fixed; infinite where it is written in no plain way. */
function countSpins(bytes: Uint8Array): number {
  const description = readCfbStream(bytes, 'EncryptionInfo');
  const [, ...said] = Buffer.from(description ?? [])
    .toString('utf8')
    .split('spinCount');
  return Math.max(0, ...said.map((rest) => Number(/^\s*=\s*["'](\d+)["']/u.exec(rest)?.[1] ?? Infinity)));
}
