import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readFile } from '../../shared/formats/registry.ts';
import { acceptMail } from '../../shared/pipeline/accept-mail.ts';
import { readDossier, readIntake } from '../../shared/pipeline/records.ts';
import { putAddress, putRegistrySettings, readAddress } from '../../shared/pipeline/registry-records.ts';
import { runStage } from '../../shared/pipeline/run-stage.ts';
import type { World } from '../../shared/pipeline/world.ts';
import type { ServedPortal } from '../support/portal-browser.ts';
import { isChromiumMissing, launchChromium, servePortal, signInBrowser } from '../support/portal-browser.ts';
import { differing, inOrder, mailBytes, sampleMail } from '../unit/pipeline/sample-mails.ts';
import { closePortals, illustration } from '../unit/portal/portal-fixtures.ts';

const round = illustration.id;
const stranger = { name: 'Văn phòng xã', address: 'vanphong.dongmau@thu.example.vn' };

const ways = [
  ['at a desk', { viewport: { width: 1366, height: 900 } }],
  ['without scripts', { viewport: { width: 1366, height: 900 }, javaScriptEnabled: false }],
  ['on a phone', { viewport: { width: 390, height: 844 } }],
] as const;

describe.skipIf(isChromiumMissing).each(ways)('putting mails right in Chromium, %s', (_, options) => {
  let browser: Browser;
  let portal: ServedPortal;
  let world: World;
  let page: Page;

  beforeAll(async () => {
    portal = await servePortal();
    world = {
      ...portal.services,
      reader: { read: readFile },
      senders: null,
      // No name answers: nothing is proven.
      resolver: { resolve: () => Promise.reject(Object.assign(new Error(), { code: 'ENOTFOUND' })) },
    };
    await portal.store.commit({
      writes: [await putRegistrySettings(portal.store, { round, holdsUnknown: true })],
      jobs: [],
    });
    browser = await launchChromium();
    const context = await browser.newContext(options);
    await signInBrowser(context, portal.address);
    page = await context.newPage();
  });
  afterAll(async () => {
    await browser.close();
    await portal.stop();
    await closePortals();
  });

  async function drain(): Promise<void> {
    for (;;) {
      const job = await portal.store.lease({ leaseMs: 60_000 });
      if (job === undefined) return;
      expect(await portal.store.commit(await runStage(job, world), job)).toEqual({ applied: true });
    }
  }
  async function take(...mail: Parameters<typeof mailBytes>): Promise<string> {
    const bytes = await mailBytes(...mail);
    const accepted = await acceptMail(world, { bytes, via: 'folder', timeFrom: 'headers' });
    await drain();
    return accepted.mail;
  }
  /** Opens a page, on which nothing may stand beyond the edge. */
  async function open(path: string): Promise<void> {
    await page.goto(`${portal.address}${path}`);
    await expectNothingBeyondTheEdge();
  }
  async function expectNothingBeyondTheEdge(): Promise<void> {
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(
      options.viewport.width,
    );
  }
  const task = (title: string) => page.locator('form.task', { hasText: title });
  const done = async (words: string): Promise<void> => {
    expect(await page.locator('.notice-done').textContent()).toContain(words);
    await expectNothingBeyondTheEdge();
  };
  const stateOf = async (mail: string) => (await readIntake(portal.store, mail))?.body.state;

  test('a held mail bound to a commune is a dossier, and the next one from its address is not held', async () => {
    const mail = await take(differing, { from: stranger });
    expect(await stateOf(mail)).toBe('held');
    await open('/cach-ly');
    await page.locator(`a[href="/cach-ly/${mail}"]`).first().click();
    await expectNothingBeyondTheEdge();
    const form = task('Gắn với xã, thị trấn');
    await form.locator('[name=noi]').selectOption(`${round}:99905`);
    await form.locator('[name=luu]').check();
    await form.locator('[name=ly-do]').fill('Đã gọi theo số trong danh bạ');
    await form.locator('button').click();
    await done('');
    expect(new URL(page.url()).pathname).toBe('/cach-ly');
    await drain();
    await open('/cach-ly');
    expect(await page.locator(`a[href="/cach-ly/${mail}"]`).count()).toBe(0);
    await open(`/dot/${round}`);
    const row = page.getByRole('row', { name: /Đồng Mẫu/u });
    expect(await row.textContent()).toContain('Lần 1');
    await row.getByRole('link').first().click();
    await expectNothingBeyondTheEdge();
    expect(await page.locator('h1').textContent()).toContain('Đồng Mẫu');
    expect((await readAddress(portal.store, stranger.address)).enrolled).toMatchObject([
      { commune: '99905' },
    ]);
    const next = await take('99905-thay-the', { from: stranger });
    expect([await stateOf(next), (await readDossier(portal.store, round, '99905'))?.body.revision]).toEqual([
      'done',
      2,
    ]);
  });

  test('a mail of an enrolled address without proof only proposes, and one click releases it', async () => {
    const { address } = sampleMail('99903-word-split').from;
    await portal.store.commit({
      writes: [
        await putAddress(portal.store, {
          ...{ address, round, commune: '99903', at: '2023-10-01T00:00:00.000Z' },
          by: { id: 'thu', name: 'Người Thử' },
        }),
      ],
      jobs: [],
    });
    const { mail } = await acceptMail(world, {
      bytes: await mailBytes('99903-word-split'),
      via: 'smtp',
      timeFrom: 'acceptance',
      envelope: { wire: { peer: '192.0.2.66', helo: 'la.example', from: address } },
    });
    await drain();
    expect(await stateOf(mail)).toBe('held');
    await open(`/cach-ly/${mail}`);
    expect(await page.locator('dl.facts').first().textContent()).toContain(
      'Địa chỉ có trong danh bạ, thư chưa được chứng thực',
    );
    await page.getByRole('button', { name: 'Đã gọi xác minh, đưa vào xử lý' }).click();
    await done('');
    await drain();
    expect(await stateOf(mail)).toBe('done');
    expect((await readDossier(portal.store, round, '99903'))?.body.revision).toBe(1);
  });

  test('a mail worked on again says so, and changes no dossier that would be the same', async () => {
    const mail = await take(inOrder, { from: { name: 'UBND', address: stranger.address } });
    await open(`/tiep-nhan/${mail}`);
    const form = task('Xử lý lại từ thư gốc');
    await form.locator('[name=ly-do]').fill('Kiểm tra lại');
    await form.locator('button').click();
    await done('Đã yêu cầu xử lý lại từ thư gốc.');
    const before = (await readDossier(portal.store, round, '99901'))?.body.revision;
    await drain();
    expect((await readIntake(portal.store, mail))?.body.run).toBe(1);
    expect((await readDossier(portal.store, round, '99901'))?.body.revision).toBe(before);
    await open(`/tiep-nhan/${mail}`);
    expect(await page.locator('#xu-ly').count()).toBe(1);
    expect(await task('Xử lý lại từ thư gốc').locator('button').isEnabled()).toBe(true);
  });

  test('papers brought on a stick become a dossier of their commune', async () => {
    const { attachments } = sampleMail('99902-word-compact');
    await open('/nhap-ho-so');
    await page.getByLabel('Xã, thị trấn').selectOption(`${round}:99902`);
    await page.getByLabel('Hình thức nhận').selectOption('usb');
    await page.getByLabel(/^Tệp/u).setInputFiles(
      attachments.map(({ filename, bytes }) => ({
        name: filename,
        mimeType: 'application/octet-stream',
        buffer: Buffer.from(bytes),
      })),
    );
    await page.getByLabel(/^Ghi chú/u).fill('Văn phòng nộp');
    await page.getByRole('button', { name: 'Nhập hồ sơ' }).click();
    await done('Đã nhập hồ sơ');
    await drain();
    await open(`/ho-so/${round}/99902`);
    for (const { filename } of attachments)
      expect(await page.getByText(filename).count(), filename).toBeGreaterThan(0);
  });

  test('what cannot be kept says why beside what was entered', async () => {
    await open('/nhap-ho-so');
    await page.getByLabel('Xã, thị trấn').selectOption(`${round}:99902`);
    await page.getByLabel('Hình thức nhận').selectOption('usb');
    await page.getByLabel(/^Ghi chú/u).fill('Nộp lần hai');
    await page
      .getByLabel(/^Tệp/u)
      .setInputFiles({ name: 'rong.docx', mimeType: 'application/octet-stream', buffer: Buffer.alloc(0) });
    await page.getByRole('button', { name: 'Nhập hồ sơ' }).click();
    expect(await page.getByRole('alert').textContent()).toContain('Chưa có tệp nào có nội dung.');
    expect(await page.getByLabel(/^Ghi chú/u).inputValue()).toBe('Nộp lần hai');
    await expectNothingBeyondTheEdge();
  });
});
