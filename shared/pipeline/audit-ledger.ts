import type { Store } from '../ports/store.ts';
import { ledgerEnd, listIntake, readLedger } from './records.ts';

/** The ledger beside what the intake log itself shows. */
export interface LedgerAudit {
  /** Mails taken in. */
  readonly accepted: number;
  /** Times the very same bytes came again; no mails of their own. */
  readonly copies: number;
  /** Mails by how they ended: their kind, "held", "refused" or "duplicates". */
  readonly ended: Readonly<Record<string, number>>;
  readonly inWork: number;
  /** Every mail taken in is in work or has ended exactly once, and the log says the same. */
  readonly balances: boolean;
}

const pageSize = 500;

/** Counts the intake log mail by mail and compares it with the ledger's sums; for tests and for an operator, never for a stage. */
export async function auditLedger(store: Store): Promise<LedgerAudit> {
  const ended: Record<string, number> = {};
  let mails = 0;
  let copies = 0;
  let inWork = 0;
  let after: string | undefined;
  do {
    const page = await listIntake(store, pageSize, after);
    for (const entry of page.entries) {
      mails += 1;
      copies += entry.copies;
      const end = ledgerEnd(entry);
      if (end === undefined) inWork += 1;
      else ended[end] = (ended[end] ?? 0) + 1;
    }
    after = page.next;
  } while (after !== undefined);

  const { accepted = 0, copies: copiesCounted = 0, ...sums } = await readLedger(store);
  const names = new Set([...Object.keys(ended), ...Object.keys(sums)]);
  const balances =
    accepted === mails &&
    copiesCounted === copies &&
    [...names].every((name) => (ended[name] ?? 0) === (sums[name] ?? 0));
  return { accepted, copies, ended, inWork, balances };
}
