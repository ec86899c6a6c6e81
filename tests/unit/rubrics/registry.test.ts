import { describe, expect, it } from 'vitest';
import { listRows } from '../../../shared/rubrics/list-rows.ts';
import { findRubric, rubrics } from '../../../shared/rubrics/registry.ts';
import type { Rubric, Rule } from '../../../shared/rubrics/rubric.ts';
import { isUsable, rubricKey } from '../../../shared/rubrics/rubric.ts';
import { foldWords } from '../../../shared/vietnamese/fold.ts';

const itemsOf = (rubric: Rubric) => rubric.criteria.flatMap(({ items }) => items);
const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/** Points of a rule from the best outcome down. */
function pointsDown(rule: Rule): readonly number[] {
  return rule.kind === 'yes-no'
    ? [rule.points, 0]
    : [...rule.bands.map(({ points }) => points), rule.otherwise.points ?? 0];
}

it('no two rubrics share a name and version, and each is found by its key and its id', () => {
  const keys = rubrics.map(rubricKey);
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys.map(findRubric)).toEqual(rubrics);
  expect(rubrics.map(({ id }) => findRubric(id))).toEqual(rubrics);
  expect(findRubric('qd-99-2099')).toBeUndefined();
});

describe.each(rubrics)('$id', (rubric) => {
  it('scores the criteria its vocabulary names, in order', () => {
    const numbers = rubric.criteria.map(({ number }) => number);
    expect(numbers).toEqual(rubric.vocabulary.criteria.map(({ number }) => number));
    expect(numbers).toEqual([...numbers.keys()].map((position) => position + 1));
  });

  it('every item has its own id under its criterion', () => {
    const ids = rubric.criteria.flatMap(({ number, items }) => items.map(({ id }) => [number, id] as const));
    expect(new Set(ids.map(([, id]) => id)).size).toBe(ids.length);
    expect(ids.filter(([number, id]) => !id.startsWith(`${number}.`))).toEqual([]);
  });

  it('every indicator scored is defined, of the fitting unit and criterion, and scored once', () => {
    const scored = rubric.criteria.flatMap(({ number, items }) =>
      items.map(({ rule }) => ({ id: rule.indicator, unit: rule.kind, criterion: number })),
    );
    const defined = rubric.vocabulary.indicators.map(({ id, unit, criterion }) => ({ id, unit, criterion }));
    for (const one of scored) expect(defined).toContainEqual(one);
    expect(new Set(scored.map(({ id }) => id)).size).toBe(scored.length);
  });

  it('the best outcome of an item is its maximum and no outcome is better', () => {
    for (const item of itemsOf(rubric)) {
      expect([item.id, pointsDown(item.rule)[0]]).toEqual([item.id, item.max]);
      if (item.rule.kind === 'rate' && item.rule.noCase !== 'person')
        expect(item.rule.noCase.points).toBeLessThanOrEqual(item.max);
    }
  });

  it('the items of a criterion with a known maximum add up to it', () => {
    const known = rubric.criteria.filter(({ max }) => max.points !== null);
    expect(known.map(({ number, items }) => [number, sum(items.map(({ max }) => max))])).toEqual(
      known.map(({ number, max }) => [number, max.points]),
    );
    expect(rubric.criteria.filter(({ max, items }) => max.points === null && items.length > 0)).toEqual([]);
  });

  it('the criteria add up to the scale, or stay below it while some are unknown', () => {
    const known = sum(rubric.criteria.map(({ max }) => max.points ?? 0));
    if (rubric.criteria.every(({ max }) => max.points !== null)) expect(known).toBe(rubric.scaleTotal.points);
    else expect(known).toBeLessThan(rubric.scaleTotal.points);
  });

  it('bands go one way: the further down, the worse the figure and the fewer the points', () => {
    for (const { id, rule } of itemsOf(rubric)) {
      const points = pointsDown(rule);
      expect([id, points]).toEqual([id, [...new Set(points)].sort((a, b) => b - a)]);
      if (rule.kind === 'yes-no') continue;
      const thresholds = rule.bands.map(({ threshold }) => threshold);
      const down = [...new Set(thresholds)].sort((a, b) => (rule.direction === 'gte' ? b - a : a - b));
      expect([id, thresholds]).toEqual([id, down]);
      if (rule.kind === 'rate') expect(thresholds.filter((one) => one < 0 || one > 1)).toEqual([]);
    }
  });

  it('every row says where it comes from, and a row without a value says it is unknown', () => {
    const rows = listRows(rubric);
    expect(rows.filter(({ citation }) => citation.reference.trim() === '')).toEqual([]);
    expect(
      rows.filter(({ citation }) => (citation.status === 'unknown') !== (citation.source === null)),
    ).toEqual([]);
    expect(
      rows.filter(
        ({ citation }) =>
          'points' in citation && (citation.points === null) !== (citation.status === 'unknown'),
      ),
    ).toEqual([]);
    expect(new Set(rows.map(({ rule }) => rule)).size).toBe(rows.length);
  });

  it('asks more of a ward of a central city than of a mountain commune', () => {
    const { thresholds } = rubric.conditions;
    const three = [thresholds['urban-ward'], thresholds.other, thresholds['mountain-island-or-special']];
    const points = three.map((row) => row.points);
    expect(points).toEqual([...new Set(points)].sort((a, b) => b - a));
    expect(Math.max(...points)).toBeLessThanOrEqual(rubric.scaleTotal.points);
  });

  it('its wordings are each one indicator’s, and fit that indicator’s own words', () => {
    const { indicators } = rubric.vocabulary;
    const wordings = indicators.flatMap(({ id, name, synonyms }) =>
      [...new Set([name, ...synonyms].map(foldWords))].map((text) => ({ id, text })),
    );
    expect(new Set(wordings.map(({ text }) => text)).size).toBe(wordings.length);
    const misfits = wordings.filter(({ id, text }) => {
      const words = text.split(' ');
      const own = indicators.find((one) => one.id === id);
      return (
        own?.required.some((group) => group.every((word) => words.includes(word))) !== true ||
        own.excluded.some((phrase) => ` ${text} `.includes(` ${phrase} `))
      );
    });
    expect(misfits).toEqual([]);
    const words = indicators.flatMap(({ required, excluded }) => [...required.flat(), ...excluded]);
    expect(words.filter((word) => foldWords(word) !== word)).toEqual([]);
  });
});

describe('the scale of Decision 06/QĐ-TTg', () => {
  const [rubric] = rubrics;
  if (rubric?.id !== 'qd-06-2019') throw new Error('Decision 06 is not the first rubric');

  it('counts no row as verified: no officer has compared any with the official text', () => {
    expect(listRows(rubric).filter(({ citation }) => citation.verified !== null)).toEqual([]);
    expect(listRows(rubric).filter(({ citation }) => isUsable(rubric, citation))).toEqual([]);
  });

  it('holds the numbers seen in public copies and no others', () => {
    expect(
      rubric.criteria.filter(({ max }) => max.points !== null).map(({ number, max }) => [number, max.points]),
    ).toEqual([
      [1, 100],
      [6, 125],
      [7, 50],
    ]);
    expect(
      itemsOf(rubric).map(({ id, rule }) => [
        id,
        rule.kind === 'yes-no' ? rule.points : rule.bands.map(({ threshold, points }) => [threshold, points]),
        rule.kind === 'yes-no' ? rule.status : rule.otherwise.points,
      ]),
    ).toEqual([
      ['1.1', 50, 'sourced'],
      ['1.2', 15, 'sourced'],
      ['1.3', 15, 'sourced'],
      ['1.4', 20, 'inferred'],
      ['6.1', [[0.95, 50]], null],
      ['6.2', [[1, 75]], null],
      ['7.1', [[0.98, 50]], null],
    ]);
    expect(Object.values(rubric.conditions.thresholds).map(({ points }) => points)).toEqual([900, 850, 800]);
    expect(rubric.scaleTotal).toMatchObject({ points: 1000, status: 'inferred' });
  });

  it('leaves a case without cases to people, since no rule for it is known', () => {
    expect(itemsOf(rubric).flatMap(({ rule }) => (rule.kind === 'rate' ? [rule.noCase] : []))).toEqual([
      'person',
      'person',
      'person',
    ]);
  });

  it('cites each criterion by its letter in clause 1 of Article 2 of the attached Regulation', () => {
    expect(
      rubric.criteria.map(({ max }) => /^điểm (\p{L}) khoản 1 Điều 2 của Quy định/u.exec(max.reference)?.[1]),
    ).toEqual('a b c d đ e g h i k l m n'.split(' '));
  });
});

it('the illustration carries its warning and can be computed as it stands', () => {
  const rubric = findRubric('minh-hoa');
  expect(rubric?.banner).toBe('SỐ LIỆU MINH HỌA – KHÔNG PHẢI QUY ĐỊNH');
  expect(
    rubric === undefined ? [] : listRows(rubric).filter(({ citation }) => !isUsable(rubric, citation)),
  ).toEqual([]);
});
