import exceljs from 'exceljs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DossierRevision } from '../../shared/domain/dossier.ts';
import type { Source } from '../../shared/domain/locator.ts';
import { auditWrite } from '../../shared/pipeline/audit-records.ts';
import { loadRevision } from '../../shared/pipeline/dossier-revision.ts';
import { putConfirmation, putSkipped } from '../../shared/pipeline/mailbox-records.ts';
import { putOutbox } from '../../shared/pipeline/outbox-records.ts';
import { intakeRecord, partRecord, readRevision } from '../../shared/pipeline/records.ts';
import { keepMailbox } from '../support/mailbox-office.ts';
import { hostileTexts } from '../support/hostile-text.ts';
import type { TestPortal } from '../unit/portal/portal-fixtures.ts';
import {
  anIntake,
  aPart,
  ask,
  closePortals,
  fillPortal,
  illustration,
  keepRevision,
  putRecords,
} from '../unit/portal/portal-fixtures.ts';
import type { ServedPortal } from '../support/portal-browser.ts';
import { isChromiumMissing, launchChromium, servePortal, signInBrowser } from '../support/portal-browser.ts';

/** Turns through the texts, so that every one comes up. */
function takeTurns(): () => string {
  let next = 0;
  return () => hostileTexts[next++ % hostileTexts.length] ?? '';
}

const mailCount = 80;
const mailId = (index: number): string => `m${String(index).padStart(3, '0')}`;

describe.skipIf(isChromiumMissing)('hostile text from mails and people', () => {
  let browser: Browser;
  let page: Page;
  let portal: ServedPortal;
  let address: string;
  const asked: string[] = [];
  const complaints: string[] = [];

  beforeAll(async () => {
    portal = await servePortal();
    await fillPortal(portal);
    await fillWithHostileText(portal);
    address = portal.address;
    browser = await launchChromium();
    const context = await browser.newContext();
    await signInBrowser(context, address);
    page = await context.newPage();
    page.on('request', (request) => asked.push(request.url()));
    page.on('console', (message) => complaints.push(message.text()));
    page.on('dialog', (dialog) => complaints.push(dialog.message()));
  });
  afterAll(async () => {
    await browser.close();
    await portal.stop();
    await closePortals();
  });

  /** What stands in a page that text alone cannot put there. */
  const lookAt = async (path: string) => {
    const answer = await page.goto(`${address}${path}`, { waitUntil: 'load' });
    const found: unknown = await page.evaluate(`({
      ran: window.ran === undefined,
      elements: [...new Set([...document.querySelectorAll('*')].map((one) => one.localName))],
      attributes: [...document.querySelectorAll('*')].flatMap((one) =>
        one.getAttributeNames().filter((name) => /^on|^style$|^srcdoc$/.test(name))),
      leadingAway: [...document.querySelectorAll('[href], [src], [action]')]
        .map((one) => one.href?.baseVal ?? one.href ?? one.src ?? one.action)
        // A mail to be written leads to the reader's own program.
        .filter((place) => !/^mailto:/.test(place) && !String(place).startsWith(location.origin)),
      turning: /[\\u202a-\\u202e\\u2066-\\u2069]/.test(document.documentElement.outerHTML),
    })`);
    return { status: answer?.status(), ...(found as { readonly elements: readonly string[] }) };
  };

  test('there are at least 300 texts', () => {
    expect(hostileTexts.length).toBeGreaterThanOrEqual(300);
  });

  test('they stay text on every page: nothing runs, loads, leads away or turns around', async () => {
    const communes = illustration.communes.map(({ code }) => code);
    const paths = [
      '/',
      `/dot/${illustration.id}`,
      '/tiep-nhan',
      '/cach-ly',
      '/nhat-ky-thao-tac?thang=2023-10',
      '/phien-hop',
      '/van-ban',
      '/thu-di',
      `/dot/${illustration.id}/thu-di`,
      `/bao-nhan/${illustration.id}`,
      '/gui-thu',
      `/van-ban/${illustration.id}`,
      '/cau-hinh',
      '/mau-thu/reminder-7',
      `/nhac-han/${illustration.id}`,
      '/hop-thu',
      `/danh-ba/${illustration.id}`,
      ...Array.from({ length: mailCount }, (_, index) => `/tiep-nhan/${mailId(index)}`),
      ...communes.map((code) => `/ho-so/${illustration.id}/${code}`),
    ];
    const usual = new Set(
      (
        'html head meta title link script body a header span nav main h1 h2 h3 h4 p strong em b ul ol li table caption thead ' +
        'tbody tfoot tr th td div section form input button label select option optgroup textarea fieldset legend details summary dl ' +
        'dt dd bdi code footer kbd mark svg g path rect line text image title polyline circle noscript article time small br hr figure ' +
        'figcaption aside datalist desc abbr pre'
      ).split(' '),
    );
    for (const path of paths) {
      const { elements, ...rest } = await lookAt(path);
      expect([path, rest]).toEqual([
        path,
        { status: 200, ran: true, attributes: [], leadingAway: [], turning: false },
      ]);
      expect([path, elements.filter((one) => !usual.has(one))]).toEqual([path, []]);
    }
    expect(asked.filter((url) => !url.startsWith(`${address}/`))).toEqual([]);
    expect(complaints).toEqual([]);
  }, 300_000);

  test('exports hold them as words, never as formulas', async () => {
    for (const path of ['/nhat-ky-thao-tac/xuat?thang=2023-10', `/danh-ba/${illustration.id}/xuat`]) {
      const answer = await ask(portal.app, path);
      expect([answer.status, portal.failures.map(({ error }) => String(error))]).toEqual([200, []]);
      const workbook = new exceljs.Workbook();
      await workbook.xlsx.load(await answer.arrayBuffer());
      let cells = 0;
      for (const sheet of workbook.worksheets)
        sheet.eachRow((row) => {
          row.eachCell((cell) => {
            cells += 1;
            expect([exceljs.ValueType.Formula, exceljs.ValueType.Hyperlink]).not.toContain(cell.type);
          });
        });
      expect(cells).toBeGreaterThan(10);
    }
  });
});

/** Puts the texts wherever a mail or a person can put words: subjects, senders, names of files and sheets, cells, reasons. */
async function fillWithHostileText(portal: TestPortal): Promise<void> {
  const text = takeTurns();
  await putRecords(
    portal.store,
    Array.from({ length: mailCount }, (_, index) =>
      intakeRecord(
        anIntake({
          mail: mailId(index),
          acceptedAt: `2023-10-21T03:${String(index % 60).padStart(2, '0')}:04.000Z`,
          subject: text(),
          from: text().slice(0, 500),
          because: text(),
          state: index % 3 === 0 ? 'held' : 'done',
        }),
      ),
    ),
  );
  for (let index = 0; index < mailCount; index += 1)
    await putRecords(portal.store, [
      partRecord(aPart({ mail: mailId(index), part: '01', file: text().slice(0, 1000), reason: text() })),
      partRecord(
        aPart({
          mail: mailId(index),
          part: '02',
          file: `${text().slice(0, 1000)}.docx`,
          fate: 'ignored-no-document',
        }),
      ),
    ]);
  await portal.store.commit({
    writes: hostileTexts.slice(0, 25).map((subject, index) =>
      putOutbox(
        {
          ...{
            round: illustration.id,
            commune: illustration.communes[0]?.code ?? '',
            cause: `thu#${index}`,
          },
          ...{ letter: 'issued-letter', to: [text()], subject, text: `${text()}\n\n- ${text()}` },
          attachments: [{ folder: 'x', name: 'y', fileName: text(), contentType: 'application/pdf' }],
          ...{ inReplyTo: null, references: [], code: null, automatic: null, by: text() },
          ...{
            at: '2023-10-21T03:00:00.000Z',
            state: 'failed',
            reason: text(),
            run: 0,
            attempts: 0,
            deferrals: 0,
          },
        },
        undefined,
      ),
    ),
    jobs: [],
  });
  const mailbox = {
    host: 'localhost',
    port: 993,
    security: 'tls',
    user: text(),
    password: '',
  } as const;
  await keepMailbox(portal.store, mailbox, { folder: text() });
  await portal.store.commit({
    writes: [
      ...hostileTexts.slice(0, 40).map((subject, uid) =>
        putSkipped({
          at: '2023-10-21T03:00:00.000Z',
          folder: text(),
          uid,
          from: text(),
          subject,
          receivedAt: null,
          because: 'not-handed-out',
        }),
      ),
      putConfirmation(
        { account: text(), code: '123456', link: text(), mail: 'a', at: '2023-10-21T03:00:00.000Z' },
        undefined,
      ),
    ],
    jobs: [],
  });
  await portal.store.commit({
    writes: hostileTexts.slice(0, 80).map((reason, index) =>
      auditWrite({
        id: `a${String(index)}`,
        at: '2023-10-21T03:00:00.000Z',
        by: { id: 'nguoi-thu', name: hostileTexts[index + 80]?.slice(0, 200) ?? '' },
        what: 'open-evidence',
        about: { round: illustration.id, commune: '99905', mail: null },
        reason: reason.slice(0, 2000),
        before: hostileTexts[index + 160]?.slice(0, 2000) ?? '',
        after: hostileTexts[index + 240]?.slice(0, 2000) ?? '',
      }),
    ),
    jobs: [],
  });
  const entry = await readRevision(portal.store, illustration.id, '99905', 1);
  if (entry === undefined) throw new Error('no dossier of the samples');
  const revision = await loadRevision(entry.body, portal);
  for (const { code } of illustration.communes) {
    const head = await portal.store.query({
      partition: `DOSSIER#${illustration.id}#${code}`,
      from: 'revision#',
      to: 'revision#~',
      limit: 50,
    });
    await keepRevision(portal, {
      ...withHostileText(revision, text),
      commune: code,
      revision: head.records.length + 1,
      mailIds: [mailId(1)],
    });
  }
}

/** A dossier whose papers and places are called by the texts. */
function withHostileText(revision: DossierRevision, text: () => string): DossierRevision {
  const renamed = new Map(revision.documents.map(({ file }) => [file, text().slice(0, 300)]));
  const change = (source: Source): Source => ({
    ...source,
    file: renamed.get(source.file) ?? source.file,
    raw: text().slice(0, 2000),
    locator: { kind: 'cell', sheet: text().slice(0, 100), address: 'B12' },
  });
  return {
    ...revision,
    documents: revision.documents.map((document) => ({
      ...document,
      file: renamed.get(document.file) ?? document.file,
      number: text().slice(0, 300),
    })),
    readings: revision.readings.map((reading) => ({
      ...reading,
      conflicting: true,
      accepted: false,
      sources: reading.sources.map(change),
      readings: reading.readings.map((one) => ({ ...one, source: change(one.source) })),
    })),
    claims: revision.claims.map((claim) => ({ ...claim, source: change(claim.source) })),
    findings: revision.findings.map((finding) => ({
      ...finding,
      message: text(),
      ...(finding.source !== undefined && { source: change(finding.source) }),
    })),
  };
}
