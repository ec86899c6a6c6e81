import type { Paragraph, ParsedDocument } from '../domain/parsed-document.ts';
import { readOwnWords } from '../mail/own-words.ts';
import type { MailWords } from './receive-mail.ts';

/** What the sender wrote in the mail itself, as a document, line by line. */
export function letterDocument({ textBody }: Pick<MailWords, 'textBody'>): ParsedDocument {
  const blocks = readOwnWords(textBody)
    .split('\n')
    .flatMap((text, index): Paragraph[] =>
      text.trim() === ''
        ? []
        : [{ kind: 'paragraph', role: 'body', text, locator: { kind: 'mail-body', line: index + 1 } }],
    );
  return { format: 'text', blocks, scanned: false, legacyEncoding: null };
}
