import { generateKeyPairSync } from 'node:crypto';
import { createSeal } from 'mailauth/lib/arc/index.js';
import { dkimSign } from 'mailauth/lib/dkim/sign.js';

const makeKey = (bits: number) =>
  generateKeyPairSync('rsa', {
    modulusLength: bits,
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });

/** Keys of the tests; made anew each time, so that no private key lies in the repository. */
const keys = { good: makeKey(2048), other: makeKey(2048), short: makeKey(512) };
type KeyName = keyof typeof keys;

/** A TXT record of a key. */
export const keyRecord = (key: KeyName = 'good', tags = 'v=DKIM1; k=rsa'): string =>
  `${tags}; p=${Buffer.from(keys[key].publicKey).toString('base64')}`;

/** Names as a test has them: TXT and A records, or why there is no answer. */
export type Zone = Readonly<Record<string, readonly string[] | 'ETIMEOUT' | 'ESERVFAIL' | 'EREFUSED'>>;

/** Answers from a zone ("TXT name"), as node:dns does. */
export function resolverOf(zone: Zone): {
  readonly resolve: (name: string, type: string) => Promise<readonly unknown[]>;
} {
  return {
    resolve: (name, type) => {
      const records = zone[`${type} ${name.toLowerCase()}`] ?? 'ENOTFOUND';
      if (typeof records === 'string')
        return Promise.reject(Object.assign(new Error(records), { code: records }));
      return Promise.resolve(
        type === 'TXT' ? records.map((text) => text.match(/.{1,255}/gu) ?? ['']) : records,
      );
    },
  };
}

export interface SignOptions {
  readonly domain: string;
  readonly selector?: string;
  readonly key?: KeyName;
  readonly canonicalization?: string;
  readonly headers?: string;
  readonly bodyLength?: number;
  readonly signedAt?: string;
  readonly expires?: string;
  readonly algorithm?: string;
}

/** The mail with a signature of a domain above it. */
export async function sign(mail: string, options: SignOptions): Promise<string> {
  const { signatures, errors } = await dkimSign(Buffer.from(mail), {
    canonicalization: options.canonicalization ?? 'relaxed/relaxed',
    signTime: new Date(options.signedAt ?? '2023-10-30T00:00:00Z'),
    ...(options.expires === undefined ? {} : { expires: new Date(options.expires) }),
    ...(options.headers === undefined ? {} : { headerList: options.headers }),
    signatureData: [
      {
        signingDomain: options.domain,
        selector: options.selector ?? 's1',
        privateKey: keys[options.key ?? 'good'].privateKey,
        algorithm: options.algorithm ?? 'rsa-sha256',
        ...(options.bodyLength === undefined ? {} : { maxBodyLength: options.bodyLength }),
      },
    ],
  } as unknown as Parameters<typeof dkimSign>[1]);
  if (errors.length > 0) throw new Error('the mail was not signed');
  return signatures.replace(/\r\n$/u, '') + '\r\n' + mail;
}

/** The mail with a forwarder's seal above it: what it found, and whether the chain before it stood. */
export async function seal(
  mail: string,
  options: {
    readonly domain: string;
    readonly results: string;
    readonly cv?: 'none' | 'pass' | 'fail';
    readonly i?: number;
    readonly key?: KeyName;
  },
): Promise<string> {
  const { headers } = await createSeal(Buffer.from(mail), {
    seal: {
      i: options.i ?? 1,
      cv: options.cv ?? 'none',
      signingDomain: options.domain,
      selector: 's1',
      privateKey: keys[options.key ?? 'good'].privateKey,
      algorithm: 'rsa-sha256',
      authResults: options.results,
      signTime: new Date('2023-10-30T00:00:00Z'),
    },
  });
  return [...headers, mail].join('\r\n');
}
