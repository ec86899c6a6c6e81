import type { DecisionInputs, DecisionRuling, DecisionTarget } from '../domain/decision.ts';
import { findingOutcomeNames, targetKey } from '../domain/decision.ts';
import { findingCatalogue } from '../domain/finding-catalogue.ts';
import type { Rubric } from '../rubrics/rubric.ts';
import { sayNumber, sayPoints } from '../rubrics/say-figure.ts';
import { sayFigureValue } from '../rubrics/say-reading.ts';
import type { DossierAtHand } from './load-dossier.ts';

/** What counts now, as printed. */
export function sayNow(target: DecisionTarget, { decided, rubric }: DossierAtHand): string {
  switch (target.kind) {
    case 'reading': {
      const indicator = rubric.vocabulary.indicators.find(({ id }) => id === target.indicator);
      const reading = decided.revision.readings.find((one) => one.indicator === target.indicator);
      if (reading === undefined || indicator === undefined) return 'chưa có số liệu';
      return sayFigureValue(reading, indicator) + (reading.accepted ? '' : ' (chưa xác nhận)');
    }
    case 'points': {
      const result = decided.revision.assessment.criteria.find((one) => one.criterion === target.criterion);
      const points = result?.points ?? null;
      return points === null ? 'chưa tính điểm' : sayPoints(points);
    }
    case 'finding': {
      const event = decided.inForce.get(targetKey(target));
      return event?.ruling.what === 'settle' ? findingOutcomeNames[event.ruling.outcome].name : 'chưa xử lý';
    }
  }
}

export function sayRuling(
  ruling: DecisionRuling,
  target: DecisionTarget,
  { rubric }: DossierAtHand,
  inputs: DecisionInputs,
): string {
  switch (ruling.what) {
    case 'accept':
    case 'correct': {
      const indicator = rubric.vocabulary.indicators.find(
        ({ id }) => target.kind === 'reading' && id === target.indicator,
      );
      return indicator === undefined ? '' : sayFigureValue(ruling.figure, indicator);
    }
    case 'set-points':
      return `${sayNumber(ruling.points)} điểm`;
    case 'settle':
      return findingOutcomeNames[ruling.outcome].name;
    case 'withdraw':
      return target.kind === 'finding' ? 'chưa xử lý' : `theo phần mềm: ${inputs.words}`;
  }
}

/** What a decision is about in words of ours: the name of a figure, a criterion, the label of a remark. */
export function sayTarget(target: DecisionTarget, { vocabulary }: Rubric): string {
  switch (target.kind) {
    case 'reading': {
      const indicator = vocabulary.indicators.find(({ id }) => id === target.indicator);
      return indicator === undefined
        ? target.indicator
        : `Tiêu chí ${indicator.criterion}, ${indicator.shortName}`;
    }
    case 'points':
      return `Điểm tiêu chí ${target.criterion}`;
    case 'finding':
      return findingCatalogue[target.code].label;
  }
}
