import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Person } from '../../../shared/domain/person.ts';
import {
  dropSession,
  dropSessions,
  putSession,
  readAccount,
  readSession,
} from '../../../shared/pipeline/people-records.ts';
import type { Store, Write } from '../../../shared/ports/store.ts';
import type { PortalServices } from '../services.ts';

/** A session ends this long after the last request, and at the latest this long after signing in. */
const idleMs = 60 * 60_000;
const absoluteMs = 12 * 60 * 60_000;
/** The last request is written down at most this often, so that reading pages does not write. */
const seenEveryMs = 5 * 60_000;

/** Who asks, on which browser. */
export interface SignedIn {
  readonly person: Person;
  /** What our own forms carry; of this session only, and the cookie cannot be found from it. */
  readonly csrf: string;
}

type Home = Pick<PortalServices, 'store' | 'clock' | 'newToken' | 'isSecure'>;

/** A cookie's name; with TLS the name itself keeps other hosts of the domain from setting it (RFC 6265bis, __Host-). */
export const cookieName = ({ isSecure }: Pick<Home, 'isSecure'>, name = 'hoso'): string =>
  isSecure() ? `__Host-${name}` : name;

/** Opens a session for a person on this browser: sets the cookie and returns what to write, with the person's expired ones dropped. */
export async function openSession(c: Context, person: string, home: Home): Promise<readonly Write[]> {
  const now = home.clock.now();
  const token = home.newToken();
  setCookie(c, cookieName(home), `${person}.${token}`, {
    httpOnly: true,
    secure: home.isSecure(),
    sameSite: 'Lax',
    path: '/',
    maxAge: absoluteMs / 1000,
  });
  const expired = await dropSessions(home.store, person, isoBefore(now, idleMs));
  return [...expired, putSession(token, { person, openedAt: now, seenAt: now })];
}

/** Who is signed in on the browser that asks; undefined when nobody is, when it was too long ago, or when the account was closed. */
export async function findSignedIn(c: Context, home: Home): Promise<SignedIn | undefined> {
  const found = readCookie(c, home);
  if (found === undefined) return undefined;
  const [session, account] = await Promise.all([
    readSession(home.store, found.person, found.token),
    readAccount(home.store, found.person),
  ]);
  if (session === undefined || account === undefined || account.body.isDisabled) return undefined;
  const now = home.clock.now();
  const { openedAt, seenAt } = session.body;
  if (seenAt < isoBefore(now, idleMs) || openedAt < isoBefore(now, absoluteMs)) return undefined;
  // A page that keeps itself up to date is nobody at work: a PC left alone is signed out all the same.
  const isAtWork = c.req.header('x-hoso-live') === undefined;
  if (isAtWork && seenAt < isoBefore(now, seenEveryMs))
    // Refused when another request of the same browser just wrote it: as good.
    await home.store.commit({
      writes: [putSession(found.token, { ...session.body, seenAt: now }, session)],
      jobs: [],
    });
  const { id, name, login, grants } = account.body;
  return { person: { id, name, login, grants }, csrf: csrfOf(found.token) };
}

/** Ends the session of the browser that asks. */
export async function closeSession(c: Context, home: Home): Promise<void> {
  const found = readCookie(c, home);
  deleteCookie(c, cookieName(home), { path: '/', secure: home.isSecure() });
  if (found === undefined) return;
  const session = await readSession(home.store, found.person, found.token);
  if (session !== undefined)
    await home.store.commit({ writes: [dropSession(found.token, session)], jobs: [] });
}

/** Ends every session of a person, on whichever browser. */
export async function closeSessions(store: Store, person: string): Promise<void> {
  for (;;) {
    const writes = await dropSessions(store, person);
    if (writes.length === 0) return;
    await store.commit({ writes, jobs: [] });
  }
}

/** The token of a session's forms. */
export const csrfOf = (token: string): string =>
  createHash('sha256').update(`form:${token}`).digest('base64url');

function readCookie(c: Context, home: Home): { person: string; token: string } | undefined {
  const match = /^([\w-]{1,64})\.([\w-]{20,100})$/u.exec(getCookie(c, cookieName(home)) ?? '');
  return match === null ? undefined : { person: match[1] ?? '', token: match[2] ?? '' };
}

const isoBefore = (now: string, ms: number): string => new Date(Date.parse(now) - ms).toISOString();
