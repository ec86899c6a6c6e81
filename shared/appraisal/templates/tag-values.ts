import type { LayoutTable } from '../administrative-layout.ts';

/**
 * What a tag of a template stands for: a text; true or false for a conditional part; a list of entries for a repeated
 * part; or a table set in whole ({{@tag}}).
 */
export type TagValue = string | boolean | readonly TagValues[] | LayoutTable;

/** The tags of a document with what they stand for; inside a repeated part the outer tags stay known. */
export interface TagValues {
  readonly [tag: string]: TagValue;
}

/** A table set in whole. */
export function isTable(value: TagValue): value is LayoutTable {
  return typeof value === 'object' && 'kind' in value;
}
