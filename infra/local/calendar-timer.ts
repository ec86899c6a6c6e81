import { keepCalendar } from '../../shared/pipeline/keep-calendar.ts';
import type { World } from '../../shared/pipeline/world.ts';
import type { Jobs } from '../../shared/ports/jobs.ts';

const minuteMs = 60_000;

/**
 * Asks the calendar every minute, at once at the start: what became due while the machine was off is started then. A tick that fails is
 * reported by the name of its error, and the next one tries again.
 */
export function startCalendar(
  home: Pick<World, 'store' | 'blobs' | 'clock' | 'rounds'> & { readonly jobs: Pick<Jobs, 'countJobs'> },
  report: (line: string) => void,
): { readonly stop: () => Promise<void> } {
  let running: Promise<void> | null = null;
  const tick = (): void => {
    running ??= home.jobs
      .countJobs()
      .then((work) => keepCalendar(home, work))
      .catch((error: unknown) => {
        report(`calendar failed: ${error instanceof Error ? error.name : 'unknown'}`);
      })
      .finally(() => {
        running = null;
      });
  };
  tick();
  const timer = setInterval(tick, minuteMs);
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
