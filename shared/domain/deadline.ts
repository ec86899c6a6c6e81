import type { Round } from './round.ts';

/** A later deadline for one commune. */
export interface DeadlineExtension {
  /** First instant that is late for it, ISO. */
  readonly lateFrom: string;
  /** ISO day before which the dossier is due. */
  readonly day: string;
  readonly reason: string;
}

/** Until when a dossier is in time. */
export interface Deadline {
  /** First instant that is late, ISO with offset. */
  readonly lateFrom: string;
  /** "03/11/2023" as in "trước ngày 03/11/2023". */
  readonly deadline: string;
}

/**
 * The deadline that holds for a commune: the round's, or the later one the commune was given (null: none). A round whose own
 * deadline was moved behind an extension has overtaken it.
 */
export function deadlineOf(
  { lateFrom, deadline }: Pick<Round, 'lateFrom' | 'deadline'>,
  extension: DeadlineExtension | null,
): Deadline {
  return extension === null || Date.parse(extension.lateFrom) <= Date.parse(lateFrom)
    ? { lateFrom, deadline }
    : { lateFrom: extension.lateFrom, deadline: extension.day.split('-').reverse().join('/') };
}

/** Whether what came at an instant (ISO) is late. */
export const isLateBy = (receivedAt: string, { lateFrom }: Pick<Deadline, 'lateFrom'>): boolean =>
  Date.parse(receivedAt) >= Date.parse(lateFrom);
