import type { NewJob } from '../ports/store.ts';

/** From what a mail is worked on again: its raw bytes, the bytes of one part, or what was read of its parts. */
export type ReplayFrom = 'raw' | 'part' | 'papers';

/** The job that has a mail worked on again in a run of its own; asked twice for the same run, it is one. */
export function startReplay(
  replay: { readonly mail: string; readonly run: number; readonly from: ReplayFrom; readonly part?: string },
  step = 0,
): NewJob {
  const { mail, run, from, part = '' } = replay;
  return {
    id: `replay-mail:${mail}:${run}${step === 0 ? '' : `:${step}`}`,
    stage: 'replay-mail',
    payload: { mail, run, from, part, step },
  };
}
