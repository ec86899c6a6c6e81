import type { Commune } from '../../domain/commune.ts';
import type { DossierFacts } from '../../domain/dossier-facts.ts';
import type { Finding } from '../../domain/finding.ts';
import { makeFinding } from '../../domain/finding-catalogue.ts';
import type { IndicatorDefinition } from '../../domain/indicator.ts';
import { sayFigureValue } from '../../rubrics/say-reading.ts';
import { compareYears } from './year-on-year.ts';

/** Finds figures of a commune that jump against those of the round before. */
export function checkYearJumps(
  current: DossierFacts,
  previous: DossierFacts,
  of: { readonly commune: Commune; readonly indicators: readonly IndicatorDefinition[] },
): readonly Finding[] {
  return compareYears(current, previous, of).flatMap(({ indicator, isJump, ...row }) =>
    isJump && row.previous !== null && row.current !== null
      ? [
          makeFinding(
            'year-jump',
            {
              criterion: indicator.criterion,
              indicator: indicator.name,
              previousYear: previous.year,
              previous: sayFigureValue(row.previous, indicator),
              year: current.year,
              value: sayFigureValue(row.current, indicator),
            },
            { about: indicator.id },
          ),
        ]
      : [],
  );
}
