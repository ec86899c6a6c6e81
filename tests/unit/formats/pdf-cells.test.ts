import { describe, expect, it } from 'vitest';
import { joinCellLines } from '../../../shared/formats/pdf-tables.ts';

const lines = (...texts: readonly string[]): Parameters<typeof joinCellLines>[0] =>
  texts.map((text, at) => {
    const place = { left: 0, right: 40, top: 12 * at, bottom: 12 * at + 10, size: 10 };
    const words = [{ ...place, text, doubtful: false, indexes: [] }];
    return { ...place, words, baseline: 12 * at + 10 };
  });

describe('a number wider than its cell', () => {
  it('is one where a fraction of thousands was broken', () => {
    expect(joinCellLines(lines('1.352/1.3', '77 em'), 42)).toEqual({
      text: '1.352/1.377 em',
      doubtful: false,
    });
  });

  it.each([
    ['100', '0'],
    ['1.352/1.3', '770'],
    ['98.5', '77 em'],
  ])('may be two numbers otherwise: %s over %s', (first, second) => {
    expect(joinCellLines(lines(first, second), 42)).toEqual({ text: `${first} ${second}`, doubtful: true });
  });
});
