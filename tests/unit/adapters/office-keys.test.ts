import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openOfficeKeys, OfficeKeyError } from '../../../shared/adapters/local/office-keys.ts';
import { makeTestDirectory } from '../../support/make-test-directory.ts';

const bytes = new TextEncoder().encode('Biểu số 01');

describe('the keys of an office', () => {
  it('are the same after a restart', async () => {
    const directory = join(makeTestDirectory(), 'new', 'keys');
    const first = await openOfficeKeys(directory);
    const second = await openOfficeKeys(directory);
    expect(second.databaseKey).toBe(first.databaseKey);
    expect(second.wrappingKey).toEqual(first.wrappingKey);
    expect(second.names.nameOf(bytes)).toBe(first.names.nameOf(bytes));
  });

  it('are each another, and none is the secret itself', async () => {
    const directory = makeTestDirectory();
    const { databaseKey, wrappingKey } = await openOfficeKeys(directory);
    const secret = readFileSync(join(directory, 'office.key'), 'ascii').trim();
    expect(new Set([databaseKey, Buffer.from(wrappingKey).toString('hex'), secret]).size).toBe(3);
    expect(databaseKey).toMatch(/^[0-9a-f]{64}$/);
    expect(wrappingKey.byteLength).toBe(32);
  });

  it.runIf(process.platform !== 'win32')(
    'can be read by the office only (file modes; not on Windows)',
    async () => {
      const directory = join(makeTestDirectory(), 'keys');
      await openOfficeKeys(directory);
      expect(statSync(join(directory, 'office.key')).mode & 0o777).toBe(0o600);
      expect(statSync(directory).mode & 0o777).toBe(0o700);
    },
  );

  it.each(['', 'short', `${'0'.repeat(63)}g\n`, '0'.repeat(64)])(
    'are never made anew over a damaged key file (%j)',
    async (damaged) => {
      const directory = makeTestDirectory();
      writeFileSync(join(directory, 'office.key'), damaged);
      await expect(openOfficeKeys(directory)).rejects.toThrow(OfficeKeyError);
      expect(readFileSync(join(directory, 'office.key'), 'ascii')).toBe(damaged);
    },
  );

  it('are one set even when several parts of the program ask at the same moment', async () => {
    const directory = makeTestDirectory();
    const asked = await Promise.allSettled(Array.from({ length: 8 }, () => openOfficeKeys(directory)));
    const made = asked.flatMap((each) => (each.status === 'fulfilled' ? [each.value.databaseKey] : []));
    const refused = asked.flatMap((each) =>
      each.status === 'rejected' ? [(each.reason as Error).name] : [],
    );
    expect(new Set(made)).toEqual(new Set([(await openOfficeKeys(directory)).databaseKey]));
    expect(new Set([...refused, 'OfficeInUseError'])).toEqual(new Set(['OfficeInUseError']));
  });
});
