import { describe, expect, it } from 'vitest';
import { gatherFacts } from '../../../../shared/appraisal/checks/gather-facts.ts';
import { illustrationRubric } from '../../../../shared/rubrics/minh-hoa/rubric.ts';
import { completeInput, documentOf, readingOf, revisionOf } from '../fixture-revisions.ts';

describe('what a dossier tells the checks', () => {
  it('is its accepted figures of the year, printed maxima, and filled-in papers in force by hash', () => {
    const { claims } = completeInput().revision;
    const facts = gatherFacts(
      revisionOf(illustrationRubric, {
        documents: [
          documentOf('to trinh.docx', 'submission-letter', { number: '45/TTr-UBND', sha256: 'a' }),
          documentOf('to trinh cu.docx', 'submission-letter', {
            number: '41/TTr-UBND',
            sha256: 'b',
            replacedBy: 'to trinh.docx',
          }),
          documentOf('mau trong.docx', 'score-sheet', { sha256: 'c' }),
          documentOf('ke hoach huyen.docx', 'plan', { number: '15/KH-UBND', sha256: 'd' }),
        ],
        claims: claims.slice(0, 1),
        readings: [
          readingOf('c02.birth-registration-rate', 0.985, { numerator: 197, denominator: 200 }),
          readingOf('c05.injured-children', 8, { accepted: false }),
          readingOf('c05.injury-deaths', 0, { otherYear: 2022 }),
        ],
      }),
      2023,
    );
    expect(facts).toEqual({
      round: '2023',
      year: 2023,
      commune: '99901',
      revision: 1,
      maxima: [{ criterion: 1, max: 77 }],
      papers: [{ sha256: 'a', kind: 'submission-letter' }],
      figures: [{ indicator: 'c02.birth-registration-rate', value: 0.985, numerator: 197, denominator: 200 }],
    });
  });

  it('has no maxima of a scanned sheet, where a digit may be misread', () => {
    const { claims } = completeInput().revision;
    const [source] = claims.map((claim) => claim.source.file);
    const documents = [documentOf(source ?? '', 'score-sheet', { scanned: true })];
    expect(gatherFacts(revisionOf(illustrationRubric, { documents, claims }), 2023).maxima).toEqual([]);
  });
});
