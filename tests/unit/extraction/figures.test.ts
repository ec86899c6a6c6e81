import { describe, expect, it } from 'vitest';
import type { Figure } from '../../../shared/extraction/figures.ts';
import { agreesWithPrinted, findFigures } from '../../../shared/extraction/figures.ts';

/** A figure in short: "197/200=0.985", "0.985", "19", "none". */
function short(figure: Figure): string {
  switch (figure.kind) {
    case 'fraction':
      return `${figure.numerator}/${figure.denominator}${figure.printed === undefined ? '' : `=${figure.printed.value}`}`;
    case 'rate':
      return String(figure.printed.value);
    case 'count':
      return String(figure.value);
    case 'none':
      return 'none';
  }
}

const found = (text: string): readonly string[] => findFigures(text).map(short);

describe('figures in a text', () => {
  it.each([
    ['197/200 trẻ = 98,5%', ['197/200=0.985']],
    ['đạt 98,5% (197/200 trẻ)', ['197/200=0.985']],
    ['1.034 trẻ/1.097 trẻ, đạt 94,3%', ['1034/1097=0.943']],
    ['1.298 em trên tổng số 1.298 em, đạt 100%', ['1298/1298=1']],
    ['0 trường hợp/2.297 trẻ em', ['0/2297']],
    ['Đã khai sinh 611 trong 617 em', ['611/617']],
    ['1.032 trong số 1.108 trẻ em', ['1032/1108']],
    ['14 buổi trong 6 tháng', ['14']],
    ['913 / 925', ['913/925']],
    ['tỷ suất 12‰', ['0.012']],
    ['đạt một trăm phần trăm', ['1']],
    ['Có 02 em', ['2']],
    ['1\u00a0245 trẻ/1\u2009250 trẻ = 99,6 %', ['1245/1250=0.996']],
    ['1\u202f245 em', ['1245']],
    ['15/15 thôn', ['15/15']],
    ['đạt chín mươi tám phẩy năm phần trăm', ['0.985']],
    ['đạt 98,5% (chín mươi tám phẩy năm phần trăm)', ['0.985']],
    ['dat chin muoi lam phan tram', ['0.95']],
    ['khong phat sinh vu viec', ['none']],
    ['197 tre tren tong so 200 tre, dat 98,5 phan tram', ['197/200=0.985']],
    ['Không phát sinh vụ việc', ['none']],
    ['75/80 trẻ em được hỏi hài lòng, đạt 93,8%', ['75/80=0.938']],
  ])('"%s" holds %j', (text, figures) => {
    expect(found(text)).toEqual(figures);
  });

  it.each([
    'ngày 27/10/2023',
    'ngày Quốc tế thiếu nhi 1/6',
    'Quyết định số 35/QĐ-UBND',
    'trẻ em dưới 5 tuổi',
    'năm 2023',
    'tiêu chí số 7',
    'kinh phí 20.000.000 đồng',
    'xã có 1.018 hộ',
  ])('"%s" holds none', (text) => {
    expect(found(text)).toEqual([]);
  });

  it.each(['đạt 98, 5%', 'đạt 9 8,5%', '98,5% (tám mươi chín phẩy năm phần trăm)', '1.158%'])(
    '"%s" can be read in two ways and is not taken for certain',
    (text) => {
      const rates = findFigures(text).flatMap((figure) =>
        figure.kind === 'rate' ? [figure.printed.ambiguous] : [],
      );
      expect(rates).toEqual([true]);
    },
  );

  it.each(['197 200 trẻ', '0,125 em'])('"%s" is no certain count', (text) => {
    expect(found(text)).toEqual([]);
  });

  it.each(['năm 2022, 98%', '197/200, 98,5%'])('"%s" is a number and a certain rate', (text) => {
    const printed = findFigures(text).flatMap((figure) =>
      'printed' in figure ? [figure.printed.ambiguous] : [],
    );
    expect(printed).toEqual([false]);
  });

  it('keeps a fraction and a rate apart where a clause ends between them', () => {
    expect(found('31/31 trẻ; tiêm chủng 98%')).toEqual(['31/31', '0.98']);
  });

  it('joins a fraction with a rate that contradicts it where only a connecting word stands between', () => {
    expect(found('1.180/1.240 em, đạt 99,4%')).toEqual(['1180/1240=0.994']);
  });

  it.each(['1u/105 trẻ', '11/1O5 trẻ', 'có 1l trẻ', 'có l0 trẻ', 'có 1.2o5 trẻ', 'đạt l0,5%'])(
    'takes no part of a number that a letter stands in for a number: %s',
    (text) => {
      expect(found(text)).toEqual([]);
    },
  );

  it('takes a unit written close to its number for a unit', () => {
    expect(found('5em bị tai nạn')).toEqual(['5']);
    expect(found('đạt98,5%')).toEqual(['0.985']);
  });

  it('tells what was counted', () => {
    const counted = (text: string): unknown => {
      const [figure] = findFigures(text);
      return figure !== undefined && 'counted' in figure ? figure.counted : undefined;
    };
    expect(counted('12/13 thôn')).toBe('place');
    expect(counted('59/60 phiếu')).toBe('ballot');
    expect(counted('75/100 điểm')).toBe('points');
    expect(counted('12 điểm vui chơi')).toBe('place');
    expect(counted('07/07 thành viên')).toBe('other');
    expect(counted('922/937 cháu')).toBe('person');
  });
});

describe('a printed rate against its fraction', () => {
  const printed = (value: number, unit: number): { value: number; unit: number; ambiguous: boolean } => ({
    value,
    unit,
    ambiguous: false,
  });

  it.each([
    [12, 13, 0.923, 0.001, true],
    [41, 42, 0.976, 0.001, true],
    [75, 80, 0.938, 0.001, true],
    [48, 49, 0.98, 0.01, true],
    [1180, 1240, 0.994, 0.001, false],
    [982, 1000, 0.99, 0.01, false],
    [0, 0, 0, 0.01, true],
    [0, 0, 1, 0.01, false],
  ])('%d/%d as %d in steps of %d: %s', (numerator, denominator, value, unit, agrees) => {
    expect(agreesWithPrinted(numerator, denominator, printed(value, unit))).toBe(agrees);
  });
});
