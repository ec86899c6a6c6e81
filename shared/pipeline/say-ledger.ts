import { sayNumber } from '../rubrics/say-figure.ts';

/** Whether every mail taken in has come to an end that is known. */
export interface SaidLedger {
  readonly text: string;
  readonly isBalanced: boolean;
}

/** Ends a mail can come to, in words; a field of the ledger that is not one of these counts nothing. */
const endNames: Readonly<Record<string, string>> = {
  dossier: 'hồ sơ',
  supplement: 'bổ sung, thay thế',
  duplicates: 'gửi lại không thay đổi',
  'not-a-dossier': 'nội dung khác',
  'auto-reply': 'trả lời tự động',
  bounce: 'thư không gửi được',
  unreadable: 'không đọc được tài liệu nào',
  held: 'chờ xác minh',
  refused: 'không thuộc đợt',
};

/** Compares the mails taken in with what became of them; mails whose work stopped are named, and while work goes on, the rest counts as being worked on. */
export function sayLedger(
  fields: Readonly<Record<string, unknown>>,
  isWorking: boolean,
  stopped = 0,
): SaidLedger {
  const countOf = (field: string): number => {
    const value = fields[field];
    return typeof value === 'number' ? value : 0;
  };
  const accepted = countOf('accepted');
  if (accepted === 0) return { text: 'Chưa nhận thư nào.', isBalanced: true };
  const ends = Object.entries(endNames)
    .map(([field, name]) => ({ name, count: countOf(field) }))
    .filter(({ count }) => count > 0);
  const open = accepted - ends.reduce((sum, { count }) => sum + count, 0);
  const dead = Math.min(stopped, Math.max(open, 0));
  const running = open - dead;
  if (running < 0 || (running > 0 && !isWorking))
    return { text: `Chưa khớp: ${sayNumber(Math.abs(running))} thư chưa rõ kết cục.`, isBalanced: false };
  const terms = [
    ...ends.map(({ name, count }) => `${sayNumber(count)} ${name}`),
    ...(dead > 0 ? [`${sayNumber(dead)} đã dừng, chờ xử lý lại`] : []),
    ...(running > 0 ? [`${sayNumber(running)} đang xử lý`] : []),
  ];
  const copies = countOf('copies');
  return {
    text:
      `Khớp: ${sayNumber(accepted)} thư nhận = ${terms.join(' + ')}.` +
      (copies > 0 ? ` Ngoài ra ${sayNumber(copies)} lần nhận lại đúng thư đã có.` : ''),
    isBalanced: true,
  };
}
