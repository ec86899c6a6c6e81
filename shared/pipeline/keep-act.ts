import type { Person } from '../domain/person.ts';
import type { Clock } from '../ports/clock.ts';
import type { Json, Store, Write } from '../ports/store.ts';
import type { AuditAct } from './audit-records.ts';
import { auditWrite } from './audit-records.ts';
import { actWrite } from './council-records.ts';

/** What acts of people in the work of a round need of the outside. */
export interface CouncilDesk {
  readonly store: Store;
  readonly clock: Clock;
  /** A new identifier, for the line of the audit. */
  readonly newId: () => string;
}

/** Who acts. */
export type Actor = Pick<Person, 'id' | 'name'>;

/**
 * What came of an act: what is kept now; why it was refused, in Vietnamese; what to look at before it is asked again with
 * `isConfirmed`; or what somebody else made of it since the person looked.
 */
export type ActResult<T> =
  | { readonly kept: T }
  | { readonly refused: string }
  | { readonly warnings: readonly string[] }
  | { readonly changed: T };

/** Another writer may be faster than us this often before we give up. */
export const actAttempts = 5;

/** Attack: words of many kilobytes in every list that shows them. */
export const longestWords = 4000;

export const actRefusals = {
  busy: 'Nhiều người đang ghi cùng lúc; gửi lại sau ít giây.',
  longWords: `Nội dung dài quá ${longestWords} ký tự; rút ngắn rồi ghi lại.`,
  noReason: 'Chưa ghi lý do.',
} as const;

/** The event of an act and its line of the audit; both go into the commit of the change itself. */
export function keepAct(
  act: {
    readonly round: string;
    readonly subject: string;
    readonly step: number;
    readonly part: string;
    readonly by: Actor;
    readonly what: AuditAct;
    readonly commune: string | null;
    readonly reason: string;
    readonly before: Json;
    readonly after: Json;
    /** The same in words, for the audit. */
    readonly said: string;
  },
  { clock, newId }: CouncilDesk,
): readonly Write[] {
  const { round, subject, step, part, by, reason, before, after } = act;
  const at = clock.now();
  return [
    actWrite({ round, subject, step, part, by: { id: by.id, name: by.name }, at, reason, before, after }),
    auditWrite({
      id: newId(),
      at,
      by: { id: by.id, name: by.name },
      what: act.what,
      about: { round, commune: act.commune, mail: null },
      reason: reason === '' ? null : reason,
      before: null,
      after: act.said,
    }),
  ];
}
