import { setTimeout as sleep } from 'node:timers/promises';
import type { MailboxReader } from '../../shared/pipeline/poll-mailbox.ts';
import { pollMailbox } from '../../shared/pipeline/poll-mailbox.ts';

/** Milliseconds a connection waits for new mail before the folders of spam and sent mail are looked at too. */
const waitMs = 120_000;
/** Milliseconds before a mailbox that cannot be read is tried again: the first time, doubled each time, and at most. */
const firstRetryMs = 5_000;
const longestRetryMs = 300_000;
/** A reading stops after so many milliseconds to look at the settings again. */
const readingMs = 300_000;

/** A mailbox being read. */
export interface MailboxWatch {
  /** Reads at once, by the settings as they are now. */
  readonly wake: () => void;
  stop(): Promise<void>;
}

/** Reads the office's mailbox as mails come in, over one connection that stays open; with growing pauses while it cannot be read. */
export function watchMailbox(
  reader: Pick<MailboxReader, 'world' | 'secrets' | 'service'>,
  onFailure: (error: unknown) => void,
): MailboxWatch {
  let isStopped = false;
  let waking = new AbortController();
  let failures = 0;
  const pause = async (ms: number): Promise<void> => {
    await sleep(ms, undefined, { signal: waking.signal }).catch(() => undefined);
  };
  const turn = async (): Promise<void> => {
    let isCut = false as boolean;
    const outcome = await pollMailbox({
      ...reader,
      // The process that holds the data is the only one: after a crash it goes on at once.
      holder: 'office',
      ms: readingMs,
      whenRead: async (session, read) => {
        failures = 0;
        // Mail services cut connections on which nothing happens: no failure to tell of, the next one shows.
        if (read === 'read' && !waking.signal.aborted)
          isCut = await session.waitForMail(waitMs, waking.signal).then(
            () => false,
            () => true,
          );
        return !isCut && !waking.signal.aborted;
      },
    }).catch((error: unknown) => {
      onFailure(error);
      return 'failed' as const;
    });
    if (waking.signal.aborted) return;
    if (outcome === 'off') await pause(longestRetryMs);
    if (outcome !== 'failed' && outcome !== 'busy' && !isCut) return;
    await pause(Math.min(firstRetryMs * 2 ** failures, longestRetryMs));
    failures += 1;
  };
  const watching = (async () => {
    while (!isStopped) {
      await turn();
      if (!waking.signal.aborted) continue;
      waking = new AbortController();
      failures = 0;
    }
  })();
  return {
    wake: () => waking.abort(),
    stop: async () => {
      isStopped = true;
      waking.abort();
      await watching;
    },
  };
}
