import { createHash } from 'node:crypto';
import type { Assessment } from '../domain/assessment.ts';
import type { DecisionInputs } from '../domain/decision.ts';
import type { Finding } from '../domain/finding.ts';
import { findingCatalogue } from '../domain/finding-catalogue.ts';
import type { IndicatorDefinition } from '../domain/indicator.ts';
import type { Reading, ReconciledReading } from '../domain/reading.ts';
import type { Rubric } from '../rubrics/rubric.ts';
import { sayPoints } from '../rubrics/say-figure.ts';
import { sayFigureValue } from '../rubrics/say-reading.ts';

/**
 * What a decision on a figure rests on: the machine's value, and every value and wording the papers give. The same words in
 * another file, or at another place, are the same: a paper sent again reopens nothing.
 */
export function readingInputs(
  reading: ReconciledReading | undefined,
  indicator: IndicatorDefinition,
): DecisionInputs {
  if (reading === undefined) return { hash: hashOf(null), words: 'chưa có số liệu' };
  const said = ({ value, numerator, denominator, source }: Reading): string =>
    JSON.stringify([value, numerator ?? null, denominator ?? null, source.raw ?? null]);
  const { value, numerator = null, denominator = null, conflicting, otherYear } = reading;
  return {
    hash: hashOf([
      value,
      numerator,
      denominator,
      conflicting,
      otherYear ?? null,
      [...new Set(reading.readings.map(said))].sort(),
      [...new Set(reading.sources.map(({ raw = null }) => JSON.stringify(raw)))].sort(),
    ]),
    words:
      sayFigureValue(reading, indicator) +
      (conflicting ? ', các tài liệu chưa thống nhất' : '') +
      (otherYear === undefined ? '' : `, số liệu năm ${otherYear}`),
  };
}

/** What a decision on points rests on: the criterion's result by the scale, and the figures it has been given. */
export function pointsInputs(
  criterion: number,
  {
    assessment,
    readings,
    rubric,
  }: { assessment: Assessment; readings: readonly ReconciledReading[]; rubric: Rubric },
): DecisionInputs {
  const result = assessment.criteria.find((one) => one.criterion === criterion);
  // While rows of the scale are not verified there are no points: the figures alone tell one state from another.
  const figures = rubric.vocabulary.indicators
    .filter((indicator) => indicator.criterion === criterion)
    .map(({ id }) => {
      const reading = readings.find(({ indicator }) => indicator === id);
      return reading === undefined
        ? [id]
        : [id, reading.value, reading.numerator ?? null, reading.denominator ?? null, reading.accepted];
    });
  const points = result?.points ?? null;
  return {
    hash: hashOf([
      result?.status ?? null,
      points,
      result?.max ?? null,
      (result?.because.items ?? []).map((item) => [item.item, item.points, item.max]),
      figures,
    ]),
    words: points === null ? 'chưa tính điểm' : sayPoints(points),
  };
}

/** What a decision on a remark rests on: the remark as it reads. */
export function findingInputs(finding: Finding): DecisionInputs {
  return { hash: markFinding(finding), words: findingCatalogue[finding.code].label };
}

/** Tells one remark from every other, also from the same one with another sentence. */
export function markFinding({ code, about, message }: Finding): string {
  return hashOf([code, about, message]).slice(0, 24);
}

const hashOf = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');
