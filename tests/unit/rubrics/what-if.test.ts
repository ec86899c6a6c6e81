import { describe, expect, it } from 'vitest';
import type { AreaType } from '../../../shared/domain/commune.ts';
import type { ReconciledReading } from '../../../shared/domain/reading.ts';
import { evaluateRubric } from '../../../shared/rubrics/evaluate.ts';
import { illustrationRubric } from '../../../shared/rubrics/minh-hoa/rubric.ts';
import { qd06Rubric } from '../../../shared/rubrics/qd-06-2019/rubric.ts';
import type { OpenItem } from '../../../shared/rubrics/what-if.ts';
import { listOpenItems } from '../../../shared/rubrics/what-if.ts';
import { aConflict, aReading } from './readings.ts';

/** Every figure at the best level of the illustration, but for the changes; null leaves one out. */
function readingsWith(
  changes: Readonly<Record<string, ReconciledReading | null>>,
): readonly ReconciledReading[] {
  return illustrationRubric.criteria
    .flatMap(({ items }) => items)
    .flatMap(({ rule }) => {
      const change = changes[rule.indicator];
      if (change !== undefined) return change ?? [];
      return aReading(rule.indicator, rule.kind === 'yes-no' ? true : (rule.bands[0]?.threshold ?? 0));
    });
}

function openItems(
  changes: Readonly<Record<string, ReconciledReading | null>>,
  areaType: AreaType = 'mountain-island-or-special',
): readonly OpenItem[] {
  const readings = readingsWith(changes);
  return listOpenItems(evaluateRubric({ rubric: illustrationRubric, areaType, readings }), readings);
}

describe('what is to be made clear first', () => {
  it('a missing figure that alone decides the verdict both ways is named with both outcomes', () => {
    expect(openItems({ 'c07.full-immunisation-rate': null })).toEqual([
      {
        criterion: 7,
        item: '7.1',
        name: 'Tỷ lệ trẻ em dưới 1 tuổi được tiêm chủng đầy đủ',
        because: 'missing',
        points: { low: 0, high: 77 },
        max: 77,
        atBest: 'eligible',
        atWorst: 'not-eligible',
        zeroAtWorst: true,
      },
    ]);
  });

  it('a missing figure that changes no verdict is not asked for here', () => {
    expect(openItems({ 'c08.stunting-rate': null })).toEqual([]);
  });

  it('nothing is asked where the verdict stands already', () => {
    expect(
      openItems({
        'c03.abused-children': aReading('c03.abused-children', 3),
        'c07.full-immunisation-rate': null,
      }),
    ).toEqual([]);
  });

  it('items that decide alone stand before those that decide only together, then the greater number of points', () => {
    const open = openItems({
      'c03.abused-children': aConflict('c03.abused-children', 0, 3),
      'c07.full-immunisation-rate': aReading('c07.full-immunisation-rate', 0.9, { accepted: false }),
      'c05.injured-children': null,
      'c05.injury-deaths': null,
    });
    expect(open.map(({ item, because, atBest, atWorst }) => [item, because, atBest, atWorst])).toEqual([
      ['3.1', 'contradictory', 'undetermined', 'not-eligible'],
      ['7.1', 'unconfirmed', 'undetermined', 'not-eligible'],
      ['5.1', 'missing', 'undetermined', 'undetermined'],
      ['5.2', 'missing', 'undetermined', 'undetermined'],
    ]);
  });

  it('a figure whose points the scale leaves to people is named as such', () => {
    const open = openItems({
      'c07.full-immunisation-rate': aReading('c07.full-immunisation-rate', 'no-case'),
    });
    expect(open.map(({ item, because }) => [item, because])).toEqual([['7.1', 'undecided']]);
  });

  it('says nothing under a scale that is not verified: there is no verdict to change', () => {
    const assessment = evaluateRubric({ rubric: qd06Rubric, areaType: 'other', readings: [] });
    expect(listOpenItems(assessment, [])).toEqual([]);
  });

  it('the order of the figures changes nothing', () => {
    const changes = {
      'c07.full-immunisation-rate': null,
      'c03.abused-children': null,
      'c09.health-check-rate': null,
    };
    const readings = readingsWith(changes);
    const input = { rubric: illustrationRubric, areaType: 'other' as const };
    expect(
      listOpenItems(evaluateRubric({ ...input, readings: readings.toReversed() }), readings.toReversed()),
    ).toEqual(listOpenItems(evaluateRubric({ ...input, readings }), readings));
  });
});
