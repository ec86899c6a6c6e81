import { getHeapStatistics } from 'node:v8';
import type { ReaderMessage, ReadRequest } from '../../shared/adapters/local/reader-messages.ts';

// A reader that does what the name of the file says, and reports what it saw of itself as the text of a document.

let served = 0;
const held: unknown[] = [];
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const acts: Readonly<Record<string, () => unknown>> = {
  hang: () => {
    for (;;);
  },
  grow: async () => {
    for (;;) {
      held.push(Buffer.alloc(20_000_000, 1));
      await pause(5);
    }
  },
  heap: () => {
    for (;;) held.push(Array(100_000).fill(served));
  },
  exit: () => process.exit(3),
  'exit-when-warm': () => served > 1 && process.exit(3),
  keep: () => held.push(Buffer.alloc(70_000_000, 1)),
  reject: () => {
    void Promise.reject(new Error('a stray rejection'));
    return new Promise(() => undefined);
  },
};

const send = (message: ReaderMessage): Promise<void> =>
  new Promise((resolve) => process.send?.(message, undefined, {}, () => resolve()));

async function answer({ file, bytes, passwords }: ReadRequest): Promise<void> {
  served += 1;
  if (file === 'throw') return send({ kind: 'threw', trace: 'TypeError\nat parse' });
  await acts[file]?.();
  if (file === 'archive')
    for (let index = 0; index < 4; index += 1)
      await send({
        kind: 'member',
        member: { path: `${index}.bin`, bytes: Buffer.alloc(20_000_000, index) },
      });
  // A child that a document has taken over: images without end, and one beyond all bounds.
  if (file === 'images')
    for (let page = 1; page <= 70; page += 1)
      await send({
        kind: 'page',
        page: {
          words: { page, width: 595, height: 842, imageWidth: 1, imageHeight: 1, words: [] },
          image: Buffer.alloc(page === 1 ? 5_000_000 : 10, page),
        },
      });
  const seen = {
    pid: process.pid,
    served,
    bytes: [...bytes],
    passwords,
    environment: Object.keys(process.env),
    heapLimit: getHeapStatistics().heap_size_limit,
  };
  const text = JSON.stringify(seen);
  await send({
    kind: 'result',
    result: {
      status: 'read',
      format: 'other',
      findings: [],
      ...(file === 'archive'
        ? {}
        : {
            document: {
              format: 'other',
              blocks: [{ kind: 'paragraph', role: 'body', text, locator: { kind: 'paragraph', index: 1 } }],
              scanned: false,
              legacyEncoding: null,
            },
          }),
    },
    hasMembers: file === 'archive',
    residentBytes: process.memoryUsage.rss(),
    peakBytes: process.resourceUsage().maxRSS * 1024,
    cpuMs: 1,
    doorsTried: [],
  });
}

process.on('message', (request: ReadRequest) => void answer(request));
await send({ kind: 'ready' });
