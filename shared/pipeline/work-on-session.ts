import { rulingNames } from '../appraisal/council-outcome.ts';
import type { CriterionPoints, Ruling } from '../domain/council-session.ts';
import type { Round } from '../domain/round.ts';
import type { Json, NewJob, Write } from '../ports/store.ts';
import type { AuditAct } from './audit-records.ts';
import type { Attendance, RecordedVote, SessionEntry } from './council-records.ts';
import { addScore, putSession, readSession, sessionSubject } from './council-records.ts';
import type { ActResult, Actor, CouncilDesk } from './keep-act.ts';
import { actAttempts, actRefusals, keepAct, longestWords } from './keep-act.ts';
import { queueLetter } from './outbox-records.ts';
import { sayNumber } from '../rubrics/say-figure.ts';
import { readDossier } from './records.ts';
import { listAddresses } from './registry-records.ts';

/** Attack: a list longer than one commit can act on. A district has some twenty communes. */
export const longestList = 60;

const refusals = {
  ...actRefusals,
  noSession: 'Không có phiên họp này.',
  signed: 'Biên bản của phiên họp đã ký nên không sửa được; nếu ghi nhầm thì bỏ ghi biên bản trước.',
  notListed: 'Xã, thị trấn này không có trong danh sách của phiên họp.',
  noDossier: 'chưa có hồ sơ nên chưa đưa vào phiên họp được.',
  longList: `Một phiên họp xem xét nhiều nhất ${longestList} hồ sơ; đưa các hồ sơ còn lại vào phiên khác.`,
  worked: 'đã có biểu quyết hoặc kết luận tại phiên này nên không bỏ khỏi danh sách được.',
  newRevision: 'Hồ sơ vừa có lần gửi mới; xem lại hồ sơ rồi ghi lại.',
  votes: 'Số phiếu phải là số nguyên không âm.',
  noVotes: 'Chưa ghi số phiếu nào.',
  noRulingWords: 'Ghi rõ lý do, hoặc nội dung xã cần bổ sung.',
  points: 'Điểm Hội đồng phải là số không âm và không quá điểm tối đa của thang điểm.',
  criterionPoints: 'Điểm từng tiêu chí phải là số không âm và không quá điểm tối đa của tiêu chí.',
  notReturned: 'Chỉ gửi thư đề nghị bổ sung khi kết luận là trả lại để bổ sung, hoàn thiện.',
  told: 'Thư đề nghị bổ sung của kết luận này đã ở hộp thư đi.',
  scoringOff: 'Phiên họp không mở chấm điểm độc lập.',
  scored: 'Ông (bà) đã chấm hồ sơ này; điểm đã gửi không sửa.',
} as const;

/** Points a person gave: in all, and by criterion where they did. */
interface GivenPoints {
  readonly points: number | null;
  readonly criteria: CriterionPoints;
  /** Of the scale: in all, and by the number of each criterion (null: not compared with the official text yet). */
  readonly maxPoints: number;
  readonly maxima: ReadonlyMap<string, number | null>;
}

/** The points to keep, or why they cannot be: of all criteria they add up to the total, of some they are no more. */
function addUp(
  given: GivenPoints,
): { readonly points: number | null; readonly criteria?: CriterionPoints } | string {
  const { points, criteria, maxima } = given;
  const entries = Object.entries(criteria);
  if (points !== null && !(points >= 0 && points <= given.maxPoints)) return refusals.points;
  if (!entries.every(([number, each]) => each >= 0 && each <= (maxima.get(number) ?? given.maxPoints)))
    return refusals.criterionPoints;
  if (entries.length === 0) return { points };
  // In hundredths, as they are typed: sums of decimals are not exact.
  const sum = entries.reduce((all, [, each]) => all + Math.round(each * 100), 0) / 100;
  const isWhole = entries.length === maxima.size;
  if (sum > given.maxPoints) return refusals.points;
  if (points !== null && (isWhole ? sum !== points : sum > points))
    return `Cộng điểm các tiêu chí (${sayNumber(sum)}) không khớp tổng điểm đã ghi (${sayNumber(points)}); kiểm tra rồi ghi lại.`;
  return { points: points ?? (isWhole ? sum : null), criteria };
}

/** Which session, who, and the step of the part they had before them (0: nobody had touched it). */
export interface SessionOrder {
  readonly round: Round;
  readonly number: number;
  readonly by: Actor;
  readonly seen: number;
}

/** One change of a part of a session. */
interface SessionChange {
  readonly entry: SessionEntry;
  readonly before: Json;
  readonly after: Json;
  readonly said: string;
  readonly reason?: string;
  readonly writes?: readonly Write[];
  readonly jobs?: readonly NewJob[];
}

/** Creates the next session of a round; `seen` is how many there were. */
export async function createSession(
  order: Omit<SessionOrder, 'number'> & { readonly date: string | null },
  desk: CouncilDesk,
): Promise<ActResult<SessionEntry>> {
  const { round, by, date } = order;
  const number = order.seen + 1;
  const entry: SessionEntry = {
    round: round.id,
    number,
    step: 1,
    partSteps: { session: 1 },
    date,
    communes: [],
    attendance: [],
    scoring: 'off',
    votes: {},
    rulings: {},
    minutes: null,
  };
  const { applied } = await desk.store.commit({
    writes: [
      putSession(entry, undefined),
      ...keepAct(
        {
          round: round.id,
          subject: sessionSubject(number),
          step: 1,
          part: 'session',
          by,
          what: 'change-session',
          commune: null,
          reason: '',
          before: null,
          after: { date },
          said: `Phiên ${number}: lập phiên họp`,
        },
        desk,
      ),
    ],
    jobs: [],
  });
  if (applied) return { kept: entry };
  const known = await readSession(desk.store, round.id, number);
  return known === undefined ? { refused: refusals.busy } : { changed: known.body };
}

/** Sets the day of a session and whether members score alone. */
export function planSession(
  order: SessionOrder & { readonly date: string | null; readonly scoring: SessionEntry['scoring'] },
  desk: CouncilDesk,
): Promise<ActResult<SessionEntry>> {
  const { date, scoring } = order;
  return changePart(order, 'session', 'change-session', null, desk, (entry) => ({
    entry: { ...entry, date, scoring },
    before: { date: entry.date, scoring: entry.scoring },
    after: { date, scoring },
    said: `Phiên ${entry.number}: ngày họp ${date ?? 'chưa định'}`,
  }));
}

/** Puts dossiers on the list of a session, in this order. One with votes or a ruling stays on it. */
export function listDossiersOfSession(
  order: SessionOrder & { readonly communes: readonly string[] },
  desk: CouncilDesk,
): Promise<ActResult<SessionEntry>> {
  const communes = [...new Set(order.communes)];
  return changePart(order, 'list', 'change-session', null, desk, async (entry) => {
    if (communes.length > longestList) return refusals.longList;
    const dropped = entry.communes.filter(
      (code) => !communes.includes(code) && (code in entry.votes || code in entry.rulings),
    );
    if (dropped.length > 0) return `${nameCommunes(order.round, dropped)} ${refusals.worked}`;
    const added = communes.filter((code) => !entry.communes.includes(code));
    const heads = await Promise.all(added.map((code) => readDossier(desk.store, order.round.id, code)));
    const without = added.filter((_, position) => heads[position] === undefined);
    if (without.length > 0) return `${nameCommunes(order.round, without)} ${refusals.noDossier}`;
    return {
      entry: { ...entry, communes },
      before: [...entry.communes],
      after: communes,
      said: `Phiên ${entry.number}: ${communes.length} hồ sơ trong danh sách`,
    };
  });
}

/** Records who was there. */
export function recordAttendance(
  order: SessionOrder & { readonly attendance: readonly Attendance[] },
  desk: CouncilDesk,
): Promise<ActResult<SessionEntry>> {
  const { attendance } = order;
  return changePart(order, 'attendance', 'change-session', null, desk, (entry) => ({
    entry: { ...entry, attendance },
    before: entry.attendance.map((one) => ({ ...one })),
    after: attendance.map((one) => ({ ...one })),
    said: `Phiên ${entry.number}: ${attendance.filter(({ isPresent }) => isPresent).length} có mặt, ${attendance.filter(({ isPresent }) => !isPresent).length} vắng`,
  }));
}

/** Records the count of votes on one dossier, as it stood when they voted. */
export function recordVote(
  order: SessionOrder & { readonly commune: string; readonly vote: RecordedVote },
  desk: CouncilDesk,
): Promise<ActResult<SessionEntry>> {
  const { commune, vote } = order;
  return changePart(order, `vote#${commune}`, 'record-vote', commune, desk, async (entry) => {
    const counts = [vote.for, vote.against, vote.other, vote.invalid];
    if (!entry.communes.includes(commune)) return refusals.notListed;
    if (!counts.every((count) => Number.isSafeInteger(count) && count >= 0)) return refusals.votes;
    const sum = counts.reduce((one, other) => one + other, 0);
    if (sum === 0) return refusals.noVotes;
    if (vote.opinions.length > longestWords) return refusals.longWords;
    const { attendance } = entry;
    const present = attendance.filter(({ isPresent }) => isPresent).length;
    // Who was away may have written.
    const voters = vote.method === 'written-opinion' ? attendance.length : present;
    if (attendance.length > 0 && sum > voters)
      return `Tổng số phiếu (${sum}) nhiều hơn số thành viên được biểu quyết (${voters}); kiểm tra số phiếu hoặc danh sách có mặt.`;
    const head = await readDossier(desk.store, order.round.id, commune);
    if (head?.body.revision !== vote.revision) return refusals.newRevision;
    return {
      entry: { ...entry, votes: { ...entry.votes, [commune]: vote } },
      before: entry.votes[commune] === undefined ? null : { ...entry.votes[commune] },
      after: { ...vote },
      said: `Phiên ${entry.number}: đồng ý ${vote.for}, không đồng ý ${vote.against}, ý kiến khác ${vote.other}, không hợp lệ ${vote.invalid}`,
    };
  });
}

/** Records what the chair of the session concluded on one dossier. */
export function recordRuling(
  order: SessionOrder & {
    readonly commune: string;
    readonly ruling: Ruling;
    readonly given: GivenPoints;
    readonly words: string;
    /** Of the dossier the person had before them. */
    readonly revision: number;
  },
  desk: CouncilDesk,
): Promise<ActResult<SessionEntry>> {
  const { commune, ruling, words, revision } = order;
  return changePart(order, `ruling#${commune}`, 'record-ruling', commune, desk, async (entry) => {
    if (!entry.communes.includes(commune)) return refusals.notListed;
    if (words === '' && ruling !== 'propose') return refusals.noRulingWords;
    if (words.length > longestWords) return refusals.longWords;
    const given = addUp(order.given);
    if (typeof given === 'string') return given;
    const head = await readDossier(desk.store, order.round.id, commune);
    if (head?.body.revision !== revision) return refusals.newRevision;
    const after = { ruling, ...given, words, revision, toldAt: null };
    return {
      entry: { ...entry, rulings: { ...entry.rulings, [commune]: after } },
      before: entry.rulings[commune] === undefined ? null : { ...entry.rulings[commune] },
      after,
      said: `Phiên ${entry.number}: ${rulingNames[ruling]}`,
      reason: words,
    };
  });
}

/** Puts the mail that asks a commune to complete its dossier into the outbox; one mail a ruling. */
export function askCompletion(
  order: SessionOrder & {
    readonly commune: string;
    readonly subject: string;
    readonly text: string;
  },
  desk: CouncilDesk,
): Promise<ActResult<SessionEntry>> {
  const { commune, subject, text, round, by } = order;
  return changePart(order, `ruling#${commune}`, 'ask-completion', commune, desk, async (entry) => {
    const addresses = await listAddresses(desk.store, round.id, { from: commune, to: commune });
    const ruled = entry.rulings[commune];
    if (ruled?.ruling !== 'return-for-completion') return refusals.notReturned;
    if (ruled.toldAt !== null) return refusals.told;
    if (text === '') return refusals.noRulingWords;
    if (text.length > longestWords * 4) return refusals.longWords;
    const at = desk.clock.now();
    const cause = `return#${sessionSubject(entry.number)}#${commune}#${entry.step + 1}`;
    return {
      entry: { ...entry, rulings: { ...entry.rulings, [commune]: { ...ruled, toldAt: at } } },
      before: null,
      after: { cause },
      said: `Phiên ${entry.number}: thư đề nghị bổ sung vào hộp thư đi`,
      ...queueLetter({
        round: round.id,
        commune,
        cause,
        letter: 'return-for-completion',
        to: addresses.map(({ address }) => address),
        subject,
        text,
        attachments: [],
        inReplyTo: null,
        references: [],
        code: null,
        automatic: null,
        by: by.name,
        at,
      }),
    };
  });
}

/** Keeps the points a member gave alone; given once, so that nobody changes them after seeing the others. */
export async function giveScore(
  order: Omit<SessionOrder, 'seen'> & {
    readonly commune: string;
    readonly given: GivenPoints;
    readonly words: string;
  },
  desk: CouncilDesk,
): Promise<ActResult<SessionEntry>> {
  const { round, number, by, commune, words } = order;
  const known = await readSession(desk.store, round.id, number);
  if (known === undefined) return { refused: refusals.noSession };
  if (known.body.scoring !== 'open') return { refused: refusals.scoringOff };
  if (!known.body.communes.includes(commune)) return { refused: refusals.notListed };
  const given = addUp(order.given);
  if (typeof given === 'string') return { refused: given };
  const { points } = given;
  if (points === null) return { refused: refusals.points };
  if (words.length > longestWords) return { refused: refusals.longWords };
  const score = {
    session: number,
    commune,
    person: by.id,
    name: by.name,
    ...given,
    points,
    words,
    at: desk.clock.now(),
  };
  const { applied } = await desk.store.commit({
    writes: [
      addScore(round.id, score),
      ...keepAct(
        {
          round: round.id,
          subject: `score#${sessionSubject(number)}#${commune}#${by.id}`,
          step: 1,
          part: 'score',
          by,
          what: 'give-score',
          commune,
          reason: words,
          before: null,
          after: { points },
          // The points stay out of the audit: who reads it would see them before giving their own.
          said: `Phiên ${number}: đã gửi điểm`,
        },
        desk,
      ),
    ],
    jobs: [],
  });
  return applied ? { kept: known.body } : { refused: refusals.scored };
}

async function changePart(
  order: SessionOrder,
  part: string,
  what: AuditAct,
  commune: string | null,
  desk: CouncilDesk,
  change: (entry: SessionEntry) => SessionChange | string | Promise<SessionChange | string>,
): Promise<ActResult<SessionEntry>> {
  for (let attempt = 0; attempt < actAttempts; attempt += 1) {
    const known = await readSession(desk.store, order.round.id, order.number);
    if (known === undefined) return { refused: refusals.noSession };
    if (known.body.minutes !== null) return { refused: refusals.signed };
    if ((known.body.partSteps[part] ?? 0) !== order.seen) return { changed: known.body };
    const made = await change(known.body);
    if (typeof made === 'string') return { refused: made };
    const step = known.body.step + 1;
    const entry = { ...made.entry, step, partSteps: { ...known.body.partSteps, [part]: step } };
    const { applied } = await desk.store.commit({
      writes: [
        putSession(entry, known),
        ...keepAct(
          {
            round: order.round.id,
            subject: sessionSubject(order.number),
            step,
            part,
            by: order.by,
            what,
            commune,
            reason: made.reason ?? '',
            before: made.before,
            after: made.after,
            said: made.said,
          },
          desk,
        ),
        ...(made.writes ?? []),
      ],
      jobs: made.jobs ?? [],
    });
    // Somebody changed another part meanwhile: look again.
    if (applied) return { kept: entry };
  }
  return { refused: refusals.busy };
}

/** "Xã Suối Mẫu, Xã Đồi Mẫu"; the code where the round does not know it. */
export const nameCommunes = ({ communes }: Round, codes: readonly string[]): string =>
  codes.map((code) => communes.find((one) => one.code === code)?.name ?? `Đơn vị mã ${code}`).join(', ');
