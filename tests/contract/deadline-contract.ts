import { describe, expect, it } from 'vitest';
import type { Round } from '../../shared/domain/round.ts';
import { illustrationRound } from '../../shared/domain/rounds/illustration.ts';
import { acceptMail } from '../../shared/pipeline/accept-mail.ts';
import { readCouncil } from '../../shared/pipeline/council-records.ts';
import { startReplay } from '../../shared/pipeline/replay-job.ts';
import { loadRevision } from '../../shared/pipeline/dossier-revision.ts';
import { loadRoundState } from '../../shared/pipeline/load-round-state.ts';
import { extendDeadline } from '../../shared/pipeline/record-papers.ts';
import { readDossier } from '../../shared/pipeline/records.ts';
import { toTotals } from '../../shared/pipeline/round-totals.ts';
import { runStage } from '../../shared/pipeline/run-stage.ts';
import type { NewJob, Store } from '../../shared/ports/store.ts';
import { isLate } from '../../shared/appraisal/round-figures.ts';
import { illustrationRubric } from '../../shared/rubrics/minh-hoa/rubric.ts';
import { openPipelineOffice } from '../support/pipeline-office.ts';
import { inOrder, mailBytes } from '../unit/pipeline/sample-mails.ts';

/** What a later deadline for one commune changes, on the store of a home. */
export function describeDeadlines(home: string, open: () => Promise<Store>): void {
  const commune = '99901';
  const dayMs = 86_400_000;

  async function openRound() {
    const store = await open();
    const clock = openPipelineOffice().clock;
    const round: Round = {
      ...illustrationRound(2023),
      lateFrom: new Date(Date.parse(clock.now()) - 1.5 * dayMs).toISOString(),
    };
    const active = { round, rubric: illustrationRubric };
    const office = openPipelineOffice({ store, clock, rounds: [active] });
    office.store.close();
    /** Works jobs off one after the other, with what follows from them; something may happen between a stage and its commit. */
    const work = async (
      jobs: readonly NewJob[],
      between: (job: NewJob) => Promise<void> = () => Promise.resolve(),
    ): Promise<void> => {
      for (const job of jobs) {
        const commit = await runStage(job, office.world);
        await between(job);
        expect(await store.commit({ ...commit, jobs: [] })).toEqual({ applied: true });
        await work(commit.jobs, between);
      }
    };
    let acts = 0;
    const desk = { store, clock, newId: () => `act-${(acts += 1)}` };
    const extend = async (day: string | null, seen: number): Promise<NewJob> => {
      const order = { round, commune, by: { id: 'a', name: 'Cán bộ A' }, reason: 'Mưa lũ', seen };
      expect(await extendDeadline({ ...order, day }, desk)).toHaveProperty('kept');
      return {
        id: `judge-deadline:${round.id}:${commune}:${seen + 1}`,
        stage: 'judge-deadline',
        payload: { round: round.id, commune },
      };
    };
    /** What is said of lateness in the dossier's remarks, its line of the board, the counts and the papers. */
    const lateness = async () => {
      const head = await readDossier(store, round.id, commune);
      if (head === undefined) throw new Error('no dossier came');
      const { findings, mailFindings, revision } = await loadRevision(head.body, office.world);
      const remarks = [findings, mailFindings].map((all) =>
        all.flatMap(({ code, message }) =>
          code === 'late-submission' ? [/thời hạn \d+ ngày/u.exec(message)?.[0]] : [],
        ),
      );
      const state = await loadRoundState(active, clock.now(), office.world);
      const own = state.communes.find((one) => one.commune.code === commune);
      return {
        revision,
        remarks: remarks[0],
        same: JSON.stringify(remarks[0]) === JSON.stringify(remarks[1]),
        line: head.body.late,
        count: toTotals((await readCouncil(store, round.id)).totals).late,
        papers: own !== undefined && isLate(own, state),
      };
    };
    const take = async (between?: (job: NewJob) => Promise<void>): Promise<string> => {
      const bytes = await mailBytes(inOrder);
      const { mail } = await acceptMail(office.world, { bytes, via: 'folder', timeFrom: 'acceptance' });
      await work([{ id: mail, stage: 'receive-mail', payload: { mail, from: 0 } }], between);
      return mail;
    };
    return {
      take,
      work,
      extend,
      lateness,
      dayAfter: new Date(Date.parse(clock.now()) + 3 * dayMs).toISOString().slice(0, 10),
    };
  }
  const late = { remarks: ['thời hạn 2 ngày'], same: true, line: true, count: 1, papers: true };
  const inTime = { remarks: [], same: true, line: false, count: 0, papers: false };

  describe(`a later deadline of one commune: ${home}`, () => {
    it('judges a dossier that came before it was given, and again when it is taken back', async () => {
      const { take, work, extend, lateness, dayAfter } = await openRound();
      await take();
      expect(await lateness()).toEqual({ revision: 1, ...late });
      const given = await extend(dayAfter, 0);
      await work([given]);
      expect(await lateness()).toEqual({ revision: 2, ...inTime });
      // The same job once more finds nothing to do.
      await work([given]);
      await work([await extend(null, 1)]);
      expect(await lateness()).toEqual({ revision: 3, ...late });
    });

    it('holds for a dossier that comes after it was given, and for its mail worked on once more', async () => {
      const { take, work, extend, lateness, dayAfter } = await openRound();
      await work([await extend(dayAfter, 0)]);
      const mail = await take();
      expect(await lateness()).toEqual({ revision: 1, ...inTime });
      await work([startReplay({ mail, run: 1, from: 'papers' })]);
      expect(await lateness()).toEqual({ revision: 1, ...inTime });
    });

    it('holds for a dossier whose assessment was under way when it was given', async () => {
      const { take, work, extend, lateness, dayAfter } = await openRound();
      await take(async ({ stage }) => {
        if (stage === 'assess-dossier') await work([await extend(dayAfter, 0)]);
      });
      expect(await lateness()).toEqual({ revision: 2, ...inTime });
    });
  });
}
