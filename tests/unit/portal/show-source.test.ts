import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mailFolder } from '../../../shared/pipeline/records.ts';
import { keepPagedDossier, placeOf } from './paged-dossier.ts';
import type { TestPortal } from './portal-fixtures.ts';
import { ask, closePortals, openPortal } from './portal-fixtures.ts';

afterAll(closePortals);

describe('where a figure stands', () => {
  let portal: TestPortal;
  beforeAll(async () => {
    portal = await openPortal();
    await keepPagedDossier(portal);
  });

  /** The page's HTML, and its words. */
  async function open(path: string) {
    const answer = await ask(portal.app, path);
    const html = await answer.text();
    const words = html
      .replace(/<head>.*?<\/head>/su, '')
      .replace(/<[^>]+>/gu, ' ')
      .replaceAll('&quot;', '"')
      .replace(/\s+/gu, ' ');
    return { status: answer.status, html, words };
  }

  test('the dossier leads from each figure to its place, and the address tells nothing of it', async () => {
    const { html } = await open('/ho-so/minh-hoa-2023/99908');
    const links = [...html.matchAll(/<a class="see" href="([^"]+)" aria-label="([^"]+)"/gu)].map(
      ([, href, label]) => [href, label],
    );
    expect(links).toHaveLength(8);
    expect(links).toContainEqual([
      placeOf(1),
      'Xem nguồn: Tỷ lệ trẻ em được khai sinh đúng quy định, Bảng điểm',
    ]);
  });

  test('the page of a printed sheet is shown with the figure marked, and the pages before and after it', async () => {
    const { html, words } = await open(placeOf(1));
    expect(words).toContain('Tỷ lệ trẻ em được khai sinh đúng quy định');
    expect(words).toContain('Bảng tự chấm điểm, trang 1/99');
    expect(words).toContain('“ 951/960 = 99,1% ”');
    const marks = [...html.matchAll(/<rect class="mark" ([^>]+)>/gu)].map(([, place]) => place);
    // 300 to 420 points across, 224 to 248 down, at 115 dots an inch.
    expect(marks).toEqual(Array(2).fill('x="476" y="355" width="198" height="44"'));
    expect(html).toContain(
      `<image href="${placeOf(1)}/trang/1/anh" x="0" y="0" width="950" height="1345"></image>`,
    );
    expect(html).toContain(`<a href="${placeOf(1)}/trang/2">Trang sau</a>`);
    expect(html).not.toContain('Trang trước');
    expect(html).not.toMatch(/\sstyle=/u);

    const next = await open(`${placeOf(1)}/trang/2`);
    expect(next.words).toContain('trang 2/99');
    expect(next.html).not.toContain('class="mark"');
    expect(next.html).toContain(`<a href="${placeOf(1)}">Về trang có số liệu</a>`);
  });

  test('its image comes as a picture and nothing else, and no copy of it stays', async () => {
    const answer = await ask(portal.app, `${placeOf(1)}/trang/1/anh`);
    expect({
      status: answer.status,
      type: answer.headers.get('content-type'),
      sniff: answer.headers.get('x-content-type-options'),
      cache: answer.headers.get('cache-control'),
      elsewhere: answer.headers.get('cross-origin-resource-policy'),
    }).toEqual({
      status: 200,
      type: 'image/webp',
      sniff: 'nosniff',
      cache: 'private, no-store',
      elsewhere: 'same-origin',
    });
    expect(Buffer.from(await answer.arrayBuffer()).toString('latin1', 0, 4)).toBe('RIFF');
  });

  test('a page without an image says why', async () => {
    expect((await open(placeOf(2))).words).toContain('Chỉ tạo ảnh của 60 trang đầu mỗi tài liệu.');
    expect((await open(`${placeOf(1)}/trang/3`)).words).toContain('Không tạo được ảnh của trang này.');
  });

  test('a cell is shown among its rows with the letters and numbers of the sheet, and no person beside it', async () => {
    const { html, words } = await open(placeOf(3));
    expect(words).toContain('ô D12, trang tính "Trang 1"');
    expect([...html.matchAll(/<th scope="col">([A-Z])<\/th>/gu)].map(([, letter]) => letter)).toEqual([
      'B',
      'C',
      'D',
    ]);
    expect([...html.matchAll(/<th scope="row">(\d+)<\/th>/gu)].map(([, row]) => Number(row))).toEqual(
      Array.from({ length: 13 }, (_, index) => index + 6),
    );
    // Of ten merged rows, nine are shown.
    expect(html).toContain('<td rowspan="9"><bdi>Tiêu chí 12</bdi></td>');
    expect(html).toContain('<td class="marked"><mark><bdi>Có</bdi></mark></td>');
    expect(words).toContain('Ông (đã che) phụ trách, sinh (ngày đã che)');
    expect(words).not.toContain('Thử');
    expect(words).not.toContain('Dòng ở xa');
  });

  test('a paragraph and a line of the mail are shown among their neighbours', async () => {
    const { html, words } = await open(placeOf(4));
    expect(html).toContain('<mark><bdi>Số trẻ em bị xâm hại: 0 em</bdi></mark>');
    expect(words).toMatch(/Phần một .* Phần ba/u);
    const letter = await open(placeOf(7));
    expect(letter.html).toContain('<mark><bdi>Xã có 12 hoạt động cho trẻ em.</bdi></mark>');
    expect(letter.words).toContain('Kính gửi Phòng,');
  });

  test.each([
    [5, 'Nội dung ở vị trí này có thể có thông tin cá nhân trẻ em'],
    [6, 'Tài liệu có thông tin cá nhân trẻ em'],
    [8, 'Tài liệu chưa đọc được hết, chưa loại trừ có thông tin cá nhân trẻ em'],
  ])('place %i, which may name a child, is not shown and says why', async (number, why) => {
    const { html, words } = await open(placeOf(number));
    expect(words).toContain(why);
    expect(html).not.toMatch(/<image|<mark|Thử|Danh sách/u);
    expect((await ask(portal.app, `${placeOf(number)}/trang/1`)).status).toBe(404);
    expect((await ask(portal.app, `${placeOf(number)}/trang/1/anh`)).status).toBe(404);
  });

  test.each([
    placeOf(9),
    placeOf(0),
    `${placeOf(1)}/trang/100`,
    `${placeOf(1)}/trang/3/anh`,
    `${placeOf(3)}/trang/1`,
    placeOf(1).replace('/lan/1/', '/lan/2/'),
    placeOf(1).replace('99908', '99907'),
  ])('there is nothing at %s', async (path) => {
    expect((await open(path)).status).toBe(404);
  });

  test('when the mail has been erased nothing of it is shown', async () => {
    const erased = await openPortal();
    await keepPagedDossier(erased);
    await erased.blobs.erase(mailFolder('m1'));
    expect((await ask(erased.app, `${placeOf(1)}/trang/1/anh`)).status).toBe(404);
    const page = await (await ask(erased.app, placeOf(1))).text();
    expect(page).toContain('Nội dung đã đọc của tài liệu không còn được lưu.');
    expect(page).not.toContain('<image');
  });
});
