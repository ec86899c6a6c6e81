import type { SenderDoubt } from '../mail/doubt-sender.ts';
import { doubtSender } from '../mail/doubt-sender.ts';
import type { SenderRegistry } from '../mail/senders.ts';
import { findSender } from '../mail/senders.ts';
import type { Round } from '../domain/round.ts';
import type { Store } from '../ports/store.ts';
import type { MailWords } from './receive-mail.ts';
import type { AddressFacts } from './registry-records.ts';
import { listHoldingRounds, readAddress } from './registry-records.ts';

/** What the office knows of the sender of a mail. */
export interface JudgedSender {
  /** The registry as far as this sender is concerned, in a round; null where none is kept. */
  readonly registryIn: (round: Round) => SenderRegistry | null;
  /** Nothing from it is worked on. */
  readonly isBlocked: boolean;
  /** What speaks against the mail being from whom it says. */
  readonly doubt: SenderDoubt | undefined;
  /** Whether a mail from it waits for a person in a round, since the address is nobody's. */
  readonly isHeldIn: (round: Round) => boolean;
}

const unknownAddress: AddressFacts = { enrolled: [], blocked: null };

/** Judges the sender of a mail by the office's records, or by the registry that was handed over. */
export async function judgeSender(
  { words, via }: { readonly words: MailWords; readonly via: string },
  world: {
    readonly store: Store;
    readonly senders: SenderRegistry | null;
  },
): Promise<JudgedSender> {
  const address = words.from?.address;
  const [facts, holding] = await Promise.all([
    address === undefined ? unknownAddress : readAddress(world.store, address),
    listHoldingRounds(world.store),
  ]);
  const registryIn = (round: Round): SenderRegistry | null =>
    world.senders ?? registryOf(facts, round, holding.has(round.id));
  return {
    registryIn,
    isBlocked: facts.blocked !== null,
    doubt: doubtSender(words, via),
    isHeldIn: (round) => {
      if (!holding.has(round.id)) return false;
      const registry = registryIn(round);
      return address === undefined || registry === null || findSender(registry, address) === null;
    },
  };
}

/** The enrolled commune of one address; null where nothing is known of it and others are not asked for either. */
function registryOf({ enrolled }: AddressFacts, round: Round, isKept: boolean): SenderRegistry | null {
  const communes = enrolled
    .filter((entry) => entry.round === round.id)
    .map(({ commune, address }) => ({
      code: commune,
      name: round.communes.find(({ code }) => code === commune)?.name ?? commune,
      addresses: [address],
    }));
  return communes.length === 0 && !isKept ? null : { district: null, staff: [], communes };
}

/** The doubts in the words of the office. */
export const senderDoubtNames: Readonly<Record<SenderDoubt, string>> = {
  virus: 'Hộp thư báo thư có mã độc.',
  spam: 'Hộp thư xếp thư này vào loại thư rác.',
  forged: 'Hộp thư báo địa chỉ gửi không đúng là của người gửi (DMARC không đạt).',
  unproven: 'Hộp thư không chứng thực được địa chỉ gửi (không đạt SPF, DKIM).',
  'other-name': 'Tên hiển thị của người gửi là một địa chỉ khác với địa chỉ gửi thật.',
};
