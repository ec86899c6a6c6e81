import { describe, expect, it } from 'vitest';
import { findReceiptCodes, receiptCode } from '../../../shared/pipeline/receipt-code.ts';

describe('the code of a receipt', () => {
  it('is the same for the same mail, another for another mail, year or attempt', () => {
    expect(receiptCode('a1b2c3', 2023, 0)).toBe(receiptCode('a1b2c3', 2023, 0));
    const codes = [
      receiptCode('a1b2c3', 2023, 0),
      receiptCode('a1b2c3', 2023, 1),
      receiptCode('a1b2c3', 2024, 0),
      receiptCode('a1b2c4', 2023, 0),
    ];
    expect(new Set(codes).size).toBe(4);
    for (const code of codes) expect(code).toMatch(/^HS-202[34]-[2-9ACEHK-NQ-TVXY]{4}-[2-9ACEHK-NQ-TVXY]$/u);
  });

  it('is found however people write it, and in the address of a reply', () => {
    const code = receiptCode('a1b2c3', 2023, 0);
    const small = code.toLowerCase();
    for (const text of [
      `Mã tiếp nhận: ${code}`,
      `> ma tiep nhan ${small}.`,
      code.replaceAll('-', ' '),
      code.replaceAll('-', ''),
      code.replaceAll('-', ' – '),
      `hoso+${small}@chilang.example.vn`,
    ])
      expect(findReceiptCodes(text)).toEqual([code]);
  });

  it('with any one character wrong, or two neighbours exchanged, is none', () => {
    const code = receiptCode('a1b2c3', 2023, 0);
    const places = [6, 8, 9, 10, 11, 13];
    for (const place of places)
      for (const wrong of '23456789ACEHKLMNQRSTVXY') {
        const changed = code.slice(0, place) + wrong + code.slice(place + 1);
        if (changed !== code) expect(findReceiptCodes(changed)).toEqual([]);
      }
    for (const place of [8, 9, 10]) {
      const [a, b] = [code.charAt(place), code.charAt(place + 1)];
      const changed = code.slice(0, place) + b + a + code.slice(place + 2);
      if (a !== b) expect(findReceiptCodes(changed)).toEqual([]);
    }
  });

  it('is looked for only so often in a text full of them', () => {
    const codes = Array.from({ length: 30 }, (_, index) => receiptCode(`mail-${index}`, 2023, 0));
    expect(findReceiptCodes(codes.join(' '))).toEqual(codes.slice(0, 5));
  });
});
