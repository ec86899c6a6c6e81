import type { Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Role } from '../../../shared/domain/person.ts';
import type { Account } from '../../../shared/pipeline/people-records.ts';
import {
  foldLogin,
  listAccounts,
  readAccount,
  readInvitation,
} from '../../../shared/pipeline/people-records.ts';
import {
  acceptInvitation,
  checkPassword,
  findProvenAccount,
  firstGrants,
  forgetFailures,
  newAccount,
  refusePassword,
} from '../access/accounts.ts';
import { auditLine } from '../access/audit-line.ts';
import { takeFlash } from '../access/flash.ts';
import { readSentForm } from '../access/sent-form.ts';
import { closeSession, cookieName, findSignedIn, openSession } from '../access/sessions.ts';
import type { SignIn, SignInStart } from '../access/sign-in.ts';
import { MessagePage } from '../pages/layout.tsx';
import { firstRoles, InvitationPage, OwnAccountPage, SignInPage } from '../pages/sign-in-pages.tsx';
import type { PortalServices } from '../services.ts';

/** Attack: a form of many megabytes from someone who has not signed in. */
const formBytes = 8 * 1024;
/** The way to the sign-in service and back takes at most this long. */
const signInSeconds = 10 * 60;

/** The pages for which nobody need be signed in: signing in and out, and the links that set a password. */
export function signPeopleIn(app: Hono, services: PortalServices): void {
  const { store, clock, signIn } = services;
  const small = bodyLimit({ maxSize: formBytes, onError: (c) => c.text('Biểu mẫu gửi lên quá lớn.', 413) });

  const enter = async (c: Context, account: Account, next: string) => {
    const writes = [
      ...(await openSession(c, account.id, services)),
      ...(await forgetFailures(account, services)),
      auditLine(services, account, 'sign-in'),
    ];
    const { applied } = await store.commit({ writes, jobs: [] });
    if (!applied) throw new Error('the account changed while its owner signed in');
    return c.redirect(ownPath(next), 303);
  };

  app.get('/dang-nhap', async (c) => {
    c.set('flash', takeFlash(c));
    const next = ownPath(c.req.query('tiep') ?? '/');
    if ((await findSignedIn(c, services)) !== undefined) return c.redirect(next, 303);
    const isEmpty = signIn.kind === 'password' && (await listAccounts(store)).length === 0;
    return c.html(<SignInPage kind={signIn.kind} next={next} isEmpty={isEmpty} login="" problem={null} />);
  });

  app.post('/dang-xuat', small, async (c) => {
    const signedIn = await findSignedIn(c, services);
    const form = await readSentForm(c);
    if (signedIn !== undefined && form.text('csrf') === signedIn.csrf) {
      await closeSession(c, services);
      await store.commit({ writes: [auditLine(services, signedIn.person, 'sign-out')], jobs: [] });
    }
    return c.redirect('/dang-nhap', 303);
  });

  app.get('/tai-khoan-cua-toi', async (c) => {
    const signedIn = await findSignedIn(c, services);
    if (signedIn === undefined) return c.redirect('/dang-nhap', 303);
    c.set('signedIn', signedIn);
    return c.html(<OwnAccountPage person={signedIn.person} />);
  });

  if (signIn.kind === 'openid') {
    signInElsewhere(app, services, signIn, enter);
    return;
  }

  app.post('/dang-nhap', small, async (c) => {
    const form = await readSentForm(c);
    const [login, next] = [form.text('ten'), ownPath(form.text('tiep'))];
    const account = await checkPassword(login, form.text('mat-khau'), signIn.passwords, services);
    if (typeof account !== 'string') return enter(c, account, next);
    const problem =
      account === 'locked'
        ? 'Tài khoản tạm khóa 15 phút do nhập sai nhiều lần. Chờ rồi đăng nhập lại, hoặc đề nghị người quản trị cấp liên kết đặt lại mật khẩu.'
        : 'Tên đăng nhập hoặc mật khẩu không đúng.';
    return c.html(
      <SignInPage kind="password" next={next} isEmpty={false} login={login} problem={problem} />,
      401,
    );
  });

  const findInvitation = async (c: Context) => {
    const token = c.req.param('token') ?? '';
    const invitation = await readInvitation(store, token);
    if (invitation === undefined || invitation.body.expiresAt < clock.now()) return undefined;
    const { person } = invitation.body;
    const known = person === null ? undefined : await readAccount(store, person);
    if (person === null ? (await listAccounts(store)).length > 0 : known === undefined) return undefined;
    return { token, invitation, known };
  };

  app.get('/mo-tai-khoan/:token{[\\w-]{20,100}}', async (c) => {
    const found = await findInvitation(c);
    if (found === undefined) return c.html(<InvitationGone />, 404);
    return c.html(<InvitationPage person={found.known?.body ?? null} entered={noEntry} problem={null} />);
  });

  app.post('/mo-tai-khoan/:token{[\\w-]{20,100}}', small, async (c) => {
    const found = await findInvitation(c);
    if (found === undefined) return c.html(<InvitationGone />, 404);
    const form = await readSentForm(c);
    const { token, invitation, known } = found;
    const entered = {
      name: known?.body.name ?? form.text('ho-ten'),
      login: known?.body.login ?? foldLogin(form.text('ten')),
      roles: form.all('vai-tro').filter((role): role is Role => firstRoles.some((one) => one === role)),
    };
    const problem =
      entered.name === '' || !/^[\p{L}\p{N}._@-]{3,80}$/u.test(entered.login)
        ? 'Ghi họ tên và tên đăng nhập (từ 3 ký tự, không có dấu cách).'
        : refusePassword(form.text('mat-khau'), form.text('nhap-lai'), entered.login);
    if (problem !== null)
      return c.html(<InvitationPage person={known?.body ?? null} entered={entered} problem={problem} />, 422);
    const password = await signIn.passwords.hash(form.text('mat-khau'));
    const account =
      known === undefined
        ? { ...newAccount({ ...entered, grants: firstGrants(entered.roles) }, services), password }
        : { ...known.body, password, failures: 0, lockedUntil: null };
    const opened = await acceptInvitation(token, invitation, account, known, services);
    return opened === undefined ? c.html(<InvitationGone />, 404) : enter(c, opened, '/');
  });
}

/** The way to the sign-in service and back. */
function signInElsewhere(
  app: Hono,
  services: PortalServices,
  { service, firstAdministrator }: SignIn & { kind: 'openid' },
  enter: (c: Context, account: Account, next: string) => Promise<Response>,
): void {
  const cookie = () => cookieName(services, 'hoso-sign-in');

  // A link and not a form: browsers apply form-action of our policy to where a form leads in the end.
  app.get('/dang-nhap/di', async (c) => {
    const { href, ...start } = await service.begin(new URL('/dang-nhap/ve', c.req.url));
    const kept: StartedSignIn = { ...start, next: ownPath(c.req.query('tiep') ?? '/') };
    // Attack: someone else's answer put into this browser. It must fit what this browser set out with.
    setCookie(c, cookie(), Buffer.from(JSON.stringify(kept)).toString('base64url'), {
      httpOnly: true,
      secure: services.isSecure(),
      sameSite: 'Lax',
      path: '/',
      maxAge: signInSeconds,
    });
    return c.redirect(href, 303);
  });

  app.get('/dang-nhap/ve', async (c) => {
    const started = readStart(getCookie(c, cookie()));
    deleteCookie(c, cookie(), { path: '/', secure: services.isSecure() });
    if (started === undefined)
      return c.html(<SignInFailed because="Lần đăng nhập này đã hết hạn hoặc đã dùng." />, 400);
    const proven = await service.finish(new URL(c.req.url), started).catch(() => undefined);
    if (proven === undefined)
      return c.html(<SignInFailed because="Dịch vụ đăng nhập không xác nhận được." />, 400);
    const account = await findProvenAccount(proven, firstAdministrator, services);
    return account === undefined
      ? c.html(<SignInFailed because="Địa chỉ này chưa được cấp tài khoản trong hệ thống." />, 403)
      : enter(c, account, started.next);
  });
}

/** What this browser set out with. */
type StartedSignIn = Omit<SignInStart, 'href'> & { readonly next: string };

function readStart(cookie: string | undefined): StartedSignIn | undefined {
  if (cookie === undefined) return undefined;
  try {
    const { state, verifier, nonce, next } = JSON.parse(
      Buffer.from(cookie, 'base64url').toString(),
    ) as Record<string, unknown>;
    return [state, verifier, nonce, next].every((one) => typeof one === 'string')
      ? ({ state, verifier, nonce, next } as StartedSignIn)
      : undefined;
  } catch {
    return undefined;
  }
}

const noEntry = { name: '', login: '', roles: ['officer'] as readonly Role[] };

/** Attack: a link to our sign-in page that leads elsewhere afterwards. Only paths of ours. */
function ownPath(next: string): string {
  return /^\/(?![/\\])[\w\-./%]*$/u.test(next) ? next : '/';
}

function SignInFailed({ because }: { readonly because: string }) {
  return (
    <MessagePage title="Chưa đăng nhập được">
      <p>{because}</p>
      <p>
        <a href="/dang-nhap">Đăng nhập lại</a>; nếu vẫn không được, đề nghị người quản trị kiểm tra tài khoản.
      </p>
    </MessagePage>
  );
}

function InvitationGone() {
  return (
    <MessagePage title="Liên kết không dùng được nữa">
      <p>
        Liên kết chỉ dùng được một lần và có thời hạn. Đề nghị người quản trị cấp liên kết mới; nếu chưa có
        người quản trị nào thì khởi động lại chương trình để có liên kết mới.
      </p>
      <p>
        <a href="/dang-nhap">Đến trang đăng nhập</a>
      </p>
    </MessagePage>
  );
}
