import { describe, expect, it } from 'vitest';
import { checkPaperOrder } from '../../../shared/appraisal/check-paper-order.ts';
import { sampleRoundState } from '../../../shared/appraisal/samples/sample-round.ts';
import type { IssuedList, IssuedPaper } from '../../../shared/domain/council-session.ts';

const state = sampleRoundState();

/** The invented round with its first papers changed. */
function warnings(change: {
  readonly minutes?: Partial<IssuedPaper> | null;
  readonly proposal?: Partial<IssuedList>;
  readonly decision?: Partial<IssuedList>;
}): readonly string[] {
  const { minutes = {}, proposal = {}, decision = {} } = change;
  return checkPaperOrder({
    ...state,
    sessions: state.sessions.map((session) =>
      session.minutes === null
        ? session
        : { ...session, minutes: minutes === null ? null : { ...session.minutes, ...minutes } },
    ),
    proposals: state.proposals.map((one) => ({ ...one, ...proposal })),
    decisions: state.decisions.map((one) => ({ ...one, ...decision })),
  });
}

const proposed = state.proposals[0]?.communes ?? [];

describe('the order of minutes, proposal and decision', () => {
  it('raises nothing when each follows the one before, or on the same day', () => {
    expect(warnings({})).toEqual([]);
    expect(
      warnings({
        minutes: { date: '2023-11-29' },
        proposal: { date: '2023-11-29' },
        decision: { date: '2023-11-29' },
      }),
    ).toEqual([]);
  });

  it('warns of minutes after the proposal', () => {
    expect(warnings({ minutes: { date: '2023-11-25' } })).toEqual([
      'Biên bản họp Hội đồng (phiên 1) số 01/BB-HĐXD ngày 25/11/2023 sau ngày Tờ trình số 04/TTr-HĐXD ngày 24/11/2023; đề nghị kiểm tra thứ tự ngày.',
    ]);
  });

  it('warns of a proposal after the decision', () => {
    expect(warnings({ proposal: { date: '2023-12-01' } })).toEqual([
      'Tờ trình số 04/TTr-HĐXD ngày 01/12/2023 sau ngày Quyết định số 3125/QĐ-UBND ngày 29/11/2023; đề nghị kiểm tra thứ tự ngày.',
    ]);
  });

  it('says nothing of days that are not known', () => {
    expect(warnings({ minutes: { date: null }, decision: { date: null } })).toEqual([]);
  });
});

describe('who signs', () => {
  it('warns of one person under proposal and decision, however the name is spelled', () => {
    expect(warnings({ decision: { signer: 'vi thị mẫu một ' } })).toEqual([
      'Tờ trình số 04/TTr-HĐXD ngày 24/11/2023 và Quyết định số 3125/QĐ-UBND ngày 29/11/2023 do cùng một người ký (vi thị mẫu một); đề nghị xem lại người ký.',
    ]);
    expect(warnings({ proposal: { signer: null }, decision: { signer: null } })).toEqual([]);
  });
});

describe('the communes each paper names', () => {
  it('warns of a commune in the proposal that the signed minutes do not propose', () => {
    const [refused] = state.sessions[0]?.rulings.filter(({ ruling }) => ruling === 'do-not-propose') ?? [];
    expect(warnings({ proposal: { communes: [...proposed, refused?.commune ?? ''] } })).toEqual([
      'Tờ trình số 04/TTr-HĐXD ngày 24/11/2023 có đơn vị mà Biên bản họp Hội đồng đã ký không kết luận đề nghị công nhận: xã Hữu Kiên.',
    ]);
  });

  it('warns when the minutes are not signed', () => {
    expect(warnings({ minutes: null })[0]).toContain('Biên bản họp Hội đồng đã ký không kết luận');
  });

  it('warns of a commune in the decision that nobody proposed', () => {
    expect(warnings({ decision: { communes: [...proposed, '06505', '99999'] } })).toEqual([
      'Quyết định số 3125/QĐ-UBND ngày 29/11/2023 có đơn vị không nằm trong Tờ trình: xã Vạn Linh, đơn vị mã 99999.',
    ]);
  });

  it('goes by the latest session that ruled on a commune', () => {
    const [code = ''] = proposed;
    const later = {
      ...{ number: 2, date: '2023-11-22', communes: [code] },
      rulings: [{ commune: code, ruling: 'do-not-propose' as const, points: null }],
      minutes: { number: '02/BB-HĐXD', date: '2023-11-22', signer: null },
    };
    const sessions = [...state.sessions.slice(0, 1), later];
    expect(checkPaperOrder({ ...state, sessions })).toHaveLength(1);
  });
});
