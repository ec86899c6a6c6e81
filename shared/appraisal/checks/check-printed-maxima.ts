import type { DossierFacts } from '../../domain/dossier-facts.ts';
import { makeFinding } from '../../domain/finding-catalogue.ts';
import type { Rubric } from '../../rubrics/rubric.ts';
import { isUsable } from '../../rubrics/rubric.ts';
import { sayNumber } from '../../rubrics/say-figure.ts';
import type { CommuneFinding } from './commune-finding.ts';

/** Two sheets that agree may be two copies of one wrong sheet; three others are the round's form. */
const othersAtLeast = 3;

/**
 * Finds a maximum printed otherwise than by all others of the round. Only while the scale itself cannot tell: a maximum two
 * officers verified is held against each sheet when its mail is judged.
 */
export function checkPrintedMaxima(
  facts: readonly DossierFacts[],
  rubric: Rubric,
): readonly CommuneFinding[] {
  return rubric.criteria.flatMap(({ number, max: official }) => {
    if (official.points !== null && isUsable(rubric, official)) return [];
    const printed = facts.flatMap(({ commune, maxima }) => {
      const own = maxima.find(({ criterion }) => criterion === number);
      return own === undefined ? [] : [{ commune, max: own.max }];
    });
    return printed.flatMap((one): readonly CommuneFinding[] => {
      const others = printed.filter((other) => other !== one);
      const [first] = others;
      if (first === undefined || others.length < othersAtLeast || first.max === one.max) return [];
      if (others.some(({ max }) => max !== first.max)) return [];
      const finding = makeFinding(
        'max-differs',
        {
          criterion: number,
          printed: sayNumber(one.max),
          others: sayNumber(first.max),
          communes: others.length,
        },
        { about: String(number) },
      );
      return [{ commune: one.commune, finding }];
    });
  });
}
