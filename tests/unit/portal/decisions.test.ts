import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { listAudit } from '../../../shared/pipeline/audit-records.ts';
import { loadDossier } from '../../../shared/pipeline/load-dossier.ts';
import { makeMovableClock, type MovableClock } from '../../support/movable-clock.ts';
import { keepPagedDossier, placeOf } from './paged-dossier.ts';
import type { TestPortal } from './portal-fixtures.ts';
import {
  ask,
  closePortals,
  fillPortal,
  illustration,
  openPortal,
  send,
  signIn,
  testHost,
} from './portal-fixtures.ts';

afterAll(closePortals);

const commune = '99902';
const page = `/ho-so/${illustration.id}/${commune}`;

async function wordsOf(answer: Response): Promise<string> {
  return (await answer.text())
    .replace(/<head>.*?<\/head>/su, '')
    .replace(/<[^>]+>/gu, ' ')
    .replaceAll('&quot;', '"')
    .replace(/\s+/gu, ' ');
}

/** The fields of a form on a page, as a browser without scripts would send them. */
function formIn(html: string, key: string, what: string): Record<string, string> {
  const forms = html.match(/<form .*?<\/form>/gsu) ?? [];
  const form = forms.find((one) => one.includes(`value="${key}"`) && one.includes(`value="${what}"`));
  if (form === undefined) throw new Error(`no form ${what} of ${key}`);
  const fields = form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/gu);
  return Object.fromEntries([...fields].map(([, name = '', value = '']) => [name, value]));
}

describe('deciding on the page of a dossier', () => {
  let portal: TestPortal;
  // Filled once: every test reads the forms as the one before left them.
  beforeAll(async () => {
    portal = await openPortal();
    await fillPortal(portal);
  });

  const htmlOf = async (path = page): Promise<string> => (await ask(portal.app, path)).text();
  const post = (fields: Record<string, string>) => send(portal.app, `${page}/quyet-dinh`, fields);
  const registered = 'reading c02.birth-registration-rate';

  test('a corrected figure with its reason is kept, shown beside what the papers say, and can be taken back', async () => {
    const form = formIn(await htmlOf(), registered, 'correct');
    const answer = await post({ ...form, 'tu-so': '700', 'mau-so': '760', 'ly-do': 'Theo sổ hộ tịch' });
    expect([answer.status, answer.headers.get('location')]).toEqual([
      303,
      `${page}#so-lieu-c02-birth-registration-rate`,
    ]);
    const words = await wordsOf(await ask(portal.app, page));
    expect(words).toMatch(
      /Sửa số liệu: 92,1053% \(700\/760\) Cán Bộ Một ?, \d\d\/\d\d\/\d{4} \d\d:\d\d\. Lý do: Theo sổ hộ tịch/u,
    );
    expect(words).toContain('Đã sửa');
    expect(words).toContain('Các quyết định');
    const undo = formIn(await htmlOf(), registered, 'withdraw');
    expect((await post({ ...undo, 'ly-do': 'Nhầm sổ' })).status).toBe(303);
    expect(await wordsOf(await ask(portal.app, page))).toMatch(/Rút lại quyết định: theo phần mềm:/u);
    const { entries } = await listAudit(portal.store, { round: illustration.id, commune }, 10);
    expect(entries.map(({ what }) => what)).toEqual(['withdraw-decision', 'correct-reading']);
  });

  test('points and remarks are decided; the remark closes and the board counts it no more', async () => {
    const html = await htmlOf();
    const points = formIn(html, 'points 2', 'set-points');
    expect((await post({ ...points, diem: '37,5', 'ly-do': 'Hội đồng thống nhất' })).status).toBe(303);
    const key = /value="(finding [0-9a-f]{24})"/u.exec(html)?.[1] ?? '';
    const before = await loadDossier(illustration.id, commune, portal.services);
    const settle = formIn(html, key, 'settle');
    const answer = await post({ ...settle, 'ket-qua': 'clarified', 'ly-do': 'Đã gọi điện' });
    expect(answer.headers.get('location')).toBe(`${page}#luu-y`);
    const words = await wordsOf(await ask(portal.app, page));
    expect(words).toContain('37,5');
    expect(words).toContain('Đã xử lý 1 nội dung');
    const after = await loadDossier(illustration.id, commune, portal.services);
    const open = (dossier: typeof after) =>
      (dossier?.records.head.body.decided?.warnings ?? 0) +
      (dossier?.records.head.body.decided?.blocking ?? 0);
    expect(open(before) - open(after)).toBe(1);
  });

  test('what was typed comes back with what is wrong with it', async () => {
    const form = formIn(await htmlOf(), registered, 'correct');
    const answer = await post({
      ...form,
      'gia-tri': '98,5',
      'tu-so': '700',
      'mau-so': '760',
      'ly-do': 'Theo sổ',
    });
    expect(answer.status).toBe(422);
    const html = await answer.text();
    expect(html).toContain('Tỷ lệ không khớp với số thực hiện chia cho tổng số');
    for (const typed of ['98,5', '700', '760', 'Theo sổ']) expect(html).toContain(`value="${typed}"`);
    const withoutReason = await post({ ...form, 'gia-tri': '98,5', 'ly-do': ' ' });
    expect([withoutReason.status, await wordsOf(withoutReason)]).toEqual([
      422,
      expect.stringContaining('Chưa ghi lý do.'),
    ]);
  });

  test('the second of two people sees what the first did, keeps the own words, and may send once more', async () => {
    const form = formIn(await htmlOf(), registered, 'correct');
    const other = await signIn(portal.services, {
      id: 'nguoi-hai',
      name: 'Cán Bộ Hai',
      grants: [{ role: 'officer', rounds: 'all' }],
    });
    const first = await ask(portal.app, `${page}/quyet-dinh`, {
      method: 'POST',
      headers: { cookie: other.cookie, origin: `http://${testHost}` },
      body: new URLSearchParams({
        ...form,
        csrf: other.csrf,
        'gia-tri': '97',
        'ly-do': 'Theo báo cáo tư pháp',
      }),
    });
    expect(first.status).toBe(303);
    const second = await post({ ...form, 'gia-tri': '96,5', 'ly-do': 'Theo sổ của tôi' });
    expect(second.status).toBe(409);
    const html = await second.text();
    expect(html).toContain('Cán Bộ Hai');
    expect(html).toContain('Theo báo cáo tư pháp');
    expect(html).toContain('value="96,5"');
    expect(html).toContain('value="Theo sổ của tôi"');
    const again = { ...formIn(html, registered, 'correct'), 'gia-tri': '96,5', 'ly-do': 'Theo sổ của tôi' };
    expect((await post(again)).status).toBe(303);
    expect(await wordsOf(await ask(portal.app, page))).toContain('Sửa số liệu: 96,5%');
  });

  test('who may only look sees decisions and no form; nobody without the right decides', async () => {
    const form = formIn(await htmlOf(), registered, 'accept');
    await post({ ...form, 'ly-do': 'Đúng với bản giấy' });
    const member = await signIn(portal.services, {
      id: 'thanh-vien',
      name: 'Thành Viên',
      grants: [{ role: 'member', rounds: 'all' }],
    });
    const shown = await ask(portal.app, page, { headers: { cookie: member.cookie } });
    const html = await shown.text();
    expect(html).toContain('Đúng với bản giấy');
    expect(html).not.toContain('/quyet-dinh"');
    const refused = await ask(portal.app, `${page}/quyet-dinh`, {
      method: 'POST',
      headers: { cookie: member.cookie, origin: `http://${testHost}` },
      body: new URLSearchParams({ ...form, csrf: member.csrf, 'ly-do': 'Thử' }),
    });
    expect(refused.status).toBe(403);
  });

  test('an older revision is as the machine made it and nothing is decided there', async () => {
    const older = await htmlOf(`/ho-so/${illustration.id}/99905/lan/1`);
    expect(older).toContain('không phải lần cập nhật mới nhất');
    expect(older).not.toContain('/quyet-dinh"');
  });
});

test('a revision is compared with the one before it, criterion by criterion', async () => {
  const portal = await openPortal();
  await fillPortal(portal);
  const dossier = `/ho-so/${illustration.id}/99905`;
  const words = await wordsOf(await ask(portal.app, `${dossier}/lan/2/so-sanh`));
  expect(words).toContain('Lần 2 so với Lần 1');
  expect(words).toContain(
    'tiêm chủng mở rộng 77 77 Tỷ lệ trẻ em dưới 1 tuổi được tiêm chủng đầy đủ 8. Trẻ em',
  );
  expect(words).toContain('97,5% (77/79), chưa thống nhất 97,5% (77/79) Tài liệu');
  expect(words).toContain('Báo cáo kết quả tự đánh giá ( Bao cao thay the.docx ): mới nhận');
  expect(words).toContain('Báo cáo kết quả tự đánh giá ( Bao cao.docx ): đã có bản thay thế');
  for (const path of [`${dossier}/lan/1/so-sanh`, `${dossier}/lan/9/so-sanh`])
    expect((await ask(portal.app, path)).status).toBe(404);
});

describe('evidence that names children', () => {
  const place = placeOf(6);
  let portal: TestPortal;
  let clock: MovableClock;
  beforeEach(async () => {
    clock = makeMovableClock();
    portal = await openPortal({ clock });
    await keepPagedDossier(portal);
  });
  const opened = () => listAudit(portal.store, { round: illustration.id, commune: '99908' }, 10);

  test('is not shown without a reason', async () => {
    const page = await ask(portal.app, place);
    expect(await page.text()).toContain(`action="${place}/mo"`);
    const refused = await send(portal.app, `${place}/mo`, { 'ly-do': '  ' });
    expect(refused.status).toBe(422);
    expect(await refused.text()).not.toMatch(/Nguyễn Thị Thử|<image/u);
    expect((await opened()).entries).toEqual([]);
  });

  test('is logged, then shown once; its image to one request', async () => {
    const shown = await send(portal.app, `${place}/mo`, { 'ly-do': 'Đối chiếu danh sách trợ giúp' });
    expect(shown.status).toBe(200);
    const html = await shown.text();
    const { entries } = await opened();
    expect(entries).toMatchObject([
      {
        what: 'open-evidence',
        by: { id: 'nguoi-thu' },
        reason: 'Đối chiếu danh sách trợ giúp',
        about: { round: illustration.id, commune: '99908', mail: 'm1' },
      },
    ]);
    expect(JSON.stringify(entries)).not.toContain('Thử"');
    const images = [...html.matchAll(/<image href="([^"]+)"/gu)].map(([, href = '']) => href);
    expect(images).toHaveLength(1);
    const [image = ''] = images;
    expect((await ask(portal.app, image)).headers.get('content-type')).toBe('image/webp');
    expect((await ask(portal.app, image)).status).toBe(404);
    expect((await ask(portal.app, `${place}/trang/1/anh`)).status).toBe(404);
    // The page itself is as it was.
    expect(await (await ask(portal.app, place)).text()).not.toContain('<image');
  });

  test('is opened for one person only, and for a short time', async () => {
    const imageOf = async (): Promise<string> => {
      const html = await (await send(portal.app, `${place}/mo`, { 'ly-do': 'Đối chiếu' })).text();
      return /<image href="([^"]+)"/u.exec(html)?.[1] ?? '';
    };
    const other = await signIn(portal.services, {
      id: 'nguoi-hai',
      name: 'Cán Bộ Hai',
      grants: [{ role: 'officer', rounds: 'all' }],
    });
    const image = await imageOf();
    expect((await ask(portal.app, image, { headers: { cookie: other.cookie } })).status).toBe(404);
    expect((await ask(portal.app, image)).status).toBe(200);
    const late = await imageOf();
    clock.advance(6 * 60_000);
    expect((await ask(portal.app, late)).status).toBe(404);
  });

  test('quoted beside a figure is shown in the words of the paper', async () => {
    const html = await (await send(portal.app, `${placeOf(5)}/mo`, { 'ly-do': 'Đối chiếu' })).text();
    expect(html).toContain('1 (cháu Nguyễn Thị Thử)');
    expect(html).toContain('lượt xem này đã ghi vào Nhật ký thao tác');
  });

  test('is for officers and the head, not for members of the council', async () => {
    const member = await signIn(portal.services, {
      id: 'thanh-vien',
      name: 'Thành Viên',
      grants: [{ role: 'member', rounds: 'all' }],
    });
    expect(await (await ask(portal.app, place, { headers: { cookie: member.cookie } })).text()).not.toContain(
      '/mo"',
    );
    const refused = await ask(portal.app, `${place}/mo`, {
      method: 'POST',
      headers: { cookie: member.cookie, origin: `http://${testHost}` },
      body: new URLSearchParams({ csrf: member.csrf, 'ly-do': 'Thử' }),
    });
    expect(refused.status).toBe(403);
    expect((await opened()).entries).toEqual([]);
  });
});
