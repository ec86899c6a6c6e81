import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import type { Browser, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loopbackHosts } from '../../functions/portal/services.ts';
import { listDecisions } from '../../shared/pipeline/decision-records.ts';
import { loadDossier } from '../../shared/pipeline/load-dossier.ts';
import type { TestPortal } from '../unit/portal/portal-fixtures.ts';
import {
  closePortals,
  fillPortal,
  illustration,
  keepRevision,
  openPortal,
  signedInCookie,
} from '../unit/portal/portal-fixtures.ts';

const executablePath = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser'].find(
  (place) => place !== undefined && existsSync(place),
);
const commune = '99901';

describe.skipIf(executablePath === undefined)('going through the figures of a dossier in Chromium', () => {
  let browser: Browser;
  let portal: TestPortal;
  let server: ReturnType<typeof serve>;
  let page: string;

  beforeAll(async () => {
    let port = 0;
    portal = await openPortal({ hosts: () => loopbackHosts(port) });
    await fillPortal(portal);
    const dossier = await loadDossier(illustration.id, commune, portal.services);
    if (dossier === undefined) throw new Error('no dossier');
    const doubtful = ['c02.birth-registration-rate', 'c09.health-check-rate', 'c12.play-area-rate'];
    const { revision } = dossier;
    await keepRevision(portal, {
      ...revision,
      revision: revision.revision + 1,
      readings: revision.readings.map((reading) =>
        doubtful.includes(reading.indicator) ? { ...reading, accepted: false } : reading,
      ),
    });
    await new Promise<void>((resolve) => {
      server = serve({ fetch: portal.app.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve());
    });
    port = (server.address() as AddressInfo).port;
    page = `http://localhost:${port}/ho-so/${illustration.id}/${commune}`;
    browser = await chromium.launch({
      ...(executablePath === undefined ? {} : { executablePath }),
      args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking'],
    });
  });

  afterAll(async () => {
    await browser.close();
    server.close();
    await closePortals();
  });

  async function open(options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1366, height: 900 }, ...options });
    const [name = '', value = ''] = signedInCookie.split('=');
    await context.addCookies([{ name, value, url: page }]);
    const tab = await context.newPage();
    await tab.goto(page);
    return tab;
  }
  const focused = (tab: Page): Promise<string> =>
    tab.evaluate('document.activeElement.id || document.activeElement.name');

  test('keys lead from one doubtful figure to the next, open its source beside it, confirm it, and go on behind it', async () => {
    const tab = await open();
    await tab.keyboard.press('j');
    await tab.keyboard.press('j');
    expect(await focused(tab)).toBe('so-lieu-c09-health-check-rate');
    await tab.keyboard.press('k');
    expect(await focused(tab)).toBe('so-lieu-c02-birth-registration-rate');
    const beside = tab.locator('#ben-canh');
    await beside.locator('[data-source]').waitFor();
    expect(await beside.locator('.marked').count()).toBe(1);
    await tab.keyboard.press('c');
    expect(await focused(tab)).toBe('gia-tri');
    await tab.keyboard.press('Escape');
    expect(await beside.isVisible()).toBe(false);
    await tab.keyboard.press('a');
    await tab.keyboard.type('Khớp sổ jkac');
    await tab.keyboard.press('Enter');
    await tab.locator('.notice-done').waitFor();
    expect(await tab.locator('.notice-done').textContent()).toBe('Đã xác nhận số liệu.');
    const [event] = await listDecisions(portal.store, illustration.id, commune);
    expect(event).toMatchObject({ ruling: { what: 'accept' }, reason: 'Khớp sổ jkac' });
    await tab.keyboard.press('j');
    expect(await focused(tab)).toBe('so-lieu-c09-health-check-rate');
  });

  test('without scripts the source is a page with the same forms, and leads to the next figure', async () => {
    const tab = await open({ javaScriptEnabled: false });
    await tab.locator('tr[data-figure=undecided] a.see').first().click();
    expect(await tab.locator('[data-source] .marked').count()).toBe(1);
    const next = await tab.getByText('Số liệu cần xem tiếp theo').getAttribute('href');
    const form = tab.locator('.decision-correct');
    await form.locator('[name=gia-tri]').fill('95,5');
    await form.locator('[name=ly-do]').fill('Theo báo cáo của Trạm Y tế');
    await form.locator('button').click();
    expect(await tab.locator('.notice-done').textContent()).toBe('Đã sửa số liệu.');
    expect(await tab.locator('#so-lieu-c09-health-check-rate .decided').textContent()).toContain('95,5%');
    await tab.goto(new URL(next ?? '', page).href);
    expect(await tab.locator('h1').textContent()).toMatch(/điểm vui chơi/u);
  });

  test('on a phone nothing stands beyond the edge and the forms can be used', async () => {
    const tab = await open({ viewport: { width: 390, height: 844 } });
    const row = tab.locator('#so-lieu-c12-play-area-rate');
    await row.locator('summary').click();
    expect(await row.locator('.decision-correct button').isVisible()).toBe(true);
    expect(await tab.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
  });
});
