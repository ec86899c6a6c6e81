import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '../../../shared/ports/store.ts';
import { illustrationRubric } from '../../../shared/rubrics/minh-hoa/rubric.ts';
import { keepManyDossiers, manyRounds } from '../../support/many-dossiers.ts';
import type { TestPortal } from './portal-fixtures.ts';
import { ask, closePortals, openPortal } from './portal-fixtures.ts';

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
    '/nganh',
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
});
