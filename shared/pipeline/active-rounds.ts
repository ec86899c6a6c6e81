import type { Round } from '../domain/round.ts';
import { illustrationRound } from '../domain/rounds/illustration.ts';
import { rounds } from '../domain/rounds/round-registry.ts';
import { findRubric } from '../rubrics/registry.ts';
import type { ActiveRound } from './world.ts';

/** The rounds an office works on: those of real districts, and the invented one of this year for the demo. */
export function activeRounds(year: number): readonly ActiveRound[] {
  return [...rounds, illustrationRound(year)].map(withRubric);
}

/** A round with the built-in version of its rubric. @throws Error for a round whose rubric is not registered. */
export function withRubric(round: Round): ActiveRound {
  const rubric = findRubric(round.rubric);
  if (rubric === undefined) throw new Error(`no rubric ${round.rubric}`);
  return { round, rubric };
}
