import type { Commit } from '../ports/store.ts';
import { listOutbox, putOutbox, readOutbox, sendingJob } from './outbox-records.ts';
import type { World } from './world.ts';

/** Sends a mail of the outbox; without a mail server it waits for a person to send it. */
export async function sendMail(
  { round, cause, run }: { readonly round: string; readonly cause: string; readonly run: number },
  { store }: Pick<World, 'store'>,
): Promise<Commit> {
  const known = await readOutbox(store, round, cause);
  // Withdrawn, sent by hand, or queued again since.
  if (known?.body.state !== 'waiting' || known.body.run !== run) return { writes: [], jobs: [] };
  const entry = { ...known.body, isByHand: true, reason: 'Chưa cài đặt máy chủ gửi thư.' } as const;
  return { writes: [putOutbox(entry, known)], jobs: [] };
}

/** Has the mails sent whose cause begins so. */
export async function sendLetters(
  { round, causes }: { readonly round: string; readonly causes: string },
  { store }: Pick<World, 'store'>,
): Promise<Commit> {
  const letters = await listOutbox(store, round, causes);
  const waiting = letters.filter(({ body }) => body.state === 'waiting' && body.to.length > 0);
  return { writes: [], jobs: waiting.map(({ body }) => sendingJob(body)) };
}
