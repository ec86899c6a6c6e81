import { checkPaperOrder } from '../appraisal/check-paper-order.ts';
import { councilOutcome } from '../appraisal/council-outcome.ts';
import { writeRecognitionMail } from '../appraisal/letters/council-letters.ts';
import { signedRuling } from '../appraisal/session-rulings.ts';
import type { IssuedPaper } from '../domain/council-session.ts';
import type { Round } from '../domain/round.ts';
import type { Write } from '../ports/store.ts';
import type { CouncilWork, IssuedListEntry, ListKind, SessionEntry } from './council-records.ts';
import {
  councilPapers,
  listSubject,
  moveHead,
  putList,
  putSession,
  readCouncil,
  sessionSubject,
} from './council-records.ts';
import type { ActResult, Actor, CouncilDesk } from './keep-act.ts';
import { actAttempts, actRefusals, keepAct, longestWords } from './keep-act.ts';
import { loadLetterTexts } from './letter-records.ts';
import { listOutbox, queueLetter, sendingJobOfMany, withdrawLetter } from './outbox-records.ts';
import { readDossier } from './records.ts';
import { listAddresses } from './registry-records.ts';
import { countInRound } from './round-totals.ts';
import { longestList, nameCommunes } from './work-on-session.ts';

const refusals = {
  ...actRefusals,
  noSession: 'Không có phiên họp này.',
  noList: 'Không có văn bản này, hoặc đã bỏ ghi.',
  noPaper: 'Ghi ngày và họ tên người ký.',
  noNumber: 'Ghi số, ngày và họ tên người ký.',
  badDay: 'Ngày không hợp lệ.',
  future: 'Ngày ký không thể sau ngày hôm nay.',
  noScan: 'Kèm bản quét có chữ ký, con dấu của Quyết định.',
  noCommunes: 'Chưa chọn xã, thị trấn nào.',
  longList: `Mỗi lần ghi nhiều nhất ${longestList} đơn vị; các đơn vị còn lại ghi ở lần sau.`,
  noDossiers: 'Phiên họp chưa có hồ sơ nào trong danh sách.',
  noAttendance: 'Chưa ghi thành viên có mặt.',
  used: 'Tờ trình hoặc Quyết định đã nêu tên đơn vị theo biên bản này; bỏ ghi văn bản đó trước.',
  decided: 'Quyết định đã nêu tên đơn vị trong Tờ trình này; bỏ ghi Quyết định trước.',
} as const;

/** Who signs what, and whether they looked at the warnings. */
interface IssueOrder {
  readonly round: Round;
  readonly by: Actor;
  readonly isConfirmed: boolean;
}

/** Records the signed minutes of a session; from then on what it concluded binds. `seen` is the session's step. */
export async function signMinutes(
  order: IssueOrder & { readonly number: number; readonly seen: number; readonly minutes: IssuedPaper },
  desk: CouncilDesk,
): Promise<ActResult<SessionEntry>> {
  const { round, minutes } = order;
  const isWhole = minutes.date !== null && minutes.signer !== null;
  const refused = isWhole ? checkDay(minutes.date, desk.clock.now()) : refusals.noPaper;
  if (refused !== null) return { refused };
  for (let attempt = 0; attempt < actAttempts; attempt += 1) {
    const work = await readCouncil(desk.store, round.id);
    const known = work.sessions.find(({ body }) => body.number === order.number);
    if (known === undefined) return { refused: refusals.noSession };
    if (known.body.step !== order.seen) return { changed: known.body };
    const { communes, attendance, rulings } = known.body;
    if (communes.length === 0) return { refused: refusals.noDossiers };
    if (attendance.length === 0) return { refused: refusals.noAttendance };
    const open = communes.filter((code) => rulings[code] === undefined);
    if (open.length > 0) return { refused: `Chưa ghi kết luận của ${nameCommunes(round, open)}.` };
    const warnings = [
      ...(await warnOfSession(known.body, round, desk)),
      ...newWarnings(round, work, replaceSession(work, { ...known.body, minutes })),
    ];
    if (warnings.length > 0 && !order.isConfirmed) return { warnings };
    const kept = await changeSession(
      { order, work, entry: { ...known.body, minutes }, what: 'sign-minutes', reason: '' },
      desk,
    );
    if (kept !== undefined) return { kept };
  }
  return { refused: refusals.busy };
}

/** Takes back minutes that were recorded by mistake, while no list rests on them. */
export async function withdrawMinutes(
  order: Omit<IssueOrder, 'isConfirmed'> & {
    readonly number: number;
    readonly seen: number;
    readonly reason: string;
  },
  desk: CouncilDesk,
): Promise<ActResult<SessionEntry>> {
  if (order.reason === '') return { refused: refusals.noReason };
  for (let attempt = 0; attempt < actAttempts; attempt += 1) {
    const work = await readCouncil(desk.store, order.round.id);
    const known = work.sessions.find(({ body }) => body.number === order.number);
    if (known === undefined) return { refused: refusals.noSession };
    if (known.body.step !== order.seen || known.body.minutes === null) return { changed: known.body };
    const { communes } = known.body;
    const isUsed = work.lists.some(
      ({ body }) => body.withdrawn === null && body.communes.some((code) => communes.includes(code)),
    );
    if (isUsed) return { refused: refusals.used };
    const kept = await changeSession(
      {
        order,
        work,
        entry: { ...known.body, minutes: null },
        what: 'withdraw-minutes',
        reason: order.reason,
      },
      desk,
    );
    if (kept !== undefined) return { kept };
  }
  return { refused: refusals.busy };
}

/** A proposal or a decision that people issued, to be recorded. `seen` is how many of its kind there were. */
export interface ListOrder extends IssueOrder {
  readonly kind: ListKind;
  readonly seen: number;
  readonly paper: IssuedPaper;
  readonly communes: readonly string[];
  /** Kept among the blobs already; a decision has one. */
  readonly scan: IssuedListEntry['scan'];
}

/**
 * Records a proposal or decision as issued. It names only communes that signed minutes propose; a commune is recognised, and told so,
 * by a recorded decision and by nothing else.
 */
export async function issueList(order: ListOrder, desk: CouncilDesk): Promise<ActResult<IssuedListEntry>> {
  const { round, kind, by, paper } = order;
  const communes = [...new Set(order.communes)];
  const refused = refuseList(order, communes, desk.clock.now());
  if (refused !== null) return { refused };
  for (let attempt = 0; attempt < actAttempts; attempt += 1) {
    const work = await readCouncil(desk.store, round.id);
    const ofKind = work.lists.filter(({ body }) => body.kind === kind);
    const newest = ofKind.at(-1);
    if (ofKind.length !== order.seen && newest !== undefined) return { changed: newest.body };
    const papers = councilPapers(work);
    const unsigned = communes.filter((code) => signedRuling(papers, code)?.ruling !== 'propose');
    if (unsigned.length > 0)
      return {
        refused: `Biên bản đã ký không kết luận đề nghị công nhận ${nameCommunes(round, unsigned)} nên không ghi vào văn bản được.`,
      };
    const named = communes.filter((code) =>
      ofKind.some(({ body }) => body.withdrawn === null && body.communes.includes(code)),
    );
    if (named.length > 0)
      return { refused: `Văn bản cùng loại đã ghi trước đó nêu tên ${nameCommunes(round, named)}.` };
    const at = desk.clock.now();
    const entry: IssuedListEntry = {
      round: round.id,
      kind,
      place: order.seen + 1,
      ...paper,
      communes,
      by: by.name,
      at,
      scan: order.scan,
      withdrawn: null,
    };
    const after = { ...work, lists: [...work.lists, { body: entry, version: 0 }] };
    const warnings = newWarnings(round, work, after);
    if (warnings.length > 0 && !order.isConfirmed) return { warnings };
    const letters = kind === 'decision' ? await tellRecognised(entry, round, desk) : [];
    const { applied } = await desk.store.commit({
      writes: [
        putList(entry, undefined),
        moveHead(round.id, work.head),
        ...keepListAct(entry, 1, by, '', desk),
        ...letters,
        ...countOutcomes(round, work, after),
      ],
      jobs:
        letters.length === 0
          ? []
          : [sendingJobOfMany(round.id, recognisedCauses(entry.place), timeToWithdraw(at))],
    });
    if (applied) return { kept: entry };
  }
  return { refused: refusals.busy };
}

/** Takes back a list that was recorded by mistake; mails that would have told of it and still wait are not sent. */
export async function withdrawList(
  order: Omit<IssueOrder, 'isConfirmed'> & {
    readonly kind: ListKind;
    readonly place: number;
    readonly reason: string;
  },
  desk: CouncilDesk,
): Promise<ActResult<IssuedListEntry>> {
  const { round, kind, place, by, reason } = order;
  if (reason === '') return { refused: refusals.noReason };
  if (reason.length > longestWords) return { refused: refusals.longWords };
  for (let attempt = 0; attempt < actAttempts; attempt += 1) {
    const work = await readCouncil(desk.store, round.id);
    const known = work.lists.find(({ body }) => body.kind === kind && body.place === place);
    if (known === undefined || known.body.withdrawn !== null) return { refused: refusals.noList };
    const isDecided =
      kind === 'proposal' &&
      councilPapers(work).decisions.some(({ communes }) =>
        communes.some((code) => known.body.communes.includes(code)),
      );
    if (isDecided) return { refused: refusals.decided };
    const entry = { ...known.body, withdrawn: { by: by.name, at: desk.clock.now(), reason } };
    const after = {
      ...work,
      lists: work.lists.map((one) => (one === known ? { ...one, body: entry } : one)),
    };
    const mails = kind === 'decision' ? await listOutbox(desk.store, round.id, recognisedCauses(place)) : [];
    const { applied } = await desk.store.commit({
      writes: [
        putList(entry, known),
        moveHead(round.id, work.head),
        ...keepListAct(entry, 2, by, reason, desk),
        ...mails.flatMap((mail) => withdrawLetter(mail, 'Đã bỏ ghi Quyết định.')),
        ...countOutcomes(round, work, after),
      ],
      jobs: [],
    });
    if (applied) return { kept: entry };
  }
  return { refused: refusals.busy };
}

function refuseList(
  { paper, kind, scan }: ListOrder,
  communes: readonly string[],
  now: string,
): string | null {
  if (communes.length === 0) return refusals.noCommunes;
  if (communes.length > longestList) return refusals.longList;
  if (paper.number === null || paper.date === null || paper.signer === null) return refusals.noNumber;
  if (kind === 'decision' && scan === null) return refusals.noScan;
  return checkDay(paper.date, now);
}

const dayMs = 86_400_000;

function checkDay(day: string | null, now: string): string | null {
  if (day === null) return null;
  const start = Date.parse(`${day}T00:00:00+07:00`);
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(day) || Number.isNaN(start)) return refusals.badDay;
  // A clock of the office that is some hours behind refuses nothing.
  return start > Date.parse(now) + dayMs ? refusals.future : null;
}

/** What a person should look at before minutes are signed: members, votes, and dossiers that changed after the vote. */
async function warnOfSession(
  session: SessionEntry,
  round: Round,
  { store }: CouncilDesk,
): Promise<readonly string[]> {
  const { quorum, majority } = round.council;
  const present = session.attendance.filter(({ isPresent }) => isPresent).length;
  const heads = await Promise.all(session.communes.map((code) => readDossier(store, round.id, code)));
  return [
    ...(quorum !== null && present < quorum
      ? [`Có mặt ${present} thành viên, ít hơn số phải có mặt (${quorum}).`]
      : []),
    ...session.communes.flatMap((code, position) => {
      const name = nameCommunes(round, [code]);
      const [vote, ruled] = [session.votes[code], session.rulings[code]];
      const votes = vote === undefined ? 0 : vote.for + vote.against + vote.other + vote.invalid;
      const isShort =
        majority !== null &&
        vote !== undefined &&
        ruled?.ruling === 'propose' &&
        vote.for < majority.share * votes;
      const isChanged = ruled !== undefined && heads[position]?.body.revision !== ruled.revision;
      return [
        ...(vote === undefined ? [`${name}: chưa ghi số phiếu biểu quyết.`] : []),
        ...(isShort ? [`${name}: tỷ lệ đồng ý thấp hơn mức phải đạt (${majority.basis}).`] : []),
        ...(isChanged ? [`${name}: hồ sơ có lần gửi mới sau khi kết luận; xem lại kết luận.`] : []),
      ];
    }),
  ];
}

const replaceSession = (work: CouncilWork, entry: SessionEntry): CouncilWork => ({
  ...work,
  sessions: work.sessions.map((one) => (one.body.number === entry.number ? { ...one, body: entry } : one)),
});

/** Warnings on the order of papers that the change brings. */
function newWarnings(round: Round, before: CouncilWork, after: CouncilWork): readonly string[] {
  const known = checkPaperOrder({ round, ...councilPapers(before) });
  return checkPaperOrder({ round, ...councilPapers(after) }).filter((one) => !known.includes(one));
}

async function changeSession(
  change: {
    readonly order: { readonly round: Round; readonly by: Actor; readonly number: number };
    readonly work: CouncilWork;
    readonly entry: SessionEntry;
    readonly what: 'sign-minutes' | 'withdraw-minutes';
    readonly reason: string;
  },
  desk: CouncilDesk,
): Promise<SessionEntry | undefined> {
  const { order, work, what, reason } = change;
  const { round, by, number } = order;
  const known = work.sessions.find(({ body }) => body.number === number);
  if (known === undefined) return undefined;
  const step = known.body.step + 1;
  const entry = { ...change.entry, step, partSteps: { ...known.body.partSteps, minutes: step } };
  const toJson = (paper: IssuedPaper | null) => (paper === null ? null : { ...paper });
  const { applied } = await desk.store.commit({
    writes: [
      putSession(entry, known),
      moveHead(round.id, work.head),
      ...keepAct(
        {
          round: round.id,
          subject: sessionSubject(number),
          step,
          part: 'minutes',
          by,
          what,
          commune: null,
          reason,
          before: toJson(known.body.minutes),
          after: toJson(entry.minutes),
          said: `Phiên ${number}: ${entry.minutes === null ? 'bỏ ghi biên bản' : sayPaper(entry.minutes)}`,
        },
        desk,
      ),
      ...countOutcomes(round, work, replaceSession(work, entry)),
    ],
    jobs: [],
  });
  return applied ? entry : undefined;
}

function keepListAct(
  entry: IssuedListEntry,
  step: number,
  by: Actor,
  reason: string,
  desk: CouncilDesk,
): readonly Write[] {
  const { round, kind, place, communes, withdrawn } = entry;
  return keepAct(
    {
      round,
      subject: listSubject(kind, place),
      step,
      part: 'list',
      by,
      what:
        withdrawn !== null ? 'withdraw-list' : kind === 'proposal' ? 'record-proposal' : 'record-decision',
      commune: null,
      reason,
      before: null,
      after: {
        number: entry.number,
        date: entry.date,
        signer: entry.signer,
        communes,
        withdrawn: withdrawn !== null,
      },
      said: `${kind === 'proposal' ? 'Tờ trình' : 'Quyết định'} ${sayPaper(entry)}: ${communes.length} đơn vị`,
    },
    desk,
  );
}

const sayPaper = ({ number, date, signer }: IssuedPaper): string =>
  [`số ${number ?? '……'}`, `ngày ${date ?? '……'}`, `người ký ${signer ?? '……'}`].join(', ');

/** Beginning of the causes of a decision's mails. */
const recognisedCauses = (place: number): string => `recognised#${listSubject('decision', place)}#`;

/** A decision recorded by mistake can be taken back before its mails leave. */
const timeToWithdraw = (at: string): string => new Date(Date.parse(at) + 10 * 60_000).toISOString();

/** The mails that tell the communes of a decision. */
async function tellRecognised(
  decision: IssuedListEntry,
  round: Round,
  { store }: CouncilDesk,
): Promise<readonly Write[]> {
  const codes = [...decision.communes].sort();
  const [addresses, texts] = await Promise.all([
    listAddresses(store, round.id, { from: codes[0] ?? '', to: codes.at(-1) ?? '' }),
    loadLetterTexts(store),
  ]);
  return decision.communes.flatMap((code) => {
    const commune = round.communes.find((one) => one.code === code);
    if (commune === undefined) return [];
    const { writes } = queueLetter({
      round: round.id,
      commune: code,
      cause: `${recognisedCauses(decision.place)}${code}`,
      letter: 'recognised',
      to: addresses.filter((one) => one.commune === code).map(({ address }) => address),
      ...writeRecognitionMail({ round, commune }, decision, texts),
      attachments: [],
      inReplyTo: null,
      references: [],
      code: null,
      automatic: null,
      by: decision.by,
      at: decision.at,
    });
    return writes;
  });
}

/** What signed minutes and decisions change in the counts of the round. */
function countOutcomes(round: Round, before: CouncilWork, after: CouncilWork): readonly Write[] {
  const count = (work: CouncilWork): { proposed: number; recognised: number } => {
    const papers = councilPapers(work);
    const codes = [...new Set([...papers.sessions, ...papers.decisions].flatMap(({ communes }) => communes))];
    const outcomes = codes.map((code) => councilOutcome(papers, code));
    return {
      proposed: outcomes.filter(({ ruling }) => ruling === 'propose').length,
      recognised: outcomes.filter(({ recognised }) => recognised).length,
    };
  };
  const [was, is] = [count(before), count(after)];
  return countInRound(round.id, round.id, {
    proposed: is.proposed - was.proposed,
    recognised: is.recognised - was.recognised,
  });
}
