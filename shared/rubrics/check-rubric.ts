import { listRows } from './list-rows.ts';
import type { CriterionRule, ItemRule, Rubric } from './rubric.ts';
import type { RubricDoubt } from './rubric-doubt.ts';
import { sayNumber } from './say-figure.ts';

/** What keeps a rubric from being computed with, and sums that do not come out. Empty for a rubric without fault. */
export function checkRubric(rubric: Rubric): readonly RubricDoubt[] {
  const items = rubric.criteria.flatMap((criterion) =>
    criterion.items.map((item) => ({ criterion: criterion.number, item })),
  );
  return [
    ...rubric.criteria.flatMap(checkCriterion),
    ...items.flatMap(({ criterion, item }) => checkItem(item, criterion, rubric)),
    ...repeated(items.map(({ item }) => item.id)).map((id) => fault(`Nội dung ${id} có hai lần`)),
    ...repeated(items.map(({ item }) => item.rule.indicator)).map((indicator) =>
      fault(`Chỉ tiêu "${nameOf(indicator, rubric)}" được chấm ở hai nội dung`),
    ),
    ...repeated(listRows(rubric).map(({ rule }) => rule)).map((rule) => fault(`Có hai dòng "${rule}"`)),
    ...checkScale(rubric),
  ];
}

const fault = (text: string): RubricDoubt => ({ message: `${text}.`, mustCorrect: true, source: null });

const isPoints = (points: number): boolean => Number.isFinite(points) && points >= 0;

function repeated(names: readonly string[]): readonly string[] {
  return [...new Set(names.filter((name, position) => names.indexOf(name) !== position))];
}

function nameOf(indicator: string, { vocabulary }: Rubric): string {
  return vocabulary.indicators.find(({ id }) => id === indicator)?.name ?? indicator;
}

function checkCriterion({ number, max, items }: CriterionRule): readonly RubricDoubt[] {
  if (max.points === null)
    return items.length === 0
      ? []
      : [fault(`Tiêu chí ${number} có nội dung chấm điểm mà chưa có điểm tối đa`)];
  if (!isPoints(max.points)) return [fault(`Tiêu chí ${number}: điểm tối đa không phải là một số điểm`)];
  const sum = items.reduce((total, item) => total + item.max, 0);
  if (sum === max.points) return [];
  return [
    {
      message: `Tiêu chí ${number}: các nội dung cộng lại ${sayNumber(sum)} điểm, điểm tối đa ghi ${sayNumber(max.points)} điểm.`,
      mustCorrect: false,
      source: max.entered ?? null,
    },
  ];
}

function checkItem({ id, max, rule }: ItemRule, criterion: number, rubric: Rubric): readonly RubricDoubt[] {
  const at = `Nội dung ${id}`;
  const indicator = rubric.vocabulary.indicators.find((one) => one.id === rule.indicator);
  const points =
    rule.kind === 'yes-no'
      ? [rule.points]
      : [...rule.bands, rule.otherwise].flatMap((row) => row.points ?? []);
  const thresholds = rule.kind === 'yes-no' ? [] : rule.bands.map(({ threshold }) => threshold);
  const isThreshold = (value: number): boolean =>
    rule.kind === 'rate' ? value >= 0 && value <= 1 : Number.isSafeInteger(value) && value >= 0;
  const isWorse = (worse: number, better: number): boolean =>
    rule.kind !== 'yes-no' && rule.direction === 'lte' ? worse > better : worse < better;
  const noCase = rule.kind === 'rate' && rule.noCase !== 'person' ? rule.noCase.points : 0;
  return [
    ...(id.startsWith(`${criterion}.`) ? [] : [fault(`${at} không thuộc tiêu chí ${criterion}`)]),
    ...(indicator?.unit === rule.kind && indicator.criterion === criterion
      ? []
      : [fault(`${at}: chỉ tiêu không thuộc tiêu chí ${criterion} hoặc không cùng loại số liệu`)]),
    ...([...points, noCase].every((value) => isPoints(value) && value <= max) && points[0] === max
      ? []
      : [fault(`${at}: mức điểm cao nhất phải là điểm tối đa của nội dung, không mức nào âm hoặc cao hơn`)]),
    ...(thresholds.every(isThreshold) &&
    thresholds.every((value, n) => n === 0 || isWorse(value, thresholds[n - 1] ?? NaN))
      ? []
      : [fault(`${at}: các mức không theo thứ tự từ tốt nhất trở xuống, hoặc có mức không phải là số liệu`)]),
    ...(points.every((value, n) => n === 0 || value < (points[n - 1] ?? NaN))
      ? []
      : [fault(`${at}: mức kém hơn mà điểm không thấp hơn`)]),
  ];
}

function checkScale(rubric: Rubric): readonly RubricDoubt[] {
  const { scaleTotal, conditions, criteria } = rubric;
  const known = criteria.reduce((sum, { max }) => sum + (max.points ?? 0), 0);
  const isKnown = criteria.every(({ max }) => max.points !== null);
  const { thresholds } = conditions;
  const numbers = criteria.map(({ number }) => number);
  return [
    ...(numbers.join() === rubric.vocabulary.criteria.map(({ number }) => number).join()
      ? []
      : [fault('Các tiêu chí không đủ hoặc không theo thứ tự')]),
    ...((isKnown ? known === scaleTotal.points : known <= scaleTotal.points)
      ? []
      : [
          fault(
            `Các tiêu chí cộng lại ${sayNumber(known)} điểm, tổng điểm của thang điểm là ${sayNumber(scaleTotal.points)} điểm`,
          ),
        ]),
    ...([thresholds['urban-ward'], thresholds.other, thresholds['mountain-island-or-special']].every(
      ({ points }) => isPoints(points) && points <= scaleTotal.points,
    )
      ? []
      : [fault('Mức điểm tối thiểu không nằm trong thang điểm')]),
    ...listRows(rubric)
      .filter(({ citation }) => {
        const isEmpty = 'points' in citation && citation.points === null;
        return (
          (rubric.status === 'official' && citation.status === 'artificial') ||
          ('points' in citation && isEmpty !== (citation.status === 'unknown'))
        );
      })
      .map(({ rule }) => fault(`${rule}: nguồn của dòng không hợp lệ`)),
  ];
}
