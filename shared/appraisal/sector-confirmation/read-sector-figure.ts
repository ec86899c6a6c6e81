import type { FigureValue } from '../../domain/dossier-facts.ts';
import type { IndicatorUnit } from '../../domain/indicator.ts';
import type { Figure } from '../../extraction/figures.ts';
import { agreesWithPrinted, findFigures, printedPercent } from '../../extraction/figures.ts';
import { readYesNoCell } from '../../extraction/yes-no.ts';

/** Reads the one figure of an answer ("98,5 %", "197/200", "3 em", "không có"); undefined when it is not plainly one figure of the unit. */
export function readSectorFigure(text: string, unit: IndicatorUnit): FigureValue | undefined {
  if (unit === 'yes-no') {
    const value = readYesNoCell(text);
    return value === undefined ? undefined : { value };
  }
  const [figure, ...others] = findFigures(text);
  if (figure === undefined || others.length > 0) return unit === 'rate' ? barePercent(text) : undefined;
  return unit === 'rate' ? toRate(figure, text) : toCount(figure);
}

function toRate(figure: Figure, text: string): FigureValue | undefined {
  switch (figure.kind) {
    case 'none':
      return { value: 'no-case' };
    case 'rate':
      return isPlain(figure.printed) ? { value: figure.printed.value } : undefined;
    case 'count':
      return barePercent(text);
    case 'fraction': {
      const { numerator, denominator, printed } = figure;
      if (printed !== undefined && !agreesWithPrinted(numerator, denominator, printed)) return undefined;
      if (numerator > denominator) return undefined;
      return { value: denominator === 0 ? 'no-case' : numerator / denominator, numerator, denominator };
    }
  }
}

/** "98,5" under a rate is per cent; of a figure up to 1 nobody knows whether it is a fraction or so few per cent. */
function barePercent(text: string): FigureValue | undefined {
  const printed = /^[\d.,\s]+$/u.test(text) ? printedPercent(text) : undefined;
  const isClear = printed !== undefined && isPlain(printed) && printed.value > 0.01;
  return isClear ? { value: printed.value } : undefined;
}

const isPlain = (printed: { readonly value: number; readonly ambiguous: boolean; readonly isBound?: true }) =>
  !printed.ambiguous && printed.isBound !== true && printed.value <= 1;

function toCount(figure: Figure): FigureValue | undefined {
  if (figure.kind === 'none') return { value: 0 };
  return figure.kind === 'count' ? { value: figure.value } : undefined;
}
