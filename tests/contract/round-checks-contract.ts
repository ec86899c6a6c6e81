import { describe, expect, it } from 'vitest';
import { illustrationRound } from '../../shared/domain/rounds/illustration.ts';
import { checkRound } from '../../shared/pipeline/check-round.ts';
import { listChecks, putFacts } from '../../shared/pipeline/round-records.ts';
import type { World } from '../../shared/pipeline/world.ts';
import type { Store } from '../../shared/ports/store.ts';
import { illustrationRubric } from '../../shared/rubrics/minh-hoa/rubric.ts';
import { openPipelineOffice } from '../support/pipeline-office.ts';
import { factsOf } from '../unit/appraisal/checks/facts.ts';

/** What the comparison of a round asks of a store: whole partitions read strongly, and conditions that keep an older look out. */
export function describeRoundChecks(home: string, open: () => Promise<Store>): void {
  const round = illustrationRound(2023);

  async function openRound(communes = round.communes) {
    const store = await open();
    const office = openPipelineOffice({
      store,
      rounds: [{ round: { ...round, communes }, rubric: illustrationRubric }],
    });
    office.store.close();
    const world: World = office.world;
    const send = async (code: string, sha256: string) =>
      store.commit({
        writes: [await putFacts(store, factsOf(code, { papers: [{ sha256, kind: 'report' }] }))],
        jobs: [],
      });
    return { store, send, look: () => checkRound({ round: round.id }, world) };
  }

  describe(`the comparison of a round: ${home}`, () => {
    it('an older look never overwrites a newer one', async () => {
      const { store, send, look } = await openRound();
      await send('99901', 'a');
      await send('99902', 'b');
      await store.commit(await look());
      await send('99902', 'a');
      const older = await look();
      await send('99902', 'c');
      // The newer look finds that all it would write is there already, yet it must keep the older one out.
      expect(await store.commit(await look())).toEqual({ applied: true });
      expect(await store.commit(older)).toEqual({ applied: false, reason: 'condition' });
    });

    it('a round of more communes than one commit holds is written in several, and then nothing is left to do', async () => {
      const [first] = round.communes;
      if (first === undefined) throw new Error('the round has no commune');
      const codes = Array.from({ length: 210 }, (_, index) => String(90_000 + index));
      const { store, send, look } = await openRound(codes.map((code) => ({ ...first, code })));
      for (const code of codes) await send(code, 'a');
      // Forty at once, each with the drafting of its papers.
      for (let commits = 0; commits < 6; commits += 1) {
        const commit = await look();
        const ids = commit.jobs.map(({ id }) => id);
        expect(ids.filter((id) => id.startsWith('draft-documents:'))).toHaveLength(commits === 5 ? 10 : 40);
        expect(ids.filter((id) => !id.startsWith('draft-documents:'))).toEqual(
          commits === 5 ? [] : [`check-round:${round.id}:rest-after-${commits}`],
        );
        await store.commit({ ...commit, jobs: [] });
      }
      const checks = await listChecks(store, round.id);
      expect(checks.filter(({ body }) => body.findings.length === 1)).toHaveLength(210);
      expect(await look()).toEqual({ writes: [], jobs: [] });
    });
  });
}
