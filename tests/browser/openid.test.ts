import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import Provider from 'oidc-provider';
import { afterAll, expect, test } from 'vitest';
import { openIdService } from '../../functions/portal/access/openid-service.ts';
import { loopbackHosts } from '../../functions/portal/services.ts';
import { findAccount } from '../../shared/pipeline/people-records.ts';
import { closePortals, openPortal, signIn } from '../unit/portal/portal-fixtures.ts';
import { isChromiumMissing, launchChromium } from '../support/portal-browser.ts';

const closing: (() => unknown)[] = [];
afterAll(async () => {
  for (const close of closing.reverse()) await close();
  await closePortals();
});

/**
 * A sign-in service on 127.0.0.1, which vouches for the address typed as name; the portal is on localhost, another site to the
 * browser, so that coming back is cross-site as it will be.
 */
async function startService(returnTo: string): Promise<URL> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const issuer = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const provider = new Provider(issuer.origin, {
    clients: [
      {
        client_id: 'ho-so',
        application_type: 'native',
        token_endpoint_auth_method: 'none',
        redirect_uris: [returnTo],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: false,
    cookies: { keys: ['of the tests'] },
    findAccount: (_context: unknown, id: string) => ({
      accountId: id,
      claims: () => ({ sub: id, email: id, email_verified: !id.startsWith('chua') }),
    }),
  });
  const answer = provider.callback();
  server.on('request', (request, response) => void answer(request, response));
  return issuer;
}

test.skipIf(isChromiumMissing)(
  'an officer signs in at the service of the unit and comes back from that other site to the page asked for',
  async () => {
    let port = 0;
    let issuer = new URL('http://127.0.0.1');
    const portal = await openPortal(
      {
        hosts: () => loopbackHosts(port),
        signIn: {
          kind: 'openid',
          firstAdministrator: 'quan-tri@chilang.example.vn',
          service: {
            begin: (returnTo) => service().begin(returnTo),
            finish: (returned, start) => service().finish(returned, start),
          },
        },
      },
      { isEmpty: true },
    );
    const service = () => openIdService({ issuer, clientId: 'ho-so' });
    const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
      const started = serve({ fetch: portal.app.fetch, port: 0, hostname: 'localhost' }, () =>
        resolve(started),
      );
    });
    closing.push(() => server.close());
    port = (server.address() as AddressInfo).port;
    issuer = await startService(`http://localhost:${port}/dang-nhap/ve`);
    await signIn(portal.services, {
      id: 'can-bo',
      login: 'can-bo@chilang.example.vn',
      name: 'Cán Bộ Hai',
      grants: [{ role: 'officer', rounds: 'all' }],
    });

    const browser = await launchChromium();
    closing.push(() => browser.close());
    const enterAs = async (login: string) => {
      const page = await (await browser.newContext()).newPage();
      await page.goto(`http://localhost:${port}/tiep-nhan`);
      await page.getByRole('link', { name: 'Đăng nhập bằng tài khoản của đơn vị' }).click();
      await page.locator('input[name=login]').fill(login);
      await page.locator('input[name=password]').fill('bất kỳ');
      await page.locator('button[type=submit]').click();
      await page.locator('button[type=submit]').click();
      await page.waitForURL(`http://localhost:${port}/**`);
      return page;
    };
    const officer = await enterAs('can-bo@chilang.example.vn');
    expect(new URL(officer.url()).pathname).toBe('/tiep-nhan');
    expect(await officer.getByText('Cán Bộ Hai').count()).toBe(1);
    expect((await findAccount(portal.store, 'can-bo@chilang.example.vn'))?.body.subject).toBe(
      'can-bo@chilang.example.vn',
    );

    for (const login of ['ke-la@example.vn', 'chua-xac-minh@example.vn', 'quan-tri@chilang.example.vn'])
      // The address of the first administrator makes an account only in an office that has none.
      expect(await (await enterAs(login)).getByRole('heading', { level: 1 }).textContent()).toBe(
        'Chưa đăng nhập được',
      );

    const again = await (await browser.newContext()).newPage();
    await again.goto(officer.url().replace('/tiep-nhan', '/dang-nhap/ve?code=x&state=y'));
    expect(await again.getByText('đã hết hạn hoặc đã dùng').count()).toBe(1);
  },
);
