import type { Receipt } from '../appraisal/letters/write-receipt.ts';
import type { Commune } from '../domain/commune.ts';
import type { Commit } from '../ports/store.ts';
import { queueLetter, readOutbox } from './outbox-records.ts';
import type { OwedReceipts } from './receipt-records.ts';
import { findReceipt, putOwed, putReceipt, readOwed } from './receipt-records.ts';
import { readDossier } from './records.ts';
import { listAddresses } from './registry-records.ts';
import type { Typed } from './records.ts';
import type { ActiveRound, World } from './world.ts';
import type { AnsweredMail } from './write-receipts.ts';
import { composeReceipt, letterOf, loadAnswered } from './write-receipts.ts';

/** Times a person sends the receipt of one mail once more, at most. */
const sendingsAtMost = 20;

/** The receipt a commune would get now. */
export interface NextReceipt {
  readonly receipt: Receipt;
  readonly code: string;
  readonly mails: readonly AnsweredMail[];
  /** What is owed; undefined where nothing ever was. */
  readonly owed: Typed<OwedReceipts> | undefined;
}

type Home = Pick<World, 'store' | 'blobs' | 'clock'>;

/** The receipt for the mails of a commune that wait for one, or for its latest mail; undefined where no dossier has come. */
export async function previewReceipt(
  active: ActiveRound,
  commune: Commune,
  home: Home,
): Promise<NextReceipt | undefined> {
  const { store } = home;
  const place = { round: active.round.id, commune: commune.code };
  const [owed, head] = await Promise.all([
    readOwed(store, place.round, place.commune),
    readDossier(store, place.round, place.commune),
  ]);
  const waiting = owed?.body.mails.map(({ mail }) => mail) ?? [];
  const wanted = waiting.length > 0 ? waiting : (head?.body.mails.slice(-1) ?? []);
  const found = await Promise.all(wanted.map((mail) => loadAnswered(mail, place, home)));
  const mails = found.filter((one) => one !== undefined);
  const [first] = mails;
  if (first === undefined) return undefined;
  const { code } = await findReceipt(store, first.intake.mail, active.round.year);
  const supplements = owed?.body.supplements ?? 0;
  const receipt = await composeReceipt(
    active,
    // Of a receipt sent once more, the supplement it tells of was counted already.
    { commune, mails, code, supplements: waiting.length > 0 ? supplements : Math.max(0, supplements - 1) },
    home,
  );
  return receipt === undefined ? undefined : { receipt, code, mails, owed };
}

/**
 * What puts the receipt of a commune into the outbox because a person says so: at once where it still waits for further mails, else
 * once more, as the dossier stands now. Goes to the addresses the commune has in the registry.
 * @returns undefined where no dossier has come, or it was sent too often.
 */
export async function sendReceipt(
  active: ActiveRound,
  commune: Commune,
  by: string,
  home: Home,
): Promise<Commit | undefined> {
  const { store, clock } = home;
  const next = await previewReceipt(active, commune, home);
  const last = next?.mails.at(-1);
  if (next === undefined || last === undefined) return undefined;
  const { receipt, code, mails, owed } = next;
  const round = active.round.id;
  const cause = await freeCause(store, round, code);
  if (cause === undefined) return undefined;
  const addresses = await listAddresses(store, round, { from: commune.code, to: commune.code });
  const queued = queueLetter({
    ...letterOf(receipt, {
      round,
      commune: commune.code,
      cause,
      code,
      words: last.words,
      by,
      at: clock.now(),
    }),
    to: addresses.map(({ address }) => address),
    automatic: null,
  });
  const answered = await Promise.all(
    mails.map(async ({ intake: { mail } }) => {
      const { code: own, known } = await findReceipt(store, mail, active.round.year);
      return putReceipt({ code: own, mail, round, commune: commune.code, cause }, known);
    }),
  );
  const wasOwed = (owed?.body.mails.length ?? 0) > 0;
  const before = owed?.body ?? { supplements: 0 };
  return {
    writes: [
      ...queued.writes,
      ...answered,
      putOwed(
        {
          round,
          commune: commune.code,
          mails: [],
          since: null,
          due: null,
          supplements: before.supplements + (wasOwed && receipt.letter === 'receipt-supplement' ? 1 : 0),
          last: cause,
        },
        owed,
      ),
    ],
    jobs: queued.jobs,
  };
}

async function freeCause(store: World['store'], round: string, code: string): Promise<string | undefined> {
  for (let number = 1; number <= sendingsAtMost; number += 1) {
    const cause = number === 1 ? `receipt#${code}` : `receipt#${code}#${number}`;
    if ((await readOutbox(store, round, cause)) === undefined) return cause;
  }
  return undefined;
}
