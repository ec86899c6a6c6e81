import { makeFinding } from '../../domain/finding-catalogue.ts';
import type { FormatInput, ReadFile } from '../../domain/read-file.ts';
import type { DocumentReader } from '../../ports/document-reader.ts';
import { startReaderChild, type ReaderAnswer, type ReaderChild, type ReaderFault } from './reader-child.ts';

/** Thrown at reads under way when the reader is stopped: nothing is known about the file. */
class ReaderStoppedError extends Error {
  override readonly name = 'ReaderStoppedError';
}

const readerDefaults = {
  /** Children at most; each may take all of `memoryMb`. */
  size: 1,
  // A bare child holds 60 MB, a large sheet up to 300; reading a scan 303 (three pages), a photo of 12 million dots 345.
  memoryMb: 512,
  // The slowest honest files known take 10 s on a fast machine with nothing else to do; offices have slow, busy ones.
  deadlineMs: 120_000,
  /** A child unused for so long is ended and its memory given back. */
  idleMs: 60_000,
} as const;

/**
 * Reads files in child processes, started when needed and kept warm. A file that takes too long, needs too much memory or stops
 * two children comes back unreadable with a finding; the child is replaced. More files than children wait their turn.
 * Reads reject with ReaderStartError when children cannot run at all, ReaderStoppedError after `stop`.
 */
export function startDocumentReader(options: {
  /** The built `document-child.js`. */
  readonly childPath: string;
  readonly size?: number;
  readonly memoryMb?: number;
  readonly deadlineMs?: number;
  readonly idleMs?: number;
  /** Told of every fault, for the operator's log; knows no names of files. */
  readonly onFault?: (fault: ReaderFault) => void;
}): DocumentReader & { stop(): void } {
  const { childPath, onFault, size, memoryMb, deadlineMs, idleMs } = { ...readerDefaults, ...options };
  const children = new Set<ReaderChild>();
  const idle: { readonly child: ReaderChild; readonly timer: NodeJS.Timeout }[] = [];
  const waiting: (() => void)[] = [];
  let busy = 0;
  let stopped = false;

  function takeIdle(): ReaderChild | undefined {
    for (let next = idle.pop(); next !== undefined; next = idle.pop()) {
      clearTimeout(next.timer);
      if (!next.child.hasEnded()) return next.child;
      children.delete(next.child);
    }
    return undefined;
  }

  async function startChild(): Promise<ReaderChild> {
    const child = await startReaderChild({ childPath, memoryMb, deadlineMs });
    if (stopped) child.stop();
    children.add(child);
    return child;
  }

  function giveUp(child: ReaderChild): void {
    child.stop();
    children.delete(child);
  }

  async function readOnce(input: FormatInput): Promise<ReaderAnswer> {
    const child = takeIdle() ?? (await startChild());
    requireRunning();
    const answer = await child.read(input);
    // Ended by `stop`, not by the file.
    requireRunning();
    // What the last file left behind must not count against the next one.
    if ('fault' in answer || answer.residentBytes > (memoryMb * 1024 * 1024) / 2) giveUp(child);
    else {
      const timer = setTimeout(() => {
        idle.splice(
          idle.findIndex((each) => each.child === child),
          1,
        );
        giveUp(child);
      }, idleMs).unref();
      idle.push({ child, timer });
    }
    return answer;
  }

  async function readFile(input: FormatInput): Promise<ReadFile> {
    let answer = await readOnce(input);
    for (let attempt = 1; 'fault' in answer; attempt += 1) {
      onFault?.(answer.fault);
      const { why } = answer.fault;
      // A child that is gone may have been ended from outside (a shutdown, another file's leftovers): the file is judged by a second one.
      const isCertain = why === 'time' || why === 'threw' || attempt === 2;
      if (isCertain) return unreadable(input.file, sayFault(why, { memoryMb, deadlineMs }));
      answer = await readOnce(input);
    }
    return answer.file;
  }

  function requireRunning(): void {
    if (stopped) throw new ReaderStoppedError('the document reader was stopped');
  }

  return {
    async read(input) {
      requireRunning();
      if (busy >= size) await new Promise<void>((resolve) => waiting.push(resolve));
      else busy += 1;
      try {
        requireRunning();
        return await readFile(input);
      } finally {
        // The turn passes on; only when nobody waits is a place free.
        const next = waiting.shift();
        if (next === undefined) busy -= 1;
        else next();
      }
    },
    stop() {
      stopped = true;
      for (const { timer } of idle) clearTimeout(timer);
      for (const child of children) child.stop();
    },
  };
}

function sayFault(
  why: ReaderFault['why'],
  bounds: { readonly memoryMb: number; readonly deadlineMs: number },
): string {
  switch (why) {
    case 'time':
      return `đọc quá ${Math.round(bounds.deadlineMs / 1000)} giây chưa xong`;
    case 'memory':
      return `cần quá nhiều bộ nhớ để đọc (trên ${bounds.memoryMb} MB)`;
    case 'died':
      return 'chương trình đọc bị dừng khi đang đọc tệp này';
    case 'threw':
      return 'chương trình đọc gặp lỗi ở tệp này';
  }
}

function unreadable(file: string, reason: string): ReadFile {
  return {
    status: 'unreadable',
    format: 'other',
    findings: [makeFinding('unreadable-file', { file, reason }, { about: file })],
  };
}
