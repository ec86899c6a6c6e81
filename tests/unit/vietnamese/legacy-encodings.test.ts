import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import {
  decodeByFont,
  decodeDocumentText,
  decodeTcvn3,
  decodeVni,
  detectLegacyEncoding,
} from '../../../shared/vietnamese/legacy-encodings.ts';

const marked = 'àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ';

describe('TCVN3 (.VnTime)', () => {
  it('every small letter, and the capitals it has, as an independent table gives them', () => {
    const letters = `${marked}ĂÂĐÊÔƠƯ`;
    const asBytes = iconv.encode(letters, 'tcvn').toString('latin1');
    expect(decodeTcvn3(asBytes)).toBe(letters);
    expect(Array.from(asBytes).every((sign) => sign >= '\u00a1' && sign <= '\u00fe')).toBe(true);
  });

  it('reads the head of a paper; digits, English and signs of other fonts stay', () => {
    expect(decodeTcvn3('Céng hoµ x· héi chñ nghÜa ViÖt Nam')).toBe('Cộng hoà xã hội chủ nghĩa Việt Nam');
    expect(decodeTcvn3('§éc lËp - Tù do - H¹nh phóc; tr\u00adêng 98,5% ≥ 95% • Excel')).toBe(
      'Độc lập - Tự do - Hạnh phúc; trường 98,5% ≥ 95% • Excel',
    );
  });
});

describe('VNI for Windows', () => {
  it('reads the head of a paper in small and in capital letters', () => {
    expect(decodeVni('Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam, Ñoäc laäp, Töï do, Haïnh phuùc')).toBe(
      'Cộng hòa xã hội chủ nghĩa Việt Nam, Độc lập, Tự do, Hạnh phúc',
    );
    expect(decodeVni('COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM ÑÖÔÏC TRÖÔØNG THÒ TRAÁN')).toBe(
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM ĐƯỢC TRƯỜNG THỊ TRẤN',
    );
  });

  it('takes two signs for a letter before one, of either case', () => {
    expect(
      decodeVni('trươøng, tröôøng, ngöôøi, kyõ, quyù, kyø, tyû, thöù, nöûa, loã, khoûe, naêm, taêng tröôûng'),
    ).toBe('trươøng, trường, người, kỹ, quý, kỳ, tỷ, thứ, nửa, lỗ, khỏe, năm, tăng trưởng');
    expect(decodeVni('Aêng Aâm Eâm Oâng, Aùnh, OÂng, Öu, Ôn')).toBe('Ăng Âm Êm Ông, Ánh, Ông, Ưu, Ơn');
  });
});

describe('a run by its font', () => {
  it('goes by the name of the font: TCVN3, its capital fonts, VNI, all others left', () => {
    expect(
      [
        ['x· V©n An', '.VnTime'],
        ['céng hoµ tr\u00adêng', '.VnTimeH'],
        ['x· V©n An', 'ABCDEF+.VnTime,Bold'],
        ['céng hoµ', '.VnArial NarrowH Bold'],
        ['Xaõ Vaân An', 'VNI-Times'],
        ['Xaõ Vaân An', 'VNI Helve,Italic'],
        ['x· 5 µm', 'Times New Roman'],
        ['x· 5 µm', ''],
      ].map(([text = '', font = '']) => decodeByFont(text, font)),
    ).toEqual([
      'xã Vân An',
      'CỘNG HOÀ TRƯỜNG',
      'xã Vân An',
      'CỘNG HOÀ',
      'Xã Vân An',
      'Xã Vân An',
      'x· 5 µm',
      'x· 5 µm',
    ]);
  });

  it('finds the letters of a font marked as symbol font', () => {
    expect(decodeByFont('x\uf0b7 An', '.VnTime')).toBe('xã An');
  });

  it('leaves Unicode typed in a font once called .VnTime, word by word', () => {
    const unicode = 'Tỷ lệ trẻ em phòng ngừa là 98,5%';
    expect(decodeByFont(unicode, '.VnTime')).toBe(unicode);
    expect(decodeByFont(unicode, 'VNI-Times')).toBe(unicode);
    expect(decodeByFont('Trẻ em x· héi', '.VnTime')).toBe('Trẻ em xã hội');
  });
});

describe('a text without a font to tell', () => {
  it('is known by its syllables', () => {
    expect(
      [
        'Céng hoµ x· héi chñ nghÜa ViÖt Nam',
        'Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam',
        'Cộng hòa xã hội chủ nghĩa Việt Nam',
        'Le très cher père a été à la forêt, déjà',
        'Übergrößen für Straßen',
        'The café, 5 µm, 20 °C, 3 × 4 m², © ®',
        'Cong hoa xa hoi chu nghia',
        'Hà',
        '',
      ].map((text) => detectLegacyEncoding(text)),
    ).toEqual(['tcvn3', 'vni', null, null, null, null, null, null, null]);
  });

  it('in a font named so is that, unless it is Unicode', () => {
    expect(detectLegacyEncoding('Tæng sè', '.VnTime')).toBe('tcvn3');
    expect(detectLegacyEncoding('Tổng số', '.VnTime')).toBe(null);
  });

  it('short cells go with their column, columns with a document that is wholly old; Unicode cells beside them stay', () => {
    const cells = [
      { text: 'Tæng sè trÎ em d\u00adíi 1 tuæi', group: '1' },
      { text: 'Kh«ng ph¸t sinh', group: '1' },
      { text: 'bé', group: '1' },
      { text: 'Trẻ em được khám', group: '2' },
      { text: 'bé', group: '2' },
      { text: 'bé', group: '3' },
      { text: '≥ 98,5% · 5 × 4', group: '1' },
    ];
    expect(decodeDocumentText(cells)).toEqual({
      encoding: 'tcvn3',
      texts: [
        'Tổng số trẻ em dưới 1 tuổi',
        'Không phát sinh',
        'bộ',
        'Trẻ em được khám',
        'bé',
        'bé',
        '≥ 98,5% · 5 × 4',
      ],
    });
    const isOld = cells.filter(({ group }) => group !== '2');
    expect(decodeDocumentText(isOld).texts[3]).toBe('bộ');
  });

  it('one old word beside text that its font explained is old as well; alone it is left', () => {
    const texts = [{ text: 'Cộng hòa xã hội, phòng ngừa' }, { text: 'x· An' }];
    expect(decodeDocumentText(texts).texts[1]).toBe('x· An');
    expect(decodeDocumentText(texts, 'tcvn3').texts).toEqual(['Cộng hòa xã hội, phòng ngừa', 'xã An']);
  });

  it('decomposed Unicode comes back composed, never converted', () => {
    const text = 'Cộng hòa xã hội chủ nghĩa Việt Nam';
    expect(decodeDocumentText([{ text: text.normalize('NFD') }])).toEqual({ encoding: null, texts: [text] });
  });
});
