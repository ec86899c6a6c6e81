import { describe, expect, it } from 'vitest';
import { checkRubric } from '../../../shared/rubrics/check-rubric.ts';
import { findContradictions } from '../../../shared/rubrics/compare-rubrics.ts';
import { illustrationRubric } from '../../../shared/rubrics/minh-hoa/rubric.ts';
import { qd06Rubric } from '../../../shared/rubrics/qd-06-2019/rubric.ts';
import { rubrics } from '../../../shared/rubrics/registry.ts';
import type { CriterionRule, ItemRule, Rubric } from '../../../shared/rubrics/rubric.ts';

const change = (
  rubric: Rubric,
  number: number,
  how: (criterion: CriterionRule) => CriterionRule,
): Rubric => ({
  ...rubric,
  criteria: rubric.criteria.map((criterion) => (criterion.number === number ? how(criterion) : criterion)),
});

/** The illustration with its item 7.1 changed. */
const with71 = (how: (item: ItemRule) => ItemRule): Rubric =>
  change(illustrationRubric, 7, (criterion) => ({ ...criterion, items: criterion.items.map(how) }));

/** The rule of 7.1 with other bands: [threshold, points] from the best down. */
const withBands = (...steps: readonly (readonly [number, number])[]): Rubric =>
  with71((item) => {
    if (item.rule.kind !== 'rate') return item;
    const [band] = item.rule.bands;
    if (band === undefined) return item;
    return {
      ...item,
      rule: { ...item.rule, bands: steps.map(([threshold, points]) => ({ ...band, threshold, points })) },
    };
  });

describe('an entered scale is checked', () => {
  it.each(rubrics)('$id has no fault', (rubric) => {
    expect(checkRubric(rubric)).toEqual([]);
  });

  it.each([
    [
      'levels in the wrong order',
      withBands([0.66, 77], [0.88, 44]),
      'Nội dung 7.1: các mức không theo thứ tự',
    ],
    ['a level above the whole', withBands([1.2, 77], [0.66, 44]), 'Nội dung 7.1: các mức không theo thứ tự'],
    [
      'a worse level with more points',
      withBands([0.88, 77], [0.66, 77]),
      'Nội dung 7.1: mức kém hơn mà điểm không thấp hơn',
    ],
    [
      'a level above the maximum',
      withBands([0.88, 99], [0.66, 44]),
      'Nội dung 7.1: mức cao nhất phải là điểm tối đa'.replace('mức cao nhất', 'mức điểm cao nhất'),
    ],
    [
      'a figure of another criterion',
      with71((item) => ({ ...item, rule: { ...item.rule, indicator: 'c09.health-check-rate' } })),
      'Nội dung 7.1: chỉ tiêu không thuộc tiêu chí 7',
    ],
    [
      'a figure scored twice',
      with71((item) => ({ ...item, rule: { ...item.rule, indicator: 'c09.health-check-rate' } })),
      'Chỉ tiêu "Tỷ lệ trẻ em được khám sức khỏe định kỳ" được chấm ở hai nội dung',
    ],
    [
      'an item under another criterion',
      with71((item) => ({ ...item, id: '8.1' })),
      'Nội dung 8.1 không thuộc tiêu chí 7',
    ],
    ['an item twice', with71((item) => ({ ...item, id: '8.1' })), 'Nội dung 8.1 có hai lần'],
    [
      'criteria that do not add up to the scale',
      change(illustrationRubric, 7, (one) => ({ ...one, max: { ...one.max, points: 78 } })),
      'Các tiêu chí cộng lại 1.001 điểm',
    ],
    [
      'items without a maximum',
      change(illustrationRubric, 7, (one) => ({
        ...one,
        max: { ...one.max, points: null, status: 'unknown' },
      })),
      'Tiêu chí 7 có nội dung chấm điểm mà chưa có điểm tối đa',
    ],
    [
      'a criterion less',
      { ...illustrationRubric, criteria: illustrationRubric.criteria.slice(1) },
      'Các tiêu chí không đủ',
    ],
    [
      'invented rows in an official scale',
      { ...illustrationRubric, status: 'official' as const },
      'nguồn của dòng không hợp lệ',
    ],
  ])('%s must be corrected', (_what, rubric, words) => {
    const found = checkRubric(rubric).filter(({ message }) => message.includes(words));
    expect([found.length > 0, found.every(({ mustCorrect }) => mustCorrect)]).toEqual([true, true]);
  });

  it('items that do not add up to their criterion may be so in the text: settled in words', () => {
    const rubric = change(illustrationRubric, 1, (one) => ({ ...one, items: one.items.slice(1) }));
    expect(checkRubric(rubric)).toEqual([
      {
        message: 'Tiêu chí 1: các nội dung cộng lại 33 điểm, điểm tối đa ghi 77 điểm.',
        mustCorrect: false,
        source: null,
      },
    ]);
  });
});

describe('what was known before', () => {
  it('contradicts nothing that says the same, whatever is added to it', () => {
    expect(findContradictions(qd06Rubric, qd06Rubric)).toEqual([]);
    const added = change(qd06Rubric, 2, (one) => ({
      ...one,
      max: { ...one.max, points: 55, status: 'sourced' },
    }));
    expect(findContradictions(qd06Rubric, added)).toEqual([]);
  });

  it('names every maximum, level and threshold that an entered scale has otherwise', () => {
    expect(findContradictions(qd06Rubric, illustrationRubric).map(({ message }) => message)).toEqual([
      'Điểm tối đa của tiêu chí 1: nguồn đã biết ghi 100 điểm, bản nhập ghi 77 điểm.',
      expect.stringMatching(
        /^Có bố trí người làm .* \(có\): nguồn đã biết ghi 50 điểm, bản nhập ghi 44 điểm\.$/u,
      ),
      expect.stringMatching(
        /^Có bố trí cộng tác viên .* \(có\): nguồn đã biết ghi 15 điểm, bản nhập ghi 11 điểm\.$/u,
      ),
      expect.stringMatching(
        /^Có Ban bảo vệ trẻ em .* \(có\): nguồn đã biết ghi 15 điểm, bản nhập ghi 11 điểm\.$/u,
      ),
      expect.stringMatching(/^Có kinh phí .* \(có\): nguồn đã biết ghi 20 điểm, bản nhập ghi 11 điểm\.$/u),
      'Điểm tối đa của tiêu chí 6: nguồn đã biết ghi 125 điểm, bản nhập ghi 77 điểm.',
      'Tỷ lệ trẻ em có hoàn cảnh đặc biệt được trợ giúp (từ 95% trở lên): nguồn đã biết ghi 50 điểm, bản nhập ghi không có.',
      expect.stringMatching(/\(đạt 100%\): nguồn đã biết ghi 75 điểm, bản nhập ghi 44 điểm\.$/u),
      'Điểm tối đa của tiêu chí 7: nguồn đã biết ghi 50 điểm, bản nhập ghi 77 điểm.',
      expect.stringMatching(/\(từ 98% trở lên\): nguồn đã biết ghi 50 điểm, bản nhập ghi không có\.$/u),
      expect.stringMatching(
        /^Mức điểm tối thiểu: phường .*: nguồn đã biết ghi 900 điểm, bản nhập ghi 888 điểm\.$/u,
      ),
      expect.stringMatching(/còn lại: nguồn đã biết ghi 850 điểm, bản nhập ghi 777 điểm\.$/u),
      expect.stringMatching(/đặc biệt khó khăn: nguồn đã biết ghi 800 điểm, bản nhập ghi 666 điểm\.$/u),
    ]);
  });
});
