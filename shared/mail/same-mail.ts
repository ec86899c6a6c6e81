import { createHash } from 'node:crypto';
import type { InboundMail } from './parse-mail.ts';

/**
 * Key of a mail as its sender sent it: equal for copies that differ only by their way (Received lines, encodings), different as soon as sender, message id, text or any part differs.
 * Message-ID alone decides nothing: some programs repeat it.
 */
export function mailKey(mail: InboundMail): string {
  const content = {
    from: mail.from?.address ?? null,
    // Without an id of its own, a mail is told from another of the same words by its date.
    id: mail.messageId ?? [mail.date, mail.subject],
    words: mail.textBody.replace(/\s+/g, ' '),
    parts: mail.attachments.map(({ path, bytes }) => [path, digest(bytes)]),
  };
  return digest(JSON.stringify(content));
}

function digest(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
