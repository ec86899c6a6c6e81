import { decodeJson } from '../../../shared/pipeline/json-blob.ts';
import type { MailOutcome } from '../../../shared/pipeline/mail-outcome.ts';
import {
  listIntake,
  listParts,
  mailFolder,
  readIntake,
  readLedger,
} from '../../../shared/pipeline/records.ts';
import { IntakeLogPage, MailPage } from '../pages/intake-pages.tsx';
import { isInWork, presentDead, presentIntakeRow, presentMail } from '../present/present-intake.ts';
import { presentLedger } from '../present/present-ledger.ts';
import { sayWork } from '../present/say-work.ts';
import type { GuardedRoutes } from '../access/guarded-routes.tsx';
import type { PortalServices } from '../services.ts';

const mailsPerPage = 50;

/** Mails whose parts are counted for the log: each costs a request, and few are read at once. */
const progressShown = 8;

/** Stopped jobs shown at a time; those retried make room for the rest. */
const deadListed = 100;

/** "/tiep-nhan": the intake log, one mail, and the button that retries a stopped job. */
export function showIntake(routes: GuardedRoutes, services: PortalServices): void {
  const { store, blobs, jobs } = services;
  const rounds = services.rounds.map(({ round }) => round);

  routes.get('/tiep-nhan', 'view-intake', async (c) => {
    const after = c.req.query('sau');
    const [page, ledger, counts, dead] = await Promise.all([
      listIntake(store, mailsPerPage, after),
      readLedger(store),
      jobs.countJobs(),
      jobs.listDead(deadListed),
    ]);
    const inWork = page.entries.filter(isInWork);
    const parts = new Map(
      await Promise.all(
        inWork
          .filter(({ state }) => state === 'reading')
          .slice(0, progressShown)
          .map(async ({ mail }) => [mail, (await listParts(store, mail)).map(({ body }) => body)] as const),
      ),
    );
    const work = sayWork(inWork.length, counts);
    return c.html(
      <IntakeLogPage
        view={{
          rows: page.entries.map((entry) => presentIntakeRow(entry, rounds, parts.get(entry.mail))),
          isFirstPage: after === undefined,
          nextHref: page.next === undefined ? null : `/tiep-nhan?sau=${encodeURIComponent(page.next)}`,
          dead: dead.jobs.map(presentDead),
          work,
          ledger: presentLedger(ledger, work !== null),
        }}
      />,
    );
  });

  routes.get('/tiep-nhan/:mail{[0-9A-Za-z_-]{1,64}}', 'view-intake', async (c) => {
    const mail = c.req.param('mail');
    const entry = await readIntake(store, mail);
    if (entry === undefined) return c.notFound();
    const { outcome: outcomeName } = entry.body;
    const [parts, dead, outcome] = await Promise.all([
      listParts(store, mail),
      jobs.listDead(deadListed),
      outcomeName === null ? undefined : blobs.get(mailFolder(mail), outcomeName),
    ]);
    return c.html(
      <MailPage
        view={presentMail({
          entry: entry.body,
          parts: parts.map(({ body }) => body),
          outcome: outcome === undefined ? null : decodeJson<MailOutcome>(outcome),
          rounds,
        })}
        dead={dead.jobs.filter(({ payload }) => payload['mail'] === mail).map(presentDead)}
      />,
    );
  });

  routes.post('/xu-ly-lai', 'retry-work', async (c, _person, form) => {
    const id = form.text('id');
    // A job someone else has just retried is no failure: the log shows where it stands.
    if (id !== '') await jobs.retry(id);
    return c.redirect('/tiep-nhan', 303);
  });
}
