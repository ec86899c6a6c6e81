import type { IndicatorDefinition } from '../../domain/indicator.ts';
import { illustrationRubric } from '../../rubrics/minh-hoa/rubric.ts';
import type { ItemRule } from '../../rubrics/rubric.ts';
import { bandOf } from '../../rubrics/say-band.ts';

/** One invented figure: done of how many, a count, or yes and no; null where nothing occurred. */
export type SampleFigure = readonly [done: number, all: number] | number | boolean | null;

/** A row of an invented score sheet: an item with its figure and the points the artificial scale gives it. */
export interface SampleItem {
  readonly item: ItemRule;
  readonly indicator: IndicatorDefinition;
  readonly figure: SampleFigure;
  readonly points: number;
}

/** A criterion of an invented score sheet. */
export interface SampleCriterion {
  readonly number: number;
  readonly name: string;
  readonly max: number;
  readonly items: readonly SampleItem[];
  readonly points: number;
}

/** Invented figures by indicator id, scaled by the number of children so that communes differ. */
export function inventFigures(children: number): Readonly<Record<string, SampleFigure>> {
  const part = (of: number, share: number): readonly [number, number] => [Math.round(of * share), of];
  const infants = Math.round(children * 0.06);
  const under5 = Math.round(children * 0.3);
  return {
    'c01.officer': true,
    'c01.collaborators': true,
    'c01.protection-group': true,
    'c01.budget': true,
    'c02.birth-registration-rate': part(children, 0.991),
    'c03.abused-children': 0,
    'c03.abuse-rate': [0, children],
    'c04.law-violating-children': 0,
    'c04.drug-addicted-children': 0,
    'c05.injured-children': Math.round(children * 0.008),
    'c05.injury-deaths': 0,
    'c05.injury-rate': [Math.round(children * 0.008), children],
    'c06.special-circumstances-supported-rate': part(Math.round(children * 0.03), 0.97),
    'c06.intervention-plan-rate': null,
    'c07.full-immunisation-rate': part(infants, 0.98),
    'c08.underweight-rate': part(under5, 0.09),
    'c08.stunting-rate': part(under5, 0.15),
    'c09.health-check-rate': part(Math.round(children * 0.95), 0.965),
    'c10.nursery-rate': part(Math.round(children * 0.16), 0.41),
    'c10.kindergarten-rate': part(Math.round(children * 0.18), 0.99),
    'c11.participation-rate': part(Math.round(children * 0.52), 0.88),
    'c12.play-area-rate': part(12, 0.84),
    'c12.activities': 6,
    'c13.children-satisfaction-rate': part(80, 0.95),
    'c13.residents-satisfaction-rate': part(100, 0.93),
  };
}

/** The score sheet a commune with these figures would fill in under the artificial scale. */
export function scoreFigures(figures: Readonly<Record<string, SampleFigure>>): readonly SampleCriterion[] {
  const { vocabulary, criteria } = illustrationRubric;
  return criteria.map((criterion) => {
    const items = criterion.items.map((item) => {
      const indicator = vocabulary.indicators.find((one) => one.id === item.rule.indicator);
      if (indicator === undefined) throw new Error(`no indicator ${item.rule.indicator}`);
      const figure = figures[indicator.id] ?? null;
      return { item, indicator, figure, points: pointsOf(item, figure) };
    });
    return {
      number: criterion.number,
      name: vocabulary.criteria.find((one) => one.number === criterion.number)?.name ?? '',
      max: criterion.max.points ?? 0,
      items,
      points: items.reduce((sum, one) => sum + one.points, 0),
    };
  });
}

function pointsOf(item: ItemRule, figure: SampleFigure): number {
  const { rule } = item;
  if (rule.kind === 'yes-no') return figure === true ? rule.points : 0;
  if (figure === null) return rule.kind === 'rate' && rule.noCase !== 'person' ? rule.noCase.points : 0;
  if (typeof figure === 'boolean') return 0;
  const value = typeof figure === 'number' ? figure : figure[0] / figure[1];
  return rule.bands[bandOf(rule, value)]?.points ?? rule.otherwise.points ?? 0;
}

/** A figure as an officer types it: "922/937 trẻ = 98,4%", "6", "Có", "Không phát sinh vụ việc". */
export function sayFigure(figure: SampleFigure, counted: string): string {
  if (figure === null) return 'Không phát sinh vụ việc';
  if (typeof figure === 'boolean') return figure ? 'Có' : 'Không';
  if (typeof figure === 'number') return String(figure);
  return `${sayCount(figure[0])}/${sayCount(figure[1])} ${counted} = ${sayShare(figure)}`;
}

/** "1.158" */
export function sayCount(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/gu, '.');
}

/** "98,4%" */
export function sayShare([done, all]: readonly [number, number]): string {
  return `${((done / all) * 100).toFixed(1).replace('.', ',').replace(',0', '')}%`;
}

/** What an indicator counts, for the words behind a fraction. */
export function countedWord(indicator: IndicatorDefinition): string {
  if (indicator.id.startsWith('c13')) return 'phiếu';
  if (indicator.id === 'c12.play-area-rate') return 'thôn';
  return indicator.id === 'c06.intervention-plan-rate' ? 'vụ việc' : 'trẻ';
}
