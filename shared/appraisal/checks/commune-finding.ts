import type { Finding } from '../../domain/finding.ts';

/** A finding of a check that looks at more than one dossier, with the commune it is said to. */
export interface CommuneFinding {
  /** Commune code. */
  readonly commune: string;
  readonly finding: Finding;
}
