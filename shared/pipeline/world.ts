import type { Round } from '../domain/round.ts';
import type { SenderRegistry } from '../mail/senders.ts';
import type { Blobs } from '../ports/blobs.ts';
import type { Clock } from '../ports/clock.ts';
import type { ContentNames } from '../ports/secrets.ts';
import type { MailService } from '../ports/outgoing-mail.ts';
import type { DocumentReader } from '../ports/document-reader.ts';
import type { NameResolver } from '../ports/name-resolver.ts';
import type { Store } from '../ports/store.ts';
import type { Rubric } from '../rubrics/rubric.ts';

/** A round being worked on, with the rubric that judges it. */
export interface ActiveRound {
  readonly round: Round;
  readonly rubric: Rubric;
}

/** Everything the stages may ask of the outside, and the office's configuration. */
export interface World {
  readonly store: Store;
  readonly blobs: Blobs;
  readonly clock: Clock;
  readonly names: ContentNames;
  readonly reader: DocumentReader;
  /** A dossier belongs to the round whose communes hold the one it names; at least one. Stages that judge see the adopted versions of the rubrics. */
  readonly rounds: readonly ActiveRound[];
  /** Absent where the name system is not asked: no sender is then checked here. */
  readonly resolver?: NameResolver;
  /** Known addresses; null when the office keeps no registry, and then no sender is called unknown. */
  readonly senders: SenderRegistry | null;
  /** How mail leaves, as it is set up now; null, or absent, where a person sends what waits in the outbox. */
  readonly mailService?: () => Promise<MailService | null>;
  /** Communes get receipts for their mails; absent where a command works on mails for somebody at a desk. */
  readonly answersMails?: true;
}
