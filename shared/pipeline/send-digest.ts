import { renderLetter } from '../appraisal/letters/render-letter.ts';
import { deadlineOf, isLateBy } from '../domain/deadline.ts';
import type { Role } from '../domain/person.ts';
import type { Round } from '../domain/round.ts';
import type { Commit } from '../ports/store.ts';
import { listDesks } from './desk-records.ts';
import { loadLetterTexts } from './letter-records.ts';
import type { MailShelf } from './mail-listing.ts';
import { officeRound, pageOpenLetters, queueLetter, readOutbox } from './outbox-records.ts';
import { listStaffAddresses } from './people-records.ts';
import type { IntakeEntry } from './records.ts';
import { listDossiers, readLedger } from './records.ts';
import { readTotals } from './round-totals.ts';
import { sayLedger } from './say-ledger.ts';
import type { World } from './world.ts';

const nothing: Commit = { writes: [], jobs: [] };
const dayMs = 86_400_000;
/** Who gets the digest, those of them with an address. */
export const digestReaders: readonly Role[] = ['administrator', 'officer'];
/** Attack: a day of a hundred thousand mails; the count then says "at least". */
const mailsCounted = 5000;
/** Records of one request. */
const pageSize = 1000;
/** A round is told of from so long before its deadline until so long after it. */
const toldBefore = 120 * dayMs;
const toldAfter = 60 * dayMs;
/** Who has not sent is named this long after the deadline. */
const namedFor = 7 * dayMs;
/** Friday: the day on which the digest goes out even where there is nothing to say. */
const weekly = 5;

/**
 * The day's digest to administrators and officers who have an address: what needs a person, what came, whether the ledger balances.
 * On a day with nothing to say none goes out, but for Fridays. `dead` and `open` are the jobs at the time it was started.
 */
export async function sendDigest(
  { day, dead, open }: { readonly day: string; readonly dead: number; readonly open: number },
  world: World,
): Promise<Commit> {
  const { store, clock } = world;
  const cause = `digest#${day}`;
  if ((await readOutbox(store, officeRound, cause)) !== undefined) return nothing;
  const to = await listStaffAddresses(store, digestReaders);
  if (to.length === 0) return nothing;
  const now = clock.now();
  const [mails, held, questions, letters, ledger] = await Promise.all([
    listMailsOf(day, world),
    countShelf('held', world),
    countShelf('question', world),
    countLetters(world),
    readLedger(store),
  ]);
  const rounds = world.rounds.map(({ round }) => round).filter((round) => isCurrent(round, now));
  const said = sayLedger(ledger, open > 0, dead);
  const unread = mails.filter(({ kind }) => kind === 'unreadable').length;
  const work = held + questions + unread + dead + letters.failed + letters.byHand;
  const told = await Promise.all(rounds.map((round) => sayRound(round, now, world)));
  // The invented round is told of while somebody tries it, never of what nobody sent to it.
  const lines = told.filter(
    ({ so_da_gui }, index) => so_da_gui !== '0' || rounds[index]?.id.startsWith('minh-hoa') !== true,
  );
  const isQuiet =
    work === 0 &&
    mails.length === 0 &&
    said.isBalanced &&
    lines.every((one) => one.danh_sach_chua_gui === '' && one.danh_sach_can_bo_sung === '');
  if (isQuiet && new Date(day).getUTCDay() !== weekly) return nothing;
  const of = (kind: IntakeEntry['kind']): string =>
    String(mails.filter((mail) => mail.kind === kind && mail.state !== 'duplicate').length);
  const letter = renderLetter(
    'digest',
    {
      ngay: day.split('-').reverse().join('/'),
      so_can_xu_ly: String(work),
      so_cho_xac_minh: String(held),
      so_cau_hoi: String(questions),
      so_khong_doc_duoc: String(unread),
      so_dung: String(dead),
      so_khong_den: String(letters.failed),
      so_gui_tay: String(letters.byHand),
      so_thu_rac: String(mails.filter(({ via }) => via.includes('spam')).length),
      so_thu: String(mails.length),
      so_ho_so_moi: of('dossier'),
      so_bo_sung: of('supplement'),
      so_trung: String(mails.filter(({ state }) => state === 'duplicate').length),
      dot: lines,
      ket_qua_doi_chieu: said.text,
    },
    await loadLetterTexts(store),
  );
  return queueLetter({
    round: officeRound,
    commune: null,
    cause,
    letter: 'digest',
    to,
    ...letter,
    attachments: [],
    inReplyTo: null,
    references: [],
    code: null,
    automatic: 'auto-generated',
    by: 'Hệ thống',
    at: now,
  });
}

const isCurrent = ({ lateFrom }: Round, now: string): boolean => {
  const since = Date.parse(now) - Date.parse(lateFrom);
  return since > -toldBefore && since < toldAfter;
};

/** The mails accepted on a day in Vietnam. */
async function listMailsOf(day: string, { store }: World): Promise<readonly IntakeEntry[]> {
  const start = Date.parse(`${day}T00:00:00+07:00`);
  const mails: IntakeEntry[] = [];
  let after: string | undefined;
  do {
    const page = await store.query({
      partition: 'INTAKE',
      index: 'index1',
      from: new Date(start).toISOString(),
      to: `${new Date(start + dayMs - 1).toISOString()}~`,
      limit: pageSize,
      ...(after !== undefined && { after }),
    });
    mails.push(...page.records.map(({ body }) => body as unknown as IntakeEntry));
    after = page.next;
  } while (after !== undefined && mails.length < mailsCounted);
  return mails;
}

/** Mails of a shelf, counted to a thousand. */
async function countShelf(shelf: MailShelf, { store }: World): Promise<number> {
  const page = await store.query({ partition: `MAILS#${shelf}`, index: 'index1', limit: pageSize });
  return page.records.length;
}

/** Letters that wait for a person: those that did not arrive, and those somebody must send or telephone about. */
async function countLetters({ store }: World): Promise<{ readonly failed: number; readonly byHand: number }> {
  const { mails } = await pageOpenLetters(store, pageSize);
  const byHand = mails.filter(({ isByHand }) => isByHand === true).length;
  return { byHand, failed: mails.length - byHand };
}

async function sayRound(round: Round, now: string, { store }: World) {
  const totals = (await readTotals(store, round.id, round.id)).get(round.id);
  const isOverdue = isLateBy(now, round) && Date.parse(now) - Date.parse(round.lateFrom) < namedFor;
  const [dossiers, desks] = isOverdue
    ? await Promise.all([listDossiers(store, round.id), listDesks(store, round.id)])
    : [[], []];
  const extensions = new Map(desks.map(({ commune, extension }) => [commune, extension]));
  const overdue = isOverdue
    ? round.communes.filter(({ code }) => isLateBy(now, deadlineOf(round, extensions.get(code) ?? null)))
    : [];
  const names = (isNamed: (code: string) => boolean): string =>
    overdue
      .filter(({ code }) => isNamed(code))
      .map(({ name }) => name)
      .join(', ');
  const sent = new Map(dossiers.map((one) => [one.commune, one.decided ?? one]));
  return {
    ten_dot: `Đợt năm ${round.year}, ${round.authority.district}`,
    so_da_gui: String(totals?.submitted ?? 0),
    tong_so_xa: String(round.communes.length),
    so_du: String((totals?.submitted ?? 0) - (totals?.incomplete ?? 0)),
    so_ban_giay: String(totals?.paper ?? 0),
    qua_han: isOverdue,
    danh_sach_chua_gui: names((code) => !sent.has(code)),
    danh_sach_can_bo_sung: names((code) => (sent.get(code)?.missingDocuments.length ?? 0) > 0),
  };
}
