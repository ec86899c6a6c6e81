/** What a function may use; `batch` messages at once, at most `concurrency` invocations from its queue. */
export interface Limits {
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  readonly batch?: number;
  readonly concurrency?: number;
}

/** The functions by name, which is also that of their folder. */
export const limits = {
  // One mail at a time: 40 MB of mail are the unit of memory.
  'accept-mail': { memoryMb: 1024, timeoutSeconds: 60, batch: 1, concurrency: 10 },
  // 1769 MB are one whole processor (Lambda developer guide).
  'run-stages': { memoryMb: 1769, timeoutSeconds: 120, batch: 5, concurrency: 20 },
  'read-document': { memoryMb: 3008, timeoutSeconds: 300, batch: 1, concurrency: 10 },
  'deliver-outbox': { memoryMb: 256, timeoutSeconds: 60, batch: 100 },
  'keep-time': { memoryMb: 512, timeoutSeconds: 60 },
  // One mail at a time: 75 MB of mail are the unit of memory. A run ends before the next begins.
  'poll-mailbox': { memoryMb: 1024, timeoutSeconds: 240 },
  'note-delivery': { memoryMb: 256, timeoutSeconds: 30 },
  // An HTTP API waits 30 seconds.
  portal: { memoryMb: 1024, timeoutSeconds: 29 },
} as const satisfies Readonly<Record<string, Limits>>;

export type FunctionName = keyof typeof limits;
