import type { Citation, Rubric } from '../../../shared/rubrics/rubric.ts';
import type { Reading, ReadingValue, ReconciledReading } from '../../../shared/domain/reading.ts';

/** A reading as the papers of a dossier give it: accepted, read once from a cell of the score sheet. */
export function aReading(
  indicator: string,
  value: ReadingValue,
  more: Partial<ReconciledReading> = {},
): ReconciledReading {
  const source = {
    file: 'bang-diem.xlsx',
    locator: { kind: 'cell', sheet: 'Sheet1', address: 'D14' },
    raw: String(value),
  } as const;
  return {
    indicator,
    value,
    confidence: 1,
    accepted: true,
    conflicting: false,
    sources: [source],
    readings: [{ indicator, value, confidence: 1, source }],
    ...more,
  };
}

/** A reading on which two papers differ; the first value is the score sheet's. */
export function aConflict(indicator: string, value: ReadingValue, other: ReadingValue): ReconciledReading {
  const own = aReading(indicator, value).readings;
  const second: Reading = {
    indicator,
    value: other,
    confidence: 1,
    source: { file: 'bao-cao.docx', locator: { kind: 'paragraph', index: 4 }, raw: String(other) },
  };
  return aReading(indicator, value, { accepted: false, conflicting: true, readings: [...own, second] });
}

const twoOfficers = {
  by: 'can-bo-a',
  confirmedBy: 'can-bo-b',
  at: '2023-10-01T00:00:00Z',
  source: 'bản gốc giả định cho kiểm thử',
};

/** A copy of a rubric with every cited row changed. */
export function withCitations(rubric: Rubric, change: (citation: Citation) => Citation): Rubric {
  const text = JSON.stringify(rubric, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && 'status' in value && 'verified' in value
      ? change(value as Citation)
      : value,
  );
  return JSON.parse(text) as Rubric;
}

/** A copy of a rubric as if two officers had compared every row that has a value with the official text. */
export function asVerified(rubric: Rubric): Rubric {
  return withCitations(rubric, (citation) => ({
    ...citation,
    verified: citation.status === 'unknown' ? null : twoOfficers,
  }));
}
