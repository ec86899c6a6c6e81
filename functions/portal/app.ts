import { Hono } from 'hono';
import { contextStorage } from 'hono/context-storage';
import type { RouteRight } from './access/guarded-routes.tsx';
import { guardRoutes } from './access/guarded-routes.tsx';
import { withKeptRounds } from '../../shared/pipeline/kept-rounds.ts';
import { deliverLargeFiles } from './deliver-large-files.ts';
import { requireKnownHost, requireOwnOrigin, setSecurityHeaders } from './guard-requests.ts';
import { answerFailures } from './routes/answer-failures.tsx';
import { recordPapers } from './routes/record-papers.tsx';
import { serveAssets } from './routes/serve-assets.ts';
import { decideDossier } from './routes/decide-dossier.tsx';
import { showBoard } from './routes/show-board.tsx';
import { showDossier } from './routes/show-dossier.tsx';
import { showIntake } from './routes/show-intake.tsx';
import { receiveOtherwise } from './routes/receive-otherwise.tsx';
import { showQuarantine } from './routes/show-quarantine.tsx';
import { workOnMail } from './routes/work-on-mail.tsx';
import { showSource } from './routes/show-source.tsx';
import { configureRounds } from './routes/configure-rounds.tsx';
import { editLetters } from './routes/edit-letters.tsx';
import { notifyMembers } from './routes/notify-council.tsx';
import { sendIssuedPapers } from './routes/send-issued.tsx';
import { sendReceipts } from './routes/send-receipts.tsx';
import { setReminders } from './routes/set-reminders.tsx';
import { keepRegistry } from './routes/keep-registry.tsx';
import { holdSessions } from './routes/hold-sessions.tsx';
import { issueLists } from './routes/issue-lists.tsx';
import { keepOutbox } from './routes/keep-outbox.tsx';
import { setUpSending } from './routes/set-up-sending.tsx';
import { manageMailbox } from './routes/manage-mailbox.tsx';
import { keepPeople } from './routes/keep-people.tsx';
import { showAudit } from './routes/show-audit.tsx';
import { signPeopleIn } from './routes/sign-people-in.tsx';
import { correctRubrics } from './routes/correct-rubrics.tsx';
import { confirmSectors } from './routes/confirm-sectors.tsx';
import { makeDocuments } from './routes/make-documents.tsx';
import { manageTemplates } from './routes/manage-templates.tsx';
import { workOnRubrics } from './routes/work-on-rubrics.tsx';
import type { PortalServices } from './services.ts';

/** The portal as a web application; the same on one machine and in the cloud. */
export function createPortal(services: PortalServices): Hono {
  return buildPortal(services).app;
}

/** The portal, and what each of its routes asks for. */
export function buildPortal(home: PortalServices): { app: Hono; rights: readonly RouteRight[] } {
  // Rounds change while the portal runs: whoever asks sees them as they were last kept.
  let { rounds } = home;
  const services: PortalServices = {
    ...home,
    get rounds() {
      return rounds;
    },
  };
  const refreshRounds = async (): Promise<void> => {
    rounds = await withKeptRounds(home.rounds, home);
  };
  const app = new Hono();
  app.use(setSecurityHeaders(services.gateway));
  app.use(requireKnownHost(services.hosts));
  app.use(requireOwnOrigin());
  app.use(contextStorage());
  app.use(async (c, next) => {
    await next();
    // Pages hold what communes sent: no copy stays in a browser or between.
    if (!c.res.headers.has('cache-control')) c.res.headers.set('cache-control', 'no-store');
  });
  if (services.gateway !== undefined) app.use(deliverLargeFiles(services.gateway));
  serveAssets(app, services);
  signPeopleIn(app, services);

  const routes = guardRoutes(app, services, refreshRounds);
  showBoard(routes, services);
  showDossier(routes, services);
  decideDossier(routes, services);
  showSource(routes, services);
  // Before the pages of single mails, whose path would fit its own.
  workOnMail(routes, services);
  showIntake(routes, services);
  showQuarantine(routes, services);
  receiveOtherwise(routes, services);
  // Before the pages of single sessions, whose path would fit their own.
  recordPapers(routes, services);
  sendIssuedPapers(routes, services);
  notifyMembers(routes, services);
  issueLists(routes, services);
  holdSessions(routes, services);
  confirmSectors(routes, services);
  makeDocuments(routes, services);
  manageTemplates(routes, services);
  workOnRubrics(routes, services);
  correctRubrics(routes, services);
  configureRounds(routes, services);
  setReminders(routes, services);
  sendReceipts(routes, services);
  editLetters(routes, services);
  keepRegistry(routes, services);
  keepOutbox(routes, services);
  setUpSending(routes, services);
  manageMailbox(routes, services);
  keepPeople(routes, services);
  showAudit(routes, services);

  answerFailures(app, services);
  return { app, rights: routes.rights };
}
