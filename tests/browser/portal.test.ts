import { readFile } from 'node:fs/promises';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listIntake } from '../../shared/pipeline/records.ts';
import { keepPagedDossier, placeOf } from '../unit/portal/paged-dossier.ts';
import { closePortals, fillPortal } from '../unit/portal/portal-fixtures.ts';
import type { ServedPortal } from '../support/portal-browser.ts';
import { isChromiumMissing, launchChromium, servePortal, signInBrowser } from '../support/portal-browser.ts';

if (isChromiumMissing && process.env['CI'] === 'true')
  test('Chromium is installed', () => {
    throw new Error('no Chromium on this machine: install the package "chromium"');
  });

describe.skipIf(isChromiumMissing)(
  isChromiumMissing
    ? 'the portal in Chromium: skipped, no Chromium on this machine'
    : 'the portal in Chromium',
  () => {
    let browser: Browser;
    let portal: ServedPortal;
    let address: string;
    let mail: string;

    beforeAll(async () => {
      portal = await servePortal({
        loadSamples: () => fillPortal(portal),
      });
      address = portal.address;
      browser = await launchChromium();
    });

    afterAll(async () => {
      await browser.close();
      await portal.stop();
      await closePortals();
    });

    /** A page that remembers what the browser complained of and what it asked others for. */
    async function openPage(options: BrowserContextOptions): Promise<{ page: Page; complaints: string[] }> {
      const context = await browser.newContext(options);
      await signInBrowser(context, address);
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('request', (request) => {
        if (!request.url().startsWith(`${address}/`)) complaints.push(`asked for ${request.url()}`);
      });
      return { page, complaints };
    }

    const paths = () => [
      '/',
      '/ho-so/minh-hoa-2023/99905',
      '/ho-so/minh-hoa-2023/99905/lan/1',
      '/tiep-nhan',
      `/tiep-nhan/${mail}`,
      placeOf(1),
      placeOf(3),
      placeOf(4),
      placeOf(6),
    ];

    test('from the empty board an officer loads the invented dossiers, opens one and downloads its draft, with scripts off', async () => {
      const { page, complaints } = await openPage({
        javaScriptEnabled: false,
        viewport: { width: 1280, height: 900 },
      });
      await page.goto(`${address}/`);
      await page.getByRole('button', { name: 'Nạp hồ sơ mẫu' }).click();
      await page.getByRole('link', { name: 'Xã Đồng Mẫu' }).click();
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Hồ sơ xã Đồng Mẫu');
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: 'Tải dự thảo Báo cáo thẩm định' }).click(),
      ]);
      expect(download.suggestedFilename()).toBe('Dự thảo Báo cáo thẩm định - Xã Đồng Mẫu - Lần 2.docx');
      const bytes = await readFile(await download.path());
      expect(bytes.subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004');
      await page.getByRole('link', { name: 'Lần 1' }).click();
      expect(await page.getByText('Chưa thống nhất').count()).toBeGreaterThan(0);
      await page.getByRole('link', { name: 'Nhật ký tiếp nhận' }).first().click();
      await page.getByRole('link', { name: /^Re: Xã Đồng Mẫu/u }).click();
      expect(await page.getByText('Bao cao thay the.docx').count()).toBe(1);
      expect(complaints).toEqual([]);
      await page.context().close();
    });

    test('every page opens without a complaint of the browser, on a wide screen and on a phone, and never scrolls sideways', async () => {
      mail = (await listIntake(portal.store, 1)).entries[0]?.mail ?? '';
      await keepPagedDossier(portal);
      for (const width of [1280, 390, 320]) {
        const { page, complaints } = await openPage({ viewport: { width, height: 800 } });
        for (const path of paths()) {
          const answer = await page.goto(`${address}${path}`);
          expect([path, answer?.status()]).toEqual([path, 200]);
          const sideways: unknown = await page.evaluate(
            'document.documentElement.scrollWidth - document.documentElement.clientWidth',
          );
          expect([path, width, sideways]).toEqual([path, width, 0]);
        }
        expect(complaints).toEqual([]);
        await page.context().close();
      }
    });

    test('from a figure an officer comes to the page it stands on, sees it marked, and never the file itself', async () => {
      const { page, complaints } = await openPage({ javaScriptEnabled: false });
      const answered: string[] = [];
      page.on('response', (answer) => {
        const type = answer.headers()['content-type']?.replace(/;.*/su, '');
        // Style and script may be known already.
        if (answer.status() !== 304) answered.push(`${answer.status()} ${type ?? ''}`);
      });
      await page.goto(`${address}/ho-so/minh-hoa-2023/99908`);
      await page.getByRole('link', { name: 'Xem nguồn: Tỷ lệ trẻ em được khai sinh đúng quy định' }).click();
      const mark = page.locator('.page-image .mark');
      const sheet = page.locator('.page-image svg');
      const [place, whole] = await Promise.all([mark.boundingBox(), sheet.boundingBox()]);
      if (place === null || whole === null) throw new Error('nothing is shown');
      // The figure stands from 300 to 420 of 595 points across, from 224 to 248 of 842 down.
      expect({
        across: ((place.x + place.width / 2 - whole.x) / whole.width).toFixed(2),
        down: ((place.y + place.height / 2 - whole.y) / whole.height).toFixed(2),
      }).toEqual({ across: expect.stringMatching(/^0\.6[01]$/u) as string, down: (236 / 842).toFixed(2) });
      expect(
        await page.evaluate(`getComputedStyle(document.querySelector('.page-image .mark')).stroke`),
      ).toBe('rgb(198, 40, 40)');
      await page.getByRole('link', { name: 'Trang sau' }).click();
      expect(await page.getByRole('heading', { level: 2 }).textContent()).toContain('trang 2/99');
      const ofPortal = new Set(['200 text/html', '200 text/css', '200 text/javascript', '200 image/svg+xml']);
      expect([...new Set(answered)].filter((one) => !ofPortal.has(one))).toEqual(['200 image/webp']);
      expect(complaints).toEqual([]);
      await page.context().close();
    });

    test.each([
      ['/', 'draft-documents:x'],
      ['/dot/minh-hoa-2023', 'draft-documents:y'],
    ])('while work goes on %s follows it by itself and stops asking when it is done', async (path, id) => {
      const { page, complaints } = await openPage({ viewport: { width: 1280, height: 800 } });
      await portal.store.commit({ writes: [], jobs: [{ id, stage: 'draft-documents', payload: {} }] });
      await page.goto(`${address}${path}`);
      expect(await page.getByRole('status').textContent()).toContain('Đang xử lý: còn 1 việc.');
      const job = await portal.store.lease({ leaseMs: 60_000 });
      if (job === undefined) throw new Error('the job is not there');
      await portal.store.commit({ writes: [], jobs: [] }, job);
      await page.getByRole('status').waitFor({ state: 'detached' });
      expect(await page.getAttribute('main', 'data-working')).toBe('no');
      expect(complaints).toEqual([]);
      await page.context().close();
    });

    test('an inline script that found its way into a page would not run', async () => {
      const { page, complaints } = await openPage({});
      await page.goto(`${address}/`);
      await page.evaluate(
        `document.body.insertAdjacentHTML('beforeend', '<img src="/x" onerror="window.ran = true">')`,
      );
      await page.evaluate(
        `document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.ran = true' }))`,
      );
      expect(await page.evaluate('window.ran')).toBeUndefined();
      expect(complaints.some((complaint) => complaint.includes('Content Security Policy'))).toBe(true);
      await page.context().close();
    });
  },
);
