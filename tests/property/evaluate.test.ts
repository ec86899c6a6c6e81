import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { PointsRange } from '../../shared/domain/assessment.ts';
import type { DossierDocument } from '../../shared/domain/document.ts';
import type { ReadingValue, ReconciledReading } from '../../shared/domain/reading.ts';
import { evaluateRubric, sumRanges, verdictOf } from '../../shared/rubrics/evaluate.ts';
import { illustrationRubric } from '../../shared/rubrics/minh-hoa/rubric.ts';
import { rubrics } from '../../shared/rubrics/registry.ts';
import type { Rubric } from '../../shared/rubrics/rubric.ts';
import { listOpenItems } from '../../shared/rubrics/what-if.ts';
import { aReading, asVerified } from '../unit/rubrics/readings.ts';

const indicatorIds = illustrationRubric.vocabulary.indicators.map(({ id }) => id);
const areaTypes = fc.constantFrom('urban-ward', 'mountain-island-or-special', 'other');

/** Any value, fitting its indicator or not: what a bad file can bring. */
const anyValue: fc.Arbitrary<ReadingValue> = fc.oneof(
  fc.double({ min: 0, max: 1 }),
  fc.nat({ max: 40 }),
  fc.boolean(),
  fc.constant<ReadingValue>('no-case'),
  fc.double(),
);

const anyReading: fc.Arbitrary<ReconciledReading> = fc
  .record({
    indicator: fc.oneof({ weight: 20, arbitrary: fc.constantFrom(...indicatorIds) }, fc.string()),
    value: anyValue,
    other: anyValue,
    accepted: fc.boolean(),
    conflicting: fc.boolean(),
    fraction: fc.option(fc.record({ numerator: fc.nat({ max: 50 }), denominator: fc.nat({ max: 50 }) }), {
      nil: {},
    }),
  })
  .map(({ indicator, value, other, accepted, conflicting, fraction }) => {
    const single = aReading(indicator, value).readings;
    const second = aReading(indicator, other).readings;
    return aReading(indicator, value, {
      accepted,
      conflicting,
      readings: conflicting ? [...single, ...second] : single,
      ...fraction,
    });
  });

/** A value that fits its indicator, and counts. */
const goodReadings = fc
  .tuple(
    ...illustrationRubric.vocabulary.indicators.map(({ id, unit }) =>
      (unit === 'rate'
        ? fc.oneof(
            fc.nat({ max: 100 }).map((percent) => percent / 100),
            fc.constant<ReadingValue>('no-case'),
          )
        : unit === 'count'
          ? fc.nat({ max: 40 })
          : fc.boolean()
      ).map((value: ReadingValue) => aReading(id, value)),
    ),
  )
  .chain((all) => fc.subarray(all));

/** One entry an indicator, as reconciling leaves it. */
const anyReadings = fc.uniqueArray(anyReading, { selector: ({ indicator }) => indicator, maxLength: 30 });

function aPaper(file: string): DossierDocument {
  return {
    mailId: 'mail-1',
    file,
    sha256: '0'.repeat(64),
    blob: null,
    format: 'docx',
    status: 'read',
    pages: null,
    scanned: false,
    legacyEncoding: null,
    readFindings: [],
  };
}

const anyRubric: fc.Arbitrary<Rubric> = fc.constantFrom(...rubrics, ...rubrics.map(asVerified));

function expectWithin(range: PointsRange | null, max: number | null): void {
  if (range === null) return;
  expect(range.low).toBeGreaterThanOrEqual(0);
  expect(range.low).toBeLessThanOrEqual(range.high);
  expect(range.high).toBeLessThanOrEqual(max ?? -1);
}

it('evaluates whatever a dossier brings, every range within 0 and its maximum', () => {
  fc.assert(
    fc.property(anyRubric, areaTypes, anyReadings, (rubric, areaType, readings) => {
      const assessment = evaluateRubric({ rubric, areaType, readings });
      expectWithin(assessment.total, assessment.maxTotal);
      for (const { points, max, because } of assessment.criteria) {
        expectWithin(points, max);
        for (const item of because.items) expectWithin(item.points, item.max);
      }
      expect(assessment.criteria).toHaveLength(13);
    }),
  );
});

it('says the same whatever order the figures come in', () => {
  const shuffled = fc
    .array(anyReading, { maxLength: 30 })
    .chain((readings) =>
      fc.tuple(fc.constant(readings), fc.shuffledSubarray(readings, { minLength: readings.length })),
    );
  fc.assert(
    fc.property(anyRubric, areaTypes, shuffled, (rubric, areaType, [readings, others]) => {
      expect(evaluateRubric({ rubric, areaType, readings: others })).toEqual(
        evaluateRubric({ rubric, areaType, readings }),
      );
    }),
  );
});

it('a figure taken away never raises the low end, and never makes a dossier eligible', () => {
  const oneLess = fc.oneof(anyReadings, goodReadings).filter((readings) => readings.length > 0);
  fc.assert(
    fc.property(areaTypes, oneLess, fc.nat(), (areaType, readings, pick) => {
      const rubric = illustrationRubric;
      const less = readings.filter((_reading, position) => position !== pick % readings.length);
      const before = evaluateRubric({ rubric, areaType, readings });
      const after = evaluateRubric({ rubric, areaType, readings: less });
      expect(after.total?.low).toBeLessThanOrEqual(before.total?.low ?? -1);
      expect(after.total?.high).toBeGreaterThanOrEqual(before.total?.high ?? Infinity);
      if (after.verdict !== 'undetermined') expect(before.verdict).toBe(after.verdict);
    }),
  );
});

it('three abused children are never eligible, whatever the rest of the dossier is worth', () => {
  fc.assert(
    fc.property(areaTypes, goodReadings, fc.integer({ min: 3, max: 40 }), (areaType, readings, children) => {
      const rest = readings.filter(({ indicator }) => indicator !== 'c03.abused-children');
      const { criteria, verdict } = evaluateRubric({
        rubric: illustrationRubric,
        areaType,
        readings: [...rest, aReading('c03.abused-children', children)],
      });
      expect([criteria[2]?.points, criteria[2]?.status, verdict]).toEqual([
        { low: 0, high: 0 },
        'not-met',
        'not-eligible',
      ]);
    }),
  );
});

it('says the same whatever order the papers come in', () => {
  const papers = Array.from({ length: 4 }, (_, position) => aPaper(`${position}.docx`));
  fc.assert(
    fc.property(anyReadings, fc.shuffledSubarray(papers, { minLength: 4 }), (readings, others) => {
      const input = { rubric: illustrationRubric, areaType: 'other' as const, readings };
      expect(evaluateRubric({ ...input, documents: others })).toEqual(
        evaluateRubric({ ...input, documents: papers }),
      );
    }),
    { numRuns: 30 },
  );
});

it('every item that is named as decisive is open, and settling all of them leaves no open verdict', () => {
  fc.assert(
    fc.property(areaTypes, anyReadings, (areaType, readings) => {
      const assessment = evaluateRubric({ rubric: illustrationRubric, areaType, readings });
      const open = listOpenItems(assessment, readings);
      expect(open.length > 0).toBe(assessment.verdict === 'undetermined');
      for (const choose of ['low', 'high'] as const) {
        const settled = assessment.criteria.map(({ because }) =>
          sumRanges(
            because.items.map(({ item, points }) => {
              const named = open.find((one) => one.item === item);
              return named === undefined ? points : { low: named.points[choose], high: named.points[choose] };
            }),
          ),
        );
        if (open.length > 0)
          expect(
            verdictOf(
              settled.flatMap((points) => points ?? []),
              assessment.threshold,
            ),
          ).not.toBe('undetermined');
      }
    }),
  );
});

it('what is not certain is named: a range that is no single number has something missing or conflicting', () => {
  fc.assert(
    fc.property(anyRubric, anyReadings, (rubric, readings) => {
      const { criteria, verdict, verdictBecause } = evaluateRubric({ rubric, areaType: 'other', readings });
      for (const item of criteria.flatMap(({ because }) => because.items))
        if (item.points === null || item.points.low < item.points.high)
          expect(item.missing.length + item.conflicting.length).toBeGreaterThan(0);
      if (verdict === 'undetermined')
        expect(verdictBecause).toMatch(/Chưa (?:tính tổng điểm|đủ căn cứ kết luận)/u);
      expect(verdictBecause).not.toMatch(/ 0 (?:dòng|nội dung)/u);
    }),
  );
});

it('nothing is computed from rows no two officers have verified', () => {
  fc.assert(
    fc.property(areaTypes, anyReadings, (areaType, readings) => {
      for (const rubric of rubrics.filter(({ status }) => status === 'official')) {
        const { total, verdict, criteria } = evaluateRubric({ rubric, areaType, readings });
        expect([total, verdict]).toEqual([null, 'undetermined']);
        expect(criteria.filter(({ points, status }) => points !== null || status !== 'undetermined')).toEqual(
          [],
        );
      }
    }),
  );
});
