import { deadlineOf, isLateBy } from '../domain/deadline.ts';
import type { CriterionName } from '../domain/indicator.ts';
import { isUsable } from '../rubrics/rubric.ts';
import { isComputed } from './criteria-table.ts';
import type { CommuneState, RoundState } from './district-documents.ts';
import { sensitiveCriteria } from './state-findings.ts';

/** The counts of a round, of communes. */
export interface RoundFigures {
  readonly communes: number;
  readonly submitted: number;
  readonly onTime: number;
  readonly proposed: number;
  /** null until there is a decision. */
  readonly recognised: number | null;
}

/** Whether the first mail of a dossier came after the deadline of its commune; false while nothing came. */
export function isLate(
  { receivedAt, revision, extension }: Pick<CommuneState, 'receivedAt' | 'revision' | 'extension'>,
  { round }: Pick<RoundState, 'round'>,
): boolean {
  const arrival = receivedAt ?? revision?.at;
  return arrival !== undefined && isLateBy(arrival, deadlineOf(round, extension));
}

export function countRound(state: RoundState): RoundFigures {
  const submitted = state.communes.filter(({ revision }) => revision !== null);
  const named = (lists: RoundState['decisions']): number =>
    state.communes.filter(({ commune }) => lists.some(({ communes }) => communes.includes(commune.code)))
      .length;
  return {
    communes: state.communes.length,
    submitted: submitted.length,
    onTime: submitted.filter((one) => !isLate(one, state)).length,
    proposed: named(state.proposals),
    recognised: state.decisions.length === 0 ? null : named(state.decisions),
  };
}

/** How many communes stand where in one criterion. */
export interface CriterionFigures {
  readonly criterion: CriterionName;
  readonly max: number | null;
  /** null where a count below the round's smallest published one would be told of a sensitive criterion. */
  readonly counts: CriterionCounts | null;
}

export interface CriterionCounts {
  readonly full: number;
  readonly some: number;
  readonly zero: number;
  /** Points not certain, or none given. */
  readonly open: number;
  /** Not recognised, with no or uncertain points here; null until there is a decision. */
  readonly unrecognised: number | null;
  /** Mean of the certain points, and of their shares of the maximum (a fraction 0..1); null when there are none. */
  readonly mean: number | null;
  readonly meanShare: number | null;
}

/** Whether points are the scale's for every dossier of the round; else they are the communes' own. */
export function isScored({ communes }: RoundState): boolean {
  return communes.every(({ revision }) => revision === null || isComputed(revision));
}

/** The criteria of the round, each with the communes counted by their points. */
export function countCriteria(state: RoundState): readonly CriterionFigures[] {
  return state.rubric.vocabulary.criteria.map((criterion) => {
    const rule = state.rubric.criteria.find(({ number }) => number === criterion.number)?.max;
    const max = rule !== undefined && isUsable(state.rubric, rule) ? rule.points : null;
    const counts = countCriterion(criterion.number, max, state);
    return { criterion, max, counts: isPublishable(criterion.number, counts, state) ? counts : null };
  });
}

function countCriterion(criterion: number, max: number | null, state: RoundState): CriterionCounts {
  const scored = isScored(state);
  const standings = state.communes
    .filter(({ revision }) => revision !== null)
    .map((one) => ({
      ...standingOf(one, criterion, { max, scored }),
      recognised: state.decisions.some(({ communes }) => communes.includes(one.commune.code)),
    }));
  const count = (wanted: Standing['place']): number =>
    standings.filter(({ place }) => place === wanted).length;
  return {
    full: count('full'),
    some: count('some'),
    zero: count('zero'),
    open: count('open'),
    unrecognised:
      state.decisions.length === 0
        ? null
        : standings.filter(({ recognised, place }) => !recognised && (place === 'zero' || place === 'open'))
            .length,
    mean: meanOf(standings.map(({ points }) => points)),
    meanShare: meanOf(
      standings.map(({ points, most }) =>
        points === null || most === null || most === 0 ? null : points / most,
      ),
    ),
  };
}

function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.flatMap((value) => (value === null ? [] : [value]));
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

interface Standing {
  readonly place: 'full' | 'some' | 'zero' | 'open';
  readonly points: number | null;
  /** The maximum of the scale, or the one the commune's sheet prints. */
  readonly most: number | null;
}

function standingOf(
  { revision }: CommuneState,
  criterion: number,
  { max, scored }: { readonly max: number | null; readonly scored: boolean },
): Standing {
  const claim = revision?.claims.find((one) => one.criterion === criterion);
  const result = revision?.assessment.criteria.find((one) => one.criterion === criterion)?.points ?? null;
  const points = scored
    ? result !== null && result.low === result.high
      ? result.low
      : null
    : (claim?.points ?? null);
  const most = max ?? claim?.max ?? null;
  if (points === null) return { place: 'open', points, most };
  if (points === 0) return { place: 'zero', points, most };
  return { place: most !== null && points >= most ? 'full' : 'some', points, most };
}

/**
 * Small counts identify: of the sensitive criteria no count between nothing and the round's smallest published one is told, nor the
 * others of the same row, from which it could be worked out.
 */
function isPublishable(criterion: number, counts: CriterionCounts, { round }: RoundState): boolean {
  if (!sensitiveCriteria.includes(criterion)) return true;
  const { full, some, zero, open, unrecognised } = counts;
  return [full, some, zero, open, unrecognised ?? 0].every(
    (count) => count === 0 || count >= round.smallestPublishedCount,
  );
}
