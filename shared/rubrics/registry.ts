import { illustrationRubric } from './minh-hoa/rubric.ts';
import { qd06Rubric } from './qd-06-2019/rubric.ts';
import type { Rubric } from './rubric.ts';
import { rubricKey } from './rubric.ts';

/** Every rubric built in; a new decision is one folder and one line here. */
export const rubrics: readonly Rubric[] = [qd06Rubric, illustrationRubric];

/** Finds a rubric by "qd-06-2019@1", or its highest version by "qd-06-2019"; undefined when there is none. */
export function findRubric(id: string): Rubric | undefined {
  const exact = rubrics.find((rubric) => rubricKey(rubric) === id);
  if (exact !== undefined) return exact;
  return rubrics.filter((rubric) => rubric.id === id).sort((a, b) => b.version - a.version)[0];
}
