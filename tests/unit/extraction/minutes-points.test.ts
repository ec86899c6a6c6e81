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

it('one sentence gives the points of all criteria, with their subjects in brackets', () => {
  const said = points.map((own, index) => `tiêu chí ${index + 1} (nội dung thứ nhất) ${own} điểm`).join(', ');
  expect(extract([`Hội đồng thống nhất: ${said}; tổng 860 điểm.`])).toEqual({
    points: points.map((own) => [own, null]),
    figures: [],
    remarks: [],
  });
});

it('two criteria with a number each are no list of points', () => {
  expect(extract(['Tiêu chí 3: 2; tiêu chí 4: 1 em. Hai tiêu chí này giảm điểm.']).points).toEqual([]);
});

it.each(['.', ')', '/'])('a list numbered "1%s" of criteria and their points counts no children', (mark) => {
  const names = ['Nguồn lực thực hiện quyền trẻ em', 'Trẻ em được khai sinh', 'Trẻ em bị xâm hại'];
  const harm = ['Trẻ em vi phạm pháp luật', 'Trẻ em bị tai nạn, thương tích'];
  const lines = [...names, ...harm].map(
    (name, index) => `${index + 1}${mark} ${name}: ${points[index] ?? 0} điểm;`,
  );
  expect(extract(lines).figures).toEqual([]);
});
