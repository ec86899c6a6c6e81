import type { ItemRule, Rubric, RubricRow } from './rubric.ts';
import { listRows } from './list-rows.ts';
import type { RubricDoubt } from './rubric-doubt.ts';
import { bandOf, sayBand } from './say-band.ts';
import { sayNumber } from './say-figure.ts';

/** A row that one of two rubrics has and the other has not, or has otherwise; null where it is absent. */
export interface RowDifference {
  readonly rule: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** Row by row what changes from one rubric to another, in the order of the later one, rows that went last. */
export function compareRows(before: Rubric, after: Rubric): readonly RowDifference[] {
  const old = rowsByName(before);
  const now = rowsByName(after);
  return [...new Set([...now.keys(), ...old.keys()])].flatMap((rule): RowDifference[] => {
    const [one, other] = [old.get(rule) ?? null, now.get(rule) ?? null];
    return one === other ? [] : [{ rule, before: one, after: other }];
  });
}

/** Rows by their name with all they say, in words. */
export function rowsByName(rubric: Rubric): ReadonlyMap<string, string> {
  return new Map(listRows(rubric).map((row) => [row.rule, sayRow(row, rubric)]));
}

function sayRow({ criterion, item, citation }: RubricRow, rubric: Rubric): string {
  const points = 'points' in citation ? (citation.points as number | null) : undefined;
  const own = itemsOf(rubric, criterion).find(({ id }) => id === item);
  const indicator = rubric.vocabulary.indicators.find(({ id }) => id === own?.rule.indicator);
  return [
    citation.status === 'unknown' || points === null
      ? 'chưa biết'
      : points === undefined
        ? 'có'
        : `${sayNumber(points)} điểm`,
    ...(own === undefined ? [] : [`nội dung "${own.name}"`, `chỉ tiêu "${indicator?.name ?? ''}"`]),
  ].join('; ');
}

function itemsOf(rubric: Rubric, criterion: number | null): readonly ItemRule[] {
  return rubric.criteria.find(({ number }) => number === criterion)?.items ?? [];
}

/**
 * Where an entered rubric says otherwise than rows known before: a maximum, a threshold, the points at a known level. Rows are
 * matched by criterion and indicator, never by their place; what was not known before is contradicted by nothing.
 */
export function findContradictions(known: Rubric, entered: Rubric): readonly RubricDoubt[] {
  const differ = (what: string, before: string, after: string): RubricDoubt => ({
    message: `${what}: nguồn đã biết ghi ${before}, bản nhập ghi ${after}.`,
    mustCorrect: false,
    source: null,
  });
  const points = (value: number | null | undefined): string =>
    value === null || value === undefined ? 'không có' : `${sayNumber(value)} điểm`;
  const compare = (what: string, before: number | null, after: number | null | undefined): RubricDoubt[] =>
    before === null || before === after ? [] : [differ(what, points(before), points(after))];
  return [
    ...known.criteria.flatMap(({ number, max, items }) => {
      const now = entered.criteria.find((criterion) => criterion.number === number);
      return [
        ...compare(`Điểm tối đa của tiêu chí ${number}`, max.points, now?.max.points),
        ...items.flatMap((item) => {
          const own = now?.items.find(({ rule }) => rule.indicator === item.rule.indicator);
          return levelsOf(item, known).flatMap(({ words, points: before, pointsIn }) =>
            compare(`${item.name} (${words})`, before, own === undefined ? null : pointsIn(own)),
          );
        }),
      ];
    }),
    ...compare('Tổng điểm của thang điểm', known.scaleTotal.points, entered.scaleTotal.points),
    ...(['urban-ward', 'other', 'mountain-island-or-special'] as const).flatMap((area) => {
      const before = known.conditions.thresholds[area];
      const row = listRows(known).find(({ citation }) => citation === before);
      return compare(row?.rule ?? area, before.points, entered.conditions.thresholds[area].points);
    }),
  ];
}

/** The known levels of an item, each with how to find its points in another item: a level is known by a figure at its border. */
function levelsOf(
  item: ItemRule,
  known: Rubric,
): readonly {
  readonly words: string;
  readonly points: number;
  readonly pointsIn: (other: ItemRule) => number | null;
}[] {
  const { rule } = item;
  if (rule.kind === 'yes-no')
    return [
      {
        words: 'có',
        points: rule.points,
        pointsIn: (other) => (other.rule.kind === 'yes-no' ? other.rule.points : null),
      },
    ];
  const unitWord = known.vocabulary.indicators.find(({ id }) => id === rule.indicator)?.unitWord ?? '';
  return rule.bands.map(({ threshold, exclusive, points }, position) => ({
    words: sayBand(rule, position, unitWord),
    points,
    // The same border, on the same side, with the points it gives.
    pointsIn: ({ rule: other }) => {
      if (other.kind !== rule.kind || other.direction !== rule.direction) return null;
      const band = other.bands[bandOf(other, threshold)];
      return band?.threshold === threshold && band.exclusive === exclusive ? band.points : null;
    },
  }));
}
