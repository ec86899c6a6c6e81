import { withAdoptedRubrics } from '../../../shared/pipeline/adopted-rubrics.ts';
import { listDossiers, listIntake, readLedger } from '../../../shared/pipeline/records.ts';
import { listChecks, listTracked } from '../../../shared/pipeline/round-records.ts';
import { BoardPage } from '../pages/board-page.tsx';
import { presentRound } from '../present/present-board.ts';
import { isInWork } from '../present/present-intake.ts';
import { presentLedger } from '../present/present-ledger.ts';
import { sayWork } from '../present/say-work.ts';
import type { GuardedRoutes } from '../access/guarded-routes.tsx';
import type { PortalServices } from '../services.ts';

/** Mails looked through for those on their way; more than are ever worked on at once. */
const recentMails = 50;

/** "/": the board of every round, and the button that fills it with invented dossiers. */
export function showBoard(routes: GuardedRoutes, services: PortalServices): void {
  const { store, clock, jobs, inboxes, loadSamples } = services;

  routes.get('/', 'view-board', async (c) => {
    const rounds = await withAdoptedRubrics(services.rounds, services);
    const [dossiers, checks, tracked, recent, ledger, counts] = await Promise.all([
      Promise.all(rounds.map(({ round }) => listDossiers(store, round.id))),
      Promise.all(rounds.map(({ round }) => listChecks(store, round.id))),
      Promise.all(rounds.map(({ round }) => listTracked(store, round.id))),
      listIntake(store, recentMails),
      readLedger(store),
      jobs.countJobs(),
    ]);
    const inWork = recent.entries.filter(isInWork);
    const now = clock.now();
    const work = sayWork(inWork.length, counts);
    const boards = rounds.map(({ round, rubric }, position) =>
      presentRound({
        round,
        rubric,
        dossiers: dossiers[position] ?? [],
        checks: (checks[position] ?? []).map(({ body }) => body),
        tracked: tracked[position] ?? [],
        inWork,
        now,
      }),
    );
    return c.html(
      <BoardPage
        view={{
          // Rounds with dossiers first: the other ones have nothing to look at yet.
          rounds: [...boards].sort(
            (one, other) => Number(one.submitted === 0) - Number(other.submitted === 0),
          ),
          work,
          dead: counts.dead,
          ledger: presentLedger(ledger, work !== null),
          isEmpty: recent.entries.length === 0,
          inboxes,
          canLoadSamples: loadSamples !== undefined,
        }}
      />,
    );
  });

  if (loadSamples !== undefined)
    routes.post('/nap-ho-so-mau', 'work-intake', async (c) => {
      await loadSamples();
      return c.redirect('/', 303);
    });
}
