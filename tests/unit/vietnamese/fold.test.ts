import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldAccents, foldWords, toNfc } from '../../../shared/vietnamese/fold.ts';

describe('folding accents', () => {
  it('makes plain letters of Vietnamese ones', () => {
    expect(foldAccents('Tiêm chủng ĐẦY đủ, Ưu tiên')).toBe('tiem chung day du, uu tien');
  });

  it('keeps the words and drops punctuation', () => {
    expect(foldWords('Mẫu giáo (3-5 tuổi), TNTT: 98,5%')).toBe('mau giao 3 5 tuoi tntt 98 5');
  });

  it('gives composed and decomposed text the same', () => {
    const text = 'Xã Thượng Cường';
    expect(foldAccents(text.normalize('NFD'))).toBe(foldAccents(text));
    expect(toNfc(text.normalize('NFD'))).toBe(text);
  });

  it('keeps every position of the composed text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const composed = text.normalize('NFC');
        expect(foldAccents(composed)).toHaveLength(composed.length);
      }),
    );
  });
});
