import { describe, expect, it } from 'vitest';
import { chiLang2023 } from '../../../shared/domain/rounds/chi-lang-2023.ts';
import { findCommunes } from '../../../shared/vietnamese/place-names.ts';

const codes = (text: string): readonly (readonly string[])[] =>
  findCommunes(text, chiLang2023.communes).map((mention) => mention.codes);

describe('finding communes in a text', () => {
  it('tells the commune, the township and the district of one name apart by their types', () => {
    expect(codes('UBND xã Chi Lăng')).toEqual([['06523']]);
    expect(codes('THỊ TRẤN CHI LĂNG')).toEqual([['06466']]);
    expect(codes('huyện Chi Lăng, tỉnh Lạng Sơn')).toEqual([]);
    expect(codes('Chi Lăng, ngày 05 tháng 11')).toEqual([]);
  });

  it('never takes Vân for Vạn', () => {
    expect(codes('xã Vân An')).toEqual([['06469']]);
    expect(codes('xã Vạn Linh')).toEqual([['06505']]);
    expect(codes('xã Vạn An')).toEqual([]);
  });

  it('does not match without accents', () => {
    expect(codes('xa Huu Kien')).toEqual([]);
  });

  it.each(['xã Hòa Bình', 'xã Hoà Bình', 'XÃ HOÀ BÌNH', 'xã Hòa Bình'.normalize('NFD')])(
    'takes either spelling of the tone: %s',
    (text) => {
      expect(codes(text)).toEqual([['06508']]);
    },
  );

  it('takes a name without its type where nothing else bears it', () => {
    expect(codes('Hữu Kiên, ngày 27 tháng 10 năm 2023')).toEqual([['06514']]);
  });

  it('does not take part of a longer name', () => {
    expect(codes('xã Lâm Sơn Thượng')).toEqual([['06499']]);
    expect(codes('ông Lâm Sơnn')).toEqual([]);
  });

  it('lists several in the order of the text', () => {
    expect(codes('xã Mai Sao và xã Nhân Lý')).toEqual([['06484'], ['06496']]);
  });
});
