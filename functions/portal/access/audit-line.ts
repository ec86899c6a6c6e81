import type { Person } from '../../../shared/domain/person.ts';
import type { AuditAct, AuditEntry } from '../../../shared/pipeline/audit-records.ts';
import { auditWrite } from '../../../shared/pipeline/audit-records.ts';
import type { Write } from '../../../shared/ports/store.ts';
import type { PortalServices } from '../services.ts';

/** The line of the audit on what a person does now; goes into the commit of the change itself. */
export function auditLine(
  { clock, newToken }: Pick<PortalServices, 'clock' | 'newToken'>,
  { id, name }: Pick<Person, 'id' | 'name'>,
  what: AuditAct,
  {
    about = {},
    ...words
  }: {
    readonly about?: Partial<AuditEntry['about']>;
    readonly reason?: string | null;
    readonly before?: string | null;
    readonly after?: string | null;
  } = {},
): Write {
  return auditWrite({
    id: newToken().slice(0, 16),
    at: clock.now(),
    by: { id, name },
    what,
    about: { round: null, commune: null, mail: null, ...about },
    reason: words.reason ?? null,
    before: words.before ?? null,
    after: words.after ?? null,
  });
}
