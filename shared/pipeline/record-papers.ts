import type { IssuedPaper } from '../domain/council-session.ts';
import type { Round } from '../domain/round.ts';
import type { Json, NewJob, Write } from '../ports/store.ts';
import type { AuditAct } from './audit-records.ts';
import type { CommuneDesk, RegisteredCopy } from './desk-records.ts';
import { putDesk, readDesk } from './desk-records.ts';
import { startJudgingDeadline } from './judge-deadline.ts';
import type { ActResult, Actor, CouncilDesk } from './keep-act.ts';
import { actAttempts, actRefusals, keepAct, longestWords } from './keep-act.ts';
import { countInRound } from './round-totals.ts';

const refusals = {
  ...actRefusals,
  noCopy: 'Ghi số đến hoặc ngày đến của bản giấy.',
  noChannel: 'Chọn hình thức nhận bản giấy.',
  noDifference: 'Ghi rõ điểm khác giữa bản giấy và bản mềm.',
  badDay: 'Ngày không hợp lệ.',
  earlier: 'Ngày gia hạn phải sau thời hạn chung của đợt.',
  noLetter: 'Ghi số, ngày và họ tên người ký công văn.',
} as const;

/** Which commune, who, why, and the step of the part they had before them (0: nobody had touched it). */
export interface DeskOrder {
  readonly round: Round;
  /** Commune code. */
  readonly commune: string;
  readonly by: Actor;
  readonly reason: string;
  readonly seen: number;
}

/** Registers the paper copy of a commune's dossier, or what comparing it showed. A later change says why. */
export function registerCopy(
  order: DeskOrder & { readonly copy: RegisteredCopy },
  desk: CouncilDesk,
): Promise<ActResult<CommuneDesk>> {
  const { copy } = order;
  return changeDesk(order, 'paper', 'record-paper-copy', desk, (entry) => {
    if (copy.number === null && copy.date === null) return refusals.noCopy;
    if (copy.channel === null) return refusals.noChannel;
    if (!isDay(copy.date)) return refusals.badDay;
    if (copy.matches === false && copy.note === '') return refusals.noDifference;
    if (copy.note.length > longestWords) return refusals.longWords;
    if (entry.paper !== null && order.reason === '') return refusals.noReason;
    return {
      entry: { ...entry, paper: copy },
      said: `Bản giấy số đến ${copy.number ?? '……'} ngày ${copy.date ?? '……'}, ${copy.channel}${copy.matches === null ? '' : copy.matches ? ', khớp bản mềm' : ', có điểm khác'}`,
      writes: countInRound(order.round.id, order.commune, { paper: entry.paper === null ? 1 : 0 }),
    };
  });
}

/** Gives a commune until another day (ISO), with a reason; null takes it back. A dossier that came is judged by it. */
export function extendDeadline(
  order: DeskOrder & { readonly day: string | null },
  desk: CouncilDesk,
): Promise<ActResult<CommuneDesk>> {
  const { day, reason, round } = order;
  return changeDesk(order, 'extension', 'extend-deadline', desk, (entry) => {
    if (reason === '') return refusals.noReason;
    if (!isDay(day)) return refusals.badDay;
    const lateFrom = day === null ? null : `${day}T00:00:00+07:00`;
    if (lateFrom !== null && Date.parse(lateFrom) <= Date.parse(round.lateFrom)) return refusals.earlier;
    const extension = day === null || lateFrom === null ? null : { lateFrom, day, reason };
    return {
      entry: { ...entry, extension },
      said: day === null ? 'Bỏ gia hạn' : `Gia hạn: nộp trước ngày ${day}`,
      writes: countInRound(round.id, order.commune, {
        extended: Number(extension !== null) - Number(entry.extension !== null),
      }),
      jobs: [startJudgingDeadline(round.id, order.commune, String(entry.step + 1))],
    };
  });
}

/** Records the official letter that asked the commune to supplement. */
export function recordLetter(
  order: DeskOrder & { readonly letter: IssuedPaper },
  desk: CouncilDesk,
): Promise<ActResult<CommuneDesk>> {
  const { letter } = order;
  return changeDesk(order, 'letter', 'record-letter', desk, (entry) => {
    if (letter.number === null || letter.date === null || letter.signer === null) return refusals.noLetter;
    if (!isDay(letter.date)) return refusals.badDay;
    if (entry.letter !== null && order.reason === '') return refusals.noReason;
    return {
      entry: { ...entry, letter },
      said: `Công văn số ${letter.number} ngày ${letter.date}, người ký ${letter.signer}`,
    };
  });
}

const isDay = (day: string | null): boolean =>
  day === null || (/^\d{4}-\d{2}-\d{2}$/u.test(day) && !Number.isNaN(Date.parse(`${day}T00:00:00Z`)));

async function changeDesk(
  order: DeskOrder,
  part: 'paper' | 'extension' | 'letter',
  what: AuditAct,
  desk: CouncilDesk,
  change: (entry: CommuneDesk) =>
    | {
        readonly entry: CommuneDesk;
        readonly said: string;
        readonly writes?: readonly Write[];
        readonly jobs?: readonly NewJob[];
      }
    | string,
): Promise<ActResult<CommuneDesk>> {
  const { round, commune, by, reason } = order;
  if (reason.length > longestWords) return { refused: refusals.longWords };
  for (let attempt = 0; attempt < actAttempts; attempt += 1) {
    const known = await readDesk(desk.store, round.id, commune);
    const before = known?.body ?? emptyDesk(round.id, commune);
    if ((before.partSteps[part] ?? 0) !== order.seen) return { changed: before };
    const made = change(before);
    if (typeof made === 'string') return { refused: made };
    const step = before.step + 1;
    const entry = { ...made.entry, step, partSteps: { ...before.partSteps, [part]: step } };
    const { applied } = await desk.store.commit({
      writes: [
        putDesk(entry, known),
        ...keepAct(
          {
            round: round.id,
            subject: deskSubject(commune),
            step,
            part,
            by,
            what,
            commune,
            reason,
            before: before[part] as unknown as Json,
            after: entry[part] as unknown as Json,
            said: made.said,
          },
          desk,
        ),
        ...(made.writes ?? []),
      ],
      jobs: made.jobs ?? [],
    });
    if (applied) return { kept: entry };
  }
  return { refused: refusals.busy };
}

/** Name of a commune's papers among the subjects of acts. */
export const deskSubject = (commune: string): string => `desk#${commune}`;

/** A commune of whose papers nothing was recorded. */
export const emptyDesk = (round: string, commune: string): CommuneDesk => ({
  round,
  commune,
  step: 0,
  partSteps: {},
  paper: null,
  extension: null,
  letter: null,
});
