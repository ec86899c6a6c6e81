import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { afterAll, describe, expect, it } from 'vitest';
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
  testCsrf,
  testHost,
} from './portal-fixtures.ts';

afterAll(closePortals);

const page = '/mau-van-ban/appraisal-sheet';
const sheet = `/van-ban/${illustration.id}/appraisal-sheet/99901`;

async function wordsOf(response: Response | Promise<Response>): Promise<string> {
  return (await (await response).text()).replace(/<[^>]+>/gu, ' ').replace(/\s+/gu, ' ');
}

async function bytesOf(portal: TestPortal, path: string): Promise<Uint8Array> {
  const response = await ask(portal.app, path);
  expect(response.status).toBe(200);
  return new Uint8Array(await response.arrayBuffer());
}

/** The built-in template with words of the office in it. */
async function ownTemplate(portal: TestPortal, change: (xml: string) => string): Promise<Uint8Array> {
  const parts = unzipSync(await bytesOf(portal, `${page}/tai-ve/co-san`));
  const xml = strFromU8(parts['word/document.xml'] ?? new Uint8Array());
  return zipSync({ ...parts, 'word/document.xml': strToU8(change(xml)) });
}

const withWords = (xml: string): string => xml.replace('PHIẾU THẨM ĐỊNH', 'PHIẾU THẨM ĐỊNH CỦA PHÒNG');

function upload(portal: TestPortal, bytes: Uint8Array): Promise<Response> {
  const body = new FormData();
  body.set('csrf', testCsrf);
  body.set('tep', new File([new Uint8Array(bytes)], 'mau cua phong.docx'));
  return ask(portal.app, page, {
    ...{ method: 'POST', body },
    headers: { origin: `http://${testHost}` },
  });
}

describe('an office’s own template', () => {
  it('is checked, kept, looked at, and used for drafts only once someone says so', async () => {
    const portal = await openPortal();
    await keepRevision(portal, revisionOf(illustrationRubric, { round: illustration.id, commune: '99901' }));
    await send(portal.app, `${sheet}/lap`, {});
    expect((await upload(portal, await ownTemplate(portal, withWords))).status).toBe(303);
    expect(await wordsOf(ask(portal.app, page))).toContain('Đang dùng: Mẫu có sẵn');
    const sample = unzipSync(await bytesOf(portal, `${page}/tai-ve/mau-thu-1`));
    expect(strFromU8(sample['word/document.xml'] ?? new Uint8Array())).toContain('PHIẾU THẨM ĐỊNH CỦA PHÒNG');
    expect(await wordsOf(ask(portal.app, sheet))).not.toContain('Có thay đổi sau khi lập');

    expect((await send(portal.app, `${page}/chon`, { ban: '1', 'da-xem': '0' })).status).toBe(303);
    expect(await wordsOf(ask(portal.app, '/mau-van-ban'))).toContain(
      'Phiếu thẩm định Mẫu của đơn vị, bản 1 (mau cua phong.docx)',
    );
    expect(await wordsOf(ask(portal.app, sheet))).toContain('Có thay đổi sau khi lập');
    await send(portal.app, `${sheet}/lap`, {});
    expect(await wordsOf(ask(portal.app, sheet))).toContain('PHIẾU THẨM ĐỊNH CỦA PHÒNG');

    expect((await send(portal.app, `${page}/chon`, { 'da-xem': '1' })).status).toBe(303);
    await send(portal.app, `${sheet}/lap`, {});
    expect(await wordsOf(ask(portal.app, sheet))).not.toContain('PHIẾU THẨM ĐỊNH CỦA PHÒNG');
    const words = await wordsOf(ask(portal.app, page));
    expect(words).toContain('Dùng bản 1');
    expect(words).toMatch(/dùng mẫu có sẵn .*dùng bản 1/u);
  });

  it('with an unknown tag is not kept, and its faults are said in Vietnamese', async () => {
    const portal = await openPortal();
    const response = await upload(
      portal,
      await ownTemplate(portal, (xml) => xml.replace('PHIẾU THẨM ĐỊNH', '{{ten_khong_co}}')),
    );
    expect(response.status).toBe(422);
    const words = await wordsOf(response);
    expect(words).toContain('chưa dùng được và chưa được giữ lại');
    expect(words).toContain('ten_khong_co');
    expect(words).toContain('Chưa có mẫu nào của đơn vị.');
  });

  it('the second of two who choose at once is told', async () => {
    const portal = await openPortal();
    await upload(portal, await ownTemplate(portal, withWords));
    await send(portal.app, `${page}/chon`, { ban: '1', 'da-xem': '0' });
    const second = await send(portal.app, `${page}/chon`, { 'da-xem': '0' });
    expect([second.status, (await wordsOf(second)).includes('Mẫu vừa được người khác thay đổi')]).toEqual([
      409,
      true,
    ]);
  });
});
