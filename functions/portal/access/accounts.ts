import type { Grant, Person } from '../../../shared/domain/person.ts';
import type { Account, Invitation } from '../../../shared/pipeline/people-records.ts';
import {
  addAccount,
  dropInvitation,
  findAccount,
  foldLogin,
  listAccounts,
  putAccount,
  putInvitation,
  readAccount,
} from '../../../shared/pipeline/people-records.ts';
import type { Typed } from '../../../shared/pipeline/records.ts';
import type { Passwords } from '../../../shared/ports/passwords.ts';
import type { Write } from '../../../shared/ports/store.ts';
import type { PortalServices } from '../services.ts';
import { auditLine } from './audit-line.ts';
import type { ProvenPerson } from './sign-in.ts';

type Home = Pick<PortalServices, 'store' | 'clock' | 'newToken'>;

/** Wrong passwords before an account rests, and for how long. */
const failuresAllowed = 5;
const lockMs = 15 * 60_000;
/** A link to set a password is good for this long. */
const invitationMs = 7 * 24 * 60 * 60_000;
const shortestPassword = 10;
/** Others may write the same account at once. */
const attempts = 5;

/** A person with this login and password; "locked" while the account rests after too many wrong ones. */
export async function checkPassword(
  login: string,
  password: string,
  passwords: Passwords,
  home: Home,
): Promise<Account | 'wrong' | 'locked'> {
  const known = await findAccount(home.store, login);
  const now = home.clock.now();
  if (known !== undefined && (known.body.lockedUntil ?? '') > now) return 'locked';
  // Also for no account at all: an answer that comes sooner would tell who has one.
  const isRight = await passwords.matches(password, known?.body.password ?? null);
  if (known === undefined || known.body.password === null || known.body.isDisabled) return 'wrong';
  if (isRight) return known.body;
  await countFailure(known, home);
  return 'wrong';
}

async function countFailure(first: Typed<Account>, home: Home): Promise<void> {
  let known: Typed<Account> | undefined = first;
  for (let attempt = 0; attempt < attempts && known !== undefined; attempt += 1) {
    const failures: number = known.body.failures + 1;
    const isLocked = failures >= failuresAllowed;
    const account: Account = {
      ...known.body,
      failures: isLocked ? 0 : failures,
      lockedUntil: isLocked ? later(home.clock.now(), lockMs) : null,
    };
    const { applied } = await home.store.commit({
      writes: [putAccount(account, known), auditLine(home, account, 'sign-in-refused')],
      jobs: [],
    });
    if (applied) return;
    known = await readAccount(home.store, first.body.id);
  }
}

/** What to write when a person signed in: the wrong tries are forgotten. */
export async function forgetFailures(account: Account, home: Home): Promise<readonly Write[]> {
  if (account.failures === 0 && account.lockedUntil === null) return [];
  const known = await readAccount(home.store, account.id);
  return known === undefined ? [] : [putAccount({ ...known.body, failures: 0, lockedUntil: null }, known)];
}

/**
 * The account of whom a sign-in service vouches for: by its own name for the person, or at the first time by the verified
 * address; undefined when there is none. The first administrator's account is made when the office has no account yet.
 */
export async function findProvenAccount(
  { subject, email }: ProvenPerson,
  firstAdministrator: string,
  home: Home,
): Promise<Account | undefined> {
  if (email === null) return undefined;
  const known = await findAccount(home.store, email);
  if (known !== undefined) {
    if (known.body.isDisabled) return undefined;
    if (known.body.subject !== null) return known.body.subject === subject ? known.body : undefined;
    const account = { ...known.body, subject };
    const { applied } = await home.store.commit({ writes: [putAccount(account, known)], jobs: [] });
    return applied ? account : undefined;
  }
  if (foldLogin(email) !== foldLogin(firstAdministrator)) return undefined;
  if ((await listAccounts(home.store)).length > 0) return undefined;
  const account: Account = {
    ...newAccount({ name: 'Người quản trị', login: email, grants: firstGrants([]) }, home),
    subject,
  };
  const { applied } = await home.store.commit({ writes: addAccount(account), jobs: [] });
  return applied ? account : undefined;
}

/** An account without a password. */
export function newAccount(person: Omit<Person, 'id'>, home: Home): Account {
  return {
    id: home.newToken().slice(0, 16),
    ...person,
    login: foldLogin(person.login),
    password: null,
    subject: null,
    isDisabled: false,
    failures: 0,
    lockedUntil: null,
    createdAt: home.clock.now(),
  };
}

/** Rights of the first account: administrator of everything, and what else the person does in a small office. */
export const firstGrants = (others: readonly Grant['role'][]): readonly Grant[] =>
  [...new Set<Grant['role']>(['administrator', ...others])].map((role) => ({ role, rounds: 'all' }));

/** A new link to set a password, and what to write for it. */
export function invite(person: string | null, home: Home): { readonly token: string; readonly write: Write } {
  const token = home.newToken();
  return {
    token,
    write: putInvitation(token, { person, expiresAt: later(home.clock.now(), invitationMs) }),
  };
}

/** The link that makes the first administrator; null once the office has accounts. */
export async function inviteFirstAdministrator(home: Home): Promise<string | null> {
  if ((await listAccounts(home.store)).length > 0) return null;
  const { token, write } = invite(null, home);
  await home.store.commit({ writes: [write], jobs: [] });
  return `/mo-tai-khoan/${token}`;
}

/** Why a password is not taken, in Vietnamese; null when it is. */
export function refusePassword(password: string, repeated: string, login: string): string | null {
  if (password !== repeated) return 'Hai lần nhập mật khẩu không giống nhau.';
  if (password.length < shortestPassword) return `Mật khẩu phải có ít nhất ${shortestPassword} ký tự.`;
  if (new Set(password).size < 4 || (login !== '' && password.toLowerCase().includes(login)))
    return 'Mật khẩu quá dễ đoán. Chọn một câu dài chỉ mình biết.';
  return null;
}

/**
 * Sets the password an invitation is for, and uses the invitation up; undefined when someone was faster. The first
 * administrator is added with it, and only while there are no accounts.
 */
export async function acceptInvitation(
  token: string,
  invitation: Typed<Invitation>,
  account: Account,
  known: Typed<Account> | undefined,
  home: Home,
): Promise<Account | undefined> {
  if (known === undefined && (await listAccounts(home.store)).length > 0) return undefined;
  const { applied } = await home.store.commit({
    writes: [
      dropInvitation(token, invitation),
      ...(known === undefined ? addAccount(account) : [putAccount(account, known)]),
      auditLine(home, account, known === undefined ? 'add-person' : 'set-password'),
    ],
    jobs: [],
  });
  return applied ? account : undefined;
}

const later = (now: string, ms: number): string => new Date(Date.parse(now) + ms).toISOString();
