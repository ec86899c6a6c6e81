import { describe, expect, it } from 'vitest';
import { checkYearJumps } from '../../../../shared/appraisal/checks/check-year-jumps.ts';
import { compareYears } from '../../../../shared/appraisal/checks/year-on-year.ts';
import type { FigureValue } from '../../../../shared/domain/dossier-facts.ts';
import { illustrationRound } from '../../../../shared/domain/rounds/illustration.ts';
import { illustrationRubric } from '../../../../shared/rubrics/minh-hoa/rubric.ts';
import { factsOf } from './facts.ts';

const [commune] = illustrationRound(2023).communes;
if (commune === undefined) throw new Error('the round has no commune');
const of = { commune, indicators: illustrationRubric.vocabulary.indicators };
const rate = 'c02.birth-registration-rate';
const count = 'c05.injured-children';

/** Facts of two years in a row with one figure each. */
const years = (indicator: string, previous: FigureValue | null, current: FigureValue | null) =>
  [
    factsOf('99901', { figures: current === null ? [] : [{ indicator, ...current }] }),
    factsOf('99901', {
      round: 'minh-hoa-2022',
      year: 2022,
      figures: previous === null ? [] : [{ indicator, ...previous }],
    }),
  ] as const;

const part = (numerator: number, denominator: number): FigureValue => ({
  value: numerator / denominator,
  numerator,
  denominator,
});

describe('a figure that jumps against the year before', () => {
  it('is said with both figures', () => {
    const found = checkYearJumps(...years(rate, part(150, 200), part(198, 200)), of);
    expect(found).toEqual([
      {
        code: 'year-jump',
        about: rate,
        severity: 'warning',
        message:
          'Tiêu chí 2: "Tỷ lệ trẻ em được khai sinh đúng quy định" năm 2022 là 75% (150/200), năm 2023 là 99% (198/200).',
      },
    ]);
  });

  it.each<[string, string, FigureValue, FigureValue]>([
    ['a rate that moves by a fifth', rate, { value: 0.79 }, { value: 0.99 }],
    ['a base that loses a digit', rate, part(990, 1000), part(99, 100)],
    ['a count that doubles', count, { value: 8 }, { value: 16 }],
    ['a count that halves', count, { value: 16 }, { value: 8 }],
  ])('may be %s', (_, indicator, previous, current) => {
    expect(checkYearJumps(...years(indicator, previous, current), of)).toHaveLength(1);
  });

  it.each<[string, string, FigureValue | null, FigureValue | null]>([
    ['a rate that moves by less', rate, { value: 0.8 }, { value: 0.99 }],
    ['one child of three', rate, part(2, 3), part(3, 3)],
    ['a count that doubles by few', count, { value: 2 }, { value: 4 }],
    ['a figure that was not there', rate, null, { value: 0.99 }],
    ['nothing to count after something', rate, part(2, 3), { value: 'no-case' }],
  ])('is not %s', (_, indicator, previous, current) => {
    expect(checkYearJumps(...years(indicator, previous, current), of)).toEqual([]);
  });

  it('is not looked for where the unit is younger than the figures', () => {
    const young = { ...of, commune: { ...commune, validFrom: '2023-01-01' } };
    expect(checkYearJumps(...years(count, { value: 8 }, { value: 16 }), young)).toEqual([]);
  });
});

describe('the table of two years', () => {
  it('holds each indicator with a figure in either year, in the order of the vocabulary', () => {
    const [current] = years(count, null, { value: 16 });
    const [, previous] = years(rate, part(150, 200), null);
    const rows = compareYears(current, previous, of);
    expect(
      rows.map(({ indicator, ...row }) => [indicator.id, row.previous?.value, row.current?.value]),
    ).toEqual([
      [rate, 0.75, undefined],
      [count, undefined, 16],
    ]);
  });
});
