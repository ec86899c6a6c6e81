import { BlockList, isIP } from 'node:net';
import { readHeaders } from '../read-mime.ts';
import type { ProofState, SenderProof } from './sender-proof.ts';
import { domainOf, foldAddress, foldDomain, mostDomains, saysForwarded, stateOf } from './sender-proof.ts';

/** The name system as this module asks it (shared/ports/name-resolver.ts). */
type Resolve = (name: string, type: 'A' | 'AAAA' | 'MX' | 'PTR' | 'TXT') => Promise<readonly unknown[]>;

/** How a mail came over the wire, as the inbox that took it saw it. */
export interface WireFacts {
  /** Address of the machine that brought it. */
  readonly peer: string;
  readonly helo: string;
  /** MAIL FROM; '' for the null sender. */
  readonly from: string;
}

const limits = {
  // Attack: a mail whose signatures name hundreds of slow name servers. A forwarded mail with SPF asks some thirty names.
  lookups: 60,
  // Attack: a thousand signatures, each hashing the whole mail its own way. Forwarders add two or three.
  signatures: 12,
  // Attack: a signature line of megabytes, searched again and again; one with a key of 4,096 bits has 2,000 letters.
  signatureLine: 8_000,
  headerBytes: 256_000,
} as const;

const signatureNames = /^(?:dkim-signature|arc-(?:seal|message-signature|authentication-results))$/u;

/** Machines of the office itself: who sent a mail they bring is not told by their address (RFC 1918, 4193, 6598, 3927). */
const ownNetworks = new BlockList();
for (const [network, prefix] of [
  ['10.0.0.0', 8],
  ['127.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
  ['100.64.0.0', 10],
  ['0.0.0.0', 8],
] as const)
  ownNetworks.addSubnet(network, prefix);
for (const [network, prefix] of [
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  ownNetworks.addSubnet(network, prefix, 'ipv6');

/** Whether the address of a peer tells who sent a mail. */
function isPublic(peer: string): boolean {
  const address = peer.replace(/^::ffff:(?=\d+\.)/iu, '');
  const family = isIP(address);
  return family !== 0 && !ownNetworks.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

/**
 * Proves the sender of a raw mail by its signatures, its forwarders' seals, and by the machine that brought it where `wire` tells
 * (mailauth 4: RFC 6376, 7208, 7489, 8617). Alignment and what a signature must cover are judged here: mailauth takes strict for relaxed,
 * and signatures without the From line or over a part of the body for whole ones. Never throws for bad bytes or names that do not resolve.
 * @param at ISO time by which keys and signatures must not have expired. @returns undefined where there is nothing to check.
 */
export async function verifySender(
  raw: Uint8Array,
  {
    from,
    resolve,
    at,
    wire,
  }: {
    /** The sender as the rest of the system reads it. */
    readonly from: string;
    readonly resolve: Resolve;
    readonly at: string;
    readonly wire?: WireFacts | undefined;
  },
): Promise<SenderProof | undefined> {
  const head = readHead(raw);
  const lines = await readHeaders(raw);
  const signed = lines.filter(({ name }) => signatureNames.test(name));
  const hasSpf = wire !== undefined && isPublic(wire.peer);
  if (signed.length === 0 && !hasSpf && head.length <= limits.headerBytes) return undefined;
  const nothing: SenderProof = {
    by: 'us',
    spf: 'none',
    dkim: 'none',
    dmarc: 'none',
    arc: 'none',
    spfDomain: null,
    dkimDomains: [],
    sealers: [],
    original: 'none',
    isForwarded: saysForwarded(lines),
  };
  const isTooMuch =
    signed.filter(({ name }) => name === 'dkim-signature').length > limits.signatures ||
    signed.filter(({ name }) => name === 'arc-seal').length > limits.signatures ||
    signed.some(({ value }) => value.length > limits.signatureLine) ||
    head.length > limits.headerBytes;
  const hasArc = signed.some(({ name }) => name !== 'dkim-signature');
  if (isTooMuch || !isPlainHeader(head)) return { ...nothing, dkim: 'fail', arc: hasArc ? 'fail' : 'none' };

  const [{ dkimVerify }, { spf: verifySpf }, { dmarc: findPolicy }, { arc: verifyArc }] = await Promise.all([
    import('mailauth/lib/dkim/verify.js'),
    import('mailauth/lib/spf/index.js'),
    import('mailauth/lib/dmarc/index.js'),
    import('mailauth/lib/arc/index.js'),
  ]);
  let lookups = 0;
  let failures = 0;
  const resolver = async (name: string, type: string) => {
    lookups += 1;
    try {
      if (lookups > limits.lookups) throw Object.assign(new Error('too many lookups'), { code: 'ETIMEOUT' });
      return (await resolve(name, type as Parameters<Resolve>[1])) as string[][];
    } catch (error) {
      const { code } = error as { readonly code?: unknown };
      if (code !== 'ENOTFOUND' && code !== 'ENODATA') failures += 1;
      throw error;
    }
  };

  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const verified = await dkimVerify(bytes, {
    resolver,
    ...(wire !== undefined && wire.from !== '' && { sender: wire.from }),
    // The package's types leave it out.
    ...{ curTime: new Date(at) },
  }).catch(() => undefined);
  if (verified === undefined) return { ...nothing, dkim: 'fail' };
  // Attack: a From line that two readers take for two addresses.
  const [author, ...others] = verified.headerFrom;
  const isSame = author !== undefined && others.length === 0 && foldAddress(author) === foldAddress(from);
  const fromDomain = isSame ? domainOf(from) : '';
  const signatures = (verified.results as readonly Signature[]).filter(
    ({ signingDomain }) => signingDomain !== undefined,
  );
  const good = signatures.filter(isWhole);
  const hasUnread = signed.some(({ name }) => name === 'dkim-signature');
  const dkim: ProofState =
    good.length > 0
      ? 'pass'
      : signatures.some(({ status }) => status.result === 'temperror')
        ? 'error'
        : hasUnread
          ? 'fail'
          : 'none';

  const sent = hasSpf
    ? await verifySpf({
        resolver,
        sender: wire.from,
        ip: wire.peer,
        helo: wire.helo,
        mta: 'hoso.invalid',
      }).catch(() => undefined)
    : undefined;
  const said = sent === undefined ? 'none' : stateOf(sent.status.result);
  // "+all" lets everyone send: it proves nobody.
  const spf: ProofState = said === 'pass' && /(?:^|\s)\+?all\b/iu.test(sent?.rr ?? '') ? 'none' : said;

  const policy =
    fromDomain === ''
      ? undefined
      : await findPolicy({
          headerFrom: [`x@${fromDomain}`],
          spfDomains: spf === 'pass' && sent !== undefined ? [sent.domain] : [],
          dkimDomains: good.map(({ signingDomain }) => ({ domain: signingDomain ?? '' })),
          resolver,
        }).catch(() => undefined);
  const dmarc = ((): ProofState => {
    if (fromDomain === '') return hasSpf || dkim !== 'none' ? 'fail' : 'none';
    if (policy === undefined || policy === false || policy.status.result === 'temperror') return 'error';
    if (policy.status.result === 'none') return 'none';
    const isStrict = (tag: string): boolean =>
      new RegExp(`(?:^|;)\\s*${tag}\\s*=\\s*s\\s*(?:;|$)`, 'iu').test(policy.rr ?? '');
    const isSigned = good.some(({ signingDomain = '', status }) =>
      isStrict('adkim') ? foldDomain(signingDomain) === fromDomain : Boolean(status.aligned),
    );
    const isSent =
      spf === 'pass' &&
      (isStrict('aspf')
        ? foldDomain(sent?.domain ?? '') === fromDomain
        : Boolean(policy.alignment.spf.result));
    if (isSigned || isSent) return 'pass';
    if (dkim === 'error' || spf === 'error') return 'error';
    // Without the machine that first sent it, nobody can say that the domain's rules are broken.
    return hasSpf ? 'fail' : 'error';
  })();

  const before = failures;
  const sealed = await verifyArc(verified.arc as Parameters<typeof verifyArc>[0], { resolver }).catch(
    () => undefined,
  );
  const chain = (sealed?.chain ?? []) as unknown as readonly ChainLink[];
  const last = sealed?.signature as Signature | undefined | false;
  const arc: ProofState =
    sealed?.status.result === 'pass' && last !== undefined && last !== false && isWhole(last)
      ? 'pass'
      : !hasArc
        ? 'none'
        : failures > before || sealMessageFailed(verified.arc)
          ? 'error'
          : 'fail';
  return {
    ...nothing,
    spf,
    dkim,
    dmarc,
    arc,
    spfDomain: spf === 'pass' ? foldDomain(sent?.domain ?? '') : null,
    dkimDomains: [...new Set(good.map(({ signingDomain }) => foldDomain(signingDomain ?? '')))].slice(
      0,
      mostDomains,
    ),
    sealers:
      arc === 'pass'
        ? chain.map((link) => foldDomain(link['arc-seal']?.parsed?.d?.value ?? '')).slice(0, mostDomains + 1)
        : [],
    original: arc === 'pass' ? readOriginal(chain[0], fromDomain) : 'none',
  };
}

/** What mailauth gives of a signature beyond its types. */
interface Signature {
  readonly signingDomain?: string;
  readonly algo?: string;
  readonly signingHeaders?: { readonly keys: string };
  readonly status: { readonly result: string; readonly aligned?: unknown; readonly underSized?: unknown };
}

interface ChainLink {
  readonly 'arc-seal'?: { readonly parsed?: { readonly d?: { readonly value?: string } } };
  readonly 'arc-authentication-results'?: { readonly original?: Buffer };
}

/** A signature that stands, over the From line and the whole body; RFC 8301 takes rsa-sha1 for none. */
function isWhole({ status, signingHeaders, algo }: Signature): boolean {
  return (
    status.result === 'pass' &&
    // Attack: "l=" leaves room behind the signed part for other files.
    !status.underSized &&
    (signingHeaders?.keys ?? '').split(':').some((name) => name.trim().toLowerCase() === 'from') &&
    algo?.toLowerCase() !== 'rsa-sha1'
  );
}

function sealMessageFailed(arc: unknown): boolean {
  const { lastEntry } = arc as { readonly lastEntry?: { readonly messageSignature?: Signature } };
  return lastEntry?.messageSignature?.status.result === 'temperror';
}

/** What the first forwarder found of the sender: its own check of the domain's rules, or of a signature of that domain. */
function readOriginal(link: ChainLink | undefined, fromDomain: string): ProofState {
  const line = (link?.['arc-authentication-results']?.original?.toString('latin1') ?? '').replace(
    /\s+/gu,
    ' ',
  );
  const results = line.split(';');
  const dmarc = results
    .map((one) => /^\s*dmarc=([a-z]+)\b.*?\bheader\.from=([^\s;]+)/iu.exec(one))
    .find(Boolean);
  if (dmarc !== undefined && dmarc !== null)
    return foldDomain(dmarc[2] ?? '') === fromDomain || fromDomain.endsWith(`.${foldDomain(dmarc[2] ?? '')}`)
      ? stateOf((dmarc[1] ?? '').toLowerCase())
      : 'fail';
  return results.some((one) => {
    const [, result, domain] = /^\s*dkim=([a-z]+)\b.*?\bheader\.[id]=@?([^\s;]+)/iu.exec(one) ?? [];
    return result?.toLowerCase() === 'pass' && domainOf(domain ?? '') === fromDomain;
  })
    ? 'pass'
    : 'none';
}

/** The header as it came, one byte a letter; a little more than the limit at most. */
function readHead(raw: Uint8Array): string {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.byteLength, limits.headerBytes + 1_000));
  return bytes.toString('latin1').split(/\r?\n\r?\n/u, 1)[0] ?? '';
}

/**
 * Whether a header is one as RFC 5322 §2.2 has it. Attack: a signed mail sent once more with parts of another pushed in between its
 * header lines: what verifies signatures takes them for unsigned lines, what reads mails for files.
 */
function isPlainHeader(head: string): boolean {
  const lines = head.split(/\r?\n/u);
  const names = lines.map((line) => /^([!-9;-~]+)[ \t]*:/u.exec(line)?.[1]?.toLowerCase());
  const count = (name: string): number => names.filter((one) => one === name).length;
  return (
    lines.every((line, index) => names[index] !== undefined || (index > 0 && /^[ \t]+\S/u.test(line))) &&
    ['from', 'content-type', 'content-transfer-encoding', 'mime-version', 'subject'].every(
      (name) => count(name) <= 1,
    )
  );
}
