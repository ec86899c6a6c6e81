import { createHash } from 'node:crypto';
import exceljs from 'exceljs';
import { afterAll, describe, expect, it } from 'vitest';
import { readFile } from '../../../shared/formats/registry.ts';
import { runStage } from '../../../shared/pipeline/run-stage.ts';
import { listSectorSheets } from '../../../shared/pipeline/round-records.ts';
import type { TestPortal } from './portal-fixtures.ts';
import {
  ask,
  closePortals,
  fillPortal,
  illustration,
  openPortal,
  signIn,
  testHost,
} from './portal-fixtures.ts';

afterAll(closePortals);

const path = `/nganh/${illustration.id}`;

interface Desk {
  readonly cookie: string;
  readonly csrf: string;
}

const contactOf = (portal: TestPortal, sector: string): Promise<Desk> =>
  signIn(portal.services, {
    ...{ id: `dau-moi-${sector}`, name: 'Đầu Mối Giả Định' },
    grants: [{ role: 'sector-contact', rounds: 'all', sector }],
  });

const get = (portal: TestPortal, { cookie }: Desk, at: string): Promise<Response> =>
  ask(portal.app, at, { headers: { cookie } });

async function wordsOf(portal: TestPortal, desk: Desk): Promise<string> {
  return (await (await get(portal, desk, path)).text()).replace(/<[^>]+>/gu, ' ').replace(/\s+/gu, ' ');
}

function upload(portal: TestPortal, { cookie, csrf }: Desk, sector: string, bytes: Uint8Array) {
  const body = new FormData();
  body.set('csrf', csrf);
  body.set('tep', new File([new Uint8Array(bytes)], 'tra loi.xlsx'));
  return ask(portal.app, `${path}/${sector}`, {
    ...{ method: 'POST', body },
    headers: { cookie, origin: `http://${testHost}` },
  });
}

/** The table as the sector fills it in: its own figure for the first row of a commune that has one. */
async function fillIn(table: Uint8Array, own: string): Promise<Uint8Array> {
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.load(table.buffer as ArrayBuffer);
  const sheet = workbook.worksheets[0];
  if (sheet === undefined) throw new Error('no sheet');
  for (let row = 10; row < 200; row += 1)
    if (/^\d/u.test(sheet.getCell(row, 4).text) && sheet.getCell(row, 4).text.includes('%')) {
      sheet.getCell(row, 5).value = own;
      break;
    }
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

async function drain(portal: TestPortal): Promise<void> {
  const world = {
    ...portal.services,
    names: { nameOf: (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex') },
    reader: { read: readFile },
    senders: null,
  };
  for (;;) {
    const job = await portal.store.lease({ leaseMs: 60_000 });
    if (job === undefined) return;
    await portal.store.commit(await runStage(job, world), job);
  }
}

describe('a sector confirms the figures of the communes', () => {
  it('its contact takes the table, brings it back filled in, and sees what differs', async () => {
    const portal = await openPortal();
    await fillPortal(portal);
    const health = await contactOf(portal, 'health');
    expect(await wordsOf(portal, health)).toContain('Chưa có bảng trả lời');
    const table = await get(portal, health, `${path}/health/bang`);
    expect(table.status).toBe(200);
    const filled = await fillIn(new Uint8Array(await table.arrayBuffer()), '1,5%');
    expect((await upload(portal, health, 'health', filled)).status).toBe(303);
    expect(await wordsOf(portal, health)).toContain('Đang đọc bảng');
    await drain(portal);
    const words = await wordsOf(portal, health);
    expect(words).toContain('1 số liệu khác');
    expect(words).toMatch(/Số liệu khác với hồ sơ của xã .* 1,5%/u);
    expect(words).toContain('Các bảng đã tải lên (1)');
    const kept = await get(portal, health, `${path}/health/bang/1`);
    expect(new Uint8Array(await kept.arrayBuffer())).toEqual(filled);
    expect((await listSectorSheets(portal.store, illustration.id))[0]?.uploadedBy).toBe('Đầu Mối Giả Định');
  }, 60_000);

  it('a contact sees, takes and answers the own sector only', async () => {
    const portal = await openPortal();
    const culture = await contactOf(portal, 'culture');
    const words = await wordsOf(portal, culture);
    expect(words).toContain('Ngành Văn hóa và Thông tin');
    expect(words).not.toContain('Công an');
    expect((await get(portal, culture, `${path}/police/bang`)).status).toBe(404);
    expect((await upload(portal, culture, 'police', new Uint8Array([1]))).status).toBe(404);
    expect(await listSectorSheets(portal.store, illustration.id)).toEqual([]);
    expect((await get(portal, culture, '/')).status).toBe(403);
  });

  it('a file that is no table says what is unclear and answers nothing', async () => {
    const portal = await openPortal();
    const health = await contactOf(portal, 'health');
    await upload(portal, health, 'health', new TextEncoder().encode('không phải bảng'));
    await drain(portal);
    const words = await wordsOf(portal, health);
    expect(words).toContain('Đọc được 0 câu trả lời');
    expect(words).not.toContain('Đang đọc bảng');
  });
});
