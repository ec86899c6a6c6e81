import type { ItemRule, Rubric, RubricRow } from './rubric.ts';
import { sayBand } from './say-band.ts';

const areaNames = {
  'urban-ward': 'phường thuộc quận, thị xã, thành phố của thành phố trực thuộc trung ương',
  'mountain-island-or-special': 'xã, thị trấn thuộc miền núi, hải đảo; xã đặc biệt khó khăn',
  other: 'xã, phường, thị trấn còn lại',
} as const;

/** Every row of a rubric that an officer has to compare with the official text, in the order of the text. */
export function listRows(rubric: Rubric): readonly RubricRow[] {
  const unitWords = new Map(rubric.vocabulary.indicators.map((one) => [one.id, one.unitWord]));
  const { conditions } = rubric;
  const ofScale = (rule: string, citation: RubricRow['citation']): RubricRow => ({
    criterion: null,
    item: null,
    rule,
    citation,
  });
  return [
    ...rubric.criteria.flatMap((criterion) => [
      {
        criterion: criterion.number,
        item: null,
        rule: `Tiêu chí ${criterion.number}: ${criterion.max.points === null ? 'điểm tối đa và các mức điểm' : 'điểm tối đa'}`,
        citation: criterion.max,
      },
      ...criterion.items.flatMap((item) => rowsOfItem(criterion.number, item, unitWords)),
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

function rowsOfItem(
  criterion: number,
  item: ItemRule,
  unitWords: ReadonlyMap<string, string>,
): readonly RubricRow[] {
  const row = (what: string, citation: RubricRow['citation']): RubricRow => ({
    criterion,
    item: item.id,
    rule: `Nội dung ${item.id}: ${what}`,
    citation,
  });
  const { rule } = item;
  if (rule.kind === 'yes-no') return [row('có', rule)];
  const unitWord = unitWords.get(rule.indicator) ?? '';
  return [
    ...rule.bands.map((band, position) => row(sayBand(rule, position, unitWord), band)),
    row(sayBand(rule, rule.bands.length, unitWord), rule.otherwise),
    ...(rule.kind === 'rate' && rule.noCase !== 'person' ? [row('không phát sinh', rule.noCase)] : []),
  ];
}
