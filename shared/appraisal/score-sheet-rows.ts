import type { IndicatorUnit } from '../domain/indicator.ts';
import type { Band, Citation, CriterionRule, ItemRule, Rubric } from '../rubrics/rubric.ts';
import { isUsable } from '../rubrics/rubric.ts';
import { sayBand } from '../rubrics/say-band.ts';
import { sayNumber } from '../rubrics/say-figure.ts';

/** A row of a blank score sheet. */
export interface FormRow {
  readonly kind: 'criterion' | 'figure' | 'total';
  readonly number: string;
  readonly name: string;
  /** How points are given; empty where the scale has not been confirmed. */
  readonly guidance: string;
  /** null where the scale has not been confirmed. */
  readonly max: number | null;
  /** What is filled in; null in rows without a figure. */
  readonly unit: IndicatorUnit | null;
  /** Whether points are filled in here: a criterion of one figure has them in its own row alone. */
  readonly isScored: boolean;
}

/** The rows of a blank score sheet: each criterion with its figures, and the total. Points nobody confirmed are left out. */
export function scoreSheetRows(rubric: Rubric): readonly FormRow[] {
  const total = rubric.scaleTotal;
  return [
    ...rubric.vocabulary.criteria.flatMap(({ number, name }) => {
      const rule = rubric.criteria.find((one) => one.number === number);
      const figures = figureRows(number, rule, rubric);
      return [
        {
          kind: 'criterion' as const,
          number: String(number),
          name,
          guidance: '',
          max: rule === undefined ? null : confirmed(rule.max, rule.max.points, rubric),
          unit: null,
          isScored: true,
        },
        ...figures.map((row) => ({ ...row, isScored: figures.length > 1 })),
      ];
    }),
    {
      kind: 'total',
      number: '',
      name: 'TỔNG ĐIỂM',
      guidance: '',
      max: confirmed(total, total.points, rubric),
      unit: null,
      isScored: true,
    },
  ];
}

/** The figures the scale asks for, then those the dossier needs besides. */
function figureRows(
  criterion: number,
  rule: CriterionRule | undefined,
  rubric: Rubric,
): readonly Omit<FormRow, 'isScored'>[] {
  const items = rule?.items ?? [];
  return rubric.vocabulary.indicators
    .filter((indicator) => indicator.criterion === criterion)
    .map((indicator) => ({
      indicator,
      item: items.find((one) => one.rule.indicator === indicator.id),
    }))
    .filter(({ indicator, item }) => item !== undefined || indicator.optional !== true)
    .map(({ indicator, item }, position) => ({
      kind: 'figure',
      number: `${criterion}.${position + 1}`,
      name: indicator.name,
      guidance: item === undefined ? '' : sayGuidance(item, indicator.unitWord, rubric),
      max: item === undefined ? null : maxOf(item, rubric),
      unit: indicator.unit,
    }));
}

function confirmed<T>(citation: Citation, value: T, rubric: Rubric): T | null {
  return isUsable(rubric, citation) ? value : null;
}

function maxOf({ rule, max }: ItemRule, rubric: Rubric): number | null {
  const row = rule.kind === 'yes-no' ? rule : rule.bands[0];
  return row === undefined ? null : confirmed(row, max, rubric);
}

/** "từ 88% trở lên: 77 điểm; từ 66% đến dưới 88%: 44 điểm; thấp hơn 66%: 0 điểm" */
function sayGuidance({ rule }: ItemRule, unitWord: string, rubric: Rubric): string {
  const given = (text: string, row: Citation, points: number | null): readonly string[] =>
    points !== null && isUsable(rubric, row) ? [`${text}: ${sayNumber(points)} điểm`] : [];
  if (rule.kind === 'yes-no') return given('có', rule, rule.points).join('');
  return [
    ...rule.bands.flatMap((band: Band, position) =>
      given(sayBand(rule, position, unitWord), band, band.points),
    ),
    ...given(sayBand(rule, rule.bands.length, unitWord), rule.otherwise, rule.otherwise.points),
    ...(rule.kind === 'rate' && rule.noCase !== 'person'
      ? given('không phát sinh', rule.noCase, rule.noCase.points)
      : []),
  ].join('; ');
}

/** What a unit is asked to keep to when it fills the sheet in. */
export const formInstructions =
  'Ghi số liệu của năm, không ghi ước; nội dung không phát sinh ghi "Không phát sinh". Không ghi tên, ngày sinh, địa chỉ trẻ em.';

/** Said over a sheet whose scale nobody has confirmed; empty otherwise. */
export function unconfirmedNote(rows: readonly FormRow[]): string {
  return rows.some(({ kind, max }) => kind === 'criterion' && max === null)
    ? 'Điểm tối đa và cách tính điểm để trống là nội dung chưa đối chiếu với bản gốc; đơn vị ghi theo văn bản chính thức.'
    : '';
}
