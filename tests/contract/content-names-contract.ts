import { describe, expect, it } from 'vitest';
import type { ContentNames } from '../../shared/ports/secrets.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What every home promises of its names; `open` makes the names of a new office each time. */
export function describeContentNames(home: string, open: () => Promise<ContentNames>): void {
  describe(`the content names of ${home}`, () => {
    it('are equal for equal bytes and else differ', async () => {
      const names = await open();
      expect(names.nameOf(bytes('a'))).toMatch(/^[0-9a-f]{64}$/);
      expect(names.nameOf(bytes('a'))).toBe(names.nameOf(bytes('a')));
      expect(names.nameOf(bytes('a'))).not.toBe(names.nameOf(bytes('b')));
    });

    it('cannot be guessed outside the office: another office names the same bytes otherwise', async () => {
      expect((await open()).nameOf(bytes('a'))).not.toBe((await open()).nameOf(bytes('a')));
    });
  });
}
