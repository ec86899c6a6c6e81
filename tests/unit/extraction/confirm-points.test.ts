import { expect, it } from 'vitest';
import type { Claim, ClaimedTotal } from '../../../shared/domain/reading.ts';
import { confirmPoints } from '../../../shared/extraction/confirm-points.ts';

const source = { file: 'bien-ban.docx' };
const claim = ([criterion, points]: readonly [number, number]): Claim => ({
  criterion,
  points,
  max: null,
  source,
});
const chosen = (claims: readonly (readonly [number, number])[], total: number): readonly number[] => {
  const printed: ClaimedTotal = { points: total, max: null, source };
  return confirmPoints(claims.map(claim), [], printed, 2).map(({ points }) => points);
};

it('takes the points that add up to the total where only one choice does', () => {
  expect(
    chosen(
      [
        [1, 20],
        [1, 80],
        [2, 75],
      ],
      155,
    ),
  ).toEqual([80, 75]);
});

it('keeps the first where two choices add up, or none does', () => {
  const said = [
    [1, 20],
    [1, 80],
    [1, 90],
    [2, 75],
    [2, 65],
  ] as const;
  expect(chosen(said, 155)).toEqual([20, 75]);
  expect(chosen(said, 300)).toEqual([20, 75]);
});
