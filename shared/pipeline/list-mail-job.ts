import type { NewJob } from '../ports/store.ts';

/** The job that brings a mail's place in the lists and the search up to date. */
export function startListing(
  mail: string,
  run: number,
  after: 'received' | 'ended' | `answered-${number}`,
): NewJob {
  return { id: `list-mail:${mail}:${run}-${after}`, stage: 'list-mail', payload: { mail } };
}
