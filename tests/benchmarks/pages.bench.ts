import { loadavg } from 'node:os';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { illustrationRubric } from '../../shared/rubrics/minh-hoa/rubric.ts';
import { keepManyDossiers, manyRounds } from '../support/many-dossiers.ts';
import type { TestPortal } from '../unit/portal/portal-fixtures.ts';
import { ask, closePortals, openPortal } from '../unit/portal/portal-fixtures.ts';

/*
 * How long pages of a portal with 331 rounds and 9,921 dossiers take, asked for one after the other in this process: milliseconds of
 * half and of 95 in 100 of the requests. Measured in this process, since the benchmarks of Vitest run no hooks and tell no p95.
 */

const warmUps = 5;
const samples = 100;

let portal: TestPortal;
beforeAll(async () => {
  portal = await openPortal({
    rounds: manyRounds.map((round) => ({ round, rubric: illustrationRubric })),
  });
  await keepManyDossiers(portal.store);
}, 300_000);
afterAll(closePortals);

const share = (sorted: readonly number[], part: number): string =>
  (sorted[Math.ceil(sorted.length * part) - 1] ?? Number.NaN).toFixed(1);

test('pages of a country', async () => {
  const lines: string[] = [];
  for (const path of [
    '/',
    '/dot/dot-001',
    '/dot/ca-nuoc?sau=12000',
    '/tiep-nhan',
    '/phien-hop/ca-nuoc',
    '/van-ban/dot-001',
    '/danh-ba/ca-nuoc?trang=40',
    '/cau-hinh',
    '/nhat-ky-thao-tac',
  ]) {
    const times: number[] = [];
    for (let sample = -warmUps; sample < samples; sample += 1) {
      const began = performance.now();
      const answer = await ask(portal.app, path);
      await answer.arrayBuffer();
      if (sample >= 0) times.push(performance.now() - began);
      expect([path, answer.status]).toEqual([path, 200]);
    }
    const sorted = times.sort((one, other) => one - other);
    lines.push([path.padEnd(28), share(sorted, 0.5).padStart(8), share(sorted, 0.95).padStart(8)].join(' '));
  }
  const head = ['Page, milliseconds'.padEnd(28), 'p50'.padStart(8), 'p95'.padStart(8)].join(' ');
  process.stdout.write(
    `\n${[head, ...lines].join('\n')}\n\nLoad of the machine: ${loadavg()
      .map((load) => load.toFixed(1))
      .join(' ')}\n`,
  );
});
