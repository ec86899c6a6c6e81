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
  readonly ms: number;
  readonly peakMb: number | null;
  /** What the officer is told, in Vietnamese. */
  readonly reason: string | null;
  /** Rules it breaks; empty when all is well. */
  readonly broken: readonly string[];
}

const faultOutcomes = { time: 'too-slow', memory: 'too-large', died: 'crashed', threw: 'threw' } as const;

/** Judges what reading a file gave: every file ends read, partly read, unreadable, refused or ignored for a stated reason, within the bounds, without a way out tried. */
export function judgeOutcome(input: {
  readonly file: string;
  readonly ms: number;
  readonly answer: ReaderAnswer;
  readonly bounds: { readonly deadlineMs: number; readonly memoryMb: number };
}): FileOutcome {
  const { file, ms, answer, bounds } = input;
  if ('fault' in answer) {
    const { why, trace } = answer.fault;
    const broken = {
      time: [`quá ${bounds.deadlineMs / 1000} giây`],
      memory: [`quá ${bounds.memoryMb} MB`],
      died: [],
      threw: [`lỗi chương trình: ${trace.split('\n').slice(0, 2).join(' ')}`],
    }[why];
    return { file, outcome: faultOutcomes[why], format: 'other', ms, peakMb: null, reason: null, broken };
  }
  const { file: read, peakBytes, doorsTried } = answer;
  const peakMb = Math.round(peakBytes / 1024 / 1024);
  const reason = read.ignoredBecause ?? read.findings[0]?.message ?? null;
  const broken = [
    ...(peakMb > bounds.memoryMb ? [`quá ${bounds.memoryMb} MB`] : []),
    ...doorsTried.map((door) => `thử ra ngoài: ${door}`),
    ...(reason === null && !hasContent(read) ? ['không có nội dung mà không nêu lý do'] : []),
  ];
  return { file, outcome: read.status, format: read.format, ms, peakMb, reason, broken };
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
