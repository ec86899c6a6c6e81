import type { InboundMail } from './parse-mail.ts';

/** What Gmail sends before it forwards an account's mails to an address. */
export interface ForwardingConfirmation {
  /** Account whose mails are to be forwarded; null where the mail does not say. */
  readonly account: string | null;
  readonly code: string | null;
  /** Address of the page on which the forwarding is confirmed; only one of Google's own. */
  readonly link: string | null;
}

const sender = 'forwarding-noreply@google.com';

// "(#123456789) Gmail Forwarding Confirmation - Receive Mail from xa@gmail.com"
const subjectCode = /\(#(\d{6,12})\)/u;
const bodyCode = /(?:confirmation code|mã xác nhận)\s*:?\s*(\d{6,12})\b/iu;
// Attack: a page of somebody else's under the eyes of an administrator. "uf-" would take the request back.
const confirmingLink = /^https:\/\/mail(?:-settings)?\.google\.com\/mail\/vf-[\w%.~-]{10,500}$/u;
const address = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/u;

/** Reads Gmail's request to confirm a forwarding; null for any other mail, and for one that brings neither code nor link. */
export function readForwardingConfirmation(
  mail: Pick<InboundMail, 'from' | 'subject' | 'textBody' | 'links'>,
): ForwardingConfirmation | null {
  if (mail.from?.address !== sender) return null;
  const subject = mail.subject ?? '';
  const code = subjectCode.exec(subject)?.[1] ?? bodyCode.exec(mail.textBody)?.[1] ?? null;
  const link = mail.links.find((one) => confirmingLink.test(one)) ?? null;
  if (code === null && link === null) return null;
  return { account: address.exec(subject)?.[0].toLowerCase() ?? null, code, link };
}
