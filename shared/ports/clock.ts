/** The time, from outside: the core has none of its own. */
export interface Clock {
  /** ISO 8601 in UTC with milliseconds. */
  now(): string;
}
