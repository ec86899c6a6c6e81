import type { InboundMail } from './parse-mail.ts';

/** Why a mail gets no automatic answer. */
export type AnswerRefusal =
  | 'no-sender'
  | 'null-return-path'
  | 'automatic'
  | 'list'
  | 'suppressed'
  | 'own-mail'
  | 'machine-address'
  | 'return-path-elsewhere';

/** Names in an address that are machines' (RFC 3834 §2, RFC 2142 §5). */
const machineNames =
  /^(?:mailer-daemon|postmaster|daemon|root|bounces?|no-?_?\.?reply|do-?_?not-?_?reply|khong-?_?tra-?_?loi|majordomo|listserv|mdaemon|owner-.*|.*-(?:owner|request|bounces?))$/u;

/**
 * Whether a mail may be answered by machine, and to which address (RFC 3834 §2, §4): never automatic or list mail, never a null return
 * path, never ourselves; only the address the mail came from. Attack: a forged sender makes us write to others; without a proof of
 * the sender, a return path that is another address gets nothing.
 * @param own our addresses; `envelopeFrom` is MAIL FROM where an inbox kept it ("" for the null sender), else the mailbox's Return-Path counts.
 */
export function mayAnswer(
  mail: Pick<InboundMail, 'from' | 'headers'>,
  {
    own,
    envelopeFrom,
    isProven = false,
  }: { readonly own: readonly string[]; readonly envelopeFrom?: string; readonly isProven?: boolean },
): { readonly to: string } | { readonly refusal: AnswerRefusal } {
  const { from, headers } = mail;
  const returnPath =
    envelopeFrom?.toLowerCase() ?? headers.returnPath ?? (headers.returnPathEmpty ? '' : null);
  const isOurs = (address: string): boolean => isOwnAddress(address, own);
  if (from === null || !/^[^\s@]+@[^\s@]+$/u.test(from.address)) return { refusal: 'no-sender' };
  if (returnPath === '' || headers.returnPathEmpty) return { refusal: 'null-return-path' };
  const isAutomatic =
    (headers.autoSubmitted !== null && !/^no(?![\w-])/u.test(headers.autoSubmitted)) ||
    headers.hasAutoReplyMark ||
    headers.contentType === 'multipart/report';
  if (isAutomatic) return { refusal: 'automatic' };
  if (headers.isList === true || headers.listId !== null) return { refusal: 'list' };
  if (/^(?:bulk|list|junk|auto_reply)\b/u.test(headers.precedence ?? '')) return { refusal: 'list' };
  if (headers.suppressesAnswers === true) return { refusal: 'suppressed' };
  if (
    isOurs(from.address) ||
    (returnPath !== null && isOurs(returnPath)) ||
    (headers.loop ?? []).some(isOurs)
  )
    return { refusal: 'own-mail' };
  if (isMachineAddress(from.address) || (returnPath !== null && isMachineAddress(returnPath)))
    return { refusal: 'machine-address' };
  // A forwarder or a sending service writes a return path of its own; who sent it must then be proven.
  return returnPath === null || returnPath === from.address || isProven
    ? { to: from.address }
    : { refusal: 'return-path-elsewhere' };
}

/** Whether an address is one of ours, tagged or not. */
export const isOwnAddress = (address: string, own: readonly string[]): boolean =>
  own.some((one) => untagged(one) === untagged(address));

/** Whether nobody reads what comes to an address: "noreply@…", "mailer-daemon@…". */
export const isMachineAddress = (address: string): boolean =>
  machineNames.test(address.slice(0, address.lastIndexOf('@')).toLowerCase());

/** An address in lower case without its tag: "hoso+nhac@x.vn" is "hoso@x.vn" (RFC 5233). */
function untagged(address: string): string {
  return address
    .trim()
    .toLowerCase()
    .replace(/\+[^@]*(?=@)/u, '');
}
