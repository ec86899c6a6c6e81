import type { Finding } from '../../domain/finding.ts';
import { makeFinding } from '../../domain/finding-catalogue.ts';
import type { IndicatorDefinition } from '../../domain/indicator.ts';
import { sayFigureValue } from '../../rubrics/say-reading.ts';
import type { ComparedAnswer } from '../sector-confirmation/compare-answers.ts';

/** Finds figures that a sector does not confirm; the commune's figure stays as it is, people decide. */
export function checkSectorAnswers(
  compared: readonly ComparedAnswer[],
  indicators: readonly IndicatorDefinition[],
): readonly Finding[] {
  return compared.flatMap(({ sector, answer, figure, result }) => {
    const indicator = indicators.find(({ id }) => id === answer.indicator);
    if (result !== 'differs' || figure === null || indicator === undefined) return [];
    return [
      makeFinding(
        'sector-differs',
        {
          criterion: indicator.criterion,
          indicator: indicator.name,
          value: sayFigureValue(figure, indicator),
          sector: sector.name,
          sectorValue: answer.own === null ? null : sayFigureValue(answer.own, indicator),
        },
        { about: indicator.id },
      ),
    ];
  });
}
