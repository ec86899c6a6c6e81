import type { DossierFacts, FigureValue } from '../../domain/dossier-facts.ts';
import type { IndicatorId } from '../../domain/indicator.ts';
import type { SectorAnswer, SectorAnswers } from '../../domain/sector-answer.ts';
import type { Sector } from '../../domain/sector.ts';

/** Rates printed to one decimal of a per cent by one side and to more by the other may differ by this (a fraction). */
const roundingTolerance = 0.0006;

/** A sector's last answer on one figure, beside the commune's figure as it stands. */
export interface ComparedAnswer {
  readonly sector: Sector;
  readonly answer: SectorAnswer;
  /** null while the commune's figure is not accepted: then there is nothing to confirm. */
  readonly figure: FigureValue | null;
  /** open: neither confirmed nor contradicted, as when the commune changed its figure after the sector agreed. */
  readonly result: 'confirmed' | 'differs' | 'open';
}

/** Holds the last answers of each sector against a commune's figures; later answers to the same question replace earlier ones. */
export function compareAnswers(
  facts: DossierFacts,
  answers: readonly SectorAnswers[],
  sectors: readonly Sector[],
): readonly ComparedAnswer[] {
  return sectors.flatMap((sector) => {
    const last = new Map<IndicatorId, SectorAnswer>();
    for (const sheet of answers)
      if (sheet.sector === sector.id)
        for (const answer of sheet.answers)
          if (answer.commune === facts.commune) last.set(answer.indicator, answer);
    return [...last.values()].map((answer): ComparedAnswer => {
      const figure = facts.figures.find(({ indicator }) => indicator === answer.indicator) ?? null;
      return { sector, answer, figure, result: resultOf(figure, answer) };
    });
  });
}

/** The indicators of a commune that each sector confirmed as they stand now; sectors that confirmed none are left out. */
export function listConfirmations(
  facts: DossierFacts,
  answers: readonly SectorAnswers[],
  sectors: readonly Sector[],
): readonly { readonly sector: string; readonly indicators: readonly IndicatorId[] }[] {
  const confirmed = compareAnswers(facts, answers, sectors).filter(({ result }) => result === 'confirmed');
  return sectors.flatMap((sector) => {
    const indicators = confirmed
      .filter((one) => one.sector === sector)
      .map(({ answer }) => answer.indicator)
      .sort();
    return indicators.length === 0 ? [] : [{ sector: sector.name, indicators }];
  });
}

function resultOf(
  figure: FigureValue | null,
  { reported, own, agrees }: SectorAnswer,
): ComparedAnswer['result'] {
  if (figure === null) return 'open';
  if (own !== null) return isSame(own, figure) && agrees !== false ? 'confirmed' : 'differs';
  // A bare word is about the figure the sector was shown.
  if (agrees === null || reported === null || !isSame(reported, figure)) return 'open';
  return agrees ? 'confirmed' : 'differs';
}

/** Tells whether two figures say the same: parts where both give them, else the value, rates within rounding. */
export function isSame(one: FigureValue, other: FigureValue): boolean {
  if (typeof one.value !== 'number' || typeof other.value !== 'number') return one.value === other.value;
  if (one.denominator !== undefined && other.denominator !== undefined)
    return one.numerator === other.numerator && one.denominator === other.denominator;
  const isWhole = Number.isInteger(one.value) && Number.isInteger(other.value);
  return isWhole ? one.value === other.value : Math.abs(one.value - other.value) <= roundingTolerance;
}
