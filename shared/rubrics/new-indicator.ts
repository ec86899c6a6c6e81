import type { IndicatorDefinition, IndicatorUnit } from '../domain/indicator.ts';
import { foldWords } from '../vietnamese/fold.ts';

/** Letters of a name that stands in a narrow place. */
const shortLetters = 60;

/** An indicator a text names that the vocabulary did not have: known by all words of its name; `item` ("5.3") and the rubric's version make its identifier. */
export function newIndicator(input: {
  readonly name: string;
  readonly criterion: number;
  readonly item: string;
  readonly unit: IndicatorUnit;
  /** Word after a count: "em". */
  readonly unitWord?: string;
  readonly version: number;
}): IndicatorDefinition {
  const { name, criterion, item, unit, unitWord = '', version } = input;
  return {
    id: `c${String(criterion).padStart(2, '0')}.item-${item.replace('.', '-')}-v${version}`,
    criterion,
    unit,
    name,
    shortName: name.length > shortLetters ? `${name.slice(0, shortLetters - 1)}…` : name,
    unitWord: unit === 'rate' ? '%' : unit === 'count' ? unitWord : '',
    synonyms: [],
    required: [[...new Set(foldWords(name).split(' '))]],
    excluded: [],
  };
}
