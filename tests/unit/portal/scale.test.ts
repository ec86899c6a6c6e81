import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '../../../shared/ports/store.ts';
import { illustrationRubric } from '../../../shared/rubrics/minh-hoa/rubric.ts';
import { keepManyDossiers, manyRounds } from '../../support/many-dossiers.ts';
import type { TestPortal } from './portal-fixtures.ts';
import { ask, closePortals, openPortal, send } from './portal-fixtures.ts';

afterAll(closePortals);

describe('a country in one portal', () => {
  let portal: TestPortal;
  const requests: string[] = [];
  beforeAll(async () => {
    const { store, blobs } = await openPortal();
    expect(await keepManyDossiers(store)).toBe(9_921);
    const counting: Store = {
      get: (key) => {
        requests.push(`get ${key.partition}`);
        return store.get(key);
      },
      query: (query) => {
        requests.push(`query ${query.partition}`);
        return store.query(query);
      },
      commit: (commit) => store.commit(commit),
    };
    portal = await openPortal(
      {
        store: counting,
        blobs,
        jobs: store,
        rounds: manyRounds.map((round) => ({ round, rubric: illustrationRubric })),
      },
      { isEmpty: true },
    );
  });

  test.each([
    '/',
    '/?trang=7',
    '/dot/dot-001',
    '/dot/ca-nuoc',
    '/dot/ca-nuoc?trang=67',
    '/tiep-nhan',
    '/tiep-nhan?dot=ca-nuoc&tinh-trang=held',
    '/cach-ly',
    '/phien-hop',
    '/phien-hop/ca-nuoc',
    '/van-ban',
    '/thu-di',
    '/dot/ca-nuoc/thu-di',
    '/gui-thu',
    '/danh-ba/ca-nuoc',
    '/danh-ba/ca-nuoc?trang=67',
    '/cau-hinh',
    '/mau-thu',
    '/nhac-han/ca-nuoc',
    '/nganh',
    '/hop-thu',
    '/nhat-ky-thao-tac',
  ])('%s asks the store at most five times beside who asks, and shows no more than a page', async (path) => {
    requests.length = 0;
    const answer = await ask(portal.app, path);
    expect(answer.status).toBe(200);
    const html = await answer.text();
    const own = requests.filter((one) => !/^get (?:SESSIONS|PEOPLE)|^query CONFIGURATIONS$/u.test(one));
    expect([path, own.length <= 5 ? 'few' : own]).toEqual([path, 'few']);
    expect(html.match(/<tr/gu)?.length ?? 0).toBeLessThanOrEqual(60);
  });

  test('the intake log offers the communes of the round that was chosen, never those of all', async () => {
    const choices = async (query: string) => {
      const html = await (await ask(portal.app, `/tiep-nhan${query}`)).text();
      const [, xa = ''] = /<select name="xa"[^>]*>([\s\S]*?)<\/select>/u.exec(html) ?? [];
      const chosen = /<option value="([^"]*)" selected/u.exec(xa)?.[1];
      return {
        communes: xa.match(/<option/gu)?.length,
        chosen,
        mails: html.match(/Xã Mẫu \d+ gửi/gu)?.length,
      };
    };
    expect(await choices('')).toEqual({ communes: 1, chosen: undefined, mails: 50 });
    expect((await choices('?dot=dot-330')).communes).toBe(21);
    expect(await choices('?dot=ca-nuoc')).toEqual({ communes: 3322, chosen: undefined, mails: 200 });
    expect((await choices('?dot=dot-001&xa=dot-001:10003')).chosen).toBe('dot-001:10003');
    expect((await choices('?dot=dot-002&xa=dot-001:10003')).chosen).toBeUndefined();
  });

  test('a session looks at any dossier of a round of thousands, and at no more than a commit can act on', async () => {
    const base = '/phien-hop/ca-nuoc';
    const last = manyRounds.at(-1)?.communes.at(-1);
    const codes = manyRounds.at(-1)?.communes.map(({ code }) => code) ?? [];
    expect((await send(portal.app, base, { buoc: '0' })).status).toBe(303);
    const list = (ma: readonly string[], buoc: string) =>
      send(portal.app, `${base}/1/danh-sach`, { buoc, ma: ma.join('\n') });
    expect((await list(codes.slice(-60), '0')).status).toBe(303);
    const page = await (await ask(portal.app, `${base}/1`)).text();
    // The last dossier of 3,321 with its own points, not only its name.
    const own = page.slice(page.indexOf(`id="xa-${last?.code ?? ''}"`));
    expect(own.slice(0, own.indexOf('</section>'))).toContain('Ghi biểu quyết, kết luận');
    expect(page).toContain('Một phiên họp xem xét nhiều nhất 60 hồ sơ');
    const step = /danh-sach"[\s\S]*?name="buoc" value="(\d+)"/u.exec(page)?.[1] ?? '';
    const refused = await list(codes.slice(-61), step);
    expect([refused.status, (await refused.text()).includes('nhiều nhất 60 hồ sơ; đưa')]).toEqual([
      422,
      true,
    ]);
  });
});
