import { describe, expect, it } from 'vitest';
import { showNumber } from '../../../shared/formats/xlsx-number-format.ts';

const show = (value: number, format: string, isFrom1904 = false) =>
  showNumber(value, format, isFrom1904).text;

describe('a number of a sheet reads as a Vietnamese officer sees it', () => {
  it.each([
    [0.985, '0.0%', '98,5%'],
    [0.985, '0%', '99%'],
    [0.29, '0.00%', '29,00%'],
    [0.9906191369606003, '0.0%', '99,1%'],
    [1245, '#,##0', '1.245'],
    [1245, '0', '1245'],
    [1234567.891, '#,##0.00', '1.234.567,89'],
    [-1234, '#,##0;(#,##0)', '(1.234)'],
    [-0.4, '0', '0'],
    [7, '00', '07'],
    [1.5, '0.##', '1,5'],
    [2, '0.##', '2'],
    [0.5, '#.0', '0,5'],
    [1500000, '#,##0.0,,', '1,5'],
    [1.005, '0.00', '1,01'],
    [2.5, '0', '3'],
    [20, '0" trẻ"', '20 trẻ'],
    [20000, '#,##0\\ [$₫-42A]', '20.000 ₫'],
    [5, '[Red]0', '5'],
    [120, '[>=100]"trên trăm";0', 'trên trăm'],
    [99, '[>=100]"trên trăm";0', '99'],
    [0, '_(* #,##0_);_(* \\(#,##0\\);_(* "-"??_);_(@_)', '-'],
    [12.5, '@', '12,5'],
    [0.9, '# ??/??', '9/10'],
    [1.25, '# ?/?', '1 1/4'],
    [0.48, '??/100', '48/100'],
  ])('%d with format %s shows %s', (value, format, shown) => {
    expect(show(value, format)).toBe(shown);
  });

  it('shows a number without a format with at most ten digits that count, and never with an exponent', () => {
    expect(
      [1000, 97.1, 0.1 + 0.2, 1 / 3, 1e-7, 123456789012, 1.23456789e22].map((value) =>
        show(value, 'General'),
      ),
    ).toEqual([
      '1000',
      '97,1',
      '0,3',
      '0,3333333333',
      '0,0000001',
      '123456789012',
      '12345678900000000000000',
    ]);
  });

  it('shows nothing where the format shows nothing', () => {
    expect([show(5, ';;;'), show(0, '#'), show(0, '0;-0;')]).toEqual(['', '', '']);
  });
});

describe('a date of a sheet reads day first', () => {
  it.each([
    [45232, 'dd/mm/yyyy', '02/11/2023', '2023-11-02'],
    [45232, 'mm/dd/yyyy', '02/11/2023', '2023-11-02'],
    [45232, '[$-409]m/d/yy', '02/11/2023', '2023-11-02'],
    [45232.375, 'dd/mm/yyyy hh:mm', '02/11/2023 09:00', '2023-11-02'],
    [45232, 'd-mmm', '02/11', '2023-11-02'],
    [45232, 'mmm-yy', '11/2023', '2023-11-02'],
    [45232, '"ngày" dd "tháng" mm "năm" yyyy', 'ngày 02 tháng 11 năm 2023', '2023-11-02'],
    [0.375, 'h:mm', '09:00', undefined],
    [1.5, '[h]:mm', '36:00', undefined],
    [1, 'dd/mm/yyyy', '01/01/1900', '1900-01-01'],
    [61, 'dd/mm/yyyy', '01/03/1900', '1900-03-01'],
  ])('%d with format %s shows %s', (value, format, text, date) => {
    expect(showNumber(value, format, false)).toEqual(date === undefined ? { text } : { text, date });
  });

  it('counts from 1904 in files that say so', () => {
    expect(show(43770, 'dd/mm/yyyy', true)).toBe('02/11/2023');
  });

  it('shows the number where the date is none', () => {
    expect(showNumber(-5, 'dd/mm/yyyy', false)).toEqual({ text: '-5' });
  });

  it('is not misled by letters inside colours, quotes and currency signs', () => {
    expect([
      showNumber(5, '[Red]0', false),
      showNumber(5, '0 "đ"', false),
      showNumber(5, '0\\d', false),
    ]).toEqual([{ text: '5' }, { text: '5 đ' }, { text: '5d' }]);
  });
});
