import { expect, it } from 'vitest';
import type { DossierRevision } from '../../../shared/domain/dossier.ts';
import type { Claim } from '../../../shared/domain/reading.ts';
import { illustrationRound } from '../../../shared/domain/rounds/illustration.ts';
import { judgeDossier } from '../../../shared/pipeline/judge-dossier.ts';
import { illustrationRubric } from '../../../shared/rubrics/minh-hoa/rubric.ts';

const round = illustrationRound(2023);
const [commune] = round.communes;
const source = { file: 'bang-diem.xlsx' };

function sheet(claims: readonly Claim[]): DossierRevision['documents'][number] {
  return {
    mailId: 'mail-1',
    file: source.file,
    sha256: '0',
    blob: null,
    format: 'xlsx',
    status: 'read',
    pages: null,
    scanned: false,
    legacyEncoding: null,
    readFindings: [],
    extraction: {
      file: source.file,
      kind: 'score-sheet',
      number: null,
      date: null,
      year: 2023,
      commune: null,
      corrects: false,
      readings: [{ indicator: 'c02.birth-registration-rate', value: 0.95, confidence: 1, source }],
      claims,
      claimedTotal: null,
      findings: [],
    },
  };
}

function judge(points: number) {
  if (commune === undefined) throw new Error('the round has communes');
  return judgeDossier({
    documents: [sheet([{ criterion: 2, points, max: 77, source }])],
    mailFindings: [],
    commune,
    round,
    rubric: illustrationRubric,
  });
}

it('a claim below or above the rule is a remark; neither the claim nor the assessment is changed by the other', () => {
  const [low, right] = [judge(44), judge(77)];
  expect(low.claims.map(({ points }) => points)).toEqual([44]);
  expect(low.assessment).toEqual(right.assessment);
  expect(low.assessment.criteria[1]?.points).toEqual({ low: 77, high: 77 });
  const codes = (of: typeof low): readonly string[] =>
    of.findings.map(({ code }) => code).filter((code) => code.startsWith('claim-'));
  expect([codes(low), codes(right)]).toEqual([['claim-below-rule'], []]);
});
