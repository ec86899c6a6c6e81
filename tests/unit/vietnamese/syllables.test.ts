import { describe, expect, it } from 'vitest';
import { isSyllable } from '../../../shared/vietnamese/syllables.ts';

/** Words of administrative papers, among them the rare spellings. */
const words =
  'Cộng hoà hòa xã hội chủ nghĩa Việt Nam độc lập tự do hạnh phúc uỷ ủy ban nhân dân thị trấn huyện tỉnh quyết định khuyến nghị tuyên truyền nguồn lực trẻ em được khai sinh đúng quy qui quốc gia giấy gì gìn giữ giếng giêng ý ỷ y tế kỷ kỉ yêu yếu nghiện ma túy thương tích suy dinh dưỡng nhẹ cân thấp còi mười hươu rượu khuya khuỷu ngoằn ngoèo xoong loạch chuếch thuở huơ quờ quạnh quần quýt quít ƯƠNG ĐỖ Ngọc Ánh Ôn Ía ếch ảnh';

describe('the spelling of one syllable', () => {
  it('knows the words of administrative papers, with the tone on either vowel where offices differ', () => {
    expect(words.split(' ').filter((word) => !isSyllable(word))).toEqual([]);
  });

  it('knows what no Vietnamese word is spelt like: old encodings, other languages, tones on the wrong vowel or before a stop', () => {
    const others =
      'Céng hoµ x· héi chñ nghÜa ñoäc laäp töï haïnh chêt nhÊn très mère tête forêt café Straße Jürgen xaõ thaùng nàc cách1 kà ceo ghà ngè qy zà hòaà TrẺ tRẻ';
    expect(others.split(' ').filter((word) => isSyllable(word))).toEqual([]);
  });
});
