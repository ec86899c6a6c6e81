import type { Context } from 'hono';
import type { RegistryRow } from '../../../shared/appraisal/workbooks/registry-sheet.ts';
import { readRegistry, writeRegistry } from '../../../shared/appraisal/workbooks/registry-sheet.ts';
import type { Commune } from '../../../shared/domain/commune.ts';
import type { Person } from '../../../shared/domain/person.ts';
import type { Round } from '../../../shared/domain/round.ts';
import type { AuditAct } from '../../../shared/pipeline/audit-records.ts';
import { keepRound, readRoundVersion } from '../../../shared/pipeline/kept-rounds.ts';
import {
  dropAddress,
  listAddresses,
  putAddress,
  readRegistrySettings,
} from '../../../shared/pipeline/registry-records.ts';
import type { Write } from '../../../shared/ports/store.ts';
import { auditLine } from '../access/audit-line.ts';
import { redirectWith } from '../access/flash.ts';
import type { GuardedRoutes } from '../access/guarded-routes.tsx';
import { RegistryPage } from '../pages/registry-page.tsx';
import { mergeCommunes, reviseCommunes } from '../present/revise-communes.ts';
import type { PortalServices } from '../services.ts';
import { sendFile } from './send-file.ts';

const communesPerPage = 50;
/** Records of one commit that belong together beside the addresses. */
const addressesAtOnce = 80;
/** "/danh-ba/:round": the communes of a round with the addresses they write from. */
export function keepRegistry(routes: GuardedRoutes, services: PortalServices): void {
  const { store, clock } = services;
  const find = (id: string) => services.rounds.find(({ round }) => round.id === id)?.round;
  const audit = (what: AuditAct, by: Person, round: string, after: string, reason: string | null): Write =>
    auditLine(services, by, what, { about: { round }, after, reason });

  const show = async (c: Context, round: Round, problems: readonly string[] = []) => {
    const page = Math.max(1, Number(c.req.query('trang') ?? '1') || 1);
    const sorted = [...round.communes].sort((a, b) => (a.code < b.code ? -1 : 1));
    const shown = sorted.slice((page - 1) * communesPerPage, page * communesPerPage);
    const [addresses, settings] = await Promise.all([
      addressesOf(round, shown),
      readRegistrySettings(store, round.id),
    ]);
    return c.html(
      <RegistryPage
        view={{
          round: round.id,
          rows: shown.map((commune) => ({
            commune,
            addresses: addresses.filter((one) => one.commune === commune.code),
          })),
          communes: sorted,
          holdsUnknown: settings?.body.holdsUnknown ?? false,
          page,
          pages: Math.max(1, Math.ceil(sorted.length / communesPerPage)),
          problems,
        }}
      />,
      problems.length === 0 ? 200 : 422,
    );
  };
  const addressesOf = async (round: Round, communes: readonly Commune[]) => {
    const [first, last] = [communes[0], communes.at(-1)];
    return first === undefined || last === undefined
      ? []
      : listAddresses(store, round.id, { from: first.code, to: last.code });
  };
  const enrol = (
    row: Pick<RegistryRow, 'code' | 'address' | 'contactName' | 'phone'>,
    round: string,
    by: Person,
  ) =>
    putAddress(store, {
      address: row.address,
      round,
      commune: row.code,
      by: { id: by.id, name: by.name },
      at: clock.now(),
      ...(row.contactName + row.phone !== '' && { contact: { name: row.contactName, phone: row.phone } }),
    });

  routes.get('/danh-ba/:round', 'manage-registry', (c) => {
    const round = find(c.req.param('round'));
    return round === undefined ? c.notFound() : show(c, round);
  });

  routes.post('/danh-ba/:round/dia-chi', 'manage-registry', async (c, by, form) => {
    const round = find(c.req.param('round'));
    if (round === undefined) return c.notFound();
    const row = {
      code: form.text('xa'),
      address: form.text('dia-chi').toLowerCase(),
      contactName: form.text('ho-ten'),
      phone: form.text('dien-thoai'),
    };
    if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$/u.test(row.address))
      return show(c, round, [`“${row.address}” không phải địa chỉ thư.`]);
    if (!round.communes.some(({ code }) => code === row.code))
      return show(c, round, ['Chọn xã, thị trấn của đợt.']);
    await commit(store, [
      await enrol(row, round.id, by),
      audit('enrol-address', by, round.id, `${row.code}: ${row.address}`, null),
    ]);
    return redirectWith(c, `/danh-ba/${round.id}`, `Đã ghi địa chỉ ${row.address}.`);
  });

  routes.post('/danh-ba/:round/bo-dia-chi', 'manage-registry', async (c, by, form) => {
    const round = find(c.req.param('round'));
    if (round === undefined) return c.notFound();
    const address = form.text('dia-chi');
    const write = await dropAddress(store, round.id, address);
    if (write !== undefined) await commit(store, [write, audit('drop-address', by, round.id, address, null)]);
    return redirectWith(c, `/danh-ba/${round.id}`, `Đã bỏ địa chỉ ${address} khỏi danh bạ.`);
  });

  routes.post('/danh-ba/:round/sap-nhap', 'manage-registry', async (c, by, form) => {
    const round = find(c.req.param('round'));
    if (round === undefined) return c.notFound();
    const merged = mergeCommunes(round, {
      from: form.all('xa').flatMap((codes) => codes.split(',').map((code) => code.trim())),
      code: form.text('ma'),
      name: form.text('ten'),
      day: form.text('ngay'),
    });
    if ('problems' in merged) return show(c, round, merged.problems);
    const reason = form.text('ly-do');
    if (reason === '') return show(c, round, ['Ghi văn bản sáp nhập (số, ngày).']);
    return keepCommunes(c, by, merged.round, reason);
  });

  const keepCommunes = async (
    c: Context,
    by: Person,
    round: Round,
    reason: string,
    more: readonly Write[] = [],
  ) => {
    const known = await readRoundVersion(store, round.id);
    const writes = await keepRound(
      round,
      { by: { id: by.id, name: by.name }, at: clock.now(), reason },
      known,
      services,
    );
    const { applied } = await store.commit({
      writes: [...writes, ...more, audit('change-round', by, round.id, 'Danh sách xã, thị trấn', reason)],
      jobs: [],
    });
    return applied
      ? redirectWith(c, `/danh-ba/${round.id}`, 'Đã ghi danh sách xã, thị trấn.')
      : show(c, find(round.id) ?? round, ['Người khác vừa thay đổi đợt này. Xem lại rồi làm lại.']);
  };

  routes.get('/danh-ba/:round/xuat', 'manage-registry', async (c) => {
    const round = find(c.req.param('round'));
    if (round === undefined) return c.notFound();
    const communes = [...round.communes].sort((a, b) => (a.code < b.code ? -1 : 1));
    const addresses = await addressesOf(round, communes);
    const rows = communes.flatMap((commune) => {
      const own = addresses.filter((one) => one.commune === commune.code);
      return (own.length === 0 ? [undefined] : own).map((one) => ({
        ...commune,
        address: one?.address ?? '',
        contactName: one?.contact?.name ?? '',
        phone: one?.contact?.phone ?? '',
      }));
    });
    return sendFile(c, await writeRegistry(round, rows, clock.now()), `Danh bạ đợt ${round.id}.xlsx`);
  });

  routes.upload('/danh-ba/:round/nhap', 'manage-registry', 'registry', async (c, by, form) => {
    const round = find(c.req.param('round'));
    if (round === undefined) return c.notFound();
    const [file] = form.files('tep');
    if (file === undefined) return show(c, round, ['Chọn tệp danh bạ (.xlsx).']);
    const read = await readRegistry(file.bytes);
    if ('problems' in read) return show(c, round, read.problems.slice(0, 20));
    const revised = reviseCommunes(round, read.rows);
    if ('problems' in revised) return show(c, round, revised.problems);
    // Addresses first, in parts: the round's list comes last, so that a stop in between is mended by the same file again.
    const enrolled = read.rows.filter(({ address }) => address !== '');
    for (let first = 0; first < enrolled.length; first += addressesAtOnce) {
      const part = enrolled.slice(first, first + addressesAtOnce);
      await commit(store, [
        ...(await Promise.all(part.map((row) => enrol(row, round.id, by)))),
        audit('enrol-address', by, round.id, `${part.length} địa chỉ từ tệp`, null),
      ]);
    }
    if (revised.round === round)
      return redirectWith(c, `/danh-ba/${round.id}`, `Đã ghi ${enrolled.length} địa chỉ từ tệp.`);
    return keepCommunes(c, by, revised.round, 'Nhập danh bạ từ tệp');
  });
}

/** @throws Error when someone else wrote the same record at this very moment; the page says to try again. */
async function commit(store: PortalServices['store'], writes: readonly Write[]): Promise<void> {
  const { applied } = await store.commit({ writes, jobs: [] });
  if (!applied) throw new Error('the registry changed meanwhile');
}
