import { afterAll, describe, expect, it } from 'vitest';
import { makeFinding } from '../../../shared/domain/finding-catalogue.ts';
import { putChecks, putFacts } from '../../../shared/pipeline/round-records.ts';
import { illustrationRubric } from '../../../shared/rubrics/minh-hoa/rubric.ts';
import { factsOf } from '../appraisal/checks/facts.ts';
import { readingOf, revisionOf } from '../appraisal/fixture-revisions.ts';
import type { TestPortal } from './portal-fixtures.ts';
import { ask, closePortals, illustration, keepRevision, openPortal } from './portal-fixtures.ts';

afterAll(closePortals);

const indicator = 'c12.activities';
const jump = makeFinding(
  'year-jump',
  { criterion: 12, indicator: 'Số hoạt động', previousYear: 2022, previous: '60', year: 2023, value: '6' },
  { about: indicator },
);

/** A dossier of two revisions whose latest was compared with the round before. */
async function openCompared(): Promise<TestPortal> {
  const portal = await openPortal();
  for (const revision of [1, 2])
    await keepRevision(
      portal,
      revisionOf(illustrationRubric, {
        round: illustration.id,
        revision,
        readings: [readingOf(indicator, 6)],
      }),
    );
  const { store } = portal;
  await store.commit({
    writes: [
      putChecks(
        {
          round: illustration.id,
          commune: '99901',
          findings: [jump],
          confirmations: [{ sector: 'Huyện đoàn', indicators: [indicator] }],
        },
        undefined,
      ),
      await putFacts(store, factsOf('99901', { figures: [{ indicator, value: 6 }] })),
      await putFacts(
        store,
        factsOf('99901', { round: 'minh-hoa-2022', year: 2022, figures: [{ indicator, value: 60 }] }),
      ),
    ],
    jobs: [],
  });
  return portal;
}

const page = async ({ app }: TestPortal, path: string): Promise<string> =>
  (await (await ask(app, path)).text()).replace(/<[^>]+>/gu, ' ').replace(/\s+/gu, ' ');

describe('what comparing dossiers found', () => {
  it('stands among the remarks of the dossier, with the figures of both years', async () => {
    const words = await page(await openCompared(), `/ho-so/${illustration.id}/99901`);
    expect(words).toContain('năm 2022 là 60, năm 2023 là 6.');
    expect(words).toContain('So với năm 2022');
    expect(words.match(/Huyện đoàn đã xác nhận/gu)).toHaveLength(1);
    expect(words).toMatch(/60 hoạt động 6 hoạt động Thay đổi lớn/u);
    expect(words).toContain('Cần làm rõ số liệu');
  });

  it('is counted on the board', async () => {
    expect(await page(await openCompared(), '/')).toContain('1 cần làm rõ');
  });

  it('is not said of an older revision, which nobody compared', async () => {
    const words = await page(await openCompared(), `/ho-so/${illustration.id}/99901/lan/1`);
    expect(words).not.toContain('năm 2022');
  });
});
