import { describe, expect, it } from 'vitest';
import { checkPrintedMaxima } from '../../../../shared/appraisal/checks/check-printed-maxima.ts';
import { illustrationRubric } from '../../../../shared/rubrics/minh-hoa/rubric.ts';
import { qd06Rubric } from '../../../../shared/rubrics/qd-06-2019/rubric.ts';
import { factsOf } from './facts.ts';

/** Sheets that print these maxima for criterion 3, one a commune. */
const printing = (...maxima: readonly number[]) =>
  maxima.map((max, index) => factsOf(`9990${index + 1}`, { maxima: [{ criterion: 3, max }] }));

describe('a maximum printed otherwise than by all others', () => {
  it('is said to the one who printed it', () => {
    const found = checkPrintedMaxima(printing(77, 77, 70, 77), qd06Rubric);
    expect(found).toEqual([
      {
        commune: '99903',
        finding: {
          code: 'max-differs',
          about: '3',
          severity: 'warning',
          message: 'Tiêu chí 3: bảng của xã in điểm tối đa 70, 3 xã, thị trấn khác trong đợt đều in 77.',
        },
      },
    ]);
  });

  it.each([
    ['all print the same', [77, 77, 77, 77]],
    ['the others disagree among themselves', [77, 77, 70, 75]],
    ['there are only two others, who may share one wrong sheet', [77, 77, 70]],
  ])('is nothing where %s', (_, maxima) => {
    expect(checkPrintedMaxima(printing(...maxima), qd06Rubric)).toEqual([]);
  });

  it('is nothing where the scale itself gives the maximum: each sheet is held against it alone', () => {
    expect(checkPrintedMaxima(printing(77, 77, 70, 77), illustrationRubric)).toEqual([]);
  });
});
