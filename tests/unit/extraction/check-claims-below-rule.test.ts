import { expect, it } from 'vitest';
import type { CriterionAssessment } from '../../../shared/domain/assessment.ts';
import type { Claim } from '../../../shared/domain/reading.ts';
import { checkClaimsBelowRule } from '../../../shared/extraction/check-claims-below-rule.ts';

const claim = (criterion: number, points: number): Claim => ({
  criterion,
  points,
  max: 50,
  source: {
    file: 'bang-diem.xlsx',
    locator: { kind: 'cell', sheet: 'A', address: 'C5' },
    raw: String(points),
  },
});
const ruled = (criterion: number, low: number, high: number): CriterionAssessment => ({
  criterion,
  name: '',
  status: 'met',
  points: { low, high },
  max: 50,
  because: { text: '', items: [] },
  missing: [],
});

it('shows a claim below what the rule gives for certain, and no other', () => {
  const found = checkClaimsBelowRule(
    [claim(2, 40), claim(7, 50), claim(8, 30), claim(9, 10)],
    [ruled(2, 50, 50), ruled(7, 50, 50), ruled(8, 20, 50), { ...ruled(9, 0, 0), points: null }],
  );
  expect(found.map(({ code, severity, about, message }) => [code, severity, about, message])).toEqual([
    [
      'claim-below-rule',
      'note',
      '2',
      'Tiêu chí 2: xã tự chấm 40, theo thang điểm được 50. Đề nghị Hội đồng xem xét.',
    ],
  ]);
});
