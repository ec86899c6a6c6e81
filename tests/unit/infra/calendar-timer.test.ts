import { expect, test, vi } from 'vitest';
import { startCalendar } from '../../../infra/local/calendar-timer.ts';
import { putReminders } from '../../../shared/pipeline/calendar-records.ts';
import type { JobCounts } from '../../../shared/ports/jobs.ts';
import { openPipelineOffice } from '../../support/pipeline-office.ts';

const idle: JobCounts = { waiting: 0, running: 0, later: 0, dead: 0 };

test('what became due while the machine was off is started when it comes up, and a failed look is reported and repeated', async () => {
  const { world, store, clock } = openPipelineOffice();
  const [active] = world.rounds;
  if (active === undefined) throw new Error('no round');
  // Seven days before Sunday 31 December is a Sunday: Friday 22 December it is. The machine comes up that evening.
  clock.advance(Date.parse('2023-12-22T12:00:00Z') - Date.parse(clock.now()));
  const settings = {
    ...{ round: active.round.id, isOn: true, daysBefore: [7], sendAt: '08:00' },
    ...{ since: '2023-12-01T00:00:00Z', by: { id: 'a', name: 'A' } },
  };
  await store.commit({ writes: [putReminders(settings, undefined)], jobs: [] });
  const lines: string[] = [];
  let looks = 0;
  const countJobs = (): Promise<JobCounts> => {
    looks += 1;
    return looks === 1 ? Promise.reject(new RangeError('words of the store')) : Promise.resolve(idle);
  };
  vi.useFakeTimers();
  const calendar = startCalendar({ ...world, jobs: { countJobs } }, (line) => lines.push(line));
  await vi.advanceTimersByTimeAsync(60_000);
  vi.useRealTimers();
  await calendar.stop();
  expect(lines).toEqual(['calendar failed: RangeError']);
  expect((await store.countJobs()).waiting).toBe(active.round.communes.length);
});
