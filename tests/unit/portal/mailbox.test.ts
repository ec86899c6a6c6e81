import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openImapMailboxes } from '../../../shared/adapters/imap-mailbox.ts';
import { listAudit } from '../../../shared/pipeline/audit-records.ts';
import { readMailboxPassword } from '../../../shared/pipeline/mailbox-password.ts';
import {
  newImport,
  putConfirmation,
  putImport,
  putMailboxState,
  putSkipped,
  readImport,
  readMailboxSettings,
  readMailboxState,
} from '../../../shared/pipeline/mailbox-records.ts';
import { isDovecotMissing, startDovecot, type TestMailbox } from '../../support/dovecot.ts';
import { keepMailbox, openMemorySecrets } from '../../support/mailbox-office.ts';
import type { TestPortal } from './portal-fixtures.ts';
import { ask, closePortals, openPortal, signedInCookie, testCsrf, testHost } from './portal-fixtures.ts';

afterAll(closePortals);

const post = (portal: TestPortal, path: string, fields: Readonly<Record<string, string>>) =>
  ask(portal.app, path, {
    method: 'POST',
    body: new URLSearchParams({ csrf: testCsrf, ...fields }),
    headers: { origin: `http://${testHost}`, cookie: signedInCookie },
  });
const wordsOf = async (answer: Response): Promise<string> =>
  (await answer.text()).replaceAll(/<[^>]*>/gu, ' ').replaceAll(/\s+/gu, ' ');

const entered = {
  buoc: '0',
  bat: 'co',
  'may-chu': '127.0.0.1',
  cong: '1',
  'ma-hoa': 'none',
  ten: 'hop-thu',
  'mat-khau': 'bí mật của hộp thư',
  'thu-muc': 'INBOX',
  chon: 'topic',
  'thu-rac': 'co',
  'da-gui': 'co',
  'tu-ngay': '2023-10-01',
};

describe('the page of the office’s mailbox', () => {
  test('says that no mailbox is read before an administrator enters one', async () => {
    const portal = await openPortal();
    expect(await wordsOf(await ask(portal.app, '/hop-thu'))).toContain('Chưa nối hộp thư nào.');
  });

  test('keeps the password apart and never shows it again, and the audit says what was changed', async () => {
    const secrets = openMemorySecrets();
    const portal = await openPortal({ mailbox: { service: openImapMailboxes(), secrets } });
    // Nobody listens there: kept, and told why it does not connect.
    const answer = await post(portal, '/hop-thu/cau-hinh', entered);
    expect(await wordsOf(answer)).toContain(
      'Đã ghi cấu hình. Kiểm tra kết nối: Không kết nối được máy chủ thư.',
    );
    const settings = (await readMailboxSettings(portal.store))?.body;
    expect(settings).toMatchObject({ isOn: true, host: '127.0.0.1', port: 1, folder: 'INBOX' });
    expect(await readMailboxPassword(secrets, { host: '127.0.0.1', user: 'hop-thu' })).toBe(
      'bí mật của hộp thư',
    );
    const page = await (await ask(portal.app, '/hop-thu')).text();
    expect(page).not.toContain('bí mật');
    const { entries } = await listAudit(portal.store, { month: portal.services.clock.now().slice(0, 7) }, 10);
    expect(entries.map(({ what }) => what)).toContain('change-mailbox');
    expect(JSON.stringify([settings, entries])).not.toContain('bí mật');
  });

  test('asks for the password again where it would be told to another server', async () => {
    const portal = await openPortal();
    await post(portal, '/hop-thu/cau-hinh', entered);
    const again = { ...entered, buoc: '1', 'mat-khau': '' };
    expect((await readMailboxSettings(portal.store))?.version).toBe(1);
    const elsewhere = await post(portal, '/hop-thu/cau-hinh', { ...again, 'may-chu': 'localhost' });
    expect(await wordsOf(elsewhere)).toContain('phải nhập lại mật khẩu');
    expect((await readMailboxSettings(portal.store))?.body.host).toBe('127.0.0.1');
    await post(portal, '/hop-thu/cau-hinh', { ...again, 'thu-muc': 'Hồ sơ' });
    expect((await readMailboxSettings(portal.store))?.body.folder).toBe('Hồ sơ');
  });

  test.each([
    ['ma-hoa', { 'may-chu': 'mail.example.vn' }, 'Không gửi mật khẩu qua mạng khi không mã hóa'],
    ['cong', { cong: '99999' }, 'Cổng là số từ 1 đến 65535.'],
    ['may-chu', { 'may-chu': 'a b' }, 'Tên máy chủ chỉ gồm'],
    ['thu-muc', { 'thu-muc': '' }, 'Nhập thư mục'],
    ['tu-ngay', { 'tu-ngay': '2023-13-01' }, 'Nhập ngày bắt đầu'],
    ['mat-khau', { 'mat-khau': '' }, 'Nhập mật khẩu của hộp thư.'],
  ])('refuses an unusable entry (%s) and keeps what was typed', async (_, change, words) => {
    const portal = await openPortal();
    const answer = await post(portal, '/hop-thu/cau-hinh', { ...entered, ...change });
    expect(answer.status).toBe(422);
    const page = await answer.text();
    expect(page.replaceAll(/\s+/gu, ' ')).toContain(words);
    expect(page).toContain('value="2023-1');
    expect(await readMailboxSettings(portal.store)).toBeUndefined();
  });

  test('takes nothing over what another administrator has just written', async () => {
    const portal = await openPortal();
    await post(portal, '/hop-thu/cau-hinh', entered);
    const answer = await post(portal, '/hop-thu/cau-hinh', { ...entered, 'thu-muc': 'Khác' });
    expect([answer.status, (await readMailboxSettings(portal.store))?.body.folder]).toEqual([409, 'INBOX']);
  });

  test('says on the first page too since when the mailbox cannot be read and what to do', async () => {
    const portal = await openPortal();
    await keepMailbox(portal.store, {
      host: '127.0.0.1',
      port: 1,
      security: 'none',
      user: 'hop-thu',
      password: '',
    });
    const state = {
      readAt: null,
      problem: {
        fault: 'wrong-password',
        since: '2023-10-20T03:05:00.000Z',
        triedAt: '2023-10-20T03:05:00.000Z',
      },
      nearlyFull: { share: 0.93, since: '2023-10-19T03:00:00.000Z' },
      resetAt: null,
    } as const;
    await portal.store.commit({ writes: [putMailboxState(state, undefined)], jobs: [] });
    for (const path of ['/', '/hop-thu']) {
      const words = await wordsOf(await ask(portal.app, path));
      expect(words).toContain(
        'Không đăng nhập được hộp thư; thư mới chưa được lấy về từ 10:05 ngày 20/10/2023. Mật khẩu đã đổi',
      );
      expect(words).toContain('Hộp thư gần đầy (93%), từ 10:00 ngày 19/10/2023.');
    }
    // Other settings are another matter.
    await post(portal, '/hop-thu/cau-hinh', { ...entered, buoc: '1' });
    expect((await readMailboxState(portal.store))?.body.problem).toBeNull();
  });

  test('shows what Gmail asks to be confirmed and mails that were not handed out, as text', async () => {
    const portal = await openPortal();
    const link = 'https://mail-settings.google.com/mail/vf-%5Babc%5D-def';
    await portal.store.commit({
      writes: [
        putConfirmation(
          { account: 'xa@gmail.com', code: '123456789', link, mail: 'a', at: '2023-10-20T03:00:00.000Z' },
          undefined,
        ),
        putSkipped({
          at: '2023-10-20T03:00:00.000Z',
          folder: 'INBOX',
          uid: 7,
          from: 'xa@example.vn',
          subject: '<b>Hồ sơ</b>',
          receivedAt: null,
          because: 'not-handed-out',
        }),
      ],
      jobs: [],
    });
    const page = await (await ask(portal.app, '/hop-thu')).text();
    expect(page).toContain('123456789');
    expect(page).toContain(link);
    expect(page).not.toContain(`href="${link}"`);
    expect(page).toContain('&lt;b&gt;Hồ sơ&lt;/b&gt;');
  });

  test('begins and stops the reading of past mail', async () => {
    let woken = 0;
    const portal = await openPortal({
      mailbox: { service: openImapMailboxes(), secrets: openMemorySecrets(), wake: () => void (woken += 1) },
    });
    const days = { tu: '2023-09-01', den: '2023-09-30' };
    expect((await post(portal, '/hop-thu/nhap', days)).status).toBe(422);
    await post(portal, '/hop-thu/cau-hinh', entered);
    expect((await post(portal, '/hop-thu/nhap', { tu: '2023-09-30', den: '2023-09-01' })).status).toBe(422);
    expect((await post(portal, '/hop-thu/nhap', days)).status).toBe(303);
    expect((await readImport(portal.store))?.body).toMatchObject({ state: 'running', from: '2023-09-01' });
    expect(woken).toBe(2);
    expect((await post(portal, '/hop-thu/nhap', days)).status).toBe(422);
    const known = await readImport(portal.store);
    await portal.store.commit({
      writes: [
        putImport(
          {
            ...newImport({
              ...days,
              folder: 'INBOX',
              from: days.tu,
              until: days.den,
              by: { id: 'a', name: 'a' },
              at: '',
            }),
            total: 300,
            taken: 100,
            setAside: 20,
          },
          known,
        ),
      ],
      jobs: [],
    });
    expect(await wordsOf(await ask(portal.app, '/hop-thu'))).toContain(
      'Đang nhập thư cũ từ 01/09/2023 đến 30/09/2023: đã xem 120 trong khoảng 300 thư (100 thư nhận vào, 20 thư để lại, 0 thư không lấy được).',
    );
    await post(portal, '/hop-thu/dung-nhap', {});
    expect((await readImport(portal.store))?.body.state).toBe('stopped');
  });
});

describe.skipIf(isDovecotMissing)('the check of the connection (skipped without Dovecot)', () => {
  let mailbox: TestMailbox;
  beforeAll(async () => {
    mailbox = await startDovecot();
  });
  afterAll(() => mailbox.stop());

  const save = async (change: Readonly<Record<string, string>>): Promise<string> => {
    const portal = await openPortal();
    const { port, user, password } = mailbox.account;
    const fields = { ...entered, cong: String(port), ten: user, 'mat-khau': password, ...change };
    const answer = await post(portal, '/hop-thu/cau-hinh', fields);
    if (answer.status !== 303) return wordsOf(answer);
    const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    return wordsOf(
      await ask(portal.app, '/hop-thu', { headers: { cookie: `${signedInCookie}; ${cookie}` } }),
    );
  };

  test('says in words what is right or wrong', async () => {
    expect(await save({})).toContain('Đã ghi cấu hình. Kết nối được, đọc được thư mục đã chọn.');
    expect(await save({ 'mat-khau': 'sai' })).toContain('Không đăng nhập được hộp thư');
    expect(await save({ 'thu-muc': 'Không có' })).toContain('Không có thư mục hoặc nhãn đã chọn');
    const tls = { 'may-chu': 'localhost', cong: String(mailbox.tlsPort), 'ma-hoa': 'tls' };
    expect(await save(tls)).toContain('Không tin cậy được chứng thư của máy chủ thư');
  });
});
