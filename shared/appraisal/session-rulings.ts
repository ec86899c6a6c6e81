import type { CouncilRuling, CouncilSession, Ruling } from '../domain/council-session.ts';
import type { CommuneState, RoundState } from './district-documents.ts';

/** The communes named by codes, in that order. */
export function communesNamed(
  { communes }: Pick<RoundState, 'communes'>,
  codes: readonly string[],
): readonly CommuneState[] {
  return codes.flatMap((code) => communes.filter(({ commune }) => commune.code === code));
}

/** Sessions whose minutes are signed; others bind nobody. */
export function signedSessions({ sessions }: Pick<RoundState, 'sessions'>): readonly CouncilSession[] {
  return sessions.filter(({ minutes }) => minutes !== null);
}

/** What signed minutes say of a commune, those of the latest session; undefined while none does. */
export function signedRuling(
  state: Pick<RoundState, 'sessions'>,
  commune: string,
): CouncilRuling | undefined {
  return [...signedSessions(state)]
    .sort((a, b) => b.number - a.number)
    .flatMap(({ rulings }) => rulings.filter((one) => one.commune === commune))[0];
}

/** Communes by what signed minutes say of them. */
export function communesRuled(state: RoundState, ...rulings: readonly Ruling[]): readonly CommuneState[] {
  return state.communes.filter(({ commune }) => {
    const signed = signedRuling(state, commune.code);
    return signed !== undefined && rulings.includes(signed.ruling);
  });
}

/**
 * The communes the next list to the chair names: those that signed minutes propose and no earlier list of its kind has;
 * once each is on one, those of the last list, so that its text can be printed again.
 */
export function communesToList(state: RoundState, lists: RoundState['proposals']): readonly CommuneState[] {
  const proposed = communesRuled(state, 'propose');
  const open = proposed.filter(
    ({ commune }) => !lists.some(({ communes }) => communes.includes(commune.code)),
  );
  const last = lists.at(-1)?.communes ?? [];
  return open.length > 0 ? open : proposed.filter(({ commune }) => last.includes(commune.code));
}
