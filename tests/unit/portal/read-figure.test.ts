import { describe, expect, test } from 'vitest';
import type { TypedFigure } from '../../../functions/portal/present/read-figure.ts';
import { readFigure, readPoints } from '../../../functions/portal/present/read-figure.ts';

const typed = (change: Partial<TypedFigure>): TypedFigure => ({
  value: '',
  numerator: '',
  denominator: '',
  noCase: false,
  ...change,
});

describe('a figure an officer types', () => {
  test.each([
    [{ value: '98,5' }, { value: 0.985 }],
    [{ value: '98.5%' }, { value: 0.985 }],
    [{ value: '100 %' }, { value: 1 }],
    [
      { numerator: '197', denominator: '200' },
      { value: 0.985, numerator: 197, denominator: 200 },
    ],
    [
      { value: '96,5', numerator: '1.208', denominator: '1.252' },
      { value: 0.965, numerator: 1208, denominator: 1252 },
    ],
    // Whole per cents are rounded further.
    [
      { value: '98', numerator: '48', denominator: '49' },
      { value: 0.98, numerator: 48, denominator: 49 },
    ],
    [{ numerator: '0', denominator: '0' }, { value: 'no-case' }],
    [{ noCase: true }, { value: 'no-case' }],
  ])('as a rate %j is %j', (change, figure) => {
    expect(readFigure(typed(change), 'rate')).toEqual(figure);
  });

  test.each([
    {},
    { value: '101' },
    { value: '-3' },
    { value: 'chín mươi' },
    { value: '98,5', numerator: '7', denominator: '76' },
    { value: '98,5', numerator: '197' },
    { numerator: '201', denominator: '200' },
    { numerator: '1', denominator: '0' },
    { numerator: '19,7', denominator: '200' },
  ])('as a rate %j is refused with what to do', (change) => {
    expect(readFigure(typed(change), 'rate')).toEqual(expect.any(String));
  });

  test('as a count it is a whole number, as yes or no one of the two', () => {
    expect(readFigure(typed({ value: '1.158' }), 'count')).toEqual({ value: 1158 });
    expect(readFigure(typed({ value: '12,5' }), 'count')).toEqual(expect.any(String));
    expect(readFigure(typed({ value: 'khong' }), 'yes-no')).toEqual({ value: false });
    expect(readFigure(typed({ value: '' }), 'yes-no')).toEqual(expect.any(String));
  });

  test('points have a decimal comma', () => {
    expect([readPoints('37,5'), readPoints('75'), readPoints('nhiều'), readPoints('')]).toEqual([
      37.5,
      75,
      undefined,
      undefined,
    ]);
  });
});
