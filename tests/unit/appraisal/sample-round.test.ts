import { describe, expect, it } from 'vitest';
import { sampleRoundState } from '../../../shared/appraisal/samples/sample-round.ts';
import { illustrationRubric } from '../../../shared/rubrics/minh-hoa/rubric.ts';

const state = sampleRoundState();
const codes = (of: (one: (typeof state.communes)[number]) => boolean): number =>
  state.communes.filter(of).length;

describe('the sample round', () => {
  it('has every commune of the district, some without a dossier, some late, some with remarks', () => {
    expect(state.communes.map(({ commune }) => commune)).toEqual(state.round.communes);
    expect(codes(({ revision }) => revision === null)).toBe(2);
    expect(
      codes(({ revision }) => revision?.mailFindings.some(({ code }) => code === 'late-submission') === true),
    ).toBe(2);
    expect(codes(({ supplement }) => supplement !== null)).toBe(4);
    expect(codes(({ supplement }) => supplement?.answered === true)).toBe(1);
    const raised = new Set(
      state.communes.flatMap(({ revision }) => revision?.findings.map(({ code }) => code) ?? []),
    );
    for (const code of [
      'missing-document',
      'missing-indicator',
      'conflicting-readings',
      'total-mismatch',
      'zero-criterion',
      'unsigned-draft',
      'personal-data',
      'unreadable-file',
    ] as const)
      expect([...raised]).toContain(code);
  });

  it('has dossiers in order: a remark in every one would show nothing', () => {
    expect(codes(({ revision }) => revision !== null && revision.findings.length === 0)).toBeGreaterThan(3);
  });

  it('has a first session that was decided, and a second one for everybody else with a dossier', () => {
    const [first, second] = state.sessions;
    expect(first?.minutes).not.toBeNull();
    expect(second?.rulings).toEqual([]);
    expect([...(first?.communes ?? []), ...(second?.communes ?? [])].sort()).toEqual(
      state.communes
        .filter(({ revision }) => revision !== null)
        .map(({ commune }) => commune.code)
        .sort(),
    );
    expect(state.decisions[0]?.communes).toEqual(
      first?.rulings.filter(({ ruling }) => ruling === 'propose').map(({ commune }) => commune),
    );
  });

  it('shows totals under the artificial scale', () => {
    const verdicts = sampleRoundState(illustrationRubric).communes.map(
      ({ revision }) => revision?.assessment.verdict,
    );
    expect(new Set(verdicts)).toEqual(new Set(['eligible', 'not-eligible', 'undetermined', undefined]));
  });

  it('is the same each time', () => {
    expect(sampleRoundState()).toEqual(state);
  });

  it('says on every paper that nothing in it is real', () => {
    expect(state.rubric.banner).toContain('SỐ LIỆU MINH HỌA');
  });
});
