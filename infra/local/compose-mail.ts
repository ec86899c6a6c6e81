import { createHash } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer/index.js';
import type { SampleMail } from '../../shared/appraisal/samples/sample-dossiers.ts';

/** Composes a sample mail as bytes (RFC 5322, MIME), the same for the same mail. */
export async function composeMail(mail: SampleMail): Promise<Uint8Array> {
  const composer = new MailComposer({
    from: mail.from,
    to: mail.to,
    subject: mail.subject,
    text: mail.text,
    date: new Date(mail.date),
    messageId: mail.messageId,
    ...(mail.inReplyTo === undefined ? {} : { inReplyTo: mail.inReplyTo, references: mail.inReplyTo }),
    // Boundaries are random by default.
    baseBoundary: createHash('sha256').update(mail.messageId).digest('hex').slice(0, 24),
    attachments: mail.attachments.map(({ filename, bytes }) => ({ filename, content: Buffer.from(bytes) })),
  });
  return new Uint8Array(await composer.compile().build());
}
