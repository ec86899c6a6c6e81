import type { FindingCode } from './finding-catalogue.ts';
import type { Source } from './locator.ts';

/** note: nobody has to do anything; warning: to be clarified; blocking: to be settled before the dossier goes to the council. */
export type Severity = 'note' | 'warning' | 'blocking';

/** Severities in the words of the portal. */
export const severityNames: Readonly<Record<Severity, string>> = {
  note: 'Ghi chú',
  warning: 'Cần làm rõ',
  blocking: 'Phải xử lý trước khi trình',
};

/** Something a person should know. */
export interface Finding {
  readonly code: FindingCode;
  /** What it is about: an indicator id, a criterion number, a document kind or a file, by code; null when the mail or dossier as a whole. */
  readonly about: string | null;
  readonly severity: Severity;
  /** For the district's officer, in Vietnamese. Never a child's name. */
  readonly message: string;
  readonly source?: Source;
}
