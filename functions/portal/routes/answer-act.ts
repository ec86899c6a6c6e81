import type { ActResult } from '../../../shared/pipeline/keep-act.ts';
import type { SentForm } from '../access/sent-form.ts';
import type { NotKept } from '../pages/act-forms.tsx';
import type { PortalServices } from '../services.ts';

/** Why an act was not kept, for its form; null when it was. */
export function toNotKept<T>(result: ActResult<T>, part: string, sent: SentForm): NotKept | null {
  if ('kept' in result) return null;
  return {
    part,
    sent,
    problems: 'refused' in result ? [result.refused] : [],
    warnings: 'warnings' in result ? result.warnings : [],
    isChanged: 'changed' in result,
  };
}

/** Changed meanwhile: 409; what was typed does not do: 422. */
export const statusOf = (notKept: NotKept | null): 200 | 409 | 422 =>
  notKept === null ? 200 : notKept.isChanged ? 409 : 422;

/** What acts of people need of the portal's home. */
export const toCouncilDesk = ({ store, clock, newToken }: PortalServices) => ({
  store,
  clock,
  newId: () => newToken().slice(0, 16),
});

/** The step a person had before them. */
export const seenStep = (form: SentForm): number => Number(form.text('buoc') || '0');

/** A text, or null where none was typed. */
export const orNull = (text: string): string | null => (text === '' ? null : text.slice(0, 200));

/** Points as an officer types them ("7,5"); NaN for anything else, null for nothing. */
export function readPoints(text: string): number | null {
  if (text === '') return null;
  return /^\d{1,4}(?:[.,]\d{1,2})?$/u.test(text) ? Number(text.replace(',', '.')) : Number.NaN;
}
