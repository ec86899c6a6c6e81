import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNumber, parseNumberWords } from '../../../shared/vietnamese/numbers.ts';

describe('a number written by a Vietnamese office', () => {
  it.each([
    ['1.158', 'count', 1158],
    ['1 245', 'count', 1245],
    ['1 245', 'count', 1245],
    ['12.345.678', 'count', 12345678],
    ['02', 'count', 2],
    ['1,158', 'count', 1158],
    ['98,5', 'percent', 98.5],
    ['98.5', 'percent', 98.5],
    ['98.125', 'percent', 98.125],
    ['1.000', 'points', 1000],
    ['45,5', 'points', 45.5],
  ] as const)('"%s" as %s is %d', (text, use, value) => {
    expect(parseNumber(text, use)?.value).toBe(value);
  });

  it('says when a separator can mean thousands or decimals', () => {
    expect(parseNumber('1.158', 'percent')).toEqual({ value: 1.158, decimals: 3, ambiguous: true });
    expect(parseNumber('98.125', 'percent')?.ambiguous).toBe(false);
    expect(parseNumber('45,125', 'points')?.ambiguous).toBe(true);
  });

  it('says when a gap can part two counts, and finds no thousands behind a zero', () => {
    expect(parseNumber('197 200', 'count')).toEqual({ value: 197200, decimals: 0, ambiguous: true });
    expect(parseNumber('1\u2009245', 'count')).toEqual({ value: 1245, decimals: 0, ambiguous: false });
    expect(parseNumber('0,125', 'count')?.value).toBe(0.125);
  });

  it.each([
    ['một trăm', 100],
    ['chín mươi tám phẩy năm', 98.5],
    ['mười lăm', 15],
    ['hai mươi mốt', 21],
    ['một trăm linh năm', 105],
    ['chin muoi tu', 94],
    ['không', 0],
    ['ba', 3],
    ['hai trăm ba mươi', 230],
    ['chín mươi chín phẩy không năm', 99.05],
  ])('"%s" in words is %d', (text, value) => {
    expect(parseNumberWords(text)?.value).toBe(value);
  });

  it.each(['', 'xã', 'năm hai', 'mươi mươi', 'trăm', 'linh năm', 'một phẩy', 'hai trăm ba'])(
    '"%s" in words is no certain number',
    (text) => {
      expect(parseNumberWords(text)).toBeUndefined();
    },
  );

  it.each(['', 'x', '1.2.3', '12/15', '1.23.456', '-5'])('"%s" is no single number', (text) => {
    expect(parseNumber(text, 'count')).toBeUndefined();
  });

  it('reads every count back that was written with dots or spaces for thousands', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), fc.constantFrom('.', ' ', ' '), (count, gap) => {
        const written = String(count).replace(/\B(?=(?:\d{3})+$)/gu, gap);
        expect(parseNumber(written, 'count')?.value).toBe(count);
      }),
    );
  });
});
