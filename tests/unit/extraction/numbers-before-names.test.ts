import { expect, it } from 'vitest';
import { chiLang2023 } from '../../../shared/domain/rounds/chi-lang-2023.ts';
import { extractDocument } from '../../../shared/extraction/extract-document.ts';
import { qd06Rubric } from '../../../shared/rubrics/qd-06-2019/rubric.ts';
import { documentOf } from './table-of.ts';

const figures = (lines: readonly string[]): Record<string, unknown> => {
  const { readings } = extractDocument({
    file: 'phieu.docx',
    document: documentOf(['PHIẾU TỰ CHẤM ĐIỂM XÃ PHÙ HỢP VỚI TRẺ EM NĂM 2023', ...lines]),
    vocabulary: qd06Rubric.vocabulary,
    communes: chiLang2023.communes,
    year: 2023,
  });
  return Object.fromEntries(readings.map(({ indicator, value }) => [indicator, value]));
};

it('a number before the capital of a criterion’s name counts criteria, not children', () => {
  expect(
    figures([
      '03 Trẻ em bị xâm hại',
      'Số trẻ bị xâm hại: 0 em',
      '05 Trẻ em bị tai nạn, thương tích',
      'Số trẻ bị tai nạn, thương tích: 15 trẻ',
    ]),
  ).toMatchObject({ 'c03.abused-children': 0, 'c05.injured-children': 15 });
});

it('a number before its own words counts children', () => {
  expect(figures(['Trong năm có 05 trẻ em bị tai nạn, thương tích.'])).toMatchObject({
    'c05.injured-children': 5,
  });
});
