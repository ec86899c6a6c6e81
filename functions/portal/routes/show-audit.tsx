import { drawWorkbook } from '../../../shared/appraisal/workbooks/draw-sheet.ts';
import type { AuditEntry, AuditRange } from '../../../shared/pipeline/audit-records.ts';
import { listAudit } from '../../../shared/pipeline/audit-records.ts';
import { listAccounts } from '../../../shared/pipeline/people-records.ts';
import type { GuardedRoutes } from '../access/guarded-routes.tsx';
import { AuditPage } from '../pages/audit-page.tsx';
import { presentAudit, sheetOfAudit } from '../present/present-audit.ts';
import type { PortalServices } from '../services.ts';
import { sendFile } from './send-file.ts';

const linesPerPage = 50;
/** Lines read at once, and of one export; a month of an office is far below it. */
const linesAtOnce = 1000;
const linesExported = 20_000;

/** "/nhat-ky-thao-tac": who saw or changed what, by month, person or dossier. */
export function showAudit(routes: GuardedRoutes, services: PortalServices): void {
  const { store, clock } = services;

  const readFilter = (query: (name: string) => string | undefined): AuditFilter => {
    const [person = '', dossier = '', month = ''] = [query('nguoi'), query('ho-so'), query('thang')];
    return {
      month: /^\d{4}-\d{2}$/u.test(month) ? month : clock.now().slice(0, 7),
      person: /^[\w-]{1,64}$/u.test(person) ? person : '',
      dossier: /^[\w.-]{1,40}\/[\w.-]{1,20}$/u.test(dossier) ? dossier : '',
    };
  };

  const listAll = async (range: AuditRange): Promise<readonly AuditEntry[]> => {
    const entries: AuditEntry[] = [];
    let after: string | undefined;
    do {
      const page = await listAudit(store, range, linesAtOnce, after);
      entries.push(...page.entries);
      after = page.next;
    } while (after !== undefined && entries.length < linesExported);
    return entries;
  };

  routes.get('/nhat-ky-thao-tac', 'view-audit', async (c) => {
    const filter = readFilter((name) => c.req.query(name));
    const [page, people] = await Promise.all([
      listAudit(store, rangeOf(filter), linesPerPage, c.req.query('sau')),
      listAccounts(store),
    ]);
    return c.html(
      <AuditPage
        view={presentAudit({
          filter,
          people: people.map(({ body }) => body),
          entries: page.entries,
          next: page.next ?? null,
          rounds: services.rounds.map(({ round }) => round),
        })}
      />,
    );
  });

  routes.get('/nhat-ky-thao-tac/xuat', 'view-audit', async (c) => {
    const filter = readFilter((name) => c.req.query(name));
    const entries = await listAll(rangeOf(filter));
    const bytes = await drawWorkbook(
      [
        sheetOfAudit(
          entries,
          services.rounds.map(({ round }) => round),
        ),
      ],
      {
        title: 'Nhật ký thao tác',
        at: clock.now(),
      },
    );
    return sendFile(c, bytes, `Nhật ký thao tác ${filter.month}.xlsx`);
  });
}

/** Which lines are asked for; a person or a dossier goes before the month. */
export interface AuditFilter {
  /** "2023-10" */
  readonly month: string;
  readonly person: string;
  /** "2023/06514" */
  readonly dossier: string;
}

function rangeOf({ month, person, dossier }: AuditFilter): AuditRange {
  const [round = '', commune = ''] = dossier.split('/');
  if (dossier !== '') return { round, commune };
  return person === '' ? { month } : { person };
}
