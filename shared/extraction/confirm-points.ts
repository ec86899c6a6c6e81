import type { Claim, ClaimedTotal, Reading } from '../domain/reading.ts';
import { confidences } from './found-reading.ts';
import { addsUpTo, isOfScale } from './points.ts';

/** More ways to take the points of a paper than this are not tried. */
const mostChoices = 4096;

/**
 * The first points of each criterion; where they do not add up to the commune's total, those that do, if only one choice among all
 * that the paper says of them does: "tiêu chí 1 không cho điểm phần kinh phí (20 điểm) … TC1: 80 điểm". Points that say not whose
 * they are count only so.
 */
export function confirmPoints(
  claims: readonly Claim[],
  bare: readonly Claim[],
  total: ClaimedTotal | null,
  criteria: number,
): readonly Claim[] {
  const first = firstPerCriterion(claims);
  if (total === null) return first;
  const isSound = (set: readonly Claim[]): boolean => set.length === criteria && addsUpTo(set, total.points);
  if (isSound(first)) return first;
  const choices = new Map<number, Claim[]>();
  for (const claim of [...claims, ...bare]) {
    const known = choices.get(claim.criterion) ?? [];
    if (!known.some(({ points }) => points === claim.points)) choices.set(claim.criterion, [...known, claim]);
  }
  const ways = [...choices.values()].reduce((product, { length }) => product * length, 1);
  if (choices.size < criteria || ways > mostChoices) return first;
  let sets: readonly (readonly Claim[])[] = [[]];
  for (const choice of choices.values()) sets = sets.flatMap((set) => choice.map((claim) => [...set, claim]));
  const [only, ...others] = sets.filter(isSound);
  return only === undefined || others.length > 0
    ? first
    : [...only].sort((a, b) => a.criterion - b.criterion);
}

function firstPerCriterion(claims: readonly Claim[]): readonly Claim[] {
  const kept = new Map<number, Claim>();
  for (const claim of claims) if (!kept.has(claim.criterion)) kept.set(claim.criterion, claim);
  return [...kept.values()].sort((a, b) => a.criterion - b.criterion);
}

const pointsOfScale = /^\s*(\d{1,3})\s*\/\s*(\d{1,3})\s*$/u;

/**
 * A reading that may be points taken for a result: where a paper prints points as "60/75", a bare fraction of fives without a rate
 * or a thing counted beside it is asked, not accepted.
 */
export function doubtPoints(reading: Reading, claims: readonly Claim[]): Reading {
  const isPrintedSo = claims.some(({ source }) => pointsOfScale.test(source.raw ?? ''));
  const match = pointsOfScale.exec(reading.source.raw ?? '');
  if (!isPrintedSo || match === null) return reading;
  return isOfScale(Number(match[2])) ? { ...reading, confidence: confidences.doubtful } : reading;
}
