import { expect, it } from 'vitest';
import { isGarbled, measureLetters } from '../../../shared/formats/measure-letters.ts';
import type { Grey } from '../../../shared/formats/raster.ts';

const draw = (rows: readonly string[]): Grey => ({
  width: rows[0]?.length ?? 0,
  height: rows.length,
  pixels: Uint8Array.from(rows.join(''), (mark) => (mark === '#' ? 0 : 255)),
});

it('digits are counted by their ink, dust and a full stop left out', () => {
  const ink = draw([
    '.#..#..##......',
    '.#..#.#..#.....',
    '.#..#.#..#.....',
    '.#..#.#..#.....',
    '.#..#..##...#..',
  ]);
  expect(measureLetters(ink)).toEqual({ letters: 3, wideness: 9 / 5 });
});

it('digits that touch are one piece of ink, as wide as all of them', () => {
  expect(measureLetters(draw(['.#..#', '.#..#', '#####']))).toEqual({ letters: 1, wideness: 5 / 3 });
});

it.each([
  ['1u', true],
  ['l0', true],
  ['1"', true],
  ['2O5', true],
  ['11', false],
  ['1.158', false],
  ['5em', false],
  ['75đ', false],
  ['98%', false],
  ['06/QĐ', false],
  ['13', false],
])('%s: letters stand where digits are: %s', (text, expected) => {
  expect(isGarbled(text)).toBe(expected);
});
