import { pageOpenLetters } from '../../../shared/pipeline/outbox-records.ts';
import type { Store } from '../../../shared/ports/store.ts';

/** Counted so far; more is "many" for whoever has to look at them. */
const countedAtMost = 99;

/** What of the office's mails waits for a person, for the first page; null where nothing does. */
export async function sayOutbox(store: Store): Promise<string | null> {
  const { mails, next } = await pageOpenLetters(store, countedAtMost);
  if (mails.length === 0) return null;
  const count = `${next === null ? '' : 'Hơn '}${mails.length} thư đi cần cán bộ xử lý.`;
  return mails.some(({ heldBy }) => heldBy === 'breaker') ? `Thư tự động đang bị giữ lại. ${count}` : count;
}
