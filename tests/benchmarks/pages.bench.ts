import { afterAll, beforeAll, bench, describe, expect } from 'vitest';
import { illustrationRubric } from '../../shared/rubrics/minh-hoa/rubric.ts';
import { keepManyDossiers, manyRounds } from '../support/many-dossiers.ts';
import type { TestPortal } from '../unit/portal/portal-fixtures.ts';
import { ask, closePortals, openPortal } from '../unit/portal/portal-fixtures.ts';

/** Pages of a portal with 331 rounds and 9,921 dossiers; the column p99 is to stay under 100 ms. */
describe('pages of a country', () => {
  let portal: TestPortal;
  beforeAll(async () => {
    portal = await openPortal({
      rounds: manyRounds.map((round) => ({ round, rubric: illustrationRubric })),
    });
    await keepManyDossiers(portal.store);
  }, 120_000);
  afterAll(closePortals);

  for (const path of [
    '/',
    '/dot/dot-001',
    '/dot/ca-nuoc?trang=40',
    '/tiep-nhan',
    '/tiep-nhan/tim?tu=xa+mau',
    '/phien-hop/ca-nuoc',
    '/danh-ba/ca-nuoc?trang=40',
    '/cau-hinh',
    '/nhat-ky-thao-tac',
  ])
    bench(
      path,
      async () => {
        expect((await ask(portal.app, path)).status).toBe(200);
      },
      { iterations: 60, time: 0, warmupIterations: 5 },
    );
});
