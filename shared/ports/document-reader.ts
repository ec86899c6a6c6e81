import type { FormatInput, ReadFile } from '../domain/read-file.ts';

/** Reads one file in isolation: bounded in time and memory, no way out. A file that breaks the bounds comes back as unreadable with a finding. */
export interface DocumentReader {
  read(input: FormatInput): Promise<ReadFile>;
}
