import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeByFont,
  decodeDocumentText,
  decodeTcvn3,
  decodeVni,
} from '../../shared/vietnamese/legacy-encodings.ts';

const letters = 'àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ';

/** The old spelling of every letter, by trying all signs and pairs of signs. */
function spell(decode: (text: string) => string): ReadonlyMap<string, string> {
  const signs = Array.from({ length: 0x100 - 0x41 }, (_, index) => String.fromCharCode(index + 0x41));
  const spellings = new Map<string, string>();
  for (const sign of signs)
    for (const written of [sign, ...signs.map((other) => sign + other)]) {
      const letter = decode(written);
      if (letter.length === 1 && letter !== written && !spellings.has(letter)) spellings.set(letter, written);
    }
  return spellings;
}

const tcvn3 = spell(decodeTcvn3);
const vni = spell(decodeVni);

const encode = (text: string, spellings: ReadonlyMap<string, string>): string =>
  Array.from(text, (letter) => spellings.get(letter) ?? letter).join('');

const small = fc.array(fc.constantFrom(...Array.from(`${letters}abcdeghiklmnopqrstuvxy 0123456789,.%/()-`)), {
  maxLength: 60,
});

const vietnamese = fc.constantFrom(
  ...'Cộng hoà xã hội chủ nghĩa Việt Nam Độc lập Tự do Hạnh phúc trẻ em được khai sinh đúng quy định uỷ ban nhân dân huyện tỷ lệ suy dinh dưỡng thể thấp còi phòng chống tai nạn thương tích đến trường mẫu giáo là có bé hoá toán 98,5% 1.245 (197/200) ≥ – m² 5'.split(
    ' ',
  ),
);

describe('old encodings', () => {
  it('every letter of VNI has a spelling, capitals too; TCVN3 has all small ones', () => {
    const missing = (wanted: string, spellings: ReadonlyMap<string, string>) =>
      Array.from(wanted).filter(
        (letter) => spellings.get(letter) === undefined && encode(letter, spellings) !== letter,
      );
    expect(missing(letters, tcvn3)).toEqual([]);
    expect(missing(letters + letters.toUpperCase(), vni)).toEqual([]);
  });

  it('text written in TCVN3 is read back, also in a capital font', () => {
    fc.assert(
      fc.property(small, (parts) => {
        const text = parts.join('');
        expect(decodeTcvn3(encode(text, tcvn3))).toBe(text);
        expect(decodeByFont(encode(text, tcvn3), '.VnTimeH')).toBe(text.toUpperCase());
      }),
    );
  });

  it('text written in VNI is read back, in small and in capital letters', () => {
    fc.assert(
      fc.property(small, (parts) => {
        const text = parts.join('');
        expect(decodeVni(encode(text, vni))).toBe(text);
        expect(decodeVni(encode(text.toUpperCase(), vni))).toBe(text.toUpperCase());
      }),
    );
  });

  it('a document in Unicode is never changed, decomposed or not', () => {
    fc.assert(
      fc.property(fc.array(fc.array(vietnamese, { maxLength: 20 }), { maxLength: 12 }), (lines) => {
        const texts = lines.map((words) => words.join(' '));
        const expected = { encoding: null, texts };
        expect(decodeDocumentText(texts.map((text) => ({ text })))).toEqual(expected);
        expect(decodeDocumentText(texts.map((text) => ({ text: text.normalize('NFD') })))).toEqual(expected);
      }),
    );
  });

  it('whatever comes in goes out composed, and the same a second time', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), (texts) => {
        const once = decodeDocumentText(texts.map((text) => ({ text })));
        expect(once.texts).toEqual(once.texts.map((text) => text.normalize('NFC')));
        const again = decodeDocumentText(once.texts.map((text) => ({ text })));
        if (once.encoding === null) expect(again.texts).toEqual(once.texts);
      }),
    );
  });
});
