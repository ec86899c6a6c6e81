import { changeRows } from './change-rows.ts';
import { checkRubric } from './check-rubric.ts';
import { findContradictions, rowsByName } from './compare-rubrics.ts';
import { listRows } from './list-rows.ts';
import type { Rubric, RubricRow, Verification } from './rubric.ts';
import { isVerified } from './rubric.ts';
import type { RubricDoubt } from './rubric-doubt.ts';

/** An officer's answer to a doubt, where the text stands as it is. */
export interface Settlement {
  /** The doubt's own sentence. */
  readonly doubt: string;
  readonly words: string;
  readonly by: string;
  /** ISO time. */
  readonly at: string;
}

/** A rubric being entered from an official text: the next version, before anyone has confirmed it. */
export interface RubricDraft {
  readonly rubric: Rubric;
  /** What reading the text left unclear; stays until settled in words. */
  readonly doubts: readonly RubricDoubt[];
  readonly settlements: readonly Settlement[];
}

/** Every doubt nobody has settled: those of reading, faults of the draft as it stands, and what contradicts the version before. */
export function listOpenDoubts(draft: RubricDraft, before: Rubric): readonly RubricDoubt[] {
  const settled = new Set(draft.settlements.map(({ doubt }) => doubt));
  return [...draft.doubts, ...checkRubric(draft.rubric), ...findContradictions(before, draft.rubric)].filter(
    ({ message, mustCorrect }) => mustCorrect || !settled.has(message),
  );
}

/**
 * The next version after `before` with the given contents: what the law and the version are stays, and a row keeps its
 * verification only where it says the same as a verified row of the version before. Whatever verification came with the contents
 * counts for nothing.
 */
export function makeNextVersion(
  before: Rubric,
  contents: Pick<Rubric, 'criteria' | 'vocabulary' | 'scaleTotal' | 'conditions'>,
): Rubric {
  const { criteria, vocabulary, scaleTotal, conditions } = contents;
  const next = { ...before, version: before.version + 1, criteria, vocabulary, scaleTotal, conditions };
  const old = new Map(listRows(before).map(({ rule, citation }) => [rule, citation.verified]));
  const [said, says] = [rowsByName(before), rowsByName(next)];
  return changeRows(next, ({ rule }) => ({
    verified: said.get(rule) === says.get(rule) ? (old.get(rule) ?? null) : null,
  }));
}

/** The rows two officers can stand for: those with a value that nobody has verified yet. */
export function listRowsToConfirm(rubric: Rubric): readonly RubricRow[] {
  return listRows(rubric).filter(({ citation }) => citation.status !== 'unknown' && !isVerified(citation));
}

/** A copy in which the named rows are verified; every other row stays as it is. */
export function verifyRows(rubric: Rubric, rules: readonly string[], verification: Verification): Rubric {
  const confirmed = new Set(rules);
  const confirmable = new Set(listRowsToConfirm(rubric).map(({ citation }) => citation));
  return changeRows(rubric, ({ rule, citation }) => ({
    verified: confirmable.has(citation) && confirmed.has(rule) ? verification : citation.verified,
  }));
}
