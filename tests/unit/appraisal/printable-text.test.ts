import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toPrintable } from '../../../shared/appraisal/printable-text.ts';

describe('text of a document made printable', () => {
  it('keeps Vietnamese, composed, with the blanks a person fills in', () => {
    expect(toPrintable('Tỷ lệ: 98,5%; ngày      tháng ……'.normalize('NFD'))).toBe(
      'Tỷ lệ: 98,5%; ngày      tháng ……',
    );
  });

  it('loses what turns, hides or breaks text', () => {
    expect(
      toPrintable('a\u202e051\u202c b\u200b\ufeff\u0000c\u001b[2J\ud800d\ue000\uffffe\r\n\tf\u2028g'),
    ).toBe('a051 b c [2Jde f g');
  });

  it('is cut where it would push a table off its pages, never inside a character', () => {
    expect(toPrintable('x'.repeat(10_000)).length).toBe(1500);
    expect(toPrintable('abc😀def', 5)).toBe('abc…');
    expect(toPrintable('abcde', 5)).toBe('abcde');
  });

  it('is well-formed and free of control characters whatever comes in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 50 }), (text) => {
        expect(toPrintable(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/u);
      }),
    );
  });
});
