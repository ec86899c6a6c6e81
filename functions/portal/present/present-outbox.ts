import { letterForms } from '../../../shared/appraisal/letters/letter-texts.ts';
import type { Round } from '../../../shared/domain/round.ts';
import type { OutboxEntry, OutboxGroup } from '../../../shared/pipeline/outbox-records.ts';
import { officeRound, outboxGroup } from '../../../shared/pipeline/outbox-records.ts';
import type { Chip } from './chip.ts';
import { sayTime } from './say-time.ts';
import { showText } from './show-text.ts';

/** Lists of mails in the address of the page. */
export const groupSlugs: Readonly<Record<OutboxGroup, string>> = {
  open: 'can-xu-ly',
  waiting: 'cho-gui',
  sent: 'da-gui',
  'not-sent': 'khong-gui',
};

/** Their names on the page. */
export const groupNames: Readonly<Record<OutboxGroup, string>> = {
  open: 'Cần xử lý',
  waiting: 'Đang chờ',
  sent: 'Đã gửi',
  'not-sent': 'Không gửi',
};

/** The list an address names; the one that waits for a person where it names none. */
export function readGroup(slug: string | undefined): OutboxGroup {
  const found = Object.entries(groupSlugs).find(([, one]) => one === slug);
  return (found?.[0] as OutboxGroup | undefined) ?? 'open';
}

/** One mail as the page shows it. */
export interface LetterView {
  readonly round: string;
  readonly cause: string;
  /** "Xã Suối Mẫu", or for whom it is inside the office. */
  readonly whom: string;
  readonly kind: string;
  readonly chip: Chip;
  readonly reason: string | null;
  /** Who decided it and when; when it left. */
  readonly when: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly files: readonly string[];
  /** Opens the office's mail program; null where the text is too long for an address. */
  readonly mailto: string;
  readonly carriesText: boolean;
  readonly emlHref: string;
  readonly isHeld: boolean;
  readonly maySend: boolean;
  readonly mayMark: boolean;
  readonly mayWithdraw: boolean;
}

/** A paragraph is one line. */
const longestLine = 5000;

/** A mail of the outbox as the page shows it. */
export function presentLetter(entry: OutboxEntry, rounds: readonly Round[]): LetterView {
  const { round, cause, commune, letter, to, subject, state } = entry;
  const known = rounds.find(({ id }) => id === round);
  const isOpen = outboxGroup(entry) === 'open' || state === 'waiting';
  const mailto = mailtoOf(entry);
  return {
    round,
    cause,
    whom:
      commune === null
        ? 'Thư nội bộ'
        : (known?.communes.find(({ code }) => code === commune)?.name ?? `Đơn vị mã ${commune}`),
    kind: `${letterForms[letter].name}${round === officeRound ? '' : `, đợt ${round}`}`,
    chip: chipOf(entry),
    reason: entry.reason === undefined ? null : showText(entry.reason, 500),
    when: [
      `${showText(entry.by)}, ${sayTime(entry.at)}`,
      ...(entry.sentAt === undefined ? [] : [`gửi lúc ${sayTime(entry.sentAt)}`]),
    ].join('; '),
    to: to.map((one) => showText(one)).join(', '),
    subject: showText(subject),
    text: entry.text
      .split('\n')
      .map((line) => showText(line, longestLine))
      .join('\n'),
    files: entry.attachments.map(({ fileName }) => showText(fileName)),
    ...mailto,
    emlHref: `/thu-di/tep?${new URLSearchParams({ dot: round, thu: cause }).toString()}`,
    isHeld: entry.heldBy === 'breaker',
    maySend: isOpen || (state === 'held-back' && entry.heldBy === 'limit'),
    mayMark: isOpen,
    mayWithdraw: ['waiting', 'held-back', 'failed'].includes(state),
  };
}

/** Half a character, which no address holds, stands as one that could not be read. */
const encode = (text: string): string => encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd'));

/** Windows hands a program at most 2,083 characters of an address. */
const longestMailto = 2000;

function mailtoOf({ to, subject, text }: OutboxEntry): Pick<LetterView, 'mailto' | 'carriesText'> {
  const start = `mailto:${to.map(encode).join(',').replaceAll('%40', '@')}?subject=${encode(subject)}`;
  const whole = `${start}&body=${encode(text.replaceAll('\n', '\r\n'))}`;
  const carriesText = whole.length <= longestMailto;
  return { mailto: carriesText ? whole : start, carriesText };
}

export function chipOf({ state, isByHand, heldBy }: OutboxEntry): Chip {
  switch (state) {
    case 'waiting':
      return isByHand === true
        ? { text: 'Chờ cán bộ tự gửi', tone: 'attention' }
        : { text: 'Chờ gửi', tone: 'quiet' };
    case 'sending':
      return { text: 'Đang gửi', tone: 'quiet' };
    case 'sent':
      return { text: 'Đã gửi', tone: 'good' };
    case 'sent-by-hand':
      return { text: 'Đã gửi bằng tay', tone: 'good' };
    case 'failed':
      return { text: 'Không gửi được', tone: 'urgent' };
    case 'bounced':
      return { text: 'Không đến nơi nhận', tone: 'urgent' };
    case 'held-back':
      return heldBy === 'limit'
        ? { text: 'Không gửi (chống thư lặp)', tone: 'quiet' }
        : heldBy === 'breaker'
          ? { text: 'Đang giữ lại', tone: 'attention' }
          : { text: 'Không đến nơi nhận', tone: 'urgent' };
    case 'withdrawn':
      return { text: 'Đã bỏ', tone: 'quiet' };
  }
}
