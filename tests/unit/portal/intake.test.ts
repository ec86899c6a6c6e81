import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Hono } from 'hono';
import { createPortal } from '../../../functions/portal/app.ts';
import { composeMail } from '../../../infra/local/compose-mail.ts';
import type { SampleMail } from '../../../shared/appraisal/samples/sample-dossiers.ts';
import { writeSampleDossiers } from '../../../shared/appraisal/samples/sample-dossiers.ts';
import { readFile } from '../../../shared/formats/registry.ts';
import { acceptMail } from '../../../shared/pipeline/accept-mail.ts';
import { listAudit } from '../../../shared/pipeline/audit-records.ts';
import { auditLedger } from '../../../shared/pipeline/audit-ledger.ts';
import { readAddress } from '../../../shared/pipeline/registry-records.ts';
import { listIntake, readDossier, readIntake } from '../../../shared/pipeline/records.ts';
import { runStage } from '../../../shared/pipeline/run-stage.ts';
import type { World } from '../../../shared/pipeline/world.ts';
import type { Store } from '../../../shared/ports/store.ts';
import {
  ask,
  closePortals,
  illustration,
  openPortal,
  send,
  signIn,
  testCsrf,
  testHost,
  type TestPortal,
} from './portal-fixtures.ts';

const samples = await writeSampleDossiers(2023);
const round = illustration.id;
const sender = 'ubnd99901@minhhoa.example.vn';

let portal: TestPortal;
let world: World;

beforeEach(async () => {
  portal = await openPortal();
  world = {
    store: portal.store,
    blobs: portal.blobs,
    clock: portal.services.clock,
    names: portal.services.names,
    reader: { read: readFile },
    rounds: portal.services.rounds,
    senders: null,
  };
});
afterAll(closePortals);

async function drain(): Promise<void> {
  for (;;) {
    const job = await portal.store.lease({ leaseMs: 60_000 });
    if (job === undefined) return;
    if (!(await portal.store.commit(await runStage(job, world), job)).applied)
      throw new Error('nothing else writes here');
  }
}

async function take(slug: string, change: Partial<SampleMail> = {}): Promise<string> {
  const sample = samples.find((one) => one.slug === slug);
  if (sample === undefined) throw new Error('no such sample');
  const bytes = await composeMail({ ...sample, ...change });
  const { mail } = await acceptMail(world, { bytes, via: 'folder', timeFrom: 'headers' });
  await drain();
  return mail;
}

const page = async (path: string): Promise<string> => (await ask(portal.app, path)).text();
const find = async (words: string): Promise<string> =>
  (await send(portal.app, '/tiep-nhan/tim', { tim: words })).text();
const work = (mail: string, fields: Readonly<Record<string, string>>) =>
  send(portal.app, `/tiep-nhan/${mail}/viec`, { buoc: '0', 'ly-do': 'Đã gọi điện xác minh', ...fields });

const inOrder = '99901-excel';
const question = '99906-cau-hoi';

describe('search in the intake log', () => {
  it('finds a mail by the beginnings of words without accents, of its subject, sender and file names', async () => {
    const mail = await take(inOrder, { subject: 'Xã Suối Mẫu gửi hồ sơ đợt một' });
    for (const words of ['suoi mau', 'SUỐI', 'ubnd99901', 'bang diem xlsx', 'dot mot'])
      expect(await find(words), words).toContain(`/tiep-nhan/${mail}`);
  });

  it('does not find what no mail has, nor a mail by only one of two words', async () => {
    const mail = await take(inOrder);
    for (const words of ['khong co tu nay', 'suoi quan', 'uoi'])
      expect(await find(words), words).not.toContain(mail);
  });

  it('finds nobody by name: persons in subjects and file names are not kept for the search', async () => {
    const mail = await take(inOrder, {
      subject: 'Hồ sơ cháu Nguyễn Văn Khuyết, xã Suối Mẫu',
      attachments: [
        { filename: 'Nguyen Van Khuyet 01-02-2015.txt', bytes: new TextEncoder().encode('Tờ trình') },
      ],
    });
    for (const name of ['khuyet', 'nguyen', 'van khuyet', '2015'])
      expect(await find(name), name).not.toContain(mail);
    expect(await find('suoi mau')).toContain(mail);
  });
});

describe('filters of the intake log', () => {
  it('show the mails of one state, commune, sender or day, and of several together', async () => {
    const dossier = await take(inOrder);
    const asked = await take(question);
    const other = await take('99902-excel').catch(() => take('99905-word-compact'));
    const links = async (query: string): Promise<readonly boolean[]> => {
      const html = await page(`/tiep-nhan?${query}`);
      return [dossier, asked, other].map((mail) => html.includes(`href="/tiep-nhan/${mail}"`));
    };
    expect(await links('')).toEqual([true, true, true]);
    expect(await links('tinh-trang=question')).toEqual([false, true, false]);
    expect(await links('tinh-trang=filed')).toEqual([true, false, true]);
    expect(await links(`xa=${round}:99901`)).toEqual([true, false, false]);
    expect(await links(`nhu=${dossier}`)).toEqual([true, false, false]);
    expect(await links('ngay=2023-11-01')).toEqual([true, true, true]);
    expect(await links('ngay=2023-10-31')).toEqual([false, false, false]);
    expect(await links(`tinh-trang=question&xa=${round}:99901`)).toEqual([false, false, false]);
  });

  it('page through more mails than one page shows', async () => {
    for (let index = 0; index < 55; index += 1)
      await acceptMail(world, {
        bytes: new TextEncoder().encode(`Subject: Thu ${index}\r\n\r\nCam on.\r\n`),
        via: 'smtp',
        timeFrom: 'acceptance',
      });
    await drain();
    const first = await page('/tiep-nhan?tinh-trang=other');
    const next = /href="(\/tiep-nhan\?[^"]*sau=[^"]*)"/u.exec(first)?.[1]?.replaceAll('&amp;', '&');
    const rows = (html: string): number => html.split('data-label="Tình trạng"').length - 1;
    expect([rows(first), rows(await page(next ?? ''))]).toEqual([50, 5]);
  });
});

describe('requests to the store', () => {
  let counted: string[];
  let app: Hono;
  let filed: string;
  let held: string;

  beforeEach(async () => {
    filed = await take(inOrder);
    await take(question);
    held = await take('99905-word-compact', {
      from: { name: 'x@y.example.vn', address: 'la@khac.example.vn' },
    });
    counted = [];
    const store: Store = {
      get: (key) => (counted.push(`get ${key.partition}`), portal.store.get(key)),
      query: (query) => (counted.push(`query ${query.partition}`), portal.store.query(query)),
      commit: () => Promise.reject(new Error('a page writes nothing')),
    };
    app = createPortal({ ...portal.services, store });
  });

  it('are at most five a page, beside those who asks', async () => {
    for (const path of [
      '/tiep-nhan',
      `/tiep-nhan?tinh-trang=filed&xa=${round}:99901&ngay=2023-11-01`,
      `/tiep-nhan?nhu=${filed}&tinh-trang=filed`,
      '/tiep-nhan/bieu-do',
      `/tiep-nhan/${filed}`,
      `/tiep-nhan/${filed}/phan/001`,
      '/cach-ly',
      `/cach-ly/${held}`,
      `/cach-ly/${held}/phan/001`,
      `/cach-ly/dot/${round}`,
      '/nhap-ho-so',
      `/lien-he/${round}/99901`,
    ]) {
      counted.length = 0;
      expect((await ask(app, path)).status, path).toBe(200);
      const own = counted.filter((request) => !/SESSIONS|PEOPLE|CONFIGURATIONS/u.test(request));
      expect(own.length, `${path}: ${own.join(', ')}`).toBeLessThanOrEqual(5);
    }
  });

  it('are two for a search', async () => {
    counted.length = 0;
    expect((await send(app, '/tiep-nhan/tim', { tim: 'suoi mau' })).status).toBe(200);
    expect(
      counted.filter((request) => !/SESSIONS|PEOPLE|ROUNDS|CONFIGURATIONS/u.test(request)).sort(),
    ).toEqual(['query LEDGER', 'query WORDS#su']);
  });
});

describe('one mail', () => {
  it('shows what each stage took and how often it was tried', async () => {
    const html = await page(`/tiep-nhan/${await take(inOrder)}`);
    expect(html).toContain('Thời gian xử lý theo bước');
    for (const stage of ['Mở thư', 'Đọc tài liệu', 'Tổng hợp hồ sơ, tính theo thang điểm'])
      expect(html).toContain(stage);
  });

  it('is downloaded as it came, with a reason, and only after the download is in the audit', async () => {
    const mail = await take(inOrder);
    const path = `/tiep-nhan/${mail}/thu-goc`;
    expect((await send(portal.app, path, { 'ly-do': '' })).status).toBe(303);
    const answer = await send(portal.app, path, { 'ly-do': 'Đối chiếu bản gốc' });
    expect([
      answer.status,
      answer.headers.get('content-type'),
      answer.headers.get('content-disposition'),
    ]).toEqual([200, 'application/octet-stream', `attachment; filename="${mail}.eml"`]);
    expect(Buffer.from(await answer.arrayBuffer()).toString('latin1')).toContain('Message-ID:');
    const { entries } = await listAudit(portal.store, { month: '2023-11' }, 50);
    expect(entries.filter(({ what }) => what === 'download-raw')).toMatchObject([
      { by: { id: 'nguoi-thu' }, about: { mail, round, commune: '99901' }, reason: 'Đối chiếu bản gốc' },
    ]);
  });

  it('is not downloaded where the audit cannot be written', async () => {
    const mail = await take(inOrder);
    const store: Store = {
      get: (key) => portal.store.get(key),
      query: (query) => portal.store.query(query),
      commit: () => Promise.reject(new Error('the disk is full')),
    };
    const app = createPortal({ ...portal.services, store });
    const answer = await send(app, `/tiep-nhan/${mail}/thu-goc`, { 'ly-do': 'Đối chiếu' });
    expect(answer.status).toBe(500);
  });

  it('is moved to another commune with a reason, and back', async () => {
    const mail = await take(inOrder);
    expect((await work(mail, { viec: 'gan', noi: `${round}:99902` })).status).toBe(303);
    await drain();
    expect(await readIntake(portal.store, mail)).toMatchObject({ body: { commune: '99902', state: 'done' } });
    expect((await work(mail, { viec: 'hoan-tac', buoc: '1' })).status).toBe(303);
    await drain();
    expect(await readIntake(portal.store, mail)).toMatchObject({ body: { commune: '99901' } });
    const html = await page(`/tiep-nhan/${mail}`);
    expect(html).toContain('Hoàn tác thao tác với thư');
    expect(html).toContain('Đã gọi điện xác minh');
    expect(await auditLedger(portal.store)).toMatchObject({ balances: true });
  });

  it('keeps what the second of two people typed, and says that someone was quicker', async () => {
    const mail = await take(inOrder);
    await work(mail, { viec: 'gan', noi: `${round}:99902` });
    await drain();
    const answer = await work(mail, { viec: 'gan', noi: `${round}:99903`, 'ly-do': 'Xã gọi điện báo nhầm' });
    const html = await answer.text();
    expect(answer.status).toBe(409);
    expect(html).toContain('Người khác vừa thao tác với thư này');
    expect(html).toContain('value="Xã gọi điện báo nhầm"');
    expect(html).toContain(`<option value="${round}:99903" selected="">`);
  });

  it('is asked for once more from its raw bytes, and a single file of it', async () => {
    const mail = await take(inOrder);
    await work(mail, { viec: 'doc-lai' });
    await drain();
    await send(portal.app, `/tiep-nhan/${mail}/phan/002/doc-lai`, { 'ly-do': 'Đọc thiếu trang' });
    await drain();
    expect(await readIntake(portal.store, mail)).toMatchObject({
      body: { run: 2, state: 'done', revision: 1 },
    });
    expect(await auditLedger(portal.store)).toMatchObject({ ended: { dossier: 1 }, balances: true });
  });

  it('with a question is marked as answered, and open again', async () => {
    const mail = await take(question);
    await work(mail, { viec: 'da-tra-loi', 'ly-do': 'Đã trả lời qua điện thoại' });
    await drain();
    expect(await page('/tiep-nhan?tinh-trang=answered')).toContain(`/tiep-nhan/${mail}`);
    expect(await page('/tiep-nhan?tinh-trang=question')).not.toContain(`href="/tiep-nhan/${mail}"`);
    await work(mail, { viec: 'chua-tra-loi' });
    await drain();
    expect(await page('/tiep-nhan?tinh-trang=question')).toContain(`/tiep-nhan/${mail}`);
  });

  it('is of no use to those who may not work on mails', async () => {
    const mail = await take(inOrder);
    const { cookie, csrf } = await signIn(portal.services, {
      id: 'lanh-dao',
      name: 'Lãnh Đạo',
      grants: [{ role: 'head', rounds: 'all' }],
    });
    const answer = await ask(portal.app, `/tiep-nhan/${mail}/viec`, {
      method: 'POST',
      body: new URLSearchParams({ csrf, viec: 'tu-choi', buoc: '0', 'ly-do': 'x' }),
      headers: { cookie, origin: `http://${testHost}` },
    });
    expect(answer.status).toBe(403);
  });

  it('of a round one has no part in is not there', async () => {
    const mail = await take(inOrder);
    const { cookie } = await signIn(portal.services, {
      id: 'dot-khac',
      name: 'Đợt Khác',
      grants: [{ role: 'officer', rounds: ['2023'] }],
    });
    expect((await ask(portal.app, `/tiep-nhan/${mail}`, { headers: { cookie } })).status).toBe(404);
    expect(await (await ask(portal.app, '/tiep-nhan', { headers: { cookie } })).text()).not.toContain(mail);
  });
});

describe('quarantine', () => {
  beforeEach(async () => {
    await send(portal.app, `/cach-ly/dot/${round}`, {
      giu: 'co',
      'phien-ban': '0',
      'ly-do': 'Danh bạ đã đủ',
    });
  });

  it('shows a held mail as text, never its HTML or its files', async () => {
    const mail = await take(inOrder, { text: 'Kính gửi Phòng.\n<script>alert(1)</script>' });
    expect(await page('/cach-ly')).toContain(`/cach-ly/${mail}`);
    const html = await page(`/cach-ly/${mail}`);
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).not.toContain('<script>alert');
    expect(await page(`/cach-ly/${mail}/phan/001`)).toContain('TỜ TRÌNH');
  });

  it('shows nothing of a file that names children', async () => {
    const mail = await take(inOrder, {
      attachments: [
        {
          filename: 'danh-sach.txt',
          bytes: new TextEncoder().encode('Báo cáo\ncháu Nguyễn Văn Khuyết bỏ học'),
        },
      ],
    });
    const html = await page(`/cach-ly/${mail}/phan/001`);
    expect(html).toContain('có thông tin cá nhân trẻ em');
    expect(html).not.toContain('Khuyết');
  });

  it('binds a mail, enrols its address and releases it at once', async () => {
    const mail = await take(inOrder);
    const answer = await work(mail, { viec: 'gan', noi: `${round}:99901`, luu: 'co', tu: 'cach-ly' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/cach-ly']);
    await drain();
    expect(await readIntake(portal.store, mail)).toMatchObject({ body: { state: 'done', commune: '99901' } });
    expect(await readAddress(portal.store, sender)).toMatchObject({
      enrolled: [{ round, commune: '99901' }],
    });
    expect(await page('/cach-ly')).not.toContain(`/cach-ly/${mail}`);
  });

  it('refuses a mail and blocks its sender, who can be let in again', async () => {
    const mail = await take(inOrder);
    await work(mail, { viec: 'tu-choi', chan: 'co' });
    await drain();
    const second = await take('99905-word-compact', { from: { name: 'Lạ', address: sender } });
    expect(await readIntake(portal.store, second)).toMatchObject({
      body: { state: 'refused', because: 'Địa chỉ gửi đã bị chặn' },
    });
    await send(portal.app, `/cach-ly/dot/${round}/bo-chan`, { 'dia-chi': sender });
    expect(await readAddress(portal.store, sender)).toMatchObject({ blocked: null });
    expect(await auditLedger(portal.store)).toMatchObject({ ended: { refused: 2 }, balances: true });
  });
});

describe('papers that came otherwise', () => {
  const put = (fields: Readonly<Record<string, string>>, files: SampleMail['attachments']) => {
    const body = new FormData();
    for (const [name, value] of Object.entries({ csrf: testCsrf, ...fields })) body.set(name, value);
    for (const { filename, bytes } of files) body.append('tep', new Blob([Buffer.from(bytes)]), filename);
    return ask(portal.app, '/nhap-ho-so', {
      method: 'POST',
      body,
      headers: { origin: `http://${testHost}` },
    });
  };
  const fields = {
    noi: `${round}:99901`,
    'hinh-thuc': 'usb',
    ngay: '2023-10-31',
    'ghi-chu': 'Văn thư xã nộp',
  };
  const files = samples.find(({ slug }) => slug === inOrder)?.attachments ?? [];

  it('are kept as a mail of their own and become the dossier of the commune', async () => {
    const answer = await put(fields, files);
    const mail = answer.headers.get('location')?.split('/').at(-1) ?? '';
    await drain();
    expect(await readIntake(portal.store, mail)).toMatchObject({
      body: {
        via: 'on-behalf',
        receivedAt: '2023-10-31T05:00:00.000Z',
        state: 'done',
        kind: 'dossier',
        commune: '99901',
        revision: 1,
      },
    });
    expect((await readDossier(portal.store, round, '99901'))?.body.missingDocuments).toEqual([]);
    expect(await page(`/tiep-nhan/${mail}`)).toContain('Cán bộ nhập (nhận ngoài thư)');
    expect(await auditLedger(portal.store)).toMatchObject({ ended: { dossier: 1 }, balances: true });
  });

  it('sent twice are taken in once', async () => {
    await put(fields, files);
    await put(fields, files);
    await drain();
    expect(await auditLedger(portal.store)).toMatchObject({ accepted: 1, copies: 1, balances: true });
  });

  it('without files, or of a day to come, are not taken in, and what was typed stays', async () => {
    for (const answer of [await put(fields, []), await put({ ...fields, ngay: '2024-01-01' }, files)]) {
      expect(answer.status).toBe(422);
      expect(await answer.text()).toContain('Văn thư xã nộp');
    }
    expect((await listIntake(portal.store, 10)).entries).toEqual([]);
  });
});

it('talks with a commune are kept, with a short text to copy', async () => {
  const path = `/lien-he/${round}/99901`;
  expect(await page(path)).toContain('Phòng chưa nhận được hồ sơ');
  await send(portal.app, path, {
    'hinh-thuc': 'zalo',
    ngay: '2023-10-31',
    'noi-dung': 'Đã nhắc gửi biên bản',
  });
  const html = await page(path);
  expect(html).toContain('Đã nhắc gửi biên bản');
  expect(html).toContain('data-label="Người ghi">Cán Bộ Một');
  expect(
    (await send(portal.app, path, { 'hinh-thuc': 'zalo', ngay: '2023-10-31', 'noi-dung': '' })).status,
  ).toBe(422);
});

describe('the charts', () => {
  it('count mails by the day they came and by how long they took, without a style of their own', async () => {
    await take(inOrder);
    await take(question);
    const html = await page('/tiep-nhan/bieu-do');
    expect(html).toContain('<title>01/11/2023: 2 thư</title>');
    expect(html).toContain('<title>01/11/2023: 2 thư xong trong đến 10 giây</title>');
    expect(html).not.toContain('style=');
  });
});
