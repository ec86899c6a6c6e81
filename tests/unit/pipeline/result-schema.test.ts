import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findingCatalogue } from '../../../shared/domain/finding-catalogue.ts';

describe('the schema of a mail’s result', () => {
  it('knows every finding there is', () => {
    const text = readFileSync(join(import.meta.dirname, '../../../docs/result.schema.json'), 'utf8');
    const listed = Object.keys(findingCatalogue).filter((code) => text.includes(`"${code}"`));
    expect(listed).toEqual(Object.keys(findingCatalogue));
  });
});
