import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { illustrationRound } from '../../shared/domain/rounds/illustration.ts';
import { readFile } from '../../shared/formats/registry.ts';
import { runStage } from '../../shared/pipeline/run-stage.ts';
import type { World } from '../../shared/pipeline/world.ts';
import { listRows } from '../../shared/rubrics/list-rows.ts';
import { qd06Rubric } from '../../shared/rubrics/qd-06-2019/rubric.ts';
import type { ServedPortal } from '../support/portal-browser.ts';
import { isChromiumMissing, launchChromium, servePortal } from '../support/portal-browser.ts';
import { revisionOf } from '../unit/appraisal/fixture-revisions.ts';
import { writeAnnex } from '../unit/extraction/annex-document.ts';
import { madeUpAnnex } from '../unit/extraction/made-up-annex.ts';
import { closePortals, keepRevision, signIn } from '../unit/portal/portal-fixtures.ts';

const round = { ...illustrationRound(2023), rubric: qd06Rubric.id };
const path = `/thang-diem/${qd06Rubric.id}`;
const board = `/dot/${round.id}`;

const ways = [
  ['at a desk', { viewport: { width: 1366, height: 900 } }],
  ['without scripts', { viewport: { width: 1366, height: 900 }, javaScriptEnabled: false }],
  ['on a phone', { viewport: { width: 390, height: 844 } }],
] as const;

describe.skipIf(isChromiumMissing).each(ways)(
  'entering a scale by two officers in Chromium, %s',
  (_, options) => {
    let browser: Browser;
    let portal: ServedPortal;
    let world: World;

    beforeAll(async () => {
      portal = await servePortal({ rounds: [{ round, rubric: qd06Rubric }] });
      world = { ...portal.services, reader: { read: readFile }, senders: null };
      await keepRevision(portal, revisionOf(qd06Rubric, { round: round.id, commune: '99901' }));
      browser = await launchChromium();
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
    /** A browser of an officer. */
    async function sitDown(id: string, name: string): Promise<Page> {
      const grants = [{ role: 'officer', rounds: 'all' }] as const;
      const { cookie } = await signIn(portal.services, { id, name, grants });
      const context = await browser.newContext(options);
      const [key = '', value = ''] = cookie.split('=');
      await context.addCookies([{ name: key, value, url: portal.address }]);
      return context.newPage();
    }
    async function open(page: Page, at: string): Promise<void> {
      await page.goto(`${portal.address}${at}`);
      expect([
        at,
        Number(await page.evaluate('document.documentElement.scrollWidth')) <= options.viewport.width,
      ]).toEqual([at, true]);
    }

    test('one enters, the same cannot confirm, the other confirms every row, and totals appear', async () => {
      const anna = await sitDown('anna', 'Nguyễn Văn Giả');
      const binh = await sitDown('binh', 'Trần Thị Định');
      await open(anna, board);
      const row = anna.getByRole('row', { name: /Suối Mẫu/u });
      expect(await row.textContent()).toContain('Chưa tính điểm');

      await open(anna, path);
      await anna.getByLabel(/^Tệp Phụ lục/u).setInputFiles({
        name: 'phu-luc.docx',
        mimeType: 'application/octet-stream',
        buffer: Buffer.from(await writeAnnex(madeUpAnnex)),
      });
      await anna.getByRole('button', { name: 'Tải lên và đọc' }).click();
      await anna.getByText('Đang đọc tệp phu-luc.docx').waitFor();
      await drain();
      await open(anna, path);
      for (const field of await anna.locator('.doubts input').all())
        await field.fill('Đã đối chiếu, bản gốc ghi như bản nhập.');
      await anna.getByRole('button', { name: 'Ghi các giải trình' }).click();
      await anna.getByText('Không còn nội dung chưa rõ.').waitFor();
      await anna.getByRole('button', { name: 'Trình bản nhập' }).click();
      await anna.getByText('Người xác nhận phải là người khác').waitFor();
      await open(anna, path);
      expect(await anna.getByRole('button', { name: 'Xem hồ sơ nào thay đổi kết quả' }).count()).toBe(0);

      await open(binh, path);
      for (const box of await binh.locator('[name=nhom]').all()) await box.check();
      await binh.getByLabel(/^Văn bản gốc đã đối chiếu/u).fill('Bản giả định dùng để kiểm thử');
      await binh.getByRole('button', { name: 'Xem hồ sơ nào thay đổi kết quả' }).click();
      await binh.getByText('1 hồ sơ thay đổi kết quả').waitFor();
      await binh.getByRole('button', { name: 'Xác nhận và áp dụng' }).click();
      await binh.getByText(/Đang dùng bản 2/u).waitFor();
      const rows = listRows(qd06Rubric).length;
      await drain();

      await open(anna, path);
      expect(await anna.locator('main').textContent()).not.toContain(`0/${rows} dòng`);
      await open(anna, board);
      expect(await row.textContent()).not.toContain('Chưa tính điểm');
      await open(anna, `/ho-so/${round.id}/99901`);
      expect(await anna.locator('main').textContent()).toContain('Mức điểm tối thiểu');
      expect(await anna.getByText('Chưa tính', { exact: true }).count()).toBe(0);
    });
  },
);
