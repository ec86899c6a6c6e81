import { createRequire } from 'node:module';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listIntake } from '../../shared/pipeline/records.ts';
import { keepPagedDossier, placeOf } from '../unit/portal/paged-dossier.ts';
import { closePortals, fillPortal, illustration } from '../unit/portal/portal-fixtures.ts';
import type { ServedPortal } from '../support/portal-browser.ts';
import { isChromiumMissing, launchChromium, servePortal, signInBrowser } from '../support/portal-browser.ts';

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** What axe says of a page (axe-core API, Results). */
interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string }[];
}

interface AxeResults {
  readonly violations: readonly Violation[];
}

describe.skipIf(isChromiumMissing)('pages for everyone', () => {
  let browser: Browser;
  let portal: ServedPortal;
  let address: string;

  beforeAll(async () => {
    portal = await servePortal();
    await fillPortal(portal);
    await keepPagedDossier(portal);
    address = portal.address;
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
    await portal.stop();
    await closePortals();
  });

  test('axe finds no serious fault on any page, wide or on a phone', async () => {
    const [mail] = (await listIntake(portal.store, 1)).entries;
    const paths = [
      '/',
      `/dot/${illustration.id}`,
      `/ho-so/${illustration.id}/99905`,
      `/ho-so/${illustration.id}/99901`,
      placeOf(1),
      placeOf(3),
      '/tiep-nhan',
      `/tiep-nhan/${mail?.mail ?? ''}`,
      '/cach-ly',
      '/phien-hop',
      '/van-ban',
      '/thu-di',
      `/dot/${illustration.id}/thu-di`,
      `/ho-so/${illustration.id}/99901/bao-nhan`,
      `/bao-nhan/${illustration.id}`,
      '/gui-thu',
      `/van-ban/${illustration.id}`,
      '/mau-van-ban',
      '/nganh',
      `/nganh/${illustration.id}`,
      '/thang-diem',
      '/cau-hinh',
      '/cau-hinh/2023',
      '/nhac-han/2023',
      '/mau-thu',
      '/mau-thu/receipt-incomplete',
      `/dot/${illustration.id}/xa/99901/gui-van-ban`,
      '/danh-ba/2023',
      '/hop-thu',
      '/tai-khoan',
      '/tai-khoan-cua-toi',
      '/nhat-ky-thao-tac',
    ];
    const serious: string[] = [];
    for (const width of [1366, 390]) {
      // The page's own policy forbids foreign code, so axe comes in around it.
      const context = await browser.newContext({ viewport: { width, height: 900 }, bypassCSP: true });
      await signInBrowser(context, address);
      const page = await context.newPage();
      for (const path of paths) {
        const answer = await page.goto(`${address}${path}`);
        expect([path, answer?.status()]).toEqual([path, 200]);
        await page.addScriptTag({ path: axePath });
        const { violations } = await page.evaluate<AxeResults>('axe.run()');
        for (const { id, impact, nodes } of violations)
          if (impact === 'serious' || impact === 'critical')
            serious.push(`${path} (${width}): ${id}: ${nodes[0]?.html.slice(0, 160)}`);
      }
      await context.close();
    }
    expect(serious).toEqual([]);
  }, 300_000);

  test('the page for signing in too', async () => {
    const page = await (await browser.newContext({ bypassCSP: true })).newPage();
    await page.goto(`${address}/dang-nhap`);
    await page.addScriptTag({ path: axePath });
    const { violations } = await page.evaluate<AxeResults>('axe.run()');
    expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
  });
});
