import { describe, expect, it, onTestFinished } from 'vitest';
import { targetKey } from '../../../shared/domain/decision.ts';
import { illustrationRound } from '../../../shared/domain/rounds/illustration.ts';
import { listAudit } from '../../../shared/pipeline/audit-records.ts';
import type { DecisionRequest } from '../../../shared/pipeline/decide.ts';
import { decide } from '../../../shared/pipeline/decide.ts';
import { inputsOf, loadDossier, targetOfFinding } from '../../../shared/pipeline/load-dossier.ts';
import { listDecisions } from '../../../shared/pipeline/decision-records.ts';
import { loadRoundState } from '../../../shared/pipeline/load-round-state.ts';
import { readDossier } from '../../../shared/pipeline/records.ts';
import { readFacts } from '../../../shared/pipeline/round-records.ts';
import { illustrationRubric } from '../../../shared/rubrics/minh-hoa/rubric.ts';
import { openPipelineOffice, type PipelineOffice } from '../../support/pipeline-office.ts';
import { correction, differing, mailBytes } from './sample-mails.ts';

const round = illustrationRound(2023);
const commune = '99905';
const immunised = 'c07.full-immunisation-rate';
const registered = 'c02.birth-registration-rate';

/** An office with the dossier of xã Đồng Mẫu, whose report differs from its sheet in one figure. */
async function openOffice(): Promise<PipelineOffice> {
  const office = openPipelineOffice();
  onTestFinished(() => office.store.close());
  await office.workOff(await mailBytes(differing));
  return office;
}

async function dossierOf({ world }: PipelineOffice) {
  const dossier = await loadDossier(round.id, commune, world);
  if (dossier === undefined) throw new Error('no dossier');
  return dossier;
}

/** What a person sends who looks at the dossier as it is now. */
async function ask(
  office: PipelineOffice,
  target: Parameters<typeof inputsOf>[0],
  ruling: DecisionRequest['ruling'],
  change: Partial<DecisionRequest> = {},
): Promise<DecisionRequest> {
  const dossier = await dossierOf(office);
  const key = targetKey(target);
  const seen = dossier.records.events.filter((one) => targetKey(one.target) === key).at(-1);
  return {
    round,
    commune,
    target: key,
    ruling,
    reason: 'Đã đối chiếu bản giấy',
    by: { id: 'cb1', name: 'Cán bộ Một' },
    seen: { number: seen?.number ?? 0, inputs: inputsOf(target, dossier)?.hash ?? '' },
    ...change,
  };
}

const figure = (indicator: string) => ({ kind: 'reading', indicator }) as const;
const corrected = { what: 'correct', figure: { value: 0.9494, numerator: 75, denominator: 79 } } as const;

describe('a decision', () => {
  it('is kept with who, when, before, after, reason and what it rests on, and everything follows it', async () => {
    const office = await openOffice();
    const { world } = office;
    const result = await decide(await ask(office, figure(immunised), corrected), world);
    const [event, ...others] = await listDecisions(office.store, round.id, commune);
    expect(others).toEqual([]);
    expect(result).toEqual({ kept: event });
    expect(event).toMatchObject({
      number: 1,
      revision: 1,
      by: { id: 'cb1', name: 'Cán bộ Một' },
      at: office.clock.now(),
      reason: 'Đã đối chiếu bản giấy',
      after: '94,94% (75/79)',
    });
    expect(event?.before).toMatch(/% \(\d+\/79\) \(chưa xác nhận\)$/u);
    const audit = await listAudit(office.store, { round: round.id, commune }, 10);
    expect(audit.entries).toMatchObject([
      { what: 'correct-reading', reason: 'Đã đối chiếu bản giấy', after: '94,94% (75/79)' },
    ]);
    const head = await readDossier(office.store, round.id, commune);
    const { decided } = await dossierOf(office);
    expect(head?.body.decided).toMatchObject({
      total: decided.revision.assessment.total,
      undecided: 0,
      reopened: 0,
      decisions: 1,
    });
    const facts = await readFacts(office.store, round.id, commune);
    expect(facts?.body.figures.find(({ indicator }) => indicator === immunised)).toMatchObject({
      numerator: 75,
    });
    // Papers of the district are made from what people decided.
    const state = await loadRoundState({ round, rubric: illustrationRubric }, office.clock.now(), world);
    const own = state.communes.find((one) => one.commune.code === commune)?.revision;
    expect(own?.readings.find(({ indicator }) => indicator === immunised)).toMatchObject({
      value: 0.9494,
      accepted: true,
      decided: { what: 'correct', by: 'Cán bộ Một' },
    });
    expect(own?.findings.some(({ code }) => code === 'conflicting-readings')).toBe(false);
    await office.drain();
    expect((await office.store.countJobs()).dead).toBe(0);
  });

  it('is refused without a reason, for no figure, for one that cannot be, for points beyond the most', async () => {
    const office = await openOffice();
    const refusedBy = async (request: DecisionRequest): Promise<string> => {
      const result = await decide(request, office.world);
      return 'refused' in result ? result.refused : 'kept';
    };
    expect(await refusedBy(await ask(office, figure(immunised), corrected, { reason: '  ' }))).toBe(
      'Chưa ghi lý do.',
    );
    const impossible = { what: 'correct', figure: { value: 1.2 } } as const;
    expect(await refusedBy(await ask(office, figure(immunised), impossible))).toMatch(/không hợp lệ/u);
    const reversed = { what: 'correct', figure: { value: 0.9, numerator: 80, denominator: 79 } } as const;
    expect(await refusedBy(await ask(office, figure(immunised), reversed))).toMatch(/không hợp lệ/u);
    const most = illustrationRubric.criteria.find(({ number }) => number === 7)?.max.points ?? 0;
    const points = { kind: 'points', criterion: 7 } as const;
    expect(await refusedBy(await ask(office, points, { what: 'set-points', points: most + 1 }))).toBe(
      `Điểm phải từ 0 đến ${most}.`,
    );
    expect(await refusedBy(await ask(office, points, { what: 'withdraw' }))).toMatch(/Không có quyết định/u);
    const nothing = await ask(office, figure(immunised), corrected, { target: 'reading c99.unknown' });
    expect(await refusedBy(nothing)).toMatch(/không còn trong hồ sơ/u);
    expect(await listDecisions(office.store, round.id, commune)).toEqual([]);
    expect((await listAudit(office.store, { round: round.id, commune }, 10)).entries).toEqual([]);
  });

  it('of two people on one figure the second is told what the first did; on two figures both are kept', async () => {
    const office = await openOffice();
    const first = await ask(office, figure(immunised), corrected);
    const second = await ask(
      office,
      figure(immunised),
      { what: 'accept' },
      { by: { id: 'cb2', name: 'Cán bộ Hai' } },
    );
    const other = await ask(
      office,
      figure(registered),
      { what: 'accept' },
      { by: { id: 'cb2', name: 'Cán bộ Hai' } },
    );
    const results = await Promise.all([first, other].map((request) => decide(request, office.world)));
    expect(results.map((result) => Object.keys(result))).toEqual([['kept'], ['kept']]);
    expect(await decide(second, office.world)).toMatchObject({
      conflict: { newer: { by: { id: 'cb1' }, after: '94,94% (75/79)' } },
    });
    expect(await listDecisions(office.store, round.id, commune)).toHaveLength(2);
  });

  it('on figures a mail changed meanwhile is a conflict, not a decision on what nobody saw', async () => {
    const office = await openOffice();
    const request = await ask(office, figure(immunised), { what: 'accept' });
    await office.workOff(await mailBytes(correction));
    expect(await decide(request, office.world)).toMatchObject({ conflict: { newer: null } });
    expect(await listDecisions(office.store, round.id, commune)).toEqual([]);
  });

  it('is undone by a further event, by whoever', async () => {
    const office = await openOffice();
    await decide(await ask(office, figure(immunised), corrected), office.world);
    const before = await dossierOf(office);
    expect(before.decided.inForce.size).toBe(1);
    const undo = await ask(
      office,
      figure(immunised),
      { what: 'withdraw' },
      { by: { id: 'cb2', name: 'Cán bộ Hai' } },
    );
    expect(await decide(undo, office.world)).toMatchObject({ kept: { number: 2, before: '94,94% (75/79)' } });
    const after = await dossierOf(office);
    expect(after.decided.revision).toBe(after.revision);
  });
});

describe('a corrected mail', () => {
  it('reopens the decision on the figure it changes, and no other', async () => {
    const office = await openOffice();
    const { world } = office;
    const before = await dossierOf(office);
    await decide(await ask(office, figure(immunised), { what: 'accept' }), world);
    await decide(await ask(office, figure(registered), { what: 'accept' }), world);
    await decide(
      await ask(office, { kind: 'points', criterion: 2 }, { what: 'set-points', points: 10 }),
      world,
    );
    await decide(
      await ask(office, { kind: 'points', criterion: 7 }, { what: 'set-points', points: 20 }),
      world,
    );
    const [remark] = before.revision.findings.filter(({ code }) => code !== 'conflicting-readings');
    if (remark !== undefined)
      await decide(
        await ask(office, targetOfFinding(remark), { what: 'settle', outcome: 'clarified' }),
        world,
      );

    await office.workOff(await mailBytes(correction));
    const { decided, revision, records } = await dossierOf(office);
    expect(revision.revision).toBe(2);
    expect(decided.reopened.map(({ event }) => targetKey(event.target))).toEqual([
      `reading ${immunised}`,
      'points 7',
    ]);
    expect([...decided.inForce.keys()]).toEqual(
      expect.arrayContaining([`reading ${registered}`, 'points 2']),
    );
    // The list of the round says so in the commit that brought the revision.
    expect(records.head.body.decided).toMatchObject({ reopened: 2, undecided: 1 });
    expect(records.revisions.at(-1)).not.toHaveProperty('decided');
  });
});
