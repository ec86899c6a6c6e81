import { expect, it } from 'vitest';
import { chiLang2023 } from '../../../shared/domain/rounds/chi-lang-2023.ts';
import { extractDocument } from '../../../shared/extraction/extract-document.ts';
import { qd06Rubric } from '../../../shared/rubrics/qd-06-2019/rubric.ts';
import { documentOf } from './table-of.ts';

const names = qd06Rubric.vocabulary.criteria.map(({ name }) => name);
const maxima = [100, 75, 100, 75, 75, 125, 50, 75, 75, 75, 50, 75, 50];
const own = [100, 75, 90, 75, 65, 125, 45, 60, 70, 65, 45, 65, 45];
const total = own.reduce((sum, points) => sum + points, 0);

const extract = (lines: readonly string[]) =>
  extractDocument({
    file: 'bang-diem.pdf',
    document: documentOf(['BẢNG TỰ CHẤM ĐIỂM XÃ PHÙ HỢP VỚI TRẺ EM NĂM 2023', ...lines]),
    vocabulary: qd06Rubric.vocabulary,
    communes: chiLang2023.communes,
    year: 2023,
  });

const headings = names.map((name, at) => `Tiêu chí ${at + 1}. ${name}\t${own[at]}/${maxima[at]}`);

it('points behind the names of all criteria are points, and nobody’s rate', () => {
  const { claims, readings } = extract([...headings, `TỔNG ĐIỂM\t${total}/1.000 điểm`]);
  expect(claims.map(({ points, max }) => [points, max])).toEqual(
    own.map((points, at) => [points, maxima[at]]),
  );
  expect(readings).toEqual([]);
});

it('where they do not add up they may be results, and a person is asked', () => {
  const { claims, readings } = extract([...headings, `TỔNG ĐIỂM\t${total + 15}/1.000 điểm`]);
  expect(claims).toEqual([]);
  expect(readings.length).toBeGreaterThan(0);
  expect(readings.every(({ confidence }) => confidence < 0.5)).toBe(true);
});

it('among points printed so, a bare fraction of fives is asked; one with what it counts is not', () => {
  const below: Record<number, string> = {
    7: 'Tỷ lệ trẻ em dưới 1 tuổi được tiêm chủng đầy đủ: 45/50',
    9: 'Tỷ lệ trẻ em được khám sức khỏe định kỳ: 645/671 em, đạt 96,1%',
  };
  const lines = headings.flatMap((heading, at) => [heading, below[at + 1] ?? []].flat());
  lines.push(`TỔNG ĐIỂM\t${total}/1.000 điểm`);
  const sure = new Map(extract(lines).readings.map(({ indicator, confidence }) => [indicator, confidence]));
  expect(sure.get('c07.full-immunisation-rate')).toBeLessThan(0.5);
  expect(sure.get('c09.health-check-rate')).toBeGreaterThan(0.9);
});

it('so are bare numbers behind the names, and what stands behind "tối đa" counts nobody', () => {
  const bare = extract([...names.map((name, at) => `${at + 1}. ${name}: ${own[at]}`), `Tổng: ${total} điểm`]);
  expect(bare.claims.map(({ points }) => points)).toEqual(own);
  expect(bare.readings).toEqual([]);
  const named = extract(
    names.map((name, at) => `${at + 1}. ${name}: ${own[at]} điểm (tối đa ${maxima[at]})`),
  );
  expect(named.claims.map(({ points }) => points)).toEqual(own);
  expect(named.readings).toEqual([]);
});
