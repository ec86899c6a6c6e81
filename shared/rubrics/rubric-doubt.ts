import type { Source } from '../domain/locator.ts';

/** Something in a rubric being entered that a person has to look at. Its sentence names it: another sentence is another doubt. */
export interface RubricDoubt {
  /** Complete in Vietnamese, the place included. */
  readonly message: string;
  /** No words settle it, only a correction: the engine could not compute with it. */
  readonly mustCorrect: boolean;
  /** Where the text says so; null for what concerns several rows. */
  readonly source: Source | null;
}
