import type { SenderDoubt } from '../mail/doubt-sender.ts';
import { doubtSender } from '../mail/doubt-sender.ts';
import type { SenderRegistry } from '../mail/senders.ts';
import { findSender } from '../mail/senders.ts';
import type { TrustLevel } from '../mail/trust/judge-trust.ts';
import { judgeTrust } from '../mail/trust/judge-trust.ts';
import { findLookAlike } from '../mail/trust/look-alike.ts';
import type { Role } from '../domain/person.ts';
import type { Round } from '../domain/round.ts';
import { listStaffAddresses } from './people-records.ts';
import type { MailWords } from './receive-mail.ts';
import type { IntakeEntry } from './records.ts';
import type { AddressFacts } from './registry-records.ts';
import { listAddresses, listHoldingRounds, readAddress } from './registry-records.ts';
import type { World } from './world.ts';

/** What the office knows of the sender of a mail. */
export interface JudgedSender {
  /** The registry as far as this sender is concerned, in a round; null where none is kept. */
  readonly registryIn: (round: Round) => SenderRegistry | null;
  /** What the proof of the mail is worth in a round; undefined where nothing was checked. */
  readonly levelIn: (round: Round) => TrustLevel | undefined;
  /** Nothing from it is worked on. */
  readonly isBlocked: boolean;
  /** What speaks against the mail being from whom it says. */
  readonly doubt: SenderDoubt | undefined;
  /** Whether a mail from it waits for a person in a round, since the address is nobody's. */
  readonly isHeldIn: (round: Round) => boolean;
}

/** Why a mail that names an enrolled address only proposes, in the words of the office. */
export const unprovenWords =
  'Địa chỉ gửi có trong danh bạ nhưng thư chưa được chứng thực là của địa chỉ đó (SPF, DKIM không đạt, chưa kiểm tra được, hoặc thư được chuyển tiếp).';

/** Who of the office takes papers in. */
const receivingRoles: readonly Role[] = ['officer', 'head', 'clerk', 'secretary'];

const unknownAddress: AddressFacts = { enrolled: [], blocked: null };

/** Judges the sender of a mail by the office's records, or by the registry that was handed over. */
export async function judgeSender(
  { words, intake }: { readonly words: MailWords; readonly intake: Pick<IntakeEntry, 'via' | 'proof'> },
  world: Pick<World, 'store' | 'senders' | 'rounds'>,
): Promise<JudgedSender> {
  const address = words.from?.address;
  const [facts, holding] = await Promise.all([
    address === undefined ? unknownAddress : readAddress(world.store, address),
    listHoldingRounds(world.store),
  ]);
  const { via, proof } = intake;
  // Without a proof anyone may write a colleague's address, and what an officer saved says nothing of who sent it.
  const isStaff =
    address !== undefined &&
    proof !== undefined &&
    (await listStaffAddresses(world.store, receivingRoles)).includes(address);
  const staff = isStaff ? [address] : [];
  const registryIn = (round: Round): SenderRegistry | null =>
    world.senders ?? registryOf(facts, staff, round, holding.has(round.id));
  const isEnrolledIn = (round: Round): boolean => {
    const registry = registryIn(round);
    return address !== undefined && registry !== null && findSender(registry, address) !== null;
  };
  const looksLike =
    address === undefined || isStaff || facts.enrolled.length > 0
      ? undefined
      : await lookAlikeOf(address, world);
  return {
    registryIn,
    levelIn: (round) => judgeTrust(proof, { address: address ?? null, isEnrolled: isEnrolledIn(round) }),
    isBlocked: facts.blocked !== null,
    doubt: doubtSender(words, {
      via,
      ...(proof !== undefined && { proof }),
      ...(looksLike !== undefined && { looksLike }),
    }),
    isHeldIn: (round) => holding.has(round.id) && !isEnrolledIn(round),
  };
}

/** The enrolled address a stranger's may be taken for. A listing that is seconds old only lets a warning be missed: the address is nobody's all the same. */
async function lookAlikeOf(
  address: string,
  { store, senders, rounds }: Pick<World, 'store' | 'senders' | 'rounds'>,
): Promise<string | undefined> {
  if (senders !== null) return undefined;
  const codes = { from: '', to: '~' };
  const enrolled = await Promise.all(rounds.map(({ round }) => listAddresses(store, round.id, codes)));
  return findLookAlike(
    address,
    enrolled.flat().map((entry) => entry.address),
  );
}

/** The enrolled commune of one address; null where nothing is known of it and others are not asked for either. */
function registryOf(
  { enrolled }: AddressFacts,
  staff: readonly string[],
  round: Round,
  isKept: boolean,
): SenderRegistry | null {
  const communes = enrolled
    .filter((entry) => entry.round === round.id)
    .map(({ commune, address }) => ({
      code: commune,
      name: round.communes.find(({ code }) => code === commune)?.name ?? commune,
      addresses: [address],
    }));
  return communes.length + staff.length === 0 && !isKept ? null : { district: null, staff, communes };
}
