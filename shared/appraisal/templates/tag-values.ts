import type { LayoutTable } from '../administrative-layout.ts';
import type { BarChart } from '../charts/bar-chart.ts';

/**
 * What a tag of a template stands for: a text; true or false for a conditional part; a list of entries for a repeated
 * part; or a table or chart set in whole ({{@tag}}).
 */
export type TagValue = string | boolean | readonly TagValues[] | LayoutTable | BarChart;

/** The tags of a document with what they stand for; inside a repeated part the outer tags stay known. */
export interface TagValues {
  readonly [tag: string]: TagValue;
}

/** A table or chart set in whole. */
export function isWhole(value: TagValue): value is LayoutTable | BarChart {
  return typeof value === 'object' && 'kind' in value;
}
