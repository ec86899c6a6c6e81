import type { DrawnPage } from '../../domain/page-image.ts';
import type { FormatInput, Member, ReadFile } from '../../domain/read-file.ts';

/** To the child: one file to read. */
export type ReadRequest = FormatInput;

/** From the child. Members and images of pages travel one by one, so that neither side holds an archive's contents twice. */
export type ReaderMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'member'; readonly member: Member }
  | { readonly kind: 'page'; readonly page: DrawnPage }
  /** `hasMembers`: the members sent before belong to it; so do the pages. */
  | {
      readonly kind: 'result';
      readonly result: Omit<ReadFile, 'members' | 'drawnPages'>;
      readonly hasMembers: boolean;
      readonly residentBytes: number;
      /** The most it ever held. */
      readonly peakBytes: number;
      /** Time of the processor this file took, in milliseconds, all threads together. */
      readonly cpuMs: number;
      /** Ways out to the network or to other programs that were tried, and refused. */
      readonly doorsTried: readonly string[];
    }
  /** The reader has a bug that this file shows; the trace holds no words of the error, which may quote the file. */
  | { readonly kind: 'threw'; readonly trace: string };

/** Where an error came from, without what it says: its words may quote a document. */
export function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [error.name, ...frames.slice(0, 10).map((line) => line.trim())].join('\n');
}
