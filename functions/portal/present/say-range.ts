import type { PointsRange } from '../../../shared/domain/assessment.ts';
import { sayNumber } from '../../../shared/rubrics/say-figure.ts';

/** Points for a narrow table: "75", "50 – 77"; "Chưa tính" while there are none. */
export function sayRange(points: PointsRange | null): string {
  if (points === null) return 'Chưa tính';
  const { low, high } = points;
  return low === high ? sayNumber(low) : `${sayNumber(low)} – ${sayNumber(high)}`;
}
