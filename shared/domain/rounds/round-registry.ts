import type { Round } from '../round.ts';
import { chiLang2023 } from './chi-lang-2023.ts';
import { illustrationRound } from './illustration.ts';

/** Every round of a real district the product is configured for; a new round is one file and one line here. */
export const rounds: readonly Round[] = [chiLang2023];

/** Finds a round by its identifier ("2023", or "minh-hoa-2023" for the invented one of a year); undefined when there is none. */
export function findRound(id: string): Round | undefined {
  const invented = /^minh-hoa-(20\d\d)$/u.exec(id);
  if (invented !== null) return illustrationRound(Number(invented[1]));
  return rounds.find((round) => round.id === id);
}
