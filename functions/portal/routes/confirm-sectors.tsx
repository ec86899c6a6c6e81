import type { Context } from 'hono';
import type { Person } from '../../../shared/domain/person.ts';
import type { Sector } from '../../../shared/domain/sector.ts';
import { writeConfirmationTable } from '../../../shared/appraisal/sector-confirmation/write-confirmation-table.ts';
import { loadRoundState } from '../../../shared/pipeline/load-round-state.ts';
import {
  listFacts,
  listSectorSheets,
  readSectorSheet,
  sectorsFolder,
} from '../../../shared/pipeline/round-records.ts';
import { loadAnswers, uploadConfirmation } from '../../../shared/pipeline/sector-sheets.ts';
import { redirectWith } from '../access/flash.ts';
import { auditLine } from '../access/audit-line.ts';
import type { GuardedRoutes } from '../access/guarded-routes.tsx';
import { can } from '../access/permissions.ts';
import { SectorRoundsPage, SectorsPage } from '../pages/sector-pages.tsx';
import { presentSectors, sectorsFor } from '../present/present-sectors.ts';
import type { PortalRound, PortalServices } from '../services.ts';
import { findRound } from './make-documents.tsx';
import { sendFile, unknownType } from './send-file.ts';

const roundPath = '/nganh/:round{[\\w.-]{1,40}}';
const sectorPath = `${roundPath}/:sector{[\\w-]{1,40}}`;

/** "/nganh": sectors confirm the communes' figures of their criteria; a contact sees the own sector only. */
export function confirmSectors(routes: GuardedRoutes, services: PortalServices): void {
  const { store, blobs, clock } = services;

  routes.get('/nganh', 'answer-sector', (c, person) =>
    c.html(
      <SectorRoundsPage
        rounds={services.rounds
          .filter(
            ({ round }) => can(person, 'answer-sector', round.id) && sectorsFor(person, round).length > 0,
          )
          .map(({ round }) => ({ id: round.id, title: titleOf({ round }) }))}
      />,
    ),
  );

  routes.get(roundPath, 'answer-sector', (c, person) => show(c, person, null));

  routes.get(`${sectorPath}/bang`, 'answer-sector', async (c, person) => {
    const named = await findSector(c, person, services);
    if (named === undefined) return c.notFound();
    const { round, sector } = named;
    const at = clock.now();
    const bytes = await writeConfirmationTable(await loadRoundState(named, at, services), sector);
    await store.commit({
      writes: [
        auditLine(services, person, 'download-documents', {
          about: { round: round.id },
          after: `sector-confirmation/${sector.id}`,
        }),
      ],
      jobs: [],
    });
    return sendFile(c, bytes, `Bảng xác nhận số liệu ${sector.name} ${round.id}.xlsx`);
  });

  routes.get(`${sectorPath}/bang/:number{\\d{1,6}}`, 'answer-sector', async (c, person) => {
    const named = await findSector(c, person, services);
    const number = Number(c.req.param('number'));
    const sheet = named && (await readSectorSheet(store, named.round.id, named.sector.id, number));
    const bytes = sheet && (await blobs.get(sectorsFolder(sheet.body.round), sheet.body.blob));
    if (sheet === undefined || bytes === undefined) return c.notFound();
    return sendFile(c, bytes, sheet.body.file, unknownType);
  });

  routes.upload(sectorPath, 'answer-sector', 'sectorTable', async (c, person, form) => {
    const named = await findSector(c, person, services);
    if (named === undefined) return c.notFound();
    const [file] = form.files('tep');
    if (file === undefined) return show(c, person, 'Chưa chọn tệp.');
    const { round, sector } = named;
    const result = await uploadConfirmation(
      { round: round.id, sector: sector.id, file: file.name, bytes: file.bytes, by: person },
      services,
    );
    return 'refused' in result
      ? show(c, person, result.refused)
      : redirectWith(c, `/nganh/${round.id}#${sector.id}`, 'Đã nhận bảng của ngành, đang đọc.');
  });

  async function show(c: Context, person: Person, problem: string | null): Promise<Response> {
    const active = await findRound(c, services);
    if (active === undefined) return c.notFound();
    const { round, rubric } = active;
    const sectors = sectorsFor(person, round);
    const [entries, facts] = await Promise.all([
      listSectorSheets(store, round.id),
      listFacts(store, round.id),
    ]);
    const sheets = await Promise.all(
      entries
        .filter(({ sector }) => sectors.some(({ id }) => id === sector))
        .map(async (entry) => ({
          entry,
          read: entry.contents === null ? null : await loadAnswers(entry, services),
        })),
    );
    return c.html(
      <SectorsPage
        round={round.id}
        title={titleOf(active)}
        sectors={presentSectors({ round, rubric, sectors, sheets, facts })}
        problem={problem}
      />,
      problem === null ? 200 : 409,
    );
  }
}

const titleOf = ({ round }: Pick<PortalRound, 'round'>): string =>
  `đợt đánh giá năm ${round.year}, ${round.authority.district}`;

/** The sector an address names; undefined for one the person does not answer for. */
async function findSector(
  c: Context,
  person: Person,
  services: PortalServices,
): Promise<(PortalRound & { readonly sector: Sector }) | undefined> {
  const active = await findRound(c, services);
  const sector = active && sectorsFor(person, active.round).find(({ id }) => id === c.req.param('sector'));
  return active === undefined || sector === undefined ? undefined : { ...active, sector };
}
