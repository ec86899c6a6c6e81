import type { FormatId } from '../domain/parsed-document.ts';
import type { FormatInput, ReadFile } from '../domain/read-file.ts';
import { settleEncoding } from './settle-encoding.ts';

/** A file format: one file of this folder, one line in registry.ts. */
export interface Format {
  /** A locked file comes out as the format found inside. */
  readonly id: FormatId | 'locked-office';
  /** Raised when the same bytes may parse differently than before; names the stored result. */
  readonly version: number;
  /** Judges by content; a name or declared type may only break a tie. */
  readonly accepts: (bytes: Uint8Array, file: string) => boolean;
  /** Never throws for bad input; catches around library calls only. */
  readonly parse: (input: FormatInput) => Promise<ReadFile>;
}

/** Declares a format; what any of them reads is Vietnamese in Unicode, whatever encoding the file was written in. */
export function defineFormat(format: Format): Format {
  return {
    ...format,
    parse: async (input) => settleEncoding(input.file, await format.parse(input)),
  };
}
