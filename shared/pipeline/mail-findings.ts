import type { Finding } from '../domain/finding.ts';
import { communeInSentence } from '../domain/commune.ts';
import { makeFinding } from '../domain/finding-catalogue.ts';
import type { Round } from '../domain/round.ts';
import { findShareLinks } from '../mail/find-share-links.ts';
import type { SenderRegistry } from '../mail/senders.ts';
import { findSender } from '../mail/senders.ts';
import type { CommuneIdentity } from './identify-commune.ts';
import type { MailWords } from './receive-mail.ts';
import { sayLocalTime } from './say-local-time.ts';

/** Remarks on the mail itself: what of it could not be read, who sent it, when, for whom, links beside or in place of files. */
export function mailFindings(input: {
  readonly receivedAt: string;
  readonly words: MailWords;
  readonly round: Round;
  readonly identity: CommuneIdentity;
  readonly senders: SenderRegistry | null;
}): readonly Finding[] {
  const { words, round, identity, senders } = input;
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
  const late = lateFinding(input.receivedAt, round);
  return late === undefined ? findings : [...findings, late];
}

const dayMs = 86_400_000;

function lateFinding(receivedAt: string, round: Round): Finding | undefined {
  const received = Date.parse(receivedAt);
  const lateFrom = Date.parse(round.lateFrom);
  if (received < lateFrom) return undefined;
  const { day, hour } = sayLocalTime(receivedAt);
  return makeFinding('late-submission', {
    time: hour,
    date: day,
    days: Math.floor((received - lateFrom) / dayMs) + 1,
    deadline: round.deadline,
  });
}
