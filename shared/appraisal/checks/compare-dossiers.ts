import type { DossierFacts } from '../../domain/dossier-facts.ts';
import type { Finding } from '../../domain/finding.ts';
import type { Round } from '../../domain/round.ts';
import type { SectorAnswers } from '../../domain/sector-answer.ts';
import type { Rubric } from '../../rubrics/rubric.ts';
import { compareAnswers } from '../sector-confirmation/compare-answers.ts';
import { checkPrintedMaxima } from './check-printed-maxima.ts';
import { checkSectorAnswers } from './check-sector-answers.ts';
import { checkSharedFiles } from './check-shared-files.ts';
import { checkYearJumps } from './check-year-jumps.ts';

/** Every finding that needs more than one dossier or a sector's word, by commune code; each commune with facts has an entry. */
export function compareDossiers(input: {
  readonly round: Round;
  readonly rubric: Rubric;
  readonly facts: readonly DossierFacts[];
  /** Facts of the round before; empty when it is not kept. */
  readonly previous: readonly DossierFacts[];
  /** Oldest first. */
  readonly answers: readonly SectorAnswers[];
}): ReadonlyMap<string, readonly Finding[]> {
  const { round, rubric, facts, previous, answers } = input;
  const { indicators } = rubric.vocabulary;
  const shared = [...checkPrintedMaxima(facts, rubric), ...checkSharedFiles(facts, round.communes)];
  return new Map(
    facts.map((own) => {
      const commune = round.communes.find(({ code }) => code === own.commune);
      const before = previous.find((one) => one.commune === own.commune);
      return [
        own.commune,
        [
          ...shared.filter((one) => one.commune === own.commune).map(({ finding }) => finding),
          ...(commune === undefined || before === undefined
            ? []
            : checkYearJumps(own, before, { commune, indicators })),
          ...checkSectorAnswers(compareAnswers(own, answers, round.sectors), indicators),
        ],
      ];
    }),
  );
}
