import { createHash } from 'node:crypto';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { afterAll, describe, expect, it } from 'vitest';
import { readFile } from '../../../shared/formats/registry.ts';
import { listAudit } from '../../../shared/pipeline/audit-records.ts';
import { runStage } from '../../../shared/pipeline/run-stage.ts';
import type { World } from '../../../shared/pipeline/world.ts';
import { illustrationRubric } from '../../../shared/rubrics/minh-hoa/rubric.ts';
import { revisionOf } from '../appraisal/fixture-revisions.ts';
import type { TestPortal } from './portal-fixtures.ts';
import {
  ask,
  closePortals,
  illustration,
  keepRevision,
  openPortal,
  send,
  signIn,
  testCsrf,
  testHost,
} from './portal-fixtures.ts';

afterAll(closePortals);

const round = illustration.id;
const list = `/van-ban/${round}`;
const sheet = `${list}/appraisal-sheet/99901`;

/** A portal in which xã Suối Mẫu sent its dossier. */
async function openOffice(): Promise<TestPortal> {
  const portal = await openPortal();
  await keepRevision(portal, revisionOf(illustrationRubric, { round, commune: '99901' }));
  return portal;
}

async function drain(portal: TestPortal): Promise<void> {
  const world: World = {
    ...portal.services,
    names: { nameOf: (bytes) => createHash('sha256').update(bytes).digest('hex') },
    reader: { read: readFile },
    senders: null,
  };
  for (;;) {
    const job = await portal.store.lease({ leaseMs: 60_000 });
    if (job === undefined) return;
    await portal.store.commit(await runStage(job, world), job);
  }
}

async function wordsOf(portal: TestPortal, path: string): Promise<string> {
  const page = await (await ask(portal.app, path)).text();
  return page.replace(/<[^>]+>/gu, ' ').replace(/\s+/gu, ' ');
}

async function bytesOf(portal: TestPortal, path: string): Promise<Uint8Array> {
  const response = await ask(portal.app, path);
  expect(response.status).toBe(200);
  return new Uint8Array(await response.arrayBuffer());
}

async function upload(portal: TestPortal, bytes: Uint8Array, name = 'phieu da sua.docx'): Promise<Response> {
  const body = new FormData();
  body.set('csrf', testCsrf);
  body.set('tep', new File([new Uint8Array(bytes)], name));
  return ask(portal.app, `${sheet}/tai-len`, {
    ...{ method: 'POST', body },
    headers: { origin: `http://${testHost}` },
  });
}

/** As a person saves it after changing a sentence. */
async function edited(portal: TestPortal): Promise<Uint8Array> {
  const parts = unzipSync(await bytesOf(portal, `${sheet}/tai-ve?ban=trinh-ky`));
  const body = strFromU8(parts['word/document.xml'] ?? new Uint8Array());
  const changed = body.replace('PHIẾU THẨM ĐỊNH', 'PHIẾU THẨM ĐỊNH ĐÃ SỬA');
  expect(changed).not.toBe(body);
  return zipSync({ ...parts, 'word/document.xml': strToU8(changed) });
}

describe('the papers of a round', () => {
  it('before anything is made the page says how to begin and what is missing', async () => {
    const portal = await openOffice();
    const words = await wordsOf(portal, list);
    expect(words).toContain('Chưa lập văn bản nào.');
    expect(words).toContain('Chưa có phiên họp nào nên chưa lập được giấy mời');
    expect(words).toContain('Xã Đồi Mẫu Chưa có hồ sơ');
    expect(await wordsOf(portal, `${list}/appraisal-sheet/99902`)).toContain(
      'Chưa lập nên chưa có gì để xem',
    );
    const refused = await send(portal.app, `${list}/appraisal-sheet/99902/lap`, {});
    expect([refused.status, (await refused.text()).includes('Chưa nhận được hồ sơ của xã')]).toEqual([
      409,
      true,
    ]);
  });

  it('all are made by one order, with progress, and none twice', async () => {
    const portal = await openOffice();
    expect((await send(portal.app, `${list}/lap`, {})).status).toBe(303);
    expect(await wordsOf(portal, list)).toContain('Đang lập các văn bản: xong 0/3 phần');
    expect((await send(portal.app, `${list}/lap`, {})).status).toBe(409);
    await drain(portal);
    const words = await wordsOf(portal, list);
    expect(words).not.toContain('Đang lập');
    expect(words).not.toContain('Không lập được');
    expect(words).toContain('Tải cả bộ (9 văn bản)');
    expect(words).toContain('Tờ trình đề nghị công nhận Dự thảo Lập 01/11/2023 08:00');
    expect(words).not.toContain('Có thay đổi sau khi lập');
  });

  it('one is made, looked at, and downloaded as a draft and for signing', async () => {
    const portal = await openOffice();
    expect((await send(portal.app, `${sheet}/lap`, {})).headers.get('location')).toBe(sheet);
    expect(await wordsOf(portal, sheet)).toContain('PHIẾU THẨM ĐỊNH');
    const textOf = async (path: string): Promise<string> =>
      Object.entries(unzipSync(await bytesOf(portal, path)))
        .filter(([name]) => name.startsWith('word/'))
        .map(([, part]) => strFromU8(part))
        .join('');
    expect(await textOf(`${sheet}/tai-ve?ban=du-thao`)).toContain('DỰ THẢO');
    expect(await textOf(`${sheet}/tai-ve?ban=trinh-ky`)).not.toContain('DỰ THẢO');
    const { entries } = await listAudit(portal.store, { round, commune: '99901' }, 10);
    expect(entries.map(({ what, after }) => [what, after])).toEqual([
      ['make-documents', 'appraisal-sheet/99901'],
    ]);
  });

  it('a new revision of the dossier marks what was made before it, and making it again is enough', async () => {
    const portal = await openOffice();
    await send(portal.app, `${sheet}/lap`, {});
    await keepRevision(portal, {
      ...revisionOf(illustrationRubric, { round, commune: '99901' }),
      revision: 2,
    });
    expect(await wordsOf(portal, sheet)).toContain('Có thay đổi sau khi lập');
    expect(await wordsOf(portal, list)).toContain('1 văn bản có thay đổi sau khi lập');
    await send(portal.app, `${sheet}/lap`, {});
    expect(await wordsOf(portal, sheet)).not.toContain('Có thay đổi sau khi lập');
  });

  it('the packet opens again and holds every paper, the edited copy in its draft’s place', async () => {
    const portal = await openOffice();
    await send(portal.app, `${list}/lap`, {});
    await drain(portal);
    const copy = await edited(portal);
    expect((await upload(portal, copy)).status).toBe(303);
    const files = unzipSync(await bytesOf(portal, `${list}/bo-van-ban?ban=trinh-ky`));
    const names = Object.keys(files);
    expect(names).toContain('to-trinh.docx');
    expect(names).toContain('bang-tong-hop-diem/noi-bo.xlsx');
    expect(files['phieu-tham-dinh/99901-xa-suoi-mau.docx']).toEqual(copy);
    const contents = strFromU8(files['00-danh-muc.txt'] ?? new Uint8Array());
    expect(contents).toContain('Phiếu thẩm định, Xã Suối Mẫu\tBản cán bộ đã sửa; Cán Bộ Một tải lên');
    expect(contents.trim().split('\r\n')).toHaveLength(
      1 + names.filter((name) => name.endsWith('.docx')).length,
    );
    for (const [name, bytes] of Object.entries(files))
      if (name.endsWith('.docx'))
        expect([name, Object.keys(unzipSync(bytes)).includes('word/document.xml')]).toEqual([name, true]);
  });
});

describe('a copy that a person edited', () => {
  it('is kept byte by byte, shown, and stays when the paper is made again', async () => {
    const portal = await openOffice();
    await send(portal.app, `${sheet}/lap`, {});
    const copy = await edited(portal);
    await upload(portal, copy);
    expect(await bytesOf(portal, `${sheet}/tai-ve?ban=da-sua`)).toEqual(copy);
    const words = await wordsOf(portal, sheet);
    expect(words).toContain('Bản cán bộ đã sửa');
    expect(words).toContain('PHIẾU THẨM ĐỊNH ĐÃ SỬA');
    await keepRevision(portal, {
      ...revisionOf(illustrationRubric, { round, commune: '99901' }),
      revision: 2,
    });
    await send(portal.app, `${sheet}/lap`, {});
    expect(await bytesOf(portal, `${sheet}/tai-ve?ban=da-sua`)).toEqual(copy);
  });

  it('is withdrawn, and the history says so', async () => {
    const portal = await openOffice();
    await send(portal.app, `${sheet}/lap`, {});
    await upload(portal, await edited(portal));
    expect((await send(portal.app, `${sheet}/bo-ban-sua`, {})).status).toBe(303);
    const words = await wordsOf(portal, sheet);
    expect(words).toContain('Bỏ bản đã sửa, dùng lại dự thảo');
    expect(words).not.toContain('PHIẾU THẨM ĐỊNH ĐÃ SỬA');
    expect((await ask(portal.app, `${sheet}/tai-ve?ban=da-sua`)).status).toBe(404);
    expect((await send(portal.app, `${sheet}/bo-ban-sua`, {})).status).toBe(409);
  });

  it('with macros, or that is no docx, is refused with what to do', async () => {
    const portal = await openOffice();
    await send(portal.app, `${sheet}/lap`, {});
    const parts = unzipSync(await edited(portal));
    const harmful = await upload(portal, zipSync({ ...parts, 'word/vbaProject.bin': new Uint8Array(4) }));
    expect([harmful.status, (await harmful.text()).includes('macro')]).toEqual([409, true]);
    expect((await upload(portal, strToU8('không phải tệp Word'))).status).toBe(409);
    expect(await wordsOf(portal, sheet)).not.toContain('Bản cán bộ đã sửa');
  });
});

it('an observer of the province or an officer of another round is let nowhere near', async () => {
  const portal = await openOffice();
  for (const [id, grants] of [
    ['quan-sat', [{ role: 'observer', rounds: 'all' }]],
    ['dot-khac', [{ role: 'officer', rounds: ['2023'] }]],
  ] as const) {
    const { cookie } = await signIn(portal.services, { id, name: id, grants });
    for (const path of [list, sheet, `${list}/bo-van-ban`, `${list}/bang/score-workbook/inside`])
      expect([path, (await ask(portal.app, path, { headers: { cookie } })).status]).toEqual([path, 403]);
  }
});
