import type { Round } from '../domain/round.ts';
import type { CommuneState } from './district-documents.ts';
import { sayDay } from './say-document.ts';

/** A blank for a person to fill in. */
export const blank = '……';

/** "trong thời hạn" or "sau thời hạn", by the first mail of the dossier. */
export function sayInTime(receivedAt: string, round: Round): string {
  return Date.parse(receivedAt) >= Date.parse(round.lateFrom) ? 'sau thời hạn' : 'trong thời hạn';
}

/** "số đến 612 ngày 01/11/2023", blanks where the records clerk has not registered the paper copy. */
export function sayPaperCopy({ paper }: Pick<CommuneState, 'paper'>): string {
  return `số đến ${paper?.number ?? blank} ngày ${sayDay(paper?.date ?? null) ?? blank}`;
}
