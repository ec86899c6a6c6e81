import { readMime } from './read-mime.ts';

/** What a server says of a mail of ours it did not deliver, or will not yet. */
export interface Bounce {
  /** Message-ID of our mail, in angle brackets; null where the report does not bring it. */
  readonly messageId: string | null;
  readonly recipients: readonly BouncedRecipient[];
}

export interface BouncedRecipient {
  /** Lower case. */
  readonly address: string;
  /** failed: it will never come; delayed: the server goes on trying; delivered: no failure at all. */
  readonly outcome: 'failed' | 'delayed' | 'delivered';
  /** Enhanced status code (RFC 3463), "5.1.1"; null where none is given. */
  readonly status: string | null;
}

/** Attack: a report on a million addresses. One of our mails has a few. */
const mostRecipients = 50;

const outcomes: Readonly<Record<string, BouncedRecipient['outcome']>> = {
  failed: 'failed',
  delayed: 'delayed',
  delivered: 'delivered',
  relayed: 'delivered',
  expanded: 'delivered',
};

/**
 * Reads a report on delivery (RFC 3464) from a raw mail; those of servers without one (qmail, Exim of old) by their words.
 * Anyone can send such a mail: what it says counts only where `messageId` is of a mail we sent to that address.
 * @returns undefined for a mail that reports on no delivery.
 */
export async function readBounce(raw: Uint8Array): Promise<Bounce | undefined> {
  const { headerLines, parts } = await readMime(raw);
  const type = headerLines.find(({ name }) => name === 'content-type')?.value.toLowerCase() ?? '';
  const report = parts.find(({ contentType }) => contentType.toLowerCase() === 'message/delivery-status');
  const original = parts.find(({ contentType }) =>
    /^(?:message\/(?:rfc822|global)|text\/rfc822-headers)$/iu.test(contentType),
  );
  const texts = parts.filter(({ kind }) => kind === 'text').map(({ text }) => text);
  const text = texts.join('\n').slice(0, longestReport);
  const messageId = findMessageId(original === undefined ? text : contentOf(original));
  if (report !== undefined) {
    // Fields of the message come first, then those of each recipient, blank lines between (RFC 3464 §2.1).
    const groups = contentOf(report).split(/\r?\n[ \t]*\r?\n/u);
    const recipients = groups.map(readFields).flatMap((fields): BouncedRecipient[] => {
      const address = addressOf(fields.get('final-recipient') ?? fields.get('original-recipient'));
      const outcome = outcomes[fields.get('action')?.toLowerCase().split(/[\s(]/u)[0] ?? ''];
      const status = /^\s*([245]\.\d{1,3}\.\d{1,3})\b/u.exec(fields.get('status') ?? '')?.[1] ?? null;
      return address === undefined || outcome === undefined ? [] : [{ address, outcome, status }];
    });
    return recipients.length === 0
      ? undefined
      : { messageId, recipients: recipients.slice(0, mostRecipients) };
  }
  const isReport = type.startsWith('multipart/report') && type.includes('delivery-status');
  return isReport || isPlainBounce(headerLines, text) ? readPlainBounce(text, messageId) : undefined;
}

const longestReport = 100_000;

const contentOf = (part: {
  readonly kind: string;
  readonly text: string;
  readonly bytes: Uint8Array;
}): string =>
  (part.kind === 'file' ? Buffer.from(part.bytes).toString('latin1') : part.text).slice(0, longestReport);

const findMessageId = (text: string): string | null =>
  /^(?:x-)?message-id:\s*(<[^<>\s]{3,500}>)/imu.exec(text)?.[1] ?? null;

function readFields(group: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const line of group.replace(/\r?\n[ \t]+/gu, ' ').split(/\r?\n/u)) {
    const [, name, value] = /^([\w-]{1,60}):\s*(.*)$/u.exec(line) ?? [];
    if (name !== undefined && value !== undefined) fields.set(name.toLowerCase(), value.trim());
  }
  return fields;
}

/** "rfc822; ubnd@xa.vn", with or without angle brackets. */
const addressOf = (field: string | undefined): string | undefined =>
  /(?:^|[;<\s])([^\s;<>"]{1,64}@[^\s;<>"]{1,255})>?\s*$/u.exec(field ?? '')?.[1]?.toLowerCase();

const isPlainBounce = (
  lines: readonly { readonly name: string; readonly value: string }[],
  text: string,
): boolean =>
  lines.some(({ name, value }) => name === 'from' && /\b(?:mailer-daemon|postmaster)@/iu.test(value)) &&
  /\b5\d\d[ -]|\b5\.\d\.\d{1,2}\b|permanent (?:fatal )?error|could not be delivered|undeliverable/iu.test(
    text,
  );

function readPlainBounce(text: string, messageId: string | null): Bounce | undefined {
  // What stands below "Original message" is ours.
  const said = text.split(/^-{2,}\s*(?:Below this line|Original message|This is a copy)/imu)[0] ?? '';
  const status = /\b(5\.\d{1,3}\.\d{1,3})\b/u.exec(said)?.[1] ?? null;
  const addresses = [...said.matchAll(/^\s*<?([^\s<>@:]{1,64}@[^\s<>@:]{1,255}?)>?:?\s*$/gmu)];
  const recipients = [...new Set(addresses.map((match) => (match[1] ?? '').toLowerCase()))]
    .slice(0, mostRecipients)
    .map((address): BouncedRecipient => ({ address, outcome: 'failed', status }));
  return recipients.length === 0 ? undefined : { messageId, recipients };
}
