import type { ReaderAnswer } from '../../shared/adapters/local/reader-child.ts';
import type { DocumentStatus } from '../../shared/domain/document.ts';
import type { FormatId, ParsedDocument } from '../../shared/domain/parsed-document.ts';
import type { ReadFile } from '../../shared/domain/read-file.ts';

/** How one file of a corpus ended. */
export interface FileOutcome {
  readonly file: string;
  /** A child that ended by itself is an outcome of the file: the product says so and goes on. */
  readonly outcome: DocumentStatus | 'crashed' | 'too-slow' | 'too-large' | 'threw';
  readonly format: FormatId;
  /** By the clock, all jobs of the file together. */
  readonly ms: number;
  /** Of the processor, all jobs of the file together; null where the child could not tell. */
  readonly cpuMs: number | null;
  readonly peakMb: number | null;
  /** Pages read as pictures, each a job of its own. */
  readonly pictures: number;
  /** What the officer is told, in Vietnamese. */
  readonly reason: string | null;
  /** Rules it breaks; empty when all is well. */
  readonly broken: readonly string[];
}

/** What one job on a file gave, and how long it took by the clock. */
export interface TimedAnswer {
  readonly ms: number;
  readonly answer: ReaderAnswer;
}

interface Bounds {
  /** Of one job. */
  readonly deadlineMs: number;
  readonly memoryMb: number;
}

const faultOutcomes = { time: 'too-slow', memory: 'too-large', died: 'crashed', threw: 'threw' } as const;

/**
 * Judges what reading a file gave, by its jobs in their order (the pages that are pictures, then the document): every file ends
 * read, partly read, unreadable, refused or ignored for a stated reason, each job within the bounds, without a way out tried.
 */
export function judgeOutcome(input: {
  readonly file: string;
  readonly jobs: readonly [TimedAnswer, ...TimedAnswer[]];
  readonly bounds: Bounds;
}): FileOutcome {
  const { file, jobs, bounds } = input;
  const answers = jobs.map((job) => job.answer);
  const told = answers.flatMap((answer) => ('fault' in answer ? [] : [answer]));
  const shared = {
    file,
    ms: jobs.reduce((sum, job) => sum + job.ms, 0),
    cpuMs: told.length < answers.length ? null : told.reduce((sum, { cpuMs }) => sum + cpuMs, 0),
    peakMb:
      told.length === 0 ? null : Math.round(Math.max(...told.map((one) => one.peakBytes)) / 1024 / 1024),
    pictures: told.filter((one) => one.file.picture !== undefined).length,
  };
  const broken = [...new Set(jobs.flatMap((job) => brokenBounds(job, bounds)))];
  const last = answers.at(-1);
  if (last === undefined || 'fault' in last)
    return {
      ...shared,
      outcome: last === undefined ? 'crashed' : faultOutcomes[last.fault.why],
      format: 'other',
      reason: null,
      broken,
    };
  const read = last.file;
  const reason = read.ignoredBecause ?? read.findings[0]?.message ?? null;
  return {
    ...shared,
    outcome: read.status,
    format: read.format,
    reason,
    broken: [
      ...broken,
      ...(reason === null && !hasContent(read) ? ['không có nội dung mà không nêu lý do'] : []),
    ],
  };
}

function brokenBounds({ ms, answer }: TimedAnswer, { deadlineMs, memoryMb }: Bounds): readonly string[] {
  const tooSlow = `quá ${deadlineMs / 1000} giây`;
  const tooLarge = `quá ${memoryMb} MB`;
  if ('fault' in answer)
    return {
      time: [tooSlow],
      memory: [tooLarge],
      died: [],
      threw: [`lỗi chương trình: ${answer.fault.trace.split('\n').slice(0, 2).join(' ')}`],
    }[answer.fault.why];
  return [
    // A busy machine stretches the clock's time, threads of one file the processor's.
    ...(Math.min(ms, answer.cpuMs) > deadlineMs ? [tooSlow] : []),
    ...(answer.peakBytes > memoryMb * 1024 * 1024 ? [tooLarge] : []),
    ...answer.doorsTried.map((door) => `thử ra ngoài: ${door}`),
  ];
}

function hasContent({ status, document, members }: ReadFile): boolean {
  if (status !== 'read' && status !== 'partly-read') return false;
  return (members?.length ?? 0) > 0 || (document !== undefined && hasWords(document));
}

function hasWords({ blocks }: ParsedDocument): boolean {
  return blocks.some((block) =>
    block.kind === 'table' ? block.cells.some(({ text }) => text.trim() !== '') : block.text.trim() !== '',
  );
}
