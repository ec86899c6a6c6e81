import type { CommuneState, RoundState } from './district-documents.ts';
import { isLate } from './round-figures.ts';
import { sayDay } from './say-document.ts';

/** A blank for a person to fill in. */
export const blank = '……';

/** "trong thời hạn", "trong thời hạn được gia hạn" or "sau thời hạn", by the first mail of the dossier. */
export function sayInTime(
  one: Pick<CommuneState, 'receivedAt' | 'revision' | 'extension'>,
  state: Pick<RoundState, 'round'>,
): string {
  if (isLate(one, state)) return 'sau thời hạn';
  return isLate({ ...one, extension: null }, state) ? 'trong thời hạn được gia hạn' : 'trong thời hạn';
}

/** "số đến 612 ngày 01/11/2023", blanks where the records clerk has not registered the paper copy. */
export function sayPaperCopy({ paper }: Pick<CommuneState, 'paper'>): string {
  return `số đến ${paper?.number ?? blank} ngày ${sayDay(paper?.date ?? null) ?? blank}`;
}
