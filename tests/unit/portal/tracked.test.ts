import { afterAll, describe, expect, it } from 'vitest';
import type { TrackedEntry } from '../../../shared/pipeline/round-records.ts';
import { putTracked } from '../../../shared/pipeline/round-records.ts';
import { illustrationRubric } from '../../../shared/rubrics/minh-hoa/rubric.ts';
import { revisionOf } from '../appraisal/fixture-revisions.ts';
import { ask, closePortals, illustration, keepRevision, openPortal } from './portal-fixtures.ts';

afterAll(closePortals);

/** A portal in which xã Suối Mẫu mailed its plan, and xã Đồi Mẫu sent a commitment with its dossier. */
async function pageOf(path: string): Promise<string> {
  const portal = await openPortal();
  const entry: TrackedEntry = {
    round: illustration.id,
    commune: '99901',
    kind: 'plan',
    mail: 'm0',
    file: 'KH.docx',
    number: '12/KH-UBND',
    date: '2023-03-10',
    receivedAt: '2023-03-11T02:00:00.000Z',
  };
  await portal.store.commit({ writes: [await putTracked(portal.store, entry)], jobs: [] });
  for (const [commune, tracked] of [
    ['99901', []],
    ['99902', ['commitment']],
  ] as const)
    await keepRevision(portal, revisionOf(illustrationRubric, { round: illustration.id, commune }), {
      tracked,
    });
  const page = await (await ask(portal.app, path)).text();
  return page.replace(/<[^>]+>/gu, ' ').replace(/\s+/gu, ' ');
}

describe('plans and commitments of the year', () => {
  it('are counted on the board and stand beside the commune', async () => {
    const words = await pageOf('/');
    expect(words).toContain('1 Đã gửi kế hoạch 1 Đã gửi cam kết');
    expect(words).toContain('Xã Suối Mẫu Đã gửi kế hoạch');
    expect(words).toContain('Xã Đồi Mẫu Đã gửi cam kết');
  });

  it('stand with the papers of the dossier, which needs neither', async () => {
    const words = await pageOf(`/ho-so/${illustration.id}/99901`);
    expect(words).toContain('Đã có Kế hoạch thực hiện của xã, thị trấn (theo dõi trong năm)');
    expect(words).toContain('Chưa có Cam kết thực hiện các tiêu chí (theo dõi trong năm)');
  });
});
