import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyDecisions, summariseDecisions } from '../../../shared/appraisal/apply-decisions.ts';
import {
  findingInputs,
  markFinding,
  pointsInputs,
  readingInputs,
} from '../../../shared/appraisal/decision-inputs.ts';
import type { DecisionEvent, DecisionRuling, DecisionTarget } from '../../../shared/domain/decision.ts';
import type { DossierRevision } from '../../../shared/domain/dossier.ts';
import type { Finding } from '../../../shared/domain/finding.ts';
import { makeFinding } from '../../../shared/domain/finding-catalogue.ts';
import type { ReconciledReading } from '../../../shared/domain/reading.ts';
import { evaluateRubric } from '../../../shared/rubrics/evaluate.ts';
import { illustrationRubric as rubric } from '../../../shared/rubrics/minh-hoa/rubric.ts';
import { aConflict, aReading } from '../rubrics/readings.ts';

const immunised = 'c07.full-immunisation-rate';
const registered = 'c02.birth-registration-rate';

const conflictFinding = makeFinding(
  'conflicting-readings',
  { criterion: 7, indicator: 'x', source1: 'A', value1: '98%', source2: 'B', value2: '93%' },
  { about: immunised },
);
const lateFinding = makeFinding('late-submission', {
  time: '8:00',
  date: '05/11/2023',
  days: 2,
  deadline: '03/11/2023',
});
const missingMinutes = makeFinding(
  'missing-document',
  { commune: 'xã Suối Mẫu', document: 'Biên bản', year: 2023 },
  { about: 'minutes' },
);

function revisionOf(
  readings: readonly ReconciledReading[],
  findings: readonly Finding[] = [],
): DossierRevision {
  return {
    round: 'minh-hoa-2023',
    commune: '99901',
    revision: 1,
    at: '2023-10-20T03:15:00.000Z',
    mailIds: ['m1'],
    documents: [],
    readings,
    claims: [],
    claimedTotal: null,
    assessment: evaluateRubric({ rubric, areaType: 'other', readings }),
    mailFindings: [],
    findings,
  };
}

const base = revisionOf(
  [aReading(registered, 0.99), aConflict(immunised, 0.98, 0.93)],
  [conflictFinding, missingMinutes, lateFinding],
);

const indicatorOf = (id: string) => {
  const found = rubric.vocabulary.indicators.find((one) => one.id === id);
  if (found === undefined) throw new Error(id);
  return found;
};

function inputsOf(target: DecisionTarget, revision: DossierRevision) {
  switch (target.kind) {
    case 'reading':
      return readingInputs(
        revision.readings.find(({ indicator }) => indicator === target.indicator),
        indicatorOf(target.indicator),
      );
    case 'points':
      return pointsInputs(target.criterion, {
        assessment: revision.assessment,
        readings: revision.readings,
        rubric,
      });
    case 'finding': {
      const finding = revision.findings.find((one) => markFinding(one) === target.mark);
      return finding === undefined ? { hash: target.mark, words: '' } : findingInputs(finding);
    }
  }
}

function event(number: number, target: DecisionTarget, ruling: DecisionRuling, on = base): DecisionEvent {
  return {
    round: on.round,
    commune: on.commune,
    number,
    target,
    ruling,
    revision: on.revision,
    inputs: inputsOf(target, on),
    by: { id: 'cb1', name: 'Cán bộ Một' },
    at: '2023-11-01T02:00:00.000Z',
    reason: 'Đã đối chiếu bản giấy',
    before: '',
    after: '',
  };
}

const reading = (indicator: string): DecisionTarget => ({ kind: 'reading', indicator });
const finding = (of: Finding): DecisionTarget => ({
  kind: 'finding',
  code: of.code,
  about: of.about,
  mark: markFinding(of),
});
const apply = (events: readonly DecisionEvent[], revision = base, crossFindings: readonly Finding[] = []) =>
  applyDecisions({ revision, rubric, events, crossFindings });
const readingIn = (revision: DossierRevision, indicator: string) =>
  revision.readings.find((one) => one.indicator === indicator);

describe('figures', () => {
  test('without decisions the result is the machine’s, to the last field', () => {
    const decided = apply([]);
    expect(decided.revision).toBe(base);
    expect(decided.byScale).toBe(base.assessment);
    expect([decided.inForce.size, decided.reopened, decided.settled]).toEqual([0, [], []]);
  });

  test('a confirmed figure counts, its conflict is answered, and the papers stay beside it', () => {
    const decided = apply([event(1, reading(immunised), { what: 'accept', figure: { value: 0.98 } })]);
    expect(readingIn(decided.revision, immunised)).toEqual({
      ...readingIn(base, immunised),
      accepted: true,
      conflicting: false,
      decided: { what: 'accept', by: 'Cán bộ Một', at: '2023-11-01T02:00:00.000Z' },
    });
    expect(decided.revision.findings).toEqual([missingMinutes, lateFinding]);
    expect(decided.settled.map((one) => [one.finding.code, one.event.number])).toEqual([
      ['conflicting-readings', 1],
    ]);
  });

  test('a corrected figure is assessed under the same scale, with its parts, and is in no paper', () => {
    const figure = { value: 0.5, numerator: 50, denominator: 100 };
    const decided = apply([event(1, reading(registered), { what: 'correct', figure })]);
    expect(readingIn(decided.revision, registered)).toMatchObject({ ...figure, accepted: true, sources: [] });
    const expected = evaluateRubric({
      rubric,
      areaType: 'other',
      readings: [aReading(registered, 0.5), aConflict(immunised, 0.98, 0.93)],
    });
    const pointsOf = (assessment: typeof expected) => assessment.criteria.map(({ points }) => points);
    expect(pointsOf(decided.revision.assessment)).toEqual(pointsOf(expected));
    expect(pointsOf(decided.revision.assessment)).not.toEqual(pointsOf(base.assessment));
  });

  test('a figure no paper gives can be entered', () => {
    const target = rubric.vocabulary.indicators.find(({ unit }) => unit === 'count')?.id ?? '';
    const decided = apply([event(1, reading(target), { what: 'correct', figure: { value: 4 } })]);
    expect(readingIn(decided.revision, target)).toMatchObject({ value: 4, accepted: true, readings: [] });
  });

  test('the latest decision on a figure counts; a withdrawn one leaves the machine’s', () => {
    const first = event(1, reading(immunised), { what: 'accept', figure: { value: 0.98 } });
    const second = event(2, reading(immunised), { what: 'correct', figure: { value: 0.93 } });
    expect(readingIn(apply([first, second]).revision, immunised)?.value).toBe(0.93);
    const withdrawn = apply([first, second, event(3, reading(immunised), { what: 'withdraw' })]);
    expect(withdrawn.revision).toBe(base);
  });

  test('when the papers say something else, only that decision is made again, and its figure waits', () => {
    const events = [
      event(1, reading(immunised), { what: 'accept', figure: { value: 0.98 } }),
      event(2, reading(registered), { what: 'correct', figure: { value: 0.97 } }),
    ];
    const later = revisionOf([aReading(registered, 0.99), aReading(immunised, 0.93)]);
    const decided = apply(events, later);
    expect(decided.reopened.map(({ event: { number }, now }) => [number, now.words])).toEqual([[1, '93%']]);
    expect([...decided.inForce.values()].map(({ number }) => number)).toEqual([2]);
    expect(readingIn(decided.revision, immunised)).toEqual({ ...aReading(immunised, 0.93), accepted: false });
    expect(summariseDecisions(decided, events)).toMatchObject({ undecided: 1, reopened: 1, decisions: 2 });
  });

  test('a paper that says the same at another place, in another file or once more, reopens nothing', () => {
    const accepted = event(1, reading(registered), { what: 'accept', figure: { value: 0.99 } });
    const source = { file: 'thay-the.docx', locator: { kind: 'paragraph', index: 9 }, raw: '0.99' } as const;
    const own = aReading(registered, 0.99);
    const again = {
      ...own,
      sources: [source, ...own.sources],
      readings: [{ indicator: registered, value: 0.99, confidence: 0.9, source }, ...own.readings],
    };
    expect(apply([accepted], revisionOf([again])).reopened).toEqual([]);
    const other = { ...again, readings: [{ ...again.readings[0], value: 0.991 }, ...own.readings] };
    expect(apply([accepted], revisionOf([other as ReconciledReading])).reopened).toHaveLength(1);
  });
});

describe('points', () => {
  const points = (criterion: number): DecisionTarget => ({ kind: 'points', criterion });

  test('points a person set count, the scale’s stay beside them, and the total follows', () => {
    const decided = apply([event(1, points(7), { what: 'set-points', points: 33 })]);
    const of = (assessment: DossierRevision['assessment']) =>
      assessment.criteria.find(({ criterion }) => criterion === 7);
    expect(of(decided.revision.assessment)).toMatchObject({
      points: { low: 33, high: 33 },
      byScale: of(base.assessment)?.points,
      status: 'met',
      missing: [],
    });
    const before = of(base.assessment)?.points ?? { low: 0, high: 0 };
    expect(decided.revision.assessment.total).toEqual({
      low: (base.assessment.total?.low ?? 0) - before.low + 33,
      high: (base.assessment.total?.high ?? 0) - before.high + 33,
    });
  });

  test('a figure corrected under them reopens them; a figure of another criterion does not', () => {
    const set = event(1, points(7), { what: 'set-points', points: 33 });
    const other = event(2, reading(registered), { what: 'correct', figure: { value: 0.5 } });
    expect(apply([set, other]).reopened).toEqual([]);
    const own = event(3, reading(immunised), { what: 'accept', figure: { value: 0.98 } });
    expect(apply([set, other, own]).reopened.map(({ event: { number } }) => number)).toEqual([1]);
  });
});

describe('remarks', () => {
  test('a settled remark is closed, one passed on stays open', () => {
    const decided = apply([
      event(1, finding(lateFinding), { what: 'settle', outcome: 'no-effect' }),
      event(2, finding(missingMinutes), { what: 'settle', outcome: 'ask-commune' }),
    ]);
    expect(decided.revision.findings).toEqual([conflictFinding, missingMinutes]);
    expect([...decided.inForce.values()].map(({ number }) => number)).toEqual([1, 2]);
  });

  test('a remark of the same kind that reads otherwise is to be settled again; one that is gone is not', () => {
    const settled = [
      event(1, finding(lateFinding), { what: 'settle', outcome: 'no-effect' }),
      event(2, finding(missingMinutes), { what: 'settle', outcome: 'clarified' }),
    ];
    const later = makeFinding('late-submission', {
      time: '9:00',
      date: '09/11/2023',
      days: 6,
      deadline: '03/11/2023',
    });
    const decided = apply(settled, revisionOf(base.readings, [later]));
    expect(decided.reopened.map(({ event: { number } }) => number)).toEqual([1]);
    expect(decided.revision.findings).toEqual([later]);
  });

  test('a remark of comparing dossiers can be settled, and lists know which', () => {
    const shared = makeFinding('shared-file', { document: 'Báo cáo', otherCommunes: 'xã Hồ Mẫu' });
    const events = [event(1, finding(shared), { what: 'settle', outcome: 'clarified' })];
    expect(apply(events, base, [shared]).crossFindings).toEqual([]);
    expect(summariseDecisions(apply(events), events).settledElsewhere).toEqual([markFinding(shared)]);
  });
});

describe('any decisions', () => {
  const ids = [registered, immunised];
  const anyEvent = fc.record({
    indicator: fc.constantFrom(...ids),
    criterion: fc.integer({ min: 1, max: 13 }),
    kind: fc.constantFrom('reading', 'points', 'withdraw'),
    value: fc.integer({ min: 0, max: 100 }),
  });
  const eventsOf = (drawn: readonly (typeof anyEvent extends fc.Arbitrary<infer T> ? T : never)[]) =>
    drawn.map(({ indicator, criterion, kind, value }, index) =>
      kind === 'points'
        ? event(index + 1, { kind: 'points', criterion }, { what: 'set-points', points: value })
        : event(
            index + 1,
            reading(indicator),
            kind === 'withdraw' ? { what: 'withdraw' } : { what: 'correct', figure: { value: value / 100 } },
          ),
    );

  test('the order in which events are given changes nothing', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 12 }), fc.func(fc.integer()), (drawn, rank) => {
        const events = eventsOf(drawn);
        const shuffled = [...events].sort((a, b) => rank(a.number) - rank(b.number));
        expect(apply(shuffled)).toEqual(apply(events));
      }),
      { numRuns: 60 },
    );
  });

  test('when all are withdrawn the machine’s result is back', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 8 }), (drawn) => {
        const events = eventsOf(drawn);
        const undone = events.map((one, index) => ({
          ...one,
          number: events.length + index + 1,
          ruling: { what: 'withdraw' } as const,
        }));
        expect(apply([...events, ...undone]).revision).toBe(base);
      }),
      { numRuns: 40 },
    );
  });
});
