import { describe, expect, it } from 'vitest';
import { checkSectorAnswers } from '../../../../shared/appraisal/checks/check-sector-answers.ts';
import {
  compareAnswers,
  listConfirmations,
} from '../../../../shared/appraisal/sector-confirmation/compare-answers.ts';
import type { FigureValue } from '../../../../shared/domain/dossier-facts.ts';
import { illustrationRound } from '../../../../shared/domain/rounds/illustration.ts';
import type { SectorAnswer, SectorAnswers } from '../../../../shared/domain/sector-answer.ts';
import { illustrationRubric } from '../../../../shared/rubrics/minh-hoa/rubric.ts';
import { factsOf } from '../checks/facts.ts';

const { sectors } = illustrationRound(2023);
const { indicators } = illustrationRubric.vocabulary;
const indicator = 'c07.full-immunisation-rate';
const figure: FigureValue = { value: 0.985, numerator: 197, denominator: 200 };
const facts = factsOf('99901', { figures: [{ indicator, ...figure }] });

const answers = (...changes: readonly Partial<SectorAnswer>[]): readonly SectorAnswers[] =>
  changes.map((change) => ({
    sector: 'health',
    file: 'tra loi.xlsx',
    uploadedBy: 'Nguyễn Thị Giả',
    at: '2023-11-10T02:00:00.000Z',
    answers: [
      {
        commune: '99901',
        indicator,
        reported: figure,
        own: null,
        agrees: null,
        sheet: 'Xác nhận số liệu',
        cell: 'E9',
        ...change,
      },
    ],
  }));

const resultOf = (...changes: readonly Partial<SectorAnswer>[]) =>
  compareAnswers(facts, answers(...changes), sectors).map(({ result }) => result);

describe('a sector’s answer beside the commune’s figure', () => {
  it.each<[string, Partial<SectorAnswer>, string]>([
    ['its word on the figure it was shown', { agrees: true }, 'confirmed'],
    ['its own figure, the same', { own: figure }, 'confirmed'],
    ['its own figure, rounded', { own: { value: 0.985 } }, 'confirmed'],
    ['its own figure, another', { own: { value: 0.98 } }, 'differs'],
    ['the same rate of another base', { own: { value: 0.985, numerator: 394, denominator: 400 } }, 'differs'],
    ['its no', { agrees: false }, 'differs'],
    ['its yes beside another figure', { agrees: true, own: { value: 0.9 } }, 'differs'],
    ['its word on a figure the commune changed since', { agrees: true, reported: { value: 0.9 } }, 'open'],
    ['its word in a table that printed no figure', { agrees: true, reported: null }, 'open'],
  ])('%s', (_, change, result) => {
    expect(resultOf(change)).toEqual([result]);
  });

  it('the later of two answers counts', () => {
    expect(resultOf({ own: { value: 0.9 } }, { agrees: true })).toEqual(['confirmed']);
  });

  it('is not compared while the commune’s figure is not accepted', () => {
    const [compared] = compareAnswers(factsOf('99901'), answers({ own: figure }), sectors);
    expect(compared?.result).toBe('open');
  });

  it('confirmed figures are listed by sector, with the sector’s name', () => {
    expect(listConfirmations(facts, answers({ agrees: true }), sectors)).toEqual([
      { sector: 'ngành Y tế', indicators: [indicator] },
    ]);
    expect(listConfirmations(facts, answers({ agrees: false }), sectors)).toEqual([]);
  });
});

describe('a figure its sector does not confirm', () => {
  const found = (change: Partial<SectorAnswer>) =>
    checkSectorAnswers(compareAnswers(facts, answers(change), sectors), indicators);

  it('is said with both figures', () => {
    expect(found({ own: { value: 0.98, numerator: 196, denominator: 200 } })).toEqual([
      {
        code: 'sector-differs',
        about: indicator,
        severity: 'warning',
        message: expect.stringMatching(
          /^Tiêu chí 7: ".*" xã ghi 98,5% \(197\/200\), ngành Y tế xác nhận 98% \(196\/200\)\.$/u,
        ) as unknown,
      },
    ]);
  });

  it('is said where the sector gave no figure of its own', () => {
    expect(found({ agrees: false })[0]?.message).toMatch(/ngành Y tế không thống nhất, chưa ghi số liệu\.$/u);
  });

  it('is nothing where it is confirmed or open', () => {
    expect([...found({ agrees: true }), ...found({ agrees: true, reported: null })]).toEqual([]);
  });
});
