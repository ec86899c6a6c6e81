import type { IndexName } from '../../ports/store.ts';

/** Names of the key attributes of the one table; all are strings. */
export const tableKeys = { partition: 'pk', sort: 'sk' } as const;

/** The table's secondary indexes, whole records in each (projection ALL). */
export const tableIndexes: Readonly<
  Record<IndexName, { readonly partition: string; readonly sort: string }>
> = {
  index1: { partition: 'i1pk', sort: 'i1sk' },
  index2: { partition: 'i2pk', sort: 'i2sk' },
};
