import { afterEach, describe, expect, it } from 'vitest';
import { sampleRevision } from '../../../shared/appraisal/samples/sample-revision.ts';
import { readCouncil } from '../../../shared/pipeline/council-records.ts';
import { loadRoundState } from '../../../shared/pipeline/load-round-state.ts';
import { emptyDesk } from '../../../shared/pipeline/record-papers.ts';
import { toTotals } from '../../../shared/pipeline/round-totals.ts';
import { illustrationRubric } from '../../../shared/rubrics/minh-hoa/rubric.ts';
import type { TestPortal } from './portal-fixtures.ts';
import { presentRound } from '../../../functions/portal/present/present-board.ts';
import { ask, closePortals, illustration, keepRevision, openPortal, send } from './portal-fixtures.ts';

afterEach(closePortals);

const active = { round: illustration, rubric: illustrationRubric };
const board = `/dot/${illustration.id}`;
const desk = `${board}/xa/99901`;
const textOf = async (answer: Promise<Response>): Promise<string> => (await answer).text();

/** What a page asks of the store beside letting a person in and finding the rounds. */
async function requestsOf({ app, store }: TestPortal, path: string): Promise<readonly string[]> {
  const asked: string[] = [];
  const [get, query] = [store.get.bind(store), store.query.bind(store)];
  Object.assign(store, {
    get: (key: Parameters<typeof get>[0]) => (asked.push(key.partition), get(key)),
    query: (sought: Parameters<typeof query>[0]) => (asked.push(sought.partition), query(sought)),
  });
  expect((await ask(app, path)).status).toBe(200);
  Object.assign(store, { get, query });
  return asked.filter((one) => !/^(?:SESSIONS|PEOPLE|CONFIGURATIONS)/u.test(one));
}

describe('the paper copy and the deadline of a commune', () => {
  it('stand on the board, in the counts and in the papers of the round once they are recorded', async () => {
    const portal = await openPortal();
    const copy = { buoc: '0', so: '612', ngay: '2023-11-01', 'hinh-thuc': 'Bưu chính', 'doi-chieu': 'khop' };
    expect((await send(portal.app, `${desk}/ban-giay`, copy)).status).toBe(303);
    const later = { buoc: '0', ngay: '2024-01-10', 'ly-do': 'Lũ lụt' };
    expect((await send(portal.app, `${desk}/gia-han`, later)).status).toBe(303);
    const page = await textOf(ask(portal.app, board));
    expect(page).toContain('số đến 612, ngày 01/11/2023, Bưu chính');
    expect(page).toContain('Gia hạn: trước 10/01/2024');
    const { totals } = await readCouncil(portal.store, illustration.id);
    expect(toTotals(totals)).toMatchObject({ paper: 1, extended: 1 });
    const state = await loadRoundState(active, '2023-11-02T00:00:00Z', portal);
    expect(state.communes[0]?.paper).toMatchObject({ number: '612', date: '2023-11-01', matches: true });
  });

  it('tell the second of two people what changed and keep what they typed', async () => {
    const portal = await openPortal();
    const copy = { buoc: '0', so: '612', 'hinh-thuc': 'Bưu chính' };
    await send(portal.app, `${desk}/ban-giay`, copy);
    const second = await send(portal.app, `${desk}/ban-giay`, { ...copy, so: '<b>613</b>' });
    const page = await second.text();
    expect(second.status).toBe(409);
    expect(page).toContain('&lt;b&gt;613&lt;/b&gt;');
    expect(page).toContain('Số đến 612');
  });

  it('lead to the talks with the commune, which may never have sent a mail', async () => {
    const { app } = await openPortal();
    expect(await textOf(ask(app, desk))).toContain(`href="/lien-he/${illustration.id}/99901"`);
  });

  it('need a difference in words, a reason for more time and a day after the common deadline', async () => {
    const { app } = await openPortal();
    const differs = { buoc: '0', so: '612', 'hinh-thuc': 'Bưu chính', 'doi-chieu': 'khac' };
    const answers = await Promise.all([
      textOf(send(app, `${desk}/ban-giay`, differs)),
      textOf(send(app, `${desk}/gia-han`, { buoc: '0', ngay: '2024-01-10' })),
      textOf(send(app, `${desk}/gia-han`, { buoc: '0', ngay: '2023-12-01', 'ly-do': 'Lũ lụt' })),
    ]);
    expect(answers[0]).toContain('Ghi rõ điểm khác');
    expect(answers[1]).toContain('Chưa ghi lý do.');
    expect(answers[2]).toContain('phải sau thời hạn chung');
  });

  it('hold a commune that sent nothing to the deadline it was given, not to the one of the round', () => {
    const nothing = { dossiers: [], checks: [], tracked: [], inWork: [] };
    const [first] = illustration.communes;
    if (first === undefined) throw new Error('the round has communes');
    const extension = { lateFrom: '2024-01-10T00:00:00+07:00', day: '2024-01-10', reason: 'Lũ lụt' };
    const at = (now: string) =>
      presentRound({
        ...{ ...active, ...nothing, now },
        desks: [{ ...emptyDesk(illustration.id, first.code), extension }],
      });
    const rowAt = (now: string) => at(now).rows.find(({ code }) => code === first.code);
    const overdue = { state: { text: 'Quá hạn, chưa gửi' } };
    expect(rowAt('2024-01-09T16:59:59Z')).toMatchObject({
      state: { text: 'Chưa gửi' },
      daysLeft: 'Còn 1 ngày',
    });
    expect(rowAt('2024-01-09T17:00:00Z')).toMatchObject({ ...overdue, daysLeft: 'Quá hạn 1 ngày' });
    const counts = at('2024-01-09T16:59:59Z').totals;
    expect(counts).toContainEqual({ label: 'Được gia hạn, chưa gửi', count: 1, tone: 'quiet' });
    expect(counts).toContainEqual({
      label: 'Quá hạn, chưa gửi',
      count: illustration.communes.length - 1,
      tone: 'urgent',
    });
  });
});

describe('the board of a round', () => {
  it('shows only the communes a filter asks for', async () => {
    const portal = await openPortal();
    const [sent, waiting] = illustration.communes;
    if (sent === undefined || waiting === undefined) throw new Error('the round has communes');
    await keepRevision(portal, sampleRevision(sent, 0, {}, active));
    const unsent = await textOf(ask(portal.app, `${board}?loc=chua-gui`));
    expect([unsent.includes(sent.name), unsent.includes(waiting.name)]).toEqual([false, true]);
    const recognised = await textOf(ask(portal.app, `${board}?loc=da-cong-nhan`));
    expect(recognised).toContain('Không có xã, thị trấn nào theo điều kiện lọc.');
  });

  it('of thousands of communes is shown fifty at a time, each page by three requests', async () => {
    const [one] = illustration.communes;
    if (one === undefined) throw new Error('the round has communes');
    const communes = Array.from({ length: 3321 }, (_, index) => ({
      ...one,
      code: String(10_000 + index),
      name: `Xã Số ${index}`,
    }));
    const portal = await openPortal({
      rounds: [{ round: { ...illustration, communes }, rubric: illustrationRubric }],
    });
    expect(await requestsOf(portal, board)).toHaveLength(3);
    expect(await requestsOf(portal, `${board}?loc=chua-gui&sau=10049`)).toHaveLength(3);
    const page = await textOf(ask(portal.app, `${board}?sau=10049`));
    expect(page.match(/<a href="\/ho-so\//gu)).toHaveLength(50);
    expect(page).toContain(`${board}?sau=10099`);
  });

  it('hundreds of rounds are listed fifty at a time from their counts, by four requests with those for mails in trouble', async () => {
    const rounds = Array.from({ length: 331 }, (_, index) => ({
      round: { ...illustration, id: `dot-${1000 + index}` },
      rubric: illustrationRubric,
    }));
    const portal = await openPortal({ rounds });
    expect(await requestsOf(portal, '/')).toEqual(['ROUNDS', 'OUTBOX-OPEN', 'LEDGER']);
    const page = await textOf(ask(portal.app, '/?sau=dot-1049'));
    expect([page.includes('/dot/dot-1050"'), page.includes('/dot/dot-1049"')]).toEqual([true, false]);
    expect(page).toContain('/?sau=dot-1099');
  });

  it('is exported as a workbook', async () => {
    const { app } = await openPortal();
    const answer = await ask(app, `${board}/xuat`);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    expect([answer.status, ...bytes.slice(0, 2)]).toEqual([200, 0x50, 0x4b]);
  });
});
