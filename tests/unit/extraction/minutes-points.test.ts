import { expect, it } from 'vitest';
import type { ParsedDocument } from '../../../shared/domain/parsed-document.ts';
import { chiLang2023 } from '../../../shared/domain/rounds/chi-lang-2023.ts';
import { extractDocument } from '../../../shared/extraction/extract-document.ts';
import { qd06Rubric } from '../../../shared/rubrics/qd-06-2019/rubric.ts';

const points = [100, 50, 110, 90, 0, 125, 50, 60, 50, 70, 50, 60, 45];

const minutes = (texts: readonly string[]): ParsedDocument => ({
  format: 'docx',
  blocks: ['BIÊN BẢN', 'Họp Hội đồng đánh giá xã phù hợp với trẻ em năm 2023', ...texts].map(
    (text, index) => ({
      kind: 'paragraph',
      role: 'body',
      text,
      locator: { kind: 'paragraph', index },
    }),
  ),
  scanned: false,
  legacyEncoding: null,
});

const extract = (texts: readonly string[]) => {
  const { claims, readings, findings } = extractDocument({
    file: 'bien-ban.docx',
    document: minutes(texts),
    vocabulary: qd06Rubric.vocabulary,
    communes: chiLang2023.communes,
    year: 2023,
  });
  return {
    points: claims.map((claim) => [claim.points, claim.max]),
    figures: readings.map(({ indicator }) => indicator),
    remarks: findings.map(({ code }) => code),
  };
};

const list = points.map((own, index) => `- Tiêu chí ${index + 1}: ${own}/125`);

it('points beside the bare numbers of all criteria are points when they add up to the total, and no rates', () => {
  expect(extract([...list, 'Cộng: 860/1.000 điểm.'])).toEqual({
    points: points.map((own) => [own, 125]),
    figures: [],
    remarks: [],
  });
});

it('they are neither points nor rates when they do not add up', () => {
  expect(extract([...list, 'Cộng: 900/1.000 điểm.'])).toEqual({ points: [], figures: [], remarks: [] });
});

it('a child of any surname is named where its birthday is told', () => {
  expect(extract(['Vụ việc làm cháu Xyz Gia Bảo (sinh ngày 12/5/2014) bị thương.']).remarks).toEqual([
    'personal-data',
  ]);
});
