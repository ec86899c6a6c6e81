import type { DossierFacts } from '../../../../shared/domain/dossier-facts.ts';

/** Facts of a dossier that says nothing but what the test puts in. */
export function factsOf(commune: string, change: Partial<DossierFacts> = {}): DossierFacts {
  return {
    round: 'minh-hoa-2023',
    year: 2023,
    commune,
    revision: 1,
    maxima: [],
    papers: [],
    figures: [],
    ...change,
  };
}
