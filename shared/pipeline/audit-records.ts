import type { Person } from '../domain/person.ts';
import type { Store, StoreRecord, Write } from '../ports/store.ts';

/*
 *   AUDIT#<year-month>   <at>#<id>    who saw or changed what, append-only
 *   index1 AUDIT-BY#<person>          the same by person
 *   index2 AUDIT-OF#<round>#<commune> the same by dossier
 */

/** What someone did. */
export type AuditAct =
  | 'sign-in'
  | 'sign-in-refused'
  | 'sign-out'
  | 'add-person'
  | 'change-person'
  | 'invite-person'
  | 'set-password'
  | 'accept-reading'
  | 'correct-reading'
  | 'set-points'
  | 'settle-finding'
  | 'withdraw-decision'
  | 'release-mail'
  | 'refuse-mail'
  | 'bind-mail'
  | 'move-mail'
  | 'change-paper'
  | 'undo-mail'
  | 'receive-on-behalf'
  | 'replay'
  | 'retry-job'
  | 'answer-question'
  | 'block-sender'
  | 'unblock-sender'
  | 'enrol-address'
  | 'drop-address'
  | 'change-registry'
  | 'change-round'
  | 'change-mailbox'
  | 'import-mail'
  | 'note-contact'
  | 'open-evidence'
  | 'download-raw'
  | 'upload-annex'
  | 'correct-rubric'
  | 'settle-rubric'
  | 'submit-rubric'
  | 'return-rubric'
  | 'adopt-rubric'
  | 'make-documents'
  | 'download-documents'
  | 'upload-document'
  | 'withdraw-document'
  | 'upload-template'
  | 'use-template'
  | 'change-letter'
  | 'change-reminders'
  | 'change-receipts'
  | 'send-issued'
  | 'notify-council'
  | 'upload-sector-table'
  | 'change-session'
  | 'record-vote'
  | 'record-ruling'
  | 'ask-completion'
  | 'give-score'
  | 'sign-minutes'
  | 'withdraw-minutes'
  | 'record-proposal'
  | 'record-decision'
  | 'withdraw-list'
  | 'record-paper-copy'
  | 'extend-deadline'
  | 'record-letter'
  | 'download-signed'
  | 'send-letter'
  | 'send-by-hand'
  | 'withdraw-letter'
  | 'clear-address'
  | 'release-automatic'
  | 'change-relay'
  | 'try-relay';

/** One line of the audit; its words never hold a child's name. */
export interface AuditEntry {
  readonly id: string;
  /** ISO time. */
  readonly at: string;
  readonly by: Pick<Person, 'id' | 'name'>;
  readonly what: AuditAct;
  readonly about: {
    readonly round: string | null;
    /** Commune code. */
    readonly commune: string | null;
    readonly mail: string | null;
  };
  /** In the person's words. */
  readonly reason: string | null;
  readonly before: string | null;
  readonly after: string | null;
}

const schema = 1;

const monthPartition = (month: string): string => `AUDIT#${month}`;

/** Writes a line of the audit; goes into the commit of the change itself, so that there is none without its line. */
export function auditWrite(entry: AuditEntry): Write {
  const sort = `${entry.at}#${entry.id}`;
  const { round, commune } = entry.about;
  const record: StoreRecord = {
    partition: monthPartition(entry.at.slice(0, 7)),
    sort,
    schema,
    body: { ...entry, by: { ...entry.by }, about: { ...entry.about } },
    indexes: {
      index1: { partition: `AUDIT-BY#${entry.by.id}`, sort },
      ...(round !== null && { index2: { partition: `AUDIT-OF#${round}#${commune ?? ''}`, sort } }),
    },
  };
  return { kind: 'put-if-absent', record };
}

/** Which lines of the audit: those of a month ("2023-10"), of a person, or of a dossier. */
export type AuditRange =
  | { readonly month: string }
  | { readonly person: string }
  | { readonly round: string; readonly commune: string | null };

/** A page of the audit, newest first. */
export async function listAudit(
  store: Store,
  range: AuditRange,
  limit: number,
  after?: string,
): Promise<{ entries: readonly AuditEntry[]; next?: string }> {
  const place =
    'month' in range
      ? { partition: monthPartition(range.month) }
      : 'person' in range
        ? { partition: `AUDIT-BY#${range.person}`, index: 'index1' as const }
        : { partition: `AUDIT-OF#${range.round}#${range.commune ?? ''}`, index: 'index2' as const };
  const page = await store.query({
    ...place,
    order: 'descending',
    limit,
    ...(after === undefined ? {} : { after }),
  });
  return {
    entries: page.records.map(({ body }) => body as unknown as AuditEntry),
    ...(page.next === undefined ? {} : { next: page.next }),
  };
}
