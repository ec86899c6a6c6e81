import { describe, expect, it } from 'vitest';
import { readSectorFigure } from '../../../../shared/appraisal/sector-confirmation/read-sector-figure.ts';
import type { IndicatorUnit } from '../../../../shared/domain/indicator.ts';

describe('a figure as a sector writes it', () => {
  it.each<[string, IndicatorUnit, unknown]>([
    ['98,5%', 'rate', { value: 0.985 }],
    ['98,5', 'rate', { value: 0.985 }],
    ['197/200', 'rate', { value: 0.985, numerator: 197, denominator: 200 }],
    ['98,5% (197/200)', 'rate', { value: 0.985, numerator: 197, denominator: 200 }],
    ['không phát sinh', 'rate', { value: 'no-case' }],
    ['03 em', 'count', { value: 3 }],
    ['không có', 'count', { value: 0 }],
    ['có', 'yes-no', { value: true }],
    ['chưa', 'yes-no', { value: false }],
  ])('%s as a %s', (text, unit, figure) => {
    expect(readSectorFigure(text, unit)).toEqual(figure);
  });

  it.each<[string, IndicatorUnit]>([
    ['0,985', 'rate'],
    ['1', 'rate'],
    ['trên 98%', 'rate'],
    ['205/200', 'rate'],
    ['95% (197/200)', 'rate'],
    ['90% đến 95%', 'rate'],
    ['3 hoặc 4', 'count'],
    ['98%', 'count'],
    ['nhiều', 'count'],
  ])('%s as a %s is not plainly one figure', (text, unit) => {
    expect(readSectorFigure(text, unit)).toBeUndefined();
  });
});
