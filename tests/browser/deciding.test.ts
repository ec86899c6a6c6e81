import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listDecisions } from '../../shared/pipeline/decision-records.ts';
import { loadDossier } from '../../shared/pipeline/load-dossier.ts';
import { closePortals, fillPortal, illustration, keepRevision } from '../unit/portal/portal-fixtures.ts';
import type { ServedPortal } from '../support/portal-browser.ts';
import { isChromiumMissing, launchChromium, servePortal, signInBrowser } from '../support/portal-browser.ts';

const commune = '99901';

describe.skipIf(isChromiumMissing)('going through the figures of a dossier in Chromium', () => {
  let browser: Browser;
  let portal: ServedPortal;
  let page: string;

  beforeAll(async () => {
    portal = await servePortal();
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
    page = `${portal.address}/ho-so/${illustration.id}/${commune}`;
    browser = await launchChromium();
  });

  afterAll(async () => {
    await browser.close();
    await portal.stop();
    await closePortals();
  });

  async function open(options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1366, height: 900 }, ...options });
    await signInBrowser(context, page);
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
