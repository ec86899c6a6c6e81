import type { Clock } from '../../shared/ports/clock.ts';

/** A clock that stands until it is moved. */
export interface MovableClock extends Clock {
  /** Milliseconds. */
  advance(by: number): void;
}

/** Begins at 1 November 2023, 08:00 in Hà Nội. */
export function makeMovableClock(): MovableClock {
  let time = Date.parse('2023-11-01T01:00:00.000Z');
  return { now: () => new Date(time).toISOString(), advance: (by) => void (time += by) };
}
