import type { CriterionPoints, Ruling } from '../domain/council-session.ts';
import type { RoundState } from './district-documents.ts';
import { signedRuling } from './session-rulings.ts';

/** What the council concluded on a commune, in the words of its minutes. */
export const rulingNames: Readonly<Record<Ruling, string>> = {
  propose: 'Đề nghị công nhận',
  'do-not-propose': 'Chưa đề nghị công nhận',
  'return-for-completion': 'Yêu cầu bổ sung',
  postpone: 'Xem xét tại phiên sau',
};

/** Where a commune stands after council and chair: the latest ruling of signed minutes, and whether a decision names it. */
export interface CouncilOutcome {
  readonly ruling: Ruling | null;
  readonly points: number | null;
  /** By the number of the criterion; empty where the council gave a total alone. */
  readonly criteria: CriterionPoints;
  readonly recognised: boolean;
}

export function councilOutcome(
  state: Pick<RoundState, 'sessions' | 'decisions'>,
  commune: string,
): CouncilOutcome {
  const latest = signedRuling(state, commune);
  return {
    ruling: latest?.ruling ?? null,
    points: latest?.points ?? null,
    criteria: latest?.criteria ?? {},
    recognised: state.decisions.some(({ communes }) => communes.includes(commune)),
  };
}
