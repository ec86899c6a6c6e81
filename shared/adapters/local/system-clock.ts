import type { Clock } from '../../ports/clock.ts';

/** This machine's time. */
export const systemClock: Clock = { now: () => new Date().toISOString() };
