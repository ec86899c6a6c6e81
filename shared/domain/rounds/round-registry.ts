import type { Round } from '../round.ts';
import { chiLang2023 } from './chi-lang-2023.ts';

/** Every round the product is configured for; a new round is one file and one line here. */
export const rounds: readonly Round[] = [chiLang2023];

/** Finds a round by its identifier ("2023"); undefined when there is none. */
export function findRound(id: string): Round | undefined {
  return rounds.find((round) => round.id === id);
}
