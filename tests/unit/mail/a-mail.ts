import type { InboundMail, MailHeaderFacts } from '../../../shared/mail/parse-mail.ts';

/** A parsed mail of a commune with nothing in it but what a test names. */
export function aMail(
  given: {
    readonly from?: string;
    readonly subject?: string | null;
    readonly body?: string;
    readonly files?: readonly string[];
    readonly links?: readonly string[];
    readonly inReplyTo?: string;
    readonly headers?: Partial<MailHeaderFacts>;
  } = {},
): InboundMail {
  return {
    messageId: '<1@xa.example.vn>',
    inReplyTo: given.inReplyTo ?? null,
    references: [],
    from: { address: given.from ?? 'ubnd@xa.example.vn', name: 'UBND xã' },
    to: [],
    subject: given.subject ?? null,
    date: null,
    receivedAt: null,
    headers: {
      autoSubmitted: null,
      hasAutoReplyMark: false,
      precedence: null,
      listId: null,
      returnPathEmpty: false,
      contentType: null,
      reportType: null,
      ...given.headers,
    },
    textBody: given.body ?? '',
    links: given.links ?? [],
    passwords: [],
    attachments: (given.files ?? []).map((path) => ({
      path,
      bytes: new TextEncoder().encode(path),
      signatureImage: false,
      contentType: 'application/octet-stream',
    })),
    findings: [],
  };
}
