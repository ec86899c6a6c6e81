import type { InboundMail } from '../mail/parse-mail.ts';
import { readHeaders } from '../mail/read-mime.ts';
import type { SenderProof } from '../mail/trust/sender-proof.ts';
import { linesOfSes, readResults, saysForwarded } from '../mail/trust/sender-proof.ts';
import { verifySender } from '../mail/trust/verify-sender.ts';
import type { NameResolver } from '../ports/name-resolver.ts';
import type { IntakeEntry } from './records.ts';

/** Inboxes a mail comes to from its sender; of a mail put in by a person of the office, nothing is left to check. */
const checked = /^(?:smtp|ses|imap(?:-spam)?)$/u;

/**
 * Proves the sender of a mail as far as its inbox allows: by what the mailbox that took it wrote above it, where that is known to be the
 * mailbox's own, else here; forwarders' seals always here. @returns undefined where nothing can be checked.
 */
export async function proveSender({
  raw,
  parsed,
  intake,
  resolver,
}: {
  readonly raw: Uint8Array;
  readonly parsed: InboundMail;
  readonly intake: Pick<IntakeEntry, 'via' | 'acceptedAt' | 'envelope'>;
  readonly resolver: NameResolver | undefined;
}): Promise<SenderProof | undefined> {
  const { via, envelope } = intake;
  if (!checked.test(via)) return undefined;
  const from = parsed.from?.address ?? '';
  const lines = await readHeaders(raw);
  const own = via === 'ses' ? linesOfSes(lines) : lines;
  const results = own.find(({ name }) => name === 'authentication-results')?.value;
  const server = via === 'ses' ? 'amazonses.com' : envelope?.authserv;
  const said =
    results === undefined || server === undefined
      ? undefined
      : readResults(results, { by: via === 'ses' ? 'ses' : 'mailbox', server, from });
  const isForwarded = saysForwarded(lines);
  const isSealed = lines.some(({ name }) => name === 'arc-seal');
  if (resolver === undefined || (via === 'ses' && !isSealed) || (said !== undefined && !isSealed))
    return said === undefined ? undefined : { ...said, isForwarded };
  const found = await verifySender(raw, {
    from,
    resolve: (name, type) => resolver.resolve(name, type),
    at: intake.acceptedAt,
    wire: via === 'smtp' ? envelope?.wire : undefined,
  });
  if (said === undefined) return via === 'ses' ? undefined : found;
  return found === undefined
    ? { ...said, isForwarded }
    : { ...said, isForwarded, arc: found.arc, sealers: found.sealers, original: found.original };
}
