import type { InboundMail } from './parse-mail.ts';

/** Why a mail is not taken as its sender's word. */
export type SenderDoubt = 'virus' | 'spam' | 'forged' | 'unproven' | 'other-name';

/**
 * What speaks against a mail being from whom it says. Only the mailbox's own marks count, and only where it is one that writes them
 * itself above all others (`via` "ses"; Amazon SES, "Receiving email: authentication and verdict headers"); a sender writes what it likes
 * below. A display name that is another address is doubted everywhere. @returns undefined where nothing does.
 */
export function doubtSender(
  { from, headers }: Pick<InboundMail, 'from' | 'headers'>,
  via: string,
): SenderDoubt | undefined {
  const { verdicts } = headers;
  if (via === 'ses' && verdicts !== undefined) {
    if (verdicts.virus === 'fail') return 'virus';
    if (verdicts.spam === 'fail') return 'spam';
    const proof = verdicts.authentication;
    if (proof !== null && /^amazonses\.com\s*;/u.test(proof)) {
      if (/\bdmarc\s*=\s*fail\b/u.test(proof)) return 'forged';
      if (!/\b(?:spf|dkim|dmarc)\s*=\s*pass\b/u.test(proof)) return 'unproven';
    }
  }
  const [named] = /[^\s<>"'(),;:]+@[^\s<>"'(),;:]+\.[a-z]{2,}/u.exec(from?.name.toLowerCase() ?? '') ?? [];
  return named !== undefined && from !== null && named !== from.address ? 'other-name' : undefined;
}
