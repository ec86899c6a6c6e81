import type { Write } from '../ports/store.ts';
import { countAccepted } from './intake-days.ts';
import type { IntakeEntry, MailEnvelope } from './records.ts';
import { countInLedger, intakeRecord, mailFolder, readIntake } from './records.ts';
import type { World } from './world.ts';

/** Name of the untouched mail among its blobs. */
export const rawMailName = 'raw.eml';

/**
 * Takes a mail in: bytes durable first, then its intake entry and first job in one commit; only after that may an inbox say "250".
 * The very same bytes again are the same mail: counted, not processed twice.
 */
export async function acceptMail(
  world: Pick<World, 'store' | 'blobs' | 'names' | 'clock'>,
  incoming: {
    readonly bytes: Uint8Array;
    readonly via: string;
    /** headers: a mailbox wrote the topmost Received; never for a mail straight from its sender, who could put the clock back. mailbox: it told `mailboxTime` too. */
    readonly timeFrom: IntakeEntry['timeFrom'];
    /** ISO time at which the mailbox says it took the mail (IMAP's INTERNALDATE). */
    readonly mailboxTime?: string;
    readonly envelope?: MailEnvelope;
    /** Goes into the commit of the mail; not where the very same bytes were here before. */
    readonly beside?: (mail: string) => readonly Write[];
  },
): Promise<{ readonly mail: string; readonly isCopy: boolean }> {
  const mail = world.names.nameOf(incoming.bytes).slice(0, 20);
  await world.blobs.put(mailFolder(mail), rawMailName, incoming.bytes);
  const acceptedAt = world.clock.now();
  const { mailboxTime = acceptedAt } = incoming;
  const entry: IntakeEntry = {
    mail,
    acceptedAt,
    receivedAt: mailboxTime < acceptedAt ? mailboxTime : acceptedAt,
    via: incoming.via,
    timeFrom: incoming.timeFrom,
    bytes: incoming.bytes.byteLength,
    ...(incoming.envelope !== undefined && { envelope: incoming.envelope }),
    state: 'queued',
    from: null,
    subject: null,
    kind: null,
    topic: null,
    because: null,
    commune: null,
    round: null,
    revision: null,
    duplicateOf: null,
    copies: 0,
    outcome: null,
  };
  for (;;) {
    const existing = await readIntake(world.store, mail);
    const result = await world.store.commit(
      existing === undefined
        ? {
            writes: [
              { kind: 'put-if-absent', record: intakeRecord(entry) },
              countInLedger('accepted', mail),
              countAccepted(entry),
              ...(incoming.beside?.(mail) ?? []),
            ],
            jobs: [{ id: `receive-mail:${mail}:0`, stage: 'receive-mail', payload: { mail, from: 0 } }],
          }
        : {
            writes: [
              {
                kind: 'put-if-version',
                record: intakeRecord({ ...existing.body, copies: existing.body.copies + 1 }),
                version: existing.version,
              },
              countInLedger('copies', mail),
            ],
            jobs: [],
          },
    );
    if (result.applied) return { mail, isCopy: existing !== undefined };
  }
}
