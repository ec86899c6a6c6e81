import { blank } from '../../../shared/appraisal/workbooks/sheet-content.ts';
import { pointsSheet } from '../../../shared/appraisal/workbooks/points-sheet.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleRevision } from '../../../shared/appraisal/samples/sample-revision.ts';
import { readCouncil } from '../../../shared/pipeline/council-records.ts';
import { loadRoundState } from '../../../shared/pipeline/load-round-state.ts';
import { listOutbox } from '../../../shared/pipeline/outbox-records.ts';
import { toTotals } from '../../../shared/pipeline/round-totals.ts';
import { illustrationRubric } from '../../../shared/rubrics/minh-hoa/rubric.ts';
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

const round = illustration.id;
const base = `/phien-hop/${round}`;
let portal: TestPortal;

/** Dossiers of three invented communes. */
let communes: readonly string[];

beforeEach(async () => {
  portal = await openPortal();
  const chosen = illustration.communes.slice(0, 3);
  communes = chosen.map(({ code }) => code);
  for (const [index, commune] of chosen.entries()) {
    const active = { round: illustration, rubric: illustrationRubric };
    await keepRevision(portal, sampleRevision(commune, index, {}, active));
  }
});
afterEach(closePortals);

const revisionOf = async (code: string): Promise<string> => {
  const head = await portal.store.get({ partition: `DOSSIER#${round}#${code}`, sort: 'current' });
  return JSON.stringify(head?.body['revision']);
};

const sendAll = (path: string, fields: readonly (readonly [string, string])[]): Promise<Response> =>
  ask(portal.app, path, {
    method: 'POST',
    body: new URLSearchParams([
      ['csrf', testCsrf],
      ...fields.map(([name, value]): [string, string] => [name, value]),
    ]),
    headers: { origin: `http://${testHost}` },
  });

const sendDecision = (
  fields: Readonly<Record<string, string>>,
  scan: Uint8Array | null,
): Promise<Response> => {
  const form = new FormData();
  form.set('csrf', testCsrf);
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  if (scan !== null) form.set('tep', new File([new Uint8Array(scan)], '<b>scan</b>.pdf'));
  return ask(portal.app, `${base}/quyet-dinh`, {
    method: 'POST',
    body: form,
    headers: { origin: `http://${testHost}` },
  });
};

const pdf = new TextEncoder().encode('%PDF-1.7 a signed decision');

const step = async (): Promise<string> =>
  String((await readCouncil(portal.store, round)).sessions[0]?.body.step ?? 0);

/** A session with two dossiers: the first proposed, the second returned; minutes not signed. */
async function holdSession(): Promise<void> {
  const [first = '', second = ''] = communes;
  await send(portal.app, base, { buoc: '0', ngay: '2023-10-20' });
  await sendAll(`${base}/1/danh-sach`, [
    ['buoc', '0'],
    ['xa', first],
    ['xa', second],
  ]);
  await send(portal.app, `${base}/1/co-mat`, {
    buoc: '0',
    'co-mat': 'Bà Mẫu\nÔng Thử, Ủy viên',
    vang: 'Ông Vắng, đi công tác',
  });
  const vote = { buoc: '0', 'hinh-thuc': 'show-of-hands', 'dong-y': '2', lan: await revisionOf(first) };
  await send(portal.app, `${base}/1/bieu-quyet/${first}`, vote);
  await send(portal.app, `${base}/1/bieu-quyet/${second}`, { ...vote, lan: await revisionOf(second) });
  await send(portal.app, `${base}/1/ket-luan/${first}`, {
    buoc: '0',
    'ket-luan': 'propose',
    diem: '75,5',
    lan: await revisionOf(first),
  });
  await send(portal.app, `${base}/1/ket-luan/${second}`, {
    buoc: '0',
    'ket-luan': 'return-for-completion',
    'ly-do': 'Bổ sung Biên bản',
    lan: await revisionOf(second),
  });
}

const signed = { so: '01/BB', ngay: '2023-10-20', 'nguoi-ky': 'Bà Mẫu' };

async function sign(): Promise<Response> {
  return send(portal.app, `${base}/1/bien-ban`, { ...signed, buoc: await step() });
}

describe('a session of the council', () => {
  it('goes from the list over votes and signed minutes to a decision, and only then is a commune recognised and told', async () => {
    const [first = '', second = ''] = communes;
    await holdSession();
    expect((await sign()).status).toBe(303);
    const proposal = { buoc: '0', so: '04/TTr', ngay: '2023-10-21', 'nguoi-ky': 'Bà Mẫu', xa: first };
    expect((await send(portal.app, `${base}/to-trinh`, proposal)).status).toBe(303);
    const before = await loadRoundState(
      { round: illustration, rubric: illustrationRubric },
      '2023-10-22T00:00:00Z',
      portal,
    );
    expect(before.decisions).toEqual([]);
    expect(before.sessions[0]?.rulings).toEqual([
      { commune: first, ruling: 'propose', points: 75.5 },
      { commune: second, ruling: 'return-for-completion', points: null },
    ]);
    expect(toTotals((await readCouncil(portal.store, round)).totals)).toMatchObject({
      proposed: 1,
      recognised: 0,
    });
    expect(await listOutbox(portal.store, round, 'recognised#')).toEqual([]);

    const decision = { buoc: '0', so: '15/QĐ', ngay: '2023-10-25', 'nguoi-ky': 'Ông Chủ Tịch', xa: first };
    expect((await sendDecision(decision, pdf)).status).toBe(303);
    const { totals, lists } = await readCouncil(portal.store, round);
    expect(toTotals(totals)).toMatchObject({ proposed: 1, recognised: 1 });
    const mails = await listOutbox(portal.store, round, 'recognised#');
    expect(mails.map(({ body }) => [body.commune, body.state])).toEqual([[first, 'waiting']]);
    expect(mails[0]?.body.text).toContain('Quyết định số 15/QĐ ngày 25/10/2023');
    expect(lists.map(({ body }) => body.scan?.file ?? null)).toEqual(['quyet-dinh-cong-nhan.pdf', null]);

    const scan = await ask(portal.app, `${base}/quyet-dinh/1/ban-quet`);
    expect(new Uint8Array(await scan.arrayBuffer())).toEqual(pdf);
    expect(scan.headers.get('content-disposition')).toContain('attachment');

    // Recorded by mistake: the mail is not sent and the count goes back.
    await send(portal.app, `${base}/quyet-dinh/1/bo`, { 'ly-do': 'Ghi nhầm số' });
    expect(toTotals((await readCouncil(portal.store, round)).totals)).toMatchObject({ recognised: 0 });
    expect((await listOutbox(portal.store, round, 'recognised#'))[0]?.body.state).toBe('withdrawn');
  });

  it('lets no list name a commune that signed minutes do not propose', async () => {
    const [first = '', second = ''] = communes;
    await holdSession();
    const proposal = { buoc: '0', so: '04/TTr', ngay: '2023-10-21', 'nguoi-ky': 'Bà Mẫu' };
    const unsigned = await send(portal.app, `${base}/to-trinh`, { ...proposal, xa: first });
    expect([unsigned.status, (await readCouncil(portal.store, round)).lists]).toEqual([422, []]);
    await sign();
    const returned = await send(portal.app, `${base}/to-trinh`, { ...proposal, xa: second });
    expect([returned.status, (await readCouncil(portal.store, round)).lists]).toEqual([422, []]);
    const decision = { ...proposal, so: '15/QĐ', xa: second };
    expect((await sendDecision(decision, pdf)).status).toBe(422);
    expect(await listOutbox(portal.store, round, '')).toEqual([]);
  });

  it('asks for the signed scan of a decision, and for a file that is one', async () => {
    const [first = ''] = communes;
    await holdSession();
    await sign();
    const decision = {
      buoc: '0',
      so: '15/QĐ',
      ngay: '2023-10-25',
      'nguoi-ky': 'Ông Chủ Tịch',
      xa: first,
      'da-xem': 'co',
    };
    const none = await sendDecision(decision, null);
    const page = new TextEncoder().encode('<html><script>1</script>');
    const other = await sendDecision(decision, page);
    expect([none.status, other.status, (await readCouncil(portal.store, round)).lists]).toEqual([
      422,
      422,
      [],
    ]);
    expect(await other.text()).toContain('Bản quét phải là tệp PDF');
  });

  it('warns of one person who signs both proposal and decision, and keeps it only when that was looked at', async () => {
    const [first = ''] = communes;
    await holdSession();
    await sign();
    const proposal = { buoc: '0', so: '04/TTr', ngay: '2023-10-21', 'nguoi-ky': 'Bà Mẫu', xa: first };
    await send(portal.app, `${base}/to-trinh`, proposal);
    const decision = { ...proposal, so: '15/QĐ' };
    const warned = await sendDecision(decision, pdf);
    expect(warned.status).toBe(422);
    expect(await warned.text()).toContain('do cùng một người ký');
    expect((await sendDecision({ ...decision, 'da-xem': 'co' }, pdf)).status).toBe(303);
  });

  it('puts the mail that returns a dossier into the outbox once it is confirmed, as it was corrected', async () => {
    const [, second = ''] = communes;
    await holdSession();
    const page = await (await ask(portal.app, `${base}/1`)).text();
    expect(page).toContain('Thư đề nghị bổ sung (chưa gửi)');
    expect(await listOutbox(portal.store, round, 'return#')).toEqual([]);
    const { sessions } = await readCouncil(portal.store, round);
    const seen = String(sessions[0]?.body.partSteps[`ruling#${second}`]);
    const mail = { buoc: seen, 'tieu-de': 'Về bổ sung hồ sơ', 'noi-dung': 'Kính gửi: Ủy ban nhân dân xã' };
    expect((await send(portal.app, `${base}/1/thu-bo-sung/${second}`, mail)).status).toBe(303);
    // Sent again by a second click: still one mail.
    expect((await send(portal.app, `${base}/1/thu-bo-sung/${second}`, mail)).status).toBe(409);
    const outbox = await listOutbox(portal.store, round, 'return#');
    expect(outbox.map(({ body }) => [body.commune, body.subject, body.text, body.state])).toEqual([
      [second, 'Về bổ sung hồ sơ', 'Kính gửi: Ủy ban nhân dân xã', 'waiting'],
    ]);
  });

  it('tells the second of two secretaries what changed and keeps what they typed', async () => {
    const [first = ''] = communes;
    await holdSession();
    const vote = {
      buoc: '0',
      'hinh-thuc': 'ballot',
      'dong-y': '1',
      'khong-dong-y': '1',
      'y-kien': 'Ý kiến <b>của</b> ông Thử',
      lan: await revisionOf(first),
    };
    const second = await send(portal.app, `${base}/1/bieu-quyet/${first}`, vote);
    const page = await second.text();
    expect(second.status).toBe(409);
    expect(page).toContain('người khác vừa ghi phần này');
    expect(page).toContain('Ý kiến &lt;b&gt;của&lt;/b&gt; ông Thử');
    const { sessions } = await readCouncil(portal.store, round);
    expect(sessions[0]?.body.votes[first]).toMatchObject({ for: 2, against: 0 });
  });

  it('lets two people record the votes of two communes at the same moment', async () => {
    const [first = '', second = ''] = communes;
    await send(portal.app, base, { buoc: '0' });
    await sendAll(`${base}/1/danh-sach`, [
      ['buoc', '0'],
      ['xa', first],
      ['xa', second],
    ]);
    const answers = await Promise.all(
      [first, second].map(async (code) =>
        send(portal.app, `${base}/1/bieu-quyet/${code}`, {
          buoc: '0',
          'hinh-thuc': 'show-of-hands',
          'dong-y': '5',
          lan: await revisionOf(code),
        }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([303, 303]);
  });

  it('takes no more votes than members who were there, and none on a revision nobody saw', async () => {
    const [first = ''] = communes;
    await holdSession();
    const { sessions } = await readCouncil(portal.store, round);
    const seen = String(sessions[0]?.body.partSteps[`vote#${first}`]);
    const vote = { buoc: seen, 'hinh-thuc': 'show-of-hands', lan: await revisionOf(first) };
    const many = await send(portal.app, `${base}/1/bieu-quyet/${first}`, { ...vote, 'dong-y': '3' });
    expect(await many.text()).toContain('nhiều hơn số thành viên được biểu quyết (2)');
    const old = await send(portal.app, `${base}/1/bieu-quyet/${first}`, {
      ...vote,
      'dong-y': '2',
      lan: '99',
    });
    expect(await old.text()).toContain('Hồ sơ vừa có lần gửi mới');
  });

  it('changes nothing after the minutes are signed, and takes them back only while no list rests on them', async () => {
    const [first = ''] = communes;
    await holdSession();
    await sign();
    const late = await send(portal.app, `${base}/1/ket-luan/${first}`, {
      buoc: '0',
      'ket-luan': 'postpone',
      'ly-do': 'Xem lại',
      lan: await revisionOf(first),
    });
    expect([late.status, (await late.text()).includes('Biên bản của phiên họp đã ký')]).toEqual([422, true]);
    const proposal = { buoc: '0', so: '04/TTr', ngay: '2023-10-21', 'nguoi-ky': 'Bà Mẫu', xa: first };
    await send(portal.app, `${base}/to-trinh`, proposal);
    const withdraw = { buoc: await step(), 'ly-do': 'Ghi nhầm' };
    expect((await send(portal.app, `${base}/1/bo-bien-ban`, withdraw)).status).toBe(422);
    await send(portal.app, `${base}/to-trinh/1/bo`, { 'ly-do': 'Ghi nhầm' });
    expect((await send(portal.app, `${base}/1/bo-bien-ban`, withdraw)).status).toBe(303);
    expect(toTotals((await readCouncil(portal.store, round)).totals)).toMatchObject({ proposed: 0 });
  });

  it('shows a member the points of others only after their own, and keeps scoring off unless asked for', async () => {
    const [first = ''] = communes;
    await send(portal.app, base, { buoc: '0' });
    await sendAll(`${base}/1/danh-sach`, [
      ['buoc', '0'],
      ['xa', first],
    ]);
    const score = (who: { cookie: string; csrf: string }, points: string): Promise<Response> =>
      ask(portal.app, `${base}/1/cham-diem/${first}`, {
        method: 'POST',
        body: new URLSearchParams({ csrf: who.csrf, diem: points }),
        headers: { origin: `http://${testHost}`, cookie: who.cookie },
      });
    const look = async ({ cookie }: { cookie: string }): Promise<string> =>
      (await ask(portal.app, `${base}/1`, { headers: { cookie } })).text();
    const grants = [{ role: 'member', rounds: 'all' }] as const;
    const one = await signIn(portal.services, { id: 'thanh-vien-1', name: 'Bà Một', grants });
    const two = await signIn(portal.services, { id: 'thanh-vien-2', name: 'Ông Hai', grants });
    expect((await score(one, '70')).status).toBe(422);
    await send(portal.app, `${base}/1/ke-hoach`, { buoc: '1', 'cham-diem': 'open' });
    expect((await score(one, '71,5')).status).toBe(303);
    expect(await look(two)).not.toContain('Bà Một: 71,5 điểm');
    expect((await score(two, '60')).status).toBe(303);
    expect(await look(two)).toContain('Bà Một: 71,5 điểm');
    expect((await score(two, '65')).status).toBe(422);
  });

  it('keeps the council’s points by criterion, which add up, and shows them once the minutes are signed', async () => {
    const [first = ''] = communes;
    await holdSession();
    const seen = async () =>
      String((await readCouncil(portal.store, round)).sessions[0]?.body.partSteps[`ruling#${first}`]);
    const rule = async (fields: Readonly<Record<string, string>>) =>
      send(portal.app, `${base}/1/ket-luan/${first}`, {
        ...{ buoc: await seen(), 'ket-luan': 'propose', lan: await revisionOf(first) },
        ...fields,
      });
    const { criteria } = illustrationRubric.vocabulary;
    const all = Object.fromEntries(criteria.map(({ number }) => [`diem-${number}`, '1,1']));
    const wrong = await rule({ ...all, diem: '80' });
    expect([wrong.status, await wrong.text()]).toEqual([
      422,
      expect.stringContaining('Cộng điểm các tiêu chí (14,3) không khớp tổng điểm đã ghi (80)'),
    ]);
    const high = await rule({ 'diem-1': '9999' });
    expect(await high.text()).toContain('không quá điểm tối đa của tiêu chí');
    expect((await rule({ diem: '5', 'diem-1': '7' })).status).toBe(422);
    expect((await rule(all)).status).toBe(303);
    const dossier = async () => (await ask(portal.app, `/ho-so/${round}/${first}`)).text();
    expect(await dossier()).not.toContain('data-label="Hội đồng"');
    expect(await (await ask(portal.app, `${base}/1`)).text()).toContain(
      '<td class="figure" data-label="Hội đồng">1,1</td>',
    );
    expect((await sign()).status).toBe(303);
    const page = (await dossier()).replace(/\s+/gu, ' ');
    expect(page.split('data-label="Hội đồng">1,1</td>')).toHaveLength(criteria.length + 1);
    expect(page).toContain('data-label="Hội đồng">14,3</td>');
    const active = { round: illustration, rubric: illustrationRubric };
    const state = await loadRoundState(active, '2023-10-22T00:00:00Z', portal);
    const lines = { titles: [], warning: null } as unknown as Parameters<typeof pointsSheet>[2];
    const ofCouncil = (audience: 'inside' | 'outside') =>
      pointsSheet(state, audience, lines).rows.find(
        (row) =>
          row[1] === illustration.communes.find(({ code }) => code === first)?.name && row[2] === 'Hội đồng',
      );
    expect(ofCouncil('inside')?.slice(3)).toEqual([...criteria.map(() => 1.1), 14.3]);
    // Those of criteria 3 to 6 stay inside.
    expect(ofCouncil('outside')?.slice(3, 10)).toEqual([1.1, 1.1, blank, blank, blank, blank, 1.1]);
  });

  it('compares what members gave by criterion, and only after they gave their own', async () => {
    const [first = ''] = communes;
    await send(portal.app, base, { buoc: '0' });
    await sendAll(`${base}/1/danh-sach`, [
      ['buoc', '0'],
      ['xa', first],
    ]);
    await send(portal.app, `${base}/1/ke-hoach`, { buoc: '1', 'cham-diem': 'open' });
    const grants = [{ role: 'member', rounds: 'all' }] as const;
    const [one, two] = [
      await signIn(portal.services, { id: 'thanh-vien-1', name: 'Bà Một', grants }),
      await signIn(portal.services, { id: 'thanh-vien-2', name: 'Ông Hai', grants }),
    ];
    const score = (who: { cookie: string; csrf: string }, fields: Readonly<Record<string, string>>) =>
      ask(portal.app, `${base}/1/cham-diem/${first}`, {
        method: 'POST',
        body: new URLSearchParams({ csrf: who.csrf, ...fields }),
        headers: { origin: `http://${testHost}`, cookie: who.cookie },
      });
    const look = async ({ cookie }: { cookie: string }): Promise<string> =>
      (await ask(portal.app, `${base}/1`, { headers: { cookie } })).text();
    expect((await score(one, { 'diem-1': '3' })).status).toBe(422);
    expect((await score(one, { diem: '50', 'diem-1': '3,5' })).status).toBe(303);
    expect(await look(two)).not.toContain('data-label="Bà Một"');
    expect((await score(two, { diem: '60' })).status).toBe(303);
    expect(await look(two)).toContain('data-label="Bà Một">3,5</td>');
  });

  it('is shown in at most five requests beside those that let a person in', async () => {
    await holdSession();
    let requests = 0;
    const { store } = portal;
    const [get, query] = [store.get.bind(store), store.query.bind(store)];
    Object.assign(store, {
      get: (key: Parameters<typeof get>[0]) => ((requests += 1), get(key)),
      query: (asked: Parameters<typeof query>[0]) => ((requests += 1), query(asked)),
    });
    await ask(portal.app, base);
    const alone = requests;
    requests = 0;
    await ask(portal.app, '/phien-hop');
    const guard = requests;
    expect(alone - guard).toBeLessThanOrEqual(5);
  });
});
