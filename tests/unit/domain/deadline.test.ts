import { describe, expect, it } from 'vitest';
import { deadlineOf, isLateBy } from '../../../shared/domain/deadline.ts';

const round = { lateFrom: '2023-11-03T00:00:00+07:00', deadline: '03/11/2023' };
const until = (day: string) => ({ lateFrom: `${day}T00:00:00+07:00`, day, reason: 'Mưa lũ' });

describe('the deadline that holds for a commune', () => {
  it('is the round’s, unless the commune was given a later one', () => {
    expect(deadlineOf(round, null)).toEqual(round);
    expect(deadlineOf(round, until('2023-11-10'))).toEqual({
      lateFrom: '2023-11-10T00:00:00+07:00',
      deadline: '10/11/2023',
    });
  });

  it('is the round’s again once that was moved behind the extension', () => {
    const moved = { lateFrom: '2023-12-01T00:00:00+07:00', deadline: '01/12/2023' };
    expect(deadlineOf(moved, until('2023-11-10'))).toEqual(moved);
  });

  it('ends with the day before, in the time of Vietnam', () => {
    const extended = deadlineOf(round, until('2023-11-10'));
    expect(isLateBy('2023-11-09T16:59:59.999Z', extended)).toBe(false);
    expect(isLateBy('2023-11-09T17:00:00.000Z', extended)).toBe(true);
  });
});
