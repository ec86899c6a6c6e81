import type {
  Assessment,
  CriterionAssessment,
  CriterionStatus,
  ItemResult,
  PointsRange,
  UnverifiedRule,
  Verdict,
} from '../domain/assessment.ts';
import type { AreaType } from '../domain/commune.ts';
import type { DossierDocument } from '../domain/document.ts';
import type { IndicatorId } from '../domain/indicator.ts';
import type { ReconciledReading } from '../domain/reading.ts';
import { evaluateItem, isFirst, toUnverifiedRule } from './evaluate-item.ts';
import { countUnverifiedRows, rowsOfCriterion } from './list-rows.ts';
import type { CriterionRule, Rubric } from './rubric.ts';
import { isUsable, rubricKey } from './rubric.ts';
import { sayNumber, sayPoints } from './say-figure.ts';

interface EvaluationInput {
  readonly rubric: Rubric;
  readonly areaType: AreaType;
  readonly readings: readonly ReconciledReading[];
  /** Papers in force, so that explanations name the kind of paper a figure stands in; without them they say only where. */
  readonly documents?: readonly DossierDocument[];
  /** Points people set, by criterion; they count in the place of the scale's. */
  readonly points?: ReadonlyMap<number, number>;
}

/**
 * Applies a rubric to what a dossier says: points as ranges the known facts allow, a verdict only where the range
 * leaves one, and nothing computed from rows of the law that two officers have not verified. Pure, never throws,
 * independent of the order of readings (Quy định kèm theo Quyết định số 06/QĐ-TTg: Điều 2 and the conditions of recognition).
 */
export function evaluateRubric(input: EvaluationInput): Assessment {
  const { rubric, areaType } = input;
  const unverifiedRows = countUnverifiedRows(rubric);
  const criteria = rubric.criteria.map((rule) => assessCriterion(rule, input));
  const threshold = rubric.conditions.thresholds[areaType].points;
  const total = unverifiedRows > 0 ? null : sumRanges(criteria.map(({ points }) => points));
  return {
    rubric: rubricKey(rubric),
    rubricTitle: rubric.title,
    banner: rubric.banner ?? (unverifiedRows > 0 ? 'THANG ĐIỂM CHƯA ĐỐI CHIẾU VỚI BẢN GỐC' : null),
    criteria,
    total,
    maxTotal: rubric.scaleTotal.points,
    unverifiedRows,
    areaType,
    threshold,
    ...(total === null
      ? {
          verdict: 'undetermined',
          verdictBecause: `Chưa tính tổng điểm: ${unverifiedRows} dòng của thang điểm chưa được đối chiếu với bản gốc ${rubric.instrument}.`,
        }
      : judge(rubric, criteria, total, threshold)),
  };
}

function assessCriterion(rule: CriterionRule, input: EvaluationInput): CriterionAssessment {
  const { rubric, readings, documents = [] } = input;
  const { metAboveZero } = rubric.conditions;
  const name = rubric.vocabulary.criteria.find(({ number }) => number === rule.number)?.name ?? '';
  const evaluated = rule.items.map((item) =>
    evaluateItem(item, { rubric, criterion: rule.number, readings, documents }),
  );
  const items = evaluated.map(({ result }) => result);
  const unusable = rowsOfCriterion(rule).filter(({ citation }) => !isUsable(rubric, citation));
  const byScale = unusable.length > 0 ? null : sumRanges(items.map((item) => item.points));
  const set = input.points?.get(rule.number);
  const points = set === undefined ? byScale : { low: set, high: set };
  const metRule: readonly UnverifiedRule[] =
    points === null || isUsable(rubric, metAboveZero)
      ? []
      : [{ rule: 'Tiêu chí đạt khi có điểm lớn hơn 0', reason: 'not-verified' }];
  const status = metRule.length > 0 ? 'undetermined' : statusOf(points, items);
  const sentences = evaluated.map(({ result, sentence }) => `Nội dung ${result.item}. ${sentence}.`);
  return {
    criterion: rule.number,
    name,
    status,
    points,
    ...(set === undefined ? {} : { byScale }),
    max: rule.max.points,
    because: {
      text: [
        ...sentences,
        ...(set === undefined ? saySum(rule, points, items) : [`Cán bộ ghi ${sayNumber(set)} điểm.`]),
        `Căn cứ: ${rule.max.reference}.`,
      ].join(' '),
      items,
    },
    missing:
      set === undefined
        ? [...unusable.map(toUnverifiedRule), ...items.flatMap(({ missing }) => missing), ...metRule].filter(
            isFirst,
          )
        : metRule,
  };
}

/** More than 0 points is met, certain 0 is not; between the two people are asked. */
function statusOf(points: PointsRange | null, items: readonly ItemResult[]): CriterionStatus {
  if (points === null) return 'undetermined';
  if (points.high === 0) return 'not-met';
  if (points.low > 0) return 'met';
  return items.some(({ conflicting }) => conflicting.length > 0) ? 'contradictory' : 'undetermined';
}

/** Adds ranges; null where one of them is not known. */
export function sumRanges(ranges: readonly (PointsRange | null)[]): PointsRange | null {
  let sum: PointsRange = { low: 0, high: 0 };
  for (const range of ranges) {
    if (range === null) return null;
    sum = { low: sum.low + range.low, high: sum.high + range.high };
  }
  return sum;
}

function saySum(
  rule: CriterionRule,
  points: PointsRange | null,
  items: readonly ItemResult[],
): readonly string[] {
  if (rule.items.length === 0)
    return ['Thang điểm chưa có các nội dung và mức điểm của tiêu chí này nên chưa tính điểm.'];
  if (points === null)
    return items.every((item) => item.points !== null)
      ? ['Điểm tối đa của tiêu chí chưa được đối chiếu với bản gốc nên chưa cộng điểm.']
      : [];
  const max = sayNumber(rule.max.points ?? 0);
  const sum =
    points.low === points.high
      ? `Cộng: ${sayNumber(points.low)}/${max} điểm.`
      : `Cộng: ${sayPoints(points)} (tối đa ${max} điểm).`;
  return [
    ...(rule.items.length > 1 ? [sum] : []),
    ...(points.high === 0
      ? ['Tiêu chí bị 0 điểm; điều kiện công nhận yêu cầu không có tiêu chí nào bị 0 điểm.']
      : []),
  ];
}

/** Points of each criterion against the three conditions of recognition together: the minimum total, no criterion at 0, every criterion met (above 0). */
export function verdictOf(criteria: readonly PointsRange[], threshold: number): Verdict {
  const total = sumRanges(criteria);
  if (total === null || total.high < threshold || criteria.some(({ high }) => high === 0))
    return 'not-eligible';
  return total.low >= threshold && criteria.every(({ low }) => low > 0) ? 'eligible' : 'undetermined';
}

function judge(
  rubric: Rubric,
  criteria: readonly CriterionAssessment[],
  total: PointsRange,
  threshold: number,
): { readonly verdict: Verdict; readonly verdictBecause: string } {
  const verdict = verdictOf(
    criteria.flatMap(({ points }) => points ?? []),
    threshold,
  );
  switch (verdict) {
    case 'not-eligible':
      return {
        verdict,
        verdictBecause: `Theo số liệu trong hồ sơ, đơn vị chưa đủ điều kiện: ${sayFailures(criteria, total, threshold)}.`,
      };
    case 'eligible':
      return {
        verdict,
        verdictBecause: `Theo số liệu trong hồ sơ, đơn vị đủ điều kiện đề nghị công nhận (${sayTotal(total)}, mức tối thiểu ${sayNumber(threshold)} điểm, đạt đủ ${criteria.length} tiêu chí); chờ Hội đồng xem xét.`,
      };
    case 'undetermined':
      return { verdict, verdictBecause: sayOpenQuestions(rubric, criteria, total) };
  }
}

function sayFailures(
  criteria: readonly CriterionAssessment[],
  total: PointsRange,
  threshold: number,
): string {
  const zero = criteria.filter(({ points }) => points?.high === 0).map(({ criterion }) => criterion);
  return [
    ...(zero.length > 0 ? [`tiêu chí ${zero.join(', ')} bị 0 điểm`] : []),
    ...(total.high < threshold
      ? [
          `${total.low === total.high ? 'tổng điểm' : 'tổng điểm cao nhất có thể đạt'} là ${sayNumber(total.high)} điểm, dưới mức tối thiểu ${sayNumber(threshold)} điểm`,
        ]
      : []),
  ].join('; ');
}

function sayTotal(total: PointsRange): string {
  return `${total.low === total.high ? 'tổng điểm' : 'khoảng điểm'} ${sayPoints(total)}`;
}

function sayOpenQuestions(
  rubric: Rubric,
  criteria: readonly CriterionAssessment[],
  total: PointsRange,
): string {
  const say = (one: IndicatorId | UnverifiedRule): string =>
    typeof one === 'string'
      ? `"${rubric.vocabulary.indicators.find(({ id }) => id === one)?.shortName ?? one}"`
      : one.rule;
  const missing = criteria.flatMap((criterion) => criterion.missing).map(say);
  const conflicting = criteria
    .filter(({ byScale }) => byScale === undefined)
    .flatMap(({ because }) => because.items.flatMap((item) => item.conflicting))
    .map(say);
  const list = (words: string, names: readonly string[]): string =>
    names.length === 0 ? '' : `; ${words}: ${names.join(', ')}`;
  return (
    `Chưa đủ căn cứ kết luận. Cần làm rõ ${missing.length + conflicting.length} nội dung; ` +
    `khoảng điểm hiện tại ${sayPoints(total)}` +
    `${list('còn thiếu hoặc chưa xác nhận', missing)}${list('số liệu chưa thống nhất', conflicting)}.`
  );
}
