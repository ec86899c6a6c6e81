import type { Assessment } from './assessment.ts';
import type { DossierDocument } from './document.ts';
import type { Finding } from './finding.ts';
import type { IndicatorId } from './indicator.ts';
import type { Claim, ClaimedTotal, ReconciledReading } from './reading.ts';

/** One state of all we hold for a commune in a round; append-only, a new mail or an adopted version of the rubric makes a new one. */
export interface DossierRevision {
  readonly round: string;
  /** Commune code. */
  readonly commune: string;
  /** From 1. */
  readonly revision: number;
  /** ISO time of acceptance of the latest mail. */
  readonly at: string;
  /** Mails that contributed, in the order of acceptance. */
  readonly mailIds: readonly string[];
  /** All papers in the order of their mails: `replacedBy` names the later paper that stands in this one's place, `amended` the indicators a later correction took over. */
  readonly documents: readonly (DossierDocument & {
    readonly replacedBy?: string;
    readonly amended?: readonly IndicatorId[];
  })[];
  readonly readings: readonly ReconciledReading[];
  readonly claims: readonly Claim[];
  readonly claimedTotal: ClaimedTotal | null;
  readonly assessment: Assessment;
  /** Remarks on the mails themselves (late, unknown sender, links for files). */
  readonly mailFindings: readonly Finding[];
  /** Every remark on the dossier as it stands, the mails' and files' included, most pressing first. */
  readonly findings: readonly Finding[];
}
