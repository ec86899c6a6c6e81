import type { DocumentStatus } from './document.ts';
import type { Finding } from './finding.ts';
import type { DrawnPage } from './page-image.ts';
import type { FormatId, ParsedDocument } from './parsed-document.ts';

/** A file as it came: bytes decide what it is, the name only hints. */
export interface FormatInput {
  readonly bytes: Uint8Array;
  /** Path inside the mail, NFC; used in findings and as a hint only. */
  readonly file: string;
  /** Candidates found in the mail's text, tried on protected files. */
  readonly passwords: readonly string[];
  /**
   * Recognising letters takes seconds a page, so a scan is read page by page, each page a job of its own. "ask": only say which
   * pages are pictures, where there are several; a number: read the picture of that page and nothing else; a list: what reading
   * them gave, null for one that could not be read. Without it all is read at once.
   */
  readonly pictures?: 'ask' | number | readonly PictureReading[];
  /** Only draw these pages (from 1), of a format that knows pages: nothing is read. */
  readonly draw?: readonly number[];
}

/** What reading the picture of one page gave, as the format that made it keeps it; plain JSON. */
export interface PictureReading {
  /** From 1. */
  readonly page: number;
  readonly reading: unknown;
}

/** A file found inside another (archive member, part of a nested mail, attachment of a PDF), to be read in its turn. */
export interface Member {
  /** Path inside the container, NFC, "/" between segments, never absolute, no "..". */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What reading one file gave. When status is read or partly-read, a document, members or both (a PDF with files attached to it) are present; neither otherwise. */
export interface ReadFile {
  readonly status: DocumentStatus;
  /** Why an ignored file is no document, for the intake log. */
  readonly ignoredBecause?: string;
  readonly format: FormatId;
  readonly document?: ParsedDocument;
  readonly members?: readonly Member[];
  /** In answer to "ask": pages to be read one by one before the document can be. */
  readonly picturedPages?: readonly number[];
  /** In answer to a page number. */
  readonly picture?: PictureReading;
  /** In answer to `draw`, and of pictures that were read one by one; a page that cannot be drawn is left out. */
  readonly drawnPages?: readonly DrawnPage[];
  readonly findings: readonly Finding[];
}
