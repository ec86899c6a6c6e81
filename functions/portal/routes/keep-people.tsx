import type { Context } from 'hono';
import type { Grant, Person, Role } from '../../../shared/domain/person.ts';
import { roleNames, roles } from '../../../shared/domain/person.ts';
import type { Account } from '../../../shared/pipeline/people-records.ts';
import {
  addAccount,
  foldLogin,
  listAccounts,
  putAccount,
  readAccount,
} from '../../../shared/pipeline/people-records.ts';
import type { Typed } from '../../../shared/pipeline/records.ts';
import { invite, newAccount } from '../access/accounts.ts';
import { auditLine } from '../access/audit-line.ts';
import { redirectWith } from '../access/flash.ts';
import type { GuardedRoutes } from '../access/guarded-routes.tsx';
import type { SentForm } from '../access/sent-form.ts';
import { closeSessions } from '../access/sessions.ts';
import { AccountPage, InvitedPage, PeoplePage } from '../pages/people-pages.tsx';
import type { PortalServices } from '../services.ts';

/** Attack: several addresses, or a line of a mail's head, in one field. */
const addressShape = /^[^\s@,;<>"]{1,64}@[^\s@,;<>"]{3,190}$/u;
const onePath = '/tai-khoan/:person{[\\w-]{1,64}}';

/** "/tai-khoan": who may sign in, with which roles in which rounds. */
export function keepPeople(routes: GuardedRoutes, services: PortalServices): void {
  const { store, signIn } = services;
  const listChoices = () => ({
    rounds: services.rounds.map(({ round }) => round.id),
    sectors: [
      ...new Map(
        services.rounds.flatMap(({ round }) => round.sectors).map((one) => [one.id, one.name]),
      ).entries(),
    ],
  });
  const showPeople = async (
    c: Context,
    problem: string | null,
    entered: Omit<Person, 'id'> = { name: '', login: '', grants: [] },
  ) => {
    const people = (await listAccounts(store)).map(({ body }) => body);
    return c.html(
      <PeoplePage
        people={people}
        choices={listChoices()}
        entered={entered}
        problem={problem}
        kind={signIn.kind}
      />,
      problem === null ? 200 : 422,
    );
  };
  const showAccount = (c: Context, known: Typed<Account>, problem: string | null) =>
    c.html(
      <AccountPage
        account={known.body}
        version={known.version}
        choices={listChoices()}
        problem={problem}
        kind={signIn.kind}
      />,
      problem === null ? 200 : 409,
    );
  const showInvited = (c: Context, account: Account, token: string) =>
    c.html(<InvitedPage person={account} href={new URL(`/mo-tai-khoan/${token}`, c.req.url).href} />);

  routes.get('/tai-khoan', 'manage-people', (c) => showPeople(c, null));

  routes.post('/tai-khoan', 'manage-people', async (c, by, form) => {
    const entered = {
      name: form.text('ho-ten'),
      login: foldLogin(form.text('ten')),
      grants: readGrants(form),
    };
    if (entered.name === '' || !/^[\p{L}\p{N}._@+-]{3,80}$/u.test(entered.login))
      return showPeople(c, 'Ghi họ tên và tên đăng nhập (từ 3 ký tự, không có dấu cách).', entered);
    if (entered.grants.length === 0) return showPeople(c, 'Chọn ít nhất một vai trò.', entered);
    const account = newAccount(entered, services);
    const invitation = invite(account.id, services);
    const isKept = signIn.kind === 'password';
    const { applied } = await store.commit({
      writes: [
        ...addAccount(account),
        ...(isKept ? [invitation.write] : []),
        auditLine(services, by, 'add-person', { after: sayAccount(account) }),
      ],
      jobs: [],
    });
    if (!applied) return showPeople(c, `Tên đăng nhập “${entered.login}” đã có người dùng.`, entered);
    return isKept
      ? showInvited(c, account, invitation.token)
      : redirectWith(c, '/tai-khoan', `Đã thêm tài khoản ${account.login}.`);
  });

  routes.get(onePath, 'manage-people', async (c) => {
    const known = await readAccount(store, c.req.param('person'));
    return known === undefined ? c.notFound() : showAccount(c, known, null);
  });

  routes.post(onePath, 'manage-people', async (c, by, form) => {
    const known = await readAccount(store, c.req.param('person'));
    if (known === undefined) return c.notFound();
    const before = known.body;
    const email = form.text('dia-chi-thu').toLowerCase();
    const after: Account = {
      ...before,
      email,
      name: form.text('ho-ten') === '' ? before.name : form.text('ho-ten'),
      grants: readGrants(form),
      isDisabled: form.text('ngung') === 'co',
    };
    const shown = { body: after, version: known.version };
    if (form.text('phien-ban') !== String(known.version))
      return showAccount(
        c,
        shown,
        'Người khác vừa thay đổi tài khoản này. Nội dung ông (bà) nhập còn ở dưới; xem lại rồi ghi.',
      );
    if (email !== '' && !addressShape.test(email))
      return showAccount(c, { ...known }, 'Địa chỉ thư điện tử không đúng.');
    if (before.id === by.id && (after.isDisabled || !isAdministrator(after)))
      return showAccount(
        c,
        { ...known },
        'Không tự bỏ vai trò quản trị hoặc tự ngừng tài khoản của mình; đề nghị người quản trị khác làm.',
      );
    const { applied } = await store.commit({
      writes: [
        putAccount(after, known),
        auditLine(services, by, 'change-person', {
          before: sayAccount(before),
          after: sayAccount(after),
        }),
      ],
      jobs: [],
    });
    if (!applied) return showAccount(c, shown, 'Người khác vừa thay đổi tài khoản này. Ghi lại lần nữa.');
    if (after.isDisabled) await closeSessions(store, after.id);
    return redirectWith(c, '/tai-khoan', `Đã ghi thay đổi của tài khoản ${after.login}.`);
  });

  if (signIn.kind === 'password')
    routes.post(`${onePath}/moi`, 'manage-people', async (c, by) => {
      const known = await readAccount(store, c.req.param('person'));
      if (known === undefined) return c.notFound();
      const { token, write } = invite(known.body.id, services);
      await store.commit({
        writes: [write, auditLine(services, by, 'invite-person', { after: known.body.login })],
        jobs: [],
      });
      return showInvited(c, known.body, token);
    });
}

const isAdministrator = ({ grants }: Person): boolean => grants.some(({ role }) => role === 'administrator');

/** Roles as chosen: "vai-tro" lists them, "dot-<role>" the rounds (none chosen: all), "nganh" the sector of a contact. */
function readGrants(form: SentForm): readonly Grant[] {
  const isRole = (text: string): text is Role => roles.some((role) => role === text);
  return form
    .all('vai-tro')
    .filter(isRole)
    .map((role) => {
      const chosen = form.all('dot').filter((round) => round !== '');
      const sector = form.text('nganh');
      return {
        role,
        rounds: chosen.length === 0 || role === 'administrator' ? 'all' : chosen,
        ...(role === 'sector-contact' && sector !== '' && { sector }),
      };
    });
}

/** An account in words, for the audit. */
function sayAccount({ name, login, email, grants, isDisabled }: Account): string {
  const said = grants.map(
    ({ role, rounds, sector }) =>
      `${roleNames[role]}${sector === undefined ? '' : ` (${sector})`}${rounds === 'all' ? '' : `, đợt ${rounds.join(', ')}`}`,
  );
  return `${name} (${login}${email === undefined || email === '' ? '' : `, thư ${email}`}): ${said.join('; ')}${isDisabled ? '; đã ngừng' : ''}`;
}
