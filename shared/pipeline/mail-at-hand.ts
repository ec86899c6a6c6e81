import type { Finding } from '../domain/finding.ts';
import type { MailClass } from '../mail/classify-mail.ts';
import { classifyEnvelope } from '../mail/classify-mail.ts';
import type { InboundMail } from '../mail/parse-mail.ts';
import { decodeJson } from './json-blob.ts';
import type { JudgedMail } from './judge-mail.ts';
import type { JudgedSender } from './judge-sender.ts';
import type { MailDirections } from './mail-directions.ts';
import type { MailOutcome } from './mail-outcome.ts';
import type { MailWords } from './receive-mail.ts';
import type { IntakeEntry, PartEntry, Typed } from './records.ts';
import { mailFolder } from './records.ts';
import type { World } from './world.ts';

/** A mail being judged: its entry and parts as they stand, its words, what its files say, and the remarks on it. */
export interface MailAtHand extends JudgedMail {
  readonly intake: Typed<IntakeEntry>;
  readonly parts: readonly Typed<PartEntry>[];
  readonly words: MailWords;
  readonly sender: JudgedSender;
  readonly directions: MailDirections;
  /** Remarks on the mail in a round. */
  readonly findingsIn: (active: JudgedMail['active']) => readonly Finding[];
  /** Nothing of it could be read. */
  readonly isUnread: boolean;
  /** What came of it in the run before; null in its first. */
  readonly former: MailOutcome | null;
  readonly world: World;
}

/** A mail by its words alone, files unopened. */
export const asInbound = (words: MailWords): InboundMail => ({
  ...words,
  attachments: words.attachments.map((attachment) => ({ ...attachment, bytes: new Uint8Array() })),
});

/** What a mail is by its envelope and words alone. */
export const envelopeOf = (words: MailWords): MailClass => classifyEnvelope(asInbound(words));

/** What came of a mail in its last run; null while nothing has. */
export async function loadOutcome(
  entry: IntakeEntry,
  { blobs }: Pick<World, 'blobs'>,
): Promise<MailOutcome | null> {
  const blob = entry.outcome === null ? undefined : await blobs.get(mailFolder(entry.mail), entry.outcome);
  return blob === undefined ? null : decodeJson<MailOutcome>(blob);
}
