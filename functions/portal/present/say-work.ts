import type { JobCounts } from '../../../shared/ports/jobs.ts';

/** What goes on just now: "Đang xử lý 2 thư; còn 5 việc."; null when nothing does. */
export function sayWork(mails: number, { waiting, running }: JobCounts): string | null {
  const jobs = waiting + running;
  if (jobs === 0) return null;
  return mails === 0 ? `Đang xử lý: còn ${jobs} việc.` : `Đang xử lý ${mails} thư: còn ${jobs} việc.`;
}
