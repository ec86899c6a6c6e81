import { Worker } from 'node:worker_threads';

const checkMs = 20;

/**
 * Ends this process at once when it holds more than so many bytes of memory of any kind, or its parent is gone; lets no signal of the terminal end it.
 * Done by a thread of its own, which sees memory grow while a parser holds the main thread and while the parent is busy; WASM and buffers are outside V8's own cap.
 */
export function guardChild(limitBytes: number): void {
  new Worker(
    `const { limitBytes, parent } = require('node:worker_threads').workerData;
    const end = () => process.kill(process.pid, 'SIGKILL');
    setInterval(() => {
      if (process.memoryUsage.rss() > limitBytes) end();
      try { process.kill(parent, 0); } catch { end(); }
    }, ${checkMs});`,
    { eval: true, workerData: { limitBytes, parent: process.ppid } },
  ).unref();
  // Ctrl-C and a shutdown reach every process of the group; the parent decides when a child ends, or the file in hand would pass for unreadable.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
}
