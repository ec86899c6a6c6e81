import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import type { Passwords } from '../../ports/passwords.ts';

/** 64 MB and about a tenth of a second a try (OWASP Password Storage: N=2^16, r=8, p=2 is its equal). */
const cost = { N: 2 ** 16, r: 8, p: 1, maxmem: 128 * 1024 * 1024 } as const;
const keyBytes = 32;

/** Attack: many tries at once, each holding 64 MB. They wait for each other. */
let last: Promise<unknown> = Promise.resolve();

function derive(password: string, salt: Uint8Array): Promise<Buffer> {
  const next = last.then(
    () =>
      new Promise<Buffer>((resolve, reject) => {
        scrypt(password.normalize('NFKC'), salt, keyBytes, cost, (error, key) => {
          if (error === null) resolve(key);
          else reject(error);
        });
      }),
  );
  last = next.catch(() => undefined);
  return next;
}

/** Passwords by scrypt (RFC 7914): "scrypt$<salt>$<key>", both base64url. */
export const scryptPasswords: Passwords = {
  async hash(password) {
    const salt = randomBytes(16);
    const key = await derive(password, salt);
    return `scrypt$${salt.toString('base64url')}$${key.toString('base64url')}`;
  },
  async matches(password, stored) {
    const [, salt = '', key = ''] = (stored ?? `scrypt$AAAAAAAAAAAAAAAAAAAAAA$`).split('$');
    const derived = await derive(password, Buffer.from(salt, 'base64url'));
    const known = Buffer.from(key, 'base64url');
    return known.length === derived.length && timingSafeEqual(known, derived);
  },
};
