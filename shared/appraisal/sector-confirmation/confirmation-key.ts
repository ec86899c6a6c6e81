import type { FigureValue } from '../../domain/dossier-facts.ts';
import type { IndicatorId } from '../../domain/indicator.ts';

/** What one row of a confirmation table asks; it travels with the row, whatever order the rows come back in. */
export interface ConfirmationQuestion {
  readonly round: string;
  /** Commune code. */
  readonly commune: string;
  readonly indicator: IndicatorId;
  /** The commune's figure the row prints; null where it prints none. */
  readonly reported: FigureValue | null;
}

const pattern = /^([\w-]+)\|(\d+)\|([\w.-]+)\|([^|]*)$/u;

/** Writes a question as the text of the last column: "2023|06514|c07.full-immunisation-rate|0.985;197;200". */
export function writeConfirmationKey({ round, commune, indicator, reported }: ConfirmationQuestion): string {
  const figure =
    reported === null
      ? ''
      : [reported.value, reported.numerator, reported.denominator]
          .filter((part) => part !== undefined)
          .join(';');
  return [round, commune, indicator, figure].join('|');
}

/** Reads what `writeConfirmationKey` wrote; undefined for any other text. */
export function readConfirmationKey(text: string): ConfirmationQuestion | undefined {
  const match = pattern.exec(text.trim());
  if (match === null) return undefined;
  const [, round = '', commune = '', indicator = '', figure = ''] = match;
  const reported = readFigure(figure);
  return reported === undefined ? undefined : { round, commune, indicator, reported };
}

function readFigure(text: string): FigureValue | null | undefined {
  if (text === '') return null;
  if (text === 'true' || text === 'false') return { value: text === 'true' };
  const [value = '', ...parts] = text.split(';');
  const [numerator, denominator] = parts.map(Number);
  const written = value === 'no-case' ? value : Number(value);
  if ([written, ...parts.map(Number)].some((number) => Number.isNaN(number))) return undefined;
  return {
    value: written,
    ...(numerator === undefined ? {} : { numerator }),
    ...(denominator === undefined ? {} : { denominator }),
  };
}
