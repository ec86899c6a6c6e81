import type { Commune } from '../domain/commune.ts';
import type { DossierRevision } from '../domain/dossier.ts';
import type { Finding } from '../domain/finding.ts';
import type { Round } from '../domain/round.ts';
import { checkClaimsAgainstRule } from '../extraction/check-claims-against-rule.ts';
import { reviewDossier } from '../extraction/review-dossier.ts';
import { evaluateRubric } from '../rubrics/evaluate.ts';
import type { Rubric } from '../rubrics/rubric.ts';
import { documentsInForce } from './merge-documents.ts';
import { orderFindings } from './order-findings.ts';

/** What a revision says of its papers: reviewed, reconciled and assessed under a rubric. */
export function judgeDossier(input: {
  readonly documents: DossierRevision['documents'];
  readonly mailFindings: readonly Finding[];
  readonly commune: Commune;
  readonly round: Round;
  readonly rubric: Rubric;
}): Pick<DossierRevision, 'readings' | 'claims' | 'claimedTotal' | 'assessment' | 'findings'> {
  const { commune, round, rubric, mailFindings } = input;
  const documents = documentsInForce(input.documents);
  const review = reviewDossier({ documents, commune, round, rubric });
  const assessment = evaluateRubric({
    rubric,
    areaType: commune.areaType,
    // Figures of another year are shown, never assessed.
    readings: review.readings.filter((reading) => reading.otherYear === undefined),
    documents,
  });
  return {
    readings: review.readings,
    claims: review.claims,
    claimedTotal: review.claimedTotal,
    assessment,
    findings: orderFindings([
      ...mailFindings,
      ...documents.flatMap((document) => document.readFindings),
      ...review.findings,
      ...checkClaimsAgainstRule(review.claims, assessment.criteria),
    ]),
  };
}
