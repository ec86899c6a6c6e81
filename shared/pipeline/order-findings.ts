import type { Finding, Severity } from '../domain/finding.ts';

const ranks: Readonly<Record<Severity, number>> = { blocking: 0, warning: 1, note: 2 };

/** Puts findings in the order an officer works them off (most pressing first, then by criterion) and drops repetitions. */
export function orderFindings(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>();
  return findings
    .filter((finding) => {
      const key = JSON.stringify([finding.code, finding.about, finding.message]);
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    })
    .map((finding, position) => ({ finding, position }))
    .sort(
      (a, b) =>
        ranks[a.finding.severity] - ranks[b.finding.severity] ||
        criterionOf(a.finding) - criterionOf(b.finding) ||
        a.position - b.position,
    )
    .map(({ finding }) => finding);
}

/** Findings about papers come before those about criteria. */
function criterionOf({ about }: Finding): number {
  const match = /^(?:c(\d\d)\.|(\d{1,2})$)/u.exec(about ?? '');
  return match === null ? 0 : Number(match[1] ?? match[2]);
}
