import type { InboundMail } from './parse-mail.ts';
import { isKnownForward, provesAddress } from './trust/judge-trust.ts';
import type { SenderProof } from './trust/sender-proof.ts';
import { readResults } from './trust/sender-proof.ts';

/** Why a mail is not taken as its sender's word. */
export type SenderDoubt =
  'virus' | 'not-scanned' | 'spam' | 'several-senders' | 'forged' | 'other-name' | 'look-alike' | 'unproven';

/** The doubts in the words of the office. */
export const senderDoubtNames: Readonly<Record<SenderDoubt, string>> = {
  virus: 'Hộp thư báo thư có mã độc.',
  'not-scanned': 'Hộp thư chưa quét được mã độc trong thư.',
  spam: 'Hộp thư xếp thư này vào loại thư rác.',
  'several-senders': 'Thư ghi nhiều người gửi, không rõ ai gửi thật.',
  forged: 'Địa chỉ gửi không đúng là của người gửi (DMARC không đạt): có thể là thư giả mạo.',
  'other-name': 'Tên hiển thị của người gửi là một địa chỉ khác với địa chỉ gửi thật.',
  'look-alike': 'Địa chỉ gửi trông giống một địa chỉ trong danh bạ nhưng không phải địa chỉ đó.',
  unproven: 'Không chứng thực được địa chỉ gửi (không đạt SPF, DKIM).',
};

/**
 * What speaks against a mail being from whom it says. Marks of the mailbox count only where it writes them itself above all others
 * (`via` "ses"; Amazon SES, "Receiving email: authentication and verdict headers"); a sender writes what it likes below.
 * @param looksLike an enrolled address it may be taken for. @returns undefined where nothing does.
 */
export function doubtSender(
  { from, headers }: Pick<InboundMail, 'from' | 'headers'>,
  {
    via,
    proof,
    looksLike,
  }: { readonly via: string; readonly proof?: SenderProof; readonly looksLike?: string },
): SenderDoubt | undefined {
  const { verdicts } = headers;
  if (via === 'ses' && verdicts !== undefined) {
    if (verdicts.virus === 'fail') return 'virus';
    if (verdicts.virus !== null && verdicts.virus !== 'pass') return 'not-scanned';
    if (verdicts.spam === 'fail') return 'spam';
  }
  if (headers.hasSeveralSenders === true) return 'several-senders';
  // Of mails taken in before proofs were kept, what SES wrote is in their words.
  const found = proof ?? readOldVerdicts({ from, headers }, via);
  if (found?.dmarc === 'fail' && !isKnownForward(found)) return 'forged';
  const [named] = /[^\s<>"'(),;:]+@[^\s<>"'(),;:]+\.[a-z]{2,}/u.exec(from?.name.toLowerCase() ?? '') ?? [];
  if (named !== undefined && from !== null && named !== from.address) return 'other-name';
  if (looksLike !== undefined) return 'look-alike';
  // What the mailbox itself put aside counts only where its sender is proven.
  if (via === 'imap-spam' && (found === undefined || !provesAddress(found, from?.address ?? '')))
    return 'spam';
  return found !== undefined && isUnproven(found, from?.address) ? 'unproven' : undefined;
}

/** Nothing ties the mail to anyone. Where this system checked and got no answer, it does not know. */
const isUnproven = (proof: SenderProof, address: string | undefined): boolean =>
  ![proof.spf, proof.dkim, proof.dmarc].includes('pass') &&
  !(address !== undefined && provesAddress(proof, address)) &&
  !(proof.by === 'us' && [proof.spf, proof.dkim].includes('error')) &&
  !isKnownForward(proof);

function readOldVerdicts(
  { from, headers }: Pick<InboundMail, 'from' | 'headers'>,
  via: string,
): SenderProof | undefined {
  const value = via === 'ses' ? headers.verdicts?.authentication : undefined;
  const results =
    value === undefined || value === null
      ? undefined
      : readResults(value, { by: 'ses', server: 'amazonses.com', from: from?.address ?? '' });
  return results === undefined ? undefined : { ...results, isForwarded: false };
}
