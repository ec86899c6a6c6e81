import { describe, expect, it } from 'vitest';
import type { Truth } from '../../../infra/local/score-case.ts';
import { addScores, emptyScore, scoreCase } from '../../../infra/local/score-case.ts';

const truth: Truth = {
  kind: 'dossier',
  commune: { code: '99901' },
  documents: [{ file: 'a.docx', kind: 'report' }],
  indicators: { 'c02.birth-registration-rate': { value: 0.985 }, 'c03.abused-children': { value: 0 } },
  selfScores: { '1': { points: 77, max: 77 } },
  claimedTotal: 978,
  expectFindings: [],
};

const reading = (indicator: string, value: number, accepted = true) => ({
  indicator,
  value,
  accepted,
  sources: [],
});

/** A result that says what is true. */
const right = {
  mail: { kind: 'dossier' },
  commune: { code: '99901' },
  documents: [{ file: 'a.docx', kind: 'report' }],
  readings: [reading('c02.birth-registration-rate', 0.985), reading('c03.abused-children', 0)],
  claims: [{ criterion: 1, points: 77, max: 77 }],
  claimedTotal: 978,
  findings: [],
};

const alarm = (code: string, about: string | null, severity = 'warning') => ({
  code,
  about,
  severity,
  message: '',
});

describe('the score of a result', () => {
  it('is full where everything true is said and nothing else', () => {
    expect(scoreCase(truth, right)).toEqual({
      ...emptyScore,
      wanted: 2,
      found: 2,
      foundAccepted: 2,
      accepted: 2,
      acceptedRight: 2,
      selfWanted: 1,
      selfRight: 1,
      totalsWanted: 1,
      totalsRight: 1,
      cases: 1,
      communesRight: 1,
      mailKindsRight: 1,
      kindsWanted: 1,
      kindsRight: 1,
      clean: 1,
    });
  });

  it('lets a rate differ by rounding, and a count by nothing', () => {
    const near = [reading('c02.birth-registration-rate', 0.9855), reading('c03.abused-children', 0.0001)];
    expect(scoreCase(truth, { ...right, readings: near })).toMatchObject({ found: 1, acceptedRight: 1 });
  });

  it('counts an accepted wrong or invented figure as silent, unless something is said about it', () => {
    const readings = [reading('c03.abused-children', 3), reading('c12.activities', 6)];
    expect(scoreCase(truth, { ...right, readings })).toMatchObject({ acceptedRight: 0, silent: 2 });
    const findings = [alarm('conflicting-readings', 'c03.abused-children')];
    expect(scoreCase(truth, { ...right, readings, findings })).toMatchObject({ silent: 1 });
  });

  it('counts no figure as silent that waits for a person', () => {
    const readings = [reading('c03.abused-children', 3, false)];
    expect(scoreCase(truth, { ...right, readings })).toMatchObject({ accepted: 0, silent: 0, found: 0 });
  });

  it('takes a warning on a clean dossier for a false alarm, and a note for none', () => {
    const scored = (severity: string) =>
      scoreCase(truth, { ...right, findings: [alarm('total-mismatch', null, severity)] }).cleanWithAlarm;
    expect([scored('warning'), scored('blocking'), scored('note')]).toEqual([1, 1, 0]);
  });

  it('wants a planted fault told of the thing it is in', () => {
    const planted = { ...truth, expectFindings: [{ code: 'zero-criterion', about: '3' }] };
    const scored = (about: string) =>
      scoreCase(planted, { ...right, findings: [alarm('zero-criterion', about)] }).plantedFound;
    expect([scored('3'), scored('4')]).toEqual([1, 0]);
  });

  it('adds up over cases', () => {
    const one = scoreCase(truth, right);
    expect(addScores(one, one)).toMatchObject({ wanted: 4, found: 4, cases: 2, silent: 0 });
  });
});
