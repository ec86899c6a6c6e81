import { domainToASCII } from 'node:url';
import type { MimeMail } from '../read-mime.ts';

/** How a check of the sender ended; an error (no answer of the name system) is never a pass. */
export type ProofState = 'pass' | 'fail' | 'none' | 'error';

/** What a check of a mail's sender gave: states and domains, nothing of the mail's words. */
export interface SenderProof {
  /** Who checked: this system, Amazon SES, or the mailbox the mail was fetched from. */
  readonly by: 'us' | 'ses' | 'mailbox';
  /** Whether the machine that brought the mail may send for the domain of MAIL FROM (RFC 7208). */
  readonly spf: ProofState;
  /** Whether a signature over the sender and the whole body stands (RFC 6376). */
  readonly dkim: ProofState;
  /** Whether one of the two is of the sender's domain, by the rules that domain published (RFC 7489). */
  readonly dmarc: ProofState;
  /** Whether what forwarders wrote about the mail stands (RFC 8617). */
  readonly arc: ProofState;
  /** Domain of MAIL FROM where SPF passed; null else. */
  readonly spfDomain: string | null;
  /** Domains whose signatures stand. */
  readonly dkimDomains: readonly string[];
  /** Domains of the forwarders, first to last, where ARC passed. */
  readonly sealers: readonly string[];
  /** What the first forwarder found of the sender's domain. */
  readonly original: ProofState;
  /** Someone sent the mail on: SPF then speaks of them. */
  readonly isForwarded: boolean;
}

/** Attack: a thousand signatures; what is kept of a mail stays small. */
export const mostDomains = 5;

/** A domain in one form: lower case, letters beyond ASCII encoded (RFC 5891), no dot at the end; '' for none. */
export function foldDomain(domain: string): string {
  const folded = domain.trim().toLowerCase().replace(/\.$/u, '');
  return domainToASCII(folded) || folded;
}

/** The domain of an address. */
export const domainOf = (address: string): string => foldDomain(address.slice(address.lastIndexOf('@') + 1));

/** An address in one form. */
export const foldAddress = (address: string): string =>
  `${address.slice(0, address.lastIndexOf('@')).trim().toLowerCase()}@${domainOf(address)}`;

/** Domains under which anyone may have one ("gov.vn", "co.uk"): signed by one of these, nobody is told from another. */
const publicSuffix =
  /^(?:[a-z]+|(?:ac|ai|biz|co|com|edu|gov|health|id|info|int|io|mil|name|ne|net|or|org|pro)\.[a-z]{2})$/u;

/** Whether a domain is the other or stands above it: whoever holds the upper one also hands out the lower. */
export const isOrCovers = (upper: string, domain: string): boolean =>
  upper === domain ? upper !== '' : domain.endsWith(`.${upper}`) && !publicSuffix.test(upper);

type HeaderLines = MimeMail['headerLines'];

const forwardMarks = ['x-forwarded-to', 'x-forwarded-for', 'resent-from', 'arc-seal'];

/** Whether a mail says that someone sent it on. */
export const saysForwarded = (lines: HeaderLines): boolean =>
  lines.some(({ name }) => forwardMarks.includes(name));

/** What Amazon SES writes above a mail, in this order, each once (SES developer guide, "Receiving email: headers"). */
const sesOrder = [
  'return-path',
  'received',
  'x-ses-spam-verdict',
  'x-ses-virus-verdict',
  'received-spf',
  'authentication-results',
  'x-ses-receipt',
  'x-ses-dkim-signature',
];

/** The lines SES itself wrote. Attack: a sender writes the same below, or in the place of one SES left out. */
export function linesOfSes(lines: HeaderLines): HeaderLines {
  let last = -1;
  const end = lines.findIndex(({ name }) => {
    const place = sesOrder.indexOf(name);
    if (place <= last) return true;
    last = place;
    return false;
  });
  return end < 0 ? lines : lines.slice(0, end);
}

// Attack: a header of many kilobytes goes through every search in it.
const longestResults = 4_000;

/**
 * The proof in a header of results (RFC 8601) by a server whose word counts: `by` names it, `server` is its authserv-id.
 * @returns undefined where the header is another server's.
 */
export function readResults(
  value: string,
  { by, server, from }: { readonly by: 'ses' | 'mailbox'; readonly server: string; readonly from: string },
): Omit<SenderProof, 'isForwarded'> | undefined {
  // Comments hold what others wrote (a HELO name), never a result.
  const text = uncomment(value.slice(0, longestResults)).toLowerCase();
  const [head = '', ...parts] = text.split(';').map((part) => part.trim());
  if (head.split(/\s+/u)[0] !== server.toLowerCase()) return undefined;
  const methods: string[] = [];
  for (const part of parts)
    // SES also puts ";" between the properties of one result.
    if (methodStart.test(part) || methods.length === 0) methods.push(part);
    else methods.push(`${methods.pop() ?? ''} ${part}`);
  const all = methods.flatMap((method) => {
    const [, name, result] = methodStart.exec(method) ?? [];
    return name === undefined || result === undefined ? [] : [{ name, state: stateOf(result), method }];
  });
  const statesOf = (name: string): readonly ProofState[] =>
    all.filter((one) => one.name === name).map(({ state }) => state);
  const first = (states: readonly ProofState[], order: readonly ProofState[]): ProofState =>
    order.find((one) => states.includes(one)) ?? 'none';
  // Attack: a HELO or sender name that reads like a second result. There is one of each, so the worst counts; of signatures the best.
  const spf = first(statesOf('spf'), ['fail', 'error', 'none', 'pass']);
  const dmarc = first(statesOf('dmarc'), ['fail', 'error', 'none', 'pass']);
  const dkim = first(statesOf('dkim'), ['pass', 'error', 'fail']);
  const property = (name: string, key: RegExp): readonly string[] =>
    all
      .filter((one) => one.name === name && one.state === 'pass')
      .flatMap(({ method }) => key.exec(method)?.[1] ?? [])
      .map(domainOf);
  const ofDmarc = property('dmarc', /\bheader\.from\s*=\s*"?([^\s;"]+)/u);
  return {
    by,
    spf,
    dkim,
    // A result about another domain than the sender's says nothing of the sender.
    dmarc: dmarc === 'pass' && ofDmarc.some((one) => !isOrCovers(one, domainOf(from))) ? 'none' : dmarc,
    arc: 'none',
    spfDomain:
      spf === 'pass'
        ? (property('spf', /\b(?:smtp\.mailfrom|envelope-from)\s*=\s*"?([^\s;"]+)/u)[0] ?? null)
        : null,
    dkimDomains: [...new Set(property('dkim', /\bheader\.(?:i|d)\s*=\s*"?([^\s;"]+)/u))].slice(
      0,
      mostDomains,
    ),
    sealers: [],
    original: 'none',
  };
}

const methodStart = /^(spf|dkim|dmarc|arc|auth|iprev|bimi|compauth)\s*=\s*([a-z_]+)/u;

/** The text without comments in parentheses, nested ones included, quoted words whole. */
function uncomment(text: string): string {
  let depth = 0;
  let isQuoted = false;
  let plain = '';
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charAt(at);
    if (letter === '\\') at += 1;
    else if (letter === '"' && depth === 0) isQuoted = !isQuoted;
    else if (letter === '(' && !isQuoted) depth += 1;
    else if (letter === ')' && depth > 0) depth -= 1;
    else if (depth === 0) plain += isQuoted && letter === ';' ? ' ' : letter;
  }
  return plain;
}

/** A result of RFC 8601 §2.7 as one of four. */
export function stateOf(result: string): ProofState {
  switch (result) {
    case 'pass':
      return 'pass';
    case 'none':
    case 'neutral':
    case 'bestguesspass':
    case 'gray':
      return 'none';
    case 'temperror':
    case 'processing_failed':
      return 'error';
    default:
      return 'fail';
  }
}
