import { afterEach, describe, expect, it } from 'vitest';
import { listAudit } from '../../../shared/pipeline/audit-records.ts';
import { listContacts } from '../../../shared/pipeline/contact-records.ts';
import { readDesk } from '../../../shared/pipeline/desk-records.ts';
import type { TestPortal } from './portal-fixtures.ts';
import { ask, closePortals, illustration, openPortal, send, testCsrf, testHost } from './portal-fixtures.ts';

afterEach(closePortals);

const place = { round: illustration.id, commune: '99901' };
const contacts = `/lien-he/${place.round}/${place.commune}`;
const talk = { 'hinh-thuc': 'phone', ngay: '2023-10-20' };
const wordsOf = (page: string): string => page.replace(/<[^>]+>/gu, ' ').replace(/\s+/gu, ' ');

/** Words of contacts kept, and lines of the audit. */
async function keptIn({ store }: TestPortal) {
  const { notes } = await listContacts(store, place, 10, undefined);
  const { entries } = await listAudit(store, { person: 'nguoi-thu' }, 10);
  return [notes.map(({ words }) => words), entries.length];
}

describe('a child’s name in an officer’s own words', () => {
  const named = 'Trạm báo thiếu giấy của cháu Nguyễn Văn Khuyết, đã hẹn <b>thứ hai</b>';

  it('is asked about before anything is kept, with the words to correct and a way to go on', async () => {
    const portal = await openPortal();
    const answer = await send(portal.app, contacts, { ...talk, 'noi-dung': named });
    const page = await answer.text();
    expect(answer.status).toBe(422);
    expect(wordsOf(page)).toContain('Không ghi họ tên trẻ em.');
    expect(page).toContain('Khuyết, đã hẹn &lt;b&gt;thứ hai&lt;/b&gt;</textarea>');
    expect(page).toContain('<input type="hidden" name="hinh-thuc" value="phone"');
    expect(await keptIn(portal)).toEqual([[], 0]);
    expect((await send(portal.app, contacts, { ...talk, 'noi-dung': 'Đã hẹn thứ hai' })).status).toBe(303);
    const confirmed = { ...talk, 'noi-dung': named, 'khong-co-ten-tre': 'co' };
    expect((await send(portal.app, contacts, confirmed)).status).toBe(303);
    expect((await keptIn(portal))[1]).toBe(2);
  });

  it('is asked about in reasons too, in decomposed letters as well, and said by what follows it', async () => {
    const portal = await openPortal();
    const desk = `/dot/${place.round}/xa/${place.commune}/gia-han`;
    for (const reason of [
      named.normalize('NFD'),
      'em Đường Thị Mẫu, sinh năm 2015, ốm',
      'bé Hà Anh (5 tuổi)',
    ]) {
      const answer = await send(portal.app, desk, { buoc: '0', ngay: '2024-02-10', 'ly-do': reason });
      expect([reason, answer.status]).toEqual([reason, 422]);
    }
    expect(await readDesk(portal.store, place.round, place.commune)).toBeUndefined();
  });

  it('is not seen in names of officers, places and counts', async () => {
    const portal = await openPortal();
    for (const words of [
      'Đã gọi đồng chí Nguyễn Văn Giả, công chức xã',
      'Số trẻ em Hà Giang chuyển đến: 12 trẻ em được cấp thẻ',
      'Thôn Nà Mây: 3 cháu chưa có giấy khai sinh',
    ])
      expect([words, (await send(portal.app, contacts, { ...talk, 'noi-dung': words })).status]).toEqual([
        words,
        303,
      ]);
  });

  it('is asked about beside files, which the person has to choose once more', async () => {
    const portal = await openPortal();
    const body = new FormData();
    body.set('csrf', testCsrf);
    body.set('ghi-chu', named);
    body.set('tep', new File(['a'], 'a.txt'));
    const init = { method: 'POST', body, headers: { origin: `http://${testHost}` } };
    const answer = await ask(portal.app, '/nhap-ho-so', init);
    expect(answer.status).toBe(422);
    expect(wordsOf(await answer.text())).toContain('bỏ họ tên rồi gửi lại');
  });
});
