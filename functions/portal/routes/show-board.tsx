import type { Context } from 'hono';
import { drawWorkbook } from '../../../shared/appraisal/workbooks/draw-sheet.ts';
import type { Commune } from '../../../shared/domain/commune.ts';
import { withAdoptedRubrics } from '../../../shared/pipeline/adopted-rubrics.ts';
import type { BoardLines } from '../../../shared/pipeline/board-lines.ts';
import { readBoardLines } from '../../../shared/pipeline/board-lines.ts';
import { councilPapers, readCouncil } from '../../../shared/pipeline/council-records.ts';
import { listIntake, readLedger } from '../../../shared/pipeline/records.ts';
import { readWaiting } from '../../../shared/pipeline/read-waiting.ts';
import { readTotals, toDays, toTotals } from '../../../shared/pipeline/round-totals.ts';
import type { JobCounts } from '../../../shared/ports/jobs.ts';
import type { GuardedRoutes } from '../access/guarded-routes.tsx';
import { can } from '../access/permissions.ts';
import type { BoardView } from '../pages/board-page.tsx';
import { BoardPage, RoundBoardPage } from '../pages/board-page.tsx';
import type { BoardFilter } from '../present/present-board.ts';
import { boardFilters, presentRound, sayRound } from '../present/present-board.ts';
import { isInWork } from '../present/present-intake.ts';
import { sayLedger } from '../../../shared/pipeline/say-ledger.ts';
import { sayWork } from '../present/say-work.ts';
import { countedAtMost, sayOutbox } from './say-outbox.ts';
import { sheetOfBoard } from '../present/sheet-of-board.ts';
import type { PortalRound, PortalServices } from '../services.ts';
import { sendFile } from './send-file.ts';

/** Mails looked through for those on their way; more than are ever worked on at once. */
const recentMails = 50;
/** An office with no more rounds sees their boards on the first page. */
const roundsAtHome = 2;
const roundsPerPage = 50;
const communesPerPage = 50;
/** Communes whose lines one request brings for sure. */
const communesAtOnce = 150;

/** "/" and "/dot/:round": the rounds, and the board of each. */
export function showBoard(routes: GuardedRoutes, services: PortalServices): void {
  const { store, clock, jobs, inboxes, loadSamples } = services;

  routes.get('/', 'view-board', async (c, person) => {
    const mine = services.rounds.filter(({ round }) => can(person, 'view-board', round.id));
    const home = mine.length > roundsAtHome ? [] : mine;
    const maySee = { outbox: can(person, 'view-outbox'), mailbox: can(person, 'view-intake') };
    const [rounds, lines, list, counts, waiting] = await Promise.all([
      withAdoptedRubrics(home, services),
      Promise.all(home.map(({ round }) => readLines(round.id, round.communes))),
      mine.length > roundsAtHome ? listRounds(mine, c.req.query('sau')) : null,
      jobs.countJobs(),
      maySee.outbox || maySee.mailbox ? readWaiting(store, countedAtMost) : null,
    ]);
    // Either is one request, and counts balance only once work is done.
    const isIdle = counts.waiting + counts.running === 0;
    const ledger = isIdle ? await readLedger(store) : null;
    const { recent, inWork, work } = await readWork(counts);
    const boards = rounds.map(({ round, rubric }, position) =>
      presentRound({
        round,
        rubric,
        ...(lines[position] ?? noLines),
        inWork,
        now: clock.now(),
        communes: round.communes.slice(0, communesPerPage),
      }),
    );
    return c.html(
      <BoardPage
        view={{
          // Rounds with dossiers first: the other ones have nothing to look at yet.
          rounds: [...boards].sort(
            (one, other) => Number(one.submitted === 0) - Number(other.submitted === 0),
          ),
          list,
          work,
          dead: counts.dead,
          mailbox: maySee.mailbox ? (waiting?.mailbox ?? null) : null,
          mayManageMailbox: can(person, 'manage-mailbox'),
          outbox: maySee.outbox && waiting !== null ? sayOutbox(waiting) : null,
          ledger: ledger === null ? null : sayLedger(ledger, false),
          isEmpty: ledger === null ? recent.length === 0 : (ledger['accepted'] ?? 0) === 0,
          inboxes,
          canLoadSamples: loadSamples !== undefined,
        }}
      />,
    );
  });

  routes.get('/dot/:round', 'view-board', async (c, person) => {
    const found = findRound(c, services);
    if (found === undefined) return c.notFound();
    const filter = readFilter(c.req.query('loc'));
    const byCode = [...found.round.communes].sort((one, other) => (one.code < other.code ? -1 : 1));
    const isWhole = byCode.length <= communesPerPage;
    const after = isWhole ? '' : (c.req.query('sau') ?? '');
    const rest = byCode.filter(({ code }) => code > after);
    const looked = rest.slice(0, isWhole || filter === null ? communesPerPage : communesAtOnce);
    const [[active = found], lines, council, { inWork, work }] = await Promise.all([
      withAdoptedRubrics([found], services),
      readLines(found.round.id, looked),
      readCouncil(store, found.round.id),
      jobs.countJobs().then(readWork),
    ]);
    const covered = lines.until === null ? looked : looked.filter(({ code }) => code <= (lines.until ?? ''));
    const board = presentRound({
      ...active,
      ...lines,
      council: councilPapers(council),
      inWork,
      now: clock.now(),
      communes: covered,
    });
    const matching = board.rows.filter(({ filters }) => filter === null || filters.includes(filter));
    const rows = matching.slice(0, communesPerPage);
    // A page that is full ends at its last commune; else at the last one looked at.
    const codes = (rows.length < matching.length ? rows : covered).map(({ code }) => code).sort();
    const end = codes.at(-1) ?? '';
    const totals = toTotals(council.totals);
    return c.html(
      <RoundBoardPage
        view={{
          round: {
            ...board,
            rows,
            totals: isWhole
              ? board.totals
              : [
                  { label: 'Xã, thị trấn', count: byCode.length, tone: 'quiet' },
                  { label: 'Đã gửi', count: totals.submitted, tone: 'quiet' },
                  { label: 'Chưa gửi', count: byCode.length - totals.submitted, tone: 'quiet' },
                  { label: 'Nộp chậm', count: totals.late, tone: 'attention' },
                  { label: 'Thiếu thành phần', count: totals.incomplete, tone: 'urgent' },
                  { label: 'Hội đồng đề nghị', count: totals.proposed, tone: 'good' },
                  { label: 'Đã công nhận', count: totals.recognised, tone: 'good' },
                ],
          },
          filter,
          next: byCode.some(({ code }) => code > end) && end !== '' ? end : null,
          days: toDays(council.totals),
          communes: byCode.length,
          work,
          maySeeSessions: can(person, 'view-sessions', found.round.id),
          maySeeOutbox: can(person, 'view-outbox', found.round.id),
        }}
      />,
    );
  });

  routes.get('/dot/:round/xuat', 'view-board', async (c) => {
    const found = findRound(c, services);
    if (found === undefined) return c.notFound();
    const [[active = found], council] = await Promise.all([
      withAdoptedRubrics([found], services),
      readCouncil(store, found.round.id),
    ]);
    const byCode = [...found.round.communes].sort((one, other) => (one.code < other.code ? -1 : 1));
    const rows = [];
    // A file of the whole round: one request for every so many communes.
    for (let from = 0; from < byCode.length; from += communesAtOnce) {
      const communes = byCode.slice(from, from + communesAtOnce);
      const lines = await readLines(found.round.id, communes);
      const papers = councilPapers(council);
      rows.push(
        ...presentRound({ ...active, ...lines, council: papers, inWork: [], now: clock.now(), communes })
          .rows,
      );
    }
    const title = `Bảng theo dõi, ${sayRound(found.round)}`;
    const banner = active.rubric.banner ?? '';
    const bytes = await drawWorkbook([sheetOfBoard(rows, title, banner)], { title, at: clock.now() });
    return sendFile(c, bytes, `Bảng theo dõi ${found.round.id}.xlsx`);
  });

  if (loadSamples !== undefined)
    routes.post('/nap-ho-so-mau', 'work-intake', async (c) => {
      await loadSamples();
      return c.redirect('/', 303);
    });

  /** What goes on just now; one request while anything does. */
  async function readWork(counts: JobCounts) {
    const isIdle = counts.waiting + counts.running === 0;
    const recent = isIdle ? [] : (await listIntake(store, recentMails)).entries;
    const inWork = recent.filter(isInWork);
    return { recent, inWork, work: sayWork(inWork.length, counts) };
  }

  async function readLines(round: string, communes: readonly Commune[]): Promise<BoardLines> {
    const codes = communes.map(({ code }) => code).sort();
    const [first, last] = [codes[0], codes.at(-1)];
    return first === undefined || last === undefined ? noLines : readBoardLines(store, round, first, last);
  }

  async function listRounds(
    mine: readonly PortalRound[],
    after: string | undefined,
  ): Promise<NonNullable<BoardView['list']>> {
    const byId = mine.map(({ round }) => round).sort((one, other) => (one.id < other.id ? -1 : 1));
    const rest = byId.filter(({ id }) => after === undefined || id > after);
    const page = rest.slice(0, roundsPerPage);
    const [first, last] = [page[0], page.at(-1)];
    if (first === undefined || last === undefined) return { rows: [], next: null };
    const totals = await readTotals(store, first.id, last.id);
    return {
      rows: page.map((round) => ({
        id: round.id,
        title: sayRound(round),
        communes: round.communes.length,
        totals: totals.get(round.id) ?? toTotals({}),
      })),
      next: rest.length > page.length ? last.id : null,
    };
  }
}

const noLines: BoardLines = { dossiers: [], checks: [], tracked: [], desks: [], until: null };

const findRound = (c: Context, { rounds }: Pick<PortalServices, 'rounds'>): PortalRound | undefined =>
  rounds.find(({ round }) => round.id === c.req.param('round'));

const readFilter = (text: string | undefined): BoardFilter | null =>
  text !== undefined && Object.hasOwn(boardFilters, text) ? (text as BoardFilter) : null;
