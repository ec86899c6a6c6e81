import type { SenderProof } from './sender-proof.ts';
import { domainOf, isOrCovers } from './sender-proof.ts';

/**
 * How far a mail is its sender's: proven to be of an enrolled address, of an enrolled address without proof, or of an address
 * nobody enrolled. A mail nothing could be checked of has none.
 */
export type TrustLevel = 'proven' | 'enrolled-unproven' | 'unknown';

/** Providers where anyone has an address: only their own signature tells one of their users from another. */
const sharedProviders = new Set([
  ...['gmail.com', 'googlemail.com', 'yahoo.com', 'yahoo.com.vn', 'ymail.com', 'rocketmail.com'],
  ...['outlook.com', 'outlook.com.vn', 'hotmail.com', 'hotmail.com.vn', 'live.com', 'msn.com'],
  ...['icloud.com', 'me.com', 'mac.com', 'zoho.com', 'zohomail.com', 'proton.me', 'protonmail.com', 'pm.me'],
  ...['gmx.com', 'gmx.net', 'mail.com', 'mail.ru', 'yandex.com', 'aol.com', 'fastmail.com', 'tutanota.com'],
  ...['vnn.vn', 'hcm.vnn.vn', 'hn.vnn.vn', 'fpt.vn', 'mailcongvu.vn'],
]);

/** Forwarders whose account of a mail is believed as far as that it was not they who forged it (RFC 8617 §9.3). */
const knownSealers = new Set([
  'google.com',
  'gmail.com',
  'microsoft.com',
  'icloud.com',
  'yahoo.com',
  'zoho.com',
]);

/** Whether a proof ties a mail to the address it names as its sender (RFC 7489 §3.1; the signature of a provider authenticates its users). */
export function provesAddress(proof: SenderProof, address: string): boolean {
  const domain = domainOf(address);
  if (domain === '' || proof.dmarc === 'fail') return false;
  const isSigned = proof.dkim === 'pass' && proof.dkimDomains.includes(domain);
  if (isSigned || sharedProviders.has(domain)) return isSigned;
  if (proof.dmarc === 'pass') return true;
  // The domain publishes no rules, as far as one can tell.
  if (proof.dmarc !== 'none') return false;
  return (
    (proof.dkim === 'pass' && proof.dkimDomains.some((signer) => isOrCovers(signer, domain))) ||
    (proof.spf === 'pass' && proof.spfDomain === domain && !proof.isForwarded)
  );
}

/** The level of a mail; undefined where nothing was checked. */
export function judgeTrust(
  proof: SenderProof | undefined,
  { address, isEnrolled }: { readonly address: string | null; readonly isEnrolled: boolean },
): TrustLevel | undefined {
  if (proof === undefined) return undefined;
  if (address === null || !isEnrolled) return 'unknown';
  return provesAddress(proof, address) ? 'proven' : 'enrolled-unproven';
}

/** Whether forwarders everyone knows say that the mail was its sender's when it came to the first of them. */
export const isKnownForward = ({ arc, sealers, original }: SenderProof): boolean =>
  arc === 'pass' &&
  original === 'pass' &&
  sealers.length > 0 &&
  sealers.every((sealer) => knownSealers.has(sealer));
