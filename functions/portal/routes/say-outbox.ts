import type { Waiting } from '../../../shared/pipeline/read-waiting.ts';

/** Counted so far; more is "many" for whoever has to look at them. */
export const countedAtMost = 99;

/** What of the office's mails waits for a person, for the first page; null where nothing does. */
export function sayOutbox({ mails, hasMore }: Waiting): string | null {
  if (mails.length === 0) return null;
  const count = `${hasMore ? 'Hơn ' : ''}${mails.length} thư đi cần cán bộ xử lý.`;
  return mails.some(({ heldBy }) => heldBy === 'breaker') ? `Thư tự động đang bị giữ lại. ${count}` : count;
}
