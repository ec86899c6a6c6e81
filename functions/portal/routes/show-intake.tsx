import type { Context } from 'hono';
import type { Person } from '../../../shared/domain/person.ts';
import type { Round } from '../../../shared/domain/round.ts';
import { rawMailName } from '../../../shared/pipeline/accept-mail.ts';
import { listIntakeDays } from '../../../shared/pipeline/intake-days.ts';
import { decodeJson } from '../../../shared/pipeline/json-blob.ts';
import { readMailFile, type MailFile } from '../../../shared/pipeline/mail-file.ts';
import type { MailFilter, MailShelf } from '../../../shared/pipeline/mail-listing.ts';
import { listMails, mailShelves, searchMails } from '../../../shared/pipeline/mail-listing.ts';
import type { MailOutcome } from '../../../shared/pipeline/mail-outcome.ts';
import { readOutbox } from '../../../shared/pipeline/outbox-records.ts';
import { findReceipt, readOwed } from '../../../shared/pipeline/receipt-records.ts';
import { listParts, mailFolder, readIntake, readLedger } from '../../../shared/pipeline/records.ts';
import type { IntakeEntry } from '../../../shared/pipeline/records.ts';
import { sayLocalDay } from '../../../shared/pipeline/say-local-time.ts';
import { redirectWith } from '../access/flash.ts';
import { auditLine } from '../access/audit-line.ts';
import type { GuardedRoutes } from '../access/guarded-routes.tsx';
import { can } from '../access/permissions.ts';
import { IntakeChartsPage } from '../pages/intake-charts-page.tsx';
import type { IntakeLogView } from '../pages/intake-pages.tsx';
import { IntakeLogPage, MailPage } from '../pages/intake-pages.tsx';
import type { EnteredWork } from '../pages/mail-actions.tsx';
import { nothingEntered } from '../pages/mail-actions.tsx';
import { sayRound } from '../present/present-board.ts';
import { presentIntakeCharts } from '../present/present-intake-days.ts';
import {
  isInWork,
  mailHref,
  presentDead,
  presentHit,
  presentIntakeRow,
  presentMail,
  shelfNames,
  stageNames,
} from '../present/present-intake.ts';
import { sayLedger } from '../../../shared/pipeline/say-ledger.ts';
import { presentMailWork, presentPlaces, readPlace } from '../present/present-mail-work.ts';
import { presentReceipt, receiptHref } from '../present/present-receipt.ts';
import { sayWork } from '../present/say-work.ts';
import type { PortalServices } from '../services.ts';

const mailsPerPage = 50;

/** Mails whose parts are counted for the log: each costs a request. */
const progressShown = 2;

/** Requests of a page; one is for the ledger. */
const requestsAtMost = 5;

/** Communes offered at once; of an office with more only those of the round chosen: thousands take a second. */
const communesOffered = 400;

/** Stopped jobs shown at a time; those retried make room for the rest. */
const deadListed = 100;

/** Days of the charts. */
const chartDays = 30;

/** A path of one mail. */
export const mailPath = '/:mail{[0-9A-Za-z_-]{1,64}}';

/** A person sees the mails of their rounds, and those of no round yet. */
export const maySee = (person: Person, { round }: Pick<IntakeEntry, 'round'>): boolean =>
  can(person, 'view-intake', round ?? undefined);

/** "/tiep-nhan": the intake log with search and filters, charts, one mail, its raw bytes, and the button that retries a stopped job. */
export function showIntake(routes: GuardedRoutes, services: PortalServices): void {
  const { store, blobs, jobs, clock } = services;
  const roundsNow = (): readonly Round[] => services.rounds.map(({ round }) => round);

  const showLog = async (
    c: Context,
    person: Person,
    list: {
      readonly rows: IntakeLogView['rows'];
      readonly entries: readonly IntakeEntry[];
      readonly filter: MailFilter;
      readonly like: string;
      readonly search: IntakeLogView['search'];
      readonly isFirstPage: boolean;
      readonly nextHref: string | null;
    },
  ) => {
    const [ledger, counts, dead] = await Promise.all([
      readLedger(store),
      jobs.countJobs(),
      jobs.listDead(deadListed),
    ]);
    const work = sayWork(list.entries.filter(isInWork).length, counts);
    const stopped = new Set(
      dead.jobs.filter(({ stage }) => stopsMail.has(stage)).map(({ payload }) => payload['mail']),
    );
    const { filter, like } = list;
    return c.html(
      <IntakeLogPage
        view={{
          rows: list.rows,
          isFirstPage: list.isFirstPage,
          nextHref: list.nextHref,
          dead: dead.jobs.map(presentDead),
          work,
          ledger: sayLedger(ledger, work !== null, stopped.size),
          search: list.search,
          canWork: can(person, 'work-intake'),
          filters: {
            shelves: mailShelves.map((shelf) => ({
              value: shelf,
              name: shelfNames[shelf],
              isChosen: shelf === filter.shelf,
            })),
            ...offerPlaces(roundsNow(), person, filter.place?.round ?? filter.round),
            place: filter.place === undefined ? '' : `${filter.place.round}:${filter.place.commune}`,
            day: filter.day ?? '',
            like,
            sender: filter.sender ?? '',
            isNarrowed: Object.values(filter).some((value) => value !== undefined),
          },
        }}
      />,
    );
  };

  routes.get('/tiep-nhan', 'view-intake', async (c, person) => {
    const after = c.req.query('sau');
    const like = c.req.query('nhu') ?? '';
    const day = c.req.query('ngay') ?? '';
    const round = roundsNow().find(({ id }) => id === c.req.query('dot'))?.id;
    const chosen = readPlace(c.req.query('xa') ?? '', roundsNow());
    // A commune of the round chosen before is none of this one.
    const place = round === undefined || chosen?.round === round ? chosen : undefined;
    const filter: MailFilter = {
      shelf: mailShelves.find((shelf) => shelf === c.req.query('tinh-trang')),
      place,
      round: place === undefined ? round : undefined,
      // No address stands in an address: a mail of the sender names it.
      sender: like === '' ? undefined : ((await readIntake(store, like))?.body.from ?? undefined),
      day: /^\d{4}-\d{2}-\d{2}$/u.test(day) && !Number.isNaN(Date.parse(day)) ? day : undefined,
    };
    const page = await listMails(store, filter, mailsPerPage, after);
    const entries = page.entries.filter((entry) => maySee(person, entry));
    const spare = requestsAtMost - 1 - page.requests - (like === '' ? 0 : 1);
    const parts = new Map(
      await Promise.all(
        entries
          .filter(({ state }) => state === 'reading')
          .slice(0, Math.min(progressShown, spare))
          .map(async ({ mail }) => [mail, (await listParts(store, mail)).map(({ body }) => body)] as const),
      ),
    );
    const next = page.next;
    return showLog(c, person, {
      rows: entries.map((entry) => presentIntakeRow(entry, roundsNow(), parts.get(entry.mail))),
      entries,
      filter,
      like,
      search: null,
      isFirstPage: after === undefined,
      nextHref:
        next === undefined
          ? null
          : `/tiep-nhan?${new URLSearchParams({ ...queryOf(filter, like), sau: next }).toString()}`,
    });
  });

  // By POST: what is searched for may be a name, and addresses of pages are kept in many places.
  routes.post('/tiep-nhan/tim', 'view-intake', async (c, person, form) => {
    const words = form.text('tim').slice(0, 200);
    const { hits, isCut } = await searchMails(store, words);
    const shown = hits.slice(0, mailsPerPage);
    return showLog(c, person, {
      rows: shown.map(presentHit),
      entries: [],
      filter: {},
      like: '',
      search: {
        words,
        found:
          isCut || hits.length > shown.length
            ? `Hiển thị ${shown.length} thư mới nhất trong ${hits.length} thư${isCut ? ' đã xem' : ''}. Thêm từ để thu hẹp.`
            : `${hits.length} thư.`,
      },
      isFirstPage: true,
      nextHref: null,
    });
  });

  routes.get('/tiep-nhan/bieu-do', 'view-intake', async (c) => {
    const today = sayLocalDay(clock.now());
    const counted = await listIntakeDays(store, today, chartDays);
    return c.html(<IntakeChartsPage view={presentIntakeCharts(counted, today, chartDays)} />);
  });

  routes.get(`/tiep-nhan${mailPath}`, 'view-intake', async (c, person) => {
    const file = await readMailFile(store, c.req.param('mail'));
    if (file === undefined || !maySee(person, file.entry)) return c.notFound();
    return showMail(c, file, person, services);
  });

  routes.post(`/tiep-nhan${mailPath}/thu-goc`, 'download-raw', async (c, person, form) => {
    const entry = await readIntake(store, c.req.param('mail'));
    if (entry === undefined || !can(person, 'download-raw', entry.body.round ?? undefined))
      return c.notFound();
    const { mail, round, commune } = entry.body;
    const reason = form.text('ly-do').slice(0, 500);
    const bytes = await blobs.get(mailFolder(mail), rawMailName);
    if (bytes === undefined) return c.notFound();
    if (reason === '') return redirectWith(c, mailHref(mail), 'Ghi lý do trước khi tải thư gốc.');
    // Before the first byte is sent: no download without its line.
    await store.commit({
      writes: [auditLine(services, person, 'download-raw', { about: { round, commune, mail }, reason })],
      jobs: [],
    });
    return c.body(Buffer.from(bytes), 200, {
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="${mail}.eml"`,
    });
  });

  routes.post('/xu-ly-lai', 'retry-work', async (c, person, form) => {
    const id = form.text('id');
    const { jobs: dead } = await jobs.listDead(deadListed);
    const job = dead.find((one) => one.id === id);
    // A job someone else has just retried is no failure: the log shows where it stands.
    if (job === undefined) return c.redirect('/tiep-nhan', 303);
    const { round, commune, mail } = job.payload;
    const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
    const about = { round: text(round), commune: text(commune), mail: text(mail) };
    // Before it runs: no second try without its line.
    await store.commit({
      writes: [auditLine(services, person, 'retry-job', { about, after: stageNames[job.stage] })],
      jobs: [],
    });
    await jobs.retry(id);
    return redirectWith(c, '/tiep-nhan', 'Đã cho làm lại việc đã dừng.');
  });
}

/** Stages without which a mail comes to no end. */
const stopsMail: ReadonlySet<string> = new Set([
  'receive-mail',
  'read-document',
  'read-page',
  'join-pages',
  'assess-dossier',
  'replay-mail',
]);

/** The communes to choose from, and first the round where all rounds have too many. */
function offerPlaces(
  rounds: readonly Round[],
  person: Person,
  chosen: string | undefined,
): Pick<IntakeLogView['filters'], 'rounds' | 'places'> {
  const mine = rounds.filter(({ id }) => can(person, 'view-intake', id));
  const isFew = mine.reduce((sum, { communes }) => sum + communes.length, 0) <= communesOffered;
  const offered = isFew ? mine : mine.filter(({ id }) => id === chosen);
  return {
    rounds: isFew
      ? []
      : mine.map((round) => ({ value: round.id, name: sayRound(round), isChosen: round.id === chosen })),
    places: presentPlaces(offered, person, 'view-intake'),
  };
}

function queryOf(
  { shelf, place, round, day }: MailFilter & { readonly shelf?: MailShelf | undefined },
  like: string,
): Record<string, string> {
  return {
    ...(shelf !== undefined && { 'tinh-trang': shelf }),
    ...(round !== undefined && { dot: round }),
    ...(place !== undefined && { xa: `${place.round}:${place.commune}` }),
    ...(day !== undefined && { ngay: day }),
    ...(like !== '' && { nhu: like }),
  };
}

/** The page of one mail, with what was entered on it and not done. */
export async function showMail(
  c: Context,
  file: MailFile,
  person: Person,
  services: Pick<PortalServices, 'store' | 'blobs' | 'jobs' | 'rounds'>,
  entered: EnteredWork = nothingEntered,
): Promise<Response> {
  const rounds = services.rounds.map(({ round }) => round);
  const { entry, parts } = file;
  const [dead, outcome, receipt] = await Promise.all([
    services.jobs.listDead(deadListed),
    entry.outcome === null ? undefined : services.blobs.get(mailFolder(entry.mail), entry.outcome),
    loadMailReceipt(entry, person, services),
  ]);
  return c.html(
    <MailPage
      view={presentMail({
        entry,
        parts,
        outcome: outcome === undefined ? null : decodeJson<MailOutcome>(outcome),
        rounds,
      })}
      dead={dead.jobs.filter(({ payload }) => payload['mail'] === entry.mail).map(presentDead)}
      work={presentMailWork(file, rounds, person)}
      entered={entered}
      receipt={receipt}
    />,
    entered.problem === null ? 200 : 409,
  );
}

/** The receipt of a mail that went into a dossier, for those who see what the office sends. */
async function loadMailReceipt(
  { mail, round: id, commune }: IntakeEntry,
  person: Person,
  { store, rounds }: Pick<PortalServices, 'store' | 'rounds'>,
) {
  const year = rounds.find(({ round }) => round.id === id)?.round.year;
  if (year === undefined || id === null || commune === null || !can(person, 'view-outbox', id)) return null;
  const { code, known } = await findReceipt(store, mail, year);
  if (known === undefined) return null;
  const { cause } = known.body;
  const [letter, owed] = await Promise.all([
    cause === null ? undefined : readOutbox(store, known.body.round, cause),
    cause === null ? readOwed(store, id, commune) : undefined,
  ]);
  return { code, state: presentReceipt(letter?.body, owed?.body, mail), href: receiptHref(id, commune) };
}
