import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { composeMail } from '../../infra/local/compose-mail.ts';
import { writeSampleDossiers } from '../../shared/appraisal/samples/sample-dossiers.ts';
import { readFile as readFormat } from '../../shared/formats/registry.ts';
import type { RunningOffice } from '../support/run-office.ts';
import { administrator, offerMail, runOffice, stopOffice } from '../support/run-office.ts';
import { isChromiumMissing, launchChromium } from '../support/portal-browser.ts';

const year = new Date().getFullYear();
const round = `minh-hoa-${year}`;

describe.skipIf(isChromiumMissing)('a dossier on its way, in the running program', () => {
  let directory: string;
  let office: RunningOffice;
  let browser: Browser;
  let page: Page;
  let address: string;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'hoso-journey-'));
    office = await runOffice(directory);
    address = `http://localhost:${office.portalPort}`;
    browser = await launchChromium();
    page = await browser.newPage({ viewport: { width: 1366, height: 900 } });
  });
  afterAll(async () => {
    await browser.close();
    await stopOffice(office);
    await rm(directory, { recursive: true, force: true });
  });

  const done = async (words: string): Promise<void> => {
    expect(await page.locator('.notice-done').textContent()).toContain(words);
  };

  test('sign in, a mail by SMTP, a figure corrected at its source, a session that returns it, the corrected mail, the papers', async () => {
    const mails = (await writeSampleDossiers(year)).filter(({ subject }) => subject.includes('Đồng Mẫu'));
    const [first, corrected] = await Promise.all(mails.map(composeMail));
    if (first === undefined || corrected === undefined) throw new Error('two mails of Đồng Mẫu are needed');

    // Signing in.
    await page.goto(`${address}/`);
    await page.getByLabel('Tên đăng nhập').fill(administrator.login);
    await page.getByLabel('Mật khẩu').fill(administrator.password);
    await page.getByRole('button', { name: 'Đăng nhập' }).click();
    expect(new URL(page.url()).pathname).toBe('/');

    // A mail arrives and shows by itself: the page is not loaded again.
    await page.evaluate('window.isTheSame = true');
    expect(await offerMail(office.smtpPort, first)).toBe(true);
    await page.getByRole('row', { name: /Đồng Mẫu.*Lần 1/u }).waitFor({ timeout: 120_000 });
    expect(await page.evaluate('window.isTheSame')).toBe(true);

    // A figure the papers disagree on: its source, the right value, the reason.
    await page.goto(`${address}/ho-so/${round}/99905`);
    const row = page.locator('tr[data-figure=undecided]').first();
    await row.locator('a.see').first().click();
    await page.locator('[data-source] .marked').first().waitFor();
    await page.goto(`${address}/ho-so/${round}/99905`);
    await row.locator('summary').first().click();
    const form = row.locator('.decision-correct');
    await form.locator('[name=gia-tri]').fill('95');
    await form.locator('[name=ly-do]').fill('Theo biên bản họp của xã');
    await form.locator('button').click();
    await done('Đã sửa số liệu.');

    // Points of a criterion nobody sends again.
    const criterion = page.locator('.decision-set-points').first();
    await page.locator('summary', { hasText: 'Ghi điểm' }).first().click();
    await criterion.locator('[name=diem]').fill('50');
    await criterion.locator('[name=ly-do]').fill('Hội đồng thống nhất');
    await criterion.locator('button').click();
    await done('điểm');

    // The session returns it for completion; the mail waits in the outbox.
    await page.goto(`${address}/phien-hop/${round}`);
    await page.getByRole('button', { name: 'Lập phiên 1' }).click();
    await page.locator('form[action$="/danh-sach"] input[value="99905"]').check();
    await page.getByRole('button', { name: 'Ghi danh sách' }).click();
    await page.getByText('Ghi biểu quyết, kết luận').click();
    await page.getByLabel('Đồng ý', { exact: true }).fill('7');
    await page.getByLabel('Không đồng ý', { exact: true }).fill('0');
    await page.getByRole('button', { name: 'Ghi biểu quyết' }).click();
    await page.getByText('Ghi biểu quyết, kết luận').click();
    await page.getByLabel('Kết luận của Chủ tọa').selectOption('return-for-completion');
    await page.getByLabel('Lý do, hoặc nội dung xã cần bổ sung').fill('Bổ sung báo cáo thống nhất số liệu');
    await page.getByRole('button', { name: 'Ghi kết luận' }).click();
    await page.getByRole('button', { name: 'Xác nhận, đưa vào hộp thư đi' }).click();
    await done('hộp thư');

    // The corrected mail comes: only the decision on what changed is open again.
    expect(await offerMail(office.smtpPort, corrected)).toBe(true);
    await page.goto(`${address}/ho-so/${round}/99905/lan/1`);
    for (let tries = 0; ; tries += 1) {
      const answer = await page.goto(`${address}/ho-so/${round}/99905/lan/2`);
      if (answer?.status() === 200) break;
      if (tries > 200) throw new Error('the corrected mail made no revision');
      await page.waitForTimeout(500);
    }
    await page.goto(`${address}/ho-so/${round}/99905`);
    expect(await page.locator('#quyet-dinh-lai').count()).toBe(1);
    const again = await page.locator('#quyet-dinh-lai ~ *').first().textContent();
    expect(again).not.toContain('Hội đồng thống nhất');
    expect(await page.getByText('Theo biên bản họp của xã').count()).toBeGreaterThan(0);

    // Papers of the round, one of them opened.
    await page.goto(`${address}/van-ban/${round}`);
    await page.getByRole('button', { name: 'Lập tất cả văn bản' }).click();
    const download = page.getByRole('link', { name: 'Tải dự thảo (có dấu DỰ THẢO)' });
    for (let tries = 0; ; tries += 1) {
      await page.goto(`${address}/van-ban/${round}/appraisal-report/99905`);
      if ((await download.count()) > 0) break;
      if (tries > 240) throw new Error('the report was not made');
      await page.waitForTimeout(500);
    }
    const [file] = await Promise.all([page.waitForEvent('download'), download.click()]);
    const bytes = new Uint8Array(await readFile(await file.path()));
    const { document } = await readFormat({ bytes, file: file.suggestedFilename(), passwords: [] });
    expect(JSON.stringify(document)).toContain('BÁO CÁO');
  }, 300_000);
});
