import { describe, expect, it } from 'vitest';
import { districtDocuments } from '../../../shared/appraisal/document-registry.ts';

describe('the documents of a round', () => {
  it('are one of a kind', () => {
    const kinds = districtDocuments.map(({ kind }) => kind);
    expect([...new Set(kinds)]).toEqual(kinds);
  });
});
