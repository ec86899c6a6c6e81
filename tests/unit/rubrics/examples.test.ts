import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { AreaType } from '../../../shared/domain/commune.ts';
import type { ReadingValue, ReconciledReading } from '../../../shared/domain/reading.ts';
import { evaluateRubric } from '../../../shared/rubrics/evaluate.ts';
import { findRubric } from '../../../shared/rubrics/registry.ts';
import type { Rubric, Rule } from '../../../shared/rubrics/rubric.ts';
import { aConflict, aReading, asVerified } from './readings.ts';

interface ExampleFile {
  readonly 'thang điểm': string;
  readonly 'nội dung chấm điểm': readonly {
    readonly 'nội dung': string;
    readonly 'số liệu': string;
    readonly điểm: number | string;
  }[];
  readonly 'hồ sơ': readonly {
    readonly tên: string;
    readonly 'loại đơn vị': string;
    readonly 'thay đổi': Readonly<Record<string, string>>;
    readonly 'tổng điểm': number | string;
    readonly 'kết luận': string;
    readonly 'lý do': string;
  }[];
}

const areas: Readonly<Record<string, AreaType>> = {
  'phường của thành phố trực thuộc trung ương': 'urban-ward',
  'miền núi, hải đảo, đặc biệt khó khăn': 'mountain-island-or-special',
  'còn lại': 'other',
};
const verdicts = {
  eligible: 'đủ điều kiện',
  'not-eligible': 'chưa đủ điều kiện',
  undetermined: 'chưa đủ căn cứ',
} as const;

const directory = join(import.meta.dirname, '../../rubrics');
const files = readdirSync(directory).filter((name) => name.endsWith('.yaml'));

function valueOf(words: string): ReadingValue {
  if (words === 'có') return true;
  if (words === 'không') return false;
  if (words === 'không phát sinh') return 'no-case';
  const number = Number(words.replace(/[^\d,]/g, '').replace(',', '.'));
  return words.includes('%') ? number / 100 : number;
}

/** "98%", "49/50", "98% (48/49)", "3 em", "chưa có", "chưa xác nhận: 98%", "chưa thống nhất: 98% và 90%". */
function readingOf(indicator: string, words: string): readonly ReconciledReading[] {
  if (words === 'chưa có') return [];
  const unconfirmed = /^chưa xác nhận: (.+)$/u.exec(words)?.[1];
  if (unconfirmed !== undefined) return [aReading(indicator, valueOf(unconfirmed), { accepted: false })];
  const [, one, other] = /^chưa thống nhất: (.+) và (.+)$/u.exec(words) ?? [];
  if (one !== undefined && other !== undefined) return [aConflict(indicator, valueOf(one), valueOf(other))];
  const [, numerator, denominator] = /(\d+)\/(\d+)/.exec(words) ?? [];
  if (numerator === undefined || denominator === undefined) return [aReading(indicator, valueOf(words))];
  const fraction = { numerator: Number(numerator), denominator: Number(denominator) };
  const printed = /^[\d,]+%/.exec(words)?.[0];
  const value = printed === undefined ? fraction.numerator / fraction.denominator : valueOf(printed);
  return [aReading(indicator, value, fraction)];
}

function itemsOf(rubric: Rubric): readonly { readonly id: string; readonly rule: Rule }[] {
  return rubric.criteria.flatMap(({ items }) => items);
}

function bestValue(rule: Rule): ReadingValue {
  return rule.kind === 'yes-no' ? true : (rule.bands[0]?.threshold ?? 0);
}

function sayRange(points: { readonly low: number; readonly high: number } | null): number | string {
  if (points === null) return 'chưa tính';
  return points.low === points.high ? points.low : `${points.low} đến ${points.high}`;
}

describe.each(files)('worked examples of %s', (name) => {
  const examples = parse(readFileSync(join(directory, name), 'utf8')) as ExampleFile;
  const built = findRubric(examples['thang điểm']);
  if (built === undefined) throw new Error(`no rubric ${examples['thang điểm']}`);
  const rubric = asVerified(built);

  it.each(examples['nội dung chấm điểm'])(
    'item $["nội dung"] with $["số liệu"] gives $điểm points',
    (example) => {
      const item = itemsOf(rubric).find(({ id }) => id === example['nội dung']);
      const readings = item === undefined ? [] : readingOf(item.rule.indicator, example['số liệu']);
      const assessment = evaluateRubric({ rubric, areaType: 'other', readings });
      const result = assessment.criteria
        .flatMap(({ because }) => because.items)
        .find((one) => one.item === example['nội dung']);
      expect(sayRange(result?.points ?? null)).toBe(example.điểm);
    },
  );

  it.each(examples['hồ sơ'])('dossier "$tên" ends as said', (example) => {
    const readings = itemsOf(rubric).flatMap(({ id, rule }) => {
      const change = example['thay đổi'][id];
      return change === undefined
        ? [aReading(rule.indicator, bestValue(rule))]
        : readingOf(rule.indicator, change);
    });
    const areaType = areas[example['loại đơn vị']];
    if (areaType === undefined) throw new Error(`no area ${example['loại đơn vị']}`);
    const { total, verdict, verdictBecause } = evaluateRubric({ rubric, areaType, readings });
    expect({ total: sayRange(total), verdict: verdicts[verdict], verdictBecause }).toEqual({
      total: example['tổng điểm'],
      verdict: example['kết luận'],
      verdictBecause: example['lý do'].trim(),
    });
  });

  it('every level of the scale has an example at its border and one just outside', () => {
    const given = new Map<string, readonly ReadingValue[]>();
    for (const { 'nội dung': id, 'số liệu': words } of examples['nội dung chấm điểm'])
      if (/^(?:[\d,]+%|\d+ \D+|có|không|không phát sinh)$/u.test(words))
        given.set(id, [...(given.get(id) ?? []), valueOf(words)]);
    const lacking = itemsOf(rubric).flatMap(({ id, rule }) => {
      const values = given.get(id) ?? [];
      const numbers = values.filter((value) => typeof value === 'number');
      if (rule.kind === 'yes-no')
        return [true, false].every((value) => values.includes(value)) ? [] : [`${id} có/không`];
      const step = rule.kind === 'rate' ? 0.0002 : 1;
      const borders = rule.bands.flatMap(({ threshold }) => {
        const outside = (value: number): number =>
          rule.direction === 'gte' ? threshold - value : value - threshold;
        const hasBorder = numbers.includes(threshold);
        const hasNeighbour = numbers.some((value) => outside(value) > 0 && outside(value) <= step);
        return hasBorder && hasNeighbour ? [] : [`${id} ${threshold}`];
      });
      const lacksNoCase = rule.kind === 'rate' && rule.noCase !== 'person' && !values.includes('no-case');
      return [...borders, ...(lacksNoCase ? [`${id} không phát sinh`] : [])];
    });
    expect(lacking).toEqual([]);
  });
});

it('both rubrics have worked examples', () => {
  expect(files).toEqual(['minh-hoa.yaml', 'qd-06-2019.yaml']);
});
