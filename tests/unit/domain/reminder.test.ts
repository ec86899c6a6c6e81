import { describe, expect, test } from 'vitest';
import type { ReminderPlan } from '../../../shared/domain/reminder.ts';
import { daysToLastDay, dueReminder, plannedReminders } from '../../../shared/domain/reminder.ts';

const plan: ReminderPlan = {
  daysBefore: [14, 7, 3, 1],
  sendAt: '08:00',
  since: '2023-01-01T00:00:00Z',
};
/** "trước ngày 03/11/2023": the last day is Thursday 2 November. */
const lateFrom = '2023-11-03T00:00:00+07:00';
const at = (local: string): string => new Date(`${local.replace(' ', 'T')}:00+07:00`).toISOString();

/** What is due at a local time: "reminder 2023-10-19 (14)", null for nothing. */
function due(
  local: string,
  {
    deadline = lateFrom,
    mayCatchUp = true,
    ...own
  }: Partial<ReminderPlan> & { deadline?: string; mayCatchUp?: boolean } = {},
): string | null {
  const found = dueReminder({ ...plan, ...own }, { lateFrom: deadline }, at(local), mayCatchUp);
  return found === null ? null : `${found.kind} ${found.day} (${daysToLastDay(deadline, at(local))})`;
}

describe('the days of a round', () => {
  test('are those of the plan of 2023', () => {
    expect(plannedReminders(plan, { lateFrom })).toEqual([
      { kind: 'reminder', day: '2023-10-19' },
      { kind: 'reminder', day: '2023-10-26' },
      { kind: 'reminder', day: '2023-10-30' },
      { kind: 'reminder', day: '2023-11-01' },
      { kind: 'overdue', day: '2023-11-03' },
    ]);
  });

  test.each([
    ['a Sunday becomes the Friday before', '2023-11-07T00:00:00+07:00', '2023-11-03'],
    ['a Saturday becomes the Friday before', '2023-11-06T00:00:00+07:00', '2023-11-03'],
    ['a Monday stays', '2023-11-08T00:00:00+07:00', '2023-11-06'],
  ])('%s', (_, deadline, day) => {
    expect(plannedReminders({ daysBefore: [1] }, { lateFrom: deadline })[0]).toEqual({
      kind: 'reminder',
      day,
    });
  });

  test('two days that fall on one Friday are one reminder', () => {
    // Last day Monday 6 November: the day before is Sunday, three days before is Friday.
    expect(plannedReminders({ daysBefore: [3, 1] }, { lateFrom: '2023-11-07T00:00:00+07:00' })).toEqual([
      { kind: 'reminder', day: '2023-11-03' },
      { kind: 'overdue', day: '2023-11-07' },
    ]);
  });

  test('the day after a deadline that falls on a weekend is the Monday', () => {
    expect(plannedReminders({ daysBefore: [] }, { lateFrom: '2023-11-04T00:00:00+07:00' })).toEqual([
      { kind: 'overdue', day: '2023-11-06' },
    ]);
  });

  test('they go over the end of a year and a leap day', () => {
    expect(
      plannedReminders({ daysBefore: [14, 7] }, { lateFrom: '2024-01-06T00:00:00+07:00' }).map(
        ({ day }) => day,
      ),
    ).toEqual(['2023-12-22', '2023-12-29', '2024-01-08']);
    expect(plannedReminders({ daysBefore: [2] }, { lateFrom: '2024-03-02T00:00:00+07:00' })[0]?.day).toBe(
      '2024-02-28',
    );
    expect(plannedReminders({ daysBefore: [1] }, { lateFrom: '2024-03-02T00:00:00+07:00' })[0]?.day).toBe(
      '2024-02-29',
    );
  });
});

describe('what is due', () => {
  test.each([
    ['weeks before', '2023-10-02 09:00', null],
    ['the day before the first', '2023-10-18 09:00', null],
    ['a minute before the hour', '2023-10-19 07:59', null],
    ['at the hour', '2023-10-19 08:00', 'reminder 2023-10-19 (14)'],
    ['a minute later, the same one again', '2023-10-19 08:01', 'reminder 2023-10-19 (14)'],
    ['when the machine comes up in the afternoon', '2023-10-19 16:40', 'reminder 2023-10-19 (14)'],
    ['late in the evening of the day', '2023-10-19 23:59', 'reminder 2023-10-19 (14)'],
    ['the next day, before the hour', '2023-10-20 07:30', null],
    ['the next day, when the machine was off', '2023-10-20 08:00', 'reminder 2023-10-19 (13)'],
    ['on a Saturday', '2023-10-21 09:00', null],
    ['on a Sunday', '2023-10-22 23:00', null],
    ['on the Monday after, when the machine was off', '2023-10-23 09:00', 'reminder 2023-10-19 (10)'],
    ['the second, at its hour', '2023-10-26 08:00', 'reminder 2023-10-26 (7)'],
    ['before the hour of the second nothing of the first', '2023-10-26 07:00', null],
    ['after two were missed, only the latest', '2023-10-27 10:00', 'reminder 2023-10-26 (6)'],
    ['the third', '2023-10-30 08:00', 'reminder 2023-10-30 (3)'],
    ['the third a day late', '2023-10-31 08:30', 'reminder 2023-10-30 (2)'],
    ['the last', '2023-11-01 08:00', 'reminder 2023-11-01 (1)'],
    ['on the last day itself no "tomorrow" any more', '2023-11-02 08:00', null],
    ['in the last minute', '2023-11-02 23:59', null],
    ['past the deadline, before the hour', '2023-11-03 00:01', null],
    ['past the deadline, at the hour', '2023-11-03 08:00', 'overdue 2023-11-03 (-1)'],
    ['at the weekend after it', '2023-11-04 08:00', null],
    ['on the Monday after it, when the machine was off', '2023-11-06 08:00', 'overdue 2023-11-03 (-4)'],
    ['a week after it', '2023-11-10 07:59', null],
    ['more than a week after it', '2023-11-10 08:00', null],
    ['a year after it', '2024-11-04 08:00', null],
  ])('%s', (_, local, expected) => {
    expect(due(local)).toBe(expected);
  });

  test.each([
    ['switched on after the hour of the day', '2023-10-19 09:00', '2023-10-19 08:30', null],
    [
      'switched on before the hour of the day',
      '2023-10-19 09:00',
      '2023-10-19 07:30',
      'reminder 2023-10-19 (14)',
    ],
    ['switched on between two days', '2023-10-24 09:00', '2023-10-23 10:00', null],
    ['switched on after the deadline', '2023-11-06 09:00', '2023-11-03 10:00', null],
  ])('%s', (_, local, since, expected) => {
    expect(due(local, { since: at(since) })).toBe(expected);
  });

  test.each([
    ['at another hour', '2023-10-19 13:00', { sendAt: '13:30' }, null],
    ['at that hour', '2023-10-19 13:30', { sendAt: '13:30' }, 'reminder 2023-10-19 (14)'],
    ["on a day of one's own", '2023-10-25 08:00', { daysBefore: [8] }, 'reminder 2023-10-25 (8)'],
    ['without days before, only what is overdue', '2023-11-01 08:00', { daysBefore: [] }, null],
  ])('%s', (_, local, own, expected) => {
    expect(due(local, own)).toBe(expected);
  });

  test('a commune that was given longer is reminded by its own days', () => {
    const deadline = '2023-11-18T00:00:00+07:00';
    expect(due('2023-11-03 08:00', { deadline })).toBe('reminder 2023-11-03 (14)');
    expect(due('2023-11-10 08:00', { deadline })).toBe('reminder 2023-11-10 (7)');
    expect(due('2023-11-20 08:00', { deadline })).toBe('overdue 2023-11-20 (-3)');
    expect(due('2023-11-01 08:00', { deadline })).toBe(null);
  });

  test('a deadline moved later takes back what the old one made due', () => {
    const deadline = '2023-12-01T00:00:00+07:00';
    expect(due('2023-11-03 08:00', { deadline })).toBe(null);
    expect(due('2023-11-16 08:00', { deadline })).toBe('reminder 2023-11-16 (14)');
  });

  test('where nothing is made up for, a day that passed is over', () => {
    expect(due('2023-10-20 08:00', { mayCatchUp: false })).toBe(null);
    expect(due('2023-10-19 17:00', { mayCatchUp: false })).toBe('reminder 2023-10-19 (14)');
  });

  test('a clock set back asks for a day that is known, or for nothing', () => {
    expect(due('2023-10-26 08:00')).toBe('reminder 2023-10-26 (7)');
    expect(due('2023-10-25 08:00')).toBe('reminder 2023-10-19 (8)');
    expect(due('2023-10-18 08:00')).toBe(null);
  });

  test("the hour is Vietnam's whatever the machine says of its own", () => {
    const of = (now: string) => dueReminder(plan, { lateFrom }, now, true);
    expect(of('2023-10-19T00:59:59.999Z')).toBe(null);
    expect(of('2023-10-19T01:00:00.000Z')).toEqual({ kind: 'reminder', day: '2023-10-19' });
    expect(of('2023-10-19T16:59:00.000Z')).toEqual({ kind: 'reminder', day: '2023-10-19' });
  });
});
