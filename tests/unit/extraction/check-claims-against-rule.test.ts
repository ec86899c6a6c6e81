import { expect, it } from 'vitest';
import type { CriterionAssessment } from '../../../shared/domain/assessment.ts';
import type { Claim } from '../../../shared/domain/reading.ts';
import { checkClaimsAgainstRule } from '../../../shared/extraction/check-claims-against-rule.ts';

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
  const found = checkClaimsAgainstRule(
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

it('shows a claim above the most that accepted figures give, within the maximum and where no figure is disputed', () => {
  const disputed = {
    item: '8.1',
    name: '',
    indicators: [],
    points: { low: 0, high: 20 },
    max: 50,
    because: '',
    missing: [],
    conflicting: ['c08.underweight-rate'],
    reference: '',
  };
  const found = checkClaimsAgainstRule(
    [claim(2, 50), claim(5, 60), claim(7, 50), claim(8, 50), claim(9, 50)],
    [
      ruled(2, 0, 30),
      ruled(5, 0, 30),
      ruled(7, 0, 50),
      { ...ruled(8, 0, 20), because: { text: '', items: [disputed] } },
      { ...ruled(9, 0, 0), points: null },
    ],
  );
  expect(found.map(({ code, severity, about, message }) => [code, severity, about, message])).toEqual([
    [
      'claim-above-rule',
      'warning',
      '2',
      'Tiêu chí 2: xã tự chấm 50, theo số liệu của hồ sơ và thang điểm nhiều nhất được 30. Đề nghị Hội đồng xem xét.',
    ],
  ]);
});
