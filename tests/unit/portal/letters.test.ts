import { afterAll, describe, expect, test } from 'vitest';
import { letterForms } from '../../../shared/appraisal/letters/letter-texts.ts';
import { listAudit } from '../../../shared/pipeline/audit-records.ts';
import { readReminders } from '../../../shared/pipeline/calendar-records.ts';
import { loadLetterTexts } from '../../../shared/pipeline/letter-records.ts';
import { listOutbox } from '../../../shared/pipeline/outbox-records.ts';
import { findAccount, listStaffAddresses } from '../../../shared/pipeline/people-records.ts';
import { hostileTexts } from '../../support/hostile-text.ts';
import {
  ask,
  closePortals,
  fillPortal,
  illustration,
  openPortal,
  send,
  signIn,
  testCsrf,
  testHost,
  type TestPortal,
} from './portal-fixtures.ts';

afterAll(closePortals);

const page = '/mau-thu/reminder-1';
const round = illustration.id;
const commune = `/dot/${round}/xa/99901`;

const wordsOf = async (answer: Response | Promise<Response>): Promise<string> =>
  (await (await answer).text()).replace(/<[^>]*>/gu, ' ').replace(/\s+/gu, ' ');

const acts = async (portal: TestPortal) =>
  (await listAudit(portal.store, { person: 'nguoi-thu' }, 20)).entries.map(({ what }) => what);

const upload = (portal: TestPortal, fields: Record<string, string>, bytes: Uint8Array): Promise<Response> => {
  const body = new FormData();
  for (const [name, value] of Object.entries({ csrf: testCsrf, ...fields })) body.set(name, value);
  body.set('tep', new File([bytes.slice()], 'Danh sách cháu Mẫu.pdf'));
  return ask(portal.app, `${commune}/gui-van-ban`, {
    method: 'POST',
    body,
    headers: { origin: `http://${testHost}` },
  });
};

describe('the texts of letters', () => {
  test('every letter is listed with when it goes, and opens beside what it comes out as', async () => {
    const portal = await openPortal();
    const list = await wordsOf(ask(portal.app, '/mau-thu'));
    for (const { name } of Object.values(letterForms)) expect(list).toContain(name);
    const words = await wordsOf(ask(portal.app, page));
    expect(words).toContain('Ngày mai, {{ngay_cuoi_cung}}, là ngày cuối gửi');
    expect(words).toContain('(ngày mai là ngày cuối)');
    expect(words).toContain('Chưa sửa gì so với mẫu gốc.');
    expect((await ask(portal.app, '/mau-thu/constructor')).status).toBe(404);
  });

  test('looking at a text keeps nothing; keeping it makes a version with who and when, and the original comes back', async () => {
    const portal = await openPortal();
    const typed = {
      'phien-ban': '0',
      'tieu-de': 'Nhắc {{ten_xa}}',
      'loi-thu': 'Hạn: {{ngay_cuoi_cung}}.\r\n\r\n{{khoi_cuoi_thu_nhac}}',
    };
    const looked = await send(portal.app, page, { ...typed, viec: 'xem' });
    expect(looked.status).toBe(200);
    expect(await wordsOf(looked)).toMatch(/Hạn: \d\d\/\d\d\/\d{4}\. Trân trọng/u);
    expect((await loadLetterTexts(portal.store))['reminder-1']).toEqual(letterForms['reminder-1']);
    expect((await send(portal.app, page, { ...typed, viec: 'ghi' })).status).toBe(303);
    expect((await loadLetterTexts(portal.store))['reminder-1']).toEqual({
      subject: 'Nhắc {{ten_xa}}',
      text: 'Hạn: {{ngay_cuoi_cung}}.\n\n{{khoi_cuoi_thu_nhac}}',
    });
    expect(await wordsOf(ask(portal.app, '/mau-thu'))).toContain('Bản 1');
    const stale = await send(portal.app, page, { ...typed, viec: 'ghi' });
    expect([stale.status, (await stale.text()).includes('Người khác vừa sửa lời thư này')]).toEqual([
      409,
      true,
    ]);
    expect((await send(portal.app, page, { 'phien-ban': '1', viec: 'mau-goc' })).status).toBe(303);
    expect((await loadLetterTexts(portal.store))['reminder-1']).toEqual(letterForms['reminder-1']);
    expect(await wordsOf(ask(portal.app, page))).toContain('về mẫu gốc');
    expect(await acts(portal)).toEqual(['change-letter', 'change-letter']);
  });

  test('a faulty text is refused with its faults, stays as typed and is not used', async () => {
    const portal = await openPortal();
    const answer = await send(portal.app, '/mau-thu/receipt-complete', {
      'phien-ban': '0',
      'tieu-de': 'x',
      'loi-thu': '{{ma_tiep_nha}} <b>',
      viec: 'ghi',
    });
    expect(answer.status).toBe(422);
    const html = await answer.text();
    for (const words of [
      'Không có chỗ điền {{ma_tiep_nha}} ở vị trí này.',
      'Lời thư phải giữ chỗ điền {{ma_tiep_nhan}}.',
      'giới hạn giá trị của thư',
      '{{ma_tiep_nha}} &lt;b&gt;</textarea>',
      'Chưa xem thử được',
    ])
      expect(html).toContain(words);
    expect((await loadLetterTexts(portal.store))['receipt-complete']).toEqual(
      letterForms['receipt-complete'],
    );
  });

  test('hostile words in a text are refused or shown as words', async () => {
    const portal = await openPortal();
    for (const text of hostileTexts.filter((_, index) => index % 25 === 0)) {
      const answer = await send(portal.app, page, {
        'phien-ban': '0',
        'tieu-de': 'a',
        'loi-thu': `${text} {{ngay_cuoi_cung}}`,
        viec: 'xem',
      });
      expect(answer.status).toBe(200);
      expect(await answer.text()).not.toMatch(/<(?:script(?! src="\/assets)|img|iframe|svg on)/iu);
    }
  });

  test('only an administrator edits', async () => {
    const portal = await openPortal();
    const { cookie } = await signIn(portal.services, {
      id: 'can-bo',
      name: 'Cán Bộ',
      grants: [{ role: 'officer', rounds: 'all' }],
    });
    expect((await ask(portal.app, '/mau-thu', { headers: { cookie } })).status).toBe(403);
    const shown = await ask(portal.app, `/nhac-han/${round}`, { headers: { cookie } });
    expect([shown.status, await wordsOf(shown)]).toEqual([
      200,
      expect.stringContaining('Người quản trị bật, tắt'),
    ]);
  });
});

describe('reminders of a round', () => {
  const path = `/nhac-han/${round}`;

  test('they are off until somebody switches them on, and the page says what stands in the way', async () => {
    const portal = await openPortal();
    const before = await wordsOf(ask(portal.app, path));
    expect(before).toContain('Đang tắt: không thư nhắc nào được gửi');
    expect(before).toContain('Chưa ghi đủ tên, số điện thoại cán bộ đầu mối');
    expect(before).toContain('8 đơn vị chưa có địa chỉ trong danh bạ');
    expect(before).toContain('[Hồ sơ xã phù hợp với trẻ em 2023] Hạn: trước 01/01/2024.');
    expect(await wordsOf(ask(portal.app, commune))).toContain('Nhắc hạn tự động của đợt đang tắt');
    const typed = { 'phien-ban': '0', bat: 'co', ngay: '7; 14,1', gio: '08:30' };
    expect((await send(portal.app, path, typed)).status).toBe(303);
    expect((await readReminders(portal.store, round))?.body).toMatchObject({
      isOn: true,
      daysBefore: [14, 7, 1],
      sendAt: '08:30',
      by: { id: 'nguoi-thu' },
    });
    const after = await wordsOf(ask(portal.app, path));
    // The last day is Sunday 31 December: a week before is Sunday too.
    expect(after).toContain('Thứ Sáu, 22/12/2023, 08:30: còn 9 ngày');
    expect(after).toContain('Thứ Hai, 01/01/2024, 08:30: thư quá hạn');
    expect(await wordsOf(ask(portal.app, commune))).toContain('Nhắc hạn tự động của đợt đang bật');
    expect((await send(portal.app, path, typed)).status).toBe(409);
    expect(await acts(portal)).toEqual(['change-reminders']);
  });

  test.each([
    [{ ngay: '0' }, 'các số nguyên từ 1 đến 60'],
    [{ ngay: 'mười' }, 'các số nguyên từ 1 đến 60'],
    [{ ngay: '1,2,3,4,5,6,7,8,9,10,11' }, 'Nhiều nhất 10 lần nhắc'],
    [{ gio: '03:00' }, 'Giờ gửi từ 06:00'],
  ])('what cannot be is refused in words: %o', async (wrong, words) => {
    const portal = await openPortal();
    const answer = await send(portal.app, path, { 'phien-ban': '0', ngay: '7', gio: '08:00', ...wrong });
    expect([answer.status, (await answer.text()).includes(words)]).toEqual([422, true]);
    expect(await readReminders(portal.store, round)).toBeUndefined();
  });
});

describe('mails a person releases', () => {
  test('a signed letter goes to a commune once, with its scan under the number of the paper', async () => {
    const portal = await openPortal();
    const scan = new Uint8Array([0x25, 0x50, 0x44, 0x46, 0x2d]);
    const fields = { loai: 'supplement-request', so: '124/LĐTBXH', ngay: '2023-11-09', han: '2023-11-20' };
    expect((await upload(portal, fields, scan)).status).toBe(303);
    const [letter] = (await listOutbox(portal.store, round, 'issued#')).map(({ body }) => body);
    expect(letter).toMatchObject({
      letter: 'issued-letter',
      commune: '99901',
      automatic: null,
      attachments: [{ fileName: 'Công văn số 124-LĐTBXH.pdf', contentType: 'application/pdf' }],
    });
    expect(letter?.text).toContain(
      'gửi Công văn số 124/LĐTBXH ngày 09/11/2023 về việc bổ sung, hoàn thiện hồ sơ đề nghị công nhận xã phù hợp với trẻ em năm 2023 (tệp kèm theo). Thời hạn bổ sung: trước ngày 20/11/2023.',
    );
    const [attachment] = letter?.attachments ?? [];
    const kept = await portal.services.blobs.get(attachment?.folder ?? '', attachment?.name ?? '');
    expect([...(kept ?? [])]).toEqual([...scan]);
    const again = await upload(portal, fields, scan);
    expect([again.status, (await again.text()).includes('đã ở hộp thư đi')]).toEqual([422, true]);
    expect(await acts(portal)).toEqual(['send-issued']);
  });

  test.each([
    [{ so: '' }, [0x25, 0x50, 0x44, 0x46], 'Ghi số và ngày'],
    [{ loai: 'constructor' }, [0x25, 0x50, 0x44, 0x46], 'Chọn loại văn bản'],
    [{}, [0x4d, 0x5a], 'Kèm bản quét đã ký'],
  ])('without number, kind or a scan nothing goes out: %o', async (wrong, bytes, words) => {
    const portal = await openPortal();
    const fields = { loai: 'result-notice', so: '12/TB', ngay: '2023-11-09', ...wrong };
    const answer = await upload(portal, fields, new Uint8Array(bytes));
    expect([answer.status, (await answer.text()).includes(words)]).toEqual([422, true]);
    expect(await listOutbox(portal.store, round, 'issued#')).toEqual([]);
  });

  test('members of the council with an address hear once that the dossiers of a session are ready', async () => {
    const portal = await openPortal();
    await fillPortal(portal);
    const session = await send(portal.app, `/phien-hop/${round}`, { buoc: '0', ngay: '2023-11-20' });
    const path = session.headers.get('location') ?? '';
    expect((await send(portal.app, `${path}/bao-thanh-vien`, {})).status).toBe(303);
    expect(await listOutbox(portal.store, round, 'council-notice#')).toEqual([]);
    await send(portal.app, '/tai-khoan', {
      'ho-ten': 'Hoàng Văn Mẫu',
      ten: 'thanh-vien',
      'vai-tro': 'member',
    });
    const member = await findAccount(portal.store, 'thanh-vien');
    const change = { 'ho-ten': 'Hoàng Văn Mẫu', 'vai-tro': 'member', 'phien-ban': String(member?.version) };
    const account = `/tai-khoan/${member?.body.id ?? ''}`;
    expect((await send(portal.app, account, { ...change, 'dia-chi-thu': 'a@b, c@d' })).status).toBe(409);
    expect(
      (await send(portal.app, account, { ...change, 'dia-chi-thu': 'Hoang@Mau.example.vn' })).status,
    ).toBe(303);
    expect(await listStaffAddresses(portal.store, ['member'])).toEqual(['hoang@mau.example.vn']);
    await send(portal.app, `${path}/danh-sach`, { buoc: '0', xa: '99901' });
    await send(portal.app, `${path}/bao-thanh-vien`, {});
    await send(portal.app, `${path}/bao-thanh-vien`, {});
    const notices = (await listOutbox(portal.store, round, 'council-notice#')).map(({ body }) => body);
    expect(notices.map(({ to, subject }) => [to, subject])).toEqual([
      [['hoang@mau.example.vn'], 'Hồ sơ phiên họp Hội đồng ngày 20/11/2023: 01 hồ sơ'],
    ]);
    expect(notices[0]?.text).toContain('Kính gửi: đồng chí Hoàng Văn Mẫu, Thành viên Hội đồng');
  });
});
