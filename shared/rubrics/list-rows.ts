import type { Vocabulary } from '../domain/indicator.ts';
import type { Citation, CriterionRule, ItemRule, Rubric, RubricRow } from './rubric.ts';
import { isUsable } from './rubric.ts';
import { sayBand } from './say-band.ts';

/** Classes of area as the conditions of recognition have them. */
export const areaNames = {
  'urban-ward': 'phường thuộc quận, thị xã, thành phố của thành phố trực thuộc trung ương',
  'mountain-island-or-special': 'xã, thị trấn thuộc miền núi, hải đảo; xã đặc biệt khó khăn',
  other: 'xã, phường, thị trấn còn lại',
} as const;

/** How many rows nobody may compute with yet. */
export function countUnverifiedRows(rubric: Rubric): number {
  return listRows(rubric).filter(({ citation }) => !isUsable(rubric, citation)).length;
}

/** Every row of a rubric that an officer has to compare with the official text, in the order of the text. */
export function listRows(rubric: Rubric): readonly RubricRow[] {
  const { conditions } = rubric;
  const ofScale = (rule: string, citation: Citation): RubricRow => ({
    criterion: null,
    item: null,
    rule,
    citation,
  });
  return [
    ...rubric.criteria.flatMap((criterion) => [
      ...rowsOfCriterion(criterion),
      ...criterion.items.flatMap((item) => rowsOfItem(criterion.number, item, rubric.vocabulary)),
    ]),
    ofScale('Tổng điểm của thang điểm', rubric.scaleTotal),
    ...(['urban-ward', 'other', 'mountain-island-or-special'] as const).map((area) =>
      ofScale(`Mức điểm tối thiểu: ${areaNames[area]}`, conditions.thresholds[area]),
    ),
    ofScale('Không có tiêu chí nào bị 0 điểm', conditions.noZeroCriterion),
    ofScale(`Đạt đủ ${rubric.criteria.length} tiêu chí`, conditions.allCriteriaMet),
    ofScale('Tiêu chí đạt khi có điểm lớn hơn 0', conditions.metAboveZero),
  ];
}

/** The rows of a criterion as a whole: its maximum, and the items it lacks where those given do not add up to it. */
export function rowsOfCriterion({ number, max, items }: CriterionRule): readonly RubricRow[] {
  const row = (rule: string, citation: Citation): RubricRow => ({
    criterion: number,
    item: null,
    rule: `Tiêu chí ${number}: ${rule}`,
    citation,
  });
  if (max.points === null) return [row('điểm tối đa và các mức điểm', max)];
  const known = items.reduce((sum, item) => sum + item.max, 0);
  const rest: Citation = { status: 'unknown', source: null, reference: max.reference, verified: null };
  return [
    row('điểm tối đa', max),
    ...(known === max.points ? [] : [row('các nội dung chấm điểm còn lại', rest)]),
  ];
}

/** The rows of one scored item, bands from the best down. */
export function rowsOfItem(criterion: number, item: ItemRule, vocabulary: Vocabulary): readonly RubricRow[] {
  const row = (what: string, citation: Citation): RubricRow => ({
    criterion,
    item: item.id,
    rule: `Nội dung ${item.id}: ${what}`,
    citation,
  });
  const { rule } = item;
  if (rule.kind === 'yes-no') return [row('có', rule)];
  const unitWord = vocabulary.indicators.find(({ id }) => id === rule.indicator)?.unitWord ?? '';
  return [
    ...rule.bands.map((band, position) => row(sayBand(rule, position, unitWord), band)),
    row(sayBand(rule, rule.bands.length, unitWord), rule.otherwise),
    ...(rule.kind === 'rate' && rule.noCase !== 'person' ? [row('không phát sinh', rule.noCase)] : []),
  ];
}
