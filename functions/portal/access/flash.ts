import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';

const cookie = 'hoso-flash';

/** Goes on to a page which says once what was done; the words hold nothing of a mail or a dossier. */
export function redirectWith(c: Context, path: string, words: string): Response {
  setCookie(c, cookie, Buffer.from(words).toString('base64url'), {
    httpOnly: true,
    sameSite: 'Lax',
    path: '/',
    maxAge: 60,
  });
  return c.redirect(path, 303);
}

/** What the page before wanted said; only once. */
export function takeFlash(c: Context): string | null {
  const words = getCookie(c, cookie);
  if (words === undefined) return null;
  deleteCookie(c, cookie, { path: '/' });
  return Buffer.from(words, 'base64url').toString().slice(0, 500);
}
