import type { Citation, Rubric } from '../../../shared/rubrics/rubric.ts';
import { parseExact, sayExact } from './rubric-form.ts';

/** What holds for the scale as a whole, as typed. */
export interface EnteredScale {
  readonly total: string;
  readonly thresholds: Readonly<Record<keyof Rubric['conditions']['thresholds'], string>>;
}

/** The whole scale of a draft as its form shows it. */
export function enterScale({ scaleTotal, conditions: { thresholds } }: Rubric): EnteredScale {
  return {
    total: sayExact(scaleTotal.points),
    thresholds: {
      'urban-ward': sayExact(thresholds['urban-ward'].points),
      other: sayExact(thresholds.other.points),
      'mountain-island-or-special': sayExact(thresholds['mountain-island-or-special'].points),
    },
  };
}

/** The fields of the scale's form. */
export function readScaleForm(form: { text(name: string): string }): EnteredScale {
  return {
    total: form.text('tong'),
    thresholds: {
      'urban-ward': form.text('nguong-urban-ward'),
      other: form.text('nguong-other'),
      'mountain-island-or-special': form.text('nguong-mountain-island-or-special'),
    },
  };
}

/** Understands the typed values of the whole scale. */
export function parseScale(
  entered: EnteredScale,
  rubric: Rubric,
  annex: string,
): Pick<Rubric, 'scaleTotal' | 'conditions'> | { readonly faults: readonly string[] } {
  const faults: string[] = [];
  const change = <T extends Citation & { readonly points: number }>(
    was: T,
    text: string,
    what: string,
  ): T => {
    const points = parseExact(text);
    if (points === null) {
      faults.push(`${what}: "${text}" không phải là số điểm.`);
      return was;
    }
    return points === was.points ? was : { ...was, points, status: 'sourced', source: annex, verified: null };
  };
  const { thresholds } = rubric.conditions;
  const changed = {
    scaleTotal: change(rubric.scaleTotal, entered.total, 'Tổng điểm'),
    conditions: {
      ...rubric.conditions,
      thresholds: {
        'urban-ward': change(
          thresholds['urban-ward'],
          entered.thresholds['urban-ward'],
          'Mức điểm tối thiểu',
        ),
        other: change(thresholds.other, entered.thresholds.other, 'Mức điểm tối thiểu'),
        'mountain-island-or-special': change(
          thresholds['mountain-island-or-special'],
          entered.thresholds['mountain-island-or-special'],
          'Mức điểm tối thiểu',
        ),
      },
    },
  };
  return faults.length > 0 ? { faults } : changed;
}
