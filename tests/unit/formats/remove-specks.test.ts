import { expect, it } from 'vitest';
import { removeSpecks } from '../../../shared/formats/remove-specks.ts';

const [width, height] = [80, 60];

/** A page with squares of ink, each by its place and side in pixels. */
const draw = (...squares: readonly (readonly [x: number, y: number, side: number])[]) => {
  const pixels = new Uint8Array(width * height).fill(255);
  for (const [x, y, side] of squares)
    for (let down = 0; down < side; down++)
      pixels.fill(0, (y + down) * width + x, (y + down) * width + x + side);
  return { width, height, pixels };
};

it('dust that stands alone is painted over, the point behind a letter and the letter stay', () => {
  const [letter, point, dust] = [
    [10, 10, 20],
    [33, 26, 4],
    [65, 20, 4],
  ] as const;
  expect(removeSpecks(draw(letter, point, dust), 200)).toEqual(draw(letter, point));
});
