import { fork, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { maxDrawnPages, maxPageImageBytes, maxPageWords, type DrawnPage } from '../../domain/page-image.ts';
import type { FormatInput, Member, ReadFile } from '../../domain/read-file.ts';
import type { ReaderMessage, ReadRequest } from './reader-messages.ts';

/** How a child failed on a file: too slow, too large, gone, or a bug it told of. */
export interface ReaderFault {
  readonly why: 'time' | 'memory' | 'died' | 'threw';
  /** Where it threw, without words; empty when it could not tell. */
  readonly trace: string;
}

/** The child answered, or failed and is no more. */
export type ReaderAnswer =
  | {
      readonly file: ReadFile;
      readonly residentBytes: number;
      /** The most the child held since it was started. */
      readonly peakBytes: number;
      /** Time of the processor the file took, in milliseconds, all threads together: unlike the clock's, the same on a busy machine. */
      readonly cpuMs: number;
      /** Ways out a parser tried since then, and was refused. */
      readonly doorsTried: readonly string[];
    }
  | { readonly fault: ReaderFault };

/** A process that reads one file at a time. */
export interface ReaderChild {
  /** After a fault the child is gone. */
  read(input: FormatInput): Promise<ReaderAnswer>;
  /** Whether it has ended, asked or not. */
  hasEnded(): boolean;
  stop(): void;
}

export interface ReaderChildOptions {
  readonly childPath: string;
  readonly memoryMb: number;
  readonly deadlineMs: number;
}

/** The child cannot run at all: the program is not built, or broken. No file is to blame. */
class ReaderStartError extends Error {
  override readonly name = 'ReaderStartError';
  constructor(output: string) {
    super(`Chương trình đọc tài liệu không khởi động được. ${output}`);
  }
}

const startDeadlineMs = 30_000;
const memoryCheckMs = 50;

/** Attack: many threads that stand in line add up; a file is waited for no longer than so many times its deadline more. */
const mostQueued = 4;

/** Shorter extensions are not worth a wait. */
const leastGrantMs = 100;
const keptOutput = 2_000;

/**
 * Starts a child that inherits nothing: no environment, no options, no standard input.
 * Rejects with ReaderStartError when it ends before it is ready, or is not within 30 s.
 */
export async function startReaderChild(options: ReaderChildOptions): Promise<ReaderChild> {
  const { childPath, memoryMb, deadlineMs } = options;
  const limit = memoryMb * 1024 * 1024;
  const child = fork(childPath, [String(limit)], {
    serialization: 'advanced',
    // Node on Windows needs SystemRoot to find its entropy; dates print alike everywhere.
    env: {
      TZ: 'UTC',
      ...(process.env['SystemRoot'] === undefined ? {} : { SystemRoot: process.env['SystemRoot'] }),
    },
    // V8 must collect garbage before that reaches the bound; the rest is for what V8 does not count. (Code generation cannot be switched off: exceljs loads bluebird, which needs `new Function`.)
    execArgv: [`--max-old-space-size=${Math.floor(memoryMb * 0.75)}`],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  // Kept for the reason of a failed start; never shown once files are read, since a library may print what it reads.
  let output = '';
  const errors = child.stderr as Socket;
  errors.on('data', (text: Buffer) => (output = (output + text.toString()).slice(-keptOutput)));

  let ended = false;
  const exited = new Promise<'memory' | 'died'>((resolve) => {
    const end = (signal: NodeJS.Signals | null): void => {
      ended = true;
      // Nobody else sends SIGKILL than its own guard of memory, or the system's.
      resolve(signal === 'SIGKILL' || output.includes('heap out of memory') ? 'memory' : 'died');
    };
    child.once('close', (_, signal) => end(signal));
    // The process could not be started, or a message not be sent to one that has just ended.
    child.on('error', () => {
      child.kill('SIGKILL');
      if (child.pid === undefined) end(null);
    });
  });
  const ref = (wanted: boolean): void => {
    for (const handle of [child, child.channel, errors])
      if (wanted) handle?.ref();
      else handle?.unref();
  };

  const ready = nextMessage(child, (message) => (message.kind === 'ready' ? true : undefined));
  const started = await firstOf(
    startDeadlineMs,
    ready,
    exited.then(() => false),
  );
  if (started !== true) {
    child.kill('SIGKILL');
    throw new ReaderStartError(output);
  }
  ref(false);

  async function read(input: FormatInput): Promise<ReaderAnswer> {
    ref(true);
    const members: Member[] = [];
    const drawnPages: DrawnPage[] = [];
    const answered = nextMessage(child, (message): ReaderAnswer | undefined => {
      switch (message.kind) {
        case 'member':
          members.push(message.member);
          return undefined;
        case 'page':
          if (isBounded(message.page) && drawnPages.length < maxDrawnPages) drawnPages.push(message.page);
          return undefined;
        case 'result':
          return {
            file: {
              ...message.result,
              ...(message.hasMembers ? { members } : {}),
              ...(drawnPages.length > 0 ? { drawnPages } : {}),
            },
            residentBytes: message.residentBytes,
            peakBytes: message.peakBytes,
            cpuMs: message.cpuMs,
            doorsTried: message.doorsTried,
          };
        case 'threw':
          return { fault: { why: 'threw', trace: message.trace } };
        case 'ready':
          return undefined;
      }
    });
    let grew = false;
    const watch = setInterval(() => {
      if (residentBytes(child.pid) <= limit) return;
      grew = true;
      child.kill('SIGKILL');
    }, memoryCheckMs);
    const request: ReadRequest = input;
    child.send(request);
    const fallen = exited.then((why): ReaderAnswer => ({ fault: { why: grew ? 'memory' : why, trace: '' } }));
    const queuedBefore = queuedMs(child.pid);
    let spent = 0;
    let answer: ReaderAnswer | undefined;
    // On a machine with more to do than it can, a page stands in line for minutes: that time is not the file's.
    for (let granted = deadlineMs; answer === undefined && granted - spent >= leastGrantMs;) {
      answer = await firstOf(granted - spent, answered, fallen);
      spent = granted;
      granted = deadlineMs + Math.min(queuedMs(child.pid) - queuedBefore, mostQueued * deadlineMs);
    }
    clearInterval(watch);
    const result = answer ?? { fault: { why: 'time', trace: '' } };
    if ('fault' in result) {
      child.kill('SIGKILL');
      await exited;
    }
    ref(false);
    return result;
  }

  return { read, hasEnded: () => ended, stop: () => void child.kill('SIGKILL') };
}

/** Attack: a child that a document has taken over sends images without end. */
function isBounded({ image, words }: DrawnPage): boolean {
  return image.length <= maxPageImageBytes && words.words.length <= maxPageWords;
}

/** The first value `take` makes of the child's messages. */
function nextMessage<T>(child: ChildProcess, take: (message: ReaderMessage) => T | undefined): Promise<T> {
  return new Promise((resolve) => {
    const listen = (message: unknown): void => {
      const value = take(message as ReaderMessage);
      if (value === undefined) return;
      child.off('message', listen);
      resolve(value);
    };
    child.on('message', listen);
  });
}

/** Whichever comes first; undefined when none does within so many milliseconds. */
async function firstOf<T>(ms: number, ...attempts: readonly Promise<T>[]): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => (timer = setTimeout(resolve, ms, undefined)));
  try {
    return await Promise.race([...attempts, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** How long the threads of a process have stood in line for a processor; 0 where the system does not tell (no /proc). */
function queuedMs(pid: number | undefined): number {
  try {
    const tasks = `/proc/${String(pid)}/task`;
    const delays = readdirSync(tasks).map((task) =>
      Number(readFileSync(`${tasks}/${task}/schedstat`, 'ascii').split(' ')[1] ?? 0),
    );
    return delays.reduce((sum, nanoseconds) => sum + nanoseconds, 0) / 1e6;
  } catch {
    return 0;
  }
}

/** What a process holds in memory, all kinds together; 0 where only the child itself can tell (no /proc). */
function residentBytes(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${String(pid)}/status`, 'ascii');
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
