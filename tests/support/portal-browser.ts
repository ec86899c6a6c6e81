import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import type { Browser, BrowserContext } from 'playwright-core';
import { chromium } from 'playwright-core';
import { loopbackHosts } from '../../functions/portal/services.ts';
import type { TestPortal } from '../unit/portal/portal-fixtures.ts';
import { openPortal, signedInCookie } from '../unit/portal/portal-fixtures.ts';

const executablePath = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((place) => place !== undefined && existsSync(place));

/** Whether there is no Chromium on this machine, so that tests in a browser are skipped. */
export const isChromiumMissing = executablePath === undefined;

/** The machine's own Chromium, asking nobody but who a test sends it to. */
export const launchChromium = (): Promise<Browser> =>
  chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [
      '--no-sandbox',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });

/** A portal of the tests that listens on this machine. */
export interface ServedPortal extends TestPortal {
  /** "http://localhost:41237" */
  readonly address: string;
  readonly stop: () => Promise<void>;
}

/** Opens a portal and serves it on localhost; arguments as those of `openPortal`. */
export async function servePortal(
  ...[change = {}, kind]: Parameters<typeof openPortal>
): Promise<ServedPortal> {
  let port = 0;
  const hosts = () => [...loopbackHosts(port), ...loopbackHosts(3000)];
  const portal = await openPortal({ hosts, ...change }, kind);
  const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
    const started = serve({ fetch: portal.app.fetch, port: 0, hostname: 'localhost' }, () =>
      resolve(started),
    );
  });
  port = (server.address() as AddressInfo).port;
  return {
    ...portal,
    address: `http://localhost:${port}`,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** Signs a browser in as the person of the tests. */
export async function signInBrowser(context: BrowserContext, address: string): Promise<void> {
  const [name = '', value = ''] = signedInCookie.split('=');
  await context.addCookies([{ name, value, url: address }]);
}
