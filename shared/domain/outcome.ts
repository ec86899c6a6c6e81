import type { Finding } from './finding.ts';

/** What came of reading or judging something: a value when there is one, and everything a person should know. Bad input is data, never an exception. */
export interface Outcome<T> {
  readonly value?: T;
  readonly findings: readonly Finding[];
}
