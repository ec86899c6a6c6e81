import { afterAll, describe, expect, test } from 'vitest';
import { inviteFirstAdministrator } from '../../../functions/portal/access/accounts.ts';
import { permissionRoles } from '../../../functions/portal/access/permissions.ts';
import { buildPortal } from '../../../functions/portal/app.ts';
import { roles } from '../../../shared/domain/person.ts';
import { listAudit } from '../../../shared/pipeline/audit-records.ts';
import { findAccount } from '../../../shared/pipeline/people-records.ts';
import type { TestPortal } from './portal-fixtures.ts';
import { ask, closePortals, openPortal, signIn, testHost } from './portal-fixtures.ts';

afterAll(closePortals);

/** The cookies an answer sets, as the browser would send them back. */
const cookiesOf = (response: Response): string =>
  response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0] ?? '')
    .filter((pair) => !pair.endsWith('='))
    .join('; ');

/** Sends a form without being signed in, or with another cookie. */
const post = (portal: TestPortal, path: string, fields: Record<string, string>, cookie = '') =>
  ask(portal.app, path, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { origin: `http://${testHost}`, cookie },
  });

/** A portal with one officer who has a password. */
async function withOfficer(password = 'ba con trâu uống nước'): Promise<TestPortal> {
  const portal = await openPortal({ clock: movable() });
  const hash =
    portal.services.signIn.kind === 'password' ? portal.services.signIn.passwords.hash(password) : '';
  await signIn(portal.services, {
    id: 'can-bo',
    name: 'Cán Bộ Hai',
    grants: [{ role: 'officer', rounds: 'all' }],
    password: await hash,
  });
  return portal;
}

let now = '2023-10-20T03:00:00.000Z';
const movable = () => ({ now: () => now });
const wait = (minutes: number): void => {
  now = new Date(Date.parse(now) + minutes * 60_000).toISOString();
};

/** A parameter in the path of a route, with the pattern it must fit. */
const parameter = /:\w+(?:\{((?:[^{}]|\{[^}]*\})*)\})?/gu;

/** Something that fits a parameter's pattern. */
function fitting(pattern: string | undefined): string {
  const fits = [
    'a',
    '1',
    'aaaaaaaaaaaaaaaaaaaaaaaa',
    '00001',
    '2023-10',
    'police',
    'round',
    ...(pattern ?? '').split('|'),
  ].find((one) => new RegExp(`^(?:${pattern ?? '.*'})$`, 'u').test(one));
  if (fits === undefined) throw new Error(`nothing at hand fits ${pattern}`);
  return fits;
}

describe('who may do what', () => {
  test('every route of the portal, asked for in every role, opens for those it is for and for nobody else', async () => {
    const portal = await openPortal();
    const { app, rights } = buildPortal(portal.services);
    const browsers = await Promise.all(
      roles.map(async (role) => ({
        role,
        ...(await signIn(portal.services, {
          id: `nguoi-${role}`,
          name: role,
          grants: [{ role, rounds: 'all' }],
        })),
      })),
    );
    const wrong: string[] = [];
    for (const { method, path, permission } of rights) {
      const address = path.replace(parameter, (_all, pattern: string | undefined) => fitting(pattern));
      const init = (cookie: string): RequestInit => ({
        method,
        headers: { cookie, origin: `http://${testHost}` },
        ...(method === 'POST' && { body: new URLSearchParams({}) }),
      });
      const stranger = await ask(app, address, init(''));
      if (stranger.status !== (method === 'GET' ? 303 : 401)) wrong.push(`${method} ${path} for a stranger`);
      for (const { role, cookie } of browsers) {
        const answer = await ask(app, address, init(cookie));
        const isRefused = answer.status === 403 && (await answer.text()).includes('Không có quyền');
        if (isRefused === permissionRoles[permission].includes(role))
          wrong.push(`${method} ${path} as ${role}`);
      }
    }
    expect(rights.length).toBeGreaterThan(10);
    expect(wrong).toEqual([]);
  });

  test('no route is reachable beside the guarded ones, but signing in and the files of the pages', async () => {
    const portal = await openPortal();
    const { app, rights } = buildPortal(portal.services);
    const guarded = new Set(rights.map(({ method, path }) => `${method} ${path}`));
    const open = app.routes
      .filter(({ method, path }) => method !== 'ALL' && !guarded.has(`${method} ${path}`))
      .map(({ method, path }) => `${method} ${path}`);
    expect([...new Set(open)].sort()).toEqual([
      'GET /assets/:name',
      'GET /dang-nhap',
      'GET /mo-tai-khoan/:token{[\\w-]{20,100}}',
      'GET /tai-khoan-cua-toi',
      'POST /dang-nhap',
      'POST /dang-xuat',
      'POST /mo-tai-khoan/:token{[\\w-]{20,100}}',
    ]);
  });

  test('a role given for one round opens nothing of another', async () => {
    const portal = await openPortal();
    const { cookie } = await signIn(portal.services, {
      id: 'mot-dot',
      name: 'Một Đợt',
      grants: [{ role: 'officer', rounds: ['2023'] }],
    });
    const statusOf = async (round: string) =>
      (await ask(portal.app, `/ho-so/${round}/99901`, { headers: { cookie } })).status;
    expect([await statusOf('minh-hoa-2023'), await statusOf('2023')]).toEqual([403, 404]);
  });
});

describe('signing in', () => {
  test('a stranger is sent to sign in and comes back to the page asked for, not elsewhere', async () => {
    const portal = await withOfficer();
    const asked = await ask(portal.app, '/tiep-nhan', { headers: { cookie: '' } });
    expect(asked.headers.get('location')).toBe('/dang-nhap?tiep=%2Ftiep-nhan');
    const fields = { ten: 'CAN-BO', 'mat-khau': 'ba con trâu uống nước' };
    const entered = await post(portal, '/dang-nhap', { ...fields, tiep: '/tiep-nhan' });
    expect([entered.status, entered.headers.get('location')]).toEqual([303, '/tiep-nhan']);
    const setCookie = entered.headers.get('set-cookie') ?? '';
    expect(setCookie).toMatch(/^hoso=can-bo\.[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/u);
    const page = await ask(portal.app, '/tiep-nhan', { headers: { cookie: cookiesOf(entered) } });
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('Cán Bộ Hai');
    for (const tiep of ['//evil.example', 'https://evil.example', '/\\evil.example'])
      expect((await post(portal, '/dang-nhap', { ...fields, tiep })).headers.get('location')).toBe('/');
  });

  test('under TLS the cookie is bound to this host and to TLS', async () => {
    const portal = await openPortal({ isSecure: () => true }, { isEmpty: true });
    const path = (await inviteFirstAdministrator(portal.services)) ?? '';
    const made = await post(portal, path, {
      'ho-ten': 'Quản Trị Một',
      ten: 'quan-tri',
      'mat-khau': 'bốn mùa xuân hạ thu đông',
      'nhap-lai': 'bốn mùa xuân hạ thu đông',
    });
    expect(made.headers.get('set-cookie')).toMatch(
      /^__Host-hoso=.*; Path=\/; HttpOnly; Secure; SameSite=Lax$/u,
    );
  });

  test('five wrong passwords let the account rest for a quarter of an hour, even with the right one', async () => {
    const portal = await withOfficer();
    const enter = (password: string) =>
      post(portal, '/dang-nhap', { ten: 'can-bo', 'mat-khau': password, tiep: '/' });
    for (let attempt = 0; attempt < 5; attempt += 1) expect((await enter('sai rồi')).status).toBe(401);
    const locked = await enter('ba con trâu uống nước');
    expect([locked.status, (await locked.text()).includes('tạm khóa 15 phút')]).toEqual([401, true]);
    wait(16);
    expect((await enter('ba con trâu uống nước')).status).toBe(303);
    const { entries } = await listAudit(portal.store, { person: 'can-bo' }, 50);
    expect(entries.map(({ what }) => what).sort()).toEqual([
      'sign-in',
      ...Array.from({ length: 5 }, () => 'sign-in-refused'),
    ]);
  });

  test('no account, no password and a wrong password are answered alike', async () => {
    const portal = await withOfficer();
    const wordsOf = async (ten: string) =>
      (await (await post(portal, '/dang-nhap', { ten, 'mat-khau': 'x', tiep: '/' })).text()).replace(ten, '');
    expect(await wordsOf('khong-co')).toBe(await wordsOf('can-bo'));
    // The person of the tests has an account without a password.
    expect(await wordsOf('nguoi-thu')).toBe(await wordsOf('can-bo'));
  });

  test('a session ends an hour after the last request and twelve after signing in', async () => {
    const portal = await withOfficer();
    const cookie = cookiesOf(
      await post(portal, '/dang-nhap', { ten: 'can-bo', 'mat-khau': 'ba con trâu uống nước', tiep: '/' }),
    );
    const statusOf = async () => (await ask(portal.app, '/tiep-nhan', { headers: { cookie } })).status;
    for (let step = 0; step < 14; step += 1) {
      wait(50);
      expect(await statusOf()).toBe(200);
    }
    wait(30);
    expect(await statusOf()).toBe(303);

    const other = cookiesOf(
      await post(portal, '/dang-nhap', { ten: 'can-bo', 'mat-khau': 'ba con trâu uống nước', tiep: '/' }),
    );
    // A board left open asks by itself; that keeps nobody signed in.
    for (let step = 0; step < 6; step += 1) {
      wait(10);
      const headers = { cookie: other, 'x-hoso-live': '1' };
      expect((await ask(portal.app, '/tiep-nhan', { headers })).status).toBe(200);
    }
    wait(1);
    expect((await ask(portal.app, '/tiep-nhan', { headers: { cookie: other } })).status).toBe(303);
  });

  test('signing out ends the session, and a form without its mark changes nothing', async () => {
    const portal = await openPortal();
    const { cookie, csrf } = await signIn(portal.services, {
      id: 'ra',
      name: 'Ra',
      grants: [{ role: 'administrator', rounds: 'all' }],
    });
    await post(portal, '/dang-xuat', { csrf: 'khác' }, cookie);
    expect((await ask(portal.app, '/tai-khoan', { headers: { cookie } })).status).toBe(200);
    const forged = await post(
      portal,
      '/tai-khoan',
      { csrf: 'khác', 'ho-ten': 'Kẻ Lạ', ten: 'ke-la', 'vai-tro': 'administrator' },
      cookie,
    );
    expect([forged.status, await findAccount(portal.store, 'ke-la')]).toEqual([403, undefined]);
    await post(portal, '/dang-xuat', { csrf }, cookie);
    expect((await ask(portal.app, '/tai-khoan', { headers: { cookie } })).status).toBe(303);
  });
});

describe('accounts', () => {
  const password = 'bốn mùa xuân hạ thu đông';

  test('the printed link makes the first administrator, once', async () => {
    const portal = await openPortal({}, { isEmpty: true });
    const path = (await inviteFirstAdministrator(portal.services)) ?? '';
    expect(await (await ask(portal.app, '/dang-nhap', { headers: { cookie: '' } })).text()).toContain(
      'Chưa có tài khoản nào',
    );
    expect((await ask(portal.app, path, { headers: { cookie: '' } })).status).toBe(200);
    const fields = { 'ho-ten': 'Quản Trị Một', ten: 'quan-tri', 'vai-tro': 'officer' };
    const weak = await post(portal, path, {
      ...fields,
      'mat-khau': 'quan-tri-2023',
      'nhap-lai': 'quan-tri-2023',
    });
    expect([weak.status, (await weak.text()).includes('quá dễ đoán')]).toEqual([422, true]);
    const made = await post(portal, path, { ...fields, 'mat-khau': password, 'nhap-lai': password });
    expect(made.status).toBe(303);
    const { grants } = (await findAccount(portal.store, 'quan-tri'))?.body ?? {};
    expect(grants).toEqual([
      { role: 'administrator', rounds: 'all' },
      { role: 'officer', rounds: 'all' },
    ]);
    expect((await ask(portal.app, '/tai-khoan', { headers: { cookie: cookiesOf(made) } })).status).toBe(200);
    expect(
      (await post(portal, path, { ...fields, ten: 'hai', 'mat-khau': password, 'nhap-lai': password }))
        .status,
    ).toBe(404);
    expect(await inviteFirstAdministrator(portal.services)).toBeNull();
  });

  test('an administrator adds a person, hands over the link, and may close the account', async () => {
    const portal = await openPortal();
    const administrator = await signIn(portal.services, {
      id: 'qt',
      name: 'Quản Trị',
      grants: [{ role: 'administrator', rounds: 'all' }],
    });
    const act = (path: string, fields: Record<string, string>) =>
      post(portal, path, { csrf: administrator.csrf, ...fields }, administrator.cookie);
    const page = await (
      await act('/tai-khoan', { 'ho-ten': 'Văn Thư Một', ten: 'van-thu', 'vai-tro': 'clerk', dot: '2023' })
    ).text();
    const link = /\/mo-tai-khoan\/[\w-]+/u.exec(page)?.[0] ?? '';
    const entered = await post(portal, link, { 'mat-khau': password, 'nhap-lai': password });
    expect(entered.status).toBe(303);
    const cookie = cookiesOf(entered);
    expect((await ask(portal.app, '/tiep-nhan', { headers: { cookie } })).status).toBe(200);

    const known = await findAccount(portal.store, 'van-thu');
    const change = { 'ho-ten': 'Văn Thư Một', 'vai-tro': 'clerk', ngung: 'co' };
    const stale = await act(`/tai-khoan/${known?.body.id}`, { ...change, 'phien-ban': '0' });
    expect([stale.status, (await stale.text()).includes('Người khác vừa thay đổi')]).toEqual([409, true]);
    await act(`/tai-khoan/${known?.body.id}`, { ...change, 'phien-ban': String(known?.version) });
    expect((await ask(portal.app, '/tiep-nhan', { headers: { cookie } })).status).toBe(303);
    expect(
      (await post(portal, '/dang-nhap', { ten: 'van-thu', 'mat-khau': password, tiep: '/' })).status,
    ).toBe(401);

    const audit = await (
      await ask(portal.app, '/nhat-ky-thao-tac?nguoi=qt', { headers: { cookie: administrator.cookie } })
    ).text();
    expect(audit).toContain('Văn Thư Một (van-thu): Văn thư, đợt 2023');
    expect(audit).toContain('đã ngừng');
  });

  test('an administrator does not lock the office out by closing their own account', async () => {
    const portal = await openPortal();
    const { cookie, csrf } = await signIn(portal.services, {
      id: 'qt',
      name: 'Quản Trị',
      grants: [{ role: 'administrator', rounds: 'all' }],
    });
    const answer = await post(
      portal,
      '/tai-khoan/qt',
      { csrf, 'phien-ban': '1', 'vai-tro': 'clerk' },
      cookie,
    );
    expect([answer.status, (await answer.text()).includes('Không tự bỏ vai trò quản trị')]).toEqual([
      409,
      true,
    ]);
    expect((await findAccount(portal.store, 'qt'))?.body.grants).toEqual([
      { role: 'administrator', rounds: 'all' },
    ]);
  });
});
