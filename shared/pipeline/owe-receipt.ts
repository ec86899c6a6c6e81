import type { IntakeState } from './records.ts';
import type { Commit, NewJob } from '../ports/store.ts';
import { mayAnswer } from '../mail/may-answer.ts';
import { findSender } from '../mail/senders.ts';
import { inRun } from './assess-dossier-job.ts';
import { findRound } from './judge-mail.ts';
import type { MailAtHand } from './mail-at-hand.ts';
import type { MailOutcome } from './mail-outcome.ts';
import { dossiersOf } from './mail-outcome.ts';
import { findReceipt, putOwed, putReceipt, readOwed, readReceiptRules } from './receipt-records.ts';

/** Attack: a mail every few minutes puts the receipt off for ever. */
const longestWaits = 6;

/** Attack: a commune's mailbox that sends thousands of mails in the hour; the receipt tells of the dossier as it stands. */
const mostMails = 50;

/** Working last year's mails off, or a whole round again, must not answer each of them. */
const longestAge = 14 * 24 * 3_600_000;

const nothing: Commit = { writes: [], jobs: [] };

/**
 * Notes that a mail that went into a dossier, or was there already, is owed a receipt, and has it written some minutes after the
 * last mail of the commune, so that two mails in minutes are answered once; at once where a person let the mail in. Owed only to an
 * enrolled address of the commune that may be answered by machine; once a mail, however often it is worked on.
 */
export async function oweReceipt(
  atHand: MailAtHand,
  state: IntakeState,
  outcome: MailOutcome,
): Promise<Commit> {
  const { intake, words, former, sender, directions, world } = atHand;
  const { store, clock } = world;
  const { mail, receivedAt, run, via, envelope, trust } = intake.body;
  const { round: id, commune, revision } = outcome;
  if (world.answersMails !== true || (state !== 'done' && state !== 'duplicate')) return nothing;
  if (id === null || commune === null || revision === null || via === 'on-behalf') return nothing;
  const { round } = findRound(id, world.rounds);
  const registry = sender.registryIn(round);
  const whose = registry === null || words.from === null ? null : findSender(registry, words.from.address);
  if (whose?.kind !== 'commune' || whose.code !== commune) return nothing;
  const isReleased = directions.isReleased || directions.to !== null;
  const answer = mayAnswer(words, {
    own: [round.authority.contact.mailbox],
    ...(envelope?.wire !== undefined && { envelopeFrom: envelope.wire.from }),
    // A person who let the mail in answers for its sender.
    isProven: isReleased || trust === 'proven',
  });
  if (!('to' in answer)) return nothing;
  const now = clock.now();
  if (!isReleased && Date.parse(now) - Date.parse(receivedAt) > longestAge) return nothing;

  const { code, known } = await findReceipt(store, mail, round.year);
  // Answered before; or it was in a dossier before anybody owed it a receipt.
  if (known === undefined ? dossiersOf(former).length > 0 : known.body.cause !== null) return nothing;
  const owed = await readOwed(store, id, commune);
  const mails = owed?.body.mails ?? [];
  if (mails.length >= mostMails || mails.some((one) => one.mail === mail)) return nothing;
  const since = owed?.body.since ?? now;
  const { waitMinutes } = (await readReceiptRules(store, id)).rules;
  const wait = isReleased ? 0 : waitMinutes * 60_000;
  const due = new Date(
    Math.min(Date.parse(now) + wait, Date.parse(since) + longestWaits * waitMinutes * 60_000),
  ).toISOString();
  return {
    writes: [
      putReceipt({ code, mail, round: id, commune, cause: null }, known),
      putOwed(
        {
          round: id,
          commune,
          mails: [...mails, { mail, code, to: answer.to }],
          since,
          due,
          supplements: owed?.body.supplements ?? 0,
          last: owed?.body.last ?? null,
        },
        owed,
      ),
    ],
    jobs: [startReceipts({ round: id, commune, cause: inRun(mail, run), due })],
  };
}

/** The job that writes the receipts a commune is owed, when they are due; `cause` makes it one job a mail. */
const startReceipts = (owed: {
  readonly round: string;
  readonly commune: string;
  readonly cause: string;
  readonly due: string;
}): NewJob => ({
  id: `write-receipts:${owed.round}:${owed.commune}:${owed.cause}`,
  stage: 'write-receipts',
  payload: { round: owed.round, commune: owed.commune },
  notBefore: owed.due,
});
