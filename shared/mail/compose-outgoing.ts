import { createHash } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer/index.js';
import { escapeHtml, htmlOfText } from './html-of-text.ts';

/** A mail of the office to be composed. */
export interface MailToCompose {
  /** null for a draft: the program that sends it puts its own in. */
  readonly from: { readonly name: string; readonly address: string } | null;
  /** null where nobody is to reply. */
  readonly replyTo: string | null;
  readonly to: readonly string[];
  readonly subject: string;
  /** Plain; a paragraph is one line. */
  readonly text: string;
  readonly attachments: readonly {
    readonly fileName: string;
    readonly contentType: string;
    readonly bytes: Uint8Array;
  }[];
  /** Without brackets. */
  readonly messageId: string;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  readonly automatic: 'auto-replied' | 'auto-generated' | null;
  /** ISO time. */
  readonly date: string;
  /** A draft that a mail program opens for sending, not for reading. */
  readonly isUnsent?: boolean;
}

/** Attack: a thread of thousands of mails, each identifier repeated in every answer. */
const longestThread = 20;
const longestSubject = 250;
const longestName = 120;
/** RFC 5322 §2.1.1: a line has at most 998 characters. */
const longestIdentifier = 900;

/**
 * Composes a mail (RFC 5322, RFC 2045) as plain text with the same text as HTML; equal input gives equal bytes.
 * @throws RangeError for an address that is none: nothing from outside makes a header or a recipient of its own.
 */
export async function composeOutgoing(mail: MailToCompose): Promise<Uint8Array> {
  const { from } = mail;
  const addresses = [from?.address, mail.replyTo, ...mail.to].filter((one) => typeof one === 'string');
  if (!addresses.every(isMailAddress)) throw new RangeError('not a mail address');
  const thread = mail.references.filter(isIdentifier).slice(-longestThread);
  const inReplyTo = mail.inReplyTo !== null && isIdentifier(mail.inReplyTo) ? mail.inReplyTo : null;
  const composer = new MailComposer({
    ...(from === null ? {} : { from: { name: toOneLine(from.name, longestName), address: from.address } }),
    // Objects, not words to be parsed: no address hides in a name.
    to: mail.to.map((address) => ({ name: '', address })),
    ...(mail.replyTo === null ? {} : { replyTo: { name: '', address: mail.replyTo } }),
    subject: toOneLine(mail.subject, longestSubject),
    text: mail.text,
    html: htmlOfText(mail.text, escapeHtml(toOneLine(mail.subject, longestSubject))),
    date: new Date(mail.date),
    messageId: `<${mail.messageId}>`,
    ...(inReplyTo === null ? {} : { inReplyTo: `<${inReplyTo}>` }),
    ...(thread.length === 0 ? {} : { references: thread.map((one) => `<${one}>`) }),
    // Boundaries are random by default.
    baseBoundary: createHash('sha256').update(mail.messageId).digest('hex').slice(0, 24),
    textEncoding: 'base64',
    attachments: mail.attachments.map(({ fileName, contentType, bytes }) => ({
      filename: toOneLine(fileName, longestName),
      contentType,
      content: Buffer.from(bytes),
    })),
    headers: {
      'Content-Language': 'vi',
      ...(mail.automatic === null
        ? {}
        : // RFC 3834 §5; Exchange answers by absence notes in spite of it unless asked not to ([MS-OXCMAIL] 2.2.3.2.14).
          {
            'Auto-Submitted': mail.automatic,
            'X-Auto-Response-Suppress': 'All',
            ...(from === null ? {} : { 'X-Loop': from.address }),
          }),
      ...(mail.isUnsent === true ? { 'X-Unsent': '1' } : {}),
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return new Uint8Array(await composer.compile().build());
}

/**
 * Whether this is one address as mail servers take it: ASCII, no quoted names, no comments.
 * Attack: line breaks, commas and angle brackets that make a second recipient or a header.
 */
export const isMailAddress = (text: string): boolean =>
  text.length <= 254 &&
  /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9-]{2,63}$/.test(
    text,
  );

const isIdentifier = (text: string): boolean =>
  text.length <= longestIdentifier && /^[\x21-\x3b\x3d\x3f-\x7e]+$/.test(text);

/** Text as a header carries it: no control or invisible characters. */
const toOneLine = (text: string, limit: number): string =>
  Array.from(
    text
      .normalize('NFC')
      .replace(/[\p{Zl}\p{Zp}\p{Cc}]+/gu, ' ')
      .replace(/[\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu, ''),
  )
    .slice(0, limit)
    .join('')
    .trim();
