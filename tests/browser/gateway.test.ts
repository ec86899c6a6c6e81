import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { acceptMail } from '../../shared/pipeline/accept-mail.ts';
import { listIntake } from '../../shared/pipeline/records.ts';
import { closePortals } from '../unit/portal/portal-fixtures.ts';
import type { ServedPortal } from '../support/portal-browser.ts';
import { isChromiumMissing, launchChromium, servePortal, signInBrowser } from '../support/portal-browser.ts';

describe.skipIf(isChromiumMissing)(
  isChromiumMissing
    ? 'a portal behind a gateway: skipped, no Chromium on this machine'
    : 'a portal behind a gateway, in Chromium',
  () => {
    let browser: Browser;
    let portal: ServedPortal;
    let kept: Uint8Array | undefined;
    const bucket = createServer((_, response) => {
      response
        .writeHead(200, { 'content-disposition': 'attachment; filename="thu.eml"' })
        .end(kept === undefined ? '' : Buffer.from(kept));
    });

    beforeAll(async () => {
      await new Promise<void>((resolve) => bucket.listen(0, '127.0.0.1', resolve));
      const origin = `http://127.0.0.1:${(bucket.address() as AddressInfo).port}`;
      portal = await servePortal({
        gateway: {
          maxBytes: 1024 * 1024,
          origin,
          deliver: async (bytes) => {
            kept = bytes;
            return Promise.resolve(`${origin}/downloads/1`);
          },
        },
      });
      browser = await launchChromium();
    });
    afterAll(async () => {
      await browser.close();
      await portal.stop();
      await closePortals();
      bucket.close();
    });

    async function openPage(path: string) {
      const context = await browser.newContext();
      await signInBrowser(context, portal.address);
      const page = await context.newPage();
      await page.goto(`${portal.address}${path}`);
      return page;
    }

    test('a large raw mail asked for by a form is saved from beside the portal', async () => {
      const bytes = new TextEncoder().encode(
        `From: xa@example.vn\r\nSubject: Ho so\r\n\r\n${'a'.repeat(1024 * 1024)}\r\n`,
      );
      await acceptMail(portal.services, { bytes, via: 'folder', timeFrom: 'headers' });
      const mail = (await listIntake(portal.store, 1)).entries[0]?.mail ?? '';
      const page = await openPage(`/tiep-nhan/${mail}`);
      const saved = page.waitForEvent('download');
      await page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))");
      await page.fill('form[action$="/thu-goc"] [name=ly-do]', 'Đối chiếu');
      await page.click('form[action$="/thu-goc"] button');
      expect((await saved).suggestedFilename()).toBe('thu.eml');
      expect(kept).toEqual(bytes);
      await page.context().close();
    });

    test('a file over the limit is told before it is sent, a smaller one takes its place', async () => {
      const page = await openPage('/nhap-ho-so');
      const choose = (bytes: number) =>
        page.setInputFiles('[name=tep]', {
          name: 'ho-so.pdf',
          mimeType: 'application/pdf',
          buffer: Buffer.alloc(bytes),
        });
      const objection = () =>
        page.$eval(
          '[name=tep]',
          (field) => (field as unknown as { validationMessage: string }).validationMessage,
        );
      await choose(1024 * 1024 + 1);
      expect(await objection()).toContain('vượt quá 1 MB');
      await choose(1024 * 1024);
      expect(await objection()).toBe('');
      await page.context().close();
    });
  },
);
