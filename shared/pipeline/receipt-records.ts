import type { RecordKey, Store, StoreRecord, Write } from '../ports/store.ts';
import { receiptCode } from './receipt-code.ts';
import type { Typed } from './records.ts';
import { dossierKey, readRecord } from './records.ts';

/*
 *   RECEIPT#<code>       -           the mail a receipt code names; a code another mail has is not given again
 *   RECEIPT-RULES        <round>     whether receipts of a round leave by themselves
 *   DOSSIER#<round>#<commune>  receipts  the mails of a commune whose receipt is still to be written; read with its dossier
 */

/** The receipt a mail is owed or was answered with. */
export interface ReceiptEntry {
  readonly code: string;
  readonly mail: string;
  readonly round: string;
  /** Commune code. */
  readonly commune: string;
  /** Of the letter in the outbox that answers it; null while it is still to be written, and where there was nothing to answer any more. */
  readonly cause: string | null;
}

/** Receipts of a commune that are still to be written; one letter answers them all. */
export interface OwedReceipts {
  readonly round: string;
  /** Commune code. */
  readonly commune: string;
  readonly mails: readonly OwedMail[];
  /** ISO times: since when one is owed, and when it is to be written; null while none is. */
  readonly since: string | null;
  readonly due: string | null;
  /** Supplements answered so far. */
  readonly supplements: number;
  /** Cause of the latest receipt in the outbox. */
  readonly last: string | null;
}

/** A mail that is owed a receipt. */
export interface OwedMail {
  readonly mail: string;
  /** Receipt code. */
  readonly code: string;
  /** Address that may be answered (RFC 3834 §4). */
  readonly to: string;
}

/** Whether the receipts of a round leave by themselves, or wait for an officer's eyes. */
export interface ReceiptRules {
  readonly round: string;
  readonly isAutomatic: boolean;
  /** Minutes a receipt waits for further mails of its commune. */
  readonly waitMinutes: number;
}

/** Without a word of the office they leave by themselves: only known senders get one, and only where a mail server is set up. */
export const usualReceiptRules = { isAutomatic: true, waitMinutes: 10 } as const;

const schema = 1;
const receiptKey = (code: string): RecordKey => ({ partition: `RECEIPT#${code}`, sort: '-' });
export const owedKey = (round: string, commune: string): RecordKey => ({
  partition: dossierKey(round, commune).partition,
  sort: 'receipts',
});
const rulesKey = (round: string): RecordKey => ({ partition: 'RECEIPT-RULES', sort: round });

const put = (key: RecordKey, body: object, known: Typed<object> | undefined): Write => {
  const record: StoreRecord = { ...key, schema, body: body as StoreRecord['body'] };
  return known === undefined
    ? { kind: 'put-if-absent', record }
    : { kind: 'put-if-version', record, version: known.version };
};

/** The mail a receipt code names. */
export const readReceipt = (
  store: Pick<Store, 'get'>,
  code: string,
): Promise<Typed<ReceiptEntry> | undefined> => readRecord<ReceiptEntry>(store, receiptKey(code));

/** Writes what became of a mail's receipt. */
export const putReceipt = (entry: ReceiptEntry, known: Typed<ReceiptEntry> | undefined): Write =>
  put(receiptKey(entry.code), entry, known);

/** Mails that share a code, at most: 1 in 280,000 pairs do. */
const codesTried = 20;

/** The receipt code of a mail, and its entry where it has one: the first of its codes that no other mail has. */
export async function findReceipt(
  store: Pick<Store, 'get'>,
  mail: string,
  year: number,
): Promise<{ readonly code: string; readonly known: Typed<ReceiptEntry> | undefined }> {
  for (let attempt = 0; attempt < codesTried; attempt += 1) {
    const code = receiptCode(mail, year, attempt);
    const known = await readReceipt(store, code);
    if (known === undefined || known.body.mail === mail) return { code, known };
  }
  throw new Error('no receipt code is free for this mail');
}

/** The receipts of a commune that are still to be written. */
export const readOwed = (
  store: Pick<Store, 'get'>,
  round: string,
  commune: string,
): Promise<Typed<OwedReceipts> | undefined> => readRecord<OwedReceipts>(store, owedKey(round, commune));

/** Writes which receipts are still to be written. */
export const putOwed = (owed: OwedReceipts, known: Typed<OwedReceipts> | undefined): Write =>
  put(owedKey(owed.round, owed.commune), owed, known);

/** How receipts of a round leave. */
export async function readReceiptRules(
  store: Pick<Store, 'get'>,
  round: string,
): Promise<{
  readonly rules: Omit<ReceiptRules, 'round'>;
  readonly known: Typed<ReceiptRules> | undefined;
}> {
  const known = await readRecord<ReceiptRules>(store, rulesKey(round));
  return { rules: known?.body ?? usualReceiptRules, known };
}

/** Writes how receipts of a round leave. */
export const putReceiptRules = (rules: ReceiptRules, known: Typed<ReceiptRules> | undefined): Write =>
  put(rulesKey(rules.round), rules, known);
