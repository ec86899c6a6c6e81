import type { Finding } from '../domain/finding.ts';
import { communeInSentence } from '../domain/commune.ts';
import { makeFinding } from '../domain/finding-catalogue.ts';
import { findShareLinks } from '../mail/find-share-links.ts';
import type { SenderRegistry } from '../mail/senders.ts';
import { findSender } from '../mail/senders.ts';
import type { CommuneIdentity } from './identify-commune.ts';
import type { MailWords } from './receive-mail.ts';

/** Remarks on the mail itself: what of it could not be read, who sent it, for whom, links beside or in place of files. */
export function mailFindings(input: {
  readonly words: MailWords;
  readonly identity: CommuneIdentity;
  readonly senders: SenderRegistry | null;
}): readonly Finding[] {
  const { words, identity, senders } = input;
  const findings: Finding[] = [...words.findings];
  const [link] = findShareLinks(words);
  const hasFiles = words.attachments.some((attachment) => !attachment.signatureImage);
  if (link !== undefined)
    findings.push(
      makeFinding(
        'external-link',
        { service: link.service, besideFiles: hasFiles },
        hasFiles ? { severity: 'note' } : {},
      ),
    );
  const address = words.from?.address;
  if (senders !== null && (address === undefined || findSender(senders, address) === null))
    findings.push(
      makeFinding('unknown-sender', {
        address: address ?? 'địa chỉ không rõ',
        commune: identity.commune === undefined ? null : communeInSentence(identity.commune),
      }),
    );
  if (identity.commune !== undefined && identity.mailNames !== undefined)
    findings.push(
      makeFinding('mail-commune-differs', {
        mailCommune: communeInSentence(identity.mailNames),
        commune: communeInSentence(identity.commune),
      }),
    );
  return findings;
}
