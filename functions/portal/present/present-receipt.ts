import type { OutboxEntry } from '../../../shared/pipeline/outbox-records.ts';
import { outboxGroup, readOutbox } from '../../../shared/pipeline/outbox-records.ts';
import type { OwedReceipts } from '../../../shared/pipeline/receipt-records.ts';
import type { Store } from '../../../shared/ports/store.ts';
import type { Chip } from './chip.ts';
import { chipOf, groupSlugs } from './present-outbox.ts';
import { sayTime } from './say-time.ts';

/** Where the receipt of a commune or of a mail stands. */
export interface ReceiptView {
  readonly chip: Chip;
  /** "sẽ viết lúc 09:15, ngày 01/11/2023"; null where there is nothing to add. */
  readonly said: string | null;
  /** The list of the outbox it is in; null while it is not written. */
  readonly outboxHref: string | null;
}

/** Where a receipt stands: in the outbox, still to be written, or owed by nobody. */
export function presentReceipt(
  letter: OutboxEntry | undefined,
  owed: Pick<OwedReceipts, 'mails' | 'due'> | undefined,
  mail?: string,
): ReceiptView {
  const isOwed = owed?.mails.some((one) => mail === undefined || one.mail === mail) ?? false;
  const due = owed?.due ?? null;
  if (isOwed && due !== null)
    return {
      chip: { text: 'Chờ viết', tone: 'quiet' },
      said: `viết lúc ${sayTime(due)}, chung cho các thư của xã gửi liền nhau`,
      outboxHref: null,
    };
  if (letter === undefined)
    return { chip: { text: 'Không gửi', tone: 'quiet' }, said: null, outboxHref: null };
  return {
    chip: chipOf(letter),
    said: letter.sentAt === undefined ? null : `lúc ${sayTime(letter.sentAt)}`,
    outboxHref: `/dot/${letter.round}/thu-di?nhom=${groupSlugs[outboxGroup(letter)]}`,
  };
}

/** Where the latest receipt of a commune stands; one request at most. */
export async function loadReceipt(store: Store, owed: OwedReceipts | undefined): Promise<ReceiptView> {
  const last = owed?.last ?? null;
  const letter = owed === undefined || last === null ? undefined : await readOutbox(store, owed.round, last);
  return presentReceipt(letter?.body, owed);
}

/** Address of the page of a commune's receipt. */
export const receiptHref = (round: string, commune: string): string => `/ho-so/${round}/${commune}/bao-nhan`;
