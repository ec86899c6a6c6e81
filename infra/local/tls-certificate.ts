import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeDirectory, writeDurably } from '../../shared/adapters/local/durable-files.ts';

/** What a server shows browsers, as PEM. */
export interface TlsCertificate {
  readonly cert: string;
  readonly key: string;
}

/** Days a certificate of our own is good for; browsers refuse longer ones (CA/Browser Forum, 398 days). */
const validDays = 397;
const renewBeforeMs = 30 * 24 * 60 * 60_000;

/**
 * The certificate for these names and addresses of this machine: the office's own where it has given one, otherwise one we
 * signed ourselves, kept in a folder and made anew when a name is missing or it soon ends. Browsers warn of it until it is
 * installed on the PCs of the office.
 * @throws when the given files cannot be read.
 */
export async function openTlsCertificate(
  folder: string,
  names: readonly string[],
  now: Date,
  given: { readonly cert: string; readonly key: string } | null,
): Promise<TlsCertificate> {
  if (given !== null)
    return { cert: await readFile(given.cert, 'utf8'), key: await readFile(given.key, 'utf8') };
  const places = { cert: join(folder, 'hoso.crt'), key: join(folder, 'hoso.key') };
  const kept = await readKept(places);
  if (kept !== undefined && fits(kept.cert, names, now)) return kept;
  const made = await make(names, now);
  await makeDirectory(folder);
  await writeDurably(places.key, Buffer.from(made.key), folder);
  await writeDurably(places.cert, Buffer.from(made.cert), folder);
  return made;
}

async function readKept(places: TlsCertificate): Promise<TlsCertificate | undefined> {
  try {
    return { cert: await readFile(places.cert, 'utf8'), key: await readFile(places.key, 'utf8') };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function fits(pem: string, names: readonly string[], now: Date): boolean {
  const certificate = new X509Certificate(pem);
  return (
    Date.parse(certificate.validTo) - now.getTime() > renewBeforeMs &&
    names.every(
      (name) => (isAddress(name) ? certificate.checkIP(name) : certificate.checkHost(name)) !== undefined,
    )
  );
}

async function make(names: readonly string[], now: Date): Promise<TlsCertificate> {
  const { generate } = await import('selfsigned');
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'Ho So' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notBeforeDate: now,
    notAfterDate: new Date(now.getTime() + validDays * 24 * 60 * 60_000),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: names.map((name) => (isAddress(name) ? { type: 7, ip: name } : { type: 2, value: name })),
      },
    ],
  });
  return { cert, key };
}

const isAddress = (name: string): boolean => /^[\d.]+$|:/u.test(name);
