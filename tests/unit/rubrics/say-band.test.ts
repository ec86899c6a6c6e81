import { expect, it } from 'vitest';
import type { Citation } from '../../../shared/rubrics/rubric.ts';
import type { ScaleRule } from '../../../shared/rubrics/say-band.ts';
import { bandOf, sayBand } from '../../../shared/rubrics/say-band.ts';
import { sayNumber, sayPoints, sayRate } from '../../../shared/rubrics/say-figure.ts';

const cited: Citation = { status: 'artificial', source: 'kiểm thử', reference: 'kiểm thử', verified: null };

function aScale(kind: 'rate' | 'count', direction: 'gte' | 'lte', thresholds: readonly number[]): ScaleRule {
  const scale = {
    indicator: 'c00.any',
    direction,
    bands: thresholds.map((threshold, position) => ({ threshold, points: 9 - position, ...cited })),
    otherwise: { points: 0, ...cited },
  };
  return kind === 'rate' ? { kind, noCase: 'person', ...scale } : { kind, ...scale };
}

const sayAll = (rule: ScaleRule, unitWord: string): readonly string[] =>
  [...rule.bands.keys(), rule.bands.length].map((position) => sayBand(rule, position, unitWord));

it('says the levels of a rate where more is better', () => {
  expect(sayAll(aScale('rate', 'gte', [1, 0.985, 0.5]), '%')).toEqual([
    'đạt 100%',
    'từ 98,5% đến dưới 100%',
    'từ 50% đến dưới 98,5%',
    'thấp hơn 50%',
  ]);
});

it('says the levels of a count where fewer is better', () => {
  expect(sayAll(aScale('count', 'lte', [0, 2]), 'em')).toEqual([
    'không có trường hợp nào',
    'trên 0 em đến 2 em',
    'trên 2 em',
  ]);
  expect(sayAll(aScale('count', 'gte', [7]), 'hoạt động')).toEqual([
    'từ 7 hoạt động trở lên',
    'thấp hơn 7 hoạt động',
  ]);
});

it('a level holds its own threshold', () => {
  const more = aScale('rate', 'gte', [0.98, 0.5]);
  expect([1, 49 / 50, 0.9799, 0.5, 0.4999].map((figure) => bandOf(more, figure))).toEqual([0, 0, 1, 1, 2]);
  const fewer = aScale('count', 'lte', [0, 2]);
  expect([0, 1, 2, 3].map((figure) => bandOf(fewer, figure))).toEqual([0, 1, 1, 2]);
});

it('a rate at the threshold reaches it, though dividing a per cent by 100 gives the double beside it', () => {
  expect([10.3 / 100 > 0.103, 93.6 / 100 < 0.936]).toEqual([true, true]);
  expect(bandOf(aScale('rate', 'lte', [0.103]), 10.3 / 100)).toBe(0);
  expect(bandOf(aScale('rate', 'gte', [0.936]), 93.6 / 100)).toBe(0);
});

it('writes figures the Vietnamese way', () => {
  expect([sayNumber(1018), sayNumber(98.5), sayRate(0.985), sayRate(1), sayRate(0.57)]).toEqual([
    '1.018',
    '98,5',
    '98,5%',
    '100%',
    '57%',
  ]);
  expect([sayPoints({ low: 50, high: 50 }), sayPoints({ low: 0, high: 1000 })]).toEqual([
    '50 điểm',
    'từ 0 đến 1.000 điểm',
  ]);
});

it('a level that leaves its own threshold out says so, and the next one takes it in', () => {
  const open = (rule: ScaleRule): ScaleRule => ({
    ...rule,
    bands: rule.bands.map((band) => ({ ...band, exclusive: true as const })),
  });
  const fewer = open(aScale('rate', 'lte', [0.11, 0.22]));
  expect(sayAll(fewer, '%')).toEqual(['dưới 11%', 'từ 11% đến dưới 22%', 'từ 22% trở lên']);
  expect([0.1099, 0.11, 11 / 100, 0.2199, 0.22].map((figure) => bandOf(fewer, figure))).toEqual([
    0, 1, 1, 1, 2,
  ]);
  const more = open(aScale('rate', 'gte', [0.88, 0.66]));
  expect(sayAll(more, '%')).toEqual(['trên 88%', 'trên 66% đến 88%', 'từ 66% trở xuống']);
  expect([0.8801, 0.88, 0.66, 0.6601].map((figure) => bandOf(more, figure))).toEqual([0, 1, 2, 1]);
});
